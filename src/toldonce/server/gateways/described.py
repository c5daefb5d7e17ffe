"""What the reference shows of the gateways: their headers, requests and answers, and errors in their own shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toldonce.server.examples import FAULT
from toldonce.server.gateways.dialects import MEDIA_TYPE, anthropic_error, openai_error

TAG = "gateways"
MODELS = ("/v1/chat/completions", "/v1/messages")
"""Addresses whose answers come from the language model's server."""

_ASKED = [{"role": "user", "content": "In which city does my sister live?"}]
_BEES = {"messages": [{"role": "user", "content": "I keep bees."}], "user_id": "alex"}
_EXPORTED = {"type": "object", "properties": {"name": {"type": "string"}}}
_RECORD: dict[str, Any] = {
    "id": "01a208c4-1af9-73e4-a90f-106b4a20eb26",
    "memory": "I keep bees.",
    "user_id": "alex",
    "agent_id": None,
    "app_id": None,
    "run_id": None,
    "metadata": None,
    "categories": ["fact"],
    "created_at": "2026-03-01T09:30:00Z",
    "updated_at": "2026-03-01T09:30:00Z",
    "expiration_date": None,
}
_KNOWN = {"memory_id": _RECORD["id"]}

REQUESTS: Mapping[str, Any] = {
    "post /v1/chat/completions": {"model": "gpt-4o-mini", "messages": _ASKED, "user": "customer-17"},
    "post /v1/messages": {"model": "claude-sonnet-4-5", "max_tokens": 300, "messages": _ASKED},
    "post /v3/memories/add/": {**_BEES, "metadata": {"source": "onboarding"}},
    "post /v3/memories/search/": {"query": "insects", "filters": {"user_id": "alex"}},
    "post /v3/memories/": {"filters": {"user_id": "alex"}},
    "put /v1/memories/{memory_id}/": {"text": "I keep hens."},
    "put /v1/batch/": {"memories": [{**_KNOWN, "text": "I keep hens."}]},
    "delete /v1/batch/": {"memories": [_KNOWN]},
    "post /v1/feedback/": {**_KNOWN, "feedback": "POSITIVE", "feedback_reason": "It helped."},
    "post /v1/exports/": {"schema": _EXPORTED, "filters": {"user_id": "alex"}},
    "post /v1/exports/get/": {"filters": {"user_id": "alex"}},
    "post /v1/summary/": {"filters": {"user_id": "alex"}},
    "post /v2/profiles/jobs/": {"operation": "trigger", "entity_type": "user", "entity_id": "alex"},
    "post /v2/profiles/settings/": {"enabled": True},
    "post /api/v1/webhooks/projects/{project_id}/": {
        "url": "https://93.184.216.34/hook",
        "name": "Mine",
        "event_types": ["memory_add"],
    },
    "put /api/v1/webhooks/{webhook_id}/": {"event_types": ["memory_delete"]},
    "patch /api/v1/webhooks/{webhook_id}/": {"event_types": ["memory_delete"]},
    "post /memories": _BEES,
    "put /memories/{memory_id}": {"text": "I keep hens."},
    "post /search": {"query": "insects", "user_id": "alex"},
}
"""A request of each operation, by method and path."""

ANSWERS: Mapping[str, Any] = {
    "post /v1/chat/completions": {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1772357400,
        "model": "gpt-4o-mini",
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": "In Lisbon."}, "finish_reason": "stop"},
        ],
        "usage": {"prompt_tokens": 61, "completion_tokens": 4, "total_tokens": 65},
    },
    "post /v1/messages": {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-4-5",
        "content": [{"type": "text", "text": "In Lisbon."}],
        "stop_reason": "end_turn",
        "usage": {"input_tokens": 61, "output_tokens": 4},
    },
    "get /v1/models": {"object": "list", "data": [{"id": "gpt-4o-mini", "object": "model"}]},
    "post /v3/memories/search/": {"results": [{**_RECORD, "score": 0.71}]},
    "post /v3/memories/": {"count": 1, "next": None, "previous": None, "results": [_RECORD]},
    "get /v1/memories/{memory_id}/": _RECORD,
    "put /v1/memories/{memory_id}/": {**_RECORD, "memory": "I keep hens."},
    "get /memories/{memory_id}": _RECORD,
    "get /memories": {"results": [_RECORD]},
    "post /search": {"results": [{**_RECORD, "score": 0.71}]},
}
"""What comes back, by method and path."""

_HEADERS: list[dict[str, Any]] = [
    {
        "name": "X-Memory",
        "in": "header",
        "required": False,
        "description": "What the memory does with this request: recall and remember (`on`), one of both, or neither.",
        "schema": {"type": "string", "enum": ["on", "read", "write", "off"], "default": "on"},
    },
    {
        "name": "X-Memory-Conversation",
        "in": "header",
        "required": False,
        "description": "The conversation that goes on; without it, it is recognised by what comes again.",
        "schema": {"type": "string", "format": "uuid"},
    },
]


def describe(path: str, method: str, operation: dict[str, Any], subject: Mapping[str, Any]) -> None:
    """Complete an operation of a gateway: headers, examples, and errors as its clients read them.

    ``subject`` is the parameter that says whose memory is meant.
    """
    where = f"{method} {path}"
    if path in MODELS:
        operation.setdefault("parameters", []).extend([*_HEADERS, dict(subject)])
        operation["responses"]["502"] = {"description": "The language model's server did not answer."}
    body = operation.get("requestBody", {}).get("content", {}).get(MEDIA_TYPE)
    if body is not None and where in REQUESTS:
        body["example"] = REQUESTS[where]
    for status, answer in operation["responses"].items():
        content = answer.setdefault("content", {})
        if status.startswith("2"):
            if where in ANSWERS and MEDIA_TYPE in content:
                content[MEDIA_TYPE]["example"] = ANSWERS[where]
            continue
        content.pop("application/problem+json", None)
        content[MEDIA_TYPE] = _error(path, status)


def _error(path: str, status: str) -> dict[str, Any]:
    number = int(status) if status.isdigit() else 405
    if path in ("/v1/chat/completions", "/v1/models"):
        shown = openai_error(number, FAULT["error"], FAULT["message"])
    elif path == "/v1/messages":
        shown = anthropic_error(number, FAULT["error"], FAULT["message"], FAULT["request_id"])
    else:
        example = {"example": {**FAULT, "instance": path}} if number == FAULT["status"] else {}
        return {"schema": {"$ref": "#/components/schemas/Problem"}, **example}
    return {"schema": {"type": "object"}, "example": shown}
