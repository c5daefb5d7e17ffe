"""Background work in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

import asyncpg
from pydantic import JsonValue
from uuid_utils.compat import uuid7

from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.queries import Query, load_queries
from toldonce.adapters.waiting_uploads import UPLOADS_BYTES, refuse_uploads
from toldonce.errors import Conflict, NotFound
from toldonce.model import Job, JobFailure, Page, Scope
from toldonce.ports import ClaimedJob
from toldonce.telemetry import with_request_id

QUERIES = load_queries("jobs")
MAX_ATTEMPTS = 5
"""Claims of a job that may end without an answer before it is buried."""


class PgJobs:
    """`toldonce.ports.Jobs` in PostgreSQL, whose clock counts for leases and delays."""

    def __init__(self, database: Database, *, uploads_bytes: int = UPLOADS_BYTES) -> None:
        """``uploads_bytes``: of uploads of one user that may wait at once."""
        self._database = database
        self._uploads_bytes = uploads_bytes

    async def enqueue(
        self, scope: Scope, kind: str, payload: Mapping[str, JsonValue], upload: bytes | None = None
    ) -> Job:
        """Add a job that is due at once. Raises `RateLimited` when too much of its user's uploads waits already."""
        if upload is not None:
            async with self._database.session(user_id=scope.user_id) as connection:
                waiting = await QUERIES.waiting_uploads.value(connection, user_id=scope.user_id)
            refuse_uploads(waiting, len(upload), self._uploads_bytes)
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            row = await QUERIES.enqueue.one(
                connection,
                scope_id=scope.scope_id,
                job_id=uuid7(),
                user_id=scope.user_id,
                subject=scope.subject,
                kind=kind,
                payload=with_request_id(payload),
                upload=upload,
            )
        return _job(row)

    async def claim(self, worker: str, kinds: Sequence[str], lease: float) -> ClaimedJob | None:
        """Take the next due job: of the user with the fewest running, then of the one served longest ago."""
        async with self._database.session(purpose="work") as connection:
            reason = f"No worker finished it in {MAX_ATTEMPTS} attempts."
            await QUERIES.bury_abandoned.run(connection, kinds=list(kinds), attempts=MAX_ATTEMPTS, reason=reason)
            row = await QUERIES.claim.one(
                connection, worker=worker, kinds=list(kinds), lease=lease, attempts=MAX_ATTEMPTS
            )
        if row is None:
            return None
        values = dict(row)
        scope = Scope(user_id=values.pop("user_id"), subject=values.pop("subject"))
        return ClaimedJob(scope=scope, **values)

    async def heartbeat(self, job: ClaimedJob, worker: str, lease: float, progress: Mapping[str, JsonValue]) -> bool:
        """Prolong the lease and record progress; False when another worker holds the job now."""
        return await self._change(QUERIES.heartbeat, job, worker, lease=lease, progress=dict(progress))

    async def finish(
        self, job: ClaimedJob, worker: str, status: Literal["done", "degraded"], progress: Mapping[str, JsonValue]
    ) -> None:
        """End a job that this worker holds; its upload is let go when nothing of it is left to do."""
        await self._change(QUERIES.finish, job, worker, status=status, progress=dict(progress))

    async def retry(self, job: ClaimedJob, worker: str, reason: str, delay: float) -> None:
        """Let a job that this worker holds run again after ``delay`` seconds."""
        await self._change(QUERIES.retry, job, worker, reason=_storable(reason), delay=delay)

    async def bury(self, job: ClaimedJob, worker: str, reason: str) -> None:
        """Give up on a job that this worker holds; only `requeue` brings it back."""
        await self._change(QUERIES.bury, job, worker, reason=_storable(reason))

    async def jobs(self, scope: Scope, *, limit: int, cursor: str | None) -> Page[Job]:
        """Newest first."""
        before_at, before_id = decode_cursor(cursor, datetime, UUID) if cursor is not None else (None, None)
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            rows = await QUERIES.jobs.all(
                connection, scope_id=scope.scope_id, before_at=before_at, before_id=before_id, rows=limit + 1
            )
        jobs = [_job(row) for row in rows[:limit]]
        more = encode_cursor([jobs[-1].created_at, jobs[-1].job_id]) if len(rows) > limit else None
        return Page[Job](items=jobs, next_cursor=more)

    async def job(self, scope: Scope, job_id: UUID) -> Job:
        """Raises `NotFound`."""
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            return _job(await QUERIES.job.one(connection, scope_id=scope.scope_id, job_id=job_id))

    async def requeue(self, scope: Scope, job_id: UUID) -> Job:
        """Let a failed, dead or degraded job run again from its first attempt; raises `Conflict` for others."""
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            row = await QUERIES.requeue.one(connection, scope_id=scope.scope_id, job_id=job_id)
            if row is None:
                found = _job(await QUERIES.job.one(connection, scope_id=scope.scope_id, job_id=job_id))
                raise Conflict(f"Only a failed, dead or degraded job can be tried again; this one is {found.status}.")
        return _job(row)

    async def _change(self, query: Query, job: ClaimedJob, worker: str, **values: Any) -> bool:
        """Run a change of a job that ``worker`` holds; False when it does not hold it any more."""
        scope_id = job.scope.scope_id
        async with self._database.session(user_id=job.scope.user_id, scope_id=scope_id) as connection:
            changed = await query.run(
                connection, scope_id=scope_id, job_id=job.job_id, worker=worker, attempts=job.attempts, **values
            )
        return changed > 0


def _job(row: asyncpg.Record | None) -> Job:
    if row is None:
        raise NotFound("There is no such job in this subject's memory.")
    failures = [
        JobFailure(
            at=datetime.fromisoformat(failure["at"]).astimezone(UTC),
            attempt=failure["attempt"],
            reason=failure["reason"],
        )
        for failure in row["failures"]
    ]
    return Job(**{**row, "failures": failures})


def _storable(reason: str) -> str:
    """A reason comes from anywhere; what PostgreSQL cannot hold of it is marked."""
    return reason.encode("utf-8", "replace").decode().replace("\x00", "\N{REPLACEMENT CHARACTER}")
