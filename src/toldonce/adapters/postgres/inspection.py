"""What a doctor wants to know of a database; nothing is changed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import asyncpg

from toldonce.adapters.postgres.connection import CONNECT_SECONDS, Connection, connecting
from toldonce.adapters.postgres.migrate import read_migrations
from toldonce.adapters.postgres.role import can_log_in, role_in_order, role_name, url_of

_UNFORCED = """
SELECT c.relname
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """``server`` is the PostgreSQL version, ``missing`` the migrations not yet applied, ``role`` the restricted role
    and whether it is in order, ``unforced`` the tables with rows of users without forced row-level security."""

    server: str
    missing: tuple[str, ...]
    role: str
    role_in_order: bool
    unforced: tuple[str, ...]


async def inspect_database(owner_url: str) -> DatabaseState:
    """The state of a database. Raises `StoreUnavailable` when it cannot be reached."""
    with connecting():
        connection: Connection = await asyncpg.connect(owner_url, timeout=CONNECT_SECONDS, statement_cache_size=0)
    try:
        with connecting():
            return await _state(connection)
    finally:
        await connection.close(timeout=CONNECT_SECONDS)


async def refuses_wrong_password(url: str) -> bool:
    """Whether the database does not let its user in with another password. Raises `StoreUnavailable`."""
    user = unquote(urlsplit(url).username or "")
    with connecting():
        return not await can_log_in(url_of(url, user, secrets.token_urlsafe(24)))


async def _state(connection: Connection) -> DatabaseState:
    applied: set[str] = set()
    if await connection.fetchval("SELECT to_regclass('schema_migrations') IS NOT NULL"):
        applied = {row["name"] for row in await connection.fetch("SELECT name FROM schema_migrations")}
    role = role_name(await connection.fetchval("SELECT current_database()"))
    return DatabaseState(
        server=await connection.fetchval("SHOW server_version"),
        missing=tuple(one.name for one in read_migrations() if one.name not in applied),
        role=role,
        role_in_order=await role_in_order(connection, role),
        unforced=tuple(row["relname"] for row in await connection.fetch(_UNFORCED)),
    )
