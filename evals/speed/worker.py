"""How fast one ``toldonce worker``, a process of its own, reads turns that are stored already: by the rules alone, and
with the learned reader behind them, as it is served.

The turns are written while nobody reads; what counts is the time from the claim of the job to its end.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil

from evals import record
from evals.service import Service, service
from evals.speed.material import BATCH, material
from toldonce import AsyncClient, ConversationRequest, TurnRequest

POLL_SECONDS = 0.2
WARM_UP = 20
"""Turns of another subject that are read before, so that the process that reads has started."""
PATIENCE_SECONDS = 600.0


@contextlib.contextmanager
def worker_beside(target: Service, *, learned_reader: bool) -> Iterator[int]:
    """A worker on the database of a service of its own; its process id."""
    if target.data_dir is None:
        raise SystemExit("A worker needs a service of its own beside it.")
    process = subprocess.Popen(
        [Path(sys.executable).with_name("toldonce"), "worker"],
        env={**os.environ, "DATA_DIR": str(target.data_dir), "LEARNED_READER": str(learned_reader).lower(),
             "LOG_LEVEL": "WARNING", "ENABLE_METRICS": "false"},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=60)


async def measure(turns: int, folder: Path) -> dict[str, Any]:
    """Both readers on the same turns, each in a subject of its own."""
    said, _ = material(folder, turns)
    os.environ["WORKER_IN_PROCESS"] = "false"
    rows = {}
    with service() as target:
        for name, learned_reader in (("rules", False), ("rules and learned reader", True)):
            async with target.client(f"warm-up-{name}") as memory:
                await _store(memory, said[:WARM_UP])
            async with target.client(f"reading-{name}") as memory:
                await _store(memory, said)
                with worker_beside(target, learned_reader=learned_reader) as pid:
                    rows[name] = await _reading(memory, turns, pid)
    return {"turns": turns, "load_average": os.getloadavg()[0], "readers": rows}


async def _store(memory: AsyncClient, said: Sequence[TurnRequest]) -> None:
    conversation = (await memory.create_conversation(ConversationRequest(title="said"))).conversation_id
    for first in range(0, len(said), BATCH):
        await memory.add_turns(conversation, said[first : first + BATCH])


async def _reading(memory: AsyncClient, turns: int, pid: int) -> dict[str, Any]:
    """Follow the job to its end: how long it took, and what the worker and its reading process took of processor and
    memory."""
    begun: float | None = None
    used_before = 0.0
    until = time.perf_counter() + PATIENCE_SECONDS
    while time.perf_counter() < until:
        (job,) = [one async for one in memory.each(memory.jobs)]
        if begun is None and job.status == "running":
            # The claim wrote it, by the clock of the database, which tells the end too.
            begun, used_before = job.updated_at.timestamp(), _processor_seconds(pid)
        if job.status == "done":
            break
        await asyncio.sleep(POLL_SECONDS)
    else:
        raise SystemExit(f"The worker did not read {turns} turns in {PATIENCE_SECONDS:.0f} s.")
    if job.progress["turns"] != turns or job.finished_at is None or begun is None:
        raise SystemExit(f"The worker read {job.progress['turns']} of {turns} turns.")
    took = job.finished_at.timestamp() - begun
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    resident = [one.memory_info().rss for one in family if "postgres" not in one.name()]
    return {
        "turns_per_second": round(turns / took, 1),
        "memories": job.progress["memories"],
        "processor_ms_per_turn": round(1000 * (_processor_seconds(pid) - used_before) / turns, 2),
        "resident_mb": [round(size / 1e6, 1) for size in resident],
    }


def _processor_seconds(pid: int) -> float:
    """What the worker and the process that it reads in have used, without the database."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    times = [one.cpu_times() for one in family if "postgres" not in one.name()]
    return sum(each.user + each.system for each in times)


def main() -> None:
    """The command line."""
    given = record.command_line("evals.speed.worker", __doc__, turns=2_000).parse_args()
    record.keep(given.out, "worker", asyncio.run(measure(given.turns, given.data)))


if __name__ == "__main__":
    main()
