"""Who a clause is about: the speaker, a relative, somebody by name, an animal; and what of theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from toldonce.memory.extract.english.lexicon import RELATION_PLURALS, RELATION_WORDS, SPECIES, gender_of
from toldonce.memory.extract.english.verbs import FORMS, base_of
from toldonce.memory.slots import subject_key
from toldonce.ports import USER

PersonKind = Literal["self", "person", "animal"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom statements are about.

    ``key`` is the subject of the slot; ``phrase`` how a sentence calls them ("the user's sister Nora"); ``relation``
    the word for what they are to ``owner``; for an animal, ``relation`` is its species.
    """

    key: str
    phrase: str
    kind: PersonKind = "person"
    name: str = ""
    relation: str = ""
    gender: str = ""
    owner: str = ""

    @property
    def is_stranger(self) -> bool:
        """Whether only a capital at the beginning of a sentence makes it a person."""
        return self.kind == "person" and not self.relation

    @property
    def possessive(self) -> str:
        """ "The user's", "Nora's"."""
        return f"{self.phrase}'" if self.phrase.endswith("s") else f"{self.phrase}'s"


def the_user() -> Person:
    """The person whose memory it is."""
    return Person(USER, "the user", "self")


def speaker(name: str) -> Person:
    """Another person who speaks under a name, and so of themselves."""
    return Person(subject_key(name), name.strip(), "self", name=name.strip())


def relative(owner: Person, word: str, name: str = "") -> Person:
    """What somebody is to ``owner`` by a word such as "sister", with the name where it is known."""
    role = RELATION_WORDS[word]
    if name:
        return Person(
            subject_key(name), f"{owner.possessive} {word} {name}", "person", name, word, gender_of(word), owner.key
        )
    return Person(f"{owner.key}.{role}", f"{owner.possessive} {word}", "person", "", word, gender_of(word), owner.key)


def animal(owner: Person, species: str, name: str = "") -> Person:
    """A pet of ``owner``."""
    if name:
        return Person(subject_key(name), f"{owner.possessive} {species} {name}", "animal", name, species, "", owner.key)
    return Person(f"{owner.key}.pet", f"{owner.possessive} {species}", "animal", "", species, "", owner.key)


def named(name: str) -> Person:
    """Somebody who is only known by name."""
    return Person(subject_key(name), name, "person", name)


def _alternatives(words: object) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))  # type: ignore[attr-defined]


RELATION = rf"(?:{_alternatives(RELATION_WORDS)})"
RELATIONS = rf"(?:{_alternatives(RELATION_PLURALS)})"
ANIMAL = (
    rf"(?:(?:golden|border|german|great|french|english|guinea|maine|basset|jack|cocker|bull|yorkshire"
    rf"|old)\s)?(?:coon\s|russell\s)?(?:{_alternatives(SPECIES)}|pig)"
)
ADJECTIVE = (
    r"(?:(?:older|elder|younger|little|wee|big|baby|eldest|oldest|youngest|middle|only|first|second|third"
    r"|kid|dear|lovely|new"
    r"|late|own|one|good|old|close|oldest|biological|adopted|adoptive|foster|maternal|paternal|beloved|sweet|wonderful"
    r"|amazing|dearest|great|twin|current|former|longtime|long-time|childhood|school|work|next-door"
    r"|other|then|soon-to-be"
    r"|gorgeous|rescue|tiny|small|fluffy|black|white|grey|gray|brown|ginger|tabby|male|female|(?:\d+"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: |-)year(?: |-)old"
    r"|\d+(?: |-)month(?: |-)old|favourite|elderly|crazy|silly|poor|two|three|four|five|cute|lazy"
    r"|amazing|blind|deaf|pet|house)\s)*"
)
_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]*[\w.]|[A-Z])(?<!'s)"
NAME = (
    rf"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.?\s)?{_NAME_WORD}(?:\s(?:(?:van|von|de|da|del|la|le|der|den|el|bin|al"
    rf"|di|of)\s){{0,2}}{_NAME_WORD}){{0,2}}"
)
NOT_NAMES = frozenset(
    """
    mine ours
    i we you he she it they my our his her their the a an this that these those there here what who when where why how
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december yes no ok okay thanks thank please sorry hello hi hey well so but and or if because also
    actually now then today tomorrow yesterday tonight everyone everybody nobody someone somebody something nothing
    everything work home life school dinner lunch breakfast christmas easter english god good great one two both some
    most many all any each every not just maybe perhaps since for in on at to from by with as of do does did is are was
    before after during between despite although though unless until while
    were am be been have has had can could will would should may might must let never always once correction user update
    news big finally done turns oh ah wow hmm honestly speaking guess remember note ps fyi btw quick funny fun small
    yeah
    yep nope nah covid facebook instagram google amazon netflix youtube twitter tiktok being doing going having getting
    mom mum dad grandma grandpa granny nana mother father sister brother aunt uncle cousin wait oops typo scratch it's
    listen look right mind
    assistant ai people things stuff time money music food weather traffic rent sleep health love summer winter autumn
    sure cool perfect congrats yum same over ready still really totally truly nearly team here there
    definitely absolutely exactly
    spring anyway besides however although though while after before until unless whether which whose anything somehow
    """.split()
)
"""Capitalised words at the beginning of a sentence that are nobody's name."""

SUBJECT_RELATIVE = re.compile(
    rf"(?i:(?:my|our)\s{ADJECTIVE}(?P<relation>{RELATION}|{RELATIONS}"
    rf"|{ANIMAL}))(?:\s,)?(?:\s\(?\s?(?P<name>{NAME})\s?\)?)?(?:\s,)?"
    rf"(?:'s?\s(?P<what>.+))?"
)
SUBJECT_NAMED = re.compile(
    rf"(?P<name>{NAME})\s,\s(?i:(?:who is |that is )?(?:my|our)\s{ADJECTIVE}(?P<relation>{RELATION}|{ANIMAL}))(?:\s,)?"
)
SUBJECT_NAME = re.compile(rf"(?P<name>{NAME})(?:'s?\s(?P<what>.+))?")
SUBJECT_OF = re.compile(
    rf"(?i:the\s(?P<what>[\w -]+?)\sof\s(?:my|our)\s{ADJECTIVE}(?P<relation>{RELATION}"
    rf"|{ANIMAL}))(?:\s(?P<name>{NAME}))?"
)


def is_name(word: str) -> bool:
    """Whether a capitalised word can be a name."""
    first = word.split()[0].rstrip(".,").casefold()
    if first in NOT_NAMES or word.isupper() or len(word) < 2:
        return False
    return not (first in FORMS or base_of(first)) or len(word.split()) > 1 or first in _NAMES_LIKE_VERBS


_NAMES_LIKE_VERBS = frozenset("mark drew will rob bill pat chase grant skip sue bob may rose wade hope".split())


def kin_or_animal(owner: Person, word: str, name: str = "") -> Person | None:
    """The relative or the animal that a word of the lexicons stands for."""
    folded = " ".join(word.casefold().split())
    if folded in RELATION_WORDS:
        return relative(owner, folded, name)
    if folded in RELATION_PLURALS:
        return None
    return animal(owner, folded, name)
