"""The plain sentences that a sentence implies, each tried only where one of its words stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from toldonce.memory.extract.clauses.clause import tokens_of
from toldonce.memory.extract.constructions.parts import CAPITAL
from toldonce.memory.extract.english.cued import Rewordings
from toldonce.memory.extract.english.people import NOT_NAMES
from toldonce.memory.extract.gist.said import GUESSED
from toldonce.memory.extract.implied import acquaintances, firms, homes, things, trades
from toldonce.memory.extract.sentences.modality import words_of
from toldonce.ports import MemoryCandidate

_THEMES = (homes, firms, trades, things, acquaintances)
_PRESUPPOSED = tuple(one for theme in _THEMES for one in theme.PRESUPPOSED)
_STATED = tuple(one for theme in _THEMES for one in theme.STATED)
_TABLES = (Rewordings(_PRESUPPOSED), Rewordings(_STATED))
_NOT_SO = frozenset("former formerly previously once ex if unless whether imagine maybe perhaps nearly almost".split())
"""Words beside which what is told in passing may not be so now."""
_LAST_TIME = re.compile(r"\bfor the (?:very )?last time\b", re.IGNORECASE)
_NAMES = re.compile(
    rf"(?<![\w'])(?P<how>(?:in|at|for|to|of|near|from|around|by|with) )?(?P<x>{CAPITAL}(?:\s{CAPITAL}){{0,3}})"
)
_POINTING = (
    ("I live in", homes.POINTING),
    ("I live in", homes.POINTING_THERE),
    ("I work at", firms.POINTING),
    ("I work at", firms.POINTING_THERE),
)


def implied(sentence: str, before: str, *, asks: bool) -> Iterator[str]:
    """What a sentence (plain) tells in passing, as plain sentences; of a question only what it takes for granted.

    ``before`` is the sentence that stands before it, to which "that is where I live" may point.
    """
    known = words_of(sentence.replace("-based", " based"))
    if not _NOT_SO.isdisjoint(known) or ("last" in known and _LAST_TIME.search(sentence)):
        return
    text = " ".join(tokens_of(sentence))
    for rules in _TABLES[:1] if asks else _TABLES:
        for number, found in rules.found(known, text):
            said = rules.made(number, found)
            if said and _names_something(found):
                yield said
    if (it := _IT_IS.match(text)) and _OF_MINE.search(before) and (mine := things.having(it["x"], text)):
        yield mine
    if not asks and not known.isdisjoint(_POINTED):
        yield from _pointed(text, before)


_POINTED = frozenset("that this it which there here they".split())


_IT_IS = re.compile(rf"(?:it|mine|that|this) is (?:an? |the |my ){things.THING}", re.IGNORECASE)
_OF_MINE = re.compile(r"\bmy (?:\w+ )?(?:car|phone|vehicle|handset|smartphone|ride)\b", re.IGNORECASE)
""" "I dropped my phone. It's a Galaxy S24."."""
_NO_LONGER = re.compile(
    r"\b(?:i|we) (?:used to (?:live|work) there ?,? (?:but )?(?:not any (?:more|longer)|no longer|no more)"
    r"|no longer (?:live|work) there|do not (?:live|work) there any (?:more|longer))\b",
    re.IGNORECASE,
)


def _pointed(text: str, before: str) -> Iterator[str]:
    """What a clause says of the only place, firm or thing that was named just before it."""
    if over := _NO_LONGER.search(text):
        named = _named(text[: over.start()]) or _named(" ".join(tokens_of(before)))
        if len(named) == 1:
            yield f"I no longer {'live in' if 'live' in over[0].casefold() else 'work at'} {named[0]}"
    for start, pattern in _pointing():
        found = pattern.search(text)
        if found is None:
            continue
        told = text[: found.start()] or " ".join(tokens_of(before))
        day = found["day"] or ""
        if not start:
            owned = [said for name in _named(told) if (said := things.having(name, told))]
            if len(owned) == 1:
                yield owned[0]
        elif len(names := _named(told)) == 1:
            yield f"{_perfect(start) if day else start} {names[0]} {day}"


def _perfect(start: str) -> str:
    return start.replace("I live", "I have lived").replace("I work", "I have worked")


def _named(text: str) -> list[str]:
    """The names in a text, those behind a preposition before all others; one that begins it only before a verb."""
    found = [one for one in _NAMES.finditer(text) if one["x"].split()[0].casefold() not in NOT_NAMES]
    behind = [one["x"] for one in found if one["how"]]
    inside = [one["x"] for one in found if one.start() or len(one["x"].split()) > 1]
    return behind or inside or [one["x"] for one in found if _IS_SUBJECT.match(text, one.end())]


_IS_SUBJECT = re.compile(r" (?:is|was|has|looks|sounds|seems)\b|\s?[,?!]|$")


def _names_something(found: re.Match[str]) -> bool:
    named = found.groupdict().get("x")
    return named is None or named.split()[0].casefold() not in NOT_NAMES


@cache
def _pointing() -> tuple[tuple[str, re.Pattern[str]], ...]:
    pointed = (*_POINTING, ("", things.POINTING))
    return tuple((start, re.compile(rf"(?:^|(?<=[,;:.] )){pattern}\s*$", re.IGNORECASE)) for start, pattern in pointed)


def beside(told: Sequence[MemoryCandidate], new: Sequence[MemoryCandidate]) -> list[MemoryCandidate]:
    """What a sentence told, with the days that only what it implies names, and the facts of which it told nothing."""
    sure = {one.slot_and_value for one in new if not one.denies}
    kept = [one for one in told if not (one.denies and one.confidence <= GUESSED and one.slot_and_value in sure)]
    dated = [_dated(one, new) for one in kept]
    return [*dated, *(one for one in new if _is_news(one, kept))]


def _dated(one: MemoryCandidate, new: Sequence[MemoryCandidate]) -> MemoryCandidate:
    if one.denies or one.valid_from is not None or one.valid_to is not None:
        return one
    same = (other for other in new if other.slot_and_value == one.slot_and_value and not other.denies)
    start = next((other.valid_from for other in same if other.valid_from is not None), None)
    return one if start is None else replace(one, valid_from=start)


def _is_news(one: MemoryCandidate, told: Sequence[MemoryCandidate]) -> bool:
    """Whether it is a fact of which the sentence itself told nothing, or only that another is over."""
    if one.type != "fact":
        return False
    same = [other for other in told if (other.subject, other.attribute) == (one.subject, one.attribute)]
    if one.denies:
        return not same
    return all(other.denies and other.value_key not in ("", one.value_key) for other in same)
