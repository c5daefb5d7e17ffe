"""A change of the embedding model: both sets of vectors side by side, then one switch."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from functools import partial

from toldonce.adapters.postgres import migrate as schema
from toldonce.adapters.postgres.embedding_sets import EmbeddingSet, EmbeddingSets
from toldonce.adapters.postgres.indexes import SECONDS_BETWEEN
from toldonce.adapters.postgres.pool import Database
from toldonce.bootstrap.database import migrated
from toldonce.bootstrap.models import open_embedders
from toldonce.bootstrap.opening import LONGEST_POOL_CLOSE
from toldonce.bootstrap.started import Progress, StartFailed
from toldonce.memory.prepare import embed_parts
from toldonce.settings import Settings

LATE_PARTS = 64
"""Parts of texts that may come between the last look at what has no vector yet and the switch."""
LATE_ROUNDS = 4


async def list_embedding_sets(settings: Settings, *, progress: Progress) -> list[tuple[EmbeddingSet, int, int]]:
    """Every set of vectors, the one that is searched first, with parts of texts in whole subjects and parts in all.

    Raises `ToldonceError`.
    """
    async with _embedding_sets(settings, progress) as (_, sets):
        return [(one, *await sets.progress(one.name)) for one in await sets.all()]


async def reembed(settings: Settings, *, back: bool, told: Callable[[int, int], None], progress: Progress) -> str:
    """Make the vectors of the next model (``back``: of the configured one) whole, then search those; the model's name.

    ``told`` hears how many parts of texts have vectors of it, and how many there are.

    Raises `ToldonceError` and `StartFailed`.
    """
    async with contextlib.AsyncExitStack() as resources:
        opened = await open_embedders(settings, resources, progress)
        if len(opened) < 2:
            raise StartFailed(
                ["EMBEDDING_PROVIDER_NEXT: say what embeds next, and name another model in EMBEDDING_MODEL_NEXT"]
            )
        url, sets = await resources.enter_async_context(_embedding_sets(settings, progress))
        for embedder in opened:
            await schema.ensure_model(url, embedder.model_name, embedder.dimension)
        source, target = reversed(opened) if back else opened
        if not {one.name for one in await sets.all() if one.chosen} & {source.model_name, target.model_name}:
            raise StartFailed([f"EMBEDDING_MODEL: must be the model that is searched, {(await sets.chosen()).name}"])
        done, parts = await sets.progress(target.model_name)

        def added(count: int) -> None:
            nonlocal done
            done += count
            told(done, max(parts, done))

        async def fill() -> int:
            return await sets.fill(source.model_name, target.model_name, partial(embed_parts, target), added)

        while await fill() > LATE_PARTS:
            continue
        await sets.choose(target.model_name)
        # Until they have looked, the running processes write vectors of the former model.
        for _ in range(LATE_ROUNDS):
            await asyncio.sleep(SECONDS_BETWEEN)
            await fill()
        return target.model_name


async def drop_embedding_set(settings: Settings, name: str, *, progress: Progress) -> int:
    """Drop the vectors of a model that is not searched any more; how many. Raises `ToldonceError`, `ValueError`."""
    async with _embedding_sets(settings, progress) as (url, sets):
        dropped = await sets.drop(name)
        await schema.forget_model(url, name)
        return dropped


@contextlib.asynccontextmanager
async def _embedding_sets(settings: Settings, progress: Progress) -> AsyncIterator[tuple[str, EmbeddingSets]]:
    """The owner's URL of the database, migrated, and its sets of vectors."""
    async with contextlib.AsyncExitStack() as resources:
        owner_url, url = await migrated(settings, resources, progress)
        database = await Database.open(url, pool_size=2, application_name="toldonce reembed")
        resources.push_async_callback(database.close, LONGEST_POOL_CLOSE)
        yield owner_url, EmbeddingSets(database)
