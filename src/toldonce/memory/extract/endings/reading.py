"""What is over by a sentence of the user's, as denials of everything that it may mean.

The themes read an end where they understand what ends. This reads the end itself: a sentence with the predicate of one
denies whatever its words name. A denial of what does not stand changes nothing, so it need not be known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.acts import NOT
from toldonce.memory.extract.claims import IMPORTANCE
from toldonce.memory.extract.endings.frames import ALL, Kind
from toldonce.memory.extract.habits import act_key
from toldonce.memory.extract.modality import asks, is_conditional, words_of
from toldonce.memory.extract.people import RELATION
from toldonce.memory.extract.phrases import head, trimmed, without_article
from toldonce.memory.extract.wording import sentence
from toldonce.memory.slots import value_key
from toldonce.model import MemoryType
from toldonce.ports import USER, MemoryCandidate

MOST_WORDS = 40
"""Who says more in a sentence tells a story."""
_CLAUSE = re.compile(r"\s[;–—-]\s|\s?[,:]\s|\s(?:and|but|so|because|since|as)\s(?=(?:i|we|you|my|the|please|it|that|now)\b)")
_LEAD = re.compile(
    r"(?:(?:oh|so|well|ok|okay|yeah|yes|no(?= ?,)|nah|honestly|actually|btw|by the way|also|and|but|anyway|sadly|frankly|tbf"
    r"|to be honest|to be fair|i must say|i have to say|i have to admit|i must admit|i am afraid|turns out|it turns out"
    r"|update|fyi|just so you know|i think|i guess|you know|look|listen|right|hey|unfortunately|funnily enough|as of"
    r" (?:today|now)|these days|nowadays|lately|after (?:that|all|the|my) [\w ]{0,24}?(?= (?:i|we)\b)"
    r"|since [\w ]{2,24}?(?= (?:i|we)\b))\s?,?\s)+",
    re.IGNORECASE,
)
_ASKED_AND_DENIED = re.compile(
    r"(?:remember [\w ]{2,20} )?(?P<x>[\w'&-]+(?: [\w'&-]+){0,5}?)\s?[?:]\s*,?\s*(?:nah|no|nope|not|never|hardly|gone|history)?"
    r"\s?,?\s?(?:not any ?more|no longer|not since|any ?more|over|done|these days|can not|history|finished|not now)\b",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"^i (?:can|could|would) not (?:honestly |really )?(?:say|claim|pretend)(?: that)? i ", re.IGNORECASE
)
""" "I can not say I like it" sets no condition."""
_NOTED = re.compile(r"(?:had|have|can not|could not)\s", re.IGNORECASE)
"""How a note begins that leaves out "I" and is no question."""
_POSSESSIVE_OR_IS = re.compile(
    r"(?<=\w)'s (?=(?:been|grown|gone|lost|had|become|stopped|ok|okay|fine|alright|great|good|off|no|not|done|dead|history"
    r"|over|finished|actually|now|really|back|gathering|fallen|allowed|welcome|quite|pretty|just|had|ceased|worn|burnt"
    r"|turned|got|fizzled|dropped|growing|a thing of|in the past|banned|forbidden)\b)"
)
_TAIL = re.compile(
    r"\s(?:any ?more|any longer|these days|nowadays|now|lately|altogether|for good|at all|completely|again|from now on"
    r"|please|either|honestly|for me|for us|after all|each time|every time|as a hobby|class(?:es)?|lessons?|club|sessions?"
    r"|habits?|routine|ritual|hobby|phase|obsession|craze|days|thing|stuff|membership|of all things|a bit|(?:of|for) mine)$",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(rf"^(?:(?:my|our)\s)?(?:\w+\s)?(?:{RELATION})\b(?!\s\w+ing)", re.IGNORECASE)
_TASTES: tuple[tuple[Kind, tuple[str, ...], str], ...] = (
    ("liking", ("likes", "loves"), "likes"),
    ("disliking", ("dislikes", "hates"), "dislikes"),
)


def endings(text: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """What a sentence of the user's (plain, without quotations) says is over; ``starts`` and ``ends`` are its place."""
    text = _POSSESSIVE_OR_IS.sub(" is ", " ".join(text.strip(" .!?").replace(", ", " , ").split()))
    text = _NOT_SAID.sub("I do not ", text)
    if len(text.split()) > MOST_WORDS or is_conditional(text):
        return
    said: dict[tuple[Kind, str], None] = {}
    for clause in _clauses(text):
        for kind, thing in _over(clause):
            said[kind, thing] = None
    for kind, thing in said:
        yield from _denials(kind, thing, starts, ends)


def _clauses(text: str) -> Iterator[str]:
    """The sentence, and each of its clauses, from where the clause itself begins."""
    places = [0, *(found.end() for found in _CLAUSE.finditer(text))]
    for place in places:
        clause = text[place:].strip(" ,;:")
        lead = _LEAD.match(clause)
        yield clause[lead.end() :] if lead else clause


def _over(clause: str) -> Iterator[tuple[Kind, str]]:
    if found := _ASKED_AND_DENIED.match(clause):
        for kind in ("liking", "act"):
            yield kind, found["x"]
        return
    if asks(clause) and not _NOTED.match(clause):
        return
    words = words_of(clause)
    for frame in ALL:
        if frame.cues.isdisjoint(words):
            continue
        found = frame.pattern.match(clause)
        if found is None:
            continue
        thing = found["x"] or found.groupdict().get("y") or ""
        if thing and not _OF_OTHERS.match(thing):
            for kind in frame.kinds:
                yield kind, thing


def _denials(kind: Kind, thing: str, starts: int, ends: int) -> Iterator[MemoryCandidate]:
    """The denials of everything that may be meant by a thing that is over."""
    whole = without_article(trimmed(head(thing)))
    bare = _without_tail(whole)
    if kind == "called":
        yield _denial("fact", "called", whole, f"The user is no longer called {whole}", starts, ends, many=False)
    for name in dict.fromkeys((whole, bare)):
        if not name or " me " in f" {name} ":
            continue
        for feeling, values, verb in _TASTES:
            if kind == feeling:
                for value in values:
                    yield _denial("preference", f"taste.{_taste_key(name)}", value, f"The user no longer {verb} {name}",
                                  starts, ends, many=False)  # fmt: skip
    if kind == "act":
        for attribute in ("habit", "hobby"):
            yield _denial("preference", attribute, act_key(bare or whole), f"The user no longer does: {bare or whole}",
                          starts, ends)  # fmt: skip
    elif kind in ("order", "ban"):
        negative = re.match(r"(?:not|never|no)\s(?:to\s)?", bare)
        act = act_key(bare[negative.end() :] if negative else bare)
        key = f"{NOT}{act}" if kind == "ban" else act
        if act and not (negative and kind == "order"):
            yield _denial("instruction", "instruction", key, f"No longer: {bare}", starts, ends)


def _taste_key(name: str) -> str:
    words = name.split()
    loved = words[0].casefold() in ("loving", "liking", "hating", "enjoying", "disliking") and len(words) > 1
    return value_key(" ".join(words[1:] if loved else words))


def _without_tail(text: str) -> str:
    for _ in range(4):
        shorter = trimmed(_TAIL.sub("", text))
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def _denial(
    type: MemoryType, attribute: str, value: str, content: str, starts: int, ends: int, *, many: bool = True
) -> MemoryCandidate:
    return MemoryCandidate(
        type=type,
        subject=USER,
        attribute=attribute,
        value=value,
        value_key=value_key(value),
        content=sentence(content),
        many=many,
        denies=True,
        confidence=0.8,
        importance=IMPORTANCE.get(attribute, 0.5),
        starts=starts,
        ends=ends,
    )
