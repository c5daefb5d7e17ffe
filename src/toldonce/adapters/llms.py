"""Language models behind HTTP: any OpenAI-compatible endpoint, and Anthropic's."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from typing import Any

import orjson
from pydantic import JsonValue

from toldonce.adapters.model_endpoint import RETRY_SECONDS, Endpoint, EndpointFailed, KeyHeader
from toldonce.errors import ModelAnswerInvalid, ModelFailed
from toldonce.ports import Completion, Message

OPENAI_URL = "https://api.openai.com/v1"
ANTHROPIC_URL = "https://api.anthropic.com/v1"
ANTHROPIC_VERSION = "2023-06-01"
TOKEN_SECONDS = 30.0
ANSWER_TOOL = "answer"
FENCE = re.compile(r"\A\s*+```(?:json)?[^\S\n]*\n(.*?)\n?```\s*+\Z", re.DOTALL)

_EMPTY = "The language model answered nothing."
_DECLINED = "The language model declined to answer."
_FILTERED = "The language model's content filter stopped the answer."
_BROKEN_OFF = "The language model's answer broke off before its end."
_MALFORMED = "The language model's answer does not have the form of its protocol."


class OpenAILLM:
    """An `LLM` over chat completions (OpenAI, Groq, Ollama, vLLM, llama.cpp and others)."""

    def __init__(
        self,
        base_url: str | None,
        api_key: str | None,
        model: str,
        timeout: float = 60.0,
        *,
        token_timeout: float = TOKEN_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        """``base_url`` ends before ``/chat/completions``; None is OpenAI's. ``timeout`` (seconds) bounds `complete`
        and the wait for the first token of `stream`, ``token_timeout`` the wait for each other one. Raises
        `ModelFailed` for a URL that is none."""
        key = KeyHeader("authorization", f"Bearer {api_key}") if api_key else None
        self._endpoint = _endpoint(base_url or OPENAI_URL, key, {}, timeout, retry_seconds, "OPENAI_API_KEY")
        self._model = model
        self._timeout = timeout
        self._token_timeout = min(token_timeout, timeout)
        self._form = 0

    @property
    def model_name(self) -> str:
        """The model as the endpoint calls it."""
        return self._model

    async def complete(
        self, messages: Sequence[Message], *, schema: Mapping[str, JsonValue] | None = None
    ) -> Completion:
        """One answer; with a JSON ``schema`` its text is JSON, which the caller still checks against the schema."""
        body: dict[str, Any] = {"model": self._model, "messages": [_plain(message) for message in messages]}
        answer = await (self._ask(body) if schema is None else self._ask_json(body, schema))
        choice = _choice(answer)
        text = _openai_text(choice)
        if not text.strip():
            raise ModelFailed(_EMPTY)
        usage = answer.get("usage")
        return Completion(_json_text(text) if schema else text, *_counts(usage, "prompt_tokens", "completion_tokens"))

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """The answer in pieces as they come; closing the iterator ends the call."""
        async with aclosing(_paced(self._pieces(messages), self._timeout, self._token_timeout)) as pieces:
            async for piece in pieces:
                yield piece

    async def close(self) -> None:
        """Close the connections."""
        await self._endpoint.close()

    async def _ask(self, body: Mapping[str, Any]) -> Any:
        try:
            return await self._endpoint.post("/chat/completions", body)
        except EndpointFailed as failed:
            raise ModelFailed(failed.sentence) from failed

    async def _ask_json(self, body: Mapping[str, Any], schema: Mapping[str, JsonValue]) -> Any:
        """Ask in the first form of `_answer_forms` that the endpoint accepts, and keep to it."""
        forms = _answer_forms(schema)
        for number in range(self._form, len(forms)):
            try:
                answer = await self._endpoint.post("/chat/completions", {**body, "response_format": forms[number]})
            except EndpointFailed as failed:
                if failed.status not in (400, 422) or number == len(forms) - 1:
                    raise ModelFailed(failed.sentence) from failed
            else:
                self._form = number
                return answer
        raise AssertionError("the last form returns or raises")

    async def _pieces(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """Pieces of text; an empty one is a sign of life, such as a model that still thinks."""
        body = {"model": self._model, "messages": [_plain(message) for message in messages], "stream": True}
        finished = False
        async with aclosing(_translated(self._endpoint.events("/chat/completions", body))) as events:
            async for event in events:
                if event is None:
                    finished = True
                    break
                if not event.get("choices"):
                    continue
                choice = _choice(event)
                finished = finished or choice.get("finish_reason") is not None
                yield _openai_text(choice)
        if not finished:
            raise ModelFailed(_BROKEN_OFF)


class AnthropicLLM:
    """An `LLM` over Anthropic's messages."""

    def __init__(
        self,
        base_url: str | None,
        api_key: str | None,
        model: str,
        timeout: float = 60.0,
        *,
        max_output_tokens: int = 4_096,
        token_timeout: float = TOKEN_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        """``base_url`` with or without its ``/v1``; None is Anthropic's. Times as for `OpenAILLM`."""
        url = (base_url or ANTHROPIC_URL).rstrip("/")
        url = url if url.endswith("/v1") else f"{url}/v1"
        key = KeyHeader("x-api-key", api_key) if api_key else None
        version = {"anthropic-version": ANTHROPIC_VERSION}
        self._endpoint = _endpoint(url, key, version, timeout, retry_seconds, "ANTHROPIC_API_KEY")
        self._model = model
        self._max_output_tokens = max_output_tokens
        self._timeout = timeout
        self._token_timeout = min(token_timeout, timeout)

    @property
    def model_name(self) -> str:
        """The model as the endpoint calls it."""
        return self._model

    async def complete(
        self, messages: Sequence[Message], *, schema: Mapping[str, JsonValue] | None = None
    ) -> Completion:
        """One answer; with a JSON ``schema`` its text is JSON, which the caller still checks against the schema."""
        body = self._body(messages)
        if schema is not None:
            # Every model takes a tool; structured outputs only some.
            body["tools"] = [{"name": ANSWER_TOOL, "description": "Give the answer.", "input_schema": schema}]
            body["tool_choice"] = {"type": "tool", "name": ANSWER_TOOL}
        try:
            answer = await self._endpoint.post("/messages", body)
        except EndpointFailed as failed:
            raise ModelFailed(failed.sentence) from failed
        _check_stop(answer.get("stop_reason"))
        text = _anthropic_text(answer.get("content"), as_json=schema is not None)
        if not text.strip():
            raise ModelFailed(_EMPTY)
        return Completion(
            _json_text(text) if schema else text, *_counts(answer.get("usage"), "input_tokens", "output_tokens")
        )

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """The answer in pieces as they come; closing the iterator ends the call."""
        async with aclosing(_paced(self._pieces(messages), self._timeout, self._token_timeout)) as pieces:
            async for piece in pieces:
                yield piece

    async def close(self) -> None:
        """Close the connections."""
        await self._endpoint.close()

    def _body(self, messages: Sequence[Message]) -> dict[str, Any]:
        """System messages apart, and the user's and the model's in turns, as the protocol wants them."""
        system = "\n\n".join(message.content for message in messages if message.role == "system")
        turns: list[dict[str, str]] = []
        for message in messages:
            if message.role == "system":
                continue
            if turns and turns[-1]["role"] == message.role:
                turns[-1]["content"] += f"\n\n{message.content}"
            else:
                turns.append(_plain(message))
        if turns and turns[0]["role"] == "assistant":
            turns.insert(0, {"role": "user", "content": "(The conversation so far.)"})
        body: dict[str, Any] = {"model": self._model, "max_tokens": self._max_output_tokens, "messages": turns}
        return {**body, "system": system} if system else body

    async def _pieces(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        finished = False
        body = {**self._body(messages), "stream": True}
        async with aclosing(_translated(self._endpoint.events("/messages", body))) as events:
            async for event in events:
                kind = event.get("type") if event else None
                if kind == "message_stop":
                    finished = True
                    break
                if kind == "message":
                    _check_stop(event.get("stop_reason"))
                    yield _anthropic_text(event.get("content"), as_json=False)
                    finished = True
                elif kind == "message_delta":
                    _check_stop(_part(event, "delta").get("stop_reason"))
                elif kind == "content_block_delta":
                    yield _text(_part(event, "delta").get("text"))
        if not finished:
            raise ModelFailed(_BROKEN_OFF)


def _endpoint(
    url: str, key: KeyHeader | None, headers: Mapping[str, str], timeout: float, retry_seconds: float, key_setting: str
) -> Endpoint:
    try:
        return Endpoint(
            "language model",
            url,
            key=key,
            headers=headers,
            timeout=timeout,
            retry_seconds=retry_seconds,
            url_setting="LLM_BASE_URL",
            time_setting="LLM_TIMEOUT_SECONDS",
            key_setting=key_setting,
        )
    except EndpointFailed as failed:
        raise ModelFailed(failed.sentence) from failed


async def _translated(events: AsyncGenerator[Any, None]) -> AsyncGenerator[Any, None]:
    """The events, with failures and error events as `ModelFailed`; closing it closes ``events``."""
    try:
        async with aclosing(events):
            async for event in events:
                if event and event.get("error"):
                    raise ModelFailed("The language model reported an error in the middle of its answer.")
                yield event
    except EndpointFailed as failed:
        raise ModelFailed(failed.sentence) from failed


async def _paced(pieces: AsyncGenerator[str, None], first: float, between: float) -> AsyncGenerator[str, None]:
    """The pieces that hold text; closing it closes ``pieces``. Raises `ModelFailed` when a piece takes too long or
    there is none."""
    limit, anything = first, False
    async with aclosing(pieces):
        while True:
            try:
                async with asyncio.timeout(limit):
                    piece = await anext(pieces, None)
            except TimeoutError:
                raise ModelFailed(f"The language model gave no token for {limit:g} seconds.") from None
            if piece is None:
                break
            limit = between
            if piece:
                anything = anything or not piece.isspace()
                yield piece
    if not anything:
        raise ModelFailed(_EMPTY)


def _answer_forms(schema: Mapping[str, JsonValue]) -> list[dict[str, Any]]:
    """Ways to ask for JSON of a schema: OpenAI's, and llama.cpp's, whose server rejects the first."""
    named = {"name": ANSWER_TOOL, "schema": schema, "strict": True}
    return [{"type": "json_schema", "json_schema": named}, {"type": "json_object", "schema": schema}]


def _plain(message: Message) -> dict[str, str]:
    return {"role": message.role, "content": message.content}


def _choice(answer: Any) -> dict[str, Any]:
    choices = answer.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise ModelFailed(_MALFORMED)
    return choices[0]


def _openai_text(choice: Mapping[str, Any]) -> str:
    """The text of a choice, whole or a piece of it."""
    said = choice.get("delta") or choice.get("message") or {}
    if not isinstance(said, dict):
        raise ModelFailed(_MALFORMED)
    if said.get("refusal"):
        raise ModelFailed(_DECLINED)
    if choice.get("finish_reason") == "content_filter":
        raise ModelFailed(_FILTERED)
    return _text(said.get("content"))


def _anthropic_text(content: Any, *, as_json: bool) -> str:
    if not isinstance(content, list):
        raise ModelFailed(_MALFORMED)
    blocks = [block for block in content if isinstance(block, dict)]
    for block in blocks:
        if as_json and block.get("type") == "tool_use":
            return orjson.dumps(block.get("input")).decode()
    return "".join(_text(block.get("text")) for block in blocks if block.get("type") == "text")


def _check_stop(reason: object) -> None:
    if reason == "refusal":
        raise ModelFailed(_DECLINED)


def _part(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = event.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ModelFailed(_MALFORMED)
    return value.replace("\x00", "")


def _json_text(text: str) -> str:
    fenced = FENCE.match(text)
    inner = fenced[1] if fenced else text.strip()
    try:
        orjson.loads(inner)
    except orjson.JSONDecodeError:
        raise ModelAnswerInvalid(text) from None
    return inner


def _counts(usage: Any, *names: str) -> list[int | None]:
    counts = [usage.get(name) if isinstance(usage, dict) else None for name in names]
    return [count if isinstance(count, int) else None for count in counts]
