"""One talk through every door that passes turns on: what is kept of it, understood and found is the same."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import anthropic
import httpx2
import openai
import pytest

from tests.gateways.conftest import Gateway
from toldonce import AsyncClient
from toldonce.model import ALL_KEY_SCOPES

TOLD = ["I live in Lisbon.", "My sister is called Nora.", "I am allergic to shellfish.", "I moved to Oslo."]
ANSWER = "Noted."
QUERY = "Where do I live?"
COMPARED = ("type", "content", "slot", "value", "status", "origin", "confidence", "importance", "trust")
MODEL = "scripted-1"
SECONDS = 60.0

Tell = Callable[[Gateway, str, str], Awaitable[None]]


@pytest.fixture(scope="module", params=["openai", "anthropic"])
def provider(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def reads_turns() -> bool:
    return True


@pytest.fixture(scope="module")
def key(running: Gateway) -> str:
    made: str = running.person.key(*ALL_KEY_SCOPES)["api_key"]
    return made


def talk() -> list[dict[str, str]]:
    return [
        {"role": role, "content": content} for told in TOLD for role, content in (("user", told), ("assistant", ANSWER))
    ]


async def over_http(gateway: Gateway, key: str, subject: str) -> None:
    headers = {"X-API-Key": key, "X-Memory-Subject": subject}
    async with httpx2.AsyncClient(base_url=f"{gateway.service.base_url}/api/v1", headers=headers) as http:
        made = (await http.post("/conversations", json={})).json()
        for turn in talk():
            answer = await http.post(f"/conversations/{made['conversation_id']}/turns", json={"turns": [turn]})
            assert answer.status_code == 201, answer.text


async def by_the_sdk(gateway: Gateway, key: str, subject: str) -> None:
    async with AsyncClient(gateway.service.base_url, api_key=key, subject=subject) as client:
        conversation = await client.create_conversation()
        for turn in talk():
            await client.add_turns(conversation.conversation_id, [turn])


async def by_chat(gateway: Gateway, key: str, subject: str) -> None:
    async with AsyncClient(gateway.service.base_url, api_key=key, subject=subject) as client:
        conversation = await client.create_conversation()
        for told in TOLD:
            assert (await client.chat(told, conversation_id=conversation.conversation_id)).response == ANSWER


async def by_openai(gateway: Gateway, key: str, subject: str) -> None:
    url, said = f"{gateway.service.base_url}/v1", talk()
    async with openai.AsyncOpenAI(base_url=url, api_key=key, max_retries=0) as client:
        for end in range(1, len(said), 2):
            history: list[Any] = said[:end]
            answer = await client.chat.completions.create(model=MODEL, messages=history, user=subject)
            assert answer.choices[0].message.content == ANSWER


async def by_anthropic(gateway: Gateway, key: str, subject: str) -> None:
    headers, said = {"X-Memory-Subject": subject}, talk()
    async with anthropic.AsyncAnthropic(base_url=gateway.service.base_url, api_key=key, max_retries=0) as client:
        for end in range(1, len(said), 2):
            history: list[Any] = said[:end]
            answer = await client.messages.create(model=MODEL, max_tokens=100, messages=history, extra_headers=headers)
            assert [block.type == "text" and block.text for block in answer.content] == [ANSWER]


async def read_whole(memory: AsyncClient) -> None:
    """Wait until every turn was read."""
    deadline = time.monotonic() + SECONDS
    while not (jobs := (await memory.jobs(limit=200)).items) or {job.status for job in jobs} & {
        "queued",
        "running",
        "failed",
    }:
        assert time.monotonic() < deadline, jobs
        await asyncio.sleep(0.05)


async def _stored(memory: AsyncClient) -> list[dict[str, Any]]:
    page = await memory.memories(status="all", limit=200)
    return sorted(
        ({name: getattr(one, name) for name in COMPARED} for one in page.items),
        key=lambda one: (one["content"], one["status"]),
    )


async def _found(memory: AsyncClient) -> list[tuple[str, str, float]]:
    """The best hits; their scores may differ by the seconds that lie between two doors, as age counts."""
    result = await memory.search(QUERY, limit=3)
    return [(hit.kind, hit.content, hit.score) for hit in result.hits]


async def test_every_door_keeps_the_same_talk(gateway: Gateway, provider: str, key: str) -> None:
    gateway.upstream.text = ANSWER
    by_provider: Tell = by_openai if provider == "openai" else by_anthropic
    doors: list[Tell] = [over_http, by_the_sdk, by_chat, by_provider]
    stored: dict[str, list[dict[str, Any]]] = {}
    found: dict[str, list[tuple[str, str, float]]] = {}
    for tell in doors:
        subject = gateway.subject()
        await tell(gateway, key, subject)
        async with AsyncClient(gateway.service.base_url, api_key=key, subject=subject) as memory:
            await read_whole(memory)
            stored[tell.__name__], found[tell.__name__] = await _stored(memory), await _found(memory)
        assert gateway.said(subject) == [[(turn["role"], turn["content"]) for turn in talk()]], tell.__name__
    expected, hits = stored["over_http"], found["over_http"]
    assert {one["status"] for one in expected} == {"current", "superseded"}
    assert "Oslo" in hits[0][1]
    for tell in doors[1:]:
        assert stored[tell.__name__] == expected, tell.__name__
        near: Any = [(kind, content, pytest.approx(score, abs=0.01)) for kind, content, score in hits]
        assert found[tell.__name__] == near, tell.__name__
