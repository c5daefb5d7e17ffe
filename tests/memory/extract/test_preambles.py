"""Words that only lead to a statement take nothing from it; what they lead to may be no statement."""

import pytest
from said import read

LEADS = (
    "You should know that {}.",
    "It may help to know that {}.",
    "Let me add that {}.",
    "I should mention that {}.",
    "I have to say {}.",
    "I'd like you to know that {}.",
    "Please keep in mind {}.",
    "Don't forget {}.",
    "What you need to know: {}.",
    "The reason I ask is that {}.",
    "It so happens that {}.",
    "As I said, {}.",
    "Did I mention that {}?",
    "{}, remember?",
)
NO_STATEMENTS = (
    "You should know that Ghent is lovely.",
    "Did I mention Ghent?",
    "Did I say that I might move to Ghent?",
    "I'm allergic to soy, right?",
    "You should know where I live.",
    "Let me add my name to the list.",
)


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize(
    ("said", "fact"), [("I live in Ghent", "user.home=Ghent"), ("I'm a welder", "user.job=welder")]
)
def test_what_stands_behind_the_lead_is_read(lead: str, said: str, fact: str) -> None:
    assert fact in read(lead.format(said))


@pytest.mark.parametrize("text", NO_STATEMENTS)
def test_a_lead_makes_no_statement(text: str) -> None:
    assert read(text) == set()


def test_a_reminder_stays_one() -> None:
    assert "user.commitment=see the dentist" in read("Don't forget I have to see the dentist on Friday.")
