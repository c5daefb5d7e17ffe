"""Speed over HTTP: ingest, the acknowledgement of one turn and search under an open load, as a subject and the number
of subjects grow; beside mem0 and beside the least that a search can take.

Turns up to ten thousand are written through the API, and read by the rules as anybody's. Larger subjects, and a
thousand subjects, are copies made inside the database.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from evals.datasets import DEFAULT_FOLDER
from evals.metrics import percentile
from evals.record import recorded
from evals.service import Service, service
from evals.speed import growth, picture, side_by_side
from evals.speed import load as open_load
from evals.speed.ceiling import embedded_per_second
from evals.speed.disk import disk_mb
from evals.speed.floor import floor_ms
from evals.speed.material import BATCH, MOST_CHARACTERS, material
from evals.speed.quiet import until_quiet
from evals.speed.side_by_side import SIZES, STORES
from evals.systems.embedding import open_embedding
from evals.systems.toldonce import settle
from toldonce import AsyncClient, ConversationRequest, SearchRequest, TurnRequest

SINGLE_WRITES = 100
EVERYDAY_CHARACTERS = 100
"""Of what people write to each other from day to day."""
EVERYDAY_MESSAGES = 1_000
COMPARED = 20
"""Questions whose hits are compared with those of an exact search."""
ROW = ("subjects", "turns")
"""What tells a row from others."""
LONG_AGO = "1900-01-01T00:00:00Z"
TURNS_OF_EACH = 1_000


@dataclass(frozen=True, slots=True)
class Load:
    """How searches come: ``rate`` a second, and ``sustained`` a second to see whether that holds, ``seconds`` each; and
    the turns of a subject that are written through the API, from which a larger one is grown."""

    rate: int
    sustained: int
    seconds: int
    by_api: int


async def one_subject(target: Service, sizes: Sequence[int], given: Load, folder: Path, show: Console) -> list[Any]:
    """Grow one subject to each size in turn and measure there."""
    turns, questions = material(folder, given.by_api)
    subject, rows = "bench", []
    async with target.client(subject) as memory:
        conversation = (await memory.create_conversation(ConversationRequest(title="bench"))).conversation_id
        async with growth.owner(target.folder) as connection:
            stored = await growth.held(connection, subject)
        sizes = [size for size in sizes if size >= stored]
        for place, size in enumerate(sizes):
            row: dict[str, Any] = {"subjects": 1, "turns": size, "ingest_turns_per_second": None}
            started, first = time.perf_counter(), stored
            while stored < min(size, given.by_api):
                batch = turns[stored : min(stored + BATCH, size)]
                stored += len((await memory.add_turns(conversation, batch)).turns)
            if stored > first:
                row["ingest_turns_per_second"] = round((stored - first) / (time.perf_counter() - started), 1)
                await settle(memory)
            if size > stored:
                started = time.perf_counter()
                async with growth.owner(target.folder) as connection:
                    await growth.grow(connection, await growth.scope_of(connection, subject), size)
                row["grown_in_seconds"] = round(time.perf_counter() - started, 1)
                row["grown_from_turns"], stored = stored, size
            # A question that was asked before would come from the embedder's cache: each size has its own.
            asked = questions[place * len(questions) // len(sizes) : (place + 1) * len(questions) // len(sizes)]
            row |= await _measured(target, memory, [subject], asked, given)
            row["write_ms"] = await _single_writes(memory, turns)
            if size <= given.by_api:
                row["everyday_per_second"] = await _everyday(target, f"{subject}-everyday-{size}", folder)
            rows.append(row)
            show.print(f"{size:,} turns in one subject: {json.dumps(row)}", soft_wrap=True)
    return rows


async def many_subjects(target: Service, count: int, given: Load, folder: Path, show: Console) -> dict[str, Any]:
    """Many subjects of as many turns each as are written to the first, all of them searched."""
    each = min(TURNS_OF_EACH, given.by_api)
    turns, questions = material(folder, each)
    subjects = [f"bench-{number}" for number in range(count)]
    row: dict[str, Any] = {"subjects": count, "turns": each, "ingest_turns_per_second": None}
    async with target.client(subjects[0]) as memory, growth.owner(target.folder) as connection:
        conversation = (await memory.create_conversation(ConversationRequest(title="bench"))).conversation_id
        for first in range(await growth.held(connection, subjects[0]), each, BATCH):
            await memory.add_turns(conversation, turns[first : first + BATCH])
        await settle(memory)
        started = time.perf_counter()
        if missing := await growth.without(connection, subjects):
            await growth.copy_to(connection, await growth.scope_of(connection, subjects[0]), missing)
            row["grown_in_seconds"] = round(time.perf_counter() - started, 1)
        row |= await _measured(target, memory, subjects, questions[::-1], given)
        row["write_ms"] = await _single_writes(memory, turns)
    show.print(f"{count:,} subjects: {json.dumps(row)}", soft_wrap=True)
    return row


async def _measured(
    target: Service, memory: AsyncClient, subjects: Sequence[str], questions: Sequence[str], given: Load
) -> dict[str, Any]:
    """Searches once those that come again are served as they will be, and whether their hits are the right ones."""
    warm = questions[:COMPARED]
    await _warm(target, subjects, warm[0])
    overlap = [await _shared_with_exact(memory, question) for question in warm]
    asked = _none_twice(questions[COMPARED:], given.seconds * (given.rate + given.sustained))
    first = given.seconds * given.rate
    steady = await asyncio.to_thread(open_load.searches, target, subjects, asked[:first], given.rate, given.seconds)
    held = await asyncio.to_thread(open_load.searches, target, subjects, asked[first:], given.sustained, given.seconds)
    return {
        **steady,
        "sustained": {name: held[name] for name in ("searches", "rate", "failed", "late", "search_ms")},
        "hits_as_exact": round(sum(overlap) / len(overlap), 4),
        "resident_mb": _resident_mb(target.pid),
        "disk_mb": disk_mb(target.folder),
    }


def _none_twice(questions: Sequence[str], count: int) -> list[str]:
    """Questions that come again have a number: the vector of a question that was asked before would be known."""
    return [
        questions[number % len(questions)] + (f" ({number})" if number >= len(questions) else "")
        for number in range(count)
    ]


async def _warm(target: Service, subjects: Sequence[str], question: str) -> None:
    """Search in every subject three times: the second search lets the service keep it, the third finds it kept.

    Two searches at once, which no service refuses however busy its machine is: one that is refused is to wait a second.
    """
    async with httpx.AsyncClient(base_url=target.url, headers={"X-API-Key": target.api_key}, timeout=120) as http:

        async def in_turn(some: Sequence[str]) -> None:
            for subject in some:
                await _search_in(http, subject, question)

        for _ in range(3):
            await asyncio.gather(in_turn(subjects[::2]), in_turn(subjects[1::2]))
            await until_quiet(target.pid)


async def _search_in(http: httpx.AsyncClient, subject: str, question: str) -> None:
    """One search that warms a subject; a service that has enough to do is asked again when it says so."""
    while True:
        answer = await http.post(
            "/api/v1/memories/search", json={"query": question}, headers={"X-Memory-Subject": subject}
        )
        if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            answer.raise_for_status()
            return
        await asyncio.sleep(float(answer.headers["Retry-After"]))


async def _shared_with_exact(memory: AsyncClient, question: str) -> float:
    """The share of the hits that a search with a filter, which the database does exactly, finds too."""
    plain = await memory.search(SearchRequest(query=question))
    exact = await memory.search(SearchRequest.model_validate({"query": question, "since": LONG_AGO}))
    return len({hit.id for hit in plain.hits} & {hit.id for hit in exact.hits}) / max(1, len(exact.hits))


async def _single_writes(memory: AsyncClient, turns: Sequence[TurnRequest]) -> dict[str, float]:
    """One turn at a time, one after another, into a conversation of their own."""
    conversation = (await memory.create_conversation(ConversationRequest(title="one by one"))).conversation_id
    took = []
    for number in range(SINGLE_WRITES):
        started = time.perf_counter()
        await memory.add_turns(conversation, [turns[number]])
        took.append((time.perf_counter() - started) * 1000)
    return {name: round(percentile(took, share), 2) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}


async def _everyday(target: Service, subject: str, folder: Path) -> float:
    """Everyday messages a second in bulk, into a subject of their own."""
    messages, _ = material(folder, EVERYDAY_MESSAGES, EVERYDAY_CHARACTERS)
    async with target.client(subject) as memory:
        conversation = (await memory.create_conversation(ConversationRequest(title="everyday"))).conversation_id
        started = time.perf_counter()
        for first in range(0, len(messages), BATCH):
            await memory.add_turns(conversation, messages[first : first + BATCH])
        took = time.perf_counter() - started
        await settle(memory)
    return round(len(messages) / took, 1)


def _resident_mb(pid: int | None) -> float | None:
    """Resident memory of the worker in MB (10^6 bytes)."""
    return None if pid is None else round(psutil.Process(pid).memory_info().rss / 1e6, 1)


async def beside(rows: Sequence[dict[str, Any]], folder: Path) -> None:
    """Add to the rows of one subject the floor, and what the embedding model alone does with the turns of a bulk."""
    _, questions = material(folder, 0)
    bulks = {most: material(folder, EVERYDAY_MESSAGES, most)[0] for most in (MOST_CHARACTERS, EVERYDAY_CHARACTERS)}
    async with open_embedding() as embedding:
        alone = {most: await embedded_per_second(embedding, bulk, BATCH) for most, bulk in bulks.items()}
        for row in rows:
            row["embedding_alone"] = {"turns": alone[MOST_CHARACTERS], "everyday": alone[EVERYDAY_CHARACTERS]}
            row["floor_ms"] = await floor_ms(embedding, questions[:30], row["turns"])


def tables_of(rows: Sequence[dict[str, Any]]) -> tuple[Table, Table]:
    """The figures of searches in milliseconds; and what else it costs."""
    searches = Table(title="Search over HTTP, one worker (ms)")
    columns = ("subjects", "turns", "p50", "p95", "p99", "p50 beside embedding", "p99 sustained", "as exact", "numpy")
    for column in columns:
        searches.add_column(column, justify="right")
    costs = Table(title="Writes and memory")
    for column in ("subjects", "turns", "turns/s in bulk", "embedding alone", "everyday messages/s", "embedding alone",
                   "one turn, ms", "worker MB", "disk MB"):  # fmt: skip
        costs.add_column(column, justify="right")
    for row in rows:
        size, search = (f"{row['subjects']:,}", f"{row['turns']:,}"), row["search_ms"]
        found = (search["p50"], search["p95"], search["p99"], row["beside_embedding_ms"]["p50"],
                 row["sustained"]["search_ms"]["p99"], row["hits_as_exact"],
                 row.get("floor_ms", {}).get("scan"))  # fmt: skip
        alone = row.get("embedding_alone", {})
        spent = (row["ingest_turns_per_second"], alone.get("turns"), row.get("everyday_per_second"),
                 alone.get("everyday"), row["write_ms"] and row["write_ms"]["p50"],
                 row["resident_mb"], row["disk_mb"])  # fmt: skip
        searches.add_row(*size, *("-" if value is None else str(value) for value in found))
        costs.add_row(*size, *("-" if value is None else str(value) for value in spent))
    return searches, costs


def command_line() -> argparse.ArgumentParser:
    """What can be chosen."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with the data sets")
    parser.add_argument("--sizes", default=SIZES, help="turns in one subject, comma list, growing")
    parser.add_argument("--subjects", type=int, default=1_000, help="subjects of 1,000 turns; 0 leaves them out")
    parser.add_argument("--by-api", type=int, default=10_000, help="turns written through the API; others are copies")
    parser.add_argument("--mem0", default=SIZES, help="sizes at which mem0 is measured beside it, comma list")
    parser.add_argument("--mem0-on", choices=tuple(STORES), default="both", help="the store that mem0 is on")
    parser.add_argument(
        "--patience", type=float, default=15, help="minutes within which a store of mem0 has to be filled"
    )
    parser.add_argument("--rate", type=int, default=10, help="searches a second")
    parser.add_argument("--sustained", type=int, default=60, help="searches a second that should hold")
    parser.add_argument("--seconds", type=int, default=12, help="how long each load lasts")
    parser.add_argument("--cache-mb", type=int, default=2_048, help="SEARCH_CACHE_MB of the service")
    parser.add_argument("--keep", type=Path, help="a folder for the databases; what a run to the same folder has filled"
                        " is not filled again, and sizes that its subject has outgrown are left out")  # fmt: skip
    parser.add_argument("--out", type=Path, default=Path("evals/out/bench.json"), help="where the figures go")
    return parser


def main() -> None:
    """The command line."""
    given = command_line().parse_args()
    show, load_ = Console(), Load(given.rate, given.sustained, given.seconds, given.by_api)
    sizes = sorted(int(size) for size in given.sizes.split(",") if size)
    beside_mem0 = side_by_side.Given(
        [int(size) for size in given.mem0.split(",") if size], STORES[given.mem0_on], given.by_api,
        given.patience * 60, given.data,
    )  # fmt: skip
    os.environ["SEARCH_CACHE_MB"] = str(given.cache_mb)
    if sizes:
        with service(kept=given.keep and given.keep / "one") as target:
            rows = asyncio.run(one_subject(target, sizes, load_, given.data, show))
        recorded(given.out, rows, *ROW)
        asyncio.run(beside(rows, given.data))
        recorded(given.out, rows, *ROW)
    if given.subjects:
        with service(kept=given.keep and given.keep / "many") as target:
            row = asyncio.run(many_subjects(target, given.subjects, load_, given.data, show))
        recorded(given.out, [row], *ROW)
    asyncio.run(side_by_side.run(beside_mem0, given.out.with_name("side-by-side.json"), show))
    show.print(*tables_of(json.loads(given.out.read_text(encoding="utf-8"))["rows"]))
    show.print(f"Written to {given.out}.")
    picture.draw(given.out, show)


if __name__ == "__main__":
    main()
