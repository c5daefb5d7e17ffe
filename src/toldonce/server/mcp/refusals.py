"""What is answered to a request that is no message of the protocol: what it must be, not how our package checks it."""

from __future__ import annotations

import orjson
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
NO_JSON = "Parse error: the body is not valid JSON"
NO_MESSAGE = (
    'Invalid Request: the body must be one JSON-RPC message, such as {"jsonrpc": "2.0", "id": 1, "method": "ping"}'
)
NO_CONTENT_TYPE = "Invalid Request: the Content-Type must be application/json"


def in_plain_words(send: Send) -> Send:
    """``send`` for an answer of the protocol's package: a refusal (400), which comes in one piece, gets our words."""
    held: list[Message] = []

    async def put(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 400:
            held.append(message)
            return
        if held:
            start = held.pop()
            body = _plain(message.get("body", b""))
            headers = MutableHeaders(scope=start)
            headers["Content-Type"] = "application/json"
            headers["Content-Length"] = str(len(body))
            await send(start)
            message = {**message, "body": body}
        await send(message)

    return put


def _plain(body: bytes) -> bytes:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return _refusal(INVALID_REQUEST, NO_CONTENT_TYPE)
    if answer.get("id") is not None:
        return body
    if answer["error"]["code"] == PARSE_ERROR:
        return _refusal(PARSE_ERROR, NO_JSON)
    if answer["error"]["message"].startswith("Validation error"):
        return _refusal(INVALID_REQUEST, NO_MESSAGE)
    return body


def _refusal(code: int, message: str) -> bytes:
    return orjson.dumps({"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": message}})
