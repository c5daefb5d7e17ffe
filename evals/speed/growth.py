"""Makes large subjects out of small ones inside the database, where a million turns take minutes and not hours.

A copy has the words of the turns that it was made from, in a conversation of its own, and for each turn a vector that
is the mixture of two of theirs, so that hardly one is there twice. What ranking reads of turns is copied too; memories
are copied to other subjects only. The copies of a subject are searched as if they had been written one by one: rows lie
in the order of their numbers, and the indexes, made anew once all rows are there, are those of the service.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import asyncpg

from toldonce import Scope, bootstrap
from toldonce.settings import Settings

SHARE_OF_OTHER = 0.6
LONG_SECONDS = 1_500.0
TEMPORARY = "items, told, believed, words, vectors, copies"

TEMPLATE = (
    """
CREATE TEMP TABLE items AS
SELECT seq, is_turn, row_number() OVER (ORDER BY is_turn DESC, seq) AS place,
       count(*) FILTER (WHERE is_turn) OVER () AS turns
FROM (SELECT seq, true AS is_turn FROM turns WHERE scope_id = $1
      UNION ALL SELECT seq, false FROM memories WHERE scope_id = $1) AS held
""",
    """
CREATE TEMP TABLE told AS
SELECT i.place, t.sitting, t.role, t.speaker, t.content, t.said_at, t.cues, t.parts, t.length
FROM items i JOIN turns t ON t.scope_id = $1 AND t.seq = i.seq
WHERE i.is_turn
ORDER BY i.place
""",
    """
CREATE TEMP TABLE believed AS
SELECT i.place, m.kind, m.content, m.slot, m.value, m.status, m.confidence, m.importance, m.trust, m.origin,
       m.valid_from, m.valid_to, m.recorded_at
FROM items i JOIN memories m ON m.scope_id = $1 AND m.seq = i.seq
WHERE NOT i.is_turn
ORDER BY i.place
""",
    """
CREATE TEMP TABLE words AS
SELECT i.place, i.is_turn, p.term, p.part, p.count, p.length
FROM items i JOIN postings p ON p.scope_id = $1 AND p.seq = i.seq
ORDER BY i.place, p.part, p.term
""",
    """
CREATE TEMP TABLE vectors AS
SELECT i.place, i.is_turn, i.turns, e.model_id, e.part, e.starts, e.ends, e.embedding, e.embedding * w.share AS shared
FROM items i
JOIN embeddings e ON e.scope_id = $1 AND e.seq = i.seq
CROSS JOIN (SELECT array_fill($2::real, ARRAY[vector_dims(embedding)])::halfvec AS share
            FROM embeddings WHERE scope_id = $1 LIMIT 1) AS w
ORDER BY i.place, e.part
""",
)
"""What the subject $1 holds: ``place`` counts its turns, and behind them its memories. $2 is `SHARE_OF_OTHER`."""
COPIES = """
CREATE TEMP TABLE copies AS
SELECT c.number, c.scope_id, c.subject, c.after, c.scope_id = $1 AS grows, gen_random_uuid() AS conversation_id,
       s.user_id
FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::bigint[]) AS c(number, scope_id, subject, after)
JOIN scopes s ON s.scope_id = $1
"""
STEPS = (
    """
INSERT INTO scopes (scope_id, user_id, subject)
SELECT scope_id, user_id, subject FROM copies WHERE number = $1 ON CONFLICT DO NOTHING
""",
    """
INSERT INTO conversations (scope_id, user_id, conversation_id, title, turn_count, last_number, sitting)
SELECT c.scope_id, c.user_id, c.conversation_id, 'copy ' || c.number, t.turns, t.turns, 1
FROM copies c CROSS JOIN (SELECT count(*) AS turns FROM told) AS t
WHERE c.number = $1
""",
    """
INSERT INTO turns (scope_id, turn_id, user_id, conversation_id, turn_number, seq, sitting, role, speaker, content,
                   said_at, cues, parts, length)
SELECT c.scope_id, gen_random_uuid(), c.user_id, c.conversation_id, t.place, c.after + t.place, t.sitting, t.role,
       t.speaker, t.content || ' (' || c.number || ')', t.said_at + c.number * interval '1 hour', t.cues, t.parts,
       t.length
FROM copies c CROSS JOIN told t
WHERE c.number = $1
""",
    """
INSERT INTO memories (scope_id, memory_id, user_id, seq, kind, content, slot, value, status, confidence, importance,
                      trust, origin, valid_from, valid_to, recorded_at, said_seq)
SELECT c.scope_id, gen_random_uuid(), c.user_id, c.after + m.place, m.kind, m.content, m.slot, m.value, m.status,
       m.confidence, m.importance, m.trust, m.origin, m.valid_from, m.valid_to, m.recorded_at, 0
FROM copies c CROSS JOIN believed m
WHERE c.number = $1 AND NOT c.grows
""",
    """
INSERT INTO postings (scope_id, user_id, term, seq, part, count, length)
SELECT c.scope_id, c.user_id, w.term, c.after + w.place, w.part, w.count, w.length
FROM copies c CROSS JOIN words w
WHERE c.number = $1 AND (w.is_turn OR NOT c.grows)
""",
    """
INSERT INTO embeddings (scope_id, user_id, model_id, seq, part, starts, ends, embedding)
SELECT c.scope_id, c.user_id, v.model_id, c.after + v.place, v.part, v.starts, v.ends,
       CASE WHEN v.is_turn THEN l2_normalize(v.embedding + o.shared) ELSE v.embedding END
FROM copies c CROSS JOIN vectors v
JOIN vectors o
ON o.place = (v.place * 7919 + c.number * 104729) % v.turns + 1 AND o.model_id = v.model_id AND o.part = 0
WHERE c.number = $1 AND (v.is_turn OR NOT c.grows)
ORDER BY v.place, v.part
""",
)
"""The copy $1."""
NUMBERS = """
UPDATE scopes s
SET last_seq = n.last_seq, read_seq = n.last_seq, chunk_count = n.chunks, term_count = n.terms,
    ann_ready = n.chunks > 20000
FROM (SELECT scope_id, max(seq) AS last_seq, count(*) AS chunks, sum(length) AS terms
      FROM (SELECT scope_id, seq, part, max(length) AS length FROM postings
            WHERE scope_id IN (SELECT scope_id FROM copies) GROUP BY 1, 2, 3) AS chunk
      GROUP BY scope_id) AS n
WHERE s.scope_id = n.scope_id
"""
"""The approximate index, which serves only searches with filters, is not made: it would take an hour at a million."""
LARGE = ("turns", "postings", "embeddings")
"""Tables whose indexes are made anew: that takes a fraction of what millions of single entries take."""
KEYS = """
SELECT conrelid::regclass AS of_table, conname AS name, pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE contype = 'p' AND conrelid = ANY ($1::regclass[])
"""
INDEXES = """
SELECT indexrelid::regclass AS name, pg_get_indexdef(indexrelid) AS definition
FROM pg_index WHERE NOT indisprimary AND indrelid = ANY ($1::regclass[])
"""


@contextlib.asynccontextmanager
async def owner(data_dir: Path) -> AsyncIterator[asyncpg.Connection]:
    """A connection to the embedded database of a service that runs. No foreign key is checked: the copies keep them."""
    async with contextlib.AsyncExitStack() as resources:
        url = await bootstrap.open_database_url(Settings(data_dir=data_dir), resources, lambda _: None)
        connection = await asyncpg.connect(url, command_timeout=LONG_SECONDS)
        resources.push_async_callback(connection.close)
        await connection.execute(
            "SET synchronous_commit = off; SET work_mem = '512MB'; SET maintenance_work_mem = '1GB';"
            " SET session_replication_role = replica"
        )
        yield connection


async def scope_of(connection: asyncpg.Connection, subject: str) -> Scope:
    """The subject of this name."""
    user_id = await connection.fetchval("SELECT user_id FROM scopes WHERE subject = $1", subject)
    return Scope(user_id=user_id, subject=subject)


async def held(connection: asyncpg.Connection, subject: str) -> int:
    """How many turns a subject has; none when it is not there."""
    turns: int = await connection.fetchval(
        "SELECT count(*) FROM turns t JOIN scopes s ON s.scope_id = t.scope_id WHERE s.subject = $1", subject
    )
    return turns


async def without(connection: asyncpg.Connection, subjects: Sequence[str]) -> list[str]:
    """Those of some subjects that are not there."""
    there = {row["subject"] for row in await connection.fetch("SELECT subject FROM scopes")}
    return [subject for subject in subjects if subject not in there]


async def grow(connection: asyncpg.Connection, scope: Scope, turns: int) -> None:
    """Let a subject have at least ``turns`` turns by copies of all that it has."""
    turns_held, last_seq = await connection.fetchrow(
        "SELECT (SELECT count(*) FROM turns WHERE scope_id = $1), (SELECT last_seq FROM scopes WHERE scope_id = $1)",
        scope.scope_id,
    )
    numbers = list(range(1, -(-turns // turns_held)))
    after = [last_seq + turns_held * (number - 1) for number in numbers]
    await _copy(connection, scope, numbers, [scope] * len(numbers), after)


async def copy_to(connection: asyncpg.Connection, scope: Scope, subjects: Sequence[str]) -> None:
    """Give other subjects of the same account what a subject holds."""
    scopes = [Scope(user_id=scope.user_id, subject=subject) for subject in subjects]
    await _copy(connection, scope, list(range(1, len(scopes) + 1)), scopes, [0] * len(scopes))


async def _copy(
    connection: asyncpg.Connection, scope: Scope, numbers: Sequence[int], to: Sequence[Scope], after: Sequence[int]
) -> None:
    async with connection.transaction():
        for step in TEMPLATE:
            await connection.execute(step, scope.scope_id, *([SHARE_OF_OTHER] if "$2" in step else []))
        await connection.execute(
            COPIES, scope.scope_id, numbers, [one.scope_id for one in to], [one.subject for one in to], after
        )
        await connection.execute("CREATE INDEX ON vectors (place); CREATE INDEX ON copies (number)")
        await connection.execute(f"ANALYZE {TEMPORARY}")
        async with without_indexes(connection, LARGE):
            for step in STEPS:
                await connection.executemany(step, [(number,) for number in numbers])
        await connection.execute(NUMBERS)
        await connection.execute(f"DROP TABLE {TEMPORARY}")
    # Where every row is known to be visible, the index alone answers.
    await connection.execute(f"VACUUM (ANALYZE) {', '.join((*LARGE, 'memories', 'scopes'))}")


@contextlib.asynccontextmanager
async def without_indexes(connection: asyncpg.Connection, tables: Sequence[str]) -> AsyncIterator[None]:
    """Tables without their primary keys and indexes, which are there again afterwards."""
    keys, indexes = await connection.fetch(KEYS, tables), await connection.fetch(INDEXES, tables)
    for key in keys:
        await connection.execute(f"ALTER TABLE {key['of_table']} DROP CONSTRAINT {key['name']}")
    for index in indexes:
        await connection.execute(f"DROP INDEX {index['name']}")
    yield
    for key in keys:
        await connection.execute(f"ALTER TABLE {key['of_table']} ADD CONSTRAINT {key['name']} {key['definition']}")
    for index in indexes:
        await connection.execute(index["definition"])
