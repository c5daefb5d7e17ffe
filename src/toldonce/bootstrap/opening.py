"""From the settings to the running service, whole or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Iterator, Sequence
from functools import cache, partial

from toldonce.adapters.blas import keep_products_to_their_threads
from toldonce.adapters.postgres import migrate as schema
from toldonce.adapters.postgres.embedding_sets import EmbeddingSets
from toldonce.adapters.postgres.indexes import Index, Indexes
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.replica import PgReplica, replica_url
from toldonce.adapters.postgres.store import PgStore
from toldonce.bootstrap.database import migrated
from toldonce.bootstrap.models import open_embedders, open_llm, open_upstream
from toldonce.bootstrap.redis import open_limiter, open_query_vectors
from toldonce.bootstrap.runtime import LiveRuntime
from toldonce.bootstrap.secret import jwt_secret
from toldonce.bootstrap.started import Progress, StartFailed
from toldonce.errors import StoreUnavailable, ToldonceError
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.prepare import embed_parts
from toldonce.ports import Embedder
from toldonce.settings import Settings

LONGEST_POOL_CLOSE = 2.0
"""Seconds that open transactions are waited for when everything that asks for them has ended already."""
FEWEST_NEW_OBJECTS = 10_000
"""After so many the garbage collector looks at them; at Python's own 700 it does so within every search."""


async def open_runtime(settings: Settings, *, progress: Progress, reads: bool = True) -> LiveRuntime:
    """Start what the settings ask for and give the running service. Raises `StartFailed`.

    ``reads``: turns will be read here, so what reads them is made ready before anybody asks.

    Any number of processes with the same settings may do this at once: they share one embedded database, and one of
    them migrates.
    """
    faults: list[str] = []
    try:
        return await _open_or_undo(settings, progress, reads)
    except* (ToldonceError, StartFailed, OSError) as failures:
        for failure in _each(failures):
            faults += _faults_of(failure, settings)
    raise StartFailed(faults)


async def _open_or_undo(settings: Settings, progress: Progress, reads: bool) -> LiveRuntime:
    resources = contextlib.AsyncExitStack()
    try:
        return await _open(settings, resources, progress, reads)
    except BaseException:
        await resources.aclose()
        raise


async def _open(
    settings: Settings, resources: contextlib.AsyncExitStack, progress: Progress, reads: bool
) -> LiveRuntime:
    keep_products_to_their_threads()
    async with asyncio.TaskGroup() as group:
        opening_url = group.create_task(migrated(settings, resources, progress))
        opening_embedders = group.create_task(open_embedders(settings, resources, progress))
        if reads:
            group.create_task(asyncio.to_thread(RuleExtractor.prepare))
        secret = await asyncio.to_thread(jwt_secret, settings)
    owner_url, url = opening_url.result()
    llm = open_llm(settings)
    if llm is not None:
        resources.push_async_callback(llm.close)
    upstream = open_upstream(settings)
    if upstream is not None:
        resources.push_async_callback(upstream.close)
    # One connection of this process is outside the pool: the one that asks how the database is.
    pool_size, statement_cache = settings.connection_pool_size - 1, settings.database_statement_cache
    database = await Database.open(url, pool_size=pool_size, statement_cache=statement_cache)
    resources.push_async_callback(database.close, min(LONGEST_POOL_CLOSE, settings.shutdown_timeout / 3))
    following = None
    if settings.database_replica_url is not None:
        address = replica_url(url, settings.database_replica_url.get_secret_value())
        following = await Database.open(address, pool_size=pool_size, statement_cache=statement_cache, is_replica=True)
        resources.push_async_callback(following.close, min(LONGEST_POOL_CLOSE, settings.shutdown_timeout / 3))
    indexes = await _open_indexes(
        owner_url, database, following, opening_embedders.result(), hot_bytes=settings.search_cache_mb * 1024 * 1024
    )
    limiter = await open_limiter(settings, secret)
    if limiter is not None:
        resources.push_async_callback(limiter.close)
    query_vectors = open_query_vectors(settings, secret)
    if query_vectors is not None:
        resources.push_async_callback(query_vectors.close)
    runtime = LiveRuntime(settings, secret, database, indexes, llm, upstream, resources, limiter, query_vectors)
    runtime.follow_embedding_model()
    if settings.embedded_worker:
        runtime.start_worker()
    _spare_what_is_loaded()
    return runtime


@cache
def _spare_what_is_loaded() -> None:
    """Keep the garbage collector away from all that is loaded by now, and let it come less often; once in a process.

    That is code for the most part, which never becomes garbage; to go through it took 0.14 s, in which nobody was
    answered, every time that the collector did.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(FEWEST_NEW_OBJECTS)


async def _open_indexes(
    owner_url: str,
    database: Database,
    following: Database | None,
    opened: Sequence[Embedder],
    *,
    hot_bytes: int,
) -> Indexes:
    """An index for each embedding model, which ``following`` (a replica) answers too where there is one.

    ``hot_bytes`` is the room that they share for what they keep in the process.

    Raises `DatabaseUnfit`, `StoreUnavailable`.
    """
    found = []
    for embedder in opened:
        model_id = await schema.ensure_model(owner_url, embedder.model_name, embedder.dimension)
        store, *copies = [
            PgStore(one, model_id, embedder.model_name, embedder.dimension, hot_bytes=hot_bytes // len(opened))
            for one in (database, following)
            if one
        ]
        replica = PgReplica(database, following, copies[0]) if following else None
        found.append(Index(store, embedder, replica))
    indexes = Indexes(found, EmbeddingSets(database), lambda embedder: partial(embed_parts, embedder))
    await indexes.begin()
    return indexes


def _each(failures: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for failure in failures.exceptions:
        if isinstance(failure, BaseExceptionGroup):
            yield from _each(failure)
        else:
            yield failure


def _faults_of(failure: BaseException, settings: Settings) -> list[str]:
    if isinstance(failure, StartFailed):
        return failure.faults
    if isinstance(failure, StoreUnavailable) and settings.owner_database_url is not None:
        named = "DATABASE_URL" if settings.database_url is not None else "POSTGRES_HOST and POSTGRES_PORT"
        return [f"{named}: {failure.message}"]
    if isinstance(failure, ToldonceError):
        return [failure.message]
    if isinstance(failure, OSError):
        reason = failure.strerror or type(failure).__name__
        return [f"DATA_DIR: {failure.filename or settings.data_dir} cannot be used ({reason})"]
    raise TypeError(f"{type(failure).__name__} is no fault of the surroundings")
