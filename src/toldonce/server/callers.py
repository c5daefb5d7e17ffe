"""Who calls, and whose memory they mean: identity, key scopes and the subject of a request."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Security
from pydantic import ValidationError
from starlette.requests import Request
from starlette.types import Scope as ConnectionScope

from toldonce.errors import InvalidRequest, NotAllowed, NotAuthenticated, ToldonceError, Unavailable
from toldonce.model import DEFAULT_SUBJECT, Identity, KeyScope, Scope
from toldonce.ports import MemoryAPI, Runtime
from toldonce.server.cookies import ACCESS, cookie_of, require_csrf_token, require_own_origin

MAX_CREDENTIAL = 4_096
MAX_SUBJECT = 255
SCHEMES = frozenset({b"bearer", b"token"})
"""``Token`` is what Mem0's client sends a key as."""
CREDENTIAL_HEADERS = frozenset({b"authorization", b"x-api-key"})
SECURITY_SCHEMES: Mapping[str, Mapping[str, str]] = {
    "bearer": {"type": "http", "description": "An access token, or an API key.", "scheme": "bearer"},
    "api_key": {"type": "apiKey", "description": "An API key.", "in": "header", "name": "X-API-Key"},
}
"""How a credential is sent, as the reference of the API tells it."""
_IDENTITY = "toldonce.identity"
_CALLER = "toldonce.caller"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes this request, on whose memory. ``write_key`` names the write, so that it happens once."""

    identity: Identity
    scope: Scope
    runtime: Runtime
    write_key: str | None = None

    @property
    def memory(self) -> MemoryAPI:
        """The verbs on the subject's memory."""
        return self.runtime.memory(self.scope)


def runtime_of(connection: ConnectionScope) -> Runtime:
    """The running service behind the application; raises `Unavailable` before it has started and after its end."""
    runtime = getattr(connection["app"].state, "runtime", None)
    if runtime is None:
        raise Unavailable("The service is starting or stopping: try again shortly.")
    return cast(Runtime, runtime)


async def identify(connection: ConnectionScope) -> Identity:
    """Who calls, found out once for each request; any ASGI layer may ask. Raises `NotAuthenticated`."""
    known = connection.get(_IDENTITY)
    if known is None:
        try:
            known = await _authenticated(connection)
        except ToldonceError as refusal:
            known = refusal
        connection[_IDENTITY] = known
    if isinstance(known, ToldonceError):
        raise known
    return cast(Identity, known)


async def _authenticated(connection: ConnectionScope) -> Identity:
    """By the header, or for the web page by its cookie, which counts for the page's own requests only."""
    accounts = runtime_of(connection).accounts
    cookie = cookie_of(connection, ACCESS)
    if cookie is None or any(name in CREDENTIAL_HEADERS for name, _ in connection["headers"]):
        return await accounts.authenticate(credential_of(connection))
    identity = await accounts.authenticate(cookie)
    require_own_origin(connection)
    require_csrf_token(connection, accounts.csrf_token(identity))
    return identity


def known_identity(connection: ConnectionScope) -> Identity | None:
    """Who calls, when that has been found out already."""
    known = connection.get(_IDENTITY)
    return known if isinstance(known, Identity) else None


def credential_of(connection: ConnectionScope) -> str:
    """The access token or API key that was sent. Raises `NotAuthenticated`."""
    bearers = [value for name, value in connection["headers"] if name == b"authorization"]
    keys = [value for name, value in connection["headers"] if name == b"x-api-key"]
    if len(bearers) > 1 or len(keys) > 1:
        raise NotAuthenticated("Send one credential: the same header came more than once.")
    if bearers:
        scheme, _, credential = bearers[0].partition(b" ")
        if scheme.lower() not in SCHEMES:
            raise NotAuthenticated
        credential = credential.strip()
    else:
        credential = keys[0].strip() if keys else b""
    if not credential or len(credential) > MAX_CREDENTIAL or not credential.isascii():
        raise NotAuthenticated
    return str(credential, "ascii")


def allow(identity: Identity, needed: frozenset[KeyScope]) -> None:
    """Raise `NotAllowed` when the identity lacks a needed scope."""
    missing = sorted(needed - identity.scopes)
    if missing:
        raise NotAllowed(
            f"This API key lacks the scope {missing[0]}.",
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{" ".join(sorted(needed))}"'},
        )


def subject_of(connection: ConnectionScope) -> str:
    """The subject that ``X-Memory-Subject`` names, or ``me``. Raises `InvalidRequest`, naming the header."""
    sent = [value for name, value in connection["headers"] if name == b"x-memory-subject"]
    if not sent:
        return DEFAULT_SUBJECT
    if len(sent) > 1:
        raise InvalidRequest("X-Memory-Subject: send this header once.")
    # `Utf8` let it in.
    return subject_in(str(sent[0], "utf-8"), "X-Memory-Subject")


def subject_in(text: str, field: str) -> str:
    """The subject that a text names. Raises `InvalidRequest`, naming the header or field it came in."""
    if not 1 <= len(text) <= MAX_SUBJECT or not text.strip():
        raise InvalidRequest(f"{field}: must have 1 to {MAX_SUBJECT} characters, not only white space.")
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise InvalidRequest(f"{field}: must not contain control characters.")
    return text


def scope_of(identity: Identity, subject: str) -> Scope:
    """Whose memory a caller means."""
    try:
        return Scope(user_id=identity.user_id, subject=subject)
    except ValidationError:
        raise InvalidRequest("X-Memory-Subject: cannot be stored.") from None


def remember_caller(request: Request, caller: Caller) -> None:
    """Keep the caller for the route's function."""
    request.scope[_CALLER] = caller


async def caller(request: Request) -> Caller:
    """The caller, whom the door has let in before the route's function runs.

    A coroutine, as all dependencies here: what is none is called in a thread, and two threads that wait for each other
    take longer than the rest of the door. What it takes the credential from is told in the reference alone
    (`SECURITY_SCHEMES`): as dependencies of this one, the schemes would be gone through with every request.
    """
    return cast(Caller, request.scope[_CALLER])


async def public() -> None:
    """Marks a route that anybody may call."""


AnyCaller = Annotated[Caller, Security(caller)]
"""Any valid credential."""
Reader = Annotated[Caller, Security(caller, scopes=["memories:read"])]
Writer = Annotated[Caller, Security(caller, scopes=["memories:write"])]
Eraser = Annotated[Caller, Security(caller, scopes=["memories:delete"])]
Chatter = Annotated[Caller, Security(caller, scopes=["chat"])]
Owner = Annotated[Caller, Security(caller, scopes=["admin"])]
Public = Depends(public)
"""``dependencies=[Public]`` says that a route needs no credential."""
