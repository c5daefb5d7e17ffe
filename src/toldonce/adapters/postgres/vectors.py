"""The vectors of the scopes that were searched last, kept in the process; the database stays the only truth.

Looking at ten thousand vectors takes PostgreSQL several milliseconds and numpy one. Every search asks the database what
has come since (by ``seq``, which follows the order of commits) and whether anything was erased, so that several
processes may each keep their own copy.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.pool import Connection
from toldonce.adapters.postgres.queries import load_queries

QUERIES = load_queries("vectors")

CAPACITY = 50_000
"""Vectors kept for all scopes together: 77 MB of the default model's."""
BESIDE_THE_LOOP = 2_000
"""Vectors from which the arithmetic (more than a tenth of a millisecond) leaves the event loop."""

Epoch = tuple[Any, ...]


@dataclass(slots=True)
class HotScope:
    """The first ``count`` rows are in use. Rows are only ever added, so a reader may go on while others come."""

    epoch: Epoch
    up_to_seq: int = 0
    count: int = 0
    seqs: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    vectors: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0), np.float32))

    def add(self, rows: Sequence[Mapping[str, Any]], up_to_seq: int) -> None:
        """Take in what is newer than what is here; another search may have brought some of it meanwhile."""
        fresh = [row for row in rows if row["seq"] is not None and row["seq"] > self.up_to_seq]
        if fresh:
            self._make_room(self.count + len(fresh), len(fresh[0]["embedding"].to_numpy()))
            place = slice(self.count, self.count + len(fresh))
            self.seqs[place] = [row["seq"] for row in fresh]
            self.vectors[place] = [row["embedding"].to_numpy() for row in fresh]
            self.count += len(fresh)
        self.up_to_seq = max(self.up_to_seq, up_to_seq)

    def _make_room(self, count: int, dimension: int) -> None:
        if count <= len(self.seqs):
            return
        room = max(count, int(1.5 * len(self.seqs)))
        seqs, vectors = np.empty(room, np.int64), np.empty((room, dimension), np.float32)
        seqs[: self.count] = self.seqs[: self.count]
        if self.count:
            vectors[: self.count] = self.vectors[: self.count]
        self.seqs, self.vectors = seqs, vectors


class HotVectors:
    """Exact search among the vectors of one model, for scopes of at most ``largest`` chunks."""

    def __init__(self, model_id: int, *, largest: int, capacity: int = CAPACITY) -> None:
        self._model_id = model_id
        self._largest = min(largest, capacity)
        self._capacity = capacity
        self._scopes: OrderedDict[UUID, HotScope] = OrderedDict()

    async def nearest(
        self, connection: Connection, scope_id: UUID, vector: NDArray[np.float32], depth: int
    ) -> tuple[int, dict[int, float]] | None:
        """The newest seq that was looked at, and the ``depth`` nearest items by seq, nearest first (best chunk counts).

        None for a scope that is too large to be kept. Items that are not to be found (closed memories) are left out.
        """
        known = self._scopes.get(scope_id)
        rows = await self._news(connection, scope_id, known)
        if known is not None and rows and _epoch(rows[0]) != known.epoch:
            self._scopes.pop(scope_id, None)
            known, rows = None, await self._news(connection, scope_id, None)
        if not rows or rows[0]["chunk_count"] > self._largest:
            self._scopes.pop(scope_id, None)
            return None if rows else (0, {})
        hot = self._scopes.get(scope_id)
        if hot is None or hot.epoch != _epoch(rows[0]):
            hot = HotScope(_epoch(rows[0])) if known is None else known
        hot.add(rows, rows[0]["last_seq"])
        self._keep(scope_id, hot)
        up_to_seq, seqs, vectors = hot.up_to_seq, hot.seqs[: hot.count], hot.vectors[: hot.count]
        closed = rows[0]["closed"] or ()
        if len(seqs) < BESIDE_THE_LOOP:
            return up_to_seq, best(seqs, vectors, vector, closed, depth)
        return up_to_seq, await asyncio.to_thread(best, seqs, vectors, vector, closed, depth)

    async def _news(
        self, connection: Connection, scope_id: UUID, known: HotScope | None
    ) -> Sequence[Mapping[str, Any]]:
        return await QUERIES.news.all(
            connection,
            scope_id=scope_id,
            model_id=self._model_id,
            after=known.up_to_seq if known else 0,
            largest=self._largest,
        )

    def _keep(self, scope_id: UUID, hot: HotScope) -> None:
        self._scopes[scope_id] = hot
        self._scopes.move_to_end(scope_id)
        while sum(one.count for one in self._scopes.values()) > self._capacity:
            self._scopes.popitem(last=False)


def best(
    seqs: NDArray[np.int64],
    vectors: NDArray[np.float32],
    vector: NDArray[np.float32],
    closed: Sequence[int],
    depth: int,
) -> dict[int, float]:
    """The ``depth`` items with the highest inner product of any chunk, highest first; of equals the newer one."""
    if not len(seqs):
        return {}
    products = vectors @ vector
    if closed:
        products[np.isin(seqs, np.asarray(closed))] = -np.inf
    wanted = 2 * depth
    while True:
        least = np.partition(products, -wanted)[-wanted] if wanted < len(seqs) else -np.inf
        first = np.nonzero(products >= least)[0]
        scores: dict[int, float] = {}
        for i in first[np.lexsort((-seqs[first], -products[first]))]:
            if products[i] > -np.inf:
                scores.setdefault(int(seqs[i]), float(min(1.0, max(-1.0, products[i]))))
        if len(scores) >= depth or wanted >= len(seqs):
            return dict(list(scores.items())[:depth])
        wanted *= 4


def _epoch(row: Mapping[str, Any]) -> Epoch:
    """Changes when a scope loses rows, or is forgotten and begun again."""
    return row["created_at"], row["erasures"]
