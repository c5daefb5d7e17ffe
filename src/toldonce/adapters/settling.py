"""The states that follow from statements, compared with the memories that are stored: what to open, change and remove.

Pure, and the same for every store. A stored memory is a mapping with the names of `MemoryState` besides ``seq``,
``version`` and ``evidence_count``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import JsonValue

from toldonce.model import ChangeAction
from toldonce.ports import USER, MemoryState, Statement

StoredMemory = Mapping[str, Any]

DERIVED = (
    "type",
    "slot",
    "value",
    "content",
    "status",
    "confidence",
    "importance",
    "trust",
    "origin",
    "conversation_id",
    "source_turn_ids",
    "source_turn",
    "valid_from",
    "valid_to",
    "stated_to",
    "due_at",
    "recorded_at",
    "superseded_at",
    "said_seq",
    "ended_seq",
    "superseded_by",
    "supersedes",
    "retracted",
    "metadata",
    "expires_at",
    "evidence_count",
)
"""What follows from the statements of a memory."""
KEPT = (
    "status",
    "confidence",
    "importance",
    "trust",
    "source_turn_ids",
    "valid_from",
    "valid_to",
    "stated_to",
    "due_at",
    "recorded_at",
    "superseded_at",
    "said_seq",
    "ended_seq",
    "superseded_by",
    "supersedes",
    "retracted",
    "expires_at",
    "evidence_count",
    "version",
)
"""What the log of changes keeps of a memory as it was: nothing that was said."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A memory to be stored under the number ``seq``."""

    seq: int
    memory_id: UUID
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """A stored memory with what it is from now on; ``reworded``: its words change, and so does its search index."""

    seq: int
    memory_id: UUID
    values: Mapping[str, Any]
    before: Mapping[str, JsonValue]
    action: ChangeAction
    reworded: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What has to be done so that the stored memories are those that the statements make.

    ``change_seq`` is the number of every change that opens no memory.
    ``gone`` are stored memories that no statement speaks for any more. ``memory_of`` names the memory of each statement
    that has one.
    """

    opened: Sequence[Opened]
    changed: Sequence[Changed]
    gone: Sequence[UUID]
    memory_of: Mapping[UUID, UUID]
    change_seq: int


def settle(
    statements: Mapping[UUID, Statement],
    states: Sequence[MemoryState],
    stored: Mapping[UUID, StoredMemory],
    last_seq: int,
    now: datetime,
) -> Settled:
    """Compare the ``states`` of ``statements`` with what is ``stored`` of them, under numbers from ``last_seq`` on.

    Each memory that is opened takes a number. All other changes share the last of them, so that nobody who asks for
    that number finds a memory beside the one that takes its place; without any they take the next one.
    """
    memory_of = {statement_id: state.memory_id for state in states for statement_id in state.statement_ids}
    beginnings = {state.memory_id: _beginning(statements[state.statement_ids[0]]) for state in states}
    fresh = sorted((memory_id for memory_id in beginnings if memory_id not in stored), key=beginnings.__getitem__)
    change_seq = last_seq + max(len(fresh), 1)
    wanted = {state.memory_id: _values(state, statements, change_seq) for state in states}
    owned: defaultdict[UUID, list[Statement]] = defaultdict(list)
    for one in statements.values():
        if one.memory_id is not None and not one.candidate.denies:
            owned[one.memory_id].append(one)
    gone = []
    for memory_id, old in stored.items():
        if memory_id in wanted:
            continue
        if memory_id in owned:
            wanted[memory_id] = _without_state(old, owned[memory_id], memory_of, now)
        else:
            gone.append(memory_id)
    numbers = {memory_id: last_seq + place for place, memory_id in enumerate(fresh, start=1)}
    changes = (
        _change(change_seq, memory_id, old, wanted[memory_id])
        for memory_id, old in stored.items()
        if memory_id in wanted
    )
    return Settled(
        opened=[Opened(number, memory_id, wanted[memory_id]) for memory_id, number in numbers.items()],
        changed=[change for change in changes if change is not None],
        gone=gone,
        memory_of=memory_of,
        change_seq=change_seq,
    )


def relations_of(naming: Iterable[Statement]) -> dict[str, list[str]]:
    """The names known of each relative of the user, from the statements that name somebody.

    Only what the user said or confirmed counts. A name that was corrected is none; one that does not hold any more is:
    what was said of that person must not become another's.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    wrong: defaultdict[str, set[str]] = defaultdict(set)
    for one in naming:
        said = one.candidate
        counts = one.confirmed_at is not None or (one.origin == "user" and not said.quarantined)
        if said.type != "entity" or said.subject != USER or not one.in_force or not counts:
            continue
        relative = f"{USER}.{said.attribute}"
        if said.corrects and said.instead_of:
            wrong[relative].add(said.instead_of)
        if not said.denies and said.value_key:
            names[relative].add(said.value_key)
    return {relative: sorted(own - wrong[relative]) for relative, own in sorted(names.items()) if own - wrong[relative]}


def json_image(stored: StoredMemory) -> dict[str, JsonValue]:
    """What the log keeps of a memory, as JSON."""
    return {name: _json(stored[name]) for name in KEPT}


def _beginning(first: Statement) -> tuple[int, datetime, UUID]:
    return first.seq, first.said_at, first.statement_id


def _values(state: MemoryState, statements: Mapping[UUID, Statement], change_seq: int) -> dict[str, Any]:
    """What is to be stored of a state; what is told in this write has numbers up to ``change_seq``."""
    said = sum(not statements[statement_id].candidate.denies for statement_id in state.statement_ids)
    values = {name: getattr(state, name) for name in DERIVED if name != "evidence_count"}
    return values | {
        "source_turn_ids": list(state.source_turn_ids),
        "metadata": dict(state.metadata),
        "evidence_count": max(said, 1),
        "said_seq": min(state.said_seq, change_seq),
        "ended_seq": None if state.ended_seq is None else min(state.ended_seq, change_seq),
    }


def _without_state(
    old: StoredMemory, own: Sequence[Statement], memory_of: Mapping[UUID, UUID], now: datetime
) -> dict[str, Any]:
    """A memory whose statements are taken back, or became those of another memory.

    One that was taken over never stood beside the other: it counts as closed from the beginning.
    """
    other = next((memory_of[one.statement_id] for one in own if one.statement_id in memory_of), None)
    taken_back = not any(one.in_force for one in own)
    closed_at = old["superseded_at"] or (now if taken_back else old["recorded_at"])
    return {name: old[name] for name in DERIVED} | {
        "status": "superseded",
        "retracted": True,
        "superseded_at": closed_at,
        "ended_seq": old["said_seq"] if old["ended_seq"] is None else old["ended_seq"],
        "superseded_by": other if other is not None else old["superseded_by"],
    }


def _change(seq: int, memory_id: UUID, old: StoredMemory, new: Mapping[str, Any]) -> Changed | None:
    if all(_same(old[name], new[name]) for name in DERIVED):
        return None
    return Changed(
        seq=seq,
        memory_id=memory_id,
        values=new,
        before=json_image(old),
        action=_action(old, new),
        reworded=old["content"] != new["content"],
    )


def _action(old: StoredMemory, new: Mapping[str, Any]) -> ChangeAction:
    if old["status"] != new["status"]:
        if new["status"] == "superseded":
            return "corrected" if new["retracted"] else "superseded"
        return "confirmed" if old["status"] == "quarantined" else "restored"
    if new["retracted"] and not old["retracted"]:
        return "corrected"
    return "reinforced" if new["evidence_count"] > old["evidence_count"] else "changed"


def _same(old: Any, new: Any) -> bool:
    if isinstance(new, float):
        return bool(abs(old - new) < 1e-6)
    return bool(old == new)


def _json(value: Any) -> JsonValue:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list):
        return [_json(one) for one in value]
    if isinstance(value, float):
        return round(value, 6)
    return value  # type: ignore[no-any-return]
