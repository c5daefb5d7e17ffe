"""Search and context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal, TypedDict
from uuid import UUID

from pydantic import Field, model_validator

from toldonce.model.memories import Memory, Predecessor
from toldonce.model.values import (
    MAX_TEXTS_IN_PROMPT,
    Flag,
    Frozen,
    Metadata,
    Query,
    Request,
    Seq,
    Share,
    Text,
    Time,
    Whole,
)
from toldonce.vocabulary import HitKind, MemoryStatus, MemoryType, Origin, Role


class SearchOptions(TypedDict, total=False):
    """The options of `SearchRequest`, for keyword arguments."""

    limit: int
    types: Sequence[str]
    include_turns: bool
    as_of: datetime
    known_at: datetime
    known_at_seq: int
    since: datetime
    until: datetime
    conversation_id: UUID
    metadata: Mapping[str, Any]
    min_confidence: float
    min_seq: int
    max_tokens: int
    min_score: float
    min_relative_score: float
    asked_at: datetime
    explain: bool


class SearchFilters(Request):
    """What narrows a search, a context or a list."""

    types: Annotated[list[MemoryType | Literal["turn"]], Field(max_length=16)] | None = None
    include_turns: Flag = True
    as_of: Time | None = None
    known_at: Time | None = None
    known_at_seq: Seq | None = None
    since: Time | None = None
    until: Time | None = None
    conversation_id: UUID | None = None
    metadata: Metadata | None = None
    min_confidence: Share | None = None
    min_seq: Seq | None = None
    asked_at: Annotated[Time | None, Field(description="Stands for now when the query says 'last spring'.")] = None


class SearchRequest(SearchFilters):
    """A question to the memory. ``limit`` counts hits and ``max_tokens`` bounds their text together.

    Left out are hits of a lower score than ``min_score``, and those of less than the share ``min_relative_score`` of
    the best hit's score: with 0.5 a search does not fill its limit with what has little to do with the question.
    """

    query: Query
    limit: Annotated[Whole, Field(ge=1, le=200)] = 10
    min_score: Share | None = None
    min_relative_score: Share = 0.0
    max_tokens: Annotated[Whole, Field(ge=1, le=1_000_000)] | None = None
    explain: Flag = False


class Why(Frozen):
    """Why a hit ranks where it does. Scores of the arms are as the arms gave them; null: not found by that arm."""

    lexical: float | None
    dense: float | None
    fuzzy: float | None
    matched_terms: list[str]
    parts: dict[str, float] = Field(description="What each step of the ranking added.")


class Hit(Frozen):
    """A memory or a turn that answers the query; a higher ``score`` (0..1) is better, comparable between queries."""

    kind: HitKind
    id: UUID
    content: str
    type: str
    score: float
    confidence: float
    conversation_id: UUID | None
    turn_number: int | None
    last_used_turn: int | None
    speaker: str | None
    role: Role | None
    at: datetime
    valid_from: datetime | None
    valid_to: datetime | None
    source_turn_ids: list[UUID]
    status: MemoryStatus = "current"
    slot: str | None = None
    value: str | None = None
    origin: Origin | None = Field(default=None, description="Where a memory was heard; null for a turn.")
    predecessor: Predecessor | None = None
    why: Why | None = None


class Timings(Frozen):
    """Milliseconds."""

    embed: float
    retrieve: float
    rank: float
    total: float


class SearchResult(Frozen):
    """Hits, best first, and whether the memory holds an answer at all."""

    hits: list[Hit]
    answerable: bool
    confidence: float
    up_to_seq: int
    timings_ms: Timings
    degraded: list[str] = Field(default_factory=list, description="What could not be used, in one sentence each.")


class ContextOptions(SearchOptions, total=False):
    """The options of `ContextRequest`, for keyword arguments."""

    in_prompt: Sequence[str]


class ContextRequest(SearchFilters):
    """Text for a prompt within ``max_tokens`` (a token is about four characters of English)."""

    query: Query | None = None
    limit: Annotated[Whole, Field(ge=1, le=200)] = 50
    max_tokens: Annotated[Whole, Field(ge=16, le=1_000_000)] = 2_000
    in_prompt: Annotated[list[Text], Field(max_length=MAX_TEXTS_IN_PROMPT)] = Field(
        default_factory=list,
        description="What stands in the prompt already, such as the messages of the conversation: a memory or turn"
        " whose words stand there is left out, and the next ones take its place.",
    )


class StablePart(Frozen):
    """The part of a context that is byte-identical until a memory in it changes."""

    text: str
    version: str


class TailPart(Frozen):
    """The part of a context that answers the query at hand."""

    text: str


class Context(Frozen):
    """Text for a prompt: ``text`` is stable part and tail together; the ids are those placed in it.

    ``hits`` are those that answer the query and stand in the text, best first, ``standing`` the memories of the stable
    part, and ``standing_left`` how many more belonged there but did not fit; none of them travels over HTTP.
    """

    stable: StablePart
    tail: TailPart
    text: str
    tokens: int
    memory_ids: list[UUID]
    turn_ids: list[UUID]
    up_to_seq: int
    hits: Annotated[list[Hit], Field(exclude=True)] = Field(default_factory=list)
    standing: Annotated[list[Memory], Field(exclude=True)] = Field(default_factory=list)
    standing_left: Annotated[int, Field(exclude=True)] = 0
    answerable: Flag = True
    confidence: float = 0.0


class ExplainRequest(SearchFilters):
    """Why a memory or turn ranks where it does for a query, or what keeps it out; exactly one id is given."""

    query: Query
    memory_id: UUID | None = None
    turn_id: UUID | None = None
    limit: Annotated[Whole, Field(ge=1, le=200)] = 10
    max_tokens: Annotated[Whole, Field(ge=1, le=1_000_000)] | None = None

    @model_validator(mode="after")
    def _one_id(self) -> ExplainRequest:
        if (self.memory_id is None) == (self.turn_id is None):
            raise ValueError("give either memory_id or turn_id")
        return self


class Explanation(Frozen):
    """``place`` counts from 1 among everything that was ranked, null when no arm found it.

    ``kept_out`` names what keeps it out of the answer: ``filter`` (which one stands in ``reason``), ``status``,
    ``arms`` (nothing of it resembles the query), ``limit`` or ``tokens``; null when it is a hit. ``needed_score`` is
    what the last hit had.
    """

    found: bool
    place: int | None
    score: float | None
    needed_score: float | None
    kept_out: Literal["filter", "status", "arms", "limit", "tokens"] | None
    reason: str
    why: Why | None
    up_to_seq: int
