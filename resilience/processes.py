"""Real processes that an experiment starts, kills, pauses and starts again; their output goes to files."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

STOP_SECONDS = 60.0
GONE_SECONDS = 5.0


def free_port() -> int:
    """A port on loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """A program with its children, in a process group of its own.

    ``user`` and ``group`` are the numbers of who runs it (None: as this process).
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        folder: Path,
        environment: Mapping[str, str],
        *,
        user: int | None = None,
        group: int | None = None,
    ) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        self._command = [str(part) for part in command]
        self._folder = folder
        self._environment = dict(environment)
        self._user, self._group = user, group
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process number of the program itself."""
        assert self._process is not None, f"{self.name} was not started"
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def said(self) -> str:
        """Everything that it has written, in all of its lives."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def start(self) -> None:
        """Start it; it must not run."""
        assert not self.runs, f"{self.name} runs already"
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self._user,
                group=self._group,
                extra_groups=None if self._user is None else (),
            )

    def children(self) -> list[psutil.Process]:
        """The processes below it that live, its workers for example."""
        if not self.runs:
            return []
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self.pid).children(recursive=True)
        return []

    def send(self, number: int) -> None:
        """Send a signal to the program itself."""
        if self.runs:
            os.kill(self.pid, number)

    def send_to_all(self, number: int) -> None:
        """Send a signal to it and to everything below it."""
        for one in self.children():
            with contextlib.suppress(psutil.NoSuchProcess):
                one.send_signal(number)
        self.send(number)

    def kill(self) -> None:
        """``kill -9`` of it and everything below it, also of what has left its group, as PostgreSQL's sessions do."""
        if self._process is None:
            return
        below = self.children()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for one in below:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        self._process.wait()
        psutil.wait_procs(below, timeout=GONE_SECONDS)

    async def stop(self, number: int = signal.SIGTERM, patience: float = STOP_SECONDS) -> int:
        """Ask it to end and wait until it has; its exit code. After ``patience`` seconds it is killed."""
        self.send(number)
        return await self.ended(patience)

    async def ended(self, patience: float = STOP_SECONDS) -> int:
        """Wait for its end; its exit code. After ``patience`` seconds it is killed."""
        assert self._process is not None
        try:
            async with asyncio.timeout(patience):
                while self._process.poll() is None:
                    await asyncio.sleep(0.02)
        except TimeoutError:
            self.kill()
        return self._process.wait()

    def resident_bytes(self) -> int:
        """Resident memory of it and everything below it."""
        return sum(self._each(lambda one: one.memory_info().rss))

    def open_files(self) -> int:
        """File descriptors of it and everything below it."""
        return sum(self._each(lambda one: one.num_fds()))

    def _each(self, what: object) -> list[int]:
        found: list[int] = []
        if not self.runs:
            return found
        for one in [psutil.Process(self.pid), *self.children()]:
            with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                found.append(int(what(one)))  # type: ignore[operator]
        return found
