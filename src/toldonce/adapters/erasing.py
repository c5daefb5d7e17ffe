"""What an erasure will change, worked out before anything is erased."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from toldonce.adapters.planning import Ledger, NewStatement, Plan, gathered, stored_of, with_memory
from toldonce.adapters.settling import StoredMemory, settle
from toldonce.ports import REVIEWED, MemoryCandidate, MemoryState, Relations, Settlement, Statement

CLOSURE = "closure"
"""The extractor of statements without words, which stand in place of erased ones."""
EVIDENCE_ERASED = {"evidence_erased": True}
_NO_LETTER = re.compile(r"\W+")


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
    found, relations = await gathered(ledger, settlement, touched, without_turn, gone)
    lost = {one.memory_id for one in touched} - {None}
    for statement_id, one in found.items():
        if one.memory_id in lost:
            found[statement_id] = replace(one, metadata={**one.metadata, **EVIDENCE_ERASED})
    for statement_id in _pointless_closures(found.values()):
        gone[statement_id] = found.pop(statement_id)
    taken_over = await ledger.taken_over(list({*memory_ids, *(one for one in lost if one is not None)}))
    found = _without_replaced(found, {*memory_ids, *taken_over, *lost, *gone})
    stored = await stored_of(ledger, [*found.values(), *doomed], (), [*memory_ids, *taken_over])
    stated = await ledger.stated_seqs(list(gone))
    closures, kept_back = _kept_closed(found, settlement, relations, stored, list(gone.values()), stated, last_seq)
    found.update(kept_back)
    found.update((one.statement.statement_id, one.statement) for one in closures)
    states = settlement.states(list(found.values()), relations)
    stored = {**stored, **await stored_of(ledger, (), states)}
    settled = settle(found, states, stored, last_seq, now)
    known = {one.statement_id: one for one in await ledger.by_id(list(found))}
    removed = {*settled.gone, *taken_over, *memory_ids}
    tombs = [_tomb(one) for one in gone.values() if keep_keys and one.turn_id is not None]
    return Plan(
        last_seq=settled.change_seq if settled.opened or settled.changed or removed else last_seq,
        new=[replace(one, statement=with_memory(one.statement, settled)) for one in closures],
        altered=[
            *tombs,
            *(
                changed
                for one in found.values()
                if one.statement_id in known and (changed := with_memory(one, settled)) != known[one.statement_id]
            ),
        ],
        erased=[statement_id for statement_id in gone if statement_id not in {one.statement_id for one in tombs}],
        opened=settled.opened,
        changed=[one for one in settled.changed if one.memory_id not in removed],
        gone=sorted(removed, key=str),
    )


def repeats_the_beginning(title: str | None, content: str) -> bool:
    """Whether a title only repeats how a turn begins, as the titles do that conversations get by themselves."""
    letters = _NO_LETTER.sub("", title or "")
    return letters != "" and _NO_LETTER.sub("", content).startswith(letters)


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


def _without_replaced(found: Mapping[UUID, Statement], gone: Collection[UUID | None]) -> dict[UUID, Statement]:
    """The statements, of which none names a memory any more that it corrects and that nothing speaks for now."""
    left = {one.memory_id for one in found.values()} | set(found)
    return {
        statement_id: replace(one, replaces=None) if one.replaces in gone and one.replaces not in left else one
        for statement_id, one in found.items()
    }


def _slot_of(one: Statement) -> tuple[str, str, str]:
    said = one.candidate
    return said.subject, said.attribute, said.value_key if said.many else ""


def _pointless_closures(found: Iterable[Statement]) -> list[UUID]:
    """What only ends something, in slots about which nothing else is left."""
    statements = list(found)
    alive = {_slot_of(one) for one in statements if not _only_ends(one)}
    return [one.statement_id for one in statements if _only_ends(one) and _slot_of(one) not in alive]


def _only_ends(one: Statement) -> bool:
    return one.extractor == CLOSURE or one.extractor.startswith(REVIEWED)


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
