"""mem0 beside toldonce: how its stores are filled and grown, and what is told of one that is not filled in time."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
from collections.abc import AsyncIterator
from types import ModuleType, SimpleNamespace
from typing import Any

import asyncpg
import numpy as np
import pytest

from evals.speed import growth, rival, rival_growth
from evals.speed.rival import Store, fill

TEXTS = [f"Ana: said {number}" for number in range(3)]
UNIT = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]
AS_MEM0_MAKES_IT = """
CREATE TABLE evals (id UUID PRIMARY KEY, vector vector(4), payload JSONB);
CREATE INDEX evals_hnsw_idx ON evals USING hnsw (vector vector_cosine_ops);
CREATE INDEX evals_text_lemmatized_idx ON evals USING gin(to_tsvector('simple', payload->>'text_lemmatized'));
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE tablename = 'evals' ORDER BY 1"
NEAREST = "SELECT payload->>'turn' FROM evals ORDER BY vector <=> '[1,0.1,0,0]' LIMIT 1"


class Slow:
    """A mem0 that remembers what it was asked, each call after a wait; it finds the same turn each time."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.calls: list[dict[str, Any]] = []
        self.pid = os.getpid()
        self._seconds = seconds

    async def call(self, request: dict[str, Any]) -> dict[str, Any]:
        await asyncio.sleep(self._seconds)
        self.calls.append(request)
        return {"milliseconds": float(len(self.calls)), "hits": [{"turn": 7, "score": 0.5}]}


async def test_a_store_is_filled_with_all_turns_at_once() -> None:
    mem0 = Slow()
    filled = await fill(_local(mem0), TEXTS, 3, 60.0)
    (inserted,) = [call["fill"] for call in mem0.calls]
    assert [(each["content"], each["turn"]) for each in inserted] == [(text, at) for at, text in enumerate(TEXTS)]
    assert filled["turns"] == 3
    assert "grown_from_turns" not in filled


async def test_a_local_store_grows_by_copies_until_it_has_its_size() -> None:
    mem0 = Slow()
    filled = await fill(_local(mem0), TEXTS, 10, 60.0)
    assert [(call["copy"], call["most"]) for call in mem0.calls if "copy" in call] == [(1, 3), (2, 3), (3, 1)]
    assert (filled["turns"], filled["grown_from_turns"]) == (10, 3)


async def test_a_store_that_is_not_filled_in_time_tells_how_far_it_came() -> None:
    filled = await fill(_local(Slow(0.05)), TEXTS, 10_000, 1.0)
    assert 3 <= filled["turns"] <= 60
    assert filled["gave_up_after_seconds"] >= 0.9
    assert not filled["unindexed"]
    assert "filled_in_seconds" not in filled


async def test_what_is_written_and_searched_is_asked_of_one_user() -> None:
    mem0 = Slow()
    assert await rival.write(_local(mem0), "Ana: hello", 12) == 1.0
    assert await rival.search(_local(mem0), "Where?") == (2.0, [7])
    assert mem0.calls == [
        {"add": "Ana: hello", "role": "user", "user": "bench", "turn": 12},
        {"search": "Where?", "user": "bench", "depth": 10},
    ]


def _local(mem0: Slow) -> Store:
    return Store(mem0, None)  # type: ignore[arg-type]


@pytest.fixture
async def store(owner_url: str) -> AsyncIterator[asyncpg.Connection]:
    """The table of three turns that mem0 makes."""
    connection = await asyncpg.connect(owner_url)
    await connection.execute(AS_MEM0_MAKES_IT)
    for number, vector in enumerate(UNIT):
        payload = {"user_id": "bench", "data": f"said {number}", "text_lemmatized": f"say {number}", "turn": number,
                   "hash": "?", "role": "user"}  # fmt: skip
        await connection.execute(
            "INSERT INTO evals VALUES (gen_random_uuid(), $1::text::vector, $2)", str(vector), json.dumps(payload)
        )
    yield connection
    await connection.execute("DROP TABLE evals")
    await connection.close()


async def test_a_store_in_the_database_grows_by_copies(store: asyncpg.Connection) -> None:
    indexes = await store.fetch(INDEXES)
    assert [made async for made in rival_growth.grow(store, 8)] == [6, 8]
    rows = await store.fetch("SELECT payload, vector_norm(vector) AS norm FROM evals ORDER BY (payload->>'turn')::int")
    payloads = [json.loads(row["payload"]) for row in rows]
    assert [payload["turn"] for payload in payloads] == [*range(8)]
    assert [row["norm"] for row in rows] == pytest.approx([1.0] * 8)
    digest = await store.fetchval("SELECT md5('said 1 (2)')")
    assert payloads[7] == {"user_id": "bench", "data": "said 1 (2)", "text_lemmatized": "say 1 (2)", "turn": 7,
                           "hash": digest, "role": "user"}  # fmt: skip
    assert await store.fetch(INDEXES) == indexes
    assert len(indexes) == 3


async def test_the_approximate_index_alone_is_dropped(store: asyncpg.Connection) -> None:
    before = {row[0] for row in await store.fetch(INDEXES)}
    await rival_growth.drop_approximation(store)
    (gone,) = before - {row[0] for row in await store.fetch(INDEXES)}
    assert "USING hnsw" in gone
    assert await store.fetchval(NEAREST) == "0"


class Turning(Slow):
    """A mem0 that finds something else after so many searches."""

    async def call(self, request: dict[str, Any]) -> dict[str, Any]:
        answer = await super().call(request)
        return answer if len(self.calls) != 2 else answer | {"hits": [{"turn": 8}]}


async def test_answers_are_compared_with_those_of_exact_searches(store: asyncpg.Connection) -> None:
    assert await rival.share_as_exact(Store(Turning(), store), ["Where?", "When?"]) == 0.5  # type: ignore[arg-type]
    assert not [row for row in await store.fetch(INDEXES) if "hnsw" in row[0]]
    assert await rival.share_as_exact(_local(Slow()), ["Where?"]) is None, "the local store approximates nothing"


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program, without the package that it runs beside."""
    monkeypatch.setitem(sys.modules, "mem0", SimpleNamespace(Memory=None))  # type: ignore[arg-type]
    monkeypatch.delitem(sys.modules, "evals.systems.mem0_program", raising=False)
    return importlib.import_module("evals.systems.mem0_program")


async def test_both_stores_are_grown_by_the_same_copies(store: asyncpg.Connection, program: ModuleType) -> None:
    inserted: dict[str, list[Any]] = {}
    memory = SimpleNamespace(vector_store=SimpleNamespace(insert=lambda **row: inserted.update(row)))
    held = await store.fetch("SELECT payload, vector::real[] AS vector FROM evals ORDER BY payload->>'turn'")
    rows = [{"vectors": [row["vector"]], "payloads": [json.loads(row["payload"])], "ids": ["?"]} for row in held]
    program.copy(memory, rows, 1, 2, growth.SHARE_OF_OTHER)
    assert [made async for made in rival_growth.grow(store, 5)] == [5]
    made = await store.fetch(
        "SELECT payload, vector::real[] AS vector FROM evals WHERE payload->>'turn' IN ('3', '4') ORDER BY"
        " payload->>'turn'"
    )
    assert inserted["payloads"] == [json.loads(row["payload"]) for row in made]
    assert np.array(inserted["vectors"]) == pytest.approx(np.array([row["vector"] for row in made]), abs=1e-6)
    assert len({*inserted["ids"]}) == 2


def test_each_store_is_configured_as_it_is_by_default(program: ModuleType) -> None:
    local, database = program.store_in("/data", ""), program.store_in("/data", "postgresql://here")
    assert (local["provider"], local["config"]["path"]) == ("qdrant", "/data/qdrant")
    assert database == {
        "provider": "pgvector",
        "config": {"connection_string": "postgresql://here", "embedding_model_dims": 384, "collection_name": "evals"},
    }
