"""Memories as they were known at a time or number, and whether they held: the rules of the SQL function
``memories_known``, on rows in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

from pydantic import TypeAdapter

from toldonce.adapters.inmemory.rows import MemoryRow
from toldonce.adapters.inmemory.tables import ScopeRows
from toldonce.adapters.settling import KEPT
from toldonce.model import Memory, Predecessor

_TYPES: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(annotation) for name, annotation in get_type_hints(Memory).items() if name in KEPT
}
_BESIDE: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(annotation) for name, annotation in get_type_hints(MemoryRow).items() if name in KEPT
}
T = TypeVar("T", int, datetime)


def memories_known(
    rows: ScopeRows,
    now: datetime,
    *,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    known_at_seq: int | None = None,
) -> Iterator[tuple[Memory, bool]]:
    """Every memory that was there, as it was known, and whether it holds (see `memory_known`)."""
    for row in rows.memories.values():
        found = memory_known(rows, row, now, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq)
        if found is not None:
            yield found


def memory_known(
    rows: ScopeRows,
    row: MemoryRow,
    now: datetime,
    *,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    known_at_seq: int | None = None,
) -> tuple[Memory, bool] | None:
    """A memory as it was known, None if it was not yet; and whether it was believed to be true: at the time ``as_of``
    or, without it, at the time of that knowledge."""
    row = row if known_at_seq is None else _at_number(rows, row, known_at_seq)
    memory = row.memory
    if (known_at_seq is not None and row.said_seq > known_at_seq) or (
        known_at is not None and memory.recorded_at > known_at
    ):
        return None
    if _is_later(row.ended_seq, known_at_seq) or _is_later(memory.superseded_at, known_at):
        memory = memory.model_copy(
            update={
                "status": "current" if memory.status == "superseded" else memory.status,
                "valid_to": row.stated_to,
                "superseded_at": None,
                "superseded_by": None,
                "retracted": False,
            }
        )
    timely = as_of is not None or known_at is not None or not is_expired(memory, now)
    at = known_at or _said_at(rows, known_at_seq) or now
    return memory, timely and _holds(memory, as_of, at)


def with_predecessor(
    rows: ScopeRows,
    memory: Memory,
    now: datetime,
    *,
    known_at: datetime | None = None,
    known_at_seq: int | None = None,
) -> Memory:
    """A memory with what it took the place of; what never was true is passed over."""
    old, seen = memory, {memory.memory_id}
    while True:
        before = None if old.supersedes is None or old.supersedes in seen else rows.memories.get(old.supersedes)
        found = before and memory_known(rows, before, now, known_at=known_at, known_at_seq=known_at_seq)
        if not found or found[0].status == "quarantined":
            return memory
        old = found[0]
        seen.add(old.memory_id)
        if not old.retracted:
            break
    predecessor = Predecessor(
        memory_id=old.memory_id,
        content=old.content,
        value=old.value,
        valid_from=old.valid_from,
        valid_to=old.valid_to,
    )
    return memory.model_copy(update={"predecessor": predecessor})


def history(rows: ScopeRows, memory_id: UUID) -> list[Memory]:
    """The memories that took each other's place, around one of them, the oldest first."""
    chain: dict[UUID, None] = {}
    waiting = [memory_id]
    while waiting:
        one = waiting.pop()
        if one in chain or one not in rows.memories:
            continue
        chain[one] = None
        memory = rows.memories[one].memory
        waiting += [beside for beside in (memory.supersedes, memory.superseded_by) if beside is not None]
        waiting += [row.memory.memory_id for row in rows.memories.values() if row.memory.supersedes == one]
    found = [rows.memories[one].memory for one in chain]
    return sorted(found, key=lambda memory: (memory.recorded_at, memory.seq))


def is_expired(memory: Memory, now: datetime) -> bool:
    """Whether the time has come that the memory was to be gone by."""
    return memory.expires_at is not None and memory.expires_at <= now


def _holds(memory: Memory, as_of: datetime | None, at: datetime) -> bool:
    if memory.status == "quarantined":
        return False
    if as_of is None:
        return memory.status == "current" and (memory.valid_to is None or memory.valid_to > at)
    return (
        not memory.retracted
        and (memory.valid_from is None or memory.valid_from <= as_of)
        and (memory.valid_to is None or memory.valid_to > as_of)
    )


def _is_later(what: T | None, than: T | None) -> bool:
    return what is not None and than is not None and what > than


def _at_number(rows: ScopeRows, row: MemoryRow, seq: int) -> MemoryRow:
    """A memory as the first change after a number that revised what was said found it."""
    own = (one for one in rows.changes if one.memory_id == row.memory.memory_id and one.revises and one.seq > seq)
    first = min(own, key=lambda one: one.seq, default=None)
    if first is None or first.before is None:
        return row
    update = {name: type_.validate_python(first.before[name]) for name, type_ in _TYPES.items()}
    beside = {name: type_.validate_python(first.before[name]) for name, type_ in _BESIDE.items()}
    return replace(row, memory=row.memory.model_copy(update=update), **beside)


def _said_at(rows: ScopeRows, seq: int | None) -> datetime | None:
    """When the newest turn up to a number was said."""
    if seq is None:
        return None
    turns = (row.turn for row in rows.turns.values() if row.turn.seq <= seq)
    newest = max(turns, key=lambda turn: turn.seq, default=None)
    return None if newest is None else newest.at
