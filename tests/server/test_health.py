"""How the service says how it is: statuses, thresholds, caches, and what strangers do not learn."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import httpx
import psutil
import pytest

from tests.live import free_port
from tests.server.broken import ADMIN, WELL, ScriptedRuntime, application, client_of
from tests.server.conftest import Service, make_settings, serving
from toldonce.adapters import host
from toldonce.adapters.postgres.embedded import start_embedded
from toldonce.bootstrap import PROBE_SECONDS, open_runtime
from toldonce.ports import Check
from toldonce.server import health
from toldonce.server.health import HealthRecord

COMPONENTS = {"database", "redis", "embedding_model", "worker", "disk", "memory"}
TOLD_ONLY_INSIDE = "connection to db.internal as toldonce refused"


@pytest.mark.requirement("HC-02", "HC-03", "HC-04", "HC-08", "HC-11")
def test_anybody_may_ask(service: Service) -> None:
    client = service.client()
    for path in ("/health", "/api/health", "/health/detailed"):
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert told["status"] == "healthy"
        assert set(told["checks"]) == COMPONENTS
        assert told["checks"]["database"]["latency_ms"] > 0
        assert told["checks"]["redis"]["status"] in ("disabled", "healthy")
        assert told["age_seconds"] >= 0
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.get("/startupz").json() == {"status": "started"}
    assert client.get("/readyz").json() == {
        "ready": True,
        "stopping": False,
        "checks": {"database": "healthy", "embedding_model": "healthy"},
    }
    for path in ("/health", "/api/health", "/health/detailed", "/livez", "/readyz", "/startupz"):
        head = client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Cache-Control"] == "no-store"


@pytest.mark.requirement("HC-01", "HC-02", "HC-06", "C-1")
@pytest.mark.parametrize(
    ("component", "status", "overall", "code", "ready"),
    [
        ("database", "unhealthy", "unhealthy", 503, 503),
        ("embedding_model", "unhealthy", "unhealthy", 503, 503),
        ("worker", "unhealthy", "unhealthy", 503, 200),
        ("redis", "degraded", "degraded", 503, 200),
        ("disk", "degraded", "degraded", 503, 200),
        ("memory", "degraded", "degraded", 503, 200),
        ("redis", "disabled", "healthy", 200, 200),
    ],
)
async def test_one_component_decides(component: str, status: Any, overall: str, code: int, ready: int) -> None:
    runtime = ScriptedRuntime(checks={**WELL, component: Check(status)})
    async with client_of(application(runtime)) as client:
        for path in ("/health", "/api/health", "/health/detailed"):
            answer = await client.get(path)
            assert (answer.status_code, answer.json()["status"]) == (code, overall)
        assert (await client.get("/readyz")).status_code == ready
        assert (await client.get("/livez")).status_code == 200
    async with client_of(application(runtime, health_degraded_status=200)) as client:
        expected = 200 if overall != "unhealthy" else 503
        assert (await client.get("/health")).status_code == expected


@pytest.mark.requirement("HC-05")
async def test_a_storm_of_questions_is_one_probe() -> None:
    runtime = ScriptedRuntime()
    async with client_of(application(runtime)) as client:
        answers = await asyncio.gather(*(client.get("/health") for _ in range(300)))
        assert runtime.probes == 1
        assert len({answer.json()["timestamp"] for answer in answers}) == 1
        await client.get("/api/health")
        assert runtime.probes == 1
        detailed = (await client.get("/health/detailed")).json()
        assert set(detailed["checks"]) == COMPONENTS, "the detailed answer does not depend on the brief one's cache"
        assert runtime.probes == 2


@pytest.mark.requirement("HC-05")
async def test_what_was_found_holds_for_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 1_000.0
    monkeypatch.setattr(health.time, "monotonic", lambda: clock)
    runtime, record = ScriptedRuntime(), HealthRecord()
    asked = cast(Any, runtime)
    first = await record.snapshot(asked)
    clock += 9.9
    assert await record.snapshot(asked) is first
    assert first.age_seconds == 9.9
    clock += 0.2
    again = await asyncio.gather(*(record.snapshot(asked) for _ in range(50)))
    assert runtime.probes == 2
    assert {one.taken for one in again} == {clock}


@pytest.mark.requirement("HC-05")
async def test_a_probe_that_was_given_up_blocks_nobody() -> None:
    class Stuck(ScriptedRuntime):
        async def check(self) -> Any:
            self.probes += 1
            if self.probes == 1:
                await asyncio.Event().wait()
            return dict(self.checks)

    runtime, record = Stuck(), HealthRecord()
    impatient = asyncio.create_task(record.snapshot(cast(Any, runtime)))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.gather(impatient, return_exceptions=True)
    async with asyncio.timeout(30):
        assert (await record.snapshot(cast(Any, runtime))).status == "healthy"


@pytest.mark.requirement("HC-07")
@pytest.mark.parametrize("environment", ["production", "staging", "development"])
async def test_strangers_learn_no_reasons(environment: str) -> None:
    runtime = ScriptedRuntime(checks={**WELL, "database": Check("unhealthy", 1.0, TOLD_ONLY_INSIDE)})
    async with client_of(application(runtime, environment=environment)) as client:
        stranger = await client.get("/health/detailed")
        wrong = await client.get("/health/detailed", headers={"X-API-Key": "no-such-key"})
        admin = await client.get("/health/detailed", headers={"X-API-Key": ADMIN})
        brief = await client.get("/health", headers={"X-API-Key": ADMIN})
    assert {stranger.status_code, wrong.status_code, admin.status_code} == {503}
    assert admin.json()["checks"]["database"]["detail"] == TOLD_ONLY_INSIDE
    assert admin.json()["service"]["version"]
    assert TOLD_ONLY_INSIDE not in brief.text
    for answer in (stranger, wrong):
        assert answer.json()["checks"]["database"]["status"] == "unhealthy"
        assert (TOLD_ONLY_INSIDE in answer.text) is (environment == "development")
        assert (answer.json()["service"] is not None) is (environment == "development")


@pytest.mark.requirement("HC-06")
def test_a_full_disk_and_full_memory_degrade(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free // host.MEGABYTE
    assert host.check_disk(tmp_path, 1).status == "healthy"
    assert host.check_disk(tmp_path / "not" / "yet", free * 2).status == "degraded"
    assert host.check_disk(tmp_path, 0).status == "disabled"
    group = tmp_path / "cgroup"
    group.mkdir()
    limit = 512 * host.MEGABYTE
    (group / "memory.max").write_text(f"{limit}\n")
    (group / "memory.current").write_text(f"{limit * 99 // 100}\n")
    (group / "memory.stat").write_text(f"anon 1\ninactive_file {limit // 2}\n")
    assert host.check_memory(60, cgroup=group).status == "healthy"
    assert host.check_memory(40, cgroup=group).status == "degraded"
    assert host.check_memory(0, cgroup=group).status == "disabled"
    (group / "memory.max").write_text("max\n")
    assert host.check_memory(100, cgroup=group).status == "healthy"


@pytest.mark.requirement("HC-06")
async def test_thresholds_come_from_the_settings(owner_url: str, models_dir: Path, tmp_path: Path) -> None:
    values = {"health_min_free_disk_mb": 10**9, "health_max_memory_percent": 1}
    runtime = await open_runtime(make_settings(owner_url, models_dir, tmp_path, **values), progress=lambda _: None)
    try:
        found = await runtime.check()
    finally:
        await runtime.close()
    assert {name for name, check in found.items() if check.status == "degraded"} == {"disk", "memory"}
    assert found["database"].status == "healthy"


@pytest.mark.requirement("HC-06", "HC-11")
async def test_a_hung_database_does_not_hang_the_answer(models_dir: Path, tmp_path: Path) -> None:
    embedded = await start_embedded(tmp_path / "database")
    try:
        settings = make_settings(embedded.url, models_dir, tmp_path, health_min_free_disk_mb=0)
        runtime = await open_runtime(settings, progress=lambda _: None)
        app = application(cast(Any, runtime), health_min_free_disk_mb=0)
        server = [one for one in _servers() if str(tmp_path) in " ".join(one.cmdline())]
        assert server
        async with client_of(app) as client:
            assert (await client.get("/readyz")).status_code == 200
            stopped = [one for parent in server for one in (parent, *parent.children(recursive=True))]
            for one in stopped:
                one.send_signal(signal.SIGSTOP)
            try:
                async with asyncio.timeout(30 * PROBE_SECONDS):
                    answer = await client.get("/health")
                    assert (answer.status_code, answer.json()["checks"]["database"]["status"]) == (503, "unhealthy")
                    assert (await client.get("/livez")).status_code == 200
                    await asyncio.sleep(health.READY_CACHE_SECONDS)
                    assert (await client.get("/readyz")).status_code == 503
            finally:
                for one in stopped:
                    one.send_signal(signal.SIGCONT)
            record = app.state.health.readiness
            assert (await record.snapshot(cast(Any, runtime), 0.0)).can_serve, "it comes back by itself"
        await runtime.close()
    finally:
        await embedded.stop()


def _servers() -> Iterator[psutil.Process]:
    for one in psutil.process_iter():
        try:
            if "postgres" in one.name() and "-D" in one.cmdline():
                yield one
        except psutil.Error:
            continue


@contextmanager
def _balancer(folder: Path, backend: int) -> Iterator[str]:
    """haproxy that asks ``/health`` and takes the backend out after three failures and in after two good answers."""
    port = free_port()
    configuration = folder / "haproxy.cfg"
    configuration.write_text(
        "defaults\n mode http\n timeout connect 30s\n timeout client 60s\n timeout server 60s\n timeout check 30s\n"
        f"frontend all\n bind 127.0.0.1:{port}\n default_backend service\n"
        "backend service\n option httpchk GET /health\n"
        f" server one 127.0.0.1:{backend} check inter 100ms fall 3 rise 2\n"
    )
    process = subprocess.Popen(["haproxy", "-db", "-f", str(configuration)], stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/livez"
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.mark.requirement("HC-09")
def test_a_load_balancer_takes_it_out_and_in(
    owner_url: str, models_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "CACHE_SECONDS", 0.0)
    monkeypatch.setattr(HealthRecord.snapshot, "__defaults__", (0.0,))
    unwell = False
    whole = HealthRecord.snapshot

    async def told(self: HealthRecord, runtime: Any, max_age: float = 0.0) -> health.Snapshot:
        found = await whole(self, runtime, max_age)
        if unwell:
            return health.Snapshot(found.taken_at, {**found.checks, "database": Check("unhealthy")}, found.taken)
        return found

    monkeypatch.setattr(HealthRecord, "snapshot", told)
    settings = make_settings(owner_url, models_dir, tmp_path)
    with serving(settings) as service, _balancer(tmp_path, service.address[1]) as url:
        _await_status(url, 200)
        unwell = True
        _await_status(url, 503)
        unwell = False
        _await_status(url, 200)


def _await_status(url: str, status: int) -> None:
    deadline = time.monotonic() + 60
    seen = None
    while time.monotonic() < deadline:
        try:
            seen = httpx.get(url, timeout=30, trust_env=False).status_code
        except httpx.TransportError as refused:
            seen = type(refused).__name__
        if seen == status:
            return
        time.sleep(0.05)
    raise AssertionError(f"{url} answers {seen}, not {status}")


def test_the_process_is_named_in_the_details(service: Service) -> None:
    assert service.client().get("/health/detailed").json()["service"]["process_id"] == os.getpid()


def test_a_language_model_that_fails_is_shown_and_takes_no_node_out() -> None:
    checks = {"database": Check("healthy"), "language_model": Check("degraded")}
    assert health.Snapshot(datetime.now(UTC), checks, 0.0).status == "healthy"
    assert health.Snapshot(datetime.now(UTC), {**checks, "redis": Check("degraded")}, 0.0).status == "degraded"
