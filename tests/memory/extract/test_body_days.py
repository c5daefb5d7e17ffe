"""The day on which a taste, a diet, an allergy or a pastime began or ended, where it stands beside what is told."""

from __future__ import annotations

import pytest
from said import candidates

ENDED = (
    ("I gave up being dairy-free in March, and am paleo now.", "diet", "dairy-free", "2024-03-01"),
    ("I left fencing two months ago, no time.", "hobby", "fencing", "2024-03-15"),
    ("I had to give mountain biking up last month, sadly.", "hobby", "mountain biking", "2024-04-01"),
    ("I haven't kept up the cello; I stopped on 31 January.", "hobby", "cello", "2024-01-31"),
    ("They tested me again on 7 February, and I no longer have an allergy to soy.", "allergy", "soy", "2024-02-07"),
    ("In March I had enough of it, and since I don't like pizza any more.", "taste.pizza", "likes", "2024-03-01"),
)  # fmt: skip
BEGUN = (
    ("I gave up being dairy-free in March, and am paleo now.", "diet", "paleo", "2024-03-01"),
    ("After that book I changed my diet in January, and now I'm vegan.", "diet", "vegan", "2024-01-01"),
    ("On my doctor's advice I have been vegan since I changed my diet in January.", "diet", "vegan", "2024-01-01"),
    ("Six months ago my favorite colour became coral.", "favourite.colour", "coral", "2023-11-15"),
    ("I have asthma, and have done since 2022.", "condition", "asthma", "2022-01-01"),
    ("I am vegan, and have been since October 2019.", "diet", "vegan", "2019-10-01"),
    ("I was diagnosed with eczema, had it for five years now.", "condition", "eczema", "2019-05-16"),
    ("I live in Graz, and have lived there since 2019.", "home", "Graz", "2019-01-01"),
)
WITHOUT_A_DAY = (
    ("I love jazz, and I moved here in March.", "taste.jazz"),
    ("I have asthma and had a cold for two days.", "condition"),
    ("I'm allergic to soy, and my sister stopped working in March.", "allergy"),
    ("My hobby is fencing, and I gave up my flat in March.", "hobby"),
)


def _day(text: str, attribute: str, value: str, *, over: bool) -> set[str]:
    return {
        f"{one.valid_from:%Y-%m-%d}" if one.valid_from else ""
        for one in candidates(text)
        if one.attribute == attribute and one.value.casefold() == value.casefold() and one.denies == over
    }


@pytest.mark.parametrize(("text", "attribute", "value", "day"), ENDED)
def test_it_ended_on_the_day_that_is_named(text: str, attribute: str, value: str, day: str) -> None:
    assert _day(text, attribute, value, over=True) == {day}


@pytest.mark.parametrize(("text", "attribute", "value", "day"), BEGUN)
def test_it_began_on_the_day_that_is_named(text: str, attribute: str, value: str, day: str) -> None:
    assert _day(text, attribute, value, over=False) == {day}


@pytest.mark.parametrize(("text", "attribute"), WITHOUT_A_DAY)
def test_the_day_of_something_else_is_not_taken(text: str, attribute: str) -> None:
    found = [one for one in candidates(text) if one.attribute == attribute and not one.denies]
    assert found
    assert not any(one.valid_from for one in found)
