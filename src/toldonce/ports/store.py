"""Where turns, memories and their search index are kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import Literal, Protocol
from uuid import UUID

from toldonce.model import (
    Activity,
    Change,
    Conversation,
    ConversationChange,
    Entity,
    EntityDetail,
    ErasureReceipt,
    HitKind,
    Memory,
    MemoryStats,
    MemoryStatus,
    MemoryType,
    Page,
    Scope,
    SearchFilters,
    Turn,
    TurnsAdded,
)
from toldonce.ports.candidates import Candidates
from toldonce.ports.searches import ArmsQuery, ComingVector, Item, SearchDay
from toldonce.ports.statements import Settlement, SlotKey, Statement
from toldonce.ports.writes import Chunk, NewTurn, Pending, Stated, StatementWrite


class Replica(Protocol):
    """A copy of the store that reads may be answered from, a moment behind it."""

    async def level(self, scope: Scope, min_seq: int | None) -> Store | None:
        """The copy, when reading it now shows everything of the scope that was acknowledged; None: read the store.

        Its calls raise `StoreUnavailable` when the copy turns out to be behind or away.
        """
        ...


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
        """Store turns and their index rows, and see to it that a job reads them.

        A turn whose ``source_key`` is known is not stored again: the answer names the one that is there. Raises
        `NotFound` for an unknown conversation.
        """
        ...

    async def turns(self, scope: Scope, conversation_id: UUID, *, limit: int, cursor: str | None) -> Page[Turn]: ...
    async def last_turns(self, scope: Scope, conversation_id: UUID, limit: int) -> list[Turn]:
        """The newest turns of a conversation, oldest first."""
        ...

    async def turns_by_number(self, scope: Scope, conversation_id: UUID, first: int, last: int) -> list[Turn]: ...
    async def turns_by_tail(self, scope: Scope, tails: Sequence[str], limit: int) -> list[Turn]:
        """Turns whose metadata holds one of these as ``toldonce.tail``, the newest first."""
        ...

    async def turns_said_later(
        self, scope: Scope, *, after: datetime, up_to: int, terms: Sequence[str], each: int
    ) -> list[Turn]:
        """What the user said after a time, of the turns up to number ``up_to`` and in their order: of each of the
        ``terms`` (stems) the newest turns in which it occurs, ``each`` at most."""
        ...

    async def pending(self, scope: Scope, *, limit: int, before: int, after: int = 0) -> Pending | None:
        """Turns to be read next, at most ``limit``, with ``before`` turns of context; None when all are read.

        Those up to number ``after`` are being read already: what comes next begins behind them.
        Waits for a write of the scope that is on its way, so that a job that was enqueued before it misses nothing.
        """
        ...

    async def read_again(self, scope: Scope, first_seq: int, last_seq: int, *, before: int) -> list[Pending]:
        """The turns from one number to another, by conversation, as `pending` gives them."""
        ...

    async def state(
        self, scope: Scope, write: StatementWrite, settlement: Settlement, chunks: Mapping[str, Sequence[Chunk]]
    ) -> Stated:
        """Write statements and bring the memories of their slots in line with them, in one transaction.

        A statement whose ``key`` is known is not stated again. Each memory that is opened takes its index rows from
        ``chunks`` by its content; raises `ChunksMissing` for those that are not there. Every change of a memory is
        kept for `changes`. Raises `PreconditionFailed`, `NotFound`.
        """
        ...

    async def statements(
        self, scope: Scope, *, memory_id: UUID | None = None, slots: Sequence[SlotKey] | None = None
    ) -> list[Statement]:
        """Those behind one memory, of some slots, or all, in the order in which they were said."""
        ...

    async def toggles_since(self, scope: Scope, seq: int) -> list[UUID]:
        """The statements that were in force after ``seq`` and are not now, or the other way round."""
        ...

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
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
    ) -> Page[Memory]: ...
    async def memory(self, scope: Scope, memory_id: UUID) -> Memory:
        """With its predecessor. Raises `NotFound`."""
        ...

    async def memories_by_id(self, scope: Scope, ids: Sequence[UUID]) -> list[Memory]:
        """In the order of ``ids``, with their predecessors; what is gone is left out."""
        ...

    async def history(self, scope: Scope, memory_id: UUID) -> list[Memory]:
        """The chain of memories that took each other's place, the oldest first. Raises `NotFound`."""
        ...

    async def believed(
        self, scope: Scope, *, as_of: datetime | None, known_at: datetime | None, known_at_seq: int | None, limit: int
    ) -> list[Memory]:
        """What is (or was) believed to be true, the newest first; of more than ``limit`` something of everything."""
        ...

    async def profile(
        self, scope: Scope, *, as_of: datetime | None, known_at: datetime | None, known_at_seq: int | None, limit: int
    ) -> tuple[list[Memory], int]:
        """`believed`, and how many memories are quarantined."""
        ...

    async def entities(
        self,
        scope: Scope,
        *,
        q: str | None,
        as_of: datetime | None,
        known_at: datetime | None,
        known_at_seq: int | None,
        limit: int,
        cursor: str | None,
    ) -> Page[Entity]: ...
    async def entity(
        self,
        scope: Scope,
        entity_id: UUID,
        *,
        as_of: datetime | None,
        known_at: datetime | None,
        known_at_seq: int | None,
    ) -> EntityDetail:
        """Raises `NotFound`."""
        ...

    async def changes(
        self, scope: Scope, *, from_seq: int, to_seq: int | None, limit: int, cursor: str | None
    ) -> Page[Change]: ...
    async def passes(
        self, scope: Scope, filters: SearchFilters, kind: HitKind, item_id: UUID
    ) -> Mapping[str, bool] | None:
        """For each filter that is set (and ``status``) whether the item passes it; None when it is not there."""
        ...

    async def speakers(self, scope: Scope) -> frozenset[str]:
        """The names of those who spoke the newest turns (500), as they were given."""
        ...

    async def candidates(
        self, scope: Scope, query: ArmsQuery, *, coming: ComingVector | None = None, presuming: bool = False
    ) -> Candidates:
        """What the arms find. ``coming`` takes the place of the query's vector while that is still being made: what
        does without it begins at once. A caller that is ``presuming`` shows nothing before `Candidates.confirm`."""
        ...

    async def items(
        self,
        scope: Scope,
        keys: Sequence[tuple[HitKind, UUID]],
        *,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
    ) -> list[Item]:
        """In the order of ``keys``, as they were known then; what is gone is left out."""
        ...

    async def mark_used(
        self, scope: Scope, keys: Sequence[tuple[HitKind, UUID]], turn_number: int, *, turn_id: UUID | None = None
    ) -> None:
        """Note that these were placed in the prompt of a turn; what is gone is left out."""
        ...

    async def uses(self, scope: Scope, memory_id: UUID, *, limit: int, cursor: str | None) -> Page[Turn]:
        """The turns in whose prompt a memory was placed, the newest first."""
        ...

    async def add_searches(self, scope: Scope, day: date, counted: SearchDay) -> None:
        """Count searches of a day (UTC), unless nothing was ever written to the scope."""
        ...

    async def activity(self, scope: Scope, *, first: date | None, last: date | None) -> Activity:
        """The days (UTC) from ``first`` to ``last`` on which anything happened."""
        ...

    async def up_to_seq(self, scope: Scope) -> int: ...
    async def stats(self, scope: Scope) -> MemoryStats: ...
    def export(self, scope: Scope) -> AsyncIterator[Conversation | Turn | Memory]: ...

    async def forget_memory(
        self,
        scope: Scope,
        memory_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
        *,
        erase_evidence: bool,
    ) -> dict[str, int]:
        """Rows erased by table. Raises `NotFound`, and `ChunksMissing` when another memory has to find new words.

        What the memory had taken the place of stays closed. Other memories of erased turns stay.
        """
        ...

    async def forget_turn(
        self,
        scope: Scope,
        conversation_id: UUID,
        turn_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
    ) -> dict[str, int]:
        """A memory that only this turn spoke for goes with it; one with other evidence stays without this one."""
        ...

    async def forget_conversation(
        self,
        scope: Scope,
        conversation_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
    ) -> dict[str, int]:
        """The same for all turns of a conversation, and what was told directly in it."""
        ...

    async def forget_scope(self, scope: Scope) -> dict[str, int]: ...
    async def keep_receipt(self, user_id: UUID, receipt: ErasureReceipt) -> None: ...
