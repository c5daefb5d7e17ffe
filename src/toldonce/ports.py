"""The sockets: what the rooms of the house ask of each other, as protocols.

`MemoryAPI` is one subject's memory; every door (HTTP, SDK, CLI, gateways, evals) speaks it, and both the service in the
process and the client over HTTP implement it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, Unpack
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from toldonce.model import (
    Account,
    ApiKey,
    ChatEvent,
    ChatReply,
    ChatRequest,
    Context,
    ContextOptions,
    ContextRequest,
    Conversation,
    ConversationChange,
    ConversationRequest,
    ErasureReceipt,
    HitKind,
    Identity,
    ImportFormat,
    Job,
    KeyScope,
    Memory,
    MemoryRequest,
    MemoryStats,
    MemoryStatus,
    MemoryType,
    NewApiKey,
    Page,
    Role,
    Scope,
    SearchFilters,
    SearchOptions,
    SearchRequest,
    SearchResult,
    TokenPair,
    Turn,
    TurnRequest,
    TurnsAdded,
)

Vectors = NDArray[np.float32]
"""Unit vectors, one in a row: shape (texts, dimension)."""


# --- the verbs ------------------------------------------------------------------------------------------------------


class MemoryAPI(Protocol):
    """One subject's memory. Foreign and unknown ids raise `NotFound`; ``write_key`` makes a repeated write harmless."""

    async def create_conversation(
        self, request: ConversationRequest, *, write_key: str | None = None
    ) -> Conversation: ...
    async def conversations(
        self, *, limit: int = 20, cursor: str | None = None, archived: bool | None = None
    ) -> Page[Conversation]: ...
    async def search_conversations(
        self, query: str, *, limit: int = 20, cursor: str | None = None
    ) -> Page[Conversation]: ...
    async def conversation(self, conversation_id: UUID) -> Conversation: ...
    async def change_conversation(self, conversation_id: UUID, change: ConversationChange) -> Conversation: ...
    async def forget_conversation(self, conversation_id: UUID) -> ErasureReceipt: ...

    async def add_turns(
        self, conversation_id: UUID, turns: Sequence[TurnRequest], *, write_key: str | None = None
    ) -> TurnsAdded: ...
    async def turns(
        self,
        conversation_id: UUID,
        *,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
        newest: bool = False,
    ) -> Page[Turn]:
        """Oldest first; with ``newest`` the last ``limit`` turns, still oldest first and without a next page."""
        ...

    async def note_use(self, turn_ids: Sequence[UUID], memory_ids: Sequence[UUID], turn_number: int) -> None:
        """Record that these were placed in the prompt of turn ``turn_number``; ids that are gone are left out."""
        ...

    async def add_memories(
        self, requests: Sequence[MemoryRequest], *, write_key: str | None = None
    ) -> list[Memory]: ...
    async def memories(
        self,
        *,
        type: MemoryType | None = None,
        status: MemoryStatus | Literal["all"] = "current",
        since: datetime | None = None,
        until: datetime | None = None,
        q: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
    ) -> Page[Memory]: ...
    async def memory(self, memory_id: UUID) -> Memory: ...
    async def forget_memory(
        self, memory_id: UUID, *, evidence: Literal["erase", "keep"] = "erase"
    ) -> ErasureReceipt: ...
    async def forget_turn(self, conversation_id: UUID, turn_id: UUID) -> ErasureReceipt: ...
    async def forget_all(self) -> ErasureReceipt: ...
    async def stats(self) -> MemoryStats: ...

    async def search(self, query: str | SearchRequest, **options: Unpack[SearchOptions]) -> SearchResult: ...
    async def context(
        self, query: str | ContextRequest | None = None, **options: Unpack[ContextOptions]
    ) -> Context: ...

    def export(self) -> AsyncIterator[bytes]:
        """Everything of the subject as JSON Lines, one line at a time, in a form that `start_import` reads back."""
        ...

    async def start_import(self, upload: bytes, format: ImportFormat) -> Job: ...
    async def jobs(self, *, limit: int = 20, cursor: str | None = None) -> Page[Job]: ...
    async def job(self, job_id: UUID) -> Job: ...
    async def retry_job(self, job_id: UUID) -> Job: ...


class ChatAPI(Protocol):
    """One conversation turn on top of a memory."""

    async def reply(
        self, memory: MemoryAPI, user_id: UUID, request: ChatRequest, *, write_key: str | None = None
    ) -> ChatReply: ...
    def stream(
        self, memory: MemoryAPI, user_id: UUID, request: ChatRequest, *, write_key: str | None = None
    ) -> AsyncIterator[ChatEvent]: ...


class AccountsAPI(Protocol):
    """Who people are. Secrets are only ever stored hashed."""

    async def register(self, email: str, password: str, full_name: str | None = None) -> Account: ...
    async def login(self, email: str, password: str) -> TokenPair: ...
    async def refresh(self, refresh_token: str) -> TokenPair: ...
    async def logout(self, identity: Identity) -> None: ...
    async def logout_all(self, identity: Identity) -> None: ...
    async def authenticate(self, credential: str) -> Identity:
        """The bearer of an access token or API key; raises `NotAuthenticated` or `TokenExpired`."""
        ...

    async def account(self, user_id: UUID) -> Account: ...
    async def change_account(self, user_id: UUID, *, full_name: str | None) -> Account: ...
    async def change_password(self, identity: Identity, current: str, new: str) -> None: ...
    async def erase(self, user_id: UUID, password: str) -> ErasureReceipt: ...
    async def create_key(
        self, user_id: UUID, name: str, scopes: Sequence[KeyScope] | None = None, expires_days: int | None = None
    ) -> NewApiKey: ...
    async def keys(self, user_id: UUID, *, limit: int = 20, cursor: str | None = None) -> Page[ApiKey]: ...
    async def delete_key(self, user_id: UUID, key_id: UUID) -> None: ...


# --- what the store takes and gives ---------------------------------------------------------------------------------

Cue = Literal["instruction", "preference", "change", "time", "number", "question", "short"]
"""What the words of a turn show at a glance: that it lays something down for later turns, tells of a change, names a
time or a number, only asks, or is very short. Read when the turn is stored."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a text that fits the embedding model: characters ``starts``..``ends``, its terms with their counts, its
    vector (unit length, shape (dimension,)) or None when the embedder could not be used."""

    part: int
    starts: int
    ends: int
    terms: Mapping[str, int]
    vector: NDArray[np.float32] | None


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn ready to be stored with its search index rows."""

    turn_id: UUID
    role: Role
    speaker: str | None
    content: str
    said_at: datetime
    metadata: Mapping[str, JsonValue]
    chunks: Sequence[Chunk]
    source_key: str | None = None
    cues: frozenset[Cue] = frozenset()


@dataclass(frozen=True, slots=True)
class NewMemory:
    """A memory ready to be stored with its search index rows."""

    memory_id: UUID
    request: MemoryRequest
    recorded_at: datetime
    chunks: Sequence[Chunk]
    source_key: str | None = None


@dataclass(frozen=True, slots=True)
class ArmsQuery:
    """What the arms look for: ``vector`` (unit length; None: no dense arm), ``terms`` (stems of the query, none: no
    lexical arm), ``words`` (the words behind them, for the trigram fallback); ``depth`` candidates of each arm."""

    vector: NDArray[np.float32] | None
    terms: Sequence[str]
    words: Sequence[str]
    filters: SearchFilters
    depth: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A turn or memory that an arm found, with what ranking needs to know of it.

    ``lexical`` is BM25, ``dense`` the cosine of its best chunk, ``fuzzy`` the trigram word similarity; None where that
    arm did not find it. ``matched`` are the query terms that it contains, ``parts`` its number of
    chunks (0: it is stored but never to be found), ``length`` its number of terms. A memory has no ``turn_number`` and
    no ``sitting``.
    """

    kind: HitKind
    item_id: UUID
    seq: int
    type: str
    role: Role | None
    speaker: str | None
    said_at: datetime
    conversation_id: UUID | None
    turn_number: int | None
    sitting: int | None
    lexical: float | None = None
    dense: float | None = None
    fuzzy: float | None = None
    matched: Sequence[str] = ()
    importance: float = 0.5
    confidence: float = 1.0
    cues: frozenset[Cue] = frozenset()
    parts: int = 1
    length: int = 0


@dataclass(frozen=True, slots=True)
class Candidates:
    """What both arms found, and the numbers of the scope they were found in.

    ``document_frequency`` counts chunks by query term; ``neighbours`` are turns beside the best candidates that no arm
    found (their scores are None), ``standing`` the newest turns (at most 50) with the cue instruction or preference
    that no arm found (their scores are None). ``lexical_full`` says that the lexical arm held more than ``depth``.
    """

    found: Sequence[Candidate]
    neighbours: Sequence[Candidate]
    standing: Sequence[Candidate]
    lexical_full: bool
    document_frequency: Mapping[str, int]
    chunk_count: int
    up_to_seq: int


@dataclass(frozen=True, slots=True)
class Item:
    """A turn or memory whole, as hits show it."""

    kind: HitKind
    item_id: UUID
    content: str
    type: str
    role: Role | None
    speaker: str | None
    said_at: datetime
    conversation_id: UUID | None
    turn_number: int | None
    source_turn_ids: Sequence[UUID]
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    confidence: float = 1.0
    last_used_turn: int | None = None


class Store(Protocol):
    """Turns, memories and their search index. Each write is one transaction, durable when it returns."""

    async def create_conversation(
        self,
        scope: Scope,
        conversation_id: UUID,
        title: str | None,
        *,
        source_key: str | None = None,
        created_at: datetime | None = None,
    ) -> Conversation:
        """A new conversation, or the one that is there under a known ``source_key``; made now unless it says when."""
        ...

    async def conversations(
        self, scope: Scope, *, limit: int, cursor: str | None, archived: bool | None
    ) -> Page[Conversation]: ...
    async def conversations_by_id(self, scope: Scope, ids: Sequence[UUID]) -> list[Conversation]: ...
    async def change_conversation(
        self, scope: Scope, conversation_id: UUID, change: ConversationChange
    ) -> Conversation: ...
    async def search_titles(self, scope: Scope, query: str, *, limit: int) -> list[UUID]: ...

    async def add_turns(self, scope: Scope, conversation_id: UUID, turns: Sequence[NewTurn]) -> TurnsAdded:
        """Store turns and their index rows.

        A turn whose ``source_key`` is known is not stored again: the answer names the one that is there. Raises
        `NotFound` for an unknown conversation.
        """
        ...

    async def turns(self, scope: Scope, conversation_id: UUID, *, limit: int, cursor: str | None) -> Page[Turn]: ...
    async def last_turns(self, scope: Scope, conversation_id: UUID, limit: int) -> list[Turn]:
        """The newest turns of a conversation, oldest first."""
        ...

    async def turns_by_number(self, scope: Scope, conversation_id: UUID, first: int, last: int) -> list[Turn]: ...

    async def add_memories(self, scope: Scope, memories: Sequence[NewMemory]) -> list[Memory]: ...
    async def memories(
        self,
        scope: Scope,
        *,
        type: MemoryType | None,
        status: MemoryStatus | Literal["all"],
        since: datetime | None,
        until: datetime | None,
        q: str | None,
        limit: int,
        cursor: str | None,
    ) -> Page[Memory]: ...
    async def memory(self, scope: Scope, memory_id: UUID) -> Memory: ...
    async def standing(self, scope: Scope, limit: int) -> list[Memory]:
        """Current instructions, preferences and facts that always apply, the most important first."""
        ...

    async def candidates(self, scope: Scope, query: ArmsQuery) -> Candidates: ...
    async def items(self, scope: Scope, keys: Sequence[tuple[HitKind, UUID]]) -> list[Item]:
        """In the order of ``keys``; what is gone is left out."""
        ...

    async def mark_used(self, scope: Scope, keys: Sequence[tuple[HitKind, UUID]], turn_number: int) -> None: ...
    async def up_to_seq(self, scope: Scope) -> int: ...
    async def stats(self, scope: Scope) -> MemoryStats: ...
    def export(self, scope: Scope) -> AsyncIterator[Conversation | Turn | Memory]: ...

    async def forget_memory(self, scope: Scope, memory_id: UUID, *, erase_evidence: bool) -> dict[str, int]:
        """Rows erased by table. Raises `NotFound`."""
        ...

    async def forget_turn(self, scope: Scope, conversation_id: UUID, turn_id: UUID) -> dict[str, int]: ...
    async def forget_conversation(self, scope: Scope, conversation_id: UUID) -> dict[str, int]: ...
    async def forget_scope(self, scope: Scope) -> dict[str, int]: ...
    async def keep_receipt(self, user_id: UUID, receipt: ErasureReceipt) -> None: ...


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that this worker holds until its lease ends."""

    scope: Scope
    job_id: UUID
    kind: str
    payload: Mapping[str, JsonValue]
    upload: bytes | None
    attempts: int
    progress: Mapping[str, JsonValue]


class Jobs(Protocol):
    """Durable background work, fair between users. Lease lengths and delays are in seconds."""

    async def enqueue(
        self, scope: Scope, kind: str, payload: Mapping[str, JsonValue], upload: bytes | None = None
    ) -> Job: ...
    async def claim(self, worker: str, kinds: Sequence[str], lease: float) -> ClaimedJob | None: ...
    async def heartbeat(self, job: ClaimedJob, worker: str, lease: float, progress: Mapping[str, JsonValue]) -> bool:
        """Prolong the lease and record progress; False when another worker holds the job now."""
        ...

    async def finish(
        self, job: ClaimedJob, worker: str, status: Literal["done", "degraded"], progress: Mapping[str, JsonValue]
    ) -> None: ...
    async def retry(self, job: ClaimedJob, worker: str, reason: str, delay: float) -> None: ...
    async def bury(self, job: ClaimedJob, worker: str, reason: str) -> None: ...
    async def jobs(self, scope: Scope, *, limit: int, cursor: str | None) -> Page[Job]: ...
    async def job(self, scope: Scope, job_id: UUID) -> Job: ...
    async def requeue(self, scope: Scope, job_id: UUID) -> Job: ...


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The answer that an Idempotency-Key brought before; ``status`` None: it is still being made."""

    request_hash: bytes
    status: int | None
    body: bytes
    headers: Mapping[str, str]


class Idempotency(Protocol):
    """Answers by Idempotency-Key."""

    async def begin(self, scope: Scope, key: str, request_hash: bytes, lease: float) -> StoredAnswer | None:
        """None: the caller may go on and holds the key for ``lease`` seconds; else what the key brought before. A lease
        that ran out may be taken over with the same hash."""
        ...

    async def finish(self, scope: Scope, key: str, status: int, body: bytes, headers: Mapping[str, str]) -> None: ...
    async def release(self, scope: Scope, key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """An account with its password hash."""

    account: Account
    password_hash: str


@dataclass(frozen=True, slots=True)
class StoredRefreshToken:
    """A refresh token as it is stored, with the state of its session."""

    user_id: UUID
    session_id: UUID
    expires_at: datetime
    used_at: datetime | None
    session_revoked: bool


@dataclass(frozen=True, slots=True)
class StoredKey:
    """An API key as it is stored."""

    key: ApiKey
    user_id: UUID


class Accounts(Protocol):
    """Where accounts, sessions, refresh tokens and API keys are kept. Hashes are raw SHA-256 digests."""

    async def add_account(self, account: Account, password_hash: str) -> None:
        """Raises `EmailTaken` (the address counts without its case)."""
        ...

    async def account_by_email(self, email: str) -> StoredAccount | None: ...
    async def account(self, user_id: UUID) -> StoredAccount | None: ...
    async def change_account(self, user_id: UUID, full_name: str | None) -> Account | None: ...
    async def change_password(self, user_id: UUID, password_hash: str, keep_session: UUID | None) -> None:
        """Set the hash and revoke every session but ``keep_session``."""
        ...

    async def rehash(self, user_id: UUID, old_hash: str, new_hash: str) -> None:
        """Replace the hash of a password that stays the same, unless it is no longer ``old_hash``; sessions stay."""
        ...

    async def add_session(
        self, user_id: UUID, session_id: UUID, token_hash: bytes, expires_at: datetime, now: datetime
    ) -> None: ...
    async def refresh_token(self, token_hash: bytes) -> StoredRefreshToken | None: ...
    async def rotate(self, old_hash: bytes, new_hash: bytes, expires_at: datetime, now: datetime, grace: float) -> bool:
        """Use the old token and add the new one in one step.

        False when the old one was used more than ``grace`` seconds ago, a token that followed it has been used, it is
        unknown, or its session is revoked: nothing is changed then.
        """
        ...

    async def revoke_session(self, session_id: UUID, now: datetime) -> None: ...
    async def revoke_sessions(self, user_id: UUID, now: datetime) -> None: ...
    async def session_alive(self, user_id: UUID, session_id: UUID, now: datetime) -> bool: ...
    async def add_key(self, user_id: UUID, key: ApiKey, key_hash: bytes) -> None: ...
    async def key_by_hash(self, key_hash: bytes, now: datetime) -> StoredKey | None:
        """An unexpired key; its ``last_used_at`` is brought up to date at most once a minute."""
        ...

    async def keys(self, user_id: UUID, *, limit: int, cursor: str | None) -> Page[ApiKey]: ...
    async def delete_key(self, user_id: UUID, key_id: UUID) -> bool: ...
    async def erase(self, user_id: UUID) -> dict[str, int]:
        """Erase the account and every row of all its subjects; rows by table."""
        ...


# --- models ---------------------------------------------------------------------------------------------------------


class Embedder(Protocol):
    """Turns text into unit vectors. Raises `EmbeddingFailed`."""

    @property
    def model_name(self) -> str:
        """What the vectors were made by; vectors of two names are never compared."""
        ...

    @property
    def dimension(self) -> int: ...

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """One query, shape (dimension,); goes before passages that wait."""
        ...

    async def embed_passages(self, texts: Sequence[str]) -> Vectors: ...
    def split(self, text: str) -> list[tuple[int, int]]:
        """Character ranges that cover the text, each within the model's window, cut at sentence or word ends."""
        ...

    async def close(self) -> None: ...


class QueryVectors(Protocol):
    """Vectors of queries that were embedded before, kept for a while and shared by every process.

    Nothing depends on it: no call raises, and what cannot be reached knows nothing.
    """

    async def get(self, user_id: UUID, model_name: str, text: str) -> NDArray[np.float32] | None:
        """The vector (unit length, shape (dimension,)) of this account's query, or None when it is not known."""
        ...

    async def put(self, user_id: UUID, model_name: str, text: str, vector: NDArray[np.float32]) -> None: ...
    async def purge(self, user_id: UUID) -> None:
        """Forget every query of the account."""
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Message:
    """One message for a language model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What a language model answered; token counts where the provider told them."""

    text: str
    input_tokens: int | None = None
    output_tokens: int | None = None


class LLM(Protocol):
    """A language model. Raises `ModelFailed` after its retry budget is used up."""

    @property
    def model_name(self) -> str: ...
    async def complete(
        self, messages: Sequence[Message], *, schema: Mapping[str, JsonValue] | None = None
    ) -> Completion: ...
    def stream(self, messages: Sequence[Message]) -> AsyncIterator[str]: ...
    async def close(self) -> None: ...


Clock = Callable[[], datetime]
"""The time, aware UTC."""

JobHandler = Callable[
    [ClaimedJob, Callable[[Mapping[str, JsonValue]], Awaitable[None]]], Awaitable[Mapping[str, JsonValue]]
]
"""Runs a job: takes it and a function that records progress, gives the final progress."""


# --- limits ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One limit that a request has to keep.

    ``key`` says whose allowance it is and is never stored as it stands. Without ``daily`` it is a token bucket of
    ``limit`` tokens that refills continuously within ``window`` seconds; with ``burst`` no ``window`` of time, wherever
    it begins, holds more than ``limit`` + ``burst``. ``daily`` counts per UTC day instead. ``cost`` is at most
    ``limit``; at 0 the limit is only looked at.
    """

    name: str
    key: str
    limit: int
    window: int = 60
    burst: int | None = None
    cost: int = 1
    daily: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How one limit stands after a request.

    ``reset_at`` is the epoch second at which all of it is there again; ``retry_after`` the seconds until the same
    request fits, 0 when it did.
    """

    rule: LimitRule
    remaining: int
    reset_at: int
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standings in the order of the rules, at the epoch second ``at``, and the first that refused, if one did."""

    standings: tuple[Standing, ...]
    at: int
    refused: Standing | None = None


class Limiter(Protocol):
    """Counts requests. However many ask at once, no limit is passed."""

    async def take(self, rules: Sequence[LimitRule]) -> Verdict:
        """Take from all limits or, when one refuses, from none."""
        ...

    async def give_back(self, rules: Sequence[LimitRule]) -> None:
        """Undo a take from token buckets without ``burst``."""
        ...

    async def close(self) -> None: ...


# --- what the doors get ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """One component's health; ``latency_ms`` of its probe."""

    status: Literal["healthy", "degraded", "unhealthy", "disabled"]
    latency_ms: float | None = None
    detail: str | None = None


class Runtime(Protocol):
    """The running service, as the doors see it."""

    accounts: AccountsAPI
    chat: ChatAPI
    idempotency: Idempotency
    limiter: Limiter | None

    def memory(self, scope: Scope) -> MemoryAPI: ...
    async def check(self) -> Mapping[str, Check]:
        """Probe database, Redis, embedding model, worker, disk and memory, each within two seconds."""
        ...

    async def drain(self, timeout: float) -> None:
        """Take no more background work; what runs may finish within ``timeout`` seconds, else it is handed back."""
        ...

    async def close(self, timeout: float | None = None) -> None:
        """Let go of everything within ``timeout`` seconds, by default the setting's."""
        ...
