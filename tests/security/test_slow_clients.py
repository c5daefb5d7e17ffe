"""Clients that are slow on purpose, at `toldonce serve`.

Behind the recommended front: resilience/attacks/slow_clients.py.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.server.conftest import Service, serving
from toldonce.server import http_protocol
from toldonce.settings import Settings

SECONDS = 1.0
"""How long headers may take here."""
PATIENCE = 60.0
"""How long a busy machine may need to close a connection; without a limit it would stay open."""
BEGUN = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
BODY = b'{"email": "nobody@example.org", "password": "x"}'


@pytest.fixture(scope="module")
def service(service_settings: Settings) -> Iterator[Service]:
    """The service as `toldonce serve` runs it, with less patience."""
    patience = http_protocol.HEADER_SECONDS
    http_protocol.HEADER_SECONDS = SECONDS
    try:
        with serving(service_settings, http=http_protocol.HttpProtocol) as running:
            yield running
    finally:
        http_protocol.HEADER_SECONDS = patience


def _is_closed(connection: socket.socket) -> bool:
    """Whether the service closes the connection; fails with a timeout when it does not."""
    with suppress(ConnectionResetError):
        return connection.recv(65_536) == b""
    return True


@pytest.mark.parametrize("sent", [b"", b"GET /livez HT", BEGUN, BEGUN + b"X-Slow: a"])
def test_headers_that_do_not_come_end_the_connection(sent: bytes, service: Service) -> None:
    with socket.create_connection(service.address, timeout=PATIENCE) as connection:
        connection.sendall(sent)
        assert _is_closed(connection)


def test_a_header_now_and_then_wins_no_time(service: Service) -> None:
    with socket.create_connection(service.address, timeout=PATIENCE) as connection:
        connection.sendall(BEGUN)
        began = time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):
            while time.monotonic() - began < PATIENCE:
                connection.sendall(b"X-Slow: a\r\n")
                time.sleep(0.05)
        assert time.monotonic() - began < PATIENCE


def test_a_second_request_on_a_connection_is_waited_for_no_longer(service: Service) -> None:
    with socket.create_connection(service.address, timeout=PATIENCE) as connection:
        connection.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET /livez HT")
        assert _is_closed(connection)


def test_a_slow_body_is_not_cut(service: Service) -> None:
    with socket.create_connection(service.address, timeout=PATIENCE) as connection:
        connection.sendall(BEGUN + b"Content-Length: %d\r\n\r\n" % len(BODY))
        for place in range(0, len(BODY), 12):
            time.sleep(SECONDS / 2)
            connection.sendall(BODY[place : place + 12])
        assert connection.recv(65_536).startswith(b"HTTP/1.1 401")


def test_many_that_wait_keep_nobody_from_being_answered(service: Service) -> None:
    waiting = [socket.create_connection(service.address, timeout=PATIENCE) for _ in range(200)]
    try:
        for connection in waiting:
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(BEGUN)
        assert service.client().get("/livez").status_code == 200
        assert all(_is_closed(connection) for connection in waiting)
    finally:
        for connection in waiting:
            connection.close()
