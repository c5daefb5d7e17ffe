"""What every verb needs."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from toldonce.errors import StoreUnavailable
from toldonce.fleeting import let_go
from toldonce.memory.prepare import with_chunks
from toldonce.memory.rank import Weights
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.searches import SearchCounts
from toldonce.memory.unread import Unread
from toldonce.model import (
    ErasureReceipt,
    Scope,
)
from toldonce.ports import (
    Clock,
    Embedder,
    Extractor,
    Jobs,
    QueryVectors,
    Replica,
    Settlement,
    Stated,
    StatementWrite,
    Store,
)
from toldonce.receipts import make_receipt

T = TypeVar("T")


class Verbs:
    """One subject's memory on a store; cheap to make, one for each subject and request."""

    def __init__(
        self,
        store: Store,
        jobs: Jobs,
        embedder: Embedder,
        *,
        scope: Scope,
        secret: str,
        clock: Clock,
        rules: Extractor,
        settlement: Settlement | None = None,
        weights: Weights | None = None,
        query_vectors: QueryVectors | None = None,
        searches: SearchCounts | None = None,
        wake: Callable[[], None] | None = None,
        storing: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext,
        replica: Replica | None = None,
        unread: Unread | None = None,
    ) -> None:
        """``secret`` signs erasure receipts; ``rules`` read what is told directly; ``query_vectors`` know what
        was embedded before; ``searches`` counts what is searched.

        ``wake`` is called when there are turns to be read, and many are written within ``storing``. What looks at
        memories is read from ``replica`` where that can be. ``unread`` knows the turns whose reading a question waits
        for.

        Whatever forgets something also purges the account's query vectors, before the receipt is made. Where they
        cannot be reached then, they end by themselves within their time to live.
        """
        self._store = store
        self._jobs = jobs
        self._embedder = embedder
        self._scope = scope
        self._secret = secret
        self._clock = clock
        self._rules = rules
        self._settlement = settlement or Reconciliation()
        self._weights = weights or Weights()
        self._query_vectors = query_vectors
        self._searches = searches
        self.wake = wake or (lambda: None)
        self._storing_many = storing
        self._replica = replica
        self._unread = unread

    async def read(self, min_seq: int | None, work: Callable[[Store], Awaitable[T]]) -> T:
        """What ``work`` reads from the replica, or from the store while the replica is behind or away."""
        if self._replica is not None:
            copy = await self._replica.level(self._scope, min_seq)
            if copy is not None:
                with contextlib.suppress(StoreUnavailable):
                    return await work(copy)
        return await work(self._store)

    async def state(self, write: StatementWrite) -> Stated:
        """Write statements, with the chunks of what they open. Raises `EmbeddingFailed`."""
        return await with_chunks(
            self._embedder, lambda chunks: self._store.state(self._scope, write, self._settlement, chunks)
        )

    async def receipt(self, target: str, counts: dict[str, int]) -> ErasureReceipt:
        """Of what the store has just erased; what is derived from the account's queries goes before it is made."""
        let_go()
        if self._query_vectors is not None:
            await self._query_vectors.purge(self._scope.user_id)
        receipt = make_receipt(self._secret, target, counts, self._clock())
        await self._store.keep_receipt(self._scope.user_id, receipt)
        return receipt.model_copy(update={"up_to_seq": await self._store.up_to_seq(self._scope)})


def source_key(write_key: str | None, what: str) -> str | None:
    """The key under which a repeated write finds what it wrote before."""
    return f"write:{write_key}:{what}" if write_key else None
