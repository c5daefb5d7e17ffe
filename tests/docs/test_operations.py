"""The commands and files of the operations pages do what the pages say."""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
from pathlib import Path

import asyncpg
import pytest
import structlog
import yaml
from pages import ROOT

from toldonce.adapters.postgres.embedded import start_embedded
from toldonce.adapters.postgres.migrate import migrate
from toldonce.telemetry import configure_logging, request_id

PAGES = ROOT / "docs" / "operations"


def blocks(page: str, language: str) -> list[str]:
    text = (PAGES / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def block(page: str, language: str, first_line: str) -> str:
    (found,) = [one for one in blocks(page, language) if one.startswith(first_line)]
    return found


@pytest.fixture(scope="module")
def lines() -> str:
    """A log as collectors meet it: our lines, and one that something else wrote."""
    out = io.StringIO()
    before = logging.getLogger().handlers[:], logging.getLogger().level
    configure_logging("INFO", json_lines=True, stream=out)
    token = request_id.set("request-4711")
    log = structlog.get_logger("toldonce.access")
    for status in (404, 404, 500):
        (log.error if status == 500 else log.warning)("request", route="/x", status=status, duration_ms=1200.5)
    log.info("request", route="/y", status=200, duration_ms=3.0)
    request_id.reset(token)
    log.info("request", route="/z", status=200, duration_ms=3.0)
    structlog.get_logger("toldonce.server").warning("unavailable", code="store_unavailable")
    logging.getLogger().handlers, logging.getLogger().level = before
    logging.captureWarnings(False)
    return out.getvalue() + "something else\n"


def jq(program: str, lines: str, *arguments: str) -> list[str]:
    ran = subprocess.run(["jq", "-R", *arguments, program], input=lines, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


@pytest.mark.requirement("DP-13")
def test_the_query_for_warnings_finds_them(lines: str) -> None:
    assert jq(block("logging.md", "jq", "# warnings"), lines, "-r") == [
        "warning toldonce.access request /x 404",
        "warning toldonce.access request /x 404",
        "error toldonce.access request /x 500",
        "warning toldonce.server unavailable  ",
    ]


@pytest.mark.requirement("SC-09", "LO-10")
def test_the_other_questions_are_answered_too(lines: str) -> None:
    one = jq(block("logging.md", "jq", "# one request"), lines, "-c", "--arg", "id", "request-4711")
    assert [json.loads(line)["route"] for line in one] == ["/x", "/x", "/x", "/y"]
    slow = jq(block("logging.md", "jq", "# slow requests"), lines, "-c")
    assert [json.loads(line)["status"] for line in slow] == [404, 404, 500]


@pytest.mark.requirement("SC-09", "LO-10")
def test_every_collector_has_an_example_in_its_form_that_names_fields_there_are(lines: str) -> None:
    text = (PAGES / "logging.md").read_text(encoding="utf-8")
    for product in ("ELK", "Datadog", "CloudWatch"):
        assert re.search(rf"^### .*{product}", text, re.MULTILINE)
    beats, _, awslogs = (yaml.safe_load(one) for one in blocks("logging.md", "yaml"))
    (pipeline,) = (json.loads(one) for one in blocks("logging.md", "json"))
    fields = {name for line in lines.splitlines()[:-1] for name in json.loads(line)} | {
        "trace_id",
        "exception",
        "client_ip",
    }
    renamed = {pair["from"].removeprefix("toldonce.") for pair in beats["processors"][1]["rename"]["fields"]}
    remapped = {name for one in pipeline["processors"] for name in one["sources"]}
    assert renamed | remapped <= fields
    assert awslogs["services"]["api"]["logging"]["driver"] == "awslogs"


@pytest.mark.requirement("DP-14")
async def test_the_queries_for_the_database_run(tmp_path: Path) -> None:
    switch, extension = (
        statement.strip()
        for statement in re.sub(r"^--.*\n", "", block("monitoring.md", "sql", "ALTER"), flags=re.MULTILINE).split(";")
        if statement.strip()
    )
    first = await start_embedded(tmp_path)
    await migrate(first.url, progress=lambda _: None)
    await execute(first.url, switch)
    await first.stop()
    second = await start_embedded(tmp_path)
    try:
        await execute(second.url, extension)
        connection = await asyncpg.connect(second.url, server_settings={"application_name": "toldonce"})
        try:
            await connection.fetch("SELECT content FROM memories WHERE content = $1", "x")
            statements = await connection.fetch(block("monitoring.md", "sql", "-- statements by total time"))
            assert any("FROM memories" in row["statement"] for row in statements)
            running = await connection.fetch(block("monitoring.md", "sql", "-- what runs now"))
            assert len(running) == 1
            tables = await connection.fetch(block("monitoring.md", "sql", "-- tables that are read whole"))
            assert "memories" in {row["relname"] for row in tables}
        finally:
            await connection.close()
    finally:
        await second.stop()


async def execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.mark.requirement("MO-06")
def test_the_page_names_where_to_look() -> None:
    text = (PAGES / "monitoring.md").read_text(encoding="utf-8")
    for url in (
        "http://127.0.0.1:9090/metrics",
        "http://localhost:8000/health",
        "http://localhost:8000/health/detailed",
    ):
        assert url in text
