"""The service as users start it: a process of its own, with an embedded database that is gone afterwards."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from toldonce.settings import SECRETS, Settings

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 240
"""Enough for the embedding model to be fetched first."""
STOP_SECONDS = 40
PORTS = range(12_000, 32_000)


def free_port() -> int:
    """A port on loopback that nothing listens on.

    It lies below those that the system gives away by itself, so that none of the many connections of other tests takes
    it before the service listens.
    """
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


def clean_environment(data_dir: Path, port: int) -> dict[str, str]:
    """The environment without settings of this machine; the embedding model of the checkout is shared."""
    ours = {name.upper() for name in Settings.model_fields} | {f"{name}_FILE" for name in SECRETS}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    models = ROOT / "data" / "models"
    models.mkdir(parents=True, exist_ok=True)
    (data_dir / "models").symlink_to(models)
    environment |= {"DATA_DIR": str(data_dir), "API_HOST": "127.0.0.1", "API_PORT": str(port), "NO_PROXY": "127.0.0.1"}
    environment["ENABLE_METRICS"] = "false"  # their port is one for the whole machine
    environment["RATE_LIMIT_ENABLED"] = "false"
    environment["OVERLOAD_PROTECTION"] = "false"
    return environment


def wait_until_healthy(process: subprocess.Popen[str], url: str, log: Path) -> None:
    """Wait for the first good answer of ``/health``; fails with the log when the service ends or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the service ended with {process.returncode}:\n{log.read_text(encoding='utf-8')}")
        try:
            if httpx.get(f"{url}/health", timeout=30, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail(f"the service does not become healthy:\n{log.read_text(encoding='utf-8')}")


def stop(process: subprocess.Popen[str]) -> int:
    """End a service as an operator does, and all of its group if it does not obey."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


def serving(command: list[str], folder: Path, **variables: str) -> Iterator[str]:
    """Run a command that serves, with its data under ``folder``, for as long as its base URL is used.

    ``variables`` are added to its environment.

    It runs in ``folder`` too, so that a developer's ``.env`` says nothing here.
    """
    port = free_port()
    data_dir, log = folder / "data", folder / "service.log"
    data_dir.mkdir()
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [part.replace("PORT", str(port)) for part in command],
            cwd=folder,
            env=clean_environment(data_dir, port) | variables,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_healthy(process, url, log)
            yield url
        finally:
            stop(process)


@pytest.fixture(scope="session")
def live_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a running service without a language model."""
    uvicorn = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", "PORT"]
    yield from serving(uvicorn, tmp_path_factory.mktemp("live"))
