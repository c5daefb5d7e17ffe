"""The real service for tests over HTTP: the application under uvicorn, a real PostgreSQL, the real embedding model."""

from __future__ import annotations

import io
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import uvicorn
from argon2 import PasswordHasher

from toldonce.accounts import passwords
from toldonce.adapters.embedding_model import ensure_model
from toldonce.server.app import create_app
from toldonce.settings import Settings
from toldonce.telemetry import configure_logging

REPOSITORY = Path(__file__).parents[2]
PASSWORD = "correct horse battery staple"
SECRET = "a-key-for-tests-only-Zq3vT8mWn2Lr5YxK"
START_SECONDS = 180.0
SETTLE_SECONDS = 120.0
CHEAP_HASHER = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
"""For accounts of tests, each of which would cost half a second; services in processes of their own hash in earnest."""


@dataclass
class Person:
    """An account with a client that is logged in."""

    user_id: UUID
    email: str
    tokens: dict[str, Any]
    http: httpx.Client

    def conversation(self, *contents: str, title: str | None = None) -> str:
        """The id of a new conversation with these turns of the user."""
        made = self.http.post("/api/v1/conversations", json={"title": title} if title else {})
        assert made.status_code == 201, made.text
        conversation_id: str = made.json()["conversation_id"]
        if contents:
            turns = [{"role": "user", "content": content} for content in contents]
            added = self.http.post(f"/api/v1/conversations/{conversation_id}/turns", json={"turns": turns})
            assert added.status_code == 201, added.text
        return conversation_id

    def key(self, *scopes: str) -> dict[str, Any]:
        """A new API key."""
        made = self.http.post("/api/v1/auth/api-keys", json={"name": "test", "scopes": list(scopes)})
        assert made.status_code == 201, made.text
        answer: dict[str, Any] = made.json()
        return answer

    def settled(self, every: float = 0.05) -> None:
        """Wait until every job of the subject has ended, such as the one that reads its turns.

        ``every`` is how many seconds pass between two looks; each counts as a request where requests are limited.
        """
        deadline = time.monotonic() + SETTLE_SECONDS
        while {job["status"] for job in self.http.get("/api/v1/jobs").json()["items"]} & {
            "queued",
            "running",
            "failed",
        }:
            assert time.monotonic() < deadline, "the jobs did not end in time"
            time.sleep(every)

    def counts(self) -> dict[str, int]:
        """What the memory holds, in numbers."""
        found = self.http.get("/api/v1/memories/stats").json()
        return {name: found[name] for name in ("turns", "conversations", "memories", "chunks", "up_to_seq")}


@dataclass
class Service:
    """A running service."""

    base_url: str
    settings: Settings
    output: io.StringIO
    clients: list[httpx.Client] = field(default_factory=list)

    def client(self, **headers: str) -> httpx.Client:
        """A client without credentials."""
        client = httpx.Client(base_url=self.base_url, headers=headers, timeout=60.0)
        self.clients.append(client)
        return client

    def log_lines(self) -> list[dict[str, Any]]:
        """What the service has logged so far."""
        return [json.loads(line) for line in self.output.getvalue().splitlines()]

    def register(self, email: str | None = None) -> Person:
        """A new account, logged in."""
        email = email or f"{uuid4().hex}@example.org"
        client = self.client()
        account = client.post("/api/v1/auth/register", json={"email": email, "password": PASSWORD})
        assert account.status_code == 201, account.text
        tokens = client.post("/api/v1/auth/login", json={"email": email, "password": PASSWORD}).json()
        client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        return Person(UUID(account.json()["user_id"]), email, tokens, client)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, for raw sockets."""
        url = httpx.URL(self.base_url)
        return url.host, url.port or 80

    def raw(self, request: bytes) -> bytes:
        """What the service answers to these bytes on a connection of its own."""
        with socket.create_connection(self.address, timeout=60) as connection:
            connection.sendall(request)
            answer = b""
            while piece := connection.recv(65_536):
                answer += piece
            return answer


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Where the embedding model lies, fetched when it is not there yet."""
    models = REPOSITORY / "data" / "models"
    ensure_model(models, progress=print)
    return models


@pytest.fixture(scope="module")
def service_settings(owner_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of this module's service; a module may override the fixture."""
    return make_settings(owner_url, models_dir, tmp_path_factory.mktemp("service"))


@pytest.fixture(scope="module")
def service(service_settings: Settings) -> Iterator[Service]:
    """This module's service."""
    with serving(service_settings) as running:
        yield running


@pytest.fixture(scope="module")
def ana(service: Service) -> Person:
    """An account of this module."""
    return service.register()


@pytest.fixture(scope="module")
def ben(service: Service) -> Person:
    """Another account of this module."""
    return service.register()


def make_settings(database_url: str, models_dir: Path, data_dir: Path, **values: Any) -> Settings:
    """Settings that take nothing from the environment of the test run."""
    models = data_dir / "models"
    if not models.exists():
        models.symlink_to(models_dir)
    return Settings(
        _env_file=None,
        **{
            "database_url": database_url,
            "data_dir": data_dir,
            "jwt_secret_key": SECRET,
            "connection_pool_size": 10,
            "enable_metrics": False,
            "rate_limit_enabled": False,
            # A busy machine must not decide what a test is answered.
            "overload_protection": False,
        }
        | values,
    )


@contextmanager
def serving(settings: Settings, **options: Any) -> Iterator[Service]:
    """The application on a free port, in a thread of its own; ``options`` are uvicorn's."""
    output = io.StringIO()
    configure_logging(settings.log_level, json_lines=True, stream=output)
    options = {"host": "127.0.0.1", "port": 0, "log_config": None, "lifespan": "on"} | options
    config = uvicorn.Config(create_app(settings), **options)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="service")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "PasswordHasher", CHEAP_HASHER)
        thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not server.started:
            assert thread.is_alive(), f"the service did not start: {output.getvalue()}"
            assert time.monotonic() < deadline, "the service did not start in time"
            time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    running = Service(f"http://127.0.0.1:{port}", settings, output)
    try:
        yield running
    finally:
        for client in running.clients:
            client.close()
        server.should_exit = True
        thread.join(timeout=60)
        assert not thread.is_alive(), "the service did not stop"
