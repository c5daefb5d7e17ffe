"""One thing for another, both by name: "I swapped Pfizer for Roche", "we went from Leeds to Ghent".

Which fact it is follows from what the first was. So the second is stated in every slot where the first may stand, and
counts only where it does (``instead_of`` of a candidate that corrects nothing).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from toldonce.memory.extract.clauses.claims import IMPORTANCE
from toldonce.memory.extract.constructions.parts import CAPITAL
from toldonce.memory.extract.endings.beside import replaced_beside
from toldonce.memory.extract.endings.cues import PLANNED
from toldonce.memory.extract.endings.frames import HOW
from toldonce.memory.extract.endings.replaced import replacements
from toldonce.memory.extract.english.people import ADJECTIVE, RELATION, Person, the_user
from toldonce.memory.extract.english.when import mark_times, without_marks
from toldonce.memory.extract.sentences.modality import is_conditional, words_of
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.slots import value_key
from toldonce.ports import MemoryCandidate

_NAME = rf"{CAPITAL}(?:\s(?:(?:of|and|de|the|&)\s)?(?:{CAPITAL}|\d+)){{0,3}}"
_OWN = r"(?:(?:my|our|the|an?|old|new|trusty|beloved)\s){0,3}"
_OLD = rf"{_OWN}(?P<old>{_NAME})"
_NEW = rf"{_OWN}(?P<new>{_NAME})"
_I = rf"(?:(?:i|we)\s)?(?:(?:have|had|am|are)\s)?{HOW}(?:upped and\s)?"
_END = (
    r"(?=\s*$|\s?[,;:.!–—-](?:\s|$)|\s(?:now|as|and|but|because|since|so|in|at|on|this|last|yesterday|today|recently"
    r"|years?|months?|weeks?|a|after|when|earlier|ago|instead|too|for)\b)"
)
_HERE = r"(?:it is|i am (?:at|with|in)|we are in)"
_CUES = frozenset(
    """
    swapped traded exchanged left quit ditched dropped abandoned deserted dumped moved switched jumped went gone
    way longer not passed replace from taken took transferred changed crossed defected shifted replaced
    replaces bye goodbye farewell hello instead
    """.split()
)
_EXCHANGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_I}(?:swapped|traded|exchanged|left|quit|ditched|dropped|abandoned|deserted|dumped)(?: in| out)? {_OLD}"
        rf"(?: in)? (?:for|in favou?r of) {_NEW}{_END}",
        rf"{_I}(?:moved|switched|jumped|went|gone|transferred|changed|crossed|defected|shifted)"
        rf"(?: (?:on|over|across|ship|sides|jobs?|employers?|compan(?:y|ies)|firms?|straight|back))* from {_OLD}"
        rf"(?: over| across)? (?:to|into) {_NEW}{_END}",
        rf"{_I}(?:moved|switched|jumped|went|gone|transferred|changed|crossed|defected|shifted)"
        rf"(?: (?:over|across|ship|sides|jobs?|employers?|compan(?:y|ies)|firms?|straight|back))* (?:to|into) {_NEW}"
        rf" (?:and away )?from {_OLD}{_END}",
        rf"(?:{_I}replaced|(?:please )?replace) {_OLD} (?:with|by) {_NEW}{_END}",
        rf"(?:\w+ )?from {_OLD} (?:over )?to {_NEW}\s*$",
        rf"from {_OLD} (?:i|we) (?:have )?{HOW}(?:passed|moved|went|switched|changed|jumped"
        rf"|gone)(?: over)? to {_NEW}{_END}",
        rf"{_I}passed (?:over )?from {_OLD} to {_NEW}{_END}",
        rf"{_OLD} (?:was|is|has been|got) {HOW}replaced (?:with|by) {_NEW}{_END}",
        rf"{_OLD} (?:was|is|has been|got) {HOW}(?:swapped|exchanged|traded(?: in)?|part-exchanged) for {_NEW}{_END}",
        rf"(?:(?:good|bye)\s?-?)?bye,? {_OLD} ?,? (?:and )?hello,? {_NEW}{_END}",
        rf"(?:farewell|so long) {_OLD} ?,? (?:and )?hello,? {_NEW}{_END}",
        rf"hello,? {_NEW} ?,? (?:and )?(?:goodbye|bye(?: bye)?|farewell),? {_OLD}{_END}",
        rf"{_OLD} (?:has )?(?:made way|gave way|given way) (?:for|to) {_NEW}{_END}",
        rf"{_NEW} (?:has )?(?:replaces|replaced|taken the place of|took the place of) {_OLD}{_END}",
        rf"{_HERE} {_NEW} (?:now|these days|nowadays) ?,? (?:and )?(?:not|no longer) (?:(?:at|with|in)"
        rf" )?{_OLD}(?: any ?more)?{_END}",
        rf"{_HERE} now (?:(?:at|with|in) )?{_NEW} ?,? (?:and )?(?:not|no longer) (?:(?:at|with|in) )?{_OLD}(?:"
        rf" any ?more)?{_END}",
        rf"{_I}(?:got|bought|have|drive|use)(?: myself)? {_NEW} instead of {_OLD}{_END}",
    )
)
_SLOTS = {
    "home": "lives in", "employer": "works for", "school": "studies at", "car": "drives", "phone": "uses",
    "computer": "uses", "bike": "rides", "partner": "is together with", "job": "works as",
    "called": "wants to be called",
}  # fmt: skip
"""Slots of one value, and what is told of the user in them."""
_BY_NAME = frozenset(_SLOTS) - {"job"}
_PASSING = re.compile(
    r"\b(?:weekend|trip|holiday|visit|vacation|conference|day out|week off|train|flight"
    r"|back (?:on|by|in|tomorrow|tonight)|at (?:noon|midnight|\d))\b",
    re.IGNORECASE,
)


_AHEAD = re.compile(
    r"\b(?:am|are|is) (?:\w+ly )?(?:leaving|moving|joining|switching|swapping|transferring|going|changing)"
    r" (?!.*\bnow\b)",
    re.IGNORECASE,
)
""" "I am leaving Roche for Lonza": it has not come yet."""
_SOMEBODY_ELSE = re.compile(
    rf"(?P<who>(?i:my|our)\s(?i:{ADJECTIVE}{RELATION})(?:\s{CAPITAL})?|{CAPITAL})\s(?:has\s|had\s)?(?=(?:\w+\s)?\w+)"
)


def exchanges(
    text: str,
    before: str,
    starts: int,
    ends: int,
    person: Callable[[str], Person | None] = lambda words: None,
    told: Collection[str] = (),
) -> Iterator[MemoryCandidate]:
    """What a plain sentence puts in the place of what, in each slot in which the old may stand.

    ``before`` is the sentence in front of it. ``person`` tells who is meant by words such as "my sister", so that what
    others exchange is read too; ``told`` are the keys of the values that the sentence states by itself.
    """
    if _PASSING.search(text) or _AHEAD.search(text):
        return
    spaced = _timeless(text)
    if not is_conditional(text):
        bare = " ".join(text.strip(" .!?").split())
        yield from _grown_older(bare, starts, ends)
        yield from _favoured(bare, starts, ends)
        for slots, old, new in _told_apart(spaced, _timeless(before)):
            if value_key(new) not in told:
                yield from _put(the_user(), new, old, starts, ends, slots)
    if _CUES.isdisjoint(words_of(text)) or PLANNED.search(text):
        return
    for clause in re.split(
        r"\s[;–—-]\s|\s?[,:]\s(?!hello\b|not\b|no longer\b)|\s(?:and|so|because)\s(?=(?:i|we)\b)", spaced
    ):
        who, found = the_user(), _exchange(clause)
        if found is None and (other := _SOMEBODY_ELSE.match(clause)) and (somebody := person(other["who"])) is not None:
            who, found = somebody, _exchange(clause[other.end() :])
        if found is not None and found["old"] != found["new"]:
            yield from _put(who, found["new"], found["old"], starts, ends)


_AGES = re.compile(
    r"\b(?P<new>[1-9]\d)(?: now)? ?,? (?:instead of|rather than|and not|not|no longer) (?P<old>[1-9]\d)"
    r"(?: any ?(?:more|longer))?\s*$",
    re.IGNORECASE,
)
MOST_YEARS = 3
"""By which somebody grows older between two tellings of their age, where nothing says that it is one."""


def _grown_older(text: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """ "Recalculate: 65 now instead of 64": an age only where 64 was told to be one."""
    if (found := _AGES.search(text)) is None:
        return
    new, old = int(found["new"]), int(found["old"])
    if 0 < new - old <= MOST_YEARS:
        yield _in_place_of(the_user(), "age", str(new), str(old), f"The user is {new} years old", starts, ends)


_ROLES = tuple(
    "colour food drink film book band song sport season animal game city series dessert fruit author".split()
)
_LIKED = r"[\w'&-]+(?: (?!now\b|to\b|over\b|these\b)[\w'&-]+){0,3}?"
_LATELY = r"(?: now| these days| nowadays| lately)"
_FAVOURED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"i (?:now )?prefer (?P<new>{_LIKED}) (?:to|over) (?P<old>{_LIKED}){_LATELY}$",
        rf"i now prefer (?P<new>{_LIKED}) (?:to|over) (?P<old>{_LIKED})$",
        rf"these days i prefer (?P<new>{_LIKED}) (?:to|over) (?P<old>{_LIKED})$",
        rf"(?P<new>{_LIKED}) (?:beats|tops|trumps) (?P<old>{_LIKED}){_LATELY}$",
    )
)


def _favoured(text: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """ "I prefer coral to teal now": of what it is the favourite follows from what teal was the favourite of."""
    found = next((match for one in _FAVOURED if (match := one.fullmatch(text))), None)
    if found is None:
        return
    for role in _ROLES:
        told = _in_place_of(the_user(), f"favourite.{role}", found["new"], found["old"],
                            f"The user's favourite {role} is {found['new']}", starts, ends)  # fmt: skip
        yield replace(told, type="preference", importance=IMPORTANCE.get("favourite", 0.5))


def _told_apart(text: str, before: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """What clauses of their own put in the place of what; where none do, what the words beside two names say."""
    found = list(replacements(text, before))
    yield from found or (() if PLANNED.search(text) else replaced_beside(text, before))


def _timeless(text: str) -> str:
    """A text without its time phrases, its commas apart."""
    marked, _ = mark_times(text)
    return " ".join(without_marks(marked).strip(" .!?").replace(", ", " , ").split()).strip(" ,")


def _exchange(clause: str) -> re.Match[str] | None:
    return next((match for one in _EXCHANGES if (match := one.match(clause))), None)


def _put(
    who: Person, new: str, old: str, starts: int, ends: int, slots: Collection[str] = ()
) -> Iterator[MemoryCandidate]:
    for attribute, verb in _SLOTS.items():
        if attribute not in (slots or _BY_NAME):
            continue
        article = "a " if attribute in ("car", "phone", "computer", "bike", "job") else ""
        yield _in_place_of(who, attribute, new, old, f"{who.phrase} {verb} {article}{new}", starts, ends)


def _in_place_of(
    who: Person, attribute: str, new: str, old: str, content: str, starts: int, ends: int
) -> MemoryCandidate:
    """The new value of a slot, which counts only where the old one stands."""
    return MemoryCandidate(
        type="fact",
        subject=who.key,
        attribute=attribute,
        value=new,
        value_key=value_key(new),
        content=sentence(content),
        many=False,
        changes=True,
        instead_of=value_key(old),
        confidence=0.8,
        importance=IMPORTANCE.get(attribute, 0.5),
        starts=starts,
        ends=ends,
    )
