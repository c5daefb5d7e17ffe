"""Statements in dicts, and the memories that follow from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from toldonce.adapters.inmemory.rows import ChangeRow, MemoryRow, MentionRow, StatementRow
from toldonce.adapters.inmemory.tables import ScopeRows
from toldonce.adapters.planning import Plan
from toldonce.adapters.settling import DERIVED, StoredMemory
from toldonce.model import Memory, Turn
from toldonce.ports import USER, Chunk, Pending, SlotKey, Statement

BESIDE = ("stated_to", "said_seq", "ended_seq")
"""What is derived and no part of a `Memory`."""


class InMemoryLedger:
    """`toldonce.adapters.planning.Ledger` on the rows of a scope."""

    def __init__(self, rows: ScopeRows) -> None:
        self._rows = rows

    async def by_key(self, keys: Sequence[str]) -> list[Statement]:
        wanted = set(keys)
        return [one for one in self._all() if one.key in wanted]

    async def by_id(self, ids: Sequence[UUID]) -> list[Statement]:
        return [self._rows.statements[one].statement for one in ids if one in self._rows.statements]

    async def stated_seqs(self, ids: Sequence[UUID]) -> Mapping[UUID, int]:
        return {one: self._rows.statements[one].stated_seq for one in ids if one in self._rows.statements}

    async def of_slots(self, slots: Sequence[SlotKey]) -> list[Statement]:
        return of_slots(self._rows, slots)

    async def naming(self) -> list[Statement]:
        return [one for one in self._all() if one.candidate.type == "entity" and one.candidate.subject == USER]

    async def memories(self, ids: Sequence[UUID]) -> Mapping[UUID, StoredMemory]:
        return {one: _stored(self._rows.memories[one]) for one in ids if one in self._rows.memories}

    async def taken_over(self, ids: Sequence[UUID]) -> list[UUID]:
        spoken_for = {one.memory_id for one in self._all()}
        memories = [row.memory for row in self._rows.memories.values()]
        return [one.memory_id for one in memories if one.superseded_by in ids and one.memory_id not in spoken_for]

    async def known_turns(self, ids: Sequence[UUID]) -> Collection[UUID]:
        return self._rows.turns.keys() & set(ids)

    async def known_conversations(self, ids: Sequence[UUID]) -> Collection[UUID]:
        return self._rows.conversations.keys() & set(ids)

    def _all(self) -> list[Statement]:
        return [row.statement for row in self._rows.statements.values()]


def as_said(statements: Sequence[Statement]) -> list[Statement]:
    """In the order in which they were said."""
    return sorted(statements, key=lambda one: (one.said_at, one.seq, one.statement_id))


def of_slots(rows: ScopeRows, slots: Sequence[SlotKey]) -> list[Statement]:
    """The statements of subjects, of slots and of values of slots."""
    wanted = set(slots)
    alike = [(key.subject, str(key.attribute)) for key in slots if key.is_of_slots_alike]

    def is_wanted(one: Statement) -> bool:
        said = one.candidate
        values = {None, said.value_key, said.instead_of or None}
        subject, attribute = said.subject, said.attribute
        return (
            SlotKey(subject, None) in wanted
            or any(SlotKey(subject, attribute, value) in wanted for value in values)
            or any(subject == other and attribute.startswith(beginning) for other, beginning in alike)
            or (not said.value_key and any((key.subject, key.attribute) == (subject, attribute) for key in wanted))
        )

    return as_said([row.statement for row in rows.statements.values() if is_wanted(row.statement)])


def toggles_since(rows: ScopeRows, seq: int) -> list[UUID]:
    """The statements that were in force after ``seq`` and are not now, or the other way round."""

    def was_in_force(row: StatementRow) -> bool:
        return row.stated_seq <= seq and sum(toggle <= seq for toggle in row.statement.toggles) % 2 == 0

    changed = [row.statement for row in rows.statements.values() if was_in_force(row) != row.statement.in_force]
    return [one.statement_id for one in as_said(changed)]


def carry_out(rows: ScopeRows, plan: Plan, chunks: Mapping[str, Sequence[Chunk]], now: datetime) -> None:
    """Write what a plan opens, changes and states."""
    for altered in plan.altered:
        rows.statements[altered.statement_id].statement = altered
    for new in plan.new:
        rows.statements[new.statement.statement_id] = StatementRow(new.statement, new.stated_seq)
    for mention in plan.mentions:
        own, source_id = mention.mention, mention.source_id
        turn = rows.turns.get(source_id)
        seq = turn.turn.seq if turn is not None else rows.statements[source_id].statement.seq
        entity_id = uuid5(rows.scope.scope_id, own.entity_key)
        rows.mentions.setdefault(
            (entity_id, source_id, own.name),
            MentionRow(entity_id, own.entity_key, own.name, own.kind, source_id, mention.said_at, seq),
        )
    for opened in plan.opened:
        memory = _opened(opened.memory_id, opened.seq, opened.values, now)
        row = MemoryRow(memory, **{name: opened.values[name] for name in BESIDE})
        rows.memories[opened.memory_id] = row
        rows.index(opened.seq, row, chunks[row.memory.content])
        rows.log(ChangeRow(opened.seq, opened.memory_id, "added", now, None, row.memory.status))
    for changed in plan.changed:
        row = rows.memories[changed.memory_id]
        derived = {name: changed.values[name] for name in DERIVED if name not in BESIDE}
        more = {"version": row.memory.version + 1, "updated_at": now}
        row.memory = row.memory.model_copy(update={**derived, **more})
        for name in BESIDE:
            setattr(row, name, changed.values[name])
        if changed.reworded:
            rows.unindex(row.memory.seq)
            rows.index(row.memory.seq, row, chunks[row.memory.content])
        before = dict(changed.before)
        rows.log(
            ChangeRow(changed.seq, changed.memory_id, changed.action, now, before, row.memory.status, plan.revises)
        )
    rows.last_seq = plan.last_seq


def pending(rows: ScopeRows, *, limit: int, before: int, after: int = 0) -> Pending | None:
    """The unread turns behind ``after`` of the conversation that comes next; None when all are read."""
    read_seq = max(after, rows.read_seq)
    unread = sorted((row.turn for row in rows.turns.values() if row.turn.seq > read_seq), key=_seq)[:limit]
    if not unread:
        return None
    turns = list(next(groupby(unread, key=lambda turn: turn.conversation_id))[1])
    return Pending(turns, _turns_before(rows, turns[0], before), read_seq, turns[-1].seq, rows.last_seq)


def read_again(rows: ScopeRows, first_seq: int, last_seq: int, *, before: int) -> list[Pending]:
    """The turns from one number to another, by conversation."""
    by_conversation: dict[UUID, list[Turn]] = {}
    for turn in sorted((row.turn for row in rows.turns.values()), key=_seq):
        if first_seq <= turn.seq <= last_seq:
            by_conversation.setdefault(turn.conversation_id, []).append(turn)
    return [
        Pending(turns, _turns_before(rows, turns[0], before), first_seq - 1, turns[-1].seq, last_seq)
        for turns in by_conversation.values()
    ]


def _seq(turn: Turn) -> int:
    return turn.seq


def _turns_before(rows: ScopeRows, first: Turn, count: int) -> list[Turn]:
    stored = rows.conversation(first.conversation_id).turns
    numbers = sorted((number for number in stored if number < first.turn_number), reverse=True)[:count]
    return [stored[number].turn for number in reversed(numbers)]


def _stored(row: MemoryRow) -> StoredMemory:
    return {**dict(row.memory), **{name: getattr(row, name) for name in BESIDE}}


def _opened(memory_id: UUID, seq: int, values: Mapping[str, Any], now: datetime) -> Memory:
    derived = {name: values[name] for name in DERIVED if name not in BESIDE}
    return Memory(**derived, memory_id=memory_id, seq=seq, last_used_turn=None, created_at=now, updated_at=now)
