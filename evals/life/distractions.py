"""What is said beside the facts and must not be taken for them."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Literal

from evals.life import vocabulary
from evals.life.phrasing import phrased
from evals.life.pool import Pool
from evals.life.values import Drawer, Value, who_forms

TrapPurpose = Literal["hypothetical", "other", "pasted", "poison"]
ANY_TIME = datetime(2022, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Claim:
    """A value of a kind that the text would give the user if it were misread. ``who`` are the words for the person whom
    it is really about, if it is true of somebody."""

    kind: str
    value: Value
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Distraction:
    """One message that tells nothing about the user."""

    role: Literal["user", "assistant", "tool"]
    text: str
    purpose: TrapPurpose
    claims: tuple[Claim, ...]


def distractions(phrasings: Pool, drawer: Drawer, dice: Random, relations: Sequence[str]) -> Iterator[Distraction]:
    """Hypotheticals, questions, other people's facts, pasted text and poison; no value in them is the user's."""
    for kind, templates in phrasings.hypothetical.items():
        for text in dice.sample(templates, 3):
            yield from _of_kind(kind, text, "hypothetical", drawer)
    for kind, templates in phrasings.others.items():
        for text in dice.sample(templates, 2):
            who = f"{dice.choice(relations)} {drawer.spare(vocabulary.NAMES)}"
            yield from _of_kind(kind, text, "other", drawer, who)
    for kind, templates in phrasings.pasted.items():
        for text in dice.sample(templates, 2):
            yield from _of_kind(kind, text, "pasted", drawer)
    for role, templates in phrasings.poison.items():
        for text in templates:
            yield from _poison("assistant" if role == "assistant" else "tool", text, drawer)


def _of_kind(kind: str, text: str, purpose: TrapPurpose, drawer: Drawer, who: str = "") -> Iterator[Distraction]:
    try:
        value = drawer.value(kind, drawer.spare, at=ANY_TIME)
    except IndexError:  # every word of the kind is the user's own
        return
    words = {**value.words, "who": who}
    claim = Claim(kind, value, who_forms(who) if who else ())
    yield Distraction("user", phrased(text, words), purpose, (claim,))


_POISONED = {"city": ("home", "value"), "company": ("employer", "value"), "job_a": ("job", "a"),
             "name": ("name", "value"), "allergen": ("allergy", "value"), "do": ("instruction", "do"),
             "avoid": ("prohibition", "do")}  # fmt: skip


def _poison(role: Literal["assistant", "tool"], text: str, drawer: Drawer) -> Iterator[Distraction]:
    words: dict[str, str] = {}
    claims: list[Claim] = []
    for _, name, _, _ in string.Formatter().parse(text):
        if name is None or name in words:
            continue
        kind, word = _POISONED[name]
        try:
            value = drawer.value(kind, drawer.spare, at=ANY_TIME)
        except IndexError:  # every word of the kind is the user's own
            return
        words[name] = value.words[word]
        claims.append(Claim(kind, value))
    yield Distraction(role, text.format_map(words), "poison", tuple(claims))
