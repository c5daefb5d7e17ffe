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

    def is_alive(self, _: float) -> bool:
        return self.exitcode is None

    def is_ready(self, _: float) -> bool:
        return self.ready

    def start(self) -> None:
        self.started = True

    def kill(self) -> None:
        pass

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
