"""Answers, written straight from the nouns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import BaseModel
from starlette.responses import Response


def reply(answer: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A noun as JSON, without building it twice as a framework's response model would."""
    body = answer.__pydantic_serializer__.to_json(answer)
    return Response(body, status, dict(headers or {}), "application/json")


def no_content() -> Response:
    """Done, nothing to tell."""
    return Response(status_code=204)


def http_time(moment: datetime) -> str:
    """A time in ISO 8601 with Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
