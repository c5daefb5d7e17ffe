"""Every variable of the environment: its default, another value, and what a wrong one is answered with."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from tests.live import ROOT, START_SECONDS, clean_environment, free_port, serving, stop, wait_until_healthy
from toldonce.settings import SECRETS, Settings, SettingsInvalid, load_settings, unknown_variables

GOOD_SECRET = "kZ3q9vT8mWn2Lr5YxKb7Hs1Dp4Gf6Jc0QeRtUiOpAsD"
PRODUCTION = {"ENVIRONMENT": "production", "JWT_SECRET_KEY": GOOD_SECRET}


@dataclass(frozen=True)
class Row:
    """A variable: ``given`` becomes ``value``; ``wrong`` is refused, within the variables of ``along``."""

    name: str
    default: Any
    given: str
    value: Any
    wrong: str | None
    along: tuple[tuple[str, str], ...] = ()


ROWS = (
    Row("ENVIRONMENT", "development", "Staging", "staging", "prod"),
    Row("JWT_SECRET_KEY", None, GOOD_SECRET, GOOD_SECRET, "too short"),
    Row("JWT_SECRET_KEYS_FORMER", None, GOOD_SECRET, GOOD_SECRET, f"{GOOD_SECRET},too short"),
    Row(
        "CORS_ORIGINS",
        (),
        "http://localhost:3000,https://a.example",
        ("http://localhost:3000", "https://a.example"),
        "a",
    ),
    Row("CORS_ALLOW_CREDENTIALS", True, "false", False, "perhaps"),
    Row("SENTRY_DSN", None, "https://key@127.0.0.1/1", "https://key@127.0.0.1/1", None),
    Row("SENTRY_TRACES_SAMPLE_RATE", 0.1, "0.5", 0.5, "1.5"),
    Row("SENTRY_PROFILES_SAMPLE_RATE", 0.1, "0", 0.0, "-0.1"),
    Row("RATE_LIMIT_ENABLED", True, "false", False, "perhaps"),
    Row("RATE_LIMIT_PER_MINUTE", 100, "200", 200, "many"),
    Row("RATE_LIMIT_GLOBAL_PER_MINUTE", 1000, "2000", 2000, "0"),
    Row("RATE_LIMIT_BURST", 20, "5", 5, "-1"),
    Row("SECURITY_HEADERS_ENABLED", True, "false", False, "perhaps"),
    Row("POSTGRES_HOST", None, "db.example.org", "db.example.org", None),
    Row("POSTGRES_PORT", 5432, "5433", 5433, "0"),
    Row("POSTGRES_DB", "toldonce", "other", "other", None),
    Row("POSTGRES_USER", "toldonce", "other", "other", None),
    Row(
        "POSTGRES_PASSWORD",
        None,
        "sesame-7Kq",
        "sesame-7Kq",
        "",
        (*PRODUCTION.items(), ("POSTGRES_HOST", "db.example")),
    ),
    Row("REDIS_PASSWORD", None, "sesame-7Kq", "sesame-7Kq", None),
    Row("CONNECTION_POOL_SIZE", 20, "50", 50, "none"),
    Row("REDIS_CACHE_TTL", 3600, "60", 60, "an hour"),
    Row("SHUTDOWN_TIMEOUT", 30, "5", 5, "0"),
    Row("SHUTDOWN_DELAY", 1.0, "0", 0.0, "-1"),
    Row("OVERLOAD_PROTECTION", True, "false", False, "perhaps"),
    Row("LOG_LEVEL", "INFO", "debug", "DEBUG", "LOUD"),
    Row("API_PORT", 8000, "8001", 8001, "70000"),
    Row("PROMETHEUS_PORT", 9090, "9191", 9191, "0"),
    Row("ENABLE_METRICS", True, "false", False, "perhaps"),
    Row("HEALTH_DEGRADED_STATUS", 503, "200", 200, "418"),
    Row("HEALTH_MIN_FREE_DISK_MB", 256, "0", 0, "-5"),
    Row("HEALTH_MAX_MEMORY_PERCENT", 95, "80", 80, "101"),
    Row("ACCESS_TOKEN_EXPIRE_MINUTES", 15, "60", 60, "0"),
    Row("REFRESH_TOKEN_EXPIRE_DAYS", 30, "7", 7, "week"),
    Row("LEARNED_READER", True, "false", False, "perhaps"),
    Row("SEARCH_CACHE_MB", 512, "64", 64, "-1"),
    Row("MEMORY_RETRIEVAL_TOP_K", 30, "25", 25, "0"),
    Row("MEMORY_DECAY_DAYS", 90.0, "30", 30.0, "0"),
    Row("MAX_CONTEXT_TOKENS", 2000, "500", 500, "1"),
    Row("MAX_BODY_BYTES", 8 * 1024 * 1024, "4096", 4096, "8 MB"),
    Row("LLM_PROVIDER", "none", "none", "none", "magic"),
    Row("DATABASE_URL", None, "postgresql://a:b@h/d", "postgresql://a:b@h/d", "mysql://a:b@h/d"),
    Row("DATABASE_STATEMENT_CACHE", 250, "0", 0, "-1"),
    Row("REDIS_URL", None, "redis+sentinel://h,i:26380/name", "redis+sentinel://h,i:26380/name", "sentinel://h/name"),
)
HERE = [row for row in ROWS if row.name.lower() in Settings.model_fields]


@pytest.fixture(autouse=True)
def _nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.lower() in Settings.model_fields or name.removesuffix("_FILE") in SECRETS or name == "DEBUG":
            monkeypatch.delenv(name)


def _plain(value: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


@pytest.mark.requirement("IN-03")
@pytest.mark.parametrize("row", HERE, ids=lambda row: row.name)
def test_a_variable_has_its_default_and_takes_another_value(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _plain(getattr(load_settings(), row.name.lower())) == row.default
    monkeypatch.setenv(row.name, row.given)
    assert _plain(getattr(load_settings(), row.name.lower())) == row.value
    monkeypatch.setenv(row.name, "")
    assert _plain(getattr(load_settings(), row.name.lower())) == row.default, "an empty value means the default"


@pytest.mark.requirement("IN-03")
@pytest.mark.parametrize("row", [row for row in HERE if row.wrong is not None], ids=lambda row: row.name)
def test_a_wrong_value_is_refused_by_name(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (*row.along, (row.name, row.wrong or "")):
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid) as refused:
        load_settings()
    (fault,) = refused.value.faults
    assert fault.startswith(f"{row.name}: ")
    assert len(fault.splitlines()) == 1
    if row.name in SECRETS and row.wrong:
        assert row.wrong not in fault


def test_a_replica_is_one_of_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgresql://replica/d")
    with pytest.raises(SettingsInvalid, match="DATABASE_REPLICA_URL: needs DATABASE_URL"):
        load_settings()
    monkeypatch.setenv("POSTGRES_HOST", "primary")
    assert _plain(load_settings().database_replica_url) == "postgresql://replica/d"
    monkeypatch.setenv("DATABASE_REPLICA_URL", "mysql://replica/d")
    with pytest.raises(SettingsInvalid, match="DATABASE_REPLICA_URL: must begin with postgresql://"):
        load_settings()


def test_the_largest_body_fits_into_what_is_held_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAX_IMPORT_BYTES", str(1 << 30))
    with pytest.raises(SettingsInvalid, match="MAX_BODIES_BYTES: must be at least MAX_BODY_BYTES and MAX_IMPORT_BYTES"):
        load_settings()
    monkeypatch.setenv("MAX_BODIES_BYTES", str(1 << 30))
    assert load_settings().max_bodies_bytes == 1 << 30


@pytest.mark.requirement("IN-03")
def test_names_that_are_nearly_right_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"CORS_ORIGIN": "x", "HEALTH_DEGRADED": "x", "SECURITY_HEADERS": "x", "SHUTDOWN_TIME": "x"}
    right = {"CORS_ORIGINS": "x", "PATH": "x", "POSTGRES_PUBLISHED_PORT": "5433"}
    assert unknown_variables({**wrong, **right}) == sorted(wrong)


@pytest.mark.requirement("IN-09", "CO-08")
def test_production_names_everything_that_is_wrong_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "ENVIRONMENT": "production",
        "JWT_SECRET_KEY": "your-secret-key-change-in-production",
        "POSTGRES_HOST": "db.example",
        "CORS_ORIGINS": "*",
        "LOG_LEVEL": "DEBUG",
        "DEBUG": "true",
        "CONNECTION_POOL_SIZE": "0",
        "WORKER_IN_PROCESS": "perhaps",
        "RATE_LIMIT_COSTS": "GET /x=0",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid) as refused:
        load_settings()
    named = {fault.split(":")[0] for fault in refused.value.faults}
    wrong = {"CONNECTION_POOL_SIZE", "WORKER_IN_PROCESS", "RATE_LIMIT_COSTS"}
    assert named == {"JWT_SECRET_KEY", "POSTGRES_PASSWORD", "CORS_ORIGINS", "LOG_LEVEL", "DEBUG"} | wrong


@pytest.mark.requirement("IN-09")
def test_a_production_start_with_faults_ends_with_all_of_them(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "ENVIRONMENT": "production",
        "JWT_SECRET_KEY": "short",
        "CORS_ORIGINS": "*",
        "POSTGRES_HOST": "db.example",
    }
    for command in (
        ["-m", "uvicorn", "app.main:app", "--port", "0"],
        ["-c", "from toldonce.cli import main; main()", "serve", "--port", str(free_port())],
    ):
        ended = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=240
        )
        assert ended.returncode != 0
        for name in ("JWT_SECRET_KEY", "CORS_ORIGINS", "POSTGRES_PASSWORD"):
            assert re.search(rf"^toldonce: {name}: ", ended.stderr, re.MULTILINE), ended.stderr
        assert "Traceback" not in ended.stderr


@pytest.mark.requirement("IN-08")
def test_a_generated_secret_is_accepted_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(200):
        made = secrets.token_urlsafe(32)
        monkeypatch.setenv("JWT_SECRET_KEY", made)
        for environment in ("development", "staging", "production"):
            monkeypatch.setenv("ENVIRONMENT", environment)
            assert _plain(load_settings().jwt_secret_key) == made


@pytest.fixture
def absolute_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'src'}{os.pathsep}{ROOT}")


GUIDE = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", "PORT"]


@pytest.mark.requirement("IN-05", "IN-06", "DO-08")
@pytest.mark.parametrize("arguments", [(), ("--workers", "4")], ids=["one", "four-workers"])
def test_the_guides_commands_serve(arguments: tuple[str, ...], tmp_path: Path, absolute_sources: None) -> None:
    for url in serving([*GUIDE, *arguments], tmp_path):
        for _ in range(20):  # a new connection each, so that several workers answer
            assert httpx.get(f"{url}/health", trust_env=False, timeout=30).json()["status"] == "healthy"
        for path in ("/docs", "/health/detailed", "/api"):
            assert httpx.get(f"{url}{path}", trust_env=False, timeout=30).status_code == 200
    log = (tmp_path / "service.log").read_text(encoding="utf-8")
    assert log.count("Application startup complete") == (4 if arguments else 1)
    assert "Traceback" not in log


@pytest.fixture
def reloading(tmp_path: Path, absolute_sources: None) -> Iterator[tuple[subprocess.Popen[str], Path, str]]:
    """The service under ``--reload`` with a folder of its own to watch."""
    watched = tmp_path / "watched"
    watched.mkdir()
    (watched / "module.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "data").mkdir()
    port, log = free_port(), tmp_path / "service.log"
    command = [part.replace("PORT", str(port)) for part in GUIDE]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [*command, "--reload", "--reload-dir", str(watched)],
            cwd=tmp_path,
            env=clean_environment(tmp_path / "data", port),
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_healthy(process, url, log)
        yield process, watched, url
    finally:
        stop(process)


@pytest.mark.requirement("IN-06")
def test_it_reloads_when_a_file_changes(reloading: tuple[subprocess.Popen[str], Path, str], tmp_path: Path) -> None:
    process, watched, url = reloading
    before = _process_id(url)
    (watched / "module.py").write_text("x = 2\n", encoding="utf-8")
    deadline = time.monotonic() + START_SECONDS
    while (now := _process_id(url)) in (before, None):
        assert time.monotonic() < deadline, (tmp_path / "service.log").read_text(encoding="utf-8")
        time.sleep(0.1)
    assert process.poll() is None
    assert now != before


def _process_id(url: str) -> int | None:
    """The process that answers; None while none does."""
    try:
        found: int = httpx.get(f"{url}/health/detailed", trust_env=False, timeout=30).json()["service"]["process_id"]
    except (httpx.TransportError, KeyError, TypeError):
        return None
    return found
