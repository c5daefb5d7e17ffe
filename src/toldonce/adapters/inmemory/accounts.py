"""Accounts, sessions, refresh tokens and API keys in dicts."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from toldonce.adapters.inmemory.paging import page_of
from toldonce.adapters.inmemory.rows import AccountRow, KeyRow, RefreshTokenRow, SessionRow
from toldonce.adapters.inmemory.tables import Tables, positive
from toldonce.errors import EmailTaken, NotFound
from toldonce.model import Account, ApiKey, Page, Session
from toldonce.ports import StoredAccount, StoredKey, StoredRefreshToken

LAST_USED_STEP = timedelta(minutes=1)


class InMemoryAccounts:
    """`toldonce.ports.Accounts` in dicts."""

    def __init__(self, tables: Tables | None = None) -> None:
        self.tables = tables or Tables()

    async def add_account(self, account: Account, password_hash: str) -> None:
        """Raises `EmailTaken` (the address counts without its case)."""
        if await self.account_by_email(account.email) is not None:
            raise EmailTaken
        self.tables.accounts[account.user_id] = AccountRow(account, password_hash)

    async def account_by_email(self, email: str) -> StoredAccount | None:
        """The account of an address, whatever its case."""
        wanted = email.lower()
        for row in self.tables.accounts.values():
            if row.account.email.lower() == wanted:
                return StoredAccount(row.account, row.password_hash)
        return None

    async def account(self, user_id: UUID) -> StoredAccount | None:
        """The account of an id."""
        row = self.tables.accounts.get(user_id)
        return None if row is None else StoredAccount(row.account, row.password_hash)

    async def change_account(self, user_id: UUID, full_name: str | None) -> Account | None:
        """The account with its new name; None when there is no such account."""
        row = self.tables.accounts.get(user_id)
        if row is None:
            return None
        row.account = row.account.model_copy(update={"full_name": full_name})
        return row.account

    async def change_password(self, user_id: UUID, password_hash: str, keep_session: UUID | None) -> None:
        """Set the hash and revoke every session but ``keep_session``."""
        row = self.tables.accounts.get(user_id)
        if row is not None:
            row.password_hash = password_hash
            self._revoke(user_id, self.tables.clock(), keep=keep_session)

    async def rehash(self, user_id: UUID, old_hash: str, new_hash: str) -> None:
        """Replace the hash of a password that stays the same, unless it is no longer ``old_hash``; sessions stay."""
        row = self.tables.accounts.get(user_id)
        if row is not None and row.password_hash == old_hash:
            row.password_hash = new_hash

    async def add_session(
        self, user_id: UUID, session_id: UUID, token_hash: bytes, expires_at: datetime, now: datetime
    ) -> None:
        """Begin a session with its first refresh token; raises `NotFound` when the account is gone."""
        if user_id not in self.tables.accounts:
            raise NotFound("There is no such account.")
        self.tables.sessions[session_id] = SessionRow(user_id, expires_at, now, now)
        self.tables.refresh_tokens[token_hash] = RefreshTokenRow(session_id, expires_at)

    async def refresh_token(self, token_hash: bytes) -> StoredRefreshToken | None:
        """A refresh token with the state of its session."""
        token = self.tables.refresh_tokens.get(token_hash)
        if token is None:
            return None
        session = self.tables.sessions[token.session_id]
        return StoredRefreshToken(
            user_id=session.user_id,
            session_id=token.session_id,
            expires_at=token.expires_at,
            used_at=token.used_at,
            session_revoked=session.revoked_at is not None,
        )

    async def rotate(self, old_hash: bytes, new_hash: bytes, expires_at: datetime, now: datetime, grace: float) -> bool:
        """Use the old token and add the new one in one step; False when it must not be used any more."""
        old = self.tables.refresh_tokens.get(old_hash)
        if old is None:
            return False
        session = self.tables.sessions[old.session_id]
        if session.revoked_at is not None:
            return False
        if old.used_at is not None and old.used_at < now - timedelta(seconds=grace):
            return False
        if any(row.follows == old_hash and row.used_at for row in self.tables.refresh_tokens.values()):
            return False
        old.used_at = old.used_at or now
        session.expires_at = max(session.expires_at, expires_at)
        session.last_used_at = max(session.last_used_at, now)
        self.tables.refresh_tokens[new_hash] = RefreshTokenRow(old.session_id, expires_at, follows=old_hash)
        return True

    async def revoke_session(self, session_id: UUID, now: datetime) -> None:
        """End one session."""
        session = self.tables.sessions.get(session_id)
        if session is not None:
            session.revoked_at = session.revoked_at or now

    async def revoke_sessions(self, user_id: UUID, now: datetime) -> None:
        """End every session of an account."""
        self._revoke(user_id, now, keep=None)

    async def session_alive(self, user_id: UUID, session_id: UUID, now: datetime) -> bool:
        """Whether the session is that account's, not revoked and not expired."""
        session = self.tables.sessions.get(session_id)
        return (
            session is not None
            and session.user_id == user_id
            and session.revoked_at is None
            and session.expires_at > now
        )

    async def sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """Those that are alive, the latest used first, at most 200."""
        alive = [
            Session(
                session_id=session_id,
                created_at=row.created_at,
                last_used_at=row.last_used_at,
                expires_at=row.expires_at,
            )
            for session_id, row in self.tables.sessions.items()
            if row.user_id == user_id and row.revoked_at is None and row.expires_at > now
        ]
        return sorted(alive, key=lambda one: (one.last_used_at, one.session_id), reverse=True)[:200]

    async def add_key(self, user_id: UUID, key: ApiKey, key_hash: bytes) -> None:
        """Keep a key; raises `NotFound` when the account is gone."""
        if user_id not in self.tables.accounts:
            raise NotFound("There is no such account.")
        self.tables.keys[key.key_id] = KeyRow(key, user_id, key_hash)

    async def key_by_hash(self, key_hash: bytes, now: datetime) -> StoredKey | None:
        """An unexpired key; its ``last_used_at`` is brought up to date at most once a minute."""
        row = next((row for row in self.tables.keys.values() if row.key_hash == key_hash), None)
        if row is None or (row.key.expires_at is not None and row.key.expires_at <= now):
            return None
        if row.key.last_used_at is None or row.key.last_used_at <= now - LAST_USED_STEP:
            row.key = row.key.model_copy(update={"last_used_at": now})
        return StoredKey(row.key, row.user_id)

    async def keys(self, user_id: UUID, *, limit: int, cursor: str | None) -> Page[ApiKey]:
        """Newest first, expired ones too."""
        keys = [row.key for row in self.tables.keys.values() if row.user_id == user_id]
        return page_of(keys, limit, cursor, newest=lambda key: (key.created_at, key.key_id))

    async def delete_key(self, user_id: UUID, key_id: UUID) -> bool:
        """False when the account has no such key."""
        row = self.tables.keys.get(key_id)
        if row is None or row.user_id != user_id:
            return False
        del self.tables.keys[key_id]
        return True

    async def erase(self, user_id: UUID) -> dict[str, int]:
        """Erase the account and every row of all its subjects; rows by table."""
        tables, gone = self.tables, Counter[str]()
        hooks = [webhook_id for webhook_id, row in tables.webhooks.items() if row.user_id == user_id]
        for webhook_id in hooks:
            del tables.webhooks[webhook_id]
        deliveries = tables.drop_deliveries(lambda row: row.user_id == user_id)
        gone.update(webhooks=len(hooks), webhook_deliveries=deliveries)
        for rows in [rows for rows in tables.scopes.values() if rows.scope.user_id == user_id]:
            gone.update(tables.erase_scope(rows.scope))
        sessions = {session_id for session_id, row in tables.sessions.items() if row.user_id == user_id}
        tokens = [digest for digest, row in tables.refresh_tokens.items() if row.session_id in sessions]
        keys = [key_id for key_id, row in tables.keys.items() if row.user_id == user_id]
        for digest in tokens:
            del tables.refresh_tokens[digest]
        for session_id in sessions:
            del tables.sessions[session_id]
        for key_id in keys:
            del tables.keys[key_id]
        tables.served.pop(user_id, None)
        account = tables.accounts.pop(user_id, None)
        gone.update(
            users=int(account is not None), sessions=len(sessions), refresh_tokens=len(tokens), api_keys=len(keys)
        )
        return positive(gone)

    def _revoke(self, user_id: UUID, now: datetime, *, keep: UUID | None) -> None:
        for session_id, session in self.tables.sessions.items():
            if session.user_id == user_id and session_id != keep:
                session.revoked_at = session.revoked_at or now
