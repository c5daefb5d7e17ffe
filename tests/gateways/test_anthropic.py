"""The unmodified anthropic package against the gateway."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import anthropic
import httpx
import pytest

from tests.gateways.conftest import UPSTREAM_KEY, Gateway
from tests.support.scripted_upstream import EVENTS, Reply, message, message_events

DOG = "My dog is called Rex and he is eleven years old."
BLOCK = '<memory source="toldonce">'
MODEL = "scripted-1"


@pytest.fixture(scope="module")
def provider() -> str:
    return "anthropic"


@pytest.fixture
def client(gateway: Gateway) -> Iterator[anthropic.Anthropic]:
    with anthropic.Anthropic(base_url=gateway.service.base_url, api_key=gateway.key, max_retries=0) as opened:
        yield opened


def ask(client: anthropic.Anthropic, subject: str, *messages: Any, **fields: Any) -> Any:
    said: list[Any] = [{"role": "user", "content": one} if isinstance(one, str) else one for one in messages]
    headers = {"X-Memory-Subject": subject} | fields.pop("extra_headers", {})
    return client.messages.create(model=MODEL, max_tokens=100, messages=said, extra_headers=headers, **fields)


def answered(content: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": content}


def test_a_turn_passes_and_both_sides_are_remembered(gateway: Gateway, client: anthropic.Anthropic) -> None:
    subject = gateway.subject()
    answer = ask(client, subject, DOG)
    assert answer.content[0].text == "It is a scripted answer."
    assert answer.usage.output_tokens == 3
    assert gateway.said(subject) == [[("user", DOG), ("assistant", "It is a scripted answer.")]]
    sent = gateway.upstream.last.headers
    assert sent["x-api-key"] == UPSTREAM_KEY
    assert gateway.key not in str(sent)
    assert "authorization" not in sent
    assert sent["anthropic-version"] == client.default_headers["anthropic-version"]


def test_the_key_may_come_as_bearer(gateway: Gateway) -> None:
    with anthropic.Anthropic(base_url=gateway.service.base_url, auth_token=gateway.key) as client:
        assert ask(client, gateway.subject(), "Hello.").content[0].text == "It is a scripted answer."
    assert "authorization" not in gateway.upstream.last.headers


def test_what_was_told_before_comes_behind_what_is_cached(gateway: Gateway, client: anthropic.Anthropic) -> None:
    subject = gateway.subject()
    (told,) = gateway.tell(subject, DOG)
    cached: Any = {"type": "text", "text": "What is my dog called?", "cache_control": {"type": "ephemeral"}}
    system: Any = [{"type": "text", "text": "Be kind.", "cache_control": {"type": "ephemeral"}}]
    raw = client.messages.with_raw_response.create(
        model=MODEL,
        max_tokens=100,
        system=system,
        messages=[{"role": "user", "content": [cached]}],
        metadata={"user_id": subject},
    )
    arrived = gateway.upstream.last.json
    assert arrived["system"] == system
    first, block = arrived["messages"][0]["content"]
    assert first == cached
    assert block["text"].startswith(BLOCK)
    assert DOG in block["text"]
    assert told in raw.headers["X-Memory-Used"].split(",")
    assert len(gateway.said(subject)) == 2


def test_a_stream_passes_and_history_is_not_stored_again(gateway: Gateway, client: anthropic.Anthropic) -> None:
    subject = gateway.subject()
    gateway.upstream.text = "Hello Rex."
    headers = {"X-Memory-Subject": subject}
    messages: list[Any] = [{"role": "user", "content": DOG}]
    with client.messages.stream(model=MODEL, max_tokens=9, messages=messages, extra_headers=headers) as stream:
        assert "".join(stream.text_stream) == "Hello Rex."
        whole = stream.get_final_message()
    messages += [answered([block.to_dict() for block in whole.content]), {"role": "user", "content": "Is he old?"}]
    gateway.upstream.text = "Quite."
    assert [event.type for event in ask(client, subject, *messages, stream=True)][-1] == "message_stop"
    assert gateway.said(subject) == [
        [("user", DOG), ("assistant", "Hello Rex."), ("user", "Is he old?"), ("assistant", "Quite.")]
    ]


async def test_the_asynchronous_client_works_too(gateway: Gateway) -> None:
    subject = gateway.subject()
    url = gateway.service.base_url
    async with anthropic.AsyncAnthropic(
        base_url=url, api_key=gateway.key, default_headers={"X-Memory-Subject": subject}
    ) as client:
        answer = await client.messages.create(
            model=MODEL, max_tokens=9, messages=[{"role": "user", "content": "Hello."}]
        )
        assert answer.stop_reason == "end_turn"
        async with client.messages.stream(
            model=MODEL, max_tokens=9, messages=[{"role": "user", "content": DOG}]
        ) as stream:
            assert (await stream.get_final_message()).usage.output_tokens == 3
        assert [one.id async for one in client.models.list()] == [MODEL]
    assert [len(turns) for turns in gateway.said(subject)] == [2, 2]


def test_tools_thinking_and_pictures_pass(gateway: Gateway, client: anthropic.Anthropic) -> None:
    subject = gateway.subject()
    gateway.tell(subject, DOG)
    use = {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"at": "Oslo", "deep": [1.5]}}
    thought = {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"}
    gateway.upstream.plan(Reply((message("Let me look.", thought, use, stop_reason="tool_use"),)))
    picture = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="}}
    tools: Any = [{"name": "weather", "input_schema": {"type": "object"}}]
    question = {"role": "user", "content": [picture, {"type": "text", "text": "Can my dog Rex go out?"}]}
    first = ask(client, subject, question, tools=tools)
    assert first.content[2].input == {"at": "Oslo", "deep": [1.5]}
    asked = gateway.upstream.last.json["messages"][0]
    assert asked["content"][:2] == question["content"]
    result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "It rains."}
    said = answered([block.to_dict() for block in first.content])
    ask(client, subject, question, said, {"role": "user", "content": [result]}, tools=tools)
    arrived = gateway.upstream.last.json["messages"]
    # What was placed behind the question stands where it stood: the model's server has read it already.
    assert arrived == [asked, said, {"role": "user", "content": [result]}]
    assert gateway.said(subject)[1] == [
        ("user", "[image]\nCan my dog Rex go out?"),
        ("assistant", "Let me look."),
        ("tool", "It rains."),
        ("assistant", "It is a scripted answer."),
    ]


def test_what_tools_and_the_user_say_in_one_message_are_turns_of_their_own(
    gateway: Gateway, client: anthropic.Anthropic
) -> None:
    subject = gateway.subject()
    uses = [{"type": "tool_use", "id": f"toolu_{n}", "name": "look", "input": {}} for n in (1, 2)]
    gateway.upstream.plan(Reply((message("Let me look.", *uses, stop_reason="tool_use"),)))
    first = ask(client, subject, "What is in my files?")
    found = [{"type": "text", "text": "Two notes."}, {"type": "text", "text": "One bill."}]
    both: list[Any] = [
        {"type": "tool_result", "tool_use_id": "toolu_1", "content": found},
        {"type": "tool_result", "tool_use_id": "toolu_2", "content": "", "is_error": True},
        {"type": "text", "text": "Be brief."},
    ]
    dialogue = ["What is in my files?", answered([block.to_dict() for block in first.content])]
    for _ in range(2):  # the second time everything is known
        ask(client, subject, *dialogue, {"role": "user", "content": both})
        assert gateway.said(subject)[0][:4] == [
            ("user", "What is in my files?"),
            ("assistant", "Let me look."),
            ("tool", "Two notes.\nOne bill."),
            ("user", "Be brief."),
        ]
    assert [role for role, _ in gateway.said(subject)[0]].count("tool") == 1


def test_what_stands_in_the_request_is_not_placed_again(gateway: Gateway, client: anthropic.Anthropic) -> None:
    subject = gateway.subject()
    gateway.tell(subject, DOG, "My cat Mia is afraid of the dog.")
    system: Any = [{"type": "text", "text": f"You know this: {DOG}"}]
    ask(client, subject, "What do you know of my dog and my cat?", system=system)
    body = gateway.upstream.last.body.decode()
    assert (body.count("eleven years old"), body.count("afraid of the dog")) == (1, 1)


def test_an_answer_that_the_client_begins_is_kept_whole(gateway: Gateway, client: anthropic.Anthropic) -> None:
    subject = gateway.subject()
    gateway.upstream.text = " Rex."
    ask(client, subject, "Say it.", answered("He is called"))
    ask(client, subject, "Say it.", answered("He is called Rex."), "Again.")
    (turns,) = gateway.said(subject)
    assert turns[:3] == [("user", "Say it."), ("assistant", "He is called Rex."), ("user", "Again.")]


@pytest.mark.parametrize(
    ("status", "raised"),
    [
        (400, anthropic.BadRequestError),
        (401, anthropic.AuthenticationError),
        (429, anthropic.RateLimitError),
        (500, anthropic.InternalServerError),
    ],
)
def test_an_error_of_the_models_server_comes_back_as_it_is(
    status: int, raised: type[anthropic.APIStatusError], gateway: Gateway, client: anthropic.Anthropic
) -> None:
    subject = gateway.subject()
    body = b'{"type":"error","error":{"type":"t","message":"No."}, "request_id":"req_1", "x":1.0}'
    gateway.upstream.plan(Reply((body,), status, headers={"request-id": "req_1"}))
    with pytest.raises(raised) as caught:
        ask(client, subject, DOG)
    assert caught.value.response.content == body
    assert caught.value.request_id == "req_1"
    assert gateway.said(subject) == [[("user", DOG)]]


def test_a_stream_that_breaks_off_says_so(gateway: Gateway, client: anthropic.Anthropic) -> None:
    subject = gateway.subject()
    gateway.upstream.plan(Reply(message_events("One two three")[:5], content_type=EVENTS, drops=True))
    with pytest.raises(anthropic.APIStatusError, match="broke the connection"):
        list(ask(client, subject, "Count.", stream=True))
    ((_, assistant),) = gateway.turns(subject)
    assert assistant["content"] == "One two"
    assert assistant["metadata"]["toldonce"]["interrupted"] is True


def test_a_stream_that_the_client_leaves_ends_upstream(gateway: Gateway, client: anthropic.Anthropic) -> None:
    gateway.upstream.plan(Reply(message_events("One two three " * 300), content_type=EVENTS, delay=0.3))
    stream = ask(client, gateway.subject(), "Count.", stream=True)
    assert next(stream).type == "message_start"
    stream.close()
    gateway.upstream.last.await_leaving()


def test_our_errors_have_the_shape_that_the_package_knows(gateway: Gateway, client: anthropic.Anthropic) -> None:
    with pytest.raises(anthropic.BadRequestError, match="X-Memory: must be") as refused:
        ask(client, "me", "Hello.", extra_headers={"X-Memory": "maybe"})
    body = json.loads(refused.value.response.content)
    assert body["type"] == "error"
    assert body["error"]["type"] == "invalid_request_error"
    assert body["request_id"] == refused.value.response.headers["x-request-id"]
    with pytest.raises(anthropic.BadRequestError, match=r"metadata\.user_id:"):
        client.messages.create(model=MODEL, max_tokens=9, messages=[], metadata={"user_id": " "})
    reader = gateway.person.key("memories:read")["api_key"]
    with (
        anthropic.Anthropic(base_url=gateway.service.base_url, api_key=reader) as other,
        pytest.raises(anthropic.PermissionDeniedError, match="lacks the scope chat"),
    ):
        ask(other, "me", "Hello.")
    with (
        anthropic.Anthropic(base_url=gateway.service.base_url, api_key="wrong") as nobody,
        pytest.raises(anthropic.AuthenticationError),
    ):
        ask(nobody, "me", "Hello.")


def test_completions_are_for_another_upstream(gateway: Gateway) -> None:
    headers = {"Authorization": f"Bearer {gateway.key}"}
    body = {"model": MODEL, "messages": [{"role": "user", "content": "Hello."}]}
    answer = httpx.post(f"{gateway.service.base_url}/v1/chat/completions", json=body, headers=headers, timeout=60)
    assert (answer.status_code, answer.headers["x-should-retry"]) == (503, "false")
    assert answer.json()["error"]["code"] == "no_upstream"
    assert "LLM_PROVIDER=openai" in answer.json()["error"]["message"]
