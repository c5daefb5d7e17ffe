"""Writes that lost against a concurrent one are tried again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from toldonce.errors import StoreUnavailable

T = TypeVar("T")

ATTEMPTS = 3
PAUSE_SECONDS = 0.02


async def retrying(work: Callable[[], Awaitable[T]]) -> T:
    """Run a whole transaction, again when the database chose it to end a deadlock or a conflict.

    Raises `StoreUnavailable` when that happens three times over.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await work()
        except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError) as conflict:
            if attempt == ATTEMPTS:
                raise StoreUnavailable(
                    "Too many writes to the same memory at once: nothing was changed, try again shortly."
                ) from conflict
            await asyncio.sleep(PAUSE_SECONDS * attempt * (0.5 + random.random()))
    raise AssertionError("the last attempt returns or raises")
