"""Users side by side on few connections, with a job worker: nobody ever sees what somebody else said."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from resilience.experiment import Experiment, Trial
from resilience.ledger import everything
from resilience.stage import Account, Service, stage

READS = (
    ("POST", "/memories/search", {"query": "Where do I live, and what is my cat called?", "limit": 50}),
    ("POST", "/context", {"query": "Where do I live?"}),
    ("GET", "/memories?status=all&limit=100", None),
    ("GET", "/conversations", None),
    ("GET", "/profile", None),
    ("GET", "/entities", None),
    ("GET", "/changes", None),
    ("GET", "/jobs", None),
    ("GET", "/memories/stats", None),
    ("GET", "/conversations/search?q=live", None),
    ("POST", "/conversation", {"message": "Where do I live?", "remember": False}),
)


@dataclass(slots=True)
class Tenant:
    """A subject of an account, and the word that marks everything it says."""

    account: Account
    subject: str
    word: str
    ids: dict[str, str] = field(default_factory=dict)
    said: int = 0


async def run(trial: Trial) -> None:
    """Everybody writes and reads at once; then everybody tries the ids of somebody else on every route."""
    accounts = trial.count("accounts", short=3, full=12)
    seconds = trial.parameter("seconds of load", short=5, full=60)
    async with stage(trial.folder) as on:
        server = await on.postgres()
        settings: dict[str, Any] = {"DATABASE_URL": server.url, "CONNECTION_POOL_SIZE": "3"}
        api = await on.started(workers=1 if trial.short else 2, WORKER_IN_PROCESS="false", **settings)
        jobs = on.worker(**settings)
        jobs.start()
        registered = [await api.register() for _ in range(accounts)]
        tenants = [
            Tenant(account, subject, f"Q{secrets.token_hex(6)}q")
            for account in registered
            for subject in ("me", "other")
        ]
        words = [tenant.word for tenant in tenants]
        leaks: list[str] = []
        for tenant in tenants:
            await _begin(api, tenant)
        until = time.monotonic() + seconds
        counts = await asyncio.gather(*(_live(api, tenant, words, leaks, until) for tenant in tenants))
        trial.figure("tenants at once, on 2 connections of each process", len(tenants))
        trial.require("answers looked at", sum(counts), at_least=len(tenants))
        await _settled(api, tenants)
        wrong = await _understood(api, tenants)
        trial.require("memories that the job worker made for somebody else", wrong, exactly=0)
        tried = await _foreign_ids(api, tenants, words, leaks)
        trial.require("routes tried with the ids of others", tried, at_least=30)
        for leak in leaks[:5]:
            trial.say(leak)
        trial.require("answers that held a word of somebody else", len(leaks), exactly=0)


async def _begin(api: Service, tenant: Tenant) -> None:
    async with api.client(tenant.account, subject=tenant.subject) as client:
        made = await client.post("/conversations", json={"title": f"About {tenant.word}"})
        tenant.ids["conversation_id"] = made.raise_for_status().json()["conversation_id"]
        told = await client.post("/memories", json={"content": f"My cat is called {tenant.word}."})
        tenant.ids["memory_id"] = told.raise_for_status().json()["memory_id"]
        await _say(client, tenant)
        listed = await client.get("/jobs")
        tenant.ids["job_id"] = listed.raise_for_status().json()["items"][0]["job_id"]


async def _say(client: httpx.AsyncClient, tenant: Tenant) -> None:
    tenant.said += 1
    turn = {"role": "user", "content": f"I live in {tenant.word}ville, for the {tenant.said}th year."}
    answer = await client.post(f"/conversations/{tenant.ids['conversation_id']}/turns", json={"turns": [turn]})
    if answer.status_code == 201:
        tenant.ids["turn_id"] = answer.json()["turns"][0]["turn_id"]


async def _live(api: Service, tenant: Tenant, words: list[str], leaks: list[str], until: float) -> int:
    """Write and read until the time is over; how many answers were looked at."""
    looked = 0
    async with api.client(tenant.account, subject=tenant.subject) as client:
        while time.monotonic() < until:
            if random.random() < 0.3:
                await _say(client, tenant)
            method, path, body = random.choice(READS)
            answer = await client.request(method, path, json=body)
            looked += 1
            leaks += _leaks(f"{method} {path}", answer.text, tenant, words)
    return looked


def _leaks(where: str, text: str, tenant: Tenant, words: list[str]) -> list[str]:
    lowered = text.lower()
    return [
        f"{where} showed {word} to {tenant.word}" for word in words if word != tenant.word and word.lower() in lowered
    ]


async def _settled(api: Service, tenants: list[Tenant]) -> None:
    for tenant in tenants:
        async with api.client(tenant.account, subject=tenant.subject) as client, asyncio.timeout(180):
            while {job["status"] for job in await everything(client, "/jobs", {})} & {"queued", "running", "failed"}:
                await asyncio.sleep(0.2)


async def _understood(api: Service, tenants: list[Tenant]) -> int:
    """How many memories hold no word of their tenant; each must have one that the worker made."""
    wrong = 0
    for tenant in tenants:
        async with api.client(tenant.account, subject=tenant.subject) as client:
            memories = await everything(client, "/memories?status=all", {})
            assert any(f"{tenant.word}ville" in one["content"] for one in memories), "the worker understood nothing"
            wrong += sum(tenant.word not in one["content"] for one in memories)
    return wrong


async def _foreign_ids(api: Service, tenants: list[Tenant], words: list[str], leaks: list[str]) -> int:
    """Call every operation of the API with the ids of the next tenant; how many calls that made."""
    tried = 0
    async with api.client() as client:
        described = (await client.get(f"{api.url}/openapi.json")).raise_for_status().json()["paths"]
    for tenant, victim in zip(tenants, [*tenants[1:], tenants[0]], strict=True):
        async with api.client(tenant.account, subject=tenant.subject) as client:
            for path, operations in described.items():
                known = all(name in victim.ids for name in _parameters(path))
                for method in operations:
                    if not _parameters(path) or not known:
                        continue
                    filled = path.format(**victim.ids)
                    answer = await client.request(
                        method.upper(), api.url + filled, json={}, headers={"If-Match": '"1"'}
                    )
                    tried += 1
                    leaks += _leaks(f"{method.upper()} {path}", answer.text, tenant, words)
                    if answer.is_success:
                        leaks.append(
                            f"{method.upper()} {path} of {victim.word} was {answer.status_code} for {tenant.word}"
                        )
        async with api.client(victim.account, subject=victim.subject) as client:
            for path in (f"/memories/{victim.ids['memory_id']}", f"/conversations/{victim.ids['conversation_id']}"):
                (await client.get(path)).raise_for_status()
    return tried


def _parameters(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


EXPERIMENT = Experiment(
    "Users and subjects never see each other: on no route, with no id, when connections are shared under load, nor"
    " through the job worker.",
    run,
    3,
)
