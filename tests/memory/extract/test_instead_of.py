"""What is done or liked instead of something else: the old one ends and the new one is read."""

from __future__ import annotations

import pytest
from said import read

EXCHANGED = [
    ("It's bouldering instead of squash these days.", "+user.hobby=bouldering", "-user.hobby=squash"),
    ("Bouldering instead of tennis these days.", "+user.hobby=bouldering", "-user.hobby=tennis"),
    ("I swapped tennis for bouldering.", "+user.hobby=bouldering", "-user.hobby=tennis"),
    ("I've traded running for rowing.", "+user.hobby=rowing", "-user.hobby=running"),
    ("I've moved on from photography to film making.", "+user.hobby=film making", "-user.hobby=photography"),
    ("I swim now rather than run.", "+user.hobby=swimming", "-user.hobby=run"),
    ("I've taken up the accordion instead of the piano.", "user.hobby=playing the accordion", "-user.hobby=piano"),
    ("These days it's oat lattes for me, not black coffee.", "user.taste.oat lattes=likes", "-user.habit=black coffee"),
    ("It's tea for me now, not coffee.", "user.taste.tea=likes", "-user.habit=coffee"),
]


@pytest.mark.parametrize(("text", "new", "over"), EXCHANGED)
def test_the_new_one_begins_and_the_old_one_ends(text: str, new: str, over: str) -> None:
    assert {new, over} <= read(text)


@pytest.mark.parametrize(
    "text",
    [
        "I played badminton instead of tennis this Saturday.",
        "I swapped the butter for oil.",
        "It's rain instead of snow these days.",
        "I'd do yoga instead of pilates.",
        "Should I do yoga instead of pilates these days?",
        "My brother does yoga instead of pilates these days.",
        "I left work for lunch.",
    ],
)
def test_what_only_sounds_so_begins_nothing(text: str) -> None:
    assert not {one for one in read(text) if one[0] != "-" and ("user.hobby=" in one or one.endswith("=likes"))}


def test_what_has_come_is_not_ended_with_what_went() -> None:
    assert not {one for one in read("Bouldering instead of tennis these days.") if "-" in one and "bouldering" in one}
