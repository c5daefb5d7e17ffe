"""Keyset pages over rows in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.model import Page

T = TypeVar("T")


def page_of(
    items: Iterable[T],
    limit: int,
    cursor: str | None,
    *,
    newest: Callable[[T], tuple[datetime, UUID]],
    pinned: Callable[[T], bool] = lambda _: False,
    up_to_seq: int | None = None,
) -> Page[T]:
    """Pinned items first, in each part the newest first; raises `InvalidRequest` for a cursor that is not ours."""

    def place(item: T) -> tuple[bool, datetime, UUID]:
        return pinned(item), *newest(item)

    after = None if cursor is None else decode_cursor(cursor, bool, datetime, UUID)
    ordered = sorted((item for item in items if after is None or place(item) < after), key=place, reverse=True)
    shown = ordered[:limit]
    next_cursor = encode_cursor(place(shown[-1])) if len(ordered) > limit else None
    return Page[T](items=shown, next_cursor=next_cursor, up_to_seq=up_to_seq)


def after_number(cursor: str | None) -> int:
    """The turn number that a cursor of turns stands behind; 0 without one."""
    if cursor is None:
        return 0
    (number,) = decode_cursor(cursor, int)
    return int(number)


def cursor_behind(number: int) -> str:
    """The cursor that stands behind a turn number."""
    return encode_cursor([number])
