"""Server-sent events: a stream that stays alive while it waits and ends its source when the reader has left."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from typing import Any

import orjson
import structlog
from pydantic import JsonValue
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from toldonce.errors import ALL_ERRORS, ToldonceError
from toldonce.model import ChatEvent
from toldonce.server.departure import Departure

HEARTBEAT_SECONDS = 10.0
HEARTBEAT = b": still here\n\n"
CLOSING_SECONDS = 5.0
SHUTDOWN = {"message": "The service is stopping and the reply is not complete: ask again.", "retry_after": 1}

log = structlog.get_logger("toldonce.server")


class Streamed(Response):
    """A response whose body is made while it is sent; ``is_whole`` once all of it has come, before its last message."""

    is_whole = False


class EventStream(Streamed):
    """Chat events as ``text/event-stream``.

    While the source is silent a comment goes out every `HEARTBEAT_SECONDS`. When the client leaves, the source is
    cancelled and closed. An error of the source becomes the event ``error``; its cause is only logged. When the service
    stops before the source has ended, the last event is ``shutdown``.
    """

    media_type = "text/event-stream"

    def __init__(self, source: AsyncIterator[ChatEvent], *, heartbeat: float = HEARTBEAT_SECONDS) -> None:
        self._source = source
        self._heartbeat = heartbeat
        self.status_code = 200
        self.background = None
        self.init_headers({"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await write_until_gone(scope, receive, send, self._write(send), _event("shutdown", SHUTDOWN))

    async def _write(self, send: Send) -> None:
        try:
            async with contextlib.aclosing(self._chunks()) as chunks:
                async for chunk in chunks:
                    await send(_body(chunk))
        except ToldonceError as error:
            log.warning("stream_failed", code=error.code, exc_info=error)
            await send(_body(_event("error", {"error": error.code, "message": error.message, "status": error.status})))
        except Exception as error:
            log.error("stream_failed", exc_info=error)
            message = "Something went wrong in the service: the reply is not complete."
            await send(_body(_event("error", {"error": "internal_error", "message": message, "status": 500})))
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _chunks(self) -> AsyncGenerator[bytes]:
        waiting: asyncio.Future[ChatEvent] | None = None
        try:
            while True:
                if waiting is None:
                    waiting = asyncio.ensure_future(anext(self._source))
                done, _ = await asyncio.wait((waiting,), timeout=self._heartbeat)
                if not done:
                    yield HEARTBEAT
                    continue
                try:
                    event = waiting.result()
                except StopAsyncIteration:
                    return
                waiting = None
                self.is_whole = event.event == "done"
                yield _event(event.event, event.data)
        finally:
            if waiting is not None and not waiting.done():
                waiting.cancel()
                await asyncio.wait((waiting,), timeout=CLOSING_SECONDS)
            await _close(self._source)


async def write_until_gone(
    scope: Scope, receive: Receive, send: Send, write: Coroutine[Any, Any, None], farewell: bytes
) -> None:
    """Write a body that has been begun until it ends, the client leaves or the service stops, which ``farewell`` says.

    What is cut short is cancelled. A fault of the writing comes out of this.
    """
    departure: Departure = scope["app"].state.departure
    writing = asyncio.create_task(write)
    leaving = asyncio.create_task(until_gone(receive))
    stopping = asyncio.create_task(departure.streams_end.wait())
    tasks = (writing, leaving, stopping)
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        is_cut = stopping.done() and not writing.done() and not leaving.done()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if not writing.cancelled() and (fault := writing.exception()) is not None:
        raise fault
    if is_cut and writing.cancelled():
        log.info("stream_ended_by_shutdown")
        await send(_body(farewell))
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def begun(source: AsyncIterator[ChatEvent]) -> AsyncIterator[ChatEvent]:
    """The source with its first event fetched, so that what fails at once is an error and not a stream.

    Raises the error that the first event tells of.
    """
    first = await anext(source, None)
    if first is not None and first.event == "error":
        await _close(source)
        raise _error_of(first.data)

    async def whole() -> AsyncIterator[ChatEvent]:
        try:
            if first is not None:
                yield first
            async for event in source:
                yield event
        finally:
            await _close(source)

    return whole()


def _error_of(told: JsonValue) -> ToldonceError:
    content = told if isinstance(told, dict) else {}
    kinds = {kind.code: kind for kind in ALL_ERRORS}
    return kinds.get(str(content.get("error")), ToldonceError)(str(content.get("message") or ""))


async def _close(source: AsyncIterator[ChatEvent]) -> None:
    close = getattr(source, "aclose", None)
    if close is not None:
        await close()


async def until_gone(receive: Receive) -> None:
    """Wait until the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _event(name: str, content: object) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + orjson.dumps(content, default=str) + b"\n\n"


def _body(chunk: bytes) -> dict[str, object]:
    return {"type": "http.response.body", "body": chunk, "more_body": True}
