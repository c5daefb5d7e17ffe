"""ETags: what a caller has read, and what a caller wants to change (RFC 9110, sections 8.8.3 and 13.1)."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Header

from toldonce.errors import InvalidRequest, PreconditionFailed
from toldonce.model import Memory

MAX_HEADER = 4_096
_TAG = r'(?:W/)?"[\x21\x23-\x7e]*"'
_TAGS = re.compile(rf"{_TAG}(?:[ \t]*,[ \t]*{_TAG})*")
_VERSION = re.compile(r'(W/)?"(?:([1-9][0-9]{0,8})|[^"]*)"')

IfMatch = Annotated[
    str | None,
    Header(
        max_length=MAX_HEADER,
        description="The ETag that was read, several of which one must hold, or `*` for any version. Without it the "
        "answer is 428.",
    ),
]
IfNoneMatch = Annotated[
    str | None,
    Header(max_length=MAX_HEADER, description="The ETag that was read: when it still holds, the answer is 304."),
]


def etag_of(memory: Memory) -> str:
    """The ETag of a memory: its version."""
    return f'"{memory.version}"'


def still_holds(if_none_match: str | None, etag: str) -> bool:
    """Whether ``If-None-Match`` names this ETag; weak tags count, as the RFC asks."""
    tags = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    return "*" in tags or etag in tags


def wanted_versions(if_match: str) -> frozenset[int] | None:
    """The versions that ``If-Match`` names, None for any.

    Raises `InvalidRequest` for what are no ETags and `PreconditionFailed` when no memory can have one of them: they are
    weak, or this service never gave them.
    """
    tags = if_match.strip()
    if tags == "*":
        return None
    if not _TAGS.fullmatch(tags):
        raise InvalidRequest(
            'If-Match: must be an ETag as it was read, such as "3", several of them, or * for any version.'
        )
    strong = [version for weak, version in _VERSION.findall(tags) if version and not weak]
    if not strong:
        raise PreconditionFailed
    return frozenset(map(int, strong))
