"""The outermost layer: the request's id, its time, one log line about it, and its part in the metrics and reports."""

from __future__ import annotations

import re
import secrets
import time
from functools import lru_cache
from ipaddress import ip_address
from uuid import UUID

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

from toldonce.server.callers import known_identity
from toldonce.telemetry import metrics, request_id, trace_id
from toldonce.telemetry.scrub import HEADERS
from toldonce.telemetry.sentry import RequestFacts, is_open, watched

FLOOD_SECONDS = 10.0
FLOOD_LINES = 200
"""Lines about refusals of one kind (status, route) within `FLOOD_SECONDS`; the rest is one line with their number."""
UNTIMED = frozenset({"/health", "/health/detailed", "/api/health", "/livez", "/readyz", "/startupz", "/static"})

_WELL_FORMED = re.compile(rb"[A-Za-z0-9._-]{8,128}")
_TRACEPARENT = re.compile(rb"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?")

log = structlog.get_logger("toldonce.access")


class RequestRecord:
    """Gives every request an id, which all its log lines and the answer carry, logs it once and counts it.

    What is written holds the route's template instead of the path, and neither query, body nor credential.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._flood = _Flood()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0
        identifier, trace = _identify(scope)
        set_id, set_trace = request_id.set(identifier), trace_id.set(trace)
        metrics.request_began()

        async def stamped(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = identifier
                headers["X-Process-Time"] = f"{time.perf_counter() - started:.4f}"
            await send(message)

        try:
            if is_open():
                await self._reported(scope, receive, stamped, identifier, trace)
            else:
                await self._app(scope, receive, stamped)
        finally:
            seconds, route = time.perf_counter() - started, route_of(scope)
            metrics.request_ended(scope["method"], route, status, seconds)
            if self._flood.lets_pass(status, route):
                _write_line(scope, route, status, 1000 * seconds)
            trace_id.reset(set_trace)
            request_id.reset(set_id)

    async def _reported(self, scope: Scope, receive: Receive, send: Send, identifier: str, trace: str) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1")[:512] for name, value in scope["headers"]}
        facts = RequestFacts(
            method=scope["method"],
            headers={name: value for name, value in headers.items() if name in HEADERS},
            origin=f"{scope['scheme']}://{headers.get('host', '')}",
            request_id=identifier,
            trace_id=trace,
            route=lambda: route_of(scope),
            user_id=lambda: str(identity.user_id) if (identity := known_identity(scope)) else None,
            is_timed=scope["path"] not in UNTIMED and not scope["path"].startswith("/static/"),
        )

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                facts.status = message["status"]
            await send(message)

        with watched(facts):
            await self._app(scope, receive, noted)


class _Flood:
    """Keeps a client that is refused again and again from filling the log: what is left out is counted and told."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._counts: dict[tuple[int, str], int] = {}

    def lets_pass(self, status: int, route: str) -> bool:
        if time.monotonic() - self._began >= FLOOD_SECONDS:
            self._tell()
        if not 400 <= status < 500 and status != 503:
            return True
        count = self._counts.get((status, route), 0) + 1
        self._counts[(status, route)] = count
        return count <= FLOOD_LINES

    def _tell(self) -> None:
        counts, self._counts, self._began = self._counts, {}, time.monotonic()
        for (status, route), count in counts.items():
            if count > FLOOD_LINES:
                log.warning("requests_not_logged", route=route, status=status, count=count - FLOOD_LINES)


def route_of(scope: Scope) -> str:
    """The template of the route that answers, never the path; what no route answers is ``(none)``."""
    route = getattr(scope.get("route"), "path", None)
    if isinstance(route, str):
        return route
    return "/static" if scope["path"].startswith("/static/") else metrics.NO_ROUTE


def _identify(scope: Scope) -> tuple[str, str]:
    """The ids of the request and of its trace: what came well-formed, else new ones."""
    sent = [value for name, value in scope["headers"] if name == b"x-request-id"]
    made: UUID | None = None
    if len(sent) == 1 and _WELL_FORMED.fullmatch(sent[0]):
        identifier = sent[0].decode("ascii")
    else:
        made = uuid7()
        identifier = str(made)
    parents = [value for name, value in scope["headers"] if name == b"traceparent"]
    if len(parents) == 1 and (found := _TRACEPARENT.fullmatch(parents[0])):
        return identifier, found[1].decode("ascii")
    return identifier, made.hex if made is not None else secrets.token_hex(16)


def _write_line(scope: Scope, route: str, status: int, duration_ms: float) -> None:
    write = log.error if status >= 500 else log.warning if status >= 400 or status == 0 else log.info
    identity = known_identity(scope)
    client = scope.get("client")
    write(
        "request",
        method=scope["method"],
        route=route,
        status=status or None,
        duration_ms=round(duration_ms, 2),
        client_ip=_address(client[0]) if client else None,
        user_id=str(identity.user_id) if identity else None,
    )


@lru_cache(maxsize=1024)
def _address(said: str) -> str | None:
    """The client's address; what a proxy passed on may be no address at all."""
    try:
        return str(ip_address(said))
    except ValueError:
        return None
