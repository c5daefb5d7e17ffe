"""Several Redis servers, one of them the master, and the sentinels that choose it, on free loopback ports."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from pathlib import Path

import redis

from resilience.processes import Process, free_port

NAME = "toldonce"
DOWN_AFTER_MILLISECONDS = 1_000
START_SECONDS = 20.0


class Sentinels:
    """``url`` is what ``REDIS_URL`` takes. Servers and sentinels are known by their ports."""

    def __init__(self, folder: Path, *, servers: int = 3, sentinels: int = 3) -> None:
        self._folder = folder
        self.servers = [free_port() for _ in range(servers)]
        self.sentinels = [free_port() for _ in range(sentinels)]
        self._processes: dict[int, Process] = {}

    @property
    def url(self) -> str:
        """The address of the master, whichever it is."""
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.sentinels)
        return f"redis+sentinel://{hosts}/{NAME}/0"

    async def start(self) -> None:
        """Start all, and wait until every sentinel knows the master, its replicas and the other sentinels."""
        for port in self.servers:
            follow = () if port == self.servers[0] else ("--replicaof", "127.0.0.1", str(self.servers[0]))
            self._start(port, "redis-server", "--port", str(port), "--save", "", *follow)
        for port in self.sentinels:
            self._start(port, "redis-sentinel", str(self._configuration(port)))
        async with asyncio.timeout(START_SECONDS):
            while not all(self._is_settled(port) for port in self.sentinels):
                await asyncio.sleep(0.1)

    def master(self) -> int | None:
        """The master's port, as the first sentinel that answers knows it."""
        for port in self.sentinels:
            with contextlib.suppress(redis.RedisError), _client(port) as client:
                return int(client.sentinel_get_master_addr_by_name(NAME)[1])
        return None

    def kill(self, port: int) -> None:
        """End a server or a sentinel at once."""
        self._processes[port].kill()

    def start_again(self, port: int) -> None:
        """Start it anew; a server that was the master becomes a replica when the sentinels see it."""
        self._processes[port].start()

    def kill_all(self) -> None:
        """End everything."""
        for process in self._processes.values():
            process.kill()

    def _start(self, port: int, program: str, *arguments: str) -> None:
        path = shutil.which(program)
        assert path, f"{program} is missing: run scripts/debian-packages.sh"
        surroundings = {"PATH": os.defpath, "LC_ALL": "C"}
        self._processes[port] = Process(f"{program}-{port}", [path, *arguments], self._folder, surroundings)
        self._processes[port].start()

    def _configuration(self, port: int) -> Path:
        path = self._folder / f"sentinel-{port}.conf"
        path.write_text(
            f"port {port}\n"
            f"sentinel monitor {NAME} 127.0.0.1 {self.servers[0]} {len(self.sentinels) // 2 + 1}\n"
            f"sentinel down-after-milliseconds {NAME} {DOWN_AFTER_MILLISECONDS}\n"
            f"sentinel failover-timeout {NAME} 5000\n"
        )
        return path

    def _is_settled(self, port: int) -> bool:
        try:
            with _client(port) as client:
                state = client.sentinel_master(NAME)
        except redis.RedisError:
            return False
        found = (int(state["num-slaves"]), int(state["num-other-sentinels"]))
        return found == (len(self.servers) - 1, len(self.sentinels) - 1)


def _client(port: int) -> redis.Redis:
    return redis.Redis(port=port, socket_timeout=1, decode_responses=True)
