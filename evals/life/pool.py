"""One half of the phrasings (what may be developed against, or what only scores), or those of one more writer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.life.phrasings import (
    abroad,
    chat,
    development,
    development_filler,
    diary,
    dictation,
    errands,
    held_out,
    held_out_filler,
    letters,
    plain,
    stories,
)
from evals.life.vocabulary import PoolName

ByKind = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Pool:
    """Templates by the kind of fact that they are about; what is not by kind fits everywhere."""

    name: PoolName
    state: ByKind
    together: Sequence[tuple[tuple[str, ...], str]]
    change: ByKind
    end: ByKind
    correct: Sequence[str]
    hypothetical: ByKind
    others: ByKind
    pasted: ByKind
    poison: ByKind
    asked: ByKind
    filler: Sequence[str]
    replies: Sequence[str]
    asides: Sequence[str]
    incidental: Sequence[str]
    things: Sequence[str]
    topics: Sequence[str]


_SAID: Mapping[PoolName, Any] = {
    "development": development, "held_out": held_out, "letters": letters, "chat": chat, "stories": stories,
    "plain": plain, "dictation": dictation, "errands": errands, "diary": diary, "abroad": abroad,
}  # fmt: skip


def pool(name: PoolName) -> Pool:
    """The half, or the further writer, with this name; the writers share the small talk of development."""
    said = _SAID[name]
    between = held_out_filler if name == "held_out" else development_filler
    return Pool(
        name=name,
        state=said.STATE,
        together=said.TOGETHER,
        change=said.CHANGE,
        end=said.END,
        correct=said.CORRECT,
        hypothetical=said.HYPOTHETICAL,
        others=said.OTHERS,
        pasted=said.PASTED,
        poison=said.POISON,
        asked=said.ASKED,
        filler=between.USER,
        replies=between.REPLIES,
        asides=between.ASIDES,
        incidental=between.INCIDENTAL,
        things=between.THINGS,
        topics=between.TOPICS,
    )
