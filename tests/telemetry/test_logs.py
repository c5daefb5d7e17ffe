"""Log lines: what every logger of the process writes, and what no line may hold."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
import structlog

from toldonce.errors import StoreUnavailable
from toldonce.telemetry import configure_logging, request_id, with_request_id
from toldonce.telemetry.faults import MAX_STACK, stack_text
from toldonce.telemetry.lines import LineHandler

CANARY = "zebra-4711"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What is logged in the form for machines."""
    stream = io.StringIO()
    before = logging.getLogger().handlers[:], logging.getLogger().level
    configure_logging("INFO", json_lines=True, stream=stream)
    yield stream
    logging.getLogger().handlers, logging.getLogger().level = before
    logging.captureWarnings(False)


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().split("\n")[:-1]]


@pytest.mark.requirement("LO-04")
def test_an_exception_brings_its_stack_but_not_what_it_was_about(out: io.StringIO) -> None:
    try:
        try:
            int(CANARY)
        except ValueError as cause:
            raise StoreUnavailable("The database is away.") from cause
    except StoreUnavailable as fault:
        structlog.get_logger("toldonce").error("failed", exc_info=fault)
    refused = asyncpg.NotNullViolationError(f"Failing row contains ({CANARY}).")
    refused.constraint_name = "memories_content_check"
    structlog.get_logger("toldonce").error("failed", exc_info=refused)
    both = ExceptionGroup(CANARY, [ValueError(CANARY), KeyError(CANARY)])
    structlog.get_logger("toldonce").error("failed", exc_info=both)
    assert CANARY not in out.getvalue()
    chained, database, group = lines(out)
    assert chained["error_type"] == "toldonce.errors.StoreUnavailable"
    assert "The database is away." in chained["exception"]
    assert "caused by ValueError: (text withheld)" in chained["exception"]
    assert "test_logs.py:" in chained["exception"]
    assert "SQLSTATE 23502, constraint memories_content_check" in database["exception"]
    assert group["exception"].count("in the group") == 2


@pytest.mark.requirement("LO-02")
def test_a_deep_stack_keeps_its_innermost_frames_and_the_line_its_size(out: io.StringIO) -> None:
    def deeper(left: int) -> None:
        if left:
            deeper(left - 1)
        raise RuntimeError(CANARY)

    with pytest.raises(RuntimeError) as caught:
        deeper(200)
    text = stack_text(caught.value)
    assert len(text) <= MAX_STACK
    assert "frames left out" in text
    assert text.splitlines()[-1].endswith("deeper")
    structlog.get_logger("toldonce").error("failed", exc_info=caught.value)
    assert len(out.getvalue().encode()) < 4096, "a pipe takes no more than that from one process at a time"


async def test_a_task_that_nobody_awaited_shows_no_values(out: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.call_exception_handler(
        {"message": "Task exception was never retrieved", "future": CANARY, "exception": ValueError(CANARY)}
    )
    assert CANARY not in out.getvalue()
    (line,) = lines(out)
    assert (line["event"], line["error_type"]) == ("Task exception was never retrieved", "ValueError")


@pytest.mark.requirement("LO-04")
@pytest.mark.parametrize("name", ["httpx", "mcp.server.mcpserver.server"])
def test_what_libraries_tell_of_every_call_is_left_out(name: str, out: io.StringIO) -> None:
    logging.getLogger(name).info("Tool 'search' failed: %s", CANARY)
    logging.getLogger(name).warning("amiss")
    assert [one["event"] for one in lines(out)] == ["amiss"]


@pytest.mark.requirement("LO-05")
def test_values_cannot_forge_a_readable_line() -> None:
    stream = io.StringIO()
    before = logging.getLogger().handlers[:], logging.getLogger().level
    configure_logging("INFO", json_lines=False, stream=stream)
    try:
        structlog.get_logger("toldonce").info("request", agent="x\n2026 [info] forged\r\x1b[2J\u2028\x9b")
        logging.getLogger("other").info("a\nb\x1b[31m")
    finally:
        logging.getLogger().handlers, logging.getLogger().level = before
        logging.captureWarnings(False)
    assert len(stream.getvalue().splitlines()) == 2
    assert "\x1b" not in stream.getvalue()


@pytest.mark.requirement("LO-01")
def test_a_job_remembers_the_request_that_asked_for_it() -> None:
    assert with_request_id({"a": 1}) == {"a": 1}
    token = request_id.set("request-1")
    try:
        assert with_request_id({"a": 1}) == {"a": 1, "request_id": "request-1"}
        assert with_request_id({"request_id": "older"}) == {"request_id": "older"}
    finally:
        request_id.reset(token)


class Clogged(io.StringIO):
    """A reader that has stopped reading."""

    def __init__(self) -> None:
        super().__init__()
        self.flows = threading.Event()

    def write(self, text: str) -> int:
        self.flows.wait(60)
        return super().write(text)


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("x", logging.INFO, __file__, 1, text, None, None)


@pytest.mark.requirement("LO-09")
def test_a_slow_reader_holds_nobody_up_and_what_is_lost_is_told() -> None:
    out = Clogged()
    handler = LineHandler(out, capacity=10)
    for number in range(100):
        handler.emit(record(str(number)))
    assert out.getvalue() == "", "nothing was written, and nobody waited for that"
    lost = handler.dropped
    assert 89 <= lost <= 90
    out.flows.set()
    handler.settle(30)
    handler.emit(record("after"))
    found = out.getvalue().splitlines()
    assert found[:3] == ["0", "1", "2"]
    assert [f"{lost} lines are missing" in line for line in found].count(True) == 1
    assert found[-1] == "after", "once settled, lines are written at once"


@pytest.mark.requirement("LO-09")
def test_a_reader_that_never_comes_back_does_not_hold_up_the_end() -> None:
    out = Clogged()
    handler = LineHandler(out, capacity=2)
    for number in range(5):
        handler.emit(record(str(number)))
    handler.settle(0.05)
    assert out.getvalue() == ""
    out.flows.set()


@pytest.mark.requirement("LO-02", "LO-10")
def test_what_ends_a_process_or_a_thread_is_a_line_too() -> None:
    program = (
        "import threading, toldonce.telemetry as t\n"
        "t.configure_logging('INFO', json_lines=True, in_background=True)\n"
        "t.log_uncaught()\n"
        f"def fail(): raise ValueError('{CANARY}')\n"
        "thread = threading.Thread(target=fail, name='w'); thread.start(); thread.join()\n"
        "fail()\n"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, timeout=60)
    assert (ended.returncode, ended.stderr) == (1, "")
    in_thread, in_process = map(json.loads, ended.stdout.splitlines())
    assert (in_thread["thread"], in_thread["level"]) == ("w", "error")
    assert in_process["level"] == "critical"
    assert CANARY not in ended.stdout
