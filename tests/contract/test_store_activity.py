"""What memories were used for, and how much went on day by day, kept by every store alike."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.contract.conftest import START, Bench, fact, somebody, turn
from toldonce.errors import InvalidRequest
from toldonce.ports import SearchDay

DAY = START.date()


async def test_every_use_of_a_memory_is_listed_newest_first(stores: Bench) -> None:
    (told, other) = await stores.told(fact("fact"), fact("other"))
    asked = [turn(f"question {number}", number) for number in range(3)]
    await stores.said(*asked)
    for number, one in enumerate(asked, 1):
        keys = [("memory", told.memory_id), ("memory", uuid4())]
        await stores.store.mark_used(stores.scope, keys, number, turn_id=one.turn_id)  # type: ignore[arg-type]
        await stores.store.mark_used(stores.scope, keys, number, turn_id=one.turn_id)  # type: ignore[arg-type]
    await stores.store.mark_used(stores.scope, [("memory", other.memory_id)], 9, turn_id=uuid4())
    await stores.store.mark_used(stores.scope, [("memory", other.memory_id)], 9)
    first = await stores.store.uses(stores.scope, told.memory_id, limit=2, cursor=None)
    assert [one.content for one in first.items] == ["question 2", "question 1"]
    rest = await stores.store.uses(stores.scope, told.memory_id, limit=2, cursor=first.next_cursor)
    assert ([one.content for one in rest.items], rest.next_cursor) == (["question 0"], None)
    assert (await stores.store.uses(stores.scope, other.memory_id, limit=9, cursor=None)).items == []
    assert (await stores.store.uses(somebody(), told.memory_id, limit=9, cursor=None)).items == []
    with pytest.raises(InvalidRequest):
        await stores.store.uses(stores.scope, told.memory_id, limit=9, cursor="nonsense")


async def test_a_use_goes_with_its_memory_and_with_its_turn(stores: Bench) -> None:
    (told, other) = await stores.told(fact("fact"), fact("other"))
    asked = [turn("one"), turn("two", 1)]
    conversation_id = await stores.conversation()
    await stores.said(*asked, conversation_id=conversation_id)
    keys = [("memory", told.memory_id), ("memory", other.memory_id)]
    for one in asked:
        await stores.store.mark_used(stores.scope, keys, 1, turn_id=one.turn_id)  # type: ignore[arg-type]
    assert (await stores.forget_turn(conversation_id, asked[0].turn_id))["memory_uses"] == 2
    assert (await stores.forget_memory(other.memory_id, erase_evidence=True))["memory_uses"] == 1
    left = await stores.store.uses(stores.scope, told.memory_id, limit=9, cursor=None)
    assert [one.turn_id for one in left.items] == [asked[1].turn_id]
    assert (await stores.store.forget_scope(stores.scope))["memory_uses"] == 1


async def test_activity_counts_turns_memories_and_searches_by_their_own_day(stores: Bench) -> None:
    week = timedelta(days=7) / timedelta(minutes=1)
    await stores.store.add_searches(stores.scope, DAY, SearchDay(5, 5.0, 5.0))  # nothing was ever told: not counted
    await stores.said(turn("hello"), turn("again", 1), turn("a week later", week))
    await stores.told(fact("fact", days=7))
    await stores.store.add_searches(stores.scope, DAY, SearchDay(2, 10.0, 8.0))
    await stores.store.add_searches(stores.scope, DAY, SearchDay(1, 2.0, 2.0))
    found = await stores.store.activity(stores.scope, first=None, last=None)
    first, second = found.days
    assert (first.day, first.turns, first.memories, first.searches) == (DAY, 2, 0, 3)
    assert (first.search_ms_mean, first.search_ms_max) == (pytest.approx(4.0), 8.0)
    assert (second.day, second.turns, second.memories, second.searches) == (DAY + timedelta(days=7), 1, 1, 0)
    assert (second.search_ms_mean, second.search_ms_max) == (None, None)
    assert found.up_to_seq > 0

    async def days(first: date | None, last: date | None) -> list[date]:
        return [one.day for one in (await stores.store.activity(stores.scope, first=first, last=last)).days]

    assert await days(DAY + timedelta(days=1), None) == [second.day]
    assert await days(None, DAY) == [first.day]
    assert (await stores.store.activity(somebody(), first=None, last=None)).days == []
    assert (await stores.store.forget_scope(stores.scope))["search_days"] == 1
    assert await days(None, None) == []
