"""Parameters that many routes share: ids in paths, pages of lists."""

from __future__ import annotations

import re
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from pydantic import BeforeValidator, StringConstraints

from toldonce.errors import NotFound
from toldonce.model import MAX_SEQ, Text, Time
from toldonce.model import Query as Question

_OFFSET_AFTER_SPACE = re.compile(r"(\S{8,10}[Tt]\d\d:\d\d\S{0,20}) (\d\d:?\d\d)", re.ASCII)
_CANONICAL = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)


def _id(value: object) -> UUID:
    # What cannot be an id names nothing: the answer is the one to an id of somebody else.
    if isinstance(value, str) and _CANONICAL.fullmatch(value):
        return UUID(value)
    raise NotFound


def _with_plus(value: object) -> object:
    # A "+" that was not encoded reads as a space: `?as_of=2026-03-01T09:30:00+02:00` means the zone all the same.
    if isinstance(value, str) and (parts := _OFFSET_AFTER_SPACE.fullmatch(value)):
        return f"{parts[1]}+{parts[2]}"
    return value


Id = Annotated[UUID, BeforeValidator(_id), Path()]
"""An id in a path."""
Limit = Annotated[int, Query(ge=1, le=200, description="How many items a page holds.")]
Cursor = Annotated[
    Annotated[Text, StringConstraints(min_length=1, max_length=1_024)] | None,
    Query(description="`next_cursor` of the page before."),
]
MinSeq = Annotated[
    int | None,
    Query(ge=0, le=MAX_SEQ, description="The answer includes the write that was answered with this `up_to_seq`."),
]
SearchText = Annotated[Question, Query(description="What to look for.")]
OptionalText = Annotated[Question | None, Query(description="Words that the content holds.")]
_QueryTime = Annotated[Time, BeforeValidator(_with_plus)]
Moment = Annotated[_QueryTime | None, Query(description="A time in ISO 8601.")]
AsOf = Annotated[_QueryTime | None, Query(description="Asks what was true in the world at that time.")]
KnownAt = Annotated[_QueryTime | None, Query(description="Asks what had been said by that time.")]
KnownAtSeq = Annotated[
    int | None, Query(ge=0, le=MAX_SEQ, description="Asks what was known after the write with this `seq`.")
]
