"""What bounds the requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One limit that a request has to keep.

    ``key`` says whose allowance it is and is never stored as it stands. Without ``daily`` it is a token bucket of
    ``limit`` tokens that refills continuously within ``window`` seconds; with ``burst`` no ``window`` of time, wherever
    it begins, holds more than ``limit`` + ``burst``. ``daily`` counts per UTC day instead. ``cost`` is at most
    ``limit``; at 0 the limit is only looked at.
    """

    name: str
    key: str
    limit: int
    window: int = 60
    burst: int | None = None
    cost: int = 1
    daily: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How one limit stands after a request.

    ``reset_at`` is the epoch second at which all of it is there again; ``retry_after`` the seconds until the same
    request fits, 0 when it did.
    """

    rule: LimitRule
    remaining: int
    reset_at: int
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standings in the order of the rules, at the epoch second ``at``, and the first that refused, if one did."""

    standings: tuple[Standing, ...]
    at: int
    refused: Standing | None = None


class Limiter(Protocol):
    """Counts requests. However many ask at once, no limit is passed."""

    async def take(self, rules: Sequence[LimitRule]) -> Verdict:
        """Take from all limits or, when one refuses, from none."""
        ...

    async def give_back(self, rules: Sequence[LimitRule]) -> None:
        """Undo a take from token buckets without ``burst``."""
        ...

    async def close(self) -> None: ...
