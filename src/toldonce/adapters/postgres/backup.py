"""Backups: every row of ours at one moment, written to one file by the database's owner while the service goes on."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import asyncpg

from toldonce.adapters.postgres.backup_file import (
    AppliedMigration,
    BackupFailed,
    BackupWriter,
    Manifest,
    TableRecord,
    replacing,
)
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.migrate import (
    applied_migrations,
    is_restricted,
    owner_connection,
    pending_migrations,
    read_migrations,
)
from toldonce.adapters.postgres.tables import columns_of, our_tables, quoted
from toldonce.errors import StoreUnavailable

NEEDS_OWNER = (
    "A backup is made and restored with the rights of the database's owner: give the owner's DATABASE_URL, not the"
    " restricted role's."
)
AS_TEXT = (
    "SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true),"
    " set_config('IntervalStyle', 'postgres', true), set_config('bytea_output', 'hex', true),"
    " set_config('extra_float_digits', '1', true), set_config('statement_timeout', '0', true),"
    " set_config('toldonce.purpose', 'backup', true)"
)
"""What decides how values are written as text, and the purpose under which the owner may read every row."""

Progress = Callable[[str], None]


async def make_backup(owner_url: str, path: Path, *, progress: Progress) -> Manifest:
    """Write every row of the database to ``path``, which only this user may read.

    Everything in it belongs to one moment, and nobody has to wait meanwhile. Raises `BackupFailed`, `DatabaseUnfit` or
    `StoreUnavailable`; an older file at ``path`` is then still there.
    """
    async with owner_connection(owner_url) as connection:
        if await is_restricted(connection):
            raise BackupFailed(NEEDS_OWNER)
        with replacing(path) as file:
            try:
                with BackupWriter(file) as writer:
                    async with connection.transaction(isolation="repeatable_read", readonly=True):
                        manifest = await _write(connection, writer, progress)
            except asyncpg.PostgresError as failure:
                raise _explained(failure) from failure
        return manifest


async def _write(connection: Connection, writer: BackupWriter, progress: Progress) -> Manifest:
    await connection.execute(AS_TEXT)
    migrations = read_migrations()
    applied = await applied_migrations(connection)
    if pending_migrations(applied, migrations):
        raise BackupFailed("The database is not up to date: run 'toldonce migrate' first.")
    made_at = await connection.fetchval("SELECT transaction_timestamp()")
    records = []
    for table in await our_tables(connection, migrations):
        columns = await columns_of(connection, table)
        names = ", ".join(quoted(column) for column in columns)
        with writer.table(table) as rows:
            status = await connection.copy_from_query(f"SELECT {names} FROM {quoted(table)}", output=rows.take)  # noqa: S608 - quoted
            record = TableRecord(name=table, columns=columns, rows=int(status.rpartition(" ")[2]), sha256=rows.sha256)
        progress(f"{table}: {record.rows} rows")
        records.append(record)
    manifest = Manifest(
        made_at=made_at,
        made_by=version("toldonce"),
        server=await connection.fetchval("SHOW server_version"),
        migrations=tuple(AppliedMigration(name=one.name, sha256=one.sha256) for one in migrations),
        tables=tuple(records),
    )
    writer.finish(manifest)
    return manifest


def _explained(failure: asyncpg.PostgresError) -> Exception:
    if isinstance(failure, asyncpg.InsufficientPrivilegeError):
        return BackupFailed(NEEDS_OWNER)
    return StoreUnavailable(f"The database failed while the backup was made: {failure}.")
