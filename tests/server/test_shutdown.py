"""The end of the service as operators bring it about: real processes, real signals, a real database."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx
import psutil
import pytest

from tests.live import free_port
from tests.server.conftest import PASSWORD, REPOSITORY, SECRET, START_SECONDS
from tests.support.scripted_llm import ScriptedLLM, Step, scripted_llm
from toldonce.server.departure import LAST_SECONDS

LOGIN = {"email": "ana@example.org", "password": PASSWORD}
UVICORN = ("-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", "PORT")
SERVE = ("-c", "from toldonce.cli import main; main()", "serve", "--host", "127.0.0.1", "--port", "PORT")
NOBODY_READS = {"WORKER_IN_PROCESS": "false"}
"""No job of the service asks the language model, which is there for the replies."""
VERY_SLOW = Step(text="An answer that nobody waits for.", delay=60.0)
GENEROUS = 60.0
"""Seconds that a loaded machine may need for what takes none."""


@dataclass
class Running:
    """A service process."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path
    llm: ScriptedLLM
    headers: dict[str, str]
    database_url: str | None

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.url, headers=self.headers, timeout=60, trust_env=False)

    def tell(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    async def ended(self, within: float) -> int:
        async with asyncio.timeout(within):
            while self.process.poll() is None:
                await asyncio.sleep(0.02)
        assert self.process.returncode is not None
        return self.process.returncode

    async def asked(self, count: int) -> None:
        """Wait until the language model was asked this often, so that the requests are running."""
        async with asyncio.timeout(GENEROUS):
            while len(self.llm.requests) < count:
                await asyncio.sleep(0.02)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


@contextlib.asynccontextmanager
async def running(
    folder: Path, models_dir: Path, *command: str, database_url: str | None, **variables: str
) -> AsyncIterator[Running]:
    """The service under this command, ready, with an account that is logged in and a scripted language model."""
    port = free_port()
    data_dir = folder / "data"
    data_dir.mkdir(exist_ok=True)
    if not (data_dir / "models").exists():
        (data_dir / "models").symlink_to(models_dir)
    log = folder / f"service-{port}.log"
    async with scripted_llm() as llm:
        environment = {
            "PATH": os.environ["PATH"],
            "OVERLOAD_PROTECTION": "false",
            "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
            "DATA_DIR": str(data_dir),
            "JWT_SECRET_KEY": SECRET,
            "LLM_PROVIDER": "openai",
            "LLM_BASE_URL": llm.url,
            "LLM_MODEL": "scripted",
            "HEALTH_MAX_MEMORY_PERCENT": "0",
            "RATE_LIMIT_ENABLED": "false",
            **({"DATABASE_URL": database_url} if database_url else {}),
            **variables,
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, *(part.replace("PORT", str(port)) for part in command)],
                cwd=folder,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        service = Running(process, f"http://127.0.0.1:{port}", log, llm, {}, database_url)
        try:
            async with service.client() as client:
                await _ready(service, client)
                await client.post("/api/v1/auth/register", json=LOGIN)
                tokens = (await client.post("/api/v1/auth/login", json=LOGIN)).json()
            service.headers["Authorization"] = f"Bearer {tokens['access_token']}"
            yield service
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)


async def _ready(service: Running, client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(START_SECONDS):
        while True:
            assert service.process.poll() is None, service.said()
            with contextlib.suppress(httpx.TransportError):
                if (await client.get("/readyz")).status_code == 200:
                    return
            await asyncio.sleep(0.05)


async def _backends(owner_url: str) -> int:
    """Connections of toldonce to this module's database."""
    connection = await asyncpg.connect(owner_url)
    try:
        found = await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(found)
    finally:
        await connection.close()


async def _no_backends_are_left(owner_url: str) -> None:
    """The server ends a backend a moment after its client has gone: one that stays belongs to a process that"
    " lives on."""
    async with asyncio.timeout(GENEROUS):
        while await _backends(owner_url):
            await asyncio.sleep(0.05)


async def _takes_connections(service: Running) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", int(service.url.rpartition(":")[2]))
    except ConnectionRefusedError:
        return False
    writer.close()
    return True


def _say(client: httpx.AsyncClient, **options: object) -> asyncio.Task[httpx.Response]:
    return asyncio.create_task(client.post("/api/v1/conversation", json={"message": "Hello.", **options}))


@pytest.mark.requirement("GS-01", "GS-06", "GS-07")
@pytest.mark.parametrize("command", [SERVE, UVICORN], ids=["serve", "uvicorn"])
async def test_what_runs_finishes_and_nothing_is_left(
    command: tuple[str, ...], owner_url: str, models_dir: Path, tmp_path: Path
) -> None:
    async with running(
        tmp_path, models_dir, *command, database_url=owner_url, SHUTDOWN_DELAY="6", **NOBODY_READS
    ) as service:
        told = asyncio.Event()
        service.llm.plan(*[Step(text="A slow answer.", until=told)] * 4)
        async with service.client() as client, service.client() as other:
            answers = [_say(client) for _ in range(4)]
            await service.asked(4)
            assert await _backends(owner_url) > 0
            service.tell()
            async with asyncio.timeout(GENEROUS):
                while (readiness := await other.get("/readyz")).status_code == 200:
                    await asyncio.sleep(0.02)
            assert (readiness.status_code, readiness.json()["stopping"]) == (503, True)
            assert readiness.headers["Connection"] == "close"
            assert (await other.get("/livez")).status_code == 200, "it still answers while balancers find out"
            told.set()
            for answer in await asyncio.gather(*answers):
                assert answer.status_code == 200, answer.text
                assert answer.json()["response"] == "A slow answer."
                assert answer.headers["Connection"] == "close"
        assert await service.ended(GENEROUS + 30) == 0, service.said()
        await _no_backends_are_left(owner_url)
        assert "Traceback" not in service.said()


@pytest.mark.requirement("GS-05", "GS-07")
@pytest.mark.parametrize("command", [SERVE, UVICORN], ids=["serve", "uvicorn"])
async def test_what_takes_too_long_is_cut_with_a_503(
    command: tuple[str, ...], owner_url: str, models_dir: Path, tmp_path: Path
) -> None:
    settings = {"SHUTDOWN_TIMEOUT": "2", "SHUTDOWN_DELAY": "0", **NOBODY_READS}
    async with running(tmp_path, models_dir, *command, database_url=owner_url, **settings) as service:
        service.llm.plan(VERY_SLOW)
        async with service.client() as client:
            answer = _say(client)
            await service.asked(1)
            told = time.monotonic()
            service.tell()
            cut = await answer
            assert time.monotonic() - told >= 1.9, "it had all of its time"
            assert (cut.status_code, cut.json()["error"]) == (503, "unavailable")
            assert cut.headers["X-Frame-Options"] == "DENY"
            assert int(cut.headers["Retry-After"]) >= 1
        assert await service.ended(LAST_SECONDS + GENEROUS) == 0, service.said()
        assert "Traceback" not in service.said()
        assert "ended_by_force" not in service.said()
        await _no_backends_are_left(owner_url)


@pytest.mark.requirement("GS-06")
async def test_a_stream_is_told_that_it_ends(owner_url: str, models_dir: Path, tmp_path: Path) -> None:
    settings = {"SHUTDOWN_TIMEOUT": "4", "SHUTDOWN_DELAY": "0", **NOBODY_READS}
    async with running(tmp_path, models_dir, *SERVE, database_url=owner_url, **settings) as service:
        service.llm.plan(Step(text="word " * 200, delay=0.4))
        async with service.client() as client:
            body = {"message": "Hello.", "stream": True}
            async with client.stream("POST", "/api/v1/conversation", json=body) as answer:
                events = []
                async for line in answer.aiter_lines():
                    if line.startswith("event: token") and "told" not in events:
                        service.tell()
                        events.append("told")
                    if line.startswith("event: "):
                        events.append(line.removeprefix("event: "))
                    if line.startswith("data: "):
                        last = json.loads(line.removeprefix("data: "))
        assert events[-1] == "shutdown", "the body ends in good order, after this"
        assert "again" in last["message"]
        assert await service.ended(GENEROUS) == 0, service.said()
        async with asyncio.timeout(GENEROUS):
            await service.llm.requests[-1].abandoned.wait()
        assert "Traceback" not in service.said()


@pytest.mark.requirement("GS-06")
async def test_a_stream_that_is_nearly_done_ends_by_itself(owner_url: str, models_dir: Path, tmp_path: Path) -> None:
    settings = {"SHUTDOWN_DELAY": "0", **NOBODY_READS}
    async with running(tmp_path, models_dir, *SERVE, database_url=owner_url, **settings) as service:
        service.llm.plan(Step(text="One two three.", delay=0.3))
        async with service.client() as client:
            body = {"message": "Hello.", "stream": True}
            async with client.stream("POST", "/api/v1/conversation", json=body) as answer:
                await service.asked(1)
                service.tell()
                events = [line async for line in answer.aiter_lines() if line.startswith("event: ")]
        assert events[-1] == "event: done"
        assert await service.ended(GENEROUS) == 0


@pytest.mark.requirement("GS-08")
@pytest.mark.parametrize(
    ("command", "first", "second"),
    [
        (SERVE, signal.SIGTERM, signal.SIGTERM),
        (SERVE, signal.SIGTERM, signal.SIGINT),
        (UVICORN, signal.SIGINT, signal.SIGINT),
        ((*SERVE, "--workers", "2"), signal.SIGTERM, signal.SIGTERM),
    ],
    ids=["serve", "serve-mixed", "uvicorn", "workers"],
)
async def test_a_second_signal_ends_it_at_once(
    command: tuple[str, ...], first: int, second: int, owner_url: str, models_dir: Path, tmp_path: Path
) -> None:
    async with running(
        tmp_path, models_dir, *command, database_url=owner_url, SHUTDOWN_TIMEOUT="3600", **NOBODY_READS
    ) as service:
        service.llm.plan(VERY_SLOW)
        async with service.client() as client:
            answer = _say(client)
            await service.asked(1)
            children = psutil.Process(service.process.pid).children(recursive=True)
            service.tell(first)
            await _until(lambda: "stopping" in service.said())
            assert service.process.poll() is None
            service.tell(second)
            if "--workers" in command:
                # The supervisor hears no second signal while it passes the first one on.
                async with asyncio.timeout(GENEROUS):
                    while service.process.poll() is None:
                        service.tell(second)
                        await asyncio.sleep(1)
            assert await service.ended(GENEROUS) != 0
            await _until(lambda: not [one for one in children if _works(one)])
            with pytest.raises(httpx.TransportError):
                await answer


def _works(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and "multiprocessing" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False


@pytest.mark.requirement("GS-07", "IN-06")
@pytest.mark.parametrize("command", [SERVE, UVICORN], ids=["serve", "uvicorn"])
async def test_several_workers_end_well(
    command: tuple[str, ...], owner_url: str, models_dir: Path, tmp_path: Path
) -> None:
    async with running(
        tmp_path, models_dir, *command, "--workers", "2", database_url=owner_url, **NOBODY_READS
    ) as service:
        told = asyncio.Event()
        service.llm.plan(*[Step(text="A slow answer.", until=told)] * 4)
        answers = []
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(4):
                answers.append(_say(await stack.enter_async_context(service.client())))
            await service.asked(4)
            # As a terminal does it: the signal reaches the supervisor and its workers alike.
            os.killpg(service.process.pid, signal.SIGINT)
            await _until(lambda: "stopping" in service.said())
            told.set()
            for answer in await asyncio.gather(*answers):
                assert answer.status_code == 200, answer.text
        assert await service.ended(GENEROUS + 30) == 0, service.said()
        await _no_backends_are_left(owner_url)
        assert "Traceback" not in service.said()


@pytest.mark.requirement("GS-06")
@pytest.mark.parametrize("command", [SERVE, (*SERVE, "--workers", "2")], ids=["alone", "workers"])
async def test_whoever_comes_while_the_last_answer_is_made_is_refused_at_once(
    command: tuple[str, ...], owner_url: str, models_dir: Path, tmp_path: Path
) -> None:
    """A load balancer goes elsewhere then; a connection that is taken and never answered would hold its request."""
    async with running(tmp_path, models_dir, *command, database_url=owner_url, **NOBODY_READS) as service:
        told = asyncio.Event()
        service.llm.plan(Step(text="A slow answer.", until=told))
        async with service.client() as client:
            answer = _say(client)
            await service.asked(1)
            service.tell()
            async with asyncio.timeout(GENEROUS / 3):
                while await _takes_connections(service):
                    await asyncio.sleep(0.05)
            assert service.process.poll() is None
            told.set()
            assert (await answer).status_code == 200
        assert await service.ended(GENEROUS) == 0, service.said()


@pytest.mark.requirement("GS-04")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hung"])
async def test_a_database_that_went_first_does_not_hold_it(number: int, models_dir: Path, tmp_path: Path) -> None:
    async with running(tmp_path, models_dir, *SERVE, database_url=None, SHUTDOWN_TIMEOUT="6") as service:
        servers = [
            one
            for one in psutil.process_iter(["name", "cmdline"])
            if "postgres" in (one.info["name"] or "") and str(tmp_path / "data") in " ".join(one.info["cmdline"] or ())
        ]
        assert servers
        everything = [one for server in servers for one in (*server.children(recursive=True), server)]
        try:
            for one in everything:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.send_signal(number)
            async with service.client() as client:
                assert (await client.get("/livez")).status_code == 200
            service.tell()
            code = await service.ended(6 + LAST_SECONDS + GENEROUS)
        finally:
            for one in everything:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.send_signal(signal.SIGCONT)
                    one.kill()
        said = service.said()
        assert code == 0 if number == signal.SIGKILL else code in (0, 1), said
        assert "stopping" in said


@pytest.mark.requirement("GS-03")
@pytest.mark.parametrize("seconds", ["1", "30"], ids=["handed-back", "either"])
async def test_a_job_happens_once_although_the_service_stops_in_it(
    seconds: str, own_database_url: str, models_dir: Path, tmp_path: Path
) -> None:
    count = 1_500 if seconds == "1" else 300
    settings = {"SHUTDOWN_TIMEOUT": seconds, "SHUTDOWN_DELAY": "0", "LLM_PROVIDER": "none"}
    async with running(tmp_path, models_dir, *SERVE, database_url=own_database_url, **settings) as service:
        async with service.client() as client:
            client.headers["X-Memory-Subject"] = subject = f"import-{seconds}"
            upload = _export(count)
            started = await client.post(
                "/api/v1/import?format=toldonce", content=upload, headers={"Content-Type": "application/x-ndjson"}
            )
            assert started.status_code == 202, started.text
            job = f"/api/v1/jobs/{started.json()['job_id']}"
            async with asyncio.timeout(GENEROUS):
                while (await client.get(job)).json()["status"] == "queued":
                    await asyncio.sleep(0.02)
            service.tell()
        assert await service.ended(float(seconds) + LAST_SECONDS + GENEROUS) == 0, service.said()
        await _no_backends_are_left(own_database_url)
    async with running(tmp_path, models_dir, *SERVE, database_url=own_database_url, LLM_PROVIDER="none") as again:
        async with again.client() as client:
            client.headers["X-Memory-Subject"] = subject
            async with asyncio.timeout(120):
                while (found := (await client.get(job)).json())["status"] not in ("done", "degraded"):
                    # What was handed back waits as one that failed, for no other reason than this.
                    assert found["status"] in ("queued", "running", "failed"), str(found)
                    assert {one["reason"] for one in found["failures"]} <= {"The worker was stopped."}, str(found)
                    await asyncio.sleep(0.1)
            assert (await client.get("/api/v1/memories/stats")).json()["turns"] == count
        again.tell()
        assert await again.ended(GENEROUS + 30) == 0


def _export(count: int) -> bytes:
    """An export of one conversation with this many turns."""
    conversation = "01a208c5-3c02-7b1e-9d0a-5f0e6a7d1c11"
    at = "2026-03-01T09:30:00Z"
    lines: list[dict[str, object]] = [
        {"kind": "conversation", "conversation_id": conversation, "title": "Long", "created_at": at}
    ]
    for number in range(count):
        turn_id = f"01a208c5-52d0-7c44-8f6b-{number:012x}"
        content = f"Sentence number {number} is about the harbour and the weather of day {number}."
        lines.append(
            {
                "kind": "turn",
                "conversation_id": conversation,
                "turn_id": turn_id,
                "turn_number": number + 1,
                "seq": number + 1,
                "role": "user",
                "speaker": None,
                "content": content,
                "at": at,
                "metadata": {},
                "created_at": at,
            }
        )
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


@pytest.mark.requirement("GS-03", "GS-07", "GS-08")
async def test_the_worker_process_ends_well(owner_url: str, models_dir: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    (data_dir / "models").symlink_to(models_dir)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": owner_url,
    }
    process = subprocess.Popen(
        [sys.executable, "-c", "from toldonce.cli import main; main()", "worker"],
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if "waiting for jobs" in line:
                break
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, GENEROUS + 30) == 0
    finally:
        process.kill()
        process.stderr.close()
        process.wait()
    await _no_backends_are_left(owner_url)


async def _until(what: Callable[[], bool]) -> None:
    async with asyncio.timeout(GENEROUS):
        while not what():
            await asyncio.sleep(0.02)
