"""The secrets that callers carry: signed access tokens, and opaque refresh tokens and API keys that are kept hashed."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import jwt

from toldonce.errors import NotAuthenticated, TokenExpired
from toldonce.ports import Clock
from toldonce.receipts import derived_key

ISSUER = "toldonce"
AUDIENCE = "toldonce-api"
TOKEN_TYPE = "at+jwt"  # noqa: S105 - the media type of RFC 9068, not a secret
ALGORITHM = "HS256"
LEEWAY_SECONDS = 2
CLAIMS = ("iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp")
REFRESH_PREFIX = "tor_"
KEY_PREFIX = "tok_"
CSRF_LABEL = "toldonce csrf token 1"
SHOWN_CHARACTERS = 12
"""So many characters of an API key are kept in the clear, to tell keys apart."""

_ACCESS = re.compile(r"[A-Za-z0-9_-]{1,512}\.[A-Za-z0-9_-]{1,2048}\.[A-Za-z0-9_-]{43}")
_OPAQUE = re.compile(r"(?:tor|tok)_[A-Za-z0-9_-]{43}")


def new_refresh_token() -> str:
    """256 random bits with a prefix that secret scanners can look for."""
    return REFRESH_PREFIX + secrets.token_urlsafe(32)


def new_api_key() -> str:
    """256 random bits with a prefix that secret scanners can look for."""
    return KEY_PREFIX + secrets.token_urlsafe(32)


def is_opaque(credential: str, prefix: str) -> bool:
    """Whether it has the form of a refresh token or API key, as ``prefix`` says."""
    return credential.startswith(prefix) and _OPAQUE.fullmatch(credential) is not None


def digest(credential: str) -> bytes:
    """What is kept of a credential. It is random enough that a fast hash protects it."""
    return sha256(credential.encode()).digest()


def csrf_token(key: bytes, session_id: UUID) -> str:
    """A token that belongs to one session and cannot be made without the ``key``."""
    return hmac.digest(key, session_id.bytes, "sha256").hex()


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """Whose access token it is, and of which session."""

    user_id: UUID
    session_id: UUID


class AccessTokens:
    """Makes and reads access tokens as RFC 8725 advises: one algorithm, an explicit type, every claim required."""

    def __init__(self, secret: str, *, minutes: int, clock: Clock) -> None:
        self._key = derived_key(secret, "toldonce access token 1")
        self._lifetime = timedelta(minutes=minutes)
        self._clock = clock

    @property
    def lifetime_seconds(self) -> int:
        """How long a new token lives."""
        return int(self._lifetime.total_seconds())

    def issue(self, user_id: UUID, session_id: UUID) -> str:
        """A token for one session."""
        now = int(self._clock().timestamp())
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(user_id),
            "sid": str(session_id),
            "jti": secrets.token_urlsafe(16),
            "iat": now,
            "nbf": now,
            "exp": now + self.lifetime_seconds,
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM, headers={"typ": TOKEN_TYPE})

    def read(self, token: str) -> AccessClaims:
        """Raises `TokenExpired` for a token of ours that is too old, `NotAuthenticated` for anything else."""
        if not _ACCESS.fullmatch(token):
            raise NotAuthenticated
        try:
            # The times are checked below, by the clock that issued the token.
            decoded = jwt.decode_complete(
                token,
                self._key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={
                    "require": list(CLAIMS),
                    "strict_aud": True,
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except jwt.InvalidTokenError:
            raise NotAuthenticated from None
        if decoded["header"].get("typ") != TOKEN_TYPE:
            raise NotAuthenticated
        return self._checked(decoded["payload"])

    def _checked(self, claims: dict[str, Any]) -> AccessClaims:
        now = self._clock().timestamp()
        if not all(type(claims[name]) is int for name in ("iat", "nbf", "exp")):
            raise NotAuthenticated
        if max(claims["iat"], claims["nbf"]) > now + LEEWAY_SECONDS:
            raise NotAuthenticated("The access token is not valid yet: check the clocks of the servers.")
        if claims["exp"] <= now - LEEWAY_SECONDS:
            raise TokenExpired
        try:
            return AccessClaims(UUID(claims["sub"]), UUID(claims["sid"]))
        except (ValueError, TypeError, AttributeError):
            raise NotAuthenticated from None
