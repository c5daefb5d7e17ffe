"""Which memory a command means: one of a running service, or the one in the local database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, TypeVar
from uuid import NAMESPACE_URL, uuid5

import typer

from toldonce import bootstrap
from toldonce.cli.output import fail, quiet_settings, run, tell
from toldonce.vocabulary import DEFAULT_SUBJECT

if TYPE_CHECKING:
    from toldonce.ports import MemoryAPI

T = TypeVar("T")

LOCAL_USER_ID = uuid5(NAMESPACE_URL, "local@toldonce")
"""The owner of what the commands keep in the local database. It has no row among the accounts, so nobody can log in as
it, and no account on the same database sees its memories."""
LONGEST_REQUEST = 600.0

Url = Annotated[
    str | None,
    typer.Option(
        "--url",
        envvar="TOLDONCE_URL",
        help="A running service, such as http://localhost:8000. Without it, the database of the settings is used.",
    ),
]
ApiKey = Annotated[
    str | None, typer.Option("--api-key", envvar="TOLDONCE_API_KEY", help="An API key for the service at --url.")
]
Subject = Annotated[
    str, typer.Option("--subject", envvar="TOLDONCE_SUBJECT", help="Whose memory of the account is meant.")
]


@asynccontextmanager
async def memory_at(
    url: str | None, api_key: str | None, subject: str, *, working: bool = False
) -> AsyncIterator[MemoryAPI]:
    """The memory that the options name. ``working``: without ``url``, background jobs run in this process too."""
    if url:
        if not api_key:
            fail("Give an API key for the service: --api-key or TOLDONCE_API_KEY.", code=2)
        from toldonce.client import AsyncClient

        async with AsyncClient(url, api_key=api_key, subject=subject, timeout=LONGEST_REQUEST) as client:
            yield client
        return
    from toldonce.model import Scope

    settings = quiet_settings(WORKER_IN_PROCESS=working)
    runtime = await bootstrap.open_runtime(settings, progress=tell, reads=working)
    try:
        yield runtime.memory(Scope(user_id=LOCAL_USER_ID, subject=subject or DEFAULT_SUBJECT))
    finally:
        await runtime.close()


def answered(url: str | None, api_key: str | None, subject: str, ask: Callable[[MemoryAPI], Awaitable[T]]) -> T:
    """What the memory that the options name answers to one question, with errors as sentences."""

    async def work() -> T:
        async with memory_at(url, api_key, subject) as memory:
            return await ask(memory)

    return run(work())
