"""Whether a request is worked on in this process, or waits for a language model or for its own client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Attendance(Protocol):
    """A request as somebody counts it who wants to know how many are worked on."""

    def leave(self) -> None:
        """It waits for somebody else from now on."""
        ...

    def come_back(self) -> None:
        """It is worked on again."""
        ...


_attendance: ContextVar[Attendance | None] = ContextVar("attendance", default=None)


@contextmanager
def attended(attendance: Attendance) -> Iterator[None]:
    """The request of this context is counted by ``attendance`` while the block runs."""
    token = _attendance.set(attendance)
    try:
        yield
    finally:
        _attendance.reset(token)


@contextmanager
def waiting_elsewhere() -> Iterator[None]:
    """The request of this context, if there is one, waits for somebody else while the block runs."""
    attendance = _attendance.get()
    if attendance is not None:
        attendance.leave()
    try:
        yield
    finally:
        if attendance is not None:
            attendance.come_back()
