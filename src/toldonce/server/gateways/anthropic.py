"""Anthropic's messages with a memory: any client of theirs works against it unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import orjson
from fastapi import Body
from starlette.requests import Request
from starlette.responses import Response

from toldonce.ports import AnswerReader, Utterance
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Chatter
from toldonce.server.door import Door
from toldonce.server.gateways.dialects import anthropic_error
from toldonce.server.gateways.event_reader import EventReader
from toldonce.server.gateways.passing import passed_answer
from toldonce.server.gateways.translation import Translation, fingerprint, scope_for, turn_of
from toldonce.telemetry import request_id

PATH = "/messages"
UNSAID = frozenset({"thinking", "redacted_thinking", "tool_use", "tool_result", "server_tool_use"})
"""Blocks that nobody says to anybody; so are the results of the provider's own tools."""

router = AddressedRouter(prefix="/v1", tags=["gateways"], route_class=Door)


@router.post(PATH)
async def create_message(request: Request, caller: Chatter, body: Annotated[dict[str, Any], Body()]) -> Response:
    """Answer by the language model with what the memory holds behind the user's message, and remember both."""
    metadata = body.get("metadata")
    user = metadata.get("user_id") if isinstance(metadata, dict) else None
    scope = scope_for(request, caller, user, "metadata.user_id")
    turn = await turn_of(request, body, TRANSLATION)
    return await passed_answer(request, caller, scope, turn, complaint)


def complaint(status: int, code: str, message: str) -> bytes:
    """An error as the last event of a stream."""
    return b"event: error\ndata: " + orjson.dumps(anthropic_error(status, code, message, request_id.get())) + b"\n\n"


def utterances(message: Mapping[str, Any]) -> list[Utterance]:
    """A message as part of the dialogue: the results of tools that a message of the user's brings are the tools'."""
    role, content = message["role"], message.get("content")
    if role not in ("user", "assistant"):
        return []
    results: list[Utterance] = []
    if role == "user" and isinstance(content, list):
        results = [_result(block) for block in content if _kind(block) == "tool_result"]
        content = [block for block in content if _kind(block) != "tool_result"]
    if results and not content:
        return results
    text, others = _content(content)
    return [*results, Utterance(role, text, " ".join(others))]


def _result(block: Mapping[str, Any]) -> Utterance:
    text, others = _content(block.get("content"))
    return Utterance("tool", text, " ".join([str(block.get("tool_use_id")), *others]))


def _content(content: Any) -> tuple[str, list[str]]:
    """The text of a message, and what else tells it from others: ids of tool calls, fingerprints of pictures."""
    if isinstance(content, str):
        return content, []
    texts: list[str] = []
    others: list[str] = []
    for block in content if isinstance(content, list) else []:
        kind = _kind(block)
        if kind == "text" and isinstance(block.get("text"), str):
            texts.append(block["text"])
        elif kind in UNSAID or kind.endswith("_tool_result"):
            others += [block[name] for name in ("id", "tool_use_id") if isinstance(block.get(name), str)]
        elif kind:
            texts.append(f"[{kind}]")
            others.append(fingerprint(block, "cache_control"))
    return "\n".join(texts), others


def _kind(block: Any) -> str:
    return str(block.get("type", "")) if isinstance(block, dict) else ""


def _with_text(content: Any, text: str) -> list[Any]:
    """The content of a message with a text behind its last block, and so behind what the client has cached."""
    block = {"type": "text", "text": text}
    if isinstance(content, list):
        return [*content, block]
    return [{"type": "text", "text": content}, block] if isinstance(content, str) and content else [block]


class WholeAnswer(AnswerReader):
    """A message that comes as one JSON object."""

    is_over = False

    def __init__(self) -> None:
        self._content = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Keep a piece."""
        self._content += chunk

    def read(self) -> tuple[Utterance, bool]:
        """What the message says."""
        try:
            text, others = _content(orjson.loads(self._content)["content"])
        except (orjson.JSONDecodeError, LookupError, TypeError):
            return Utterance("assistant", ""), False
        return Utterance("assistant", text, " ".join(others)), True


class StreamedAnswer(AnswerReader):
    """A message that comes in pieces."""

    def __init__(self) -> None:
        self._events = EventReader()
        self._blocks: list[dict[str, Any]] = []
        self.is_over = False

    def feed(self, chunk: bytes) -> None:
        """Read the events that this piece completes."""
        for event in self._events.feed(chunk):
            kind, block, delta = event.get("type"), event.get("content_block"), event.get("delta")
            if kind == "content_block_start" and isinstance(block, dict):
                self._blocks.append(dict(block))
            elif kind == "content_block_delta" and isinstance(delta, dict) and isinstance(delta.get("text"), str):
                if not self._blocks or _kind(self._blocks[-1]) != "text":
                    self._blocks.append({"type": "text", "text": ""})
                self._blocks[-1]["text"] = f"{self._blocks[-1].get('text') or ''}{delta['text']}"
            elif kind == "message_stop":
                self.is_over = True

    def read(self) -> tuple[Utterance, bool]:
        """What the message has said so far."""
        text, others = _content(self._blocks)
        return Utterance("assistant", text, " ".join(others)), self.is_over


TRANSLATION = Translation(
    protocol="anthropic",
    path=PATH,
    headers=("anthropic-version", "anthropic-beta"),
    utterances=utterances,
    with_text=_with_text,
    reader=lambda is_stream: StreamedAnswer() if is_stream else WholeAnswer(),
    complaint=complaint,
)
