"""Search in PostgreSQL, what it counts, and everything of a scope for an export."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from toldonce.adapters.postgres import activity, erase, knowledge
from toldonce.adapters.postgres.knowledge import MEMORIES
from toldonce.adapters.postgres.queries import Query
from toldonce.adapters.postgres.retry import retrying
from toldonce.adapters.postgres.rows import conversation, memory, turn
from toldonce.adapters.postgres.store.base import StoreSessions
from toldonce.adapters.postgres.write import TURNS
from toldonce.model import Activity, Conversation, HitKind, Memory, MemoryStats, Page, Scope, Turn
from toldonce.ports import ArmsQuery, Candidates, ComingVector, Item, SearchDay

EXPORT_PAGE = 500
ANN_BATCH = 500
"""Rows put into the approximate index in one transaction: less than a second's work."""
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
NO_ID = UUID(int=0)


class SearchStore(StoreSessions):
    """What is found, shown, used, counted and exported."""

    async def speakers(self, scope: Scope) -> frozenset[str]:
        """Who spoke the newest turns."""
        return await self.search_index.speakers(scope)

    async def candidates(
        self, scope: Scope, query: ArmsQuery, *, coming: ComingVector | None = None, presuming: bool = False
    ) -> Candidates:
        """What the arms find, with the neighbours of what they found."""
        return await self.search_index.candidates(scope, query, coming=coming, presuming=presuming)

    async def items(
        self,
        scope: Scope,
        keys: Sequence[tuple[HitKind, UUID]],
        *,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
    ) -> list[Item]:
        """In the order of ``keys``; what is gone is left out. Memories are as they were known then."""
        if known_at is None and known_at_seq is None:
            return await knowledge.items_now(self._database, scope, keys)
        async with self._session(scope, reading=True) as connection:
            return await knowledge.items_known(connection, scope, keys, known_at=known_at, known_at_seq=known_at_seq)

    async def mark_used(
        self, scope: Scope, keys: Sequence[tuple[HitKind, UUID]], turn_number: int, *, turn_id: UUID | None = None
    ) -> None:
        """Note the turn that these were used in; what is gone is left out."""

        async def work() -> tuple[int, list[int]]:
            async with self._session(scope) as connection:
                return await activity.note_uses(connection, scope, keys, turn_number, turn_id)

        uses, seqs = await retrying(work)
        self.search_index.hot.used(scope, seqs, turn_number, uses)

    async def uses(self, scope: Scope, memory_id: UUID, *, limit: int, cursor: str | None) -> Page[Turn]:
        """The turns in whose prompt a memory was placed, the newest first."""
        async with self._session(scope) as connection:
            return await activity.uses(connection, scope, memory_id, limit=limit, cursor=cursor)

    async def add_searches(self, scope: Scope, day: date, counted: SearchDay) -> None:
        """Count searches of a day (UTC)."""
        async with self._session(scope) as connection:
            await activity.add_searches(connection, scope, day, counted)

    async def activity(self, scope: Scope, *, first: date | None, last: date | None) -> Activity:
        """The days (UTC) from ``first`` to ``last`` on which anything happened."""
        async with self._session(scope) as connection:
            return await activity.activity(connection, scope, first, last)

    async def up_to_seq(self, scope: Scope) -> int:
        """The number of the scope's last write; 0 before the first."""
        async with self._session(scope, reading=True) as connection:
            return await knowledge.up_to_seq(connection, scope)

    async def stats(self, scope: Scope) -> MemoryStats:
        """What the scope holds; an empty index counts as covered."""
        async with self._session(scope) as connection:
            row = await MEMORIES.stats.one(connection, scope_id=scope.scope_id, model_id=self._model_id)
            counts = await MEMORIES.memory_counts.all(connection, scope_id=scope.scope_id)
        if row is None:
            raise AssertionError("a SELECT of counts always has a row")
        by_type: dict[str, int] = {}
        by_status: dict[str, int] = {}
        for count in counts:
            by_type[count["kind"]] = by_type.get(count["kind"], 0) + count["count"]
            by_status[count["status"]] = by_status.get(count["status"], 0) + count["count"]
        return MemoryStats(
            turns=row["turns"],
            conversations=row["conversations"],
            memories=sum(by_type.values()),
            by_type=by_type,
            by_status=by_status,
            first_at=row["first_at"],
            last_at=row["last_at"],
            chunks=row["chunks"],
            embedding_model=self._model_name,
            embedding_coverage=min(1.0, row["embedded"] / row["chunks"]) if row["chunks"] else 1.0,
            up_to_seq=row["up_to_seq"],
        )

    async def export(self, scope: Scope) -> AsyncIterator[Conversation | Turn | Memory]:
        """Conversations, the oldest first, then turns and memories in the order of their seq.

        Each page is a transaction of its own, so that a slow reader holds nothing up; what is written or forgotten
        meanwhile may or may not be in it.
        """
        created_at, conversation_id = BEGINNING, NO_ID
        while rows := await self._exported(
            scope, TURNS.conversations_by_age, created_at=created_at, conversation_id=conversation_id
        ):
            created_at, conversation_id = rows[-1]["created_at"], rows[-1]["conversation_id"]
            for row in rows:
                yield conversation(row)
        for query, noun in ((TURNS.turns_by_seq, turn), (MEMORIES.memories_by_seq, memory)):
            after = 0
            while rows := await self._exported(scope, query, after=after):
                after = rows[-1]["seq"]
                for row in rows:
                    yield noun(row)

    async def build_ann(self, scope: Scope) -> bool:
        """Give a scope of more than ``exact_limit`` chunks its approximate index; whether it has one now.

        Works in short transactions, between which writes go on. It may be stopped at any time and called again. Until
        it has ended the scope is searched exactly.
        """
        from_seq = 0
        while True:
            async with self._session(scope) as connection:
                place = await erase.ERASE.hold_scope.one(connection, scope_id=scope.scope_id)
                if place is None or place["chunk_count"] <= self.exact_limit or place["ann_ready"]:
                    return bool(place and place["ann_ready"])
                rows = await MEMORIES.add_to_ann.all(
                    connection,
                    scope_id=scope.scope_id,
                    from_seq=from_seq,
                    limit=ANN_BATCH,
                )
                if len(rows) < ANN_BATCH:
                    await MEMORIES.ann_ready.run(connection, scope_id=scope.scope_id)
                    return True
                from_seq = max(row["seq"] for row in rows)

    async def _exported(self, scope: Scope, query: Query, **after: Any) -> list[Any]:
        async with self._session(scope) as connection:
            return await query.all(connection, scope_id=scope.scope_id, limit=EXPORT_PAGE, **after)
