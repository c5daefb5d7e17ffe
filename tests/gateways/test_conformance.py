"""One scenario through every door: what is stored and what is found is the same, whoever told it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from mcp import Client as McpClient
from mcp.client.streamable_http import streamable_http_client
from mem0 import MemoryClient

from tests.gateways.test_conformance_of_turns import read_whole, talk
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


async def stored_by(memory: AsyncClient) -> list[dict[str, Any]]:
    page = await memory.memories(status="all", limit=200)
    return sorted(
        ({name: getattr(one, name) for name in COMPARED} for one in page.items),
        key=lambda one: (one["content"], one["status"]),
    )


async def found_by(memory: AsyncClient) -> list[tuple[str, float, str | None]]:
    result = await memory.search(QUERY)
    was = [
        (hit.content, round(hit.score, 3), hit.predecessor.content if hit.predecessor is not None else None)
        for hit in result.hits
    ]
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
            stored[tell.__name__], found[tell.__name__] = await stored_by(memory), await found_by(memory)
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
        everything = [(str(hit.id), hit.score) for hit in (await memory.search(QUERY)).hits]
        expected = [(str(hit.id), hit.score) for hit in (await memory.search(QUERY)).hits]
    assert expected
    assert expected == everything[: len(expected)]
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
    assert [(hit["id"], hit["score"]) for hit in hits] == everything  # its callers choose by the threshold


async def import_by_the_command(service: Service, key: str, subject: str, folder: Path) -> None:
    mapping: dict[str, Any] = {"root": {"message": None, "parent": None}}
    for number, turn in enumerate(talk()):
        message = {
            "id": f"m{number}",
            "author": {"role": turn["role"]},
            "create_time": time.time(),
            "content": {"content_type": "text", "parts": [turn["content"]]},
        }
        mapping[f"n{number}"] = {"message": message, "parent": f"n{number - 1}" if number else "root"}
    exported = {
        "id": "c",
        "title": "A talk",
        "create_time": time.time(),
        "mapping": mapping,
        "current_node": f"n{number}",
    }
    file = folder / "conversations.json"
    file.write_text(json.dumps([exported]), encoding="utf-8")
    await asyncio.to_thread(_command, service, key, subject, folder, "import", str(file), "--format", "chatgpt")


def _command(service: Service, key: str, subject: str, folder: Path, *arguments: str) -> Any:
    """What the command answers, as JSON."""
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    place = {"TOLDONCE_URL": service.base_url, "TOLDONCE_API_KEY": key, "TOLDONCE_SUBJECT": subject}
    ended = subprocess.run(
        [str(Path(sys.executable).with_name("toldonce")), *arguments, "--json"],
        cwd=folder,
        env=known | place,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


async def test_the_command_tells_and_finds_the_same(service: Service, key: str, tmp_path: Path) -> None:
    by_http, by_command = (f"conformance-{uuid4().hex[:8]}" for _ in range(2))
    await import_by_the_command(service, key, by_command, tmp_path)
    async with (
        AsyncClient(service.base_url, api_key=key, subject=by_http) as told,
        AsyncClient(service.base_url, api_key=key, subject=by_command) as imported,
    ):
        conversation = await told.create_conversation()
        await told.add_turns(conversation.conversation_id, talk())
        await read_whole(told)
        await read_whole(imported)
        expected = await stored_by(told)
        assert {one["status"] for one in expected} == {"current", "superseded"}
        assert await stored_by(imported) == expected
        assert [hit[0] for hit in await found_by(imported)] == [hit[0] for hit in await found_by(told)]
        hits = [(str(hit.id), hit.content) for hit in (await imported.search(QUERY)).hits]
        memories = {str(one.memory_id) for one in (await imported.memories(limit=200)).items}
    result = await asyncio.to_thread(_command, service, key, by_command, tmp_path, "search", QUERY)
    assert [(hit["id"], hit["content"]) for hit in result["hits"]] == hits
    listed = await asyncio.to_thread(_command, service, key, by_command, tmp_path, "memories", "--limit", "200")
    assert {one["memory_id"] for one in listed["items"]} == memories
