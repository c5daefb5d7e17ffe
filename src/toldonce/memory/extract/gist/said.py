"""A sentence as its gist is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toldonce.memory.extract.english.lexicon import RELATION_WORDS
from toldonce.memory.extract.english.people import ADJECTIVE, RELATION

GUESSED = 0.7
"""The confidence of what is only guessed from the words that a sentence has."""
CAPITAL = r"(?:(?!I\b)[A-ZÀ-ÖØ-Þ][\w'’&.-]*)"
MY_KIN = re.compile(
    rf"\b(?:my|our)\s{ADJECTIVE}(?P<kin>{RELATION})\b(?! (?:class(?:es)?|process(?:es)?"
    r"|nodes?|components?|elements?|templates?"
    r"|director(?:y|ies)|folders?|tables?|threads?|windows?|widgets?|branch(?:es)?|tasks?|issues?|company|pages?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as the readers of a gist need it."""

    text: str
    low: str
    words: frozenset[str]
    names: tuple[str, ...]
    over: bool
    now: bool
    kin: str


PARTNERS = frozenset(word for word, role in RELATION_WORDS.items() if role == "partner")
