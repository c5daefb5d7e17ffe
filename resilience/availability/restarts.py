"""API nodes are restarted one after the other while clients write and search: no request is lost."""

from __future__ import annotations

import asyncio

from resilience.availability.installation import API_NODES, installation
from resilience.availability.journal import judge, writing
from resilience.experiment import Experiment, Trial

WRITERS = 6
PAUSE_SECONDS = 0.05
CALM_SECONDS = 5.0


async def run(trial: Trial) -> None:
    """Restart both nodes in turn, as a new version is installed, and count what clients saw of it."""
    rounds = trial.count("rounds", short=1, full=5)
    # All nodes and their databases share the cores of one machine here: that what is too much is refused is another
    # experiment's.
    with installation(trial.folder, OVERLOAD_PROTECTION="false") as made:
        account = await asyncio.to_thread(made.register)
        codes: list[int] = []
        async with made.client(account) as client:
            async with writing(client, WRITERS, PAUSE_SECONDS) as journal:
                for _ in range(rounds):
                    for name in API_NODES:
                        await asyncio.sleep(CALM_SECONDS)
                        codes.append(await asyncio.to_thread(made.stop_api, name))
                        await asyncio.to_thread(made.start_api, name)
                        await asyncio.to_thread(made.await_api, name)
                await asyncio.sleep(CALM_SECONDS)
            verdict = await judge(client, journal)
    trial.figure("restarts", len(codes))
    trial.figure("acknowledged writes", verdict.acknowledged)
    trial.figure("writes searched for at once", journal.looked_for)
    trial.require("exit codes other than 0", sum(code != 0 for code in codes), exactly=0)
    trial.require("broken connections", journal.broken_connections, exactly=0)
    trial.require("answers other than 201", sum(journal.statuses.values()) - journal.statuses[201], exactly=0)
    trial.require("acknowledged writes that are lost", verdict.lost, exactly=0)
    trial.require("writes stored twice", verdict.doubled, exactly=0)
    trial.require("writes not found at once", journal.not_found, exactly=0)


EXPERIMENT = Experiment(
    "API nodes behind HAProxy can be restarted one after the other without a request that fails.", run, minutes=5
)
