"""Changes one value of a JSON document and leaves every other byte as it came."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from toldonce.errors import InvalidJson

_SPACE = re.compile(r"[ \t\n\r]*")
# Numbers are never looked at, and those of a client may have more digits than Python converts.
_DECODER = json.JSONDecoder(parse_int=len, parse_float=len)


def with_value(document: bytes, path: Sequence[str | int], value: Any) -> bytes:
    """The document with another value at ``path``, which must be there.

    Of members with the same name the last one counts, as for every parser. Raises `InvalidJson` when it is nested too
    deeply to be looked through.
    """
    text = document.decode("utf-8")
    start, end = _whole(text)
    for step in path:
        start, end = _within(text, start, step)
    return b"".join((text[:start].encode(), orjson.dumps(value), text[end:].encode()))


def _whole(text: str) -> tuple[int, int]:
    start = _after_space(text, 0)
    return start, len(text)


def _within(text: str, start: int, step: str | int) -> tuple[int, int]:
    found: tuple[int, int] | None = None
    for name, first, last in _members(text, start):
        if name == step:
            found = first, last
    if found is None:
        raise KeyError(step)
    return found


def _members(text: str, start: int) -> Iterator[tuple[str | int, int, int]]:
    """Name or index, and the place, of each member of the object or array that begins at ``start``."""
    is_object = text[start] == "{"
    position = _after_space(text, start + 1)
    index = 0
    while text[position] not in "}]":
        name: str | int = index
        if is_object:
            name, position = _DECODER.raw_decode(text, position)
            position = _after_space(text, _after_space(text, position) + 1)
        try:
            _, end = _DECODER.raw_decode(text, position)
        except RecursionError:
            raise InvalidJson("The body is nested too deeply.") from None
        yield name, position, end
        position = _after_space(text, end)
        if text[position] == ",":
            position = _after_space(text, position + 1)
        index += 1


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match is not None else position
