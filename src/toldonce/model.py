"""The nouns of toldonce, which are also its wire types.

Everything here is frozen. Times are aware UTC, ids are UUIDs (version 7 when toldonce makes them). A model whose name
ends in ``Request`` is what a caller sends: unknown fields, wrong types and text that cannot be stored are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, Literal, TypedDict, TypeVar
from uuid import UUID, uuid5

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, Strict, StringConstraints

MAX_TURN_CHARACTERS = 200_000
MAX_TURNS_PER_WRITE = 1_000
MAX_QUERY_CHARACTERS = 8_000
MAX_METADATA_DEPTH = 8
MAX_METADATA_CHARACTERS = 16_384
DEFAULT_SUBJECT = "me"

Role = Literal["user", "assistant", "system", "tool"]
MemoryType = Literal["fact", "preference", "commitment", "instruction", "entity", "event"]
MemoryStatus = Literal["current", "superseded", "quarantined"]
Origin = Literal["user", "assistant", "tool", "document"]
HitKind = Literal["memory", "turn"]
JobStatus = Literal["queued", "running", "done", "degraded", "failed", "dead"]
KeyScope = Literal["memories:read", "memories:write", "memories:delete", "chat", "admin"]
ImportFormat = Literal["toldonce", "chatgpt", "claude"]
ALL_KEY_SCOPES: tuple[KeyScope, ...] = ("memories:read", "memories:write", "memories:delete", "chat", "admin")


_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _storable(text: str) -> str:
    """Refuse what PostgreSQL and UTF-8 cannot hold, instead of changing it."""
    if "\x00" in text:
        raise ValueError("must not contain the NUL character (U+0000)")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("must not contain lone surrogates (U+D800 to U+DFFF)") from None
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must contain more than white space")
    return text


def _written(moment: object) -> object:
    if not isinstance(moment, datetime) and not (isinstance(moment, str) and _ISO_DATE.match(moment)):
        raise ValueError("must be a time in ISO 8601, such as 2026-03-01T09:30:00Z")
    return moment


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("must lie between the years 1 and 9999 in UTC") from None


def _metadata(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Refuse metadata that is too deep, too long or not storable."""

    def measure(node: JsonValue, depth: int) -> int:
        if depth > MAX_METADATA_DEPTH:
            raise ValueError(f"must not be nested deeper than {MAX_METADATA_DEPTH} levels")
        if isinstance(node, str):
            return len(_storable(node))
        if isinstance(node, float) and (node != node or node in (float("inf"), float("-inf"))):
            raise ValueError("must not contain NaN or Infinity")
        if isinstance(node, dict):
            return sum(len(_storable(key)) + measure(item, depth + 1) for key, item in node.items())
        if isinstance(node, list):
            return sum(measure(item, depth + 1) for item in node) + len(node)
        return 8

    if measure(value, 0) > MAX_METADATA_CHARACTERS:
        raise ValueError(f"must not hold more than {MAX_METADATA_CHARACTERS} characters")
    return value


Text = Annotated[str, AfterValidator(_storable)]
"""Any text that can be stored."""
Time = Annotated[datetime, BeforeValidator(_written), AfterValidator(_utc)]
"""An instant, kept in UTC; one that names no zone is UTC."""
Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]
Content = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_TURN_CHARACTERS),
    AfterValidator(_storable),
    AfterValidator(_not_blank),
]
"""What somebody said: not blank, at most `MAX_TURN_CHARACTERS`."""
Query = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_QUERY_CHARACTERS),
    AfterValidator(_storable),
    AfterValidator(_not_blank),
]
Title = Annotated[
    str, StringConstraints(min_length=1, max_length=300), AfterValidator(_storable), AfterValidator(_not_blank)
]
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=255), AfterValidator(_storable), AfterValidator(_not_blank)
]
Metadata = Annotated[dict[str, JsonValue], AfterValidator(_metadata)]
Share = Annotated[float, Strict(), Field(ge=0.0, le=1.0)]
"""A number in 0..1."""

T = TypeVar("T")


class Frozen(BaseModel):
    """What toldonce answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Request(BaseModel):
    """What a caller sends; an unknown field is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False, allow_inf_nan=False)


# --- whose memory ---------------------------------------------------------------------------------------------------


class Scope(Frozen):
    """Whose memory: one subject of one account. Nothing of one scope is ever visible in another.

    ``scope_id`` follows from the two names (UUIDv5), so that no look-up stands before a read.
    """

    user_id: UUID
    subject: Name = DEFAULT_SUBJECT

    @property
    def scope_id(self) -> UUID:
        """The id that begins every key of the scope's rows."""
        return uuid5(self.user_id, self.subject)


class Page(Frozen, Generic[T]):
    """One page of a list; ``next_cursor`` is opaque and null on the last page."""

    items: list[T]
    next_cursor: str | None = None
    up_to_seq: int | None = None


# --- conversations and turns ----------------------------------------------------------------------------------------


class ConversationRequest(Request):
    """A new conversation."""

    title: Title | None = None


class ConversationChange(Request):
    """What may be changed about a conversation; what is left out stays."""

    title: Title | None = None
    pinned: Flag | None = None
    archived: Flag | None = None


class Conversation(Frozen):
    """A sequence of turns."""

    conversation_id: UUID
    title: str | None
    pinned: bool
    archived: bool
    turn_count: int
    last_turn_at: datetime | None
    created_at: datetime
    updated_at: datetime


class TurnRequest(Request):
    """One message to store. ``at`` is when it was said; without it, now."""

    role: Role
    content: Content
    speaker: Name | None = None
    at: Time | None = None
    metadata: Metadata = Field(default_factory=dict)


class TurnsRequest(Request):
    """Turns to store in the order given, all or none."""

    turns: Annotated[list[TurnRequest], Field(min_length=1, max_length=MAX_TURNS_PER_WRITE)]


class Turn(Frozen):
    """One message by one speaker; immutable evidence.

    ``turn_number`` counts from 1 within the conversation, ``seq`` grows within the scope over every write.
    """

    turn_id: UUID
    conversation_id: UUID
    turn_number: int
    seq: int
    role: Role
    speaker: str | None
    content: str
    at: datetime
    metadata: dict[str, JsonValue]
    created_at: datetime


class TurnReference(Frozen):
    """Where a stored turn is found."""

    turn_id: UUID
    turn_number: int
    seq: int


class TurnsAdded(Frozen):
    """The answer to a write of turns, in the order given. All of it is durable and findable."""

    turns: list[TurnReference]
    up_to_seq: int


# --- memories -------------------------------------------------------------------------------------------------------


class MemoryRequest(Request):
    """A memory told directly."""

    content: Content
    type: MemoryType = "fact"
    conversation_id: UUID | None = None
    at: Time | None = None
    valid_from: Time | None = None
    valid_to: Time | None = None
    importance: Share = 0.5
    expires_at: Time | None = None
    metadata: Metadata = Field(default_factory=dict)


class Memory(Frozen):
    """One retrievable unit of what is known, with where it was heard and when it holds."""

    memory_id: UUID
    type: MemoryType
    content: str
    slot: str | None
    status: MemoryStatus
    confidence: float
    importance: float
    trust: float
    origin: Origin
    conversation_id: UUID | None
    source_turn_ids: list[UUID]
    source_turn: int | None
    valid_from: datetime | None
    valid_to: datetime | None
    recorded_at: datetime
    superseded_at: datetime | None
    superseded_by: UUID | None
    supersedes: UUID | None
    superseded: list[UUID] = Field(default_factory=list, description="The ids that this write closed.")
    last_used_turn: int | None
    metadata: dict[str, JsonValue]
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime
    seq: int
    up_to_seq: int | None = None


class MemoryStats(Frozen):
    """What the scope holds."""

    turns: int
    conversations: int
    memories: int
    by_type: dict[str, int]
    by_status: dict[str, int]
    first_at: datetime | None
    last_at: datetime | None
    chunks: int
    embedding_model: str
    embedding_coverage: Share
    up_to_seq: int


# --- search and context ---------------------------------------------------------------------------------------------


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
    asked_at: datetime
    explain: bool


class SearchFilters(Request):
    """What narrows a search, a context or a list."""

    types: Annotated[list[MemoryType | Literal["turn"]], Field(max_length=16)] | None = None
    include_turns: Flag = True
    as_of: Time | None = None
    known_at: Time | None = None
    known_at_seq: Annotated[Whole, Field(ge=0)] | None = None
    since: Time | None = None
    until: Time | None = None
    conversation_id: UUID | None = None
    metadata: Metadata | None = None
    min_confidence: Share | None = None
    min_seq: Annotated[Whole, Field(ge=0)] | None = None
    asked_at: Annotated[Time | None, Field(description="Stands for now when the query says 'last spring'.")] = None


class SearchRequest(SearchFilters):
    """A question to the memory. ``limit`` counts hits, ``max_tokens`` bounds their text together."""

    query: Query
    limit: Annotated[Whole, Field(ge=1, le=200)] = 10
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


class ContextRequest(SearchFilters):
    """Text for a prompt within ``max_tokens`` (a token is about four characters of English)."""

    query: Query | None = None
    limit: Annotated[Whole, Field(ge=1, le=200)] = 50
    max_tokens: Annotated[Whole, Field(ge=16, le=1_000_000)] = 2_000


class StablePart(Frozen):
    """The part of a context that is byte-identical until a memory in it changes."""

    text: str
    version: str


class TailPart(Frozen):
    """The part of a context that answers the query at hand."""

    text: str


class Context(Frozen):
    """Text for a prompt: ``text`` is stable part and tail together; the ids are those placed in it."""

    stable: StablePart
    tail: TailPart
    text: str
    tokens: int
    memory_ids: list[UUID]
    turn_ids: list[UUID]
    up_to_seq: int
    hits: Annotated[list[Hit], Field(exclude=True)] = Field(default_factory=list)
    answerable: Flag = True
    confidence: float = 0.0


# --- one conversation turn ------------------------------------------------------------------------------------------


class ChatRequest(Request):
    """One message to answer with memory. Without ``conversation_id`` a new conversation begins."""

    message: Content
    conversation_id: UUID | None = None
    include_memories: Flag = True
    remember: Flag = True
    stream: Flag = False
    max_context_tokens: Annotated[Whole, Field(ge=16, le=1_000_000)] | None = None
    metadata: Metadata = Field(default_factory=dict)


class ActiveMemory(Frozen):
    """A memory or turn that was placed in the prompt."""

    memory_id: UUID
    content: str
    type: str
    origin_turn: int | None
    last_used_turn: int | None
    confidence: float
    relevance_score: float


class ChatReply(Frozen):
    """The answer to a message. ``response_generated`` is false when no language model wrote it; ``notice`` says why."""

    turn_id: UUID | None
    conversation_id: UUID | None
    user_id: UUID
    turn_number: int | None
    response: str
    active_memories: list[ActiveMemory]
    response_generated: bool
    memories_extracted: int
    processing_time_ms: float
    retrieval_time_ms: float
    injection_time_ms: float
    up_to_seq: int
    notice: str | None = None


class ChatEvent(Frozen):
    """One event of a streamed reply."""

    event: Literal["memories", "token", "done", "error"]
    data: JsonValue


# --- accounts -------------------------------------------------------------------------------------------------------


class Account(Frozen):
    """A person or application that logs in, owns keys and memories."""

    user_id: UUID
    email: str
    full_name: str | None
    created_at: datetime


class TokenPair(Frozen):
    """``expires_in`` is the life of the access token in seconds."""

    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int


class ApiKey(Frozen):
    """A key as it is listed: the secret itself is stored hashed only."""

    key_id: UUID
    key_prefix: str
    name: str
    scopes: list[KeyScope]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = None


class NewApiKey(ApiKey):
    """A key as it is shown once, with its secret."""

    api_key: str


class Identity(Frozen):
    """Who makes a request. ``session_id`` is set for access tokens, ``key_id`` for API keys."""

    user_id: UUID
    scopes: frozenset[KeyScope]
    session_id: UUID | None = None
    key_id: UUID | None = None


class ErasureReceipt(Frozen):
    """What was erased: rows per table, signed so that it can be verified later."""

    receipt_id: UUID
    erased_at: datetime
    target: str
    counts: dict[str, int]
    signature: str


# --- background work ------------------------------------------------------------------------------------------------


class JobFailure(Frozen):
    """One failed attempt."""

    at: datetime
    attempt: int
    reason: str


class Job(Frozen):
    """Background work. ``progress`` depends on the kind: an import counts done, total, added and repeated turns."""

    job_id: UUID
    kind: str
    status: JobStatus
    attempts: int
    progress: dict[str, JsonValue]
    failures: list[JobFailure]
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None
