"""A model server that says nothing clever: chat completions, whole or streamed, and embeddings.

Runs under uvicorn in a process of its own. ``SCRIPTED_SECONDS`` is how long a reply takes, ``SCRIPTED_TOKENS`` how many
pieces it has.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

SECONDS = float(os.environ.get("SCRIPTED_SECONDS", "0"))
TOKENS = int(os.environ.get("SCRIPTED_TOKENS", "12"))
DIMENSION = 64
REPLY = " ".join(f"word{number}" for number in range(TOKENS))
NOTHING_SAID = json.dumps({"statements": [], "entities": []})


async def chat(request: Request) -> Response:
    """``POST /v1/chat/completions``; who asks for JSON is told that nothing was said."""
    asked = json.loads(await request.body())
    text = NOTHING_SAID if asked.get("response_format") else REPLY
    if asked.get("stream"):
        return StreamingResponse(_pieces(text), media_type="text/event-stream")
    await asyncio.sleep(SECONDS)
    message = {"role": "assistant", "content": text}
    return JSONResponse({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})


async def _pieces(text: str) -> AsyncIterator[bytes]:
    words = text.split(" ")
    for word in words:
        await asyncio.sleep(SECONDS / len(words))
        yield _event({"choices": [{"index": 0, "delta": {"content": f"{word} "}, "finish_reason": None}]})
    yield _event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    yield b"data: [DONE]\n\n"


def _event(content: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(content).encode() + b"\n\n"


async def embeddings(request: Request) -> Response:
    """``POST /v1/embeddings``; a vector is made from the hash of its text."""
    texts = json.loads(await request.body())["input"]
    await asyncio.sleep(SECONDS)
    rows = [{"index": index, "embedding": _vector(text)} for index, text in enumerate(texts)]
    return JSONResponse({"data": rows})


def _vector(text: str) -> list[float]:
    return [byte / 128 - 1 for byte in hashlib.shake_128(text.encode()).digest(DIMENSION)]


async def models(_: Request) -> Response:
    """``GET /v1/models``."""
    return JSONResponse({"object": "list", "data": [{"id": "scripted", "object": "model"}]})


app = Starlette(
    routes=[
        Route("/v1/chat/completions", chat, methods=["POST"]),
        Route("/v1/embeddings", embeddings, methods=["POST"]),
        Route("/v1/models", models),
    ]
)
