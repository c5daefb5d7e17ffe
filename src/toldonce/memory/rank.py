"""Ranking: pure functions from what the arms found to an order, with the reason for every place.

All scores are in units of the default model's cosines, so that they mean the same in every question: the cosine and the
weighted BM25 score are added; then what stands beside a good turn, who spoke, when, and what a user laid down for good
shift the sum. `Weights` holds every constant.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.memory.temporal import Interval
from toldonce.memory.terms import words
from toldonce.ports import Candidate, Candidates, Cue

Scores = NDArray[np.float64]
Place = tuple[UUID | None, int | None, int | None]

GENERIC_SPEAKERS = frozenset(
    ["user", "human", "customer", "me", "you", "assistant", "ai", "agent", "bot", "chatbot", "model", "system", "tool"]
)
TOLD_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weights:
    """The constants of a strategy, in cosines.

    ``cosine_spread`` is the standard deviation of a model's cosines between a question and the turns of a subject; it
    brings another model's cosines to the default model's scale.
    """

    lexical: float = 0.04
    fuzzy: float = 0.3
    beside: float = 0.30
    near: float = 0.05
    leaning_terms: int = 20
    sitting: float = 0.20
    sitting_best: int = 3
    speaker: float = 0.20
    assistant: float = 0.25
    asked_cue: float = 0.10
    short: float = 0.10
    long: float = 0.04
    time: float = 0.20
    memory: float = 0.10
    instruction: float = 0.25
    preference: float = 0.15
    standing_limit: int = 3
    cosine_spread: float = 0.12


@dataclass(frozen=True, slots=True)
class Question:
    """What ranking needs to know of a query.

    ``words`` are case-folded; ``idf`` is the weight of each term; ``cues`` are those that an answer should show.
    """

    words: frozenset[str]
    idf: Mapping[str, float]
    times: Sequence[Interval] = ()
    cues: frozenset[Cue] = frozenset()
    asks_assistant: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place: ``relevance`` (in cosines) orders, ``parts`` say what each step added to it."""

    candidate: Candidate
    relevance: float
    parts: Mapping[str, float] = field(default_factory=dict)


def rank(candidates: Candidates, question: Question, weights: Weights) -> list[Ranked]:
    """Candidates in the order of their relevance, best first; of equals the newer one."""
    beside = (one for one in (*candidates.neighbours, *candidates.standing) if one.parts)
    everyone = sorted([*candidates.found, *beside], key=lambda one: one.seq, reverse=True)
    if not everyone:
        return []
    arms = _arms(everyone, candidates.lexical_full, weights)
    long = -weights.long * np.log([float(max(1, one.parts)) for one in everyone])
    base = arms["dense"] + arms["lexical"] + long
    floor = float(base.mean())
    steps = dict(arms) | {"long": long}
    steps["neighbours"] = _from_neighbours(everyone, np.maximum(base - floor, 0), weights)
    smoothed = np.maximum(base + steps["neighbours"] - floor, 0)
    steps["sitting"] = weights.sitting * _of_sitting(everyone, smoothed, weights.sitting_best)
    steps["speaker"] = _from_speaker(everyone, question, weights)
    steps["cues"] = weights.asked_cue * np.array([float(len(one.cues & question.cues)) for one in everyone])
    steps["short"] = -weights.short * np.array([float(_says_little(one)) for one in everyone])
    steps["time"] = weights.time * _inside(everyone, question.times)
    steps["memory"] = np.array([weights.memory if one.kind == "memory" else 0.0 for one in everyone])
    total = np.sum(list(steps.values()), axis=0)
    steps["standing"] = _from_standing(everyone, total, weights)
    total = total + steps["standing"]
    order = np.argsort(-total, kind="stable")
    return [
        Ranked(
            candidate=everyone[i],
            relevance=float(total[i]),
            parts={name: round(float(values[i]), 4) for name, values in steps.items() if values[i]},
        )
        for i in order
    ]


def bm25_idf(document_frequency: int, documents: int) -> float:
    """Lucene's inverse document frequency: ln(1 + (N - n + .5) / (n + .5)), never negative."""
    return math.log(1 + (documents - document_frequency + 0.5) / (document_frequency + 0.5))


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
    scale = 0.12 / weights.cosine_spread
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


def _from_neighbours(everyone: Sequence[Candidate], excess: Scores, weights: Weights) -> Scores:
    """What the turns one and two places away in the same sitting hand over of their score above the mean.

    Short turns lean on what stands beside them, long ones stand alone.
    """
    by_place: dict[Place, float] = {
        (one.conversation_id, one.sitting, one.turn_number): float(score)
        for one, score in zip(everyone, excess, strict=True)
        if one.turn_number is not None
    }
    gained = np.zeros(len(everyone))
    for i, one in enumerate(everyone):
        if one.turn_number is None:
            continue
        for step, weight in ((1, weights.beside), (2, weights.near)):
            for number in (one.turn_number - step, one.turn_number + step):
                gained[i] += weight * by_place.get((one.conversation_id, one.sitting, number), 0.0)
    leaning = [min(1.0, weights.leaning_terms / max(1, one.length)) for one in everyone]
    scaled: Scores = gained * np.array(leaning)
    return scaled


def _of_sitting(everyone: Sequence[Candidate], excess: Scores, best: int) -> Scores:
    """The mean excess of the ``best`` turns of each candidate's sitting (fewer turns count as zeros)."""
    sittings: dict[Place, list[float]] = defaultdict(list)
    for one, score in zip(everyone, excess, strict=True):
        if one.turn_number is not None:
            sittings[one.conversation_id, one.sitting, None].append(float(score))
    mean = {place: sum(sorted(scores)[-best:]) / best for place, scores in sittings.items()}
    return np.array([mean.get((one.conversation_id, one.sitting, None), 0.0) for one in everyone])


def _from_speaker(everyone: Sequence[Candidate], question: Question, weights: Weights) -> Scores:
    """Prefer the one speaker whom the question names; else what people said over what assistants said."""
    named = named_speaker(everyone, question)
    if named is not None:
        return np.array([weights.speaker if one.speaker == named else 0.0 for one in everyone])
    if question.asks_assistant:
        return np.zeros(len(everyone))
    return np.array([-weights.assistant if one.role == "assistant" else 0.0 for one in everyone])


def _says_little(one: Candidate) -> bool:
    return "short" in one.cues and not one.cues & {"instruction", "preference"}


def _inside(everyone: Sequence[Candidate], times: Sequence[Interval]) -> Scores:
    """1 for what was said within a time that the question names, or told within a week after it."""
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
