"""Redis, the language model and the embedding model are killed and come back, one after the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from resilience.experiment import Experiment, Trial
from resilience.probes import Answer, Ask, Probes
from resilience.stage import Account, RedisServer, ScriptedModel, Service, stage

RECOVERED_WITHIN = 10.0
GIVEN_UP_SECONDS = 60.0
SEARCH = Ask("search", "POST", "/memories/search", lambda number: {"query": f"Where did I live in year {number}?"})
WRITE = Ask("write", "POST", "/memories", lambda number: {"content": f"My locker has the number {number}."})
TALK = Ask("talk", "POST", "/conversation", lambda number: {"message": f"Is it year {number}?", "remember": False})


@dataclass(frozen=True, slots=True)
class Absence:
    """What was answered while a neighbour was away, and the seconds until it was used again after its return."""

    answers: Sequence[Answer]
    recovered: float

    def of(self, ask: Ask) -> list[Answer]:
        """The answers to one kind of request."""
        return [one for one in self.answers if one.ask == ask.name]


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
        with_redis = Probes(api, account, (SEARCH, WRITE, TALK), pause=0.05, timeout=60)
        _judge_redis(trial, await _without(cache, with_redis, seconds, lambda _: _shared_again(api)))
        with_model = Probes(api, account, (SEARCH, TALK), pause=0.05, timeout=60)
        _judge_model(trial, await _without(llm, with_model, seconds, lambda _: _generated_again(api, account)))
        with_embedder = Probes(api, account, (SEARCH, WRITE), pause=0.05, timeout=60)
        _judge_embedder(trial, await _without(embedder, with_embedder, seconds, _well_again))
        trial.require("faults of ours in the log", api.process.said.count("unhandled_fault"), exactly=0)


async def _without(
    neighbour: RedisServer | ScriptedModel,
    probes: Probes,
    seconds: float,
    used_again: Callable[[Probes], Awaitable[object]],
) -> Absence:
    """Lose a neighbour, wait, bring it back, and wait until the service uses it again."""
    async with probes.asking():
        await asyncio.sleep(seconds / 2)
        probes.phase = "without"
        neighbour.process.kill()
        await asyncio.sleep(seconds)
        probes.phase = "after"
        await neighbour.start()
        began = time.monotonic()
        async with asyncio.timeout(GIVEN_UP_SECONDS + 1):
            await used_again(probes)
        recovered = time.monotonic() - began
    return Absence(probes.of("without"), recovered)


def _judge_redis(trial: Trial, absence: Absence) -> None:
    """Limits are counted in the process meanwhile, and queries are embedded anew."""
    trial.figure("without Redis: requests", len(absence.answers))
    trial.figure("without Redis: slowest answer", _slowest(absence.answers), "s")
    trial.require("without Redis: requests that failed", _failed(trial, absence.answers), exactly=0)
    trial.require("Redis is used again after", absence.recovered, "s", at_most=RECOVERED_WITHIN)


def _judge_model(trial: Trial, absence: Absence) -> None:
    """Replies are made from memory alone, and say so."""
    quoted = [one for one in absence.of(TALK) if one.status == 200]
    trial.figure("without the language model: requests", len(absence.answers))
    trial.figure("without the language model: slowest answer", _slowest(absence.answers), "s")
    trial.require("without the language model: requests that failed", _failed(trial, absence.answers), exactly=0)
    trial.require("without the language model: replies from memory", len(quoted), at_least=1)
    trial.require("the language model is used again after", absence.recovered, "s", at_most=RECOVERED_WITHIN)


def _judge_embedder(trial: Trial, absence: Absence) -> None:
    """Searches find by words; writes, which would not be found by their meaning, are refused clearly."""
    searches = absence.of(SEARCH)
    # A write that began just before the loss may still be stored.
    refused = [one for one in absence.of(WRITE) if one.status != 201]
    clear = [one for one in refused if one.status == 503 and one.is_clear]
    trial.figure("without the embedding model: searches by words", len(searches))
    trial.figure("without the embedding model: slowest answer", _slowest(absence.answers), "s")
    trial.require("without the embedding model: searches that failed", _failed(trial, searches), exactly=0)
    trial.require("without the embedding model: clear 503 to writes", len(clear), at_least=1)
    trial.require("without the embedding model: other answers to writes", len(refused) - len(clear), exactly=0)
    trial.require("the embedding model is used again after", absence.recovered, "s", at_most=RECOVERED_WITHIN)


async def _shared_again(api: Service) -> None:
    """Wait until the service has told that it counts limits in Redis again."""
    while "Redis answers again" not in api.process.said:
        await asyncio.sleep(0.05)


async def _well_again(probes: Probes) -> None:
    await probes.well_again(GIVEN_UP_SECONDS)


async def _generated_again(api: Service, account: Account) -> None:
    async with api.client(account) as client:
        while True:
            answer = await client.post("/conversation", json={"message": "Where do I live?", "remember": False})
            if answer.json().get("response_generated"):
                return
            await asyncio.sleep(0.1)


def _slowest(answers: Sequence[Answer]) -> float:
    return max((one.seconds for one in answers), default=0.0)


def _failed(trial: Trial, answers: Sequence[Answer]) -> int:
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
