"""What was read from turns, in PostgreSQL: statements, memories, entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from toldonce.adapters.planning import NO_MEMORY
from toldonce.adapters.postgres import entities, knowledge, statements
from toldonce.adapters.postgres.retry import retrying
from toldonce.adapters.postgres.store.base import StoreSessions
from toldonce.errors import NotFound
from toldonce.model import (
    Change,
    Entity,
    EntityDetail,
    HitKind,
    Memory,
    MemoryStatus,
    MemoryType,
    Page,
    Scope,
    SearchFilters,
)
from toldonce.ports import Chunk, Pending, Settlement, SlotKey, Stated, Statement, StatementWrite


class KnowledgeStore(StoreSessions):
    """Statements, the memories that follow from them, and entities."""

    async def pending(self, scope: Scope, *, limit: int, before: int, after: int = 0) -> Pending | None:
        """Turns to be read next; None when all are read."""

        async def work() -> Pending | None:
            async with self._session(scope) as connection:
                return await statements.pending(connection, scope, limit=limit, before=before, after=after)

        return await retrying(work)

    async def read_again(self, scope: Scope, first_seq: int, last_seq: int, *, before: int) -> list[Pending]:
        """The turns from one number to another, by conversation."""
        async with self._session(scope) as connection:
            return await statements.read_again(connection, scope, first_seq, last_seq, before=before)

    async def state(
        self, scope: Scope, write: StatementWrite, settlement: Settlement, chunks: Mapping[str, Sequence[Chunk]]
    ) -> Stated:
        """Write statements and settle their slots. Raises `PreconditionFailed`, `NotFound` and `ChunksMissing`."""

        async def work() -> Stated:
            async with self._session(scope) as connection:
                return await statements.state(
                    connection,
                    scope,
                    write,
                    settlement,
                    chunks,
                    model_id=self._model_id,
                    dimension=self._dimension,
                )

        return await retrying(work)

    async def statements(
        self, scope: Scope, *, memory_id: UUID | None = None, slots: Sequence[SlotKey] | None = None
    ) -> list[Statement]:
        """Those behind one memory, of some slots, or all, in the order in which they were said."""
        async with self._session(scope) as connection:
            return await statements.read(connection, scope, memory_id=memory_id, slots=slots)

    async def toggles_since(self, scope: Scope, seq: int) -> list[UUID]:
        """The statements that were in force after ``seq`` and are not now, or the other way round."""
        async with self._session(scope) as connection:
            return await statements.toggles_since(connection, scope, seq)

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
    ) -> Page[Memory]:
        """Newest first; ``since`` and ``until`` look at ``recorded_at``, ``q`` is a part of the content."""
        async with self._session(scope) as connection:
            return await knowledge.memories(
                connection,
                scope,
                type=type,
                status=status,
                since=since,
                until=until,
                q=q,
                limit=limit,
                cursor=cursor,
                as_of=as_of,
                known_at=known_at,
                known_at_seq=known_at_seq,
            )

    async def memory(self, scope: Scope, memory_id: UUID) -> Memory:
        """Raises `NotFound`."""
        async with self._session(scope) as connection:
            reached = await knowledge.up_to_seq(connection, scope)
            found = await knowledge.memories_by_id(connection, scope, [memory_id])
        if not found:
            raise NotFound(NO_MEMORY)
        return found[0].model_copy(update={"up_to_seq": reached})

    async def memories_by_id(self, scope: Scope, ids: Sequence[UUID]) -> list[Memory]:
        """In the order of ``ids``; what is gone is left out."""
        async with self._session(scope) as connection:
            return await knowledge.memories_by_id(connection, scope, ids)

    async def history(self, scope: Scope, memory_id: UUID) -> list[Memory]:
        """The memories that took each other's place, the oldest first. Raises `NotFound`."""
        async with self._session(scope) as connection:
            return await knowledge.history(connection, scope, memory_id)

    async def believed(
        self, scope: Scope, *, as_of: datetime | None, known_at: datetime | None, known_at_seq: int | None, limit: int
    ) -> list[Memory]:
        """What is (or was) believed to be true, the newest first."""
        async with self._session(scope, reading=True) as connection:
            return await knowledge.believed(
                connection, scope, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, limit=limit
            )

    async def profile(
        self, scope: Scope, *, as_of: datetime | None, known_at: datetime | None, known_at_seq: int | None, limit: int
    ) -> tuple[list[Memory], int]:
        """`believed`, and how many memories are quarantined."""
        async with self._session(scope, reading=True) as connection:
            return await knowledge.profile(
                connection, scope, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, limit=limit
            )

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
    ) -> Page[Entity]:
        """The most mentioned first; ``q`` is a part of a name."""
        async with self._session(scope) as connection:
            return await entities.entities(
                connection,
                scope,
                q=q,
                as_of=as_of,
                known_at=known_at,
                known_at_seq=known_at_seq,
                limit=limit,
                cursor=cursor,
            )

    async def entity(
        self,
        scope: Scope,
        entity_id: UUID,
        *,
        as_of: datetime | None,
        known_at: datetime | None,
        known_at_seq: int | None,
    ) -> EntityDetail:
        """One entity and its neighbourhood. Raises `NotFound`."""
        async with self._session(scope) as connection:
            return await entities.entity(
                connection, scope, entity_id, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq
            )

    async def changes(
        self, scope: Scope, *, from_seq: int, to_seq: int | None, limit: int, cursor: str | None
    ) -> Page[Change]:
        """What happened to memories after ``from_seq`` up to ``to_seq``, the oldest first."""
        async with self._session(scope) as connection:
            return await knowledge.changes(
                connection, scope, from_seq=from_seq, to_seq=to_seq, limit=limit, cursor=cursor
            )

    async def passes(
        self, scope: Scope, filters: SearchFilters, kind: HitKind, item_id: UUID
    ) -> Mapping[str, bool] | None:
        """For each filter that is set (and ``status``) whether the item passes it; None when it is not there."""
        async with self._session(scope) as connection:
            return await knowledge.passes(connection, scope, filters, kind, item_id)
