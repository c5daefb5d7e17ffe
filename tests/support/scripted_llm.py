"""A server on loopback that speaks like model providers and fails as it is told.

It answers chat completions and embeddings (OpenAI's protocol) and messages (Anthropic's), whole and streamed.
`plan` takes a `Step` for each coming call; without one it answers `answer`. `requests` records every call.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import socket
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, Literal

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

Fault = Literal["hang", "drop", "error_event", "garbage", "html", "empty", "refusal", "filtered", "no_end"]


@dataclass(slots=True)
class Step:
    """How one call is answered.

    ``status`` other than 200: an error with ``code`` and ``headers``. ``after``: pieces that still come before a fault.
    ``delay``: seconds before each piece. ``until``: what must be set before the first piece of a stream. ``comments``:
    keep-alive comments between the pieces. ``split``: it comes byte by byte.
    """

    text: str | None = None
    status: int = 200
    code: str = "scripted_error"
    headers: dict[str, str] = field(default_factory=dict)
    fault: Fault | None = None
    after: int = 2
    delay: float = 0.0
    until: asyncio.Event | None = None
    comments: bool = False
    split: bool = False
    line_end: str = "\n"


@dataclass(slots=True)
class Call:
    """One call that came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    abandoned: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the client leaves before the answer is complete."""


class ScriptedLLM:
    """The server; ``async with scripted_llm() as server``."""

    def __init__(self) -> None:
        self.script: deque[Step] = deque()
        self.answer: str | Callable[[dict[str, Any]], str] = "It is a scripted answer."
        self.requests: list[Call] = []
        self.accepts_json_schema = True
        self.dimension = 8
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def plan(self, *steps: Step) -> None:
        self.script.extend(steps)

    def reset(self) -> None:
        self.script.clear()
        self.requests.clear()
        self.answer = "It is a scripted answer."
        self.accepts_json_schema = True

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/v1/chat/completions", self._chat, methods=["POST"]),
                Route("/v1/embeddings", self._embeddings, methods=["POST"]),
                Route("/v1/messages", self._messages, methods=["POST"]),
                Route("/v1/models", self._models),
            ]
        )

    async def _begin(self, request: Request) -> tuple[Call, Step, str]:
        body = json.loads(await request.body())
        call = Call(request.url.path, dict(request.headers), body)
        self.requests.append(call)
        step = self.script.popleft() if self.script else Step()
        text = step.text if step.text is not None else self.answer(body) if callable(self.answer) else self.answer
        if step.fault == "empty":
            text = ""
        return call, step, text

    async def _chat(self, request: Request) -> Response:
        call, step, text = await self._begin(request)
        form = call.body.get("response_format") or {}
        if form.get("type") == "json_schema" and not self.accepts_json_schema:
            self.script.appendleft(step)
            return _failure(Step(status=400, code="unsupported_response_format"))
        if (early := await _early(call, step)) is not None:
            return early
        reason = "content_filter" if step.fault == "filtered" else "stop"
        if call.body.get("stream"):
            return _Stream(call, step, [_chunk({"role": "assistant"}), *_openai_chunks(step, text, reason)], "[DONE]")
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if step.fault == "refusal":
            message |= {"content": None, "refusal": "I would rather not."}
        usage = {"prompt_tokens": 7, "completion_tokens": 3}
        return JSONResponse({"choices": [{"message": message, "finish_reason": reason}], "usage": usage})

    async def _messages(self, request: Request) -> Response:
        call, step, text = await self._begin(request)
        if (early := await _early(call, step)) is not None:
            return early
        reason = "refusal" if step.fault == "refusal" else "end_turn"
        if call.body.get("stream"):
            events: list[Any] = [
                {"type": "message_start", "message": {"content": []}},
                {"type": "ping"},
                *({"type": "content_block_delta", "delta": {"type": "text_delta", "text": t}} for t in _pieces(text)),
                {"type": "message_delta", "delta": {"stop_reason": reason}},
                {"type": "message_stop"},
            ]
            return _Stream(call, step, events, None)
        content: list[dict[str, Any]] = [{"type": "text", "text": text}]
        if call.body.get("tools"):
            content = [{"type": "tool_use", "name": "answer", "input": json.loads(text)}]
        if step.fault == "refusal":
            content = []
        usage = {"input_tokens": 7, "output_tokens": 3}
        return JSONResponse({"type": "message", "content": content, "stop_reason": reason, "usage": usage})

    async def _embeddings(self, request: Request) -> Response:
        call, step, _ = await self._begin(request)
        if (early := await _early(call, step)) is not None:
            return early
        size = call.body.get("dimensions") or self.dimension
        rows = [
            {"index": index, "embedding": [byte / 16 for byte in hashlib.sha256(text.encode()).digest()[:size]]}
            for index, text in enumerate(call.body["input"])
        ]
        if step.fault == "empty":
            rows = rows[1:]
        return JSONResponse({"data": rows[::-1]})

    async def _models(self, request: Request) -> Response:
        return JSONResponse({"object": "list", "data": [{"id": "scripted", "object": "model"}]})


class _Stream(StreamingResponse):
    """Server-sent events with the faults of a step."""

    def __init__(self, call: Call, step: Step, events: list[Any], last: str | None) -> None:
        self._call = call
        super().__init__(self._bytes(step, events, last), media_type="text/event-stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except asyncio.CancelledError:
            self._call.abandoned.set()
            raise

    async def _bytes(self, step: Step, events: list[Any], last: str | None) -> AsyncIterator[bytes]:
        complete = False
        try:
            async for line in self._lines(step, events, last):
                encoded = line.replace("\n", step.line_end).encode()
                for part in [encoded[i : i + 1] for i in range(len(encoded))] if step.split else [encoded]:
                    yield part
                    if step.split:
                        await asyncio.sleep(0)
            complete = True
        finally:
            if not complete:
                self._call.abandoned.set()

    async def _lines(self, step: Step, events: list[Any], last: str | None) -> AsyncIterator[str]:
        if step.until is not None:
            await step.until.wait()
        for number, event in enumerate(events):
            if step.delay:
                await asyncio.sleep(step.delay)
            if step.comments:
                yield ": keep-alive\n\n"
            if number == step.after + 1:
                if step.fault == "drop":
                    raise ConnectionResetError("scripted")
                if step.fault == "hang":
                    await asyncio.sleep(3600)
                if step.fault == "error_event":
                    yield 'data: {"type": "error", "error": {"type": "overloaded_error", "message": "secret"}}\n\n'
                    return
                if step.fault == "garbage":
                    yield "data: {not json\n\n"
                    return
                if step.fault == "no_end":
                    return
            kind = f"event: {event['type']}\n" if "type" in event else ""
            yield f"{kind}data: {json.dumps(event, ensure_ascii=False)}\n\n"
        if last is not None:
            yield f"data: {last}\n\n"


async def _early(call: Call, step: Step) -> Response | None:
    """The answers that are not what was asked for."""
    if step.status != 200:
        return _failure(step)
    if step.fault == "hang" and not call.body.get("stream"):
        await asyncio.sleep(3600)
    if step.fault == "garbage" and not call.body.get("stream"):
        return Response('{"choices": [', media_type="application/json")
    if step.fault == "html":
        return Response("<html>welcome to the proxy</html>", media_type="text/html")
    return None


def _failure(step: Step) -> Response:
    error = {"message": "Incorrect API key provided: sk-secret-in-a-body", "type": "error", "code": step.code}
    return JSONResponse({"error": error}, status_code=step.status, headers=step.headers)


def _openai_chunks(step: Step, text: str, reason: str) -> list[dict[str, Any]]:
    if step.fault == "refusal":
        return [_chunk({"refusal": "I would rather not."}), _chunk({}, "stop")]
    return [*(_chunk({"content": piece}) for piece in _pieces(text)), _chunk({}, reason), {"choices": [], "usage": {}}]


def _chunk(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    return {"choices": [{"delta": delta, "finish_reason": reason}]}


def _pieces(text: str) -> list[str]:
    """Words with the space before them; all of them together are the text."""
    pieces = text.split(" ")
    return [piece if not number else f" {piece}" for number, piece in enumerate(pieces)] if text else []


class _Server(uvicorn.Server):
    def install_signal_handlers(self) -> None:
        """The test run keeps its own."""


@asynccontextmanager
async def scripted_llm() -> AsyncIterator[ScriptedLLM]:
    """The server on a free port of this machine, in the running event loop."""
    scripted = ScriptedLLM()
    listening = socket.create_server(("127.0.0.1", 0))
    scripted.port = listening.getsockname()[1]
    config = uvicorn.Config(
        scripted.app, log_level="critical", access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield scripted
    finally:
        server.should_exit = True
        await serving
        listening.close()


@contextmanager
def running_llm() -> Iterator[ScriptedLLM]:
    """The same on a thread of its own, for tests that block theirs."""
    started: Future[ScriptedLLM] = Future()

    async def serve(stop: asyncio.Event, loop: list[asyncio.AbstractEventLoop]) -> None:
        loop.append(asyncio.get_running_loop())
        async with scripted_llm() as server:
            started.set_result(server)
            await stop.wait()

    stop, loop = asyncio.Event(), list[asyncio.AbstractEventLoop]()
    thread = Thread(target=lambda: asyncio.run(serve(stop, loop)), name="scripted LLM")
    thread.start()
    try:
        yield started.result(timeout=60)
    finally:
        loop[0].call_soon_threadsafe(stop.set)
        thread.join(timeout=60)
