"""An `Extractor` in processes of its own, of low priority: reading takes nothing from those who wait for an answer."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence

import structlog

from toldonce.errors import Unavailable
from toldonce.model import Turn
from toldonce.ports import Extraction, Extractor

LEAST_TURNS = 16
"""Fewer are read here, in the time that a process takes to start."""
MOST_PROCESSES = 2
"""However many cores there are: one writer and its database keep up with no more."""
IDLE_SECONDS = 300.0
"""Without work for so long, a process ends and gives back its memory."""
END_SECONDS = 5.0
LENGTH_BYTES = 8
"""Before each message stands its length."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

log = structlog.get_logger(__name__)


def usual_processes() -> int:
    """One for each core, `MOST_PROCESSES` at most."""
    return min(MOST_PROCESSES, os.cpu_count() or 1)


class ExtractorProcesses:
    """Passes many turns to a process, and reads few by itself as long as no process runs.

    The next is started only when all that run are reading. Each is started by ``command`` and must answer, on standard
    output, each message of standard input: `pickle`d turns and those before them, with their `Extraction`s. When one is
    gone it is started again.
    """

    def __init__(self, here: Extractor, command: Sequence[str], most: int = 1) -> None:
        """``here`` reads the same in this process; ``most`` processes run at the same time."""
        self._here = here
        self._all = [_ReadingProcess(command) for _ in range(most)]
        self._free: asyncio.LifoQueue[_ReadingProcess] = asyncio.LifoQueue()
        for one in self._all:
            self._free.put_nowait(one)

    @property
    def name(self) -> str:
        """That of the extractor, wherever it runs."""
        return self._here.name

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        """What each turn says. Raises `Unavailable` when the process ends twice over the same turns."""
        if len(turns) < LEAST_TURNS and not any(one.runs for one in self._all):
            return await self._here.extract(turns, before)
        # The one that read last comes first: one reader at a time needs no second process.
        one = await self._free.get()
        try:
            return await one.extract(turns, before)
        except OSError as refusal:
            log.warning("reading_process_not_started", reason=refusal.strerror)
            return await self._here.extract(turns, before)
        finally:
            self._free.put_nowait(one)

    async def close(self) -> None:
        """End the processes."""
        await asyncio.gather(*(one.close() for one in self._all))


class _ReadingProcess:
    """One process, which runs from the first time that it is asked until nothing was asked for `IDLE_SECONDS`."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._process: Process | None = None
        self._retiring: asyncio.TimerHandle | None = None

    @property
    def runs(self) -> bool:
        """Whether it was started and has not retired."""
        return self._process is not None

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        """Its answer. Raises `OSError` when it cannot be started, `Unavailable` when it ends twice over these turns."""
        for is_last_attempt in (False, True):
            process = await self._running()
            try:
                return await self._asked(process, turns, before)
            except (asyncio.IncompleteReadError, ConnectionError) as loss:
                log.warning("reading_process_lost", status=await process.wait())
                if is_last_attempt:
                    raise Unavailable("The process that reads turns ended while it read these.") from loss
        raise AssertionError("the second attempt returns or raises")

    async def close(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if self._retiring is not None:
            self._retiring.cancel()
        if process is not None:
            _let_go(process)
            try:
                await asyncio.wait_for(process.wait(), END_SECONDS)
            except TimeoutError:
                await _killed(process)

    async def _running(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            environment = {**os.environ, **ONE_THREAD}
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, env=environment
            )
            log.info("reading_process_started", pid=self._process.pid)
        return self._process

    async def _asked(self, process: Process, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        """One message and its answer. A process that is not waited for to the end is of no use any more."""
        if self._retiring is not None:
            self._retiring.cancel()
        if process.stdin is None or process.stdout is None:
            raise AssertionError("both are pipes")
        message = pickle.dumps((list(turns), list(before)))
        try:
            process.stdin.write(len(message).to_bytes(LENGTH_BYTES) + message)
            await process.stdin.drain()
            length = int.from_bytes(await process.stdout.readexactly(LENGTH_BYTES))
            answer: list[Extraction] = pickle.loads(await process.stdout.readexactly(length))  # noqa: S301 - our own
        except BaseException:
            self._process = None
            await _killed(process)
            raise
        self._retiring = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._retire)
        return answer

    def _retire(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _let_go(process)


def _let_go(process: Process) -> None:
    """It ends when nothing can come any more."""
    if process.stdin is not None:
        process.stdin.close()


async def _killed(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
