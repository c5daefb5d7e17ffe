"""Memories out of the database: lists, histories, profiles and what happened to them, as they are or were known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from toldonce.adapters.believing import OF_THE_USER
from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.adapters.filters import passes_each
from toldonce.adapters.planning import NO_MEMORY
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.pool import Sessions
from toldonce.adapters.postgres.queries import load_queries
from toldonce.adapters.postgres.rows import Row, ids, item, item_shown, memory
from toldonce.errors import NotFound
from toldonce.model import Change, HitKind, Memory, MemoryStatus, Page, Predecessor, Scope, SearchFilters
from toldonce.ports import Item

MEMORIES = load_queries("memories")


async def up_to_seq(connection: Connection, scope: Scope) -> int:
    """Asked before the rows that it stands for, so that it never promises more than they hold."""
    return int(await MEMORIES.up_to_seq.value(connection, scope_id=scope.scope_id) or 0)


async def memories(
    connection: Connection,
    scope: Scope,
    *,
    status: MemoryStatus | Literal["all"],
    limit: int,
    cursor: str | None,
    known_at: datetime | None,
    known_at_seq: int | None,
    **filters: Any,
) -> Page[Memory]:
    """Newest first; ``filters`` are the other parameters of the query ``memories``."""
    after = decode_cursor(cursor, datetime, UUID) if cursor is not None else (None, None)
    reached = await up_to_seq(connection, scope)
    rows = await MEMORIES.memories.all(
        connection,
        scope_id=scope.scope_id,
        status=None if status == "all" else status,
        created_at=after[0],
        memory_id=after[1],
        limit=limit + 1,
        known_at=known_at,
        known_at_seq=known_at_seq,
        **filters,
    )
    shown = rows[:limit]
    return Page(
        items=await with_predecessors(connection, scope, shown, known_at=known_at, known_at_seq=known_at_seq),
        next_cursor=encode_cursor([shown[-1]["created_at"], shown[-1]["memory_id"]]) if len(rows) > limit else None,
        up_to_seq=reached,
    )


async def memories_by_id(connection: Connection, scope: Scope, wanted: Sequence[UUID]) -> list[Memory]:
    """In the order of ``wanted``; what is gone is left out."""
    rows = await MEMORIES.memories_by_id.all(
        connection, scope_id=scope.scope_id, ids=list(wanted), known_at=None, known_at_seq=None
    )
    return await with_predecessors(connection, scope, rows)


async def history(connection: Connection, scope: Scope, memory_id: UUID) -> list[Memory]:
    """The memories that took each other's place, the oldest first. Raises `NotFound`."""
    rows = await MEMORIES.history.all(connection, scope_id=scope.scope_id, memory_id=memory_id)
    if not rows:
        raise NotFound(NO_MEMORY)
    return await with_predecessors(connection, scope, rows)


async def believed(
    connection: Connection,
    scope: Scope,
    *,
    as_of: datetime | None,
    known_at: datetime | None,
    known_at_seq: int | None,
    limit: int,
) -> list[Memory]:
    """What is believed, the newest first; of too much what `believing.most_telling` tells."""
    known = {"known_at": known_at, "known_at_seq": known_at_seq}
    rows = await MEMORIES.believed.all(
        connection, scope_id=scope.scope_id, as_of=as_of, limit=limit, of_the_user=OF_THE_USER, **known
    )
    return await with_predecessors(connection, scope, rows, known_at=known_at, known_at_seq=known_at_seq)


async def profile(
    connection: Connection,
    scope: Scope,
    *,
    as_of: datetime | None,
    known_at: datetime | None,
    known_at_seq: int | None,
    limit: int,
) -> tuple[list[Memory], int]:
    """`believed`, and how many memories are quarantined."""
    found = await believed(connection, scope, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, limit=limit)
    quarantined = await MEMORIES.quarantined_count.value(
        connection, scope_id=scope.scope_id, known_at=known_at, known_at_seq=known_at_seq
    )
    return found, int(quarantined)


async def changes(
    connection: Connection, scope: Scope, *, from_seq: int, to_seq: int | None, limit: int, cursor: str | None
) -> Page[Change]:
    """What happened to memories, the oldest first."""
    after = decode_cursor(cursor, int, UUID) if cursor is not None else (None, None)
    reached = await up_to_seq(connection, scope)
    rows = await MEMORIES.changes.all(
        connection,
        scope_id=scope.scope_id,
        from_seq=from_seq,
        to_seq=to_seq,
        after_seq=after[0],
        after_id=after[1],
        limit=limit + 1,
    )
    shown = rows[:limit]
    found = await memories_by_id(connection, scope, list({row["memory_id"] for row in shown}))
    by_id = {one.memory_id: one for one in found}
    return Page(
        items=[Change(**row, memory=by_id.get(row["memory_id"])) for row in shown],
        next_cursor=encode_cursor([shown[-1]["seq"], shown[-1]["memory_id"]]) if len(rows) > limit else None,
        up_to_seq=reached,
    )


async def items_now(sessions: Sessions, scope: Scope, keys: Sequence[tuple[HitKind, UUID]]) -> list[Item]:
    """In the order of ``keys``; what is gone is left out."""
    rows = await MEMORIES.shown_now.of(sessions, scope, turn_ids=ids(keys, "turn"), memory_ids=ids(keys, "memory"))
    found = {(row["kind"], row["item_id"]): item_shown(row) for row in rows}
    return [found[key] for key in keys if key in found]


async def items_known(
    connection: Connection,
    scope: Scope,
    keys: Sequence[tuple[HitKind, UUID]],
    *,
    known_at: datetime | None,
    known_at_seq: int | None,
) -> list[Item]:
    """As they were known then, in the order of ``keys``; what is gone is left out."""
    rows = await MEMORIES.items.all(
        connection,
        scope_id=scope.scope_id,
        turn_ids=ids(keys, "turn"),
        memory_ids=ids(keys, "memory"),
        known_at=known_at,
        known_at_seq=known_at_seq,
    )
    before = await _predecessors(connection, scope, rows, known_at, known_at_seq)
    found = {(row["kind"], row["item_id"]): item(row, before.get(row["supersedes"])) for row in rows}
    return [found[key] for key in keys if key in found]


async def passes(
    connection: Connection, scope: Scope, filters: SearchFilters, kind: HitKind, item_id: UUID
) -> Mapping[str, bool] | None:
    """Which of the filters a turn or memory passes; None when it is not there."""
    one = {"turn_id": item_id if kind == "turn" else None, "memory_id": item_id if kind == "memory" else None}
    now = await MEMORIES.passing_item.one(
        connection, scope_id=scope.scope_id, as_of=None, known_at=None, known_at_seq=None, **one
    )
    if now is None:
        return None
    then = await MEMORIES.passing_item.one(
        connection,
        scope_id=scope.scope_id,
        as_of=filters.as_of,
        known_at=filters.known_at,
        known_at_seq=filters.known_at_seq,
        **one,
    )
    return passes_each(
        filters,
        type=now["type"],
        seq=now["seq"],
        at=now["at"],
        conversation_id=now["conversation_id"],
        metadata=now["metadata"],
        shown=now["shown"] and now["status"] != "quarantined",
        holds=then is not None and then["holds"],
    )


async def with_predecessors(
    connection: Connection,
    scope: Scope,
    rows: Sequence[Mapping[str, Any]],
    *,
    known_at: datetime | None = None,
    known_at_seq: int | None = None,
    **more: Any,
) -> list[Memory]:
    """The memories of rows, each with what it took the place of."""
    before = await _predecessors(connection, scope, rows, known_at, known_at_seq)
    return [memory(row, before.get(row["supersedes"]), **more) for row in rows]


async def _predecessors(
    connection: Connection,
    scope: Scope,
    rows: Sequence[Mapping[str, Any]],
    known_at: datetime | None,
    known_at_seq: int | None,
) -> dict[UUID, Predecessor]:
    """What stood before, by the ids in whose place memories stand; what never was true is passed over."""
    asked = {row["supersedes"] for row in rows} - {None}
    known: dict[UUID, Row] = {}
    wanted = asked
    while wanted:
        found = await MEMORIES.predecessors.all(
            connection, scope_id=scope.scope_id, ids=list(wanted), known_at=known_at, known_at_seq=known_at_seq
        )
        known |= {row["memory_id"]: row for row in found}
        wanted = {row["supersedes"] for row in found if row["retracted"]} - {None} - set(known)
    standing = {one: _standing(known, one) for one in asked}
    return {
        one: Predecessor(**{name: row[name] for name in Predecessor.model_fields})
        for one, row in standing.items()
        if row is not None
    }


def _standing(known: Mapping[UUID, Row], memory_id: UUID) -> Row | None:
    """The memory, or the nearest before it that was true."""
    passed: set[UUID] = set()
    place: UUID | None = memory_id
    while place is not None and place not in passed and (row := known.get(place)) is not None:
        if not row["retracted"]:
            return row
        passed.add(place)
        place = row["supersedes"]
    return None
