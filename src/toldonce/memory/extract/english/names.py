"""The people, animals, places and organisations that a text mentions by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toldonce.memory.extract.english.lexicon import LANGUAGES, NATIONALITIES, RELATION_WORDS
from toldonce.memory.extract.english.people import NAME, NOT_NAMES, Person
from toldonce.memory.slots import subject_key
from toldonce.memory.temporal import MONTHS, WEEKDAYS
from toldonce.ports import EntityKind, Mention

_MENTION = re.compile(
    rf"(?P<before>(?:^|(?<=\s)|(?<=[(\"']))(?:[\w']{{1,40}}\s)?)(?P<name>{NAME})(?P<after>'s\b|\s(?:and I|is"
    rf"|was|has|said|says|told|asked|likes|loves|works|lives|went|came|thinks|wants)\b)?"
)
_PLACE_BEFORE = frozenset("in to from near around outside towards across visit visiting visited".split())
_ORGANISATION_BEFORE = frozenset("at for joined join".split())
_PERSON_BEFORE = frozenset(
    (
        "with and met meet meeting saw see seeing called call calling told tell asked ask named by mr mrs"
        " ms dr dear hi hello hey thanks thank love invited helped visit of"
    ).split()
)
_NOT_MENTIONED = (
    NOT_NAMES
    | NATIONALITIES
    | LANGUAGES
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset("ai api http https json sql html css usa uk eu".split())
)
MAX_MENTIONS = 40


def mentions(text: str, people: Iterable[Person], places: Iterable[str], organisations: Iterable[str]) -> list[Mention]:
    """Names in a text: those that were introduced, and capitalised words whose neighbours show what they are."""
    found: dict[str, Mention] = {}
    for one in people:
        if one.name:
            _add(found, one.name, "animal" if one.kind == "animal" else "person")
    for name in places:
        _add(found, name, "place")
    for name in organisations:
        _add(found, name, "organisation")
    for name, kind in _seen(text):
        _add(found, name, kind)
        if len(found) >= MAX_MENTIONS:
            break
    return list(found.values())


def _add(found: dict[str, Mention], name: str, kind: EntityKind) -> None:
    key = subject_key(name)
    if key and len(key) <= 100:
        found.setdefault(key, Mention(key, name, kind))


def _seen(text: str) -> Iterator[tuple[str, EntityKind]]:
    for match in _MENTION.finditer(text):
        name = match["name"].rstrip(".")
        words = name.split()
        if any(word.casefold().rstrip(".") in _NOT_MENTIONED for word in words) or name.isupper() or len(name) < 3:
            continue
        before = match["before"].strip().casefold()
        if before in _PLACE_BEFORE and not match["after"]:
            yield name, "place"
        elif before in _ORGANISATION_BEFORE and not match["after"]:
            yield name, "organisation"
        elif before in _PERSON_BEFORE or before in RELATION_WORDS or (match["after"] and before):
            yield name, "person"
