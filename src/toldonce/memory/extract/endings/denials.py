"""The candidate that something of the user's is over. It changes nothing where nothing of the kind stands."""

from __future__ import annotations

from functools import partial

from toldonce.memory.acts import ANY_OF
from toldonce.memory.extract.clauses.claims import IMPORTANCE
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.slots import MAX_KEY_CHARACTERS, value_key
from toldonce.model import MemoryType
from toldonce.ports import USER, MemoryCandidate

CONFIDENCE = 0.8
GUESSED = 0.6
"""Of what a sentence names beside words of an end: whoever looks closer may find that it ends nothing."""


DOINGS = ("habit", "hobby", "course", "membership", "subscription")
"""Slots of what somebody does, in any of which a thing that is over may stand."""


def denial(
    type: MemoryType,
    attribute: str,
    value: str,
    content: str,
    starts: int,
    ends: int,
    *,
    many: bool = True,
    confidence: float = CONFIDENCE,
) -> MemoryCandidate:
    """That ``value`` of the user's ``attribute`` is over; of several with `ANY_OF` between them, whichever stands."""
    return MemoryCandidate(
        type=type,
        subject=USER,
        attribute=attribute,
        value=value,
        value_key=value_key(value) if ANY_OF not in value else value[:MAX_KEY_CHARACTERS],
        content=sentence(content),
        many=many,
        denies=True,
        confidence=confidence,
        importance=IMPORTANCE.get(attribute, 0.5),
        starts=starts,
        ends=ends,
    )


guess = partial(denial, confidence=GUESSED)
"""`denial` of what a sentence only names beside words of an end."""
