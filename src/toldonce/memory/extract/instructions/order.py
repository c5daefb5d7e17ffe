"""One instruction, as the readers of instructions find it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """One instruction: ``key`` compares it, ``instead_of`` is what it takes the place of; ``over``: it ends."""

    attribute: str
    value: str
    key: str
    content: str
    many: bool = True
    over: bool = False
    instead_of: str = ""
