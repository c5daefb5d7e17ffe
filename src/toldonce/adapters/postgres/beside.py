"""Work on subjects that nobody waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any
from uuid import UUID

import structlog

from toldonce.errors import StoreUnavailable

log = structlog.get_logger(__name__)


class Beside:
    """One piece of work at a time for each subject, beside whoever began it. A database that is away ends it: what it
    was for is done when the subject is asked for again."""

    def __init__(self, event: str) -> None:
        """``event`` is what the log calls work that ended so."""
        self._event = event
        self._running: dict[UUID, asyncio.Task[None]] = {}

    def is_at(self, scope_id: UUID) -> bool:
        """Whether a subject is being worked on."""
        return scope_id in self._running

    def begin(self, scope_id: UUID, work: Coroutine[Any, Any, None]) -> None:
        """Begin work on a subject that is not being worked on."""
        task = asyncio.create_task(self._done(work))
        self._running[scope_id] = task
        task.add_done_callback(lambda _: self._running.pop(scope_id, None))

    async def ended(self) -> None:
        """Wait until nothing is being worked on."""
        while self._running:
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _done(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except StoreUnavailable as outage:
            log.debug(self._event, reason=outage.message)
