"""What is held ends by what a turn says of it, whoever reads the turn: in one batch, later, and heard the wrong
way round."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from tests.memory.test_understanding import DAY, NOW, House
from toldonce.errors import EmbeddingFailed
from toldonce.memory.extract.held.reviewer import Answer, Question, Reviewer
from toldonce.memory.overtaken import MOST_QUESTIONS
from toldonce.ports import REVIEWED


class Scripted(Reviewer):
    """Takes for over what a text names that says "zonk", and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.fails = False

    async def over(self, questions: Sequence[Question]) -> list[Answer | None]:
        if self.fails:
            raise EmbeddingFailed("The embedding model could not read a text.")
        self.asked += [(one.held.kind, one.held.value) for one in questions]
        return [Answer(0.96, 0, len(one.text)) if "zonk" in one.text else None for one in questions]


@pytest.fixture
def reviewer() -> Scripted:
    return Scripted()


@pytest.fixture
def house(reviewer: Scripted) -> House:
    return House(reviewer=reviewer)


async def test_what_was_held_before_is_over_and_was_so_until_then(house: House) -> None:
    (first,) = await house.hear("I drive a VW Golf.")
    await house.hear("Well, the Golf zonk, what a day.", days=10)
    assert await house.values("user.car") == []
    was = await house.one("user.car", "superseded")
    assert (was.value, was.valid_to, was.source_turn_ids) == ("VW Golf", NOW + 10 * DAY, [first])
    assert await house.values("user.car", as_of=NOW + DAY) == ["VW Golf"]
    assert await house.values("user.car", known_at=NOW + DAY) == ["VW Golf"]


async def test_what_one_turn_says_the_next_may_end_in_the_same_reading(house: House) -> None:
    await house.hear("I love oysters.", "Oysters zonk for me.")
    assert await house.values("user.taste.oysters") == []
    assert await house.values("user.taste.oysters", "superseded") == ["loves"]


async def test_said_again_it_holds_again(house: House) -> None:
    await house.hear("I love oysters.", "Oysters zonk for me.")
    await house.hear("I love oysters again.", days=5)
    assert await house.values("user.taste.oysters") == ["loves"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_in_whatever_order_it_is_heard_the_state_is_the_same(house: House, order: tuple[int, ...]) -> None:
    said = [("I love oysters.", 0), ("Oysters zonk for me.", 10), ("My car is a VW Golf.", 5)]
    for place in order:
        await house.hear(said[place][0], days=said[place][1])
    was = await house.one("user.taste.oysters", "superseded")
    assert was.valid_to == NOW + 10 * DAY
    assert await house.values("user.car") == ["VW Golf"]


async def test_what_was_said_before_it_was_so_ends_nothing(house: House) -> None:
    await house.hear("Oysters zonk for me.", days=0)
    await house.hear("I love oysters.", days=10)
    assert await house.values("user.taste.oysters") == ["loves"]


async def test_only_the_users_own_words_are_asked_about(house: House, reviewer: Scripted) -> None:
    await house.hear("I love oysters.")
    await house.hear("So your oysters zonk?", role="assistant", days=1)
    assert reviewer.asked == []
    await house.hear('She wrote "oysters zonk" on the wall.', days=2)
    assert reviewer.asked == []
    assert await house.values("user.taste.oysters") == ["loves"]


async def test_of_what_a_turn_itself_states_nothing_is_asked(house: House, reviewer: Scripted) -> None:
    await house.hear("I drive a VW Golf.")
    await house.hear("I drive a Kia Niro now, the Golf zonk.", days=3)
    assert reviewer.asked == []
    assert await house.values("user.car") == ["Kia Niro"]


async def test_the_dog_means_nobody_where_there_are_two(house: House, reviewer: Scripted) -> None:
    await house.hear("I have a dog called Rex.")
    await house.hear("We have a dog called Bella.", days=1)
    await house.hear("Our dog zonk, or so the postman wishes.", days=2)
    assert reviewer.asked == []
    await house.hear("Rex zonk in that park.", days=3)
    assert reviewer.asked == [("pet", "Rex")]
    assert await house.values("user.pet") == ["Bella"]


async def test_a_turn_that_lists_very_many_things_is_not_asked_about(house: House, reviewer: Scripted) -> None:
    things = [f"{letter}olives" for letter in "abcdefghijklmnop"][: MOST_QUESTIONS + 1]
    await house.hear(*(f"I love {thing}." for thing in things))
    await house.hear(f"zonk: {', '.join(things)}.", days=1)
    assert reviewer.asked == []
    await house.hear(f"zonk: {', '.join(things[:MOST_QUESTIONS])}.", days=2)
    assert len(reviewer.asked) == MOST_QUESTIONS


async def test_what_cannot_be_told_leaves_what_the_rules_read_and_says_why(house: House, reviewer: Scripted) -> None:
    await house.hear("I love oysters.")
    reviewer.fails = True
    await house.hear("Oysters zonk. I live in Lisbon.", days=1)
    assert await house.values("user.home") == ["Lisbon"]
    assert await house.values("user.taste.oysters") == ["loves"]
    jobs = await house.memory.jobs(limit=10)
    degraded = [one for one in jobs.items if one.status == "degraded"]
    assert [one.progress["reasons"] for one in degraded] == [["The embedding model could not read a text."]]


async def test_with_what_it_ended_the_end_is_forgotten_too(house: House) -> None:
    (first,) = await house.hear("I drive a VW Golf.")
    await house.hear("The Golf zonk.", days=1)
    ends = [one for one in await house.store.statements(house.scope) if one.extractor.startswith(REVIEWED)]
    assert [(one.candidate.value, one.candidate.content) for one in ends] == [("", "")]
    await house.memory.forget_turn(house.conversation_id, first)
    left = await house.store.statements(house.scope)
    assert not [one for one in left if "vw" in repr(one.candidate).lower()]


async def test_what_ended_it_can_be_forgotten_and_it_stays_closed(house: House) -> None:
    await house.hear("I drive a VW Golf.")
    (second,) = await house.hear("The Golf zonk.", days=1)
    await house.memory.forget_turn(house.conversation_id, second)
    assert await house.values("user.car") == []
    assert await house.values("user.car", "superseded") == ["VW Golf"]
