"""Which values of a slot a statement is about: its own, those it stands in place of, those it denies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from toldonce.memory.acts import ANY_OF, MEANT_BY_WORDS, is_meant, is_same_act, is_same_feeling, names_in_full
from toldonce.memory.kinds import kinds_in
from toldonce.memory.terms import words
from toldonce.ports import MemoryCandidate, Statement

_NAMED_IN_PART = frozenset("job employer school car phone computer bike partner".split())
"""What is often called by a part of its name when it is over: "sold the Polo", "no longer a teacher"."""


def by_value(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """The statements that concern each value of a slot of many, in their order."""
    concerned: dict[str, list[Statement]] = {one.candidate.value_key: [] for one in statements
                                             if not one.candidate.denies}  # fmt: skip
    for one in statements:
        keys = _concerned(one.candidate, concerned)
        for key in keys or _named_in_full(one, concerned) or _of_this_kind(one, concerned):
            concerned[key].append(one)
    return concerned


def _named_in_full(denial: Statement, concerned: Mapping[str, Sequence[Statement]]) -> list[str]:
    """The commitments that an end names by more of their words than their key has: "the cake order" is to order the
    birthday cake."""
    said = denial.candidate
    if said.attribute != "commitment" or not said.denies or ANY_OF not in said.value_key:
        return []
    return [
        key
        for key, own in concerned.items()
        if any(names_in_full(said.value_key, key, one.candidate.value) for one in own if not one.candidate.denies)
    ]


def _of_this_kind(denial: Statement, concerned: Mapping[str, Sequence[Statement]]) -> list[str]:
    """The pet that "my dog died" is of, or the habit that "Mondays are free again" is of: the only one that was told as
    of this kind or day, and not by its name alone."""
    said = denial.candidate
    tells = _TELLS_OF.get(said.attribute)
    if tells is None or not said.denies:
        return []
    told = [
        key
        for key, own in concerned.items()
        if any(not one.candidate.denies and tells(said.value_key, one.candidate.content) for one in own)
    ]
    return told if len(told) == 1 else []


def _concerned(said: MemoryCandidate, keys: Collection[str]) -> list[str]:
    """Which of the values of a slot a statement is about: its own, the one it stands in place of, those it denies."""
    if said.denies and said.attribute in MEANT_BY_WORDS:
        return [key for key in keys if not said.value_key or is_meant(said.attribute, said.value_key, key)]
    if said.denies and not said.value_key:
        return list(keys)
    if said.attribute == "habit" and said.changes and not said.denies:  # what is done otherwise by now
        return [key for key in keys if key == said.value_key or is_same_act(said.value_key, key)]
    own = (said.value_key,) if said.denies else dict.fromkeys((said.value_key, said.instead_of))
    return [key for key in own if key in keys]


def goes_by(key: str, held: MemoryCandidate) -> bool:
    """Whether a name, whole or in part, is that of what is held."""
    return key == held.value_key or (
        held.attribute in _NAMED_IN_PART and set(key.split()) <= set(held.value_key.split())
    )


def denies(said: MemoryCandidate, key: str) -> bool:
    """Whether a denial in a slot of one value is of the value with this key: of every value ("I have no car"), of this
    one, of the same feeling in other words, or of a part of its name."""
    if said.value_key in ("", key, said.attribute) or is_same_feeling(said.value_key, key):
        return True
    return said.attribute in _NAMED_IN_PART and set(said.value_key.split()) <= set(key.split())


def _is_kind(kind: str, content: str) -> bool:
    return kind in kinds_in(content) or kind in words(content)


def _is_on(day: str, content: str) -> bool:
    return day in _DAYS and not {day, day.removesuffix("s")}.isdisjoint(words(content))


_TELLS_OF: Mapping[str, Callable[[str, str], bool]] = {"pet": _is_kind, "habit": _is_on}
_DAYS = frozenset(f"{day}days" for day in "mon tues wednes thurs fri satur sun".split())
