"""The way of an answer from a language model's server back to the client, and its end when the client leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Send
from starlette.types import Scope as ConnectionScope

from toldonce.errors import ToldonceError
from toldonce.model import Scope
from toldonce.ports import PassedAnswer, PassingTurn, UpstreamAnswer
from toldonce.server.callers import Caller
from toldonce.server.events import Streamed, until_gone, write_until_gone

STOPPING = "The service is stopping and the answer is not complete: send the request again."
FAULT = "Something went wrong in the service: the answer is not complete."

log = structlog.get_logger("toldonce.server")

T = TypeVar("T")
Complaint = Callable[[int, str, str], bytes]
"""Status, code and message as the last event of a stream."""


async def passed_answer(
    request: Request, caller: Caller, scope: Scope, turn: PassingTurn, complaint: Complaint
) -> Response:
    """Send a turn through the gateway and its answer back, and end the call upstream when the client leaves."""
    memory = caller.runtime.memory(scope)
    asking = caller.runtime.gateway.answer(memory, scope, turn, write_key=caller.write_key)
    answer = await while_there(request, asking)
    return await passed(request, answer.upstream, complaint, _memory_headers(answer))


async def passed(
    request: Request, answer: UpstreamAnswer, complaint: Complaint, headers: Mapping[str, str] | None = None
) -> Response:
    """An answer of the model's server as it came, with ``headers`` added."""
    headers = {**answer.headers, **(headers or {})}
    if answer.is_stream and answer.status == 200:
        return PassedStream(answer, headers, complaint)
    body = await while_there(request, _whole(answer))
    return Response(body, answer.status, headers)


class PassedStream(Streamed):
    """A stream as it came, byte for byte. What breaks it off becomes its last event; its cause is only logged."""

    def __init__(self, answer: UpstreamAnswer, headers: Mapping[str, str], complaint: Complaint) -> None:
        self._answer = answer
        self._complaint = complaint
        self.status_code = answer.status
        self.background = None
        self.init_headers({"Cache-Control": "no-store", "X-Accel-Buffering": "no", **headers})
        del self.headers["content-length"]

    async def __call__(self, scope: ConnectionScope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        farewell = self._complaint(503, "unavailable", STOPPING)
        await write_until_gone(scope, receive, send, self._write(send), farewell)

    async def _write(self, send: Send) -> None:
        try:
            async for chunk in self._answer.chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            self.is_whole = True
        except ToldonceError as error:
            log.warning("stream_failed", code=error.code, exc_info=error)
            last = self._complaint(error.status, error.code, error.message)
            await send({"type": "http.response.body", "body": last, "more_body": True})
        except Exception as error:
            log.error("stream_failed", exc_info=error)
            last = self._complaint(500, "internal_error", FAULT)
            await send({"type": "http.response.body", "body": last, "more_body": True})
        finally:
            await self._answer.chunks.aclose()
            await self._answer.close()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The outcome of work that is cancelled when the client leaves, which raises `ClientDisconnect`."""
    working = asyncio.create_task(work)
    leaving = asyncio.create_task(until_gone(request.receive))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def _whole(answer: UpstreamAnswer) -> bytes:
    try:
        return b"".join([chunk async for chunk in answer.chunks])
    finally:
        await answer.chunks.aclose()
        await answer.close()


def _memory_headers(answer: PassedAnswer) -> dict[str, str]:
    headers = {}
    if answer.used:
        headers["X-Memory-Used"] = ",".join(str(one) for one in answer.used)
    if answer.conversation_id is not None:
        headers["X-Memory-Conversation"] = str(answer.conversation_id)
    return headers
