from datetime import UTC, datetime

import pytest
from said import candidates, read, turn


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("I moved to Berlin.", "+user.home=Berlin"),
        ("I moved from Lyon to Berlin last month.", "+user.home=Berlin"),
        ("I live in Leeds now.", "+user.home=Leeds"),
        ("I don't live in Porto any more.", "-user.home=Porto"),
        ("I no longer live in Porto.", "-user.home=Porto"),
        ("I used to live in Lyon.", "<user.home=Lyon"),
        ("I lived in Rome from 2015 to 2018.", "<user.home=Rome"),
        ("I became a nurse.", "+user.job=nurse"),
        ("I quit my job at Siemens.", "-user.employer=Siemens"),
        ("I got laid off from Siemens.", "-user.employer=Siemens"),
        ("They let me go last week.", "-user.employer="),
        ("I switched from Halden Foods to Corvane Systems.", "+user.employer=Corvane Systems"),
        ("We broke up.", "-user.partner="),
        ("Hugo and I split up.", "-user.partner=Hugo"),
        ("Hugo left me.", "-user.partner=Hugo"),
        ("I'm single now.", "-user.partner="),
        ("Rex died last week.", "-user.pet=Rex"),
        ("We had to put Rex down.", "-user.pet=Rex"),
        ("I'm not vegan any more.", "-user.diet=vegan"),
        ("I stopped being vegetarian.", "-user.diet=vegetarian"),
        ("I've gone vegan.", "+user.diet=vegan"),
        ("I sold my Honda Civic.", "-user.car=Honda Civic"),
        ("I traded my Corolla for a Kia Niro.", "+user.car=Kia Niro"),
        ("I've outgrown my allergy to kiwi.", "-user.allergy=kiwi"),
        ("My allergy to eggs is gone.", "-user.allergy=eggs"),
        ("I don't like olives any more.", "-user.taste.olives=likes"),
        ("I've stopped hating olives.", "-user.taste.olives=hates"),
        ("I gave up kayaking.", "-user.hobby=kayaking"),
        ("I quit smoking in March.", "-user.habit=smoke"),
    ],
)
def test_change_and_denial(text: str, stated: str):
    assert stated in read(text)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("I've been living in Berlin since May 2019.", "2019-05-01", None),
        ("I've been vegan for three years now.", "2021-05-15", None),
        ("I moved to Berlin last month.", "2024-04-01", None),
        ("I moved to Berlin two weeks ago.", "2024-05-01", None),
        ("I lived in Rome from 2015 to 2018.", "2015-01-01", "2018-01-01"),
        ("I'm living in Rome until August.", None, "2024-08-01"),
        ("I was a teacher until March 2020.", None, "2020-03-01"),
    ],
)
def test_since_and_until(text: str, begins: str | None, ends: str | None):
    one = next(one for one in candidates(text) if not one.denies)
    assert (one.valid_from and f"{one.valid_from:%Y-%m-%d}", one.valid_to and f"{one.valid_to:%Y-%m-%d}") == (
        begins,
        ends,
    )


@pytest.mark.parametrize(
    ("first", "then", "stated"),
    [
        ("I live in Bergen.", "Actually, I meant Oslo, not Bergen.", "!user.home=Oslo"),
        ("I live in Bergen.", "Typo: Oslo, not Bergen.", "!user.home=Oslo"),
        ("I live in Bergen.", "Scratch that: it's Oslo, not Bergen.", "!user.home=Oslo"),
        ("I live in Bergen.", "Scratch that.", "-!user.home=Bergen"),
        ("My sister's name is Maria.", "No, it's Maja, not Maria.", "!user.sister=Maja"),
        ("My birthday is on 3 May.", "Sorry, I meant 4 May, not May 3rd.", "!user.birthday=4 May"),
        ("I'm 34.", "Not 34, sorry, 43.", "!user.age=43"),
    ],
)
def test_corrections(first: str, then: str, stated: str):
    found = read(then, turn(first), turn("Noted!", "assistant"))
    assert stated in found
    assert "user.home=Bergen" not in found


def test_a_correction_says_what_it_replaces():
    one = candidates("I meant Oslo, not Bergen.", turn("I live in Bergen."))[0]
    assert (one.instead_of, one.content) == ("bergen", "The user lives in Oslo.")


def test_actually_corrects_what_was_said_before():
    assert "!user.home=Potsdam" in read("Actually, I live in Potsdam.")


def test_a_joke_takes_back_what_stood_before_it():
    assert read("I live on Mars. I moved to Oslo. Just kidding!") == set()


def test_relative_times_count_from_when_it_was_said():
    one = candidates("I moved to Berlin yesterday.")[0]
    assert one.valid_from == datetime(2024, 5, 14, tzinfo=UTC)
