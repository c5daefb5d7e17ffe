"""Makes a large pgvector store of mem0's out of a small one inside the database, as `evals.speed.growth` does with a
subject: what `add` would have left there, each vector the mixture of two, and the same indexes over it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import asyncpg

from evals.speed.growth import SHARE_OF_OTHER, without_indexes

TABLE = "evals"
BYTES_OF_A_ROW = 3_000
"""In the graph of the index while it is made. Where it does not fit into memory, making it takes many times as long."""
TEMPLATE = f"""
CREATE TEMP TABLE template AS
SELECT row_number() OVER (ORDER BY (payload->>'turn')::int) AS place, count(*) OVER () AS rows, vector, payload,
       vector * array_fill($1::real, ARRAY[vector_dims(vector)])::vector AS shared
FROM {TABLE}
"""
COPY = f"""
INSERT INTO {TABLE} (id, vector, payload)
SELECT gen_random_uuid(), l2_normalize(t.vector + o.shared),
       t.payload || jsonb_build_object('data', d.data, 'hash', md5(d.data), 'turn', $1 * t.rows + t.place - 1,
                                       'text_lemmatized', (t.payload->>'text_lemmatized') || ' (' || $1 || ')')
FROM template t
JOIN template o ON o.place = (t.place * 7919 + $1 * 104729) % t.rows + 1
CROSS JOIN LATERAL (SELECT (t.payload->>'data') || ' (' || $1 || ')' AS data) AS d
WHERE t.place <= $2
ORDER BY t.place
"""
"""The copy $1, $2 rows of it at most."""


async def grow(connection: asyncpg.Connection, rows: int) -> AsyncIterator[int]:
    """Let the store have ``rows`` rows by copies of all that it has; tells how many there are, after each copy. The
    indexes are there when the last was told and the iteration has ended."""
    memory_mb = max(256, rows * BYTES_OF_A_ROW // 1_000_000)
    await connection.execute(
        f"SET maintenance_work_mem = '{memory_mb}MB'; SET max_parallel_maintenance_workers = 1"  # two cores
    )
    await connection.execute(TEMPLATE, SHARE_OF_OTHER)
    held = await connection.fetchval("SELECT count(*) FROM template")
    await connection.execute("CREATE INDEX ON template (place); ANALYZE template")
    async with without_indexes(connection, [TABLE]):
        for number, at in enumerate(range(held, rows, held), 1):
            most = min(held, rows - at)
            await connection.execute(COPY, number, most)
            yield at + most
    await connection.execute("DROP TABLE template")
    await settle(connection)


async def settle(connection: asyncpg.Connection) -> None:
    """What the database does by itself after a while."""
    await connection.execute(f"VACUUM (ANALYZE) {TABLE}")


async def drop_approximation(connection: asyncpg.Connection) -> None:
    """From now on searches by meaning are exact: the index that approximates them is gone."""
    name = await connection.fetchval(
        "SELECT indexname FROM pg_indexes WHERE tablename = $1 AND indexdef LIKE '% USING hnsw %'", TABLE
    )
    await connection.execute(f"DROP INDEX {name}")
