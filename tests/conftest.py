"""What tests share: one PostgreSQL for the run, and in it a fresh, migrated database for every module that asks."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import hypothesis
import psutil
import pytest
from databases import database_url, quiet, run_sql

from toldonce.adapters.postgres.embedded import start_embedded
from toldonce.adapters.postgres.migrate import migrate
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.role import role_name

TEMPLATE = "toldonce_template"
TEMPORARY_ROOT = pytest.StashKey[str]()
ROOM_BYTES = 8 * 2**30
"""What the databases of the longest folders of tests take together, twice over."""

# The same examples on every machine, and none fails for taking long: that says more about the machine.
hypothesis.settings.load_profile("ci")


def _memory() -> Path | None:
    """Where files never reach a disk: nothing here outlives the run, and a hundred databases are started and ended in
    it, each of which waits for the disk several times. None where there is too little room, or no program may run."""
    folder = Path("/dev/shm")
    if not os.access(folder, os.W_OK) or os.statvfs(folder).f_flag & os.ST_NOEXEC:
        return None
    room = min(shutil.disk_usage(folder).free, psutil.virtual_memory().available)
    return folder if room > ROOM_BYTES else None


def pytest_configure(config: pytest.Config) -> None:
    """Give this run a temporary folder of its own.

    When a run begins, pytest takes all rights of other users from the folder that runs share, while the PostgreSQL of
    another run, under a user of its own when root tests, must still get through it.
    """
    # Who ends a run as a service is ended gets the same: it lets go of what it started, and of the memory.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    root = tempfile.mkdtemp(prefix="t1-", dir=_memory())
    config.stash[TEMPORARY_ROOT] = root
    os.environ["PYTEST_DEBUG_TEMPROOT"] = root
    # The frameworks and clients of others, behind everything that toldonce itself is pinned to.
    sys.path.append(str(Path(__file__).parents[1] / ".venv" / "integrations"))
    # A busy machine must not decide what a test is answered.
    os.environ["OVERLOAD_PROTECTION"] = "false"
    # Mem0's client reports to its makers and writes into the home folder, unless it is told not to.
    os.environ |= {"MEM0_TELEMETRY": "False", "MEM0_DIR": root}


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove it."""
    shutil.rmtree(config.stash[TEMPORARY_ROOT], ignore_errors=True)


@pytest.fixture(scope="session")
async def embedded_url(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The owner's URL of the run's PostgreSQL, which forgets everything afterwards."""
    data_dir: Path = tmp_path_factory.mktemp("data")
    embedded = await start_embedded(data_dir)
    try:
        # Nothing here outlives the run, so nothing has to reach the disk.
        await run_sql(
            embedded.url,
            "ALTER SYSTEM SET fsync = off",
            "ALTER SYSTEM SET synchronous_commit = off",
            "ALTER SYSTEM SET full_page_writes = off",
            "SELECT pg_reload_conf()",
        )
        yield embedded.url
    finally:
        await embedded.stop()


@pytest.fixture(scope="session")
async def template_database(embedded_url: str) -> str:
    """The name of a migrated database to copy."""
    await run_sql(embedded_url, f"CREATE DATABASE {TEMPLATE}")
    await migrate(database_url(embedded_url, TEMPLATE), progress=quiet)
    return TEMPLATE


@pytest.fixture(scope="module")
async def owner_url(embedded_url: str, template_database: str) -> AsyncIterator[str]:
    """A superuser's URL of a fresh, migrated database of this module."""
    async with fresh_database(embedded_url, template_database) as url:
        yield url


@pytest.fixture
async def own_database_url(embedded_url: str, template_database: str) -> AsyncIterator[str]:
    """A superuser's URL of a fresh, migrated database of one test."""
    async with fresh_database(embedded_url, template_database) as url:
        yield url


@asynccontextmanager
async def fresh_database(embedded_url: str, template_database: str) -> AsyncIterator[str]:
    """A copy of the template, which is dropped in the end."""
    name = f"t_{uuid4().hex[:12]}"
    await run_sql(embedded_url, f"CREATE DATABASE {name} TEMPLATE {template_database}")
    yield database_url(embedded_url, name)
    await run_sql(
        embedded_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f'DROP ROLE IF EXISTS "{role_name(name)}"'
    )


@pytest.fixture(scope="module")
async def service_url(owner_url: str) -> str:
    """The restricted role's URL of this module's database."""
    return await migrate(owner_url, progress=quiet)


@pytest.fixture(scope="module")
async def database(service_url: str) -> AsyncIterator[Database]:
    """This module's database under the restricted role."""
    opened = await Database.open(service_url, pool_size=10)
    yield opened
    await opened.close(5.0)
