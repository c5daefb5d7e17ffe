"""Redis' master is killed under load: sentinels choose another one, and the service follows by itself."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter

import httpx

from resilience.availability.sentinels import Sentinels
from resilience.experiment import Experiment, Trial
from resilience.stage import Account, Service, stage

CLIENTS = 4
PAUSE_SECONDS = 0.02
SHARED_AGAIN_SECONDS = 10.0
CALM_SECONDS = 2.0


async def run(trial: Trial) -> None:
    """Kill the master again and again while clients search; each old master comes back as a replica."""
    kills = trial.count("kills", short=1, full=5)
    redis = Sentinels(trial.folder)
    async with stage(trial.folder) as on:
        try:
            server = await on.postgres()
            await redis.start()
            api = await on.started(
                DATABASE_URL=server.url,
                REDIS_URL=redis.url,
                RATE_LIMIT_ENABLED="true",
                RATE_LIMIT_PER_MINUTE="1000000",
                RATE_LIMIT_GLOBAL_PER_MINUTE="1000000",
            )
            account = await api.register()
            statuses: Counter[int] = Counter()
            over = asyncio.Event()
            searching = [asyncio.create_task(_search(api, account, statuses, over)) for _ in range(CLIENTS)]
            times = [await _lose_master(api, redis) for _ in range(kills)]
            over.set()
            await asyncio.gather(*searching)
        finally:
            redis.kill_all()
    trial.figure("answers", sum(statuses.values()))
    trial.require("answers other than 200", sum(statuses.values()) - statuses[200], exactly=0)
    trial.require("seconds until limits are shared again, longest", max(times), "s", at_most=SHARED_AGAIN_SECONDS)
    trial.series["kills"] = [{"seconds": round(one, 2)} for one in times]


async def _search(api: Service, account: Account, statuses: Counter[int], over: asyncio.Event) -> None:
    async with api.client(account) as client:
        while not over.is_set():
            answer = await client.post("/memories/search", json={"query": "Where is the key?"})
            statuses[answer.status_code] += 1
            await asyncio.sleep(PAUSE_SECONDS)


async def _lose_master(api: Service, redis: Sentinels) -> float:
    """Seconds from the kill until the service reaches the new master."""
    await asyncio.sleep(CALM_SECONDS)
    old = await asyncio.to_thread(redis.master)
    assert old is not None, "no sentinel answers"
    await asyncio.to_thread(redis.kill, old)
    started = time.monotonic()
    async with asyncio.timeout(60), httpx.AsyncClient(base_url=api.url, trust_env=False, timeout=5) as client:
        while not (await asyncio.to_thread(redis.master) != old and await _redis_status(client) == "healthy"):
            await asyncio.sleep(0.1)
    taken = time.monotonic() - started
    redis.start_again(old)
    return taken


async def _redis_status(client: httpx.AsyncClient) -> str:
    with contextlib.suppress(httpx.HTTPError):
        return str((await client.get("/health/detailed")).json()["checks"]["redis"]["status"])
    return "unknown"


EXPERIMENT = Experiment(
    "When Redis' master is lost, sentinels choose another, no request fails, and limits are shared again within 10 s.",
    run,
    minutes=2,
)
