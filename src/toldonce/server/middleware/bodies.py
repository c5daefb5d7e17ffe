"""Bodies on their way: how long one may stand still, and how many bytes of them a process holds at once."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toldonce.errors import BodyTooSlow, Unavailable

PROGRESS_BYTES = 1024
"""So much of a body, or all that is left of it, has to come within the time that it may stand still."""
SMALL_BYTES = 64 * 1024
"""A body up to this length is never refused for what others hold: its connection costs about as much."""


class Bodies:
    """Gives up a body that makes no progress with a 408, and refuses with a 503 what would not fit into memory.

    ``patience`` is in seconds and counts only what is waited for the client. ``held_bytes`` are those of all requests
    that are not answered yet, counted as they arrive: who only announces a large body takes no room from others.
    """

    def __init__(self, app: ASGIApp, *, patience: float, held_bytes: int) -> None:
        self._app = app
        self._held_bytes = held_bytes
        self.patience = patience
        self.held = 0

    @property
    def is_full(self) -> bool:
        """Whether more is held than may be."""
        return self.held > self._held_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Body(self, receive)

        async def watched(message: Message) -> None:
            body.is_answered = True
            await send(message)

        try:
            await self._app(scope, body.receive, watched)
        finally:
            self.held -= body.size


class _Body:
    """The body of one request. Once an answer has begun, nobody waits for the rest of it."""

    def __init__(self, bodies: Bodies, receive: Receive) -> None:
        self._bodies = bodies
        self._receive = receive
        self._is_whole = False
        self._waited = 0.0
        self._progress = 0
        self.is_answered = False
        self.size = 0

    async def receive(self) -> Message:
        """The next piece. Raises `BodyTooSlow` and `Unavailable`."""
        if self._is_whole or self.is_answered:
            return await self._receive()
        message = await self._next()
        piece = len(message.get("body", b""))
        self._is_whole = message["type"] != "http.request" or not message.get("more_body", False)
        self._progress += piece
        if self._progress >= PROGRESS_BYTES:
            self._progress, self._waited = 0, 0.0
        self.size += piece
        self._bodies.held += piece
        if self.size > SMALL_BYTES and self._bodies.is_full:
            raise Unavailable("The service holds as many large bodies as it can: send the request again shortly.")
        return message

    async def _next(self) -> Message:
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            async with asyncio.timeout(self._bodies.patience - self._waited):
                message = await self._receive()
        except TimeoutError:
            if self.is_answered:
                return await self._receive()
            raise BodyTooSlow(
                f"Less than {PROGRESS_BYTES} bytes of the body came within {self._bodies.patience:g} seconds: "
                "send the request again.",
                headers={"Connection": "close"},
            ) from None
        self._waited += clock() - began
        return message
