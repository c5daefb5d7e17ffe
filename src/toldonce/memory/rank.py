"""Ranking: pure functions from what the arms found to an order, with the reason for every place.

All scores are in units of the default model's cosines, so that they mean the same in every question: the cosine and the
weighted BM25 score are added; then what stands beside a good turn, who spoke, when, and what a user laid down for good
shift the sum. `Weights` holds every constant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.memory.question import GENERIC_SPEAKERS, Question
from toldonce.memory.temporal import Interval
from toldonce.memory.terms import words
from toldonce.ports import Candidate, Candidates, Cue

Scores = NDArray[np.float64]
TURNS_APART = 10_000_000
"""More than the turns of any sitting, so that the numbers of two sittings never touch."""

TOLD_AFTER = timedelta(days=7)
ECHO_FROM = 0.7
"""The cosine from which a turn that asks may be the very question."""
JUST_ABOVE = 0.001
COSINE_SPREAD = 0.12
"""The standard deviation of the default model's cosines between a question and the turns of a subject."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The constants of a strategy, in cosines.

    ``cosine_spread`` is the standard deviation of a model's cosines between a question and the turns of a subject; it
    brings another model's cosines to the default model's scale.
    """

    lexical: float = 0.033
    fuzzy: float = 0.3
    beside: float = 0.22
    near: float = 0.05
    leaning_terms: int = 20
    sitting: float = 0.4
    sitting_best: int = 3
    speaker: float = 0.33
    assistant: float = 0.25
    asked_cue: float = 0.15
    telling: float = 0.1
    telling_terms: int = 20
    echo: float = 0.5
    long: float = 0.04
    time: float = 0.4
    memory: float = 0.10
    slot: float = 0.60
    overtaken: float = 0.25
    faded: float = 0.05
    instruction: float = 0.3
    preference: float = 0.16
    renewing: int = 10
    renewing_share: float = 0.5
    standing_limit: int = 3
    cosine_spread: float = COSINE_SPREAD


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


def _from_speaker(everyone: Sequence[Candidate], question: Question, weights: Weights) -> Scores:
    """Prefer the one speaker whom the question names, and what people said to what assistants said."""
    named = named_speaker(everyone, question)
    gained: Scores = np.array([weights.speaker if _is_of(one, named) else 0.0 for one in everyone])
    if not question.asks_assistant:
        gained -= np.array([weights.assistant if _is_assistant(one) else 0.0 for one in everyone])
    return gained


def _is_of(one: Candidate, named: str | None) -> bool:
    """Whether the one who is named said it; a memory is a statement of its own, whoever made it."""
    return named is not None and (one.kind == "memory" or one.speaker == named)


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
    """Raise the few most relevant turns that lay something down for good."""
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
