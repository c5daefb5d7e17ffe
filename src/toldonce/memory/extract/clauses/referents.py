"""Whom and what the words of a noun phrase or a pronoun mean: "my sister's job" is the job of the speaker's sister."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from toldonce.memory.extract.english.lexicon import RELATION_PLURALS, RELATION_WORDS
from toldonce.memory.extract.english.people import (
    ADJECTIVE,
    NAME,
    RELATION,
    RELATIONS,
    SUBJECT_NAME,
    SUBJECT_NAMED,
    SUBJECT_OF,
    SUBJECT_RELATIVE,
    Person,
    is_name,
    kin_or_animal,
    named,
    relative,
)

_OWN_THING = re.compile(
    r"(?i:the\s(?P<what>(?:car|phone|company|firm|place|city|town|language|laptop|bike"
    r"|computer)(?:\s(?:that|where))?\s(?:i|we)\s.+))"
)
_ONE_OF_KIN = re.compile(rf"one of (?:my|our) {ADJECTIVE}(?P<relation>{RELATIONS})")
_OF_MINE = re.compile(rf"(?i:(?:an?|one)\s{ADJECTIVE})(?P<relation>(?i:{RELATION}))(?i:\sof (?:mine|ours))")
_CASUAL_WORDS = (
    "sister|brother|wife|husband|girlfriend|boyfriend|partner|son|daughter|mother|father|mom|mum|dad|friend|cousin|aunt"
    "|uncle|dog|cat|boss|colleague"
)
_CASUAL_RELATIVE = re.compile(
    rf"(?i:(?:my|our)\s(?:\w+\s)?(?P<relation>{_CASUAL_WORDS})\s(?P<name>[a-z]{{3,}})(?:'s?\s(?P<what>.+))?)"
)


_NAMED_KIN = re.compile(rf"(?i:{ADJECTIVE})(?P<relation>(?i:{RELATION}))(?:\s,)?\s(?P<name>{NAME})(?:\s,)?")


_ALSO_OF_FIRMS = frozenset("partner friend boss manager colleague coach neighbour neighbor parent".split())
""" "Apple's partner Foxconn" is nobody."""


def _kin_of(who: Person, what: str) -> tuple[Person, str]:
    """Somebody, or their named relative: "girlfriend Amira" of Tom is Amira."""
    match = _NAMED_KIN.fullmatch(what)
    if match is None or who.kind != "person" or not is_name(match["name"]):
        return who, what
    relation = match["relation"].casefold()
    if who.is_stranger and relation in _ALSO_OF_FIRMS:
        return who, what
    return relative(who, relation, match["name"]), ""


class Referents:
    """The people whom one speaker may mean: the speaker, and who was named so far.

    ``casual``: names may be written small, as in a text without capitals. ``earlier`` tells who was introduced before,
    by name; ``mentioned`` are those whom pronouns can mean when they fit nobody of whom something was told.
    """

    def __init__(
        self,
        me: Person,
        people: Sequence[Person] = (),
        *,
        casual: bool = False,
        earlier: Callable[[str], Person | None] = lambda name: None,
        mentioned: Sequence[Person] = (),
    ) -> None:
        self.me = me
        self.people = list(people)
        self.casual = casual
        self._earlier = earlier
        self._mentioned = mentioned

    def who_is(self, words: str) -> tuple[Person | None, str]:
        """The person that a noun phrase names, and what of theirs it means: "my sister's job" -> (sister, job)."""
        folded = words.casefold()
        if (kin := _ONE_OF_KIN.fullmatch(folded)) and kin["relation"] in RELATION_PLURALS:
            role = RELATION_PLURALS[kin["relation"]]
            who = kin_or_animal(self.me, next(word for word, of in RELATION_WORDS.items() if of == role))
            return (who, "") if who is not None else (None, words)
        if folded.startswith(("one of my ", "one of our ", "some of my ")):
            return self.me, words.split(" ", 3)[3]
        if folded in ("home", "home for me", "the name", "name"):
            return self.me, "name" if folded.endswith("name") else "home"
        if of_mine := _OF_MINE.fullmatch(words):
            who = kin_or_animal(self.me, of_mine["relation"])
            return (who, "") if who is not None else (None, words)
        if folded.startswith(("my ", "our ")):
            match = SUBJECT_RELATIVE.fullmatch(words)
            if match:
                name = match["name"] or ""
                if match["relation"].casefold() in RELATION_PLURALS and match["relation"].casefold() not in (
                    "children",
                ):
                    return None, words
                who = kin_or_animal(self.me, match["relation"], name)
                return _kin_of(who, match["what"] or "") if who is not None else (None, words)
            if self.casual and (match := _CASUAL_RELATIVE.fullmatch(words)):
                who = kin_or_animal(self.me, match["relation"], match["name"].title())
                return who, match["what"] or ""
            return self.me, words.partition(" ")[2]
        match = SUBJECT_NAMED.fullmatch(words)
        if match:
            return kin_or_animal(self.me, match["relation"], match["name"]), ""
        match = SUBJECT_OF.fullmatch(words)
        if match:
            return kin_or_animal(self.me, match["relation"], match["name"] or ""), match["what"]
        match = SUBJECT_NAME.fullmatch(words)
        if match and is_name(match["name"]):
            return _kin_of(self.known(match["name"]), match["what"] or "")
        if folded.startswith("the ") and (of := _OWN_THING.fullmatch(words)):
            return self.me, of["what"]
        return None, words

    def known(self, name: str) -> Person:
        """Somebody by name: who was introduced, or a stranger."""
        folded = name.casefold()
        here = next((one for one in self.people if one.name.casefold() == folded), None)
        return here or self._earlier(name) or named(name)

    def antecedent(self, pronoun: str) -> Person | None:
        """Whom a pronoun means, when exactly one fits."""
        genders = {"she": ("f", ""), "he": ("m", ""), "it": ("",), "they": ("f", "m", "")}[pronoun]
        kinds = ("animal",) if pronoun == "it" else ("person", "animal")
        fitting = {one.key: one for one in self.people if one.gender in genders and one.kind in kinds}
        if pronoun in ("she", "he"):
            fitting = fitting or {one.key: one for one in self._mentioned if one.gender in genders}
            certain = {key: one for key, one in fitting.items() if one.gender}
            fitting = certain or fitting
        return next(iter(fitting.values())) if len(fitting) == 1 else None
