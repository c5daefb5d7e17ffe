"""Guesses that the words around them contradict, and such as they bear out."""

from uuid import uuid4

import pytest

from toldonce.memory.extract.doubted import without_doubtful
from toldonce.memory.slots import value_key
from toldonce.ports import Extraction, MemoryCandidate


def kept(text: str, attribute: str, value: str, confidence: float = 0.7) -> bool:
    guess = MemoryCandidate(
        subject="user", attribute=attribute, value=value, value_key=value_key(value), content=value, type="fact",
        confidence=confidence, starts=0, ends=len(text),
    )  # fmt: skip
    return bool(without_doubtful(text, Extraction(uuid4(), (guess,))).candidates)


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("been with Progressive on the truck insurance 6 years", "employer", "Progressive"),
        ("went with Northland saved me 900 bucks", "employer", "Northland"),
        ("I have joined the choir at St Chad's", "employer", "St Chad"),
        ("need a list for a ski trip. leaving tomorrow, to Bansko", "home", "Bansko"),
        ("the lighthouse in smithfield", "home", "Smithfield"),
        ("im allergic lol but beans is worth it", "allergy", "beans"),
    ],
)
def test_what_is_about_something_else_is_left(text: str, attribute: str, value: str) -> None:
    assert not kept(text, attribute, value)
    assert kept(text, attribute, value, 0.9)


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("My job at Progressive is selling insurance", "employer", "Progressive"),
        ("11 years with Barclays now", "employer", "Barclays"),
        ("Moving to Bansko after a holiday there", "home", "Bansko"),
        ("the flat in Smithfield", "home", "Smithfield"),
        ("I'm in Smithfield", "home", "Smithfield"),
        ("allergic to beans but I eat them", "allergy", "beans"),
    ],
)
def test_what_its_words_bear_out_stays(text: str, attribute: str, value: str) -> None:
    assert kept(text, attribute, value)
