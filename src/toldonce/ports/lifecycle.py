"""What keeps a memory in shape over the years: what is used stays near, what has expired goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from toldonce.model import MemoryType, Scope


@dataclass(frozen=True, slots=True)
class MemoryUse:
    """What the strength of a current memory follows from.

    ``last_said_at`` is when it was last stated, ``last_used_at`` when an answer last used it, ``stored_at`` when it was
    stored here (an imported past may be older). ``confirmed``: the user confirmed it.
    """

    memory_id: UUID
    type: MemoryType
    stored_at: datetime
    last_said_at: datetime | None
    last_used_at: datetime | None
    due_at: datetime | None
    confirmed: bool
    strength: float


class Lifecycle(Protocol):
    """What upkeep reads and writes beside `Store`; nothing here changes what is true."""

    async def uses(self, scope: Scope, *, after: UUID | None, limit: int) -> list[MemoryUse]:
        """Current memories by id, those behind ``after``."""
        ...

    async def set_strengths(self, scope: Scope, strengths: Mapping[UUID, float]) -> int:
        """Set the strength (0..1) of memories, which ranking reads and nothing else; how many there were."""
        ...

    async def expired(self, scope: Scope, at: datetime, limit: int) -> Sequence[UUID]:
        """Memories whose ``expires_at`` has passed, the earliest first."""
        ...

    async def drop_ended_jobs(self, scope: Scope, *, done_before: datetime, failed_before: datetime) -> int:
        """Drop background work that went well and ended before the one moment, or went wrong and ended before the
        other; how many jobs. Imports stay."""
        ...
