"""SIGTERM and rolling restarts while requests run."""

from __future__ import annotations

import asyncio
import json
import signal
from collections import Counter
from typing import Any

import httpx

from resilience.experiment import Experiment, Trial
from resilience.ledger import until
from resilience.stage import SERVE, UVICORN, Account, Service, Stage, stage

TALK = {"message": "Where do I live?"}
BEGUN_SECONDS = 60.0


async def run(trial: Trial) -> None:
    """Stop services in the middle of slow requests, and replace the workers of one under load."""
    requests = trial.count("slow requests", short=20, full=40)
    rounds = trial.count("rolling restarts", short=1, full=10)
    async with stage(trial.folder) as on:
        server = await on.postgres()
        llm = await on.model(seconds=trial.parameter("seconds of a reply", short=4, full=4))
        settings: dict[str, Any] = {
            "DATABASE_URL": server.url, "LLM_PROVIDER": "openai", "LLM_BASE_URL": llm.url, "LLM_MODEL": "scripted",
            "WORKER_IN_PROCESS": "false",
        }  # fmt: skip
        await _stopped(trial, on, "toldonce serve", SERVE, requests, settings)
        if not trial.short:
            await _stopped(trial, on, "uvicorn", UVICORN, requests, settings)
        await _rolling(trial, on, rounds, settings)


async def _stopped(
    trial: Trial, on: Stage, server: str, command: tuple[str, ...], requests: int, settings: dict[str, Any]
) -> None:
    """SIGTERM while every one of ``requests`` waits for the model; each must get its whole answer."""
    api = await on.started(f"stopped-{server.split()[-1]}", *command, workers=2, **settings)
    account = await api.register()
    async with api.client(account) as client:
        begun: list[int] = []
        answers = [
            asyncio.create_task(_stream(client, begun) if number % 2 else _talk(client)) for number in range(requests)
        ]
        # A stream that had not begun may be told that the service stops, as every stream after five seconds.
        await until(lambda: len(begun) == requests // 2, BEGUN_SECONDS)
        in_flight = [answer for answer in answers if not answer.done()]
        api.process.send(signal.SIGTERM)
        found = Counter(await asyncio.gather(*in_flight))
    code = await api.process.ended()
    trial.require(f"{server}: requests in flight at SIGTERM", len(in_flight), at_least=requests / 4)
    trial.require(f"{server}: of these, answers that were not whole", len(in_flight) - found["whole"], exactly=0)
    trial.require(f"{server}: exit code", code, exactly=0)
    for what, times in found.items():
        if what != "whole":
            trial.say(f"{server}: {times} x {what}")


async def _talk(client: httpx.AsyncClient) -> str:
    """Ask for a reply; "whole", or what came instead."""
    try:
        answer = await client.post("/conversation", json=TALK)
    except httpx.HTTPError as broken:
        return type(broken).__name__
    if answer.status_code != 200:
        return f"{answer.status_code} {answer.text[:200]}"
    return "whole" if answer.json()["response_generated"] else "not generated"


async def _stream(client: httpx.AsyncClient, begun: list[int]) -> str:
    """The same, read as it comes; the status is put into ``begun`` when it begins."""
    text = ""
    try:
        async with client.stream("POST", "/conversation", json={**TALK, "stream": True}) as answer:
            async for piece in answer.aiter_text():
                if not text:
                    begun.append(answer.status_code)
                text += piece
    except httpx.HTTPError as broken:
        return type(broken).__name__
    name, _, content = text.strip().rpartition("event: ")[2].partition("\ndata: ")
    return "whole" if name == "done" and json.loads(content)["response_generated"] else f"stream ended with {name}"


async def _rolling(trial: Trial, on: Stage, rounds: int, settings: dict[str, Any]) -> None:
    """SIGHUP replaces worker by worker; clients that open a connection for each request notice nothing."""
    api = await on.started("rolling", workers=2, **settings)
    account = await api.register()
    stopping = asyncio.Event()
    results: list[str] = []
    clients = [asyncio.create_task(_ask_on(api, account, stopping, results)) for _ in range(4)]
    for number in range(rounds):
        before = {one.pid for one in api.process.children() if "spawn_main" in " ".join(one.cmdline())}
        api.process.send(signal.SIGHUP)
        async with asyncio.timeout(180):
            while before & {one.pid for one in api.process.children()}:
                await asyncio.sleep(0.2)
        trial.say(f"{number + 1} rolling restarts, {len(results)} requests")
    stopping.set()
    await asyncio.gather(*clients)
    lost = [one for one in results if one != "200"]
    trial.figure("rolling restarts", rounds)
    trial.figure("requests meanwhile", len(results))
    for what, times in Counter(lost).most_common(3):
        trial.say(f"rolling: {times} x {what}")
    trial.require("requests lost in rolling restarts", len(lost), exactly=0)


async def _ask_on(api: Service, account: Account, stopping: asyncio.Event, results: list[str]) -> None:
    while not stopping.is_set():
        try:
            async with api.client(account) as client:
                answer = await client.get("/memories")
            results.append(str(answer.status_code))
        except httpx.HTTPError as broken:
            results.append(type(broken).__name__)
        await asyncio.sleep(0.02)


EXPERIMENT = Experiment("SIGTERM and rolling restarts lose no request that is in flight.", run, 4)
