"""The primary loses its power or its cable while clients write: another takes over, nothing acknowledged is lost."""

from __future__ import annotations

import asyncio
import statistics
import time

from resilience.availability.database import Cluster
from resilience.availability.installation import Installation, installation
from resilience.availability.journal import Journal, judge, writing
from resilience.availability.nodes import wait_until
from resilience.experiment import Experiment, Trial

WRITERS = 8
PAUSE_SECONDS = 0.1
CALM_SECONDS = 3.0
"""Writes before and after each loss."""
LONGEST_SECONDS = 180.0
RECOVERY_SECONDS = 60.0
"""Promised: a lease of 20 s, an election, a promotion, and the pools' new connections."""


async def run(trial: Trial) -> None:
    """Lose primaries in three ways, and judge by the log of the clients."""
    losses = {
        "power": trial.count("power_losses", short=1, full=5),
        "cable": trial.count("partitions", short=0, full=5),
        "switch": trial.count("switchovers", short=0, full=5),
    }
    with installation(trial.folder) as made:
        account = await asyncio.to_thread(made.register)
        async with made.client(account) as client:
            async with writing(client, WRITERS, PAUSE_SECONDS) as journal:
                await asyncio.sleep(CALM_SECONDS)
                for kind, count in losses.items():
                    pauses = [await _lose(trial, made, journal, kind) for _ in range(count)]
                    _tell(trial, kind, pauses)
            verdict = await judge(client, journal)
    trial.figure("acknowledged writes", verdict.acknowledged)
    trial.figure("answers that said to try again", sum(journal.statuses[status] for status in (409, 502, 503, 504)))
    trial.figure("broken connections", journal.broken_connections)
    trial.require("acknowledged writes that are lost", verdict.lost, exactly=0)
    trial.require("writes stored twice", verdict.doubled, exactly=0)
    trial.figure("writes searched for at once", journal.looked_for)
    trial.require("of these, not found", journal.not_found, exactly=0)
    trial.require("other answers than done, try again, or not now", journal.unexpected, exactly=0)


async def _lose(trial: Trial, made: Installation, journal: Journal, kind: str) -> float:
    """Lose the primary once and bring its node back; seconds without an acknowledged write."""
    cluster = made.cluster
    await asyncio.to_thread(wait_until, cluster.primary, LONGEST_SECONDS, "there is no primary to lose")
    name = await asyncio.to_thread(cluster.primary) or ""
    since = time.monotonic()
    if kind == "power":
        await asyncio.to_thread(cluster.nodes[name].lose_power)
    elif kind == "cable":
        await asyncio.to_thread(cluster.nodes[name].pull_cable)
    else:
        await asyncio.to_thread(cluster.switch_over)
    await _until_written(cluster, name, journal)
    await asyncio.sleep(CALM_SECONDS)
    pause = journal.longest_pause(since)
    if kind == "power":
        await asyncio.to_thread(cluster.start_node, name)
    elif kind == "cable":
        await asyncio.to_thread(cluster.nodes[name].plug_in)
    back = await asyncio.to_thread(cluster.await_whole)
    trial.say(
        f"{kind}: {name} was the primary; {pause:.1f} s without a write, whole again {back:.1f} s after its return"
    )
    trial.series.setdefault("losses", []).append({"kind": kind, "pause": round(pause, 2), "back": round(back, 2)})
    await asyncio.sleep(CALM_SECONDS)
    return pause


async def _until_written(cluster: Cluster, lost: str, journal: Journal) -> None:
    """Wait until another node leads and a write is acknowledged after that."""
    await asyncio.to_thread(
        wait_until, lambda: cluster.primary() not in (None, lost), LONGEST_SECONDS, f"nobody takes over from {lost}"
    )
    leads = time.monotonic()
    async with asyncio.timeout(LONGEST_SECONDS):
        while not any(one.at > leads for one in journal.acknowledged[-WRITERS:]):
            await asyncio.sleep(0.2)


def _tell(trial: Trial, kind: str, pauses: list[float]) -> None:
    if not pauses:
        return
    words = {"power": "the primary's power", "cable": "the primary's cable", "switch": "a planned switch"}[kind]
    trial.figure(f"seconds without a write, {words}, median", statistics.median(pauses), "s")
    bound = RECOVERY_SECONDS if kind != "switch" else RECOVERY_SECONDS / 2
    trial.require(f"seconds without a write, {words}, longest", max(pauses), "s", at_most=bound)


EXPERIMENT = Experiment(
    "With three database nodes under Patroni, no acknowledged write is lost when the primary is, and writing goes on"
    " within a minute.",
    run,
    minutes=20,
)
