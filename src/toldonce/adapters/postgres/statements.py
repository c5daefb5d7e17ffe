"""Statements into the database, and the memories that follow from them, each write one transaction in the order of its
scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from toldonce.adapters.planning import Plan, plan_write
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.queries import Query, load_queries
from toldonce.adapters.postgres.rows import index_columns, statement, turn
from toldonce.adapters.settling import StoredMemory
from toldonce.model import Scope, Turn
from toldonce.ports import Chunk, NewMention, Pending, Settlement, SlotKey, Stated, Statement, StatementWrite

STATEMENTS = load_queries("statements")
TURNS = load_queries("turns")
ERASE = load_queries("erase")


class PgLedger:
    """`toldonce.adapters.planning.Ledger` on a connection that holds the scope's lock."""

    def __init__(self, connection: Connection, scope: Scope) -> None:
        self._connection = connection
        self._scope_id = scope.scope_id

    async def by_key(self, keys: Sequence[str]) -> list[Statement]:
        return await self._statements(STATEMENTS.statements_by_key, keys=list(keys)) if keys else []

    async def by_id(self, ids: Sequence[UUID]) -> list[Statement]:
        return await self._statements(STATEMENTS.statements_by_id, ids=list(ids)) if ids else []

    async def stated_seqs(self, ids: Sequence[UUID]) -> Mapping[UUID, int]:
        rows = await self._all(STATEMENTS.stated_seqs, ids=list(ids))
        return {row["statement_id"]: row["stated_seq"] for row in rows}

    async def of_slots(self, slots: Sequence[SlotKey]) -> list[Statement]:
        return await self._statements(STATEMENTS.statements_of_slots, **slot_columns(slots))

    async def naming(self) -> list[Statement]:
        return await self._statements(STATEMENTS.naming_statements)

    async def memories(self, ids: Sequence[UUID]) -> Mapping[UUID, StoredMemory]:
        rows = await self._all(STATEMENTS.stored_memories, ids=list(ids)) if ids else []
        return {row["memory_id"]: row for row in rows}

    async def taken_over(self, ids: Sequence[UUID]) -> list[UUID]:
        return [row["memory_id"] for row in await self._all(STATEMENTS.taken_over, ids=list(ids))]

    async def known_turns(self, ids: Sequence[UUID]) -> Collection[UUID]:
        return {row["turn_id"] for row in await self._all(STATEMENTS.known_turn_ids, ids=list(ids))}

    async def known_conversations(self, ids: Sequence[UUID]) -> Collection[UUID]:
        return {row["conversation_id"] for row in await self._all(STATEMENTS.known_conversation_ids, ids=list(ids))}

    async def _all(self, query: Query, **values: Any) -> list[Any]:
        return await query.all(self._connection, scope_id=self._scope_id, **values)

    async def _statements(self, query: Query, **values: Any) -> list[Statement]:
        return [statement(row) for row in await self._all(query, **values)]


async def state(
    connection: Connection,
    scope: Scope,
    write: StatementWrite,
    settlement: Settlement,
    chunks: Mapping[str, Sequence[Chunk]],
    *,
    model_id: int,
    dimension: int,
) -> Stated:
    """Write statements and settle their slots. Raises `NotFound`, `PreconditionFailed` and `ChunksMissing`."""
    place = await TURNS.lock_scope.one(
        connection, scope_id=scope.scope_id, user_id=scope.user_id, subject=scope.subject
    )
    if place is None:
        raise AssertionError("an upsert returns its row")
    if write.read is not None and place["read_seq"] != write.read[0]:
        return Stated({}, [], [], [], place["last_seq"])
    ledger = PgLedger(connection, scope)
    plan = await plan_write(ledger, write, settlement, last_seq=place["last_seq"], now=place["now"])
    if write.dry_run:
        return replace(plan.stated, up_to_seq=place["last_seq"])
    plan.require_chunks(chunks)
    await carry_out(
        connection,
        scope,
        plan,
        chunks,
        ann=place["ann_ready"],
        model_id=model_id,
        dimension=dimension,
        read_seq=None if write.read is None else write.read[1],
    )
    return plan.stated


async def carry_out(
    connection: Connection,
    scope: Scope,
    plan: Plan,
    chunks: Mapping[str, Sequence[Chunk]],
    *,
    ann: bool,
    model_id: int,
    dimension: int,
    read_seq: int | None = None,
) -> None:
    """Write what a plan opens, changes and states; what it erases is erased by `erase`.

    ``read_seq`` is the newest turn that extractors have read by then, None when they have read no further.
    """
    own = {"scope_id": scope.scope_id}
    named = {**own, "user_id": scope.user_id}
    if plan.altered:
        await STATEMENTS.alter_statements.run(connection, **own, **_altered_columns(plan.altered))
    if plan.new:
        await STATEMENTS.add_statements.run(
            connection,
            **named,
            **_statement_columns([one.statement for one in plan.new]),
            stated_seqs=[one.stated_seq for one in plan.new],
        )
    if plan.mentions:
        await STATEMENTS.add_mentions.run(connection, **named, **_mention_columns(scope, plan.mentions))
    if plan.opened:
        await STATEMENTS.open_memories.run(
            connection,
            **named,
            memory_ids=[one.memory_id for one in plan.opened],
            seqs=[one.seq for one in plan.opened],
            **_memory_columns([one.values for one in plan.opened]),
        )
    indexed = [(one.seq, chunks[one.values["content"]]) for one in plan.opened]
    if plan.changed:
        await STATEMENTS.change_memories.run(
            connection,
            **named,
            seq=plan.changed[0].seq,
            memory_ids=[one.memory_id for one in plan.changed],
            actions=[one.action for one in plan.changed],
            before=[one.before for one in plan.changed],
            revises=plan.revises,
            **_memory_columns([one.values for one in plan.changed]),
        )
        reworded = {one.memory_id: chunks[one.values["content"]] for one in plan.changed if one.reworded}
        if reworded:
            rows = await STATEMENTS.stored_memories.all(connection, **own, ids=list(reworded))
            await ERASE.erase_index.one(connection, **own, seqs=[row["seq"] for row in rows])
            indexed += [(row["seq"], reworded[row["memory_id"]]) for row in rows]
    await STATEMENTS.add_index.run(
        connection,
        **named,
        model_id=model_id,
        ann=ann,
        last_seq=plan.last_seq,
        read_seq=read_seq,
        **index_columns(indexed, dimension),
    )


async def pending(connection: Connection, scope: Scope, *, limit: int, before: int, after: int = 0) -> Pending | None:
    """The unread turns behind ``after`` of the conversation that comes next; waits for the scope's running write."""
    place = await STATEMENTS.read_place.one(connection, scope_id=scope.scope_id)
    if place is None:
        return None
    read_seq = max(after, place["read_seq"])
    rows = await TURNS.turns_by_seq.all(connection, scope_id=scope.scope_id, after=read_seq, limit=limit)
    if not rows:
        return None
    _, run = next(groupby(rows, key=lambda row: row["conversation_id"]))
    turns = [turn(row) for row in run]
    earlier = await _turns_before(connection, scope, turns[0], before)
    return Pending(turns, earlier, read_seq, turns[-1].seq, place["last_seq"])


async def read_again(
    connection: Connection, scope: Scope, first_seq: int, last_seq: int, *, before: int
) -> list[Pending]:
    """Turns that were read before, by conversation."""
    rows = await TURNS.turns_of_seqs.all(connection, scope_id=scope.scope_id, first=first_seq, last=last_seq)
    by_conversation: dict[UUID, list[Turn]] = {}
    for row in rows:
        by_conversation.setdefault(row["conversation_id"], []).append(turn(row))
    return [
        Pending(turns, await _turns_before(connection, scope, turns[0], before), first_seq - 1, turns[-1].seq, last_seq)
        for turns in by_conversation.values()
    ]


async def read(
    connection: Connection, scope: Scope, *, memory_id: UUID | None, slots: Sequence[SlotKey] | None
) -> list[Statement]:
    """The statements of a memory or of slots (of both: those of the memory in the slots), or all, as they were said."""
    if slots is not None:
        rows = await STATEMENTS.statements_of_slots.all(connection, scope_id=scope.scope_id, **slot_columns(slots))
        return [statement(row) for row in rows if memory_id is None or row["memory_id"] == memory_id]
    if memory_id is not None:
        rows = await STATEMENTS.statements_of_memory.all(connection, scope_id=scope.scope_id, memory_ids=[memory_id])
    else:
        rows = await STATEMENTS.all_statements.all(connection, scope_id=scope.scope_id)
    return [statement(row) for row in rows]


async def toggles_since(connection: Connection, scope: Scope, seq: int) -> list[UUID]:
    """What a rollback to ``seq`` has to toggle."""
    rows = await STATEMENTS.toggled_since.all(connection, scope_id=scope.scope_id, seq=seq)
    return [row["statement_id"] for row in rows]


async def _turns_before(connection: Connection, scope: Scope, first: Turn, count: int) -> list[Turn]:
    rows = await TURNS.turns_before.all(
        connection,
        scope_id=scope.scope_id,
        conversation_id=first.conversation_id,
        turn_number=first.turn_number,
        limit=count,
    )
    return [turn(row) for row in reversed(rows)]


def slot_columns(slots: Sequence[SlotKey]) -> dict[str, list[str]]:
    """The arguments of the query ``statements_of_slots``."""
    alike = [one for one in slots if one.is_of_slots_alike]
    whole = [one for one in slots if one.attribute is not None and one.value_key is None and not one.is_of_slots_alike]
    values = [one for one in slots if one.attribute is not None and one.value_key is not None]
    return {
        "subjects": [one.subject for one in slots if one.attribute is None],
        "alike_subjects": [one.subject for one in alike],
        "alike_beginnings": [str(one.attribute) for one in alike],
        "slot_subjects": [one.subject for one in whole],
        "slot_attributes": [str(one.attribute) for one in whole],
        "value_subjects": [one.subject for one in values],
        "value_attributes": [str(one.attribute) for one in values],
        "value_keys": [str(one.value_key) for one in values],
    }


def _statement_columns(statements: Sequence[Statement]) -> dict[str, list[Any]]:
    said = [one.candidate for one in statements]
    return {
        **_altered_columns(statements),
        "keys": [one.key for one in statements],
        "kinds": [one.type for one in said],
        "many": [one.many for one in said],
        "corrects": [one.corrects for one in said],
        "changes": [one.changes for one in said],
        "valid_from": [one.valid_from for one in said],
        "valid_to": [one.valid_to for one in said],
        "due_at": [one.due_at for one in said],
        "confidence": [one.confidence for one in said],
        "importance": [one.importance for one in said],
        "quarantined": [one.quarantined for one in said],
        "starts": [one.starts for one in said],
        "ends": [one.ends for one in said],
        "said_at": [one.said_at for one in statements],
        "seqs": [one.seq for one in statements],
        "origins": [one.origin for one in statements],
        "conversation_ids": [one.conversation_id for one in statements],
    }


def _altered_columns(statements: Sequence[Statement]) -> dict[str, list[Any]]:
    said = [one.candidate for one in statements]
    return {
        "statement_ids": [one.statement_id for one in statements],
        "subjects": [one.subject for one in said],
        "attributes": [one.attribute for one in said],
        "own_values": [one.value for one in said],
        "value_keys": [one.value_key for one in said],
        "contents": [one.content for one in said],
        "denies": [one.denies for one in said],
        "instead_of": [one.instead_of for one in said],
        "extractors": [one.extractor for one in statements],
        "turn_ids": [one.turn_id for one in statements],
        "turn_numbers": [one.turn_number for one in statements],
        "metadata": [dict(one.metadata) for one in statements],
        "expires_at": [one.expires_at for one in statements],
        "toggles": [_array(one.toggles) for one in statements],
        "confirmed_at": [one.confirmed_at for one in statements],
        "memory_ids": [one.memory_id for one in statements],
        "replaces": [one.replaces for one in statements],
    }


def _memory_columns(memories: Sequence[StoredMemory]) -> dict[str, list[Any]]:
    columns = {
        "kinds": "type",
        "slots": "slot",
        "own_values": "value",
        "contents": "content",
        "statuses": "status",
        "origins": "origin",
        "conversation_ids": "conversation_id",
        "source_turns": "source_turn",
        "evidence_counts": "evidence_count",
        "said_seqs": "said_seq",
        "ended_seqs": "ended_seq",
    }
    same = (
        "confidence importance trust valid_from valid_to stated_to due_at recorded_at superseded_at superseded_by"
        " supersedes retracted metadata expires_at"
    )
    columns |= {name: name for name in same.split()}
    return {
        **{column: [one[name] for one in memories] for column, name in columns.items()},
        "source_turn_ids": [_array(one["source_turn_ids"]) for one in memories],
    }


def _mention_columns(scope: Scope, mentions: Sequence[NewMention]) -> dict[str, list[Any]]:
    return {
        "entity_ids": [uuid5(scope.scope_id, one.mention.entity_key) for one in mentions],
        "source_ids": [one.source_id for one in mentions],
        "names": [one.mention.name for one in mentions],
        "entity_keys": [one.mention.entity_key for one in mentions],
        "kinds": [one.mention.kind for one in mentions],
        "said_at": [one.said_at for one in mentions],
    }


def _array(items: Iterable[object]) -> str:
    """An array as PostgreSQL writes it: a column of arrays of different lengths cannot be passed as one."""
    return "{" + ",".join(str(one) for one in items) + "}"
