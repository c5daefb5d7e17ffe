"""toldonce and mem0 on the same turns and questions, turn about: a round of each, one after another, so that what else
the machine does meets all of them.

toldonce is asked over HTTP, on one open connection, and reads what is written as it is served; mem0 is called in its
process, and asks for its embeddings over HTTP. ``python -m evals.speed.side_by_side``, or `evals.bench`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from rich.console import Console

from evals.datasets import DEFAULT_FOLDER
from evals.record import recorded
from evals.service import Service, service
from evals.speed import growth, rival
from evals.speed.floor import floor_ms
from evals.speed.material import BATCH, material
from evals.speed.quiet import until_quiet
from evals.systems.embedding import Embedding, open_embedding
from evals.systems.toldonce import settle
from toldonce import ConversationRequest

NAME = "toldonce"
SIZES = "1000,10000,100000,1000000"
STORES = {"local": (rival.LOCAL,), "pgvector": (rival.PGVECTOR,), "both": tuple(rival.STORES)}
ROUNDS = 5
WRITES, SEARCHES = 20, 20
"""Of each in a round."""
FEWEST_SEARCHES, ENOUGH_SECONDS = 2, 10.0
"""After so many seconds no further search of a round is begun, once the fewest are done."""
COMPARED = 20
"""Questions whose hits are compared with those of an exact search."""
WARM = 4
"""Searches before the first round: from the second on toldonce keeps a subject in its process."""


class Turn(NamedTuple):
    """What is written."""

    role: str
    speaker: str
    content: str


@dataclass(frozen=True, slots=True)
class Contender:
    """One that takes part. ``write`` and ``search`` give milliseconds; ``rest`` waits until it has nothing to do."""

    name: str
    write: Callable[[Turn], Awaitable[float]]
    search: Callable[[str], Awaitable[float]]
    rest: Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Rounds:
    """The medians of its rounds, in milliseconds."""

    write: list[float] = field(default_factory=list)
    search: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, dict[str, float]]:
        """Of the rounds' medians the least, the median and the most."""
        return {
            f"{name}_ms": {
                "least": round(min(medians), 2),
                "median": round(statistics.median(medians), 2),
                "most": round(max(medians), 2),
            }
            for name, medians in (("write", self.write), ("search", self.search))
        }


async def turn_about(
    contenders: Sequence[Contender], turns: Sequence[Turn], questions: Sequence[str], rounds: int = ROUNDS
) -> dict[str, dict[str, dict[str, float]]]:
    """The figures of each after ``rounds`` rounds, each begun by another. No question comes twice."""
    done = {one.name: Rounds() for one in contenders}
    for number in range(rounds):
        told = turns[number * WRITES : (number + 1) * WRITES]
        asked = questions[number * SEARCHES : (number + 1) * SEARCHES]
        first = number % len(contenders)
        for one in (*contenders[first:], *contenders[:first]):
            done[one.name].write.append(statistics.median([await one.write(turn) for turn in told]))
            await one.rest()
            done[one.name].search.append(statistics.median(await _searched(one, asked)))
            await one.rest()
    return {name: each.figures() for name, each in done.items()}


async def _searched(one: Contender, questions: Sequence[str]) -> list[float]:
    took: list[float] = []
    begun = time.perf_counter()
    for question in questions:
        if len(took) >= FEWEST_SEARCHES and time.perf_counter() - begun > ENOUGH_SECONDS:
            break
        took.append(await one.search(question))
    return took


@contextlib.asynccontextmanager
async def toldonce(target: Service, subject: str, conversation: str) -> AsyncIterator[Contender]:
    """The service as a contender, over one connection."""
    connection = http.client.HTTPConnection(urlsplit(target.url).netloc)
    headers = {"X-API-Key": target.api_key, "X-Memory-Subject": subject, "Content-Type": "application/json"}

    def post(path: str, body: dict[str, Any]) -> float:
        started = time.perf_counter()
        connection.request("POST", f"/api/v1{path}", json.dumps(body), headers)
        answer = connection.getresponse()
        said = answer.read()
        took = (time.perf_counter() - started) * 1000
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise SystemExit(f"toldonce answered {answer.status} to {path}: {said.decode()}")
        return took

    async def write(turn: Turn) -> float:
        return await asyncio.to_thread(post, f"/conversations/{conversation}/turns", {"turns": [turn._asdict()]})

    async def search(question: str) -> float:
        return await asyncio.to_thread(post, "/memories/search", {"query": question})

    async def rest() -> None:
        await until_quiet(target.pid)
        connection.close()  # the service closes one that is idle; the next request opens another

    try:
        yield Contender(NAME, write, search, rest)
    finally:
        connection.close()


def mem0(name: str, store: rival.Store, held: int) -> Contender:
    """A store of mem0 that has ``held`` turns, as a contender."""

    async def write(turn: Turn) -> float:
        return await rival.write(store, f"{turn.speaker}: {turn.content}", held)

    async def search(question: str) -> float:
        return (await rival.search(store, question))[0]

    async def rest() -> None:
        return

    return Contender(name, write, search, rest)


async def measured(given: Given, size: int, embedding: Embedding, show: Console) -> dict[str, Any]:
    """The row of one size."""
    requests, questions = material(given.folder, min(size, given.by_api))
    turns = [Turn(one.role, one.speaker or one.role, one.content) for one in requests]
    texts = [f"{turn.speaker}: {turn.content}" for turn in turns]
    row: dict[str, Any] = {"turns": size, "mem0_on": given.mem0_on, "rounds": ROUNDS}
    async with contextlib.AsyncExitStack() as resources:
        stores = {}
        for name in STORES[given.mem0_on]:
            store = await resources.enter_async_context(rival.opened(embedding, name))
            filled = await rival.fill(store, texts, size, given.patience_seconds)
            show.print(f"{rival.STORES[name]} at {size:,}: {json.dumps(filled)}", soft_wrap=True)
            if "gave_up_after_seconds" in filled:
                row[name] = filled
            else:
                stores[name] = store
        target = resources.enter_context(service())
        async with target.client("bench") as memory:
            conversation = (await memory.create_conversation(ConversationRequest(title="bench"))).conversation_id
            for first in range(0, len(requests), BATCH):
                await memory.add_turns(conversation, requests[first : first + BATCH])
            await settle(memory)
        if size > len(requests):
            async with growth.owner(target.folder) as connection:
                await growth.grow(connection, await growth.scope_of(connection, "bench"), size)
        own = await resources.enter_async_context(toldonce(target, "bench", str(conversation)))
        contenders = [own, *(mem0(name, store, size) for name, store in stores.items())]
        for one in contenders:
            for question in questions[-WARM:]:
                await one.search(question)
                await one.rest()
        row |= await turn_about(contenders, turns, questions)
        for name, store in stores.items():
            row[name]["hits_as_exact"] = await rival.share_as_exact(store, questions[-COMPARED:])
    row["floor_ms"] = await floor_ms(embedding, questions[:COMPARED], size)
    return row


@dataclass(frozen=True, slots=True)
class Given:
    """What is measured: at which sizes, on which stores of mem0 (a name of `STORES`), how many of the turns are real
    (the others are copies of them), and how long a store may take to be filled."""

    sizes: Sequence[int]
    mem0_on: str
    by_api: int
    patience_seconds: float
    folder: Path


async def run(given: Given, out: Path, show: Console) -> None:
    """Measure each size and record it before the next."""
    async with open_embedding() as embedding:
        for size in given.sizes:
            row = await measured(given, size, embedding, show)
            show.print(json.dumps(row), soft_wrap=True)
            recorded(out, [row], "turns", "mem0_on")
    show.print(f"Written to {out}.")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.speed.side_by_side", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with the data sets")
    parser.add_argument("--sizes", default=SIZES, help="turns, comma list")
    parser.add_argument("--by-api", type=int, default=10_000, help="turns that are real; others are copies")
    parser.add_argument("--mem0-on", choices=tuple(STORES), default="both", help="the store that mem0 is on")
    parser.add_argument("--patience", type=float, default=15,
                        help="minutes within which a store of mem0 has to be filled")  # fmt: skip
    parser.add_argument("--cache-mb", type=int, default=2_048, help="SEARCH_CACHE_MB of the service")
    parser.add_argument("--out", type=Path, default=Path("evals/out/side-by-side.json"), help="where the figures go")
    given = parser.parse_args()
    os.environ["SEARCH_CACHE_MB"] = str(given.cache_mb)
    sizes = [int(size) for size in given.sizes.split(",") if size]
    what = Given(sizes, given.mem0_on, given.by_api, given.patience * 60, given.data)
    asyncio.run(run(what, given.out, Console()))


if __name__ == "__main__":
    main()
