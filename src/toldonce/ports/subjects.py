"""Whose memories an account holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HeldSubject:
    """A subject that has conversations or memories, how many memories, and when it was first and last written to."""

    subject: str
    memories: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Label:
    """What a gateway has written on memories and turns of a subject, such as the agent ``value`` under ``name``."""

    subject: str
    name: str
    value: str
    memories: int
    first_at: datetime
    last_at: datetime


class Subjects(Protocol):
    """The subjects of an account. It is the only thing that looks across them, and only within one account."""

    async def subjects(self, user_id: UUID) -> list[HeldSubject]:
        """Those that hold anything, by name."""
        ...

    async def labels(self, user_id: UUID, names: Sequence[str]) -> list[Label]:
        """What stands in ``metadata.mem0`` under these names."""
        ...

    async def subject_of(self, user_id: UUID, item_id: UUID) -> str | None:
        """The subject that holds a memory or turn of this id."""
        ...
