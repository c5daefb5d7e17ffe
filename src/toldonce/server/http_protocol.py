"""HTTP as `toldonce serve` speaks it: what cannot be parsed is refused with the headers of every other answer."""

from __future__ import annotations

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from toldonce.server.middleware.security import security_headers
from toldonce.server.problems import MEDIA_TYPE

PROBLEM = {
    "type": "urn:toldonce:error:invalid_http",
    "title": "Bad Request",
    "status": 400,
    "detail": "What was sent is not a valid HTTP request.",
    "error": "invalid_http",
    "message": "What was sent is not a valid HTTP request.",
}


class HttpProtocol(HttpToolsProtocol):
    """uvicorn's protocol, whose own answer to a broken request bears no header that protects a browser.

    Such a request never reaches the application. Its answer has the headers whatever the settings say.
    """

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
