"""Rows as search shows them."""

from __future__ import annotations

from toldonce.adapters.inmemory.tables import MemoryRow, TurnRow
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


def item_of(row: TurnRow | MemoryRow) -> Item:
    """A turn or memory whole."""
    if isinstance(row, TurnRow):
        turn = row.turn
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
            last_used_turn=row.last_used_turn,
        )
    memory = row.memory
    return Item(
        kind="memory",
        item_id=memory.memory_id,
        content=memory.content,
        type=memory.type,
        role=None,
        speaker=None,
        said_at=memory.recorded_at,
        conversation_id=memory.conversation_id,
        turn_number=memory.source_turn,
        source_turn_ids=list(memory.source_turn_ids),
        valid_from=memory.valid_from,
        valid_to=memory.valid_to,
        confidence=memory.confidence,
        last_used_turn=memory.last_used_turn,
    )
