"""What stands in front of the routes speaks the protocol of the address too."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.server.broken import application, client_of

OPENAI = {"message", "type", "param", "code"}


async def _post(path: str, content: bytes = b"{}", **headers: str) -> httpx.Response:
    sent = {"Content-Type": "application/json", "Authorization": "Bearer nobody"} | headers
    async with client_of(application(max_body_bytes=1024)) as client:
        return await client.post(path, content=content, headers=sent)


@pytest.mark.parametrize(
    ("content", "status", "code", "kind"),
    [
        (b"{}", 401, "not_authenticated", "authentication_error"),
        (b"x" * 2_000, 413, "too_large", "invalid_request_error"),
    ],
)
async def test_openais_clients_understand_every_layer(content: bytes, status: int, code: str, kind: str) -> None:
    answer = await _post("/v1/chat/completions", content)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
    error = answer.json()["error"]
    assert set(error) == OPENAI
    assert (error["code"], error["type"]) == (code, kind)
    assert error["message"].endswith(".") or "'" in error["message"]
    assert answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("content", "status", "kind"), [(b"{}", 401, "authentication_error"), (b"x" * 2_000, 413, "request_too_large")]
)
async def test_anthropics_clients_understand_every_layer(content: bytes, status: int, kind: str) -> None:
    answer = await _post("/v1/messages", content)
    told: dict[str, Any] = answer.json()
    assert (answer.status_code, told["type"], told["error"]["type"]) == (status, "error", kind)
    assert told["request_id"] == answer.headers["x-request-id"]


async def test_addresses_that_are_not_served_speak_it_as_well() -> None:
    async with client_of(application()) as client:
        openai = await client.get("/v1/models/scripted-1")
        anthropic = await client.get("/v1/models/scripted-1", headers={"anthropic-version": "2023-06-01"})
        counting = await client.post("/v1/messages/count_tokens")
        method = await client.get("/v1/chat/completions")
        ours = await client.get("/api/v1/nothing")
    assert (openai.status_code, set(openai.json()["error"])) == (404, OPENAI)
    assert anthropic.json()["error"]["type"] == counting.json()["error"]["type"] == "not_found_error"
    assert (method.status_code, method.headers["allow"], set(method.json()["error"])) == (405, "POST", OPENAI)
    assert ours.headers["content-type"] == "application/problem+json"
