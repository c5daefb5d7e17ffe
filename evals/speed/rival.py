"""mem0 without a language model: on its default local store, and on pgvector in the PostgreSQL that toldonce brings.

Only the last turns are written one by one, as an application writes them: its store is filled with the others at once,
and what goes beyond those that toldonce was given through its API is copied, as in toldonce's own large subjects.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from evals.speed import growth, rival_growth
from evals.systems.embedding import Embedding
from evals.systems.mem0 import Mem0, open_mem0
from toldonce import bootstrap
from toldonce.settings import Settings

LOCAL, PGVECTOR = "mem0", "mem0_pgvector"
STORES = {LOCAL: "mem0", PGVECTOR: "mem0 on pgvector"}
"""Where the figures of each store stand in a row, and what it is called."""
USER = "bench"
AT_ONCE = 500
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Store:
    """A mem0, and a connection to the database that it is in; without one, it is in a folder of its own."""

    mem0: Mem0
    connection: asyncpg.Connection | None


@contextlib.asynccontextmanager
async def opened(embedding: Embedding, name: str) -> AsyncIterator[Store]:
    """mem0 on an empty store of this name, which goes with it."""
    if name == LOCAL:
        async with open_mem0(embedding) as mem0:
            yield Store(mem0, None)
        return
    folder = Path(tempfile.mkdtemp(prefix="mem0-pgvector-"))
    try:
        async with growth.owner(folder) as connection, contextlib.AsyncExitStack() as resources:
            url = await bootstrap.open_database_url(Settings(data_dir=folder), resources, lambda _: None)
            async with open_mem0(embedding, url) as mem0:
                yield Store(mem0, connection)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def fill(store: Store, texts: Sequence[str], size: int, patience_seconds: float) -> dict[str, Any]:
    """Let it have ``size`` turns, these and copies of them: how many it has and what that took, or how far it came
    (``gave_up_after_seconds``) when its patience ended."""
    messages = [{"role": "user", "content": text, "turn": number} for number, text in enumerate(texts)]
    row: dict[str, Any] = {"turns": 0}
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(patience_seconds):
            await _insert(store, messages, row)
            if size > len(messages):
                row["grown_from_turns"] = len(messages)
                await _grow(store, size, row)
            elif store.connection is not None:
                await rival_growth.settle(store.connection)
    except TimeoutError:
        row["unindexed"] = row["turns"] == size
        return row | {"gave_up_after_seconds": round(time.perf_counter() - begun, 1)}
    return row | {"filled_in_seconds": round(time.perf_counter() - begun, 1)}


async def _insert(store: Store, messages: Sequence[dict[str, Any]], row: dict[str, Any]) -> None:
    for first in range(0, len(messages), AT_ONCE):
        more = messages[first : first + AT_ONCE]
        await store.mem0.call({"fill": more, "user": USER})
        row["turns"] += len(more)


async def _grow(store: Store, size: int, row: dict[str, Any]) -> None:
    """Copies of what was inserted, until there are so many."""
    held = row["turns"]
    if store.connection is not None:
        async for made in rival_growth.grow(store.connection, size):
            row["turns"] = made
        return
    for number, at in enumerate(range(held, size, held), 1):
        most = min(held, size - at)
        await store.mem0.call({"copy": number, "most": most, "share_of_other": growth.SHARE_OF_OTHER})
        row["turns"] = at + most


async def write(store: Store, text: str, turn: int) -> float:
    """The milliseconds of one write."""
    answer = await store.mem0.call({"add": text, "role": "user", "user": USER, "turn": turn})
    return float(answer["milliseconds"])


async def search(store: Store, question: str) -> tuple[float, list[int]]:
    """The milliseconds of one search, and the turns that it found."""
    answer = await store.mem0.call({"search": question, "user": USER, "depth": DEPTH})
    return float(answer["milliseconds"]), [hit["turn"] for hit in answer["hits"]]


async def share_as_exact(store: Store, questions: Sequence[str]) -> float | None:
    """The share of the hits of exact searches that its approximate ones find; None where it makes no approximation.

    The index is gone afterwards.
    """
    if store.connection is None:
        return None
    found = [(await search(store, question))[1] for question in questions]
    await rival_growth.drop_approximation(store.connection)
    shares = []
    for question, hits in zip(questions, found, strict=True):
        _, exact = await search(store, question)
        shares.append(len({*hits} & {*exact}) / max(1, len(exact)))
    return round(sum(shares) / len(shares), 4)
