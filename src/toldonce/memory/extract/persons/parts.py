"""What the rules are made of: names, ages, days of the year, relatives and animals, and where a phrase ends."""

from __future__ import annotations

import re
from collections.abc import Callable

from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL, NOT_NAMES, RELATION
from toldonce.memory.temporal import MONTH_NAMES

_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w’-]*\w"
_NO_NAME = "|".join(sorted(NOT_NAMES | {"dr", "mr", "mrs", "ms", "brexit"}, key=len, reverse=True))
NAME = rf"(?P<name>(?!(?:{_NO_NAME})\b){_CAPITAL}(?:\s{_CAPITAL}){{0,2}})"
ONE_NAME = rf"(?P<name>(?!(?:{_NO_NAME})\b){_CAPITAL})"
OLD_NAME = rf"(?P<old>(?!(?:{_NO_NAME})\b){_CAPITAL})"
PLACE = rf"(?P<place>(?!(?:{_NO_NAME})\b){_CAPITAL}(?:[ -](?:(?:upon|de|la|on|am)[ -])?{_CAPITAL}){{0,2}})"
AGE = r"(?P<age>[1-9]\d)"
_MONTH = rf"(?:{MONTH_NAMES})"
DATE = (
    rf"(?P<date>(?:the )?[0-3]?\d(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|{_MONTH} (?:the )?[0-3]?\d(?:st|nd|rd|th)?\b)"
    r"(?P<year>,? (?:19|20)\d\d)?"
)
STOP = r"(?=\s*[.!?]*\s*$|\s?[,;:.()–—](?:\s|$)|\s-\s)"
"""The end of a sentence or of one of its clauses."""
OWN = rf"(?:my|our) {ADJECTIVE}"
_NO_FAMILY = frozenset(
    "friend colleague boss manager coach teacher doctor dentist therapist landlord neighbour".split()
)


def _words(of: Callable[[str], bool]) -> str:
    """A pattern of the words for those whose role fits, the longest first."""
    return "|".join(sorted((re.escape(one) for one, role in RELATION_WORDS.items() if of(role)), key=len, reverse=True))


PARTNER = rf"(?:{_words(lambda role: role == 'partner')})"
PARTNER_WORDS = " ".join(word for word, role in RELATION_WORDS.items() if role == "partner")
KIN = rf"(?:{_words(lambda role: role not in _NO_FAMILY)})"
"""Relatives, partners and those with whom one lives."""
ANYBODY = rf"(?:{RELATION}|{ANIMAL})"
THEIRS = rf"(?:{KIN}|{ANIMAL})"
PLAINLY = r"(?:(?:real|actual|full|first|given|christian|proper|legal|own|true|official) )*"


def a(noun: str) -> str:
    """The noun with its indefinite article."""
    return f"{'an' if noun[0].casefold() in 'aeiou' else 'a'} {noun}"
