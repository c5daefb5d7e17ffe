"""The web page's session: tokens in cookies that scripts cannot read, for requests of the page's own origin only.

A request that is let in by its cookie was sent by a browser, perhaps without its user's will. So it has to come from a
page of this very origin, and one that changes something has to carry a token that only such a page can have read
(OWASP: Cross-Site Request Forgery Prevention).
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope as ConnectionScope

from toldonce.errors import NotAllowed
from toldonce.model import TokenPair

ACCESS = "toldonce_access"
REFRESH = "toldonce_refresh"
ACCESS_PATH = "/"
REFRESH_PATH = "/api/v1/auth/session"
CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE = frozenset({"same-origin", "none"})
MAX_COOKIE_CHARACTERS = 8_192


def cookie_of(connection: ConnectionScope, name: str) -> str | None:
    """The value of a cookie that the request brought; what is no cookie header counts as none."""
    for header, value in connection["headers"]:
        if header != b"cookie" or len(value) > MAX_COOKIE_CHARACTERS:
            continue
        try:
            morsel = SimpleCookie(value.decode("latin-1")).get(name)
        except CookieError:
            continue
        if morsel is not None and morsel.value.isascii():
            return morsel.value
    return None


def keep_session(request: Request, response: Response, pair: TokenPair, refresh_seconds: int) -> None:
    """Give the browser the tokens of a session."""
    secure = _is_secure(request)
    response.set_cookie(
        ACCESS,
        pair.access_token,
        max_age=pair.expires_in,
        path=ACCESS_PATH,
        secure=secure,
        httponly=True,
        samesite="strict",
    )
    response.set_cookie(
        REFRESH,
        pair.refresh_token,
        max_age=refresh_seconds,
        path=REFRESH_PATH,
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def end_session(request: Request, response: Response) -> None:
    """Take the tokens away from the browser."""
    for name, path in ((ACCESS, ACCESS_PATH), (REFRESH, REFRESH_PATH)):
        response.delete_cookie(name, path=path, secure=_is_secure(request), httponly=True, samesite="strict")


def require_own_origin(connection: ConnectionScope) -> None:
    """Raise `NotAllowed` when a browser sent the request for a page of another origin."""
    headers = Headers(scope=connection)
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in OWN_SITE:
        raise NotAllowed("The page's session works for the page itself only: send an access token or API key instead.")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        raise NotAllowed("The page's session works for the page itself only: send an access token or API key instead.")


def require_csrf_token(connection: ConnectionScope, expected: str) -> None:
    """Raise `NotAllowed` when a request that changes something lacks the session's token."""
    if connection["method"] in SAFE_METHODS:
        return
    sent = Headers(scope=connection).get(CSRF_HEADER, "")
    if not hmac.compare_digest(sent.encode(), expected.encode()):
        raise NotAllowed("X-CSRF-Token: is missing or not this session's; GET /api/v1/auth/session tells it.")


def _is_secure(request: Request) -> bool:
    """Whether the cookies may only travel over TLS: when they came that way, and always in production."""
    return request.url.scheme == "https" or request.app.state.settings.environment == "production"
