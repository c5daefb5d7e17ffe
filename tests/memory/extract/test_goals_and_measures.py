"""What people want to reach, and how tall and heavy they are."""

import pytest

from tests.memory.extract.said import candidates, read
from tests.memory.test_understanding import House


@pytest.mark.parametrize(
    ("said", "goal", "content"),
    [
        (
            "My goal is to finish under four hours.",
            "finish under four hours",
            "The user's goal is to finish under four hours.",
        ),
        ("My main goal this year is to read 50 books.", "read 50 books", "The user's main goal is to read 50 books."),
        ("My dream is to open a bakery.", "open a bakery", "The user's dream is to open a bakery."),
        ("I'm aiming to run a sub-4 marathon.", "run a sub-4 marathon", "The user aims to run a sub-4 marathon."),
        ("I'm saving up for a new camera.", "save up for a new camera", "The user saves up for a new camera."),
        (
            "I'm training for the Berlin marathon.",
            "train for the Berlin marathon",
            "The user trains for the Berlin marathon.",
        ),
        (
            "My new year's resolution is to drink less.",
            "drink less",
            "The user's new year's resolution is to drink less.",
        ),
        ("My savings goal is 10,000 euros.", "10,000 euros", "The user's savings goal is 10,000 euros."),
        (
            "I'm working towards a diploma in nursing.",
            "a diploma in nursing",
            "The user works towards a diploma in nursing.",
        ),
        ("I want to learn Italian this year.", "learn Italian", "The user wants to learn Italian."),
    ],
)
def test_a_goal(said: str, goal: str, content: str) -> None:
    assert [(one.value, one.content) for one in candidates(said) if one.attribute == "goal"] == [(goal, content)]


@pytest.mark.parametrize(
    "said",
    [
        "My goal was to finish it yesterday.",
        "My goal for this essay is to convince the reader.",
        "The goal of this project is to build a budget tracker.",
        "My goal is to get this code working.",
        "I want to learn Italian.",
        "I want to write a poem about goals.",
        "What is my goal?",
        "If my goal is to run a marathon, how should I train?",
        "My sister's dream is to open a bakery.",
    ],
)
def test_no_goal_of_the_user(said: str) -> None:
    assert not [one for one in read(said) if "user.goal" in one]


@pytest.mark.parametrize(
    "over",
    [
        "I reached my goal of opening a bakery.",
        "I've given up on my dream to open a bakery.",
        "My goal is no longer to open a bakery.",
    ],
)
async def test_a_goal_that_is_over(over: str) -> None:
    house = House()
    await house.hear("My dream is to open a bakery.", "My goal is to run a marathon.")
    await house.hear(over, days=30)
    assert await house.values("user.goal") == ["run a marathon"]


@pytest.mark.parametrize(
    ("said", "measures"),
    [
        ("I'm 171 cm and 64 kilos.", {"user.height=171 cm", "user.weight=64 kilos"}),
        ("I'm 1.80 m tall and weigh 75 kg.", {"user.height=1.80 m", "user.weight=75 kg"}),
        ("I weigh 82 kilos now.", {"+user.weight=82 kilos"}),
        ("I'm 5'9\" and 150 lbs.", {"user.height=5'9", "user.weight=150 lbs"}),
        ("I stand 6 feet tall.", {"user.height=6 feet"}),
        ("I'm down to 70 kilos.", {"user.weight=70 kilos"}),
        ("I am 182 cm tall.", {"user.height=182 cm"}),
        ("I'm 5 feet away.", set()),
        ("I'm 20 kilos overweight.", set()),
        ("I'm 2 m from the door.", set()),
        ("The box weighs 20 kg.", set()),
        ("I am at 12 cm of snow here.", set()),
        ("I'm 10 pounds lighter than last year.", set()),
    ],
)
def test_height_and_weight(said: str, measures: set[str]) -> None:
    assert {one for one in read(said) if ".height" in one or ".weight" in one} == measures
