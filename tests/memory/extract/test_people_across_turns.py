"""Whom "she" and "he" mean when the sentence or the turn before only mentioned somebody."""

import pytest
from said import read, turn

BROTHER = turn("I'll call my brother tonight.")
THANKS = turn("Good. Why?", "assistant")


def test_who_is_mentioned_in_a_sentence_is_meant_behind_it() -> None:
    assert read("I'm looking after my mom, she's 81 and has Parkinson's.") == {
        "user.mother.age=81",
        "user.mother.condition=Parkinson's",
    }
    assert "user.mother.age=81" in read("I look after my mom. She's 81.")


def test_the_turn_before_tells_who_is_meant() -> None:
    girlfriend = turn("My girlfriend Camila arrives next Friday from Recife!")
    how_long = turn("Wonderful! For how long?", "assistant")
    assert read("For ever I hope. She is a dentist.", girlfriend, how_long) == {"camila.job=dentist"}
    assert read("He lives in Leeds.", BROTHER, THANKS) == {"user.brother.home=Leeds"}


def test_whom_the_other_side_asked_about_is_meant() -> None:
    asked = turn("Where does your sister live?", "assistant")
    assert read("She lives in Leeds.", BROTHER, asked) == {"user.sister.home=Leeds"}


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("My sister told my mom she's a vegan.", ()),
        ("I went to see the vet with my sister, he's a vegan.", ()),
        ("I met my sister's boss, she's a vegan.", ()),
        ("She lives in Leeds.", (BROTHER, THANKS)),
        ("I met a guy. He lives in Leeds.", (BROTHER, THANKS)),
        ("The vet called. He lives in Leeds.", (BROTHER, THANKS)),
        ("She lives in Leeds.", ()),
    ],
)
def test_nobody_is_guessed(said: str, before: tuple) -> None:
    assert not [one for one in read(said, *before) if one.endswith(("=Leeds", "=vegan"))]
