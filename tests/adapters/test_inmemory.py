"""What is true of the in-memory adapters alone; what they share with PostgreSQL is in tests/contract."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from toldonce.adapters.inmemory import InMemoryAccounts, InMemoryIdempotency, InMemoryJobs, InMemoryStore, Tables
from toldonce.adapters.inmemory.tables import ScopeRows
from toldonce.adapters.inmemory.trigrams import word_similarity
from toldonce.errors import NotFound
from toldonce.memory.reconcile import Reconciliation
from toldonce.model import Account, Scope, SearchFilters
from toldonce.ports import ArmsQuery, Chunk, MemoryCandidate, NewTurn, Stated, Statement, StatementWrite, contains

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SETTLEMENT = Reconciliation()


def chunks_of(text: str) -> list[Chunk]:
    """One chunk for each line; its vector points where its length says."""
    chunks, starts = [], 0
    for part, line in enumerate(text.split("\n")):
        terms = {word: line.split().count(word) for word in line.split()}
        vector = np.eye(4, dtype=np.float32)[len(line) % 4] if line else None
        chunks.append(Chunk(part, starts, starts + len(line), terms, vector))
        starts += len(line) + 1
    return chunks


def turn(text: str) -> NewTurn:
    return NewTurn(uuid7(), "user", None, text, NOW, {}, chunks_of(text))


def told(text: str, **fields: Any) -> Statement:
    candidate = MemoryCandidate("fact", "user", "note", text, text, text, many=True)
    return Statement(uuid7(), str(uuid4()), candidate, NOW, 0, "user", "test", **fields)


async def tell(store: InMemoryStore, scope: Scope, statement: Statement) -> Stated:
    content = statement.candidate.content
    return await store.state(scope, StatementWrite([statement]), SETTLEMENT, {content: chunks_of(content)})


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("word", "two words", 0.8),
        ("word", "word", 1.0),
        ("WORD", "a Word.", 1.0),
        ("word", "", 0.0),
        ("", "word", 0.0),
        ("cat", "dog", 0.0),
        ("wrod", "word", 0.2),
        ("кошка", "на коврике кошки", 2 / 3),
        ("東京", "東京都", 2 / 3),
    ],
)
def test_likeness_is_that_of_pg_trgm(asked: str, text: str, expected: float) -> None:
    assert word_similarity(asked, text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ({"a": 1}, {}, True),
        ({"a": 1, "b": 2}, {"a": 1}, True),
        ({"a": 1}, {"a": 1.0}, True),
        ({"a": 1}, {"a": True}, False),
        ({"a": 0}, {"a": False}, False),
        ({"a": None}, {"a": None}, True),
        ({}, {"a": None}, False),
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 2}}, True),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}, False),
        ({"a": [1, 2, 3]}, {"a": [3, 1]}, True),
        ({"a": [1, 2]}, {"a": [1, 1, 1]}, True),
        ({"a": [1, 2]}, {"a": 1}, False),
        ({"a": 1}, {"a": [1]}, False),
        ({"a": [{"b": 1, "c": 2}]}, {"a": [{"b": 1}]}, True),
        ({"a": "x"}, {"a": "X"}, False),
    ],
)
def test_metadata_is_contained_as_in_jsonb(whole: Any, part: Any, expected: bool) -> None:
    assert contains(whole, part) is expected


async def test_adapters_of_the_same_tables_see_each_others_rows() -> None:
    tables = Tables(clock=lambda: NOW)
    store, jobs, accounts = InMemoryStore(tables), InMemoryJobs(tables), InMemoryAccounts(tables)
    account = Account(user_id=uuid7(), email="ada@example.org", full_name=None, created_at=NOW)
    await accounts.add_account(account, "hash")
    scope = Scope(user_id=account.user_id)
    await store.create_conversation(scope, uuid7(), None)
    await jobs.enqueue(scope, "import", {}, b"upload")
    await InMemoryIdempotency(tables).begin(scope, "key", b"hash", 30)
    assert await accounts.erase(account.user_id) == {
        "users": 1,
        "scopes": 1,
        "conversations": 1,
        "jobs": 1,
        "idempotency": 1,
    }
    assert not tables.scopes


async def test_adapters_of_their_own_see_only_their_own_rows() -> None:
    scope = Scope(user_id=uuid4())
    conversation = await InMemoryStore().create_conversation(scope, uuid7(), None)
    assert await InMemoryStore().conversations_by_id(scope, [conversation.conversation_id]) == []


async def test_reading_an_unknown_subject_leaves_no_trace() -> None:
    store, scope = InMemoryStore(), Scope(user_id=uuid4())
    assert await store.up_to_seq(scope) == 0
    assert (await store.stats(scope)).turns == 0
    assert (await store.conversations(scope, limit=20, cursor=None, archived=None)).items == []
    assert (await store.candidates(scope, ArmsQuery(None, ["x"], ["x"], SearchFilters(), 10))).found == []
    assert [one async for one in store.export(scope)] == []
    with pytest.raises(NotFound):
        await store.add_turns(scope, uuid4(), [turn("hello")])
    with pytest.raises(NotFound):
        await tell(store, scope, told("hello", conversation_id=uuid4()))
    assert await store.pending(scope, limit=9, before=9) is None
    assert await store.forget_scope(scope) == {}
    assert not store.tables.scopes


# --- the index follows the rows ---------------------------------------------------------------------------------------

TEXTS = st.lists(st.sampled_from(["tea", "cat", "tea tea", "\n", "", " Bath "]), min_size=1, max_size=4).map(" ".join)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["turn", "memory"]), TEXTS),
        st.tuples(st.sampled_from(["forget turn", "forget memory"]), st.integers(0, 9)),
    ),
    max_size=25,
)


def rebuilt(rows: ScopeRows) -> ScopeRows:
    """The index of the rows that are left, made anew."""
    fresh = ScopeRows(rows.scope)
    for stored in [*rows.turns.values(), *rows.memories.values()]:
        item = stored.turn if hasattr(stored, "turn") else stored.memory
        fresh.index(item.seq, stored, chunks_of(item.content))
    return fresh


@settings(max_examples=80, deadline=None)
@given(steps=STEPS)
async def test_the_index_is_always_that_of_the_rows_that_are_left(steps: list[tuple[str, Any]]) -> None:
    store, scope = InMemoryStore(), Scope(user_id=uuid4())
    conversation_id: UUID = (await store.create_conversation(scope, uuid7(), None)).conversation_id
    rows = store.tables.of(scope)
    seqs: list[int] = []
    for verb, value in steps:
        if verb == "turn":
            added = await store.add_turns(scope, conversation_id, [turn(value)])
            seqs.append(added.turns[0].seq)
        elif verb == "memory" and value.strip():
            seqs += [rows.memories[one].memory.seq for one in (await tell(store, scope, told(value))).opened]
        elif verb == "forget turn" and len(rows.turns) > value:
            await store.forget_turn(scope, conversation_id, list(rows.turns)[value], SETTLEMENT, {})
        elif verb == "forget memory" and len(rows.memories) > value:
            memory_id = list(rows.memories)[value]
            await store.forget_memory(scope, memory_id, SETTLEMENT, {}, erase_evidence=True)
    fresh = rebuilt(rows)
    assert (dict(rows.postings), rows.lengths) == (dict(fresh.postings), fresh.lengths)
    assert (rows.items, rows.term_count) == (fresh.items, fresh.term_count)
    assert seqs == sorted(set(seqs))
    counts = await store.forget_scope(scope)
    assert counts.get("postings", 0) == sum(len(places) for places in fresh.postings.values())
    assert counts.get("turns", 0) == len(rows.turns)
