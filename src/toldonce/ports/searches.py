"""What a store is asked for in a search, what it shows of it, and what is counted of a day's searches."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.model import HitKind, MemoryStatus, Origin, Predecessor, Role, SearchFilters

ComingVector: TypeAlias = Callable[[], Awaitable[NDArray[np.float32] | None]]
"""Waits for the vector of a query (unit length) that is still being made; None: it could not be made."""


@dataclass(frozen=True, slots=True)
class ArmsQuery:
    """What the arms look for: ``vector`` (unit length; None: no dense arm), ``terms`` (stems of the query, none: no
    lexical arm), ``words`` (the words behind them, for the trigram fallback), ``slots`` (subject and attribute of what
    is asked for, none: no slot arm; an attribute that ends with a point stands for all that begin so); ``depth``
    candidates of each arm."""

    vector: NDArray[np.float32] | None
    terms: Sequence[str]
    words: Sequence[str]
    filters: SearchFilters
    depth: int
    slots: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A turn or memory whole, as hits show it."""

    kind: HitKind
    item_id: UUID
    content: str
    type: str
    role: Role | None
    speaker: str | None
    said_at: datetime
    conversation_id: UUID | None
    turn_number: int | None
    source_turn_ids: Sequence[UUID]
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    confidence: float = 1.0
    last_used_turn: int | None = None
    status: MemoryStatus = "current"
    slot: str | None = None
    value: str | None = None
    origin: Origin | None = None
    predecessor: Predecessor | None = None


@dataclass(frozen=True, slots=True)
class SearchDay:
    """Searches of one day: how many, and the milliseconds that they took, together and at most."""

    searches: int
    milliseconds: float
    slowest: float


def contains(whole: Any, part: Any) -> bool:
    """Whether JSON ``whole`` contains ``part``, as PostgreSQL's ``@>`` understands it."""
    if isinstance(part, Mapping):
        return isinstance(whole, Mapping) and all(
            key in whole and contains(whole[key], value) for key, value in part.items()
        )
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(contains(item, wanted) for item in whole) for wanted in part)
    return isinstance(whole, bool) == isinstance(part, bool) and bool(whole == part)
