"""Favourites and diets that gave way to others, told as then and now, as not this but that, on labels, by the way."""

from __future__ import annotations

import pytest
from said import read

FAVOURITE = "+user.favourite.dish=stovies"


@pytest.mark.parametrize(
    "text",
    [
        "For years my favourite dish was haggis; now it's stovies.",
        "My favourite dish used to be haggis, but these days it is stovies.",
        "My favourite dish used to be haggis. Now it's stovies.",
        "Haggis was my favourite dish for years, now I prefer stovies.",
        "There was a time when I would have said haggis, but today stovies is my favourite dish.",
        "It dawned on me that stovies has become my favourite dish, and not haggis any more.",
        "My favourite dish is stovies these days, not haggis.",
        "Switch the order: my favourite dish is stovies now, not haggis.",
        "I no longer call haggis my favourite dish; that is stovies now.",
        "When it comes to my favourite dish, stovies has overtaken haggis.",
        "As favourite dish, haggis has had its day - stovies took over.",
        "Update - favourite dish: stovies, no longer haggis.",
        "Favourite dish: was haggis, is stovies.",
        "Stovies beats haggis now. Favourite dish updated accordingly.",
        "No dish means more to me now than stovies, not even haggis.",
        "my favourite dish changed it's stovies",
        "move over haggis my new favourite dish is stovies",
        "I changed my mind my favourite dish is stovies not haggis",
        "I changed the opinion: my preferred dish is now stovies.",
        "Stovies is the new favourite dish.",
        "forget haggis, stovies is my favourite dish now",
        "I like stovies better than haggis now, it's my favourite dish.",
        "Stovies took haggis's place as my favourite dish.",
        "Please note: favourite dish is now stovies.",
    ],
)
def test_another_favourite_is_read(text: str) -> None:
    assert FAVOURITE in {one.replace("Stovies", "stovies") for one in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "My favourite dish is haggis.",
        "For years my favourite dish was hard to find.",
        "My sister's favourite dish used to be haggis, now it's stovies.",
        "Is stovies my favourite dish now, and not haggis?",
        "What if my favourite dish was stovies?",
        "Stovies beats haggis now. The menu was updated accordingly.",
        "No dish means more to my aunt than stovies, not even haggis.",
        "My favourite dish was cold. Now it is late.",
    ],
)
def test_no_other_favourite_is_read(text: str) -> None:
    assert FAVOURITE not in {one.replace("Stovies", "stovies") for one in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "I am keto now; being halal no longer felt right.",
        "I have changed the way I eat: keto instead of halal.",
        "After a long time as the halal one at the table, I am now the keto one.",
        "I let halal go and became keto, quietly.",
        "Dropped halal in spring, eating keto now.",
        "Tick keto for lunch; the halal phase is over.",
        "Keto now, so the halal cookbook is yours.",
        "Turned keto after years of halal.",
        "Update dietary requirements: keto, not halal.",
        "Once halal, today keto.",
    ],
)
def test_another_diet_is_read(text: str) -> None:
    assert "+user.diet=keto" in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "I stopped being halal; my wife is keto now.",
        "Would keto suit me better than halal?",
        "The keto place is gone, the halal one is open now.",
        "My brother went from halal to keto.",
        "Is keto stricter than halal?",
        "If I were keto and no longer halal, I would eat at home.",
        "They serve keto, not halal.",
        "Keto or halal, I do not mind which recipe you pick.",
    ],
)
def test_no_other_diet_is_read(text: str) -> None:
    assert "+user.diet=keto" not in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Being halal no longer suited me, so I stopped.",
        "Living halal had become a burden, and I dropped it.",
        "Stopped being halal last week; normal menu please.",
        "Untick halal on the form, that's in the past.",
        "I have left halal eating behind.",
        "You can stop filtering for halal, I eat everything now.",
        "I was halal until Christmas, now I eat everything.",
    ],
)
def test_a_diet_is_over(text: str) -> None:
    assert "-user.diet=halal" in read(text)
