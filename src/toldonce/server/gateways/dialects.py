"""Errors in the shape that the clients of an address know: the status decides which exception they raise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from starlette.types import Scope

Dialect = Literal["problem", "openai", "anthropic"]

MEDIA_TYPE = "application/json"
_OPENAI_PATHS = ("/v1/chat/", "/v1/models", "/v1/completions", "/v1/responses", "/v1/embeddings")
_OPENAI_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}
_ANTHROPIC_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    503: "overloaded_error",
    504: "timeout_error",
}


def dialect_of(scope: Scope) -> Dialect:
    """What the client at this address understands. ``/v1/models`` belongs to both protocols; Anthropic's clients name
    their version."""
    path: str = scope["path"]
    if path == "/v1/messages" or path.startswith("/v1/messages/"):
        return "anthropic"
    if path.startswith(_OPENAI_PATHS):
        is_anthropic = path.startswith("/v1/models") and any(
            name == b"anthropic-version" for name, _ in scope["headers"]
        )
        return "anthropic" if is_anthropic else "openai"
    return "problem"


def openai_error(status: int, code: str, message: str, errors: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """The body of an error of OpenAI's API; ``param`` is the first field that is wrong."""
    kind = _OPENAI_KINDS.get(status, "invalid_request_error" if status < 500 else "server_error")
    param = errors[0].get("pointer", "").removeprefix("/").replace("/", ".") or None if errors else None
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def anthropic_error(status: int, code: str, message: str, request_id: str | None) -> dict[str, Any]:
    """The body of an error of Anthropic's API; ``code`` is ours."""
    kind = _ANTHROPIC_KINDS.get(status, "invalid_request_error" if status < 500 else "api_error")
    return {"type": "error", "error": {"type": kind, "message": message, "code": code}, "request_id": request_id}
