"""Regular expressions where they are used, compiled once: the cache of `re` is too small for a grammar."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

Replacement = str | Callable[[re.Match[str]], str]
"""What takes the place of what a pattern fits: a template, or what makes it."""


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


def found(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """`re.Pattern.search`. One that begins with ``^`` (in all of its alternatives) is looked for only where it can
    stand, which a search would not know."""
    return pattern.match(text) if pattern.pattern[:1] == "^" else pattern.search(text)


def rewritten(pattern: re.Pattern[str], new: Replacement, text: str) -> str:
    """`re.Pattern.sub` of the first place, by `found`; a template is read only where there is one, while `re` reads it
    before it looks."""
    place = found(pattern, text)
    if place is None:
        return text
    return f"{text[: place.start()]}{place.expand(new) if isinstance(new, str) else new(place)}{text[place.end() :]}"
