"""What the service holds of a life, and whether it was said."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from evals.life.door import Stored
from evals.life.script import Life
from evals.life.truth import Span, Statement, current
from evals.life.values import Value

Verdict = Literal["right", "stale", "wrong", "not judged"]
_OVER = re.compile(
    r"\b(?:no longer|not|never|no need|any ?more|quit|left|stop|stopp?ed|ended|gave|sold|broke|split|separated|"
    r"divorced|died|passed|lost|cancell?ed|done|was|used to|until|former(?:ly)?|ex|single|laid off|fired|resigned)\b"
    r"|n't\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"\b(?:can|may|fine|ok|okay|allowed|again|free to|go ahead|nothing against|mind)\b", re.IGNORECASE
)
_BEST = re.compile(r"favou?rite|\b(?:fav|best|top|number one|more than|most)\b", re.IGNORECASE)
_OPPOSITE = frozenset({"like", "dislike"})
"""Kinds whose end states the opposite: who no longer likes a thing may dislike it."""


def tells_end(kind: str, content: str) -> bool:
    """Whether a sentence about a value that is over says so, and is true therefore."""
    if kind in _OPPOSITE:
        return True
    return bool((_ALLOWED if kind == "prohibition" else _OVER).search(content))


_OF_PEOPLE = frozenset({"family", "partner", "child", "third_home", "third_job"})
_GENERIC = frozenset("user user's users their they that this with from have has been does about".split())
_DAYS = frozenset(name.lower() for name in (*calendar.month_name, *calendar.day_name) if name)
"""A memory names the day that "yesterday" was."""


def outlives(kind: str, content: str) -> bool:
    """Whether a sentence stays true when the value is over: who has a new favourite may still like the old one."""
    return kind == "favourite" and not _BEST.search(content)


@dataclass(frozen=True, slots=True)
class Held:
    """One memory or entry of the profile. ``evidence`` are the numbers of the turns that it cites."""

    memory_id: str
    slot: str | None
    type: str
    content: str
    evidence: frozenset[int]
    raw: Mapping[str, Any]

    def states(self, value: Value, told: Collection[int]) -> bool:
        """Whether it says this value and cites a turn that tells it."""
        return value.told_in(self.content) and not self.evidence.isdisjoint(told)


def held(answers: Iterable[Mapping[str, Any]], stored: Stored) -> list[Held]:
    """Memories or profile entries as the service gives them."""
    return [
        Held(
            memory_id=one["memory_id"],
            slot=one.get("slot"),
            type=one["type"],
            content=one["content"],
            evidence=stored.numbers(one["source_turn_ids"]),
            raw=one,
        )
        for one in answers
    ]


def stating(span: Span, among: Iterable[Held]) -> list[Held]:
    """Those that say what the span says."""
    return [one for one in among if one.states(span.value, span.told)]


class Judge:
    """Whether current memories are things that were said, about whom they were said, and still true."""

    def __init__(self, life: Life, memories: Sequence[Held]) -> None:
        self._life = life
        self._told: dict[int, list[Statement]] = {}
        for one in life.statements:
            self._told.setdefault(one.turn, []).append(one)
        self._current = {slot: current(statements) for slot, statements in life.slots().items()}
        self._own_slots = {
            memory.slot
            for memory in memories
            for one in self._told_in(memory)
            if memory.slot and one.kind not in _OF_PEOPLE and one.value and one.value.told_in(memory.content)
        }
        """Slots that hold facts of the user; no other person's home or job belongs there."""

    def verdict(self, memory: Held) -> Verdict:
        """On one memory that the service takes for current."""
        if memory.slot in self._own_slots and any(one.kind.startswith("third_") for one in self._told_in(memory)):
            return "wrong"
        told = [self._on_statement(memory, one) for one in self._told_in(memory)]
        for verdict in ("right", "stale"):
            if verdict in told:
                return "right" if verdict == "right" else "stale"
        purposes = {self._life.turns[number].purpose for number in memory.evidence}
        if any(self._of_somebody_else(memory, number) for number in memory.evidence):
            return "right"
        if "statement" in purposes and self._supported(memory):
            return "right"
        if purposes == {"incidental"} and self._supported(memory) and memory.type in ("event", "fact"):
            return "not judged"
        return "wrong"

    def _told_in(self, memory: Held) -> list[Statement]:
        return [one for number in sorted(memory.evidence) for one in self._told.get(number, ())]

    def _on_statement(self, memory: Held, one: Statement) -> Verdict:
        if one.value and one.value.told_in(memory.content):
            still = any(span.value.key == one.value.key for span in self._current[one.slot])
            return "right" if still or memory.type == "event" or outlives(one.kind, memory.content) else "stale"
        if one.old and one.old.told_in(memory.content):
            return "right" if memory.type == "event" or tells_end(one.kind, memory.content) else "stale"
        return "wrong"

    def _of_somebody_else(self, memory: Held, number: int) -> bool:
        """A memory of what a third person is, has or likes, kept under that person."""
        return any(
            claim.who
            and any(re.search(rf"\b{re.escape(word)}\b", memory.content, re.IGNORECASE) for word in claim.who)
            and (claim.value.told_in(memory.content) or self._supported(memory))
            and memory.slot not in self._own_slots
            for claim in self._life.turns[number].claims
        )

    def _supported(self, memory: Held) -> bool:
        """Whether every word of substance stands in the turns that it cites."""
        said = " ".join(self._life.turns[number].text.lower() for number in memory.evidence)
        words = [word for word in re.findall(r"[a-z']{4,}", memory.content.lower()) if word not in _GENERIC | _DAYS]
        return bool(words) and all(word[:4] in said for word in words)
