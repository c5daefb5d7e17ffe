"""What every arm needs: the database, the queries, and sessions whose plans fit one scope."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from uuid import UUID

from toldonce.adapters.postgres.hot import CAPACITY, HotSubjects
from toldonce.adapters.postgres.pool import Connection, Sessions
from toldonce.adapters.postgres.queries import Query, load_queries
from toldonce.adapters.postgres.search.asked import Asked

SEARCH = load_queries("search")
CUSTOM_PLANS = {"plan_cache_mode": "force_custom_plan", "max_parallel_workers_per_gather": "0", "jit": "off"}
"""A plan that fits one scope and one set of filters is wrong for another, and planning takes a tenth of a millisecond.
Starting a parallel worker takes longer than an arm."""


class SearchSessions:
    """The vectors of one embedding model, in sessions of one scope."""

    def __init__(
        self, database: Sessions, *, model_id: int, dimension: int, exact_limit: int, hot_bytes: int = CAPACITY
    ) -> None:
        self._database = database
        self._model_id = model_id
        self._exact_limit = exact_limit
        self.hot = HotSubjects(database, model_id, dimension, capacity=hot_bytes)
        self._searched: dict[UUID, float] = {}
        self._following: dict[UUID, asyncio.Task[None]] = {}
        near = SEARCH.nearest_approximately
        self.approximate_query = Query(
            near.name, near.purpose, near.sql.replace("halfvec(384)", f"halfvec({int(dimension)})"), near.parameters
        )

    def _session(
        self, asked: Asked, settings: Mapping[str, str] | None = None
    ) -> AbstractAsyncContextManager[Connection]:
        scope = asked.scope
        return self._database.session(
            user_id=scope.user_id,
            scope_id=scope.scope_id,
            settings={**CUSTOM_PLANS, **(settings or {})},
            reading=True,
        )
