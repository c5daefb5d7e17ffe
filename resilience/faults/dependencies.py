"""Redis, the language model and the embedding model are killed and come back, one after the other."""

from __future__ import annotations

import asyncio
import time

from resilience.experiment import Experiment, Trial
from resilience.probes import Answer, Ask, Probes
from resilience.stage import Account, RedisServer, ScriptedModel, Service, stage

RECOVERED_WITHIN = 10.0
SEARCH = Ask("search", "POST", "/memories/search", {"query": "Where do I live?"})
WRITE = Ask("write", "POST", "/memories", {"content": "My favourite colour is green."})
TALK = Ask("talk", "POST", "/conversation", {"message": "Where do I live?", "remember": False})


async def run(trial: Trial) -> None:
    """Each is away for a while; meanwhile the service does what it can do without it."""
    seconds = trial.parameter("seconds without each", short=12, full=20)
    async with stage(trial.folder) as on:
        server = await on.postgres()
        cache = await on.redis()
        llm = await on.model()
        embedder = ScriptedModel(on.folder, seconds=0, tokens=1, name="embedder")
        on.ends(embedder.process)
        await embedder.start()
        api = await on.started(
            DATABASE_URL=server.url, REDIS_URL=cache.url, RATE_LIMIT_ENABLED="true", RATE_LIMIT_PER_MINUTE="100000",
            RATE_LIMIT_GLOBAL_PER_MINUTE="100000", LLM_PROVIDER="openai", LLM_BASE_URL=llm.url, LLM_MODEL="scripted",
            EMBEDDING_PROVIDER="openai", EMBEDDING_BASE_URL=embedder.url, EMBEDDING_MODEL="scripted", LOG_LEVEL="INFO",
        )  # fmt: skip
        account = await api.register()
        async with api.client(account) as client:
            (await client.post("/memories", json={"content": "I live in Porto."})).raise_for_status()
        await _without_redis(trial, api, account, cache, seconds)
        await _without_the_model(trial, api, account, llm, seconds)
        await _without_the_embedder(trial, api, account, embedder, seconds)
        trial.require("faults of ours in the log", api.process.said.count("unhandled_fault"), exactly=0)


async def _without_redis(trial: Trial, api: Service, account: Account, cache: RedisServer, seconds: float) -> None:
    """Limits are counted in the process meanwhile, and queries are embedded anew."""
    probes = Probes(api, account, (SEARCH, WRITE, TALK), pause=0.05, timeout=60)
    async with probes.asking():
        await asyncio.sleep(seconds / 2)
        probes.phase = "without"
        cache.process.kill()
        await asyncio.sleep(seconds)
        probes.phase = "after"
        await cache.start()
        recovered = await _shared_again(api)
    answers = probes.of("without")
    trial.figure("without Redis: requests", len(answers))
    trial.require("without Redis: requests that failed", _failed(trial, answers), exactly=0)
    trial.require("Redis is used again after", recovered, "s", at_most=RECOVERED_WITHIN)


async def _without_the_model(trial: Trial, api: Service, account: Account, llm: ScriptedModel, seconds: float) -> None:
    """Replies are made from memory alone, and say so."""
    probes = Probes(api, account, (SEARCH, TALK), pause=0.05, timeout=60)
    async with probes.asking():
        await asyncio.sleep(seconds / 2)
        probes.phase = "without"
        llm.process.kill()
        await asyncio.sleep(seconds)
        probes.phase = "after"
        await llm.start()
        recovered = await _generated_again(api, account)
    answers = probes.of("without")
    quoted = [one for one in answers if one.ask == "talk" and one.status == 200]
    trial.figure("without the language model: requests", len(answers))
    trial.require("without the language model: requests that failed", _failed(trial, answers), exactly=0)
    trial.require("without the language model: replies from memory", len(quoted), at_least=1)
    trial.require("the language model is used again after", recovered, "s", at_most=RECOVERED_WITHIN)


async def _without_the_embedder(
    trial: Trial, api: Service, account: Account, embedder: ScriptedModel, seconds: float
) -> None:
    """Searches find by words; writes, which would not be found by their meaning, are refused clearly."""
    probes = Probes(api, account, (SEARCH, WRITE), pause=0.05, timeout=60)
    async with probes.asking():
        await asyncio.sleep(seconds / 2)
        probes.phase = "without"
        embedder.process.kill()
        await asyncio.sleep(seconds)
        probes.phase = "after"
        await embedder.start()
        recovered = await probes.well_again(60)
    answers = probes.of("without")
    searches = [one for one in answers if one.ask == "search"]
    writes = [one for one in answers if one.ask == "write" and one.status != 201]
    trial.figure("without the embedding model: searches by words", len(searches))
    trial.require("without the embedding model: searches that failed", _failed(trial, searches), exactly=0)
    trial.figure("without the embedding model: clear 503 to writes", sum(one.is_clear for one in writes))
    unclear = sum(one.status != 503 or not one.is_clear for one in writes)
    trial.require("without the embedding model: other answers to writes", unclear, exactly=0)
    trial.require("the embedding model is used again after", recovered, "s", at_most=RECOVERED_WITHIN)


async def _shared_again(api: Service) -> float:
    """Wait until the service has told that it counts limits in Redis again."""
    started = time.monotonic()
    async with asyncio.timeout(60):
        while "Redis answers again" not in api.process.said:
            await asyncio.sleep(0.05)
    return time.monotonic() - started


async def _generated_again(api: Service, account: Account) -> float:
    started = time.monotonic()
    async with api.client(account) as client, asyncio.timeout(60):
        while not (await client.post("/conversation", json=TALK.body)).json().get("response_generated"):
            await asyncio.sleep(0.1)
    return time.monotonic() - started


def _failed(trial: Trial, answers: list[Answer]) -> int:
    failed = [one for one in answers if not 200 <= one.status < 300]
    for one in failed[:3]:
        trial.say(f"{one.ask} was answered {one.status} {one.text}")
    return len(failed)


EXPERIMENT = Experiment(
    "Without Redis nothing fails; without the language model replies are made from memory; without the embedding model"
    " searches find by words and writes get clear 503s. Each is used again within 10 seconds of its return.",
    run,
    2,
)
