"""The restricted role that the service works under: neither owner nor superuser, so row-level security binds it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import asyncpg

from toldonce.adapters.postgres.connection import CONNECT_SECONDS, Connection

NAME_BYTES = 63
"""PostgreSQL cuts longer names."""

_SETTINGS = {"jit": "off", "statement_timeout": "5min", "idle_in_transaction_session_timeout": "5min"}
_MINE = """
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
  AND c.relkind = ANY($1::"char"[]) AND c.relname NOT IN ('schema_migrations', 'service_secret')
  AND NOT EXISTS (SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1
"""
_UNGRANTED = """
SELECT count(*)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
  AND c.relname NOT IN ('schema_migrations', 'service_secret')
  AND NOT EXISTS (SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  AND NOT (has_table_privilege($1::text, c.oid, 'SELECT') AND has_table_privilege($1::text, c.oid, 'INSERT')
       AND has_table_privilege($1::text, c.oid, 'UPDATE') AND has_table_privilege($1::text, c.oid, 'DELETE'))
"""


def role_name(database: str) -> str:
    """The restricted role of a database; a name too long for PostgreSQL is cut and kept apart by a digest."""
    name = f"toldonce_{database}_app"
    if len(name.encode()) <= NAME_BYTES:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return name.encode()[: NAME_BYTES - 9].decode(errors="ignore") + f"_{digest}"


async def role_password(connection: Connection, owner_url: str, role: str) -> str:
    """The role's password, which every worker and host derives alike from the owner's.

    An owner without a password (a trusted socket, a certificate) keeps a random secret in a table of its own instead.
    Raises `asyncpg.UndefinedTableError` or `asyncpg.InsufficientPrivilegeError` where that table is missing or closed.
    """
    key = _password_of(owner_url) or await connection.fetchval("SELECT secret FROM service_secret")
    return hmac.new(str(key).encode(), role.encode(), hashlib.sha256).hexdigest()


async def role_in_order(connection: Connection, role: str) -> bool:
    """Whether the role exists, is bound by row-level security and may use every table. Runs as the owner."""
    attributes = await connection.fetchrow(
        "SELECT rolcanlogin, rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls AS too_strong"
        " FROM pg_roles WHERE rolname = $1",
        role,
    )
    if attributes is None or not attributes["rolcanlogin"] or attributes["too_strong"]:
        return False
    ungranted: int = await connection.fetchval(_UNGRANTED, role)
    return ungranted == 0


async def can_log_in(url: str) -> bool:
    """Whether the role of ``url`` exists with that password. Other failures to connect are raised."""
    try:
        connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
    except asyncpg.InvalidAuthorizationSpecificationError:
        return False
    await connection.close()
    return True


async def make_role(connection: Connection, owner_url: str, role: str) -> None:
    """Create the role or put it right, with its password and grants, in one transaction. Runs as the owner."""
    async with connection.transaction():
        if _password_of(owner_url) is None:
            await connection.execute("CREATE TABLE IF NOT EXISTS service_secret (secret text NOT NULL)")
            await connection.execute(
                "INSERT INTO service_secret SELECT $1 WHERE NOT EXISTS (SELECT FROM service_secret)",
                secrets.token_hex(32),
            )
        password = await role_password(connection, owner_url, role)
        quoted = await connection.fetchval("SELECT quote_ident($1)", role)
        attributes = await connection.fetchrow(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolinherit FROM pg_roles WHERE rolname = $1",
            role,
        )
        if attributes is None:
            await connection.execute(
                f"CREATE ROLE {quoted} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT"
            )
        else:
            # Only a superuser may name SUPERUSER and BYPASSRLS here, so nothing is named that is right already.
            surplus = " ".join(
                f"NO{attribute.removeprefix('rol').upper()}" for attribute, held in attributes.items() if held
            )
            await connection.execute(f"ALTER ROLE {quoted} LOGIN {surplus}")
        await connection.execute(f"ALTER ROLE {quoted} PASSWORD '{_verifier(password)}'")
        await _grant(connection, quoted)


def url_of(owner_url: str, role: str, password: str) -> str:
    """``owner_url`` with another user and password."""
    parts = urlsplit(owner_url)
    hosts = parts.netloc.rpartition("@")[2]
    query = [
        (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k not in ("user", "password", "passfile")
    ]
    userinfo = f"{quote(role, safe='')}:{quote(password, safe='')}"
    return urlunsplit((parts.scheme, f"{userinfo}@{hosts}", parts.path, urlencode(query, quote_via=quote), ""))


def _password_of(url: str) -> str | None:
    parts = urlsplit(url)
    userinfo = parts.netloc.rpartition("@")[0]
    password = unquote(userinfo.partition(":")[2]) or dict(parse_qsl(parts.query)).get("password")
    return password or None


def _verifier(password: str) -> str:
    """What PostgreSQL keeps of a password; made here, so that the password itself reaches no statement log."""
    salt, rounds = secrets.token_bytes(16), 4096
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
    client_key, server_key = (hmac.digest(salted, name, "sha256") for name in (b"Client Key", b"Server Key"))
    stored_key = hashlib.sha256(client_key).digest()
    salt64, stored64, server64 = (base64.b64encode(part).decode() for part in (salt, stored_key, server_key))
    return f"SCRAM-SHA-256${rounds}:{salt64}${stored64}:{server64}"


async def _grant(connection: Connection, quoted_role: str) -> None:
    database, schema = await connection.fetchrow(
        "SELECT quote_ident(current_database()), quote_ident(current_schema())"
    )
    statements = [
        f"GRANT CONNECT ON DATABASE {database} TO {quoted_role}",
        f"GRANT USAGE ON SCHEMA {schema} TO {quoted_role}",
        f"GRANT SELECT ON schema_migrations TO {quoted_role}",
        *(f"ALTER ROLE {quoted_role} IN DATABASE {database} SET {k} = '{v}'" for k, v in _SETTINGS.items()),
        f"ALTER ROLE {quoted_role} IN DATABASE {database} SET search_path = {schema}, public",
    ]
    for table in await connection.fetch(_MINE, [b"r", b"p"]):
        statements.append(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table[0]} TO {quoted_role}")
    for sequence in await connection.fetch(_MINE, [b"S"]):
        statements.append(f"GRANT USAGE ON SEQUENCE {sequence[0]} TO {quoted_role}")
    for function in await connection.fetch(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace"
        " AND p.proowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid"
        " AND d.deptype = 'e')"
    ):
        statements.append(f"GRANT EXECUTE ON FUNCTION {function[0]} TO {quoted_role}")
    for statement in statements:
        await connection.execute(statement)
