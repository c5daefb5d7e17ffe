"""How the service feels: probed at most once in a while, whoever asks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from toldonce.ports import Check, Runtime

CACHE_SECONDS = 10.0
READY_CACHE_SECONDS = 1.0
NEEDED_TO_SERVE = ("database", "migrations", "embedding_model")
SHOWN_ONLY = ("language_model",)
"""Told, but no reason for a 503: all nodes share the model, and a balancer would take out all of them, while each still
stores, finds and answers."""

Status = Literal["healthy", "degraded", "unhealthy"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the probes found at one time."""

    taken_at: datetime
    checks: Mapping[str, Check]
    taken: float
    """By the clock that only goes forward."""

    @property
    def status(self) -> Status:
        """The worst of the components; what is switched off does not count, nor what is `SHOWN_ONLY`."""
        found = {check.status for name, check in self.checks.items() if name not in SHOWN_ONLY}
        return "unhealthy" if "unhealthy" in found else "degraded" if "degraded" in found else "healthy"

    @property
    def age_seconds(self) -> float:
        """How long ago it was taken."""
        return round(time.monotonic() - self.taken, 1)

    @property
    def can_serve(self) -> bool:
        """Whether everything is there that a request cannot do without."""
        return all(self.checks[name].status != "unhealthy" for name in NEEDED_TO_SERVE if name in self.checks)


class HealthRecord:
    """The newest snapshot. However many ask at once, one of them probes and the others wait for it.

    Each process keeps its own.
    """

    def __init__(self) -> None:
        self._newest: Snapshot | None = None
        self._probing = asyncio.Lock()

    async def snapshot(self, runtime: Runtime, max_age: float = CACHE_SECONDS) -> Snapshot:
        """A snapshot that is at most ``max_age`` seconds old."""
        async with self._probing:
            newest = self._newest
            if newest is None or time.monotonic() - newest.taken >= max_age:
                checks = await runtime.check()
                newest = self._newest = Snapshot(datetime.now(UTC), checks, time.monotonic())
            return newest


class HealthRecords:
    """A record for each kind of question, so that none of them sees what was probed for another."""

    def __init__(self) -> None:
        self.brief = HealthRecord()
        self.detailed = HealthRecord()
        self.readiness = HealthRecord()
