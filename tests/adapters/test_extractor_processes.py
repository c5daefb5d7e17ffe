"""Turns that are read in a process of its own: with the real rules, and with programs that go wrong."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence

import pytest
from structlog.testing import capture_logs

from tests.memory.extract.said import turn
from toldonce.adapters import extractor_processes
from toldonce.adapters.extractor_processes import LEAST_TURNS, ExtractorProcesses, usual_processes
from toldonce.errors import Unavailable
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.model import Turn
from toldonce.ports import Extraction

SIMPLE = """
import pickle, sys
while length := int.from_bytes(sys.stdin.buffer.read(8)):
    sys.stdin.buffer.read(length)
    answer = pickle.dumps(["read"])
    sys.stdout.buffer.write(len(answer).to_bytes(8) + answer)
    sys.stdout.flush()
"""
"""A program that answers everything in the same way, at once."""
MANY = [turn(f"I have a cat called Milo{number}.") for number in range(LEAST_TURNS)]
READ = RuleExtractor().read(MANY)


class Here(RuleExtractor):
    """Notes how many turns it was given."""

    def __init__(self) -> None:
        self.read_here: list[int] = []

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        self.read_here.append(len(turns))
        return await super().extract(turns, before)


@pytest.fixture
def here() -> Here:
    return Here()


@pytest.fixture
async def simple(here: Here) -> AsyncIterator[ExtractorProcesses]:
    reader = ExtractorProcesses(here, program(SIMPLE))
    yield reader
    await reader.close()


def program(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def started(logs: Sequence[dict[str, object]]) -> list[int]:
    return [int(str(one["pid"])) for one in logs if one["event"] == "reading_process_started"]


async def test_few_turns_are_read_here_and_many_elsewhere_with_less_of_the_processor(here: Here) -> None:
    reader = ExtractorProcesses(here, [sys.executable, "-m", "toldonce.reading"])
    with capture_logs() as logs:
        assert await reader.extract(MANY[:3], []) == READ[:3]
        assert started(logs) == []
        assert await reader.extract(MANY, MANY[:2]) == READ
        (pid,) = started(logs)
        assert await reader.extract(MANY[:3], []) == READ[:3]
    assert started(logs) == [pid]
    assert here.read_here == [3]
    assert reader.name == here.name
    assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)
    await reader.close()


async def test_a_process_that_was_killed_is_started_again(simple: ExtractorProcesses, here: Here) -> None:
    with capture_logs() as logs:
        await simple.extract(MANY, [])
        os.kill(started(logs)[0], signal.SIGKILL)
        assert await simple.extract(MANY, []) == ["read"]
    first, second = started(logs)
    assert first != second
    assert here.read_here == []


async def test_one_reader_at_a_time_has_one_process_and_two_have_two(here: Here) -> None:
    reader = ExtractorProcesses(here, program(SIMPLE), 2)
    with capture_logs() as logs:
        for _ in range(3):
            await reader.extract(MANY, [])
        assert len(started(logs)) == 1
        assert await asyncio.gather(*(reader.extract(MANY, []) for _ in range(5))) == [["read"]] * 5
        first, second = started(logs)
    await reader.close()
    for pid in (first, second):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.parametrize(("cores", "processes"), [(None, 1), (1, 1), (2, 2), (64, 2)])
def test_there_is_one_for_each_of_two_cores(cores: int | None, processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert usual_processes() == processes


async def test_two_processes_read_the_same_as_one_and_when_one_is_killed_nothing_is_lost(here: Here) -> None:
    reader = ExtractorProcesses(here, [sys.executable, "-m", "toldonce.reading"], 2)
    batches = [
        [turn(f"I have a cat called Milo{first + number}.") for number in range(LEAST_TURNS)] for first in range(6)
    ]
    with capture_logs() as logs:
        reading = asyncio.gather(*(reader.extract(batch, MANY[:2]) for batch in batches))
        while len(started(logs)) < 2:
            await asyncio.sleep(0.01)
        os.kill(started(logs)[1], signal.SIGKILL)
        assert await reading == [RuleExtractor().read(batch, MANY[:2]) for batch in batches]
    assert len(started(logs)) == 3
    assert here.read_here == []
    await reader.close()


async def test_turns_over_which_it_ends_twice_are_told_of(here: Here) -> None:
    reader = ExtractorProcesses(here, program("import sys; sys.stdin.buffer.read(9)"))
    with capture_logs() as logs, pytest.raises(Unavailable, match="ended while it read"):
        await reader.extract(MANY, [])
    assert len(started(logs)) == 2
    assert here.read_here == []
    await reader.close()


async def test_where_no_process_can_be_started_turns_are_read_here(here: Here) -> None:
    reader = ExtractorProcesses(here, ["/nowhere/python"])
    with capture_logs() as logs:
        assert await reader.extract(MANY, []) == READ
    assert [one["event"] for one in logs] == ["reading_process_not_started"]
    assert here.read_here == [LEAST_TURNS]


async def test_reading_that_is_given_up_ends_the_process(here: Here) -> None:
    reader = ExtractorProcesses(here, program("import time; time.sleep(600)"))
    with capture_logs() as logs:
        reading = asyncio.ensure_future(reader.extract(MANY, []))
        while not started(logs):
            await asyncio.sleep(0.01)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    with pytest.raises(ProcessLookupError):
        os.kill(started(logs)[0], 0)


async def test_without_work_it_ends(simple: ExtractorProcesses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractor_processes, "IDLE_SECONDS", 0.0)
    with capture_logs() as logs:
        await simple.extract(MANY, [])
        (pid,) = started(logs)
        for _ in range(3000):
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                break
            await asyncio.sleep(0.01)
        else:
            pytest.fail("It still runs.")
        assert await simple.extract(MANY, []) == ["read"]
    assert len(started(logs)) == 2


async def test_closed_it_ends_even_when_it_does_not_listen(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractor_processes, "END_SECONDS", 0.1)
    answers = "import pickle, sys, time; o = pickle.dumps([]); sys.stdout.buffer.write(len(o).to_bytes(8) + o)"
    reader = ExtractorProcesses(here, program(f"{answers}; sys.stdout.flush(); time.sleep(600)"))
    with capture_logs() as logs:
        assert await reader.extract(MANY, []) == []
    await reader.close()
    with pytest.raises(ProcessLookupError):
        os.kill(started(logs)[0], 0)
