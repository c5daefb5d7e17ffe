"""Sentences that say something of their speaker without a word for them: "Turned 67 in March", "27 here"."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.verbs import takes_form

_NAMED = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+(?:'s)?,? [A-Za-z]")


def names_somebody(words: str) -> bool:
    """Whether a name may stand in it, of whom it may tell."""
    return _NAMED.search(words) is not None


def is_note(words: str) -> bool:
    """Whether it is said without a subject: "Turned 67 in March", "27 here", "DOB: 9 July"."""
    first = next((word for word in words.casefold().split() if word not in _JUST), "")
    return _NOTE.match(words) is not None or takes_form(first, "past")


_JUST = frozenset("just finally recently already newly officially".split())
_NOTE = re.compile(
    r"(?:age )?\d{2} (?:here|years)|home is\b|dob\b|date of birth\b|birthday ?:|(?:first |full )?name ?[:–-]|age ?[:–-]"
    r"|you are (?:now )?(?:talking|speaking|chatting|writing) (?:to|with)\b|this is [A-Z]|it is [A-Z]\w+ "
    r"(?:here|speaking)"
    r"|[A-Z]\w+, (?:very )?(?:pleased|nice|good|lovely|glad|happy|delighted) to\b|allergic to\b|living "
    r"in\b|working (?:as|at|for)\b"
    r"|based in\b|rip\b|(?:no longer|not) (?:an?|at|in|with|vegan|vegetarian|working|living|married|allergic|on)\b"
    r"|\w+ by (?:day|trade|profession)\b|(?:forget|say|use) [A-Z]",
    re.IGNORECASE,
)
