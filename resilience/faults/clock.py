"""The wall clock of the service jumps an hour ahead, and two hours back."""

from __future__ import annotations

import asyncio
import contextlib
import time
from pathlib import Path
from typing import Any

import httpx

from resilience.experiment import Experiment, Trial
from resilience.ledger import everything
from resilience.stage import PASSWORD, Account, Service, stage

JUMPS = (("ahead", "+3600"), ("back", "-3600"))
"""From the true time; the second is two hours back from the first."""
LIMIT = 120
NEAR_SECONDS = 30.0
SETTLED_SECONDS = 180.0
NOTICED_SECONDS = 20.0
"""The faked clock looks once in a while by how much it is to be off."""


async def run(trial: Trial) -> None:
    """After each jump tokens, keys, limits, jobs and the order of what was said must be as if nothing had happened."""
    library = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)
    assert library, "libfaketime is missing: run scripts/debian-packages.sh"
    shift = trial.folder / "clock"
    shift.write_text("+0\n")
    async with stage(trial.folder) as on:
        server = await on.postgres()
        faked: dict[str, Any] = {
            "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(shift), "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_CACHE_DURATION": "1", "NO_FAKE_STAT": "1",
        }  # fmt: skip
        api = await on.started(
            DATABASE_URL=server.url, RATE_LIMIT_ENABLED="true", RATE_LIMIT_PER_MINUTE=str(LIMIT), RATE_LIMIT_BURST="0",
            RATE_LIMIT_GLOBAL_PER_MINUTE="100000", **faked,
        )  # fmt: skip
        account, resident = await api.register(), await api.register()
        credentials = {"email": resident.email, "password": PASSWORD}
        async with api.client() as client:
            pair = (await client.post("/auth/login", json=credentials)).raise_for_status().json()
        for number, (name, jump) in enumerate(JUMPS):
            limited = await _until_limited(api, account)
            moved = await _jump(api, shift, float(jump))
            trial.require(f"{name}: the service's clock is off by", moved, "s", **_around(float(jump)))
            trial.require(f"{name}: requests until the limit had refused one", limited, at_most=2 * LIMIT)
            trial.require(
                f"{name}: the limit lets somebody in again after", await _let_in(api, account), "s", at_most=61
            )
            pair = await _refreshed(trial, api, pair, name)
            home, cities = await _moved_house(api, resident, f"jump-{number}", shift, jump)
            trial.require(f"{name}: what was said last is what counts", home == cities[-1], exactly=1)
        trial.require("faults of ours in the log", api.process.said.count("unhandled_fault"), exactly=0)


def _around(seconds: float) -> dict[str, float]:
    return {"at_least": seconds - NEAR_SECONDS, "at_most": seconds + NEAR_SECONDS}


async def _jump(api: Service, shift: Path, seconds: float) -> float:
    """Move the service's clock so far from the true time, and wait until it has noticed; by how much it is off."""
    shift.write_text(f"{seconds:+.0f}\n")
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(NOTICED_SECONDS):
            while abs(await _offset(api) - seconds) > NEAR_SECONDS:
                await asyncio.sleep(0.2)
    return await _offset(api)


async def _offset(api: Service) -> float:
    """By how much the service's clock is ahead, as its health tells it."""
    async with httpx.AsyncClient(trust_env=False) as client:
        told = (await client.get(f"{api.url}/health")).headers["Date"]
    return time.mktime(time.strptime(told, "%a, %d %b %Y %H:%M:%S GMT")) - time.mktime(time.gmtime())


async def _until_limited(api: Service, account: Account) -> int:
    """Ask until one is refused; how many requests that took."""
    async with api.client(account) as client:
        for number in range(2 * LIMIT):
            if (await client.get("/auth/me")).status_code == 429:
                return number
    return 2 * LIMIT + 1


async def _let_in(api: Service, account: Account) -> float:
    """The seconds until a request with the API key is answered well again."""
    started = time.monotonic()
    async with api.client(account) as client, asyncio.timeout(120):
        while (answer := await client.get("/auth/me")).status_code != 200:
            await asyncio.sleep(float(answer.headers["Retry-After"]))
    return time.monotonic() - started


async def _refreshed(trial: Trial, api: Service, pair: dict[str, str], name: str) -> dict[str, str]:
    """The refresh token from before the jump gives a pair that works."""
    async with api.client() as client:
        answer = await client.post("/auth/refresh", json={"refresh_token": pair["refresh_token"]})
        trial.require(f"{name}: a session goes on (status of its refresh)", answer.status_code, exactly=200)
        fresh: dict[str, str] = answer.json()
        bearer = {"Authorization": f"Bearer {fresh['access_token']}"}
        me = await client.get("/auth/me", headers=bearer)
        trial.require(f"{name}: the new access token works (status)", me.status_code, exactly=200)
        return fresh


async def _moved_house(
    api: Service, account: Account, subject: str, shift: Path, jump: str
) -> tuple[str | None, list[str]]:
    """Say two homes in turn, with the clock jumping between them; the home that is known then, and both."""
    cities = ["Porto", "Lisbon"]
    async with api.client(account, subject=subject) as client:
        made = await client.post("/conversations", json={})
        conversation = made.raise_for_status().json()["conversation_id"]
        for city, at in zip(cities, ("+0" if jump.startswith("-") else "-3600", jump), strict=True):
            await _jump(api, shift, float(at))
            turn = {"role": "user", "content": f"I live in {city} now."}
            said = await client.post(f"/conversations/{conversation}/turns", json={"turns": [turn]})
            said.raise_for_status()
            async with asyncio.timeout(SETTLED_SECONDS):
                while {job["status"] for job in await everything(client, "/jobs", {})} & {
                    "queued",
                    "running",
                    "failed",
                }:
                    await asyncio.sleep(0.1)
        turns = await everything(client, f"/conversations/{conversation}/turns", {})
        assert [turn["turn_number"] for turn in turns] == [1, 2], "turns are in the order in which they were said"
        current = await everything(client, "/memories", {})
        homes = [city for city in cities for memory in current if city in memory["content"]]
        return (homes[0] if len(homes) == 1 else None), cities


EXPERIMENT = Experiment(
    "A clock that jumps an hour ends no session and no key, locks nobody out, and does not change which statement"
    " counts.",
    run,
    1,
)
