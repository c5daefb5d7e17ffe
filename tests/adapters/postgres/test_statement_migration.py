"""Memories from before there were statements: they become statements, and go on as any other memory does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID, uuid4, uuid5

import asyncpg
import pytest
from databases import database_url, quiet, run_sql

from toldonce.adapters.postgres.migrate import MAKE_HISTORY, apply_one, ensure_model, migrate, read_migrations
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.role import role_name, url_of
from toldonce.adapters.postgres.store import PgStore
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.slots import value_key
from toldonce.model import Scope

USER = UUID(int=7)
SCOPE = Scope(user_id=USER)
WORDS = ['My Dog is called "Rex".', "  the   cat_sat ", "long " * 100 + "tail", "Wohnt in Köln!"]
OLD = """
WITH place AS (
    INSERT INTO scopes (scope_id, user_id, subject, last_seq) VALUES ($1, $2, 'me', $5)
)
INSERT INTO memories (scope_id, user_id, memory_id, seq, kind, content, recorded_at, source_key)
SELECT $1, $2, m.id, n, CASE n WHEN 1 THEN 'entity' ELSE 'fact' END, m.content, now(),
       CASE n WHEN 2 THEN 'write:k:0' END
FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS m(id, content, n)
"""


@pytest.fixture
async def old_url(embedded_url: str) -> AsyncIterator[str]:
    """The owner's URL of a database of the version before; row-level security binds its owner, who is no superuser."""
    name = f"o_{uuid4().hex[:8]}"
    await run_sql(embedded_url, f"CREATE ROLE {name} LOGIN CREATEROLE", f"CREATE DATABASE {name} OWNER {name}")
    admin = database_url(embedded_url, name)
    await run_sql(admin, "CREATE EXTENSION vector", "CREATE EXTENSION pg_trgm", f"ALTER SCHEMA public OWNER TO {name}")
    url = url_of(admin, name, "a password")
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        await connection.execute(MAKE_HISTORY)
        for migration in read_migrations()[:2]:
            await apply_one(connection, migration)
        await connection.execute("SELECT set_config('toldonce.user_id', $1, true)", str(USER))
        ids = [uuid5(USER, words) for words in WORDS]
        await connection.execute(OLD, SCOPE.scope_id, USER, ids, WORDS, len(WORDS))
    await connection.close()
    yield url
    await run_sql(
        embedded_url, f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {role_name(name)}", f"DROP ROLE {name}"
    )


async def test_memories_become_statements(old_url: str) -> None:
    database = await Database.open(await migrate(old_url, progress=quiet), pool_size=2)
    try:
        store = PgStore(database, await ensure_model(old_url, "m", 3), "m", 3)
        statements = await store.statements(SCOPE)
        assert {one.candidate.value_key for one in statements} == {value_key(words) for words in WORDS}
        assert {one.candidate.attribute for one in statements} == {"note", "fact"}
        assert "write:k:0" in {one.key for one in statements}
        page = await store.changes(SCOPE, from_seq=0, to_seq=None, limit=9, cursor=None)
        assert [(change.seq, change.action, change.after) for change in page.items] == [
            (number, "added", "current") for number in (1, 2, 3, 4)
        ]
        memory_id = uuid5(USER, WORDS[0])
        memory = await store.memory(SCOPE, memory_id)
        assert (memory.slot, memory.value, memory.version) == ("user.note", WORDS[0], 1)
        counts = await store.forget_memory(SCOPE, memory_id, Reconciliation(), {}, erase_evidence=True)
        assert counts == {"memories": 1, "statements": 1, "memory_changes": 1}
    finally:
        await database.close(5.0)
