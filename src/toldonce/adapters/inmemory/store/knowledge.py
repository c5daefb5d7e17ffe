"""What was read from turns, in dicts: statements, memories, entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from toldonce.adapters.believing import most_telling
from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.adapters.entities import entity_page
from toldonce.adapters.inmemory import statements
from toldonce.adapters.inmemory.arms import filters_passed
from toldonce.adapters.inmemory.entities import entities_known, entity_detail
from toldonce.adapters.inmemory.known import history, is_expired, memories_known, with_predecessor
from toldonce.adapters.inmemory.paging import page_of
from toldonce.adapters.inmemory.statements import InMemoryLedger
from toldonce.adapters.inmemory.store.base import StoreTables
from toldonce.adapters.inmemory.views import change_of
from toldonce.adapters.planning import NO_MEMORY, plan_write
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

NO_ID = UUID(int=0)


class KnowledgeStore(StoreTables):
    """Statements, the memories that follow from them, and entities."""

    async def pending(self, scope: Scope, *, limit: int, before: int, after: int = 0) -> Pending | None:
        """Turns to be read next; None when all are read."""
        return statements.pending(self.tables.of(scope), limit=limit, before=before, after=after)

    async def read_again(self, scope: Scope, first_seq: int, last_seq: int, *, before: int) -> list[Pending]:
        """The turns from one number to another, by conversation."""
        return statements.read_again(self.tables.of(scope), first_seq, last_seq, before=before)

    async def state(
        self, scope: Scope, write: StatementWrite, settlement: Settlement, chunks: Mapping[str, Sequence[Chunk]]
    ) -> Stated:
        """Write statements and settle their slots. Raises `PreconditionFailed`, `NotFound` and `ChunksMissing`."""
        rows, now = self.tables.of(scope), self.tables.clock()
        if write.read is not None and rows.read_seq != write.read[0]:
            return Stated({}, [], [], [], rows.last_seq)
        plan = await plan_write(InMemoryLedger(rows), write, settlement, last_seq=rows.last_seq, now=now)
        if write.dry_run:
            return replace(plan.stated, up_to_seq=rows.last_seq)
        plan.require_chunks(chunks)
        rows = self.tables.written(scope)
        statements.carry_out(rows, plan, chunks, now)
        if write.read is not None:
            rows.read_seq = write.read[1]
        return plan.stated

    async def statements(
        self, scope: Scope, *, memory_id: UUID | None = None, slots: Sequence[SlotKey] | None = None
    ) -> list[Statement]:
        """Those behind one memory, of some slots, or all, in the order in which they were said."""
        rows = self.tables.of(scope)
        everything = [row.statement for row in rows.statements.values()]
        found = statements.of_slots(rows, slots) if slots is not None else statements.as_said(everything)
        return [one for one in found if memory_id is None or one.memory_id == memory_id]

    async def toggles_since(self, scope: Scope, seq: int) -> list[UUID]:
        """The statements that were in force after ``seq`` and are not now, or the other way round."""
        return statements.toggles_since(self.tables.of(scope), seq)

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
        rows, now = self.tables.of(scope), self.tables.clock()
        timeless = known_at is None and known_at_seq is None

        def wanted(memory: Memory, holds: bool) -> bool:
            if as_of is not None:
                right = holds and status in ("all", "current")
            elif status == "current" and not timeless:
                right = holds
            elif status == "current":
                right = memory.status == "current" and not is_expired(memory, now)
            else:
                right = status in ("all", memory.status)
            return (
                right
                and (type is None or memory.type == type)
                and (since is None or memory.recorded_at >= since)
                and (until is None or memory.recorded_at <= until)
                and (q is None or q.lower() in memory.content.lower())
            )

        found = memories_known(rows, now, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq)
        page = page_of(
            (memory for memory, holds in found if wanted(memory, holds)),
            limit,
            cursor,
            newest=lambda memory: (memory.created_at, memory.memory_id),
            up_to_seq=rows.last_seq,
        )
        items = [
            with_predecessor(rows, memory, now, known_at=known_at, known_at_seq=known_at_seq) for memory in page.items
        ]
        return page.model_copy(update={"items": items})

    async def memory(self, scope: Scope, memory_id: UUID) -> Memory:
        """Raises `NotFound`."""
        rows = self.tables.of(scope)
        found = await self.memories_by_id(scope, [memory_id])
        if not found:
            raise NotFound(NO_MEMORY)
        return found[0].model_copy(update={"up_to_seq": rows.last_seq})

    async def memories_by_id(self, scope: Scope, ids: Sequence[UUID]) -> list[Memory]:
        """In the order of ``ids``; what is gone is left out."""
        rows, now = self.tables.of(scope), self.tables.clock()
        return [with_predecessor(rows, rows.memories[one].memory, now) for one in ids if one in rows.memories]

    async def history(self, scope: Scope, memory_id: UUID) -> list[Memory]:
        """The memories that took each other's place, the oldest first. Raises `NotFound`."""
        rows, now = self.tables.of(scope), self.tables.clock()
        if memory_id not in rows.memories:
            raise NotFound(NO_MEMORY)
        return [with_predecessor(rows, memory, now) for memory in history(rows, memory_id)]

    async def believed(
        self, scope: Scope, *, as_of: datetime | None, known_at: datetime | None, known_at_seq: int | None, limit: int
    ) -> list[Memory]:
        """What is (or was) believed to be true, the newest first."""
        rows, now = self.tables.of(scope), self.tables.clock()
        found = memories_known(rows, now, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq)
        return [
            with_predecessor(rows, memory, now, known_at=known_at, known_at_seq=known_at_seq)
            for memory in most_telling((memory for memory, holds in found if holds), limit)
        ]

    async def profile(
        self, scope: Scope, *, as_of: datetime | None, known_at: datetime | None, known_at_seq: int | None, limit: int
    ) -> tuple[list[Memory], int]:
        """`believed`, and how many memories are quarantined."""
        believed = await self.believed(scope, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, limit=limit)
        found = memories_known(
            self.tables.of(scope), self.tables.clock(), as_of=as_of, known_at=known_at, known_at_seq=known_at_seq
        )
        return believed, sum(memory.status == "quarantined" for memory, _ in found)

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
        rows = self.tables.of(scope)
        found = entities_known(rows, self.tables.clock(), as_of=as_of, known_at=known_at, known_at_seq=known_at_seq)
        return entity_page(found.called(q), limit, cursor, rows.last_seq)

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
        return entity_detail(
            self.tables.of(scope),
            entity_id,
            self.tables.clock(),
            as_of=as_of,
            known_at=known_at,
            known_at_seq=known_at_seq,
        )

    async def changes(
        self, scope: Scope, *, from_seq: int, to_seq: int | None, limit: int, cursor: str | None
    ) -> Page[Change]:
        """What happened to memories after ``from_seq`` up to ``to_seq``, the oldest first."""
        rows = self.tables.of(scope)
        after = decode_cursor(cursor, int, UUID) if cursor is not None else (from_seq, NO_ID)
        found = sorted((row for row in rows.changes if row.seq > from_seq), key=lambda row: (row.seq, row.memory_id))
        listed = [
            row
            for row in found
            if (to_seq is None or row.seq <= to_seq) and (cursor is None or (row.seq, row.memory_id) > after)
        ]
        shown = listed[:limit]
        by_id = {one.memory_id: one for one in await self.memories_by_id(scope, [row.memory_id for row in shown])}
        return Page[Change](
            items=[change_of(row, by_id.get(row.memory_id)) for row in shown],
            next_cursor=encode_cursor([shown[-1].seq, shown[-1].memory_id]) if len(listed) > limit else None,
            up_to_seq=rows.last_seq,
        )

    async def passes(
        self, scope: Scope, filters: SearchFilters, kind: HitKind, item_id: UUID
    ) -> Mapping[str, bool] | None:
        """For each filter that is set (and ``status``) whether the item passes it; None when it is not there."""
        rows = self.tables.of(scope)
        row = rows.turns.get(item_id) if kind == "turn" else rows.memories.get(item_id)
        return None if row is None else filters_passed(rows, row, filters, self.tables.clock())
