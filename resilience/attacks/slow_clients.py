"""Clients that are slow on purpose, with headers, bodies and reading, in front of nginx as deploy/nginx has it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import psutil

from resilience.experiment import Experiment, Trial
from resilience.processes import Process, free_port
from resilience.stage import REPOSITORY, Account, Service, Stage, stage

CONFIGURATION = REPOSITORY / "deploy" / "nginx" / "toldonce.conf"
ATTACKS = {
    "headers": ["-H", "-i", "5"],
    "bodies": ["-B", "-i", "5", "-s", "8192", "-t", "POST", "-f", "application/json"],
    "reading": ["-X", "-w", "1", "-y", "2", "-n", "5", "-z", "1"],
}
"""slowhttptest's options for each attack."""
PATHS = {"headers": "/livez", "bodies": "/api/v1/auth/login", "reading": "/static/vendor/redoc/redoc.standalone.js"}
CHECK_SECONDS = 0.25
SLOWEST_SECONDS = 5.0
OPENING_SECONDS = 5.0
SHORTEST_ATTACK = 1.0


async def run(trial: Trial) -> None:
    """Attack with each kind in turn, while somebody else goes on working through the same front."""
    connections = trial.count("connections", short=100, full=600)
    seconds = trial.count("seconds", short=10, full=60)
    async with stage(trial.folder) as on:
        server = await on.postgres()
        api = await on.started(DATABASE_URL=server.url, FORWARDED_ALLOW_IPS="127.0.0.1")
        front = await _front(on, api)
        account = await api.register()
        unloaded = await _works(front, account, seconds=min(seconds, 10))
        trial.figure("p99 without an attack", _p99(unloaded), "s")
        for kind, options in ATTACKS.items():
            async with _attacked(front, PATHS[kind], options, connections, seconds, trial.folder):
                times = await _works(front, account, seconds)
                held = len(psutil.Process(api.process.pid).net_connections("tcp"))
            trial.require(f"requests of others that failed, slow {kind}", times.count(None), exactly=0)
            trial.require(f"p99 of others, slow {kind}", _p99(times), "s", at_most=SLOWEST_SECONDS)
            trial.figure(f"connections of the service, slow {kind}", held)


async def _front(on: Stage, api: Service) -> str:
    """The base URL of an nginx with the configuration of deploy/, without TLS and on loopback."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    assert program, "nginx is missing: run scripts/debian-packages.sh"
    port, folder = free_port(), on.folder / "nginx"
    folder.mkdir()
    site = CONFIGURATION.read_text(encoding="utf-8")
    first = site.index("server {")
    begin = site.index("server {", first + 1)
    changes = {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "    listen [::]:443 ssl http2;\n": "",
        "    ssl_certificate     /etc/ssl/toldonce/fullchain.pem;\n": "",
        "    ssl_certificate_key /etc/ssl/toldonce/privkey.pem;\n": "",
        "server 127.0.0.1:8000": f"server 127.0.0.1:{api.port}",
    }
    site = site[:first] + site[begin:]
    for old, new in changes.items():
        assert old in site, f"{CONFIGURATION.name} does not hold {old!r}"
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    paths = "".join(
        f"{name}_temp_path {folder}/{name}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr;"
        f" events {{ worker_connections 4096; }}\nhttp {{ access_log off; {paths} include {folder}/site.conf; }}\n",
        encoding="utf-8",
    )
    command = [program, "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"]
    process = Process("nginx", command, on.folder, {"PATH": os.defpath})
    on.ends(process)
    process.start()
    url = f"http://127.0.0.1:{port}"
    async with asyncio.timeout(20), httpx.AsyncClient(trust_env=False) as client:
        while True:
            try:
                (await client.get(f"{url}/livez")).raise_for_status()
                return url
            except httpx.HTTPError:
                await asyncio.sleep(0.05)


@asynccontextmanager
async def _attacked(
    front: str, path: str, options: list[str], connections: int, seconds: int, folder: Path
) -> AsyncIterator[None]:
    """Attack while the block runs; an attack that ends, because all of its connections were closed, begins anew."""
    program = shutil.which("slowhttptest")
    assert program, "slowhttptest is missing: run scripts/debian-packages.sh"
    sizes = {"-c": connections, "-r": max(1, connections // 4), "-l": seconds + 30, "-v": 0}
    command = [program, *options, *(part for name, size in sizes.items() for part in (name, str(size)))]

    async def attack_on() -> None:
        while True:
            began = time.monotonic()
            with (folder / "slowhttptest.log").open("ab") as log:
                process = await asyncio.create_subprocess_exec(*command, "-u", f"{front}{path}", stdout=log, stderr=log)
            try:
                await process.wait()
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
            assert time.monotonic() - began > SHORTEST_ATTACK, "slowhttptest ended at once: see slowhttptest.log"

    attacking = asyncio.create_task(attack_on())
    await asyncio.sleep(OPENING_SECONDS)
    try:
        yield
    finally:
        attacking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await attacking


async def _works(front: str, account: Account, seconds: float) -> list[float | None]:
    """What somebody else's requests took, one after the other; None for one that failed."""
    times: list[float | None] = []
    ends = time.monotonic() + seconds
    async with httpx.AsyncClient(base_url=front, headers=account.headers, trust_env=False, timeout=10) as client:
        while time.monotonic() < ends:
            began = time.monotonic()
            try:
                answer = await client.post("/api/v1/memories/search", json={"query": "Where do I live?"})
                times.append(time.monotonic() - began if answer.status_code == 200 else None)
            except httpx.HTTPError:
                times.append(None)
            await asyncio.sleep(CHECK_SECONDS)
    return times


def _p99(times: list[float | None]) -> float:
    answered = [one for one in times if one is not None]
    if len(answered) < 2:
        return max(answered, default=float("inf"))
    return min(statistics.quantiles(answered, n=100)[98], max(answered))


EXPERIMENT = Experiment(
    "Hundreds of clients that are slow with headers, bodies or reading keep nobody else waiting, behind the nginx of"
    " deploy/.",
    run,
    minutes=5,
)
