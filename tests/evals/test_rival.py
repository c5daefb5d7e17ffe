"""mem0 beside toldonce: how its stores are filled and grown, and what is told of one that is not filled in time."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import asyncpg
import numpy as np
import pytest

from evals.speed import growth, rival, rival_growth
from evals.speed.rival import LOCAL, PGVECTOR, Store, mem0_ms

TEXTS = [f"Ana: said {number}" for number in range(103)]
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


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Slow:
    """The store that is opened."""
    made = Slow()

    @contextlib.asynccontextmanager
    async def opened(*_: object) -> AsyncIterator[Store]:
        yield Store(made, tmp_path, None)  # type: ignore[arg-type]

    monkeypatch.setattr(rival, "opened", opened)
    return made


async def test_the_last_turns_are_written_one_by_one(slow: Slow) -> None:
    row = await mem0_ms(None, LOCAL, 103, TEXTS, ["Where?", "When?"])  # type: ignore[arg-type]
    (filled,) = [call["fill"] for call in slow.calls if "fill" in call]
    added = [(call["add"], call["turn"]) for call in slow.calls if "add" in call]
    assert [each["content"] for each in filled] == TEXTS[:3]
    assert added == [(text, number) for number, text in enumerate(TEXTS) if number >= 3]
    assert (row["turns"], row["searches"], "grown_from_turns" in row) == (103, 2, False)
    assert row["write_ms"] == {"p50": 52.0, "p95": 97.0, "p99": 101.0}


async def test_a_local_store_grows_by_copies_until_it_has_its_size(slow: Slow) -> None:
    row = await mem0_ms(None, LOCAL, 110, TEXTS, ["Where?"])  # type: ignore[arg-type]
    copies = [(call["copy"], call["most"]) for call in slow.calls if "copy" in call]
    assert copies == [(1, 3), (2, 3), (3, 1)]
    assert [call["turn"] for call in slow.calls if "add" in call] == [*range(10, 110)]
    assert (row["turns"], row["grown_from_turns"]) == (110, 3)


async def test_a_store_that_is_not_filled_in_time_has_no_times(slow: Slow) -> None:
    slow._seconds = 0.05
    row = await mem0_ms(None, LOCAL, 10_000, TEXTS, ["Where?"], patience=1.0)  # type: ignore[arg-type]
    assert not any("add" in call for call in slow.calls)
    assert {"write_ms", "search_ms"}.isdisjoint(row)
    assert 3 <= row["turns"] <= 60
    assert row["gave_up_after_seconds"] >= 0.9
    assert not row["unindexed"]
    assert rival.reached({"turns": 10_000, LOCAL: row}, LOCAL) is None


async def test_slow_searches_end_when_there_are_enough(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rival, "ENOUGH_SECONDS", 0.0)
    questions = [f"Where is {number}?" for number in range(50)]
    row = await mem0_ms(None, LOCAL, 103, TEXTS, questions)  # type: ignore[arg-type]
    assert row["searches"] == rival.FEWEST_SEARCHES


def test_only_what_reached_a_size_is_compared_there() -> None:
    figures = {"turns": 10, "search_ms": {"p50": 1.0}}
    assert rival.reached({"turns": 10, PGVECTOR: figures}, PGVECTOR) == figures
    assert rival.reached({"turns": 20, PGVECTOR: figures}, PGVECTOR) is None
    assert rival.reached({"turns": 10}, PGVECTOR) is None


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


async def test_answers_are_compared_with_those_of_exact_searches(store: asyncpg.Connection) -> None:
    shared = await rival._as_exact(Slow(), store, ["Where?", "When?"], [(1.0, [7]), (1.0, [8])])  # type: ignore[arg-type]
    assert shared == 0.5


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
