"""Speed over HTTP: bulk ingest, acknowledgement of one turn, and search under an open load, with the memory they take.

Requests of the open load start on a fixed beat, whether earlier ones are answered or not; a late answer counts from
the beat.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals import environment
from evals.datasets import DEFAULT_FOLDER, load
from evals.metrics import percentile
from evals.service import Service, service
from toldonce import AsyncClient, ConversationRequest, SearchRequest, TurnRequest

BATCH = 200
SINGLE_WRITES = 200


def material(folder: Path, count: int) -> tuple[list[TurnRequest], list[str]]:
    """``count`` short turns (at most 400 characters; repeated with a number when the data runs out) and questions."""
    turns: list[tuple[str, str, str]] = []
    questions: list[str] = []
    for name in ("locomo", "longmemeval"):
        for conversation in load(folder, name):
            turns += [(turn.role, turn.speaker, turn.text) for turn in conversation.turns if len(turn.text) <= 400]
            questions += [question.text for question in conversation.questions]
    made = [
        TurnRequest.model_validate(
            {"role": role, "speaker": speaker, "content": text if number < len(turns) else f"{text} ({number})"}
        )
        for number in range(count)
        for role, speaker, text in [turns[number % len(turns)]]
    ]
    return made, questions


async def bench(target: Service, sizes: Sequence[int], rate: float, seconds: float, folder: Path, show: Console) -> Any:
    """Grow one subject to each size in turn and measure there."""
    turns, questions = material(folder, max(sizes))
    rows = []
    async with target.client(f"bench-{time.time_ns()}") as memory:
        conversation = (await memory.create_conversation(ConversationRequest(title="bench"))).conversation_id
        stored = 0
        for size in sizes:
            started = time.perf_counter()
            while stored < size:
                batch = turns[stored : min(stored + BATCH, size)]
                stored += len((await memory.add_turns(conversation, batch)).turns)
            row: dict[str, Any] = {"turns": size, "ingest_turns_per_second": None}
            if time.perf_counter() - started > 0.01:
                fresh = size - (rows[-1]["turns"] if rows else 0)
                row["ingest_turns_per_second"] = fresh / (time.perf_counter() - started)
            row["write_ms"] = await _single_writes(memory, turns)
            # A question that was asked before would come from the embedder's cache: each size has its own.
            asked = questions[len(rows) * int(rate * seconds) :]
            row |= await _searches(memory, asked, rate, seconds)
            row["resident_mb"] = _resident_mb(target.pid)
            rows.append(row)
            show.print(f"{size} turns: done")
    return rows


async def _single_writes(memory: AsyncClient, turns: Sequence[TurnRequest]) -> dict[str, float]:
    """One turn at a time, one after another, into a conversation of their own."""
    conversation = (await memory.create_conversation(ConversationRequest(title="one by one"))).conversation_id
    took = []
    for number in range(SINGLE_WRITES):
        started = time.perf_counter()
        await memory.add_turns(conversation, [turns[number]])
        took.append((time.perf_counter() - started) * 1000)
    return _shares(took)


async def _searches(memory: AsyncClient, questions: Sequence[str], rate: float, seconds: float) -> dict[str, Any]:
    """An open load of searches; every answer is checked to hold hits."""
    count = min(int(rate * seconds), len(questions))
    begin = time.perf_counter() + 0.1
    split: list[dict[str, float]] = []

    async def one(number: int) -> float:
        due = begin + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        result = await memory.search(SearchRequest(query=questions[number]))
        if not result.hits:
            raise SystemExit("A search found nothing: the figures would mean nothing.")
        split.append(result.timings_ms.model_dump())
        return (time.perf_counter() - due) * 1000

    took = await asyncio.gather(*(one(number) for number in range(count)))
    parts = {part: _shares([timing[part] for timing in split]) for part in ("embed", "retrieve", "rank", "total")}
    return {"searches": count, "rate": rate, "search_ms": _shares(took), "server_ms": parts}


def _shares(values: Sequence[float]) -> dict[str, float]:
    return {name: round(percentile(values, share), 2) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}


def _resident_mb(pid: int | None) -> float | None:
    """Resident memory of the worker in MB (10^6 bytes), where the process is ours and /proc exists."""
    status = Path(f"/proc/{pid}/status")
    if pid is None or not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024 / 1e6


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with the data sets")
    parser.add_argument("--sizes", default="1000,10000", help="turns in the subject, comma list, growing")
    parser.add_argument("--rate", type=float, default=10.0, help="searches a second")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long the load lasts")
    parser.add_argument("--url", help="measure the toldonce at this address")
    parser.add_argument("--api-key", help="a key for it; without one an account is registered")
    parser.add_argument("--out", type=Path, default=Path("evals/out/bench.json"), help="where the figures go")
    given = parser.parse_args()
    show = Console()
    with service(given.url, given.api_key) as target:
        sizes = sorted(int(size) for size in given.sizes.split(","))
        rows = asyncio.run(bench(target, sizes, given.rate, given.seconds, given.data, show))
    table = Table(title=f"One subject, {given.rate:g} searches/s over HTTP, embedding included (ms)")
    for column in ("turns", "ingest/s", "write p50", "p95", "search p50", "p95", "p99", "worker MB"):
        table.add_column(column, justify="right")
    for row in rows:
        write, search = row["write_ms"], row["search_ms"]
        table.add_row(
            f"{row['turns']:,}", f"{row['ingest_turns_per_second'] or 0:.0f}",
            *(f"{value:.1f}" for value in (write["p50"], write["p95"], search["p50"], search["p95"], search["p99"])),
            "-" if row["resident_mb"] is None else f"{row['resident_mb']:.0f}",
        )  # fmt: skip
    show.print(table)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps({"environment": environment.describe(), "rows": rows}, indent=1), encoding="utf-8")
    show.print(f"Written to {given.out}.")


if __name__ == "__main__":
    main()
