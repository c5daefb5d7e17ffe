"""``kill -9`` of API workers, job workers and PostgreSQL, while clients write and an import runs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time

import httpx
import psutil

from resilience.experiment import Experiment, Trial
from resilience.ledger import Writers, everything, until
from resilience.postgres import PostgresServer
from resilience.processes import Process
from resilience.stage import Account, Service, stage

WAYS = ("api worker", "PostgreSQL", "job worker", "api worker", "a session of PostgreSQL", "job worker")
"""Whom the kills meet, in turn; a short run meets no job worker, whose jobs wait for the end of its lease."""
WRITES_BETWEEN = 5
PATIENCE = 30.0
IMPORT_TURNS = 60
JOB_SECONDS = 240.0
"""A job whose worker was killed is taken up after its lease of 60 seconds."""


async def run(trial: Trial) -> None:
    """Kill in turn; afterwards the clients' log must be in the database, every job ended, and nothing damaged."""
    kills = trial.count("kills", short=2, full=300)
    minutes = trial.parameter("minutes at most", short=10, full=40)
    workers = trial.count("api workers", short=2, full=3)
    job_workers = trial.count("job workers", short=1, full=2)
    async with stage(trial.folder) as on:
        server = await on.postgres()
        api = await on.started(workers=workers, DATABASE_URL=server.url, WORKER_IN_PROCESS="false")
        jobs = [on.worker(f"worker-{number}", DATABASE_URL=server.url) for number in range(job_workers)]
        for one in jobs:
            one.start()
        account = await api.register()
        writers = Writers([api.url], account, clients=trial.count("clients", short=4, full=8))
        await writers.start()
        imports = Imports(api, account)
        killer = Killer(server, api, jobs)
        killed: dict[str, int] = dict.fromkeys(WAYS, 0)
        began = time.monotonic()
        for number in range(kills):
            await _some_more(writers)
            if time.monotonic() - began > 60 * minutes:
                break
            if number % 20 == 0:
                await imports.begin()
            way = WAYS[number % len(WAYS)]
            killed[way] += await killer.kill(way)
            if number % 25 == 24:
                trial.say(f"{number + 1} kills, {len(writers.ledger.acknowledged)} acknowledged writes")
        await killer.everybody_back()
        await writers.stop()
        trial.figure("kills", sum(killed.values()))
        for way, times in killed.items():
            trial.figure(f"kills of: {way}", times)
        trial.figure("duration", time.monotonic() - began, "s")
        async with api.client(account) as client:
            await writers.judge(trial, client)
        await writers.close()
        await imports.judge(trial)
        await judge_jobs(trial, server)
        if damage := server.check():
            trial.say(damage)
        trial.require("complaints of pg_amcheck", len(damage.splitlines()), exactly=0)
        said = "".join(process.said for process in (api.process, *jobs))
        trial.require("faults of ours in the logs", said.count("unhandled_fault"), exactly=0)
        trial.require("stack traces in the logs", said.count("Traceback"), exactly=0)


async def _some_more(writers: Writers) -> None:
    """Let clients write again before the next kill: a service that nobody can reach has nothing to lose."""
    enough = len(writers.ledger.acknowledged) + WRITES_BETWEEN
    with contextlib.suppress(TimeoutError):
        await until(lambda: len(writers.ledger.acknowledged) >= enough, PATIENCE)
    await asyncio.sleep(random.random() * 0.3)


class Killer:
    """Kills one thing at a time and has it started again, as an init system does."""

    def __init__(self, server: PostgresServer, api: Service, jobs: list[Process]) -> None:
        self._server, self._api, self._jobs = server, api, jobs

    async def kill(self, way: str) -> bool:
        """Kill; whether there was something to kill."""
        if way == "api worker":
            return self._kill_an_api_worker()
        if way == "job worker":
            victim = random.choice(self._jobs)
            victim.kill()
            victim.start()
            return True
        if way == "a session of PostgreSQL":
            return self._server.kill_a_session()
        self._server.kill()
        await self._server.start()
        return True

    def _kill_an_api_worker(self) -> bool:
        workers = [one for one in self._api.process.children() if _serves(one)]
        if not workers:
            return False
        random.choice(workers).kill()
        return True

    async def everybody_back(self) -> None:
        """Wait until the service is well; a job worker that gave up on the database is started again."""
        await self._server.ready()
        await self._api.ready()
        for one in self._jobs:
            if not one.runs:
                one.start()


def _serves(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return "spawn_main" in " ".join(process.cmdline())
    return False


class Imports:
    """Imports, each into a subject of its own."""

    def __init__(self, api: Service, account: Account) -> None:
        self._api = api
        self._account = account
        self._jobs: dict[str, str] = {}

    async def begin(self) -> None:
        """Upload one more, again and again until it is taken."""
        subject = f"import-{len(self._jobs)}"
        headers = {"X-Memory-Subject": subject, "Content-Type": "application/x-ndjson", "Idempotency-Key": subject}
        async with self._api.client(self._account) as client, asyncio.timeout(120):
            while True:
                with contextlib.suppress(httpx.HTTPError):
                    answer = await client.post("/import?format=toldonce", content=_export(subject), headers=headers)
                    if answer.status_code == 202:
                        self._jobs[subject] = answer.json()["job_id"]
                        return
                await asyncio.sleep(0.2)

    async def judge(self, trial: Trial) -> None:
        """Each of them must end, with every turn there once."""
        wrong, unfinished = 0, 0
        async with self._api.client(self._account) as client:
            deadline = time.monotonic() + JOB_SECONDS
            for subject, job in self._jobs.items():
                headers = {"X-Memory-Subject": subject}
                while (status := (await client.get(f"/jobs/{job}", headers=headers)).json()["status"]) not in (
                    "done",
                    "degraded",
                ):
                    if time.monotonic() > deadline or status == "dead":
                        unfinished += 1
                        break
                    await asyncio.sleep(0.25)
                else:
                    found = await everything(client, "/conversations", headers)
                    turns = [
                        turn["content"]
                        for one in found
                        for turn in await everything(client, f"/conversations/{one['conversation_id']}/turns", headers)
                    ]
                    wrong += len(turns) != IMPORT_TURNS or len(set(turns)) != IMPORT_TURNS
        trial.figure("imports", len(self._jobs))
        trial.require("imports that did not end", unfinished, exactly=0)
        trial.require("imports with a turn lost or twice", wrong, exactly=0)


async def judge_jobs(trial: Trial, server: PostgresServer) -> None:
    """Every job must end, and none may be given up."""
    deadline = time.monotonic() + JOB_SECONDS
    while True:
        rows = await server.fetch("SELECT status, count(*) AS jobs FROM jobs GROUP BY status")
        found = {row["status"]: row["jobs"] for row in rows}
        waiting = sum(found.get(status, 0) for status in ("queued", "running", "failed"))
        if not waiting or time.monotonic() > deadline:
            break
        await asyncio.sleep(0.5)
    trial.figure("jobs that ended", found.get("done", 0) + found.get("degraded", 0))
    trial.require("jobs that did not end", waiting, exactly=0)
    trial.require("jobs given up", found.get("dead", 0), exactly=0)


def _export(name: str) -> bytes:
    """An export of one conversation."""
    digits = f"{int(name.rpartition('-')[2]):04x}"
    conversation, at = f"01a208c5-3c02-7b1e-{digits}-5f0e6a7d1c11", "2026-03-01T09:30:00Z"
    lines: list[dict[str, object]] = [
        {"kind": "conversation", "conversation_id": conversation, "title": name, "created_at": at}
    ]
    for number in range(IMPORT_TURNS):
        lines.append({
            "kind": "turn", "conversation_id": conversation, "turn_id": f"01a208c5-52d0-7c44-{digits}-{number:012x}",
            "turn_number": number + 1, "seq": number + 1, "role": "user", "speaker": None, "at": at, "metadata": {},
            "content": f"{name}: sentence {number} is about the harbour.", "created_at": at,
        })  # fmt: skip
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


EXPERIMENT = Experiment(
    "An acknowledged write is never lost and never stored twice, whoever is killed in the middle of it.", run, 15
)
