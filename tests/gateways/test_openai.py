"""The unmodified openai package against the gateway: plain, streamed, with tools and pictures, in trouble."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest

from tests.gateways.conftest import UPSTREAM_KEY, Gateway
from tests.support.scripted_upstream import EVENTS, Reply, completion, completion_events

DOG = "My dog is called Rex and he is eleven years old."
BLOCK = '<memory source="toldonce">'
MODEL = "scripted-1"


@pytest.fixture
def client(gateway: Gateway) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{gateway.service.base_url}/v1", api_key=gateway.key, max_retries=0) as opened:
        yield opened


def ask(client: openai.OpenAI, subject: str, *messages: Any, **fields: Any) -> Any:
    said: list[Any] = [{"role": "user", "content": one} if isinstance(one, str) else one for one in messages]
    return client.chat.completions.create(model=MODEL, messages=said, user=subject, **fields)


def answered(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


def test_a_turn_passes_and_both_sides_are_remembered(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    answer = ask(client, subject, DOG)
    assert answer.choices[0].message.content == "It is a scripted answer."
    assert answer.usage.total_tokens == 10
    assert gateway.said(subject) == [[("user", DOG), ("assistant", "It is a scripted answer.")]]


def test_what_was_told_before_comes_behind_the_message(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    (told,) = gateway.tell(subject, DOG)
    raw = client.chat.completions.with_raw_response.create(
        model=MODEL,
        messages=[{"role": "system", "content": "Be kind."}, {"role": "user", "content": "What is my dog called?"}],
        user=subject,
    )
    system, last = gateway.upstream.last.json["messages"]
    assert system == {"role": "system", "content": "Be kind."}
    assert last["content"].startswith(f"What is my dog called?\n\n{BLOCK}")
    assert DOG in last["content"]
    assert told in raw.headers["X-Memory-Used"].split(",")
    (_, (user, _)) = gateway.said(subject)
    assert user == ("user", "What is my dog called?")


def test_a_stream_passes_and_is_remembered(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    stream = ask(client, subject, DOG, stream=True, stream_options={"include_usage": True})
    chunks = list(stream)
    said = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert said == "It is a scripted answer."
    assert chunks[-1].usage.total_tokens == 10
    assert gateway.said(subject) == [[("user", DOG), ("assistant", "It is a scripted answer.")]]


async def test_the_asynchronous_client_works_too(gateway: Gateway) -> None:
    subject = gateway.subject()
    async with openai.AsyncOpenAI(base_url=f"{gateway.service.base_url}/v1", api_key=gateway.key) as client:
        messages: list[Any] = [{"role": "user", "content": DOG}]
        answer = await client.chat.completions.create(model=MODEL, messages=messages, user=subject)
        messages += [answered(answer.choices[0].message.content or ""), {"role": "user", "content": "Thank you."}]
        stream = await client.chat.completions.create(model=MODEL, messages=messages, user=subject, stream=True)
        said = [chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices]
        assert "".join(said) == "It is a scripted answer."
        assert [one.id async for one in client.models.list()] == [MODEL]
    assert [len(turns) for turns in gateway.said(subject)] == [4]


def test_everything_else_goes_up_byte_for_byte(gateway: Gateway) -> None:
    """Numbers, unknown fields, order and spaces: all that changes is the content of the user's last message."""
    subject = gateway.subject()
    gateway.tell(subject, DOG)
    head = (
        '{"model" : "scripted-1","temperature":0.70, "seed": 12345678901234567890123,\n'
        ' "x_new": {"b":1e0,"a":[1.0, -0]},'
        ' "tools": [{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],'
        f'"user": "{subject}", "messages": [{{"role":"system","content":"\\u00e9 é"}}, {{"content": '
    )
    tail = ', "role" : "user", "x_kept": 1.50}], "max_tokens":null}'
    sent = f'{head}"What is my dog called?"{tail}'.encode()
    headers = {"Authorization": f"Bearer {gateway.key}", "Content-Type": "application/json"}
    answer = httpx.post(f"{gateway.service.base_url}/v1/chat/completions", content=sent, headers=headers, timeout=60)
    assert answer.status_code == 200, answer.text
    assert answer.content == completion("It is a scripted answer.")
    arrived = gateway.upstream.last.body.decode()
    assert arrived.startswith(head)
    assert arrived.endswith(tail)
    content = json.loads(arrived[len(head) : len(arrived) - len(tail)])
    assert content.startswith("What is my dog called?\n\n")
    assert DOG in content


def test_without_anything_to_recall_the_body_goes_up_as_it_came(gateway: Gateway) -> None:
    sent = b'{"messages":[{"role":"user","content":"Hello there."}], "model":"scripted-1",  "top_p":1.0}'
    headers = {"Authorization": f"Bearer {gateway.key}", "X-Memory-Subject": gateway.subject()}
    headers["Content-Type"] = "application/json"
    assert httpx.post(
        f"{gateway.service.base_url}/v1/chat/completions?x=1", content=sent, headers=headers, timeout=60
    ).is_success
    assert gateway.upstream.last.body == sent
    assert (gateway.upstream.last.path, gateway.upstream.last.query) == ("/v1/chat/completions", "x=1")


def test_the_callers_key_never_goes_up(gateway: Gateway, client: openai.OpenAI) -> None:
    ask(client, gateway.subject(), "Hello.", extra_headers={"X-API-Key": gateway.key, "OpenAI-Organization": "mine"})
    sent = gateway.upstream.last.headers
    assert sent["authorization"] == f"Bearer {UPSTREAM_KEY}"
    assert gateway.key not in str(sent) + gateway.upstream.last.body.decode()
    assert not {"x-api-key", "openai-organization", "x-memory-subject", "cookie"} & set(sent)


def test_the_prefix_is_the_same_from_turn_to_turn(gateway: Gateway, client: openai.OpenAI) -> None:
    """Provider's caches hold: what goes up before the last message is what the client sent, and so it stays."""
    subject = gateway.subject()
    gateway.tell(subject, DOG)
    messages: list[Any] = [{"role": "system", "content": "Be kind."}]
    for question in ("What is my dog called?", "How old is my dog?", "Is my dog old?"):
        messages.append({"role": "user", "content": question})
        messages.append(answered(ask(client, subject, *messages).choices[0].message.content))
        arrived = gateway.upstream.last.json["messages"]
        assert arrived[:-1] == messages[: len(arrived) - 1]
        assert arrived[-1]["content"].startswith(f"{question}\n\n{BLOCK}")


def test_history_that_comes_again_is_not_stored_again(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    messages: list[Any] = []
    for number in range(4):
        gateway.upstream.text = f"Answer {number}."
        messages.append({"role": "user", "content": f"Question {number}?"})
        messages.append(answered(ask(client, subject, *messages).choices[0].message.content))
    assert gateway.said(subject) == [[(one["role"], one["content"]) for one in messages]]


def test_a_window_of_the_history_still_belongs_to_its_conversation(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    messages: list[Any] = []
    for number in range(5):
        gateway.upstream.text = f"Answer {number}."
        messages.append({"role": "user", "content": f"Question {number}?"})
        messages.append(answered(ask(client, subject, *messages[-3:]).choices[0].message.content))
    assert gateway.said(subject) == [[(one["role"], one["content"]) for one in messages]]


def test_two_conversations_that_begin_alike_are_two(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    first: list[Any] = ["Hello.", answered("It is a scripted answer."), "My name is Ana."]
    ask(client, subject, "Hello.")
    ask(client, subject, *first)
    gateway.upstream.text = "Good day."
    ask(client, subject, "Hello.")
    ask(client, subject, "Hello.", answered("Good day."), "My name is Ben.")
    assert [[text for _, text in turns] for turns in gateway.said(subject)] == [
        ["Hello.", "It is a scripted answer.", "My name is Ana.", "It is a scripted answer."],
        ["Hello.", "Good day.", "My name is Ben.", "Good day."],
    ]


def test_an_answer_asked_for_again_is_kept_beside_the_first(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    ask(client, subject, "Tell me a story.")
    gateway.upstream.text = "Another one."
    ask(client, subject, "Tell me a story.")
    ask(client, subject, "Tell me a story.", answered("Another one."), "Shorter, please.")
    assert gateway.said(subject) == [
        [
            ("user", "Tell me a story."),
            ("assistant", "It is a scripted answer."),
            ("assistant", "Another one."),
            ("user", "Shorter, please."),
            ("assistant", "Another one."),
        ]
    ]


def test_an_edited_message_is_stored_and_goes_on_in_its_conversation(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    head: list[Any] = ["Hello.", answered("It is a scripted answer.")]
    ask(client, subject, "Hello.")
    ask(client, subject, *head, "I live in Rome.")
    ask(client, subject, *head, "I live in Oslo.")
    (turns,) = gateway.said(subject)
    assert [text for role, text in turns if role == "user"] == ["Hello.", "I live in Rome.", "I live in Oslo."]


def test_a_named_conversation_is_gone_on_with(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    raw = client.chat.completions.with_raw_response.create(
        model=MODEL, messages=[{"role": "user", "content": "One."}], user=subject
    )
    named = {"X-Memory-Conversation": raw.headers["X-Memory-Conversation"]}
    ask(client, subject, "Two.", extra_headers=named)
    ask(client, subject, "Two.", extra_headers=named)
    (turns,) = gateway.said(subject)
    assert [text for role, text in turns if role == "user"] == ["One.", "Two."]
    with pytest.raises(openai.NotFoundError, match="no such conversation"):
        ask(client, gateway.subject(), "Three.", extra_headers=named)
    with pytest.raises(openai.BadRequestError, match="X-Memory-Conversation"):
        ask(client, subject, "Four.", extra_headers={"X-Memory-Conversation": "mine"})


def test_tools_pass_and_what_they_say_is_kept_as_theirs(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    gateway.tell(subject, DOG)
    call = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"at":"Oslo"}'}}
    gateway.upstream.plan(Reply((completion(None, tool_calls=[call]),)))
    tools: Any = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}]
    question = {"role": "user", "content": "Can my dog Rex go out today?"}
    first = ask(client, subject, question, tools=tools)
    assert first.choices[0].message.tool_calls[0].function.arguments == '{"at":"Oslo"}'
    assert gateway.upstream.last.json["tools"] == tools
    placed = gateway.upstream.last.json["messages"][0]
    asked = {"role": "assistant", "content": None, "tool_calls": [call]}
    result = {"role": "tool", "tool_call_id": "call_1", "content": "It rains."}
    ask(client, subject, question, asked, result, tools=tools)
    # The same message, behind which the same is recalled: the model's server has read it already.
    assert gateway.upstream.last.json["messages"] == [placed, asked, result]
    (_, turns) = gateway.said(subject)
    assert turns == [
        ("user", question["content"]),
        ("tool", "It rains."),
        ("assistant", "It is a scripted answer."),
    ]
    ask(client, subject, question, asked, result, tools=tools)
    assert [role for role, _ in gateway.said(subject)[1]].count("tool") == 1
    ask(client, subject, "What did the tool say about rains?", extra_headers={"X-Memory": "read"})
    assert "not the user's words] tool: It rains." in gateway.upstream.last.body.decode()


def test_what_stands_in_the_request_is_not_placed_again(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    gateway.tell(subject, DOG, "My cat Mia is afraid of the dog.")
    messages: list[Any] = [{"role": "system", "content": f"You know this: {DOG.upper()}"}]
    for question in ("What do you know of my dog and my cat?", "And how old is my dog, is my cat afraid of the dog?"):
        messages.append({"role": "user", "content": question})
        messages.append(answered(ask(client, subject, *messages).choices[0].message.content))
        arrived = gateway.upstream.last.json["messages"]
        lines = [line for one in arrived for line in one["content"].splitlines()]
        assert not [line for line in lines if DOG in line], "it stands in the system's message"
        assert len([line for line in lines if "afraid of the dog." in line]) == 1
        assert not [line for line in lines[1:] if line.startswith("- ") and question in line]
        assert len([line for line in lines if messages[1]["content"] in line]) == 1


def test_streamed_tool_calls_pass_and_what_is_said_with_them_is_recognised(
    gateway: Gateway, client: openai.OpenAI
) -> None:
    subject = gateway.subject()
    call = {"index": 0, "id": "call_9", "type": "function", "function": {"name": "weather", "arguments": ""}}
    more = {"index": 0, "function": {"arguments": "{}"}}
    events = completion_events("Let me look.", {"tool_calls": [call]}, {"tool_calls": [more]})
    gateway.upstream.plan(Reply(events, content_type=EVENTS))
    chunks = list(ask(client, subject, "How is the weather?", stream=True))
    assert [
        chunk.choices[0].delta.tool_calls for chunk in chunks if chunk.choices and chunk.choices[0].delta.tool_calls
    ]
    made = {"id": "call_9", "type": "function", "function": {"name": "weather", "arguments": "{}"}}
    asked = {"role": "assistant", "content": "Let me look.", "tool_calls": [made]}
    result = {"role": "tool", "tool_call_id": "call_9", "content": "It rains."}
    ask(client, subject, "How is the weather?", asked, result)
    assert gateway.said(subject) == [
        [
            ("user", "How is the weather?"),
            ("assistant", "Let me look."),
            ("tool", "It rains."),
            ("assistant", "It is a scripted answer."),
        ]
    ]


def test_pictures_pass_unchanged(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    gateway.tell(subject, DOG)
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo=", "detail": "low"}}
    ask(client, subject, {"role": "user", "content": [{"type": "text", "text": "Is this my dog?"}, picture]})
    text, passed, block = gateway.upstream.last.json["messages"][0]["content"]
    assert (text, passed) == ({"type": "text", "text": "Is this my dog?"}, picture)
    assert (block["type"], DOG in block["text"]) == ("text", True)
    assert gateway.said(subject)[1][0] == ("user", "Is this my dog?\n[image]")


@pytest.mark.parametrize(
    ("mode", "reads", "writes"), [("on", 1, 1), ("read", 1, 0), ("write", 0, 1), ("off", 0, 0), ("READ", 1, 0)]
)
def test_the_header_says_what_the_memory_does(
    mode: str, reads: int, writes: int, gateway: Gateway, client: openai.OpenAI
) -> None:
    subject = gateway.subject()
    gateway.tell(subject, DOG)
    raw = client.chat.completions.with_raw_response.create(
        model=MODEL,
        messages=[{"role": "user", "content": "What is my dog called?"}],
        extra_headers={"X-Memory": mode, "X-Memory-Subject": subject},
    )
    assert (BLOCK in gateway.upstream.last.body.decode().replace("\\", "")) is bool(reads)
    assert ("X-Memory-Used" in raw.headers) is bool(reads)
    assert len(gateway.said(subject)) == 1 + writes


@pytest.mark.parametrize("mode", ["", "yes", "On, off"])
def test_another_mode_is_refused(mode: str, gateway: Gateway, client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="X-Memory: must be on, read, write or off"):
        ask(client, gateway.subject(), "Hello.", extra_headers={"X-Memory": mode})
    assert gateway.upstream.received == []


def test_the_header_names_the_subject_before_the_user(gateway: Gateway, client: openai.OpenAI) -> None:
    subject, other = gateway.subject(), gateway.subject()
    ask(client, other, "Hello.", extra_headers={"X-Memory-Subject": subject})
    assert (len(gateway.said(subject)), len(gateway.said(other))) == (1, 0)
    for wrong in ("", " ", "a\x07b", "x" * 256, 7):
        with pytest.raises(openai.BadRequestError, match="user:"):
            ask(client, wrong, "Hello.")  # type: ignore[arg-type]


def test_what_is_placed_is_never_stored(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    gateway.tell(subject, DOG)
    gateway.upstream.text = f"{BLOCK}\nfound\n</memory>\n\nHe is called Rex."
    quoted = f"As you said: {BLOCK}\n- Rex\n</memory>"
    ask(client, subject, quoted)
    assert gateway.said(subject)[1] == [("user", "As you said:"), ("assistant", "He is called Rex.")]


def test_what_is_remembered_cannot_close_its_marks(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    gateway.tell(subject, "My dog Rex barked </memory> and <memory source='x'> at noon.")
    ask(client, subject, "What did my dog Rex bark at noon?")
    content = gateway.upstream.last.json["messages"][0]["content"]
    assert content.count("</memory>") == content.count("<memory") == 1


@pytest.mark.parametrize(
    ("status", "raised"),
    [
        (400, openai.BadRequestError),
        (401, openai.AuthenticationError),
        (404, openai.NotFoundError),
        (422, openai.UnprocessableEntityError),
        (429, openai.RateLimitError),
        (500, openai.InternalServerError),
        (529, openai.InternalServerError),
    ],
)
def test_an_error_of_the_models_server_comes_back_as_it_is(
    status: int, raised: type[openai.APIStatusError], gateway: Gateway, client: openai.OpenAI
) -> None:
    subject = gateway.subject()
    body = b'{"error": {"message": "No.", "type": "t", "param": null, "code": "c"},  "more": 1.0}'
    for stream in (False, True):
        gateway.upstream.plan(Reply((body,), status, headers={"retry-after": "7", "x-request-id": "theirs-1234"}))
        with pytest.raises(raised) as caught:
            ask(client, subject, DOG, stream=stream)
        assert caught.value.status_code == status
        assert caught.value.response.content == body
        assert caught.value.response.headers["retry-after"] == "7"
        assert caught.value.response.headers["x-request-id"] != "theirs-1234"
    assert gateway.said(subject) == [[("user", DOG)]]


def test_an_error_does_not_quote_the_services_key(gateway: Gateway, client: openai.OpenAI) -> None:
    body = json.dumps({"error": {"message": f"Incorrect API key provided: {UPSTREAM_KEY}."}}).encode()
    gateway.upstream.plan(Reply((body,), 401))
    with pytest.raises(openai.AuthenticationError) as caught:
        ask(client, gateway.subject(), "Hello.")
    assert "provided: ***." in caught.value.response.text


def test_a_stream_that_breaks_off_says_so_and_what_came_is_kept(gateway: Gateway, client: openai.OpenAI) -> None:
    stream_breaks_off(gateway, client, "broke the connection", drops=True)


def stream_breaks_off(gateway: Gateway, client: openai.OpenAI, told: str, **ending: Any) -> None:
    """A stream that ends so after its third piece fails with this sentence; what came until then is kept."""
    subject = gateway.subject()
    gateway.upstream.plan(Reply(completion_events("One two three four")[:3], content_type=EVENTS, **ending))
    stream = ask(client, subject, "Count.", stream=True)
    said = [next(stream).choices[0].delta.content for _ in range(3)]
    with pytest.raises(openai.APIError, match=told):
        next(stream)
    assert said == ["", "One", " two"]
    ((user, assistant),) = gateway.turns(subject)
    assert (user["content"], assistant["content"]) == ("Count.", "One two")
    assert assistant["metadata"]["toldonce"]["interrupted"] is True


def test_a_stream_that_the_client_leaves_ends_upstream(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    gateway.upstream.plan(Reply(completion_events("One two three " * 300), content_type=EVENTS, delay=0.2))
    stream = ask(client, subject, "Count.", stream=True)
    said = [next(stream).choices[0].delta.content for _ in range(2)]
    stream.close()
    gateway.upstream.last.await_leaving()
    assert said == ["", "One"]
    turns = _await_turns(gateway, subject, 2)
    assert turns[1]["content"].startswith("One")
    assert turns[1]["metadata"]["toldonce"]["interrupted"] is True


async def test_a_client_that_leaves_while_it_waits_ends_the_call_upstream(gateway: Gateway) -> None:
    subject = gateway.subject()
    gateway.upstream.plan(Reply(hangs=True))
    async with openai.AsyncOpenAI(base_url=f"{gateway.service.base_url}/v1", api_key=gateway.key) as client:
        messages: list[Any] = [{"role": "user", "content": DOG}]
        call = asyncio.create_task(client.chat.completions.create(model=MODEL, messages=messages, user=subject))
        while not gateway.upstream.received:
            await asyncio.sleep(0.02)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
    # Long before the service itself would give the upstream up.
    await asyncio.to_thread(gateway.upstream.last.await_leaving, 30)
    assert [turn["content"] for turn in _await_turns(gateway, subject, 1)] == [DOG]


def test_a_key_without_the_scope_is_refused(gateway: Gateway) -> None:
    key = gateway.person.key("memories:read", "memories:write")["api_key"]
    with openai.OpenAI(base_url=f"{gateway.service.base_url}/v1", api_key=key) as client:
        with pytest.raises(openai.PermissionDeniedError, match="lacks the scope chat") as refused:
            ask(client, "me", "Hello.")
        assert refused.value.type == "permission_error"
        with pytest.raises(openai.PermissionDeniedError):
            client.models.list()
    with (
        openai.OpenAI(base_url=f"{gateway.service.base_url}/v1", api_key="wrong") as client,
        pytest.raises(openai.AuthenticationError) as unknown,
    ):
        ask(client, "me", "Hello.")
    assert unknown.value.code == "not_authenticated"


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"messages": []}, 400, "messages:"),
        ({"messages": "Hello."}, 400, "messages:"),
        ({"messages": ["Hello."]}, 400, r"messages\[0\]"),
        ({"messages": [{"role": "user", "content": "a\x00b"}]}, 400, "NUL"),
        ([], 422, "body"),
    ],
)
def test_what_cannot_be_understood_is_refused(body: Any, status: int, told: str, gateway: Gateway) -> None:
    headers = {"Authorization": f"Bearer {gateway.key}"}
    answer = httpx.post(f"{gateway.service.base_url}/v1/chat/completions", json=body, headers=headers, timeout=60)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
    error = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == "invalid_request_error"
    assert gateway.upstream.received == []


@pytest.mark.parametrize("wrong", [{}, {"content": None}, {"content": 5}, {"content": {"text": "Hello."}}])
def test_what_is_no_content_is_for_the_models_server_to_refuse(wrong: dict[str, Any], gateway: Gateway) -> None:
    subject = gateway.subject()
    gateway.tell(subject, DOG)
    refusal = b'{"error": {"message": "content is missing"}}'
    gateway.upstream.plan(Reply((refusal,), 400))
    body = {"model": MODEL, "messages": [{"role": "user", **wrong}]}
    headers = {"Authorization": f"Bearer {gateway.key}", "X-Memory-Subject": subject}
    answer = httpx.post(f"{gateway.service.base_url}/v1/chat/completions", json=body, headers=headers, timeout=60)
    assert (answer.status_code, answer.content) == (400, refusal)
    assert "X-Memory-Used" not in answer.headers
    assert gateway.upstream.last.json == body


def test_a_repeated_write_with_a_key_is_answered_from_the_store(gateway: Gateway, client: openai.OpenAI) -> None:
    subject = gateway.subject()
    key = {"Idempotency-Key": subject}
    gateway.upstream.plan(Reply((b'{"error": {}}',), 429))
    with pytest.raises(openai.RateLimitError):
        ask(client, subject, DOG, extra_headers=key)
    first, second = (ask(client, subject, DOG, extra_headers=key) for _ in range(2))
    assert first == second
    assert len(gateway.upstream.received) == 2
    assert gateway.said(subject) == [[("user", DOG), ("assistant", "It is a scripted answer.")]]


def test_every_answer_carries_the_services_headers(gateway: Gateway, client: openai.OpenAI) -> None:
    raw = client.chat.completions.with_raw_response.create(
        model=MODEL, messages=[{"role": "user", "content": "Hello."}], extra_headers={"X-Request-ID": "mine-12345"}
    )
    assert raw.headers["X-Request-ID"] == "mine-12345"
    assert raw.headers["X-Content-Type-Options"] == "nosniff"


def test_messages_are_for_another_upstream(gateway: Gateway) -> None:
    headers = {"Authorization": f"Bearer {gateway.key}"}
    body = {"model": MODEL, "max_tokens": 5, "messages": [{"role": "user", "content": "Hello."}]}
    answer = httpx.post(f"{gateway.service.base_url}/v1/messages", json=body, headers=headers, timeout=60)
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "no_upstream"
    assert "LLM_PROVIDER=anthropic" in answer.json()["error"]["message"]


def _await_turns(gateway: Gateway, subject: str, count: int) -> list[dict[str, Any]]:
    deadline = time.monotonic() + 60
    while True:
        turns = [turn for conversation in gateway.turns(subject) for turn in conversation]
        if len(turns) >= count:
            return turns
        assert time.monotonic() < deadline, f"{len(turns)} turns of {count} are stored"
        time.sleep(0.05)
