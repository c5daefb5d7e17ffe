"""Subjects kept in the process find what the database finds, whoever writes, corrects or forgets meanwhile."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from contract.conftest import Bench, chunk, fact, somebody, statement, turn, unit

from toldonce.adapters.postgres import hot, kept_vectors, search
from toldonce.adapters.postgres import presumed as presumed_search
from toldonce.adapters.postgres.lifecycle import PgLifecycle
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.adapters.postgres.store.conversations import FOLLOWED_TURNS
from toldonce.model import HitKind, Scope, SearchFilters
from toldonce.ports import CUE_BITS, ArmsQuery, Candidate, Candidates, NewTurn

WORDS = "tea sea sand salt boat blue harbour coffee rain wind stone tree".split()
DIMENSION = 4


@pytest.fixture(scope="module")
async def model_id(owner_url: str) -> int:
    return await ensure_model(owner_url, "hot", DIMENSION)


@pytest.fixture
def store(database: Database, model_id: int) -> PgStore:
    return PgStore(database, model_id, "hot", DIMENSION)


@pytest.fixture
async def elsewhere(service_url: str, model_id: int) -> AsyncIterator[PgStore]:
    """Another process's store, which keeps nothing."""
    database = await Database.open(service_url, pool_size=4)
    yield PgStore(database, model_id, "hot", DIMENSION, hot_bytes=0)
    await database.close(5)


def bench(store: PgStore, scope: Scope | None = None) -> Bench:
    return Bench(store, scope or somebody(), rows=None, alter=None)  # type: ignore[arg-type]


def direction(chance: random.Random) -> list[float]:
    return [chance.gauss(0, 1) for _ in range(DIMENSION)]


def asked(chance: random.Random, depth: int = 20) -> ArmsQuery:
    terms = chance.sample(WORDS, chance.randint(0, 4))
    slots = [("user", "home")] if chance.random() < 0.3 else []
    return ArmsQuery(unit(*direction(chance)), terms, terms, SearchFilters(), depth, slots)


def said(chance: random.Random, minutes: float) -> NewTurn:
    parts = [
        chunk(
            " ".join(chance.choices(WORDS, k=chance.randint(1, 9))),
            [chance.gauss(0, 1) for _ in range(DIMENSION)],
            part,
        )
        for part in range(chance.choice([1, 1, 1, 2]))
    ]
    cues = frozenset(chance.sample(["instruction", "change", "question"], chance.randint(0, 1)))
    speaker = chance.choice(["Ana", "Ben", None])
    return turn("told", minutes, chunks=parts, cues=cues, speaker=speaker, role=chance.choice(["user", "assistant"]))


def plain(candidates: Candidates, *, nearly: bool = False) -> dict[str, Any]:
    """What can be compared, whatever the order of equals; ``nearly``: scores within what their sums may differ by."""

    def told(one: Candidate) -> dict[str, Any]:
        values = asdict(one) | {"matched": sorted(one.matched)}
        return {
            name: pytest.approx(value, abs=1e-5) if isinstance(value, float) else value
            for name, value in values.items()
        }

    def by_seq(some: Any) -> dict[int, Any]:
        return {one.seq: told(one) for one in some}

    return {
        "found": by_seq(candidates.found),
        "neighbours": by_seq(candidates.neighbours),
        "standing": by_seq(candidates.standing),
        "numbers": (candidates.lexical_full, candidates.chunk_count, candidates.up_to_seq),
        "terms": dict(candidates.document_frequency),
    }


async def assert_the_same(store: PgStore, elsewhere: PgStore, scope: Scope, chance: random.Random) -> None:
    if not store.search_index.hot.keeps(scope):
        await store.search_index.hot.read(scope)
    for depth, must_be_kept in ((20, False), (3, True), (20, True)):
        query = asked(chance, depth)
        kept, looked_up = await store.candidates(scope, query), await elsewhere.candidates(scope, query)
        await store.search_index.hot.settled()
        assert looked_up.table is None
        assert kept.table is not None or not must_be_kept
        assert_like(plain(kept), plain(looked_up, nearly=True))
        await assert_presumed_the_same(store, elsewhere, scope, query, looked_up)


async def assert_presumed_the_same(
    store: PgStore, elsewhere: PgStore, scope: Scope, query: ArmsQuery, looked_up: Candidates
) -> None:
    """What is found by presuming, once it is confirmed, is the same, and so are its items."""

    async def coming() -> Any:
        return query.vector

    presumed = await store.candidates(scope, replace(query, vector=None), coming=coming, presuming=True)
    assert_like(plain(presumed), plain(looked_up, nearly=True))
    if presumed.confirm is not None:
        keys = [(one.kind, one.item_id) for one in presumed.found]
        assert await presumed.confirm(keys) == await elsewhere.items(scope, keys)


def assert_like(told: dict[str, Any], expected: dict[str, Any]) -> None:
    for place in ("found", "neighbours", "standing"):
        assert told[place].keys() == expected[place].keys(), place
        for seq, one in told[place].items():
            other = expected[place][seq]
            assert not {name: (value, other[name]) for name, value in one.items() if value != other[name]}, (place, seq)
    assert told == expected


@pytest.mark.parametrize("seed", range(3))
async def test_it_finds_what_the_database_finds_after_every_change(
    store: PgStore, elsewhere: PgStore, seed: int
) -> None:
    chance = random.Random(seed)
    scope = somebody()
    here, there = bench(store, scope), bench(elsewhere, scope)
    conversations = [await here.conversation() for _ in range(2)]
    turns: list[tuple[UUID, UUID]] = []
    memories: list[UUID] = []

    async def write(bench: Bench, count: int) -> None:
        conversation_id = chance.choice(conversations)
        added = await bench.said(
            *(said(chance, chance.randint(0, 500)) for _ in range(count)), conversation_id=conversation_id
        )
        turns.extend((conversation_id, one.turn_id) for one in added.turns)

    async def tell(bench: Bench, number: int) -> None:
        content = f"{chance.choice(WORDS)} {number}"
        (told,) = await bench.told(fact(content, days=number, vector=direction(chance)))
        memories.append(told.memory_id)

    async def move(bench: Bench, number: int) -> None:
        said_in = said(chance, number)
        await bench.said(said_in, conversation_id=conversations[0])
        await bench.stated(statement(f"{chance.choice(WORDS)} {number}", days=number, said_in=said_in))

    await write(here, 40)
    for number in range(10):
        for bench_ in (here, there):
            match chance.randint(0, 4):
                case 0:
                    await write(bench_, chance.randint(1, 5))
                case 1:
                    await tell(bench_, number)
                case 2:
                    await move(bench_, number)
                case 3:
                    conversation_id, turn_id = turns.pop(chance.randrange(len(turns)))
                    await bench_.forget_turn(conversation_id, turn_id)
                case 4 if memories:
                    await bench_.forget_memory(memories.pop(), erase_evidence=False)
        used: list[tuple[HitKind, UUID]] = [("turn", turns[-1][1]), *(("memory", one) for one in memories[-1:])]
        await (elsewhere if number % 3 == 2 else store).mark_used(scope, used, number)
        await assert_the_same(store, elsewhere, scope, chance)
    await elsewhere.forget_scope(scope)
    assert len((await store.candidates(scope, asked(chance))).found) == 0
    conversations = [await there.conversation()]
    await write(there, 3)
    await assert_the_same(store, elsewhere, scope, chance)


async def test_a_cue_of_another_toldonce_says_nothing(store: PgStore, elsewhere: PgStore) -> None:
    """A database that was written by an older one, or meanwhile by a newer one: every search of it failed."""
    here = bench(store)
    foreign: Any = frozenset({"question", "short"})
    await here.said(turn("boat", vector=[1] * DIMENSION, cues=foreign), conversation_id=await here.conversation())
    await store.search_index.hot.read(here.scope)
    query = ArmsQuery(unit(*[1.0] * DIMENSION), ["boat"], ["boat"], SearchFilters(), 9)
    for candidates in (await store.candidates(here.scope, query), await elsewhere.candidates(here.scope, query)):
        assert candidates.as_table().cues.tolist() == [CUE_BITS["question"]]


async def test_what_another_process_forgets_is_gone_at_once(store: PgStore, elsewhere: PgStore) -> None:
    here = bench(store)
    conversation_id = await here.conversation()
    secret, other = turn("secret", vector=[1] * DIMENSION), turn("other", vector=[1] * DIMENSION)
    await here.said(secret, other, conversation_id=conversation_id)
    await store.search_index.hot.read(here.scope)
    query = ArmsQuery(np.ones(DIMENSION, np.float32) / DIMENSION**0.5, ["secret"], ["secret"], SearchFilters(), 9)
    assert {one.item_id for one in (await store.candidates(here.scope, query)).found} == {secret.turn_id, other.turn_id}
    await bench(elsewhere, here.scope).forget_turn(conversation_id, secret.turn_id)
    for _ in range(3):
        assert [one.item_id for one in (await store.candidates(here.scope, query)).found] == [other.turn_id]
        await store.search_index.hot.settled()


async def test_what_was_presumed_is_confirmed_only_while_nothing_has_changed(
    store: PgStore, elsewhere: PgStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presumed_search, "UNSTEADY_SECONDS", 0.0)
    here = bench(store)
    conversation_id = await here.conversation()
    secret = turn("tea", vector=[1] * DIMENSION)
    await here.said(secret, turn("tea", vector=[1] * DIMENSION), conversation_id=conversation_id)
    (memory,) = await here.told(fact("tea is liked", vector=[1] * DIMENSION))
    await store.search_index.hot.read(here.scope)
    query = ArmsQuery(np.ones(DIMENSION, np.float32) / DIMENSION**0.5, ["tea"], ["tea"], SearchFilters(), 9)
    await store.candidates(here.scope, query)
    key: tuple[HitKind, UUID] = ("memory", memory.memory_id)

    async def strength() -> float:
        (found,) = [one for one in (await presumed()).found if one.kind == "memory"]
        return found.strength

    async def presumed() -> Candidates:
        found = await store.candidates(here.scope, query, presuming=True)
        assert found.confirm is not None
        return found

    async def is_confirmed(candidates: Candidates) -> bool:
        assert candidates.confirm is not None
        items = await candidates.confirm([key])
        return items is not None and [one.content for one in items] == ["tea is liked"]

    assert await is_confirmed(await presumed())
    gone: tuple[HitKind, UUID] = ("turn", uuid4())
    with_another = (await presumed()).confirm
    assert with_another is not None
    assert await with_another([key, gone]) is None
    assert await PgLifecycle(database).set_strengths(here.scope, {memory.memory_id: 0.5}) == 1
    assert not await is_confirmed(await presumed())
    assert await is_confirmed(await presumed())
    assert await strength() == 0.5
    there = bench(elsewhere, here.scope)
    grown = await presumed()
    await there.said(turn("tea", vector=[1] * DIMENSION))
    assert not await is_confirmed(grown)
    await there.said(turn("tea", vector=[1] * DIMENSION))
    grown = await presumed()
    assert len(grown.found) == 5
    assert await is_confirmed(grown)
    await there.forget_turn(conversation_id, secret.turn_id)
    assert not await is_confirmed(grown)
    assert store.search_index.hot.kept(here.scope) is None


async def test_what_is_kept_is_shown_without_asking_again(
    store: PgStore, elsewhere: PgStore, database: Database
) -> None:
    here = bench(store)
    conversation_id = await here.conversation()
    first, second = turn("tea", vector=[1] * DIMENSION), turn("sea ✓", speaker="Ana", vector=[1] * DIMENSION)
    await here.said(first, second, conversation_id=conversation_id)
    (memory,) = await here.told(fact("tea is liked", vector=[1] * DIMENSION))
    await store.search_index.hot.read(here.scope)
    query = ArmsQuery(np.ones(DIMENSION, np.float32) / DIMENSION**0.5, ["tea"], ["tea"], SearchFilters(), 9)
    await store.candidates(here.scope, query)
    asked, ask = [], database.ask

    async def counted(*given: Any) -> Any:
        asked.append(given)
        return await ask(*given)

    async def times_asked() -> int:
        asked.clear()
        found = await store.candidates(here.scope, query, presuming=True)
        assert found.confirm is not None
        keys = [found.as_table().key(row) for row in range(len(found.found))]
        items = await found.confirm(keys)
        its_times = len(asked)
        assert items == await elsewhere.items(here.scope, keys)
        return its_times

    used: list[tuple[HitKind, UUID]] = [("turn", second.turn_id), ("memory", memory.memory_id)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "ask", counted)
        assert [await times_asked() for _ in range(3)] == [2, 1, 1]  # the memory is read once
        await store.mark_used(here.scope, used, 7)
        assert [await times_asked() for _ in range(2)] == [2, 1]
        await bench(elsewhere, here.scope).said(turn("tea", vector=[1] * DIMENSION))
        assert [await times_asked() for _ in range(2)] == [2, 1]
        await elsewhere.mark_used(here.scope, used[:1], 9)
        assert [await times_asked() for _ in range(2)] == [2, 2]
    await here.forget_turn(conversation_id, first.turn_id)
    assert store.search_index.hot.kept(here.scope) is None


async def test_nothing_is_presumed_while_somebody_writes(
    store: PgStore, elsewhere: PgStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presumed_search, "UNSTEADY_SECONDS", 3_600.0)
    here = bench(store)
    await here.said(turn("tea", vector=[1] * DIMENSION))
    await store.search_index.hot.read(here.scope)
    query = ArmsQuery(np.ones(DIMENSION, np.float32) / DIMENSION**0.5, ["tea"], ["tea"], SearchFilters(), 9)
    await store.candidates(here.scope, query)
    await elsewhere.mark_used(here.scope, [], 1)
    steady = await store.candidates(here.scope, query, presuming=True)
    await bench(elsewhere, here.scope).said(turn("tea", vector=[1] * DIMENSION))
    assert steady.confirm is not None
    assert await steady.confirm([]) is None
    again = await store.candidates(here.scope, query, presuming=True)
    assert again.confirm is None
    assert len(again.found) == 2


async def test_words_are_looked_up_while_the_query_is_still_embedded(store: PgStore) -> None:
    here = bench(store)
    await here.said(turn("tea", vector=[1] * DIMENSION))
    await store.search_index.hot.read(here.scope)
    query = ArmsQuery(None, ["tea"], ["tea"], SearchFilters(), 9)
    await store.candidates(here.scope, query)
    order: list[str] = []
    kept = store.search_index.hot.kept(here.scope)
    assert kept is not None
    best = kept.postings.best

    def noted(*given: Any) -> Any:
        order.append("words")
        return best(*given)

    async def coming() -> Any:
        order.append("vector")
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept.postings, "best", noted, raising=True)
        found = await store.candidates(here.scope, query, coming=coming, presuming=True)
    assert order == ["words", "vector"]
    assert [one.dense for one in found.found] == [None]


async def test_nobody_is_told_of_what_belongs_to_another(store: PgStore, database: Database) -> None:
    here = bench(store)
    said_in = turn("tea", vector=[1] * DIMENSION)
    await here.said(said_in)
    (memory,) = await here.told(fact("tea is liked", vector=[1] * DIMENSION))
    now = "SELECT last_seq, memories FROM kept_now($1, $2, '{1,2}', '{fact}', '{}', '{}', 9)"
    shown = "SELECT item_id FROM shown_now($1, $2, $3, $4)"
    wanted = [said_in.turn_id], [memory.memory_id]
    for caller, seen in ((here.scope.user_id, True), (uuid4(), False)):
        (row,) = await database.ask(caller, here.scope.scope_id, now) or [None]
        assert (row is not None and bool(row["memories"])) is seen
        found = [row["item_id"] for row in await database.ask(caller, here.scope.scope_id, shown, *wanted)]
        assert sorted(found) == (sorted([said_in.turn_id, memory.memory_id]) if seen else [])


async def test_a_subject_that_changes_with_every_search_is_searched_in_the_database(
    store: PgStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = bench(store)
    await here.said(turn("tea", vector=[1] * DIMENSION))
    await store.search_index.hot.read(here.scope)
    query = ArmsQuery(None, ["tea"], ["tea"], SearchFilters(), 20)
    asked_now = store.search_index.hot.now
    rounds: list[int] = []

    async def written_before(*arguments: Any) -> Any:
        rounds.append(len(rounds))
        await here.said(turn("tea", vector=[1] * DIMENSION))
        return await asked_now(*arguments)

    monkeypatch.setattr(store.search_index.hot, "now", written_before)
    found = await store.candidates(here.scope, query)
    assert (found.table, len(found.found)) == (None, len(rounds) + 1)
    monkeypatch.setattr(store.search_index.hot, "now", asked_now)
    kept = await store.candidates(here.scope, query)
    assert kept.table is not None
    assert len(kept.found) == len(rounds) + 1


async def test_only_what_is_searched_again_is_kept(store: PgStore) -> None:
    here = bench(store)
    await here.said(turn("tea", vector=[1] * DIMENSION, speaker="Ana"))
    query = asked(random.Random(1))
    for kept in (False, False, True):
        assert ((await store.candidates(here.scope, query)).table is not None) is kept
        await store.search_index.hot.settled()
    assert await store.speakers(here.scope) == {"Ana"}
    narrowed = ArmsQuery(query.vector, query.terms, query.words, SearchFilters(types=["turn"]), 9)
    assert (await store.candidates(here.scope, narrowed)).table is None


async def test_an_exchange_is_taken_in_before_the_next_search(store: PgStore) -> None:
    here, query = bench(store), asked(random.Random(1))
    await here.said(turn("tea", vector=[1] * DIMENSION))
    await store.search_index.hot.read(here.scope)
    kept = store.search_index.hot._kept[here.scope.scope_id]
    await here.said(turn("sea", vector=[1] * DIMENSION, role="assistant"))
    await store.search_index.followed()
    assert kept.up_to_seq == 1  # nobody has searched it
    await store.candidates(here.scope, query)
    await here.said(turn("sand", vector=[1] * DIMENSION))
    await store.search_index.followed()
    assert kept.up_to_seq == 2  # its answer will come
    added = await here.said(turn("wind", vector=[1] * DIMENSION, role="assistant"))
    await store.search_index.followed()
    assert kept.up_to_seq == added.up_to_seq == 4
    many = await here.said(*(turn("salt", vector=[1] * DIMENSION, role="assistant") for _ in range(FOLLOWED_TURNS + 1)))
    await store.search_index.followed()
    assert kept.up_to_seq == 4
    assert (await store.candidates(here.scope, query)).up_to_seq == many.up_to_seq == kept.up_to_seq


async def test_it_is_taken_in_when_nothing_more_is_written(store: PgStore, monkeypatch: pytest.MonkeyPatch) -> None:
    here = bench(store)
    await here.said(turn("tea", vector=[1] * DIMENSION))
    await store.search_index.hot.read(here.scope)
    kept = store.search_index.hot._kept[here.scope.scope_id]
    await store.candidates(here.scope, asked(random.Random(1)))
    monkeypatch.setattr(search, "LULL", 60.0)
    monkeypatch.setattr(search, "LONGEST_LULL", 3.0)
    for number in range(3):
        await here.said(turn("sea", vector=[1] * DIMENSION, role="assistant"))
        assert kept.up_to_seq == 1, number
    await store.search_index.followed()  # it is not put off for ever
    assert kept.up_to_seq == 4


async def test_a_subject_is_followed_for_a_while(store: PgStore, monkeypatch: pytest.MonkeyPatch) -> None:
    here = bench(store)
    await here.said(turn("tea", vector=[1] * DIMENSION))
    await store.search_index.hot.read(here.scope)
    await store.candidates(here.scope, asked(random.Random(1)))
    monkeypatch.setattr(search, "FOLLOWED_SECONDS", 0.0)
    await here.said(turn("sea", vector=[1] * DIMENSION, role="assistant"))
    await store.search_index.followed()
    assert store.search_index.hot._kept[here.scope.scope_id].up_to_seq == 1


async def test_many_new_turns_are_read_beside_the_search(store: PgStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hot, "CATCH_UP", 3)
    monkeypatch.setattr(hot, "STEP", 2)
    here = bench(store)
    for count in (1, 7):
        await here.said(*(turn("tea", vector=[1] * DIMENSION) for _ in range(count)))
        if count == 1:
            await store.search_index.hot.read(here.scope)
    query = ArmsQuery(None, ["tea"], ["tea"], SearchFilters(), 20)
    behind = await store.candidates(here.scope, query)
    assert (behind.table, len(behind.found)) == (None, 8)
    await store.search_index.hot.settled()
    caught_up = await store.candidates(here.scope, query)
    assert caught_up.table is not None
    assert len(caught_up.found) == 8


async def test_codes_are_made_when_a_subject_is_read_and_as_it_grows(
    store: PgStore, elsewhere: PgStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_vectors, "EXACT", 30)
    monkeypatch.setattr(kept_vectors, "UNCODED", 10)
    chance, here, made = random.Random(7), bench(store), []
    for count in (20, 20, 20, 180, 2):
        await here.said(*(said(chance, minutes) for minutes in range(count)))
        await assert_the_same(store, elsewhere, here.scope, chance)
        await store.search_index.hot.settled()
        codes = store.search_index.hot._kept[here.scope.scope_id].vectors._codes
        made.append((codes.learned_of, codes.count) if codes is not None else (0, 0))
    (none, _), (first, coded), (same, more), (anew, all_of_them), still = made
    assert none == 0
    assert 30 < first == coded == same < more
    assert 4 * first <= anew == all_of_them
    assert still == (anew, all_of_them)


async def test_what_was_searched_longest_ago_makes_room(database: Database, model_id: int) -> None:
    small = PgStore(database, model_id, "hot", DIMENSION, hot_bytes=5 * hot.BYTES_PER_CHUNK)
    scopes = [somebody() for _ in range(3)]
    for scope, count in zip(scopes, (2, 2, 2), strict=True):
        await bench(small, scope).said(*(turn("tea", vector=[1] * DIMENSION) for _ in range(count)))
        await small.search_index.hot.read(scope)
    assert [small.search_index.hot.keeps(scope) for scope in scopes] == [False, True, True]
    await bench(small, scopes[2]).said(*(turn("tea", vector=[1] * DIMENSION) for _ in range(4)))
    query = ArmsQuery(None, ["tea"], ["tea"], SearchFilters(), 20)
    assert len((await small.candidates(scopes[2], query)).found) == 6
    assert [small.search_index.hot.keeps(scope) for scope in scopes[1:]] == [False, False]
    await small.search_index.hot.read(scopes[2])
    assert not small.search_index.hot.keeps(scopes[2]), "it takes more room than there is"


async def test_another_subject_sees_none_of_it(store: PgStore) -> None:
    mine = bench(store)
    await mine.said(turn("tea", vector=[1] * DIMENSION))
    await store.search_index.hot.read(mine.scope)
    query = ArmsQuery(None, ["tea"], ["tea"], SearchFilters(), 20)
    for other in (Scope(user_id=mine.scope.user_id, subject="other"), Scope(user_id=uuid4())):
        for _ in range(3):
            assert len((await store.candidates(other, query)).found) == 0
            await store.search_index.hot.settled()
