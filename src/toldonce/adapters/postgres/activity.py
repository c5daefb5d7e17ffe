"""What memories were used for, and how much was said, understood and searched, out of the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.knowledge import up_to_seq
from toldonce.adapters.postgres.queries import load_queries
from toldonce.adapters.postgres.rows import ids, turn
from toldonce.model import Activity, ActivityDay, HitKind, Page, Scope, Turn
from toldonce.ports import SearchDay

QUERIES = load_queries("activity")


async def note_uses(
    connection: Connection,
    scope: Scope,
    keys: Sequence[tuple[HitKind, UUID]],
    turn_number: int,
    turn_id: UUID | None,
) -> tuple[int, list[int]]:
    """Note for which turn's answer these were placed in the prompt; what is gone is left out.

    The scope's count of uses after it, and the numbers of what was used.
    """
    uses = await count_use(connection, scope)
    used: dict[str, Any] = {"turn_ids": ids(keys, "turn"), "memory_ids": ids(keys, "memory")}
    rows = await QUERIES.note_uses.all(
        connection,
        scope_id=scope.scope_id,
        user_id=scope.user_id,
        turn_number=turn_number,
        turn_id=turn_id,
        **used,
    )
    return uses, [row["seq"] for row in rows]


async def count_use(connection: Connection, scope: Scope) -> int:
    """Count that something of a scope changes without a number of its own; how often that was (0: it holds nothing)."""
    return await QUERIES.count_uses.value(connection, scope_id=scope.scope_id) or 0


async def uses(connection: Connection, scope: Scope, memory_id: UUID, *, limit: int, cursor: str | None) -> Page[Turn]:
    """The turns for whose answers a memory was used, the newest first."""
    before = decode_cursor(cursor, int)[0] if cursor else None
    reached = await up_to_seq(connection, scope)
    rows = await QUERIES.uses.all(
        connection, scope_id=scope.scope_id, memory_id=memory_id, before=before, limit=limit + 1
    )
    more = encode_cursor([rows[limit - 1]["seq"]]) if len(rows) > limit else None
    return Page(items=[turn(row) for row in rows[:limit]], next_cursor=more, up_to_seq=reached)


async def activity(connection: Connection, scope: Scope, first: date | None, last: date | None) -> Activity:
    """Days from ``first`` to ``last``, both included, on which anything happened."""
    reached = await up_to_seq(connection, scope)
    rows = await QUERIES.activity.all(connection, scope_id=scope.scope_id, first=first, last=last)
    return Activity(days=[_day(row) for row in rows], up_to_seq=reached)


async def add_searches(connection: Connection, scope: Scope, day: date, counted: SearchDay) -> None:
    """Count searches of a day."""
    await QUERIES.add_searches.run(
        connection,
        scope_id=scope.scope_id,
        day=day,
        searches=counted.searches,
        milliseconds=counted.milliseconds,
        slowest=counted.slowest,
    )


def _day(row: Any) -> ActivityDay:
    searched = row["searches"] > 0
    return ActivityDay(
        day=row["day"],
        turns=row["turns"],
        memories=row["memories"],
        searches=row["searches"],
        search_ms_mean=row["milliseconds"] / row["searches"] if searched else None,
        search_ms_max=row["slowest"] if searched else None,
    )
