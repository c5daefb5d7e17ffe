from datetime import UTC, datetime
from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.adapters.postgres.vectors import HotVectors, best
from toldonce.memory.reconcile import Reconciliation
from toldonce.model import Scope
from toldonce.ports import Chunk, NewTurn


def direction(number: int) -> np.ndarray:
    """Unit vectors of which each is nearer to the first axis than the next one."""
    vector = np.zeros(384, dtype=np.float32)
    angle = 0.02 * number
    vector[0], vector[1] = np.cos(angle), np.sin(angle)
    return vector


def told(number: int) -> NewTurn:
    chunk = Chunk(part=0, starts=0, ends=4, terms={"told": 1}, vector=direction(number))
    return NewTurn(uuid7(), "user", None, "told", datetime.now(UTC), {}, [chunk])


@pytest.fixture(scope="module")
async def model_id(owner_url: str) -> int:
    return await ensure_model(owner_url, "hot", 384)


@pytest.fixture
def store(database: Database, model_id: int) -> PgStore:
    return PgStore(database, model_id, "hot", 384, exact_limit=50)


async def add(store: PgStore, scope: Scope, *numbers: int) -> tuple[UUID, list[UUID]]:
    conversation = await store.create_conversation(scope, uuid7(), None)
    added = await store.add_turns(scope, conversation.conversation_id, [told(number) for number in numbers])
    return conversation.conversation_id, [turn.turn_id for turn in added.turns]


async def nearest(database: Database, hot: HotVectors, scope: Scope, depth: int = 3):
    async with database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
        return await hot.nearest(connection, scope.scope_id, direction(0), depth)


async def test_it_follows_writes_and_erasures(store: PgStore, database: Database, model_id: int) -> None:
    scope, hot = Scope(user_id=uuid4()), HotVectors(model_id, largest=50)
    assert await nearest(database, hot, scope) == (0, {})
    conversation_id, turns = await add(store, scope, 3, 1, 2)
    assert list((await nearest(database, hot, scope))[1]) == [2, 3, 1]
    await add(store, scope, 0)
    up_to_seq, scores = await nearest(database, hot, scope)
    assert (up_to_seq, list(scores)) == (4, [4, 2, 3])
    assert scores[4] == pytest.approx(1.0, abs=0.001)
    await store.forget_turn(scope, conversation_id, turns[1], Reconciliation(), {})
    assert list((await nearest(database, hot, scope))[1]) == [4, 3, 1]
    await store.forget_scope(scope)
    assert await nearest(database, hot, scope) == (0, {})
    await add(store, scope, 9)
    assert list((await nearest(database, hot, scope))[1]) == [1]


async def test_a_scope_that_grows_too_large_is_left_to_the_database(
    store: PgStore, database: Database, model_id: int
) -> None:
    scope, hot = Scope(user_id=uuid4()), HotVectors(model_id, largest=3)
    await add(store, scope, 1, 2, 3)
    assert list((await nearest(database, hot, scope))[1]) == [1, 2, 3]
    await add(store, scope, 4)
    assert await nearest(database, hot, scope) is None


async def test_what_was_searched_longest_ago_makes_room(store: PgStore, database: Database, model_id: int) -> None:
    scopes, hot = [Scope(user_id=uuid4()) for _ in range(3)], HotVectors(model_id, largest=4, capacity=5)
    for scope in scopes:
        await add(store, scope, 1, 2)
        await nearest(database, hot, scope)
    assert set(hot._scopes) == {scope.scope_id for scope in scopes[1:]}
    assert list((await nearest(database, hot, scopes[0]))[1]) == [1, 2]


async def test_another_scope_sees_none_of_it(store: PgStore, database: Database, model_id: int) -> None:
    mine, hot = Scope(user_id=uuid4()), HotVectors(model_id, largest=50)
    await add(store, mine, 1, 2)
    await nearest(database, hot, mine)
    for other in (Scope(user_id=mine.user_id, subject="other"), Scope(user_id=uuid4())):
        assert await nearest(database, hot, other) == (0, {})


@settings(max_examples=500)
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(-5, 5)), max_size=40), st.integers(1, 6), st.data())
def test_the_best_chunk_counts_as_in_a_naive_search(
    rows: list[tuple[int, int]], depth: int, data: st.DataObject
) -> None:
    seqs = np.array([seq for seq, _ in rows], dtype=np.int64)
    vectors = np.array([[product / 10] for _, product in rows], dtype=np.float32).reshape(len(rows), 1)
    closed = data.draw(st.lists(st.sampled_from(sorted({seq for seq, _ in rows})), max_size=3)) if rows else []
    naive: dict[int, float] = {}
    for seq, product in rows:
        if seq not in closed:
            naive[seq] = max(naive.get(seq, -1.0), product / 10)
    expected = sorted(naive, key=lambda seq: (-naive[seq], -seq))[:depth]
    found = best(seqs, vectors, np.array([1.0], dtype=np.float32), closed, depth)
    assert list(found) == expected
    assert [found[seq] for seq in expected] == pytest.approx([naive[seq] for seq in expected])
