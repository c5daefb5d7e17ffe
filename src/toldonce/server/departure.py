"""Leaving in good order: from the signal that ends the service to the end of its process."""

from __future__ import annotations

import asyncio
import contextlib
import math
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

import structlog
import uvicorn

STREAM_SECONDS = 5.0
"""For how long a stream may go on, if it is not told to end sooner by a short timeout."""
LAST_SECONDS = 5.0
"""What closing may take beyond the timeout, before the process ends whatever it is doing."""
ENDED_BY_FORCE = 1

log = structlog.get_logger("toldonce.server")


class Departure:
    """The coming end of the service, as its parts see it.

    From `begin` on the service is not ready any more and answers ask clients to close their connections. Streams end at
    `streams_end`, and what still runs after ``timeout`` seconds is cut.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._deadline = math.inf
        self._running: set[asyncio.Task[Any]] = set()
        self._cut: set[asyncio.Task[Any]] = set()
        self.begun = asyncio.Event()
        self.streams_end = asyncio.Event()

    @property
    def seconds_left(self) -> float:
        """Seconds until everything must have ended; the whole timeout before `begin`."""
        return min(self._timeout, max(0.0, self._deadline - time.monotonic()))

    @property
    def running(self) -> int:
        """How many requests are being answered."""
        return len(self._running)

    def begin(self) -> None:
        """Start to leave; a second call does nothing. Runs in the event loop."""
        if self.begun.is_set():
            return
        self.begun.set()
        self._deadline = time.monotonic() + self._timeout
        loop = asyncio.get_running_loop()
        loop.call_later(min(STREAM_SECONDS, self._timeout / 2), self.streams_end.set)
        loop.call_later(self._timeout, self._cut_what_runs)
        log.info("stopping", requests=len(self._running), seconds=self._timeout)

    @contextlib.contextmanager
    def counting(self, task: asyncio.Task[Any]) -> Iterator[None]:
        """Count the request that ``task`` answers as running while the block runs."""
        self._running.add(task)
        try:
            yield
        finally:
            self._running.discard(task)
            self._cut.discard(task)

    def was_cut(self, task: asyncio.Task[Any]) -> bool:
        """Whether the task was cancelled because the time was over."""
        return task in self._cut

    def _cut_what_runs(self) -> None:
        for task in self._running:
            self._cut.add(task)
            task.cancel()


@contextlib.contextmanager
def told_by_signals(departure: Departure, *, delay: float, stops_server: bool = True) -> Iterator[None]:
    """While the block runs, SIGTERM and SIGINT begin the departure, and a second signal ends the process at once.

    The server is told to stop ``delay`` seconds after SIGTERM, so that load balancers see in time that the service is
    not ready, and at once after SIGINT, which comes from a person; with ``stops_server`` false there is no server to
    tell. Once told, the process ends within the timeout and `LAST_SECONDS`, come what may. Outside the main thread,
    where no signals come, nothing happens.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {int(number): signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    seen: set[int] = set()

    def begin(number: int) -> None:
        departure.begin()
        threading.Thread(target=_end_in_time, args=(departure.seconds_left,), name="end-in-time", daemon=True).start()
        if stops_server:
            wait = delay if number == signal.SIGTERM else 0.0
            loop.call_later(wait, _stop_server, before[number], departure, number)

    def told(number: int, frame: FrameType | None) -> None:
        # Ctrl-C reaches a worker from the terminal, and its supervisor then sends SIGTERM: that is one wish, not two.
        if number in seen or (seen and multiprocessing.parent_process() is None):
            os._exit(128 + number)
        if not seen:
            loop.call_soon_threadsafe(begin, number)
        seen.add(number)

    for number in before:
        signal.signal(number, told)
    try:
        yield
    finally:
        for number, handler in before.items():
            # None stands for a handler that was not installed from Python, which cannot be put back.
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _stop_server(handler: Any, departure: Departure, number: int) -> None:
    """Tell the server whose handler stood before ours that it is to stop."""
    server = getattr(handler, "__self__", None)
    if isinstance(server, uvicorn.Server):
        # Its own handler would keep the signal and raise it again in the end: a good end would look like a crash.
        patience = math.ceil(departure.seconds_left) + 1
        server.config.timeout_graceful_shutdown = min(server.config.timeout_graceful_shutdown or patience, patience)
        server.should_exit = True
    elif callable(handler):
        handler(number, None)
    else:
        signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        signal.raise_signal(number)


def _end_in_time(seconds: float) -> None:
    time.sleep(seconds + LAST_SECONDS)
    log.critical("ended_by_force", reason="Closing took too long.", seconds=seconds + LAST_SECONDS)
    os._exit(ENDED_BY_FORCE)
