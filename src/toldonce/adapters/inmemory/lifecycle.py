"""Upkeep of memories in dicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from toldonce.adapters.inmemory.rows import JobRow, MemoryRow
from toldonce.adapters.inmemory.tables import ScopeRows, Tables
from toldonce.model import Scope
from toldonce.ports import MemoryUse


class InMemoryLifecycle:
    """`toldonce.ports.Lifecycle` in dicts."""

    def __init__(self, tables: Tables | None = None) -> None:
        self.tables = tables or Tables()

    async def uses(self, scope: Scope, *, after: UUID | None, limit: int) -> list[MemoryUse]:
        """Current memories by id, those behind ``after``."""
        rows = self.tables.of(scope)
        ids = sorted(one for one, row in rows.memories.items() if row.memory.status == "current")
        return [_use(rows, rows.memories[one]) for one in ids if after is None or one > after][:limit]

    async def set_strengths(self, scope: Scope, strengths: Mapping[UUID, float]) -> int:
        """Set the strength of memories; how many there were."""
        memories = self.tables.of(scope).memories
        there = [one for one in strengths if one in memories]
        for memory_id in there:
            memories[memory_id].strength = strengths[memory_id]
        return len(there)

    async def expired(self, scope: Scope, at: datetime, limit: int) -> Sequence[UUID]:
        """Memories whose time has passed, the earliest first."""
        memories = [row.memory for row in self.tables.of(scope).memories.values()]
        passed = sorted((one.expires_at, one.memory_id) for one in memories if one.expires_at and one.expires_at <= at)
        return [memory_id for _, memory_id in passed[:limit]]

    async def drop_ended_jobs(self, scope: Scope, *, done_before: datetime, failed_before: datetime) -> int:
        """Drop background work that ended before these moments; how many jobs."""
        jobs = self.tables.of(scope).jobs

        def is_old(row: JobRow) -> bool:
            ended, status = row.job.finished_at, row.job.status
            if row.job.kind == "import" or ended is None:
                return False
            return ended < done_before if status == "done" else status in ("degraded", "dead") and ended < failed_before

        old = [job_id for job_id, row in jobs.items() if is_old(row)]
        for job_id in old:
            del jobs[job_id]
        return len(old)


def _use(rows: ScopeRows, row: MemoryRow) -> MemoryUse:
    memory = row.memory
    statements = (one.statement for one in rows.statements.values())
    own = [one for one in statements if one.memory_id == memory.memory_id and not one.candidate.denies]
    return MemoryUse(
        memory_id=memory.memory_id,
        type=memory.type,
        stored_at=memory.created_at,
        last_said_at=max((one.said_at for one in own), default=None),
        last_used_at=row.last_used_at,
        due_at=memory.due_at,
        confirmed=any(one.confirmed_at is not None for one in own),
        strength=row.strength,
    )
