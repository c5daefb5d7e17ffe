"""A toldonce to measure: the one at a URL, or one of its own on a free loopback port, ended afterwards."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from toldonce import AsyncClient

MODELS = Path("data/models")


@dataclass(frozen=True, slots=True)
class Service:
    """Where it is and a key for it. ``pid`` is known only for a service of its own."""

    url: str
    api_key: str
    pid: int | None = None
    data_dir: Path | None = None

    @property
    def folder(self) -> Path:
        """Its data folder, of a service of its own."""
        if self.data_dir is None:
            raise SystemExit("These sizes need a service of their own: leave --url away.")
        return self.data_dir

    @contextlib.asynccontextmanager
    async def client(self, subject: str) -> AsyncIterator[AsyncClient]:
        """A client for one subject."""
        async with AsyncClient(self.url, api_key=self.api_key, subject=subject, timeout=120) as client:
            yield client


@contextlib.contextmanager
def service(
    url: str | None = None, api_key: str | None = None, llm_provider: str = "none", kept: Path | None = None
) -> Iterator[Service]:
    """The service at ``url`` (without a key, an account is registered), or a fresh one with an empty store; one with
    its store in the folder ``kept`` goes on with what is there, under the same account."""
    if url is not None:
        yield Service(url, api_key or _new_key(url))
        return
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
    data_dir = kept.resolve() if kept is not None else Path(tempfile.mkdtemp(prefix="toldonce-evals-"))
    data_dir.chmod(0o755)
    if MODELS.exists() and not (data_dir / "models").exists():
        (data_dir / "models").symlink_to(MODELS.resolve())
    # What ends a measurement from outside ("timeout", say) must not leave its service and its store behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", str(port)],
        env={**os.environ, "DATA_DIR": str(data_dir), "LLM_PROVIDER": llm_provider, "RATE_LIMIT_ENABLED": "false",
             "LOG_LEVEL": "WARNING",
             "ENABLE_METRICS": "false"},
    )  # fmt: skip
    try:
        own = f"http://127.0.0.1:{port}"
        _wait_until_ready(own, process)
        yield Service(own, _key_in(data_dir, own), process.pid, data_dir)
    finally:
        process.terminate()
        process.wait(timeout=60)
        if kept is None:
            shutil.rmtree(data_dir, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"The service ended at once with exit code {process.returncode}.")
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/readyz").status_code == 200:
                return
        time.sleep(0.2)
    raise SystemExit("The service was not ready within two minutes.")


def _key_in(folder: Path, url: str) -> str:
    """The key with which the store in this folder was begun."""
    file = folder / "evals.key"
    if not file.exists():
        file.write_text(_new_key(url), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def _new_key(url: str) -> str:
    """Register an account for this run and make a key for it."""
    account = {"email": f"evals-{secrets.token_hex(8)}@example.com", "password": secrets.token_urlsafe(24)}
    with httpx.Client(base_url=f"{url}/api/v1", timeout=60) as http:
        http.post("/auth/register", json=account).raise_for_status()
        pair = http.post("/auth/login", json=account).raise_for_status().json()
        made = http.post(
            "/auth/api-keys",
            json={"name": "evals"},
            headers={"Authorization": f"Bearer {pair['access_token']}"},
        )
        return str(made.raise_for_status().json()["api_key"])
