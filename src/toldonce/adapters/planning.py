"""What a write of statements will change (of an erasure: `erasing`), worked out before anything is written.

Every store reads through a `Ledger` and then does what the `Plan` says, in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from toldonce.adapters.settling import Changed, Opened, Settled, StoredMemory, relations_of, settle
from toldonce.errors import NotFound, PreconditionFailed
from toldonce.ports import (
    Chunk,
    ChunksMissing,
    MemoryState,
    NewMention,
    Relations,
    Settlement,
    SlotKey,
    Stated,
    Statement,
    StatementWrite,
)

NO_MEMORY = "There is no such memory in this subject's memory."
NO_CONVERSATION = "There is no such conversation in this subject's memory."
NO_STATEMENT = "There is no such statement in this subject's memory."
STALE = "The memory has changed since it was read: read it again, and repeat the change with its new ETag."


class Ledger(Protocol):
    """What a store holds of one scope, whose other writers wait."""

    async def by_key(self, keys: Sequence[str]) -> list[Statement]: ...
    async def by_id(self, ids: Sequence[UUID]) -> list[Statement]: ...
    async def stated_seqs(self, ids: Sequence[UUID]) -> Mapping[UUID, int]:
        """The numbers under which statements came to be known."""
        ...

    async def of_slots(self, slots: Sequence[SlotKey]) -> list[Statement]:
        """With a value: what speaks of that value, in its place or of all values (a denial without one)."""
        ...

    async def naming(self) -> list[Statement]:
        """The statements that name somebody of the user's."""
        ...

    async def memories(self, ids: Sequence[UUID]) -> Mapping[UUID, StoredMemory]: ...
    async def taken_over(self, ids: Sequence[UUID]) -> list[UUID]:
        """Memories without statements, which these memories took over."""
        ...

    async def known_turns(self, ids: Sequence[UUID]) -> Collection[UUID]: ...
    async def known_conversations(self, ids: Sequence[UUID]) -> Collection[UUID]: ...


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A statement to be stored; ``stated_seq`` is the number under which it came to be known."""

    statement: Statement
    stated_seq: int


@dataclass(frozen=True, slots=True)
class Plan:
    """``altered`` are stored statements as they are from now on, ``erased`` those to be removed.

    ``revises``: it changes what counts of what was said before, so that what was known at a number before this write
    can only be told from the log of changes.
    """

    last_seq: int
    new: Sequence[NewStatement] = ()
    altered: Sequence[Statement] = ()
    erased: Sequence[UUID] = ()
    mentions: Sequence[NewMention] = ()
    opened: Sequence[Opened] = ()
    changed: Sequence[Changed] = ()
    gone: Sequence[UUID] = ()
    known: Mapping[str, UUID] = field(default_factory=dict)
    revises: bool = False

    def require_chunks(self, chunks: Mapping[str, Sequence[Chunk]]) -> None:
        """Raises `ChunksMissing` for words that are to be indexed and were not embedded."""
        words = [one.values["content"] for one in self.opened]
        words += [one.values["content"] for one in self.changed if one.reworded]
        missing = [content for content in dict.fromkeys(words) if content not in chunks]
        if missing:
            raise ChunksMissing(missing)

    @property
    def stated(self) -> Stated:
        """What the caller of the write is told."""
        own = {one.statement.key: one.statement.memory_id for one in self.new}
        return Stated(
            memory_ids={**self.known, **{key: one for key, one in own.items() if one is not None}},
            opened=[one.memory_id for one in self.opened],
            closed=[one.memory_id for one in self.changed if _turns(one) == ("current", "superseded")],
            reopened=[one.memory_id for one in self.changed if _turns(one) == ("superseded", "current")],
            up_to_seq=self.last_seq,
        )


async def plan_write(
    ledger: Ledger, write: StatementWrite, settlement: Settlement, *, last_seq: int, now: datetime
) -> Plan:
    """Raises `NotFound` and `PreconditionFailed`."""
    await _require_expected(ledger, write.expected)
    known = {one.key: one for one in await ledger.by_key([one.key for one in write.statements])}
    turn_ids = {one.turn_id for one in write.statements if one.turn_id is not None}
    turn_ids |= {one.source_id for one in write.mentions}
    turns = await ledger.known_turns(list(turn_ids)) if turn_ids else ()
    new = await _new_statements(ledger, write.statements, known, turns, last_seq)
    told = {one.statement_id for one in new.values() if one.turn_id is None}
    mentions = [one for one in write.mentions if one.source_id in turns or one.source_id in told]
    old = {one.statement_id: one for one in await ledger.by_id([*write.toggled, *write.confirmed, *write.moved])}
    if missing := {*write.toggled, *write.confirmed, *write.moved} - old.keys():
        raise NotFound(f"{NO_STATEMENT[:-1]}: {min(missing, key=str)}.")
    altered = {statement_id: _altered(one, write, now) for statement_id, one in old.items()}
    touched = [*new.values(), *old.values(), *altered.values()]
    found, relations = await gathered(ledger, settlement, touched, {**new, **altered}, ())
    states = settlement.states(list(found.values()), relations)
    settled = settle(found, states, await stored_of(ledger, found.values(), states), last_seq, now)
    change_seq = settled.change_seq
    by_memory = {one.memory_id: one.seq for one in settled.opened}
    placed = [_placed(one, settled, by_memory, change_seq) for one in new.values()]
    changes = bool(settled.opened or settled.changed or altered or placed)
    return Plan(
        last_seq=change_seq if changes else last_seq,
        new=placed,
        altered=[
            *(_toggled_at(one, write, change_seq, settled) for one in altered.values()),
            *_moved_memories(found, settled, {*new, *altered}),
        ],
        mentions=mentions,
        opened=settled.opened,
        changed=settled.changed,
        known={key: one.memory_id for key, one in known.items() if one.memory_id is not None},
        revises=bool(altered),
    )


# --- what belongs together -------------------------------------------------------------------------------------------


async def gathered(
    ledger: Ledger,
    settlement: Settlement,
    touched: Sequence[Statement],
    overlay: Mapping[UUID, Statement],
    gone: Collection[UUID],
) -> tuple[dict[UUID, Statement], Relations]:
    """All statements of the slots that are touched, as they will be, with the names of relatives as they will be.

    What was read may speak of further values; those are read too, so that no value is judged by a part of its
    statements.
    """
    naming = {one.statement_id: one for one in await ledger.naming()}
    before = relations_of(naming.values())
    relations = relations_of(one for key, one in {**naming, **overlay}.items() if key not in gone)
    wanted = [*settlement.slots(touched, before), *settlement.slots(touched, relations)]
    found = dict(overlay)
    asked: set[SlotKey] = set()
    while fresh := [key for key in dict.fromkeys(wanted) if not _is_covered(key, asked)]:
        asked.update(fresh)
        for one in await ledger.of_slots(fresh):
            if one.statement_id not in gone:
                found.setdefault(one.statement_id, one)
        wanted = [key for key in settlement.slots(list(found.values()), relations) if key.attribute is not None]
    return found, relations


def _is_covered(key: SlotKey, asked: Set[SlotKey]) -> bool:
    alike = SlotKey(key.subject, key.attribute and f"{key.attribute.partition('.')[0]}.")
    return not asked.isdisjoint((key, replace(key, value_key=None), alike, SlotKey(key.subject, None)))


async def stored_of(
    ledger: Ledger, statements: Iterable[Statement], states: Sequence[MemoryState], more: Sequence[UUID] = ()
) -> Mapping[UUID, StoredMemory]:
    """The stored memories of statements and of states, and ``more``."""
    ids = dict.fromkeys(one.memory_id for one in statements if one.memory_id is not None)
    ids.update(dict.fromkeys([*(state.memory_id for state in states), *more]))
    return await ledger.memories(list(ids))


# --- writing ---------------------------------------------------------------------------------------------------------


async def _require_expected(ledger: Ledger, expected: Mapping[UUID, int]) -> None:
    if not expected:
        return
    stored = await ledger.memories(list(expected))
    for memory_id, version in expected.items():
        if memory_id not in stored:
            raise NotFound(NO_MEMORY)
        if stored[memory_id]["version"] != version:
            raise PreconditionFailed(STALE)


async def _new_statements(
    ledger: Ledger,
    statements: Sequence[Statement],
    known: Mapping[str, Statement],
    turns: Collection[UUID],
    last_seq: int,
) -> dict[UUID, Statement]:
    """Those that are not there yet, each key once, and whose turn was not erased while it was read."""
    conversations = {one.conversation_id for one in statements if one.turn_id is None} - {None}
    wanted = [one for one in conversations if one is not None]
    if wanted and len(await ledger.known_conversations(wanted)) < len(wanted):
        raise NotFound(NO_CONVERSATION)
    replaced = [one.replaces for one in statements if one.replaces is not None]
    if replaced and len(await ledger.memories(replaced)) < len(set(replaced)):
        raise NotFound(NO_MEMORY)
    by_key: dict[str, Statement] = {}
    for one in statements:
        if one.key in known or one.key in by_key or (one.turn_id is not None and one.turn_id not in turns):
            continue
        by_key[one.key] = one if one.turn_id is not None else replace(one, seq=last_seq + len(by_key) + 1)
    return {one.statement_id: one for one in by_key.values()}


def _altered(one: Statement, write: StatementWrite, now: datetime) -> Statement:
    if one.statement_id in write.toggled:
        one = replace(one, toggles=[*one.toggles, 0])
    if one.statement_id in write.confirmed:
        one = replace(one, confirmed_at=write.confirmed_at or now)
    if one.statement_id in write.moved:
        one = replace(one, candidate=replace(one.candidate, value_key=write.moved[one.statement_id]))
    return one


def _toggled_at(one: Statement, write: StatementWrite, seq: int, settled: Settled) -> Statement:
    toggles = [*one.toggles[:-1], seq] if one.statement_id in write.toggled else one.toggles
    return with_memory(replace(one, toggles=toggles), settled)


def _placed(one: Statement, settled: Settled, opened: Mapping[UUID, int], change_seq: int) -> NewStatement:
    own = with_memory(one, settled)
    if own.turn_id is None:
        own = replace(own, seq=min(own.seq, change_seq))
    return NewStatement(own, opened.get(own.memory_id, change_seq) if own.memory_id is not None else change_seq)


def with_memory(one: Statement, settled: Settled) -> Statement:
    """A statement with the memory that it belongs to from now on."""
    memory_id = settled.memory_of.get(one.statement_id, one.memory_id)
    return one if memory_id == one.memory_id else replace(one, memory_id=memory_id)


def _moved_memories(found: Mapping[UUID, Statement], settled: Settled, seen: Collection[UUID]) -> list[Statement]:
    """Stored statements that belong to another memory from now on."""
    placed = ((one, with_memory(one, settled)) for key, one in found.items() if key not in seen)
    return [after for before, after in placed if after is not before]


def _turns(one: Changed) -> tuple[object, object]:
    return one.before["status"], one.values["status"]
