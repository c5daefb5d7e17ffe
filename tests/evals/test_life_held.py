"""Whether a memory was said, of whom, and whether it still holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from evals.life.distractions import Claim
from evals.life.held import Held, Judge, outlives, tells_end
from evals.life.lived import past_values
from evals.life.script import Life, LifeTurn
from evals.life.truth import Statement
from evals.life.values import Value

START = datetime(2023, 1, 1, tzinfo=UTC)


def value(word: str) -> Value:
    return Value(word, {"value": word}, ((word,),))


NOOR_LEEDS = Value("Leeds", {"value": "Leeds"}, (("Leeds",), ("Noor", "boss")))
TEXTS = [
    ("I live in Porto.", "statement"),
    ("I moved from Porto to Ghent.", "statement"),
    ("My boss Noor lives in Leeds.", "statement"),
    ("What a grey day.", "filler"),
    ("I quit my job at Halden Foods.", "statement"),
    ("My friend Ivo drives a Kia Niro.", "other"),
    ("I missed the bus.", "incidental"),
]
LIFE = Life(
    pool="development",
    seed=1,
    turns=tuple(
        LifeTurn(number, 0, "user", text, START + timedelta(days=number), purpose,  # type: ignore[arg-type]
                 (Claim("car", value("Kia Niro"), ("Ivo", "friend")),) if purpose == "other" else ())
        for number, (text, purpose) in enumerate(TEXTS)
    ),
    statements=(
        Statement(0, START, "state", "home", value("Porto")),
        Statement(1, START + timedelta(days=1), "change", "home", value("Ghent"), value("Porto")),
        Statement(2, START + timedelta(days=2), "state", "third_home:my boss Noor", NOOR_LEEDS),
        Statement(4, START + timedelta(days=4), "end", "employer", None, value("Halden Foods")),
    ),
    never_told=(),
    order=tuple(range(len(TEXTS))),
    in_order=True,
)  # fmt: skip
GHENT = Held("m1", "user.home", "fact", "The user lives in Ghent.", frozenset({1}), {})


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "right"),
        ({"content": "The user lives in Porto.", "evidence": frozenset({0})}, "stale"),
        ({"content": "The user lives in Porto.", "evidence": frozenset({1})}, "stale"),
        ({"content": "The user no longer lives in Porto.", "evidence": frozenset({1})}, "right"),
        ({"content": "The user lives in Lyon."}, "wrong"),
        ({"slot": "noor.home", "content": "Noor lives in Leeds.", "evidence": frozenset({2})}, "right"),
        ({"content": "Noor lives in Leeds.", "evidence": frozenset({2})}, "wrong"),
        ({"slot": "user.mood", "content": "The user had a grey day.", "evidence": frozenset({3})}, "wrong"),
        ({"slot": "user.event", "content": "The user quit at Halden Foods.", "evidence": frozenset({4})}, "right"),
        ({"slot": "user.employer", "content": "Works at Halden Foods.", "evidence": frozenset({4})}, "stale"),
        ({"slot": "user.boss", "content": "The user's boss is Noor.", "evidence": frozenset({2})}, "right"),
        ({"slot": "user.friend", "content": "The user's friend is Ivo.", "evidence": frozenset({5})}, "right"),
        ({"slot": "ivo.car", "content": "Ivo drives a Kia Niro.", "evidence": frozenset({5})}, "right"),
        ({"slot": "user.car", "content": "The user drives a Kia Niro.", "evidence": frozenset({5})}, "wrong"),
        ({"slot": "user.event", "type": "event", "content": "The user missed the bus on 7 January 2023.",
          "evidence": frozenset({6})},
         "not judged"),
        ({"evidence": frozenset()}, "wrong"),
    ],
)  # fmt: skip
def test_a_memory_is_judged_by_the_turns_that_it_cites(changes: dict[str, object], verdict: str) -> None:
    memory = replace(GHENT, **changes)  # type: ignore[arg-type]
    assert Judge(LIFE, [GHENT]).verdict(memory) == verdict


@pytest.mark.parametrize(
    ("kind", "content", "ended"),
    [
        ("home", "The user no longer lives in Porto.", True),
        ("home", "The user lives in Porto.", False),
        ("like", "The user dislikes thunderstorms.", True),
        ("prohibition", "Don't use emojis.", False),
        ("prohibition", "You can use emojis again.", True),
        ("instruction", "Stop using bullet points.", True),
        ("instruction", "Always use bullet points.", False),
    ],
)
def test_a_sentence_about_what_is_over_says_so(kind: str, content: str, ended: bool) -> None:
    assert tells_end(kind, content) is ended


def test_who_has_a_new_favourite_may_still_like_the_old_one() -> None:
    assert outlives("favourite", "The user likes burgundy.")
    assert not outlives("favourite", "The user's favourite colour is burgundy.")
    assert not outlives("home", "The user lives in Porto.")


def test_a_past_value_is_shown_by_what_says_it_as_if_it_were_true() -> None:
    (porto,) = past_values(LIFE.slots()["home"])
    assert porto.shown_by(replace(GHENT, content="Lives in Porto.", evidence=frozenset({0})))
    assert porto.shown_by(replace(GHENT, content="Lives in Porto.", evidence=frozenset({1})))
    assert not porto.shown_by(replace(GHENT, content="Left Porto.", evidence=frozenset({1})))
    assert not porto.shown_by(replace(GHENT, content="Lives in Porto.", evidence=frozenset({3})))
    assert not porto.shown_by(GHENT)
