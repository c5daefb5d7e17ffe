"""A life that is stored, what the service says of it, and one thing checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evals.life.door import Door, Stored
from evals.life.held import Held, held, outlives, tells_end
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


@dataclass(frozen=True, slots=True)
class PastValue:
    """A value that is not true any more, or never was: the turns that ``told`` it, and those that ``closed`` it."""

    kind: str
    value: Value
    told: frozenset[int]
    closed: frozenset[int]

    def shown_by(self, entry: Held) -> bool:
        """Whether an entry says it as if it were true: a sentence that says that it is over does not."""
        if entry.states(self.value, self.told):
            return not outlives(self.kind, entry.content)
        return entry.states(self.value, self.closed) and not tells_end(self.kind, entry.content)


def past_values(told: Sequence[Statement]) -> list[PastValue]:
    """All past values of a slot."""
    now = {span.value.key for span in current(told)}
    past = {one.value.key: one.value for one in told if one.value and one.value.key not in now}
    return [
        PastValue(
            kind=told[0].kind,
            value=value,
            told=frozenset(one.turn for one in told if one.value and one.value.key == key),
            closed=frozenset(one.turn for one in told if one.old and one.old.key == key),
        )
        for key, value in past.items()
    ]


def keys(spans: Sequence[Span]) -> str:
    """The values of the spans, for a note."""
    return ", ".join(span.value.key for span in spans) or "nothing"
