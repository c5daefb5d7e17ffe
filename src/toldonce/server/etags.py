"""ETags: what a caller has read, and what a caller wants to change (RFC 9110, sections 8.8.3 and 13.1)."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Header

from toldonce.errors import InvalidRequest, PreconditionFailed
from toldonce.model import Memory

MAX_HEADER = 4_096
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')
_VERSION = re.compile(r'"([1-9][0-9]{0,8})"')

IfMatch = Annotated[
    str | None,
    Header(
        max_length=MAX_HEADER,
        description="The ETag that was read, or `*` for any version. Without it the answer is 428.",
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


def wanted_version(if_match: str) -> int | None:
    """The version that ``If-Match`` names, None for any.

    Raises `InvalidRequest` for what is no ETag and `PreconditionFailed` for one that no memory can have: a weak one, or
    one that this service never gave.
    """
    tag = if_match.strip()
    if tag == "*":
        return None
    if not _TAG.fullmatch(tag):
        raise InvalidRequest('If-Match: must be one ETag as it was read, such as "3", or * for any version.')
    version = _VERSION.fullmatch(tag)
    if version is None:
        raise PreconditionFailed
    return int(version[1])
