"""What somebody is: their sign, their looks, whom they love, whether they raise children alone, what they take."""

import pytest

from tests.memory.extract.said import candidates, read

TOLD = [
    ("I'm a single mum.", "marital_status", "single"),
    ("I'm a widow.", "marital_status", "widowed"),
    ("I'm a stay-at-home dad.", "job", "stay-at-home dad"),
    ("I'm bisexual.", "identity", "bisexual"),
    ("I'm hard of hearing.", "condition", "hard of hearing"),
    ("I use an electric wheelchair.", "aid", "wheelchair"),
    ("I'm on antidepressants.", "medication", "antidepressants"),
    ("I'm a keen birdwatcher.", "hobby", "birdwatching"),
    ("I manage a hotel.", "role", "manage a hotel"),
    ("I'm a Leo.", "star_sign", "Leo"),
    ("I'm half Irish.", "nationality", "half Irish"),
    ("I have long brown hair.", "hair_colour", "brown"),
]


@pytest.mark.parametrize(("said", "attribute", "value"), TOLD)
def test_what_somebody_is(said: str, attribute: str, value: str) -> None:
    assert [(one.attribute, one.value) for one in candidates(said) if not one.denies] == [(attribute, value)]


def test_eyes_and_hair_are_told_together() -> None:
    assert read("I have brown eyes and red hair.") == {"user.eye_colour=brown", "user.hair_colour=red"}


def test_what_is_no_longer_taken() -> None:
    assert "-user.medication=antidepressants" in read("I'm no longer on antidepressants.")


def test_what_somebody_else_is() -> None:
    assert read("My sister is a Leo.") == {"user.sister.star_sign=Leo"}


@pytest.mark.parametrize(
    "said",
    [
        "I'm straight with you.",
        "I'm on the train.",
        "I'm a runner up.",
        "I'm not gay.",
        "I was a runner.",
        "I might be a Leo.",
        "I have bad hair days.",
        "I use a hammer.",
        "I manage a smile.",
        "I'm looking for a new flat in Leeds.",
    ],
)
def test_what_nobody_is_by_that(said: str) -> None:
    known = {attribute for _, attribute, _ in TOLD} | {"home"}
    assert [one.content for one in candidates(said) if one.attribute in known and not one.denies] == []
