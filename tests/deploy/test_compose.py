"""docker-compose.yml: valid, closed to the outside, without a password of its own; its commands work as processes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import yaml
from live import clean_environment, free_port

from tests.deploy.compose import ROOT, SECRETS, VARIABLE, MissingVariable, composed, raw

PROGRAM = [sys.executable, "-c", "from toldonce.cli import main; main()"]
PIP = [sys.executable, "-m", "pip"]
PASSWORD = "correct horse battery staple"


@pytest.mark.requirement("IN-04")
def test_it_is_valid() -> None:
    schema = json.loads((ROOT / "tests" / "deploy" / "compose-spec.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    assert [error.message for error in validator.iter_errors(composed(SECRETS))] == []
    assert list(validator.iter_errors({"services": {"api": {"imagee": "x"}}})), "the schema notices nothing"


@pytest.mark.requirement("IN-04", "IN-10")
def test_the_services_have_the_names_of_the_guide() -> None:
    services = composed(SECRETS)["services"]
    assert list(services) == ["postgres", "redis", "api", "worker", "prometheus", "grafana"]
    assert services["postgres"]["image"] == "pgvector/pgvector:pg18"
    assert services["api"]["ports"][0] == "8000:8000"
    for name, service in services.items():
        for dependency in service.get("depends_on", ()):
            assert dependency in services, name
        for mount in service.get("volumes", ()):
            source = mount.split(":")[0]
            assert source in raw()["volumes"] or (ROOT / source).exists(), f"{name} mounts {source}"


@pytest.mark.requirement("HC-10")
def test_the_health_check_is_the_one_of_the_guide() -> None:
    check = composed(SECRETS)["services"]["api"]["healthcheck"]
    assert check == {
        "test": ["CMD", "curl", "-f", "http://localhost:8000/health"],
        "interval": "30s",
        "timeout": "10s",
        "retries": 3,
        "start_period": "40s",
    }


@pytest.mark.requirement("GS-05")
def test_there_is_time_to_end_in_good_order() -> None:
    for name in ("api", "worker"):
        assert composed(SECRETS)["services"][name]["stop_grace_period"] == "40s"


@pytest.mark.requirement("IN-04", "SC-04", "SC-05")
def test_every_password_comes_from_outside() -> None:
    for name in SECRETS:
        with pytest.raises(MissingVariable, match=name):
            composed({one: value for one, value in SECRETS.items() if one != name})
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for found in VARIABLE.finditer(text):
        if re.search(r"PASSWORD|SECRET|KEY|DSN", found["name"] or ""):
            assert found["kind"] == ":?", f"{found['name']} has a default or may be empty"
    for name, service in raw()["services"].items():
        for variable, value in service.get("environment", {}).items():
            if "PASSWORD" in variable or "SECRET" in variable:
                assert value.startswith("${"), f"{name} holds {variable}"


@pytest.mark.requirement("IN-04")
def test_only_the_service_is_open_to_other_machines() -> None:
    for name, service in composed(SECRETS)["services"].items():
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:") or (name, port) == ("api", "8000:8000"), f"{name} publishes {port}"


@pytest.mark.requirement("MO-01", "C-7")
def test_the_metrics_of_the_service_have_their_port() -> None:
    services = composed(SECRETS)["services"]
    assert "127.0.0.1:9090:9090" in services["api"]["ports"]
    assert services["prometheus"]["ports"] == ["127.0.0.1:9091:9090"]


def only(folder: Path) -> dict[str, Any]:
    """The one YAML file of a folder."""
    (file,) = folder.glob("*.y*ml")
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content


@pytest.mark.requirement("SC-11", "DP-12")
def test_prometheus_and_grafana_find_their_files() -> None:
    checked = subprocess.run(
        ["promtool", "check", "config", str(ROOT / "deploy" / "prometheus" / "prometheus.yml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    jobs = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text())["scrape_configs"]
    targets = [target for job in jobs for scraped in job["static_configs"] for target in scraped["targets"]]
    assert {"api:9090", "worker:9090"} <= set(targets)
    grafana = ROOT / "deploy" / "grafana"
    (source,) = yaml.safe_load(next((grafana / "provisioning" / "datasources").glob("*.y*ml")).read_text())[
        "datasources"
    ]
    assert (source["type"], source["url"]) == ("prometheus", "http://prometheus:9090")
    (provider,) = yaml.safe_load(next((grafana / "provisioning" / "dashboards").glob("*.y*ml")).read_text())[
        "providers"
    ]
    assert provider["options"]["path"] == "/var/lib/grafana/dashboards"
    assert [json.loads(one.read_text())["title"] for one in (grafana / "dashboards").glob("*.json")]


# --- the same commands as bare processes ------------------------------------------------------------------------------


@contextmanager
def process(command: list[str], environment: dict[str, str], folder: Path, name: str) -> Iterator[Path]:
    """A process for as long as the block runs; its output goes to the file."""
    log = folder / f"{name}.log"
    with log.open("w", encoding="utf-8") as output:
        started = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield log
    finally:
        started.send_signal(signal.SIGTERM)
        try:
            code = started.wait(120)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()
            raise
    assert code == 0, log.read_text()


def until(condition: object, log: Path) -> None:
    """Wait until ``condition`` (a function) is true."""
    assert callable(condition)
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


def ping(port: int, *commands: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"".join(one + b"\r\n" for one in commands))
        return connection.recv(256)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.requirement("SC-05")
def test_redis_is_started_with_its_password(tmp_path: Path) -> None:
    service = composed(SECRETS)["services"]["redis"]
    assert service["user"] == "redis", "a shell in front of redis-server would run as root"
    port = free_port()
    here = f"appendonly no\nport {port}\nbind 127.0.0.1"
    command = [part.replace("appendonly no", here) for part in service["command"]]
    environment = {"PATH": os.environ["PATH"]} | service["environment"]
    with process(command, environment, tmp_path, "redis") as log:
        until(lambda: listens(port), log)
        assert ping(port, b"PING").startswith(b"-NOAUTH")
        password = SECRETS["REDIS_PASSWORD"].encode()
        assert ping(port, b"AUTH " + password, b"PING").startswith(b"+OK")
        listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        assert password.decode() not in listed
        check = [part.replace("redis-cli", f"redis-cli -p {port}") for part in service["healthcheck"]["test"]]
        assert subprocess.run(["sh", "-c", check[1]], env=environment, check=False).returncode == 0


@pytest.mark.requirement("IN-04", "IN-10", "HC-10", "PT-03")
@pytest.mark.usefixtures("service_url")
def test_the_service_and_its_worker_run_with_these_commands(owner_url: str, tmp_path: Path) -> None:
    services = composed(SECRETS | {"WEB_CONCURRENCY": "2", "ENVIRONMENT": "staging"})["services"]
    (tmp_path / "data").mkdir()
    port, metrics_port = free_port(), free_port()
    surroundings = clean_environment(tmp_path / "data", port)
    here = {
        "DATABASE_URL": owner_url,
        "REDIS_HOST": "",
        "API_HOST": "127.0.0.1",
        "API_PORT": str(port),
        "METRICS_HOST": "127.0.0.1",
        "PROMETHEUS_PORT": str(metrics_port),
        "DATA_DIR": str(tmp_path / "data"),
        "BACKUP_DIR": str(tmp_path / "backups"),
    }

    def command(name: str) -> list[str]:
        assert services[name]["command"][0] == "toldonce"
        return [*PROGRAM, *services[name]["command"][1:]]

    def environment(name: str) -> dict[str, str]:
        assert set(here) <= set(services[name]["environment"])
        return surroundings | services[name]["environment"] | here

    url = f"http://127.0.0.1:{port}"
    check = [part.replace("http://localhost:8000", url) for part in services["api"]["healthcheck"]["test"][1:]]
    with process(command("api"), environment("api"), tmp_path, "api") as log:
        until(lambda: subprocess.run(check, capture_output=True, check=False).returncode == 0, log)
        with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
            login = {"email": "ana@example.org", "password": PASSWORD}
            assert client.post("/api/v1/auth/register", json=login).status_code == 201
            token = client.post("/api/v1/auth/login", json=login).json()["access_token"]
            client.headers["Authorization"] = f"Bearer {token}"
            made = client.post("/api/v1/conversations", json={}).json()["conversation_id"]
            turn = {"turns": [{"role": "user", "content": "The pears ripen in October."}]}
            assert client.post(f"/api/v1/conversations/{made}/turns", json=turn).status_code == 201
            exported = client.post("/api/v1/export").content
            elsewhere = {"X-Memory-Subject": "copy"}
            as_lines = {"Content-Type": "application/x-ndjson"}
            job = client.post(
                "/api/v1/import", params={"format": "toldonce"}, content=exported, headers=elsewhere | as_lines
            ).json()
            path = f"/api/v1/jobs/{job['job_id']}"
            assert client.get(path, headers=elsewhere).json()["status"] == "queued"
            with process(command("worker"), environment("worker"), tmp_path, "worker") as worker_log:
                until(lambda: client.get(path, headers=elsewhere).json()["status"] == "done", worker_log)
            found = client.post("/api/v1/memories/search", json={"query": "pears"}, headers=elsewhere).json()
            assert [hit["content"] for hit in found["hits"]] == ["The pears ripen in October."]
            page = client.get("/")
            assert (page.status_code, "<html" in page.text) == (200, True)


# --- the image --------------------------------------------------------------------------------------------------------


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with their words."""
    text = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


@pytest.mark.requirement("IN-04", "HC-10", "DP-02")
def test_the_image_is_slim_runs_as_nobody_special_and_has_curl() -> None:
    given = instructions()
    assert [words.split()[0] for name, words in given if name == "FROM"] == ["${PYTHON_IMAGE}", "${PYTHON_IMAGE}"]
    assert "-slim" in next(words for name, words in given if name == "ARG")
    last = given[max(number for number, (name, _) in enumerate(given) if name == "FROM") :]
    assert [words for name, words in last if name == "USER"] == ["toldonce"]
    assert any(name == "RUN" and "install --yes --no-install-recommends curl" in words for name, words in last)
    (check,) = [words for name, words in last if name == "HEALTHCHECK"]
    assert check.endswith('CMD ["curl", "-f", "http://localhost:8000/health"]')
    assert any("toldonce model" in words for name, words in given if name == "RUN"), "the model is fetched at run time"


@pytest.mark.requirement("IN-04")
def test_what_the_image_copies_reaches_the_build_and_nothing_else() -> None:
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    copied: list[str] = []
    for name, words in instructions():
        if name == "COPY" and "--from=" not in words:
            copied += [one.removeprefix("./") for one in words.split()[:-1]]
    assert sorted(kept) == sorted(copied)
    assert all((ROOT / one).exists() for one in copied)
    assert "*" in (ROOT / ".dockerignore").read_text().splitlines()


@pytest.mark.requirement("IN-04")
def test_the_package_that_the_image_installs_is_whole(tmp_path: Path) -> None:
    built = subprocess.run(
        [*PIP, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    there = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(ROOT)).removeprefix("src/")
        for folder in ("src/toldonce", "app")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= there, sorted(wanted - there)
    assert "toldonce/server/static/index.html" in there
