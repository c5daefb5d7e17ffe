"""Ranking: pure functions from what the arms found to an order, with the reason for every place.

All scores are in units of the default model's cosines, so that they mean the same in every question: the cosine and the
weighted BM25 score are added; then what stands beside a good turn, who spoke, when, and what a user laid down for good
shift the sum. `Weights` holds every constant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import reduce
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.fleeting import kept_briefly
from toldonce.memory.question import GENERIC_SPEAKERS, Question
from toldonce.memory.temporal import Interval
from toldonce.memory.terms import words
from toldonce.model import HitKind
from toldonce.ports import CUE_BITS, EPOCH, MICROSECOND, Candidate, Candidates, CandidateTable, Cue

Scores = NDArray[np.float64]
TURNS_APART = 10_000_000
"""More than the turns of any sitting, so that the numbers of two sittings never touch."""

TOLD_AFTER = timedelta(days=7)
ECHO_FROM = 0.7
"""The cosine from which a turn that asks may be the very question."""
JUST_ABOVE = 0.001
MAYBE_THEIRS = 0.5
"""How much a memory counts as of the speaker whom the question names."""
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
    speaker: float = 0.45
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
    spread: float = 0.05
    cosine_spread: float = COSINE_SPREAD


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate (a row of a table) in its place: ``relevance`` (in cosines) orders, ``parts`` say what each step
    added to it."""

    table: CandidateTable
    row: int
    relevance: float
    parts: Mapping[str, float] = field(default_factory=dict)

    @property
    def candidate(self) -> Candidate:
        """The candidate, whole."""
        return self.table[self.row]

    @property
    def key(self) -> tuple[HitKind, UUID]:
        """What it is, and its id."""
        return self.table.key(self.row)


def rank(
    candidates: Candidates, question: Question, weights: Weights, keep: int | None = None, *, reasons: bool = True
) -> list[Ranked]:
    """The ``keep`` most relevant candidates (without it, all), best first; of equals the newer one.

    Without ``reasons`` their ``parts`` are left out.
    """
    everyone = _everyone(candidates)
    if not len(everyone):
        return []
    sittings, by_place, turns = _in_place(everyone)
    steps: dict[str, NDArray[Any]] = _arms(everyone, candidates.lexical_full, weights)
    steps["long"] = -weights.long * np.log(np.maximum(1, everyone.parts))
    base = steps["dense"] + steps["lexical"] + steps["long"]
    floor = float(base.mean())
    steps["neighbours"] = _from_neighbours(everyone, by_place, turns, np.maximum(base - floor, 0), weights)
    smoothed = np.maximum(base + steps["neighbours"] - floor, 0)
    steps["sitting"] = weights.sitting * _of_sitting(everyone, sittings, smoothed, weights.sitting_best)
    steps["speaker"] = _from_speaker(everyone, question, weights)
    steps["cues"] = weights.asked_cue * _asked_cues(everyone, question.cues)
    steps["telling"] = weights.telling * _telling(everyone, weights)
    steps["echo"] = -weights.echo * _echo(everyone)
    steps["time"] = weights.time * _inside(everyone, question.times)
    steps["slot"] = weights.slot * everyone.asked
    steps["overtaken"] = -weights.overtaken * (everyone.overtaken & (not question.past))
    steps["faded"] = -weights.faded * (1 - everyone.strength)
    steps["memory"] = weights.memory * everyone.is_memory
    total = reduce(np.add, steps.values())
    if question.asks_course:
        steps["spread"] = -weights.spread * _better_in_sitting(everyone, sittings, total)
        total = total + steps["spread"]
    else:
        steps["standing"] = _from_standing(everyone, total, weights)
        total = total + steps["standing"]
    order = np.argsort(-total, kind="stable")
    steps["renewed"] = _renewed(everyone, total, order[: weights.renewing], question, weights)
    if steps["renewed"].any():
        total = total + steps["renewed"]
        order = np.argsort(-total, kind="stable")
    told = steps if reasons else {}
    return [
        Ranked(
            table=everyone,
            row=row,
            relevance=total.item(row),
            parts={name: round(float(values[row]), 4) for name, values in told.items() if values[row]},
        )
        for row in order[:keep].tolist()
    ]


def named_speaker(everyone: CandidateTable, question: Question) -> str | None:
    """The one speaker whom the question names, if it is exactly one."""
    named = [
        speaker
        for speaker in _speakers(everyone)
        if speaker and not _is_generic(speaker) and not question.words.isdisjoint(_words_of_name(speaker))
    ]
    return named[0] if len(named) == 1 else None


def _speakers(everyone: CandidateTable) -> list[str]:
    """Who spoke, each once."""
    spoke = np.bincount(everyone.speaker + 1, minlength=1)[1:]
    return [everyone.speakers[place] for place in np.nonzero(spoke)[0].tolist()]


def has_cue(everyone: CandidateTable, *cues: Cue) -> NDArray[np.bool_]:
    """Which rows show at least one of these cues."""
    return (everyone.cues & sum(CUE_BITS[cue] for cue in cues)) > 0


# --- the steps -------------------------------------------------------------------------------------------------------


def _everyone(candidates: Candidates) -> CandidateTable:
    """What was found, and what stands beside it and can be found; the newest first."""
    table = candidates.as_table()
    may_be_hit = (np.arange(len(table)) < len(candidates.found)) | (table.parts > 0)
    rows = np.nonzero(may_be_hit)[0]
    return table.rows(rows[np.argsort(-table.seq[rows], kind="stable")])


def _arms(everyone: CandidateTable, lexical_full: bool, weights: Weights) -> dict[str, NDArray[Any]]:
    """What the arms gave. Who is missing from an arm's list stands at the end of that list."""
    scale = COSINE_SPREAD / weights.cosine_spread
    last = _lowest(everyone.lexical) if lexical_full else 0.0
    return {
        "dense": scale * np.where(np.isnan(everyone.dense), _lowest(everyone.dense), everyone.dense),
        "lexical": weights.lexical * np.where(np.isnan(everyone.lexical), last, everyone.lexical)
        + weights.fuzzy * or_zero(everyone.fuzzy),
    }


def or_zero(values: Scores) -> Scores:
    """Zero where there is no value."""
    return np.where(np.isnan(values), 0.0, values)


def _lowest(values: Scores) -> float:
    """The lowest value that is there, 0 when none is."""
    lowest = float(np.fmin.reduce(values, initial=np.inf))
    return lowest if lowest < np.inf else 0.0


def _in_place(everyone: CandidateTable) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The sitting of each row, numbered from 0; the rows in the order of their places in the conversations; and in that
    order the number of each turn (-1: none), the next one of its sitting having the next number."""
    by_place = np.lexsort((everyone.turn_number, everyone.sitting))
    sitting = everyone.sitting[by_place]
    number = np.zeros(len(everyone), np.int64)
    np.cumsum(sitting[1:] != sitting[:-1], out=number[1:])
    sittings = np.empty(len(everyone), np.int64)
    sittings[by_place] = number
    turns = np.where(sitting < 0, -1, (number + 1) * TURNS_APART + everyone.turn_number[by_place])
    return sittings, by_place, turns


def _from_neighbours(
    everyone: CandidateTable, by_place: NDArray[np.int64], in_order: NDArray[np.int64], excess: Scores, weights: Weights
) -> Scores:
    """What the turns one and two places away in the same sitting hand over of their score above the mean.

    ``by_place`` are the rows in order and ``in_order`` the numbers of their turns, as `_in_place` gives them. Short
    turns lean on what stands beside them, long ones stand alone.
    """
    given = excess[by_place]
    one, two = in_order[1:] - in_order[:-1], in_order[2:] - in_order[:-2]
    beside, over_a_gap, over_one = weights.beside * (one == 1), weights.near * (one == 2), weights.near * (two == 2)
    in_turn = np.zeros(len(everyone))
    in_turn[:-1] += beside * given[1:]
    in_turn[1:] += beside * given[:-1]
    in_turn[:-1] += over_a_gap * given[1:]
    in_turn[:-2] += over_one * given[2:]
    in_turn[1:] += over_a_gap * given[:-1]
    in_turn[2:] += over_one * given[:-2]
    gained = np.empty(len(everyone))
    gained[by_place] = in_turn
    leaning: Scores = np.minimum(1.0, weights.leaning_terms / np.maximum(1, everyone.length))
    return gained * leaning


def _of_sitting(everyone: CandidateTable, sitting: NDArray[np.int64], excess: Scores, best: int) -> Scores:
    """The mean excess of the ``best`` turns of each candidate's sitting (fewer turns count as zeros).

    ``sitting`` numbers the sittings from 0.
    """
    in_order = np.lexsort((-excess, sitting))
    firsts = np.searchsorted(sitting[in_order], sitting[in_order])
    counted = in_order[(np.arange(len(everyone)) - firsts < best) & (everyone.sitting[in_order] >= 0)]
    means = np.bincount(sitting[counted], excess[counted], minlength=len(everyone)) / best
    return means[sitting]


def _better_in_sitting(everyone: CandidateTable, sitting: NDArray[np.int64], total: Scores) -> Scores:
    """How many of its sitting stand above each candidate: what happened over a long time stands in many sittings.

    A discount for each is maximal marginal relevance (Carbonell and Goldstein 1998), turns of one sitting being alike:
    choosing greedily comes to the same, since within a sitting the order stays.
    """
    in_order = np.lexsort((-total, sitting))
    firsts = np.searchsorted(sitting[in_order], sitting[in_order])
    better = np.empty(len(everyone))
    better[in_order] = np.arange(len(everyone)) - firsts
    return np.where(everyone.sitting < 0, 0.0, better)


def _from_speaker(everyone: CandidateTable, question: Question, weights: Weights) -> Scores:
    """Prefer the one speaker whom the question names, and what people said to what assistants said.

    A memory is a statement of its own, whoever made it: it may be of the one whom the question names, and gains half. A
    speaker with a name of their own is a person, whatever their role.
    """
    gained = np.zeros(len(everyone))
    named = named_speaker(everyone, question)
    if named is not None:
        is_theirs = everyone.speaker == everyone.speakers.index(named)
        gained += weights.speaker * np.where(everyone.is_memory, MAYBE_THEIRS, is_theirs)
    if not question.asks_assistant:
        gained -= weights.assistant * _by_program(everyone)
    return gained


def _by_program(everyone: CandidateTable) -> NDArray[np.bool_]:
    """What an assistant said that has no name of its own."""
    generic = np.array([*map(_is_generic, everyone.speakers), True], np.bool_)
    return everyone.by_assistant & generic[everyone.speaker]


@kept_briefly(4_096)
def _words_of_name(speaker: str) -> frozenset[str]:
    return frozenset(words(speaker))


@kept_briefly(4_096)
def _is_generic(speaker: str) -> bool:
    return speaker.strip().casefold() in GENERIC_SPEAKERS


def _among_people(everyone: CandidateTable) -> bool:
    """Whether people with names talk with each other, and no assistant is there."""
    people = [speaker for speaker in _speakers(everyone) if speaker and not _is_generic(speaker)]
    return len(people) > 1 and not bool(_by_program(everyone).any())


def _telling(everyone: CandidateTable, weights: Weights) -> Scores:
    """How much (0..1) there is in a text: a few words rarely tell anything. A memory is short, and tells."""
    return np.where(everyone.is_memory, 1.0, np.minimum(1.0, everyone.length / weights.telling_terms))


def _echo(everyone: CandidateTable) -> Scores:
    """How much (0..1) a turn that only asks is the question itself, asked before."""
    near = (or_zero(everyone.dense) - ECHO_FROM) / (1 - ECHO_FROM)
    return np.where(has_cue(everyone, "question"), np.minimum(1.0, np.maximum(0.0, near)), 0.0)


def _asked_cues(everyone: CandidateTable, asked: frozenset[Cue]) -> Scores:
    """How many of the cues that an answer should show a candidate shows."""
    shown = np.zeros(len(everyone))
    for cue in asked:
        shown += has_cue(everyone, cue)
    return shown


def _inside(everyone: CandidateTable, times: Sequence[Interval]) -> Scores:
    """1 for what was said within a time that the question names, or told within a week after it."""
    inside = np.zeros(len(everyone))
    if times:
        years = everyone.said_at.astype("datetime64[us]").astype("datetime64[Y]")
        for year in np.unique(years):
            for start, end in (window for time in times for window in time.windows(int(str(year)), TOLD_AFTER)):
                after = everyone.said_at >= (start - EPOCH) // MICROSECOND
                inside[(years == year) & after & (everyone.said_at < (end - EPOCH) // MICROSECOND)] = 1.0
    return inside


def _from_standing(everyone: CandidateTable, total: Scores, weights: Weights) -> Scores:
    """Raise the few most relevant turns that lay something down for good, for an assistant to heed."""
    if _among_people(everyone):
        return np.zeros(len(everyone))
    preferring = np.where(has_cue(everyone, "preference"), weights.preference, 0.0)
    lifts = np.where(has_cue(everyone, "instruction"), weights.instruction, preferring)
    flagged = np.nonzero(lifts > 0)[0]
    flagged = flagged[np.argsort(-(total + lifts)[flagged], kind="stable")[: weights.standing_limit]]
    raised = np.zeros(len(everyone))
    raised[flagged] = lifts[flagged]
    return raised


def _renewed(
    everyone: CandidateTable, total: Scores, best: NDArray[np.int64], question: Question, weights: Weights
) -> Scores:
    """Raise what tells of a change just above what was said before about the same.

    Only among the few ``best``, of which the newer must come near the older by itself: nothing rises into the first
    places that was not among them. Neither for a question about the past nor for a request, which has no one current
    answer.
    """
    raised = np.zeros(len(everyone))
    if question.past or question.asks_help:
        return raised
    best = best[np.lexsort((everyone.seq[best], everyone.said_at[best]))]
    tells_change = np.nonzero(has_cue(everyone, "change")[best])[0]
    if not len(tells_change):
        return raised
    idf = np.array([question.idf.get(term, 0.0) for term in everyone.terms])
    matched = everyone.matching(everyone.place[best])
    for place in tells_change:
        newer, older = best[place], best[:place]
        own = total[newer]
        # Both share at least half, by weight, of what the newer one shares with the question.
        its_terms = matched[place]
        its_weight = idf[its_terms].sum()
        shared = (matched[:place] & its_terms) @ idf
        same = (its_weight > 0) & (shared >= its_weight / 2) & (own >= weights.renewing_share * total[older])
        before = (total + raised)[older[same]]
        raised[newer] = max(0.0, before.max(initial=own if not len(before) else -np.inf) + JUST_ABOVE - own)
    return raised
