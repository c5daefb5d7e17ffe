"""What people told a chat in passing, and what looks like it and is not told."""

from __future__ import annotations

import pytest

from tests.memory.extract.said import contents, read, turn

TOLD = (
    ("we got a dog!! a rescue greyhound called Duke", "user.pet=Duke"),
    ("We adopted a dog! He's a big old greyhound called Duke and he is lovely", "user.pet=Duke"),
    ("I run on Saturday mornings", "user.habit=run"),
    ("I go swimming on Tuesday nights", "user.habit=go swimming"),
    ("I run with a club called the Southville Striders", "user.hobby=running"),
    ("I row with the Avon rowing club", "user.hobby=rowing"),
    ("I also sing in a choir called Bristol Voices", "user.hobby=singing"),
    ("I sing on Tuesdays in a choir called Bristol Voices", "user.habit=sing in a choir called Bristol Voices"),
    ("my knees hate me so I've swapped running for swimming", "+user.hobby=swimming"),
    ("my knees hate me so I've swapped running for swimming", "-user.hobby=running"),
    ("My husband Rob found something, he starts at Rolls-Royce on Monday", "rob.commitment=start at Rolls-Royce"),
    ("My sister Nora joins Siemens on Monday", "nora.commitment=join Siemens"),
    ("my husband won't touch fish", "user.partner.taste.fish=dislikes"),
    ("my son Tom refuses to eat mushrooms", "tom.taste.mushrooms=dislikes"),
    ("I'm cooking for two teens and a husband who won't touch fish", "user.partner.taste.fish=dislikes"),
    ("my husband won't eat pork", "user.partner.preference=no pork"),
    ("my daughter is veggie", "user.daughter.diet=vegetarian"),
    ("My sister Nora has started eating fish again", "-nora.diet=vegetarian"),
    ("My son Tom is vegetarian. He's not veggie any more.", "-tom.diet=vegetarian"),
    ("Tom's girlfriend Amira doesn't eat pork", "amira.preference=no pork"),
    ("my son's girlfriend Amira lives in Leeds", "amira.home=Leeds"),
)
NOTHING = (
    ("we got a dog!! a film called Duke is on", "Duke"),
    ("my neighbour got a dog! A rescue greyhound called Duke.", "Duke"),
    ("I don't run on Saturday mornings", "habit"),
    ("The bakery opens on Saturday mornings", "habit"),
    ("I run tests with my team and our chess club", "hobby"),
    ("I run a choir for kids", "hobby"),
    ("maybe I'll swap running for swimming", "swimming"),
    ("my tutor said so I've swapped essays for swimming pools", "user.hobby=swimming"),
    ("My son Tom starts at 9", "commitment"),
    ("The show starts at Wembley on Monday", "commitment"),
    ("My husband Rob started at Rolls-Royce on Monday", "commitment"),
    ("my husband won't eat fish on Fridays", "taste"),
    ("my husband won't touch the dishwasher", "taste"),
    ("my husband won't eat pork", "taste"),
    ("my friend has a husband who won't touch fish", "taste"),
    ("if you have a husband who won't touch fish", "taste"),
    ("we had veggie burgers", "diet"),
    ("My son Tom wants to start eating chicken again", "tom.diet"),
    ("My sister Nora ate fish again", "nora.diet"),
    ("My sister Nora hasn't started eating fish again", "nora.diet"),
    ("I'd love to have a husband who won't touch fish", "taste"),
    ("My son Tom is vegetarian. He's not veggie any more.", "diet=He"),
    ("My son Tom is not vegetarian. He eats meat.", "Eats"),
    ("Google's partner Samsung works in Korea", "samsung"),
)


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_is_told_in_a_chat_is_read(text: str, told: str) -> None:
    assert told in read(text)


@pytest.mark.parametrize(("text", "not_told"), NOTHING)
def test_what_only_looks_like_it_is_not(text: str, not_told: str) -> None:
    assert not [one for one in read(text) if not_told in one]


def test_what_is_eaten_again_ends_the_diet_of_whoever_eats_it() -> None:
    before = turn("my eldest, Tom, is vegetarian")
    found = read("Tom has started eating chicken again, so he's not veggie any more", before)
    assert "-tom.diet=vegetarian" in found
    assert not [one for one in found if "tom.diet" in one and not one.startswith("-")]


def test_who_was_introduced_before_starts_somewhere() -> None:
    before = turn("my husband Rob has just been made redundant from Airbus")
    assert read("Rob found something, he starts at Rolls-Royce on Monday", before) == {
        "rob.commitment=start at Rolls-Royce"
    }


def test_a_relative_of_a_relative_is_not_the_relative() -> None:
    before = turn("my eldest, Tom, is vegetarian")
    text = "Tom's girlfriend Amira is coming for dinner, she doesn't eat pork"
    assert read(text, before) == {"amira.preference=no pork"}
    assert contents(text, before) == ["The user's child Tom's girlfriend Amira avoids eating pork."]


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("I drive for Uber.", {"user.employer=Uber"}),
        ("I teach at UCL.", {"user.employer=UCL"}),
        ("My husband Yusuf drives for Arriva.", {"user.partner=Yusuf", "yusuf.employer=Arriva"}),
        (
            "My sister in Toronto, Samina, is a pharmacist.",
            {"user.sister=Samina", "samina.home=Toronto", "samina.job=pharmacist"},
        ),
    ],
)
def test_for_whom_somebody_does_what_they_do(said: str, stated: set[str]) -> None:
    assert stated <= read(said)


@pytest.mark.parametrize("said", ["I drive for Anna on Sundays.", "I fly for Christmas.", "I drive at Spa."])
def test_what_is_no_work_names_no_firm(said: str) -> None:
    assert not {one for one in read(said) if ".employer=" in one}
