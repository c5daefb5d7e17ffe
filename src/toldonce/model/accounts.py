"""Accounts, credentials and receipts of erasures."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from toldonce.model.values import Frozen
from toldonce.vocabulary import KeyScope


class Account(Frozen):
    """A person or application that logs in, owns keys and memories."""

    user_id: UUID
    email: str
    full_name: str | None
    created_at: datetime


class TokenPair(Frozen):
    """``expires_in`` is the life of the access token in seconds."""

    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int


class PageSession(Frozen):
    """Who is signed in on the web page; ``csrf_token`` goes into ``X-CSRF-Token`` when a request changes something.

    ``expires_in`` is the life in seconds of the access token that came with this answer, null when none did.
    """

    account: Account
    csrf_token: str
    expires_in: int | None = None


class Session(Frozen):
    """One login of an account; ``current`` is the one that asks."""

    session_id: UUID
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool = False


class ApiKey(Frozen):
    """A key as it is listed: the secret itself is stored hashed only."""

    key_id: UUID
    key_prefix: str
    name: str
    scopes: list[KeyScope]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = None


class NewApiKey(ApiKey):
    """A key as it is shown once, with its secret."""

    api_key: str


class Identity(Frozen):
    """Who makes a request. ``session_id`` is set for access tokens, ``key_id`` for API keys."""

    user_id: UUID
    scopes: frozenset[KeyScope]
    session_id: UUID | None = None
    key_id: UUID | None = None


class ErasureReceipt(Frozen):
    """What was erased: rows per table, signed so that it can be verified later. ``up_to_seq`` is not signed."""

    receipt_id: UUID
    erased_at: datetime
    target: str
    counts: dict[str, int]
    signature: str
    up_to_seq: int | None = None
