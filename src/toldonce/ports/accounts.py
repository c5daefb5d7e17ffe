"""Where accounts and their credentials are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from toldonce.model import (
    Account,
    ApiKey,
    Page,
    Session,
)


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """An account with its password hash."""

    account: Account
    password_hash: str


@dataclass(frozen=True, slots=True)
class StoredRefreshToken:
    """A refresh token as it is stored, with the state of its session."""

    user_id: UUID
    session_id: UUID
    expires_at: datetime
    used_at: datetime | None
    session_revoked: bool


@dataclass(frozen=True, slots=True)
class StoredKey:
    """An API key as it is stored."""

    key: ApiKey
    user_id: UUID


class Accounts(Protocol):
    """Where accounts, sessions, refresh tokens and API keys are kept. Hashes are raw SHA-256 digests."""

    async def add_account(self, account: Account, password_hash: str) -> None:
        """Raises `EmailTaken` (the address counts without its case)."""
        ...

    async def account_by_email(self, email: str) -> StoredAccount | None: ...
    async def account(self, user_id: UUID) -> StoredAccount | None: ...
    async def change_account(self, user_id: UUID, full_name: str | None) -> Account | None: ...
    async def change_password(self, user_id: UUID, password_hash: str, keep_session: UUID | None) -> None:
        """Set the hash and revoke every session but ``keep_session``."""
        ...

    async def rehash(self, user_id: UUID, old_hash: str, new_hash: str) -> None:
        """Replace the hash of a password that stays the same, unless it is no longer ``old_hash``; sessions stay."""
        ...

    async def add_session(
        self, user_id: UUID, session_id: UUID, token_hash: bytes, expires_at: datetime, now: datetime
    ) -> None: ...
    async def refresh_token(self, token_hash: bytes) -> StoredRefreshToken | None: ...
    async def rotate(self, old_hash: bytes, new_hash: bytes, expires_at: datetime, now: datetime, grace: float) -> bool:
        """Use the old token and add the new one in one step.

        False when the old one was used more than ``grace`` seconds ago, a token that followed it has been used, it is
        unknown, or its session is revoked: nothing is changed then.
        """
        ...

    async def revoke_session(self, session_id: UUID, now: datetime) -> None: ...
    async def revoke_sessions(self, user_id: UUID, now: datetime) -> None: ...
    async def session_alive(self, user_id: UUID, session_id: UUID, now: datetime) -> bool: ...
    async def sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """Those that are alive, the latest used first."""
        ...

    async def add_key(self, user_id: UUID, key: ApiKey, key_hash: bytes) -> None: ...
    async def key_by_hash(self, key_hash: bytes, now: datetime) -> StoredKey | None:
        """An unexpired key; its ``last_used_at`` is brought up to date at most once a minute."""
        ...

    async def keys(self, user_id: UUID, *, limit: int, cursor: str | None) -> Page[ApiKey]: ...
    async def delete_key(self, user_id: UUID, key_id: UUID) -> bool: ...
    async def erase(self, user_id: UUID) -> dict[str, int]:
        """Erase the account and every row of all its subjects; rows by table."""
        ...
