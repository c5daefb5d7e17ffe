"""Probes of what the service stands on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

from toldonce.adapters import host
from toldonce.adapters.limiters import FallbackLimiter, LimiterUnavailable
from toldonce.adapters.postgres.indexes import Indexes
from toldonce.adapters.postgres.pool import Database
from toldonce.errors import ToldonceError
from toldonce.ports import Check, QueryVectors
from toldonce.settings import Settings

PROBE_SECONDS = 2.0
REMOTE_PROBE_AGE = 60.0
"""Seconds for which a probe of an embedding model behind a network holds; each may cost money."""


class Health:
    """How what the service stands on is, as ``/health`` tells."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        indexes: Indexes,
        limiter: FallbackLimiter | None,
        query_vectors: QueryVectors | None,
    ) -> None:
        self._settings = settings
        self._database = database
        self._indexes = indexes
        self._limiter = limiter
        self._query_vectors = query_vectors
        self._embedding_probe: tuple[float, Check] | None = None

    async def check(self) -> Mapping[str, Check]:
        """Probe database, Redis, embedding model, disk and memory, each within two seconds."""
        database, redis, embedding, disk = await asyncio.gather(
            _probe(self._database.ping),
            self._check_redis(),
            self._check_embedder(),
            self._check_disk(),
        )
        return {
            "database": database,
            "redis": redis,
            "embedding_model": embedding,
            "disk": disk,
            "memory": host.check_memory(self._settings.health_max_memory_percent),
        }

    async def _check_disk(self) -> Check:
        folder, least = self._settings.data_dir, self._settings.health_min_free_disk_mb
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                return await asyncio.to_thread(host.check_disk, folder, least)
        except TimeoutError:
            return Check("unhealthy", 1000 * PROBE_SECONDS, f"The disk of {folder} does not answer in time.")

    async def _check_embedder(self) -> Check:
        if self._indexes.missing is not None:
            lost = f"This process has not opened {self._indexes.missing}, which is chosen: restart it with that model."
            return Check("unhealthy", 0.0, lost)
        known = self._embedding_probe
        if self._settings.embedding_provider != "local" and known is not None and time.monotonic() < known[0]:
            return known[1]
        # Never the same text twice: embedders remember their latest queries.
        check = await _probe(lambda: self._indexes.current.embedder.embed_query(f"probe {time.monotonic_ns()}"))
        self._embedding_probe = (time.monotonic() + REMOTE_PROBE_AGE, check)
        return check

    async def _check_redis(self) -> Check:
        if self._query_vectors is None:
            return Check("disabled")
        fault = None
        started = time.perf_counter()
        try:
            if self._limiter is not None:
                await self._limiter.ping()
            elif not await self._query_vectors.ping():
                fault = "Redis cannot be asked."
        except LimiterUnavailable as failure:
            fault = f"Redis cannot be asked ({failure})."
        return Check("degraded" if fault else "healthy", 1000 * (time.perf_counter() - started), fault)


async def _probe(ask: Callable[[], Awaitable[object]]) -> Check:
    started = time.perf_counter()
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            await ask()
    except TimeoutError:
        return Check("unhealthy", 1000 * PROBE_SECONDS, "It did not answer in time.")
    except ToldonceError as error:
        return Check("unhealthy", 1000 * (time.perf_counter() - started), error.message)
    return Check("healthy", 1000 * (time.perf_counter() - started))
