"""Restoring: a verified backup becomes the database, in one transaction with the erasures that came after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from toldonce.adapters.postgres.backup import AS_TEXT, NEEDS_OWNER, Progress
from toldonce.adapters.postgres.backup_file import BackupFailed, BackupReader, Manifest
from toldonce.adapters.postgres.connection import Connection, prepare_connection
from toldonce.adapters.postgres.erasures import KeptReceipt, Resettling, erase_again, receipts_in
from toldonce.adapters.postgres.migrate import (
    MAKE_HISTORY,
    Migration,
    applied_migrations,
    apply_one,
    ensure_model,
    exclusive,
    is_restricted,
    migrate,
    owner_connection,
    pending_migrations,
    read_migrations,
    require_versions,
)
from toldonce.adapters.postgres.tables import made_by, our_tables, quoted

SERVICE = "toldonce"
"""How the service's connections call themselves."""
HOLDS_NO_MEMORY = frozenset({"embedding_models"})
"""A database that was only started has rows here."""
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = $1
"""
_IDENTITIES = """
SELECT attname, pg_get_serial_sequence(quote_ident($1), attname) AS sequence FROM pg_attribute
WHERE attrelid = quote_ident($1)::regclass AND attnum > 0 AND NOT attisdropped AND attidentity <> ''
"""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the backup's manifest, rows erased again by table, and the receipts that asked for it."""

    manifest: Manifest
    erased_again: Mapping[str, int]
    receipts: int


async def restore_backup(
    owner_url: str,
    path: Path,
    *,
    replace: bool,
    receipts: Sequence[KeptReceipt],
    resettling: Resettling,
    progress: Progress,
) -> Restored:
    """Make the database what it was at the time of the backup, less what was erased since.

    Erased since is what ``receipts`` name and what the receipts in the replaced database name. Schema, role, grants,
    row-level security and the indexes of embedding models are made anew. A database that holds memories is refused
    unless ``replace``. Until the end nothing has changed. Raises `BackupFailed`, `DatabaseUnfit` or `StoreUnavailable`.
    """
    progress(f"verifying {path}")
    with BackupReader(path) as reader:
        known = _migrations_of(reader.manifest, path)
        try:
            async with owner_connection(owner_url) as connection:
                await _require_fit(connection)
                async with exclusive(connection, progress), connection.transaction():
                    erased, count = await _fill(connection, reader, known, replace, receipts, resettling, progress)
                    models = await connection.fetch("SELECT name, dimension FROM embedding_models ORDER BY model_id")
                await connection.execute("ANALYZE")
        except asyncpg.PostgresError as failure:
            raise BackupFailed(f"The backup could not be restored, and nothing was changed: {failure}.") from failure
    await migrate(owner_url, progress=progress)
    for model in models:
        progress(f"preparing the index of {model['name']}")
        await ensure_model(owner_url, model["name"], model["dimension"])
    return Restored(reader.manifest, erased, count)


async def _require_fit(connection: Connection) -> None:
    if await is_restricted(connection):
        raise BackupFailed(NEEDS_OWNER)
    await require_versions(connection)
    if await connection.fetchval(_OTHERS, SERVICE):
        raise BackupFailed("The service is running on this database: stop it and its workers first.")


async def apply_receipts(
    owner_url: str, receipts: Sequence[KeptReceipt], *, resettling: Resettling, progress: Progress
) -> tuple[Mapping[str, int], int]:
    """Erase what the receipts name from a database that was put back by other means; rows by table, receipts.

    Raises `BackupFailed`, `DatabaseUnfit` or `StoreUnavailable`; then nothing has changed.
    """
    migrations = read_migrations()
    try:
        async with owner_connection(owner_url) as connection:
            await _require_fit(connection)
            if pending_migrations(await applied_migrations(connection), migrations):
                raise BackupFailed("The database is not up to date: run 'toldonce migrate' first.")
            async with exclusive(connection, progress), connection.transaction():
                forced = await _let_owner_see(connection, await our_tables(connection, migrations))
                done = await erase_again(connection, receipts, resettling, progress)
                await _force(connection, forced)
                return done
    except asyncpg.PostgresError as failure:
        raise BackupFailed(f"Nothing was erased: {failure}.") from failure


def _migrations_of(manifest: Manifest, path: Path) -> tuple[list[Migration], list[Migration]]:
    """The migrations that the backup had seen, and those that came later."""
    ours = {migration.name: migration for migration in read_migrations()}
    for one in manifest.migrations:
        if one.name not in ours:
            raise BackupFailed(
                f"{path} was made by toldonce {manifest.made_by}, which is newer than this one: restore it with that"
                " version or a later one."
            )
        if ours[one.name].sha256 != one.sha256:
            raise BackupFailed(f"{path} was made with another {one.name}: restore it with toldonce {manifest.made_by}.")
    seen = {one.name for one in manifest.migrations}
    return [one for one in ours.values() if one.name in seen], [one for one in ours.values() if one.name not in seen]


async def _fill(
    connection: Connection,
    reader: BackupReader,
    known: tuple[list[Migration], list[Migration]],
    replace: bool,
    receipts: Sequence[KeptReceipt],
    resettling: Resettling,
    progress: Progress,
) -> tuple[Mapping[str, int], int]:
    seen, later = known
    await connection.execute(AS_TEXT)
    since = [*receipts, *await _clear(connection, [*seen, *later], replace)]
    await connection.execute(MAKE_HISTORY)
    for migration in seen:
        await apply_one(connection, migration)
    forced = await _let_owner_see(connection, await our_tables(connection, seen))
    await _load(connection, reader, progress)
    for migration in later:
        progress(f"migrating the database: {migration.name}")
        await apply_one(connection, migration)
    tables = await our_tables(connection, [*seen, *later])
    forced += await _let_owner_see(connection, tables)
    await prepare_connection(connection)
    erased, count = await erase_again(connection, since, resettling, progress)
    await _force(connection, forced)
    return erased, count


async def _clear(connection: Connection, migrations: Sequence[Migration], replace: bool) -> list[KeptReceipt]:
    """Remove what is ours; the receipts of erasures that were there. Raises `BackupFailed` when memories would go."""
    tables = await our_tables(connection, migrations)
    await _let_owner_see(connection, tables)
    full = [name for name in tables if name not in HOLDS_NO_MEMORY and await _has_rows(connection, name)]
    if full and not replace:
        raise BackupFailed(
            f"The database is not empty (it has rows in {', '.join(sorted(full))}): restore into an empty one, or give"
            " --replace to erase what is there."
        )
    receipts = await receipts_in(connection) if "erasures" in tables else []
    for name in reversed(tables):
        await connection.execute(f"DROP TABLE {quoted(name)} CASCADE")
    await connection.execute("DROP TABLE IF EXISTS schema_migrations")
    for name in made_by(migrations, "FUNCTION"):
        if await connection.fetchval(
            "SELECT EXISTS (SELECT FROM pg_proc WHERE proname = $1 AND pronamespace = current_schema()::regnamespace)",
            name,
        ):
            await connection.execute(f"DROP FUNCTION {quoted(name)} CASCADE")
    return receipts


async def _let_owner_see(connection: Connection, tables: Sequence[str]) -> list[str]:
    """Show the owner every row of those of the tables where row-level security was forced on it; their names."""
    forced = await connection.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
        " AND relname = ANY ($1::text[]) AND relforcerowsecurity",
        list(tables),
    )
    for row in forced:
        await connection.execute(f"ALTER TABLE {quoted(row['relname'])} NO FORCE ROW LEVEL SECURITY")
    return [row["relname"] for row in forced]


async def _force(connection: Connection, tables: Sequence[str]) -> None:
    for name in tables:
        await connection.execute(f"ALTER TABLE {quoted(name)} FORCE ROW LEVEL SECURITY")


async def _has_rows(connection: Connection, table: str) -> bool:
    found: bool = await connection.fetchval(f"SELECT EXISTS (SELECT FROM {quoted(table)})")  # noqa: S608 - quoted
    return found


async def _load(connection: Connection, reader: BackupReader, progress: Progress) -> None:
    for table in reader.manifest.tables:
        status = await connection.copy_to_table(table.name, source=reader.rows(table.name), columns=table.columns)
        if int(status.rpartition(" ")[2]) != table.rows:
            raise BackupFailed(f"The backup's {table.name} does not have the {table.rows} rows that it promises.")
        for identity in await connection.fetch(_IDENTITIES, table.name):
            column, name = quoted(identity["attname"]), quoted(table.name)
            await connection.execute(
                f"SELECT setval($1::text::regclass, coalesce(max({column}), 0) + 1, false) FROM {name}",  # noqa: S608
                identity["sequence"],
            )
        progress(f"{table.name}: {table.rows} rows")
