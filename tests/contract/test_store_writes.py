"""One suite for every implementation of `toldonce.ports.Store`: conversations, turns, memories and lists."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from contract.conftest import SETTLEMENT, START, Bench, chunk, fact, somebody, turn
from toldonce.errors import InvalidRequest, NotFound
from toldonce.model import Conversation, ConversationChange, Memory, Scope, Turn
from toldonce.ports import StatementWrite


async def everything(stores: Bench, scope: Scope | None = None) -> list[Conversation | Turn | Memory]:
    return [one async for one in stores.store.export(scope or stores.scope)]


async def test_a_conversation_is_what_was_created(stores: Bench) -> None:
    conversation_id = uuid4()
    made = await stores.store.create_conversation(stores.scope, conversation_id, "Häuser & Gärten")
    assert (made.conversation_id, made.title, made.pinned, made.archived) == (
        conversation_id,
        "Häuser & Gärten",
        False,
        False,
    )
    assert (made.turn_count, made.last_turn_at) == (0, None)
    assert made.created_at.tzinfo is not None
    (read,) = await stores.store.conversations_by_id(stores.scope, [conversation_id])
    assert read.model_copy(update={"up_to_seq": 0}) == made


async def test_an_imported_conversation_keeps_its_time_and_its_source(stores: Bench) -> None:
    first = await stores.store.create_conversation(
        stores.scope, uuid4(), "one", source_key="chat:1", created_at=datetime(2020, 5, 1, tzinfo=UTC)
    )
    again = await stores.store.create_conversation(stores.scope, uuid4(), "two", source_key="chat:1")
    other = await stores.store.create_conversation(somebody(), uuid4(), "three", source_key="chat:1")
    assert first.created_at == datetime(2020, 5, 1, tzinfo=UTC)
    assert again == first
    assert other.conversation_id != first.conversation_id


async def test_conversations_are_listed_pinned_first_then_newest_in_pages(stores: Bench) -> None:
    ids = [await stores.conversation(f"no {number}") for number in range(7)]
    await stores.store.change_conversation(stores.scope, ids[2], ConversationChange(pinned=True))
    await stores.store.change_conversation(stores.scope, ids[4], ConversationChange(archived=True))
    listed: list[UUID] = []
    cursor = None
    while True:
        page = await stores.store.conversations(stores.scope, limit=3, cursor=cursor, archived=None)
        listed += [one.conversation_id for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert listed == [ids[2], ids[6], ids[5], ids[4], ids[3], ids[1], ids[0]]
    only = await stores.store.conversations(stores.scope, limit=20, cursor=None, archived=True)
    assert [one.conversation_id for one in only.items] == [ids[4]]
    rest = await stores.store.conversations(stores.scope, limit=20, cursor=None, archived=False)
    assert ids[4] not in [one.conversation_id for one in rest.items]
    assert len(rest.items) == 6


async def test_a_page_that_ends_with_the_list_has_no_cursor(stores: Bench) -> None:
    for _ in range(3):
        await stores.conversation()
    page = await stores.store.conversations(stores.scope, limit=3, cursor=None, archived=None)
    assert len(page.items) == 3
    assert page.next_cursor is None


@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "WzEsMl0", "é"])
async def test_a_made_up_cursor_is_refused(stores: Bench, cursor: str) -> None:
    conversation_id = await stores.conversation()
    with pytest.raises(InvalidRequest, match="cursor"):
        await stores.store.conversations(stores.scope, limit=3, cursor=cursor, archived=None)
    with pytest.raises(InvalidRequest, match="cursor"):
        await stores.store.turns(stores.scope, conversation_id, limit=3, cursor=cursor)


async def test_changes_leave_what_they_do_not_name(stores: Bench) -> None:
    conversation_id = await stores.conversation("before")
    await stores.store.change_conversation(stores.scope, conversation_id, ConversationChange(pinned=True))
    changed = await stores.store.change_conversation(stores.scope, conversation_id, ConversationChange(title="after"))
    assert (changed.title, changed.pinned, changed.archived) == ("after", True, False)
    unpinned = await stores.store.change_conversation(stores.scope, conversation_id, ConversationChange(pinned=False))
    assert (unpinned.title, unpinned.pinned) == ("after", False)
    with pytest.raises(NotFound):
        await stores.store.change_conversation(stores.scope, uuid4(), ConversationChange(title="x"))


async def test_conversations_by_id_keep_the_order_asked_for(stores: Bench) -> None:
    ids = [await stores.conversation(str(number)) for number in range(3)]
    asked = [ids[2], uuid4(), ids[0]]
    found = await stores.store.conversations_by_id(stores.scope, asked)
    assert [one.conversation_id for one in found] == [ids[2], ids[0]]
    assert await stores.store.conversations_by_id(stores.scope, []) == []


async def test_titles_are_searched_without_case_and_wildcards(stores: Bench) -> None:
    garden = await stores.conversation("My GARDEN in May")
    share = await stores.conversation("100% of it")
    await stores.conversation("1000 of it")
    await stores.conversation(None)
    newest = await stores.conversation("garden again")
    assert await stores.store.search_titles(stores.scope, "garden", limit=10) == [newest, garden]
    assert await stores.store.search_titles(stores.scope, "garden", limit=1) == [newest]
    assert await stores.store.search_titles(stores.scope, "0%", limit=10) == [share]
    assert await stores.store.search_titles(stores.scope, "zebra", limit=10) == []


async def test_turns_are_numbered_in_the_order_given(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    first = await stores.said(turn("a"), turn("b"), conversation_id=conversation_id)
    other = await stores.said(turn("elsewhere"))
    second = await stores.said(turn("c"), conversation_id=conversation_id)
    assert [one.turn_number for one in first.turns] == [1, 2]
    assert [one.turn_number for one in second.turns] == [3]
    assert [one.turn_number for one in other.turns] == [1]
    seqs = [one.seq for answer in (first, other, second) for one in answer.turns]
    assert seqs == sorted(set(seqs))
    assert second.up_to_seq == seqs[-1] == await stores.store.up_to_seq(stores.scope)


async def test_a_turn_is_kept_whole(stores: Bench) -> None:
    said = turn(
        "Grüße aus 東京 🌸\n  'quoted' \\ %_ ", 5, role="tool", speaker="Ö", metadata={"a": [1, {"b": None}], "c": "é"}
    )
    conversation_id = await stores.conversation()
    await stores.said(said, conversation_id=conversation_id)
    page = await stores.store.turns(stores.scope, conversation_id, limit=10, cursor=None)
    (kept,) = page.items
    assert (kept.turn_id, kept.content, kept.role, kept.speaker) == (said.turn_id, said.content, "tool", "Ö")
    assert kept.at == START + timedelta(minutes=5)
    assert kept.metadata == {"a": [1, {"b": None}], "c": "é"}
    assert page.up_to_seq == kept.seq
    (conversation,) = await stores.store.conversations_by_id(stores.scope, [conversation_id])
    assert (conversation.turn_count, conversation.last_turn_at) == (1, kept.at)


async def test_turns_of_an_unknown_conversation_are_refused(stores: Bench) -> None:
    foreign = await stores.store.create_conversation(somebody(), uuid4(), None)
    for conversation_id in (uuid4(), foreign.conversation_id):
        with pytest.raises(NotFound):
            await stores.store.add_turns(stores.scope, conversation_id, [turn("x")])
        with pytest.raises(NotFound):
            await stores.store.turns(stores.scope, conversation_id, limit=1, cursor=None)
        with pytest.raises(NotFound):
            await stores.store.last_turns(stores.scope, conversation_id, 3)
        with pytest.raises(NotFound):
            await stores.store.turns_by_number(stores.scope, conversation_id, 1, 2)
    assert (await stores.rows(stores.scope)).get("turns", 0) == 0


async def test_turns_are_read_in_pages_from_the_end_and_by_number(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    await stores.said(*(turn(f"t{number}", number) for number in range(1, 8)), conversation_id=conversation_id)
    first = await stores.store.turns(stores.scope, conversation_id, limit=5, cursor=None)
    second = await stores.store.turns(stores.scope, conversation_id, limit=5, cursor=first.next_cursor)
    assert [one.turn_number for one in (*first.items, *second.items)] == [1, 2, 3, 4, 5, 6, 7]
    assert second.next_cursor is None
    last = await stores.store.last_turns(stores.scope, conversation_id, 3)
    assert [one.content for one in last] == ["t5", "t6", "t7"]
    between = await stores.store.turns_by_number(stores.scope, conversation_id, 0, 2)
    assert [one.turn_number for one in between] == [1, 2]
    assert await stores.store.turns_by_number(stores.scope, conversation_id, 5, 4) == []


async def test_a_known_source_is_not_stored_again(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    first = await stores.said(turn("a", source_key="k1"), turn("b", source_key="k2"), conversation_id=conversation_id)
    again = await stores.said(
        turn("c", source_key="k3"),
        turn("a", source_key="k1"),
        turn("c", source_key="k3"),
        turn("free"),
        conversation_id=conversation_id,
    )
    assert again.turns[1] == first.turns[0]
    assert again.turns[0] == again.turns[2]
    assert [one.turn_number for one in again.turns] == [3, 1, 3, 4]
    repeated = await stores.said(turn("b", source_key="k2"), conversation_id=conversation_id)
    assert repeated.turns == [first.turns[1]]
    assert repeated.up_to_seq == again.up_to_seq
    assert (await stores.rows(stores.scope))["turns"] == 4
    elsewhere = somebody()
    foreign = await stores.store.create_conversation(elsewhere, uuid4(), None)
    other = await stores.store.add_turns(elsewhere, foreign.conversation_id, [turn("a", source_key="k1")])
    assert other.turns[0].turn_id != first.turns[0].turn_id


async def test_twenty_writers_of_one_conversation_leave_no_gap_and_no_double(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    answers = await asyncio.gather(
        *(
            stores.said(
                turn(f"w{writer} a"),
                turn("same", source_key="same"),
                turn(f"w{writer} b"),
                conversation_id=conversation_id,
            )
            for writer in range(20)
        )
    )
    numbers = {one.turn_number for answer in answers for one in answer.turns}
    seqs = {one.seq for answer in answers for one in answer.turns}
    assert numbers == set(range(1, 42))
    assert len(seqs) == 41
    assert len({answer.turns[1] for answer in answers}) == 1
    for answer in answers:
        assert answer.turns[0].turn_number < answer.turns[2].turn_number
    (conversation,) = await stores.store.conversations_by_id(stores.scope, [conversation_id])
    assert conversation.turn_count == 41


async def test_writers_of_one_scope_keep_its_numbers_apart(stores: Bench) -> None:
    ids = [await stores.conversation() for _ in range(5)]
    writes = [stores.said(turn("x"), turn("y"), conversation_id=ids[number % 5]) for number in range(15)]
    answers = await asyncio.gather(*writes, *(stores.told(fact(f"f{number}")) for number in range(5)))
    seqs: list[int] = []
    for answer in answers:
        seqs += [one.seq for one in (answer if isinstance(answer, list) else answer.turns)]
    assert sorted(seqs) == list(range(1, 36))


async def test_memories_are_kept_whole(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    await stores.said(turn("one"), turn("two"), conversation_id=conversation_id)
    told = fact(
        "Likes tea",
        type="preference",
        days=2,
        conversation_id=conversation_id,
        turn_number=2,
        valid_from=START,
        valid_to=START + timedelta(days=30),
        importance=0.7,
        expires_at=START + timedelta(days=36_500),
        metadata={"k": "v"},
    )
    (kept,) = await stores.told(told)
    assert (kept.memory_id, kept.type, kept.content, kept.status) == (
        told.memory_id,
        "preference",
        "Likes tea",
        "current",
    )
    assert (kept.confidence, kept.importance, kept.trust, kept.origin) == (1.0, 0.7, 1.0, "user")
    assert (kept.conversation_id, kept.source_turn, kept.source_turn_ids) == (conversation_id, 2, [])
    assert (kept.valid_from, kept.valid_to) == (START, START + timedelta(days=30))
    assert kept.recorded_at == START + timedelta(days=2)
    assert kept.expires_at == START + timedelta(days=36_500)
    assert (kept.metadata, kept.superseded, kept.superseded_by) == ({"k": "v"}, [], None)
    assert (kept.slot, kept.value, kept.version, kept.evidence_count) == ("user.preference", "Likes tea", 1, 1)
    assert kept.seq == kept.up_to_seq == await stores.store.up_to_seq(stores.scope) == 3
    assert await stores.store.memory(stores.scope, told.memory_id) == kept


async def test_memories_are_answered_in_the_order_given_and_known_sources_once(stores: Bench) -> None:
    first, second = await stores.told(fact("a", source_key="k"), fact("b"))
    again = await stores.told(
        fact("c"), fact("a", source_key="k"), fact("d", source_key="n"), fact("d", source_key="n")
    )
    assert (first.seq, second.seq) == (1, 2)
    assert [one.content for one in again] == ["c", "a", "d", "d"]
    assert again[1].memory_id == first.memory_id
    assert again[2].memory_id == again[3].memory_id
    assert {one.up_to_seq for one in again} == {4}
    assert await stores.told() == []


async def test_memories_of_an_unknown_conversation_are_refused_altogether(stores: Bench) -> None:
    with pytest.raises(NotFound):
        await stores.told(fact("good"), fact("bad", conversation_id=uuid4()))
    page = await stores.store.memories(
        stores.scope, type=None, status="all", since=None, until=None, q=None, limit=9, cursor=None
    )
    assert page.items == []


async def test_a_memory_has_no_source_turn_before_the_first_turn(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    (kept,) = await stores.told(fact("early", conversation_id=conversation_id))
    assert kept.source_turn is None


async def test_memories_are_listed_by_each_filter(stores: Bench) -> None:
    tea, sea, run = await stores.told(
        fact("Likes 100% TEA_leaves", type="preference", days=1),
        fact("Lives by the sea", days=2),
        fact("Ran a race", type="event", days=3),
    )
    await stores.alter(stores.scope, sea.memory_id, status="superseded")
    await stores.alter(stores.scope, run.memory_id, status="quarantined")

    async def listed(**wanted: object) -> list[str]:
        options = {"type": None, "status": "all", "since": None, "until": None, "q": None, "limit": 10, "cursor": None}
        page = await stores.store.memories(stores.scope, **{**options, **wanted})  # type: ignore[arg-type]
        return [one.content for one in page.items]

    contents = [tea.content, sea.content, run.content]
    assert sorted(await listed()) == sorted(contents)
    assert await listed(type="event") == ["Ran a race"]
    assert await listed(status="current") == [tea.content]
    assert await listed(status="superseded") == [sea.content]
    assert await listed(status="quarantined") == [run.content]
    assert sorted(await listed(since=START + timedelta(days=2))) == sorted(contents[1:])
    assert sorted(await listed(until=START + timedelta(days=2))) == sorted(contents[:2])
    assert await listed(q="tea_L") == [tea.content]
    assert await listed(q="0% t") == [tea.content]
    assert await listed(q="%") == [tea.content]
    assert await listed(q="_") == [tea.content]
    assert await listed(q="\\") == []


async def test_memories_are_listed_newest_first_in_pages(stores: Bench) -> None:
    for number in range(7):
        await stores.told(fact(f"m{number}"))
    listed: list[str] = []
    cursor = None
    while True:
        page = await stores.store.memories(
            stores.scope, type=None, status="current", since=None, until=None, q=None, limit=3, cursor=cursor
        )
        assert page.up_to_seq == 7
        listed += [one.content for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert listed == [f"m{number}" for number in reversed(range(7))]


async def test_items_come_in_the_order_of_their_keys(stores: Bench) -> None:
    said = turn("hello", speaker="Ann", role="assistant")
    conversation_id = await stores.conversation()
    await stores.said(said, conversation_id=conversation_id)
    (told,) = await stores.told(fact("fact", conversation_id=conversation_id, valid_from=START))
    items = await stores.store.items(
        stores.scope, [("memory", told.memory_id), ("turn", uuid4()), ("turn", said.turn_id), ("turn", told.memory_id)]
    )
    assert [(one.kind, one.content) for one in items] == [("memory", "fact"), ("turn", "hello")]
    memory, spoken = items
    assert (spoken.type, spoken.role, spoken.speaker, spoken.turn_number) == ("turn", "assistant", "Ann", 1)
    assert list(spoken.source_turn_ids) == [said.turn_id]
    assert (memory.type, memory.role, memory.said_at, memory.valid_from) == ("fact", None, told.recorded_at, START)
    assert list(memory.source_turn_ids) == []
    assert await stores.store.items(somebody(), [("turn", said.turn_id), ("memory", told.memory_id)]) == []


async def test_use_is_noted_on_turns_and_memories(stores: Bench) -> None:
    said = turn("hello")
    await stores.said(said, turn("other"))
    (told,) = await stores.told(fact("fact"))
    keys = [("turn", said.turn_id), ("memory", told.memory_id), ("memory", uuid4())]
    await stores.store.mark_used(stores.scope, keys, 12)  # type: ignore[arg-type]
    items = await stores.store.items(stores.scope, keys)  # type: ignore[arg-type]
    assert [one.last_used_turn for one in items] == [12, 12]
    await stores.store.mark_used(somebody(), keys, 13)  # type: ignore[arg-type]
    assert (await stores.store.memory(stores.scope, told.memory_id)).last_used_turn == 12


async def test_stats_count_what_is_there(stores: Bench) -> None:
    await stores.said(
        turn("a b", 10), turn("c", 5, vector=None), turn("long", chunks=[chunk("x", (1, 0, 0, 0)), chunk("y", None, 1)])
    )
    first, _ = await stores.told(fact("fact", days=-1), fact("walk", type="event", days=1))
    await stores.alter(stores.scope, first.memory_id, status="superseded")
    stats = await stores.store.stats(stores.scope)
    assert (stats.turns, stats.conversations, stats.memories) == (3, 1, 2)
    assert stats.by_type == {"fact": 1, "event": 1}
    assert stats.by_status == {"superseded": 1, "current": 1}
    assert (stats.first_at, stats.last_at) == (START - timedelta(days=1), START + timedelta(days=1))
    assert (stats.chunks, stats.embedding_model, stats.up_to_seq) == (6, "contract", 5)
    assert stats.embedding_coverage == pytest.approx(4 / 6)


async def test_export_has_everything_in_the_order_it_was_written(stores: Bench) -> None:
    first, second = await stores.conversation("one"), await stores.conversation("two")
    await stores.said(turn("a"), conversation_id=second)
    await stores.told(fact("m1"))
    await stores.said(*(turn(f"b{number}") for number in range(600)), conversation_id=first)
    await stores.told(fact("m2"))
    exported = await everything(stores)
    assert [type(one) for one in exported] == [Conversation] * 2 + [Turn] * 601 + [Memory] * 2
    assert [one.title for one in exported if isinstance(one, Conversation)] == ["one", "two"]
    assert [one.content for one in exported if isinstance(one, Turn)] == ["a", *(f"b{number}" for number in range(600))]
    assert [one.content for one in exported if isinstance(one, Memory)] == ["m1", "m2"]


async def test_an_empty_scope_answers_emptily(stores: Bench) -> None:
    nobody = somebody()
    assert (await stores.store.conversations(nobody, limit=5, cursor=None, archived=None)).items == []
    listed = await stores.store.memories(
        nobody, type=None, status="all", since=None, until=None, q=None, limit=5, cursor=None
    )
    assert listed.items == []
    assert listed.up_to_seq == 0
    assert await stores.store.up_to_seq(nobody) == 0
    assert await everything(stores, nobody) == []
    stats = await stores.store.stats(nobody)
    assert (stats.turns, stats.memories, stats.first_at, stats.embedding_coverage) == (0, 0, None, 1.0)
    with pytest.raises(NotFound):
        await stores.store.memory(nobody, uuid4())


@pytest.mark.parametrize("other", ["another subject", "another user"])
async def test_another_scope_sees_nothing(stores: Bench, other: str) -> None:
    said = turn("secret")
    conversation_id = await stores.conversation("secret")
    await stores.said(said, conversation_id=conversation_id)
    (told,) = await stores.told(fact("secret"))
    user_id = stores.scope.user_id if other == "another subject" else uuid4()
    scope = Scope(user_id=user_id, subject="somebody else")
    await stores.store.create_conversation(scope, uuid4(), "own")
    assert len(await everything(stores, scope)) == 1
    assert await stores.store.conversations_by_id(scope, [conversation_id]) == []
    assert await stores.store.search_titles(scope, "secret", limit=5) == []
    assert await stores.store.items(scope, [("turn", said.turn_id), ("memory", told.memory_id)]) == []
    found = await stores.search("secret", (1, 0, 0, 0), scope=scope)
    assert [*found.found, *found.neighbours, *found.standing] == []
    assert found.chunk_count == 0
    assert await stores.store.statements(scope) == []
    assert await stores.store.toggles_since(scope, 0) == []
    assert await stores.store.memories_by_id(scope, [told.memory_id]) == []
    assert await stores.store.pending(scope, limit=5, before=5) is None
    elsewhere = fact("x", conversation_id=conversation_id).statement
    for verb in (
        stores.store.memory(scope, told.memory_id),
        stores.store.turns(scope, conversation_id, limit=1, cursor=None),
        stores.store.change_conversation(scope, conversation_id, ConversationChange(title="mine")),
        stores.store.add_turns(scope, conversation_id, [turn("x")]),
        stores.store.state(scope, StatementWrite(statements=[elsewhere]), SETTLEMENT, {}),
        stores.store.history(scope, told.memory_id),
        stores.store.forget_memory(scope, told.memory_id, SETTLEMENT, {}, erase_evidence=True),
        stores.store.forget_turn(scope, conversation_id, said.turn_id, SETTLEMENT, {}),
        stores.store.forget_conversation(scope, conversation_id, SETTLEMENT, {}),
    ):
        with pytest.raises(NotFound):
            await verb
    assert len(await everything(stores)) == 3
