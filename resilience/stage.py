"""The stage of an experiment: every process of an installation, on free loopback ports, ended with the experiment."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import redis

from resilience.postgres import PostgresServer
from resilience.processes import Process, free_port
from toldonce.settings import SECRETS, Settings

REPOSITORY = Path(__file__).resolve().parents[1]
MODELS = REPOSITORY / "data" / "models"
READY_SECONDS = 180.0
POLL_SECONDS = 0.1
PASSWORD = "correct horse battery staple"
UVICORN = (sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1")
SERVE = (sys.executable, "-c", "from toldonce.cli import main; main()", "serve", "--host", "127.0.0.1")
WORKER = (sys.executable, "-c", "from toldonce.cli import main; main()", "worker")


@dataclass(frozen=True, slots=True)
class Account:
    """A registered user with an API key."""

    email: str
    user_id: str
    api_key: str

    @property
    def headers(self) -> dict[str, str]:
        """What a request of theirs carries."""
        return {"X-API-Key": self.api_key}


class Service:
    """One ``toldonce serve`` (or uvicorn) with its workers."""

    def __init__(self, process: Process, port: int) -> None:
        self.process = process
        self.port = port

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self.port}"

    def client(
        self, account: Account | None = None, *, subject: str = "me", timeout: float = 60.0
    ) -> httpx.AsyncClient:
        """A client of the API for one subject; its paths begin after ``/api/v1``, unless they are whole URLs."""
        headers = {**(account.headers if account is not None else {}), "X-Memory-Subject": subject}
        return httpx.AsyncClient(
            base_url=f"{self.url}/api/v1", headers=headers, timeout=timeout, trust_env=False,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=100),
        )  # fmt: skip

    async def ready(self, seconds: float = READY_SECONDS) -> float:
        """Wait until ``/readyz`` is 200; the seconds that it took."""
        return await self.until_status("/readyz", 200, seconds)

    async def until_status(self, path: str, status: int, seconds: float = READY_SECONDS) -> float:
        """Wait until a GET of ``path`` has this status; the seconds that it took. Raises `TimeoutError`."""
        started = time.monotonic()
        async with asyncio.timeout(seconds), httpx.AsyncClient(trust_env=False, timeout=5) as client:
            while True:
                assert self.process.runs, f"{self.process.name} ended: {self.process.said[-1500:]}"
                with contextlib.suppress(httpx.HTTPError):
                    if (await client.get(self.url + path)).status_code == status:
                        return time.monotonic() - started
                await asyncio.sleep(POLL_SECONDS)

    async def register(self) -> Account:
        """A new account with a key for everything."""
        credentials = {"email": f"{secrets.token_hex(8)}@example.org", "password": PASSWORD}
        async with self.client() as client:
            user = (await client.post("/auth/register", json=credentials)).raise_for_status().json()
            pair = (await client.post("/auth/login", json=credentials)).raise_for_status().json()
            bearer = {"Authorization": f"Bearer {pair['access_token']}"}
            made = await client.post("/auth/api-keys", json={"name": "resilience"}, headers=bearer)
            return Account(credentials["email"], user["user_id"], made.raise_for_status().json()["api_key"])


class RedisServer:
    """A redis-server that keeps nothing; it may be killed and started again on its port."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        assert program, "redis-server is missing: run scripts/debian-packages.sh"
        self.port = free_port()
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = Process("redis", command, folder, {"PATH": os.defpath, "LC_ALL": "C"})

    @property
    def url(self) -> str:
        """Its URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    async def start(self) -> None:
        """Start it and wait until it answers."""
        self.process.start()
        async with asyncio.timeout(10):
            while True:
                with contextlib.suppress(redis.ConnectionError), redis.Redis.from_url(self.url) as client:
                    client.ping()
                    return
                await asyncio.sleep(0.02)

    def everything(self) -> bytes:
        """All keys and values that it holds."""
        parts: list[bytes] = []
        with redis.Redis.from_url(self.url) as client:
            for key in client.scan_iter():
                parts += [key, client.dump(key) or b""]
        return b"\n".join(parts)


class ScriptedModel:
    """A model server (see `resilience.scripted_model`) that answers at once, or as slowly as it is told."""

    def __init__(self, folder: Path, *, seconds: float, tokens: int, name: str = "model") -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "uvicorn", "resilience.scripted_model:app", "--host", "127.0.0.1", "--port",
                   str(self.port), "--log-level", "warning"]  # fmt: skip
        told = {"SCRIPTED_SECONDS": str(seconds), "SCRIPTED_TOKENS": str(tokens)}
        self.process = Process(name, command, folder, {**_surroundings(), **told})

    @property
    def url(self) -> str:
        """The base URL that ``LLM_BASE_URL`` takes."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def start(self) -> None:
        """Start it and wait until it answers."""
        self.process.start()
        async with asyncio.timeout(READY_SECONDS), httpx.AsyncClient(trust_env=False) as client:
            while True:
                with contextlib.suppress(httpx.HTTPError):
                    (await client.get(f"{self.url}/models")).raise_for_status()
                    return
                await asyncio.sleep(0.02)


class Stage:
    """Starts what an experiment asks for, under its folder. Made by `stage`."""

    def __init__(self, folder: Path, resources: contextlib.AsyncExitStack) -> None:
        self.folder = folder
        self._resources = resources
        self._secret = secrets.token_urlsafe(32)
        self._data = folder / "data"
        self._data.mkdir(exist_ok=True)
        if MODELS.exists() and not (self._data / "models").exists():
            (self._data / "models").symlink_to(MODELS)

    async def postgres(self, *, data: Path | None = None, **settings: str) -> PostgresServer:
        """A running PostgreSQL with an empty database; ``settings`` are PostgreSQL's own."""
        server = PostgresServer(self.folder / "postgres", settings, data=data)
        self.ends(server.process)
        await server.make()
        return server

    async def redis(self) -> RedisServer:
        """A running Redis."""
        server = RedisServer(self.folder)
        self.ends(server.process)
        await server.start()
        return server

    async def model(self, *, seconds: float = 0.0, tokens: int = 12) -> ScriptedModel:
        """A running model server, whose replies take ``seconds`` and have ``tokens`` pieces."""
        server = ScriptedModel(self.folder, seconds=seconds, tokens=tokens)
        self.ends(server.process)
        await server.start()
        return server

    def service(self, name: str = "api", *command: str, workers: int = 1, **variables: str) -> Service:
        """An API service that is not started yet: ``toldonce serve``, or another ``command`` without its port.

        ``variables`` are settings; limits, overload protection and metrics are off, unless they say otherwise.
        """
        port = free_port()
        many = () if workers == 1 else ("--workers", str(workers))
        process = self._process(name, [*(command or SERVE), "--port", str(port), *many], variables)
        return Service(process, port)

    async def started(self, name: str = "api", *command: str, workers: int = 1, **variables: str) -> Service:
        """The same, started and ready."""
        service = self.service(name, *command, workers=workers, **variables)
        service.process.start()
        await service.ready()
        return service

    def worker(self, name: str = "worker", **variables: str) -> Process:
        """A ``toldonce worker`` that is not started yet."""
        return self._process(name, list(WORKER), variables)

    def command(self, name: str, *arguments: str, **variables: str) -> Process:
        """Another command of ``toldonce``, not started yet."""
        return self._process(name, [*WORKER[:-1], *arguments], variables)

    def _process(self, name: str, command: list[str], variables: Mapping[str, str]) -> Process:
        environment = {
            **_surroundings(),
            "DATA_DIR": str(self._data),
            "JWT_SECRET_KEY": self._secret,
            "RATE_LIMIT_ENABLED": "false",
            "OVERLOAD_PROTECTION": "false",
            "ENABLE_METRICS": "false",
            "LOG_LEVEL": "WARNING",
            "SHUTDOWN_DELAY": "0",
            **variables,
        }
        process = Process(name, command, self.folder, environment)
        self.ends(process)
        return process

    def ends(self, process: Process) -> None:
        """Kill a process when the experiment ends."""
        self._resources.callback(process.kill)


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """A stage under ``folder``; whatever was started on it is killed in the end."""
    async with contextlib.AsyncExitStack() as resources:
        yield Stage(folder, resources)


def _surroundings() -> dict[str, str]:
    """The environment without settings of this machine; the project is found wherever a process runs."""
    ours = {name.upper() for name in Settings.model_fields} | {f"{name}_FILE" for name in SECRETS}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "src"))), "NO_PROXY": "127.0.0.1"}
