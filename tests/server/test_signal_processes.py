"""Log lines and metrics of the service as processes, started as the guide starts it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from tests.live import free_port
from tests.server.conftest import PASSWORD, REPOSITORY, SECRET, START_SECONDS
from tests.telemetry.test_exposition import eventually, samples
from toldonce.settings import Settings

WORKERS = 4
REQUESTS = 200
UVICORN = ("-m", "uvicorn", "app.main:app", "--host", "127.0.0.1")
SERVE = ("-c", "from toldonce.cli import main; main()", "serve", "--host", "127.0.0.1")


class Started:
    """A running service with its two outputs."""

    def __init__(self, folder: Path, base_url: str, metrics_port: int, process: subprocess.Popen[bytes]) -> None:
        self.base_url, self.metrics_port, self.process = base_url, metrics_port, process
        self.out, self.err = folder / "out", folder / "err"

    def get(self, path: str) -> httpx.Response:
        """On a connection of its own, so that it may reach any worker."""
        return httpx.get(self.base_url + path, trust_env=False, timeout=30)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(60)


@contextmanager
def started(folder: Path, models_dir: Path, *command: str, **variables: str) -> Iterator[Started]:
    """The service in production, once it is ready."""
    data_dir = folder / "data"
    data_dir.mkdir()
    (data_dir / "models").symlink_to(models_dir)
    port, metrics_port = free_port(), free_port()
    ours = {name.upper() for name in Settings.model_fields}
    environment = {name: value for name, value in os.environ.items() if name not in ours} | {
        "PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "src"))),
        "RATE_LIMIT_ENABLED": "false",
        "DATA_DIR": str(data_dir),
        "ENVIRONMENT": "production",
        "JWT_SECRET_KEY": SECRET,
        "PROMETHEUS_PORT": str(metrics_port),
        **variables,
    }
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, *command, "--port", str(port)],
            cwd=folder,
            env=environment,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
    running = Started(folder, f"http://127.0.0.1:{port}", metrics_port, process)
    try:
        deadline = time.monotonic() + 2 * START_SECONDS
        while True:
            assert process.poll() is None, running.out.read_text() + running.err.read_text()
            assert time.monotonic() < deadline, running.out.read_text() + running.err.read_text()
            try:
                if running.get("/readyz").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.05)
        yield running
    finally:
        running.stop()


def requests_counted(port: int) -> float:
    return samples(port).get("http_requests_total|method=GET|route=/livez|status=200", -1.0)


@pytest.mark.requirement("MO-02", "MO-01", "LO-02", "LO-10")
def test_four_workers_count_as_one_and_write_whole_lines(tmp_path: Path, models_dir: Path) -> None:
    logging = str(REPOSITORY / "deploy" / "uvicorn-logging.json")
    with started(tmp_path, models_dir, *UVICORN, "--workers", str(WORKERS), UVICORN_LOG_CONFIG=logging) as service:
        port = service.metrics_port
        eventually(lambda: samples(port).get("toldonce_processes") == WORKERS)
        eventually(lambda: service.out.read_text().count("Application startup complete") == WORKERS)
        for _ in range(REQUESTS):
            assert service.get("/livez").status_code == 200
        eventually(lambda: requests_counted(port) == REQUESTS)
        assert [requests_counted(port) for _ in range(20)] == [REQUESTS] * 20, "the same on every scrape"

        (leader,) = [
            one.pid
            for one in psutil.Process(service.process.pid).children(recursive=True)
            if any(kind.laddr and kind.laddr.port == port and kind.status == "LISTEN" for kind in one.net_connections())
        ]
        os.kill(leader, signal.SIGKILL)
        eventually(lambda: requests_counted(port) == REQUESTS)
        eventually(lambda: samples(port).get("toldonce_processes") == WORKERS)
        assert service.get("/livez").status_code == 200
        eventually(lambda: requests_counted(port) == REQUESTS + 1)
        service.get("/nowhere?secret=zebra-4711")
        httpx.post(
            service.base_url + "/api/v1/auth/login", json={"email": "a@example.org", "password": PASSWORD}, timeout=30
        )
    out, err = service.out.read_text(), service.err.read_text()
    lines = [json.loads(line) for line in out.splitlines()]
    assert all(isinstance(line, dict) and {"event", "level", "logger", "timestamp"} <= set(line) for line in lines)
    assert err == ""
    said = {line["event"].split(" [")[0] for line in lines if line["logger"] == "uvicorn.error"}
    assert {"Started parent process", "Started server process", "Stopping parent process"} <= said
    assert "zebra" not in out
    # While the service stops, the process that serves may end first, and one of the others takes over once more.
    served = sum("metrics_served" in line["event"] for line in lines)
    assert 2 <= served <= 1 + WORKERS, "one process served, then another"
    assert not [line for line in lines if line["level"] == "critical"]


@pytest.mark.requirement("LO-02")
def test_serve_writes_lines_from_its_parent_too(tmp_path: Path, models_dir: Path) -> None:
    with started(tmp_path, models_dir, *SERVE, "--workers", "2") as service:
        service.get("/livez")
    lines = [json.loads(line) for line in service.out.read_text().splitlines()]
    assert "Started parent process" in {line["event"].split(" [")[0] for line in lines}
    assert service.err.read_text() == ""


@pytest.mark.requirement("LO-10", "LO-05")
@pytest.mark.parametrize(("trusted", "told"), [("127.0.0.1", "203.0.113.9"), ("10.0.0.1", "127.0.0.1")])
def test_the_last_words_of_a_process_are_not_lost_and_only_proxies_say_who_asks(
    tmp_path: Path, models_dir: Path, trusted: str, told: str
) -> None:
    with started(tmp_path, models_dir, *UVICORN, FORWARDED_ALLOW_IPS=trusted) as service:
        spoofed = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9"}
        answer = httpx.get(service.base_url + "/livez", headers=spoofed, trust_env=False, timeout=60)
    lines = [json.loads(line) for line in service.out.read_text().splitlines()]
    own = [line for line in lines if line.get("request_id") == answer.headers["X-Request-ID"]]
    (last,) = [line for line in own if "status" in line]
    assert last["client_ip"] == told
    assert lines[-1]["event"].startswith("Finished server process")


@pytest.mark.requirement("MO-01")
def test_two_services_on_one_metrics_port_warn_once_and_both_serve(tmp_path: Path, models_dir: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    with started(first, models_dir, *UVICORN) as one:
        eventually(lambda: bool(samples(one.metrics_port)))
        taken = str(one.metrics_port)
        # A worker that starts slowly must not be taken for dead: its successor would warn again.
        patient = ("--timeout-worker-healthcheck", "60")
        with started(second, models_dir, *UVICORN, "--workers", "2", *patient, PROMETHEUS_PORT=taken) as two:
            assert two.get("/livez").status_code == 200
            eventually(lambda: two.out.read_text().count("Application startup complete") == 2)
            eventually(lambda: "PROMETHEUS_PORT" in two.out.read_text())
            # Read while both run: when they stop, the last of them has its turn and warns for itself.
            warnings = [line for line in two.out.read_text().splitlines() if "PROMETHEUS_PORT" in line]
        assert len(warnings) == 1
        assert json.loads(warnings[0])["port"] == one.metrics_port
