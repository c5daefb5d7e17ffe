"""A mark that something ended, wherever in a sentence it stands; and what marks are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ended = Literal["allergy", "condition", "doing", "liking", "disliking"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A way of saying that something ended; where its pattern has a place ``x``, that is the thing, else what stands
    around it is. ``own``: it counts only beside a word for the speaker."""

    ended: tuple[Ended, ...]
    cues: frozenset[str]
    pattern: str
    own: bool


def mark(ended: str, cues: str, pattern: str, *, own: bool = True) -> Mark:
    """The mark of an end of these kinds (with spaces between), looked up by these words."""
    kinds: list[Ended] = [
        kind for kind in ("allergy", "condition", "doing", "liking", "disliking") if kind in ended.split()
    ]
    return Mark(tuple(kinds), frozenset(cues.split()), pattern, own)


HOW = r"(?:(?:now|finally|just|simply|quietly|all|long|already|completely|somehow|really|almost all|suddenly)\s)*"
X = r"(?P<x>(?!(?:it|that|this|them|one|everything)\b)[\w'&-]+(?: (?!(?:is|are|has|have|and|but)\b)[\w'&-]+){0,3}?)"
END = r"(?=\s*$|\s?[,;:.–—-](?:\s|$)|\s(?:and|but|because|so|since|now|any|these|nowadays|again|at|for|in)\b)"
