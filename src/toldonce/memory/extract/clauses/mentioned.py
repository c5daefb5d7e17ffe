"""Whom a text mentions without telling anything of them, for the pronouns behind it: "I look after mum, she's 81"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toldonce.memory.extract.english.lexicon import RELATION_WORDS, is_occupation
from toldonce.memory.extract.english.people import ADJECTIVE, NAME, RELATION, Person, is_name, relative

_OF_MINE = re.compile(
    rf"(?<![\w'])(?i:my|our|your)\s(?i:{ADJECTIVE})(?P<relation>(?i:{RELATION}))(?![\w-]|'s|'\s|\sand\s(?i:i|me)\b)"
    rf"(?:\s(?P<name>{NAME}))?(?!'s)"
)
HE_OR_SHE = re.compile(r"(?<![\w'])(?:he|she|his|her|him)(?![\w'])", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(
    r"(?<![\w'])(?:the|an?|this|that|some|another|our|my)\s(?P<who>(?:[\w-]+\s)?[\w-]+)(?![\w-])", re.IGNORECASE
)
_ANYBODY = frozenset("man woman guy girl boy lady bloke lad kid friend person neighbour neighbor someone".split())


def mentioned(text: str, me: Person, known: Sequence[Person] = ()) -> list[Person]:
    """The speaker's relatives that a text (plain) names, and of those who are ``known`` whoever it calls by name."""
    found = {}
    for match in _OF_MINE.finditer(text):
        name = match["name"] or ""
        who = relative(me, match["relation"].casefold(), name if is_name(name or "x") else "")
        found[who.key] = who
    for who in known:
        if who.name and re.search(rf"(?<!\w){re.escape(who.name)}(?!\w|'s\s(?!not\b|got\b|been\b))", text):
            found.setdefault(who.key, who)
    return list(found.values())


def meant_by_pronouns(text: str, here: Sequence[Person], before: Sequence[Person]) -> list[Person]:
    """Whom "she" and "he" in a text can mean: whom it mentions in front of them, else whom the text before did.

    Nobody where it speaks of somebody else ("the vet", "some guy"), whom the pronoun may mean as well.
    """
    pronoun = HE_OR_SHE.search(text)
    if pronoun is None:
        return []
    lead = text[: pronoun.start()]
    if speaks_of_somebody_else(lead):
        return []
    words = lead.casefold()
    named_before = [who for who in here if (who.name or who.relation).casefold() in words]
    return named_before or ([] if here else list(before))


def speaks_of_somebody_else(text: str) -> bool:
    """Whether a text speaks of people whom nobody knows by name: "the vet", "some guy"."""
    return any(_is_somebody(word) for match in _SOMEBODY_ELSE.finditer(text) for word in match["who"].split())


def _is_somebody(word: str) -> bool:
    word = word.casefold()
    return word in _ANYBODY or (word not in RELATION_WORDS and is_occupation(word))
