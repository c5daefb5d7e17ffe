"""How somebody's days are: with whom they live, when they get up, what they make, run and are afraid of."""

import pytest

from tests.memory.extract.said import candidates
from tests.memory.extract.settled import values_of

TOLD = [
    ("I live with my parents.", "household", "parents"),
    ("I live with Matteo.", "household", "Matteo"),
    ("I live alone.", "household", "alone"),
    ("I collect stamps.", "hobby", "collecting stamps"),
    ("We keep bees.", "hobby", "keeping bees"),
    ("I knit.", "hobby", "knitting"),
    ("I run marathons.", "hobby", "running marathons"),
    ("I'm learning to sail.", "hobby", "learning to sail"),
    ("I'm afraid of the dark.", "fear", "dark"),
    ("I work from home.", "work_pattern", "from home"),
    ("I work nights.", "work_pattern", "nights"),
    ("I cycle to work.", "habit", "cycle to work"),
    ("I get up at six.", "habit", "get up at six"),
    ("We have dinner at eight.", "habit", "have dinner at eight"),
    ("I run a small bakery called Crumb.", "business", "small bakery called Crumb"),
    ("We're planning a trip to Japan in April.", "goal", "plan a trip to Japan"),
    ("I'm trying to lose weight.", "goal", "lose weight"),
    ("I use she/her.", "pronouns", "she/her"),
    ("I practise Buddhism.", "religion", "Buddhism"),
    ("I do all my writing on a ThinkPad.", "computer", "ThinkPad"),
    ("I was born in 1984.", "birth_year", "1984"),
    ("I drive a 2015 Golf.", "car", "2015 Golf"),
    ("I inherited my grandmother's piano.", "belonging", "piano"),
]


@pytest.mark.parametrize(("said", "attribute", "value"), TOLD)
def test_what_days_are_like(said: str, attribute: str, value: str) -> None:
    assert [(one.attribute, one.value) for one in candidates(said) if not one.denies] == [(attribute, value)]


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("I have two brothers and a sister.", {"two brothers", "sister"}),
        ("I have a son and three daughters.", {"son", "three daughters"}),
        ("I have two cats and three dogs.", {"two cats", "three dogs"}),
    ],
)
def test_each_of_the_relatives_that_are_counted(said: str, values: set[str]) -> None:
    assert {one.value for one in candidates(said) if not one.denies} == values


@pytest.mark.parametrize(
    ("said", "later"),
    [
        ("I work nights.", "I no longer work nights."),
        ("I work nights.", "I work from home now."),
        ("I collect stamps.", "I stopped collecting stamps."),
        ("I knit.", "I gave up knitting."),
        ("I'm afraid of spiders.", "I'm not afraid of spiders any more."),
        ("I cycle to work.", "I no longer cycle to work."),
        ("I live with my parents.", "I live alone now."),
        ("I get up at six.", "I no longer get up at six."),
        ("I run a small bakery.", "I no longer run the small bakery."),
    ],
)
async def test_what_is_over(said: str, later: str) -> None:
    told, before, after = await values_of(said, later)
    assert before == [told]
    assert told not in after


@pytest.mark.parametrize(
    "said",
    [
        "I'm afraid I can't come.",
        "I'm afraid of losing it.",
        "I run the company blog.",
        "I run a script.",
        "I'm getting up at six tomorrow.",
        "I got up at six.",
        "I wake up at six tomorrow.",
        "I keep bees in mind.",
        "I'm planning a migration of the database.",
        "I don't knit.",
        "I might collect stamps one day.",
        "I live with chronic pain and no cats.",
        "I walked to work today.",
        "What time should I get up at six degrees?",
    ],
)
def test_what_is_none(said: str) -> None:
    known = {attribute for _, attribute, _ in TOLD}
    assert [one.content for one in candidates(said) if one.attribute in known and not one.denies] == []
