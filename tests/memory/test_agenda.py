"""What is to come in a time that a question names."""

from datetime import UTC, datetime

import pytest

from tests.memory.test_understanding import NOW, House
from toldonce.memory.agenda import time_asked_of

MONDAY = datetime(2025, 2, 10, 12, tzinfo=UTC)


def _day(month: int, day: int) -> datetime:
    return datetime(2025, month, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "first", "end"),
    [
        ("What have I got on Thursday?", _day(2, 13), _day(2, 14)),
        ("what have i got on tomorrow", _day(2, 11), _day(2, 12)),
        ("What's coming up next week?", _day(2, 17), _day(2, 24)),
        ("Am I free on Friday?", _day(2, 14), _day(2, 15)),
        ("Do I have anything on this weekend?", _day(2, 15), _day(2, 17)),
        ("What is due on 3 March?", _day(3, 3), _day(3, 4)),
        ("any plans for next friday?", _day(2, 14), _day(2, 15)),
        ("What do I have to do by Friday?", MONDAY, _day(2, 14)),
    ],
)
def test_the_time_for_which_a_question_asks_what_is_to_come(question: str, first: datetime, end: datetime) -> None:
    assert time_asked_of(question, MONDAY) == (first, end)


@pytest.mark.parametrize(
    "question",
    [
        "What did I do on Thursday?",
        "What have I got in the fridge?",
        "What did I buy in June?",
        "What was on the agenda in 2020?",
        "Which train leaves on Friday?",
        "What do I do on Wednesdays?",
        "What's coming up?",
    ],
)
def test_other_questions_ask_for_no_time_to_come(question: str) -> None:
    assert time_asked_of(question, MONDAY) is None


async def told() -> House:
    """A memory of a Wednesday; the Friday after it is 17 May 2024."""
    house = House()
    await house.hear(
        "I have to renew my passport by Friday.",
        "I have to call the plumber on 3 June.",
        "I go to choir every Thursday.",
        "What a lovely day.",
    )
    return house


async def test_what_is_due_then_stands_first_and_answers() -> None:
    house = await told()
    for question in ("What have I got on Friday?", "What do I have to do this week?"):
        found = await house.memory.search(question)
        context = await house.memory.context(question)
        assert "passport" in found.hits[0].content, question
        assert "passport" in context.hits[0].content, question
        assert found.answerable, question
        assert context.answerable, question


async def test_what_is_usual_on_a_weekday_belongs_to_its_days() -> None:
    found = await (await told()).memory.search("What have I got on Thursday?")
    assert found.answerable
    assert "choir" in found.hits[0].content


async def test_a_day_of_which_nothing_was_told_has_no_answer() -> None:
    house = await told()
    assert not (await house.memory.search("What have I got on Monday?")).answerable
    assert not (await house.memory.context("What have I got on Monday?")).answerable


async def test_a_turn_that_names_the_day_answers_though_nobody_understood_it() -> None:
    house = House()
    await house.hear("Pottery with my nan at the hall on Saturday, as it goes.", "It will rain on Sunday.")
    found = await house.memory.search("What have I got on Saturday?")
    assert found.answerable
    assert "Pottery" in found.hits[0].content
    assert not (await house.memory.search("What have I got on Sunday?")).answerable


async def test_the_time_counts_from_when_it_is_asked() -> None:
    house = await told()
    found = await house.memory.search("What have I got on today?", asked_at=NOW.replace(month=6, day=3))
    assert "plumber" in found.hits[0].content
