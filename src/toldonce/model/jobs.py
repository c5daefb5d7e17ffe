"""Background work."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import JsonValue

from toldonce.model.values import Frozen
from toldonce.vocabulary import JobStatus

UpkeepKind = Literal["consolidate", "decay", "cleanup"]
"""Merge duplicates, let what is not used rank lower, erase what has expired."""


class JobFailure(Frozen):
    """One failed attempt."""

    at: datetime
    attempt: int
    reason: str


class Job(Frozen):
    """Background work. ``progress`` depends on the kind: an import counts done, total, added and repeated turns."""

    job_id: UUID
    kind: str
    status: JobStatus
    attempts: int
    progress: dict[str, JsonValue]
    failures: list[JobFailure]
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None
