"""The application on a runtime that does what a test needs, without any process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from typing import Any

import httpx
from fastapi import FastAPI

from toldonce.ports import Check
from toldonce.server.app import create_app
from toldonce.settings import Settings

WELL: Mapping[str, Check] = {
    "database": Check("healthy", 0.5),
    "redis": Check("disabled"),
    "embedding_model": Check("healthy", 2.0),
    "worker": Check("healthy"),
    "disk": Check("healthy", 0.1),
    "memory": Check("healthy", 0.1),
}
ADMIN = "admin-key"


class ScriptedRuntime:
    """A runtime whose log-in raises ``fault``, whose probes find ``checks``, and where `ADMIN` is a known key."""

    chat = idempotency = None

    def __init__(self, *, fault: Exception | None = None, checks: Mapping[str, Check] = WELL) -> None:
        self.fault = fault
        self.checks = dict(checks)
        self.accounts = self
        self.probes = 0

    async def login(self, email: str, password: str) -> None:
        assert self.fault is not None
        raise self.fault

    async def authenticate(self, credential: str) -> Any:
        from uuid import UUID

        from toldonce.errors import NotAuthenticated
        from toldonce.model import Identity

        if credential != ADMIN:
            raise NotAuthenticated
        return Identity(user_id=UUID(int=1), scopes=frozenset({"admin"}))

    async def check(self) -> Mapping[str, Check]:
        self.probes += 1
        await asyncio.sleep(0)
        return dict(self.checks)


def application(runtime: ScriptedRuntime | None = None, **settings: Any) -> FastAPI:
    """The application with these settings and nothing from the environment.

    Tests that bring no runtime of their own share one for the same settings: to make one takes a third of a second.
    """
    return _shared(**settings) if runtime is None else _made(runtime, **settings)


@cache
def _shared(**settings: Any) -> FastAPI:
    return _made(ScriptedRuntime(), **settings)


def _made(runtime: ScriptedRuntime, **settings: Any) -> FastAPI:
    return create_app(Settings(_env_file=None, **settings), runtime)  # type: ignore[arg-type]


def client_of(app: Callable[..., Awaitable[None]]) -> httpx.AsyncClient:
    """A client that talks to the application in this process."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url="http://test")
