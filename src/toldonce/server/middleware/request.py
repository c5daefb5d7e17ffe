"""The outermost layer: the request's id, its time and one log line about it."""

from __future__ import annotations

import re
import time

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

from toldonce.server.callers import known_identity
from toldonce.telemetry import request_id

_WELL_FORMED = re.compile(rb"[A-Za-z0-9._-]{8,128}")

log = structlog.get_logger("toldonce.access")


class RequestRecord:
    """Gives every request an id, which all its log lines and the answer carry, and logs it once.

    The line holds the route's template instead of the path, and neither query, body nor credential.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0
        identifier = _inbound(scope) or str(uuid7())
        token = request_id.set(identifier)

        async def stamped(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = identifier
                headers["X-Process-Time"] = f"{time.perf_counter() - started:.4f}"
            await send(message)

        try:
            await self._app(scope, receive, stamped)
        finally:
            _write_line(scope, status, 1000 * (time.perf_counter() - started))
            request_id.reset(token)


def _inbound(scope: Scope) -> str | None:
    sent = [value for name, value in scope["headers"] if name == b"x-request-id"]
    return sent[0].decode("ascii") if len(sent) == 1 and _WELL_FORMED.fullmatch(sent[0]) else None


def _write_line(scope: Scope, status: int, duration_ms: float) -> None:
    write = log.error if status >= 500 else log.warning if status >= 400 or status == 0 else log.info
    route = getattr(scope.get("route"), "path", None)
    if route is None:
        route = "/static" if scope["path"].startswith("/static/") else "(none)"
    identity = known_identity(scope)
    client = scope.get("client")
    write(
        "request",
        method=scope["method"],
        route=route,
        status=status or None,
        duration_ms=round(duration_ms, 2),
        client=client[0] if client else None,
        user_id=str(identity.user_id) if identity else None,
    )
