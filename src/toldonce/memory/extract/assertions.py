"""Which of a sentence's clauses state something, and what their candidates say beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toldonce.memory.acts import means
from toldonce.memory.extract.clauses.clause import Part
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.fillers import leading_fillers
from toldonce.memory.extract.english.people import Person, animal, relative
from toldonce.memory.extract.english.when import is_mark
from toldonce.memory.extract.gist.said import GUESSED
from toldonce.memory.extract.sentences.modality import (
    asks,
    is_conditional,
)
from toldonce.ports import MemoryCandidate


def is_stated(over: MemoryCandidate, stated: Sequence[MemoryCandidate]) -> bool:
    """Whether the same sentence says that it is so after all: "no more tea at night, but I love tea"."""
    return any(
        one.attribute == over.attribute
        and not one.denies
        and (not one.many or (one.type == "instruction" and means(over.value_key, one.value_key)))
        for one in stated
    )


def is_taken_back(stated: MemoryCandidate, over: Sequence[MemoryCandidate]) -> bool:
    """Whether a sentence tells the end of what was only guessed from its words: "I sold my place in Boston"; or of an
    allergy, which it cannot name without seeming to state it: "I am free of my wasp allergy"."""
    return (
        (stated.confidence <= GUESSED or stated.attribute == "allergy")
        and not stated.denies
        and any(one.attribute == stated.attribute and means(one.value_key, stated.value_key) for one in over)
    )


def unmarked(tokens: Sequence[str]) -> str:
    """The words of a clause without the marks of its times."""
    return " ".join(token for token in tokens if not is_mark(token))


def says_something(stated: Sequence[MemoryCandidate]) -> bool:
    """Whether anything was stated that is so, beside what happened and what is to be done."""
    return any(not one.denies and one.type != "event" for one in stated)


def ends_a_fact(one: MemoryCandidate) -> bool:
    """Whether it denies something that lasts."""
    return one.denies and one.type not in ("event", "commitment")


def plainer(before: list[MemoryCandidate], after: list[MemoryCandidate]) -> list[MemoryCandidate]:
    """What a clause states as it stands and made plain: where the plain one tells more, no done duty is read in it."""
    new = [
        one for one in after if one.type not in ("event", "commitment") or (one.type == "commitment" and not one.denies)
    ]
    new = new or [one for one in after if one.type == "commitment"]
    return [*(one for one in before if one.type != "commitment" or not one.denies), *new] if new else before


def spoken(part: Part) -> str:
    """A clause without the fillers in front of it."""
    text = unmarked(part.tokens).strip(" ,")
    return text[len(leading_fillers(text)) :]


def asserted(parts: list[Part], *, asks_at_end: bool) -> list[Part]:
    """The parts that state something: none from a question or a condition on."""
    kept: list[Part] = []
    asked = False
    for part in parts:
        text = " ".join(part.tokens)
        if part.link in ("when", "where", "or"):
            continue
        if patterns.match(
            (
                r"(?:(?:and|but|so|even|because|only)\s)*(?:if|unless|whether|suppose|supposing|assuming|imagine"
                r"|what if|should|had)\b"
            ),
            text,
            re.IGNORECASE,
        ) or part.link in ("if", "unless"):
            if not kept or patterns.match(r"(?:if|unless)", text):
                return kept if not asks_at_end or asked else (kept if kept else [])
            return kept
        if asks(text) and (asks_at_end or not part.elided):
            asked = True
            break
        if is_conditional(text):
            continue
        kept.append(part)
    if asks_at_end and not asked:
        return []
    return kept


_KIN = frozenset(
    (
        "sister brother son daughter child mother father partner friend twin cousin aunt uncle niece nephew sibling pet"
    ).split()
)


def kin_in(found: Sequence[MemoryCandidate], me: Person) -> list[Person]:
    """Relatives and pets that were told of without a name, for the pronouns of the next sentence."""
    met = []
    for one in found:
        if one.subject != me.key or one.denies or one.value[:1].isupper():
            continue
        if one.attribute == "pet" and one.value[:1].isalpha():
            met.append(animal(me, one.value))
        elif one.value_key.startswith("a ") and one.attribute in _KIN:
            met.append(relative(me, one.value))
    return met
