"""What the supervisor does about workers that end."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
import uvicorn
from uvicorn.config import STARTUP_FAILURE

from toldonce.cli import supervisor as room
from toldonce.cli.supervisor import Supervisor


class Worker:
    """A worker that has ended with ``exitcode``, or lives (None)."""

    def __init__(self, exitcode: int | None, *, ready: bool = True) -> None:
        self.exitcode = exitcode
        self.ready = ready
        self.started = False

    @property
    def process(self) -> Worker:
        return self

    def is_alive(self, timeout: float = 0.0) -> bool:
        return self.exitcode is None

    def is_ready(self, timeout: float) -> bool:
        return self.ready

    def start(self) -> None:
        self.started = True

    def kill(self) -> None:
        if self.exitcode is None:
            self.exitcode = -signal.SIGKILL

    def terminate(self) -> None:
        self.exitcode = 0

    def join(self) -> None:
        pass


@pytest.fixture
def supervisor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    monkeypatch.setattr(room, "Process", lambda *_: Worker(None, ready=False))
    monkeypatch.setattr(room, "SECONDS_BEFORE_ANOTHER_START", 0.0)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    made = Supervisor(uvicorn.Config("app.main:app", host="127.0.0.1", port=0, workers=2), patience=1.0)
    yield made
    for one in made.sockets:
        one.close()
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_a_worker_that_cannot_start_ends_the_service_while_none_has_served(supervisor: Supervisor) -> None:
    supervisor.processes = [Worker(None, ready=False), Worker(STARTUP_FAILURE)]  # type: ignore[list-item]
    supervisor.keep_subprocess_alive()
    assert supervisor.should_exit.is_set()


def test_later_it_is_started_again_and_the_others_go_on(supervisor: Supervisor) -> None:
    serving = Worker(None)
    supervisor.processes = [serving, Worker(STARTUP_FAILURE)]  # type: ignore[list-item]
    supervisor.keep_subprocess_alive()
    assert not supervisor.should_exit.is_set()
    assert supervisor.processes[0] is serving  # type: ignore[comparison-overlap]
    assert supervisor.processes[1].started  # type: ignore[attr-defined]


def test_a_killed_worker_is_replaced_at_any_time(supervisor: Supervisor) -> None:
    supervisor.processes = [Worker(-signal.SIGKILL), Worker(None, ready=False)]  # type: ignore[list-item]
    supervisor.keep_subprocess_alive()
    assert not supervisor.should_exit.is_set()
    assert supervisor.processes[0].started  # type: ignore[attr-defined]


def replacements(monkeypatch: pytest.MonkeyPatch, *workers: Worker) -> None:
    """What the supervisor starts next."""
    coming = iter(workers)
    monkeypatch.setattr(room, "Process", lambda *_: next(coming))


def test_a_rolling_restart_replaces_each_worker(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = [Worker(None), Worker(None)], [Worker(None), Worker(None)]
    replacements(monkeypatch, *new)
    supervisor.processes = list(old)  # type: ignore[arg-type]
    supervisor.restart_all()
    assert supervisor.processes == new
    assert [one.exitcode for one in old] == [0, 0]


def test_the_old_workers_stay_when_a_new_one_cannot_start(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = [Worker(None), Worker(None)]
    replacements(monkeypatch, Worker(STARTUP_FAILURE))
    supervisor.processes = list(old)  # type: ignore[arg-type]
    supervisor.restart_all()
    assert supervisor.processes == old
    assert [one.exitcode for one in old] == [None, None]


def test_a_wish_to_stop_is_heard_while_a_new_worker_starts(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = Worker(None), Worker(None, ready=False)
    replacements(monkeypatch, new)
    supervisor.processes = [old]  # type: ignore[list-item]
    supervisor.signal_queue.append(signal.SIGTERM)
    supervisor.restart_all()
    assert (supervisor.processes, old.exitcode, new.exitcode) == ([old], None, -signal.SIGKILL)
    supervisor.handle_signals()
    assert supervisor.should_exit.is_set()


def test_a_worker_that_leaves_may_end_its_requests_when_the_service_is_told_to_stop(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy(Worker):
        """It has requests to end, and is told to leave a moment before the service is told to stop."""

        looks = 0

        def terminate(self) -> None:
            supervisor.signal_queue.append(signal.SIGTERM)

        def is_alive(self, timeout: float = 0.0) -> bool:
            self.looks += 1
            if self.looks > 5:
                self.exitcode = 0
            return super().is_alive()

    old, new = Busy(None), Worker(None)
    replacements(monkeypatch, new)
    supervisor.processes = [old]  # type: ignore[list-item]
    supervisor.restart_all()
    assert old.exitcode is None
    supervisor.handle_signals()
    supervisor.terminate_all()
    supervisor.join_all()
    assert (old.exitcode, new.exitcode, supervisor.ended_well) == (0, 0, True)
