"""The metrics port: one for all processes of a service, whichever of them live."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from tests.live import free_port
from toldonce.telemetry import metrics
from toldonce.telemetry.exposition import metrics_served

WAIT_SECONDS = 60.0
MEMBER = """
import sys
from pathlib import Path
from toldonce.telemetry import metrics
from toldonce.telemetry.exposition import metrics_served
with metrics_served(Path(sys.argv[1]), "127.0.0.1", int(sys.argv[2]), "1"):
    print("ready", flush=True)
    for line in sys.stdin:
        metrics.turns_stored(int(line))
        metrics.pool_used(1, 2)
        metrics.searched(0.001, 0.002, 0.003, 0.006, answerable=True, degraded=False)
        print("done", flush=True)
"""


def samples(port: int) -> dict[str, float]:
    """Every series with its value; {} while nobody serves."""
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False, timeout=60)
    except httpx.TransportError:
        return {}
    assert answer.status_code == 200, answer.text
    return {
        sample.name + "".join(f"|{name}={value}" for name, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def eventually(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not found():
        assert time.monotonic() < deadline, "it did not come to that in time"
        time.sleep(0.05)


class Members:
    """Processes of one service."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.processes: list[subprocess.Popen[str]] = []

    def add(self) -> subprocess.Popen[str]:
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(
            [sys.executable, "-c", MEMBER, str(self.folder), str(self.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.processes.append(process)
        self._await(process, "ready")
        return process

    def count(self, process: subprocess.Popen[str], turns: int) -> None:
        assert process.stdin is not None
        process.stdin.write(f"{turns}\n")
        process.stdin.flush()
        self._await(process, "done")

    def _await(self, process: subprocess.Popen[str], word: str) -> None:
        assert process.stdout is not None
        for line in process.stdout:  # log lines come on the same way
            if line.strip() == word:
                return
        raise AssertionError(f"the process ended with {process.wait()}")


@pytest.fixture
def members(tmp_path: Path) -> Iterator[Members]:
    group = Members(tmp_path / "metrics", free_port())
    yield group
    for process in group.processes:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None and not stream.closed:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


def turns(port: int) -> float | None:
    return samples(port).get("toldonce_turns_stored_total")


@pytest.mark.requirement("MO-02")
def test_counts_of_all_processes_are_one_sum_through_kills_and_restarts(members: Members) -> None:
    first, second, third = members.add(), members.add(), members.add()
    for process, number in ((first, 1), (second, 10), (third, 100)):
        members.count(process, number)
    eventually(lambda: turns(members.port) == 111)
    assert all(turns(members.port) == 111 for _ in range(10)), "the same on every scrape"
    found = samples(members.port)
    assert found["toldonce_database_connections_in_use"] == 3
    assert found["toldonce_search_duration_seconds_count"] == 3
    assert found["toldonce_processes"] == 3

    first.send_signal(signal.SIGKILL)  # it was the first, so it served
    first.wait()
    eventually(lambda: turns(members.port) == 111)
    found = samples(members.port)
    assert (found["toldonce_processes"], found["toldonce_database_connections_in_use"]) == (2, 2)
    assert found["toldonce_search_duration_seconds_bucket|le=+Inf"] == 3, "what it had counted stays"
    kept = [path.name for path in members.folder.glob(f"*/*_{first.pid}x*")]
    assert kept == [], "its files were added up"

    fourth = members.add()
    members.count(fourth, 1000)
    second.send_signal(signal.SIGKILL)
    third.stdin.close()  # type: ignore[union-attr] # it ends in good order
    second.wait()
    third.wait()
    eventually(lambda: turns(members.port) == 1111)
    assert samples(members.port)["toldonce_processes"] == 1


@pytest.mark.requirement("MO-02")
def test_a_new_start_begins_at_zero(members: Members) -> None:
    process = members.add()
    members.count(process, 5)
    eventually(lambda: turns(members.port) == 5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    members.add()
    eventually(lambda: turns(members.port) == 0)


@pytest.mark.requirement("MO-01")
def test_a_port_that_is_taken_is_one_warning_and_nothing_else(tmp_path: Path) -> None:
    with socket.socket() as taken, capture_logs() as logged, contextlib.ExitStack() as serving:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        serving.enter_context(metrics_served(tmp_path / "metrics", "127.0.0.1", port, "1"))
        eventually(lambda: bool(logged))
        metrics.turns_stored(3)
    (warning,) = logged
    assert warning["log_level"] == "warning"
    assert warning["port"] == port
    assert "PROMETHEUS_PORT" in warning["event"]


def test_the_port_is_taken_once_it_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toldonce.telemetry.exposition.CALM_SECONDS", 0.05)
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with capture_logs() as logged, metrics_served(tmp_path / "metrics", "127.0.0.1", port, "1"):
            eventually(lambda: bool(logged))
            metrics.turns_stored(3)
            taken.close()
            eventually(lambda: turns(port) == 3)


def test_a_folder_that_cannot_be_used_is_one_warning_and_nothing_else() -> None:
    with capture_logs() as logged, metrics_served(Path("/dev/null/metrics"), "127.0.0.1", free_port(), "1"):
        metrics.turns_stored(3)
    (warning,) = logged
    assert "DATA_DIR" in warning["event"]


@pytest.mark.requirement("MO-05")
def test_promtool_finds_nothing_wrong_and_every_series_keeps_the_rules(tmp_path: Path) -> None:
    port = free_port()
    with metrics_served(tmp_path / "metrics", "127.0.0.1", port, "1"):
        use_everything()
        eventually(lambda: bool(samples(port)))
        text = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False, timeout=60).text
        checked = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
        assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")
        families = {family.name: family for family in text_string_to_metric_families(text)}
        assert not [name for name in families if re.search(r"_(ms|milliseconds|minutes|mb|kb|percent)(_|$)", name)]
        assert all(family.documentation != "Multiprocess metric" for family in families.values())
        labels = {label for family in families.values() for sample in family.samples for label in sample.labels}
        assert not labels & {"user_id", "path", "subject", "conversation_id", "pid"}


@pytest.mark.requirement("MO-04")
def test_labels_that_a_client_chooses_are_bounded(tmp_path: Path) -> None:
    port = free_port()
    with metrics_served(tmp_path / "metrics", "127.0.0.1", port, "1"):
        metrics.request_began()
        metrics.request_ended("GET", metrics.NO_ROUTE, 404, 0.001)
        metrics.request_began()
        metrics.request_ended("XYZ", metrics.NO_ROUTE, 405, 0.001)
        eventually(lambda: bool(samples(port)))
        before = set(samples(port))
        for number in range(1000):
            metrics.request_began()
            metrics.request_ended(f"M{number}", metrics.NO_ROUTE, 405, 0.001)
        assert set(samples(port)) == before
        assert samples(port)["http_requests_in_progress"] == 0


def test_other_addresses_of_the_port_are_404_and_openmetrics_is_spoken(tmp_path: Path) -> None:
    port = free_port()
    with metrics_served(tmp_path / "metrics", "127.0.0.1", port, "1"):
        eventually(lambda: bool(samples(port)))
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60)
        with client:
            assert client.get("/").status_code == 404
            assert client.head("/metrics").status_code == 200
            assert client.get("/metrics?x=1").headers["content-type"].startswith("text/plain; version=")
            modern = client.get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})
            assert modern.text.endswith("# EOF\n")


def test_what_deserted_services_left_is_removed(tmp_path: Path) -> None:
    left = tmp_path / "metrics" / "old-container-9090"
    left.mkdir(parents=True)
    (left / "counter_1x2.db").write_bytes(b"")
    (left / "1x2.alive").touch()
    with metrics_served(tmp_path / "metrics", "127.0.0.1", free_port(), "1"):
        assert not left.exists()


def test_without_a_port_nothing_is_counted() -> None:
    use_everything()
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ


def use_everything() -> None:
    """One call of everything that counts."""
    metrics.jobs_expected(["import"])
    metrics.request_began()
    metrics.request_ended("GET", "/livez", 200, 0.01)
    metrics.searched(0.001, 0.002, 0.003, 0.006, answerable=False, degraded=True)
    metrics.turns_stored(1)
    metrics.memories_stored(1)
    metrics.job_began()
    metrics.job_ended("import", "dead", 1.0)
    metrics.pool_used(1, 20)
    metrics.pool_waited(0.001)
    metrics.model_called("complete", "ok", 1.0, 10, 20)
    metrics.part_failed("redis")
    metrics.rate_limited("user")
    metrics.limiter_fell_back(True)
