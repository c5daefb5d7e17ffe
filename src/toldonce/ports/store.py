"""Where turns, memories and their search index are kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from toldonce.model import (
    Conversation,
    ConversationChange,
    ErasureReceipt,
    HitKind,
    Memory,
    MemoryRequest,
    MemoryStats,
    MemoryStatus,
    MemoryType,
    Page,
    Role,
    Scope,
    SearchFilters,
    Turn,
    TurnsAdded,
)

Cue = Literal["instruction", "preference", "change", "time", "number", "question"]
"""What the words of a turn show at a glance: that it lays something down for later turns, tells of a change, names a
time or a number, or only asks. Read when the turn is stored."""


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

    async def speakers(self, scope: Scope) -> frozenset[str]:
        """The names of those who spoke the newest turns (500), as they were given."""
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
