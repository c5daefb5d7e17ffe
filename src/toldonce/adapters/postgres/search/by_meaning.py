"""The arm that looks at vectors: exact, or approximate where a scope is large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.pool import Connection
from toldonce.adapters.postgres.queries import Query
from toldonce.adapters.postgres.rows import half
from toldonce.adapters.postgres.search.asked import Asked, ByMeaning, Scores
from toldonce.adapters.postgres.search.sessions import SEARCH, SearchSessions

PARTS_PER_ITEM = 2
"""Parts read for each item wanted, at first: long items have several among the nearest."""


class MeaningArm(SearchSessions):
    """What is near to the vector of a query."""

    async def _exactly(self, connection: Connection, asked: Asked, vector: NDArray[np.float32]) -> ByMeaning | None:
        """None when the scope is large, has no vectors, or none passes the filters."""
        return await self._until_deep_enough(
            connection, asked, SEARCH.nearest, vector, filtered=asked.filtered, even_large=False
        )

    async def _until_deep_enough(
        self, connection: Connection, asked: Asked, query: Query, vector: NDArray[np.float32], **values: bool
    ) -> ByMeaning | None:
        parts = asked.query.depth * PARTS_PER_ITEM
        while True:
            rows = await query.all(
                connection, vector=half(vector), model_id=self._model_id, parts=parts, **values, **asked.filters
            )
            scores = _best_parts(rows, asked.query.depth)
            if len(scores) == asked.query.depth or len(rows) < parts:
                return ByMeaning(rows[0]["last_seq"], scores) if rows else None
            parts *= 4

    async def _among_many(self, connection: Connection, asked: Asked, vector: NDArray[np.float32]) -> ByMeaning:
        """Search a scope of which no vector was looked at: it is large, or nothing is there to be found."""
        place = await SEARCH.scope.one(connection, scope_id=asked.scope.scope_id)
        if place is None:
            return ByMeaning(0, {})
        meaning = None
        if place["ann_ready"] and not await self._passes_many(connection, asked):
            meaning = await self._until_deep_enough(connection, asked, SEARCH.nearest_of_few, vector)
        elif place["ann_ready"]:
            meaning = await self._approximately(connection, asked, vector)
            if meaning is None:
                meaning = await self._until_deep_enough(
                    connection, asked, SEARCH.nearest, vector, filtered=asked.filtered, even_large=True
                )
        return meaning or ByMeaning(place["last_seq"], {})

    async def _passes_many(self, connection: Connection, asked: Asked) -> bool:
        """Whether too much passes the filters to look at all of it."""
        if not asked.filtered:
            return True
        passing = await SEARCH.count_passing.value(connection, limit=self._exact_limit + 1, **asked.filters)
        return bool(passing > self._exact_limit)

    async def _approximately(
        self, connection: Connection, asked: Asked, vector: NDArray[np.float32]
    ) -> ByMeaning | None:
        """None when the scan gave up early, as it does after many rows of other large scopes or filtered ones."""
        parts = asked.query.depth * 3 // 2
        rows = await self.approximate_query.all(
            connection,
            vector=half(vector),
            model_id=self._model_id,
            parts=parts,
            filtered=asked.filtered,
            **asked.filters,
        )
        return ByMeaning(rows[0]["last_seq"], _best_parts(rows, asked.query.depth)) if len(rows) == parts else None


def _best_parts(rows: Sequence[Mapping[str, Any]], depth: int) -> Scores:
    """The best part of each item; the approximate index gives them only nearly in order."""
    scores: Scores = {}
    for row in rows:
        score = max(-1.0, min(1.0, row["score"]))
        scores[row["seq"]] = max(score, scores.get(row["seq"], -1.0))
    return dict(sorted(scores.items(), key=lambda found: (-found[1], -found[0]))[:depth])
