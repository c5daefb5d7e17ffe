"""The metrics port: whichever process of the service comes first serves it for all of them, and another follows it."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import socket
import socketserver
import threading
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import structlog
from filelock import BaseFileLock, FileLock, Timeout
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from toldonce.telemetry import metrics

PATH = "/metrics"
TURN_SECONDS = 1.0
"""Between two tries to serve in place of a process that has ended."""
CALM_SECONDS = 5.0
"""Between two tries to get a port that another program has."""
MUTEX_SECONDS = 10.0
REQUEST_SECONDS = 10.0
ENDED = "ended"
"""Stands where files have the name of a process, for the counters of all that have ended."""

log = structlog.get_logger("toldonce.metrics")


@contextlib.contextmanager
def metrics_served(folder: Path, host: str, port: int, version: str) -> Iterator[None]:
    """Record metrics, and see to it that some process serves those of all at ``http://host:port/metrics``.

    Processes with the same folder, port and host name make one service. The first of them starts with empty counters.
    A port or a folder that cannot be used is told once in the log and stops nothing.
    """
    try:
        group = Group(folder.resolve() / f"{_plain(socket.gethostname())}-{port}")
    except (OSError, Timeout) as fault:
        log.warning(
            "There are no metrics, because their folder cannot be used: see that DATA_DIR can be written to, or set"
            " ENABLE_METRICS=false.",
            folder=str(folder),
            reason=getattr(fault, "strerror", None) or type(fault).__name__,
        )
        yield
        return
    with metrics.opened(group.home, group.token, version):
        server = _Server(group, host, port)
        server.start()
        try:
            yield
        finally:
            server.stop()
            group.leave()


class Group:
    """The processes that count together, in files under one folder. Locks that the system takes back tell who lives."""

    def __init__(self, home: Path) -> None:
        """Join; what was left by processes of which none lives any more is removed. Raises `OSError`, `Timeout`."""
        self.home = home
        self.token = f"{os.getpid()}x{secrets.token_hex(6)}"
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._mutex = _lock(home / "joining.lock", MUTEX_SECONDS)
        self.serving = _lock(home / "serving.lock")
        self._alive = _lock(home / f"{self.token}.alive")
        with self._mutex:
            if all(_is_free(path) for path in home.glob("*.alive")):
                _clear(home)
            self._alive.acquire()
        _remove_deserted(home.parent, but=home)

    def pids(self) -> list[int]:
        """The processes that live, after what has ended was added up."""
        with self._mutex:
            living = []
            for path in sorted(self.home.glob("*.alive")):
                token = path.stem
                if token == self.token or not _is_free(path):
                    living.append(int(token.partition("x")[0]))
                else:
                    self._add_up(token)
                    path.unlink()
            return living

    def leave(self) -> None:
        """What was counted stays, while others live."""
        with contextlib.suppress(OSError, Timeout), self._mutex:
            for path in self.home.glob(f"gauge_*_{self.token}.db"):
                path.unlink()
        self._alive.release()

    def _add_up(self, token: str) -> None:
        """Move the counts of a process that has ended to those of all that have, so that files do not pile up."""
        for kind in ("counter", "histogram"):
            path = self.home / f"{kind}_{token}.db"
            if not path.exists():
                continue
            ended: Any = MmapedDict
            total = ended(str(self.home / f"{kind}_{ENDED}.db"))
            for key, value, _, _ in ended.read_all_values_from_file(str(path)):
                total.write_value(key, total.read_value(key)[0] + value, 0.0)
            total.close()
            path.unlink()
        for path in self.home.glob(f"gauge_*_{token}.db"):
            path.unlink()


class _Processes(Collector):
    """How many processes there are and what they take, which files of counters cannot tell."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def collect(self) -> Iterable[Metric]:
        """Numbers of this moment."""
        pids, memory = self._group.pids(), 0
        for pid in pids:
            with contextlib.suppress(psutil.Error):
                memory += psutil.Process(pid).memory_info().rss
        yield GaugeMetricFamily("toldonce_processes", "Processes of the service on this machine.", len(pids))
        yield GaugeMetricFamily("toldonce_resident_memory_bytes", "Memory that they hold together.", memory)


class _Server:
    """Waits for its turn to serve, then serves until it is stopped."""

    def __init__(self, group: Group, host: str, port: int) -> None:
        self._group = group
        self._address = (host, port)
        self._stopping = threading.Event()
        self._http: ThreadingHTTPServer | None = None
        self._changing = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="toldonce-metrics", daemon=True)
        self._warned = False

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let go of the port and of the turn."""
        with self._changing:
            self._stopping.set()
            server = self._http
        if server is not None:
            server.shutdown()
        self._thread.join(REQUEST_SECONDS)
        self._group.serving.release()

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self._got_turn() and (server := self._bound()) is not None:
                with server:
                    with self._changing:
                        if self._stopping.is_set():
                            return
                        self._http = server
                    server.serve_forever(poll_interval=0.1)
                return
            self._stopping.wait(CALM_SECONDS if self._warned else TURN_SECONDS)

    def _got_turn(self) -> bool:
        if self._group.serving.is_locked:
            return True
        try:
            self._group.serving.acquire()
        except Timeout:
            return False
        return True

    def _bound(self) -> ThreadingHTTPServer | None:
        kind = _IPv6Server if ":" in self._address[0] else _HTTPServer
        try:
            server = kind(self._address, _handler(self._group))
        except OSError as fault:
            if not self._warned:
                self._warned = True
                log.warning(
                    "The metrics cannot be served, because their port cannot be used: free it, or set PROMETHEUS_PORT"
                    " or METRICS_HOST. The service runs without them and goes on trying.",
                    host=self._address[0],
                    port=self._address[1],
                    reason=fault.strerror or type(fault).__name__,
                )
            return None
        log.info("metrics_served", host=self._address[0], port=self._address[1])
        return server


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self) -> None:
        # HTTPServer would ask the name service for the host's full name, which may take long and is not needed.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]


class _IPv6Server(_HTTPServer):
    address_family = socket.AF_INET6


def _handler(group: Group) -> type[BaseHTTPRequestHandler]:
    registry = CollectorRegistry()
    registry.register(_Processes(group))
    registry.register(MultiProcessCollector(None, path=str(group.home)))  # type: ignore[no-untyped-call]
    collecting = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        timeout = REQUEST_SECONDS
        server_version = "toldonce"
        sys_version = ""

        def do_GET(self) -> None:
            if self.path.partition("?")[0] != PATH:
                self._answer(404, "text/plain; charset=utf-8", b"There is only /metrics here.\n")
                return
            encode, content_type = choose_encoder(self.headers.get("Accept") or "")
            try:
                with collecting:
                    body = encode(registry)
            except Exception as fault:
                log.error("metrics_not_readable", exc_info=fault)
                self._answer(500, "text/plain; charset=utf-8", b"The metrics cannot be read; the log says why.\n")
            else:
                self._answer(200, content_type, body)

        do_HEAD = do_GET  # noqa: N815 - the name that the standard library calls

        def log_message(self, format: str, *args: object) -> None:
            """Scrapes are not worth a line."""

        def _answer(self, status: int, content_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

    return Handler


def _lock(path: Path, timeout: float = 0.0) -> BaseFileLock:
    """A lock that any thread of this process may give back."""
    return FileLock(path, timeout=timeout, thread_local=False)


def _is_free(path: Path) -> bool:
    """Whether nobody holds the lock, because its process has ended."""
    lock = _lock(path)
    try:
        lock.acquire()
    except Timeout:
        return False
    lock.release()
    return True


def _clear(home: Path) -> None:
    for pattern in ("*.db", "*.alive"):
        for path in home.glob(pattern):
            path.unlink(missing_ok=True)


def _remove_deserted(folder: Path, *, but: Path) -> None:
    """Remove what services on other ports, or of other containers, left behind when they ended."""
    for home in folder.iterdir():
        if home == but or not home.is_dir():
            continue
        with contextlib.suppress(OSError, Timeout), _lock(home / "joining.lock"):
            if all(_is_free(path) for path in home.glob("*.alive")):
                shutil.rmtree(home, ignore_errors=True)


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "-", name)[:100] or "localhost"
