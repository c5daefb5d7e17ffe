"""Headers that keep browsers from doing harm with an answer."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
NEEDS_OF_PAGES: Mapping[str, Mapping[str, str]] = {
    # ReDoc styles its page through an empty <style> and one fixed one, named here by their hashes, and searches in a
    # worker that it makes from a blob.
    "/redoc": {
        "style-src": (
            "'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
            " 'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='"
        ),
        "worker-src": "blob:",
    },
}
"""What a page, by its path, may do beyond `CONTENT_SECURITY_POLICY`."""
HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-XSS-Protection": "1; mode=block",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT_TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains"
CACHEABLE = ("/static/",)


def security_headers(*, path: str, production: bool) -> dict[str, str]:
    """The headers for an answer at ``path``. Only production, which stands behind TLS, insists on it for a year."""
    policy = CONTENT_SECURITY_POLICY | NEEDS_OF_PAGES.get(path, {})  # type: ignore[operator]
    headers = {**HEADERS, "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items())}
    if production:
        headers["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY
    return headers


class SecurityHeaders:
    """Adds the headers to every answer, unless they are switched off; only static files may be cached."""

    def __init__(self, app: ASGIApp, *, enabled: bool, production: bool) -> None:
        self._app = app
        self._enabled = enabled
        self._everywhere = _encoded(security_headers(path="", production=production))
        self._by_path = {path: _encoded(security_headers(path=path, production=production)) for path in NEEDS_OF_PAGES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                if self._enabled:
                    ours = self._by_path.get(scope["path"], self._everywhere)
                    theirs = {name.lower() for name, _ in message.setdefault("headers", [])}
                    message["headers"] = [*message["headers"], *(pair for pair in ours if pair[0] not in theirs)]
                if not scope["path"].startswith(CACHEABLE) or message["status"] >= 400:
                    MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, secured)


def hide_server(send: Send) -> None:
    """Keep uvicorn from naming itself in the answer that goes out through ``send``.

    ``--no-server-header`` does so too, but is the operator's to give. Other servers are left as they are.
    """
    answer = getattr(send, "__self__", None)
    defaults = getattr(answer, "default_headers", None)
    if isinstance(defaults, list) and any(name == b"server" for name, _ in defaults):
        answer.default_headers = [pair for pair in defaults if pair[0] != b"server"]  # type: ignore[union-attr]


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
