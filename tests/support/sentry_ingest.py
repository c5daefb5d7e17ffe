"""A Sentry on loopback that keeps what it is sent."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WAIT_SECONDS = 60.0


class Ingest:
    """What arrived: whole bodies as text, and the items of their envelopes."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.bodies: list[str] = []
        self.items: list[tuple[str, dict[str, Any]]] = []
        self.status = 200

    def events(self) -> list[dict[str, Any]]:
        return [content for kind, content in self.items if kind == "event"]

    def transactions(self) -> list[dict[str, Any]]:
        return [content for kind, content in self.items if kind == "transaction"]

    def await_events(self, count: int) -> list[dict[str, Any]]:
        """The events, once there are so many."""
        deadline = time.monotonic() + WAIT_SECONDS
        while len(self.events()) < count:
            assert time.monotonic() < deadline, f"{len(self.events())} events of {count} arrived"
            time.sleep(0.02)
        return self.events()

    def take(self, body: bytes) -> None:
        text = body.decode("utf-8", "replace")
        self.bodies.append(text)
        lines = text.split("\n")[1:]
        for header, content in zip(lines[::2], lines[1::2], strict=False):
            if header.strip():
                self.items.append((json.loads(header)["type"], json.loads(content)))


@contextmanager
def sentry_ingest() -> Iterator[Ingest]:
    """One on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            else:
                assert "Content-Encoding" not in self.headers, "this listener knows gzip only"
            ingest.take(body)
            self.send_response(ingest.status)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        ingest = Ingest(f"http://public@127.0.0.1:{server.server_address[1]}/7")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield ingest
        finally:
            server.shutdown()
            thread.join()
