"""One suite for every implementation of `toldonce.ports.Store`: what is forgotten is gone everywhere."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from contract.conftest import START, Bench, chunk, fact, somebody, statement, turn
from toldonce.errors import NotFound
from toldonce.model import ConversationChange, ErasureReceipt
from toldonce.ports import ChunksMissing, Mention, NewMention, NewTurn, Statement

ROUNDING = 3e-3
"""The database keeps vectors in half precision."""


async def test_a_forgotten_turn_is_gone_with_its_index(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    gone = turn("secret word", 1, chunks=[chunk("secret word", (1, 0, 0, 0)), chunk("word", None, 1)])
    await stores.said(turn("before"), gone, turn("after", 2), conversation_id=conversation_id)
    counts = await stores.forget_turn(conversation_id, gone.turn_id)
    assert counts == {"turns": 1, "postings": 3, "embeddings": 1}
    rows = await stores.rows(stores.scope)
    assert (rows["turns"], rows["postings"], rows["embeddings"]) == (2, 2, 2)
    candidates = await stores.search("secret word", (1, 0, 0, 0))
    assert gone.turn_id not in {one.item_id for one in (*candidates.found, *candidates.neighbours)}
    assert (candidates.document_frequency, candidates.chunk_count) == ({}, 2)
    assert await stores.store.items(stores.scope, [("turn", gone.turn_id)]) == []
    with pytest.raises(NotFound):
        await stores.forget_turn(conversation_id, gone.turn_id)


async def test_a_turn_of_another_conversation_is_not_there(stores: Bench) -> None:
    said = turn("here")
    await stores.said(said)
    other = await stores.conversation()
    with pytest.raises(NotFound):
        await stores.forget_turn(other, said.turn_id)
    assert (await stores.rows(stores.scope))["turns"] == 1


async def test_numbers_of_forgotten_turns_are_never_given_again(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    last = turn("last", 5)
    await stores.said(turn("first"), last, conversation_id=conversation_id)
    await stores.forget_turn(conversation_id, last.turn_id)
    (conversation,) = await stores.store.conversations_by_id(stores.scope, [conversation_id])
    assert (conversation.turn_count, conversation.last_turn_at) == (1, START)
    added = await stores.said(turn("next", 6), conversation_id=conversation_id)
    assert (added.turns[0].turn_number, added.turns[0].seq) == (3, 3)
    page = await stores.store.turns(stores.scope, conversation_id, limit=10, cursor=None)
    assert [one.turn_number for one in page.items] == [1, 3]


async def test_an_emptied_conversation_goes_on(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    only = turn("only")
    await stores.said(only, conversation_id=conversation_id)
    await stores.forget_turn(conversation_id, only.turn_id)
    (conversation,) = await stores.store.conversations_by_id(stores.scope, [conversation_id])
    assert (conversation.turn_count, conversation.last_turn_at) == (0, None)
    added = await stores.said(turn("word", 1), conversation_id=conversation_id)
    assert added.turns[0].turn_number == 2
    (one,) = (await stores.search("word")).found
    assert one.sitting == 2


async def test_a_forgotten_source_can_be_told_again(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    first = turn("a", source_key="k")
    await stores.said(first, conversation_id=conversation_id)
    await stores.forget_turn(conversation_id, first.turn_id)
    again = await stores.said(turn("a", source_key="k"), conversation_id=conversation_id)
    assert again.turns[0].turn_number == 2


async def test_scores_after_forgetting_are_those_of_what_is_left(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    texts = ["tea sea", "tea tea and a lot of other words", "coffee"]
    gone = turn("tea coffee sea and some more to change every length")
    turns = [turn(text, number) for number, text in enumerate(texts)]
    await stores.said(turns[0], gone, *turns[1:], conversation_id=conversation_id)
    await stores.forget_turn(conversation_id, gone.turn_id)
    left = {one.item_id: one.lexical for one in (await stores.search("tea sea coffee")).found}
    fresh = somebody()
    other = await stores.store.create_conversation(fresh, uuid4(), None)
    await stores.store.add_turns(fresh, other.conversation_id, turns)
    expected = {one.item_id: one.lexical for one in (await stores.search("tea sea coffee", scope=fresh)).found}
    assert left == {item_id: pytest.approx(score) for item_id, score in expected.items()}


async def test_a_forgotten_memory_is_gone_with_its_index(stores: Bench) -> None:
    gone, kept = await stores.told(fact("secret tea"), fact("tea"))
    assert await stores.forget_memory(gone.memory_id, erase_evidence=True) == {
        "memories": 1,
        "statements": 1,
        "memory_changes": 1,
        "postings": 2,
        "embeddings": 1,
    }
    assert [one.item_id for one in (await stores.search("secret tea")).found] == [kept.memory_id]
    with pytest.raises(NotFound):
        await stores.store.memory(stores.scope, gone.memory_id)
    with pytest.raises(NotFound):
        await stores.forget_memory(gone.memory_id, erase_evidence=False)
    with pytest.raises(NotFound):
        await stores.store.history(stores.scope, gone.memory_id)


async def _with_evidence(stores: Bench) -> tuple[UUID, UUID, UUID, list[NewTurn]]:
    """A conversation, two memories from its turns (the second from the first and last turn), and the turns."""
    conversation_id = await stores.conversation()
    turns = [turn(f"evidence {number}", number) for number in range(3)]
    await stores.said(*turns, conversation_id=conversation_id)
    own = {"conversation_id": conversation_id}
    stated = await stores.stated(
        statement("one", slot="user.a", content="memory one", key="a0", said_in=turns[0], minutes=0, seq=1, **own),
        statement("one", slot="user.a", content="memory one", key="a1", said_in=turns[1], minutes=1, seq=2, **own),
        statement("two", slot="user.b", content="memory two", key="b0", said_in=turns[0], minutes=0, seq=1, **own),
        statement("two", slot="user.b", content="memory two", key="b2", said_in=turns[2], minutes=2, seq=3, **own),
        mentions=[
            NewMention(Mention("nora", "Nora", "person"), turns[0].turn_id, turns[0].said_at),
            NewMention(Mention("nora", "Nora", "person"), turns[2].turn_id, turns[2].said_at),
        ],
    )
    return conversation_id, stated.memory_ids["a0"], stated.memory_ids["b0"], turns


async def test_evidence_is_erased_when_asked(stores: Bench) -> None:
    conversation_id, first, second, turns = await _with_evidence(stores)
    counts = await stores.forget_memory(first, erase_evidence=True)
    assert counts == {
        "memories": 1,
        "statements": 2,
        "memory_changes": 1,
        "entity_mentions": 1,
        "turns": 2,
        "postings": 6,
        "embeddings": 3,
    }
    page = await stores.store.turns(stores.scope, conversation_id, limit=10, cursor=None)
    assert [one.turn_id for one in page.items] == [turns[2].turn_id]
    (conversation,) = await stores.store.conversations_by_id(stores.scope, [conversation_id])
    assert conversation.turn_count == 1
    other = await stores.store.memory(stores.scope, second)
    assert other.source_turn_ids == [turns[2].turn_id]
    assert other.metadata == {"evidence_erased": True}
    assert (await stores.search("evidence")).document_frequency == {"evidence": 1}
    assert all(one.turn_id in (None, turns[2].turn_id) for one in await stores.store.statements(stores.scope))


async def test_evidence_is_kept_when_asked_and_brings_nothing_back(stores: Bench) -> None:
    conversation_id, first, second, turns = await _with_evidence(stores)
    counts = await stores.forget_memory(first, erase_evidence=False)
    assert counts == {"memories": 1, "memory_changes": 1, "postings": 2, "embeddings": 1}
    page = await stores.store.turns(stores.scope, conversation_id, limit=10, cursor=None)
    assert len(page.items) == 3
    assert (await stores.store.memory(stores.scope, second)).metadata == {}
    again = statement("one", slot="user.a", content="memory one", key="a0", said_in=turns[0], seq=1)
    assert (await stores.stated(again)).opened == []
    assert [one.memory_id for one in await stores.listed()] == [second]
    assert not any("one" in one.candidate.content + one.candidate.value for one in await everything_stated(stores))


async def everything_stated(stores: Bench) -> list[Statement]:
    return await stores.store.statements(stores.scope)


async def test_a_memory_with_other_evidence_outlives_a_forgotten_turn(stores: Bench) -> None:
    conversation_id, first, second, turns = await _with_evidence(stores)
    counts = await stores.forget_turn(conversation_id, turns[0].turn_id)
    assert counts == {"turns": 1, "statements": 2, "entity_mentions": 1, "postings": 2, "embeddings": 1}
    one, two = [await stores.store.memory(stores.scope, memory_id) for memory_id in (first, second)]
    assert (one.source_turn_ids, one.evidence_count) == ([turns[1].turn_id], 1)
    assert one.recorded_at == START + timedelta(minutes=1)
    assert two.source_turn_ids == [turns[2].turn_id]
    assert await stores.forget_turn(conversation_id, turns[1].turn_id) == {
        "turns": 1,
        "statements": 1,
        "memories": 1,
        "memory_changes": 2,
        "postings": 4,
        "embeddings": 2,
    }
    assert [one.memory_id for one in await stores.listed()] == [second]


async def test_a_memory_that_loses_its_words_finds_others(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    turns = [turn("I live in Porto", 0), turn("Porto is my home", 1)]
    await stores.said(*turns, conversation_id=conversation_id)
    stated = await stores.stated(
        statement("Porto", content="lives in porto", key="a", said_in=turns[0], minutes=0, seq=1),
        statement("Porto", content="home is porto", key="b", said_in=turns[1], minutes=1, seq=2),
    )
    memory_id = stated.memory_ids["a"]
    before = await stores.rows(stores.scope)
    with pytest.raises(ChunksMissing) as missing:
        await stores.forget_turn(conversation_id, turns[0].turn_id)
    assert missing.value.contents == ["home is porto"]
    assert await stores.rows(stores.scope) == before
    assert [one.dense for one in (await stores.search("", (0, 1, 0, 0))).found if one.item_id == memory_id] == [
        pytest.approx(0.0, abs=ROUNDING)
    ]
    await stores.forget_turn(
        conversation_id, turns[0].turn_id, {"home is porto": [chunk("home is porto", (0, 1, 0, 0))]}
    )
    assert [one.dense for one in (await stores.search("", (0, 1, 0, 0))).found if one.item_id == memory_id] == [
        pytest.approx(1.0, abs=ROUNDING)
    ]
    memory = await stores.store.memory(stores.scope, memory_id)
    assert (memory.content, memory.version) == ("home is porto", 2)
    assert not (await stores.search("lives")).found
    assert memory_id in {one.item_id for one in (await stores.search("home", (1, 0, 0, 0))).found}
    assert (await stores.search("home")).chunk_count == 2


async def test_what_an_erased_memory_had_ended_stays_ended(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a", days=0))
    old = (await stores.listed())[0].memory_id
    new = (await stores.stated(statement("Lyon", key="b", days=10))).memory_ids["b"]
    closed = await stores.store.memory(stores.scope, old)
    await stores.forget_memory(new, erase_evidence=True)
    after = await stores.store.memory(stores.scope, old)
    assert (after.status, after.valid_to, after.superseded_at) == (
        "superseded",
        closed.valid_to,
        START + timedelta(days=10),
    )
    assert after.superseded_by is None
    assert not any("Lyon" in str(one) or "lyon" in str(one) for one in await everything_stated(stores))
    await stores.stated(statement("Rome", key="c", days=20))
    assert [one.value for one in await stores.listed("current")] == ["Rome"]
    assert await stores.forget_memory(old, erase_evidence=True) == {
        "memories": 1,
        "statements": 2,
        "memory_changes": 3,
        "postings": 3,
        "embeddings": 1,
    }
    assert [one.candidate.value for one in await everything_stated(stores)] == ["Rome"]


async def test_what_an_erased_denial_had_ended_stays_ended(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    no = turn("I gave up chess", 60)
    await stores.said(turn("I play chess"), no, conversation_id=conversation_id)
    hobby = {"slot": "user.hobby", "many": True}
    await stores.stated(statement("chess", key="a", **hobby))
    await stores.stated(
        statement("chess", key="b", minutes=60, denies=True, content="", said_in=no, seq=2, **hobby),
    )
    await stores.forget_turn(conversation_id, no.turn_id)
    (memory,) = await stores.listed()
    assert (memory.status, memory.superseded_at) == ("superseded", START + timedelta(minutes=60))
    closure = next(one for one in await everything_stated(stores) if one.extractor == "closure")
    assert await stores.store.toggles_since(stores.scope, memory.seq) == [closure.statement_id]
    assert await stores.store.toggles_since(stores.scope, memory.seq + 1) == []
    rolled_back = await stores.stated(toggled=[closure.statement_id])
    assert rolled_back.reopened == [memory.memory_id]


async def test_what_an_erased_correction_had_taken_back_stays_so(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a"))
    (old,) = await stores.listed()
    fix = statement("Lyon", key="b", days=2, corrects=True, replaces=old.memory_id)
    new = (await stores.stated(fix)).memory_ids["b"]
    await stores.forget_memory(new, erase_evidence=True)
    after = await stores.store.memory(stores.scope, old.memory_id)
    assert (after.status, after.retracted) == ("superseded", True)
    assert await stores.listed("current", as_of=START + timedelta(days=1)) == []


@pytest.mark.parametrize("slot", ["user.home", "user.employer"])
async def test_what_corrected_an_erased_memory_names_it_no_more(stores: Bench, slot: str) -> None:
    await stores.stated(statement("Porto", key="a"), statement("Lyon", key="b", days=1))
    porto, lyon = await stores.listed()
    fix = statement("Nice", key="c", days=2, slot=slot, corrects=True, replaces=lyon.memory_id)
    nice = (await stores.stated(fix)).memory_ids["c"]
    await stores.forget_memory(lyon.memory_id, erase_evidence=True)
    assert lyon.memory_id not in {one.replaces for one in await everything_stated(stores)}
    assert lyon.memory_id not in {one.supersedes for one in await stores.listed()}
    left = {one.memory_id: (one.status, one.retracted, one.valid_to) for one in await stores.listed()}
    assert left[nice] == ("current", False, None)
    assert left[porto.memory_id] == ("superseded", False, START + timedelta(days=1))


async def test_a_forgotten_conversation_takes_its_turns_and_what_was_told_in_it(stores: Bench) -> None:
    gone, kept = await stores.conversation("gone"), await stores.conversation("kept")
    said = [turn("a b", number) for number in range(3)]
    await stores.said(*said, conversation_id=gone)
    await stores.said(turn("a b"), conversation_id=kept)
    await stores.told(fact("a c", conversation_id=gone), fact("a d"))
    own = {"conversation_id": gone, "slot": "user.x"}
    stated = await stores.stated(
        statement("v", content="a x", key="x", said_in=said[0], seq=1, **own),
        statement("v", content="a x", key="y", days=1, slot="user.x"),
    )
    counts = await stores.forget_conversation(gone)
    assert counts == {
        "conversations": 1,
        "turns": 3,
        "memories": 1,
        "statements": 2,
        "memory_changes": 1,
        "postings": 8,
        "embeddings": 4,
    }
    assert await stores.store.conversations_by_id(stores.scope, [gone]) == []
    rows = await stores.rows(stores.scope)
    assert (rows["turns"], rows["memories"], rows["postings"], rows["embeddings"]) == (1, 2, 6, 3)
    other = await stores.store.memory(stores.scope, stated.memory_ids["x"])
    assert (other.source_turn_ids, other.metadata) == ([], {"evidence_erased": True})
    assert (await stores.search("a")).chunk_count == 3
    with pytest.raises(NotFound):
        await stores.forget_conversation(gone)


async def test_a_forgotten_scope_leaves_nothing(stores: Bench) -> None:
    conversation_id = await stores.conversation("gone")
    await stores.said(turn("a b"), turn("c"), conversation_id=conversation_id)
    await stores.told(fact("d"))
    counts = await stores.store.forget_scope(stores.scope)
    assert counts == {
        "scopes": 1,
        "conversations": 1,
        "turns": 2,
        "memories": 1,
        "statements": 1,
        "memory_changes": 1,
        "jobs": 1,
        "postings": 4,
        "embeddings": 3,
    }
    assert not any((await stores.rows(stores.scope)).values())
    assert await stores.store.forget_scope(stores.scope) == {}
    assert await stores.store.up_to_seq(stores.scope) == 0
    again = await stores.said(turn("new"))
    assert (again.turns[0].turn_number, again.turns[0].seq) == (1, 1)


async def test_forgetting_one_scope_leaves_the_others(stores: Bench) -> None:
    other = somebody()
    made = await stores.store.create_conversation(other, uuid4(), None)
    await stores.store.add_turns(other, made.conversation_id, [turn("a")])
    await stores.said(turn("a"))
    await stores.store.forget_scope(stores.scope)
    assert [len(one.found) for one in (await stores.search("a"), await stores.search("a", scope=other))] == [0, 1]


async def test_forgetting_while_others_write_keeps_the_counts_right(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    first = [turn(f"old {number}", number) for number in range(10)]
    await stores.said(*first, conversation_id=conversation_id)
    await asyncio.gather(
        *(stores.forget_turn(conversation_id, one.turn_id) for one in first),
        *(stores.said(turn(f"new {number}"), conversation_id=conversation_id) for number in range(10)),
    )
    candidates = await stores.search("new")
    assert (len(candidates.found), candidates.chunk_count) == (10, 10)
    (conversation,) = await stores.store.conversations_by_id(stores.scope, [conversation_id])
    assert conversation.turn_count == 10
    page = await stores.store.turns(stores.scope, conversation_id, limit=50, cursor=None)
    assert sorted(one.turn_number for one in page.items) == list(range(11, 21))


async def test_a_receipt_is_kept_although_its_scope_is_gone(stores: Bench) -> None:
    await stores.said(turn("a"))
    counts = await stores.store.forget_scope(stores.scope)
    receipt = ErasureReceipt(
        receipt_id=uuid4(), erased_at=START + timedelta(days=1), target="all", counts=counts, signature="s"
    )
    await stores.store.keep_receipt(stores.scope.user_id, receipt)


def _reply(content: str, *quotes: UUID, minutes: float = 5) -> NewTurn:
    """A reply without a language model, which repeats what it quotes and is found by nothing."""
    marks = {"toldonce": {"extractive": True, "quotes": [str(one) for one in quotes]}}
    return turn(content, minutes, role="assistant", speaker="toldonce", metadata=marks, chunks=[])


async def test_a_reply_that_quotes_what_is_forgotten_goes_with_it(stores: Bench) -> None:
    _, first, second, turns = await _with_evidence(stores)
    elsewhere = await stores.conversation()
    replies = [_reply("You said one.", first), _reply("two", second), _reply("Noted: one", turns[1].turn_id)]
    await stores.said(*replies, conversation_id=elsewhere)
    counts = await stores.forget_memory(first, erase_evidence=True)
    assert counts["turns"] == 4
    page = await stores.store.turns(stores.scope, elsewhere, limit=10, cursor=None)
    assert [one.content for one in page.items] == ["two"]
    (conversation,) = await stores.store.conversations_by_id(stores.scope, [elsewhere])
    assert conversation.turn_count == 1


async def test_a_kept_reply_names_no_memory_that_is_gone(stores: Bench) -> None:
    _, first, second, _ = await _with_evidence(stores)
    elsewhere = await stores.conversation()
    await stores.said(_reply("one and two", first, second), conversation_id=elsewhere)
    assert "turns" not in await stores.forget_memory(first, erase_evidence=False)
    (kept,) = (await stores.store.turns(stores.scope, elsewhere, limit=10, cursor=None)).items
    assert kept.metadata == {"toldonce": {"extractive": True, "quotes": [str(second)]}}


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Nora is ill. We saw her…", None),
        ("Hi. Nora is", "Hi. Nora is"),
        ("Family", "Family"),
        ("…", "…"),
    ],
)
async def test_a_title_that_repeats_a_forgotten_turn_goes_with_it(stores: Bench, title: str, left: str | None) -> None:
    conversation_id = await stores.conversation()
    await stores.store.change_conversation(stores.scope, conversation_id, ConversationChange(title=title))
    gone = turn("Nora is ill.\n\nWe saw her on Monday.")
    await stores.said(gone, turn("after", 1), conversation_id=conversation_id)
    await stores.forget_turn(conversation_id, gone.turn_id)
    (conversation,) = await stores.store.conversations_by_id(stores.scope, [conversation_id])
    assert conversation.title == left
