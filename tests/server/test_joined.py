"""An answer goes out in one write; what has no body yet waits for none."""

from __future__ import annotations

import asyncio

from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from toldonce.server.joined import JoinedWrites, join_head_and_body

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


class _Transport(asyncio.Transport):
    """Keeps what is written to it, and when it was closed."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.written: list[bytes] = []
        self.closed_after: int | None = None

    def write(self, data: bytes) -> None:  # type: ignore[override]
        self.written.append(data)

    def close(self) -> None:
        self.closed_after = len(self.written)

    def is_closing(self) -> bool:
        return self.closed_after is not None


async def _written_by(answer: PlainTextResponse, *, joined: bool) -> list[bytes]:
    """What uvicorn writes for one request."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if joined:
            join_head_and_body(send)
        await answer(scope, receive, send)

    config = Config(app, lifespan="off", log_config=None)
    config.load()
    protocol, transport = HttpToolsProtocol(config, ServerState(), {}), _Transport()
    protocol.connection_made(transport)
    protocol.data_received(REQUEST)
    await asyncio.gather(*protocol.tasks)
    protocol.connection_lost(None)
    return transport.written


async def test_uvicorn_writes_head_and_body_at_once() -> None:
    apart = await _written_by(PlainTextResponse("hello"), joined=False)
    together = await _written_by(PlainTextResponse("hello"), joined=True)
    assert len(apart) == 2, "uvicorn joins them by itself: the module has no purpose any more"
    assert len(together) == 1
    assert together[0].endswith(b"\r\n\r\nhello")


async def test_a_head_without_a_body_goes_out_with_the_next_turn_of_the_loop() -> None:
    transport = _Transport()
    joined = JoinedWrites(transport, asyncio.get_running_loop())
    joined.write(b"head")
    assert not transport.written
    await asyncio.sleep(0)
    assert transport.written == [b"head"]
    joined.write(b"one")
    joined.write(b"two")
    await asyncio.sleep(0)
    assert transport.written == [b"head", b"one", b"two"]


async def test_what_is_kept_is_written_before_the_end() -> None:
    transport = _Transport()
    joined = JoinedWrites(transport, asyncio.get_running_loop())
    joined.write(b"head")
    joined.close()
    assert joined.is_closing()
    assert (transport.written, transport.closed_after) == ([b"head"], 1)
    await asyncio.sleep(0)
    assert transport.written == [b"head"]


async def test_other_servers_write_as_they_do() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    join_head_and_body(send)
    await send({"type": "http.response.start"})
    assert len(sent) == 1
