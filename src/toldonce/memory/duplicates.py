"""Which memories of one slot say the same in other words. Pure, but for the vectors that the caller brings.

Vectors alone cannot tell: "the left knee" and "the right knee" are closer than "stamp collector" and "collects stamps"
(docs/decisions/0016-near-duplicates.md has the figures). So two contents are the same only when the words that carry
them are the same, in the same order; what may differ is a short list of words that say little beside their object.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence

from toldonce.memory.slots import RELATIVES, holds_many, split_slot
from toldonce.memory.terms import terms_of, words
from toldonce.model import Memory

LEAST_COSINE = 0.88
"""Below it, not even the same carrying words make two contents the same; measured."""

_LIGHT = frozenset(
    """
    a an the is are am be being of to on s user users user's please also really very go goes going do does doing play
    plays playing practise practises practising practice practices practicing every each their your
    """.split()
)
_ALIKE = {
    form: forms[0]
    for forms in (
        ("have", "has", "having", "own", "owns", "owning", "possess", "possesses"),
        ("like", "likes", "liking", "enjoy", "enjoys", "enjoying"),
        ("must", "need", "needs", "needed", "hasto"),
        ("never", "not", "don't"),
    )
    for form in forms
}
"""Words that may stand for each other."""
_PAST = frozenset({"used", "was", "were", "had", "former", "formerly", "ex"})
"""Beside one of these the light words mean something else ("used to play")."""
_OBLIGATION = re.compile(r"\b(?:has|have|having) to\b", re.IGNORECASE)


def carrying_words(content: str) -> tuple[str, ...] | None:
    """The stems of the words that carry a content, in order; None when it has none, or speaks of the past.

    Numbers, names, negations and prepositions other than the plainest carry; so does everything outside English.
    """
    own = words(_OBLIGATION.sub("hasto", content))
    if not _PAST.isdisjoint(own):
        return None
    alike = (_ALIKE.get(word, word) for word in own if word not in _LIGHT)
    return tuple(term for word in alike for term in terms_of(word) or [word]) or None


def possible_duplicates(memories: Sequence[Memory]) -> list[list[Memory]]:
    """Groups of memories that may say the same, each with the one recorded first in front; vectors have the last word.

    Only memories of one slot of many values are compared, and only where everything but the words agrees: their type,
    their origin, when they fall due, on which days they hold (of events), and that none of them expires.
    """
    groups: defaultdict[object, list[Memory]] = defaultdict(list)
    for memory in sorted(memories, key=lambda one: (one.recorded_at, one.seq)):
        if memory.slot is None or memory.expires_at is not None or memory.status != "current":
            continue
        _, attribute = split_slot(memory.slot)
        carrying = carrying_words(memory.content)
        if carrying is None or not holds_many(attribute) or attribute in RELATIVES or memory.type == "entity":
            continue
        days = (memory.valid_from, memory.valid_to) if memory.type == "event" else None
        key = (memory.slot, memory.type, memory.origin, memory.due_at, days, carrying, _names(memory.content))
        groups[key].append(memory)
    return [group for group in groups.values() if len(group) > 1]


def same_as(group: Sequence[Memory], cosine: Callable[[int, int], float]) -> dict[int, int]:
    """For each place in a group whose memory says the same as an earlier one, the first such place.

    ``cosine`` compares the memories at two places.
    """
    kept: list[int] = []
    same: dict[int, int] = {}
    for place in range(len(group)):
        first = next((one for one in kept if cosine(one, place) >= LEAST_COSINE), None)
        if first is None:
            kept.append(place)
        else:
            same[place] = first
    return same


def _names(content: str) -> tuple[str, ...]:
    """Capitalised words after the first, as written: "may" and "May" are not the same word."""
    _first, *others = unicodedata.normalize("NFKC", content).split() or [""]
    return tuple(word.strip(".,;:!?\"'") for word in others if word[:1].isupper())
