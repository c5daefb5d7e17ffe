"""A real redis-server of the test's own, on a free port, which keeps nothing."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import redis
from live import free_port

START_SECONDS = 60


class RedisServer:
    """May be killed, stopped and started again on the same port."""

    def __init__(self, folder: Path, password: str | None = None) -> None:
        self.folder = folder
        self.password = password
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        login = f":{quote(self.password, safe='')}@" if self.password else ""
        return f"redis://{login}127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it and wait until it answers."""
        program = shutil.which("redis-server")
        assert program, "redis-server is missing: run scripts/debian-packages.sh"
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        command += ["--dir", str(self.folder)] + (["--requirepass", self.password] if self.password else [])
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                with self.client() as client:
                    client.ping()
                return
            except redis.ConnectionError:
                assert time.monotonic() < deadline, "redis-server does not answer"
                time.sleep(0.02)

    def client(self) -> redis.Redis:
        """A connection to look inside."""
        return redis.Redis.from_url(self.url, decode_responses=True)

    def kill(self) -> None:
        """As kill -9 does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None


@contextmanager
def running_redis(folder: Path, password: str | None = None) -> Iterator[RedisServer]:
    """A Redis for as long as it is used."""
    server = RedisServer(folder, password)
    try:
        server.start()
        yield server
    finally:
        if server.process is not None:
            server.kill()
