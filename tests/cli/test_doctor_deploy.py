"""The doctor's security checklist: what passes, and for each item what makes it fail."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from databases import run_sql
from live import clean_environment, free_port

from toldonce.adapters.postgres.embedded import OWNER, start_embedded

COMMAND = [sys.executable, "-c", "from toldonce.cli import main; main()"]
JWT = "b7Xk2Qv9Rt4Wm1Zp8Ls6Nd3Hf5Jc0Gy-Ua_Ei"
REDIS = "r3Yt8Kw1Mz6Qp4Vn"
Run = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("checklist")


@pytest.fixture(scope="module")
def environment(folder: Path) -> dict[str, str]:
    (folder / "data").mkdir()
    return clean_environment(folder / "data", free_port()) | {"COLUMNS": "200"}


def doctor(environment: dict[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "doctor", "--deploy", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def redis(folder: Path, *options: str) -> Iterator[int]:
    """A Redis with these options; its port."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not listens(port):
            assert time.monotonic() < deadline, "Redis does not start"
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="module")
def good(folder: Path, environment: dict[str, str], owner_url: str, service_url: str) -> Iterator[dict[str, str]]:
    """Settings under which every item passes, with a fresh backup."""
    backups = folder / "backups"
    made = subprocess.run(
        [*COMMAND, "backup"],
        cwd=folder,
        env=environment | {"BACKUP_DIR": str(backups), "DATABASE_URL": owner_url},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    with redis(folder, "--requirepass", REDIS) as port:
        yield environment | {
            "ENVIRONMENT": "production",
            "DATABASE_URL": owner_url,
            "JWT_SECRET_KEY": JWT,
            "CORS_ORIGINS": "https://app.example.com",
            "FORWARDED_ALLOW_IPS": "127.0.0.1",
            "REDIS_URL": f"redis://:{REDIS}@127.0.0.1:{port}/0",
            "SENTRY_DSN": "https://key@errors.example.com/1",
            "ENABLE_METRICS": "true",
            "RATE_LIMIT_ENABLED": "true",
            "BACKUP_DIR": str(backups),
        }


@pytest.fixture(scope="module")
def run(good: dict[str, str], folder: Path) -> Run:
    def examined(*arguments: str, **variables: str) -> dict[str, dict[str, Any]]:
        ended = doctor(good | variables, folder, "--json", *arguments)
        assert "Traceback" not in ended.stderr, ended.stderr
        answer = json.loads(ended.stdout)
        assert ended.returncode == (0 if answer["ok"] else 1)
        found = {one["name"].split()[0]: one for one in answer["findings"] if re.match(r"SC-\d\d ", one["name"])}
        assert list(found) == [f"SC-{number:02}" for number in range(1, 12)]
        for one in found.values():
            assert (one["status"] == "fail") == bool(one["fix"])
        return found

    return examined


@pytest.mark.requirement(
    "SC-01", "SC-02", "SC-03", "SC-04", "SC-05", "SC-06", "SC-07", "SC-08", "SC-09", "SC-10", "SC-11", "DP-03", "DP-02"
)
def test_every_item_can_pass(run: Run) -> None:
    found = run()
    assert {item: one["detail"] for item, one in found.items() if one["status"] != "ok"} == {}


@pytest.mark.parametrize(
    ("items", "variables"),
    [
        pytest.param("SC-01", {"JWT_SECRET_KEY": "", "ENVIRONMENT": "staging"}, marks=pytest.mark.requirement("SC-01")),
        pytest.param(
            "SC-01",
            {"JWT_SECRET_KEY": "0123456701234567012345670123456701234567", "ENVIRONMENT": "staging"},
            marks=pytest.mark.requirement("SC-01"),
        ),
        pytest.param(
            "SC-01",
            {"JWT_SECRET_KEY": "your-secret-key-that-everybody-has-read", "ENVIRONMENT": "staging"},
            marks=pytest.mark.requirement("SC-01"),
        ),
        pytest.param("SC-02", {"CORS_ORIGINS": "http://app.example.com"}, marks=pytest.mark.requirement("SC-02")),
        pytest.param("SC-02", {"CORS_ORIGINS": "*", "ENVIRONMENT": "staging"}, marks=pytest.mark.requirement("SC-02")),
        pytest.param("SC-03", {"FORWARDED_ALLOW_IPS": "*"}, marks=pytest.mark.requirement("SC-03")),
        pytest.param("SC-03", {"FORWARDED_ALLOW_IPS": "0.0.0.0/0"}, marks=pytest.mark.requirement("SC-03")),
        pytest.param("SC-05", {"REDIS_URL": "redis://127.0.0.1:6379"}, marks=pytest.mark.requirement("SC-05")),
        pytest.param("SC-05", {"REDIS_URL": "redis://:short@127.0.0.1:6379"}, marks=pytest.mark.requirement("SC-05")),
        pytest.param("SC-05", {"REDIS_URL": f"redis://:{REDIS}@127.0.0.1:1"}, marks=pytest.mark.requirement("SC-05")),
        pytest.param("SC-06", {"SENTRY_DSN": ""}, marks=pytest.mark.requirement("SC-06")),
        pytest.param("SC-07", {"RATE_LIMIT_ENABLED": "false"}, marks=pytest.mark.requirement("SC-07")),
        pytest.param("SC-07", {"RATE_LIMIT_PER_MINUTE": "5000"}, marks=pytest.mark.requirement("SC-07")),
        pytest.param("SC-08", {"ENVIRONMENT": "staging"}, marks=pytest.mark.requirement("SC-08")),
        pytest.param("SC-08 SC-09", {"ENVIRONMENT": "development"}, marks=pytest.mark.requirement("SC-09")),
        pytest.param("SC-10", {"BACKUP_DIR": ""}, marks=pytest.mark.requirement("SC-10")),
        pytest.param("SC-10", {"BACKUP_DIR": "/nowhere"}, marks=pytest.mark.requirement("SC-10")),
        pytest.param("SC-11", {"ENABLE_METRICS": "false"}, marks=pytest.mark.requirement("SC-11")),
    ],
)
def test_each_item_can_fail(run: Run, items: str, variables: dict[str, str]) -> None:
    found = run(**variables)
    assert set(items.split()) <= {item for item, one in found.items() if one["status"] == "fail"}


@pytest.mark.requirement("SC-05")
def test_a_redis_that_talks_to_anybody_fails(run: Run, tmp_path: Path) -> None:
    with redis(tmp_path) as port:
        found = run(REDIS_URL=f"redis://:{REDIS}@127.0.0.1:{port}")
    assert (found["SC-05"]["status"], "without a password" in found["SC-05"]["detail"]) == ("fail", True)


@pytest.mark.requirement("SC-04")
@pytest.mark.parametrize("password", ["", "password", "x8Kd"])
def test_a_weak_database_password_fails(run: Run, password: str) -> None:
    found = run(DATABASE_URL=f"postgresql://toldonce:{password}@127.0.0.1:1/toldonce")
    assert found["SC-04"]["status"] == "fail"


@pytest.mark.requirement("SC-04")
def test_a_database_that_lets_anybody_in_fails(run: Run, owner_url: str) -> None:
    found = run(DATABASE_URL=owner_url.replace("toldonce@", f"toldonce:{REDIS}@"))
    assert (found["SC-04"]["status"], "lets anybody in" in found["SC-04"]["detail"]) == ("fail", True)


@pytest.mark.requirement("SC-04")
async def test_a_database_that_asks_for_a_strong_password_passes(run: Run, tmp_path: Path) -> None:
    embedded = await start_embedded(tmp_path)
    try:
        await run_sql(embedded.url, f"CREATE ROLE boss SUPERUSER LOGIN PASSWORD '{REDIS}'")
        connection = await asyncpg.connect(embedded.url)
        allowed = Path(await connection.fetchval("SHOW hba_file"))
        await connection.close()
        await asyncio.to_thread(allowed.write_text, f"local all {OWNER} trust\nlocal all all scram-sha-256\n")
        await run_sql(embedded.url, "SELECT pg_reload_conf()")
        url = embedded.url.replace(f"{OWNER}@", f"boss:{REDIS}@")
        found = await asyncio.to_thread(run, DATABASE_URL=url)
        assert (found["SC-04"]["status"], "refuses a wrong one" in found["SC-04"]["detail"]) == ("ok", True)
    finally:
        await embedded.stop()


@pytest.mark.requirement("SC-10")
def test_a_damaged_backup_fails(run: Run, good: dict[str, str], tmp_path: Path) -> None:
    (newest,) = Path(good["BACKUP_DIR"]).iterdir()
    content = newest.read_bytes()
    (tmp_path / newest.name).write_bytes(content[: len(content) // 2])
    found = run(BACKUP_DIR=str(tmp_path))
    assert (found["SC-10"]["status"], "damaged" in found["SC-10"]["detail"]) == ("fail", True)


@pytest.mark.requirement("SC-03")
def test_https_is_tried_when_it_is_named(run: Run) -> None:
    for url in ("http://memory.example.com", f"https://127.0.0.1:{free_port()}"):
        assert run("--url", url)["SC-03"]["status"] == "fail"


@pytest.mark.requirement("DP-03")
def test_people_read_the_same_and_what_was_decided_is_no_failure(good: dict[str, str], folder: Path) -> None:
    variables = good | {"SENTRY_DSN": "", "DATABASE_PASWORD": "x"}
    failing = doctor(variables, folder)
    assert failing.returncode == 1
    assert "FAIL SC-06 error reports: SENTRY_DSN is not set" in failing.stdout
    assert "-> Set SENTRY_DSN" in failing.stdout
    accepted = doctor(variables, folder, "--accept", "sc-06")
    assert "warn SC-06 error reports: accepted" in accepted.stdout
    assert "FAIL SC-" not in accepted.stdout
    assert JWT not in failing.stdout + failing.stderr
