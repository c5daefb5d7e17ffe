"""The candidate that something of the user's is over. It changes nothing where nothing of the kind stands."""

from __future__ import annotations

from toldonce.memory.acts import ANY_OF
from toldonce.memory.extract.clauses.claims import IMPORTANCE
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.slots import MAX_KEY_CHARACTERS, value_key
from toldonce.model import MemoryType
from toldonce.ports import USER, MemoryCandidate


def denial(
    type: MemoryType, attribute: str, value: str, content: str, starts: int, ends: int, *, many: bool = True
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
        confidence=0.8,
        importance=IMPORTANCE.get(attribute, 0.5),
        starts=starts,
        ends=ends,
    )
