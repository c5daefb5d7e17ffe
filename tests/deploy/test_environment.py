"""The ways to start: from .env, from an environment file, with a reloader, within the connections that are allowed."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import pytest
from live import free_port, stop

from tests.server.conftest import PASSWORD, make_settings, serving
from toldonce.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
UVICORN = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1"]
SECONDS = 90
BARE = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    "HOME": os.environ.get("HOME", "/"),
}


@contextmanager
def started(folder: Path, models_dir: Path, variables: dict[str, str], *arguments: str) -> Iterator[tuple[str, Path]]:
    """The service as a process that runs in ``folder`` and has these variables only; its URL and its log."""
    data = folder / variables.get("DATA_DIR", "data")
    data.mkdir(exist_ok=True)
    (data / "models").symlink_to(models_dir)
    port, log = free_port(), folder / "service.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*UVICORN, "--port", str(port), *arguments],
            cwd=folder,
            env=BARE | variables,
            stdout=output,
            stderr=output,
            text=True,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: process.poll() is not None or answers(url), log)
        assert process.poll() is None, log.read_text()
        yield url, log
    finally:
        code = stop(process)
    assert code in (0, -signal.SIGTERM), log.read_text()


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=30, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def wait_for(condition: Callable[[], object], log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


def as_docker_reads(file: Path) -> dict[str, str]:
    """An environment file as ``docker run --env-file`` takes it: everything behind the first = is the value."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return dict(line.split("=", 1) for line in lines if not line.startswith("#"))


@pytest.mark.requirement("IN-02", "IN-05")
def test_a_copy_of_the_example_starts_the_service(tmp_path: Path, models_dir: Path) -> None:
    shutil.copy(ROOT / ".env.example", tmp_path / ".env")
    with started(tmp_path, models_dir, {"PROMETHEUS_PORT": str(free_port())}) as (url, log):
        assert httpx.get(f"{url}/api", trust_env=False, timeout=60).json()["environment"] == "development"
        assert "is not a setting" not in log.read_text()


@pytest.mark.requirement("IN-02")
def test_the_example_is_an_environment_file_too(tmp_path: Path, models_dir: Path) -> None:
    variables = as_docker_reads(ROOT / ".env.example")
    assert not [name for name, value in variables.items() if "#" in value or value != value.strip()]
    # systemd reads quotes and backslashes, docker does not: without any, both read the same.
    assert not [name for name, value in variables.items() if set(value) & set("\"'\\")]
    with started(tmp_path, models_dir, variables | {"PROMETHEUS_PORT": str(free_port())}) as (url, log):
        assert httpx.get(f"{url}/api", trust_env=False, timeout=60).json()["environment"] == "development"
        assert "is not a setting" not in log.read_text()


@pytest.mark.requirement("IN-03", "DP-02")
def test_a_misspelt_setting_is_named_wherever_it_stands(tmp_path: Path, models_dir: Path) -> None:
    (tmp_path / ".env").write_text("RATE_LIMIT_PER_MINUT=5\n")
    variables = {"POSTGRES_PASWORD": "x", "PROMETHEUS_PORT": str(free_port())}
    with started(tmp_path, models_dir, variables) as (_, log):
        text = log.read_text()
    for name in ("RATE_LIMIT_PER_MINUT", "POSTGRES_PASWORD"):
        assert f"{name} is not a setting" in text


@pytest.mark.requirement("IN-02")
def test_make_env_writes_random_secrets_once(tmp_path: Path) -> None:
    for name in (".env.example", "Makefile"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "scripts").symlink_to(ROOT / "scripts")

    def make() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["make", "--no-print-directory", "env"], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    assert make().returncode == 0
    made = as_docker_reads(tmp_path / ".env")
    example = as_docker_reads(ROOT / ".env.example")
    secrets = {name for name in made if made[name] != example[name]}
    assert secrets == {"JWT_SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "GRAFANA_PASSWORD"}
    assert len({made[name] for name in secrets}) == 4
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", made[name]) for name in secrets)
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    again = make()
    assert (again.returncode != 0, as_docker_reads(tmp_path / ".env")) == (True, made)


@pytest.mark.requirement("IN-08", "IN-03")
def test_the_generators_key_is_accepted_and_weaker_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-c", "import secrets; print(secrets.token_urlsafe(32))"]
    key = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    for name in list(os.environ):
        if name.lower() in Settings.model_fields:
            monkeypatch.delenv(name)
    assert load_settings(_env_file=None, environment="production", jwt_secret_key=key).environment == "production"


@pytest.mark.requirement("PT-04", "IN-06")
def test_the_reloader_starts_again_when_a_file_changes(tmp_path: Path, models_dir: Path) -> None:
    watched = tmp_path / "watched"
    watched.mkdir()
    (watched / "some.py").write_text("A = 1\n")
    variables = {"PROMETHEUS_PORT": str(free_port())}
    ready = "Application startup complete"
    with started(tmp_path, models_dir, variables, "--reload", "--reload-dir", str(watched)) as (url, log):
        assert log.read_text().count(ready) == 1
        (watched / "some.py").write_text("A = 22\n")
        wait_for(lambda: log.read_text().count(ready) == 2, log)
        wait_for(lambda: answers(url), log)
        assert "Traceback" not in log.read_text()


@pytest.mark.requirement("PT-01")
async def test_a_process_uses_no_more_connections_than_its_setting(
    owner_url: str, models_dir: Path, tmp_path: Path
) -> None:
    size, most, ended = 4, 0, threading.Event()
    settings = make_settings(owner_url, models_dir, tmp_path, connection_pool_size=size)
    watcher = await asyncpg.connect(owner_url)
    try:
        with serving(settings) as service:
            person = service.register(f"{uuid4().hex}@example.org")
            conversation_id = person.conversation("The well is nine metres deep.")

            def press(number: int) -> set[int]:
                seen = set()
                client = service.client(Authorization=person.http.headers["Authorization"])
                turns = {"turns": [{"role": "user", "content": f"Bucket number {number}."}]}
                for _ in range(4):
                    seen.add(client.post("/api/v1/memories/search", json={"query": "well"}).status_code)
                    path = f"/api/v1/conversations/{conversation_id}/turns"
                    seen.add(client.post(path, json=turns).status_code)
                    seen.add(client.get("/readyz").status_code)
                return seen

            with ThreadPoolExecutor(16) as crowd:
                pressing = [crowd.submit(press, number) for number in range(16)]
                crowd.submit(lambda: ([one.result() for one in pressing], ended.set()))
                while not ended.is_set():
                    most = max(
                        most,
                        await watcher.fetchval(
                            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
                        ),
                    )
                statuses = set().union(*(one.result() for one in pressing))
        assert statuses <= {200, 201, 429}
        assert 200 in statuses
        assert 2 <= most <= size
    finally:
        await watcher.close()


@pytest.mark.requirement("PT-01")
def test_the_smallest_pool_works(owner_url: str, models_dir: Path, tmp_path: Path) -> None:
    with serving(make_settings(owner_url, models_dir, tmp_path, connection_pool_size=2)) as service:
        person = service.register()
        person.conversation("The gate code is 4711.")
        found = person.http.post("/api/v1/memories/search", json={"query": "What is the gate code?"}).json()
        assert found["hits"][0]["content"] == "The gate code is 4711."
        asked = person.http.post("/api/v1/conversation", json={"message": "What is the gate code?"})
        assert (asked.status_code, "4711" in asked.text) == (200, True)
        assert person.http.request("DELETE", "/api/v1/auth/me", json={"password": PASSWORD}).status_code == 200


@pytest.mark.requirement("IN-01")
def test_the_pinned_packages_are_those_that_run_here() -> None:
    """`make setup` installs requirements.txt into a clean environment; this shows that nothing drifted since."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)([^\n]*)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert pins
    wrong = {}
    for name, version, rest in pins:
        if ";" in rest:
            continue
        try:
            there = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            there = "missing"
        if there != version:
            wrong[name] = there
    assert not wrong
