"""The language models, against a server that speaks their protocols and fails on purpose."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.support.scripted_llm import Fault, ScriptedLLM, Step, scripted_llm
from toldonce.adapters.llms import AnthropicLLM, OpenAILLM
from toldonce.errors import ModelFailed
from toldonce.ports import Message

ASK = [Message("system", "Be brief."), Message("user", "Where do I live?")]
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
KEY = "sk-very-secret"

AnyLLM = OpenAILLM | AnthropicLLM
Make = Callable[..., AnyLLM]


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[ScriptedLLM]:
    async with scripted_llm() as server:
        yield server


@pytest.fixture(autouse=True)
def _forget(server: ScriptedLLM) -> Iterator[None]:
    yield
    server.reset()


@pytest.fixture(params=[OpenAILLM, AnthropicLLM], ids=["openai", "anthropic"])
async def make(request: pytest.FixtureRequest, server: ScriptedLLM) -> AsyncIterator[Make]:
    made: list[AnyLLM] = []

    def make(timeout: float = 10.0, **options: float) -> AnyLLM:
        made.append(request.param(server.url, KEY, "scripted", timeout, **options))
        return made[-1]

    yield make
    for llm in made:
        await llm.close()


async def said(llm: AnyLLM) -> list[str]:
    async with aclosing(llm.stream(ASK)) as pieces:
        return [piece async for piece in pieces]


async def test_it_completes(make: Make, server: ScriptedLLM) -> None:
    completion = await make().complete(ASK)
    assert completion.text == "It is a scripted answer."
    assert (completion.input_tokens, completion.output_tokens) == (7, 3)
    (call,) = server.requests
    assert call.body["model"] == "scripted"
    assert call.body["messages"][-1] == {"role": "user", "content": "Where do I live?"}
    assert KEY in (call.headers.get("x-api-key") or call.headers["authorization"])


@pytest.mark.parametrize(
    "step",
    [Step(), Step(comments=True), Step(split=True), Step(split=True, line_end="\r\n"), Step(line_end="\r")],
    ids=["plain", "comments", "bytes", "bytes-crlf", "cr"],
)
async def test_it_streams(make: Make, server: ScriptedLLM, step: Step) -> None:
    server.answer = "Sie leben in Köln \u2028 seit “2021” 🙂."
    server.plan(step)
    pieces = await said(make())
    assert "".join(pieces) == server.answer
    assert len(pieces) > 3
    assert server.requests[0].body["stream"] is True


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("drop", "broke the connection"),
        ("error_event", "reported an error in the middle"),
        ("garbage", "not a JSON object"),
        ("no_end", "broke off before its end"),
        ("hang", "gave no token for"),
    ],
)
async def test_a_stream_that_fails_is_not_tried_again(
    make: Make, server: ScriptedLLM, fault: Fault, sentence: str
) -> None:
    server.plan(Step(fault=fault, after=3))
    pieces: list[str] = []
    patience = {"token_timeout": 2.0} if fault == "hang" else {}

    async def listen() -> None:
        async for piece in make(**patience).stream(ASK):
            pieces.append(piece)

    with pytest.raises(ModelFailed, match=sentence) as failed:
        await listen()
    assert "".join(pieces).startswith("It is")
    assert len(server.requests) == 1
    assert "secret" not in failed.value.message
    if fault == "hang":
        await asyncio.wait_for(server.requests[0].abandoned.wait(), 30)


async def test_a_first_token_that_does_not_come_ends_the_wait(make: Make, server: ScriptedLLM) -> None:
    server.plan(Step(comments=True, delay=0.05, fault="hang", after=-1))
    with pytest.raises(ModelFailed, match=r"no token for 2 seconds|did not answer within 2"):
        await said(make(timeout=2.0))
    server.plan(Step(fault="hang"))
    with pytest.raises(ModelFailed, match="did not answer within 2 seconds"):
        await make(timeout=2.0).complete(ASK)


@pytest.mark.parametrize("streamed", [True, False])
@pytest.mark.parametrize(
    ("fault", "sentence"),
    [("empty", "answered nothing"), ("refusal", "declined to answer"), ("html", "not a JSON object")],
)
async def test_nonsense_is_a_failure_with_a_sentence(
    make: Make, server: ScriptedLLM, fault: Fault, sentence: str, streamed: bool
) -> None:
    server.plan(Step(fault=fault, after=100))
    with pytest.raises(ModelFailed, match=sentence):
        await (said(make()) if streamed else make().complete(ASK))


async def test_a_content_filter_is_named(server: ScriptedLLM) -> None:
    llm = OpenAILLM(server.url, KEY, "scripted")
    server.plan(Step(fault="filtered"), Step(fault="filtered", after=100))
    with pytest.raises(ModelFailed, match="content filter"):
        await llm.complete(ASK)
    with pytest.raises(ModelFailed, match="content filter"):
        await said(llm)
    await llm.close()


@pytest.mark.parametrize("streamed", [True, False])
@pytest.mark.parametrize("status", [408, 409, 429, 500, 529])
async def test_passing_failures_are_tried_again(make: Make, server: ScriptedLLM, status: int, streamed: bool) -> None:
    server.plan(Step(status=status, headers={"retry-after": "0"}), Step(status=status, headers={"retry-after": "0.01"}))
    llm = make()
    text = "".join(await said(llm)) if streamed else (await llm.complete(ASK)).text
    assert text == "It is a scripted answer."
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(400, "rejected the request"), (401, "check .*API_KEY"), (403, "check .*API_KEY"), (404, "no such model or path")],
)
async def test_lasting_failures_are_not(make: Make, server: ScriptedLLM, status: int, sentence: str) -> None:
    server.plan(Step(status=status))
    with pytest.raises(ModelFailed, match=sentence) as failed:
        await make().complete(ASK)
    assert len(server.requests) == 1
    assert "secret" not in failed.value.message
    assert f"{status}, scripted_error" in failed.value.message


async def test_retries_end_with_their_budget(make: Make, server: ScriptedLLM) -> None:
    server.plan(*(Step(status=503, headers={"retry-after": "0"}) for _ in range(20)))
    with pytest.raises(ModelFailed, match="is failing"):
        await make().complete(ASK)
    assert len(server.requests) == 5
    server.reset()
    server.plan(Step(status=429, headers={"retry-after": "3600"}))
    with pytest.raises(ModelFailed, match="rate limit"):
        await make().complete(ASK)
    server.plan(Step(status=429, headers={"retry-after": format_datetime(datetime.now(UTC) + timedelta(hours=1))}))
    with pytest.raises(ModelFailed, match="rate limit"):
        await make().complete(ASK)
    server.plan(Step(status=500), Step(status=500))
    with pytest.raises(ModelFailed, match="is failing"):
        await make(retry_seconds=0.0).complete(ASK)
    assert len(server.requests) == 3


async def test_a_server_that_is_not_there_is_named() -> None:
    llm = OpenAILLM("http://127.0.0.1:9/v1", KEY, "scripted", timeout=60.0, retry_seconds=1.0)
    with pytest.raises(ModelFailed, match=r"127\.0\.0\.1:9 cannot be reached: check LLM_BASE_URL"):
        await llm.complete(ASK)
    with pytest.raises(ModelFailed, match="cannot be reached"):
        await said(llm)
    await llm.close()
    for url in ("localhost:8080", "ftp://example.com", "", "http://"):
        with pytest.raises(ModelFailed, match="LLM_BASE_URL must be a URL"):
            OpenAILLM(url or "x", None, "scripted")


async def test_the_call_ends_when_the_listener_leaves(make: Make, server: ScriptedLLM) -> None:
    server.plan(Step(text="word " * 4_000, delay=0.02))
    pieces = make().stream(ASK)
    await anext(pieces)
    await pieces.aclose()
    await asyncio.wait_for(server.requests[0].abandoned.wait(), 30)


async def test_the_call_ends_when_the_listener_is_cancelled(make: Make, server: ScriptedLLM) -> None:
    server.plan(Step(fault="hang", after=2))
    first = asyncio.Event()

    async def listen() -> None:
        async for _ in make().stream(ASK):
            first.set()

    listening = asyncio.create_task(listen())
    await asyncio.wait_for(first.wait(), 30)
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening
    await asyncio.wait_for(server.requests[0].abandoned.wait(), 30)


async def test_json_is_asked_for_by_its_schema(make: Make, server: ScriptedLLM) -> None:
    server.answer = '{"city": "Berlin"}'
    completion = await make().complete(ASK, schema=SCHEMA)
    assert json.loads(completion.text) == {"city": "Berlin"}
    body = server.requests[0].body
    asked = body.get("response_format", {}).get("json_schema", {}).get("schema") or body["tools"][0]["input_schema"]
    assert asked == SCHEMA


async def test_a_server_without_json_schema_is_asked_in_its_own_way(server: ScriptedLLM) -> None:
    server.accepts_json_schema = False
    server.answer = '```json\n{"city": "Berlin"}\n```'
    llm = OpenAILLM(server.url, KEY, "scripted")
    for _ in range(2):
        assert json.loads((await llm.complete(ASK, schema=SCHEMA)).text) == {"city": "Berlin"}
    forms = [call.body["response_format"]["type"] for call in server.requests]
    assert forms == ["json_schema", "json_object", "json_object"]
    assert server.requests[1].body["response_format"]["schema"] == SCHEMA
    server.answer = "Certainly! The city is Berlin."
    with pytest.raises(ModelFailed, match="not the JSON"):
        await llm.complete(ASK, schema=SCHEMA)
    await llm.close()


async def test_whole_answers_to_a_stream_are_taken(server: ScriptedLLM, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some servers do not stream whatever they are asked."""
    llm = OpenAILLM(server.url, KEY, "scripted")
    post, events = llm._endpoint.post, llm._endpoint.events
    assert post != events
    monkeypatch.setattr(llm._endpoint, "events", lambda path, body: events(path, {**body, "stream": False}))
    assert await said(llm) == ["It is a scripted answer."]
    await llm.close()


async def test_anthropic_gets_system_and_turns_apart(server: ScriptedLLM) -> None:
    llm = AnthropicLLM(server.url.removesuffix("/v1"), KEY, "scripted")
    await llm.complete(
        [Message("system", "A"), Message("assistant", "hello"), Message("user", "one"), Message("user", "two")]
    )
    body = server.requests[0].body
    assert body["system"] == "A"
    assert [message["role"] for message in body["messages"]] == ["user", "assistant", "user"]
    assert body["messages"][-1]["content"] == "one\n\ntwo"
    assert server.requests[0].headers["anthropic-version"]
    await llm.close()


async def test_keys_show_nowhere(make: Make, server: ScriptedLLM, caplog: pytest.LogCaptureFixture) -> None:
    llm = make()
    server.plan(Step(status=401))
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ModelFailed) as failed:
        await llm.complete(ASK)
    shown = [llm, vars(llm), vars(llm._endpoint), vars(llm._endpoint._client), vars(llm._endpoint._client.auth)]
    assert KEY not in repr(shown) + str(failed.value) + caplog.text
    assert KEY in str(server.requests[0].headers)
