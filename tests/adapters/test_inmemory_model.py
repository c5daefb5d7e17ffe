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
from pydantic import BaseModel
from uuid_utils.compat import uuid7

from toldonce.adapters.inmemory import InMemoryStore
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.errors import NotFound
from toldonce.memory.reconcile import Reconciliation
from toldonce.model import Conversation, Memory, Scope, SearchFilters
from toldonce.ports import (
    ArmsQuery,
    Candidate,
    Candidates,
    Chunk,
    ChunksMissing,
    MemoryCandidate,
    Mention,
    NewMention,
    NewTurn,
    Statement,
    StatementWrite,
    Store,
)

SETTLEMENT = Reconciliation()
NO_ID = UUID(int=0)
NOW = datetime.now(UTC).replace(microsecond=0)
WORDS = ["tea", "cat", "dog", "house", "river", "кошка", "münchen", "東京"]
ASKED_WORDS = [*WORDS, "wrod", "кошки", "münche", "東京都"]
ROUNDING = 3e-3
"""The database keeps vectors in half precision."""
OWN_TIMES = {"created_at", "updated_at"}
ARMS = ("lexical", "dense", "fuzzy")

SLOTS = [
    ("user", "home", False),
    ("user", "hobby", True),
    ("user.sister", "home", False),
    ("nora", "home", False),
    ("user", "sister", True),
]
place = st.integers(0, 30)
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


@dataclasses.dataclass(frozen=True)
class Drawn:
    """What is to be stated, in turns and of memories that are drawn by their place among those that are there."""

    statements: list[tuple[Statement, int | None, int | None]]
    names: list[tuple[str, int]]
    toggled: list[int]
    confirmed: list[int]
    dry_run: bool


@st.composite
def new_statements(draw: st.DrawFn) -> tuple[Statement, int | None, int | None]:
    """A statement with the places of the turn that it is read in and of the memory that it corrects."""
    subject, attribute, many = draw(st.sampled_from(SLOTS))
    naming = attribute == "sister"
    value = draw(st.sampled_from(["nora", "eva"] if naming else WORDS[:3]))
    denies = draw(st.sampled_from([False] * 5 + [True]))
    candidate = MemoryCandidate(
        type="entity" if naming else draw(st.sampled_from(["fact", "preference", "event"])),
        subject=subject,
        attribute=attribute,
        value=value.title(),
        value_key="" if denies and draw(st.booleans()) else value,
        content=draw(st.sampled_from([value, f"{value} {attribute}"])),
        many=many,
        denies=denies,
        corrects=draw(st.sampled_from([False] * 5 + [True])),
        changes=draw(st.booleans()),
        instead_of=draw(st.sampled_from(["", "", "", "tea"])) if many and not naming else "",
        valid_from=draw(st.none() | st.none() | moments),
        valid_to=draw(st.none() | st.none() | moments),
        confidence=draw(st.sampled_from([1.0, 0.9, 0.123456789])),
        importance=draw(st.sampled_from([0.25, 0.5, 0.75])),
        quarantined=draw(st.sampled_from([False] * 5 + [True])),
    )
    statement = Statement(
        statement_id=uuid7(),
        key=draw(st.sampled_from([*(uuid4().hex for _ in range(9)), "one"])),
        candidate=candidate,
        said_at=draw(moments),
        seq=0,
        origin=draw(st.sampled_from(["user", "user", "user", "document"])),
        extractor="drawn",
        metadata=draw(metadata),
        expires_at=draw(st.sampled_from([None, None, None, NOW - timedelta(hours=1), NOW + timedelta(days=1)])),
    )
    return statement, draw(st.none() | place), draw(st.none() | st.none() | st.none() | place)


writes = st.builds(
    Drawn,
    statements=st.lists(new_statements(), max_size=4),
    names=st.lists(st.tuples(st.sampled_from(["Nora", "nora", "Eva", "Rex"]), place), max_size=2),
    toggled=st.lists(place, max_size=1),
    confirmed=st.lists(place, max_size=1),
    dry_run=st.sampled_from([False, False, False, True]),
)
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
times = st.fixed_dictionaries(
    {"as_of": st.none() | moments, "known_at": st.none() | moments, "known_at_seq": st.none() | st.integers(0, 30)}
)
questions = st.builds(
    ArmsQuery,
    vector=st.none() | st.integers(0, 999).map(vector),
    terms=st.lists(st.sampled_from([*WORDS, "unknown"]), max_size=3),
    words=st.lists(st.sampled_from(ASKED_WORDS), max_size=3),
    filters=st.just({}) | filters,
    depth=st.sampled_from([1, 3, 50]),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("turns"), place, st.lists(new_turns(), min_size=1, max_size=4)),
        st.tuples(st.just("state"), place, writes),
        st.tuples(st.just("state"), place, writes),
        st.tuples(
            st.sampled_from(["read", "forget turn", "forget memory", "forget words", "forget conversation"]),
            place,
            st.none(),
        ),
        st.tuples(st.just("ask"), st.none() | place, questions),
        st.tuples(st.just("look back"), place, times),
    ),
    min_size=5,
    max_size=20,
)


@pytest.fixture(scope="module")
async def pg_store(database: Database, owner_url: str) -> PgStore:
    return PgStore(database, await ensure_model(owner_url, "drawn", 8), "drawn", 8)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(plan=steps)
async def test_both_stores_answer_the_same(pg_store: PgStore, plan: list[tuple[str, Any, Any]]) -> None:
    both: tuple[Store, Store] = (InMemoryStore(embedding_model="drawn"), pg_store)
    scope = Scope(user_id=uuid4())
    conversations, turns, memories = [uuid7() for _ in range(3)], [(uuid4(), uuid4())], [uuid4()]
    stated: list[UUID] = []

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

    async def forget(verb: str, *target: UUID, **options: bool) -> None:
        await ask(
            lambda store: indexed(lambda words: getattr(store, verb)(scope, *target, SETTLEMENT, words, **options))
        )

    for number, conversation_id in enumerate(conversations):
        key = "source" if number else None
        await ask(lambda store: store.create_conversation(scope, conversation_id, "Tea", source_key=key))  # noqa: B023
    for verb, at, what in plan:
        conversation_id = conversations[(at or 0) % len(conversations)]
        turn, memory_id = turns[(at or 0) % len(turns)], memories[(at or 0) % len(memories)]
        if verb == "turns":
            added = await ask(lambda store: store.add_turns(scope, conversation_id, what))  # noqa: B023
            turns += [] if added is NotFound else [(conversation_id, one.turn_id) for one in added.turns]
        elif verb == "state":
            write = drawn_write(what, turns, memories, stated)
            answer = await ask(lambda store: indexed(lambda words: store.state(scope, write, SETTLEMENT, words)))  # noqa: B023
            if answer is not NotFound and not what.dry_run:
                memories += answer.opened
                stated += [one.statement_id for one in write.statements]
        elif verb == "read":
            pending = await ask(lambda store: store.pending(scope, limit=3, before=2))
            if pending is not None:
                read = StatementWrite(read=(pending.after_seq, pending.up_to_seq))
                await ask(lambda store: store.state(scope, read, SETTLEMENT, {}))  # noqa: B023
        elif verb == "forget turn":
            await forget("forget_turn", *turn)
        elif verb == "forget memory":
            await forget("forget_memory", memory_id, erase_evidence=True)
        elif verb == "forget words":
            await forget("forget_memory", memory_id, erase_evidence=False)
        elif verb == "forget conversation":
            await forget("forget_conversation", conversation_id)
        elif verb == "look back":
            await look_back(ask, scope, memory_id, turn[1], what)
        else:
            narrowed = what.filters | ({} if at is None else {"conversation_id": conversation_id})
            question = dataclasses.replace(what, filters=SearchFilters(**narrowed))
            await ask(lambda store: store.candidates(scope, question))  # noqa: B023
        await ask(lambda store: store.stats(scope))
    await ask(lambda store: exported(store, scope))
    await ask(lambda store: store.changes(scope, from_seq=0, to_seq=None, limit=200, cursor=None))
    await ask(lambda store: spoken(store, scope))
    for seq in range(0, 30, 4):
        await ask(lambda store: toggling(store, scope, seq))  # noqa: B023
    for conversation_id in conversations:
        await ask(lambda store: store.last_turns(scope, conversation_id, 2))  # noqa: B023
        await ask(lambda store: store.turns_by_number(scope, conversation_id, 2, 4))  # noqa: B023
    await ask(lambda store: store.forget_scope(scope))
    await ask(lambda store: store.up_to_seq(scope))


def drawn_write(
    drawn: Drawn, turns: list[tuple[UUID, UUID]], memories: list[UUID], stated: list[UUID]
) -> StatementWrite:
    """A write whose places are filled with what is there."""
    statements = []
    for one, turn, memory in drawn.statements:
        said_in = None if turn is None else turns[turn % len(turns)]
        placed = {} if said_in is None else {"conversation_id": said_in[0], "turn_id": said_in[1], "turn_number": 1}
        replaces = None if memory is None else memories[memory % len(memories)]
        statements.append(dataclasses.replace(one, replaces=replaces, **placed))
    names = [(name, turns[turn % len(turns)][1]) for name, turn in drawn.names]
    return StatementWrite(
        statements=statements,
        mentions=[NewMention(Mention(name.lower(), name, "person"), turn_id, NOW) for name, turn_id in names],
        toggled=[stated[one % len(stated)] for one in drawn.toggled if stated],
        confirmed=[stated[one % len(stated)] for one in drawn.confirmed if stated],
        confirmed_at=NOW,
        dry_run=drawn.dry_run,
    )


async def indexed(attempt: Callable[[dict[str, list[Chunk]]], Awaitable[Any]]) -> Any:
    """What an attempt gives once it has the chunks that it asks for."""
    words: dict[str, list[Chunk]] = {}
    while True:
        try:
            return await attempt(words)
        except ChunksMissing as missing:
            for content in missing.contents:
                counts = {word: content.split().count(word) for word in content.split()}
                words[content] = [Chunk(0, 0, len(content), counts, vector(len(content)))]


async def look_back(
    ask: Callable[[Callable[[Store], Awaitable[Any]]], Awaitable[Any]],
    scope: Scope,
    memory_id: UUID,
    turn_id: UUID,
    times: dict[str, Any],
) -> None:
    """Everything that can be asked of what is, was, or was known to be."""
    options = {"type": None, "since": None, "until": None, "q": None, "limit": 100, "cursor": None}
    known = {name: times[name] for name in ("known_at", "known_at_seq")}
    for status in ("all", "current", "superseded", "quarantined"):
        await ask(lambda store: listed(store.memories(scope, status=status, **options, **times)))  # noqa: B023
    await ask(lambda store: store.profile(scope, limit=50, **times))
    await ask(lambda store: store.items(scope, [("memory", memory_id), ("turn", turn_id)], **known))
    await ask(lambda store: store.history(scope, memory_id))
    await ask(lambda store: store.memory(scope, memory_id))
    narrowed = SearchFilters(**{name: value for name, value in times.items() if value is not None}, types=["fact"])
    await ask(lambda store: store.passes(scope, narrowed, "memory", memory_id))
    await ask(lambda store: store.passes(scope, narrowed, "turn", turn_id))
    page = await ask(lambda store: store.entities(scope, q=None, limit=9, cursor=None, **times))
    for entity in page.items:
        await ask(lambda store: store.entity(scope, entity.entity_id, **times))  # noqa: B023


async def listed(page: Awaitable[Any]) -> list[Memory]:
    """The memories of a page by their number: each store has its own time of storing them."""
    return sorted((await page).items, key=lambda memory: memory.seq)


async def spoken(store: Store, scope: Scope) -> list[Any]:
    """The statements, without the ids that each store gives those without words."""
    return sorted((_without_own_id(one) for one in await store.statements(scope)), key=repr)


async def toggling(store: Store, scope: Scope, seq: int) -> tuple[list[UUID], list[Any]]:
    """What a rollback to a number toggles: the ids of statements with words, in order, and those without words."""
    wordless = {one.statement_id: one for one in await store.statements(scope) if one.extractor == "closure"}
    ids = await store.toggles_since(scope, seq)
    closures = [_without_own_id(wordless[one]) for one in ids if one in wordless]
    return [one for one in ids if one not in wordless], sorted(closures, key=repr)


def _without_own_id(one: Statement) -> Statement:
    return dataclasses.replace(one, statement_id=NO_ID, key="", seq=0) if one.extractor == "closure" else one


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
    if isinstance(answer, BaseModel):
        return {name: timeless(value) for name, value in dict(answer).items() if name not in OWN_TIMES}
    if dataclasses.is_dataclass(answer):
        return {one.name: timeless(getattr(answer, one.name)) for one in dataclasses.fields(answer)}
    if isinstance(answer, list | tuple):
        return [timeless(one) for one in answer]
    if isinstance(answer, datetime) and NOW < answer < NOW + timedelta(hours=12):
        return "now"
    return answer
