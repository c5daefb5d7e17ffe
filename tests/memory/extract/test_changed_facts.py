"""A fact is told, and later another takes its place or it ends, in the ways in which people say so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from said import AT, turn

from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import statements_of

AFTER = [
    ("home", "I live in Leeds.", "Swapped Leeds for Lisbon.", {"Lisbon"}),
    ("home", "I live in Leeds.", "I've shifted base to Hyderabad.", {"Hyderabad"}),
    ("home", "I live in Leeds.", "We packed up and left Leeds for Porto.", {"Porto"}),
    ("home", "I live in Leeds.", "Bye bye Leeds, hello Ghent!", {"Ghent"}),
    ("home", "I live in Leeds.", "I moved to Ghent from Leeds.", {"Ghent"}),
    ("home", "I live in Leeds.", "I said goodbye to Leeds for the weekend.", {"Leeds"}),
    ("home", "I live in Leeds.", "I swapped Pfizer for Roche.", {"Leeds"}),
    ("job", "I work as a nurse.", "My contract wasn't renewed.", set()),
    ("job", "I work as a nurse.", "I quit Facebook.", {"nurse"}),
    ("employer", "I work at Pfizer.", "I swapped Pfizer for Roche.", {"Roche"}),
    ("employer", "I work at Pfizer.", "I left Pfizer for Roche.", {"Roche"}),
    ("employer", "I work at Pfizer.", "I jumped ship from Pfizer to Roche.", {"Roche"}),
    ("employer", "I work at Pfizer.", "I switched jobs from Pfizer to Roche.", {"Roche"}),
    ("employer", "I work at Pfizer.", "I changed employers: it's Roche now.", {"Roche"}),
    ("employer", "I work at Philips.", "I moved over to Signify from Philips.", {"Signify"}),
    ("employer", "I work at Siemens.", "I swapped Pfizer for Roche.", {"Siemens"}),
    ("partner", "My girlfriend is called Mia.", "Mia is my ex now.", set()),
    ("partner", "My wife is called Mia.", "My divorce from Mia came through.", set()),
    ("pet", "I have a dog called Rex.", "We lost poor Rex.", set()),
    ("pet", "I have a dog called Rex.", "My dog died.", set()),
    ("pet", "I have a beagle called Rex.", "My dog died.", set()),
    ("pet", "I have a cat called Rex.", "My dog died.", {"Rex"}),
    ("pet", "I have a dog called Rex.", "I don't have a dog any more.", set()),
    ("pet", "I have a dog called Rex.", "Rex now lives with my parents.", set()),
    ("pet", "I have a dog called Rex.", "Rex ran away but came back.", {"Rex"}),
    ("car", "I drive a Golf.", "The Golf has been replaced by a Tesla.", {"Tesla"}),
    ("car", "I drive a Golf.", "I don't own a car any more.", set()),
    ("car", "I drive a Golf.", "Gave the Golf to my brother.", set()),
    ("hobby", "My hobby is running.", "I never quit running.", {"running"}),
    ("favourite.colour", "My favourite colour is blue.", "My favourite colour went from blue to green.", {"green"}),
    ("name", "My name is Anna Smith.", "I changed my name to Anna Jones.", {"Anna Jones"}),
    ("commitment", "I'm flying to Rome on 3 June.", "The Rome trip fell through.", set()),
]


def held(attribute: str, *said: str) -> set[str]:
    """The current values of a slot of the user's after these sentences, told a day apart."""
    statements = []
    for number, text in enumerate(said, 1):
        one = turn(text).model_copy(update={"at": AT + timedelta(days=number), "seq": number})
        statements += statements_of(one, RuleExtractor().read([one])[0], "rules")
    states = Reconciliation().states(statements, {})
    return {one.value or "" for one in states if one.slot == f"user.{attribute}" and one.status == "current"}


@pytest.mark.parametrize(("attribute", "told", "later", "values"), AFTER)
def test_what_is_held_after_a_change(attribute: str, told: str, later: str, values: set[str]):
    assert held(attribute, told)
    assert held(attribute, told, later) == values


@pytest.mark.parametrize("attribute", ["home", "employer", "school", "car", "phone"])
def test_what_took_the_place_of_something_unknown_is_nothing(attribute: str):
    assert held(attribute, "I swapped Pfizer for Roche.") == set()


def test_of_two_dogs_nobody_knows_which_one_died():
    assert held("pet", "I have a dog called Rex.", "I have a dog called Ben.", "My dog died.") == {"Rex", "Ben"}
