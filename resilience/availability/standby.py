"""A streaming replica of an experiment's PostgreSQL, which can be made to fall behind."""

from __future__ import annotations

import asyncio
import os
import subprocess
from pathlib import Path

import asyncpg

from resilience.postgres import PostgresServer

CATCH_UP_SECONDS = 30.0


class Standby(PostgresServer):
    """Follows ``primary``, from a copy of it."""

    def __init__(self, folder: Path, primary: PostgresServer) -> None:
        super().__init__(folder, {"hot_standby_feedback": "on"})
        self._primary = primary

    async def make(self) -> None:
        """Copy the primary, and follow it."""
        await asyncio.to_thread(self._copy)
        with (self._cluster / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"port = '{self.port}'\n")
        await self.start()

    async def pause_replay(self) -> None:
        """Fall behind: what comes is kept and not shown."""
        await self._command("SELECT pg_wal_replay_pause()")
        async with asyncio.timeout(CATCH_UP_SECONDS):
            while await self._command("SELECT pg_get_wal_replay_pause_state()") != "paused":
                await asyncio.sleep(0.02)

    async def resume_replay(self) -> None:
        """Show what has come, and go on."""
        await self._command("SELECT pg_wal_replay_resume()")

    async def caught_up(self) -> None:
        """Wait until everything that the primary has written is shown here."""
        newest = (await self._primary.fetch("SELECT pg_current_wal_lsn()::text"))[0][0]
        async with asyncio.timeout(CATCH_UP_SECONDS):
            while not await self._command(f"SELECT pg_last_wal_replay_lsn() >= '{newest}'"):
                await asyncio.sleep(0.02)

    async def _command(self, sql: str) -> object:
        connection = await asyncpg.connect(self.url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    def _copy(self) -> None:
        self._cluster.parent.mkdir(parents=True, exist_ok=True)
        self._cluster.mkdir(mode=0o700)
        if self._user is not None and self._group is not None:
            os.chown(self._cluster, self._user, self._group)
        subprocess.run(
            [self._programs / "pg_basebackup", "-D", self._cluster, "-d", self._primary.url, "--write-recovery-conf",
             "--checkpoint=fast", "--wal-method=stream", "--no-sync"],
            check=True, env={"PATH": os.defpath, "LC_ALL": "C"}, cwd=self._cluster,
            user=self._user, group=self._group, extra_groups=None if self._user is None else (),
        )  # fmt: skip
