"""What of everything that is believed is kept where there is too much of it. Pure, and the same for every store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from toldonce.model import Memory
from toldonce.ports import USER

OF_THE_USER = 20
"""So many of a kind of thing that is told of the user weigh as much as one that is told of somebody else."""


def most_telling(believed: Iterable[Memory], limit: int) -> list[Memory]:
    """At most ``limit`` memories, the newest first.

    The newest of every kind of thing (a name, a home, tastes, somebody's job) goes before the second newest of any, and
    of the user's `OF_THE_USER` at a time: who told of thousands of tastes told of one name, once and long ago.
    """
    newest_first = sorted(believed, key=lambda one: (one.recorded_at, one.seq), reverse=True)
    if len(newest_first) <= limit:
        return newest_first
    told: Counter[tuple[str, ...]] = Counter()
    places: list[tuple[int, bool, int]] = []
    for number, memory in enumerate(newest_first):
        subject, *attribute = (memory.slot or "").split(".")[:2]
        kind = (memory.type, subject, *attribute)
        of_another = subject != USER
        places.append((told[kind] // (1 if of_another else OF_THE_USER), of_another, number))
        told[kind] += 1
    return [newest_first[number] for number in sorted(number for *_, number in sorted(places)[:limit])]
