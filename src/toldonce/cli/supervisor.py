"""The process above several workers of `toldonce serve`: it passes on the wish to stop and waits for a good end."""

from __future__ import annotations

import signal
import time

import structlog
import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import Process

from toldonce.server.departure import LAST_SECONDS

POLL_SECONDS = 0.05
START_SECONDS = 180.0
"""For the start of a worker that is to take the place of a good one: there is no hurry."""
SECONDS_BEFORE_ANOTHER_START = 1.0

log = structlog.get_logger("toldonce.cli")


class Supervisor(Multiprocess):
    """uvicorn's supervisor, which would wait for ever for its workers and hear no second signal.

    A second SIGTERM or SIGINT ends the workers at once; so does the end of the time that they have to stop. A worker
    that cannot start ends the service only when none has ever served: later, what it needs may just be away, such as
    the database, and the other workers go on. SIGHUP replaces one worker after the other, and a wish to stop is heard
    meanwhile too.
    """

    def __init__(self, config: uvicorn.Config, *, patience: float) -> None:
        super().__init__(config, sockets=[config.bind_socket()])
        self._patience = patience + 2 * LAST_SECONDS
        self._by_force = False
        self._has_served = False
        self._leaving: Process | None = None

    @property
    def ended_well(self) -> bool:
        """Whether no worker failed or had to be ended.

        A worker that had ended its work before the wish to stop reached it from here too may still die of that signal.
        """
        return not self._by_force and all(one.exitcode in (0, -signal.SIGTERM) for one in self.processes)

    def keep_subprocess_alive(self) -> None:
        """Put a new worker in the place of each one that has ended or gives no sign of life."""
        patience = self.config.timeout_worker_healthcheck
        for position, worker in enumerate(self.processes):
            if self.should_exit.is_set():
                return
            if worker.is_alive(patience):
                self._has_served = self._has_served or worker.is_ready(patience)
                continue
            worker.kill()
            worker.join()
            if worker.exitcode == STARTUP_FAILURE:
                if not self._has_served:
                    self.should_exit.set()
                    return
                log.warning("worker_cannot_start", next_try_seconds=SECONDS_BEFORE_ANOTHER_START)
                if self.should_exit.wait(SECONDS_BEFORE_ANOTHER_START):
                    return
            log.info("worker_replaced", ended=worker.exitcode)
            self.processes[position] = Process(self.config, self.sockets)
            self.processes[position].start()

    def restart_all(self) -> None:
        """Put a new worker in the place of each one, once it serves; the old one ends its requests. When a new one
        cannot start, the old ones stay."""
        for position, old in enumerate(self.processes):
            new = Process(self.config, self.sockets)
            new.start()
            if not self._comes_to_serve(new):
                new.kill()
                new.join()
                log.warning(
                    "restart_given_up", reason="told to stop" if self._told_to_stop else "the new worker failed"
                )
                return
            self.processes[position], self._leaving = new, old
            old.terminate()
            while old.process.is_alive():
                if self._told_to_stop:
                    return
                time.sleep(POLL_SECONDS)
            log.info("worker_replaced", ended=old.exitcode)

    def terminate_all(self) -> None:
        """Tell the workers to stop, and let go of the socket: as long as anybody holds it, the system takes connections
        that no worker answers any more."""
        for one in self.sockets:
            one.close()
        super().terminate_all()

    def join_all(self) -> None:
        """Wait for the workers, or end them."""
        deadline = time.monotonic() + self._patience
        self.signal_queue.clear()
        everybody = [*self.processes, *([self._leaving] if self._leaving is not None else [])]
        while any(one.process.is_alive() for one in everybody):
            if self._told_to_stop or time.monotonic() > deadline:
                reason = "told twice" if self._told_to_stop else "the workers took too long"
                log.critical("ended_by_force", reason=reason)
                self._by_force = True
                for one in everybody:
                    one.process.kill()
                break
            time.sleep(POLL_SECONDS)
        super().join_all()

    @property
    def _told_to_stop(self) -> bool:
        """Whether a wish to stop has come that was not heard yet."""
        return bool({signal.SIGTERM, signal.SIGINT} & set(self.signal_queue))

    def _comes_to_serve(self, worker: Process) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while worker.process.is_alive() and not self._told_to_stop and time.monotonic() < deadline:
            if worker.is_ready(timeout=1):
                return True
            time.sleep(POLL_SECONDS)
        return False
