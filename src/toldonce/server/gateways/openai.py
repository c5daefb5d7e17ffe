"""OpenAI's chat completions with a memory: any client of theirs works against it unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import orjson
from fastapi import Body
from starlette.requests import Request
from starlette.responses import Response

from toldonce.ports import AnswerReader, ModelProtocol, Speaking, UpstreamRequest, Utterance
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Chatter
from toldonce.server.door import Door
from toldonce.server.gateways.dialects import openai_error
from toldonce.server.gateways.event_reader import EventReader
from toldonce.server.gateways.passing import passed, passed_answer
from toldonce.server.gateways.translation import Translation, fingerprint, scope_for, sent_headers, turn_of

PATH = "/chat/completions"
ROLES: Mapping[str, Speaking] = {"user": "user", "assistant": "assistant", "tool": "tool", "function": "tool"}
"""Whose messages make the dialogue; those of the system and of developers are the application's own."""
NAMES = {"image_url": "image", "input_audio": "audio", "file": "file"}

router = AddressedRouter(prefix="/v1", tags=["gateways"], route_class=Door)


@router.post(PATH)
async def complete_chat(request: Request, caller: Chatter, body: Annotated[dict[str, Any], Body()]) -> Response:
    """Answer by the language model with what the memory holds behind the user's message, and remember both."""
    scope = scope_for(request, caller, body.get("user"), "user")
    turn = await turn_of(request, body, TRANSLATION)
    return await passed_answer(request, caller, scope, turn, complaint)


@router.get("/models")
async def models(request: Request, caller: Chatter) -> Response:
    """The models of the language model's server."""
    headers = sent_headers(request, ("anthropic-version",))
    protocol: ModelProtocol = "anthropic" if headers else "openai"
    asked = UpstreamRequest("GET", "/models", request.url.query, headers)
    return await passed(request, await caller.runtime.gateway.pass_on(protocol, asked), complaint)


def complaint(status: int, code: str, message: str) -> bytes:
    """An error as the last event of a stream."""
    return b"data: " + orjson.dumps(openai_error(status, code, message)) + b"\n\n"


def utterances(message: Mapping[str, Any]) -> list[Utterance]:
    """A message as part of the dialogue; nothing for the application's own."""
    role = ROLES.get(message["role"])
    if role is None:
        return []
    text, others = _content(message.get("content"))
    others += _call_ids(message.get("tool_calls"))
    if isinstance(message.get("tool_call_id"), str):
        others.append(message["tool_call_id"])
    name = message.get("name")
    speaker = name[:255] if role != "assistant" and isinstance(name, str) and name.strip() else None
    return [Utterance(role, text, " ".join(others), speaker)]


def _content(content: Any) -> tuple[str, list[str]]:
    """The text of a message, and the fingerprints of what else is in it."""
    if isinstance(content, str):
        return content, []
    texts: list[str] = []
    others: list[str] = []
    for part in content if isinstance(content, list) else []:
        if not isinstance(part, dict):
            continue
        if isinstance(part.get("text"), str):
            texts.append(part["text"])
        else:
            kind = str(part.get("type"))
            texts.append(f"[{NAMES.get(kind, 'attachment')}]")
            others.append(fingerprint(part))
    return "\n".join(texts), others


def _with_text(content: Any, text: str) -> Any:
    """The content of a message with a text at its end, in the form that it came in."""
    if isinstance(content, list):
        return [*content, {"type": "text", "text": text}]
    return f"{content}\n\n{text}" if isinstance(content, str) and content else text


class WholeAnswer(AnswerReader):
    """A completion that comes as one JSON object."""

    is_over = False

    def __init__(self) -> None:
        self._content = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Keep a piece."""
        self._content += chunk

    def read(self) -> tuple[Utterance, bool]:
        """The first choice, which is the one that clients go on with."""
        try:
            message = orjson.loads(self._content)["choices"][0]["message"]
            text, others = _content(message.get("content"))
        except (orjson.JSONDecodeError, LookupError, TypeError, AttributeError):
            return Utterance("assistant", ""), False
        calls = message.get("tool_calls")
        return Utterance(
            "assistant", text, " ".join(others + _call_ids(calls if isinstance(calls, list) else []))
        ), True


class StreamedAnswer(AnswerReader):
    """A completion that comes in pieces."""

    def __init__(self) -> None:
        self._events = EventReader()
        self._texts: list[str] = []
        self._calls: list[str] = []
        self.is_over = False

    def feed(self, chunk: bytes) -> None:
        """Read the events that this piece completes."""
        for event in self._events.feed(chunk):
            choices = event.get("choices")
            for choice in choices if isinstance(choices, list) else []:
                if isinstance(choice, dict) and choice.get("index", 0) == 0:
                    self._take(choice)

    def read(self) -> tuple[Utterance, bool]:
        """What the first choice has said so far."""
        return Utterance("assistant", "".join(self._texts), " ".join(self._calls)), self.is_over

    def _take(self, choice: Mapping[str, Any]) -> None:
        delta = choice.get("delta")
        if isinstance(delta, dict):
            if isinstance(delta.get("content"), str):
                self._texts.append(delta["content"])
            self._calls += _call_ids(delta.get("tool_calls"))
        self.is_over = self.is_over or choice.get("finish_reason") is not None


def _call_ids(calls: Any) -> list[str]:
    listed = calls if isinstance(calls, list) else []
    return [call["id"] for call in listed if isinstance(call, dict) and isinstance(call.get("id"), str)]


TRANSLATION = Translation(
    protocol="openai",
    path=PATH,
    headers=("openai-beta",),
    utterances=utterances,
    with_text=_with_text,
    reader=lambda is_stream: StreamedAnswer() if is_stream else WholeAnswer(),
    complaint=complaint,
)
