"""What a database needs now and then: old idempotency answers dropped, large scopes given their approximate index, and
once a day the jobs that look after each subject's memories."""

from __future__ import annotations

import asyncio

import structlog

from toldonce.adapters.postgres.idempotency import PgIdempotency
from toldonce.adapters.postgres.lifecycle import PgLifecycle
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.queries import load_queries
from toldonce.adapters.postgres.store import PgStore
from toldonce.errors import StoreUnavailable
from toldonce.model import Scope

QUERIES = load_queries("upkeep")
SECONDS_BETWEEN = 60.0
SCOPES_AT_ONCE = 200
"""Subjects whose daily jobs are started in one round; the others wait for the next."""

log = structlog.get_logger(__name__)


class Upkeep:
    """Runs beside the jobs of a process; several processes doing the same at once do no harm."""

    def __init__(self, database: Database, store: PgStore, idempotency: PgIdempotency) -> None:
        self._database = database
        self._store = store
        self._idempotency = idempotency
        self._lifecycle = PgLifecycle(database)

    async def run(self) -> None:
        """Once a minute, until it is cancelled."""
        while True:
            try:
                await self.run_once()
            except StoreUnavailable as outage:
                log.warning("upkeep_postponed", reason=outage.message)
            await asyncio.sleep(SECONDS_BETWEEN)

    async def run_once(self) -> None:
        """Everything that is due now."""
        await self._idempotency.sweep()
        for scope in await self._large_scopes():
            if await self._store.build_ann(scope):
                log.info("approximate_index_built", scope_id=str(scope.scope_id))
        for scope in await self._lifecycle.due_scopes(SCOPES_AT_ONCE):
            await self._lifecycle.start_daily(scope)

    async def _large_scopes(self) -> list[Scope]:
        async with self._database.session(purpose="work") as connection:
            rows = await QUERIES.large_scopes.all(connection, chunks=self._store.exact_limit)
        return [Scope(user_id=row["user_id"], subject=row["subject"]) for row in rows]
