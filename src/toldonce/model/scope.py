"""Whose memory, and pages of lists."""

from __future__ import annotations

from functools import lru_cache
from typing import Generic
from uuid import UUID, uuid5

from toldonce.model.values import Frozen, Name, T
from toldonce.vocabulary import DEFAULT_SUBJECT


class Scope(Frozen):
    """Whose memory: one subject of one account. Nothing of one scope is ever visible in another.

    ``scope_id`` follows from the two names (UUIDv5), so that no look-up stands before a read.
    """

    user_id: UUID
    subject: Name = DEFAULT_SUBJECT

    @property
    def scope_id(self) -> UUID:
        """The id that begins every key of the scope's rows."""
        return _scope_id(self.user_id, self.subject)


@lru_cache(maxsize=4_096)
def _scope_id(user_id: UUID, subject: str) -> UUID:
    # Asked for some twenty times in a request.
    return uuid5(user_id, subject)


class Page(Frozen, Generic[T]):
    """One page of a list; ``next_cursor`` is opaque and null on the last page."""

    items: list[T]
    next_cursor: str | None = None
    up_to_seq: int | None = None
