"""From a request in somebody else's protocol to a turn that passes: what it says about memory, and its dialogue."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import orjson
from starlette.requests import Request

from toldonce.errors import InvalidRequest
from toldonce.model import Scope
from toldonce.ports import AnswerReader, ModelProtocol, PassingTurn, UpstreamRequest, Utterance
from toldonce.server.callers import Caller, scope_of, subject_in, subject_of
from toldonce.server.gateways.splice import with_value

MemoryMode = Literal["on", "read", "write", "off"]
MODES: Mapping[str, MemoryMode] = {"on": "on", "read": "read", "write": "write", "off": "off"}


@dataclass(frozen=True, slots=True)
class Translation:
    """One protocol: ``utterances`` gives a message as part of the dialogue (none: the application's own), ``with_text``
    the content of a message with a text at its end, ``reader`` what understands an answer (true: a stream), and
    ``complaint`` an error (status, code, message) as the last event of a stream."""

    protocol: ModelProtocol
    path: str
    headers: Sequence[str]
    utterances: Callable[[Mapping[str, Any]], Sequence[Utterance]]
    with_text: Callable[[Any, str], Any]
    reader: Callable[[bool], AnswerReader]
    complaint: Callable[[int, str, str], bytes]


async def turn_of(request: Request, body: Mapping[str, Any], translation: Translation) -> PassingTurn:
    """The turn that a request is. Raises `InvalidRequest`, naming the header or field, before anything is done."""
    mode = memory_mode(request)
    document = await request.body()
    messages = messages_of(body) if mode != "off" else []
    dialogue = [(index, said) for index, one in enumerate(messages) for said in translation.utterances(one)]
    opening = ""
    while dialogue and dialogue[-1][1].role == "assistant":
        opening = dialogue.pop()[1].text + opening
    last = max((index for index, said in dialogue if said.role == "user"), default=None)

    # What is no content at all goes up as it came: the model's server says what is wrong with it.
    has_place = last is not None and isinstance(messages[last].get("content"), str | list)

    def placed(text: str) -> bytes:
        if last is None or not has_place:
            return document
        content = translation.with_text(messages[last]["content"], text)
        return with_value(document, ["messages", last, "content"], content)

    turn = PassingTurn(
        protocol=translation.protocol,
        request=UpstreamRequest(
            "POST", translation.path, request.url.query, sent_headers(request, translation.headers), document
        ),
        dialogue=[said for _, said in dialogue],
        placed=placed,
        reader=translation.reader,
        opening=opening,
        before=[*texts_in(body.get("system")), *texts_in(messages[: (last or 0) + 1])],
        reads=mode in ("on", "read") and has_place,
        writes=mode in ("on", "write"),
        conversation_id=conversation_of(request),
    )
    _refuse_unstorable(turn)
    return turn


def sent_headers(request: Request, names: Sequence[str]) -> dict[str, str]:
    """Those of these headers that came."""
    return {name: request.headers[name] for name in names if name in request.headers}


def memory_mode(request: Request) -> MemoryMode:
    """What ``X-Memory`` asks for; ``on`` without it. Raises `InvalidRequest`."""
    sent = request.headers.getlist("x-memory")
    mode = MODES.get(sent[0].strip().lower()) if len(sent) == 1 else None
    if sent and mode is None:
        raise InvalidRequest("X-Memory: must be on, read, write or off, sent once.")
    return mode or "on"


def conversation_of(request: Request) -> UUID | None:
    """The conversation that ``X-Memory-Conversation`` names. Raises `InvalidRequest`."""
    sent = request.headers.getlist("x-memory-conversation")
    if not sent:
        return None
    try:
        (named,) = sent
        return UUID(named)
    except ValueError:
        raise InvalidRequest("X-Memory-Conversation: must be the id of a conversation, sent once.") from None


def scope_for(request: Request, caller: Caller, user: Any, field: str) -> Scope:
    """Whose memory: ``X-Memory-Subject``, else the user that the body names in ``field``, else ``me``.

    Raises `InvalidRequest` for a user that cannot be a subject: somebody else's memory must not take its place.
    """
    if user is None or "x-memory-subject" in request.headers:
        return scope_of(caller.identity, subject_of(request.scope))
    if not isinstance(user, str):
        raise InvalidRequest(f"{field}: must be text.")
    return scope_of(caller.identity, subject_in(user, field))


def messages_of(body: Mapping[str, Any]) -> list[Any]:
    """The messages of a request. Raises `InvalidRequest` when they are no list of objects with a role."""
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise InvalidRequest("messages: must be a list of at least one message.")
    for index, message in enumerate(messages):
        if not isinstance(message, dict) or not isinstance(message.get("role"), str):
            raise InvalidRequest(f"messages[{index}]: must be an object with a role.")
    return messages


def texts_in(content: Any) -> list[str]:
    """The texts of messages, of their parts and of what is nested in these, in order."""
    if isinstance(content, str):
        return [content]
    if isinstance(content, list):
        return [text for part in content for text in texts_in(part)]
    if isinstance(content, dict):
        return texts_in(content.get("content")) + texts_in(content.get("text"))
    return []


def _refuse_unstorable(turn: PassingTurn) -> None:
    if turn.writes and any("\x00" in one.text for one in turn.dialogue if one.role == "user"):
        raise InvalidRequest("messages: must not contain the NUL character (U+0000); X-Memory: read lets it pass.")


def fingerprint(part: Mapping[str, Any], *left_out: str) -> str:
    """What tells a part of a message that is no text from others."""
    kept = {name: value for name, value in part.items() if name not in left_out}
    return hashlib.blake2b(orjson.dumps(kept, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()
