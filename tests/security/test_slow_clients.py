"""Clients that are slow on purpose, at `toldonce serve`.

Behind the recommended front: resilience/attacks/slow_clients.py.
"""

from __future__ import annotations

import json
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


def _trickle(connection: socket.socket) -> None:
    """Send a byte now and then, for half a minute."""
    for _ in range(600):
        connection.sendall(b" ")
        time.sleep(0.05)


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
        answer = connection.recv(65_536)
        while not answer.endswith(b"}"):  # it may come in several pieces
            answer += connection.recv(65_536)
        assert answer.startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET /livez HT")
        assert _is_closed(connection)


def test_a_slow_body_is_not_cut(service: Service) -> None:
    with socket.create_connection(service.address, timeout=PATIENCE) as connection:
        connection.sendall(BEGUN + b"Content-Length: %d\r\n\r\n" % len(BODY))
        for place in range(0, len(BODY), 12):
            time.sleep(SECONDS / 2)
            connection.sendall(BODY[place : place + 12])
        assert connection.recv(65_536).startswith(b"HTTP/1.1 401")


@pytest.fixture(scope="module")
def hasty(service_settings: Settings) -> Iterator[Service]:
    """A service that waits for bodies no longer than for headers."""
    settings = service_settings.model_copy(update={"body_timeout_seconds": SECONDS})
    with serving(settings) as running:
        yield running


@pytest.mark.parametrize("sent", [b"", b"{", BODY[:20]])
def test_a_body_that_stands_still_ends_the_request(sent: bytes, hasty: Service) -> None:
    answer = hasty.raw(BEGUN + b"Content-Length: 1000\r\n\r\n" + sent)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408")
    assert json.loads(body)["error"] == "body_too_slow"


def test_a_body_that_trickles_ends_the_request(hasty: Service) -> None:
    with socket.create_connection(hasty.address, timeout=30) as connection:
        connection.sendall(BEGUN + b"Content-Length: 100000\r\n\r\n")
        with suppress(BrokenPipeError, ConnectionResetError):
            _trickle(connection)
        with suppress(ConnectionResetError):
            assert connection.recv(65_536)[:12] in (b"HTTP/1.1 408", b"")


def test_the_rest_of_a_body_that_nobody_reads_ends_the_connection(service: Service) -> None:
    with socket.create_connection(service.address, timeout=30) as connection:
        connection.sendall(b"POST /api/v1/memories HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")
        assert connection.recv(65_536).startswith(b"HTTP/1.1 401")
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            _trickle(connection)


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
