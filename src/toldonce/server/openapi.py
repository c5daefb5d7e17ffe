"""The API's reference: what FastAPI knows of the routes, with the errors that each of them can answer."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from toldonce.server.problems import MEDIA_TYPE
from toldonce.server.rates import EXEMPT, limits_in_words
from toldonce.server.wire import Fault, Problem
from toldonce.settings import Settings

DESCRIPTION = """
Long-form memory for conversations with language models: **tell it once, recall it at turn 1,000**.

1. `POST /api/v1/auth/register`, then `POST /api/v1/auth/login` for an access token.
2. Send it as `Authorization: Bearer <token>`. Programs use an API key instead, as `X-API-Key` or as Bearer.
3. `X-Memory-Subject` says whose memory is meant; without it, your own (`me`). Subjects never see each other.

Errors are `application/problem+json` (RFC 9457): act on `error`, show `message`. Writes accept an `Idempotency-Key` and
answer `up_to_seq`, which reads take as `min_seq` to include that write.
"""
TAGS = [
    {"name": "accounts", "description": "Accounts, sessions and API keys."},
    {"name": "conversations", "description": "Conversations and their turns."},
    {"name": "chat", "description": "A message, answered with memory."},
    {"name": "memories", "description": "Tell, list, search and forget."},
    {"name": "context", "description": "Text for a prompt."},
    {"name": "import and export", "description": "Everything in, everything out."},
    {"name": "jobs", "description": "Background work."},
    {"name": "system", "description": "How the service is."},
]


def description(settings: Settings) -> str:
    """What the reference begins with; the limits in it are those of the settings."""
    return f"{DESCRIPTION.strip()}\n\n{limits_in_words(settings)}".strip()


_SUBJECT = {
    "name": "X-Memory-Subject",
    "in": "header",
    "required": False,
    "description": "Whose memory: 1 to 255 characters, UTF-8.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "default": "me"},
}
_IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body bring the stored answer instead of a second write.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}
_REASONS = {
    "400": "A header or the JSON is malformed.",
    "401": "The credential is missing, wrong or expired.",
    "403": "The API key lacks the scope.",
    "404": "There is no such thing in this subject's memory.",
    "409": "It conflicts with what is stored, or the same write is still running.",
    "413": "The body is too large.",
    "415": "The content type is not accepted.",
    "422": "A field is wrong; `errors` names it.",
    "429": "Too many requests; `Retry-After` says how long to wait.",
    "503": "The service cannot answer just now.",
}
_METHODS = {"get", "post", "put", "patch", "delete"}


def install(app: FastAPI) -> None:
    """Make ``app.openapi()`` describe errors and headers as they are."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _schema(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _schema(app: FastAPI) -> dict[str, Any]:
    schema = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    schemas = schema["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for model in (Fault, Problem):
        written = model.model_json_schema(ref_template="#/components/schemas/{model}")
        written.pop("$defs", None)
        schemas[model.__name__] = written
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if method in _METHODS:
                _complete(path, method, operation)
    return schema


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    for status in sorted(_possible(path, method, operation)):
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        responses.setdefault(status, {"description": _REASONS[status], "content": content})
    if "security" in operation and path.startswith("/api/v1/") and not path.startswith("/api/v1/auth/"):
        parameters = operation.setdefault("parameters", [])
        parameters.append(_SUBJECT)
        if _is_write(method, operation):
            parameters.append(_IDEMPOTENCY)


def _possible(path: str, method: str, operation: dict[str, Any]) -> set[str]:
    possible = {"503"} if path.startswith("/api/v1/") else set()
    if path not in EXEMPT:
        possible.add("429")
    if "security" in operation:
        possible |= {"400", "401", "403"}
    elif path.endswith(("/login", "/refresh")):
        possible.add("401")
    if "{" in path:
        possible.add("404")
    if "requestBody" in operation:
        possible |= {"400", "404", "413", "415", "422"} if "security" in operation else {"400", "413", "415", "422"}
    if operation.get("parameters"):
        possible.add("422")
    if _is_write(method, operation) or path.endswith("/register"):
        possible.add("409")
    return possible


def _is_write(method: str, operation: dict[str, Any]) -> bool:
    scopes = {scope for scheme in operation.get("security", []) for names in scheme.values() for scope in names}
    return method != "get" and bool(scopes & {"memories:write", "memories:delete", "chat"})
