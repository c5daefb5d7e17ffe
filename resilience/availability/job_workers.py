"""Workers on two nodes share the jobs: each job is taken once, and those of a node that is lost are taken over."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from typing import Any

import httpx

from resilience.availability.database import programs
from resilience.availability.installation import Installation, installation
from resilience.availability.nodes import Failed
from resilience.experiment import Experiment, Trial

DONE_SECONDS = 300.0
WATCH = """
CREATE TABLE claims (job_id uuid, attempt integer, worker text);
CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    INSERT INTO claims (job_id, attempt, worker) VALUES (NEW.job_id, NEW.attempts, NEW.leased_by);
    RETURN NULL;
END $$;
CREATE TRIGGER note_claim AFTER UPDATE ON jobs FOR EACH ROW
WHEN (NEW.status = 'running' AND NEW.attempts <> OLD.attempts) EXECUTE FUNCTION note_claim();
"""
OPEN_JOBS = "SELECT count(*) FROM jobs WHERE kind = 'extract' AND status NOT IN ('done', 'degraded', 'dead')"
FOUND = """
SELECT json_build_object(
    'jobs', (SELECT count(*) FROM jobs WHERE kind = 'extract'),
    'done', (SELECT count(*) FROM jobs WHERE kind = 'extract' AND status = 'done'),
    'claims', (SELECT json_agg(json_build_object('job', job_id, 'worker', worker)) FROM claims),
    'homes', (SELECT json_agg(content) FROM memories WHERE slot = 'user.home' AND status = 'current'))
"""


async def run(trial: Trial) -> None:
    """Give two nodes work for many subjects, then lose one of them in the middle of more."""
    subjects = trial.count("subjects", short=20, full=200)
    with installation(trial.folder) as made:
        account = await asyncio.to_thread(made.register)
        await _asked(made, WATCH)
        async with made.client(account) as client:
            await _tell(client, "calm", subjects)
            await _all_done(made)
            calm = await _found(made)
            await _tell(client, "lossy", subjects)
            await asyncio.to_thread(made.nodes["worker1"].lose_power)
            await _all_done(made)
            lossy = await _found(made)
    taken = Counter(claim["job"] for claim in calm["claims"])
    shares = Counter(claim["worker"] for claim in calm["claims"])
    again = Counter(claim["job"] for claim in lossy["claims"])
    trial.figure("jobs while both nodes live", calm["jobs"])
    trial.require("of these, taken more than once", sum(count > 1 for count in taken.values()), exactly=0)
    trial.require("workers that took any", len(shares), exactly=2)
    trial.figure("share of the one that took fewer", min(shares.values()) / calm["jobs"])
    trial.figure("jobs taken over from the lost node", sum(count > 1 for count in again.values()))
    trial.require("jobs that were not done in the end", lossy["jobs"] - lossy["done"], exactly=0)
    trial.require("memories that are missing or doubled", _off(lossy["homes"], 2 * subjects), exactly=0)


def _off(homes: list[str], subjects: int) -> int:
    """How many subjects lack the one memory that they should have, or have it more than once."""
    counts = Counter(homes)
    return sum(count - 1 for count in counts.values()) + subjects - len(counts)


async def _tell(client: httpx.AsyncClient, part: str, subjects: int) -> None:
    for number in range(subjects):
        subject = {"X-Memory-Subject": f"{part}-{number}"}
        made = (await client.post("/conversations", json={}, headers=subject)).raise_for_status().json()
        said = {"role": "user", "content": f"I live in {part.title()}ville{number}."}
        path = f"/conversations/{made['conversation_id']}/turns"
        (await client.post(path, json={"turns": [said]}, headers=subject)).raise_for_status()


async def _all_done(made: Installation) -> None:
    deadline = time.monotonic() + DONE_SECONDS
    while int(await _asked(made, OPEN_JOBS)) > 0:
        if time.monotonic() > deadline:
            raise Failed(f"jobs are still open after {DONE_SECONDS:.0f} s")
        await asyncio.sleep(1)


async def _found(made: Installation) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(await _asked(made, FOUND))
    return found


async def _asked(made: Installation, sql: str) -> str:
    """What the primary answers its superuser."""
    name = await asyncio.to_thread(made.cluster.primary)
    if name is None:
        raise Failed("there is no primary")
    node = made.nodes[name]
    return await asyncio.to_thread(
        node.run,
        *(str(programs() / "psql"), "-h", node.address, "-U", "postgres", "-d", "toldonce", "-qAt"),
        *("-v", "ON_ERROR_STOP=1", "-c", sql),
        environment={"PGPASSWORD": made.cluster.passwords["superuser"]},
    )


EXPERIMENT = Experiment(
    "Workers on several nodes take each job once, and go on with the jobs of a node that is lost.", run, minutes=6
)
