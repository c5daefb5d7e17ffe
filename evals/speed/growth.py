"""Makes large subjects out of small ones inside the database, where a million turns take minutes and not hours.

A copy has the words of the turns that it was made from, in a conversation of its own, and for each turn a vector that
is the mixture of two of theirs, so that no vector is there twice. What ranking reads of turns is copied too; memories
are copied to other subjects only. The copies of a subject are searched as if they had been written one by one.
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

TEMPLATE = """
CREATE TEMP TABLE template AS
SELECT seq, row_number() OVER (ORDER BY seq) AS place, count(*) OVER () AS turns FROM turns WHERE scope_id = $1
"""
COPIES = """
CREATE TEMP TABLE copies AS
SELECT c.number, c.scope_id, c.subject, c.after, gen_random_uuid() AS conversation_id, s.user_id
FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::bigint[]) AS c(number, scope_id, subject, after)
JOIN scopes s ON s.scope_id = $1
"""
STEPS = (
    """
INSERT INTO scopes (scope_id, user_id, subject)
SELECT DISTINCT scope_id, user_id, subject FROM copies ON CONFLICT DO NOTHING
""",
    """
INSERT INTO conversations (scope_id, user_id, conversation_id, title, turn_count, last_number, sitting)
SELECT c.scope_id, c.user_id, c.conversation_id, 'copy ' || c.number, t.turns, t.turns, 1
FROM copies c CROSS JOIN (SELECT count(*) AS turns FROM template) AS t
""",
    """
INSERT INTO turns (scope_id, turn_id, user_id, conversation_id, turn_number, seq, sitting, role, speaker, content,
                   said_at, cues, parts, length)
SELECT c.scope_id, gen_random_uuid(), c.user_id, c.conversation_id, p.place, c.after + p.place, t.sitting, t.role,
       t.speaker, t.content || ' (' || c.number || ')', t.said_at + c.number * interval '1 hour', t.cues, t.parts,
       t.length
FROM copies c CROSS JOIN template p JOIN turns t ON t.scope_id = $1 AND t.seq = p.seq
ORDER BY c.scope_id, 6
""",
    """
INSERT INTO postings (scope_id, user_id, term, seq, part, count, length)
SELECT c.scope_id, c.user_id, o.term, c.after + p.place, o.part, o.count, o.length
FROM copies c CROSS JOIN template p JOIN postings o ON o.scope_id = $1 AND o.seq = p.seq
ORDER BY 1, 3, 4, 5
""",
    """
INSERT INTO embeddings (scope_id, user_id, model_id, seq, part, starts, ends, embedding)
SELECT c.scope_id, c.user_id, e.model_id, c.after + p.place, e.part, e.starts, e.ends,
       l2_normalize(e.embedding + o.embedding * w.share)
FROM copies c CROSS JOIN template p
JOIN embeddings e ON e.scope_id = $1 AND e.seq = p.seq
JOIN template q ON q.place = (p.place * 7919 + c.number * 104729) % p.turns + 1
JOIN embeddings o ON o.scope_id = $1 AND o.seq = q.seq AND o.model_id = e.model_id AND o.part = 0
CROSS JOIN (SELECT array_fill($2::real, ARRAY[vector_dims(embedding)])::halfvec AS share
            FROM embeddings WHERE scope_id = $1 LIMIT 1) AS w
""",
    """
INSERT INTO memories (scope_id, memory_id, user_id, seq, kind, content, slot, value, status, confidence, importance,
                      trust, origin, valid_from, valid_to, recorded_at, said_seq)
SELECT c.scope_id, gen_random_uuid(), c.user_id, c.after + p.turns + m.place, m.kind, m.content, m.slot, m.value,
       m.status, m.confidence, m.importance, m.trust, m.origin, m.valid_from, m.valid_to, m.recorded_at, 0
FROM copies c
CROSS JOIN (SELECT count(*) AS turns FROM template) AS p
CROSS JOIN (SELECT *, row_number() OVER (ORDER BY seq) AS place FROM memories WHERE scope_id = $1) AS m
WHERE c.scope_id <> $1
""",
    """
INSERT INTO postings (scope_id, user_id, term, seq, part, count, length)
SELECT c.scope_id, c.user_id, o.term, c.after + p.turns + m.place, o.part, o.count, o.length
FROM copies c
CROSS JOIN (SELECT count(*) AS turns FROM template) AS p
CROSS JOIN (SELECT seq, row_number() OVER (ORDER BY seq) AS place FROM memories WHERE scope_id = $1) AS m
JOIN postings o ON o.scope_id = $1 AND o.seq = m.seq
WHERE c.scope_id <> $1
""",
    """
INSERT INTO embeddings (scope_id, user_id, model_id, seq, part, starts, ends, embedding)
SELECT c.scope_id, c.user_id, e.model_id, c.after + p.turns + m.place, e.part, e.starts, e.ends, e.embedding
FROM copies c
CROSS JOIN (SELECT count(*) AS turns FROM template) AS p
CROSS JOIN (SELECT seq, row_number() OVER (ORDER BY seq) AS place FROM memories WHERE scope_id = $1) AS m
JOIN embeddings e ON e.scope_id = $1 AND e.seq = m.seq
WHERE c.scope_id <> $1
""",
    # Its approximate index, which serves only searches with filters, would take an hour at a million.
    """
UPDATE scopes s
SET last_seq = n.last_seq, read_seq = n.last_seq, chunk_count = n.chunks, term_count = n.terms,
    ann_ready = n.chunks > 20000
FROM (SELECT scope_id, max(seq) AS last_seq, count(*) AS chunks, sum(length) AS terms
      FROM (SELECT scope_id, seq, part, max(length) AS length FROM postings
            WHERE scope_id IN (SELECT scope_id FROM copies) GROUP BY 1, 2, 3) AS chunk
      GROUP BY scope_id) AS n
WHERE s.scope_id = n.scope_id
""",
)


@contextlib.asynccontextmanager
async def owner(data_dir: Path) -> AsyncIterator[asyncpg.Connection]:
    """A connection to the embedded database of a service that runs."""
    async with contextlib.AsyncExitStack() as resources:
        url = await bootstrap.open_database_url(Settings(data_dir=data_dir), resources, lambda _: None)
        connection = await asyncpg.connect(url, command_timeout=LONG_SECONDS)
        resources.push_async_callback(connection.close)
        await connection.execute(
            "SET synchronous_commit = off; SET work_mem = '512MB'; SET maintenance_work_mem = '1GB'"
        )
        yield connection


async def scope_of(connection: asyncpg.Connection, subject: str) -> Scope:
    """The subject of this name."""
    user_id = await connection.fetchval("SELECT user_id FROM scopes WHERE subject = $1", subject)
    return Scope(user_id=user_id, subject=subject)


async def grow(connection: asyncpg.Connection, scope: Scope, turns: int) -> None:
    """Let a subject have ``turns`` turns, a multiple of what it has, by copies of its own."""
    held, last_seq = await connection.fetchrow(
        "SELECT (SELECT count(*) FROM turns WHERE scope_id = $1), (SELECT last_seq FROM scopes WHERE scope_id = $1)",
        scope.scope_id,
    )
    numbers = list(range(1, turns // held))
    await _copy(connection, scope, numbers, [scope] * len(numbers), [last_seq + held * (one - 1) for one in numbers])


async def copy_to(connection: asyncpg.Connection, scope: Scope, subjects: Sequence[str]) -> None:
    """Give other subjects of the same account what a subject holds."""
    scopes = [Scope(user_id=scope.user_id, subject=subject) for subject in subjects]
    await _copy(connection, scope, list(range(1, len(scopes) + 1)), scopes, [0] * len(scopes))


async def _copy(
    connection: asyncpg.Connection, scope: Scope, numbers: Sequence[int], to: Sequence[Scope], after: Sequence[int]
) -> None:
    async with connection.transaction():
        # Made again at the end, which takes a fraction of what millions of single entries take.
        (seq_index,) = await connection.fetchrow("SELECT pg_get_indexdef('idx_postings_seq'::regclass)")
        await connection.execute("DROP INDEX idx_postings_seq")
        await connection.execute(TEMPLATE, scope.scope_id)
        await connection.execute(
            COPIES, scope.scope_id, numbers, [one.scope_id for one in to], [one.subject for one in to], after
        )
        await connection.execute("ANALYZE template; ANALYZE copies")
        for step in STEPS:
            parameters = [scope.scope_id, SHARE_OF_OTHER][: step.count("$2") + 1] if "$1" in step else []
            await connection.execute(step, *parameters)
        await connection.execute("DROP TABLE template; DROP TABLE copies")
        await connection.execute(seq_index)
    for table in ("turns", "postings", "embeddings", "memories"):
        await connection.execute(f"ANALYZE {table}")
