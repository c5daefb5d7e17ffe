"""A change and its day, wherever the day stands: is the new value true since then, and the old one until then?

The rows are the product of how a change is told and where its day stands.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product

import pytest
from said import AT, candidates, turn

from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import statements_of
from toldonce.ports import MemoryState

DAYS = {
    "last Saturday": "05-11",
    "two weeks ago": "05-01",
    "yesterday": "05-14",
    "on 3 May": "05-03",
    "in March": "03-01",
    "at the beginning of April": "04-01",
    "on the first of May": "05-01",
    "last month": "04-01",
}
BESIDE = {
    "home": ("I live in Leeds.", "Ghent", [
        "My new home is Ghent, we moved {}.",
        "{} we moved, and Ghent is home now.",
        "I live in Ghent now. It was {}.",
        "We moved to Ghent. That was {}.",
        "I no longer live in Leeds, we moved to Ghent {}.",
        "I moved to Ghent {}.",
    ]),
    "employer": ("I work at Pfizer.", "Roche", [
        "I work at Roche now, I switched {}.",
        "I started at Roche {}.",
        "I joined Roche, my contract was signed and I started {}.",
        "I work for Roche now. That was {}.",
        "I went from Pfizer to Roche {}.",
        "I swapped Pfizer for Roche {}.",
    ]),
    "car": ("I drive a Skoda Octavia.", "Volvo XC40", [
        "I drive a Volvo XC40 now, I sold the Skoda {}.",
        "I swapped my Skoda Octavia for a Volvo XC40 {}.",
        "I bought a Volvo XC40 {}.",
    ]),
}  # fmt: skip
"""By slot: what was told before, the new value, and ways to tell of the change with a place for its day."""
ENDS = {
    "home": ("I live in Leeds.", ["I gave up my flat in Leeds {}.", "I moved away from Leeds {}."]),
    "school": ("I study at Leiden University.", ["I dropped out of Leiden University {}."]),
    "employer": ("I work at Pfizer.", ["I parted ways with Pfizer {}.", "I was made redundant at Pfizer {}."]),
}


def states(told: str, later: str, slot: str) -> list[MemoryState]:
    """The memories of a slot after two turns, the first of which was three years ago."""
    statements = []
    for seq, (text, at) in enumerate(((told, AT - timedelta(days=1100)), (later, AT)), 1):
        one = turn(text).model_copy(update={"at": at, "seq": seq})
        statements += statements_of(one, RuleExtractor().read([one])[0], "rules")
    return [one for one in Reconciliation().states(statements, {}) if one.slot in (slot, f"user.{slot}")]


def day(moment: datetime | None) -> str:
    return f"{moment:%m-%d}" if moment else "none"


@pytest.mark.parametrize(
    ("slot", "way", "when"),
    [(slot, way, when) for slot, (_, _, ways) in BESIDE.items() for way, when in product(ways, DAYS)],
)
def test_a_new_value_begins_on_the_day_that_is_told_and_the_old_one_ends_then(slot: str, way: str, when: str):
    told, value, _ = BESIDE[slot]
    old, new = states(told, way.format(when), slot)
    assert (new.value, new.status, day(new.valid_from)) == (value, "current", DAYS[when])
    assert (old.status, day(old.valid_to)) == ("superseded", DAYS[when])


@pytest.mark.parametrize(
    ("slot", "way", "when"),
    [(slot, way, when) for slot, (_, ways) in ENDS.items() for way, when in product(ways, DAYS)],
)
def test_an_end_is_on_the_day_that_is_told(slot: str, way: str, when: str):
    (old,) = states(ENDS[slot][0], way.format(when), slot)
    assert (old.status, day(old.valid_to)) == ("superseded", DAYS[when])


@pytest.mark.parametrize(
    "text",
    [
        "We live in Ghent now, my brother moved in March.",
        "I live in Ghent now and on Monday I start a course.",
        "We moved to Ghent, and I sold the car on 2 May.",
        "I moved to Ghent and started at Roche on 2 May.",
        "I live in Ghent now; the landlord moved out in March.",
        "I live in Ghent now, which I visited in March.",
        "I live in Ghent now and moved the meeting on Monday.",
        "I live in Ghent now and until Friday I am off.",
        "I moved to Ghent. It was sunny on Monday.",
        "I moved to Ghent. He started in March.",
        "I live in Ghent now, my wife quit in March.",
    ],
)
def test_the_day_of_something_else_is_not_that_of_the_change(text: str):
    assert [one.valid_from for one in candidates(text) if one.attribute == "home" and not one.denies] == [None]


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("As of 1 May I'm based in Ghent.", "05-01"),
        ("From 1 May on I live in Ghent.", "05-01"),
        ("As of Monday I live in Ghent.", "05-13"),
        ("I live in Ghent with effect from 1 May.", "05-01"),
        ("After ten years in Leeds I moved to Ghent in January.", "01-01"),
    ],
)
def test_a_beginning_is_the_nearest_such_day(text: str, since: str):
    assert [day(one.valid_from) for one in candidates(text) if one.attribute == "home"] == [since]
