"""Which web pages of other origins may call the service."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from toldonce.server.problems import problem
from toldonce.settings import Settings

DEVELOPERS_ORIGIN = (
    r"https?://(localhost|127(\.\d{1,3}){3}|\[::1\]|10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}"
    r"|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2})(:\d{1,5})?"
)
"""This machine and private networks: what is let in during development."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
SENT_HEADERS = (
    "Accept",
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "MCP-Protocol-Version",
    "Mcp-Method",
    "Mcp-Name",
    "X-API-Key",
    "X-Memory",
    "X-Memory-Conversation",
    "X-Memory-Subject",
    "X-Request-ID",
)
SHOWN_HEADERS = (
    "X-Request-ID",
    "X-Process-Time",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "ETag",
    "Idempotency-Replayed",
    "Location",
    "X-Memory-Conversation",
    "X-Memory-Used",
)
PREFLIGHT_SECONDS = 600


class Origins(CORSMiddleware):
    """CORS after the settings. A page that may not call gets no CORS header, its preflight a problem that says why.

    At ``guarded`` paths such a page is not answered at all, with a 403, as the protocol spoken there (MCP) demands.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, guarded: Collection[str] = ()) -> None:
        self._guarded = frozenset(guarded)
        any_origin = "*" in settings.cors_origins
        development = settings.environment == "development"
        super().__init__(
            app,
            allow_origins=["*"] if any_origin else settings.cors_origins,
            allow_origin_regex=DEVELOPERS_ORIGIN if development and not any_origin else None,
            # Starlette would let in every origin with credentials; "*" is for pages that send none.
            allow_credentials=settings.cors_allow_credentials and not any_origin,
            allow_methods=METHODS,
            allow_headers=SENT_HEADERS,
            expose_headers=SHOWN_HEADERS,
            max_age=PREFLIGHT_SECONDS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connections pass unchanged."""
        if scope["type"] == "http" and scope["path"] in self._guarded and not self._may_call(Headers(scope=scope)):
            await problem(
                scope,
                403,
                "origin_not_allowed",
                "A page of another origin may not call this address: CORS_ORIGINS lists the origins that may.",
                headers={"Vary": "Origin"},
            )(scope, receive, send)
            return
        if scope["type"] != "http" or scope["method"] != "OPTIONS":
            await super().__call__(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "origin" not in headers or "access-control-request-method" not in headers:
            await super().__call__(scope, receive, send)
            return
        answer = self.preflight_response(headers)
        if answer.status_code != 200:
            reason = bytes(answer.body).decode().removeprefix("Disallowed CORS ")
            answer = problem(
                scope,
                400,
                "origin_not_allowed" if "origin" in reason else "cross_origin_request_not_allowed",
                f"A page of another origin may not call like this ({reason}): CORS_ORIGINS lists the origins that may.",
                headers={"Vary": answer.headers["Vary"]},
            )
        await answer(scope, receive, send)

    def _may_call(self, headers: Headers) -> bool:
        """Whether a request is of no page, of one of our own, or of one that may."""
        origin = headers.get("origin")
        if origin is None or urlsplit(origin).netloc == headers.get("host"):
            return True
        return self.is_allowed_origin(origin)
