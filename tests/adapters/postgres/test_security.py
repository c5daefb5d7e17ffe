"""Row-level security, for every table that the catalogue knows to hold rows of users."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from toldonce.adapters.postgres.accounts import PgAccounts
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.model import Scope

TABLES_WITH_USERS = """
SELECT c.relname
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY 1
"""
COLUMNS = """
SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
FROM pg_attribute a
WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
  AND (a.attnotnull OR a.attname IN ('scope_id', 'conversation_id')) AND a.attidentity = ''
ORDER BY a.attnum
"""
BEFORE = {"users": 0, "sessions": 1, "scopes": 1, "conversations": 2, "webhooks": 3}
"""Tables whose rows others refer to come first."""
NOT_ERASED = {"erasures"}
"""Receipts outlive what was erased."""


@dataclass(frozen=True)
class Owner:
    """A user with one row in every table."""

    user_id: UUID
    scope_id: UUID


async def insert_row(connection: Connection, table: str, owner: Owner, model_id: int, **fixed: Any) -> None:
    """Insert a row with a plausible value in every column that needs one."""
    by_type: Mapping[str, str] = {
        "uuid": f"'{owner.user_id}'",
        "text": f"'{owner.user_id}'",
        "bytea": f"uuid_send('{owner.user_id}')",
        "integer": "1",
        "smallint": "1",
        "bigint": "1",
        "boolean": "false",
        "real": "1",
        "double precision": "1",
        "timestamp with time zone": "now()",
        "date": "current_date",
        "jsonb": "'{}'",
        "text[]": "'{}'",
        "uuid[]": "'{}'",
        "bigint[]": "'{}'",
        "halfvec": "'[1,0,0]'",
    }
    by_name = {"scope_id": f"'{owner.scope_id}'", "role": "'user'", "status": "'current'", "model_id": str(model_id)}
    if table in ("jobs", "idempotency"):
        by_name["status"] = "'queued'"
    if table == "webhook_deliveries":
        by_name["status"] = "'waiting'"
    columns = await connection.fetch(COLUMNS, table)
    values = [fixed.get(c["name"]) or by_name.get(c["name"]) or by_type[c["type"]] for c in columns]
    names = ", ".join(c["name"] for c in columns)
    await connection.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join(values)})")


@pytest.fixture(scope="module")
async def owner(owner_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(owner_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="module")
async def tables(owner: asyncpg.Connection) -> list[str]:
    names = [row["relname"] for row in await owner.fetch(TABLES_WITH_USERS)]
    return sorted(names, key=lambda name: (BEFORE.get(name, 9), name))


@pytest.fixture(scope="module")
async def model_id(owner_url: str, service_url: str) -> int:
    return await ensure_model(owner_url, "three numbers", 3)


@pytest.fixture
async def users(database: Database, tables: list[str], model_id: int) -> tuple[Owner, Owner]:
    """Two users, each with a row in every table, inserted under the restricted role by themselves."""
    made = []
    for _ in range(2):
        user_id = uuid4()
        one = Owner(user_id, Scope(user_id=user_id).scope_id)
        async with database.session(user_id=one.user_id, scope_id=one.scope_id) as connection:
            for table in tables:
                await insert_row(connection, table, one, model_id)
        made.append(one)
    return made[0], made[1]


async def test_tables_are_found(tables: list[str]) -> None:
    assert {"users", "turns", "memories", "postings", "embeddings", "jobs", "idempotency", "api_keys"} <= set(tables)


async def test_security_is_forced_on_every_table(owner: asyncpg.Connection, tables: list[str]) -> None:
    rows = await owner.fetch(
        "SELECT relname FROM pg_class WHERE relname = ANY($1) AND relnamespace = 'public'::regnamespace"
        " AND NOT (relrowsecurity AND relforcerowsecurity)",
        tables,
    )
    assert rows == []


async def test_role_is_bound_by_it(owner: asyncpg.Connection, database: Database, tables: list[str]) -> None:
    async with database.session() as connection:
        role = await connection.fetchval("SELECT current_user")
        assert await connection.fetchval("SELECT session_user") == role
    attributes = await owner.fetchrow(
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolinherit, rolreplication FROM pg_roles"
        " WHERE rolname = $1",
        role,
    )
    assert attributes is not None
    assert not any(attributes.values())
    assert (
        await owner.fetchval(
            "SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = $1)", role
        )
        == 0
    )
    assert (
        await owner.fetchval(
            "SELECT count(*) FROM pg_auth_members WHERE member = (SELECT oid FROM pg_roles WHERE rolname = $1)", role
        )
        == 0
    )


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (a int)",
        "ALTER TABLE turns DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own ON turns",
        "TRUNCATE turns",
        "UPDATE schema_migrations SET sha256 = ''",
        "SELECT * FROM service_secret",
        "SET SESSION AUTHORIZATION toldonce",
        "SET ROLE toldonce",
        "CREATE ROLE another",
    ],
)
async def test_role_cannot_free_itself(database: Database, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.session(user_id=uuid4()) as connection:
            await connection.execute(statement)


async def test_session_without_a_user_sees_nothing(
    database: Database, tables: list[str], users: tuple[Owner, Owner]
) -> None:
    async with database.session() as connection:
        seen = {table: await connection.fetchval(f"SELECT count(*) FROM {table}") for table in tables}
    assert seen == dict.fromkeys(tables, 0)


async def test_user_sees_its_own_rows_only(database: Database, tables: list[str], users: tuple[Owner, Owner]) -> None:
    for one in users:
        async with database.session(user_id=one.user_id) as connection:
            for table in tables:
                rows = await connection.fetch(f"SELECT user_id FROM {table}")
                assert [row["user_id"] for row in rows] == [one.user_id], table


async def test_user_cannot_read_change_or_delete_anothers_rows(
    database: Database, owner: asyncpg.Connection, tables: list[str], users: tuple[Owner, Owner]
) -> None:
    mine, foreign = users
    async with database.session(user_id=mine.user_id) as connection:
        for table in tables:
            foreign_rows = f"FROM {table} WHERE user_id = $1"
            assert await connection.fetch(f"SELECT {foreign_rows}", foreign.user_id) == [], table
            changed = await connection.execute(
                f"UPDATE {table} SET user_id = user_id WHERE user_id = $1", foreign.user_id
            )
            assert changed == "UPDATE 0", table
            assert await connection.execute(f"DELETE {foreign_rows}", foreign.user_id) == "DELETE 0", table
    for table in tables:
        assert await owner.fetchval(f"SELECT count(*) FROM {table} WHERE user_id = $1", foreign.user_id) == 1, table


async def test_user_cannot_write_rows_in_anothers_name(
    database: Database, tables: list[str], users: tuple[Owner, Owner], model_id: int
) -> None:
    mine, foreign = users
    for table in tables:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            async with database.session(user_id=mine.user_id) as connection:
                await insert_row(connection, table, Owner(foreign.user_id, uuid4()), model_id)
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            async with database.session(user_id=mine.user_id) as connection:
                await connection.execute(f"UPDATE {table} SET user_id = $1", foreign.user_id)


async def test_scope_narrows_what_its_user_sees(
    database: Database, owner: asyncpg.Connection, tables: list[str], users: tuple[Owner, Owner]
) -> None:
    mine, _ = users
    scoped = [
        row["relname"]
        for row in await owner.fetch(TABLES_WITH_USERS.replace("a.attname = 'user_id'", "a.attname = 'scope_id'"))
    ]
    assert "turns" in scoped
    async with database.session(user_id=mine.user_id, scope_id=mine.scope_id) as connection:
        for table in scoped:
            assert await connection.fetchval(f"SELECT count(*) FROM {table}") == 1, table
    async with database.session(user_id=mine.user_id, scope_id=uuid4()) as connection:
        for table in scoped:
            assert await connection.fetchval(f"SELECT count(*) FROM {table}") == 0, table


async def test_purposes_open_no_more_than_they_need(
    database: Database, tables: list[str], users: tuple[Owner, Owner]
) -> None:
    opened = {}
    for purpose in ("authenticate", "work"):
        async with database.session(purpose=purpose) as connection:  # type: ignore[arg-type]
            opened[purpose] = {
                table for table in tables if await connection.fetchval(f"SELECT count(*) FROM {table}") >= 2
            }
    assert opened == {
        "authenticate": {"users", "sessions", "refresh_tokens", "api_keys"},
        "work": {"jobs", "idempotency", "scopes"},
    }


async def test_upkeep_reads_scopes_and_changes_none(database: Database, users: tuple[Owner, Owner]) -> None:
    async with database.session(purpose="work") as connection:
        assert await connection.execute("UPDATE scopes SET last_seq = 0") == "UPDATE 0"
        assert await connection.execute("DELETE FROM scopes") == "DELETE 0"


async def test_nothing_of_a_session_is_left_for_the_next(database: Database, users: tuple[Owner, Owner]) -> None:
    mine, _ = users
    for _ in range(20):
        async with database.session(
            user_id=mine.user_id, scope_id=mine.scope_id, purpose="work", settings={"hnsw.ef_search": "123"}
        ) as connection:
            assert await connection.fetchval("SELECT count(*) FROM turns") == 1
        async with database.session() as connection:
            assert await connection.fetchval("SELECT count(*) FROM turns") == 0
            assert await connection.fetchval("SELECT current_setting('hnsw.ef_search')") != "123"
            for name in ("user_id", "scope_id", "purpose"):
                assert await connection.fetchval("SELECT current_setting($1)", f"toldonce.{name}") == ""


async def test_erasing_an_account_empties_every_table_of_it(
    database: Database, owner: asyncpg.Connection, tables: list[str], users: tuple[Owner, Owner]
) -> None:
    gone, stays = users
    erased = await PgAccounts(database).erase(gone.user_id)
    assert erased == dict.fromkeys(set(tables) - NOT_ERASED, 1)
    for table in tables:
        expected = 1 if table in NOT_ERASED else 0
        assert await owner.fetchval(f"SELECT count(*) FROM {table} WHERE user_id = $1", gone.user_id) == expected, table
        assert await owner.fetchval(f"SELECT count(*) FROM {table} WHERE user_id = $1", stays.user_id) == 1, table
