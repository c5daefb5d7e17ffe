"""Whether there is time for a request: what a process cannot answer soon it refuses at once."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toldonce.errors import Unavailable
from toldonce.server.crowd import Crowd
from toldonce.server.middleware.request import UNTIMED, route_of
from toldonce.server.problems import problem_of
from toldonce.telemetry.attendance import attended

BULK_BYTES = 64 * 1024
"""A longer body has more to be done for it than a question: such requests are a crowd of their own."""


class Admission:
    """Refuses with a 503 what comes while the process works on as much as it can; health is always told.

    A request takes room until its answer begins, except while it waits for its client's body or for a language model.
    It stands outside the rate limits, which ask the database who calls.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._questions = Crowd()
        self._bulk = Crowd()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        if scope["type"] != "http" or scope["path"] in UNTIMED or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        loop.call_soon(self._feel, loop.time(), loop)
        crowd = self._bulk if _is_bulk(scope) else self._questions
        admitted = crowd.enter()
        if admitted is None:
            refusal = Unavailable("The service has more to do than it can: send the request again shortly.")
            await problem_of(scope, refusal)(scope, receive, send)
            return

        async def received() -> Message:
            admitted.leave()
            try:
                return await receive()
            finally:
                admitted.come_back()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                admitted.end(f"{scope['method']} {route_of(scope)}" if message["status"] < 300 else None)
            await send(message)

        try:
            with attended(admitted):
                await self._app(scope, received, sent)
        finally:
            admitted.end()

    def _feel(self, since: float, loop: asyncio.AbstractEventLoop) -> None:
        for crowd in (self._questions, self._bulk):
            crowd.feel(loop.time() - since)


def _is_bulk(scope: Scope) -> bool:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return not value.isdigit() or int(value) > BULK_BYTES
        if name == b"transfer-encoding":
            return True
    return False
