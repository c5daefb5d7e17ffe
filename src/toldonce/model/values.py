"""What a field may hold: validated text, times, numbers and metadata."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    Strict,
    StringConstraints,
    ValidationInfo,
)

MAX_TURN_CHARACTERS = 200_000
MAX_TURNS_PER_WRITE = 1_000
MAX_QUERY_CHARACTERS = 8_000
MAX_TEXTS_IN_PROMPT = 1_000
MAX_METADATA_DEPTH = 8
MAX_METADATA_CHARACTERS = 16_384
MAX_SEQ = 2**63 - 1
FIRST_MOMENT = datetime.min.replace(tzinfo=UTC)
LAST_MOMENT = datetime.max.replace(tzinfo=UTC)
"""The ends of the calendar; between Python and PostgreSQL these two stand for infinity, which is no time."""

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _storable(text: str) -> str:
    """Refuse what PostgreSQL and UTF-8 cannot hold, instead of changing it."""
    if "\x00" in text:
        raise ValueError("must not contain the NUL character (U+0000)")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("must not contain lone surrogates (U+D800 to U+DFFF)") from None
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must contain more than white space")
    return text


def _written(moment: object) -> object:
    if not isinstance(moment, datetime) and not (isinstance(moment, str) and _ISO_DATE.match(moment)):
        raise ValueError("must be a time in ISO 8601, such as 2026-03-01T09:30:00Z")
    return moment


def _utc(moment: datetime) -> datetime:
    try:
        utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("must lie between the years 1 and 9999 in UTC") from None
    if not FIRST_MOMENT < utc < LAST_MOMENT:
        raise ValueError("must lie after 0001-01-01T00:00:00Z and before 9999-12-31T23:59:59.999999Z")
    return utc


def _not_before_valid_from(valid_to: datetime, known: ValidationInfo) -> datetime:
    begins = known.data.get("valid_from")
    if begins is not None and valid_to < begins:
        raise ValueError("must not lie before valid_from")
    return valid_to


def _metadata(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Refuse metadata that is too deep, too long or not storable."""

    def measure(node: JsonValue, depth: int) -> int:
        if depth > MAX_METADATA_DEPTH:
            raise ValueError(f"must not be nested deeper than {MAX_METADATA_DEPTH} levels")
        if isinstance(node, str):
            return len(_storable(node))
        if isinstance(node, float) and (node != node or node in (float("inf"), float("-inf"))):
            raise ValueError("must not contain NaN or Infinity")
        if isinstance(node, dict):
            return sum(len(_storable(key)) + measure(item, depth + 1) for key, item in node.items())
        if isinstance(node, list):
            return sum(measure(item, depth + 1) for item in node) + len(node)
        return 8

    if measure(value, 0) > MAX_METADATA_CHARACTERS:
        raise ValueError(f"must not hold more than {MAX_METADATA_CHARACTERS} characters")
    return value


Text = Annotated[str, AfterValidator(_storable)]
"""Any text that can be stored."""
Time = Annotated[datetime, BeforeValidator(_written), AfterValidator(_utc)]
"""An instant, kept in UTC; one that names no zone is UTC."""
EndTime = Annotated[Time, AfterValidator(_not_before_valid_from)]
"""A time until which something is true; the field ``valid_from`` stands before it."""
Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]
Seq = Annotated[Whole, Field(ge=0, le=MAX_SEQ)]
"""A sequence number that a caller names; it fits what the database counts with."""
Content = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_TURN_CHARACTERS),
    AfterValidator(_storable),
    AfterValidator(_not_blank),
]
"""What somebody said: not blank, at most `MAX_TURN_CHARACTERS`."""
Query = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_QUERY_CHARACTERS),
    AfterValidator(_storable),
    AfterValidator(_not_blank),
]
Title = Annotated[
    str, StringConstraints(min_length=1, max_length=300), AfterValidator(_storable), AfterValidator(_not_blank)
]
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=255), AfterValidator(_storable), AfterValidator(_not_blank)
]
Metadata = Annotated[dict[str, JsonValue], AfterValidator(_metadata)]
AnyMetadata = Annotated[Metadata, BeforeValidator(lambda given: {} if given is None else given)]
"""Metadata of something new: null is none."""
Share = Annotated[float, Strict(), Field(ge=0.0, le=1.0)]
"""A number in 0..1."""

T = TypeVar("T")


class Frozen(BaseModel):
    """What toldonce answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Request(BaseModel):
    """What a caller sends; an unknown field is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False, allow_inf_nan=False)
