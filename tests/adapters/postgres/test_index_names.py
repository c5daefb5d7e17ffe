"""The indexes that the deployment guide names."""

from __future__ import annotations

import asyncpg
import pytest

INDEXES = {
    "idx_memories_user_id": ("memories", "user_id"),
    "idx_memories_created_at": ("memories", "created_at"),
    "idx_conversations_user_id": ("conversations", "user_id"),
}


@pytest.mark.requirement("PT-05")
async def test_the_indexes_exist_by_name_on_their_tables_and_columns(owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url)
    try:
        rows = await connection.fetch(
            """
            SELECT c.relname AS name, t.relname AS table, a.attname AS first_column, i.indisvalid AS valid
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_class t ON t.oid = i.indrelid
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE c.relname = ANY($1::text[])
            """,
            list(INDEXES),
        )
        found = {row["name"]: (row["table"], row["first_column"]) for row in rows if row["valid"]}
        assert found == INDEXES
        for name, (table, column) in INDEXES.items():
            # What the guide has an operator paste.
            await connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table}({column})")
            with pytest.raises(asyncpg.DuplicateTableError, match="already exists"):
                await connection.execute(f"CREATE INDEX {name} ON {table}({column})")
    finally:
        await connection.close()
