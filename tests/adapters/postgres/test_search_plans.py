"""How the database answers the hot statements of a search: by which index, on a table of many scopes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import asyncpg
import numpy as np
import pytest

from toldonce.adapters.postgres.asked import filter_values
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.database_arms import APPROXIMATE_SEARCH, SEARCH, DatabaseArms
from toldonce.adapters.postgres.hot import CUSTOM_PLANS, HOT
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.queries import Query
from toldonce.adapters.postgres.rows import half
from toldonce.adapters.postgres.store import PgStore
from toldonce.adapters.postgres.write import TURNS
from toldonce.model import Scope, SearchFilters
from toldonce.ports import ArmsQuery

DIMENSION = 8
SMALL, LARGE = 2_000, 12_000
SCOPES = [Scope(user_id=UUID(int=number), subject="me") for number in range(1, 16)]
"""Fourteen small ones and, at the end, a large one: 40,000 turns."""
LARGE_SCOPE = SCOPES[-1]
GROWING_SCOPE = Scope(user_id=UUID(int=99), subject="me")
FILL = """
WITH place AS (
    INSERT INTO scopes (scope_id, user_id, subject, last_seq, chunk_count, term_count)
    VALUES ($1, $2, 'me', $3::integer, $3, 5 * $3)
), conversation AS (
    INSERT INTO conversations (scope_id, user_id, conversation_id, turn_count, last_number) VALUES ($1, $2, $1, $3, $3)
), said AS (
    INSERT INTO turns (scope_id, user_id, turn_id, conversation_id, turn_number, seq, sitting, role, content, said_at)
    SELECT $1, $2, gen_random_uuid(), $1, n, n, 1 + n / 20, 'user', 'turn ' || n,
           timestamptz '2024-01-01 00:00Z' + n * interval '1 hour'
    FROM generate_series(1, $3) AS n
), words AS (
    INSERT INTO postings (scope_id, user_id, term, seq, part, count, length)
    SELECT $1, $2, 'w' || (n * 7) % (5 * 10 ^ k)::integer || '_' || k, n, 0, 1, 5
    FROM generate_series(1, $3) AS n, generate_series(0, 3) AS k
), known AS (
    INSERT INTO memories (scope_id, user_id, memory_id, seq, kind, content, status, recorded_at, valid_to)
    SELECT $1, $2, gen_random_uuid(), $3 + n, 'fact', 'fact ' || n,
           CASE n % 4 WHEN 0 THEN 'current' ELSE 'superseded' END,
           timestamptz '2024-01-01 00:00Z' + n * interval '1 hour', CASE n % 4 WHEN 0 THEN NULL ELSE now() END
    FROM generate_series(1, $3 / 2) AS n
)
INSERT INTO embeddings (scope_id, user_id, model_id, seq, part, starts, ends, embedding)
SELECT $1, $2, $4, n, 0, 0, 9,
       l2_normalize((SELECT array_agg(sin(n * 0.37 * k * k + k))::real[] FROM generate_series(1, 8) AS k)::vector)
           ::halfvec
FROM generate_series(1, $3) AS n
"""


@pytest.fixture(scope="module")
async def model_id(owner_url: str) -> int:
    return await ensure_model(owner_url, "plans", DIMENSION)


@pytest.fixture(scope="module")
async def store(owner_url: str, database: Database, model_id: int) -> PgStore:
    connection = await asyncpg.connect(owner_url)
    for scope in (*SCOPES, GROWING_SCOPE):
        size = LARGE if scope is LARGE_SCOPE else SMALL
        await connection.execute(FILL, scope.scope_id, scope.user_id, size, model_id)
    await connection.execute("VACUUM ANALYZE")
    filled = PgStore(database, model_id, "plans", DIMENSION, exact_limit=LARGE - 1)
    assert await filled.build_ann(LARGE_SCOPE)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
    return filled


VECTOR = np.full(DIMENSION, 1 / np.sqrt(DIMENSION), dtype=np.float32)


async def plan(
    database: Database,
    scope: Scope,
    query: Query,
    values: Mapping[str, Any],
    settings: Mapping[str, str] = CUSTOM_PLANS,
) -> list[dict[str, Any]]:
    """The nodes of the plan that the service's role gets for a statement."""
    async with database.session(user_id=scope.user_id, scope_id=scope.scope_id, settings=settings) as connection:
        answer = await connection.fetchval(f"EXPLAIN (FORMAT JSON) {query.sql}", *query.arguments(values))
    explained = json.loads(answer) if isinstance(answer, str) else answer
    return list(_nodes(explained[0]["Plan"]))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def read_whole(nodes: list[dict[str, Any]]) -> set[str]:
    """The large tables that a plan reads from end to end."""
    large = {"postings", "embeddings", "turns"}
    return {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"} & large


def indexes(nodes: list[dict[str, Any]]) -> set[str]:
    return {node["Index Name"] for node in nodes if "Index Name" in node}


NARROW = SearchFilters(since=datetime(2024, 1, 2, tzinfo=UTC), until=datetime(2024, 1, 3, tzinfo=UTC))


@pytest.mark.parametrize("scope", [SCOPES[0], LARGE_SCOPE], ids=["small", "large"])
@pytest.mark.parametrize("filtered", [False, True])
async def test_words_are_found_inside_the_index(
    store: PgStore, database: Database, scope: Scope, filtered: bool
) -> None:
    filters = NARROW if filtered else SearchFilters()
    values = {"terms": ["w1_0", "w3_1", "w7_3"], "depth": 200, "filtered": filtered, **filter_values(scope, filters)}
    nodes = await plan(database, scope, SEARCH.lexical, values)
    assert read_whole(nodes) == set()
    on_postings = [node for node in nodes if node.get("Relation Name") == "postings"]
    assert on_postings
    assert {(node["Node Type"], node["Index Name"]) for node in on_postings} == {("Index Only Scan", "postings_pkey")}
    if not filtered and scope is SCOPES[0]:
        assert hidden_by_index(nodes)


def hidden_by_index(nodes: list[dict[str, Any]]) -> bool:
    """Whether the memories that are not to be found are known from an index alone."""
    on_memories = [node for node in nodes if node.get("Relation Name") == "memories"]
    return {(node["Node Type"], node["Index Name"]) for node in on_memories} == {
        ("Index Only Scan", "idx_memories_hidden")
    }


@pytest.mark.parametrize("scope", [SCOPES[0], LARGE_SCOPE], ids=["small", "large"])
@pytest.mark.parametrize(
    "call",
    [
        "kept_now($1, $2, '{1,2,3}', '{fact,event}', '{user}', '{home}', 50)",
        "shown_now($1, $2, ARRAY[gen_random_uuid()], ARRAY[gen_random_uuid()])",
    ],
    ids=["kept_now", "shown_now"],
)
async def test_what_is_read_in_one_round_trip_is_looked_up(
    store: PgStore, database: Database, scope: Scope, call: str
) -> None:
    async with database.session() as connection:
        before = await scans_of(connection)  # What the connection did earlier may not have been told to the server yet.
        await connection.fetch(f"SELECT FROM {call}", scope.user_id, scope.scope_id)
        after = await scans_of(connection)
    read = {
        table: (whole - before[table][0], looked_up - before[table][1]) for table, (whole, looked_up) in after.items()
    }
    assert read["memories"][1]
    assert {whole for whole, _ in read.values()} == {0}, read


async def scans_of(connection: Connection) -> dict[str, tuple[int, int]]:
    """How often each table was read as a whole and looked up, by what the server was not told yet."""
    rows = await connection.fetch("SELECT relname, seq_scan, idx_scan FROM pg_stat_xact_user_tables")
    return {row["relname"]: (row["seq_scan"], row["idx_scan"] or 0) for row in rows}


@pytest.mark.parametrize("scope", [SCOPES[0], LARGE_SCOPE], ids=["small", "large"])
async def test_the_turns_of_a_dialogue_are_looked_up_by_their_fingerprints(
    store: PgStore, database: Database, scope: Scope
) -> None:
    values = {"scope_id": scope.scope_id, "tails": ["0a", "0b"], "limit": 64}
    nodes = await plan(database, scope, TURNS.turns_by_tail, values)
    assert indexes(nodes) == {"idx_turns_thread"}
    (looked_up,) = [node for node in nodes if "Index Cond" in node]
    assert "tail = ANY" in looked_up["Index Cond"]


@pytest.mark.parametrize("scope", [SCOPES[0], LARGE_SCOPE], ids=["small", "large"])
async def test_what_was_said_later_is_looked_up_by_its_time_and_its_words(
    store: PgStore, database: Database, scope: Scope
) -> None:
    values = {"scope_id": scope.scope_id, "after": datetime.now(UTC), "up_to": SMALL, "terms": ["oliv"], "each": 5}
    nodes = await plan(database, scope, TURNS.turns_said_later, values)
    assert read_whole(nodes) == set()
    assert "idx_turns_said_at" in indexes(nodes)


@pytest.mark.parametrize("scope", [SCOPES[0], LARGE_SCOPE], ids=["small", "large"])
async def test_what_has_come_since_is_looked_up_by_its_number(
    store: PgStore, database: Database, model_id: int, scope: Scope
) -> None:
    span = {"scope_id": scope.scope_id, "after": SMALL - 3, "up_to": SMALL}
    for query, values, index in (
        (HOT.fresh_turns, span, "idx_turns_seq"),
        (HOT.fresh_postings, span, "idx_postings_seq"),
        (HOT.fresh_vectors, {**span, "model_id": model_id}, "embeddings_pkey"),
    ):
        nodes = await plan(database, scope, query, values)
        assert (query.name, read_whole(nodes), indexes(nodes)) == (query.name, set(), {index})


@pytest.mark.parametrize("filtered", [False, True])
async def test_vectors_of_a_small_scope_are_read_by_its_key(
    store: PgStore, database: Database, model_id: int, filtered: bool
) -> None:
    filters = NARROW if filtered else SearchFilters()
    values = {
        "vector": half(VECTOR),
        "model_id": model_id,
        "parts": 400,
        "filtered": filtered,
        "even_large": False,
        **filter_values(SCOPES[0], filters),
    }
    nodes = await plan(database, SCOPES[0], SEARCH.nearest, values, {**CUSTOM_PLANS, **APPROXIMATE_SEARCH})
    assert read_whole(nodes) == set()
    assert "embeddings_pkey" in indexes(nodes)
    assert not any("hnsw" in name for name in indexes(nodes))


@pytest.mark.parametrize("filtered", [False, True])
async def test_vectors_of_a_large_scope_are_read_by_the_approximate_index(
    store: PgStore, database: Database, model_id: int, filtered: bool
) -> None:
    values = {
        "vector": half(VECTOR),
        "model_id": model_id,
        "parts": 300,
        "filtered": filtered,
        **filter_values(
            LARGE_SCOPE, SearchFilters(since=datetime(2024, 1, 1, tzinfo=UTC)) if filtered else SearchFilters()
        ),
    }
    query = DatabaseArms(database, model_id=model_id, dimension=DIMENSION, exact_limit=1).approximate_query
    nodes = await plan(database, LARGE_SCOPE, query, values, {**CUSTOM_PLANS, **APPROXIMATE_SEARCH})
    (node,) = [node for node in nodes if node.get("Relation Name") == "embeddings"]
    assert (node["Node Type"], node["Index Name"]) == ("Index Scan", f"idx_embeddings_hnsw_{model_id}")


async def test_few_passing_items_of_a_large_scope_are_looked_up(
    store: PgStore, database: Database, model_id: int
) -> None:
    values = {"vector": half(VECTOR), "model_id": model_id, "parts": 400, **filter_values(LARGE_SCOPE, NARROW)}
    nodes = await plan(database, LARGE_SCOPE, SEARCH.nearest_of_few, values, {**CUSTOM_PLANS, **APPROXIMATE_SEARCH})
    assert read_whole(nodes) == set()
    assert {"embeddings_pkey", "idx_turns_said_at"} <= indexes(nodes)


@pytest.mark.parametrize("filtered", [False, True])
async def test_surroundings_are_looked_up(store: PgStore, database: Database, filtered: bool) -> None:
    values = {
        "seqs": list(range(1, 1_500, 5)),
        "central": list(range(1, 400, 5)),
        "unmatched": [1, 6, 11],
        "terms": ["w1_0"],
        "standing_depth": 50,
        "at_present": not filtered,
        "filtered": filtered,
        **filter_values(SCOPES[0], NARROW if filtered else SearchFilters()),
    }
    nodes = await plan(database, SCOPES[0], SEARCH.surroundings, values)
    assert read_whole(nodes) == set()
    assert {"idx_turns_seq", "idx_turns_number", "idx_turns_standing"} <= indexes(nodes)


async def test_pages_and_known_sources_are_looked_up(store: PgStore, database: Database) -> None:
    scope = SCOPES[0]
    ids = {"scope_id": scope.scope_id, "conversation_id": scope.scope_id}
    for query, values, index in (
        (TURNS.turns_after, {**ids, "after": 5, "limit": 20}, "idx_turns_number"),
        (TURNS.last_turns, {**ids, "limit": 20}, "idx_turns_number"),
        (TURNS.known_turns, {"scope_id": scope.scope_id, "source_keys": ["a", "b"]}, "idx_turns_source_key"),
    ):
        nodes = await plan(database, scope, query, values, {})
        assert (query.name, read_whole(nodes), indexes(nodes)) == (query.name, set(), {index})


async def found(store: PgStore, scope: Scope, **filters: Any) -> dict[int, float]:
    query = ArmsQuery(vector=VECTOR, terms=[], words=[], filters=SearchFilters(**filters), depth=50)
    candidates = await store.candidates(scope, query)
    return {one.seq: one.dense for one in candidates.found if one.dense is not None}


async def test_the_approximate_index_finds_what_looking_at_everything_finds(
    store: PgStore, database: Database, model_id: int
) -> None:
    async with database.session(user_id=LARGE_SCOPE.user_id, scope_id=LARGE_SCOPE.scope_id) as connection:
        rows = await connection.fetch(
            "SELECT 1 - (embedding <=> $2) AS score FROM embeddings WHERE scope_id = $1"
            " ORDER BY (embedding <=> $2) + 0 LIMIT 50",
            LARGE_SCOPE.scope_id,
            half(VECTOR),
        )
    approximate = await found(store, LARGE_SCOPE)
    # Many of the made-up vectors are nearly equal: which of them are found is chance, how near they are is not.
    assert list(approximate.values()) == pytest.approx([row["score"] for row in rows], abs=0.001)
    assert list(approximate.values()) == sorted(approximate.values(), reverse=True)


async def test_narrow_filters_in_a_large_scope_lose_nothing(store: PgStore) -> None:
    day = datetime(2024, 1, 2, tzinfo=UTC)
    few = await found(store, LARGE_SCOPE, since=day, until=day + timedelta(hours=9))
    assert sorted(few) == list(range(24, 34))
    assert await found(store, LARGE_SCOPE, conversation_id=uuid5(LARGE_SCOPE.user_id, "none")) == {}


async def test_a_scope_is_searched_exactly_until_its_index_is_built_and_new_rows_join_it(
    database: Database, store: PgStore, model_id: int
) -> None:
    scope = GROWING_SCOPE
    growing = PgStore(database, model_id, "plans", DIMENSION, exact_limit=SMALL - 1)
    roomy = PgStore(database, model_id, "plans", DIMENSION, exact_limit=SMALL)
    exact = await found(growing, scope)
    assert not await roomy.build_ann(scope)
    assert await growing.build_ann(scope)
    assert await growing.build_ann(scope)
    approximate = await found(growing, scope)
    assert len(exact.keys() & approximate.keys()) >= 45
    async with database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
        waiting = await connection.fetchval(
            "SELECT count(*) FROM embeddings WHERE scope_id = $1 AND NOT ann", scope.scope_id
        )
    assert waiting == 0
