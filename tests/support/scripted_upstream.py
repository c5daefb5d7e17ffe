"""A model's server on loopback that answers as the providers do, byte for byte as a test says, and keeps what came.

`plan` takes a `Reply` for each coming call; without one it answers `text`, whole or streamed as the call asks.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

MODELS = b'{"object": "list", "data": [{"id": "scripted-1", "object": "model", "created": 1, "owned_by": "nobody"}]}'
ANTHROPIC_MODELS = (
    b'{"data": [{"id": "scripted-1", "type": "model", "display_name": "S", "created_at": "2026-01-01T00:00:00Z"}],'
    b' "has_more": false, "first_id": "scripted-1", "last_id": "scripted-1"}'
)


@dataclass(frozen=True)
class Reply:
    """How one call is answered: these chunks, ``delay`` seconds before each.

    ``drops``: the connection breaks after them; ``hangs``: nothing follows; without chunks, not even a status comes.
    """

    chunks: Sequence[bytes] = ()
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drops: bool = False
    hangs: bool = False


@dataclass
class Received:
    """One call as it came; ``left_at`` is when its client went away before the end (monotonic)."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    at: float
    left_at: float | None = None

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def await_leaving(self, seconds: float = 60.0) -> float:
        """When the client left; fails when it does not."""
        deadline = time.monotonic() + seconds
        while self.left_at is None:
            assert time.monotonic() < deadline, "the call is still open"
            time.sleep(0.01)
        return self.left_at


class ScriptedUpstream:
    """The server; ``with scripted_upstream() as upstream``."""

    def __init__(self) -> None:
        self.text = "It is a scripted answer."
        self.script: deque[Reply] = deque()
        self.received: list[Received] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def last(self) -> Received:
        return self.received[-1]

    def plan(self, *replies: Reply) -> None:
        self.script.extend(replies)

    def reset(self) -> None:
        self.script.clear()
        self.received.clear()
        self.text = "It is a scripted answer."

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        body = b""
        while (message := await receive()).get("more_body") or message["type"] == "http.request":
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        call = Received(scope["method"], scope["path"], scope["query_string"].decode(), headers, body, time.monotonic())
        self.received.append(call)
        reply = self.script.popleft() if self.script else self._usual(call)
        answering = asyncio.create_task(_answer(reply, send))
        leaving = asyncio.create_task(receive())
        await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not answering.done():
            call.left_at = time.monotonic()
            answering.cancel()
        leaving.cancel()
        await asyncio.gather(answering, leaving, return_exceptions=True)
        if answering.done() and not answering.cancelled() and (fault := answering.exception()) is not None:
            raise fault

    def _usual(self, call: Received) -> Reply:
        if call.path.endswith("/models"):
            return Reply((ANTHROPIC_MODELS if "x-api-key" in call.headers else MODELS,))
        streamed = call.json.get("stream") is True
        if call.path.endswith("/messages"):
            return Reply(message_events(self.text), content_type=EVENTS) if streamed else Reply((message(self.text),))
        return Reply(completion_events(self.text), content_type=EVENTS) if streamed else Reply((completion(self.text),))


EVENTS = "text/event-stream; charset=utf-8"


def completion(text: str | None, **fields: Any) -> bytes:
    """A whole completion of OpenAI's."""
    said = {"role": "assistant", "content": text, "refusal": None} | fields
    choice = {"index": 0, "message": said, "logprobs": None, "finish_reason": "stop"}
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    whole = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "scripted-1", "choices": [choice]}
    return json.dumps(whole | {"usage": usage, "x_unknown": {"kept": 1.50}}).encode()


def completion_events(text: str, *deltas: dict[str, Any], usage: bool = True) -> list[bytes]:
    """A streamed completion: the role, the text word by word, other deltas, the end, usage."""
    pieces: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
    pieces += [{"content": piece} for piece in pieces_of(text)]
    choices = [{"index": 0, "delta": delta, "finish_reason": None} for delta in (*pieces, *deltas)]
    choices.append({"index": 0, "delta": {}, "finish_reason": "stop"})
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "scripted-1"}
    events = [head | {"choices": [choice]} for choice in choices]
    if usage:
        events.append(head | {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}})
    return [b"data: " + json.dumps(event).encode() + b"\n\n" for event in events] + [b"data: [DONE]\n\n"]


def message(text: str, *blocks: dict[str, Any], stop_reason: str = "end_turn") -> bytes:
    """A whole message of Anthropic's."""
    content = ([{"type": "text", "text": text}] if text else []) + list(blocks)
    return json.dumps(_message(content) | {"stop_reason": stop_reason, "x_unknown": 1.50}).encode()


def message_events(text: str) -> list[bytes]:
    """A streamed message of Anthropic's."""
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": _message([]) | {"stop_reason": None}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "ping"},
        *(
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}}
            for piece in pieces_of(text)
        ),
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 3}},
        {"type": "message_stop"},
    ]
    return [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode() for event in events]


def pieces_of(text: str) -> list[str]:
    """Words with the space before them; all of them together are the text."""
    return [piece if not number else f" {piece}" for number, piece in enumerate(text.split(" "))] if text else []


def _message(content: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "scripted-1",
        "content": content,
        "stop_sequence": None,
        "usage": {"input_tokens": 7, "output_tokens": 3},
    }


async def _answer(reply: Reply, send: Send) -> None:
    if reply.hangs and not reply.chunks:
        await asyncio.sleep(3600)
    headers = {"content-type": reply.content_type} | reply.headers
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": encoded})
    for chunk in reply.chunks:
        await asyncio.sleep(reply.delay)
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    if reply.hangs:
        await asyncio.sleep(3600)
    if reply.drops:
        raise ConnectionResetError("scripted")
    await send({"type": "http.response.body", "body": b"", "more_body": False})


@contextmanager
def scripted_upstream() -> Iterator[ScriptedUpstream]:
    """The server on a free port of this machine, in a thread of its own."""
    upstream = ScriptedUpstream()
    listening = socket.create_server(("127.0.0.1", 0))
    upstream.port = listening.getsockname()[1]
    config = uvicorn.Config(
        upstream, log_level="critical", access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="upstream")
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the scripted upstream did not start"
        time.sleep(0.01)
    try:
        yield upstream
    finally:
        server.should_exit = True
        thread.join(timeout=60)
        listening.close()
