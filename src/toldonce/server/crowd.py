"""How many requests a process works on at once: as many as keep answers about as quick as they are alone.

The limit follows what answers take, as congestion control on a network does: it shrinks when they get slow in
proportion to their own route's usual time, and grows while they stay quick. It takes some answers to learn that; when
far more comes than goes, the turns of the event loop tell it at once. As long as about as much goes as comes, answers
were slow because some came together: these few are let in whatever the limit. No request is ever put in a line: what
finds no room is told at once, so that what is let in stays quick.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

MOST = 64
"""Requests worked on at once before anything is known of their times. Waiting for a model or a client is no work."""
FLOOR = 2
"""So many are always let in."""
TOO_SLOW = 2.0
"""Times the usual time: the limit shrinks beyond it, and grows below `QUICK` times."""
QUICK = 1.4
SLUGGISH = 0.015
"""Seconds for a turn of the event loop, from which on only `FLOOR` are let in while more comes than goes."""
OUTRUN = 1.3
"""Requests for each answer, from which on more comes than goes; what one machine does at times is less."""
SPAN = 0.5
"""Seconds within which what came and what went is compared."""
TOGETHER = 8
"""So many are let in while no more comes than goes: about what passes within a tenth of a second."""
SHORTEST = 0.005
"""Seconds; below that, times say more about the clock than about the crowd."""
LONGEST_RATIO = 10.0
ADJUST_SECONDS = 0.05
ADJUST_ANSWERS = 5
MEMORY = 0.1
"""The weight of one answer in the slowness; in its route's usual time half of that, of one turn of the loop twice."""


class Crowd:
    """The requests that are worked on."""

    def __init__(self, most: int = MOST, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._usual: dict[str, float] = {}
        self._slowness = 1.0
        self._turn = 0.0
        self._peak = 0
        self._answers = 0
        self._came = 0.0
        self._went = 0.0
        self._adjusted = self._faded = clock()
        self.limit = float(most)
        self.working = 0

    @property
    def is_full(self) -> bool:
        """Whether one more would be too many."""
        if self._came <= OUTRUN * self._went + FLOOR:
            return self.working >= max(self.limit, TOGETHER)
        return self.working >= (FLOOR if self._turn > SLUGGISH else self.limit)

    def enter(self) -> Admitted | None:
        """Let a request in, unless it is one too many."""
        self._fade()
        self._came += 1
        return None if self.is_full else self.admit()

    def admit(self) -> Admitted:
        """Let a request in; it is counted until its `Admitted.end`."""
        self.working += 1
        self._peak = max(self._peak, self.working)
        return Admitted(self, self._clock, alone=self.working == 1)

    def feel(self, seconds: float) -> None:
        """A turn of the event loop took this long."""
        self._turn += 2 * MEMORY * (seconds - self._turn)

    def learn(self, route: str, seconds: float, *, alone: bool) -> None:
        """An answer of ``route`` took this long; ``alone``: nothing else was worked on when it began."""
        seconds = max(seconds, SHORTEST)
        usual = self._usual.setdefault(route, seconds)
        if alone:
            self._usual[route] = usual + MEMORY / 2 * (seconds - usual)
        elif seconds < usual:
            self._usual[route] = seconds
        self._slowness += MEMORY * (min(seconds / self._usual[route], LONGEST_RATIO) - self._slowness)
        self._answers += 1
        if self._answers >= ADJUST_ANSWERS and self._clock() - self._adjusted >= ADJUST_SECONDS:
            self._adjust()

    def depart(self) -> None:
        """A request that was let in has its answer, whatever it is."""
        self.working -= 1
        self._fade()
        self._went += 1

    def _fade(self) -> None:
        now = self._clock()
        share = math.exp((self._faded - now) / SPAN)
        self._came, self._went, self._faded = share * self._came, share * self._went, now

    def _adjust(self) -> None:
        was_used = self._peak >= self.limit - 1
        if self._slowness > TOO_SLOW:
            self.limit = max(float(FLOOR), min(self.limit, self._peak) * TOO_SLOW / self._slowness)
        elif self._slowness < QUICK:
            # What nobody needed says nothing against more: the room comes back by itself when the crowd has gone.
            self.limit = min(float(self._most), self.limit + 1 if was_used else self.limit * 1.05)
        self._peak, self._answers, self._adjusted = self.working, 0, self._clock()


class Admitted:
    """One request that was let in."""

    def __init__(self, crowd: Crowd, clock: Callable[[], float], *, alone: bool) -> None:
        self._crowd = crowd
        self._clock = clock
        self._alone = alone
        self._began = clock()
        self._left_at = 0.0
        self._waited = 0.0
        self._is_working = True
        self._has_ended = False

    def leave(self) -> None:
        """It waits for somebody else."""
        if self._is_working and not self._has_ended:
            self._is_working = False
            self._crowd.working -= 1
            self._left_at = self._clock()

    def come_back(self) -> None:
        """It is worked on again, whether there is room or not."""
        if not self._is_working and not self._has_ended:
            self._is_working = True
            self._crowd.working += 1
            self._waited += self._clock() - self._left_at

    def end(self, route: str | None = None) -> None:
        """Its answer begins. ``route`` is given when its time is worth knowing; a second call does nothing."""
        if self._has_ended:
            return
        self.come_back()
        self._has_ended = True
        self._crowd.depart()
        if route is not None:
            self._crowd.learn(route, self._clock() - self._began - self._waited, alone=self._alone)
