"""Accounts, sessions, refresh tokens and API keys in PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.pool import DURABLE_SOON, Database
from toldonce.adapters.postgres.queries import load_queries
from toldonce.errors import EmailTaken, NotFound
from toldonce.model import Account, ApiKey, Page, Session
from toldonce.ports import StoredAccount, StoredKey, StoredRefreshToken

QUERIES = load_queries("accounts")
LAST_USED_STEP = timedelta(minutes=1)
ERASE_SECONDS = 300.0
"""An account may hold millions of index rows."""
_BY_SCOPE = (
    "postings",
    "embeddings",
    "turns",
    "statements",
    "entity_mentions",
    "memory_changes",
    "memory_uses",
    "search_days",
)
_BY_USER = (
    "webhook_deliveries",
    "webhooks",
    "memories",
    "conversations",
    "jobs",
    "idempotency",
    "scopes",
    "refresh_tokens",
    "sessions",
    "api_keys",
    "users",
)


class PgAccounts:
    """`toldonce.ports.Accounts` in PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add_account(self, account: Account, password_hash: str) -> None:
        """Raises `EmailTaken` (the address counts without its case)."""
        try:
            async with self._database.session(user_id=account.user_id) as connection:
                await QUERIES.add_account.run(connection, **account.model_dump(), password_hash=password_hash)
        except asyncpg.UniqueViolationError as taken:
            raise EmailTaken from taken

    async def account_by_email(self, email: str) -> StoredAccount | None:
        """The account of an address, whatever its case."""
        async with self._database.session(purpose="authenticate") as connection:
            row = await QUERIES.account_by_email.one(connection, email=email)
        return row and _stored_account(row)

    async def account(self, user_id: UUID) -> StoredAccount | None:
        """The account of an id."""
        async with self._database.session(user_id=user_id) as connection:
            row = await QUERIES.account.one(connection, user_id=user_id)
        return row and _stored_account(row)

    async def change_account(self, user_id: UUID, full_name: str | None) -> Account | None:
        """The account with its new name; None when there is no such account."""
        async with self._database.session(user_id=user_id) as connection:
            row = await QUERIES.change_account.one(connection, user_id=user_id, full_name=full_name)
        return row and Account(**row)

    async def change_password(self, user_id: UUID, password_hash: str, keep_session: UUID | None) -> None:
        """Set the hash and revoke every session but ``keep_session``."""
        async with self._database.session(user_id=user_id) as connection:
            await QUERIES.change_password.run(connection, user_id=user_id, password_hash=password_hash)
            now = await connection.fetchval("SELECT now()")
            await QUERIES.revoke_sessions.run(connection, user_id=user_id, keep_session=keep_session, now=now)

    async def rehash(self, user_id: UUID, old_hash: str, new_hash: str) -> None:
        """Replace the hash of a password that stays the same, unless it is no longer ``old_hash``; sessions stay."""
        async with self._database.session(user_id=user_id) as connection:
            await QUERIES.rehash.run(connection, user_id=user_id, old_hash=old_hash, new_hash=new_hash)

    async def add_session(
        self, user_id: UUID, session_id: UUID, token_hash: bytes, expires_at: datetime, now: datetime
    ) -> None:
        """Begin a session with its first refresh token; raises `NotFound` when the account is gone."""
        try:
            async with self._database.session(user_id=user_id) as connection:
                session: dict[str, Any] = {"session_id": session_id, "user_id": user_id}
                session |= {"expires_at": expires_at, "now": now}
                await QUERIES.add_session.run(connection, **session)
                await QUERIES.add_refresh_token.run(connection, **session, token_hash=token_hash, follows=None)
        except asyncpg.ForeignKeyViolationError as gone:
            raise NotFound("There is no such account.") from gone

    async def refresh_token(self, token_hash: bytes) -> StoredRefreshToken | None:
        """A refresh token with the state of its session."""
        async with self._database.session(purpose="authenticate") as connection:
            row = await QUERIES.refresh_token.one(connection, token_hash=token_hash)
        return row and StoredRefreshToken(**row)

    async def rotate(self, old_hash: bytes, new_hash: bytes, expires_at: datetime, now: datetime, grace: float) -> bool:
        """Use the old token and add the new one in one step; False when it must not be used any more."""
        async with self._database.session(purpose="authenticate") as connection:
            old = await QUERIES.lock_refresh_token.one(
                connection, token_hash=old_hash, used_since=now - timedelta(seconds=grace)
            )
            if old is None:
                return False
            await QUERIES.use_refresh_token.run(connection, token_hash=old_hash, now=now)
            await QUERIES.prolong_session.run(connection, session_id=old["session_id"], expires_at=expires_at)
            await QUERIES.add_refresh_token.run(
                connection, **old, token_hash=new_hash, follows=old_hash, expires_at=expires_at, now=now
            )
        return True

    async def revoke_session(self, session_id: UUID, now: datetime) -> None:
        """End one session."""
        async with self._database.session(purpose="authenticate") as connection:
            await QUERIES.revoke_session.run(connection, session_id=session_id, now=now)

    async def revoke_sessions(self, user_id: UUID, now: datetime) -> None:
        """End every session of an account."""
        async with self._database.session(user_id=user_id) as connection:
            await QUERIES.revoke_sessions.run(connection, user_id=user_id, keep_session=None, now=now)

    async def session_alive(self, user_id: UUID, session_id: UUID, now: datetime) -> bool:
        """Whether the session is that account's, not revoked and not expired."""
        async with self._database.session(user_id=user_id, reading=True) as connection:
            alive = await QUERIES.session_alive.value(connection, user_id=user_id, session_id=session_id, now=now)
        return bool(alive)

    async def sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """Those that are alive, the latest used first, at most 200."""
        async with self._database.session(user_id=user_id) as connection:
            return [Session(**row) for row in await QUERIES.sessions.all(connection, user_id=user_id, now=now)]

    async def add_key(self, user_id: UUID, key: ApiKey, key_hash: bytes) -> None:
        """Keep a key; raises `NotFound` when the account is gone."""
        try:
            async with self._database.session(user_id=user_id) as connection:
                await QUERIES.add_key.run(connection, **key.model_dump(), user_id=user_id, key_hash=key_hash)
        except asyncpg.ForeignKeyViolationError as gone:
            raise NotFound("There is no such account.") from gone

    async def key_by_hash(self, key_hash: bytes, now: datetime) -> StoredKey | None:
        """An unexpired key; its ``last_used_at`` is brought up to date at most once a minute."""
        used_since = now - LAST_USED_STEP
        async with self._database.session(purpose="authenticate", reading=True) as connection:
            row = await QUERIES.key_by_hash.one(connection, key_hash=key_hash, now=now)
        if row is None:
            return None
        key = dict(row)
        user_id: UUID = key.pop("user_id")
        if key["last_used_at"] is None or key["last_used_at"] <= used_since:
            # All that the key asks for meanwhile waits for this; a busy disk took half a second to make it durable.
            async with self._database.session(purpose="authenticate", settings=DURABLE_SOON) as connection:
                await QUERIES.note_key_use.run(connection, key_id=key["key_id"], now=now, used_since=used_since)
            key["last_used_at"] = now
        return StoredKey(ApiKey(**key), user_id)

    async def keys(self, user_id: UUID, *, limit: int, cursor: str | None) -> Page[ApiKey]:
        """Newest first, expired ones too."""
        before_at, before_id = decode_cursor(cursor, datetime, UUID) if cursor is not None else (None, None)
        async with self._database.session(user_id=user_id) as connection:
            rows = await QUERIES.keys.all(
                connection, user_id=user_id, before_at=before_at, before_id=before_id, rows=limit + 1
            )
        keys = [ApiKey(**row) for row in rows[:limit]]
        more = encode_cursor([keys[-1].created_at, keys[-1].key_id]) if len(rows) > limit else None
        return Page[ApiKey](items=keys, next_cursor=more)

    async def delete_key(self, user_id: UUID, key_id: UUID) -> bool:
        """False when the account has no such key."""
        async with self._database.session(user_id=user_id) as connection:
            return await QUERIES.delete_key.run(connection, user_id=user_id, key_id=key_id) > 0

    async def erase(self, user_id: UUID) -> dict[str, int]:
        """Erase the account and every row of all its subjects; rows by table, without tables that had none."""
        async with self._database.session(user_id=user_id) as connection:
            return await erase_account(connection, user_id)


async def erase_account(connection: Connection, user_id: UUID) -> dict[str, int]:
    """Erase an account and every row of all its subjects, in the caller's transaction; rows by table."""
    erased: dict[str, int] = {}
    scopes = [row["scope_id"] for row in await QUERIES.lock_scopes.all(connection, user_id=user_id)]
    for table in (*_BY_SCOPE, *_BY_USER):
        query = QUERIES[f"erase_{table}"]
        values: dict[str, Any] = {"user_id": user_id}
        if table in _BY_SCOPE:
            values["scope_ids"] = scopes
        erased[table] = await query.run_long(connection, ERASE_SECONDS, **values)
    return {table: rows for table, rows in erased.items() if rows}


def _stored_account(row: asyncpg.Record) -> StoredAccount:
    values = dict(row)
    password_hash = values.pop("password_hash")
    return StoredAccount(Account(**values), password_hash)
