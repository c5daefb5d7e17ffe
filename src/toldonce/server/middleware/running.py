"""Requests that run while the service is told to stop: they may finish, within its timeout."""

from __future__ import annotations

import asyncio

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toldonce.errors import Unavailable
from toldonce.server.departure import Departure
from toldonce.server.problems import problem_of

log = structlog.get_logger("toldonce.server")


class RunningRequests:
    """Counts requests, and answers those that run out of the time for stopping with a 503.

    While the service is stopping, every answer closes its connection, so that clients come back elsewhere.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        task = asyncio.current_task()
        if scope["type"] != "http" or task is None:
            await self._app(scope, receive, send)
            return
        departure: Departure = scope["app"].state.departure
        started = False

        async def last(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                if departure.begun.is_set():
                    MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        with departure.counting(task):
            try:
                await self._app(scope, receive, last)
            except asyncio.CancelledError:
                if not departure.was_cut(task):
                    raise
                task.uncancel()
                log.warning("request_cut_short", method=scope["method"], started=started)
                if not started:
                    stopping = Unavailable("The service stopped before the answer was ready: send the request again.")
                    await problem_of(scope, stopping)(scope, receive, last)
