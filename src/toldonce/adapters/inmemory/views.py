"""Rows as search shows them."""

from __future__ import annotations

from toldonce.adapters.inmemory.rows import ChangeRow, MemoryRow, TurnRow
from toldonce.model import Change, Memory
from toldonce.ports import Candidate, Item


def candidate_of(row: TurnRow | MemoryRow) -> Candidate:
    """What ranking needs to know, without scores."""
    if isinstance(row, MemoryRow):
        memory = row.memory
        return Candidate(
            kind="memory",
            item_id=memory.memory_id,
            seq=memory.seq,
            type=memory.type,
            role=None,
            speaker=None,
            said_at=memory.recorded_at,
            conversation_id=memory.conversation_id,
            turn_number=None,
            sitting=None,
            importance=memory.importance,
            confidence=memory.confidence,
            strength=row.strength,
        )
    turn = row.turn
    return Candidate(
        kind="turn",
        item_id=turn.turn_id,
        seq=turn.seq,
        type="turn",
        role=turn.role,
        speaker=turn.speaker,
        said_at=turn.at,
        conversation_id=turn.conversation_id,
        turn_number=turn.turn_number,
        sitting=row.sitting,
        cues=row.cues,
        parts=row.parts,
        length=row.length,
    )


def item_of(item: TurnRow | Memory) -> Item:
    """A turn or memory whole."""
    if isinstance(item, TurnRow):
        turn = item.turn
        return Item(
            kind="turn",
            item_id=turn.turn_id,
            content=turn.content,
            type="turn",
            role=turn.role,
            speaker=turn.speaker,
            said_at=turn.at,
            conversation_id=turn.conversation_id,
            turn_number=turn.turn_number,
            source_turn_ids=[turn.turn_id],
            last_used_turn=item.last_used_turn,
        )
    return Item(
        kind="memory",
        item_id=item.memory_id,
        content=item.content,
        type=item.type,
        role=None,
        speaker=None,
        said_at=item.recorded_at,
        conversation_id=item.conversation_id,
        turn_number=item.source_turn,
        source_turn_ids=list(item.source_turn_ids),
        valid_from=item.valid_from,
        valid_to=item.valid_to,
        confidence=item.confidence,
        last_used_turn=item.last_used_turn,
        status=item.status,
        slot=item.slot,
        value=item.value,
        origin=item.origin,
        predecessor=item.predecessor,
    )


def change_of(row: ChangeRow, memory: Memory | None) -> Change:
    """One thing that happened to a memory, with what the memory is now."""
    return Change.model_validate(
        {
            "seq": row.seq,
            "at": row.at,
            "action": row.action,
            "memory_id": row.memory_id,
            "before": row.before and row.before["status"],
            "after": row.after,
            "memory": memory,
        }
    )
