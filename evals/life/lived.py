"""A life that is stored, what the service says of it, and one thing checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evals.life.door import Door, Stored
from evals.life.held import Held, held
from evals.life.pool import Pool, pool
from evals.life.script import Life
from evals.life.truth import Span, Statement, current
from evals.life.values import MANY, Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing checked. ``about`` is the kind of fact; ``note`` says what was looked for. ``score`` is the service's
    confidence where a check is about that."""

    check: str
    about: str
    right: bool
    note: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Lived:
    """A life that is stored, with what the service says of it at its end."""

    life: Life
    stored: Stored
    door: Door
    profile: Sequence[Held]
    memories: Sequence[Held]
    everything: Sequence[Held]

    @classmethod
    async def look(cls, life: Life, stored: Stored, door: Door) -> Lived:
        """Ask for the profile and the lists of memories."""
        return cls(
            life=life,
            stored=stored,
            door=door,
            profile=held(await door.profile(), stored),
            memories=held(await door.memories(), stored),
            everything=held(await door.memories(status="all"), stored),
        )

    @property
    def phrasings(self) -> Pool:
        """Its half of the phrasings."""
        return pool(self.life.pool)

    def single(self) -> dict[str, list[Statement]]:
        """The statements of every slot of one value."""
        return {slot: told for slot, told in self.life.slots().items() if told[0].kind not in MANY}

    async def profile_at(self, **options: Any) -> list[Held]:
        """The profile at another time."""
        return held(await self.door.profile(**options), self.stored)


def past_values(told: Sequence[Statement]) -> list[tuple[str, Value, frozenset[int]]]:
    """Values that were told and are not true any more, or never were, with all turns that name them."""
    now = {span.value.key for span in current(told)}
    past = {one.value.key: one.value for one in told if one.value and one.value.key not in now}
    return [
        (key, value, frozenset(one.turn for one in told if key in (key_of(one.value), key_of(one.old))))
        for key, value in past.items()
    ]


def key_of(value: Value | None) -> str | None:
    """What a value is compared by."""
    return value.key if value else None


def keys(spans: Sequence[Span]) -> str:
    """The values of the spans, for a note."""
    return ", ".join(span.value.key for span in spans) or "nothing"
