"""What is worked out from people's words and kept for the next moment, but for no longer: words may be erased."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

KEPT_SECONDS = 60.0
"""After which a process that runs `let_go_in_time` holds nothing of it any more, whichever process erased something."""

P = ParamSpec("P")
T = TypeVar("T")

_let_go: list[Callable[[], None]] = []


def kept_briefly(maxsize: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorates a pure function of hashable arguments: its last ``maxsize`` answers are kept until `let_go`."""

    def kept(function: Callable[P, T]) -> Callable[P, T]:
        keeping = lru_cache(maxsize)(function)
        _let_go.append(keeping.cache_clear)
        return keeping  # type: ignore[return-value]

    return kept


def let_go() -> None:
    """Keep nothing any more: something has just been erased."""
    for clear in _let_go:
        clear()


async def let_go_in_time() -> None:
    """`let_go` every `KEPT_SECONDS`, for what other processes erase; runs until it is cancelled."""
    while True:
        await asyncio.sleep(KEPT_SECONDS)
        let_go()
