"""Homes, firms, cars, names and orders in words that only look like a change of them, and in words that tell one."""

from __future__ import annotations

import pytest

from tests.memory.extract.said import read
from toldonce.memory.extract.english.no_places import is_firm, is_no_place
from toldonce.memory.extract.learned.about import goes_on, tells_of_elsewhere

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
    ("Honestly it was a Toyota Yaris I bought.", "+user.car=Toyota Yaris"),
    # a day told loosely is no part of the value
    ("I got a Pixel 8 round about Easter.", "+user.phone=Pixel 8"),
    ("I switched to a Pixel 8 a week or two ago.", "+user.phone=Pixel 8"),
    ("I've lived in Ghent since the back end of 2019.", "user.home=Ghent"),
    ("I found myself a little flat in Cordoba and moved in last week.", "+user.home=Cordoba"),
    ("Home's been Vaasa since the summer.", "user.home=Vaasa"),
    ("got bumped up to shift manager", "+user.job=shift manager"),
    # what begins later is another matter
    ("We moved to Ghent last week and I start work on Monday.", "+user.home=Ghent"),
    ("I joined Lonza and we move in on the 3rd.", "+user.employer=Lonza"),
    # names and orders
    ("Please just use my real name from now on, it's Bernard.", "user.called=Bernard"),
    ("Don't call me sir, Gerald will do.", "user.called=Gerald"),
    ("My name's Katarzyna but nobody manages it, Kasia will do.", "user.called=Kasia"),
    ("I'm Priyanka, Pri for short.", "user.called=Pri"),
    ("Never call me Mack again, plain Malcolm is fine.", "user.called=Malcolm"),
    ("You can go back to English, I've passed the exam.", "user.reply_language=English"),
    ("Let's stick to English from today, I gave up on Italian.", "user.reply_language=English"),
    ("Feel free to ramble, I've retired.", "user.instruction=give more detail in your answers"),
    ("Tables are great, use them!", "-user.instruction="),
    ("Actually bring the emojis back, it got a bit funereal.", "-user.instruction="),
    ("my phones a pixel 7", "user.phone=pixel 7"),
]
NOT_TOLD = [
    # what lies ahead
    ("I'm leaving Pfizer for Roche in May.", "employer"),
    ("I'm moving from Pfizer to Roche in May.", "employer"),
    ("We've decided to move to Bristol after all, completing in September.", "home"),
    ("Found a flat in Almada! Moving on the 20th of January.", "home"),
    ("Big news, we found a house in Reda! Signed yesterday, moving in April.", "home"),
    ("Offer accepted on a place in Bedminster for us.", "home"),
    ("My new job is at Lonza, starting in January.", "employer"),
    ("Got the job at Lonza! Starting in January.", "employer"),
    ("We bought a flat in Ghent, moving in next month.", "home"),
    # of others, of customers, of a while
    ("I work for a client called Penguin.", "employer"),
    ("I am working for Penguin this week.", "employer"),
    ("The job at Greenfield Partners fell through, so I'm staying put.", "employer"),
    ("I rent out a flat in Leeds.", "home"),
    ("We have a holiday home in Cornwall.", "home"),
    ("I bought my mum an iPhone 15.", "phone"),
    ("My students call me Sir.", "called"),
    ("We do a lot of work for Hartmann & Sons.", "employer"),
    ("The band I play in has moved its rehearsals to Perth.", "home"),
    ("I review restaurants for a living, tonight it's Nobu.", "home"),
    ("I got bumped up to business class lol", "job"),
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
    ("before", "sentence", "elsewhere"),
    [
        ("", "We were in Akureyri for two years before this.", True),
        ("", "In my group everybody goes to Roche now, only I stay.", True),
        ("", "My choir has moved its rehearsals to Ghent.", True),
        ("I was made redundant yesterday.", "11 years at Barclays.", True),
        ("I started a new job.", "Three weeks at Barclays and counting.", False),
        ("", "Landed in Lisbon, 30 degrees.", True),
        ("", "I fixed a Pixel 7 at work today.", True),
        ("", "Mother's in Eastbourne, in a home with a parrot.", True),
        ("", "I start with the tram company on the 9th of January.", True),
        ("", "My nephew calls me Auntie T.", True),
        ("", "Landed in Leeds and stayed.", False),
        ("", "I was diagnosed with asthma when I was six.", False),
        ("", "I started with the tram company on the 9th of January.", False),
        ("", "We moved to Ghent two years ago.", False),
        ("", "I was offered the job and have been at Roche since May.", False),
    ],
)
def test_what_was_before_and_what_all_others_do_is_not_so_of_the_user(
    before: str, sentence: str, elsewhere: bool
) -> None:
    assert (tells_of_elsewhere(sentence) or goes_on(sentence, before)) == elsewhere
