"""Whether the memory holds an answer at all: a calibrated confidence, from what the best hits share with a question.

The coefficients are a logistic regression, rounded, over the questions of two data sets: answerable ones against those
that their conversation does not answer and those that were asked of another conversation.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import nlargest

import numpy as np
from numpy.typing import NDArray

from toldonce.memory.question import Question
from toldonce.memory.rank import COSINE_SPREAD, Ranked, Scores, Weights, has_cue, named_speaker, or_zero
from toldonce.memory.terms import query_terms
from toldonce.ports import CUE_BITS, Candidates, CandidateTable

ANSWERABLE_FROM = 0.45
EVEN_RELEVANCE = 0.8
BEST = 10
NEAREST = 3
SHOWING = 5
UNRELATED, RELATED = 0.35, 0.60
"""Cosines of a turn that has nothing to do with a question, and of one that is about the same."""
ASKED_EVIDENCE = 2.5
UNFILLED_EVIDENCE = 0.5
"""What a memory of the very slot that is asked for speaks for an answer, and its absence against one. Set by judgement:
the data that the other coefficients were fitted on holds next to no such questions."""
MANY_CHUNKS = 200
USUAL_CHUNKS = 600
"""About the size of the memories that the coefficients were fitted on."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer. Turns that only ask are no evidence.

    ``closeness`` is a mean of the three highest cosines (see `_closeness`); ``coverage`` (0..1) the largest share of a
    question's term weight in one of the best turns. Where the question names a speaker, ``coverage_lead`` and
    ``closeness_lead`` (-1..1) are how far the best of that speaker, turns and memories that name them, stand above the
    best turns of the others: what another said of themselves is no answer. ``shown`` (0..1) is the share of the best
    turns that show what is asked for (a time, a number). ``help`` (0..1) is how near the memory comes to a request for
    help, which asks for no statement. ``asked`` tells whether there is a memory of the very slot that is asked for,
    ``unfilled`` that one of the user is asked for and there is none.
    """

    closeness: float
    coverage: float
    coverage_lead: float = 0.0
    closeness_lead: float = 0.0
    shown: float = 0.0
    help: float = 0.0
    asked: bool = False
    unfilled: bool = False


def evidence_of(candidates: Candidates, question: Question, weights: Weights) -> Evidence:
    """The evidence in what the arms found."""
    found = candidates.as_table().rows(slice(0, len(candidates.found)))
    telling = found.rows(np.nonzero(~has_cue(found, "question"))[0])
    speaker = named_speaker(found, question)
    names = query_terms(speaker).keys() if speaker else set()
    is_theirs, is_others = _sides(telling, speaker, names)
    theirs, others = telling.dense[is_theirs], telling.dense[is_others]
    coverage = _coverage(telling, question, names)
    near = or_zero(telling.dense) + weights.lexical * or_zero(telling.lexical)
    best = np.nonzero(is_theirs)[0]
    best = best[np.argsort(-near[best], kind="stable")[:BEST]]
    nearest = _nearest(telling.dense)
    covered = float(coverage[best].max(initial=0.0))
    asked = bool(found.asked.any())
    return Evidence(
        closeness=_closeness(nearest, candidates.chunk_count),
        coverage=covered,
        coverage_lead=covered - float(coverage[is_others].max(initial=0.0)) if speaker else 0.0,
        closeness_lead=(sum(_nearest(theirs)) - sum(_nearest(others))) / NEAREST if speaker else 0.0,
        shown=_shown(telling.cues[best], question),
        help=_help(nearest, question),
        asked=asked,
        unfilled=question.asks_own_slot and not asked,
    )


def answer_confidence(candidates: Candidates, question: Question, weights: Weights) -> float:
    """The probability (0..1) that what was found answers the question; 0 when nothing was found."""
    if not candidates.found:
        return 0.0
    evidence = evidence_of(candidates, question, weights)
    return _logistic(
        -3.5
        + 4.9 * evidence.closeness
        + 1.1 * evidence.coverage
        + 2.7 * evidence.coverage_lead
        + 10.0 * evidence.closeness_lead
        + 1.8 * evidence.shown
        + 4.7 * evidence.help
        + ASKED_EVIDENCE * evidence.asked
        - UNFILLED_EVIDENCE * evidence.unfilled
    )


def hit_score(one: Ranked) -> float:
    """A hit's score in 0..1, from its relevance, which means the same in every question; 0.5 at `EVEN_RELEVANCE`."""
    odds: float = (max(one.relevance, 0.001) / EVEN_RELEVANCE) ** 2.8
    return odds / (1 + odds)


def is_answerable(confidence: float) -> bool:
    """Where a confidence begins to count as an answer."""
    return confidence >= ANSWERABLE_FROM


def _closeness(nearest: Sequence[float], chunks: int) -> float:
    """The weighted mean of the highest cosines, as it would be in a memory of `USUAL_CHUNKS`.

    The less there is, the fewer turns are about any one thing, and the lower is the highest cosine that chance alone
    brings: of n normal draws it grows with the square root of 2 ln n.
    """
    if not nearest:
        return 0.0
    beside = min(1.0, chunks / MANY_CHUNKS)
    shares = (1.0, beside, beside)[: len(nearest)]
    mean = sum(share * cosine for share, cosine in zip(shares, nearest, strict=True)) / sum(shares)
    return mean + COSINE_SPREAD * (_highest_by_chance(USUAL_CHUNKS) - _highest_by_chance(chunks))


def _highest_by_chance(chunks: int) -> float:
    """In standard deviations."""
    return math.sqrt(2 * math.log(max(2, chunks)))


def _sides(
    telling: CandidateTable, speaker: str | None, names: Collection[str]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which candidates are of the speaker whom the question names, and which are turns of others; without one, all are.

    A memory has no speaker. It is of the one whose name stands in it; without that name it takes no side.
    """
    if speaker is None:
        return np.ones(len(telling), np.bool_), np.zeros(len(telling), np.bool_)
    names_them = telling.matched[:, [term in names for term in telling.terms]].any(axis=1)
    said_it = telling.speaker == telling.speakers.index(speaker)
    return np.where(telling.is_memory, names_them, said_it), ~telling.is_memory & ~said_it


def _coverage(telling: CandidateTable, question: Question, names: Collection[str]) -> Scores:
    """The share of the question's term weight that each candidate contains, names of the speaker left out."""
    asked = {term: weight for term, weight in question.idf.items() if term not in names}
    whole = sum(asked.values())
    if not whole:
        return np.zeros(len(telling))
    weights = np.array([asked.get(term, 0.0) for term in telling.terms])
    shares: Scores = telling.matched @ weights / whole
    return shares


def _nearest(cosines: Scores) -> list[float]:
    """The highest cosines, `NEAREST` at most."""
    return nlargest(NEAREST, cosines[~np.isnan(cosines)].tolist())


def _shown(cues: NDArray[np.uint8], question: Question) -> float:
    """The share of the five best that show all that is asked for; 0 when nothing of the kind is asked for."""
    asked = sum(CUE_BITS[cue] for cue in question.cues)
    return float(np.sum((cues[:SHOWING] & asked) == asked)) / SHOWING if asked else 0.0


def _help(nearest: Sequence[float], question: Question) -> float:
    """0 where a request for help meets nothing near, 1 where the nearest turn is about it; 0 for other questions."""
    if not question.asks_help or not nearest:
        return 0.0
    return min(1.0, max(0.0, (nearest[0] - UNRELATED) / (RELATED - UNRELATED)))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
