"""Workers that start at the same moment on an empty database."""

from __future__ import annotations

import asyncio
from pathlib import Path

from resilience.experiment import Experiment, Trial
from resilience.stage import stage

MIGRATIONS = Path(__file__).parents[2] / "src" / "toldonce" / "adapters" / "postgres" / "migrations"


async def run(trial: Trial) -> None:
    """Start several services with several workers each at once, and count what was migrated, and by how many."""
    workers = trial.count("workers", short=4, full=4)
    services = trial.count("services", short=1, full=2)
    async with stage(trial.folder) as on:
        server = await on.postgres()
        started = [
            on.service(f"api-{number}", workers=workers, DATABASE_URL=server.url, LOG_LEVEL="INFO")
            for number in range(services)
        ]
        for service in started:
            service.process.start()
        seconds = await asyncio.gather(*(service.ready() for service in started))
        async with asyncio.timeout(60):
            while sum(service.process.said.count("Application startup complete") for service in started) < (
                workers * services
            ):
                await asyncio.sleep(0.05)
        said = "\n".join(service.process.said for service in started)
        applied = {path.stem: said.count(path.stem) for path in MIGRATIONS.glob("*.sql")}
        recorded = await server.fetch("SELECT count(*) AS rows FROM schema_migrations")
        trial.require("workers that serve", said.count("Application startup complete"), exactly=workers * services)
        trial.require("migrations that ran once", sum(times == 1 for times in applied.values()), exactly=len(applied))
        trial.require("migrations in the database", recorded[0]["rows"], exactly=len(applied))
        trial.require("stack traces in the logs", said.count("Traceback"), exactly=0)
        trial.figure("slowest service ready after", max(seconds), "s")


EXPERIMENT = Experiment("Workers that start at the same moment migrate the database once, and all serve.", run, 1)
