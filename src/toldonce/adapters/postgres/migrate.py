"""Brings a database up to date: the schema, the restricted role of the service, the index of an embedding model."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from toldonce.adapters.postgres.connection import CONNECT_SECONDS, Connection, connecting
from toldonce.adapters.postgres.role import can_log_in, make_role, role_in_order, role_name, role_password, url_of
from toldonce.errors import ToldonceError

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = int.from_bytes(hashlib.sha256(b"toldonce migrate").digest()[:8], "big", signed=True)
LOCK_POLL_SECONDS = 0.05
LOCK_SECONDS = 10
"""How long a migration may wait for a table that is in use."""
MAKE_HISTORY = (
    "CREATE TABLE IF NOT EXISTS schema_migrations"
    " (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
)
OLDEST_POSTGRESQL = 15
OLDEST_PGVECTOR = (0, 8)
MAX_INDEXED_DIMENSION = 4_000
"""What an HNSW index over halfvec can hold."""

Progress = Callable[[str], None]


class DatabaseUnfit(ToldonceError):
    """The database cannot be used as it is; the message says what to change."""

    code = "database_unfit"


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of the schema's history."""

    name: str
    sql: str
    sha256: str


async def migrate(owner_url: str, *, progress: Progress, folder: Path = MIGRATIONS) -> str:
    """Bring the schema up to date and give the URL of the restricted role to serve under.

    ``owner_url`` may be of an owner, a superuser or the restricted role itself. Any number of processes may call this
    at once: one of them works, the others wait. Raises `DatabaseUnfit` or `StoreUnavailable`.
    """
    migrations = read_migrations(folder)
    async with owner_connection(owner_url) as connection:
        # In a transaction, so that it works behind a pooler, where nothing else of this does.
        async with connection.transaction():
            if await is_restricted(connection):
                await _require_current(connection, migrations)
                return owner_url
            restricted_url = await _url_when_current(connection, owner_url, migrations)
        if restricted_url is not None:
            return restricted_url
        await require_versions(connection)
        async with exclusive(connection, progress):
            await _apply(connection, migrations, progress)
            return await _put_role_right(connection, owner_url, progress)


async def ensure_model(owner_url: str, name: str, dimension: int) -> int:
    """Register an embedding model with vectors of ``dimension`` numbers, make its index, give its id.

    Safe to call from any number of processes at once. Raises `DatabaseUnfit` or `StoreUnavailable`.
    """
    if not 1 <= dimension <= MAX_INDEXED_DIMENSION:
        raise DatabaseUnfit(
            f"EMBEDDING_MODEL: {name!r} makes vectors of {dimension} numbers, but at most {MAX_INDEXED_DIMENSION} can"
            " be indexed: choose another model."
        )
    async with owner_connection(owner_url) as connection:
        async with connection.transaction():
            model_id = await _indexed_model(connection, name, dimension)
            restricted = await is_restricted(connection)
        if model_id is not None:
            return model_id
        if restricted:
            raise DatabaseUnfit(
                f"The embedding model {name!r} is not registered yet and the database role may not do so: run"
                " 'toldonce migrate' once with the owner's DATABASE_URL and the same EMBEDDING_MODEL."
            )
        async with exclusive(connection, lambda _: None):
            model_id = await _indexed_model(connection, name, dimension)
            return model_id if model_id is not None else await _register_model(connection, name, dimension)


async def forget_model(owner_url: str, name: str) -> None:
    """Drop the index of a model whose vectors are gone, and the model. Raises `DatabaseUnfit`, `StoreUnavailable`."""
    async with owner_connection(owner_url) as connection:
        if await is_restricted(connection):
            raise DatabaseUnfit("DATABASE_URL: dropping an embedding model needs the rights of the database's owner.")
        async with exclusive(connection, lambda _: None):
            model_id = await connection.fetchval("SELECT model_id FROM embedding_models WHERE name = $1", name)
            if model_id is not None:
                await connection.execute(f"DROP INDEX CONCURRENTLY IF EXISTS idx_embeddings_hnsw_{int(model_id)}")
                await connection.execute("DELETE FROM embedding_models WHERE model_id = $1", model_id)


def read_migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    """The files of the schema's history, in order."""
    migrations = []
    for path in sorted(folder.glob("*.sql")):
        content = path.read_bytes()
        migrations.append(Migration(path.name, content.decode(), hashlib.sha256(content).hexdigest()))
    return migrations


@contextlib.asynccontextmanager
async def owner_connection(url: str) -> AsyncIterator[Connection]:
    """One connection for work on the schema. Raises `StoreUnavailable`."""
    with connecting():
        connection: Connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS, statement_cache_size=0)
    try:
        with connecting():
            yield connection
    finally:
        await connection.close(timeout=CONNECT_SECONDS)


async def is_restricted(connection: Connection) -> bool:
    """Whether the role could never have made this schema: it owns none of it and may make neither tables nor roles."""
    restricted: bool = await connection.fetchval(
        """
        SELECT NOT (r.rolsuper OR r.rolcreaterole)
           AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = to_regclass('schema_migrations')
                           AND pg_has_role(c.relowner, 'MEMBER'))
           AND (to_regclass('schema_migrations') IS NOT NULL
                OR current_schema() IS NULL OR NOT has_schema_privilege(current_schema(), 'CREATE'))
        FROM pg_roles r WHERE r.rolname = current_user
        """
    )
    return restricted


async def applied_migrations(connection: Connection) -> dict[str, str]:
    """The applied migrations with their checksums."""
    if await connection.fetchval("SELECT to_regclass('schema_migrations') IS NULL"):
        return {}
    return {row["name"]: row["sha256"] for row in await connection.fetch("SELECT name, sha256 FROM schema_migrations")}


def pending_migrations(applied: dict[str, str], migrations: Sequence[Migration]) -> list[Migration]:
    """What is to be applied yet. Raises `DatabaseUnfit` when what was applied is not what is in the files."""
    known = {migration.name for migration in migrations}
    newer = sorted(applied.keys() - known)
    if newer:
        raise DatabaseUnfit(
            f"The database was migrated by a newer toldonce ({', '.join(newer)}): install that version or a later one."
        )
    for migration in migrations:
        if applied.get(migration.name, migration.sha256) != migration.sha256:
            raise DatabaseUnfit(
                f"The migration {migration.name} was changed after it had been applied to this database: restore the"
                " file and put the change into a new migration."
            )
    return [migration for migration in migrations if migration.name not in applied]


async def apply_one(connection: Connection, migration: Migration) -> None:
    """Run a migration and record it; the caller's transaction holds both together."""
    await connection.execute(migration.sql)
    await connection.execute(
        "INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2)", migration.name, migration.sha256
    )


async def _require_current(connection: Connection, migrations: Sequence[Migration]) -> None:
    user = await connection.fetchval("SELECT current_user")
    if await connection.fetchval("SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user"):
        raise DatabaseUnfit(
            f"The database role {user!r} may pass by row-level security, which keeps accounts apart: take BYPASSRLS"
            " from it."
        )
    try:
        pending = pending_migrations(await applied_migrations(connection), migrations)
    except asyncpg.InsufficientPrivilegeError as refusal:
        raise DatabaseUnfit(
            f"The database role {user!r} may not read schema_migrations: run 'toldonce migrate' with the owner's"
            " DATABASE_URL, and serve under the role that it makes."
        ) from refusal
    if pending:
        raise DatabaseUnfit(
            f"The database needs {len(pending)} migrations that the role {user!r} may not apply: run 'toldonce migrate'"
            " with the owner's DATABASE_URL."
        )


async def _url_when_current(connection: Connection, owner_url: str, migrations: Sequence[Migration]) -> str | None:
    """The restricted role's URL when there is nothing to do, found without any lock."""
    if pending_migrations(await applied_migrations(connection), migrations):
        return None
    role = role_name(await connection.fetchval("SELECT current_database()"))
    if not await role_in_order(connection, role):
        return None
    try:
        url = url_of(owner_url, role, await role_password(connection, owner_url, role))
    except asyncpg.UndefinedTableError:
        return None
    return url if await can_log_in(url) else None


async def require_versions(connection: Connection) -> None:
    """Raise `DatabaseUnfit` when PostgreSQL, pgvector or pg_trgm is missing or too old."""
    number = int(await connection.fetchval("SHOW server_version_num"))
    if number < OLDEST_POSTGRESQL * 10_000:
        raise DatabaseUnfit(
            f"The database is PostgreSQL {number // 10_000}: toldonce needs {OLDEST_POSTGRESQL} or later."
        )
    versions = {
        row["name"]: row["installed_version"] or row["default_version"]
        for row in await connection.fetch(
            "SELECT name, installed_version, default_version FROM pg_available_extensions"
            " WHERE name IN ('vector', 'pg_trgm')"
        )
    }
    if "pg_trgm" not in versions:
        raise DatabaseUnfit("The database has no pg_trgm: install PostgreSQL's contrib package on its server.")
    if "vector" not in versions:
        raise DatabaseUnfit("The database has no pgvector: install pgvector 0.8 or later on its server.")
    if tuple(int(part) for part in versions["vector"].split(".")[:2]) < OLDEST_PGVECTOR:
        raise DatabaseUnfit(
            f"The database has pgvector {versions['vector']}: install 0.8 or later on its server, then run"
            " 'ALTER EXTENSION vector UPDATE' in this database."
        )


@contextlib.asynccontextmanager
async def exclusive(connection: Connection, progress: Progress) -> AsyncIterator[None]:
    """Hold the database's migration lock.

    It is polled for, because a session that waits inside a statement keeps a snapshot, which CREATE INDEX CONCURRENTLY
    in the session that holds the lock would wait for in turn.
    """
    waited = False
    while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK):
        if not waited:
            progress("waiting for another process that prepares the database")
            waited = True
        await asyncio.sleep(LOCK_POLL_SECONDS)
    try:
        yield
    finally:
        if not connection.is_closed():
            await connection.execute("SELECT pg_advisory_unlock($1)", LOCK)


async def _apply(connection: Connection, migrations: Sequence[Migration], progress: Progress) -> None:
    try:
        await connection.execute(MAKE_HISTORY)
        for migration in pending_migrations(await applied_migrations(connection), migrations):
            progress(f"migrating the database: {migration.name}")
            async with connection.transaction():
                # Whoever asks after this waits behind it for the same lock.
                await connection.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
                await apply_one(connection, migration)
        if await connection.fetchval("SELECT cardinality(show_trgm('\u0436')) = 0"):
            progress("this database's LC_CTYPE knows Latin letters only: similar words of other scripts are not found")
    except asyncpg.InsufficientPrivilegeError as refusal:
        user = await connection.fetchval("SELECT current_user")
        raise DatabaseUnfit(
            f"The database role {user!r} may not make the schema ({refusal}): use the database's owner, and have an"
            " administrator run 'CREATE EXTENSION vector; CREATE EXTENSION pg_trgm' in this database first."
        ) from refusal
    except asyncpg.LockNotAvailableError as busy:
        raise DatabaseUnfit(
            f"A migration waited {LOCK_SECONDS} seconds for a table that others use, and nothing was changed: end long"
            " transactions, or stop the service, then run 'toldonce migrate' again."
        ) from busy


async def _put_role_right(connection: Connection, owner_url: str, progress: Progress) -> str:
    role = role_name(await connection.fetchval("SELECT current_database()"))
    in_order = await role_in_order(connection, role)
    if in_order:
        with contextlib.suppress(asyncpg.UndefinedTableError):
            url = url_of(owner_url, role, await role_password(connection, owner_url, role))
            if await can_log_in(url):
                return url
    progress(f"preparing the database role {role}")
    try:
        await make_role(connection, owner_url, role)
    except asyncpg.InsufficientPrivilegeError as refusal:
        user = await connection.fetchval("SELECT current_user")
        raise DatabaseUnfit(
            f"The database role {user!r} may not make or change the role {role!r}, under which the service works"
            f" ({refusal}): give it CREATEROLE, and have an administrator drop {role!r} if it is there."
        ) from refusal
    url = url_of(owner_url, role, await role_password(connection, owner_url, role))
    if not await can_log_in(url):
        raise DatabaseUnfit(
            f"The database does not let the role {role!r} in with its password: allow it in pg_hba.conf like the owner."
        )
    return url


async def _indexed_model(connection: Connection, name: str, dimension: int) -> int | None:
    """The id of a registered model whose index is ready."""
    row = await connection.fetchrow(
        """
        SELECT m.model_id, m.dimension, coalesce(i.indisvalid, false) AS indexed
        FROM embedding_models m
        LEFT JOIN pg_index i ON i.indexrelid = to_regclass('idx_embeddings_hnsw_' || m.model_id)
        WHERE m.name = $1
        """,
        name,
    )
    if row is None:
        return None
    if row["dimension"] != dimension:
        raise DatabaseUnfit(
            f"EMBEDDING_MODEL: {name!r} is registered with {row['dimension']} dimensions but now makes {dimension}:"
            " give the new model another name."
        )
    return int(row["model_id"]) if row["indexed"] else None


async def _register_model(connection: Connection, name: str, dimension: int) -> int:
    await connection.execute(
        """
        INSERT INTO embedding_models (name, dimension, chosen_at)
        SELECT $1, $2,
               CASE WHEN NOT EXISTS (SELECT FROM embedding_models WHERE chosen_at IS NOT NULL) THEN now() END
        ON CONFLICT (name) DO NOTHING
        """,
        name,
        dimension,
    )
    model_id = int(await connection.fetchval("SELECT model_id FROM embedding_models WHERE name = $1", name))
    index = f"idx_embeddings_hnsw_{model_id}"
    # An interrupted build leaves an index behind that is never used.
    await connection.execute(f"DROP INDEX IF EXISTS {index}")
    # PostgreSQL makes no index of a partitioned table (deploy/partition.sql) while writes go on.
    partitioned = await connection.fetchval("SELECT relkind = 'p' FROM pg_class WHERE oid = 'embeddings'::regclass")
    concurrently = "" if partitioned else "CONCURRENTLY"
    await connection.execute(
        f"CREATE INDEX {concurrently} {index} ON embeddings"
        f" USING hnsw ((embedding::halfvec({int(dimension)})) halfvec_cosine_ops) WHERE model_id = {model_id} AND ann"
    )
    return model_id
