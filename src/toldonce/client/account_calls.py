"""The verbs of the account as requests."""

from __future__ import annotations

import json
from collections.abc import Sequence

from toldonce.client.call import Call, Id, get, once, path_id
from toldonce.model import Account, ApiKey, ErasureReceipt, KeyScope, NewApiKey, Page, TokenPair


def register(email: str, password: str, full_name: str | None = None) -> Call[Account]:
    """Open an account."""
    return once("/auth/register", Account, email=email, password=password, full_name=full_name)


def login(email: str, password: str) -> Call[TokenPair]:
    """Log in; the client uses the access token from then on."""
    return once("/auth/login", TokenPair, email=email, password=password)


def refresh(refresh_token: str) -> Call[TokenPair]:
    """Exchange a refresh token for a new pair, which the client uses from then on; each works once."""
    return once("/auth/refresh", TokenPair, refresh_token=refresh_token)


def logout() -> Call[None]:
    """End the session of the access token in use."""
    return Call("POST", "/auth/logout", None, "once")


def me() -> Call[Account]:
    """The account behind the credential."""
    return get("/auth/me", Account)


def create_key(name: str, scopes: Sequence[KeyScope] | None = None, expires_days: int | None = None) -> Call[NewApiKey]:
    """Make an API key. Its secret is in this answer and never shown again."""
    return once(
        "/auth/api-keys",
        NewApiKey,
        name=name,
        scopes=None if scopes is None else list(scopes),
        expires_days=expires_days,
    )


def keys(*, limit: int = 20, cursor: str | None = None) -> Call[Page[ApiKey]]:
    """The API keys of the account, without their secrets."""
    return get("/auth/api-keys", Page[ApiKey], limit=limit, cursor=cursor)


def delete_key(key_id: Id) -> Call[None]:
    """Revoke an API key at once."""
    return Call("DELETE", f"/auth/api-keys/{path_id(key_id)}", None, "once")


def erase(password: str) -> Call[ErasureReceipt]:
    """Erase the account and everything in all its memories, for good."""
    body = json.dumps({"password": password}).encode()
    return Call("DELETE", "/auth/me", ErasureReceipt, "once", body=body)
