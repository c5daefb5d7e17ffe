"""One suite for every implementation of `toldonce.ports.Store`: statements, and the memories that follow from them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest

from contract.conftest import SETTLEMENT, START, Bench, chunks_of, fact, statement, turn
from toldonce.errors import InvalidRequest, NotFound, PreconditionFailed
from toldonce.model import SearchFilters
from toldonce.ports import ChunksMissing, Mention, NewMention, SlotKey, StatementWrite

DAY = timedelta(days=1)
HOBBY = {"slot": "user.hobby", "many": True}


async def test_a_statement_opens_a_memory(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    said = turn("I live in Porto")
    await stores.said(said, conversation_id=conversation_id)
    one = statement(
        "Porto", said_in=said, seq=1, conversation_id=conversation_id, turn_number=1, due_at=START + DAY, confidence=0.9
    )
    stated = await stores.stated(one)
    (memory,) = await stores.listed()
    assert (stated.opened, stated.closed, stated.reopened) == ([memory.memory_id], [], [])
    assert stated.memory_ids == {one.key: memory.memory_id}
    assert stated.up_to_seq == memory.seq == 2 == await stores.store.up_to_seq(stores.scope)
    assert (memory.slot, memory.value, memory.content) == ("user.home", "Porto", "user.home is Porto")
    assert (memory.source_turn_ids, memory.source_turn) == ([said.turn_id], 1)
    assert (memory.conversation_id, memory.due_at) == (conversation_id, START + DAY)
    assert (memory.status, memory.confidence, memory.origin, memory.trust) == ("current", 0.9, "user", 1.0)
    found = (await stores.search("porto", (1, 0, 0, 0))).found
    by_id = {candidate.item_id: candidate for candidate in found}
    assert by_id[memory.memory_id].strength == 1.0
    (shown,) = await stores.store.items(stores.scope, [("memory", memory.memory_id)])
    assert (shown.source_turn_ids, shown.turn_number, shown.confidence) == ([said.turn_id], 1, 0.9)
    (kept,) = await stores.store.statements(stores.scope)
    assert (kept.candidate, kept.key, kept.turn_id) == (one.candidate, one.key, said.turn_id)
    assert kept.memory_id == memory.memory_id


async def test_a_new_value_takes_the_place_of_the_old_one(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a"))
    (old,) = await stores.listed()
    stated = await stores.stated(statement("Lyon", key="b", days=3))
    closed, new = await stores.listed()
    assert (stated.opened, stated.closed) == ([new.memory_id], [old.memory_id])
    assert (closed.status, closed.superseded_by, closed.version) == ("superseded", new.memory_id, 2)
    assert (closed.valid_to, closed.superseded_at) == (START + 3 * DAY, START + 3 * DAY)
    assert (new.supersedes, new.valid_from) == (old.memory_id, START + 3 * DAY)
    assert new.predecessor is not None
    assert (new.predecessor.memory_id, new.predecessor.value) == (old.memory_id, "Porto")
    assert new.predecessor.valid_to == START + 3 * DAY
    (item,) = await stores.store.items(stores.scope, [("memory", new.memory_id)])
    assert (item.status, item.slot, item.value, item.origin) == ("current", "user.home", "Lyon", "user")
    assert item.predecessor == new.predecessor
    assert [one.memory_id for one in await stores.store.history(stores.scope, new.memory_id)] == [
        old.memory_id,
        new.memory_id,
    ]
    assert await stores.store.history(stores.scope, old.memory_id) == await stores.store.history(
        stores.scope, new.memory_id
    )


async def test_saying_it_again_supports_it(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a", confidence=0.8))
    stated = await stores.stated(statement("porto", key="b", days=1, confidence=0.8))
    (memory,) = await stores.listed()
    assert stated.memory_ids == {"b": memory.memory_id}
    assert (stated.opened, stated.closed) == ([], [])
    assert (memory.evidence_count, memory.confidence, memory.recorded_at) == (2, 0.96, START)


async def test_the_same_key_is_stated_once(stores: Bench) -> None:
    first = await stores.stated(statement("Porto", key="a"))
    again = await stores.stated(statement("Rome", key="a", days=1), statement("Lyon", key="b"), statement("x", key="b"))
    assert again.memory_ids["a"] == first.memory_ids["a"]
    assert len(await stores.store.statements(stores.scope)) == 2
    nothing = await stores.stated(statement("Rome", key="a"))
    assert nothing.up_to_seq == again.up_to_seq
    assert nothing.memory_ids == first.memory_ids


async def test_values_of_a_slot_of_many_stand_beside_each_other(stores: Bench) -> None:
    await stores.stated(statement("chess", **HOBBY), statement("tennis", **HOBBY))
    stated = await stores.stated(statement("chess", days=1, denies=True, content="", **HOBBY))
    assert [(one.value, one.status) for one in await stores.listed()] == [
        ("chess", "superseded"),
        ("tennis", "current"),
    ]
    assert len(stated.closed) == 1
    await stores.stated(statement("", days=2, denies=True, content="", **HOBBY))
    assert await stores.listed("current") == []
    await stores.stated(statement("go", days=3, instead_of="tennis", **HOBBY))
    assert [one.value for one in await stores.listed("current")] == ["go"]


def _said() -> list[Any]:
    return [
        statement("Porto", key="a", days=0),
        statement("Lyon", key="b", days=2),
        statement("lyon", key="c", days=4),
        statement("Lyon", key="d", days=6, denies=True, content=""),
        statement("Rome", key="e", days=8),
    ]


def _shape(memories: list[Any]) -> list[Any]:
    shown = [
        (
            one.value.lower(),
            one.status,
            one.valid_from,
            one.valid_to,
            one.recorded_at,
            one.superseded_at,
            one.evidence_count,
        )
        for one in memories
    ]
    return sorted(shown, key=str)


@pytest.mark.parametrize("order", [tuple(range(5)), *list(permutations(range(5)))[7::17]])
async def test_the_order_of_arrival_does_not_matter(stores: Bench, order: tuple[int, ...]) -> None:
    said = _said()
    for place in order:
        await stores.stated(said[place])
    memories = [one for one in await stores.listed() if not one.retracted]
    assert _shape(memories) == [
        ("lyon", "superseded", START + 2 * DAY, START + 6 * DAY, START + 2 * DAY, START + 6 * DAY, 2),
        ("porto", "superseded", None, START + 2 * DAY, START, START + 2 * DAY, 1),
        ("rome", "current", START + 8 * DAY, None, START + 8 * DAY, None, 1),
    ]
    assert [one.value for one in await stores.listed("current", as_of=START + 3 * DAY)] == ["Lyon"]
    assert await stores.listed("current", as_of=START + 7 * DAY) == []


async def test_what_is_not_embedded_is_asked_for_and_nothing_is_written(stores: Bench) -> None:
    write = StatementWrite(statements=[statement("Porto"), statement("Nora", slot="user.name")])
    with pytest.raises(ChunksMissing) as missing:
        await stores.store.state(stores.scope, write, SETTLEMENT, {})
    assert sorted(missing.value.contents) == ["user.home is Porto", "user.name is Nora"]
    assert await stores.store.statements(stores.scope) == []
    assert await stores.store.up_to_seq(stores.scope) == 0
    stated = await stores.store.state(stores.scope, write, SETTLEMENT, chunks_of(*missing.value.contents))
    assert len(stated.opened) == 2


async def test_a_dry_run_tells_and_writes_nothing(stores: Bench) -> None:
    await stores.stated(statement("Porto"))
    (old,) = await stores.listed()
    write = StatementWrite(statements=[statement("Lyon", days=1)], dry_run=True)
    stated = await stores.store.state(stores.scope, write, SETTLEMENT, {})
    assert (len(stated.opened), stated.closed) == (1, [old.memory_id])
    assert stated.up_to_seq == await stores.store.up_to_seq(stores.scope)
    assert [one.model_copy(update={"up_to_seq": None}) for one in await stores.listed()] == [old]


async def test_what_is_taken_back_was_never_true_and_can_be_put_in_force_again(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a"))
    await stores.stated(statement("Lyon", key="b", days=2))
    old, new = await stores.listed()
    seq = await stores.store.up_to_seq(stores.scope)
    ids = {one.key: one.statement_id for one in await stores.store.statements(stores.scope)}
    back = await stores.stated(toggled=[ids["b"]])
    assert (back.closed, back.reopened) == ([new.memory_id], [old.memory_id])
    reopened, gone = await stores.listed()
    assert (reopened.status, reopened.valid_to, reopened.superseded_at) == ("current", None, None)
    assert (gone.status, gone.retracted) == ("superseded", True)
    assert [one.value for one in await stores.listed("current", as_of=START + 5 * DAY)] == ["Porto"]
    assert [one.value for one in await stores.listed("current", known_at_seq=seq)] == ["Lyon"]
    assert await stores.store.toggles_since(stores.scope, seq) == [ids["b"]]
    assert await stores.store.toggles_since(stores.scope, back.up_to_seq) == []
    again = await stores.stated(toggled=[ids["b"]])
    assert (again.closed, again.reopened) == ([old.memory_id], [new.memory_id])
    assert await stores.store.toggles_since(stores.scope, seq) == []
    assert await stores.store.toggles_since(stores.scope, old.seq) == [ids["b"]]
    assert await stores.store.toggles_since(stores.scope, 0) == [ids["a"], ids["b"]]
    with pytest.raises(NotFound):
        await stores.stated(toggled=[uuid4()])


async def test_a_correction_takes_the_place_of_what_was_never_true(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a"))
    (old,) = await stores.listed()
    fix = statement("Lyon", key="b", days=2, corrects=True, replaces=old.memory_id)
    await stores.stated(fix, expected={old.memory_id: 1})
    wrong, right = await stores.listed()
    assert (wrong.status, wrong.retracted, wrong.superseded_by) == ("superseded", True, right.memory_id)
    assert (right.status, right.supersedes, right.predecessor) == ("current", old.memory_id, None)
    assert [one.value for one in await stores.listed("current", as_of=START + DAY)] == ["Lyon"]
    assert [one.value for one in await stores.listed("current", known_at=START + DAY)] == ["Porto"]
    with pytest.raises(PreconditionFailed):
        await stores.stated(statement("Rome", days=3, replaces=old.memory_id), expected={old.memory_id: 1})
    with pytest.raises(NotFound):
        await stores.stated(statement("Rome", days=3), expected={uuid4(): 1})
    with pytest.raises(NotFound):
        await stores.stated(statement("Rome", days=3, replaces=uuid4()))
    assert len(await stores.store.statements(stores.scope)) == 2


async def test_quarantined_ones_count_when_they_are_confirmed(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a", quarantined=True, origin="document"))
    (waiting,) = await stores.listed("quarantined")
    assert await stores.listed("current") == []
    assert not (await stores.search("porto", (1, 0, 0, 0))).found
    assert await stores.listed("all", as_of=START + DAY) == []
    believed, quarantined = await stores.store.profile(
        stores.scope, as_of=None, known_at=None, known_at_seq=None, limit=9
    )
    assert (believed, quarantined) == ([], 1)
    (one,) = await stores.store.statements(stores.scope)
    await stores.stated(confirmed=[one.statement_id], confirmed_at=START + DAY)
    (memory,) = await stores.listed("current")
    assert (memory.memory_id, memory.recorded_at) == (waiting.memory_id, START + DAY)
    assert len((await stores.search("porto", (1, 0, 0, 0))).found) == 1
    page = await stores.store.changes(stores.scope, from_seq=0, to_seq=None, limit=9, cursor=None)
    assert [(change.action, change.before, change.after) for change in page.items] == [
        ("added", None, "quarantined"),
        ("confirmed", "quarantined", "current"),
    ]


async def test_moved_statements_join_another_value(stores: Bench) -> None:
    game = statement("chess game", key="b", days=1, **HOBBY)
    stated = await stores.stated(statement("chess", key="a", **HOBBY), game)
    moved = await stores.stated(moved={game.statement_id: "chess"})
    memory, other = await stores.listed()
    assert (memory.memory_id, memory.evidence_count, memory.status) == (stated.memory_ids["a"], 2, "current")
    assert (other.status, other.retracted, other.superseded_by) == ("superseded", True, memory.memory_id)
    assert moved.closed == [other.memory_id]
    assert await stores.forget_memory(memory.memory_id, erase_evidence=True) == {
        "memories": 2,
        "statements": 2,
        "memory_changes": 4,
        "postings": 7,
        "embeddings": 2,
    }


async def test_a_relative_and_her_name_are_one(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a", slot="user.sister.home", content="sister in porto"))
    await stores.stated(statement("Lyon", key="b", days=2, slot="nora.home", content="nora in lyon"))
    assert len(await stores.listed("current")) == 2
    naming = statement("Nora", key="c", days=3, slot="user.sister", type="entity", many=True)
    await stores.stated(naming)
    assert [(one.slot, one.value, one.status) for one in await stores.listed()] == [
        ("nora.home", "Porto", "superseded"),
        ("nora.home", "Lyon", "current"),
        ("user.sister", "Nora", "current"),
    ]
    (_, _, named) = await stores.store.statements(stores.scope)
    await stores.stated(toggled=[named.statement_id])
    current = await stores.listed("current")
    assert [(one.slot, one.value) for one in current] == [("user.sister.home", "Porto"), ("nora.home", "Lyon")]


async def test_statements_are_read_by_memory_and_slot(stores: Bench) -> None:
    stated = await stores.stated(
        statement("Porto", key="a", days=2),
        statement("chess", key="b", days=1, **HOBBY),
        statement("go", key="c", days=3, instead_of="chess", **HOBBY),
        statement("", key="d", days=4, denies=True, content="", **HOBBY),
        statement("Lyon", key="e", slot="nora.home"),
    )

    async def keys(**wanted: Any) -> list[str]:
        return [one.key for one in await stores.store.statements(stores.scope, **wanted)]

    assert await keys() == ["e", "b", "a", "c", "d"]
    assert await keys(memory_id=stated.memory_ids["e"]) == ["e"]
    assert await keys(slots=[SlotKey("user", None)]) == ["b", "a", "c", "d"]
    assert await keys(slots=[SlotKey("user", "home"), SlotKey("nora", "home")]) == ["e", "a"]
    assert await keys(slots=[SlotKey("user", "hobby", "chess")]) == ["b", "c", "d"]
    assert await keys(slots=[SlotKey("user", "hobby", "go")]) == ["c", "d"]
    assert await keys(slots=[SlotKey("user", "ho")]) == await keys(slots=[SlotKey("nora", "hobby.")]) == []
    await stores.stated(
        statement("teal", key="f", days=5, slot="user.favourite.colour"),
        statement("Wilco", key="g", days=6, slot="user.favourite.band"),
        statement("jazz", key="h", days=7, slot="nora.favourite.music"),
    )
    assert await keys(slots=[SlotKey("user", "favourite.")]) == ["f", "g"]
    assert await keys(slots=[SlotKey("user", "favourite."), SlotKey("user", "home")]) == ["a", "f", "g"]
    assert await keys(slots=[SlotKey("nobody", None)]) == await keys(slots=[]) == []


# --- reading turns ---


async def test_turns_are_pending_until_they_are_read(stores: Bench) -> None:
    first, second = await stores.conversation(), await stores.conversation()
    await stores.said(*(turn(f"a{number}") for number in range(4)), conversation_id=first)
    await stores.said(turn("b0"), turn("b1"), conversation_id=second)
    await stores.told(fact("between"))
    await stores.said(turn("a4"), conversation_id=first)
    read: list[list[str]] = []
    contexts: list[list[str]] = []
    while (pending := await stores.store.pending(stores.scope, limit=3, before=2)) is not None:
        read.append([one.content for one in pending.turns])
        contexts.append([one.content for one in pending.before])
        assert pending.up_to_seq == pending.turns[-1].seq
        await stores.stated(read=(pending.after_seq, pending.up_to_seq))
    assert read == [["a0", "a1", "a2"], ["a3"], ["b0", "b1"], ["a4"]]
    assert contexts == [[], ["a1", "a2"], [], ["a2", "a3"]]
    again = await stores.store.read_again(stores.scope, 2, 6, before=1)
    assert [[one.content for one in pending.turns] for pending in again] == [["a1", "a2", "a3"], ["b0", "b1"]]
    assert [[one.content for one in pending.before] for pending in again] == [["a0"], []]
    assert await stores.store.read_again(stores.scope, 90, 99, before=1) == []


async def test_what_comes_behind_turns_that_are_being_read_is_known_before_they_are_written(stores: Bench) -> None:
    first, second = await stores.conversation(), await stores.conversation()
    await stores.said(*(turn(f"a{number}") for number in range(3)), conversation_id=first)
    await stores.said(turn("b0"), conversation_id=second)
    ahead = []
    after = 0
    while (pending := await stores.store.pending(stores.scope, limit=2, before=1, after=after)) is not None:
        ahead.append(([one.content for one in pending.turns], [one.content for one in pending.before]))
        assert (pending.after_seq, pending.last_seq) == (after, 4)
        after = pending.up_to_seq
    assert ahead == [(["a0", "a1"], []), (["a2"], ["a1"]), (["b0"], [])]
    await stores.stated(read=(0, 3))
    pending = await stores.store.pending(stores.scope, limit=2, before=1, after=1)
    assert pending is not None
    assert ([one.content for one in pending.turns], pending.after_seq) == (["b0"], 3)


async def test_of_two_workers_the_second_writes_nothing(stores: Bench) -> None:
    said = turn("I live in Porto")
    await stores.said(said)
    pending = await stores.store.pending(stores.scope, limit=9, before=9)
    assert pending is not None
    read = (pending.after_seq, pending.up_to_seq)
    first = await stores.stated(statement("Porto", key="a", said_in=said, seq=1), read=read)
    second = await stores.stated(statement("Lyon", key="b", said_in=said, seq=1), read=read)
    assert len(first.opened) == 1
    assert (second.opened, second.memory_ids, second.up_to_seq) == ([], {}, first.up_to_seq)
    assert [one.value for one in await stores.listed()] == ["Porto"]


async def test_what_an_erased_turn_said_is_not_stated(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    said = turn("I live in Porto")
    await stores.said(said, conversation_id=conversation_id)
    pending = await stores.store.pending(stores.scope, limit=9, before=9)
    assert pending is not None
    await stores.forget_turn(conversation_id, said.turn_id)
    read = (pending.after_seq, pending.up_to_seq)
    stated = await stores.stated(statement("Porto", said_in=said, seq=1), read=read)
    assert (stated.opened, await stores.store.statements(stores.scope)) == ([], [])


async def test_one_job_waits_to_read_what_was_said(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    known = turn("a", source_key="k")
    await stores.said(known, conversation_id=conversation_id)
    await stores.said(turn("b"), conversation_id=conversation_id)
    await stores.said(known, conversation_id=conversation_id)
    assert (await stores.rows(stores.scope))["jobs"] == 1


# --- who is talked about ---


async def test_whoever_was_introduced_is_no_thing_by_the_words_around_the_name(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    said = [turn("My sister is Nora", 0), turn("A cake for Nora, a poster for Ikea", 5), turn("A scarf for Nora", 9)]
    await stores.said(*said, conversation_id=conversation_id)
    await stores.stated(
        statement("Nora", key="n", slot="user.sister", type="entity", many=True, said_in=said[0], seq=1),
        mentions=[
            NewMention(Mention(name.lower(), name, kind), said[place].turn_id, said[place].said_at)
            for name, kind, place in (
                ("Nora", "person", 0),
                ("Nora", "organisation", 1),
                ("Nora", "organisation", 2),
                ("Ikea", "organisation", 1),
            )
        ],
    )
    page = await stores.store.entities(
        stores.scope, q=None, as_of=None, known_at=None, known_at_seq=None, limit=9, cursor=None
    )
    kinds = {one.name: (one.kind, one.relation) for one in page.items}
    assert kinds == {"Nora": ("person", "sister"), "Ikea": ("organisation", None)}


async def test_entities_are_the_names_in_turns(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    said = [turn("My sister Nora called", 0), turn("She and NORA met Rex", 5), turn("My sister again", 9)]
    await stores.said(*said, conversation_id=conversation_id)

    def named(key: str, name: str, place: int, kind: Any = "person") -> NewMention:
        return NewMention(Mention(key, name, kind), said[place].turn_id, said[place].said_at)

    mentions = [
        named("nora", "Nora", 0),
        named("nora", "NORA", 1),
        named("rex", "Rex", 1, "animal"),
        named("user.sister", "sister", 2),
    ]
    await stores.stated(
        statement("Lyon", key="h", slot="user.sister.home", said_in=said[2], seq=3, minutes=9), mentions=mentions
    )
    await stores.stated(mentions=mentions)

    async def listed(**wanted: Any) -> list[Any]:
        options = {"q": None, "as_of": None, "known_at": None, "known_at_seq": None, "limit": 9, "cursor": None}
        page = await stores.store.entities(stores.scope, **{**options, **wanted})  # type: ignore[arg-type]
        return page.items

    assert [(one.name, one.mention_count, one.relation) for one in await listed()] == [
        ("NORA", 2, None),
        ("Rex", 1, None),
        ("sister", 1, "sister"),
    ]
    naming = statement("Nora", key="n", slot="user.sister", type="entity", many=True, said_in=said[0], seq=1)
    await stores.stated(naming)
    nora, rex = await listed()
    assert (nora.name, nora.aliases, nora.kind, nora.relation) == ("NORA", ["Nora"], "person", "sister")
    assert (nora.mention_count, nora.first_at, nora.last_at) == (3, said[0].said_at, said[2].said_at)
    assert (rex.name, rex.kind, rex.relation, rex.aliases) == ("Rex", "animal", None, [])
    assert await listed(q="nor") == [nora]
    assert await listed(q="sister") == []
    assert [one.name for one in await listed(known_at=said[0].said_at)] == ["Nora"]
    assert [one.name for one in await listed(known_at_seq=1)] == ["Nora"]
    assert [one.name for one in await listed(as_of=said[0].said_at)] == ["Nora"]
    options: Any = {"q": None, "as_of": None, "known_at": None, "known_at_seq": None, "limit": 1}
    first = await stores.store.entities(stores.scope, cursor=None, **options)
    second = await stores.store.entities(stores.scope, cursor=first.next_cursor, **options)
    assert (first.items, second.items, second.next_cursor) == ([nora], [rex], None)
    detail = await stores.store.entity(stores.scope, nora.entity_id, as_of=None, known_at=None, known_at_seq=None)
    assert detail.entity == nora
    assert {(one.slot, one.value) for one in detail.memories} == {("nora.home", "Lyon"), ("user.sister", "Nora")}
    assert [(one.entity, one.together) for one in detail.neighbours] == [(rex, 1)]
    assert detail.turn_ids == [one.turn_id for one in reversed(said)]
    before = said[0].said_at - timedelta(days=900)
    assert [one.name for one in await listed(as_of=before)] == ["Nora"], "of whom it is not known since when it is so"
    was = statement(
        "Rex", key="r", slot="user.pet", type="entity", many=True, said_in=said[1], seq=2, valid_from=before
    )
    await stores.stated(was)
    assert [one.name for one in await listed(as_of=before)] == ["NORA", "Rex"], "a turn tells of him that he was there"
    assert [one.name for one in await listed(as_of=before, known_at=said[0].said_at)] == ["Nora"]
    then = await stores.store.entity(stores.scope, nora.entity_id, as_of=None, known_at=START, known_at_seq=None)
    assert ([one.value for one in then.memories], then.neighbours) == (["Nora"], [])
    for entity_id in (uuid4(), sister_id(stores)):
        with pytest.raises(NotFound):
            await stores.store.entity(stores.scope, entity_id, as_of=None, known_at=None, known_at_seq=None)
    await stores.forget_turn(conversation_id, said[1].turn_id)
    assert [(one.name, one.mention_count) for one in await listed()] == [("Nora", 2)]


async def test_a_statement_without_a_turn_holds_mentions_until_it_is_erased(stores: Bench) -> None:
    said = turn("Rex barks", 0)
    await stores.said(said)
    told = statement("Nora", key="a", slot="user.sister", type="entity", many=True, valid_from=START, days=9)
    mentions = [
        NewMention(Mention("nora", "Nora", "person"), told.statement_id, told.said_at),
        NewMention(Mention("rex", "Rex", "animal"), told.statement_id, told.said_at),
        NewMention(Mention("rex", "Rex", "animal"), said.turn_id, said.said_at),
    ]
    first = await stores.stated(told, mentions=mentions)
    again = statement("Nora", key="a", slot="user.sister", type="entity", many=True, days=9)
    lost = NewMention(Mention("olga", "Olga", "person"), again.statement_id, again.said_at)
    await stores.stated(again, mentions=[lost])
    known = {"as_of": None, "known_at": None, "known_at_seq": None}

    async def listed(**asked: Any) -> dict[str, int]:
        page = await stores.store.entities(stores.scope, q=None, limit=9, cursor=None, **{**known, **asked})
        return {one.name: one.mention_count for one in page.items}

    assert await listed() == {"Rex": 2, "Nora": 1}, "what was stated before holds no second mention"
    assert await listed(known_at_seq=1) == {"Rex": 1}
    assert await listed(known_at=START) == {"Rex": 1}
    assert await listed(as_of=START) == {"Rex": 2, "Nora": 1}, "what was told later tells how it was then"
    nora, rex = (uuid5(stores.scope.scope_id, key) for key in ("nora", "rex"))
    detail = await stores.store.entity(stores.scope, rex, **known)  # type: ignore[arg-type]
    assert (detail.turn_ids, [one.entity.entity_id for one in detail.neighbours]) == ([said.turn_id], [nora])
    counts = await stores.forget_memory(first.memory_ids["a"], erase_evidence=False)
    assert (counts["statements"], counts["entity_mentions"]) == (1, 2)
    assert await listed() == {"Rex": 1}


def sister_id(stores: Bench) -> UUID:
    return uuid5(stores.scope.scope_id, "user.sister")


# --- what happened ---


async def test_changes_tell_what_happened(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a", confidence=0.5))
    await stores.stated(statement("Porto", key="b", days=1, confidence=0.5))
    await stores.stated(statement("Lyon", key="c", days=2), statement("chess", key="d", days=2, **HOBBY))
    porto, lyon, chess = await stores.listed()
    await stores.forget_memory(chess.memory_id, erase_evidence=True)
    options: dict[str, Any] = {"from_seq": 0, "to_seq": None, "limit": 2}
    changes = []
    cursor = None
    while True:
        page = await stores.store.changes(stores.scope, cursor=cursor, **options)
        changes += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    told = {(one.memory_id, one.action): (one.before, one.after, one.memory is not None) for one in changes}
    assert told == {
        (porto.memory_id, "added"): (None, "current", True),
        (porto.memory_id, "reinforced"): ("current", "current", True),
        (lyon.memory_id, "added"): (None, "current", True),
        (porto.memory_id, "superseded"): ("current", "superseded", True),
        (chess.memory_id, "forgotten"): (None, None, False),
    }
    assert [one.seq for one in changes] == sorted(one.seq for one in changes)
    assert changes[-1].seq == page.up_to_seq == await stores.store.up_to_seq(stores.scope)
    some = await stores.store.changes(stores.scope, from_seq=1, to_seq=2, limit=9, cursor=None)
    assert [one.action for one in some.items] == ["reinforced"]
    with pytest.raises(InvalidRequest):
        await stores.store.changes(stores.scope, from_seq=0, to_seq=None, limit=9, cursor="x")


async def test_much_of_one_kind_leaves_room_for_what_was_told_once(stores: Bench) -> None:
    told = [
        statement("Ana", key="name", slot="user.name"),
        statement("Siemens", key="job", slot="nora.employer", minutes=1),
        statement("A note", key="note", slot="user.fact", type="event", minutes=2),
    ]
    tastes = [
        statement(f"tea {n}", key=f"t{n}", slot=f"user.taste.tea {n}", type="preference", minutes=3 + n)
        for n in range(50)
    ]
    await stores.stated(*told, *tastes)
    nothing = {"as_of": None, "known_at": None, "known_at_seq": None}

    async def believed(limit: int) -> list[str | None]:
        return [one.value for one in await stores.store.believed(stores.scope, **nothing, limit=limit)]

    newest = [f"tea {n}" for n in range(49, -1, -1)]
    assert await believed(100) == [*newest, "A note", "Siemens", "Ana"]
    assert await believed(23) == [*newest[:20], "A note", "Siemens", "Ana"]
    assert await believed(30) == [*newest[:27], "A note", "Siemens", "Ana"]
    assert await believed(22) == [*newest[:20], "A note", "Ana"], "of the user first"


async def test_lists_profiles_and_items_are_as_they_were_known(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a", days=1, confidence=0.5))
    first = await stores.store.up_to_seq(stores.scope)
    await stores.stated(statement("Porto", key="b", days=2, confidence=0.5))
    await stores.stated(statement("Lyon", key="c", days=3))
    porto, lyon = await stores.listed()
    nothing = {"as_of": None, "known_at": None, "known_at_seq": None}

    async def profile(**times: Any) -> list[tuple[str | None, str]]:
        believed, _ = await stores.store.profile(stores.scope, **{**nothing, **times}, limit=9)
        assert await stores.store.believed(stores.scope, **{**nothing, **times}, limit=9) == believed
        return [(one.value, one.status) for one in believed]

    assert await profile() == [("Lyon", "current")]
    assert await profile(known_at=START) == []
    assert await profile(known_at=START + 2 * DAY) == [("Porto", "current")]
    assert await profile(known_at_seq=first) == [("Porto", "current")]
    assert await profile(as_of=START + 2 * DAY) == [("Porto", "superseded")]
    assert await profile(as_of=START + 9 * DAY, known_at=START + 2 * DAY) == [("Porto", "current")]
    (then,) = await stores.listed("current", known_at_seq=first)
    assert (then.superseded_by, then.superseded_at, then.valid_to) == (None, None, None)
    (then,) = await stores.listed("current", known_at=START + 2 * DAY)
    assert (then.superseded_at, then.superseded_by, then.valid_to) == (None, None, None)
    assert await stores.listed("superseded", known_at=START + 2 * DAY) == []
    assert [one.value for one in await stores.listed("superseded", known_at=START + 3 * DAY)] == ["Porto"]
    assert [one.value for one in await stores.listed("all", known_at=START + 3 * DAY)] == ["Porto", "Lyon"]
    keys: Any = [("memory", porto.memory_id), ("memory", lyon.memory_id)]
    now = await stores.store.items(stores.scope, keys)
    assert [(one.value, one.status) for one in now] == [("Porto", "superseded"), ("Lyon", "current")]
    (then_item,) = await stores.store.items(stores.scope, keys, known_at=START + 2 * DAY)
    assert (then_item.value, then_item.status, then_item.valid_to) == ("Porto", "current", None)
    assert len(await stores.store.items(stores.scope, keys, known_at_seq=first)) == 1


@pytest.mark.parametrize("at_once", [True, False])
async def test_what_was_known_at_a_number_does_not_depend_on_when_turns_are_read(stores: Bench, at_once: bool) -> None:
    conversation_id = await stores.conversation()
    cities = ["Porto", "Lyon", "", "Rome"]
    turns = [turn(city or "I left", number) for number, city in enumerate(cities)]
    await stores.said(turn("hello", -1), conversation_id=conversation_id)
    waiting = []
    numbers = []
    for number, (city, said) in enumerate(zip(cities, turns, strict=True)):
        (added,) = (await stores.said(said, conversation_id=conversation_id)).turns
        numbers.append(added.seq)
        own = {"said_in": said, "seq": added.seq, "minutes": number, "key": str(number)}
        waiting.append(statement(city, **own) if city else statement("", denies=True, content="", **own))
        if at_once:
            await stores.stated(waiting.pop())
    while waiting:
        await stores.stated(waiting.pop())
    (told,) = (await stores.stated(statement("Oslo", days=1))).opened
    numbers.append((await stores.store.memory(stores.scope, told)).seq)
    for number, values in zip(numbers, (["Porto"], ["Lyon"], [], ["Rome"], ["Oslo"]), strict=True):
        listed = await stores.listed("current", known_at_seq=number)
        assert [one.value for one in listed] == values, number
        assert [(one.status, one.valid_to, one.superseded_at) for one in listed] == [("current", None, None)] * len(
            values
        )
        found = (await stores.search("user.home", known_at_seq=number, types=["fact"])).found
        assert {one.item_id for one in found} == {one.memory_id for one in listed}
    assert await stores.listed("all", known_at_seq=numbers[0] - 1) == []
    assert [one.value for one in await stores.listed("superseded", known_at_seq=numbers[1])] == ["Porto"]
    before = await stores.store.up_to_seq(stores.scope)
    oslo = (await stores.store.statements(stores.scope, memory_id=told))[0]
    await stores.stated(toggled=[oslo.statement_id])
    assert [one.value for one in await stores.listed("current", known_at_seq=before)] == ["Oslo"]
    assert [one.value for one in await stores.listed("current", known_at_seq=before + 1)] == ["Rome"]
    assert [one.value for one in await stores.listed("current", known_at_seq=numbers[0])] == ["Porto"]


async def test_what_has_ended_is_not_current_but_was(stores: Bench) -> None:
    await stores.stated(
        statement("course", key="a", days=0, valid_from=START, valid_to=START + 9 * DAY, slot="user.course"),
        statement("Porto", key="b", days=20, valid_from=START, valid_to=START + 5 * DAY),
    )
    assert not (await stores.search("user.course", (1, 0, 0, 0))).found
    for times, values in (
        ({"as_of": START + 2 * DAY}, {"course", "Porto"}),
        ({"as_of": START + 6 * DAY}, {"course"}),
        ({"known_at": START + 2 * DAY}, {"course"}),
        ({"known_at": START + 21 * DAY}, set()),
        ({"as_of": START + 2 * DAY, "known_at": START + 2 * DAY}, {"course"}),
    ):
        assert {one.value for one in await stores.listed("current", **times)} == values, times
        found = (await stores.search("user.home user.course", (1, 0, 0, 0), **times)).found
        assert {one.item_id for one in found} == {one.memory_id for one in await stores.listed("current", **times)}, (
            times
        )


async def test_filters_are_told_one_by_one(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    said = turn("hello", 5, metadata={"a": 1})
    await stores.said(said, turn("made", chunks=[]), conversation_id=conversation_id)
    await stores.stated(statement("Porto", key="a", days=1), statement("Lyon", key="b", days=3))
    old, new = await stores.listed()

    async def passes(kind: Any, item_id: Any, **filters: Any) -> Any:
        return await stores.store.passes(stores.scope, SearchFilters(**filters), kind, item_id)

    assert await passes("memory", new.memory_id) == {"status": True}
    assert await passes("memory", old.memory_id) == {"status": False}
    assert await passes("memory", old.memory_id, as_of=START + DAY, types=["event"]) == {
        "status": True,
        "as_of": True,
        "types": False,
    }
    assert await passes("memory", new.memory_id, known_at=START + DAY, since=START, until=START) == {
        "status": False,
        "known_at": False,
        "since": True,
        "until": False,
    }
    assert await passes(
        "turn",
        said.turn_id,
        include_turns=False,
        conversation_id=conversation_id,
        metadata={"a": 2},
        known_at_seq=1,
        as_of=START,
    ) == {
        "status": True,
        "include_turns": False,
        "conversation_id": True,
        "metadata": False,
        "known_at_seq": True,
        "as_of": False,
    }
    assert await passes("turn", uuid4()) is None
    assert await passes("memory", said.turn_id) is None


async def test_writers_of_one_slot_at_once_end_in_the_right_state(stores: Bench) -> None:
    said = [statement(f"city {number}", key=str(number), days=number) for number in range(8)]
    await asyncio.gather(*(stores.stated(one) for one in said), *(stores.stated(one) for one in said))
    memories = [one for one in await stores.listed() if not one.retracted]
    assert len(memories) == 8
    assert [one.value for one in memories if one.status == "current"] == ["city 7"]
    by_value = {one.value: one for one in memories}
    for number in range(7):
        assert by_value[f"city {number}"].superseded_by == by_value[f"city {number + 1}"].memory_id
    assert {one.seq for one in memories} == {one.seq for one in memories if one.seq <= 16}


async def test_expired_memories_are_found_at_no_time_but_then(stores: Bench) -> None:
    past = datetime.now(UTC) - DAY
    await stores.stated(statement("Porto", expires_at=past))
    assert not (await stores.search("porto", (1, 0, 0, 0))).found
    assert len((await stores.search("porto", (1, 0, 0, 0), known_at=START + DAY)).found) == 1
    assert await stores.listed(status="current") == []
    assert len(await stores.listed(status="all")) == 1
    assert len(await stores.listed(status="current", known_at=START + DAY)) == 1
