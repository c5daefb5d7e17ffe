"""Addresses that others name for us to call (SSRF): those of webhooks. All other endpoints are the operator's alone."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.server.conftest import Person
from toldonce.adapters.webhook_sender import HttpSender, is_public
from toldonce.errors import DeliveryFailed, ValidationFailed


@pytest.mark.parametrize(
    "address",
    [
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::",
        "2001:0:7f00:1::1",
        "fec0::1",
        "fd00:ec2::254",
        "fe80::1%1",
        "5f00::1",
        "3fff::1",
        "2001:db8::1",
        "ff02::1",
        "::",
        "192.0.0.8",
        "192.0.0.192",
        "192.88.99.1",
        "198.18.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "0.1.2.3",
        "100.100.100.200",
        "172.31.255.255",
        "239.255.255.250",
    ],
)
def test_no_disguise_makes_an_address_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://017700000001/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://127.0.0.1.:80/",
        "http://①②⑦.⓪.⓪.①/",
        "http://[::ffff:7f00:1]:8000/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://localhost.:8000/",
        "http://LOCALHOST/",
        "http://example.org@127.0.0.1/",
        "http://127.0.0.1#@example.org/",
        "http://127.0.0.1\\@example.org/",
        "http://127.0.0.1%00.example.org/",
        "http:///127.0.0.1/",
        "http://127.0.0.1:99999/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "unix:///var/run/postgresql/.s.PGSQL.5432",
        "//127.0.0.1/",
        "http://127.0.0.1\r\nHost: example.org/",
    ],
)
def test_no_spelling_of_this_machine_becomes_a_webhook(url: str, ana: Person) -> None:
    refused = ana.http.post("/api/v1/webhooks", json={"url": url, "events": ["memory.created"]})
    assert refused.status_code == 422, refused.text
    assert ana.http.get("/api/v1/webhooks").json()["items"] == []


async def test_a_name_that_changes_its_mind_is_followed_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: each look at the name is answered differently, the last one with an address of this machine."""
    answers = ["93.184.216.34", "127.0.0.1"]
    asked: list[str] = []

    async def resolve(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[min(len(asked), 2) - 1], port))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
    sender = HttpSender(allow_private=False)
    try:
        await sender.check("http://rebinding.example/hook")
        with pytest.raises(DeliveryFailed, match="private network"):
            await sender.send("http://rebinding.example/hook", {}, b"{}")
    finally:
        await sender.close()
    assert asked == ["rebinding.example"] * 2


async def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    async def resolve(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
    sender = HttpSender(allow_private=False)
    try:
        with pytest.raises(ValidationFailed, match="private network"):
            await sender.check("http://both.example/hook")
    finally:
        await sender.close()


async def test_an_answer_that_trickles_is_given_up_in_time() -> None:
    """A byte now and then would hold the worker for days: the time counts for the whole delivery."""
    with trickling() as port:
        sender = HttpSender(allow_private=True, seconds=0.5)
        began = time.monotonic()
        try:
            with pytest.raises(DeliveryFailed, match="in time"):
                await sender.send(f"http://127.0.0.1:{port}/hook", {}, b"{}")
        finally:
            await sender.close()
    assert time.monotonic() - began < 60.0


@contextmanager
def trickling() -> Iterator[int]:
    """The port of a server that sends one byte of an endless head every 50 milliseconds."""
    ended = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not ended.wait(0.05):
                try:
                    connection.sendall(b"a")
                except OSError:
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        ended.set()
        thread.join()
        listener.close()
