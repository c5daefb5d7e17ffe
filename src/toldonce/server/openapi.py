"""The API's reference: what FastAPI knows of the routes, with the errors that each of them can answer."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from toldonce.server.callers import SECURITY_SCHEMES
from toldonce.server.examples import ANSWERS, BODIES, EXPORTED, FAULT, MARKDOWN
from toldonce.server.gateways import described
from toldonce.server.problems import MEDIA_TYPE
from toldonce.server.rates import limits_in_words
from toldonce.server.wire import Fault, Problem
from toldonce.settings import Settings

DESCRIPTION = """
Long-form memory for conversations with language models: **tell it once, recall it at turn 1,000**.

### Begin

Open an account, once:

```bash
curl -X POST http://localhost:{port}/api/v1/auth/register -H 'Content-Type: application/json' \\
  -d '{{"email": "ada@example.com", "password": "correct horse battery staple"}}'
```

Log in, and send the access token with every call:

```bash
TOKEN=$(curl -s -X POST http://localhost:{port}/api/v1/auth/login -H 'Content-Type: application/json' \\
  -d '{{"email": "ada@example.com", "password": "correct horse battery staple"}}' \\
  | python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])')
curl http://localhost:{port}/api/v1/auth/me -H "Authorization: Bearer $TOKEN"
```

Tell something, then ask:

```bash
curl -X POST http://localhost:{port}/api/v1/memories -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' -d '{{"content": "I am allergic to peanuts."}}'
curl -X POST http://localhost:{port}/api/v1/memories/search -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' -d '{{"query": "What am I allergic to?"}}'
```

### Who calls, and whose memory is meant

Programs use an API key (`POST /api/v1/auth/api-keys`) instead of a token, as `X-API-Key` or as Bearer.
`X-Memory-Subject` says whose memory is meant; without it, your own (`me`). Subjects never see each other.

### Errors and repetition

Errors are `application/problem+json` (RFC 9457): act on `error`, show `message`. Writes accept an `Idempotency-Key` and
answer `up_to_seq`, which reads take as `min_seq` to include that write.

### Rate limits

{limits}
"""
TAGS = [
    {"name": "accounts", "description": "Accounts, sessions and API keys."},
    {"name": "conversations", "description": "Conversations and their turns."},
    {"name": "chat", "description": "A message, answered with memory."},
    {"name": "memories", "description": "Tell, list, search, explain, correct and forget."},
    {"name": "profile", "description": "What is known, by slot."},
    {"name": "entities", "description": "Who and what is talked about."},
    {"name": "context", "description": "Text for a prompt."},
    {"name": "changes", "description": "What changed, and how it is undone."},
    {"name": "import and export", "description": "Everything in, everything out."},
    {"name": "jobs", "description": "Background work."},
    {"name": "webhooks", "description": "Addresses that are told what happens."},
    {"name": "gateways", "description": "The addresses of OpenAI, Anthropic and Mem0, for their own clients."},
    {"name": "system", "description": "How the service is."},
]


_SUBJECT = {
    "name": "X-Memory-Subject",
    "in": "header",
    "required": False,
    "description": "Whose memory: 1 to 255 characters, UTF-8.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255,
        "pattern": r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$",
        "default": "me",
    },
}
_IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body bring the stored answer instead of a second write.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
_REASONS = {
    "400": "A header or the JSON is malformed.",
    "401": "The credential is missing, wrong or expired.",
    "403": "The API key lacks the scope.",
    "404": "There is no such thing in this subject's memory.",
    "409": "It conflicts with what is stored, or the same write is still running.",
    "412": "It has changed since it was read: read it again and send its new `ETag`.",
    "413": "The body is too large.",
    "415": "The content type is not accepted.",
    "422": "A field is wrong; `errors` names it.",
    "428": "Send `If-Match` with the `ETag` that was read.",
    "429": "Too many requests: come back after `Retry-After` seconds.",
    "4XX": "Another refusal: an address (414) or headers (431) that are too long, a method that is not served (405).",
    "503": "The service cannot answer just now.",
}
_METHODS = {"get", "post", "put", "patch", "delete"}
_NOT_LIMITED = {"/health", "/api/health"}


def description(settings: Settings) -> str:
    """What the reference says first, with the limits that are in force."""
    return DESCRIPTION.format(port=settings.api_port, limits=limits_in_words(settings)).strip()


def rate_limits(settings: Settings) -> dict[str, int]:
    """Requests that are let in, by the name of the limit; empty when they are not limited."""
    chosen = settings.model_dump(include=set(_LIMITS) | {"rate_limit_enabled"})
    if not chosen.pop("rate_limit_enabled", False):
        return {}
    return {_LIMITS[name]: number for name, number in chosen.items()}


_LIMITS = {
    "rate_limit_per_minute": "requests_per_minute",
    "rate_limit_global_per_minute": "requests_per_minute_of_everybody",
    "rate_limit_burst": "burst",
}


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
    schemas["Problem"]["examples"] = [FAULT]
    schema["components"]["securitySchemes"] = {name: dict(scheme) for name, scheme in SECURITY_SCHEMES.items()}
    schema["servers"] = [{"url": "/", "description": "This service."}]
    limited = bool(rate_limits(app.state.settings))
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if method in _METHODS:
                _complete(path, method, operation, limited)
                if described.TAG in operation.get("tags", ()):
                    described.describe(path, method, operation, _SUBJECT)
                else:
                    _exemplify(operation)
    return schema


def _complete(path: str, method: str, operation: dict[str, Any], limited: bool) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    possible = _possible(path, method, operation) | {"4XX", "503"}
    if limited and path not in _NOT_LIMITED:
        possible.add("429")
    for status in sorted(possible):
        answer = responses.setdefault(status, {"description": _REASONS[status]})
        content = answer.setdefault("content", {})
        content.setdefault(MEDIA_TYPE, {"schema": {"$ref": "#/components/schemas/Problem"}})
        if status in ("400", "4XX"):
            content["text/plain"] = {"schema": {"type": "string", "description": "The request is no valid HTTP."}}
    operation.setdefault("security", [])
    is_own = path.startswith("/api/v1/") and described.TAG not in operation.get("tags", ())
    if operation["security"] and is_own and not path.startswith("/api/v1/auth/"):
        parameters = operation.setdefault("parameters", [])
        parameters.append(_SUBJECT)
        if _is_write(method, operation):
            parameters.append(_IDEMPOTENCY)


def _exemplify(operation: dict[str, Any]) -> None:
    """Show what is sent and what comes back."""
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        name = str(content.get("schema", {}).get("$ref", "")).rsplit("/", 1)[-1]
        if name in BODIES and "examples" not in content:
            content["example"] = BODIES[name]
        elif kind == "application/octet-stream":
            content["example"] = EXPORTED
    for status, answer in operation["responses"].items():
        for kind, content in answer.get("content", {}).items() if status.startswith("2") else ():
            name = str(content.get("schema", {}).get("$ref", "")).rsplit("/", 1)[-1]
            example = ANSWERS.get(name, _TEXTS.get(kind))
            if example is not None:
                content["example"] = example
    refusal = operation["responses"].get("401", operation["responses"]["4XX"])
    refusal["content"][MEDIA_TYPE]["example"] = FAULT


_TEXTS = {"application/x-ndjson": EXPORTED, "text/markdown": MARKDOWN}


def _possible(path: str, method: str, operation: dict[str, Any]) -> set[str]:
    possible: set[str] = set()
    if "security" in operation:
        possible |= {"400", "401", "403"}
    elif path.endswith(("/login", "/refresh")):
        possible.add("401")
    if "{" in path:
        possible.add("404")
    if "requestBody" in operation:
        possible |= {"400", "404", "413", "415", "422"} if "security" in operation else {"400", "413", "415", "422"}
    names = {parameter["name"].lower() for parameter in operation.get("parameters", ())}
    if names:
        possible.add("422")
    if "if-match" in names:
        possible |= {"412", "428"}
    if _is_write(method, operation) or path.endswith("/register"):
        possible.add("409")
    return possible


def _is_write(method: str, operation: dict[str, Any]) -> bool:
    scopes = {scope for scheme in operation.get("security", []) for names in scheme.values() for scope in names}
    return method != "get" and bool(scopes & {"memories:write", "memories:delete", "chat"})
