"""Reading what a caller sends: JSON without surprises, and uploads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from toldonce.errors import InvalidJson, InvalidRequest, UnsupportedMediaType, ValidationFailed

UPLOAD_TYPES = (
    "application/json",
    "application/zip",
    "application/x-zip-compressed",
    "application/octet-stream",
    "application/x-ndjson",
    "application/jsonl",
    "multipart/form-data",
)


async def read_json(request: Request) -> Any:
    """The body as JSON, kept in the request for FastAPI; None when there is no body.

    Invalid UTF-8, NaN, Infinity, lone surrogates, text after the document and nesting beyond 1,024 levels raise
    `InvalidJson`.
    """
    body = await request.body()
    if not body:
        return None
    kind = content_type(request)
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise _unsupported(kind, ("application/json",))
    _refuse_packed(request)
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError as fault:
        place = f"line {fault.lineno}, column {fault.colno}"
        raise InvalidJson(f"The body is not valid JSON: {fault.msg} ({place}).") from None
    request._json = parsed
    return parsed


async def read_upload(request: Request) -> bytes:
    """The uploaded file: the body itself, or the part ``file`` of a form."""
    kind = content_type(request)
    if kind not in UPLOAD_TYPES:
        raise _unsupported(kind, UPLOAD_TYPES)
    _refuse_packed(request)
    content = await _file_of_form(request) if kind == "multipart/form-data" else await request.body()
    if not content:
        raise ValidationFailed("The upload is empty: send the file as the body, or as the form part 'file'.")
    return content


def content_type(request: Request) -> str:
    """The media type of the body in lower case, without its parameters; empty when none is named."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


async def _file_of_form(request: Request) -> bytes:
    try:
        async with request.form(max_files=1, max_fields=8) as form:
            part = form.get("file")
            if not isinstance(part, UploadFile):
                raise ValidationFailed(
                    "The form has no file part named 'file'.",
                    errors=[{"pointer": "/file", "message": "a file is required", "in": "body"}],
                )
            return await part.read()
    except HTTPException:
        raise InvalidRequest("The multipart form cannot be read: send one part named 'file'.") from None


def _refuse_packed(request: Request) -> None:
    packing = request.headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity"):
        raise UnsupportedMediaType(
            f"The Content-Encoding is {packing[:100]!r}; send the body as it is, without that header.",
            headers={"Accept-Encoding": "identity"},
        )


def _unsupported(kind: str, accepted: Sequence[str]) -> UnsupportedMediaType:
    said = f"is {kind[:100]!r}" if kind else "is missing"
    return UnsupportedMediaType(f"The Content-Type {said}; this call accepts {', '.join(accepted)}.")
