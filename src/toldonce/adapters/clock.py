"""The time, which never goes back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

PACE = 0.5
"""How fast the time goes on while it is ahead of the wall clock."""


class SteadyClock:
    """The wall clock, aware UTC, except that it never goes back within a process.

    What was said later is later, also when somebody sets the wall clock back: until that has caught up, the time goes
    on at half its pace. A wall clock that jumps ahead is followed at once.
    """

    def __init__(
        self,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._told = wall()
        self._told_at = steady()
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        """The time."""
        with self._lock:
            passed = self._steady() - self._told_at
            self._told = max(self._wall(), self._told + timedelta(seconds=PACE * passed))
            self._told_at += passed
            return self._told
