"""The stream that passes through, without a service: its end when the client leaves, the service stops or it breaks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from toldonce.errors import ModelFailed
from toldonce.ports import UpstreamAnswer
from toldonce.server.departure import Departure
from toldonce.server.gateways.event_reader import MAX_LINE_BYTES, EventReader
from toldonce.server.gateways.openai import complaint
from toldonce.server.gateways.passing import PassedStream


class Source:
    """Gives its pieces; an event among them is waited for, an exception raised."""

    def __init__(self, *pieces: bytes | asyncio.Event | Exception) -> None:
        self._pieces: Sequence[bytes | asyncio.Event | Exception] = pieces
        self.closed = self.ended = False

    def answer(self) -> UpstreamAnswer:
        return UpstreamAnswer(200, {"content-type": "text/event-stream"}, self._chunks(), self._close)

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        try:
            for piece in self._pieces:
                if isinstance(piece, Exception):
                    raise piece
                if isinstance(piece, asyncio.Event):
                    await piece.wait()
                else:
                    yield piece
        finally:
            self.ended = True

    async def _close(self) -> None:
        self.closed = True


async def passed(source: Source, *, leaves: bool = False, stops: bool = False) -> bytes:
    """What the client gets."""
    gone, departure, sent = asyncio.Event(), Departure(30), b""

    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(part: dict[str, Any]) -> None:
        nonlocal sent
        sent += part.get("body", b"")
        if part.get("body"):
            if leaves:
                gone.set()
            if stops:
                departure.streams_end.set()

    scope = {"type": "http", "app": SimpleNamespace(state=SimpleNamespace(departure=departure))}
    async with asyncio.timeout(60):
        await PassedStream(source.answer(), {}, complaint)(scope, receive, send)  # type: ignore[arg-type]
    return sent


async def test_a_stream_passes_byte_for_byte() -> None:
    source = Source(b"data: {\r\n", b"\xff", b"data: [DONE]\n\n")
    assert await passed(source) == b"data: {\r\n\xffdata: [DONE]\n\n"
    assert (source.ended, source.closed) == (True, True)


async def test_the_source_ends_when_the_client_leaves() -> None:
    source = Source(b"one", asyncio.Event(), b"two")
    assert await passed(source, leaves=True) == b"one"
    assert (source.ended, source.closed) == (True, True)


async def test_a_stopping_service_says_so_last() -> None:
    source = Source(b"one", asyncio.Event())
    sent = await passed(source, stops=True)
    assert sent.startswith(b'onedata: {"error":{"message":"The service is stopping')
    assert (source.ended, source.closed) == (True, True)


@pytest.mark.parametrize(
    ("fault", "told"),
    [(ModelFailed("It broke the connection."), b"It broke the connection."), (ValueError("secret"), b"went wrong")],
)
async def test_what_breaks_it_off_is_its_last_event(fault: Exception, told: bytes) -> None:
    sent = await passed(Source(b"one", fault))
    assert sent.startswith(b"onedata: {")
    assert told in sent
    assert b"secret" not in sent


@pytest.mark.parametrize("size", [1, 2, 7, 1_000])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_events_are_read_however_they_are_cut(size: int, end: str) -> None:
    text = end.join([": still here", "event: x", 'data: {"a": "é"}', "", "data:[1]", "data: {", 'data:{"b":2}', "", ""])
    content = text.encode()
    reader = EventReader()
    found = [one for start in range(0, len(content), size) for one in reader.feed(content[start : start + size])]
    assert found == [{"a": "é"}, {"b": 2}]


def test_a_line_without_end_is_not_kept() -> None:
    reader = EventReader()
    assert list(reader.feed(b"data: " + b"x" * MAX_LINE_BYTES)) == []
    assert list(reader.feed(b'\ndata: {"a":1}\n')) == [{"a": 1}]
