"""What every measured system gives for a question, and how it becomes an `Answered`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from evals.datasets import DataConversation, Question
from evals.metrics import BUDGETS, CHARACTERS_PER_TOKEN, Answered

TURNS_DEPTH = 20
SESSIONS_DEPTH = 100
"""Hits that are asked for: sessions are found again in many of them."""
BASELINE_DEPTH = 100
"""Hits that a baseline gives: what fits a context is counted from them."""
TRAPS = {"locomo": "adversarial"}
"""A kind whose evidence is a trap turn: left out of recall, counted as unanswerable."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The turns that each hit stands for, best first, with the length of the hits in characters.

    ``in_context`` (turns in a context of so many tokens) is what the system itself puts there; empty: as many hits as
    fit. ``milliseconds`` is the time of the search, with the embedding of the question; ``server_ms`` the parts of it
    that the system itself tells.
    """

    hits: Sequence[Collection[str]]
    characters: Sequence[int]
    confidence: float
    milliseconds: float
    in_context: Mapping[int, Collection[str]] = field(default_factory=dict)
    confidence_without: float | None = None
    server_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answers:
    """A ranking for every question of a conversation, in their order; ``costs`` of storing it, which add up."""

    rankings: Sequence[Ranking]
    costs: Mapping[str, float] = field(default_factory=dict)


class System(Protocol):
    """Stores a conversation and answers its questions."""

    @property
    def name(self) -> str:
        """As it stands in the table."""
        ...

    async def answer(self, conversation: DataConversation) -> Answers:
        """Store the conversation and answer its questions."""
        ...


def depth_for(question: Question) -> int:
    """How many hits a question needs."""
    return SESSIONS_DEPTH if question.evidence_sessions else TURNS_DEPTH


def answered(
    conversation: DataConversation, question: Question, ranking: Ranking, *, by_session: bool = False
) -> Answered:
    """The ranking beside what the data set knows of the question, in turns or in sessions."""
    trap = TRAPS.get(conversation.dataset) == question.kind
    evidence = question.evidence_sessions if by_session else question.evidence
    in_context = ranking.in_context or {tokens: _fitting(ranking, tokens) for tokens in BUDGETS}
    session = {turn.turn_id: turn.session for turn in conversation.turns}
    return Answered(
        conversation=conversation.name,
        question_id=question.question_id,
        kind=question.kind,
        evidence=() if trap else evidence,
        hits=_sessions(ranking.hits, session) if by_session else ranking.hits,
        confidence=ranking.confidence,
        answerable=question.answerable and not trap,
        in_context={
            tokens: {session[turn] for turn in turns} if by_session else turns for tokens, turns in in_context.items()
        },
        current=question.current,
        superseded=question.superseded,
        confidence_without=ranking.confidence_without,
        label_ok=question.label_ok,
    )


def _fitting(ranking: Ranking, tokens: int) -> set[str]:
    """The turns of the first hits that fit a context of this size together."""
    room = tokens * CHARACTERS_PER_TOKEN
    turns: set[str] = set()
    for hit, characters in zip(ranking.hits, ranking.characters, strict=True):
        room -= characters
        if room < 0:
            break
        turns |= set(hit)
    return turns


def _sessions(hits: Sequence[Collection[str]], session: Mapping[str, str]) -> list[set[str]]:
    """Each session once, in the order of the first hits in them."""
    order = dict.fromkeys(session[turn] for hit in hits for turn in sorted(hit))
    return [{name} for name in order]
