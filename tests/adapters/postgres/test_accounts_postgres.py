"""Accounts in PostgreSQL: what is asked with each request waits for no disk."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from toldonce.adapters.postgres.accounts import PgAccounts
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.pool import Database
from toldonce.model import Account, ApiKey

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DIGEST = b"k" * 32
HOW = """
SELECT current_setting('transaction_read_only') = 'on' AS reading,
       (SELECT setting = 'off' AND source = 'session' FROM pg_settings WHERE name = 'synchronous_commit') AS waits_not
"""


class Watched:
    """Sessions of a database: whether each was only reading, and whether it said that its end waits for no disk."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.seen: list[tuple[bool, bool]] = []

    @contextlib.asynccontextmanager
    async def session(self, **options: Any) -> AsyncIterator[Connection]:
        async with self.database.session(**options) as connection:
            yield connection
            self.seen.append(tuple((await connection.fetch(HOW))[0]))


async def test_a_key_is_looked_up_and_its_use_noted_without_waiting_for_the_disk(database: Database) -> None:
    user_id, watched = uuid4(), Watched(database)
    accounts = PgAccounts(database)
    await accounts.add_account(
        Account(user_id=user_id, email=f"{user_id}@example.com", full_name=None, created_at=NOW), "hash"
    )
    key = ApiKey(
        key_id=uuid4(), key_prefix="to_", name="a robot", scopes=["memories:read"], created_at=NOW, expires_at=None
    )
    await accounts.add_key(user_id, key, DIGEST)
    asked = PgAccounts(watched)  # type: ignore[arg-type]
    for seconds in (0, 1, 60):
        stored = await asked.key_by_hash(DIGEST, NOW + timedelta(seconds=seconds))
        assert stored is not None
    assert stored is not None
    assert stored.key.last_used_at == NOW + timedelta(minutes=1)
    looked_up, noted = (True, False), (False, True)
    assert watched.seen == [looked_up, noted, looked_up, looked_up, noted]
