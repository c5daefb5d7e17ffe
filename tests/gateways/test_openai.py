"""The unmodified openai package against the gateway: plain, streamed, with tools and pictures, and when it goes wrong."""

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
    said = [{"role": "user", "content": one} if isinstance(one, str) else one for one in messages]
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
