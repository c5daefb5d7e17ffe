"""Search in dicts, what it counts, and everything of a scope for an export."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from heapq import nlargest
from uuid import UUID

from toldonce.adapters.inmemory import activity
from toldonce.adapters.inmemory.arms import NEWEST_TURNS, find_candidates
from toldonce.adapters.inmemory.known import memory_known, with_predecessor
from toldonce.adapters.inmemory.store.base import StoreTables
from toldonce.adapters.inmemory.views import item_of
from toldonce.model import Activity, Conversation, HitKind, Memory, MemoryStats, Page, Scope, Turn
from toldonce.ports import ArmsQuery, Candidates, ComingVector, Item, SearchDay


class SearchStore(StoreTables):
    """What is found, shown, used, counted and exported."""

    async def speakers(self, scope: Scope) -> frozenset[str]:
        """Who spoke the newest turns."""
        newest = nlargest(NEWEST_TURNS, self.tables.of(scope).turns.values(), key=lambda row: row.turn.seq)
        return frozenset(row.turn.speaker for row in newest if row.turn.speaker is not None)

    async def candidates(
        self, scope: Scope, query: ArmsQuery, *, coming: ComingVector | None = None, presuming: bool = False
    ) -> Candidates:
        """What the arms find, with the neighbours of what they found."""
        if coming is not None:
            query = replace(query, vector=await coming())
        return find_candidates(self.tables.of(scope), query, self.tables.clock())

    async def items(
        self,
        scope: Scope,
        keys: Sequence[tuple[HitKind, UUID]],
        *,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
    ) -> list[Item]:
        """In the order of ``keys``; what is gone is left out. Memories are as they were known then."""
        rows, now = self.tables.of(scope), self.tables.clock()
        found: list[Item] = []
        for kind, item_id in keys:
            if kind == "turn" and item_id in rows.turns:
                found.append(item_of(rows.turns[item_id]))
            elif kind == "memory" and item_id in rows.memories:
                then = memory_known(rows, rows.memories[item_id], now, known_at=known_at, known_at_seq=known_at_seq)
                if then is not None:
                    memory = with_predecessor(rows, then[0], now, known_at=known_at, known_at_seq=known_at_seq)
                    found.append(item_of(memory))
        return found

    async def mark_used(
        self, scope: Scope, keys: Sequence[tuple[HitKind, UUID]], turn_number: int, *, turn_id: UUID | None = None
    ) -> None:
        """Note the turn that these were used in; what is gone is left out."""
        rows = self.tables.of(scope)
        for kind, item_id in keys:
            if kind == "turn" and item_id in rows.turns:
                rows.turns[item_id].last_used_turn = turn_number
            elif kind == "memory" and item_id in rows.memories:
                row = rows.memories[item_id]
                row.memory = row.memory.model_copy(update={"last_used_turn": turn_number})
                row.last_used_at, row.strength = self.tables.clock(), 1.0
                if turn_id in rows.turns:
                    rows.uses.add((item_id, turn_id))

    async def uses(self, scope: Scope, memory_id: UUID, *, limit: int, cursor: str | None) -> Page[Turn]:
        """The turns in whose prompt a memory was placed, the newest first."""
        return activity.uses(self.tables.of(scope), memory_id, limit, cursor)

    async def add_searches(self, scope: Scope, day: date, counted: SearchDay) -> None:
        """Count searches of a day (UTC)."""
        activity.add_searches(self.tables.of(scope), day, counted)

    async def activity(self, scope: Scope, *, first: date | None, last: date | None) -> Activity:
        """The days (UTC) from ``first`` to ``last`` on which anything happened."""
        return activity.activity(self.tables.of(scope), first, last)

    async def up_to_seq(self, scope: Scope) -> int:
        """The number of the scope's last write; 0 before the first."""
        return self.tables.of(scope).last_seq

    async def stats(self, scope: Scope) -> MemoryStats:
        """What the scope holds; an empty index counts as covered."""
        rows = self.tables.of(scope)
        memories = [row.memory for row in rows.memories.values()]
        times = [row.turn.at for row in rows.turns.values()] + [memory.recorded_at for memory in memories]
        chunks = [chunk for own in rows.chunks.values() for chunk in own]
        embedded = sum(chunk.vector is not None for chunk in chunks)
        return MemoryStats(
            turns=len(rows.turns),
            conversations=len(rows.conversations),
            memories=len(memories),
            by_type=dict(Counter(memory.type for memory in memories)),
            by_status=dict(Counter(memory.status for memory in memories)),
            first_at=min(times, default=None),
            last_at=max(times, default=None),
            chunks=len(chunks),
            embedding_model=self.embedding_model,
            embedding_coverage=embedded / len(chunks) if chunks else 1.0,
            up_to_seq=rows.last_seq,
        )

    async def export(self, scope: Scope) -> AsyncIterator[Conversation | Turn | Memory]:
        """Conversations, turns and memories, each in the order they were stored, as they are when the export begins."""
        rows = self.tables.of(scope)
        everything: list[Conversation | Turn | Memory] = [
            *sorted(
                (row.conversation for row in rows.conversations.values()),
                key=lambda one: (one.created_at, one.conversation_id),
            ),
            *sorted((row.turn for row in rows.turns.values()), key=lambda turn: turn.seq),
            *sorted((row.memory for row in rows.memories.values()), key=lambda memory: memory.seq),
        ]
        for one in everything:
            yield one
