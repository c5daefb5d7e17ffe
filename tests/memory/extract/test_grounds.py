"""A statement in front of a question is a statement: "I have eczema, so which soap should I buy?"."""

from __future__ import annotations

import pytest
from said import read

from toldonce.memory.extract.sentences.splitting import sentences

GROUNDS = (
    ("I'm allergic to soy, so how do I ask what's in it?", "I'm allergic to soy", "user.allergy=soy"),
    ("I'm not sure why, but I hate raisins; any ideas?", "I'm not sure why, but I hate raisins", ""),
    ("I have eczema, which soap should I buy?", "I have eczema", "user.condition=eczema"),
    ("My phone is a Pixel 8; which settings matter?", "My phone is a Pixel 8", "user.phone=Pixel 8"),
    ("I live in Graz; same time zone?", "I live in Graz", "user.home=Graz"),
    ("I live in Graz - what's the weather like?", "I live in Graz", "user.home=Graz"),
    ("I moved to Graz, where I know nobody, so what now?", "I moved to Graz, where I know nobody", "+user.home=Graz"),
    ("I love fencing, and can you find me a club?", "I love fencing", "user.taste.fencing=loves"),
    ("I no longer row, so where can I sell the boat?", "I no longer row", "-user.hobby=row"),
)
CONFIRMED = (
    "I told you that I'm vegan, didn't I?",
    "I'm a nurse, aren't I?",
    "I live in Graz, is that right?",
    "I don't speak Polish, do I?",
    "We have a dog, don't we?",
    "I'm allergic to soy, right?",
    "I'm allergic to soy; right?",
)
ASKED_WHOLE = (
    "If I lived in Graz, would I need a car?",
    "I wonder, would I make a good nurse?",
    "Suppose I got a dog, what would I call it?",
    "Say I move to Graz, what are the rents like?",
    "Could I be allergic to soy, or is it dust?",
    "Am I allergic to soy, and how do I find out?",
    "I might go vegan soon, what would I eat?",
    "I'd be happier in Graz, so should I move?",
    "Should I move to Graz, and when?",
)


@pytest.mark.parametrize(("text", "ground", "stated"), GROUNDS)
def test_what_stands_before_a_question_is_stated(text: str, ground: str, stated: str) -> None:
    first, asked = sentences(text)
    assert (first.text, first.asks, asked.asks) == (ground, False, True)
    assert text[first.starts : first.ends] == first.text
    assert text[asked.starts : asked.ends] == asked.text
    assert not stated or stated in read(text)


@pytest.mark.parametrize("text", CONFIRMED)
def test_what_only_asks_to_be_confirmed_is_one_sentence(text: str) -> None:
    assert [one.asks for one in sentences(text)] == [True]


@pytest.mark.parametrize("text", ASKED_WHOLE)
def test_what_is_supposed_or_asked_to_be_confirmed_is_all_a_question(text: str) -> None:
    (only,) = sentences(text)
    assert only.asks
    assert not read(text)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("I work as a welder - draft a mail about that.", "user.job=welder"),
        ("I live in Graz; please find me a dentist.", "user.home=Graz"),
        ("My sister Nora works as a welder - write her a card.", "nora.job=welder"),
    ],
)
def test_what_stands_before_a_request_is_stated(text: str, stated: str) -> None:
    assert stated in read(text)
    assert len(list(sentences(text))) == 2


@pytest.mark.parametrize("text", ["Note to self - order the cake.", "I had a wish list - a bike; make that two."])
def test_a_heading_and_its_request_are_one_sentence(text: str) -> None:
    assert len(list(sentences(text.removesuffix("; make that two.")))) == 1
