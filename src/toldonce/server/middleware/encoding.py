"""Text in the address and in our headers: what is not UTF-8 is refused, never read as something else."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from toldonce.errors import InvalidRequest
from toldonce.server.problems import MAX_SEGMENT, problem_of

READ_HEADERS = {
    name.lower().encode(): name
    for name in (
        "Idempotency-Key", "If-Match", "If-None-Match", "X-Memory", "X-Memory-Conversation", "X-Memory-Subject"
    )
}  # fmt: skip
"""The headers whose text means something here, as they are written. A credential that is none is a 401 elsewhere; what
other headers hold is the affair of those who understand them."""
REPLACED = "\ufffd"
"""What a decoder puts in the place of bytes that are no UTF-8."""


class Utf8:
    """Refuses bytes that are no UTF-8 with a 400 that names where they stand.

    The server and the framework would read them as U+FFFD: a search for something that nobody asked for.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        fault = _fault(scope) if scope["type"] == "http" else None
        if fault is None:
            await self._app(scope, receive, send)
        else:
            await problem_of(scope, InvalidRequest(fault))(scope, receive, send)


def _fault(scope: Scope) -> str | None:
    """What is not UTF-8, in a sentence; None when all is."""
    if REPLACED in scope["path"] and not _is_utf8(scope.get("raw_path") or b""):
        return "The path of the address must be UTF-8."
    query: bytes = scope["query_string"]
    if (b"%" in query or not query.isascii()) and not _is_utf8(query):
        for parameter in query.split(b"&"):
            name, _, value = parameter.partition(b"=")
            if _is_utf8(name) and not _is_utf8(value):
                return f"{unquote_to_bytes(name).decode()[:MAX_SEGMENT]}: must be UTF-8."
        return "The query of the address must be UTF-8."
    for header, value in scope["headers"]:
        if header in READ_HEADERS and not value.isascii() and not _is_utf8(value, quoted=False):
            return f"{READ_HEADERS[header]}: must be UTF-8."
    return None


def _is_utf8(text: bytes, *, quoted: bool = True) -> bool:
    try:
        (unquote_to_bytes(text) if quoted else text).decode()
    except UnicodeDecodeError:
        return False
    return True
