"""mem0 on the same turns and questions, one after another and without a language model: on its default local store, and
on pgvector in the PostgreSQL that toldonce itself brings.

Only the last turns are written one by one, as an application writes them: its store is filled with the others at once,
and what goes beyond those that toldonce was given through its API is copied, as in toldonce's own large subjects.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import psutil

from evals.metrics import percentile
from evals.speed import growth, rival_growth
from evals.speed.disk import disk_mb
from evals.systems.embedding import Embedding
from evals.systems.mem0 import Mem0, open_mem0
from toldonce import bootstrap
from toldonce.settings import Settings

LOCAL, PGVECTOR = "mem0", "mem0_pgvector"
STORES = {LOCAL: "mem0", PGVECTOR: "mem0 on pgvector"}
"""Where the figures of each store stand in a row, and what it is called."""
USER = "bench"
SINGLE_WRITES = 100
AT_ONCE = 500
DEPTH = 10
PATIENCE_SECONDS = 900.0
"""So long a store is filled; a size that it does not reach by then is left out, and how far it came is told."""
MOST_SEARCHES, FEWEST_SEARCHES = 120, 10
ENOUGH_SECONDS = 45.0
"""After these no further search is begun, once the fewest are done."""
COMPARED = 20
"""Questions whose hits are compared with those of an exact search."""


@dataclass(frozen=True, slots=True)
class Store:
    """An empty mem0, and a connection to the database that it is in; without one, it is in a folder of its own."""

    mem0: Mem0
    folder: Path
    connection: asyncpg.Connection | None


@contextlib.asynccontextmanager
async def opened(embedding: Embedding, name: str) -> AsyncIterator[Store]:
    """mem0 on the store of this name, which goes with it."""
    if name == LOCAL:
        async with open_mem0(embedding) as mem0:
            yield Store(mem0, mem0.folder, None)
        return
    folder = Path(tempfile.mkdtemp(prefix="mem0-pgvector-"))
    try:
        async with growth.owner(folder) as connection, contextlib.AsyncExitStack() as resources:
            url = await bootstrap.open_database_url(Settings(data_dir=folder), resources, lambda _: None)
            async with open_mem0(embedding, url) as mem0:
                yield Store(mem0, folder, connection)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def mem0_ms(
    embedding: Embedding,
    name: str,
    size: int,
    texts: Sequence[str],
    questions: Sequence[str],
    patience: float = PATIENCE_SECONDS,
) -> dict[str, Any]:
    """Let it have ``size`` turns of these texts, the last `SINGLE_WRITES` written one by one, then search."""
    messages = [{"role": "user", "content": text, "turn": number} for number, text in enumerate(texts)]
    before, last = messages[:-SINGLE_WRITES], messages[-SINGLE_WRITES:]
    row: dict[str, Any] = {"turns": 0}
    async with opened(embedding, name) as store:
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(patience):
                await _fill(store, before, row)
                if (rows := size - len(last)) > len(before):
                    row["grown_from_turns"] = len(before)
                    await _grow(store, rows, row)
                elif store.connection is not None:
                    await rival_growth.settle(store.connection)
        except TimeoutError:
            row["unindexed"] = row["turns"] == size - len(last)
            return row | {"gave_up_after_seconds": round(time.perf_counter() - begun, 1)}
        row["filled_in_seconds"] = round(time.perf_counter() - begun, 1)
        writes = [await _written(store.mem0, each["content"], row["turns"] + place) for place, each in enumerate(last)]
        row["turns"] += len(writes)
        answers = await _searched(store.mem0, questions)
        row |= {
            "write_ms": _shares(writes),
            "searches": len(answers),
            "search_ms": _shares([took for took, _ in answers]),
            "resident_mb": round(psutil.Process(store.mem0.pid).memory_info().rss / 1e6, 1),
            "disk_mb": disk_mb(store.folder),
        }
        if store.connection is not None:
            row["hits_as_exact"] = await _as_exact(store.mem0, store.connection, questions, answers[:COMPARED])
    return row


async def _fill(store: Store, messages: Sequence[dict[str, Any]], row: dict[str, Any]) -> None:
    for first in range(0, len(messages), AT_ONCE):
        more = messages[first : first + AT_ONCE]
        await store.mem0.call({"fill": more, "user": USER})
        row["turns"] += len(more)


async def _grow(store: Store, rows: int, row: dict[str, Any]) -> None:
    """Copies of what was filled, until there are so many rows."""
    held = row["turns"]
    if store.connection is not None:
        async for made in rival_growth.grow(store.connection, rows):
            row["turns"] = made
        return
    for number, at in enumerate(range(held, rows, held), 1):
        most = min(held, rows - at)
        await store.mem0.call({"copy": number, "most": most, "share_of_other": growth.SHARE_OF_OTHER})
        row["turns"] = at + most


async def _written(mem0: Mem0, text: str, turn: int) -> float:
    """The milliseconds of one write."""
    answer = await mem0.call({"add": text, "role": "user", "user": USER, "turn": turn})
    return float(answer["milliseconds"])


async def _search(mem0: Mem0, question: str) -> tuple[float, list[int]]:
    """The milliseconds of one search, and the turns that it found."""
    answer = await mem0.call({"search": question, "user": USER, "depth": DEPTH})
    return float(answer["milliseconds"]), [hit["turn"] for hit in answer["hits"]]


async def _searched(mem0: Mem0, questions: Sequence[str]) -> list[tuple[float, list[int]]]:
    """Searches, after one that counts for nothing, until there are enough."""
    await _search(mem0, questions[-1])
    answers: list[tuple[float, list[int]]] = []
    begun = time.perf_counter()
    for question in questions[:MOST_SEARCHES]:
        if len(answers) >= FEWEST_SEARCHES and time.perf_counter() - begun > ENOUGH_SECONDS:
            break
        answers.append(await _search(mem0, question))
    return answers


async def _as_exact(
    mem0: Mem0, connection: asyncpg.Connection, questions: Sequence[str], answers: Sequence[tuple[float, list[int]]]
) -> float:
    """The share of the hits of exact searches that these answers have too. The index is gone afterwards."""
    await rival_growth.drop_approximation(connection)
    shares = []
    for question, (_, found) in zip(questions, answers, strict=False):
        _, exact = await _search(mem0, question)
        shares.append(len({*found} & {*exact}) / max(1, len(exact)))
    return round(sum(shares) / len(shares), 4)


def reached(row: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """The figures of a store in a row; None where it was not measured, or did not reach the size."""
    figures: Mapping[str, Any] | None = row.get(name)
    return figures if figures is not None and "search_ms" in figures and figures["turns"] == row["turns"] else None


def _shares(milliseconds: Sequence[float]) -> dict[str, float]:
    return {f"p{share}": round(percentile(milliseconds, share / 100), 2) for share in (50, 95, 99)}
