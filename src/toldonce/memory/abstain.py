"""Whether the memory holds an answer at all: a calibrated confidence, from what the best hits share with a question.

The coefficients are a logistic regression over answerable and unanswerable questions of two data sets, rounded.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import nlargest

from toldonce.memory.question import Question
from toldonce.memory.rank import COSINE_SPREAD, Ranked, Weights, named_speaker
from toldonce.memory.terms import query_terms
from toldonce.ports import Candidate, Candidates

ANSWERABLE_FROM = 0.45
EVEN_RELEVANCE = 0.8
BEST = 10
ASKED_EVIDENCE = 2.5
"""What a memory of the very slot that is asked for speaks for an answer. Set by judgement: the data that the other
coefficients were fitted on holds next to no such questions."""
MANY_CHUNKS = 200
USUAL_CHUNKS = 600
"""About the size of the memories that the coefficients were fitted on."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    ``closeness`` is a mean of the three highest cosines (see `_closeness`); ``coverage`` (0..1) the largest share of a
    question's term weight in one of the best turns; ``speaker_lead`` (-1..1) how far the best turn of the speaker whom
    the question names stands above the best of the others; ``asked`` whether there is a memory of the very slot that is
    asked for. Turns that only ask are no evidence.
    """

    closeness: float
    coverage: float
    speaker_lead: float
    asked: bool = False


def evidence_of(candidates: Candidates, question: Question, weights: Weights) -> Evidence:
    """The evidence in what the arms found."""
    found = candidates.found
    speaker = named_speaker(found, question)
    theirs = [one for one in found if "question" not in one.cues and speaker in (None, one.speaker)]
    best = nlargest(BEST, theirs, key=lambda one: (one.dense or 0.0) + weights.lexical * (one.lexical or 0.0))
    names = query_terms(speaker).keys() if speaker else set()
    nearest = nlargest(3, (one.dense for one in found if one.dense is not None and "question" not in one.cues))
    return Evidence(
        closeness=_closeness(nearest, candidates.chunk_count),
        coverage=max((_coverage(one, question, names) for one in best), default=0.0),
        speaker_lead=_lead(found, speaker) if speaker else 0.0,
        asked=any(one.asked for one in found),
    )


def answer_confidence(candidates: Candidates, question: Question, weights: Weights) -> float:
    """The probability (0..1) that what was found answers the question; 0 when nothing was found."""
    if not candidates.found:
        return 0.0
    evidence = evidence_of(candidates, question, weights)
    return _logistic(
        -3.3
        + 4.2 * evidence.closeness
        + 2.1 * evidence.coverage
        + 0.9 * evidence.speaker_lead
        + ASKED_EVIDENCE * evidence.asked
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


def _coverage(one: Candidate, question: Question, names: Collection[str]) -> float:
    """The share of the question's term weight that a candidate contains, names of the speaker left out."""
    asked = {term: weight for term, weight in question.idf.items() if term not in names}
    whole = sum(asked.values())
    return sum(asked.get(term, 0.0) for term in one.matched) / whole if whole else 0.0


def _lead(found: Sequence[Candidate], speaker: str) -> float:
    own = max((one.lexical or 0.0 for one in found if one.speaker == speaker), default=0.0)
    others = max((one.lexical or 0.0 for one in found if one.speaker != speaker), default=0.0)
    highest = max(own, others)
    return (own - others) / max(1.0, highest) if highest > 0 else 0.0


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
