"""``/mcp``: the streamable HTTP transport inside our application, behind the same identity as every other route."""

from __future__ import annotations

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

PATH = "/mcp"
_connection: ContextVar[Scope] = ContextVar("toldonce.mcp.connection")


class McpDoor:
    """An ASGI application that speaks MCP while it is open.

    Each request stands for itself and is answered in one piece: there are no sessions, so any process can answer any
    request, and the stream that a session would have is refused with a 405, as the protocol foresees.
    """

    def __init__(self, *, body_bytes: int) -> None:
        """``body_bytes``: how large a request may be."""
        self._body_bytes = body_bytes
        self._sessions: Any = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Answer requests until the block ends."""
        # Loaded when the service starts: the protocol takes a second to load, and commands that do not serve need not.
        from toldonce.server.mcp.tools import make_server

        server = make_server(memory_of)
        server.streamable_http_app(
            stateless_http=True,
            json_response=True,
            max_request_body_size=self._body_bytes,
            host="0.0.0.0",  # noqa: S104
        )
        async with server.session_manager.run():
            self._sessions = server.session_manager
            try:
                yield
            finally:
                self._sessions = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request of somebody whom we know; raises `NotAuthenticated`."""
        identity = await identify(scope)
        scope_of(identity, subject_of(scope))
        if self._sessions is None:
            raise Unavailable("The service is starting or stopping: try again shortly.")
        token = _connection.set(scope)
        try:
            await self._sessions.handle_request(scope, receive, send)
        finally:
            _connection.reset(token)


def route(door: McpDoor) -> Route:
    """The address of the door."""
    return Route(PATH, door, methods=["POST"], name="mcp")


async def memory_of(needed: KeyScope) -> MemoryAPI:
    """The memory of the subject that the request of the running call names. Raises `NotAllowed`."""
    scope = _connection.get()
    identity = await identify(scope)
    allow(identity, frozenset({needed}))
    return runtime_of(scope).memory(scope_of(identity, subject_of(scope)))
