"""Log lines on their way out: a slow reader of the output never holds up a request."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from typing import TextIO

CAPACITY = 20_000
CLOSE_SECONDS = 2.0


class LineHandler(logging.Handler):
    """Formats where the event happens and writes in a thread of its own, one line at a time.

    When the reader has stopped and `CAPACITY` lines wait, newer ones are dropped and counted; a line tells how many as
    soon as there is room again. The thread starts with the first line. After `settle` lines are written at once: what
    a process says last is not lost when a signal ends it.
    """

    def __init__(self, out: TextIO, capacity: int = CAPACITY) -> None:
        super().__init__()
        self._out = out
        self._waiting: queue.Queue[str | None] = queue.Queue(capacity)
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._settled = False
        self.dropped = 0
        """Lines that were lost since the last one that told so."""

    def emit(self, record: logging.LogRecord) -> None:
        """Hand the record's line to the thread; never waits."""
        try:
            line = self.format(record)
            if self._settled:
                self._write(line)
                return
            if self._thread is None or not self._thread.is_alive():  # a fork leaves the thread behind
                self._start()
            self._waiting.put_nowait(line)
        except queue.Full:
            self.dropped += 1
        except Exception:
            self.handleError(record)

    def settle(self, timeout: float = CLOSE_SECONDS) -> None:
        """Write what waits, for at most ``timeout`` seconds, and write at once from now on."""
        if self._settled:
            return
        deadline = time.monotonic() + timeout
        if self._thread is not None and self._thread.is_alive():
            with contextlib.suppress(queue.Full):
                self._waiting.put(None, timeout=timeout)
            self._thread.join(max(0.0, deadline - time.monotonic()))
            if self._thread.is_alive():
                return  # The reader has stopped: to write would be to wait for it.
        self._settled = True

    def close(self) -> None:
        """Write what waits; called by `logging` at the end of the process."""
        self.settle()
        super().close()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="toldonce-log", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while (line := self._waiting.get()) is not None:
            self._write(line)
            if self.dropped and self._waiting.empty():
                lost, self.dropped = self.dropped, 0
                self._write(self.format(_lost(lost)))

    def _write(self, line: str) -> None:
        # One write for one line: up to 4,096 bytes a pipe keeps them whole, whoever else writes into it.
        with contextlib.suppress(OSError, ValueError):  # the reader is gone for good, and so is where to say it
            self._out.write(line + "\n")
            self._out.flush()


def _lost(count: int) -> logging.LogRecord:
    text = "log_lines_lost: the output was read too slowly; %d lines are missing before this one"
    return logging.LogRecord("toldonce.telemetry", logging.WARNING, __file__, 0, text, (count,), None)
