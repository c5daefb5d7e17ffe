"""Sizes: of the address, of the headers and of the body, each refused before it is read whole."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toldonce.errors import TooLarge
from toldonce.server.problems import problem, problem_of

MAX_ADDRESS_BYTES = 16 * 1024
MAX_HEADER_BYTES = 32 * 1024


class SizeLimits:
    """Refuses what is too large: 414 for the address, 431 for the headers, 413 for the body.

    ``by_path`` gives some paths another limit in bytes than ``body_bytes``. A body without Content-Length is counted
    while it arrives; `TooLarge` then comes out of the reading. The connection stays, and the server throws away what
    still comes: a client that sends all before it reads would meet a closed connection instead of the answer.
    """

    def __init__(self, app: ASGIApp, *, body_bytes: int, by_path: Mapping[str, int]) -> None:
        self._app = app
        self._body_bytes = body_bytes
        self._by_path = dict(by_path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > MAX_ADDRESS_BYTES:
            message = f"The address is longer than {MAX_ADDRESS_BYTES} bytes."
            await problem(scope, 414, "address_too_long", message)(scope, receive, send)
            return
        if sum(len(name) + len(value) + 4 for name, value in scope["headers"]) > MAX_HEADER_BYTES:
            message = f"The headers are longer than {MAX_HEADER_BYTES} bytes together."
            await problem(scope, 431, "headers_too_large", message)(scope, receive, send)
            return
        limit = self._by_path.get(scope["path"], self._body_bytes)
        if _content_length(scope) > limit:
            await problem_of(scope, _too_large(limit))(scope, receive, send)
            return
        await self._app(scope, _counted(receive, limit), send)


def _counted(receive: Receive, limit: int) -> Receive:
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise _too_large(limit)
        return message

    return counted


def _content_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"The body is larger than the {limit} bytes that this call accepts.")
