"""Background work in a dict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from pydantic import JsonValue
from uuid_utils.compat import uuid7

from toldonce.adapters.inmemory.paging import page_of
from toldonce.adapters.inmemory.rows import Happening, JobRow
from toldonce.adapters.inmemory.tables import Tables
from toldonce.adapters.waiting_uploads import UPLOADS_BYTES, refuse_uploads
from toldonce.errors import Conflict, NotFound
from toldonce.model import Job, JobFailure, Page, Scope
from toldonce.ports import WEBHOOK_JOB, ClaimedJob
from toldonce.telemetry import with_request_id

MAX_ATTEMPTS = 5
"""Claims of a job that may end without an answer before it is buried."""


class InMemoryJobs:
    """`toldonce.ports.Jobs` in a dict."""

    def __init__(self, tables: Tables | None = None, *, uploads_bytes: int = UPLOADS_BYTES) -> None:
        """``uploads_bytes``: of uploads of one user that may wait at once."""
        self.tables = tables or Tables()
        self._uploads_bytes = uploads_bytes

    async def enqueue(
        self, scope: Scope, kind: str, payload: Mapping[str, JsonValue], upload: bytes | None = None
    ) -> Job:
        """Add a job that is due at once. Raises `RateLimited` when too much of its user's uploads waits already."""
        if upload is not None:
            active = ("queued", "running", "failed")
            rows = (row for rows in self.tables.scopes.values() for row in rows.jobs.values())
            own = [row for row in rows if row.scope.user_id == scope.user_id and row.job.status in active]
            refuse_uploads(sum(len(row.upload) for row in own if row.upload), len(upload), self._uploads_bytes)
        row = new_job(scope, kind, payload, upload, self.tables.clock())
        self.tables.begun(scope).jobs[row.job.job_id] = row
        return row.job

    async def claim(self, worker: str, kinds: Sequence[str], lease: float) -> ClaimedJob | None:
        """Take the next due job: of the user with the fewest running, then of the one served longest ago."""
        now = self.tables.clock()
        rows = [row for rows in self.tables.scopes.values() for row in rows.jobs.values()]
        due = [row for row in rows if row.job.kind in kinds and _is_due(row, now)]
        for row in due:
            if row.job.attempts >= MAX_ATTEMPTS:
                self._end(row, "dead", f"No worker finished it in {MAX_ATTEMPTS} attempts.")
        running = Counter(row.scope.user_id for row in rows if _is_held(row, now))

        def turn(row: JobRow) -> tuple[int, int, datetime, UUID]:
            user = row.scope.user_id
            return running[user], self.tables.served.get(user, 0), row.run_at, row.job.job_id

        chosen = min((row for row in due if row.job.attempts < MAX_ATTEMPTS), key=turn, default=None)
        if chosen is None:
            return None
        self.tables.served[chosen.scope.user_id] = max(self.tables.served.values(), default=0) + 1
        chosen.leased_by, chosen.leased_until = worker, now + timedelta(seconds=lease)
        self._change(chosen, status="running", attempts=chosen.job.attempts + 1)
        return ClaimedJob(
            scope=chosen.scope,
            job_id=chosen.job.job_id,
            kind=chosen.job.kind,
            payload=dict(chosen.payload),
            upload=chosen.upload,
            attempts=chosen.job.attempts,
            progress=dict(chosen.job.progress),
            waited=(now - chosen.run_at).total_seconds(),
        )

    async def heartbeat(self, job: ClaimedJob, worker: str, lease: float, progress: Mapping[str, JsonValue]) -> bool:
        """Prolong the lease and record progress; False when another worker holds the job now."""
        row = self._held_by(job, worker)
        if row is None:
            return False
        row.leased_until = self.tables.clock() + timedelta(seconds=lease)
        self._change(row, progress=dict(progress))
        return True

    async def finish(
        self, job: ClaimedJob, worker: str, status: Literal["done", "degraded"], progress: Mapping[str, JsonValue]
    ) -> None:
        """End a job that this worker holds; its upload is let go when nothing of it is left to do."""
        row = self._held_by(job, worker)
        if row is not None:
            self._change(row, progress=dict(progress))
            self._end(row, status, None)

    async def retry(self, job: ClaimedJob, worker: str, reason: str, delay: float) -> None:
        """Let a job that this worker holds run again after ``delay`` seconds."""
        row = self._held_by(job, worker)
        if row is not None:
            row.run_at = self.tables.clock() + timedelta(seconds=delay)
            row.leased_by = row.leased_until = None
            self._change(row, status="failed", failures=self._failures(row, reason))

    async def bury(self, job: ClaimedJob, worker: str, reason: str) -> None:
        """Give up on a job that this worker holds; only `requeue` brings it back."""
        row = self._held_by(job, worker)
        if row is not None:
            self._end(row, "dead", reason)

    async def jobs(self, scope: Scope, *, limit: int, cursor: str | None) -> Page[Job]:
        """Newest first."""
        jobs = [row.job for row in self.tables.of(scope).jobs.values()]
        return page_of(jobs, limit, cursor, newest=lambda job: (job.created_at, job.job_id))

    async def job(self, scope: Scope, job_id: UUID) -> Job:
        """Raises `NotFound`."""
        return self._row(scope, job_id).job

    async def requeue(self, scope: Scope, job_id: UUID) -> Job:
        """Let a failed, dead or degraded job run again from its first attempt; raises `Conflict` for others."""
        row = self._row(scope, job_id)
        if row.job.status not in ("failed", "dead", "degraded"):
            raise Conflict(f"Only a failed, dead or degraded job can be tried again; this one is {row.job.status}.")
        row.run_at = self.tables.clock()
        self._change(row, status="queued", attempts=0, finished_at=None)
        return row.job

    def _row(self, scope: Scope, job_id: UUID) -> JobRow:
        row = self.tables.of(scope).jobs.get(job_id)
        if row is None:
            raise NotFound("There is no such job in this subject's memory.")
        return row

    def _held_by(self, job: ClaimedJob, worker: str) -> JobRow | None:
        row = self.tables.of(job.scope).jobs.get(job.job_id)
        if row is None or row.job.status != "running" or row.leased_by != worker or row.job.attempts != job.attempts:
            return None
        return row

    def _failures(self, row: JobRow, reason: str) -> list[JobFailure]:
        # A reason comes from anywhere; what a database could not hold of it is marked.
        storable = reason.encode("utf-8", "replace").decode().replace("\x00", "\N{REPLACEMENT CHARACTER}")
        failure = JobFailure(at=self.tables.clock(), attempt=row.job.attempts, reason=storable)
        return [*row.job.failures, failure]

    def _end(self, row: JobRow, status: Literal["done", "degraded", "dead"], reason: str | None) -> None:
        row.leased_by = row.leased_until = None
        if status == "done":
            row.upload = None
        failures = row.job.failures if reason is None else self._failures(row, reason)
        self._change(row, status=status, failures=failures, finished_at=self.tables.clock())
        # Deliveries themselves are not told of, or a broken address would be told of itself.
        if status == "dead" and row.job.kind != WEBHOOK_JOB:
            self.tables.tell(Happening(row.scope, "job.failed", job_id=row.job.job_id))

    def _change(self, row: JobRow, **changes: object) -> None:
        row.job = row.job.model_copy(update={**changes, "updated_at": self.tables.clock()})


def new_job(scope: Scope, kind: str, payload: Mapping[str, JsonValue], upload: bytes | None, now: datetime) -> JobRow:
    """A job that is due at once."""
    job = Job(
        job_id=uuid7(),
        kind=kind,
        status="queued",
        attempts=0,
        progress={},
        failures=[],
        created_at=now,
        updated_at=now,
        finished_at=None,
    )
    return JobRow(job, scope, with_request_id(payload), upload, run_at=now)


def _is_held(row: JobRow, now: datetime) -> bool:
    return row.job.status == "running" and row.leased_until is not None and row.leased_until > now


def _is_due(row: JobRow, now: datetime) -> bool:
    if row.job.status == "running":
        return not _is_held(row, now)
    return row.job.status in ("queued", "failed") and row.run_at <= now
