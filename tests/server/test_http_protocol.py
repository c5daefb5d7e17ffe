"""A stop of the server, as those see it who had connected before."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from toldonce.server import http_protocol
from toldonce.server.http_protocol import HttpProtocol

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
PATIENCE = 30.0


async def _hello(_: Request) -> Response:
    return PlainTextResponse("hello")


@asynccontextmanager
async def _stopping_at(listener: socket.socket) -> AsyncIterator[uvicorn.Server]:
    """A server that must have stopped when the block ends."""
    app = Starlette(routes=[Route("/", _hello)])
    server = uvicorn.Server(uvicorn.Config(app, http=HttpProtocol, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    async with asyncio.timeout(PATIENCE):
        while not server.started:
            await asyncio.sleep(0.01)
        yield server
        await serving


@pytest.mark.parametrize("begun", [0, 7])
async def test_a_request_on_its_way_is_answered(begun: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "LAST_REQUEST_SECONDS", PATIENCE)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        async with _stopping_at(listener) as server:
            reader, writer = await asyncio.open_connection(*address)
            writer.write(REQUEST[:begun])
            while not server.server_state.connections:
                await asyncio.sleep(0.01)
            server.should_exit = True
            while server.servers[0].is_serving():
                await asyncio.sleep(0.01)
            writer.write(REQUEST[begun:])
            assert (await reader.read()).endswith(b"hello")
            writer.close()


async def test_who_asks_nothing_holds_the_server_no_longer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        async with _stopping_at(listener) as server:
            reader, writer = await asyncio.open_connection(*address)
            while not server.server_state.connections:
                await asyncio.sleep(0.01)
            server.should_exit = True
            assert await reader.read() == b""
            writer.close()
