"""The time never goes back, and comes to agree with the wall clock again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from toldonce.adapters.clock import SteadyClock

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clocks:
    """A wall clock that can be set, beside one that cannot."""

    def __init__(self) -> None:
        self.wall = NOON
        self.steady = 0.0

    def pass_seconds(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds


def test_it_is_the_wall_clock_and_follows_it_ahead() -> None:
    clocks = Clocks()
    now = SteadyClock(lambda: clocks.wall, lambda: clocks.steady)
    clocks.pass_seconds(10)
    assert now() == clocks.wall
    clocks.wall += timedelta(hours=1)
    assert now() == clocks.wall


def test_set_back_it_goes_on_at_half_its_pace_until_they_agree() -> None:
    clocks = Clocks()
    now = SteadyClock(lambda: clocks.wall, lambda: clocks.steady)
    before = now()
    clocks.wall -= timedelta(minutes=10)
    told = []
    for _ in range(30):
        clocks.pass_seconds(60)
        told.append(now())
    assert before < told[0] < told[-1]
    assert all(earlier < later for earlier, later in pairwise(told))
    assert told[9] == before + timedelta(minutes=5)
    assert told[-1] == clocks.wall, "after twenty minutes they agree"
