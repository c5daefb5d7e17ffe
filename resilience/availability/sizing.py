"""What a turn costs: bytes of each table and index, of the log of PostgreSQL, memory and time, by loading many."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict

import httpx

from evals.bench import material
from evals.datasets import DEFAULT_FOLDER
from resilience.experiment import Experiment, Trial
from resilience.postgres import PostgresServer
from resilience.stage import Account, Service, stage

TURNS_OF_A_SUBJECT = 100
AT_ONCE = 4
READ_SECONDS = 7_200.0
BYTES_OF_A_TURN = 8_000
"""Promised: a short turn (at most 400 characters), everything that is made of it included, takes less than this."""
LEAST_BYTES = 50
"""What takes less than this a turn is not told by itself."""
SIZES = """
SELECT c.relname AS name, i.relname AS part, pg_relation_size(i.oid) AS bytes
FROM pg_class c JOIN pg_index x ON x.indrelid = c.oid JOIN pg_class i ON i.oid = x.indexrelid
WHERE c.relnamespace = 'public'::regnamespace
UNION ALL
SELECT relname, 'rows', pg_table_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
ORDER BY 1, 3 DESC
"""
COUNTS = """
SELECT (SELECT count(*) FROM turns) AS turns, (SELECT count(*) FROM memories) AS memories,
       (SELECT count(*) FROM embeddings) AS vectors, (SELECT count(*) FROM postings) AS postings,
       (SELECT sum(length(content)) FROM turns) AS characters
"""
OPEN_JOBS = "SELECT count(*) AS open FROM jobs WHERE status IN ('queued', 'running', 'failed')"


async def run(trial: Trial) -> None:
    """Store turns of real conversations in subjects of a hundred, let them be read, and measure what is there."""
    count = trial.count("turns", short=200, full=100_000)
    async with stage(trial.folder) as on:
        server = await on.postgres(max_wal_size="2GB", shared_buffers="256MB")
        api = await on.started(DATABASE_URL=server.url, WORKER_IN_PROCESS="false")
        worker = on.worker(DATABASE_URL=server.url)
        account = await api.register()
        before = await _log_position(server)
        seconds = await _store(api, account, count)
        stored = await _log_position(server)
        worker.start()
        reading = await _read(server)
        read = await _log_position(server)
        await server.fetch("CHECKPOINT")
        sizes, counts = await server.fetch(SIZES), (await server.fetch(COUNTS))[0]
        resident = api.process.resident_bytes(), worker.resident_bytes()
    turns = counts["turns"]
    by_table: dict[str, int] = defaultdict(int)
    for row in sizes:
        by_table[row["name"]] += row["bytes"]
        if row["bytes"] / turns >= LEAST_BYTES:
            each = {"table": row["name"], "part": row["part"], "bytes_a_turn": round(row["bytes"] / turns, 1)}
            trial.series.setdefault("sizes", []).append(each)
    trial.figure("turns", turns)
    trial.figure("characters a turn", counts["characters"] / turns)
    trial.figure("vectors a turn", counts["vectors"] / turns)
    trial.figure("words in the index a turn", counts["postings"] / turns)
    trial.figure("memories a turn", counts["memories"] / turns)
    for table, size in sorted(by_table.items(), key=lambda one: -one[1]):
        if size / turns >= LEAST_BYTES:
            trial.figure(f"bytes a turn, {table}", size / turns, "B")
    trial.require("bytes a turn, all tables", sum(by_table.values()) / turns, "B", at_most=BYTES_OF_A_TURN)
    trial.figure("bytes of PostgreSQL's log a turn, storing", (stored - before) / turns, "B")
    trial.figure("bytes of PostgreSQL's log a turn, reading", (read - stored) / turns, "B")
    trial.figure("turns stored a second", turns / seconds)
    trial.figure("turns read a second, one worker", turns / reading)
    trial.figure("memory of an API process", resident[0] / 1e6, "MB")
    trial.figure("memory of a worker process", resident[1] / 1e6, "MB")


async def _store(api: Service, account: Account, count: int) -> float:
    """Seconds that it took to store ``count`` turns, a hundred in each request."""
    turns, _ = material(DEFAULT_FOLDER, count)
    texts = [one.model_dump(mode="json", exclude_none=True, exclude={"metadata"}) for one in turns]
    subjects = iter(range(0, count, TURNS_OF_A_SUBJECT))
    started = time.monotonic()
    async with api.client(account, timeout=300) as client:

        async def one_after_another() -> None:
            for first in subjects:
                await _store_subject(client, first, texts[first : first + TURNS_OF_A_SUBJECT])

        await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    return time.monotonic() - started


async def _store_subject(client: httpx.AsyncClient, first: int, turns: list[dict[str, object]]) -> None:
    subject = {"X-Memory-Subject": f"subject-{first}"}
    made = (await client.post("/conversations", json={}, headers=subject)).raise_for_status().json()
    path = f"/conversations/{made['conversation_id']}/turns"
    (await client.post(path, json={"turns": turns}, headers=subject)).raise_for_status()


async def _read(server: PostgresServer) -> float:
    """Seconds until a worker has read everything."""
    started = time.monotonic()
    async with asyncio.timeout(READ_SECONDS):
        while (await server.fetch(OPEN_JOBS))[0]["open"]:
            await asyncio.sleep(0.5)
    return time.monotonic() - started


async def _log_position(server: PostgresServer) -> int:
    return int((await server.fetch("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes"))[0]["bytes"])


EXPERIMENT = Experiment("A short turn takes less than 8 kB, all that is made of it included.", run, 40)
