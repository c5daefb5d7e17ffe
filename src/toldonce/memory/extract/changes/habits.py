"""Habits that are narrowed, moved or cut down: the old way of an act ends where the new one is told.

"I only swim on Sundays now" is a habit like any other, and the end of swimming every morning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toldonce.memory.acts import ANY_OF
from toldonce.memory.extract.clauses.claims import IMPORTANCE
from toldonce.memory.extract.english.phrases import trimmed
from toldonce.memory.extract.english.verbs import base_of, takes_form, third_person
from toldonce.memory.extract.sentences.modality import asks, is_conditional
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.extract.themes.habits import act_key
from toldonce.ports import USER, MemoryCandidate

LONGEST = 25
"""Words of a sentence; who says more tells a story."""
_OTHERWISE = re.compile(
    r"\b(?:now|these days|nowadays|instead|only|any more|from now on|of late|lately)\b(?! (?:and|&) then)",
    re.IGNORECASE,
)
"""How the new way of an act is told from the old one."""
_MANY_WAYS = frozenset("walk read cook drive write play cycle eat drink".split())
"""Acts of which one may be done in one way and another in another: "walk" is not "walk to work"."""
_LEAD = r"(?:(?:oh|ok|okay|so|and|but|also|actually|anyway|update|these days|nowadays|now|lately|well) ?,? )*"
_X = (
    r"(?P<x>(?!(?:i|we|it|they|that|this|there|she|he|you)\b)(?:(?:the|my|our) )?"
    r"[\w'&-]+(?: (?!and\b|but\b)[\w'&-]+){0,3}?)"
)
_DAYS = (
    r"(?P<d>(?:mon|tues|wednes|thurs|fri|satur|sun)days(?: and \w+days)*"
    r"(?: (?:mornings?|evenings?|afternoons?|nights?))?|every \w+day|weekends|weekdays)"
)
_MOVED = tuple(
    re.compile(rf"{_LEAD}{source}", re.IGNORECASE)
    for source in (
        rf"(?:i|we|they) (?:have |had to )?(?:moved?|switch(?:ed)?|changed?|shift(?:ed)?) {_X} to {_DAYS}"
        r"(?: now| instead)?$",
        rf"{_X} (?:has |have |is |are |got )?(?:been )?(?:now )?(?:moved|switched|changed|shifted) to {_DAYS}"
        r"(?: now| instead)?$",
        rf"{_X}(?:'s| is| are) (?:now on|on|now) {_DAYS}(?: now| instead| from now on| these days)$",
        rf"{_X}(?<=box|ice|ery|ilk|per|oir|ass|son|ion|lub|oup|ing|sal) (?:now )?(?:comes?|arrives?|runs?|meets?|is"
        rf"|is delivered) (?:now )?(?:on )?{_DAYS}(?: now| instead| these days)?$",
    )
)
_OTHER_DAY = re.compile(
    rf"{_LEAD}(?:instead of|rather than|no longer) (?:on )?\w+days? ?,? ?(?:but |and )?(?:i|we) (?:am |have )?(?:now )?"
    rf"(?P<act>[a-z]+(?: [\w' ]+?)?) (?:now )?on {_DAYS}(?: now| instead)?$",
    re.IGNORECASE,
)
""" "Instead of Tuesday I now run on Mondays"."""
_TIMES = r"(?:once|twice|(?:one|two|three|four|five|six|\d+|a few|a couple of)(?: times?)?)"
_PER = r"(?:a|per|each|every) (?:day|week|month|night|fortnight|year)"
_LESS = re.compile(
    rf"{_LEAD}(?:(?:i|we) (?:am |are |have )?(?:now )?)?(?:[\w' ]{{1,40}}? so (?:i|we) (?:am |are |have )?)?"
    r"(?:cut (?:it |them )?(?:back|down)|gone (?:down|up)|dropped(?: it)?(?: back| down)?|scaled back|reduced it|down"
    rf"|up|back)(?: only)? to (?P<n>{_TIMES}) (?P<x>[a-z]+(?: [a-z]+)?) (?P<per>{_PER})\b",
    re.IGNORECASE,
)
_WAYS_THERE = (
    "drive",
    "cycle",
    "walk",
    "run",
    "commute",
    "take the train",
    "take the bus",
    "take the tram",
    "go by train",
)
_COMMUTES = re.compile(
    rf"{_LEAD}(?:i|we) (?:now )?(?P<how>drive|cycle|bike|walk|run|take the \w+) to (?P<to>work|school|uni|college"
    r"|the office)(?: now| these days| nowadays| instead| from now on)$",
    re.IGNORECASE,
)
""" "I drive to work these days": one goes there in one way at a time."""
_OFTEN = re.compile(
    rf"{_LEAD}it is (?:now )?(?:only |just |down to )*(?P<often>{_TIMES} {_PER})(?: now)? (?:at|with|for|in) {_X}"
    r"(?: now)?$",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    rf"{_LEAD}{_X} (?:is|are|has|have|has been|have been|was|were|got)(?: been)? (?:cancell?ed|stopped|finished"
    r"|discontinued|called off|over|suspended) (?:for good|indefinitely|permanently|until further notice"
    r"|for the (?:winter|summer|autumn|spring|season|term|year|rest of \w+(?: \w+)?|foreseeable(?: future)?))\b",
    re.IGNORECASE,
)
_INSTEAD_OF = re.compile(r"\binstead of (?P<act>\w+ing(?: [\w' ]+)?)$", re.IGNORECASE)
_BOUND_FOR = re.compile(r"\bto (?:work|school|uni|college|town|the office|the gym|the station)\b", re.IGNORECASE)


def changed_habits(text: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """What a sentence (plain) of the user's says of a habit that goes on otherwise; what ends comes first."""
    text = " ".join(text.strip(" .!").replace(", ", " , ").split())
    if len(text.split()) > LONGEST or asks(text) or is_conditional(text):
        return
    for pattern in _MOVED:
        if found := pattern.match(text):
            thing = _thing(found["x"])
            yield _habit(thing, f"No longer as before: {thing}", starts, ends, denies=True)
            yield _habit(thing, f"The user's {thing} is on {found['d']}", starts, ends)
            return
    if (found := _OTHER_DAY.match(text)) and takes_form(found["act"].split()[0], "base"):
        first, _, rest = found["act"].partition(" ")
        does = " ".join((third_person(first.casefold()), rest)).strip()
        yield _habit(found["act"], f"No longer as before: {found['act']}", starts, ends, denies=True)
        yield _habit(found["act"], f"The user {does} on {found['d']}", starts, ends)
    elif found := _LESS.match(text):
        things = found["x"].split()[-1].casefold()
        act = _act(things)
        of_it = [act] if base_of(_one(things)) else [f"{verb} {_one(things)}" for verb in ("drink", "eat", "smoke")]
        said = f"{found['n']} {found['x']} {found['per']}"
        yield _habit(said, f"No longer as before: {things}", starts, ends, denies=True, key=ANY_OF.join(of_it))
        yield _habit(said, f"The user is down to {said}", starts, ends, key=act_key(of_it[0]))
    elif found := _COMMUTES.match(text):
        how, to = found["how"].casefold(), found["to"].casefold()
        others = ANY_OF.join(act_key(f"{way} to {to}") for way in _WAYS_THERE if way != how)
        yield _habit(to, f"No longer as before: to {to}", starts, ends, denies=True, key=others)
        first, _, rest = how.partition(" ")
        does = " ".join((third_person(first), rest)).strip()
        yield _habit(f"{how} to {to}", f"The user {does} to {to}", starts, ends)
    elif found := _OFTEN.match(text):
        thing = _thing(found["x"])
        yield _habit(thing, f"No longer as before: {thing}", starts, ends, denies=True)
        yield _habit(thing, f"The user's {thing} is {found['often']}", starts, ends)
    elif found := _CALLED_OFF.match(text):
        for attribute in ("habit", "hobby"):
            over = _habit(_thing(found["x"]), f"No longer: {_thing(found['x'])}", starts, ends, denies=True)
            yield replace(over, attribute=attribute)
    elif (found := _INSTEAD_OF.search(text)) and _OTHERWISE.search(text[: found.start()]):
        bound = _BOUND_FOR.search(text[: found.start()])
        act = f"{found['act']} {bound[0]}" if bound and " " not in found["act"] else found["act"]
        first, _, rest = act.partition(" ")
        act = f"{base_of(first.casefold()) or first} {rest}".strip()
        if act not in _MANY_WAYS:
            yield _habit(act, f"No longer: {act}", starts, ends, denies=True)


def ended_by_new(text: str, stated: Sequence[MemoryCandidate]) -> list[MemoryCandidate]:
    """What a sentence states, each habit that is told as the new way of an act behind the end of the old one."""
    if not _OTHERWISE.search(text):
        return list(stated)
    told: list[MemoryCandidate] = []
    for one in stated:
        if one.attribute == "habit" and not one.denies and one.value_key not in _MANY_WAYS:
            told.append(replace(one, denies=True, content=sentence(f"No longer as before: {one.value}")))
        told.append(one)
    return told


def _thing(words: str) -> str:
    thing = trimmed(re.sub(r"^(?:the|my|our) ", "", words, flags=re.IGNORECASE))
    return thing[:1].lower() + thing[1:] if thing[1:2].islower() else thing


def _one(things: str) -> str:
    return things[:-1] if len(things) > 3 and things.endswith("s") and not things.endswith("ss") else things


def _act(things: str) -> str:
    """What "three runs a week" are: to run."""
    return base_of(_one(things)) or _one(things)


def _habit(
    value: str, content: str, starts: int, ends: int, *, denies: bool = False, key: str | None = None
) -> MemoryCandidate:
    return MemoryCandidate(
        type="preference",
        subject=USER,
        attribute="habit",
        value=value,
        value_key=key or act_key(value),
        content=sentence(content),
        many=True,
        denies=denies,
        confidence=0.8,
        importance=IMPORTANCE.get("habit", 0.5),
        starts=starts,
        ends=ends,
    )
