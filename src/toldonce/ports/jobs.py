"""Durable background work, and answers to repeated writes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

from pydantic import JsonValue

from toldonce.model import (
    Job,
    Page,
    Scope,
)

EXTRACT_JOB = "extract"
"""The kind of the job that reads turns; `Store.add_turns` enqueues it with the turns, unless one waits already."""


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job that this worker holds until its lease ends; ``waited`` is for how many seconds it had been due."""

    scope: Scope
    job_id: UUID
    kind: str
    payload: Mapping[str, JsonValue]
    upload: bytes | None
    attempts: int
    progress: Mapping[str, JsonValue]
    waited: float = 0.0


class Jobs(Protocol):
    """Durable background work, fair between users. Lease lengths and delays are in seconds."""

    async def enqueue(
        self, scope: Scope, kind: str, payload: Mapping[str, JsonValue], upload: bytes | None = None
    ) -> Job:
        """Add a job that is due at once. Raises `RateLimited` when too much of its user's uploads waits already."""
        ...

    async def claim(self, worker: str, kinds: Sequence[str], lease: float) -> ClaimedJob | None: ...
    async def heartbeat(self, job: ClaimedJob, worker: str, lease: float, progress: Mapping[str, JsonValue]) -> bool:
        """Prolong the lease and record progress; False when another worker holds the job now."""
        ...

    async def finish(
        self, job: ClaimedJob, worker: str, status: Literal["done", "degraded"], progress: Mapping[str, JsonValue]
    ) -> None: ...
    async def retry(self, job: ClaimedJob, worker: str, reason: str, delay: float) -> None: ...
    async def bury(self, job: ClaimedJob, worker: str, reason: str) -> None: ...
    async def jobs(self, scope: Scope, *, limit: int, cursor: str | None) -> Page[Job]: ...
    async def job(self, scope: Scope, job_id: UUID) -> Job: ...
    async def requeue(self, scope: Scope, job_id: UUID) -> Job:
        """Let a failed, dead or degraded job run again from its first attempt; raises `Conflict` for others."""
        ...


JobHandler = Callable[
    [ClaimedJob, Callable[[Mapping[str, JsonValue]], Awaitable[None]]], Awaitable[Mapping[str, JsonValue]]
]
"""Runs a job: takes it and a function that records progress, gives the final progress."""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The answer that an Idempotency-Key brought before; ``status`` None: it is still being made."""

    request_hash: bytes
    status: int | None
    body: bytes
    headers: Mapping[str, str]


class Idempotency(Protocol):
    """Answers by Idempotency-Key."""

    async def begin(self, scope: Scope, key: str, request_hash: bytes, lease: float) -> StoredAnswer | None:
        """None: the caller may go on and holds the key for ``lease`` seconds; else what the key brought before. A lease
        that ran out may be taken over with the same hash."""
        ...

    async def renew(self, scope: Scope, key: str, lease: float) -> None:
        """Hold a key that has no answer yet for another ``lease`` seconds from now."""
        ...

    async def finish(self, scope: Scope, key: str, status: int, body: bytes, headers: Mapping[str, str]) -> None: ...
    async def release(self, scope: Scope, key: str) -> None: ...
