"""One suite for every implementation of `toldonce.ports.Store`: the arms of a search and what narrows them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from contract.conftest import START, Bench, chunk, fact, somebody, statement, turn
from toldonce.ports import Candidate, Candidates, Chunk


def bm25(chunks: Sequence[Chunk], query: str) -> dict[int, float]:
    """The reference: BM25 with k1 1.2, b 0.75 and Lucene's idf, by the place of the chunk."""
    lengths = [sum(one.terms.values()) for one in chunks]
    average = sum(lengths) / len(chunks)
    scores: dict[int, float] = {}
    for term in dict.fromkeys(query.split()):
        holders = [place for place, one in enumerate(chunks) if term in one.terms]
        idf = math.log(1 + (len(chunks) - len(holders) + 0.5) / (len(holders) + 0.5))
        for place in holders:
            count = chunks[place].terms[term]
            norm = 1.2 * (1 - 0.75 + 0.75 * lengths[place] / average)
            scores[place] = scores.get(place, 0.0) + idf * count * 2.2 / (count + norm)
    return scores


def contents_by(candidates: Sequence[Candidate], texts: dict[Any, str]) -> list[str]:
    return [texts[one.item_id] for one in candidates]


async def found(stores: Bench, text: str = "", vector: Sequence[float] | None = None, **filters: Any) -> list[str]:
    """The contents of what a search finds, sorted."""
    candidates = await stores.search(text, vector, **filters)
    items = await stores.store.items(stores.scope, [(one.kind, one.item_id) for one in candidates.found])
    assert len(items) == len(candidates.found)
    return sorted(one.content for one in items)


async def beside(stores: Bench, candidates: Candidates, place: str) -> list[str]:
    items = await stores.store.items(stores.scope, [(one.kind, one.item_id) for one in getattr(candidates, place)])
    return sorted(one.content for one in items)


# --- the lexical arm ---


async def test_bm25_is_the_reference_formula(stores: Bench) -> None:
    texts = ["tea tea sea", "tea", "coffee and sea and sand and salt", "coffee", "a long text about nothing at all"]
    turns = [turn(text, number) for number, text in enumerate(texts)]
    await stores.said(*turns)
    candidates = await stores.search("tea sea coffee unknown")
    expected = bm25([one.chunks[0] for one in turns], "tea sea coffee unknown")
    assert {one.item_id: one.lexical for one in candidates.found} == {
        turns[place].turn_id: pytest.approx(score, abs=1e-6) for place, score in expected.items()
    }
    scores = [one.lexical for one in candidates.found]
    assert scores == sorted(scores, reverse=True)  # type: ignore[type-var]
    assert candidates.document_frequency == {"tea": 2, "sea": 2, "coffee": 2}
    assert (candidates.chunk_count, candidates.up_to_seq, candidates.lexical_full) == (5, 5, False)
    matched = {one.item_id: list(one.matched) for one in candidates.found}
    assert matched[turns[0].turn_id] == ["tea", "sea"]
    assert matched[turns[2].turn_id] == ["sea", "coffee"]


async def test_the_best_part_of_an_item_counts(stores: Bench) -> None:
    parts = [chunk("sea salt", None, 0), chunk("sea sea sea", None, 1), chunk("sand", None, 2)]
    long = turn("long", chunks=parts)
    short = turn("sea", chunks=[chunk("sea and much more besides")])
    await stores.said(long, short)
    candidates = await stores.search("sea salt")
    expected = bm25([*parts, short.chunks[0]], "sea salt")
    scores = {one.item_id: one.lexical for one in candidates.found}
    assert scores[long.turn_id] == pytest.approx(max(expected[0], expected[1]), abs=1e-6)
    assert scores[short.turn_id] == pytest.approx(expected[3], abs=1e-6)
    assert candidates.document_frequency == {"sea": 3, "salt": 1}
    assert candidates.chunk_count == 4
    (found_long,) = [one for one in candidates.found if one.item_id == long.turn_id]
    assert (found_long.parts, found_long.length, sorted(found_long.matched)) == (3, 6, ["salt", "sea"])


async def test_depth_bounds_the_lexical_arm_and_says_so(stores: Bench) -> None:
    await stores.said(*(turn("tea " * (1 + number), number) for number in range(6)))
    bounded = await stores.search("tea", depth=4)
    assert len(bounded.found) == 4
    assert bounded.lexical_full
    exact = await stores.search("tea", depth=6)
    assert len(exact.found) == 6
    assert not exact.lexical_full


async def test_dense_finds_beyond_a_full_lexical_arm_know_their_terms(stores: Bench) -> None:
    await stores.said(*(turn("tea tea tea", number, (0, 1, 0, 0)) for number in range(3)))
    far = turn("tea among many other words that make it a weak match", 9, (1, 0, 0, 0))
    await stores.said(far)
    candidates = await stores.search("tea", (1, 0, 0, 0), depth=2)
    (one,) = [one for one in candidates.found if one.item_id == far.turn_id]
    assert (one.lexical, list(one.matched)) == (None, ["tea"])
    assert one.dense == pytest.approx(1.0, abs=2e-3)


async def test_a_long_question_is_answered_by_its_sixty_rarest_terms(stores: Bench) -> None:
    await stores.said(turn(" ".join(f"w{number}" for number in range(200))), turn("w7 only"))
    candidates = await stores.search(" ".join(f"w{number}" for number in range(300)))
    assert len(candidates.found) == 1
    assert len(candidates.document_frequency) == 200
    assert candidates.document_frequency["w7"] == 2


# --- the dense arm ---


async def test_cosines_are_those_of_the_best_part(stores: Bench) -> None:
    long = turn("long", chunks=[chunk("a", (1, 0, 0, 0), 0), chunk("b", (1, 1, 0, 0), 1)])
    near, none = turn("near", 1, (0, 1, 0.2, 0)), turn("no vector", 2, None)
    (told,) = await stores.told(fact("opposite", vector=(0, -1, 0, 0)))
    await stores.said(long, near, none)
    candidates = await stores.search(vector=(0, 1, 0, 0))
    cosines = {one.item_id: one.dense for one in candidates.found}
    assert cosines == {
        near.turn_id: pytest.approx(1 / math.sqrt(1.04), abs=2e-3),
        long.turn_id: pytest.approx(math.sqrt(0.5), abs=2e-3),
        told.memory_id: pytest.approx(-1.0, abs=2e-3),
    }
    assert [one.item_id for one in candidates.found] == [near.turn_id, long.turn_id, told.memory_id]
    assert all(one.lexical is None for one in candidates.found)


async def test_depth_counts_items_not_parts(stores: Bench) -> None:
    many = [
        turn(f"many {number}", chunks=[chunk("x", (1, 0.01 * part, 0, 0), part) for part in range(12)])
        for number in range(2)
    ]
    few = [turn(f"few {number}", number, (0.2, 1, 0, 0)) for number in range(3)]
    await stores.said(*many, *few)
    candidates = await stores.search(vector=(1, 0, 0, 0), depth=4)
    assert len(candidates.found) == 4
    assert {one.turn_id for one in many} < {one.item_id for one in candidates.found}


async def test_both_arms_bring_their_own(stores: Bench) -> None:
    words, meaning, both = turn("tea", 0, (0, 1, 0, 0)), turn("x", 1, (1, 0, 0, 0)), turn("tea", 2, (1, 0.1, 0, 0))
    await stores.said(words, meaning, both)
    await stores.said(*(turn("tea tea", number, (0, 1, 0.001, 0)) for number in range(3, 6)))
    candidates = await stores.search("tea", (1, 0, 0, 0), depth=2)
    scored = {one.item_id: (one.lexical is not None, one.dense is not None) for one in candidates.found}
    assert scored[meaning.turn_id] == (False, True)
    assert scored[both.turn_id][1]
    assert sum(lexical for lexical, _ in scored.values()) == 2
    assert len(scored) == len(candidates.found)


async def test_neither_words_nor_vector_finds_nothing(stores: Bench) -> None:
    await stores.said(turn("tea"))
    candidates = await stores.search("")
    assert [*candidates.found, *candidates.neighbours] == []
    assert (candidates.chunk_count, candidates.up_to_seq) == (1, 1)


# --- words that no index knows ---


async def test_a_misspelt_word_is_found_by_its_trigrams(stores: Bench) -> None:
    await stores.said(turn("she went to Barcelona"), turn("he stayed at home"))
    await stores.told(fact("Barcelona is her favourite"))
    candidates = await stores.search("barcelonna")
    items = await stores.store.items(stores.scope, [(one.kind, one.item_id) for one in candidates.found])
    assert sorted(one.content for one in items) == ["Barcelona is her favourite", "she went to Barcelona"]
    for one in candidates.found:
        assert one.fuzzy is not None
        assert 0.4 <= one.fuzzy <= 1.0
        assert one.lexical is None


async def test_trigrams_stay_silent_when_the_words_are_known(stores: Bench) -> None:
    await stores.said(turn("barcelona"), turn("barcelonas"))
    candidates = await stores.search("barcelona")
    assert [one.fuzzy for one in candidates.found] == [None]


@pytest.mark.parametrize(
    ("content", "asked"),
    [
        ("Мы поехали в Новосибирск вчера", "новосибирске"),
        ("πήγαμε στη Θεσσαλονίκη χθες", "θεσσαλονίκης"),
        ("das Straßenbahndepot brannte", "straßenbahndepots"),
    ],
)
async def test_other_scripts_are_found_beside_known_words(stores: Bench, content: str, asked: str) -> None:
    await stores.said(turn(content), turn("trip trip"))
    candidates = await stores.search(f"trip {asked}")
    items = await stores.store.items(stores.scope, [(one.kind, one.item_id) for one in candidates.found])
    by_content = {item.content: one for item, one in zip(items, candidates.found, strict=True)}
    assert by_content["trip trip"].lexical is not None
    assert by_content[content].fuzzy is not None


async def test_trigrams_heed_the_filters(stores: Bench) -> None:
    await stores.said(turn("Barcelona early", 0), turn("Barcelona late", 60 * 24 * 9))
    assert await found(stores, "barcelonna", until=START + timedelta(days=1)) == ["Barcelona early"]
    assert await found(stores, "barcelonna", types=["fact"]) == []


# --- neighbours, sittings and what stands ---


async def test_neighbours_are_two_steps_within_the_sitting(stores: Bench) -> None:
    await stores.said(*(turn("needle" if number == 5 else f"t{number}", number) for number in range(1, 10)))
    candidates = await stores.search("needle")
    assert await beside(stores, candidates, "neighbours") == ["t3", "t4", "t6", "t7"]
    for one in candidates.neighbours:
        assert (one.lexical, one.dense, one.fuzzy, one.sitting) == (None, None, None, 1)
        assert one.turn_number in (3, 4, 6, 7)


async def test_neighbours_are_not_found_ones_nor_of_other_conversations(stores: Bench) -> None:
    await stores.said(turn("elsewhere 1"), turn("elsewhere 2"))
    await stores.said(turn("needle"), turn("needle again", 1), turn("between", 2))
    candidates = await stores.search("needle")
    assert len(candidates.found) == 2
    assert await beside(stores, candidates, "neighbours") == ["between"]


async def test_a_pause_of_over_an_hour_either_way_begins_a_sitting(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    minutes = [0, 60, 121, 120, 58, 58 + 61]
    await stores.said(
        *(turn(f"t{place} word", at) for place, at in enumerate(minutes[:3])), conversation_id=conversation_id
    )
    await stores.said(
        *(turn(f"t{place} word", at) for place, at in enumerate(minutes[3:], 3)), conversation_id=conversation_id
    )
    candidates = await stores.search("word")
    sittings = {one.turn_number: one.sitting for one in candidates.found}
    assert sittings == {1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 4}


async def test_neighbours_stop_at_the_sitting(stores: Bench) -> None:
    await stores.said(turn("before", 0), turn("needle", 90), turn("after", 91), turn("later", 300))
    candidates = await stores.search("needle")
    assert await beside(stores, candidates, "neighbours") == ["after"]


async def test_neighbours_heed_the_filters(stores: Bench) -> None:
    await stores.said(turn("before", 0), turn("needle", 10), turn("after", 20))
    candidates = await stores.search("needle", since=START + timedelta(minutes=10))
    assert await beside(stores, candidates, "neighbours") == ["after"]


async def test_standing_turns_are_the_newest_others_with_a_cue(stores: Bench) -> None:
    asked = turn("always needle", 0, cues=frozenset({"instruction"}))
    rule = turn("always answer briefly", 200, cues=frozenset({"instruction", "time"}))
    taste = turn("I prefer tea", 400, cues=frozenset({"preference"}))
    await stores.said(asked, rule, turn("plain", 600, cues=frozenset({"number"})), taste)
    candidates = await stores.search("needle")
    assert [one.item_id for one in candidates.standing] == [taste.turn_id, rule.turn_id]
    assert [one.cues for one in candidates.standing] == [{"preference"}, {"instruction", "time"}]
    assert [one.cues for one in candidates.found] == [{"instruction"}]
    assert all(one.lexical is None and one.dense is None for one in candidates.standing)
    narrowed = await stores.search("needle", until=START + timedelta(minutes=300))
    assert [one.item_id for one in narrowed.standing] == [rule.turn_id]
    without = await stores.search("needle", include_turns=False)
    assert [*without.found, *without.neighbours, *without.standing] == []


async def test_standing_turns_are_at_most_fifty(stores: Bench) -> None:
    await stores.said(*(turn(f"rule {number}", number * 100, cues=frozenset({"instruction"})) for number in range(60)))
    candidates = await stores.search("nothing")
    assert [one.seq for one in candidates.standing] == list(range(60, 10, -1))


async def test_a_turn_without_index_rows_is_never_beside(stores: Bench) -> None:
    hidden = turn("hidden", 1, chunks=[], cues=frozenset({"instruction"}))
    await stores.said(turn("needle", 0), hidden, turn("after", 2))
    candidates = await stores.search("needle", (1, 0, 0, 0), depth=1)
    assert hidden.turn_id not in {
        one.item_id for one in (*candidates.found, *candidates.neighbours, *candidates.standing)
    }
    assert candidates.chunk_count == 2


# --- what a candidate tells ---


async def test_candidates_tell_what_ranking_needs(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    said = turn("tea", 3, role="assistant", speaker="Ann", cues=frozenset({"number"}))
    await stores.said(turn("first"), said, conversation_id=conversation_id)
    (told,) = await stores.told(fact("tea", type="preference", importance=0.9, conversation_id=conversation_id, days=1))
    by_kind = {one.kind: one for one in (await stores.search("tea")).found}
    spoken, kept = by_kind["turn"], by_kind["memory"]
    assert (spoken.item_id, spoken.type, spoken.role, spoken.speaker) == (said.turn_id, "turn", "assistant", "Ann")
    assert (spoken.said_at, spoken.turn_number, spoken.sitting) == (said.said_at, 2, 1)
    assert (spoken.conversation_id, spoken.seq, spoken.cues) == (conversation_id, 2, {"number"})
    assert (kept.item_id, kept.type, kept.role, kept.turn_number) == (told.memory_id, "preference", None, None)
    assert (kept.said_at, kept.sitting, kept.conversation_id) == (told.recorded_at, None, conversation_id)
    assert (kept.importance, kept.confidence, kept.seq) == (0.9, 1.0, 3)


# --- filters: each inside both arms ---


@pytest.fixture(params=["words", "meaning"])
def by(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"text": "tea"} if request.param == "words" else {"vector": (1, 0, 0, 0)}


async def test_types_and_turns(stores: Bench, by: dict[str, Any]) -> None:
    await stores.said(turn("tea turn"))
    await stores.told(fact("tea fact"), fact("tea event", type="event"))
    assert await found(stores, **by) == ["tea event", "tea fact", "tea turn"]
    assert await found(stores, **by, include_turns=False) == ["tea event", "tea fact"]
    assert await found(stores, **by, types=["turn"]) == ["tea turn"]
    assert await found(stores, **by, types=["event", "turn"]) == ["tea event", "tea turn"]
    assert await found(stores, **by, types=["event"]) == ["tea event"]
    assert await found(stores, **by, types=["turn"], include_turns=False) == []
    assert await found(stores, **by, types=[]) == []


async def test_since_and_until(stores: Bench, by: dict[str, Any]) -> None:
    await stores.said(*(turn(f"tea {day}", day * 1440) for day in range(4)))
    await stores.told(*(fact(f"tea fact {day}", days=day) for day in range(4)))
    second, third = START + timedelta(days=1), START + timedelta(days=2)
    assert await found(stores, **by, since=third) == ["tea 2", "tea 3", "tea fact 2", "tea fact 3"]
    assert await found(stores, **by, until=second) == ["tea 0", "tea 1", "tea fact 0", "tea fact 1"]
    assert await found(stores, **by, since=second, until=third) == ["tea 1", "tea 2", "tea fact 1", "tea fact 2"]


async def test_one_conversation(stores: Bench, by: dict[str, Any]) -> None:
    first, second = await stores.conversation(), await stores.conversation()
    await stores.said(turn("tea here"), conversation_id=first)
    await stores.said(turn("tea there"), conversation_id=second)
    await stores.told(fact("tea fact here", conversation_id=first), fact("tea fact nowhere"))
    assert await found(stores, **by, conversation_id=first) == ["tea fact here", "tea here"]
    assert await found(stores, **by, conversation_id=uuid4()) == []


async def test_metadata_is_contained(stores: Bench, by: dict[str, Any]) -> None:
    await stores.said(
        turn("tea 1", metadata={"app": "a", "tags": ["x", "y"], "deep": {"n": 1, "m": 2}}),
        turn("tea 2", metadata={"app": "b", "tags": ["y"]}),
        turn("tea 3"),
    )
    await stores.told(fact("tea 4", metadata={"app": "a"}))
    assert await found(stores, **by, metadata={"app": "a"}) == ["tea 1", "tea 4"]
    assert await found(stores, **by, metadata={"tags": ["y"]}) == ["tea 1", "tea 2"]
    assert await found(stores, **by, metadata={"deep": {"n": 1}}) == ["tea 1"]
    assert await found(stores, **by, metadata={"deep": {"n": 2}}) == []
    assert len(await found(stores, **by, metadata={})) == 4


async def test_only_current_and_unexpired_memories_by_default(stores: Bench, by: dict[str, Any]) -> None:
    _, old, doubtful, _, _ = await stores.told(
        fact("tea current"),
        fact("tea superseded"),
        fact("tea quarantined"),
        fact("tea expired", expires_at=START),
        fact("tea lasting", expires_at=START + timedelta(days=36_500)),
    )
    await stores.alter(stores.scope, old.memory_id, status="superseded")
    await stores.alter(stores.scope, doubtful.memory_id, status="quarantined")
    assert await found(stores, **by) == ["tea current", "tea lasting"]
    assert await found(stores, **by, types=["fact"]) == ["tea current", "tea lasting"]


async def test_as_of_is_what_was_true_then(stores: Bench, by: dict[str, Any]) -> None:
    day = timedelta(days=1)
    _, _, ended, _ = await stores.told(
        fact("tea always"),
        fact("tea later", valid_from=START + 5 * day),
        fact("tea ended", valid_to=START + 3 * day),
        fact("tea between", valid_from=START + day, valid_to=START + 5 * day),
    )
    await stores.alter(stores.scope, ended.memory_id, status="superseded")
    await stores.said(turn("tea said", 4 * 1440))
    assert await found(stores, **by, as_of=START) == ["tea always", "tea ended"]
    assert await found(stores, **by, as_of=START + day) == ["tea always", "tea between", "tea ended"]
    assert await found(stores, **by, as_of=START + 3 * day) == ["tea always", "tea between"]
    assert await found(stores, **by, as_of=START + 5 * day) == ["tea always", "tea later", "tea said"]


async def test_known_at_is_what_was_believed_then(stores: Bench, by: dict[str, Any]) -> None:
    day = timedelta(days=1)
    old, doubtful, _ = await stores.told(fact("tea old", days=1), fact("tea doubtful", days=1), fact("tea new", days=3))
    await stores.alter(stores.scope, old.memory_id, status="superseded", superseded_at=START + 3 * day)
    await stores.alter(stores.scope, doubtful.memory_id, status="quarantined")
    await stores.said(turn("tea said", 2 * 1440))
    assert await found(stores, **by, known_at=START) == []
    assert await found(stores, **by, known_at=START + day) == ["tea old"]
    assert await found(stores, **by, known_at=START + 2 * day) == ["tea old", "tea said"]
    assert await found(stores, **by, known_at=START + 3 * day) == ["tea new", "tea said"]


async def test_known_at_seq_is_what_was_written_by_then(stores: Bench, by: dict[str, Any]) -> None:
    await stores.stated(statement("old", content="tea old"))
    await stores.said(turn("tea said"))
    await stores.stated(statement("new", content="tea new", days=1))
    assert await found(stores, **by) == ["tea new", "tea said"]
    assert await found(stores, **by, known_at_seq=0) == []
    assert await found(stores, **by, known_at_seq=1) == ["tea old"]
    assert await found(stores, **by, known_at_seq=2) == ["tea old", "tea said"]
    assert await found(stores, **by, known_at_seq=3) == ["tea new", "tea said"]


# --- the slot arm, and what was overtaken ---


async def test_a_question_for_a_slot_finds_its_memories(stores: Bench) -> None:
    await stores.stated(
        statement("Porto", key="a"),
        statement("Lyon", key="b", days=3),
        statement("Oslo", key="c", slot="user.sister.home"),
        statement("Nora", key="d", slot="user.sister", type="entity", many=True),
        statement("Rome", key="e", slot="eva.home"),
    )

    async def asked(*slots: tuple[str, str], **filters: Any) -> list[str]:
        candidates = await stores.search(slots=slots, **filters)
        assert all(one.asked and one.lexical is None for one in candidates.found)
        found = await stores.store.items(stores.scope, [(one.kind, one.item_id) for one in candidates.found])
        return sorted(one.value or "" for one in found)

    assert await asked(("user", "home")) == ["Lyon"]
    assert await asked(("user.sister", "home")) == ["Oslo"]
    assert await asked(("nora", "home"), ("user", "home")) == ["Lyon", "Oslo"]
    assert await asked(("user", "job")) == []
    assert await asked(("user", "home"), as_of=START + timedelta(days=1)) == ["Porto"]
    assert await asked(("user", "home"), known_at=START + timedelta(days=1)) == ["Porto"]


async def test_slots_are_asked_for_by_their_beginning(stores: Bench) -> None:
    await stores.stated(
        statement("likes", key="a", slot="user.taste.tea"),
        statement("hates", key="b", slot="user.taste.coffee"),
        statement("loves", key="c", slot="user.taste.coffee", days=3),
        statement("sour", key="d", slot="user.taste"),
        statement("likes", key="e", slot="eva.taste.beer"),
    )

    async def asked(*slots: tuple[str, str], **filters: Any) -> list[str]:
        candidates = await stores.search(slots=slots, **filters)
        found = await stores.store.items(stores.scope, [(one.kind, one.item_id) for one in candidates.found])
        return sorted(f"{one.slot} {one.value}" for one in found)

    assert await asked(("user", "taste.")) == ["user.taste.coffee loves", "user.taste.tea likes"]
    assert await asked(("user", "taste.t")) == []
    assert await asked(("user", "taste.tea"), ("eva", "taste.")) == ["eva.taste.beer likes", "user.taste.tea likes"]
    before = START + timedelta(days=1)
    assert await asked(("user", "taste."), as_of=before) == ["user.taste.coffee hates", "user.taste.tea likes"]


async def test_other_arms_say_that_a_memory_was_asked_for(stores: Bench) -> None:
    await stores.stated(statement("Porto", key="a"), statement("tea", key="b", slot="user.drink"))
    candidates = await stores.search("porto tea", slots=[("user", "home")])
    assert sorted((one.asked, one.lexical is not None) for one in candidates.found) == [(False, True), (True, True)]


async def test_a_turn_is_overtaken_when_everything_that_it_said_is(stores: Bench) -> None:
    conversation_id = await stores.conversation()
    old, both, plain, new = turn("a porto"), turn("b porto"), turn("c porto"), turn("d porto")
    await stores.said(old, both, plain, new, conversation_id=conversation_id)
    await stores.stated(
        statement("Porto", key="a", said_in=old, seq=1),
        statement("Porto", key="b", said_in=both, seq=2),
        statement("chess", key="c", said_in=both, seq=2, slot="user.hobby", many=True),
        statement("Lyon", key="d", said_in=new, seq=4, days=1),
    )
    names = {old.turn_id: "old", both.turn_id: "both", plain.turn_id: "plain", new.turn_id: "new"}

    async def overtaken(**filters: Any) -> set[str]:
        candidates = await stores.search("porto", (1, 0, 0, 0), **filters)
        return {names[one.item_id] for one in candidates.found if one.overtaken}

    assert await overtaken() == {"old"}
    assert await overtaken(known_at=START + timedelta(days=9)) == set()


# --- who speaks ---


async def test_speakers_are_those_of_the_newest_turns_of_the_scope(stores: Bench) -> None:
    assert await stores.store.speakers(stores.scope) == frozenset()
    old, *others = (turn("hi", number, speaker=name) for number, name in enumerate(["Old", "Ana", None, "Ben", "Ana"]))
    await stores.said(old)
    await stores.said(*others)
    assert await stores.store.speakers(stores.scope) == {"Old", "Ana", "Ben"}
    await stores.said(*(turn("hi", number, speaker="Ana") for number in range(498)))
    assert await stores.store.speakers(stores.scope) == {"Ana", "Ben"}
    assert await stores.store.speakers(somebody()) == frozenset()
