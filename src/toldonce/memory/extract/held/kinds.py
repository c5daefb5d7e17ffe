"""As what something is held: a slot and its value as the kinds that the network knows. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toldonce.memory.slots import FAVOURITE, TASTE

KINDS = tuple(
    "allergy belonging car commitment condition diet dislike employer favourite habit hobby home instruction job like"
    " membership nickname partner pet phone prohibition".split()
)
"""Of what is held, all of which it is judged whether it is over."""
_KIND_OF = {kind: kind for kind in KINDS} | {
    "called": "nickname", "bike": "belonging", "computer": "belonging", "subscription": "membership",
    "gym": "membership", "girlfriend": "partner", "boyfriend": "partner", "husband": "partner", "wife": "partner",
    "fiance": "partner", "fiancee": "partner",
}  # fmt: skip
_FORBIDS = re.compile(r"(?:please )?(?:never|don['’]?t|do not|no|not|stop|avoid)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Held:
    """Something that is held of the user: its kind (of `KINDS`), its value, of what it is the favourite, and the
    sentence that tells it."""

    kind: str
    value: str
    topic: str = ""
    content: str = ""


def held_of(attribute: str, value: str, content: str = "") -> Held | None:
    """What a slot of the user's with this value is; None of what does not end by being talked of (a name, a
    birthday)."""
    if attribute.startswith(TASTE):
        kind = "dislike" if value in ("dislikes", "hates") else "like"
        return Held(kind, attribute.removeprefix(TASTE), content=content)
    if attribute.startswith(FAVOURITE):
        return Held("favourite", value, attribute.removeprefix(FAVOURITE), content)
    if attribute == "instruction" and _FORBIDS.match(value):
        return Held("prohibition", value, content=content)
    known = _KIND_OF.get(attribute)
    return Held(known, value, content=content) if known is not None and value else None
