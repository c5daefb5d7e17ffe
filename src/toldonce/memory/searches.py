"""How many searches a process made for each subject and day, and how long they took: gathered, written together."""

from __future__ import annotations

import asyncio
from datetime import date

import structlog

from toldonce.errors import ToldonceError
from toldonce.model import Scope
from toldonce.ports import Clock, SearchDay, Store

SECONDS_BETWEEN = 60.0
NOTHING = SearchDay(0, 0.0, 0.0)

log = structlog.get_logger(__name__)


class SearchCounts:
    """Counts in memory, so that no search waits for a write; what a crash loses is at most a minute of numbers."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._counted: dict[tuple[Scope, date], SearchDay] = {}

    def note(self, scope: Scope, milliseconds: float) -> None:
        """Count one search that took ``milliseconds``."""
        place = scope, self._clock().date()
        self._add(place, SearchDay(1, milliseconds, milliseconds))

    async def write(self, scope: Scope | None = None) -> None:
        """Store what was counted, of one subject or of all. Raises `ToldonceError`, and keeps the counts then."""
        for place in [place for place in self._counted if scope is None or place[0] == scope]:
            counted = self._counted.pop(place, None)
            if counted is None:
                continue
            try:
                await self._store.add_searches(*place, counted)
            except ToldonceError:
                self._add(place, counted)
                raise

    async def run(self) -> None:
        """Write once a minute, until it is cancelled."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN)
            try:
                await self.write()
            except ToldonceError as failed:
                log.warning("search_counts_postponed", code=failed.code, reason=failed.message)

    def _add(self, place: tuple[Scope, date], more: SearchDay) -> None:
        known = self._counted.get(place, NOTHING)
        self._counted[place] = SearchDay(
            known.searches + more.searches,
            known.milliseconds + more.milliseconds,
            max(known.slowest, more.slowest),
        )
