"""What a write of statements, or an erasure, will change: worked out before anything is written.

Every store reads through a `Ledger` and then does what the `Plan` says, in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from uuid_utils.compat import uuid7

from toldonce.adapters.settling import Changed, Opened, Settled, StoredMemory, relations_of, settle
from toldonce.errors import NotFound, PreconditionFailed
from toldonce.ports import (
    Chunk,
    ChunksMissing,
    MemoryCandidate,
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
CLOSURE = "closure"
"""The extractor of statements without words, which stand in place of erased ones."""
EVIDENCE_ERASED = {"evidence_erased": True}


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
    """``altered`` are stored statements as they are from now on, ``erased`` those to be removed."""

    last_seq: int
    new: Sequence[NewStatement] = ()
    altered: Sequence[Statement] = ()
    erased: Sequence[UUID] = ()
    mentions: Sequence[NewMention] = ()
    opened: Sequence[Opened] = ()
    changed: Sequence[Changed] = ()
    gone: Sequence[UUID] = ()
    known: Mapping[str, UUID] = field(default_factory=dict)

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
    turn_ids = {one.turn_id for one in (*write.statements, *write.mentions)} - {None}
    turns = await ledger.known_turns([one for one in turn_ids if one is not None]) if turn_ids else ()
    new = await _new_statements(ledger, write.statements, known, turns, last_seq)
    mentions = [one for one in write.mentions if one.turn_id in turns]
    old = {one.statement_id: one for one in await ledger.by_id([*write.toggled, *write.confirmed, *write.moved])}
    if missing := {*write.toggled, *write.confirmed, *write.moved} - old.keys():
        raise NotFound(f"{NO_STATEMENT[:-1]}: {min(missing, key=str)}.")
    altered = {statement_id: _altered(one, write, now) for statement_id, one in old.items()}
    touched = [*new.values(), *old.values(), *altered.values()]
    found, relations = await _gathered(ledger, settlement, touched, {**new, **altered}, ())
    states = settlement.states(list(found.values()), relations)
    settled = settle(found, states, await _stored(ledger, found.values(), states), last_seq, now)
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
    )


async def plan_erasure(
    ledger: Ledger,
    settlement: Settlement,
    *,
    doomed: Sequence[Statement],
    detached: Sequence[Statement],
    memory_ids: Sequence[UUID],
    keep_keys: bool,
    last_seq: int,
    now: datetime,
) -> Plan:
    """Erase the statements ``doomed`` and the memories that only they spoke for (``memory_ids`` in any case).

    ``detached`` statements stay without their turn, which is erased. Memories that lose a part of their evidence say
    so. What was closed by something that goes stays closed. ``keep_keys``: what is erased leaves its key behind, so
    that reading its turn again does not bring it back.
    """
    gone = {one.statement_id: one for one in doomed}
    without_turn = {one.statement_id: _detached(one) for one in detached if one.statement_id not in gone}
    touched = [*doomed, *detached]
    found, relations = await _gathered(ledger, settlement, touched, without_turn, gone)
    lost = {one.memory_id for one in touched} - {None}
    for statement_id, one in found.items():
        if one.memory_id in lost:
            found[statement_id] = replace(one, metadata={**one.metadata, **EVIDENCE_ERASED})
    for statement_id in _pointless_closures(found.values()):
        gone[statement_id] = found.pop(statement_id)
    taken_over = await ledger.taken_over(list({*memory_ids, *(one for one in lost if one is not None)}))
    stored = await _stored(ledger, [*found.values(), *doomed], (), [*memory_ids, *taken_over])
    stated = await ledger.stated_seqs(list(gone))
    closures, kept_back = _kept_closed(found, settlement, relations, stored, list(gone.values()), stated, last_seq)
    found.update(kept_back)
    found.update((one.statement.statement_id, one.statement) for one in closures)
    states = settlement.states(list(found.values()), relations)
    stored = {**stored, **await _stored(ledger, (), states)}
    settled = settle(found, states, stored, last_seq, now)
    known = {one.statement_id: one for one in await ledger.by_id(list(found))}
    removed = {*settled.gone, *taken_over, *memory_ids}
    tombs = [_tomb(one) for one in gone.values() if keep_keys and one.turn_id is not None]
    return Plan(
        last_seq=settled.change_seq if settled.opened or settled.changed or removed else last_seq,
        new=[replace(one, statement=_with_memory(one.statement, settled)) for one in closures],
        altered=[
            *tombs,
            *(
                changed
                for one in found.values()
                if one.statement_id in known and (changed := _with_memory(one, settled)) != known[one.statement_id]
            ),
        ],
        erased=[statement_id for statement_id in gone if statement_id not in {one.statement_id for one in tombs}],
        opened=settled.opened,
        changed=[one for one in settled.changed if one.memory_id not in removed],
        gone=sorted(removed, key=str),
    )


# --- what belongs together -------------------------------------------------------------------------------------------


async def _gathered(
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


def _is_covered(key: SlotKey, asked: Collection[SlotKey]) -> bool:
    return key in asked or SlotKey(key.subject, key.attribute) in asked or SlotKey(key.subject, None) in asked


async def _stored(
    ledger: Ledger, statements: Iterable[Statement], states: Sequence[MemoryState], more: Sequence[UUID] = ()
) -> Mapping[UUID, StoredMemory]:
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
    return _with_memory(replace(one, toggles=toggles), settled)


def _placed(one: Statement, settled: Settled, opened: Mapping[UUID, int], change_seq: int) -> NewStatement:
    own = _with_memory(one, settled)
    return NewStatement(own, opened.get(own.memory_id, change_seq) if own.memory_id is not None else change_seq)


def _with_memory(one: Statement, settled: Settled) -> Statement:
    memory_id = settled.memory_of.get(one.statement_id, one.memory_id)
    return one if memory_id == one.memory_id else replace(one, memory_id=memory_id)


def _moved_memories(found: Mapping[UUID, Statement], settled: Settled, seen: Collection[UUID]) -> list[Statement]:
    """Stored statements that belong to another memory from now on."""
    placed = ((one, _with_memory(one, settled)) for key, one in found.items() if key not in seen)
    return [after for before, after in placed if after is not before]


def _turns(one: Changed) -> tuple[object, object]:
    return one.before["status"], one.values["status"]


# --- erasing ---------------------------------------------------------------------------------------------------------


def _detached(one: Statement) -> Statement:
    """A statement whose turn is erased: without it, and without words when no memory shows them."""
    said = one.candidate
    if said.denies:
        said = replace(said, content="", value="")
    metadata = {**one.metadata, **EVIDENCE_ERASED}
    return replace(one, candidate=said, turn_id=None, turn_number=None, metadata=metadata)


def _tomb(one: Statement) -> Statement:
    """What is left of an erased statement whose turn stays: its key, so that it is not stated again."""
    nothing = MemoryCandidate(one.candidate.type, "", "", "", "", "", denies=True)
    return replace(
        one,
        candidate=nothing,
        extractor=CLOSURE,
        metadata={},
        expires_at=None,
        toggles=[0],
        memory_id=None,
        replaces=None,
    )


def _slot_of(one: Statement) -> tuple[str, str, str]:
    said = one.candidate
    return said.subject, said.attribute, said.value_key if said.many else ""


def _pointless_closures(found: Iterable[Statement]) -> list[UUID]:
    """Closures in slots about which nothing else is left."""
    statements = list(found)
    alive = {_slot_of(one) for one in statements if one.extractor != CLOSURE}
    return [one.statement_id for one in statements if one.extractor == CLOSURE and _slot_of(one) not in alive]


def _kept_closed(
    found: Mapping[UUID, Statement],
    settlement: Settlement,
    relations: Relations,
    stored: Mapping[UUID, StoredMemory],
    gone: Sequence[Statement],
    stated_seqs: Mapping[UUID, int],
    last_seq: int,
) -> tuple[list[NewStatement], dict[UUID, Statement]]:
    """Statements without words that keep closed what is closed; where none can say so, its statements taken back."""
    closures: list[NewStatement] = []
    for state in settlement.states(list(found.values()), relations):
        old = stored.get(state.memory_id)
        if old is not None and not _stays_closed(old, state):
            first = found[state.statement_ids[0]]
            closures.append(_closure(old, first, gone, stated_seqs, last_seq))
    together = {**found, **{one.statement.statement_id: one.statement for one in closures}}
    taken_back = {}
    for state in settlement.states(list(together.values()), relations) if closures else ():
        old = stored.get(state.memory_id)
        if old is not None and not _stays_closed(old, state):
            for statement_id in state.statement_ids:
                if statement_id in found and found[statement_id].in_force:
                    one = found[statement_id]
                    taken_back[statement_id] = replace(one, toggles=[*one.toggles, last_seq + 1])
    return closures, taken_back


def _stays_closed(old: StoredMemory, state: MemoryState) -> bool:
    if old["status"] != "superseded" or old["superseded_at"] is None:
        return True
    return (
        state.status == "superseded"
        and state.superseded_at is not None
        and state.superseded_at <= old["superseded_at"]
        and (state.retracted or not old["retracted"])
    )


def _closure(
    old: StoredMemory, first: Statement, gone: Sequence[Statement], stated_seqs: Mapping[UUID, int], last_seq: int
) -> NewStatement:
    """What says that a memory had ended, known since the same time and number as by the statement that is erased."""
    at: datetime = old["superseded_at"]
    closers = [one for one in gone if (one.confirmed_at or one.said_at) == at]
    statement_id = uuid7()
    candidate = MemoryCandidate(
        type=first.candidate.type,
        subject=first.candidate.subject,
        attribute=first.candidate.attribute,
        value="",
        value_key=first.candidate.value_key if first.candidate.many else "",
        content="",
        many=first.candidate.many,
        denies=True,
        corrects=bool(old["retracted"]),
        valid_to=old["valid_to"],
    )
    statement = Statement(
        statement_id=statement_id,
        key=f"{CLOSURE}:{statement_id}",
        candidate=candidate,
        said_at=at,
        seq=max((one.seq for one in closers), default=last_seq + 1),
        origin="user",
        extractor=CLOSURE,
        toggles=closers[0].toggles if len(closers) == 1 else (),
    )
    known_since = min((stated_seqs[one.statement_id] for one in closers), default=last_seq + 1)
    return NewStatement(statement, known_since)
