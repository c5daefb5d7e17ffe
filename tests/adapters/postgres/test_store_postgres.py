"""What the store on PostgreSQL does beyond the contract: retries, bounds of columns, what else forgetting erases."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import numpy as np
import pytest
from uuid_utils.compat import uuid7

from toldonce.adapters.postgres import write
from toldonce.adapters.postgres.erasures import KeptReceipt, Resettling, erase_again
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.retry import ATTEMPTS, retrying
from toldonce.adapters.postgres.store import PgStore
from toldonce.errors import NotFound, StoreUnavailable
from toldonce.memory.reconcile import Reconciliation
from toldonce.model import ErasureReceipt, Scope, SearchFilters
from toldonce.ports import ArmsQuery, Chunk, MemoryCandidate, Mention, NewMention, NewTurn, Statement, StatementWrite

NOW = datetime(2024, 5, 1, tzinfo=UTC)
SETTLEMENT = Reconciliation()


@pytest.fixture(scope="module")
async def store(owner_url: str, database: Database) -> PgStore:
    return PgStore(database, await ensure_model(owner_url, "store", 3), "store", 3)


def someone() -> Scope:
    return Scope(user_id=uuid4())


def said(content: str, chunks: list[Chunk] | None = None) -> NewTurn:
    own = [Chunk(0, 0, len(content), dict.fromkeys(content.split(), 1), None)] if chunks is None else chunks
    return NewTurn(uuid4(), "user", None, content, NOW, {}, own)


async def test_a_lost_conflict_is_tried_again() -> None:
    attempts: list[int] = []

    async def work() -> str:
        attempts.append(len(attempts))
        if len(attempts) < ATTEMPTS:
            raise asyncpg.DeadlockDetectedError("deadlock detected")
        return "done"

    assert await retrying(work) == "done"
    assert len(attempts) == ATTEMPTS


async def test_conflicts_without_end_are_told() -> None:
    attempts: list[int] = []

    async def work() -> None:
        attempts.append(len(attempts))
        raise asyncpg.SerializationError("could not serialize")

    with pytest.raises(StoreUnavailable, match="nothing was changed"):
        await retrying(work)
    assert len(attempts) == ATTEMPTS


async def test_other_errors_are_not_tried_again() -> None:
    attempts: list[int] = []

    async def work() -> None:
        attempts.append(len(attempts))
        raise NotFound

    with pytest.raises(NotFound):
        await retrying(work)
    assert len(attempts) == 1


async def test_a_write_that_fails_stores_nothing(store: PgStore, database: Database) -> None:
    scope, conversation_id = someone(), uuid4()
    await store.create_conversation(scope, conversation_id, None)
    twin = said("twin")
    with pytest.raises(asyncpg.UniqueViolationError):
        await store.add_turns(scope, conversation_id, [said("good"), twin, twin])
    wrong = [Chunk(0, 0, 1, {"x": 1}, np.ones(4, dtype=np.float32))]
    with pytest.raises(ValueError, match=r"shape \(4,\)"):
        await store.add_turns(scope, conversation_id, [said("x", wrong)])
    stats = await store.stats(scope)
    assert (stats.turns, stats.chunks, stats.up_to_seq) == (0, 0, 0)
    added = await store.add_turns(scope, conversation_id, [said("after")])
    assert (added.turns[0].turn_number, added.turns[0].seq) == (1, 1)


def home(value: str, turn: NewTurn | None = None, key: str | None = None, **fields: Any) -> Statement:
    candidate = MemoryCandidate("fact", "user", "home", value, value.lower(), f"lives in {value}")
    own = {"said_at": NOW, "seq": 1, "origin": "user", "extractor": "test", **fields}
    return Statement(uuid7(), key or uuid4().hex, candidate, turn_id=turn and turn.turn_id, **own)


def indexed(*statements: Statement, dimension: int = 3) -> dict[str, list[Chunk]]:
    vector = np.eye(dimension, dtype=np.float32)[0]
    contents = [one.candidate.content for one in statements]
    return {content: [Chunk(0, 0, len(content), dict.fromkeys(content.split(), 1), vector)] for content in contents}


async def held(database: Database, scope: Scope) -> dict[str, int]:
    tables = ("memories", "statements", "memory_changes", "postings", "embeddings", "entity_mentions")
    async with database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
        return {table: await connection.fetchval(f"SELECT count(*) FROM {table}") for table in tables}


async def test_a_statement_that_fails_half_way_changes_nothing(store: PgStore, database: Database) -> None:
    scope, conversation_id, turn = someone(), uuid4(), said("I live in Porto")
    await store.create_conversation(scope, conversation_id, None)
    await store.add_turns(scope, conversation_id, [turn])
    one = home("Porto", turn)
    mention = NewMention(Mention("porto", "Porto", "place"), turn.turn_id, NOW)
    all_at_once = StatementWrite([one], [mention], read=(0, 1))
    before = await held(database, scope)
    with pytest.raises(ValueError, match=r"shape \(4,\)"):
        await store.state(scope, all_at_once, SETTLEMENT, indexed(one, dimension=4))
    assert await held(database, scope) == before
    assert await store.up_to_seq(scope) == 1
    pending = await store.pending(scope, limit=9, before=9)
    assert pending is not None
    assert pending.after_seq == 0
    stated = await store.state(scope, all_at_once, SETTLEMENT, indexed(one))
    assert (len(stated.opened), stated.up_to_seq) == (1, 2)
    assert await store.pending(scope, limit=9, before=9) is None


async def test_of_many_workers_at_once_one_writes(store: PgStore, database: Database) -> None:
    scope, conversation_id, turn = someone(), uuid4(), said("I live in Porto")
    await store.create_conversation(scope, conversation_id, None)
    await store.add_turns(scope, conversation_id, [turn])

    async def work(number: int) -> int:
        pending = await store.pending(scope, limit=9, before=9)
        if pending is None:
            return 0
        one = home("Porto", turn, key=f"worker {number}")
        read = (pending.after_seq, pending.up_to_seq)
        stated = await store.state(scope, StatementWrite([one], read=read), SETTLEMENT, indexed(one))
        return len(stated.opened)

    assert sum(await asyncio.gather(*(work(number) for number in range(8)))) == 1
    rows = await held(database, scope)
    assert (rows["memories"], rows["statements"]) == (1, 1)


async def test_reading_waits_for_the_write_that_enqueued_it(store: PgStore, database: Database) -> None:
    scope, conversation_id = someone(), uuid4()
    await store.create_conversation(scope, conversation_id, None)
    async with database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
        await write.add_turns(connection, scope, conversation_id, [said("slow")], model_id=1, dimension=3)
        reading = asyncio.create_task(store.pending(scope, limit=9, before=9))
        await asyncio.sleep(0.1)
        assert not reading.done()
    pending = await reading
    assert pending is not None
    assert [one.content for one in pending.turns] == ["slow"]


async def test_a_receipt_is_acted_on_again(store: PgStore, owner_url: str) -> None:
    scope, conversation_id = someone(), uuid4()
    await store.create_conversation(scope, conversation_id, None)
    turns = [said("I live in Porto"), said("Porto is my home")]
    await store.add_turns(scope, conversation_id, turns)
    first, second = home("Porto", turns[0]), home("Porto", turns[1], said_at=NOW + timedelta(days=1))
    second = replace(second, candidate=replace(second.candidate, content="home is Porto"))
    stated = await store.state(scope, StatementWrite([first, second]), SETTLEMENT, indexed(first))
    (memory_id,) = stated.opened
    receipt = KeptReceipt(
        user_id=scope.user_id,
        receipt_id=uuid4(),
        erased_at=NOW,
        target=f"turn:{turns[0].turn_id}",
        counts={"turns": 1},
        signature="s",
    )

    async def chunks_of(contents: Sequence[str]) -> tuple[str, dict[str, list[Chunk]]]:
        assert contents == ["home is Porto"]
        return "store", indexed(second)

    connection = await asyncpg.connect(owner_url)
    try:
        async with connection.transaction():
            erased = await erase_again(connection, [receipt, receipt], Resettling(SETTLEMENT, chunks_of), print)
    finally:
        await connection.close()
    assert erased == ({"turns": 1, "statements": 1, "postings": 4}, 1)
    memory = await store.memory(scope, memory_id)
    assert (memory.content, memory.source_turn_ids) == ("home is Porto", [turns[1].turn_id])
    query = ArmsQuery(np.eye(3, dtype=np.float32)[0], ["lives"], [], SearchFilters(), 5)
    assert [one.item_id for one in (await store.candidates(scope, query)).found] == [memory_id]


async def test_counts_beyond_a_column_are_cut_and_come_out_right(store: PgStore) -> None:
    scope, conversation_id = someone(), uuid4()
    await store.create_conversation(scope, conversation_id, None)
    huge = said("huge", [Chunk(0, 0, 4, {"a": 50_000, "b": 1}, np.array([1, 0, 0], dtype=np.float32))])
    await store.add_turns(scope, conversation_id, [huge, said("b c")])
    query = ArmsQuery(vector=None, terms=["a", "b"], words=["a", "b"], filters=SearchFilters(), depth=10)
    candidates = await store.candidates(scope, query)
    assert next(one.item_id for one in candidates.found) == huge.turn_id
    assert (await store.forget_turn(scope, conversation_id, huge.turn_id, SETTLEMENT, {})) == {
        "turns": 1,
        "postings": 2,
        "embeddings": 1,
    }
    candidates = await store.candidates(scope, query)
    assert (candidates.chunk_count, len(candidates.found)) == (1, 1)


async def test_forgetting_erases_stored_answers_and_jobs(store: PgStore, database: Database) -> None:
    scope, other, conversation_id = someone(), someone(), uuid4()
    await store.create_conversation(scope, conversation_id, None)
    turn = said("secret")
    await store.add_turns(scope, conversation_id, [turn])
    for whose in (scope, other):
        async with database.session(user_id=whose.user_id, scope_id=whose.scope_id) as connection:
            await connection.execute(
                "INSERT INTO idempotency (scope_id, key, user_id, request_hash, body, leased_until)"
                " VALUES ($1, 'k', $2, '\\x00', '\\x00', now())",
                whose.scope_id,
                whose.user_id,
            )
            await connection.execute(
                "INSERT INTO jobs (scope_id, job_id, user_id, subject, kind, status, upload)"
                " SELECT $1, gen_random_uuid(), $2, 'me', 'x', status, '\\x00'"
                " FROM unnest(ARRAY['queued', 'dead']) AS status",
                whose.scope_id,
                whose.user_id,
            )
    gone = await store.forget_turn(scope, conversation_id, turn.turn_id, SETTLEMENT, {})
    assert gone == {"turns": 1, "postings": 1, "jobs": 1, "idempotency": 1}
    assert await store.forget_scope(scope) == {"scopes": 1, "conversations": 1, "jobs": 2}
    assert await store.forget_scope(other) == {"jobs": 2, "idempotency": 1}


async def test_a_receipt_is_kept(store: PgStore, database: Database) -> None:
    scope = someone()
    receipt = ErasureReceipt(receipt_id=uuid4(), erased_at=NOW, target="all", counts={"turns": 3}, signature="s")
    await store.keep_receipt(scope.user_id, receipt)
    async with database.session(user_id=scope.user_id) as connection:
        row = await connection.fetchrow("SELECT * FROM erasures WHERE receipt_id = $1", receipt.receipt_id)
    assert row is not None
    assert (row["counts"], row["erased_at"], row["signature"]) == ({"turns": 3}, NOW, "s")


async def test_searches_on_a_crowded_pool_do_not_wait_for_each_other(
    service_url: str, owner_url: str, store: PgStore
) -> None:
    scope, conversation_id = someone(), uuid4()
    await store.create_conversation(scope, conversation_id, None)
    vector = np.array([1, 0, 0], dtype=np.float32)
    await store.add_turns(scope, conversation_id, [said("tea", [Chunk(0, 0, 3, {"tea": 1}, vector)])])
    narrow = await Database.open(service_url, pool_size=2)
    crowded = PgStore(narrow, await ensure_model(owner_url, "store", 3), "store", 3)
    query = ArmsQuery(vector=vector, terms=["tea"], words=["tea"], filters=SearchFilters(), depth=5)
    try:
        answers = await asyncio.gather(*(crowded.candidates(scope, query) for _ in range(40)))
    finally:
        await narrow.close(5.0)
    assert [len(one.found) for one in answers] == [1] * 40


async def test_a_lost_database_is_told_as_such(service_url: str) -> None:
    lost = await Database.open(service_url, pool_size=2)
    await lost.close(5.0)
    broken = PgStore(lost, 1, "store", 3)
    vector = np.array([1, 0, 0], dtype=np.float32)
    query = ArmsQuery(vector=vector, terms=["x"], words=["x"], filters=SearchFilters(), depth=5)
    with pytest.raises(StoreUnavailable):
        await broken.candidates(someone(), query)
    with pytest.raises(StoreUnavailable):
        await broken.add_turns(someone(), uuid4(), [said("x")])


async def test_titles_much_like_the_query_are_found(store: PgStore) -> None:
    scope, conversation_id = someone(), uuid4()
    await store.create_conversation(scope, conversation_id, "Trip to Barcelona", created_at=NOW - timedelta(days=1))
    assert await store.search_titles(scope, "barcelna", limit=5) == [conversation_id]
