"""What a sentence leaves to the one before it: "I need a gift for my wife. Name is Nora. Hates candles."."""

from __future__ import annotations

import re

from toldonce.memory.extract.lexicon import RELATION_PLURALS, RELATION_WORDS
from toldonce.memory.extract.modality import words_of
from toldonce.memory.extract.people import ADJECTIVE, ANIMAL
from toldonce.memory.extract.persons.parts import KIN, NAME, ONE_NAME, STOP, THEIRS

_WHOSE = re.compile(
    rf"\b(?:(?:my|our) {ADJECTIVE}|(?:i|we) (?:\w+ )?(?:have|own|keep|got|adopted|have got) (?:an?|one) (?:\w+ )?)"
    rf"(?P<who>{THEIRS})"
    rf"\b(?!'s? \w|-|,? (?:called|named|(?-i:[A-Z])))",
    re.IGNORECASE,
)
"""Somebody of the speaker's who is not named."""
_ANYBODYS = re.compile(
    rf"\b(?:one's|one is|a|an|your|the|any|do|old do|long do) (?:\w+ )?(?P<who>{THEIRS}"
    rf"|{'|'.join(sorted(RELATION_PLURALS))}|{ANIMAL}s)\b",
    re.IGNORECASE,
)
_FOR = re.compile(rf"\b(?:for|to) (?:my|our) {ADJECTIVE}(?P<who>{THEIRS})\s*[.!?]*$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:(?:(?:his|her|its|their|the)\s)?names? (?:is |of )?|(?:goes by|answers to|called|is called|named)(?: the"
    r" name(?: of)?)?"
    rf" |(?:she|he|it) (?:is called|is named|goes by|answers to) ){NAME}{STOP}",
    re.IGNORECASE,
)
""" "Name is Nora", "goes by Nora", "she is called Nora"."""
_MINE = re.compile(rf"(?:mine|ours) (?:is|goes by|answers to)(?: called| named)? {NAME}{STOP}", re.IGNORECASE)
_WRITE_TO = re.compile(
    r"(?:please )?(?:write|put|say|start with|begin with|address it to|make it out to|it should say)(?: to)?:?"
    r" [\"“']?(?:dear"
    rf"|dearest|happy birthday,?|to|for)? ?{NAME}(?=\s*[.!?\"”']*$|,| and\b)",
    re.IGNORECASE,
)
_TASTES = re.compile(
    rf"{ONE_NAME} (?:really |absolutely |just |only )*(?:loves|likes|hates|adores|enjoys|dislikes|is (?:into|mad"
    r" about|crazy about"
    r"|fond of|turning|allergic|very|three|four|five|six|seven|eight|nine|ten|\d+)|does not like|can not stand|gets"
    r"|eats|will not"
    rf" eat|wants|turns)\b",
    re.IGNORECASE,
)
""" "Clara loves trains" after "a bedtime story for my daughter": of nobody else can that be told there."""
_CUES = frozenset(
    "name names called named goes answers mine ours dear dearest write put address loves likes hates adores enjoys"
    " dislikes is"
    " does can gets eats will wants turns".split()
)
_BYE = re.compile(rf"(?:so )?(?:bye|goodbye|farewell),? {ONE_NAME}\s*[.!?]*$", re.IGNORECASE)
_SINGLE_AGAIN = re.compile(r"\b(?:single|on my own|alone) (?:again|now|once more)\b|\bnewly single\b", re.IGNORECASE)
_OLD_AGE = re.compile(
    r"(?:i am )?(?:not|no longer) (?P<old>[1-9]\d)(?: any ?more| any longer)?\s*[.!?]*$", re.IGNORECASE
)
_ONLY_A_NUMBER = re.compile(r"(?:now )?(?:i am |it is )?(?P<age>[1-9]\d)(?: now| years old)?\s*[.!?]*$", re.IGNORECASE)
_BIRTHDAY_WAS = re.compile(r"\b(?:my )?birthday (?:was|is|has been|came)\b|\bit was my birthday\b", re.IGNORECASE)
_NEW_AGE = re.compile(r"(?:new age|so|now|that makes)\b.{0,20}?(?P<age>[1-9]\d)(?: now)?\s*[.!?]*$", re.IGNORECASE)


def carried_on(words: str, before: str) -> str:
    """The sentence (plain) with whom it is about told in full; as it is where the one before names nobody for it."""
    if not before:
        return words
    known = words_of(words)
    if not known.isdisjoint(_CUES) and (named := _somebody_named(words, before)):
        return named
    if found := _BYE.match(words):
        return f"I broke up with {found['name']}" if _SINGLE_AGAIN.search(before) else words
    return _birthday_passed(words, before)


def _somebody_named(words: str, before: str) -> str:
    whose = _WHOSE.search(before)
    if whose and (found := _NAMED.match(words)):
        return _named(whose["who"], found["name"]) + words[found.end() :]
    if (whose := _FOR.search(before)) and (found := _WRITE_TO.match(words)):
        return _named(whose["who"], found["name"])
    if whose and (found := _TASTES.match(words)):
        return f"{_named(whose['who'], found['name'])}; {words}"
    if (found := _MINE.match(words)) and (whose := _ANYBODYS.search(before)):
        return _named(_one_of(whose["who"]), found["name"]) + words[found.end() :]
    return ""


def _named(who: str, name: str) -> str:
    return f"My {who} is called {name}"


def _one_of(word: str) -> str:
    """What a word names one of: "cats" -> "cat", "wives" -> "partner"."""
    folded = word.casefold()
    if folded in RELATION_WORDS or folded not in RELATION_PLURALS:
        return folded.removesuffix("s") if folded not in RELATION_WORDS and not re.fullmatch(KIN, folded) else folded
    role = RELATION_PLURALS[folded]
    return next((one for one in RELATION_WORDS if RELATION_WORDS[one] == role and folded.startswith(one[:3])), role)


def _birthday_passed(words: str, before: str) -> str:
    """ "Not 44 any more. 45." and "My birthday was this week. New age: 45." in full."""
    number = _ONLY_A_NUMBER.match(words)
    if number and (old := _OLD_AGE.match(before)) and int(number["age"]) > int(old["old"]):
        return f"I am {number['age']} years old now"
    if (number or (number := _NEW_AGE.match(words))) and _BIRTHDAY_WAS.search(before):
        return f"I am {number['age']} years old now"
    return words
