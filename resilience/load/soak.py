"""Half an hour of an even load."""

from __future__ import annotations

import asyncio
import time

from resilience.experiment import Experiment, Trial
from resilience.load.generator import fire, furnished
from resilience.stage import stage

WARM_SHARE = 0.2
"""Of the time, in which caches fill; growth is measured from there on."""
CLIENTS = 100


async def run(trial: Trial) -> None:
    """Memory, file descriptors and connections must be the same in the end as they were after warming up."""
    seconds = 60 * trial.parameter("minutes", short=0.25, full=30)
    share = trial.parameter("share of the capacity", short=0.5, full=0.5)
    async with stage(trial.folder) as on:
        server = await on.postgres()
        cache = await on.redis()
        api = await on.started(DATABASE_URL=server.url, REDIS_URL=cache.url, OVERLOAD_PROTECTION="true")
        target = await furnished(api, 500)
        await fire(target, trial.folder, "warm", kind="mixed", seconds=3, clients=2)
        full = await fire(target, trial.folder, "full", kind="mixed", seconds=min(20.0, seconds), clients=4)
        load = asyncio.create_task(
            fire(
                target,
                trial.folder,
                "soak",
                kind="mixed",
                seconds=seconds,
                rate=share * full.per_second,
                clients=CLIENTS,
            )
        )
        began = time.monotonic()
        rows = trial.series.setdefault("soak", [])
        while not load.done():
            sessions = await server.fetch("SELECT count(*) AS n FROM pg_stat_activity WHERE datname = 'toldonce'")
            rows.append(
                {
                    "seconds": round(time.monotonic() - began, 1),
                    "resident_mb": round(api.process.resident_bytes() / 2**20, 1),
                    "open_files": api.process.open_files(),
                    "connections": sessions[0]["n"] - 1,
                }
            )
            await asyncio.sleep(max(0.5, seconds / 240))
        outcome = await load
        warm = [row for row in rows if row["seconds"] >= WARM_SHARE * seconds]
        part = max(1, len(warm) // 4)
        trial.figure("requests", outcome.accepted + outcome.refused + outcome.failed)
        trial.require("requests that failed", outcome.failed, exactly=0)
        trial.figure("refused", outcome.refused)
        trial.figure("p99", outcome.accepted_ms["p(99)"], "ms")
        for name, allowed in (("resident_mb", 10), ("open_files", 10), ("connections", 10)):
            first = sum(row[name] for row in warm[:part]) / part
            last = sum(row[name] for row in warm[-part:]) / part
            trial.figure(f"{name} after warming up", first)
            trial.require(f"growth of {name}", 100 * (last / first - 1), "%", at_most=allowed)


EXPERIMENT = Experiment(
    "Under an even load the service does not grow: memory, open files and connections stay.", run, 32
)
