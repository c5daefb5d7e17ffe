"""The tables and functions that are ours, in a database that may hold others too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from graphlib import TopologicalSorter

from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.migrate import Migration

_MAKES = re.compile(r"^\s*CREATE (?P<kind>TABLE|FUNCTION) (?:IF NOT EXISTS )?(?P<name>\w+)", re.MULTILINE)
_THERE = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relname = ANY ($1::text[])
"""
_REFERENCES = """
SELECT source.relname AS source, target.relname AS target
FROM pg_constraint r
JOIN pg_class source ON source.oid = r.conrelid
JOIN pg_class target ON target.oid = r.confrelid
WHERE r.contype = 'f' AND source.relnamespace = current_schema()::regnamespace AND source.oid <> target.oid
"""
_COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = (quote_ident(current_schema()) || '.' || quote_ident($1))::regclass
  AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
ORDER BY attnum
"""


def made_by(migrations: Sequence[Migration], kind: str) -> list[str]:
    """The names of what the migrations make; ``kind`` is TABLE or FUNCTION."""
    found = {made["name"] for one in migrations for made in _MAKES.finditer(one.sql) if made["kind"] == kind}
    return sorted(found)


async def our_tables(connection: Connection, migrations: Sequence[Migration]) -> list[str]:
    """The tables of ours that are there, each after those that it refers to."""
    there = {row["relname"] for row in await connection.fetch(_THERE, made_by(migrations, "TABLE"))}
    graph: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(sorted(there), ()))
    for row in await connection.fetch(_REFERENCES):
        if row["source"] in there and row["target"] in there:
            graph.add(row["source"], row["target"])
    return list(graph.static_order())


async def columns_of(connection: Connection, table: str) -> tuple[str, ...]:
    """The columns of a table that hold values of their own."""
    return tuple(row["attname"] for row in await connection.fetch(_COLUMNS, table))


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
