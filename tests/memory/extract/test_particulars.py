"""What people tell of themselves in passing: their bank, what they belong to, a leave, a broken wrist."""

import pytest

from tests.memory.extract.said import candidates, read, turn
from tests.memory.extract.settled import values_of

TOLD = [
    ("My surname is Delacroix.", "surname", "Delacroix"),
    ("My last name is Delacroix.", "surname", "Delacroix"),
    ("My bank is Monzo.", "bank", "Monzo"),
    ("Our gym is the Crown Baths.", "gym", "Crown Baths"),
    ("My website is example.org.", "website", "example.org"),
    ("My GitHub name is anadel.", "username", "anadel"),
    ("I share a flat with Matteo.", "flatmate", "Matteo"),
    ("I lead the packaging team at our plant.", "role", "lead the packaging team"),
    ("I manage a team of six.", "role", "manage a team of six"),
    ("I'm on maternity leave at the moment.", "leave", "maternity leave"),
    ("I'm on a sabbatical.", "leave", "sabbatical"),
    ("I've got a broken wrist.", "condition", "broken wrist"),
    ("I have a torn hamstring.", "condition", "torn hamstring"),
    ("I subscribe to the Economist.", "subscription", "Economist"),
    ("I have a Netflix subscription.", "subscription", "Netflix"),
    ("I'm taking an online course in bookkeeping.", "course", "bookkeeping"),
    ("We own a narrowboat.", "belonging", "narrowboat"),
    ("I wear glasses.", "aid", "glasses"),
    ("I'm left-handed.", "handedness", "left-handed"),
    ("I'm Catholic.", "religion", "Catholic"),
    ("I'm a Christian.", "religion", "Christian"),
    ("I'm an only child.", "trait", "only child"),
    ("I'm a bit of a night owl.", "trait", "night owl"),
    ("I'm a smoker.", "habit", "smoke"),
    ("I smoke about a pack a day.", "habit", "smoke about a pack a day"),
    ("I drink four coffees a day.", "habit", "drink four coffees a day"),
    ("I volunteer at the food bank.", "volunteering", "food bank"),
    ("I'm a member of the housing co-op.", "membership", "housing co-op"),
    ("Our wedding anniversary is 3 June.", "anniversary", "3 June"),
    ("My rent is 900 euros a month.", "rent", "900 euros a month"),
    ("I pay 900 euros in rent.", "rent", "900 euros"),
    ("I earn about 45k.", "salary", "45k"),
    ("The dentist is on Friday at 3.", "commitment", "dentist appointment"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "attribute", "value"), TOLD)
def test_a_particular(said: str, attribute: str, value: str) -> None:
    assert [(one.attribute, one.value) for one in candidates(said) if not one.denies] == [(attribute, value)]


OVER = [
    ("I'm on maternity leave.", "I'm back from maternity leave."),
    ("I'm on maternity leave.", "My maternity leave is over."),
    ("I'm on maternity leave.", "I'm no longer on maternity leave."),
    ("I subscribe to the Economist.", "I cancelled my Economist subscription."),
    ("I subscribe to the Economist.", "I no longer subscribe to the Economist."),
    ("I'm doing an evening course in welding.", "I dropped the welding course."),
    ("I wear glasses.", "I don't wear glasses any more."),
    ("I'm a smoker.", "I quit smoking."),
    ("We own a narrowboat.", "We sold the narrowboat."),
    ("My bank is Monzo.", "My bank is Revolut now."),
    ("My surname is Delacroix.", "My surname is Osei now."),
    ("My rent is 900 euros.", "My rent is 950 euros now."),
    ("I lead the packaging team.", "I no longer lead the packaging team."),
    ("I volunteer at the food bank.", "I stopped volunteering at the food bank."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "later"), OVER)
async def test_a_particular_that_is_over(said: str, later: str) -> None:
    told, before, after = await values_of(said, later)
    assert before == [told]
    assert told not in after


@pytest.mark.parametrize(
    "said",
    [
        "My bank is awful.",
        "My team is great.",
        "My website is slow.",
        "I own up to it.",
        "I own a lot of books on it.",
        "I support my brother in this.",
        "I take a class in the morning.",
        "Can you get me a Netflix subscription?",
        "I might subscribe to the Economist.",
        "I don't wear glasses.",
        "I'd hate to be on sick leave.",
        "I drink a lot of water.",
        "I run a tight ship.",
        "I earn my keep.",
        "I pay 20 euros for lunch.",
        "The dentist is nice.",
        "Hi, I'm Christian, nice to meet you!",
        "My username is taken.",
        "I do a lot of the class work in pairs.",
    ],
)
def test_what_is_none(said: str) -> None:
    known = {attribute for _, attribute, _ in TOLD}
    assert [one.content for one in candidates(said) if one.attribute in known and not one.denies] == []


def test_a_particular_of_somebody_else_is_theirs() -> None:
    assert read("My sister wears glasses.") == {"user.sister.aid=glasses"}


def test_a_last_name_is_not_what_somebody_is_called() -> None:
    assert read("My last name is Delacroix.", turn("My name is Ana.")) == {"user.surname=Delacroix"}
