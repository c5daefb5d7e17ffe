"""Opaque cursors of keyset lists: the sort key of the last item shown."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from toldonce.errors import InvalidRequest

MAX_CURSOR_CHARACTERS = 1_024

Key = bool | int | float | str | datetime | UUID


def encode_cursor(key: Sequence[Key | None]) -> str:
    """The cursor that continues behind ``key``."""
    return base64.urlsafe_b64encode(orjson.dumps(list(key), default=str)).rstrip(b"=").decode()


def decode_cursor(cursor: str, *types: type[Key]) -> tuple[Any, ...]:
    """The key behind a cursor, whose parts are of ``types``. Raises `InvalidRequest` for what is not such a cursor."""
    try:
        if len(cursor) > MAX_CURSOR_CHARACTERS:
            raise ValueError("too long")
        parts = orjson.loads(base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), b"-_", validate=True))
        if not isinstance(parts, list) or len(parts) != len(types):
            raise ValueError("another list's cursor")
        return tuple(_part(part, type_) for part, type_ in zip(parts, types, strict=True))
    except (ValueError, binascii.Error, UnicodeError):
        raise InvalidRequest("cursor: is not one that this list gave as next_cursor") from None


def _part(part: object, type_: type[Key]) -> Key:
    if type_ is datetime and isinstance(part, str):
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is None:
            raise ValueError("no zone")
        return moment.astimezone(UTC)
    if type_ is UUID and isinstance(part, str):
        return UUID(part)
    if type_ is int and isinstance(part, int) and not isinstance(part, bool) and abs(part) < 2**63:
        return part
    if type_ in (bool, float, str) and type(part) is type_:
        if isinstance(part, str) and "\x00" in part:
            raise ValueError("not storable")
        return part
    raise ValueError("wrong type")
