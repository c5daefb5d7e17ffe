"""Ranking and evidence one candidate at a time, as they were first written: the columns must say the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.memory.abstain import BEST, NEAREST, RELATED, SHOWING, UNRELATED, Evidence, _closeness
from toldonce.memory.question import GENERIC_SPEAKERS, Question
from toldonce.memory.rank import COSINE_SPREAD, ECHO_FROM, JUST_ABOVE, MAYBE_THEIRS, TOLD_AFTER, TURNS_APART, Weights
from toldonce.memory.temporal import Interval
from toldonce.memory.terms import query_terms, words
from toldonce.ports import Candidate, Candidates, Cue

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Places:
    """Where candidates stand: the number of their sitting (-1: none), and a number for their turn (-1: none)."""

    sitting: NDArray[np.int64]
    turn: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place: ``relevance`` (in cosines) orders, ``parts`` say what each step added to it."""

    candidate: Candidate
    relevance: float
    parts: Mapping[str, float] = field(default_factory=dict)


def rank(candidates: Candidates, question: Question, weights: Weights, keep: int | None = None) -> list[Ranked]:
    """The ``keep`` most relevant candidates (without it, all), best first; of equals the newer one."""
    beside = (one for one in (*candidates.neighbours, *candidates.standing) if one.parts)
    everyone = sorted([*candidates.found, *beside], key=lambda one: one.seq, reverse=True)
    if not everyone:
        return []
    places = _places(everyone)
    steps = _arms(everyone, candidates.lexical_full, weights)
    steps["long"] = -weights.long * np.log([float(max(1, one.parts)) for one in everyone])
    base = steps["dense"] + steps["lexical"] + steps["long"]
    floor = float(base.mean())
    steps["neighbours"] = _from_neighbours(everyone, places, np.maximum(base - floor, 0), weights)
    smoothed = np.maximum(base + steps["neighbours"] - floor, 0)
    steps["sitting"] = weights.sitting * _of_sitting(places, smoothed, weights.sitting_best)
    steps["speaker"] = _from_speaker(everyone, question, weights)
    steps["cues"] = weights.asked_cue * _asked_cues(everyone, question.cues)
    steps["telling"] = weights.telling * np.array([_telling(one, weights) for one in everyone])
    steps["echo"] = -weights.echo * np.array([_echo(one) for one in everyone])
    steps["time"] = weights.time * _inside(everyone, question.times)
    steps["slot"] = weights.slot * np.array([float(one.asked) for one in everyone])
    steps["overtaken"] = -weights.overtaken * np.array([float(one.overtaken and not question.past) for one in everyone])
    steps["faded"] = -weights.faded * np.array([1 - one.strength for one in everyone])
    steps["memory"] = np.array([weights.memory if one.kind == "memory" else 0.0 for one in everyone])
    total = np.sum(list(steps.values()), axis=0)
    if question.asks_course:
        steps["spread"] = -weights.spread * _better_in_sitting(places, total)
        total = total + steps["spread"]
    else:
        steps["standing"] = _from_standing(everyone, total, weights)
        total = total + steps["standing"]
    steps["renewed"] = _renewed(everyone, total, question, weights)
    total = total + steps["renewed"]
    return [
        Ranked(
            candidate=everyone[i],
            relevance=float(total[i]),
            parts={name: round(float(values[i]), 4) for name, values in steps.items() if values[i]},
        )
        for i in np.argsort(-total, kind="stable")[:keep]
    ]


def named_speaker(everyone: Sequence[Candidate], question: Question) -> str | None:
    """The one speaker whom the question names, if it is exactly one."""
    speakers = {
        one.speaker for one in everyone if one.speaker and one.speaker.strip().casefold() not in GENERIC_SPEAKERS
    }
    named = [speaker for speaker in speakers if question.words & set(words(speaker))]
    return named[0] if len(named) == 1 else None


# --- the steps -------------------------------------------------------------------------------------------------------


def _arms(everyone: Sequence[Candidate], lexical_full: bool, weights: Weights) -> dict[str, Scores]:
    """What the arms gave. Who is missing from an arm's list stands at the end of that list."""
    scale = COSINE_SPREAD / weights.cosine_spread
    lexical = [one.lexical for one in everyone]
    last = min((value for value in lexical if value is not None), default=0.0) if lexical_full else 0.0
    return {
        "dense": scale * _filled([one.dense for one in everyone], None),
        "lexical": weights.lexical * _filled(lexical, last)
        + weights.fuzzy * _filled([one.fuzzy for one in everyone], 0),
    }


def _filled(values: Sequence[float | None], missing: float | None) -> Scores:
    """An array in which None is ``missing``, or the lowest value that is there."""
    if missing is None:
        missing = min((value for value in values if value is not None), default=0.0)
    return np.array([missing if value is None else value for value in values], dtype=np.float64)


def _places(everyone: Sequence[Candidate]) -> Places:
    """Number the sittings, and each turn so that the next one of its sitting has the next number."""
    sittings: dict[tuple[UUID | None, int | None], int] = {}
    sitting = np.array(
        [
            -1 if one.turn_number is None else sittings.setdefault((one.conversation_id, one.sitting), len(sittings))
            for one in everyone
        ]
    )
    number = np.array([one.turn_number or 0 for one in everyone])
    return Places(sitting, np.where(sitting < 0, -1, (sitting + 1) * TURNS_APART + number))


def _from_neighbours(everyone: Sequence[Candidate], places: Places, excess: Scores, weights: Weights) -> Scores:
    """What the turns one and two places away in the same sitting hand over of their score above the mean.

    Short turns lean on what stands beside them, long ones stand alone.
    """
    by_place = np.argsort(places.turn)
    in_order = places.turn[by_place]
    gained = np.zeros(len(everyone))
    for step, weight in ((1, weights.beside), (-1, weights.beside), (2, weights.near), (-2, weights.near)):
        at = np.minimum(np.searchsorted(in_order, places.turn + step), len(everyone) - 1)
        is_there = (in_order[at] == places.turn + step) & (places.turn >= 0)
        gained += np.where(is_there, weight * excess[by_place[at]], 0.0)
    leaning = np.array([min(1.0, weights.leaning_terms / max(1, one.length)) for one in everyone])
    gained *= leaning
    return gained


def _of_sitting(places: Places, excess: Scores, best: int) -> Scores:
    """The mean excess of the ``best`` turns of each candidate's sitting (fewer turns count as zeros)."""
    means = np.zeros(int(places.sitting.max()) + 2)
    for sitting in range(int(places.sitting.max()) + 1):
        means[sitting] = np.sort(excess[places.sitting == sitting])[-best:].sum() / best
    return means[places.sitting]


def _better_in_sitting(places: Places, total: Scores) -> Scores:
    """How many of its sitting stand above each candidate (of equals, those that come before it); none without one."""
    better = np.zeros(len(total))
    for i, sitting in enumerate(places.sitting):
        above = [j for j, other in enumerate(places.sitting) if other == sitting and (total[j], i) > (total[i], j)]
        better[i] = len(above) if sitting >= 0 else 0
    return better


def _from_speaker(everyone: Sequence[Candidate], question: Question, weights: Weights) -> Scores:
    """Prefer the one speaker whom the question names, and what people said to what assistants said."""
    named = named_speaker(everyone, question)
    gained: Scores = np.array([weights.speaker * _share_of(one, named) for one in everyone])
    if not question.asks_assistant:
        gained -= np.array([weights.assistant if _is_assistant(one) else 0.0 for one in everyone])
    return gained


def _share_of(one: Candidate, named: str | None) -> float:
    """1 when the one who is named said it; a memory is a statement of its own and may be of them: one half."""
    if named is None:
        return 0.0
    return MAYBE_THEIRS if one.kind == "memory" else float(one.speaker == named)


def _is_assistant(one: Candidate) -> bool:
    """Whether a program said it: a speaker with a name of their own is a person, whatever their role."""
    return one.role == "assistant" and (one.speaker is None or one.speaker.strip().casefold() in GENERIC_SPEAKERS)


def _telling(one: Candidate, weights: Weights) -> float:
    """How much (0..1) there is in a text: a few words rarely tell anything. A memory is short, and tells."""
    return 1.0 if one.kind == "memory" else min(1.0, one.length / weights.telling_terms)


def _echo(one: Candidate) -> float:
    """How much (0..1) a turn that only asks is the question itself, asked before."""
    return min(1.0, max(0.0, ((one.dense or 0.0) - ECHO_FROM) / (1 - ECHO_FROM))) if "question" in one.cues else 0.0


def _asked_cues(everyone: Sequence[Candidate], asked: frozenset[Cue]) -> Scores:
    """How many of the cues that an answer should show a candidate shows."""
    return np.array([float(len(one.cues & asked)) for one in everyone]) if asked else np.zeros(len(everyone))


def _inside(everyone: Sequence[Candidate], times: Sequence[Interval]) -> Scores:
    """1 for what was said within a time that the question names, or told within a week after it."""
    if not times:
        return np.zeros(len(everyone))
    return np.array([float(any(time.contains(one.said_at, TOLD_AFTER) for time in times)) for one in everyone])


def _from_standing(everyone: Sequence[Candidate], total: Scores, weights: Weights) -> Scores:
    """Raise the few most relevant turns that lay something down for good, unless it is people who talk."""
    people = {one.speaker for one in everyone if one.speaker and one.speaker.strip().casefold() not in GENERIC_SPEAKERS}
    if len(people) > 1 and not any(_is_assistant(one) for one in everyone):
        return np.zeros(len(everyone))
    lifts = np.array([_lift(one, weights) for one in everyone])
    flagged = [i for i in np.argsort(-(total + lifts), kind="stable") if lifts[i] > 0]
    raised = np.zeros(len(everyone))
    raised[flagged[: weights.standing_limit]] = lifts[flagged[: weights.standing_limit]]
    return raised


def _lift(one: Candidate, weights: Weights) -> float:
    if "instruction" in one.cues:
        return weights.instruction
    return weights.preference if "preference" in one.cues else 0.0


def _renewed(everyone: Sequence[Candidate], total: Scores, question: Question, weights: Weights) -> Scores:
    """Raise what tells of a change just above what was said before about the same.

    Only among the few best, of which the newer must come near the older by itself: nothing rises into the first places
    that was not among them. Neither for a question about the past nor for a request, which has no one current answer.
    """
    raised = np.zeros(len(everyone))
    if question.past or question.asks_help:
        return raised
    best = sorted(
        np.argsort(-total, kind="stable")[: weights.renewing], key=lambda i: (everyone[i].said_at, everyone[i].seq)
    )
    for place, i in enumerate(best):
        if "change" not in everyone[i].cues:
            continue
        own = total[i]
        before = [
            total[j] + raised[j]
            for j in best[:place]
            if own >= weights.renewing_share * total[j] and _same_topic(everyone[j], everyone[i], question)
        ]
        raised[i] = max(0.0, max(before, default=own) + JUST_ABOVE - own)
    return raised


def _same_topic(older: Candidate, newer: Candidate, question: Question) -> bool:
    """Whether both share at least half of what the newer one shares with the question, by weight."""
    shared = set(older.matched) & set(newer.matched)
    own = sum(question.idf.get(term, 0.0) for term in newer.matched)
    return own > 0 and sum(question.idf.get(term, 0.0) for term in shared) >= own / 2


# --- evidence ---


def evidence_of(candidates: Candidates, question: Question, weights: Weights) -> Evidence:
    """The evidence in what the arms found."""
    telling = [one for one in candidates.found if "question" not in one.cues]
    speaker = named_speaker(candidates.found, question)
    names = query_terms(speaker).keys() if speaker else set()
    theirs = [one for one in telling if speaker is None or _is_theirs(one, speaker, names)]
    others = [one for one in telling if one.kind != "memory" and speaker not in (None, one.speaker)]
    best = nlargest(BEST, theirs, key=lambda one: (one.dense or 0.0) + weights.lexical * (one.lexical or 0.0))
    nearest = _nearest(telling)
    covered = max((_coverage(one, question, names) for one in best), default=0.0)
    asked = any(one.asked for one in candidates.found)
    return Evidence(
        closeness=_closeness(nearest, candidates.chunk_count),
        coverage=covered,
        coverage_lead=covered - max((_coverage(one, question, names) for one in others), default=0.0)
        if speaker
        else 0.0,
        closeness_lead=(sum(_nearest(theirs)) - sum(_nearest(others))) / NEAREST if speaker else 0.0,
        shown=_shown(best, question),
        help=_help(nearest, question),
        asked=asked,
        unfilled=question.asks_own_slot and not asked,
    )


def _is_theirs(one: Candidate, speaker: str, names: Collection[str]) -> bool:
    """Whether the speaker said a turn, or is named in a memory."""
    return bool(set(one.matched) & set(names)) if one.kind == "memory" else one.speaker == speaker


def _coverage(one: Candidate, question: Question, names: Collection[str]) -> float:
    """The share of the question's term weight that a candidate contains, names of the speaker left out."""
    asked = {term: weight for term, weight in question.idf.items() if term not in names}
    whole = sum(asked.values())
    return sum(asked.get(term, 0.0) for term in one.matched) / whole if whole else 0.0


def _nearest(candidates: Sequence[Candidate]) -> list[float]:
    """The highest cosines, `NEAREST` at most."""
    return nlargest(NEAREST, (one.dense for one in candidates if one.dense is not None))


def _shown(best: Sequence[Candidate], question: Question) -> float:
    """The share of the five best that show all that is asked for; 0 when nothing of the kind is asked for."""
    return sum(question.cues <= one.cues for one in best[:SHOWING]) / SHOWING if question.cues else 0.0


def _help(nearest: Sequence[float], question: Question) -> float:
    """0 where a request for help meets nothing near, 1 where the nearest turn is about it; 0 for other questions."""
    if not question.asks_help or not nearest:
        return 0.0
    return min(1.0, max(0.0, (nearest[0] - UNRELATED) / (RELATED - UNRELATED)))
