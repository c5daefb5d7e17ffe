"""The net below everything: a fault of ours becomes a plain 500, a start that fails becomes plain lines."""

from __future__ import annotations

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toldonce.server.problems import internal_problem

log = structlog.get_logger("toldonce.server")


class Faults:
    """Answers what nobody handled with a 500 that tells nothing of the inside, and logs it with its stack.

    It stands inside the layers that add headers, so that a 500 carries them too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except ClientDisconnect:
            log.info("client_left_while_sending")
        except Exception as fault:
            log.error("unhandled_fault", method=scope["method"], exc_info=fault)
            if started:
                raise
            await internal_problem(scope)(scope, receive, send)


class StartFaults:
    """Says in one line each why the service could not start, where a server would print a stack.

    The faults are those that the start left in ``app.state.start_faults``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch the lifespan; requests pass unchanged."""
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return

        async def plain(message: Message) -> None:
            faults = getattr(scope["app"].state, "start_faults", ())
            if message["type"] == "lifespan.startup.failed" and faults:
                for fault in faults:
                    log.critical("cannot_start", reason=fault)
                message = {**message, "message": ""}
            await send(message)

        await self._app(scope, receive, plain)
