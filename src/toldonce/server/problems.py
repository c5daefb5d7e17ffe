"""Errors as callers see them: RFC 9457 problems with a stable code, one clear sentence and nothing of the inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from toldonce.errors import (
    EmbeddingFailed,
    NotAllowed,
    NotAuthenticated,
    RateLimited,
    SequenceNotReached,
    StoreUnavailable,
    ToldonceError,
    Unavailable,
    ValidationFailed,
    WriteInProgress,
)
from toldonce.server.gateways import dialects
from toldonce.server.gateways.dialects import anthropic_error, dialect_of, openai_error
from toldonce.server.gateways.mem0.dialect import speaks_mem0
from toldonce.telemetry import request_id
from toldonce.telemetry.outages import note_outage

MEDIA_TYPE = "application/problem+json"
MAX_ERRORS = 50
MAX_SEGMENT = 100
MAX_SEGMENTS = 16
SENTENCES = {
    "extra_forbidden": "is not a field of this request",
    "model_attributes_type": "must be a JSON object",
    "model_type": "must be a JSON object",
    "dict_type": "must be a JSON object",
    "list_type": "must be a list",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "recursion_loop": "is nested too deeply",
}
"""By pydantic's type of fault, where its own words would not tell a caller what to change."""
RETRY_AFTER_SECONDS = "1"

log = structlog.get_logger("toldonce.server")


def problem(
    scope: Scope,
    status: int,
    code: str,
    message: str,
    *,
    title: str | None = None,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, str | int] | None = None,
) -> Response:
    """A problem as a response. ``message`` is one sentence for the caller, ``code`` never changes its meaning.

    ``members`` are what this problem says beyond what all of them say. Where the protocol of somebody else is spoken,
    it has that one's shape, without them.
    """
    dialect = dialect_of(scope)
    if dialect != "problem":
        foreign = (
            openai_error(status, code, message, errors)
            if dialect == "openai"
            else anthropic_error(status, code, message, request_id.get())
        )
        return Response(orjson.dumps(foreign), status, dict(headers or {}), dialects.MEDIA_TYPE)
    content: dict[str, Any] = {
        "type": f"urn:toldonce:error:{code}",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": message,
        "instance": _instance(scope),
        "error": code,
        "message": message,
        "request_id": request_id.get(),
        **(members or {}),
    }
    media_type = "application/json" if speaks_mem0(scope["path"]) else MEDIA_TYPE
    if errors:
        content["errors"] = [dict(error) for error in errors[:MAX_ERRORS]]
    return Response(orjson.dumps(content), status, dict(headers or {}), media_type)


def problem_of(scope: Scope, error: ToldonceError) -> Response:
    """The problem that stands for one of our own errors."""
    headers = dict(error.headers)
    if isinstance(error, NotAuthenticated):
        sent = any(name in (b"authorization", b"x-api-key") for name, _ in scope["headers"])
        headers.setdefault("WWW-Authenticate", 'Bearer error="invalid_token"' if sent else "Bearer")
    elif isinstance(error, NotAllowed):
        headers.setdefault("WWW-Authenticate", 'Bearer error="insufficient_scope"')
    elif isinstance(error, Unavailable | WriteInProgress | SequenceNotReached):
        headers.setdefault("Retry-After", RETRY_AFTER_SECONDS)
    return problem(
        scope,
        error.status,
        error.code,
        error.message,
        title=(type(error).__doc__ or error.code).strip().splitlines()[0].rstrip("."),
        errors=[{"in": "body", **fault} for fault in error.errors] if isinstance(error, ValidationFailed) else (),
        headers=headers,
        members=_members(error),
    )


def internal_problem(scope: Scope) -> Response:
    """What a caller learns of a fault of ours: that it happened, and the id to quote."""
    return problem(
        scope, 500, "internal_error", "Something went wrong in the service: quote the request_id when you report it."
    )


def _members(error: ToldonceError) -> dict[str, str | int]:
    if not isinstance(error, RateLimited):
        return {}
    return {"retry_after": error.retry_after} | ({"scope": error.scope} if error.scope else {})


def install(app: FastAPI) -> None:
    """Map errors to problems, once for every route."""

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, ToldonceError)
        if isinstance(error, Unavailable):
            log.warning("unavailable", code=error.code)
            if isinstance(error, StoreUnavailable):
                note_outage("database", error)
            elif isinstance(error, EmbeddingFailed):
                note_outage("embedding_model", error)
        elif error.status >= 500:
            log.error("request_failed", code=error.code, exc_info=error)
        return problem_of(request.scope, error)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return problem_of(request.scope, validation_failed(error.errors()))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _http_problem(app, request.scope, error)

    app.add_exception_handler(ToldonceError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)


def validation_failed(faults: Iterable[Mapping[str, Any]]) -> ValidationFailed:
    """One error for what pydantic found, with a JSON pointer for each fault and nothing of the input."""
    errors = [_fault(fault) for fault in faults]
    first = errors[0]
    place = first["pointer"].removeprefix("/") or first["in"]
    return ValidationFailed(f"{place}: {first['message']}", errors=errors)


def _fault(fault: Mapping[str, Any]) -> dict[str, str]:
    place, *path = fault["loc"] or ("body",)
    kind = fault["type"]
    depth = 1 if kind == "recursion_loop" else MAX_SEGMENTS
    pointer = "".join(f"/{_segment(part)}" for part in path[:depth] if not _is_union_branch(part))
    if kind == "missing":
        message = "is required" if pointer else "a JSON body is required"
    else:
        message = SENTENCES.get(kind) or str(fault["msg"]).removeprefix("Value error, ")
    return {"pointer": pointer, "message": message, "in": str(place)}


def _segment(part: object) -> str:
    text = str(part)
    shown = text if len(text) <= MAX_SEGMENT else text[:MAX_SEGMENT] + "..."
    return shown.replace("~", "~0").replace("/", "~1")


def _is_union_branch(part: object) -> bool:
    return isinstance(part, str) and part.endswith("]") and "[" in part


def _http_problem(app: FastAPI, scope: Scope, error: HTTPException) -> Response:
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.NOT_FOUND:
        return problem(scope, 404, "not_found", "There is nothing at this address.", headers=headers)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = _methods_at(app, scope["path"])
        if allowed:
            headers["Allow"] = ", ".join(sorted(allowed))
        message = f"This address answers only {headers.get('Allow', 'other methods')}."
        return problem(scope, 405, "method_not_allowed", message, headers=headers)
    phrase = HTTPStatus(error.status_code).phrase
    return problem(scope, error.status_code, phrase.lower().replace(" ", "_"), f"{phrase}.", headers=headers)


def _methods_at(app: FastAPI, path: str) -> set[str]:
    """The methods of the first address that fits: ``/memories/search`` is no memory called search."""
    methods: set[str] = set()
    address: str | None = None
    for route in iter_route_contexts(app.routes):
        pattern = getattr(route, "path_regex", None)
        if pattern is None or not route.methods or not pattern.match(path):
            continue
        address = address or pattern.pattern
        if pattern.pattern == address:
            methods |= route.methods
    return {*methods, "HEAD"} if "GET" in methods else methods


def _instance(scope: Scope) -> str:
    raw = scope.get("raw_path") or b""
    return str(raw.decode("ascii", "replace"))[:512]
