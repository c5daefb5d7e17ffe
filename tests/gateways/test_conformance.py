"""One scenario through every door: what is stored and what is found is the same, whoever told it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from mcp import Client as McpClient
from mcp.client.streamable_http import streamable_http_client
from mem0 import MemoryClient

from tests.server.conftest import Person, Service, ana, models_dir, service, service_settings
from toldonce import AsyncClient
from toldonce.model import ALL_KEY_SCOPES

__all__ = ["ana", "models_dir", "service", "service_settings"]

TOLD = ["I live in Lisbon.", "My sister is called Nora.", "I am allergic to shellfish.", "I moved to Oslo last week."]
QUERY = "Where do I live?"
COMPARED = ("type", "content", "slot", "value", "status", "origin", "confidence", "importance", "trust")

Tell = Callable[[Service, str, str, str], Awaitable[None]]


async def over_http(service: Service, key: str, subject: str, content: str) -> None:
    async with httpx2.AsyncClient(base_url=service.base_url) as http:
        headers = {"X-API-Key": key, "X-Memory-Subject": subject}
        answer = await http.post("/api/v1/memories", json={"content": content}, headers=headers)
        assert answer.status_code == 201, answer.text


async def by_the_sdk(service: Service, key: str, subject: str, content: str) -> None:
    async with AsyncClient(service.base_url, api_key=key, subject=subject) as client:
        await client.add_memories([content])


async def over_mcp(service: Service, key: str, subject: str, content: str) -> None:
    headers = {"Authorization": f"Bearer {key}", "X-Memory-Subject": subject}
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        McpClient(streamable_http_client(f"{service.base_url}/mcp", http_client=http)) as client,
    ):
        assert not (await client.call_tool("add_memory", {"content": content})).is_error


async def by_mem0(service: Service, key: str, subject: str, content: str) -> None:
    client = MemoryClient(api_key=key, host=service.base_url)
    try:
        client.add(content, user_id=subject)
    finally:
        client.client.close()


async def _stored(memory: AsyncClient) -> list[dict[str, Any]]:
    page = await memory.memories(status="all", limit=200)
    return sorted(
        ({name: getattr(one, name) for name in COMPARED} for one in page.items),
        key=lambda one: (one["content"], one["status"]),
    )


async def _found(memory: AsyncClient) -> list[tuple[str, float, str | None]]:
    result = await memory.search(QUERY)
    was = [(hit.content, round(hit.score, 3), hit.predecessor and hit.predecessor.content) for hit in result.hits]
    return [*was, (str(result.answerable), round(result.confidence, 3), None)]


@pytest.fixture(scope="module")
def key(ana: Person) -> str:
    made: str = ana.key(*ALL_KEY_SCOPES)["api_key"]
    return made


async def test_every_door_tells_the_same(service: Service, key: str) -> None:
    stored: dict[str, list[dict[str, Any]]] = {}
    found: dict[str, list[tuple[str, float, str | None]]] = {}
    doors: list[Tell] = [over_http, by_the_sdk, over_mcp, by_mem0]
    for tell in doors:
        subject = f"conformance-{uuid4().hex[:8]}"
        for content in TOLD:
            await tell(service, key, subject, content)
        async with AsyncClient(service.base_url, api_key=key, subject=subject) as memory:
            stored[tell.__name__], found[tell.__name__] = await _stored(memory), await _found(memory)
    expected, hits = stored["over_http"], found["over_http"]
    assert any("Oslo" in content for content, _, _ in hits)
    assert {one["status"] for one in expected} == {"current", "superseded"}
    for tell in doors[1:]:
        assert stored[tell.__name__] == expected, tell.__name__
        assert found[tell.__name__] == hits, tell.__name__


async def test_every_door_finds_the_same(service: Service, key: str) -> None:
    subject = f"conformance-{uuid4().hex[:8]}"
    async with AsyncClient(service.base_url, api_key=key, subject=subject) as memory:
        await memory.add_memories(TOLD)
        expected = [(str(hit.id), hit.score) for hit in (await memory.search(QUERY)).hits]
    headers = {"Authorization": f"Bearer {key}", "X-Memory-Subject": subject}
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        McpClient(streamable_http_client(f"{service.base_url}/mcp", http_client=http)) as client,
    ):
        answer = (await client.call_tool("search_memories", {"query": QUERY})).structured_content
    assert answer is not None
    assert [(hit["id"], hit["score"]) for hit in answer["hits"]] == expected
    mem0 = MemoryClient(api_key=key, host=service.base_url)
    try:
        hits = mem0.search(QUERY, filters={"user_id": subject}, latest_only=True, threshold=0.0)["results"]
    finally:
        mem0.client.close()
    assert [(hit["id"], hit["score"]) for hit in hits] == expected
