"""What facts are about: the attributes that both extractors know, which of them hold many values, and how values and
names are compared.

A slot is written ``subject.attribute`` (``user.home``). Attributes outside this list are allowed: what a language
model names, or what was told directly.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from toldonce.model import MemoryType

MAX_KEY_CHARACTERS = 200

ONE_VALUE = frozenset(
    """
    name called full_name pronouns age birthday birthplace hometown home address nationality religion marital_status
    partner spouse fiance job employer school degree field_of_study diet phone_number email timezone car phone computer
    bike height weight shoe_size clothing_size eye_colour hair_colour blood_type star_sign favourite time_format
    reply_language surname handedness leave role bank gym insurer energy_supplier network_provider website username team
    anniversary rent salary household work_pattern birth_year
    """.split()
)
"""A new value ends the old one. ``favourite.<category>`` and ``taste.<thing>`` belong to them."""

MANY_VALUES = frozenset(
    """
    pet hobby language allergy condition medication belonging habit skill goal event commitment instruction preference
    fact note subscription membership course trait aid volunteering fear business identity
    """.split()
)

RELATIVES = frozenset(
    """
    mother father parent stepmother stepfather sister brother sibling half_sister half_brother stepsister stepbrother
    twin wife husband partner fiance fiancee girlfriend boyfriend ex ex_wife ex_husband child son daughter stepson
    stepdaughter grandmother grandfather grandparent grandson granddaughter grandchild aunt uncle cousin niece nephew
    mother_in_law father_in_law sister_in_law brother_in_law son_in_law daughter_in_law godmother godfather godchild
    friend best_friend roommate flatmate neighbour colleague boss manager coach teacher doctor dentist therapist
    landlord
    """.split()
)
"""Words for people by what they are to somebody. ``user.sister`` is both the slot that names her and, as long as no or
several names are known, the subject of what is said about her."""

ONE_RELATIVE = frozenset(
    """
    mother father wife husband partner fiance fiancee girlfriend boyfriend best_friend boss manager therapist dentist
    landlord
    """.split()
)
"""Relatives of whom there is one at a time: another name ends the one before."""

FAVOURITE, TASTE = "favourite.", "taste."
PREFIXES_OF_ONE = (FAVOURITE, TASTE)

_ARTICLES = re.compile(r"^(?:(?:the|an?|my|our|his|her|their|some|any)\s+)+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SPACES = re.compile(r"[\s_]+")


def holds_many(attribute: str) -> bool:
    """Whether a slot of this attribute holds several values at once.

    An unknown attribute does: nothing true is ended by what may be about something else.
    """
    return not (attribute in ONE_VALUE or attribute in ONE_RELATIVE or attribute.startswith(PREFIXES_OF_ONE))


def is_known(attribute: str) -> bool:
    """Whether both extractors know the attribute; any other is a word of a language model or of who told it."""
    return attribute in ONE_VALUE | MANY_VALUES | RELATIVES or attribute.startswith(PREFIXES_OF_ONE)


def value_key(value: str) -> str:
    """A value in the form that is compared: case-folded, without articles, edges and doubled spaces; a long one is cut
    and marked by a hash of the whole."""
    folded = unicodedata.normalize("NFKC", value).casefold().replace("’", "'")
    key = _EDGES.sub("", _SPACES.sub(" ", folded)).strip()
    key = _ARTICLES.sub("", key) or key
    if len(key) <= MAX_KEY_CHARACTERS:
        return key
    return f"{key[: MAX_KEY_CHARACTERS - 17]}#{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def subject_key(name: str) -> str:
    """A name as a subject: case-folded, spaces single. ``user`` and its relatives are subjects already."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


def attribute_of_type(type: MemoryType) -> str:
    """The attribute of a memory whose words name no slot: each such memory stands for itself."""
    return "note" if type == "entity" else type


def split_slot(slot: str) -> tuple[str, str]:
    """Subject and attribute of a slot: both may have parts of their own (``user.sister``, ``favourite.colour``)."""
    for prefix in PREFIXES_OF_ONE:
        subject, found, rest = slot.partition(f".{prefix}")
        if found:
            return subject, prefix + rest
    subject, _, attribute = slot.rpartition(".")
    return subject, attribute
