"""Subjects that are kept in the process follow what is written to them."""

from __future__ import annotations

import asyncio
import math
import time

import structlog

from toldonce.adapters.postgres.search.sessions import CUSTOM_PLANS, SearchSessions
from toldonce.errors import StoreUnavailable
from toldonce.model import Scope

FOLLOWED_SECONDS = 60.0
"""For how long after a search a kept subject is brought up to what is written."""

log = structlog.get_logger(__name__)


class Following(SearchSessions):
    """Which subjects were searched lately, and the tasks that bring them up to date."""

    def written(self, scope: Scope) -> None:
        """Bring a subject that is kept and was searched lately to what was just written, beside whoever wrote it: what
        is asked next does not wait for it."""
        searched = self._searched.get(scope.scope_id, -math.inf)
        if scope.scope_id not in self._following and time.monotonic() - searched < FOLLOWED_SECONDS:
            task = asyncio.create_task(self._follow(scope))
            self._following[scope.scope_id] = task
            task.add_done_callback(lambda _: self._following.pop(scope.scope_id, None))

    async def followed(self) -> None:
        """Wait until what was written is taken in."""
        while self._following:
            await asyncio.gather(*self._following.values(), return_exceptions=True)

    def _note_search(self, scope: Scope) -> None:
        now = time.monotonic()
        self._searched.pop(scope.scope_id, None)
        self._searched[scope.scope_id] = now
        while self._searched[first := next(iter(self._searched))] < now - FOLLOWED_SECONDS:
            del self._searched[first]

    async def _follow(self, scope: Scope) -> None:
        try:
            async with self._database.session(
                user_id=scope.user_id, scope_id=scope.scope_id, settings=CUSTOM_PLANS, reading=True
            ) as connection:
                await self.hot.current(connection, scope)
        except StoreUnavailable as outage:
            log.debug("subject_not_followed", reason=outage.message)
