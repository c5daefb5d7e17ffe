"""Something to do, when it falls due, and the form in which what is to be done is compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from toldonce.memory.acts import CALLING
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.commitments.events import spelled
from toldonce.memory.extract.english.when import Times
from toldonce.memory.slots import value_key

PARTICLES = frozenset(
    "in up out off back away down over on to for with from into at about by of around through as than".split()
)
SMALL = frozenset(
    """
    a an the my our his her their your its some any this that these those new old big next first last all both another
    it him them me us you
    """.split()
)
"""Words that do not tell one thing from another."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do: ``value`` is the act, ``content`` the sentence; ``over``: it is done or off."""

    value: str
    key: str
    content: str
    due_at: datetime | None
    over: bool = False
    valid_from: datetime | None = None


def due(times: Times) -> datetime | None:
    """When it falls due."""
    begins = times.since if times.until is not None else None
    return times.by or (times.on[0] if times.on else None) or begins or times.until


def lies_ahead(clause: Clause) -> bool:
    """Whether the day that a clause names is the day on which it is said, or a later one."""
    day = due(clause.times(ahead=True))
    return day is not None and day >= clause.at.replace(hour=0, minute=0, second=0, microsecond=0)


def when_due(clause: Clause) -> str:
    """The due date spelled out: "by 3 May 2024", "on 3 May 2024 at 15:00"."""
    times = clause.times(ahead=True)
    day = due(times)
    if day is None:
        return ""
    if not times.exact and times.by is None and times.on is not None:
        return f" {spelled(times.on)}"
    preposition = "by" if times.by is not None and times.on is None else "on"
    clock = f" at {day:%H:%M}" if (day.hour or day.minute) and times.exact else ""
    return f" {preposition} {day.day} {day:%B %Y}{clock}"


def act_key(lemma: str, rest: str) -> str:
    """The form in which errands are compared: the verb and the first word of what it is about."""
    lemma = CALLING.get(lemma, lemma)
    words = [word for word in re.findall(r"[\w'-]+", rest.casefold()) if word not in PARTICLES and word not in SMALL]
    return value_key(" ".join([lemma, *(_singular(word) for word in words[:1])]))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
