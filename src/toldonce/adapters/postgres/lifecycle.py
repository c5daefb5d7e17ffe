"""Upkeep of memories in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from toldonce.adapters.postgres.activity import count_use
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.queries import load_queries
from toldonce.model import Scope, UpkeepKind
from toldonce.ports import MemoryUse
from toldonce.telemetry import with_request_id

QUERIES = load_queries("lifecycle")
HOURS_BETWEEN = 24
DAILY: Sequence[UpkeepKind] = ("decay", "cleanup")
"""The jobs that every scope gets once a day."""


class PgLifecycle:
    """`toldonce.ports.Lifecycle` in PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def uses(self, scope: Scope, *, after: UUID | None, limit: int) -> list[MemoryUse]:
        """Current memories by id, those behind ``after``."""
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            rows = await QUERIES.uses.all(connection, scope_id=scope.scope_id, after=after, limit=limit)
        return [MemoryUse(**dict(row)) for row in rows]

    async def set_strengths(self, scope: Scope, strengths: Mapping[UUID, float]) -> int:
        """Set the strength of memories; how many there were."""
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            await count_use(connection, scope)
            return await QUERIES.set_strengths.run(
                connection, scope_id=scope.scope_id, memory_ids=list(strengths), strengths=list(strengths.values())
            )

    async def expired(self, scope: Scope, at: datetime, limit: int) -> Sequence[UUID]:
        """Memories whose time has passed, the earliest first."""
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            rows = await QUERIES.expired.all(connection, scope_id=scope.scope_id, at=at, limit=limit)
        return [row["memory_id"] for row in rows]

    async def drop_ended_jobs(self, scope: Scope, *, done_before: datetime, failed_before: datetime) -> int:
        """Drop background work that ended before these moments; how many jobs."""
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            return await QUERIES.drop_ended_jobs.run(
                connection, scope_id=scope.scope_id, done_before=done_before, failed_before=failed_before
            )

    async def due_scopes(self, limit: int) -> list[Scope]:
        """Scopes of every account that nobody has looked after for a day."""
        async with self._database.session(purpose="work") as connection:
            rows = await QUERIES.due_scopes.all(connection, hours=HOURS_BETWEEN, limit=limit)
        return [Scope(user_id=row["user_id"], subject=row["subject"]) for row in rows]

    async def start_daily(self, scope: Scope) -> bool:
        """Enqueue the daily jobs of a scope; False when another process was faster."""
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            if not await QUERIES.take_upkeep.value(connection, scope_id=scope.scope_id, hours=HOURS_BETWEEN):
                return False
            await QUERIES.enqueue_upkeep.run(
                connection,
                scope_id=scope.scope_id,
                user_id=scope.user_id,
                subject=scope.subject,
                payload=with_request_id({}),
                job_ids=[uuid7() for _ in DAILY],
                kinds=list(DAILY),
            )
        return True
