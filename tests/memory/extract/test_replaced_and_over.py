"""What ends by a deed, what comes instead of it, and what stands behind a label: a fact is told, then its change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from said import AT, turn

from toldonce.memory.extract.endings.beside import over_beside, replaced_beside
from toldonce.memory.extract.endings.replaced import replacements
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import statements_of

TOLD = {
    "home": "I live in Bristol.",
    "employer": "I work at Harrow Dynamics.",
    "car": "I drive a Honda Jazz.",
    "phone": "I have a Galaxy S21, that's my phone.",
    "job": "I work as a plumber.",
}
OLD = {"home": "Bristol", "employer": "Harrow Dynamics", "car": "Honda Jazz", "phone": "Galaxy S21", "job": "plumber"}
REPLACED = [
    ("home", "Bristol is history, the boxes are unpacked in Leuven.", "Leuven"),
    ("home", "I've left Bristol for good - forward the mail to Leuven.", "Leuven"),
    ("home", "Old address: Bristol. New address: Leuven.", "Leuven"),
    ("home", "Handed in the keys in Bristol; home is Leuven now.", "Leuven"),
    ("home", "Change of address: Leuven.", "Leuven"),
    ("employer", "Out at Harrow Dynamics, in at Pinewood Labs.", "Pinewood Labs"),
    ("employer", "My desk at Harrow Dynamics is cleared, the new badge is from Pinewood Labs.", "Pinewood Labs"),
    ("employer", "Harrow Dynamics let me go, and Pinewood Labs has hired me.", "Pinewood Labs"),
    ("employer", "It is Pinewood Labs that pays me now, no longer Harrow Dynamics.", "Pinewood Labs"),
    ("car", "Honda Jazz out, Mazda 3 in.", "Mazda 3"),
    ("car", "The Honda Jazz went to the scrapyard, a Mazda 3 is on the drive now.", "Mazda 3"),
    ("car", "I used to drive a Honda Jazz; today it is a Mazda 3.", "Mazda 3"),
    ("car", "Tyres for the new Mazda 3 please, the Honda Jazz was returned to the dealer.", "Mazda 3"),
    ("phone", "The Galaxy S21 is in a drawer. Typing this on a Pixel 6.", "Pixel 6"),
    ("phone", "Out with the Galaxy S21, in with the Pixel 6.", "Pixel 6"),
    ("job", "Done being a plumber. It's baker from now on.", "baker"),
    ("job", "My working days as a plumber are behind me; the new job is baker.", "baker"),
    ("job", "no more plumber for me I'm a baker these days", "baker"),
]
OVER = [
    ("employer", "I cleared out my locker at Harrow Dynamics."),
    ("employer", "Badge and laptop returned to Harrow Dynamics."),
    ("employer", "Harrow Dynamics made me redundant."),
    ("employer", "Last week they dismissed me from Harrow Dynamics."),
    ("employer", "Once I had a desk at Harrow Dynamics. Between jobs: Harrow Dynamics is over."),
    ("employer", "Remove Harrow Dynamics from my footer."),
    ("car", "I handed over the keys of the Honda Jazz."),
    ("car", "Took the Honda Jazz to the breaker's yard."),
    ("car", "Somebody bought the Honda Jazz yesterday."),
    ("car", "The Honda Jazz belongs to somebody else."),
    ("car", "My years with the Honda Jazz are over."),
    ("home", "The lease for my flat in Bristol ended and I gave up the Bristol flat."),
    ("phone", "The Galaxy S21 died."),
]
STANDS = [
    ("home", "The train from Bristol to Leuven was late."),
    ("home", "I left Bristol at noon and am in Leuven for a meeting."),
    ("home", "Is Bristol nicer than Leuven?"),
    ("home", "My sister has left Bristol and her home is Leuven now."),
    ("home", "If I left Bristol, my home would be Leuven."),
    ("employer", "I handed in the report to Harrow Dynamics."),
    ("employer", "I quit smoking when I joined Harrow Dynamics."),
    ("employer", "Harrow Dynamics sold its share of Pinewood Labs."),
    ("employer", "Pinewood Labs is our new client at Harrow Dynamics."),
    ("car", "I never sold the Honda Jazz."),
    ("car", "The Honda Jazz is in the garage for new tyres."),
    ("car", "Test drive of a Mazda 3, but the Honda Jazz stays."),
    ("car", "The dealer has looked at the Honda Jazz and wants to buy it."),
    ("phone", "The Galaxy S21 fell down but it works."),
    ("phone", "Is a Pixel 6 better than the Galaxy S21?"),
    ("job", "I'm a plumber and my sister is a baker now."),
    ("job", "I'm making an effort to cook at home and to work less as a plumber."),
]
LABELLED = [
    ("Diary entry: I gave a talk at the museum on 3 May 2024.", "event", "museum"),
    ("The best thing is that I live in Leuven.", "home", "Leuven"),
    ("Signature update: I'm a baker.", "job", "baker"),
    ("Note to self: renew my visa by Friday.", "commitment", "visa"),
    ("What worries me is that I have to renew my visa by Friday.", "commitment", "visa"),
    ("I pay my rent in Leuven.", "home", "Leuven"),
    ("It is Pinewood Labs that pays my bills.", "employer", "Pinewood Labs"),
    ("As a baker I get up at three.", "job", "baker"),
    ("What I do is I'm a baker.", "job", "baker"),
]
NOT_LABELLED = [
    ("Proofread this sentence: I live in Leuven.", "home"),
    ("The candidate's own words: 'I work as a baker.'", "job"),
    ("The plan is that I live in Leuven.", "home"),
    ("The dream is that I work at Pinewood Labs.", "employer"),
    ("Being a baker must be hard.", "job"),
]
MET = [
    "Status on the visa renewal: finished.",
    "The visa renewal can come off the list.",
    "Cross the visa renewal off the list.",
    "The visa renewal - sorted.",
    "The visa renewal is behind me.",
    "Nothing left to do about the visa renewal.",
    "The visa renewal I have done already.",
    "My assistant took over the visa renewal.",
    "No need to remind me, I have renewed my visa.",
]
UNMET = [
    "Status on the visa renewal?",
    "The visa renewal is not done.",
    "When will the visa renewal be done?",
    "I will take care of the visa renewal.",
    "Put the visa renewal on the list.",
]


def current(first: str, later: str) -> dict[str, list[str]]:
    """What stands after two messages, by attribute of the user."""
    statements = []
    for number, text in enumerate((first, later), 1):
        one = turn(text).model_copy(update={"at": AT + timedelta(days=number), "seq": number})
        statements += statements_of(one, RuleExtractor().read([one])[0], "rules")
    states = Reconciliation().states(statements, {})
    held: dict[str, list[str]] = {}
    for one in states:
        if one.status == "current" and one.slot and one.slot.startswith("user."):
            held.setdefault(one.slot.removeprefix("user."), []).append(one.value)
    return held


@pytest.mark.parametrize(("attribute", "later", "new"), REPLACED)
def test_what_is_over_gives_way_to_what_is_named_beside_it(attribute: str, later: str, new: str) -> None:
    assert current(TOLD[attribute], later)[attribute] == [new]


@pytest.mark.parametrize(("attribute", "later"), OVER)
def test_a_deed_ends_what_it_names(attribute: str, later: str) -> None:
    assert attribute not in current(TOLD[attribute], later)


@pytest.mark.parametrize(("attribute", "later"), STANDS)
def test_what_only_looks_like_an_end_or_a_change_ends_nothing(attribute: str, later: str) -> None:
    assert current(TOLD[attribute], later)[attribute] == [OLD[attribute]]


@pytest.mark.parametrize(("said", "attribute", "value"), LABELLED)
def test_a_fact_behind_a_label_or_in_a_frame_is_read(said: str, attribute: str, value: str) -> None:
    assert any(value in held for held in current("Hello there.", said).get(attribute, []))


@pytest.mark.parametrize(("said", "attribute"), NOT_LABELLED)
def test_other_people_s_words_and_plans_behind_a_label_state_nothing(said: str, attribute: str) -> None:
    assert attribute not in current("Hello there.", said)


@pytest.mark.parametrize("later", MET)
def test_a_plan_is_met_in_many_words(later: str) -> None:
    assert "commitment" not in current("I have to renew my visa by 20 August.", later)


@pytest.mark.parametrize("later", UNMET)
def test_a_plan_that_is_only_spoken_of_stays(later: str) -> None:
    assert "commitment" in current("I have to renew my visa by 20 August.", later)


def test_names_alone_tell_no_change() -> None:
    assert not list(replacements("Bristol and Leuven are lovely", ""))
    assert not list(replaced_beside("Bristol and Leuven are lovely", ""))
    assert not list(over_beside("my Honda Jazz and the Mazda 3 of my father are red"))
