"""Homes, firms, cars, names and orders in words that only look like a change of them, and in words that tell one."""

from __future__ import annotations

import pytest

from tests.memory.extract.said import read
from toldonce.memory.extract.english.no_places import is_firm, is_no_place
from toldonce.memory.extract.learned.about import goes_on

TOLD = [
    # a firm is no place
    ("I moved from Pfizer to Lonza last month.", "+user.employer=Lonza"),
    ("I moved over from Lonza to Roche.", "+user.employer=Roche"),
    ("I moved to Spotify two weeks ago as an analyst.", "+user.job=analyst"),
    ("My sister moved from Deloitte to KPMG.", "+user.sister.employer=KPMG"),
    ("I moved from Lyon to Paris.", "+user.home=Paris"),
    # for whom, the other way round
    ("It's not Bayer I'm with, it's Lonza.", "user.employer=Lonza"),
    ("I write code for Spotify.", "user.employer=Spotify"),
    # a post of which there is one has no article
    ("I'm head gardener at Arley Hall.", "user.employer=Arley Hall"),
    ("I am postdoc at ETH.", "user.job=postdoc"),
    ("I'm the sous-chef at Noma.", "user.job=sous-chef"),
    # names and orders
    ("Don't call me sir, Gerald will do.", "user.called=Gerald"),
    ("My name's Katarzyna but nobody manages it, Kasia will do.", "user.called=Kasia"),
    ("I'm Priyanka, Pri for short.", "user.called=Pri"),
    ("Never call me Mack again, plain Malcolm is fine.", "user.called=Malcolm"),
    ("You can go back to English, I've passed the exam.", "user.reply_language=English"),
    ("Actually bring the emojis back, it got a bit funereal.", "-user.instruction="),
    ("my phones a pixel 7", "user.phone=pixel 7"),
]
NOT_TOLD = [
    # what lies ahead
    ("I'm leaving Pfizer for Roche in May.", "employer"),
    ("I'm moving from Pfizer to Roche in May.", "employer"),
    ("We've decided to move to Bristol after all, completing in September.", "home"),
    ("Found a flat in Almada! Moving on the 20th of January.", "home"),
    ("Offer accepted on a place in Bedminster for us.", "home"),
    ("My new job is at Lonza, starting in January.", "employer"),
    ("Got the job at Lonza! Starting in January.", "employer"),
    ("We bought a flat in Ghent, moving in next month.", "home"),
    # of others, of customers, of a while
    ("I work for a client called Penguin.", "employer"),
    ("I am working for Penguin this week.", "employer"),
    ("The job at Greenfield Partners fell through, so I'm staying put.", "employer"),
    ("We looked at a house in Bordeaux, lovely garden.", "home"),
    ("Our server moved to a data centre in Amsterdam.", "home"),
    ("My old flat in Lille, where I lived as a student, is a burger bar now.", "home"),
    ("The garage lent me a BMW 3 for two days.", "car"),
    ("Got stuck behind a Land Rover all the way from Leeds.", "car"),
    ("I gave the talk in English because my Romanian slides got lost.", "language"),
    ("My job is doing my head in this week.", "job"),
    ("sold the surfboard, never used it", "instruction"),
    ("Don't call me sir.", "called"),
    ("We switched from Barclays to Monzo for the savings.", "job"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_change_is_read_in_its_slot(text: str, told: str) -> None:
    assert told in read(text)


@pytest.mark.parametrize(("text", "attribute"), NOT_TOLD)
def test_what_only_looks_like_a_change_states_nothing(text: str, attribute: str) -> None:
    assert not {one for one in read(text) if one.lstrip("+!").startswith(f"user.{attribute}=")}


def test_a_well_known_firm_is_no_place_and_a_longer_name_may_be_one() -> None:
    assert is_firm("Roche as a chemist")
    assert [one for one in ("Roche", "Roche Abbey", "the docker registry", "Leeds") if is_no_place(one)] == [
        "Roche",
        "the docker registry",
    ]


@pytest.mark.parametrize(
    ("before", "sentence", "further"),
    [
        ("Dev got made redundant yesterday.", "11 years at Barclays.", True),
        ("My brother is a nurse.", "Works nights at Barts.", True),
        ("I got made redundant yesterday.", "11 years at Barclays.", True),
        ("I started a new job.", "Three weeks at Barclays and counting.", False),
        ("My brother is a nurse.", "I work nights at Barts.", False),
        ("", "Works nights at Barts.", False),
    ],
)
def test_a_sentence_without_a_subject_goes_on_about_whom_the_one_before_told(
    before: str, sentence: str, further: bool
) -> None:
    assert goes_on(sentence, before) == further
