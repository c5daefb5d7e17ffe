"""``kill -9`` of API workers, job workers, reading processes and PostgreSQL, while clients write and import."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence

import httpx
import psutil

from resilience.experiment import Experiment, Trial
from resilience.ledger import Writers, everything, until
from resilience.postgres import PostgresServer
from resilience.processes import Process
from resilience.stage import Account, Service, stage

WAYS = ("api worker", "PostgreSQL", "a session of PostgreSQL", "reading process", "job worker")
"""Whom the kills meet; a short run meets no job worker, whose jobs wait for the end of its lease."""
WRITES_BETWEEN = 5
PATIENCE = 30.0
LEAST_SERVING = 2
"""API workers that must serve before one of them is killed: a service that nobody can reach has nothing to lose."""
START_SECONDS = 12.0
"""Which an API worker takes until it serves, on a busy machine."""
IMPORT_TURNS = 60
HOME = "I live in Lisbon."
"""The last turn of each import, of which one memory is made."""
JOB_SECONDS = 240.0
"""A job whose worker was killed is taken up after its lease of 60 seconds."""


async def run(trial: Trial) -> None:
    """Kill whoever runs and was met least; afterwards the clients' log must be in the database, every job ended, and
    nothing damaged."""
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
        await imports.begin()
        killer = Killer(server, api, jobs, imports)
        began = time.monotonic()
        while (done := sum(killer.killed.values())) < kills and time.monotonic() - began < 60 * minutes:
            await _some_more(writers)
            if await killer.kill_the_next() and done % 25 == 24:
                trial.say(f"{done + 1} kills, {len(writers.ledger.acknowledged)} acknowledged writes")
        await killer.everybody_back()
        await writers.stop()
        trial.in_all("kills", sum(killer.killed.values()))
        for way, times in killer.killed.items():
            trial.figure(f"kills of: {way}", times)
        trial.figure("duration", time.monotonic() - began, "s")
        async with api.client(account) as client:
            await writers.judge(trial, client)
        await writers.close()
        await imports.judge(trial)
        await judge_jobs(trial, server)
        await imports.judge_what_was_read(trial)
        if damage := server.check():
            trial.say(damage)
        trial.require("complaints of pg_amcheck", len(damage.splitlines()), exactly=0)
        said = "".join(process.said for process in (api.process, *jobs))
        trial.figure("times that turns were lost on who read them", said.count("reading_process_lost"))
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

    def __init__(self, server: PostgresServer, api: Service, jobs: list[Process], imports: Imports) -> None:
        self._server, self._api, self._jobs, self._imports = server, api, jobs, imports
        self._tried: Counter[str] = Counter()
        self.killed: dict[str, int] = dict.fromkeys(WAYS, 0)

    async def kill_the_next(self) -> bool:
        """Kill what was tried least, in the order of `WAYS`, once it runs; whether anything was killed."""
        way = min(WAYS, key=lambda one: self._tried[one])
        self._tried[way] += 1
        match way:
            case "api worker":
                killed = await self._kill_one_of(self._serving_api_workers)
            case "job worker":
                killed = await self._kill_one_of(self._working_jobs)
            case "reading process":
                killed = await self._kill_a_reading_process()
            case "a session of PostgreSQL":
                killed = self._server.kill_a_session()
            case _:
                self._server.kill()
                await self._server.start()
                killed = True
        self._start_those_that_ended()
        self.killed[way] += killed
        return killed

    async def _kill_one_of(self, victims: Callable[[], Sequence[Process | psutil.Process]]) -> bool:
        """Kill one of them, as soon as there is one."""
        found: Sequence[Process | psutil.Process] = ()
        with contextlib.suppress(TimeoutError, psutil.NoSuchProcess):
            async with asyncio.timeout(PATIENCE):
                while not (found := victims()):
                    self._start_those_that_ended()
                    await asyncio.sleep(0.05)
            random.choice(found).kill()
            return True
        return False

    def _start_those_that_ended(self) -> None:
        """A job worker ends when it is killed, and when there is no database as it starts."""
        for one in self._jobs:
            if not one.runs:
                one.start()

    def _serving_api_workers(self) -> list[psutil.Process]:
        """Those that have had the time to start; none when there are too few of them."""
        workers = [
            one for one in self._api.process.children() if _runs(one, "spawn_main") and _age(one) > START_SECONDS
        ]
        return workers if len(workers) >= LEAST_SERVING else []

    def _working_jobs(self) -> list[Process]:
        """The job workers that hold connections to the database."""
        return [one for one in self._jobs if one.runs and self._is_connected(psutil.Process(one.pid))]

    def _is_connected(self, process: psutil.Process) -> bool:
        with contextlib.suppress(psutil.NoSuchProcess):
            return any(one.raddr and one.raddr.port == self._server.port for one in process.net_connections("tcp"))
        return False

    async def _kill_a_reading_process(self) -> bool:
        """Kill one that has begun to read what a new import brought."""
        before = self._reading()
        await self._imports.begin()
        with contextlib.suppress(TimeoutError, psutil.NoSuchProcess):
            async with asyncio.timeout(PATIENCE):
                while not (begun := [pid for pid, spent in self._reading().items() if spent != before.get(pid)]):
                    await asyncio.sleep(0.02)
            psutil.Process(random.choice(begun)).kill()
            return True
        return False

    def _reading(self) -> dict[int, float]:
        """The processes in which job workers read, each with the seconds of a processor that it has used."""
        found: dict[int, float] = {}
        for one in (child for worker in self._jobs for child in worker.children()):
            with contextlib.suppress(psutil.NoSuchProcess):
                if _runs(one, "toldonce.reading"):
                    found[one.pid] = sum(one.cpu_times()[:2])
        return found

    async def everybody_back(self) -> None:
        """Wait until the service is well and every job worker holds its database: one that found none ended again."""
        await self._server.ready()
        await self._api.ready()
        async with asyncio.timeout(JOB_SECONDS):
            while len(self._working_jobs()) < len(self._jobs):
                self._start_those_that_ended()
                await asyncio.sleep(0.1)


def _age(process: psutil.Process) -> float:
    return time.time() - process.create_time()


def _runs(process: psutil.Process, program: str) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return program in " ".join(process.cmdline())
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

    async def judge_what_was_read(self, trial: Trial) -> None:
        """What the last turn of each says must be known, once; it may be asked when every job has ended."""
        wrong = 0
        async with self._api.client(self._account) as client:
            for subject in self._jobs:
                known = await everything(client, "/memories?status=all", {"X-Memory-Subject": subject})
                wrong += sum("Lisbon" in memory["content"] for memory in known) != 1
        trial.require("imports of which a memory is missing or doubled", wrong, exactly=0)


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
            "content": HOME if number == IMPORT_TURNS - 1 else f"{name}: sentence {number} is about the harbour.",
            "created_at": at,
        })  # fmt: skip
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


EXPERIMENT = Experiment(
    "An acknowledged write is never lost and never stored twice, whoever is killed in the middle of it.", run, 15
)
