"""The service as processes: several workers on one embedded database, and what a kill -9 leaves behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.live import free_port
from tests.server.conftest import PASSWORD, REPOSITORY, START_SECONDS

LOGIN = {"email": "ana@example.org", "password": PASSWORD}
WORKERS = 4


@pytest.fixture
def data_dir(tmp_path: Path, models_dir: Path) -> Path:
    """A data directory with the embedding model and no database yet."""
    directory = tmp_path / "data"
    directory.mkdir()
    (directory / "models").symlink_to(models_dir)
    return directory


@contextlib.contextmanager
def running(data_dir: Path, *arguments: str) -> Iterator[tuple[httpx.Client, subprocess.Popen[bytes], Path]]:
    """The service as the guide starts it, once it is ready; its output goes to the file."""
    port = free_port()
    log = data_dir / f"service-{port}.log"
    environment = {
        "PATH": os.environ["PATH"],
        "OVERLOAD_PROTECTION": "false",
        "PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "src"))),
        "DATA_DIR": str(data_dir),
    }
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", str(port), *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=data_dir, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            _await_ready(client, process, log)
            yield client, process, log
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=60)


def _await_ready(client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        with contextlib.suppress(httpx.TransportError):
            if client.get("/readyz").status_code == 200:
                return
        time.sleep(0.05)
    raise AssertionError(f"the service did not get ready: {log.read_text()}")


def _once_all_started(log: Path) -> str:
    """The log, once every worker has started: the first one answers while the others are still at it."""
    deadline = time.monotonic() + START_SECONDS
    while (text := log.read_text()).count("Application startup complete") < WORKERS and time.monotonic() < deadline:
        time.sleep(0.05)
    return text


def _login(client: httpx.Client) -> dict[str, str]:
    answer = client.post("/api/v1/auth/login", json=LOGIN)
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def _kill(process: subprocess.Popen[bytes]) -> None:
    for one in [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]:
        if "uvicorn" in " ".join(one.cmdline()) or "multiprocessing" in " ".join(one.cmdline()):
            one.send_signal(signal.SIGKILL)
    process.wait(timeout=60)


@pytest.mark.requirement("PT-03", "IN-06", "DP-04")
def test_workers_share_one_database_and_a_kill_loses_nothing(data_dir: Path) -> None:
    with running(data_dir, "--workers", str(WORKERS)) as (client, process, log):
        assert client.post("/api/v1/auth/register", json=LOGIN).status_code == 201
        headers = _login(client)
        made = client.post("/api/v1/conversations", json={"title": "Kept"}, headers=headers).json()
        path = f"/api/v1/conversations/{made['conversation_id']}/turns"
        for number in range(12):
            turn = {"role": "user", "content": f"Sentence number {number}."}
            # A connection of its own for each write, so that it may reach any worker.
            answer = httpx.post(client.base_url.join(path), json={"turns": [turn]}, headers=headers, timeout=60)
            assert answer.status_code == 201, answer.text
        text = _once_all_started(log)
        assert text.count("Application startup complete") == WORKERS
        assert text.count("0001_first") == 1, "one worker migrates"
        assert "Traceback" not in text
        assert (data_dir / "jwt_secret").stat().st_mode & 0o777 == 0o600
        _kill(process)
    with running(data_dir) as (client, process, _):
        kept = client.get(path, params={"limit": 200}, headers=_login(client)).json()["items"]
        assert [turn["content"] for turn in kept] == [f"Sentence number {number}." for number in range(12)]
        # The secret was kept too: a token from before the kill still works.
        assert client.get("/api/v1/auth/me", headers=headers).status_code == 200
        process.terminate()
        assert process.wait(timeout=60) in (0, -signal.SIGTERM)
