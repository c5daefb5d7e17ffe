"""``/mcp``: the streamable HTTP transport inside our application, behind the same identity as every other route."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from toldonce.errors import Unavailable
from toldonce.model import KeyScope
from toldonce.ports import MemoryAPI
from toldonce.server.callers import allow, identify, runtime_of, scope_of, subject_of
from toldonce.server.mcp.refusals import in_plain_words

PATHS = ("/mcp", "/mcp/")
"""Where it is; some clients write the address with a slash at its end."""
_connection: ContextVar[Scope] = ContextVar("toldonce.mcp.connection")


class McpDoor:
    """An ASGI application that speaks MCP while it is open.

    Each request stands for itself and is answered in one piece: there are no sessions, so any process can answer any
    request, and the stream that a session would have is refused with a 405, as the protocol foresees.
    """

    def __init__(self, *, body_bytes: int) -> None:
        """``body_bytes``: how large a request may be."""
        self._body_bytes = body_bytes
        self._opened: _Opened | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Answer requests until the block ends."""
        self._opened = opened = _Opened(self._body_bytes)
        try:
            yield
        finally:
            self._opened = None
            await opened.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request of somebody whom we know; raises `NotAuthenticated`."""
        identity = await identify(scope)
        scope_of(identity, subject_of(scope))
        sessions = await self._opened.asked() if self._opened is not None else None
        if sessions is None:
            raise Unavailable("The service is starting or stopping: try again shortly.")
        token = _connection.set(scope)
        try:
            await sessions.handle_request(scope, receive, in_plain_words(send))
        finally:
            _connection.reset(token)


class _Opened:
    """One time of being open. The protocol is loaded for its first request: that takes most of a second, which the
    start of a service that nobody asks this way is spared."""

    def __init__(self, body_bytes: int) -> None:
        self._body_bytes = body_bytes
        self._wanted = asyncio.Event()
        self._closing = asyncio.Event()
        self._sessions: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._running = asyncio.create_task(self._run())

    async def asked(self) -> Any:
        """What answers requests; None when this ends before that can."""
        self._wanted.set()
        sessions = await asyncio.shield(self._sessions)
        return None if self._closing.is_set() else sessions

    async def close(self) -> None:
        self._closing.set()
        self._wanted.set()
        await self._running

    async def _run(self) -> None:
        await self._wanted.wait()
        if self._closing.is_set():
            self._sessions.set_result(None)
            return
        try:
            sessions = await asyncio.to_thread(_session_manager, self._body_bytes)
            # Begun and ended in this one task, as its task group demands.
            async with sessions.run():
                self._sessions.set_result(sessions)
                await self._closing.wait()
        except Exception as fault:
            if self._sessions.done():
                raise
            self._sessions.set_exception(fault)


def _session_manager(body_bytes: int) -> Any:
    from toldonce.server.mcp.tools import make_server

    server = make_server(memory_of)
    server.streamable_http_app(
        stateless_http=True,
        json_response=True,
        max_request_body_size=body_bytes,
        host="0.0.0.0",  # noqa: S104
    )
    return server.session_manager


def routes(door: McpDoor) -> list[Route]:
    """The addresses of the door."""
    return [Route(path, door, methods=["POST"], name="mcp") for path in PATHS]


async def memory_of(needed: KeyScope) -> MemoryAPI:
    """The memory of the subject that the request of the running call names. Raises `NotAllowed`."""
    scope = _connection.get()
    identity = await identify(scope)
    allow(identity, frozenset({needed}))
    return runtime_of(scope).memory(scope_of(identity, subject_of(scope)))
