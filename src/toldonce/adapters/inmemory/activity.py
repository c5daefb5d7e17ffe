"""What memories were used for, and how much was said, understood and searched, in memory."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date
from uuid import UUID

from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.adapters.inmemory.tables import ScopeRows
from toldonce.model import Activity, ActivityDay, Page, Turn
from toldonce.ports import SearchDay


def uses(rows: ScopeRows, memory_id: UUID, limit: int, cursor: str | None) -> Page[Turn]:
    """The turns in whose prompt a memory was placed, the newest first."""
    before = decode_cursor(cursor, int)[0] if cursor else None
    used = (rows.turns[turn_id].turn for used, turn_id in rows.uses if used == memory_id)
    found = sorted((one for one in used if before is None or one.seq < before), key=lambda one: one.seq, reverse=True)
    more = encode_cursor([found[limit - 1].seq]) if len(found) > limit else None
    return Page(items=found[:limit], next_cursor=more, up_to_seq=rows.last_seq)


def add_searches(rows: ScopeRows, day: date, counted: SearchDay) -> None:
    """Count searches of a day, unless nothing was ever written."""
    if not rows.is_written:
        return
    known = rows.searches.get(day, SearchDay(0, 0.0, 0.0))
    rows.searches[day] = SearchDay(
        known.searches + counted.searches,
        known.milliseconds + counted.milliseconds,
        max(known.slowest, counted.slowest),
    )


def activity(rows: ScopeRows, first: date | None, last: date | None) -> Activity:
    """Days from ``first`` to ``last``, both included, on which anything happened."""
    turns = Counter(row.turn.at.astimezone(UTC).date() for row in rows.turns.values())
    memories = Counter(row.memory.recorded_at.astimezone(UTC).date() for row in rows.memories.values())
    days: list[ActivityDay] = []
    for day in sorted({*turns, *memories, *rows.searches}):
        if (first is not None and day < first) or (last is not None and day > last):
            continue
        searched = rows.searches.get(day)
        days.append(
            ActivityDay(
                day=day,
                turns=turns[day],
                memories=memories[day],
                searches=searched.searches if searched else 0,
                search_ms_mean=searched.milliseconds / searched.searches if searched else None,
                search_ms_max=searched.slowest if searched else None,
            )
        )
    return Activity(days=days, up_to_seq=rows.last_seq)
