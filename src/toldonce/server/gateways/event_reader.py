"""Server-sent events, read while they pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

MAX_LINE_BYTES = 4 * 1024 * 1024
"""A longer line is left out."""


class EventReader:
    """The JSON objects in a stream of server-sent events that comes in pieces."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, chunk: bytes) -> Iterator[dict[str, Any]]:
        """The objects that this piece completes; what is no JSON object is left out."""
        *lines, rest = (self._rest + chunk).replace(b"\r", b"\n").split(b"\n")
        self._rest = rest if len(rest) <= MAX_LINE_BYTES else b""
        for line in lines:
            if line.startswith(b"data:"):
                try:
                    event = orjson.loads(line[5:])
                except orjson.JSONDecodeError:
                    continue
                if isinstance(event, dict):
                    yield event
