"""What the reference shows of the gateways is true: every example is taken, and nothing that it allows is a fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.gateways.conftest import Gateway
from toldonce.model import ALL_KEY_SCOPES
from toldonce.server.gateways.described import ANSWERS, REQUESTS, TAG

RUN_SECONDS = 120


@pytest.fixture(scope="module")
def operations(running: Gateway) -> dict[str, dict[str, Any]]:
    """The gateways' operations by method and path."""
    schema = running.service.client().get("/openapi.json").json()
    return {
        f"{method} {path}": operation
        for path, listed in schema["paths"].items()
        for method, operation in listed.items()
        if TAG in operation["tags"]
    }


def test_every_request_with_a_body_has_an_example(operations: dict[str, dict[str, Any]]) -> None:
    assert set(REQUESTS) | set(ANSWERS) <= set(operations)
    without = {where for where, operation in operations.items() if "requestBody" in operation} - set(REQUESTS)
    assert not without
    for where in ("post /v1/chat/completions", "post /v1/messages"):
        names = {one["name"] for one in operations[where]["parameters"]}
        assert {"X-Memory", "X-Memory-Conversation", "X-Memory-Subject"} <= names


def test_every_example_is_taken(gateway: Gateway, operations: dict[str, dict[str, Any]]) -> None:
    told = gateway.person.http.post("/memories", json=REQUESTS["post /memories"]).json()["results"][0]["id"]
    hook = {"url": "https://93.184.216.34/hook", "events": ["memory.created"]}
    named = {
        "memory_id": told,
        "webhook_id": gateway.person.http.post("/api/v1/webhooks", json=hook).json()["webhook_id"],
        "project_id": str(gateway.person.http.get("/api/v1/auth/me").json()["user_id"]),
    }
    deleting = sorted(REQUESTS, key=lambda where: where.startswith("delete"))
    for where in [one for one in deleting if one != "post /v1/messages"]:  # which the other kind of server answers
        method, path = where.split(" ")
        sent = REQUESTS[where]
        if "memory_id" in sent:
            sent = {**sent, "memory_id": told}
        if "memories" in sent:
            sent = {"memories": [{**one, "memory_id": told} for one in sent["memories"]]}
        answer = gateway.person.http.request(method, path.format(**named), json=sent)
        assert answer.status_code < 300, (where, answer.text)
        shown = ANSWERS.get(where)
        if isinstance(shown, dict) and "results" in shown:
            assert set(shown["results"][0]) <= set(answer.json()["results"][0]), where


def test_schemathesis_finds_no_fault(gateway: Gateway, tmp_path: Path) -> None:
    """With what the schema allows; what is refused is checked with the clients whose shapes these are."""
    key = gateway.service.register().key(*ALL_KEY_SCOPES)["api_key"]
    ended = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            *("run", f"{gateway.service.base_url}/openapi.json", "--include-tag", TAG),
            *("--header", f"Authorization: Bearer {key}"),
            *("--checks", "not_a_server_error,status_code_conformance,content_type_conformance,ignored_auth"),
            *("--phases", "fuzzing", "--max-examples", "1", "--seed", "7", "--no-shrink"),
            *("--continue-on-failure", "--exclude-path", "/v1/messages"),
        ],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=RUN_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, (ended.stdout + ended.stderr)[-20_000:]
    assert not [line for line in gateway.service.log_lines() if line["level"] == "error"]
