"""HTTP as `toldonce serve` speaks it: headers are waited for a while only, what cannot be parsed is refused with the
headers of every other answer, and a stop loses no request that is on its way."""

from __future__ import annotations

import asyncio

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from toldonce.server.middleware.security import security_headers
from toldonce.server.problems import MEDIA_TYPE

HEADER_SECONDS = 15.0
"""From the connection, the first byte of a later request on it, or an answer that did not wait for the rest of a body,
to the end of the next headers."""
LAST_REQUEST_SECONDS = 1.0
"""For a request on its way, when the server stops."""
PROBLEM = {
    "type": "urn:toldonce:error:invalid_http",
    "title": "Bad Request",
    "status": 400,
    "detail": "What was sent is not a valid HTTP request.",
    "error": "invalid_http",
    "message": "What was sent is not a valid HTTP request.",
}


class HttpProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which waits for headers without end, closes new connections in the face of their clients when
    it stops, and whose own answer to a broken request bears no header that protects a browser.

    A connection whose headers do not come within `HEADER_SECONDS` is closed, and so is one that goes on sending a body
    after its answer; how long a body may take before is the application's affair. A broken request never reaches the
    application. Its answer has the headers whatever the settings say.
    """

    _headers_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._await_headers()

    def on_message_begin(self) -> None:
        """A request begins, perhaps on a connection that was used before."""
        super().on_message_begin()
        self._await_headers()

    def on_headers_complete(self) -> None:
        """The headers are there."""
        self._headers_came()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """An answer is out. What is left of its request has to make room for the next one."""
        super().on_response_complete()
        if self.cycle.response_complete and self.cycle.more_body and not self.transport.is_closing():
            self._await_headers()

    def shutdown(self) -> None:
        """The server stops. Who has just connected, or begun to ask, is still answered: their request is on its way."""
        if self._headers_due is None:
            super().shutdown()
        else:
            self.loop.call_later(LAST_REQUEST_SECONDS, super().shutdown)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._headers_came()
        super().connection_lost(exc)

    def _await_headers(self) -> None:
        if self._headers_due is None:
            self._headers_due = self.loop.call_later(HEADER_SECONDS, self.transport.close)

    def _headers_came(self) -> None:
        if self._headers_due is not None:
            self._headers_due.cancel()
            self._headers_due = None

    def send_400_response(self, msg: str) -> None:
        """Refuse a request that cannot be parsed, and close the connection."""
        body = orjson.dumps(PROBLEM)
        headers = {
            **security_headers(path="", production=False),
            "Cache-Control": "no-store",
            "Content-Type": MEDIA_TYPE,
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        lines = [STATUS_LINE[400], *(f"{name}: {value}\r\n".encode() for name, value in headers.items()), b"\r\n", body]
        self.transport.write(b"".join(lines))
        self.transport.close()
