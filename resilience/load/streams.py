"""A thousand clients who read a reply as it is written, all at once."""

from __future__ import annotations

import asyncio
import time

from resilience.experiment import Experiment, Trial
from resilience.load.generator import fire, furnished
from resilience.load.overload import watched_memory
from resilience.stage import stage

REPLY_TOKENS = 20


async def run(trial: Trial) -> None:
    """Every client opens streams one after the other; none may break off, and a search must get through meanwhile."""
    clients = trial.count("streaming clients", short=60, full=1_000)
    reply = trial.parameter("seconds of a reply", short=4, full=30)
    seconds = trial.parameter("seconds", short=6, full=90)
    async with stage(trial.folder) as on:
        server = await on.postgres()
        llm = await on.model(seconds=reply, tokens=REPLY_TOKENS)
        api = await on.started(
            workers=1 if trial.short else 2, DATABASE_URL=server.url, LLM_PROVIDER="openai", LLM_BASE_URL=llm.url,
            LLM_MODEL="scripted", WORKER_IN_PROCESS="false", OVERLOAD_PROTECTION="true",
        )  # fmt: skip
        target = await furnished(api, 100)
        took: list[float] = []
        async with watched_memory(api.process) as resident, api.client(target.account, subject="aside") as client:
            streaming = asyncio.create_task(
                fire(target, trial.folder, "streams", kind="stream", seconds=seconds, clients=clients)
            )
            while not streaming.done():
                await asyncio.sleep(0.5)
                began = time.monotonic()
                answer = await client.post("/memories/search", json={"query": f"What about {began}?"})
                if answer.status_code == 200:
                    took.append(time.monotonic() - began)
            outcome = await streaming
        trial.figure("streams that ended well", outcome.accepted)
        trial.figure("streams refused at first, with Retry-After", outcome.refused)
        trial.require("streams that ended well, for each client", outcome.accepted / clients, at_least=1)
        trial.require("streams that broke off", outcome.failed, exactly=0)
        trial.require("refusals without Retry-After", outcome.unclear, exactly=0)
        trial.figure("a reply alone takes", reply, "s")
        trial.figure("streams: p50", outcome.accepted_ms["med"] / 1000, "s")
        trial.figure("streams: p99", outcome.accepted_ms["p(99)"] / 1000, "s")
        trial.figure("searches beside them", len(took))
        trial.figure("searches beside them: median", 1000 * sorted(took)[len(took) // 2], "ms")
        trial.figure("memory for each client", (max(resident) - resident[0]) / clients / 1024, "KiB")


EXPERIMENT = Experiment("A thousand clients read streamed replies at once, and none of the streams breaks off.", run, 3)
