"""Times that a request cannot mean: something said in the future, a memory that is over before it is told.

They are refused at the doors that people and programs write through. An import keeps what its file says, and Mem0's
protocol has memories that have expired.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from toldonce.errors import ValidationFailed

AHEAD = timedelta(days=1)
"""How far ahead of our clock ``at`` may lie: a clock that is wrong by minutes passes, and the time of any zone that
names no zone."""
SAID_LATER = "must not lie in the future: it is when it was said"
OVER_ALREADY = "must lie in the future: it is when the memory goes"

Times = Iterable[tuple[str, datetime | None]]
"""Times with the JSON pointers of their fields."""


def refuse_future(times: Times) -> None:
    """Raises `ValidationFailed`, naming every time at which nobody can have said anything yet."""
    latest = datetime.now(UTC) + AHEAD
    _refuse([pointer for pointer, at in times if at is not None and at > latest], SAID_LATER)


def refuse_expired(times: Times) -> None:
    """Raises `ValidationFailed`, naming every end that has passed."""
    now = datetime.now(UTC)
    _refuse([pointer for pointer, at in times if at is not None and at <= now], OVER_ALREADY)


def _refuse(pointers: list[str], message: str) -> None:
    if pointers:
        errors = [{"pointer": pointer, "message": message} for pointer in pointers]
        raise ValidationFailed(f"{pointers[0].removeprefix('/')}: {message}", errors=errors)
