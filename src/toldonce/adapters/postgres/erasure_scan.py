"""What an erasure should have removed and did not: every table is searched, whatever the erasing code believes.

The scan knows no table by name where it can help it: it asks the catalogue for every column of every table of ours, so
that a table that comes later is searched too. It runs as the owner, who may read all rows, and changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from toldonce.adapters.postgres.backup_file import BackupFailed
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.erasures import KeptReceipt, receipts_in
from toldonce.adapters.postgres.migrate import owner_connection, read_migrations
from toldonce.adapters.postgres.queries import load_queries
from toldonce.adapters.postgres.tables import our_tables, quoted
from toldonce.model import ErasureReceipt

QUERIES = load_queries("erasure_scan")
LONGEST_VALUE = 50_000_000
"""Bytes of one value that are searched; a longer one is an upload that waits to be imported."""
RECEIPTS = "erasures"
LOG = "memory_changes"
ALLOWED = {
    (LOG, "memory_id"): " WHERE NOT (action = 'forgotten' AND before IS NULL)",
    ("statements", "statement_id"): " WHERE content <> ''",
    ("webhook_deliveries", "memory_id"): " WHERE event <> 'memory.forgotten'",
}
"""Where an id may stand: the log and webhooks tell that a memory is gone, and a statement without words keeps it from
being read in its turn again."""
OWN_WORDS = frozenset({"metadata"})
"""What callers store as they like may hold any id."""
IMPORTED_TIMES = frozenset({"conversations", "scopes"})
"""Tables whose created_at an import sets."""
SECONDS = 600.0

_COLUMNS = """
SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relname = ANY ($1::text[])
ORDER BY c.relname, a.attnum
"""
_UNSEEN = """
SELECT c.relname
FROM pg_class c
JOIN pg_roles r ON r.rolname = current_user
WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY ($1::text[]) AND c.relrowsecurity
  AND NOT (r.rolsuper OR r.rolbypassrls)
  AND NOT (pg_has_role(c.relowner, 'USAGE')
           AND (NOT c.relforcerowsecurity
                OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'backup')))
ORDER BY 1
"""
"""Tables that would hide rows from this role."""
NEEDS_OWNER = (
    "An erasure is proved with the rights of the database's owner: give the owner's DATABASE_URL, not the restricted"
    " role's."
)
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


@dataclass(frozen=True, slots=True)
class Remnant:
    """Rows that should be gone: how many, and in which column of which table."""

    place: str
    rows: int


@dataclass(slots=True)
class Scanned:
    """What a scan found: ``left`` by receipt, ``orphans`` that belong to nothing any more, ``text`` where a sentence
    still stands, ``tables`` that were searched, ``kept`` the receipts that the database knows."""

    receipts: list[KeptReceipt | ErasureReceipt]
    left: dict[UUID, list[Remnant]] = field(default_factory=dict)
    orphans: list[Remnant] = field(default_factory=list)
    text: list[Remnant] = field(default_factory=list)
    tables: int = 0
    kept: dict[UUID, UUID] = field(default_factory=dict)

    def user_of(self, receipt: ErasureReceipt) -> UUID | None:
        """The account that erased, where that is known."""
        if isinstance(receipt, KeptReceipt):
            return receipt.user_id
        kind, target = _target(receipt)
        return target if kind == "account" else self.kept.get(receipt.receipt_id)


def read_receipt_file(path: Path) -> list[KeptReceipt | ErasureReceipt]:
    """The receipts of a file: one as an erasure answered it, or lines that 'toldonce erasures' wrote.

    Raises `BackupFailed`.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BackupFailed(f"{path} cannot be read ({error.strerror or error}).") from error
    try:
        parts = [json.loads(content)]
    except ValueError:
        parts = [_parsed(line) for line in content.splitlines()]
    try:
        return [(KeptReceipt if "user_id" in part else ErasureReceipt).model_validate(part) for part in parts]
    except (TypeError, ValidationError) as fault:
        raise BackupFailed(f"{path} holds something that is not a receipt of an erasure.") from fault


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


async def scan_erasures(
    owner_url: str,
    receipts: Sequence[ErasureReceipt] | None,
    text: str | None,
    progress: Callable[[str], None],
) -> Scanned:
    """Search a database for what receipts (None: all that it keeps) say is gone, and for a sentence.

    Raises `StoreUnavailable`, and `BackupFailed` for a receipt of an unknown kind.
    """
    async with _reading(owner_url) as connection:
        kept = await receipts_in(connection)
        scanned = Scanned(list(kept if receipts is None else receipts))
        scanned.kept = {one.receipt_id: one.user_id for one in kept}
        columns = await _columns(connection)
        scanned.tables = len(columns)
        progress(f"searching {len(columns)} tables for what {len(scanned.receipts)} receipts name")
        targets = {one.receipt_id: _target(one) for one in scanned.receipts}
        scan = _Scan(connection, columns)
        await scan.ids(scanned, targets)
        await scan.owners(scanned, targets)
        for name in ("orphaned_index", "orphaned_statements", "orphaned_mentions", "orphaned_changes"):
            rows = await connection.fetchval(QUERIES[name].sql, timeout=SECONDS)
            if rows:
                scanned.orphans.append(Remnant(QUERIES[name].purpose.rstrip("."), rows))
        if text is not None:
            progress("searching every column for the sentence")
            scanned.text = await scan.sentence(text)
    return scanned


async def list_receipts(owner_url: str) -> list[KeptReceipt]:
    """Every receipt that a database keeps, oldest first."""
    async with _reading(owner_url) as connection:
        return await receipts_in(connection)


@asynccontextmanager
async def _reading(owner_url: str) -> AsyncIterator[Connection]:
    async with (
        owner_connection(owner_url) as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        if await connection.fetchval("SELECT to_regclass($1) IS NULL", LOG):
            raise BackupFailed("The database is not up to date: run 'toldonce migrate' first.")
        if await connection.fetch(_UNSEEN, await our_tables(connection, read_migrations())):
            raise BackupFailed(NEEDS_OWNER)
        await connection.execute("SELECT set_config('toldonce.purpose', 'backup', true)")
        yield connection


async def _columns(connection: Connection) -> dict[str, dict[str, str]]:
    """The type of every column of every table of ours."""
    found: dict[str, dict[str, str]] = {}
    for row in await connection.fetch(_COLUMNS, await our_tables(connection, read_migrations())):
        found.setdefault(row["table"], {})[row["column"]] = row["type"]
    return found


def _target(receipt: ErasureReceipt) -> tuple[str, UUID]:
    kind, _, name = receipt.target.partition(":")
    try:
        if kind in ("account", "subject", "conversation", "turn", "memory"):
            return kind, UUID(name)
    except ValueError:
        pass
    raise BackupFailed(f"The receipt {receipt.receipt_id} names {receipt.target!r}, which is not known.")


class _Scan:
    """The searches, on one connection."""

    def __init__(self, connection: Connection, columns: Mapping[str, Mapping[str, str]]) -> None:
        self._connection = connection
        self._columns = columns

    async def ids(self, scanned: Scanned, targets: Mapping[UUID, tuple[str, UUID]]) -> None:
        """Rows that name a conversation, turn or memory that is gone, in a column of ids or within JSON or bytes."""
        wanted = {one: target for one, (kind, target) in targets.items() if kind not in ("account", "subject")}
        if not wanted:
            return
        receipt_ids, ids = list(wanted), list(wanted.values())
        for table, columns in self._columns.items():
            if table == RECEIPTS:
                continue
            for column, type in columns.items():
                found = self._naming(table, column, type)
                if found is None:
                    continue
                rows = await self._connection.fetch(
                    f"WITH found AS ({found}), wanted AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS"  # noqa: S608
                    " w(receipt_id, id)) SELECT wanted.receipt_id, count(DISTINCT found.row) AS rows FROM found"
                    " JOIN wanted ON wanted.id = found.id"
                    " WHERE found.text IS NULL OR position(wanted.receipt_id::text IN found.text) = 0 GROUP BY 1",
                    receipt_ids,
                    ids,
                    timeout=SECONDS,
                )
                for row in rows:
                    scanned.left.setdefault(row["receipt_id"], []).append(Remnant(f"{table}.{column}", row["rows"]))

    def _naming(self, table: str, column: str, type: str) -> str | None:
        """A query of the ids that a column names (row, id, text); null for a column that holds none of ours.

        The answer to the very request that erased, kept for its repetition, names the id beside its receipt: ``text``
        lets it be told apart.
        """
        own, name = quoted(table), quoted(column)
        but = ALLOWED.get((table, column), "")
        if type == "uuid":
            return f"SELECT ctid AS row, {name} AS id, NULL::text AS text FROM {own}{but}"  # noqa: S608
        if type == "uuid[]":
            return f"SELECT ctid AS row, unnest({name}) AS id, NULL::text AS text FROM {own}"  # noqa: S608
        if column in OWN_WORDS or type not in ("jsonb", "bytea"):
            return None
        written = _as_text(name, type)
        return (
            "SELECT own.row, named[1]::uuid AS id, own.text"  # noqa: S608
            f" FROM (SELECT ctid AS row, {written} AS text FROM {own} WHERE {name} IS NOT NULL) AS own"
            f" CROSS JOIN LATERAL regexp_matches(own.text, '({_UUID})', 'g') AS named"
        )

    async def owners(self, scanned: Scanned, targets: Mapping[UUID, tuple[str, UUID]]) -> None:
        """Rows of accounts and subjects that are gone. A subject may have been begun again since."""
        erased_at = {one.receipt_id: one.erased_at for one in scanned.receipts}
        for kind, owner in (("account", "user_id"), ("subject", "scope_id")):
            wanted = {one: target for one, (own, target) in targets.items() if own == kind}
            if not wanted:
                continue
            begun = await self._begun(list(wanted.values()))
            for table, columns in self._columns.items():
                if table == RECEIPTS or owner not in columns:
                    continue
                timed = kind == "subject" and columns.get("created_at") is not None and table not in IMPORTED_TIMES
                for receipt_id, target in wanted.items():
                    again = begun.get(target) if kind == "subject" else None
                    is_new = again is not None and again > erased_at[receipt_id]
                    if is_new and not timed:
                        continue
                    before = " AND created_at <= $2" if timed else " AND $2::timestamptz IS NOT NULL"
                    rows = await self._connection.fetchval(
                        f"SELECT count(*) FROM {quoted(table)} WHERE {owner} = $1{before}",  # noqa: S608
                        target,
                        erased_at[receipt_id],
                        timeout=SECONDS,
                    )
                    if rows:
                        scanned.left.setdefault(receipt_id, []).append(Remnant(table, rows))

    async def _begun(self, scope_ids: Sequence[UUID]) -> dict[UUID, datetime]:
        rows = await QUERIES.begun_scopes.all(self._connection, scope_ids=list(scope_ids))
        return {row["scope_id"]: row["created_at"] for row in rows}

    async def sentence(self, text: str) -> list[Remnant]:
        """Where a sentence stands, in any case, in any column of text, JSON or bytes."""
        spellings = spellings_of(text)
        found = []
        for table, columns in self._columns.items():
            for column, type in columns.items():
                if type not in ("text", "text[]", "jsonb", "bytea", "character varying"):
                    continue
                value = f"lower({_as_text(quoted(column), type)})"
                wanted = [_escaped(one) if type == "bytea" else one for one in spellings]
                rows = await self._connection.fetchval(
                    f"SELECT count(*) FROM {quoted(table)} WHERE EXISTS (SELECT FROM unnest($1::text[]) AS one"  # noqa: S608
                    f" WHERE position(one IN {value}) > 0)",
                    wanted,
                    timeout=SECONDS,
                )
                if rows:
                    found.append(Remnant(f"{table}.{column}", rows))
        return found


def _as_text(name: str, type: str) -> str:
    if type == "bytea":
        return f"encode(substring({name} FROM 1 FOR {LONGEST_VALUE}), 'escape')"
    return f"{name}::text"


def spellings_of(text: str) -> list[str]:
    """The forms in which a stored text may hold a sentence once its letters are small: plain, and as a string of JSON.

    What a database or Redis makes small is all letters or only those of ASCII.
    """
    small = [text.casefold(), text.lower(), _ascii_lower(text), _ascii_lower(text.upper())]
    written = [form[1:-1] for one in small for form in (json.dumps(one), json.dumps(one, ensure_ascii=False))]
    return list(dict.fromkeys([*small, *written]))


def _ascii_lower(text: str) -> str:
    return "".join(one.lower() if one.isascii() else one for one in text)


def _escaped(text: str) -> str:
    """A text as PostgreSQL writes bytes in its form "escape"."""
    return "".join(
        "\\\\" if byte == 0x5C else f"\\{byte:03o}" if byte == 0 or byte >= 0x80 else chr(byte)
        for byte in text.encode()
    )
