"""Odd JSON made storable: keys, times, titles and texts of foreign exports, of which any field may be anything."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from toldonce.model import MAX_TURN_CHARACTERS

SAFE_ID = re.compile(r"[A-Za-z0-9_.-]{1,128}")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"
MILLISECONDS_FROM = 100_000_000_000
"""Epoch numbers from here on are milliseconds: as seconds they would lie past the year 5000."""
MAX_TITLE = 300
MAX_NAME = 255


def mapping(value: Any) -> Mapping[str, Any]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def key(value: Any) -> str | None:
    """An id as part of a source key: as it is when plain, else its digest; None when there is none."""
    if not isinstance(value, str | int) or isinstance(value, bool) or value == "":
        return None
    text = str(value)
    return text if SAFE_ID.fullmatch(text) else digest(text)


def digest(text: str) -> str:
    """A short name for a text that has none."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def moment(value: Any) -> datetime | None:
    """An instant from epoch seconds, epoch milliseconds or ISO 8601; None for anything else.

    Years before 1971 and after 9998 are placeholders and no times."""
    try:
        if isinstance(value, str):
            read = datetime.fromisoformat(value.strip())
            read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
        elif isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            seconds = value / 1000 if abs(value) >= MILLISECONDS_FROM else value
            read = datetime.fromtimestamp(seconds, UTC)
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    return read if 1970 < read.year < 9999 else None


def storable(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD."""
    return UNSTORABLE.sub(REPLACEMENT, text)


def name(value: Any, longest: int = MAX_NAME) -> str | None:
    """A short text on one line, cut to ``longest`` characters; None when it is empty or no text."""
    if not isinstance(value, str):
        return None
    return " ".join(storable(value[: longest * 4]).split())[:longest].strip() or None


def split(text: str, longest: int = MAX_TURN_CHARACTERS) -> Iterator[str]:
    """Pieces that fit a turn, cut at white space where there is some in the last tenth; blank ones are left out."""
    start = 0
    while start < len(text):
        end = min(start + longest, len(text))
        if end < len(text):
            for at in range(end, end - longest // 10, -1):
                if text[at - 1].isspace():
                    end = at
                    break
        piece = text[start:end]
        if piece.strip():
            yield piece
        start = end
