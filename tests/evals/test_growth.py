"""A subject that was grown in the database holds what it would hold if its turns had been written one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from contract.conftest import Bench, chunk, fact, somebody, turn, unit

from evals.speed import growth
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.model import Scope, SearchFilters
from toldonce.ports import ArmsQuery

INDEXES = "SELECT indexdef FROM pg_indexes WHERE tablename IN ('turns', 'postings', 'embeddings') ORDER BY 1"
HELD = """
SELECT (SELECT count(*) FROM turns WHERE scope_id = $1) AS turns,
       (SELECT count(*) FROM memories WHERE scope_id = $1) AS memories,
       (SELECT count(DISTINCT embedding) FROM embeddings WHERE scope_id = $1) AS vectors,
       (SELECT count(*) FROM postings WHERE scope_id = $1) AS postings,
       last_seq, chunk_count, term_count
FROM scopes WHERE scope_id = $1
"""
TOLD = {"tea at sea": (1, 0, 0, 0), "salt and sand": (0, 1, 0, 0), "a blue boat": (0, 0, 1, 0)}


@pytest.fixture
async def here(database: Database, owner_url: str) -> Bench:
    """A subject of three turns and a memory."""
    store = PgStore(database, await ensure_model(owner_url, "growth", 4), "growth", 4)
    bench = Bench(store, somebody(f"bench-{uuid4()}"), rows=None, alter=None)  # type: ignore[arg-type]
    await bench.said(*(turn(text, chunks=[chunk(text, vector)]) for text, vector in TOLD.items()))
    await bench.told(fact("tea is liked", vector=[0, 0, 0, 1]))
    return bench


@pytest.fixture
async def connection(owner_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(owner_url)
    yield connection
    await connection.close()


async def test_a_subject_grows_by_copies_of_its_turns(here: Bench, connection: asyncpg.Connection) -> None:
    # Of three turns one copy in three mixes each with itself: three of the nine vectors are there already.
    indexes = await connection.fetch(INDEXES)
    before = await connection.fetchrow(HELD, here.scope.scope_id)
    await growth.grow(connection, here.scope, 12)
    after = await connection.fetchrow(HELD, here.scope.scope_id)
    assert dict(after) == {
        "turns": 12, "memories": 1, "vectors": 10, "postings": before["postings"] + 3 * 9, "last_seq": 4 + 9,
        "chunk_count": 13, "term_count": before["term_count"] + 3 * 9,
    }  # fmt: skip
    assert await connection.fetch(INDEXES) == indexes
    assert await found(here, here.scope) == {*range(1, 14)}


async def test_other_subjects_get_turns_and_memories(here: Bench, connection: asyncpg.Connection) -> None:
    subject = here.scope.subject
    assert await growth.without(connection, [subject, "one", "two"]) == ["one", "two"]
    scope = await growth.scope_of(connection, subject)
    own = await connection.fetchrow(HELD, scope.scope_id)
    await growth.copy_to(connection, scope, ["one", "two"])
    turns = [await growth.held(connection, name) for name in (subject, "one", "two", "three")]
    assert turns == [3, 3, 3, 0]
    other = Scope(user_id=scope.user_id, subject="two")
    assert dict(await connection.fetchrow(HELD, other.scope_id)) == dict(own)
    assert len(await found(here, other)) == own["chunk_count"]


async def found(here: Bench, scope: Scope) -> set[int]:
    """The numbers of all that a search finds by its meaning."""
    query = ArmsQuery(unit(1, 1, 1, 1), [], [], SearchFilters(), 50)
    return {one.seq for one in (await here.store.candidates(scope, query)).found}
