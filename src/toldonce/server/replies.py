"""Answers, written straight from the nouns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

from pydantic import BaseModel
from starlette.responses import Response

from toldonce.errors import SequenceNotReached
from toldonce.model import Page

T = TypeVar("T")


def reply(answer: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A noun as JSON, without building it twice as a framework's response model would."""
    body = answer.__pydantic_serializer__.to_json(answer)
    return Response(body, status, dict(headers or {}), "application/json")


def no_content() -> Response:
    """Done, nothing to tell."""
    return Response(status_code=204)


def page_reply(page: Page[T], min_seq: int | None = None) -> Response:
    """One page of a list, once it includes the write ``min_seq``."""
    require_seq(page.up_to_seq, min_seq)
    return reply(page)


def require_seq(up_to_seq: int | None, min_seq: int | None) -> None:
    """Raise `SequenceNotReached` when an answer is older than the write that the caller wants to see."""
    if min_seq is not None and up_to_seq is not None and up_to_seq < min_seq:
        raise SequenceNotReached(
            f"The newest write here is {up_to_seq}, and you asked for {min_seq}: try again shortly."
        )


def http_time(moment: datetime) -> str:
    """A time in ISO 8601 with Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
