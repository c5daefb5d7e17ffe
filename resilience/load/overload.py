"""Three times as many requests as the service can answer."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from resilience.experiment import Experiment, Trial
from resilience.load.generator import fire, furnished
from resilience.processes import Process
from resilience.stage import stage

TIMES = 3
"""How much more than it can."""
QUIET_SHARE = 0.2
"""Of its capacity: a load at which requests seldom meet each other."""
WARM_UP = 3.0
CLIENTS = 600


async def run(trial: Trial) -> None:
    """Find the capacity, measure the service when it is quiet, then send three times its capacity."""
    seconds = trial.parameter("seconds of overload", short=10, full=60)
    turns = trial.count("turns in the memory", short=200, full=2_000)
    async with stage(trial.folder) as on:
        server = await on.postgres()
        api = await on.started(DATABASE_URL=server.url, LOG_LEVEL="INFO", OVERLOAD_PROTECTION="true")
        target = await furnished(api, turns)
        kind = "mixed"
        await fire(target, trial.folder, "warm", kind=kind, seconds=WARM_UP, clients=2)
        full = await fire(target, trial.folder, "capacity", kind=kind, seconds=seconds / 2, clients=4)
        capacity = full.per_second
        quiet = await fire(
            target, trial.folder, "quiet", kind=kind, seconds=seconds, rate=QUIET_SHARE * capacity, clients=20
        )
        async with watched_memory(api.process) as resident:
            much = await fire(
                target, trial.folder, "overload", kind=kind, seconds=seconds + WARM_UP, rate=TIMES * capacity,
                clients=CLIENTS, warm_up=WARM_UP,
            )  # fmt: skip
        after = await fire(
            target, trial.folder, "after", kind=kind, seconds=seconds / 2, rate=QUIET_SHARE * capacity, clients=20
        )
        third = max(1, len(resident) // 3)
        first, last = sum(resident[:third]) / third, sum(resident[-third:]) / third
        trial.series["loads"] = [
            quiet.row(load="quiet"), full.row(load="capacity"), much.row(load="overload"), after.row(load="after"),
        ]  # fmt: skip
        trial.figure("capacity, answers a second", capacity)
        trial.figure("quiet: p50", quiet.accepted_ms["med"], "ms")
        trial.figure("quiet: p99", quiet.accepted_ms["p(99)"], "ms")
        trial.figure("overload: answers a second", much.per_second)
        trial.figure("overload: accepted p50", much.accepted_ms["med"], "ms")
        trial.require("overload: accepted p99", much.accepted_ms["p(99)"], "ms", at_most=2 * quiet.accepted_ms["p(99)"])
        trial.require("overload: refused", much.refused, at_least=1)
        trial.require("overload: refused p99", much.refused_ms.get("p(99)", 0.0), "ms", at_most=50)
        trial.require("overload: refusals without Retry-After", much.unclear, exactly=0)
        trial.require("overload: any other answer", much.failed, exactly=0)
        trial.require("overload: work done, share of the capacity", much.per_second / capacity, at_least=0.5)
        trial.require("growth of memory", 100 * (last / first - 1), "%", at_most=10)
        trial.require("quiet again: refused", after.refused, exactly=0)
        trial.figure("quiet again: p99", after.accepted_ms["p(99)"], "ms")


@asynccontextmanager
async def watched_memory(process: Process) -> AsyncIterator[list[int]]:
    """The resident bytes of a process, noted every half second while the block runs."""
    noted = [process.resident_bytes()]

    async def note() -> None:
        while True:
            await asyncio.sleep(0.5)
            noted.append(process.resident_bytes())

    noting = asyncio.create_task(note())
    try:
        yield noted
    finally:
        noting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await noting


EXPERIMENT = Experiment(
    "At three times its capacity the service stays quick for those whom it lets in, tells the others at once when to"
    " come back, and does not grow.",
    run,
    4,
)
