"""The in-memory store is the model of the PostgreSQL store: after the same writes both answer the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from toldonce.adapters.inmemory import InMemoryStore
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.errors import NotFound
from toldonce.model import Conversation, Memory, MemoryRequest, Scope, SearchFilters, Turn
from toldonce.ports import ArmsQuery, Candidate, Candidates, Chunk, NewMemory, NewTurn, Store

NOW = datetime.now(UTC).replace(microsecond=0)
WORDS = ["tea", "cat", "dog", "house", "river", "кошка", "münchen", "東京"]
ASKED_WORDS = [*WORDS, "wrod", "кошки", "münche", "東京都"]
ROUNDING = 3e-3
"""The database keeps vectors in half precision."""
OWN_TIMES = {"created_at", "updated_at"}
ARMS = ("lexical", "dense", "fuzzy")

moments = st.integers(-7 * 24 * 60, 0).map(lambda minutes: NOW + timedelta(minutes=minutes))
metadata = st.sampled_from([{}, {"a": 1}, {"a": 1, "b": [1, 2]}])
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@st.composite
def chunks(draw: st.DrawFn, text: str) -> list[Chunk]:
    """One or two chunks, whose terms are words of the text and whose vectors are drawn."""
    made = []
    for part in range(draw(st.sampled_from([1, 1, 2]))):
        counts = draw(st.dictionaries(st.sampled_from(text.split()), st.integers(1, 3), min_size=1))
        seed = draw(st.none() | st.integers(0, 999))
        made.append(Chunk(part, 0, len(text), counts, None if seed is None else vector(seed)))
    return made


def vector(seed: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    drawn = np.random.default_rng(seed).normal(size=8)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)


@st.composite
def new_turns(draw: st.DrawFn) -> NewTurn:
    text = draw(texts)
    return NewTurn(
        turn_id=uuid7(),
        role=draw(st.sampled_from(["user", "assistant"])),
        speaker=draw(st.sampled_from([None, "Ada"])),
        content=text,
        said_at=draw(moments | st.integers(0, 150).map(lambda minutes: NOW - timedelta(minutes=minutes))),
        metadata=draw(metadata),
        chunks=draw(chunks(text)),
        source_key=draw(st.sampled_from([None, None, "one", "two"])),
        cues=frozenset(draw(st.sets(st.sampled_from(["instruction", "preference", "time"]), max_size=2))),
    )


@st.composite
def new_memories(draw: st.DrawFn) -> tuple[NewMemory, int | None]:
    text = draw(texts)
    request = MemoryRequest(
        content=text,
        type=draw(st.sampled_from(["fact", "preference", "event"])),
        valid_from=draw(st.none() | moments),
        valid_to=draw(st.none() | moments),
        importance=draw(st.sampled_from([0.25, 0.5, 0.75])),
        expires_at=draw(st.sampled_from([None, None, NOW - timedelta(hours=1), NOW + timedelta(days=1)])),
        metadata=draw(metadata),
    )
    new = NewMemory(uuid7(), request, draw(moments), draw(chunks(text)), draw(st.sampled_from([None, None, "one"])))
    return new, draw(st.none() | st.integers(0, 2))


filters = st.fixed_dictionaries(
    {},
    optional={
        "types": st.sampled_from([["turn"], ["fact"], ["fact", "event", "turn"]]),
        "include_turns": st.booleans(),
        "as_of": moments,
        "known_at": moments,
        "known_at_seq": st.integers(0, 20),
        "since": moments,
        "until": moments,
        "metadata": st.sampled_from([{}, {"a": 1}, {"b": [2]}]),
    },
)
questions = st.builds(
    ArmsQuery,
    vector=st.none() | st.integers(0, 999).map(vector),
    terms=st.lists(st.sampled_from([*WORDS, "unknown"]), max_size=3),
    words=st.lists(st.sampled_from(ASKED_WORDS), max_size=3),
    filters=st.just({}) | filters,
    depth=st.sampled_from([1, 3, 50]),
)
place = st.integers(0, 30)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("turns"), place, st.lists(new_turns(), min_size=1, max_size=4)),
        st.tuples(st.just("memories"), place, st.lists(new_memories(), min_size=1, max_size=3)),
        st.tuples(st.sampled_from(["forget turn", "forget memory", "forget conversation"]), place, st.none()),
        st.tuples(st.just("ask"), st.none() | place, questions),
    ),
    min_size=5,
    max_size=20,
)


@pytest.fixture(scope="module")
async def pg_store(database: Database, owner_url: str) -> PgStore:
    return PgStore(database, await ensure_model(owner_url, "drawn", 8), "drawn", 8)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(plan=steps)
async def test_both_stores_answer_the_same(pg_store: PgStore, plan: list[tuple[str, Any, Any]]) -> None:
    both: tuple[Store, Store] = (InMemoryStore(embedding_model="drawn"), pg_store)
    scope = Scope(user_id=uuid4())
    conversations, turns, memories = [uuid7() for _ in range(3)], [(uuid4(), uuid4())], [uuid4()]

    async def ask(question: Callable[[Store], Awaitable[Any]]) -> Any:
        """What both answer; `NotFound` counts as an answer."""
        answers = []
        for store in both:
            try:
                answers.append(await question(store))
            except NotFound:
                answers.append(NotFound)
        same(*answers)
        return answers[0]

    for number, conversation_id in enumerate(conversations):
        key = "source" if number else None
        await ask(lambda store: store.create_conversation(scope, conversation_id, "Tea", source_key=key))  # noqa: B023
    for verb, at, what in plan:
        conversation_id = conversations[(at or 0) % len(conversations)]
        turn, memory_id = turns[(at or 0) % len(turns)], memories[(at or 0) % len(memories)]
        if verb == "turns":
            added = await ask(lambda store: store.add_turns(scope, conversation_id, what))  # noqa: B023
            turns += [] if added is NotFound else [(conversation_id, one.turn_id) for one in added.turns]
        elif verb == "memories":
            new = [in_conversation(one, None if where is None else conversations[where]) for one, where in what]
            stored = await ask(lambda store: store.add_memories(scope, new))  # noqa: B023
            memories += [] if stored is NotFound else [one.memory_id for one in stored]
        elif verb == "forget turn":
            await ask(lambda store: store.forget_turn(scope, *turn))  # noqa: B023
        elif verb == "forget memory":
            await ask(lambda store: store.forget_memory(scope, memory_id, erase_evidence=True))  # noqa: B023
        elif verb == "forget conversation":
            await ask(lambda store: store.forget_conversation(scope, conversation_id))  # noqa: B023
        else:
            narrowed = what.filters | ({} if at is None else {"conversation_id": conversation_id})
            question = dataclasses.replace(what, filters=SearchFilters(**narrowed))
            await ask(lambda store: store.candidates(scope, question))  # noqa: B023
        await ask(lambda store: store.stats(scope))
    await ask(lambda store: exported(store, scope))
    await ask(lambda store: store.standing(scope, 20))
    for conversation_id in conversations:
        await ask(lambda store: store.last_turns(scope, conversation_id, 2))  # noqa: B023
        await ask(lambda store: store.turns_by_number(scope, conversation_id, 2, 4))  # noqa: B023
    await ask(lambda store: store.forget_scope(scope))
    await ask(lambda store: store.up_to_seq(scope))


def in_conversation(new: NewMemory, conversation_id: UUID | None) -> NewMemory:
    return dataclasses.replace(new, request=new.request.model_copy(update={"conversation_id": conversation_id}))


async def exported(store: Store, scope: Scope) -> list[Any]:
    """Conversations by their ids: each store has its own time of making them."""
    everything = [one async for one in store.export(scope)]
    return sorted(everything, key=lambda one: one.conversation_id if isinstance(one, Conversation) else UUID(int=0))


def same(ours: Any, theirs: Any) -> None:
    if isinstance(ours, Candidates) and isinstance(theirs, Candidates):
        assert same_numbers(ours) == same_numbers(theirs)
        for group in ("found", "neighbours", "standing"):
            same_candidates(getattr(ours, group), getattr(theirs, group))
    else:
        assert timeless(ours) == timeless(theirs)


def same_numbers(candidates: Candidates) -> tuple[Any, ...]:
    standing = [one.seq for one in candidates.standing]
    frequency = dict(candidates.document_frequency)
    return frequency, candidates.chunk_count, candidates.up_to_seq, candidates.lexical_full, standing


def same_candidates(ours: list[Candidate], theirs: list[Candidate]) -> None:
    by_seq = {one.seq: one for one in theirs}
    assert {one.seq for one in ours} == by_seq.keys()
    for one in ours:
        other = by_seq[one.seq]
        for arm in ARMS:
            assert getattr(one, arm) == pytest.approx(getattr(other, arm), abs=ROUNDING)
        nothing: dict[str, Any] = {**dict.fromkeys(ARMS), "matched": ()}
        assert dataclasses.replace(one, **nothing) == dataclasses.replace(other, **nothing)
        assert list(one.matched) == list(other.matched)


def timeless(answer: Any) -> Any:
    """An answer without the times at which each store made it."""
    if isinstance(answer, list):
        return [timeless(one) for one in answer]
    if isinstance(answer, Conversation | Turn | Memory):
        return answer.model_dump(exclude=OWN_TIMES)
    return answer
