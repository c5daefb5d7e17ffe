"""PostgreSQL stopped, killed, hung, without connections and without disk, under load."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from resilience.experiment import Experiment, Trial
from resilience.ledger import Writers
from resilience.postgres import OWNER, PostgresServer
from resilience.probes import LOOKS, Probes, judge
from resilience.stage import stage

SLOWEST = 40.0
"""Seconds: a statement may run for 30, a connection is waited for for 5, and the rest is for a busy machine."""
DISK_MB = 320
SEND_THE_SERVICE_AWAY = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'toldonce'"


async def run(trial: Trial) -> None:
    """One fault after another; after each of them everything must be well by itself."""
    seconds = trial.parameter("seconds of each fault", short=2, full=8)
    hung = trial.parameter("seconds hung", short=2, full=40)
    rounds = trial.count("rounds", short=1, full=3)
    # The short form runs where tests do, on machines with other work: it shows that the service heals, not how fast.
    heals = trial.parameter("seconds to heal", short=60, full=10)
    async with stage(trial.folder) as on, small_disk(trial.folder / "disk") as disk:
        server = await on.postgres(data=disk, max_connections="40", max_wal_size="64MB", min_wal_size="32MB")
        api = await on.started(DATABASE_URL=server.url, CONNECTION_POOL_SIZE="10")
        account = await api.register()
        probes = Probes(api, account, LOOKS, pause=0.05, timeout=60)
        writers = Writers([api.url], account, clients=2, pause=0.05)
        faults: dict[str, Callable[[], Awaitable[None]]] = {
            "stopped": lambda: _stopped(server, seconds),
            "killed": lambda: _killed(server, seconds),
            "hung": lambda: _hung(server, hung),
            "no connections": lambda: _no_connections(server, seconds),
        }
        if disk is not None:
            faults["disk full"] = lambda: _disk_full(server, disk, seconds)
        healing: dict[str, float] = {}
        async with probes.asking():
            await writers.start()
            # What a service does once, at the first request of a kind, is not healing.
            await probes.well_again(60)
            await asyncio.sleep(seconds / 2)
            for _ in range(rounds):
                for name, fault in faults.items():
                    probes.phase = name
                    await fault()
                    healing[name] = max(healing.get(name, 0.0), await probes.well_again(60))
                    probes.phase = "between"
                    await asyncio.sleep(seconds / 4)
            await writers.stop()
        for name in faults:
            judge(trial, probes.of(name), name, slowest=SLOWEST)
            trial.require(f"{name}: well again after", healing[name], "s", at_most=heals)
        async with api.client(account) as client:
            await writers.judge(trial, client)
        await writers.close()
        trial.require("complaints of pg_amcheck", len(server.check().splitlines()), exactly=0)
        trial.require("faults of ours in the log", api.process.said.count("unhandled_fault"), exactly=0)
        trial.require("stack traces in the log", api.process.said.count("Traceback"), exactly=0)


async def _stopped(server: PostgresServer, seconds: float) -> None:
    await server.stop()
    await asyncio.sleep(seconds)
    await server.start()


async def _killed(server: PostgresServer, seconds: float) -> None:
    server.kill()
    await asyncio.sleep(seconds / 2)
    await server.start()


async def _hung(server: PostgresServer, seconds: float) -> None:
    server.pause()
    try:
        await asyncio.sleep(seconds)
    finally:
        server.resume()


async def _no_connections(server: PostgresServer, seconds: float) -> None:
    """Somebody else takes all that there are, those of the service too."""
    taken: list[asyncpg.Connection[asyncpg.Record]] = []
    owner = await asyncpg.connect(server.url_of(OWNER, "postgres"))
    try:
        with contextlib.suppress(asyncpg.DuplicateObjectError):
            await owner.execute("CREATE ROLE greedy LOGIN")
        until = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < until:
            with contextlib.suppress(asyncpg.TooManyConnectionsError):
                while True:
                    taken.append(await asyncpg.connect(server.url_of("greedy", "postgres"), timeout=5))
            await owner.execute(SEND_THE_SERVICE_AWAY)
    finally:
        for connection in taken:
            await connection.close()
        await owner.close()


async def _disk_full(server: PostgresServer, disk: Path, seconds: float) -> None:
    """Fill the disk, keep it full while clients write, then make room; a server that gave up is started again."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (2**20, 2**12):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(size))
    await asyncio.sleep(2 * seconds)
    ballast.unlink()
    if not server.process.runs:
        await server.start()
    await server.ready()


@asynccontextmanager
async def small_disk(folder: Path) -> AsyncIterator[Path | None]:
    """A disk of `DISK_MB` in memory; None where nobody may mount one."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=755", "toldonce", folder],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=False)


EXPERIMENT = Experiment(
    "When PostgreSQL stops, hangs, or runs out of connections or disk, callers get clear 503s, nothing is damaged, and"
    " the service heals by itself within 10 seconds.",
    run,
    5,
)
