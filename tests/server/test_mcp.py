"""MCP over HTTP and over standard input, with the official client."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TextIO
from uuid import uuid4

import httpx2
import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from tests.server.conftest import Person, Service
from toldonce.model import ALL_KEY_SCOPES

TOOLS = {
    "add_memory",
    "search_memories",
    "get_context",
    "get_profile",
    "memory_history",
    "correct_memory",
    "forget_memory",
    "list_memories",
}


@asynccontextmanager
async def over_http(service: Service, key: str, subject: str, mode: str = "auto") -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bearer {key}", "X-Memory-Subject": subject}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as http,
        Client(streamable_http_client(f"{service.base_url}/mcp", http_client=http), mode=mode) as client,
    ):
        yield client


@asynccontextmanager
async def over_standard_input(errors: TextIO | None = None, **environment: str) -> AsyncIterator[Client]:
    command = str(Path(sys.executable).with_name("toldonce"))
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    started = StdioServerParameters(command=command, args=["mcp"], env=inherited | environment)
    async with Client(stdio_client(started, errlog=errors or sys.__stderr__)) as client:
        yield client


@pytest.fixture(scope="module")
def key(ana: Person) -> str:
    made: str = ana.key(*ALL_KEY_SCOPES)["api_key"]
    return made


@pytest.fixture
def subject() -> str:
    return f"mcp-{uuid4().hex[:8]}"


async def _call(client: Client, tool: str, **arguments: Any) -> Mapping[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


async def _refusal(client: Client, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    return str(result.content[0].text)


async def _live_through(client: Client) -> None:
    """Everything that the tools can do, once."""
    assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
    told = await _call(client, "add_memory", content="I play the oboe in an orchestra.")
    memory_id = told["memory"]["memory_id"]
    found = await _call(client, "search_memories", query="Which instrument do I play?")
    assert found["hits"][0]["id"] == memory_id
    assert "oboe" in (await _call(client, "get_context", query="music"))["result"]
    corrected = await _call(client, "correct_memory", memory_id=memory_id, content="I play the clarinet.")
    history = await _call(client, "memory_history", memory_id=corrected["memory"]["memory_id"])
    assert [one["content"] for one in history["versions"]] == [
        "I play the oboe in an orchestra.",
        "I play the clarinet.",
    ]
    listed = await _call(client, "list_memories")
    assert [one["content"] for one in listed["memories"]] == ["I play the clarinet."]
    assert "clarinet" in str(await _call(client, "get_profile"))
    resources = {str(one.uri): one for one in (await client.list_resources()).resources}
    assert set(resources) == {"toldonce://profile", "toldonce://context"}
    for uri in resources:
        assert "clarinet" in (await client.read_resource(uri)).contents[0].text
    (prompt,) = (await client.list_prompts()).prompts
    filled = await client.get_prompt(prompt.name, {"question": "What do I play?"})
    assert "<memory>" in filled.messages[0].content.text
    assert "clarinet" in filled.messages[0].content.text
    for version in history["versions"]:
        assert (await _call(client, "forget_memory", memory_id=version["memory_id"]))["counts"]["memories"] == 1
    assert (await _call(client, "search_memories", query="clarinet"))["hits"] == []
    assert "no such memory" in await _refusal(client, "forget_memory", memory_id=memory_id)
    assert "must not contain the NUL" in await _refusal(client, "add_memory", content="a\x00b")
    for arguments, told in (
        ({"max_tokens": 5}, "max_tokens: Input should be greater than or equal to 16"),
        ({"since": "2024"}, "since: there is no such argument; it takes query, max_tokens, as_of, known_at."),
    ):
        assert await _refusal(client, "get_context", **arguments) == f"Error executing tool get_context: {told}"
    assert await _refusal(client, "add_memory") == "Error executing tool add_memory: content: is required"
    await _call(client, "add_memory", content="I live by the gate of the harbour.")
    for tool, asked in (("get_context", {"query": "the gate of the harbour"}), ("list_memories", {})):
        assert "of the harbour" in str(await _call(client, tool, **asked))
        assert "of the harbour" not in str(await _call(client, tool, **asked, known_at="2020-01-01"))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_over_http(service: Service, key: str, subject: str, mode: str) -> None:
    async with over_http(service, key, subject, mode) as client:
        await _live_through(client)


async def test_over_standard_input_for_a_service(service: Service, key: str, subject: str, tmp_path: Path) -> None:
    environment = {"TOLDONCE_URL": service.base_url, "TOLDONCE_API_KEY": key, "TOLDONCE_SUBJECT": subject}
    log = tmp_path / "log"
    with log.open("w") as errors:
        async with over_standard_input(errors, **environment) as client:
            await _live_through(client)
    assert log.read_text() == "", "a host keeps what is said there, and the words of a call are nobody else's"


async def test_a_service_that_is_away_is_a_sentence(key: str) -> None:
    environment = {"TOLDONCE_URL": "http://127.0.0.1:1", "TOLDONCE_API_KEY": key}
    async with over_standard_input(**environment) as client:
        assert "No toldonce can be reached" in await _refusal(client, "search_memories", query="boat")


async def test_over_standard_input_for_the_local_database(
    owner_url: str, models_dir: Path, tmp_path: Path, subject: str
) -> None:
    (tmp_path / "models").symlink_to(models_dir)
    environment = {"DATABASE_URL": owner_url, "DATA_DIR": str(tmp_path), "TOLDONCE_SUBJECT": subject}
    async with over_standard_input(**environment) as client:
        told = await _call(client, "add_memory", content="The boat is called Wanda.")
        found = await _call(client, "search_memories", query="boat")
        assert found["hits"][0]["id"] == told["memory"]["memory_id"]


async def test_subjects_are_apart(service: Service, key: str, subject: str, ana: Person) -> None:
    async with over_http(service, key, subject) as client:
        await _call(client, "add_memory", content="The code word is heron.")
    async with over_http(service, key, f"{subject}-other") as client:
        assert (await _call(client, "search_memories", query="code word"))["hits"] == []
    told = ana.http.get("/api/v1/memories", headers={"X-Memory-Subject": subject}).json()["items"]
    assert [one["content"] for one in told] == ["The code word is heron."]


async def test_a_key_does_only_what_it_may(service: Service, ana: Person, subject: str) -> None:
    reader = ana.key("memories:read")["api_key"]
    async with over_http(service, reader, subject) as client:
        assert (await _call(client, "list_memories"))["memories"] == []
        assert "memories:write" in await _refusal(client, "add_memory", content="Not mine to tell.")
        assert "memories:delete" in await _refusal(client, "forget_memory", memory_id=str(uuid4()))


async def test_nobody_is_turned_away(service: Service) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    client = service.client()
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        answer = client.post("/mcp", json=asked, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.headers["Content-Type"] == "application/problem+json"
    with pytest.raises((MCPError, ExceptionGroup, httpx2.HTTPError)):
        async with over_http(service, "wrong", "me", "legacy"):
            pass


def test_there_is_no_stream_to_hold_open(service: Service, ana: Person) -> None:
    for method in ("GET", "DELETE"):
        answer = ana.http.request(method, "/mcp")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_an_address_with_a_slash_at_its_end_is_the_same(service: Service, ana: Person) -> None:
    accepted = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    ping = b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}'
    for path in ("/mcp", "/mcp/"):
        assert ana.http.post(path, content=ping, headers=accepted).json() == {"jsonrpc": "2.0", "id": 1, "result": {}}
        foreign = ana.http.post(path, content=ping, headers=accepted | {"Origin": "https://elsewhere.example"})
        assert foreign.status_code == 403
    assert httpx2.post(f"{service.base_url}/mcp/", content=ping, headers=accepted).status_code == 401


def test_bad_requests_are_refused(service: Service, ana: Person) -> None:
    accepted = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    assert ana.http.post("/mcp", content=b"{", headers=accepted).status_code == 400
    assert ana.http.post("/mcp", content=b"{}", headers=accepted | {"X-Memory-Subject": "s" * 256}).status_code == 400
    big = b"x" * (service.settings.max_body_bytes + 1)
    assert ana.http.post("/mcp", content=big, headers=accepted).status_code == 413


@pytest.mark.parametrize(
    ("content", "kind", "code", "told"),
    [
        (b"{", "application/json", -32700, "not valid JSON"),
        (b"5", "application/json", -32600, "one JSON-RPC message"),
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', "application/json", -32600, "one JSON-RPC message"),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', "application/json", -32600, "one JSON-RPC message"),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}', "text/plain", -32600, "Content-Type"),
    ],
)
def test_what_is_no_message_is_refused_in_our_words(
    ana: Person, content: bytes, kind: str, code: int, told: str
) -> None:
    headers = {"Accept": "application/json, text/event-stream", "Content-Type": kind}
    answer = ana.http.post("/mcp", content=content, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json")
    refusal = answer.json()
    assert (refusal["jsonrpc"], refusal["id"], refusal["error"]["code"]) == ("2.0", None, code)
    assert told in refusal["error"]["message"]
    assert "pydantic" not in answer.text
