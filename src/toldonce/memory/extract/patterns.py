"""Regular expressions where they are used, compiled once: the cache of `re` is too small for a grammar."""

from __future__ import annotations

import re
from functools import cache


@cache
def _compiled(source: str, flags: int) -> re.Pattern[str]:
    return re.compile(source, flags)


def match(source: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """`re.match`."""
    return _compiled(source, flags).match(text)


def fullmatch(source: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """`re.fullmatch`."""
    return _compiled(source, flags).fullmatch(text)


def search(source: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """`re.search`."""
    return _compiled(source, flags).search(text)


def replaced(source: str, replacement: str, text: str, flags: int = 0) -> str:
    """`re.sub`."""
    return _compiled(source, flags).sub(replacement, text)
