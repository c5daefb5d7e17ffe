"""What the tools answer: the nouns of the memory, cut to what a language model reads."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from toldonce.model import (
    ErasureReceipt,
    Frozen,
    Hit,
    Memory,
    MemoryStatus,
    MemoryType,
    Page,
    Profile,
    ProfileEntry,
    SearchResult,
)


class ToldMemory(Frozen):
    """One memory."""

    memory_id: UUID
    type: MemoryType
    content: str
    status: MemoryStatus
    slot: str | None
    recorded_at: datetime
    valid_from: datetime | None
    valid_to: datetime | None
    superseded_by: UUID | None
    superseded: list[UUID]


class Remembered(Frozen):
    """A memory that was stored or changed; ``superseded`` in it are those whose place it took."""

    memory: ToldMemory


class FoundThing(Frozen):
    """A memory, or a turn of a conversation, that answers a question; ``was`` is what the memory took the place of."""

    kind: str
    id: UUID
    content: str
    type: str
    score: float
    said_at: datetime
    said_by: str | None
    valid_from: datetime | None
    valid_to: datetime | None
    was: str | None


class Found(Frozen):
    """What was found, best first; when it is not ``answerable``, say that you do not know."""

    hits: list[FoundThing]
    answerable: bool
    confidence: float


class KnownValue(Frozen):
    """One thing that is known."""

    memory_id: UUID
    content: str
    value: str | None
    valid_from: datetime | None
    valid_to: datetime | None
    was: str | None


class KnownSlot(Frozen):
    """What is known of one thing, such as where the user lives."""

    slot: str
    values: list[KnownValue]


class Known(Frozen):
    """What is known of the user and of those around."""

    slots: list[KnownSlot]
    instructions: list[KnownValue]
    preferences: list[KnownValue]
    commitments: list[KnownValue]


class Versions(Frozen):
    """What a memory said, the oldest version first."""

    versions: list[ToldMemory]


class Listed(Frozen):
    """A page of memories, the newest first."""

    memories: list[ToldMemory]
    next_cursor: str | None


class Forgotten(Frozen):
    """The receipt of an erasure: what is gone for good, in rows by table."""

    receipt_id: UUID
    counts: dict[str, int]


def told_memory(memory: Memory) -> ToldMemory:
    """A memory."""
    return ToldMemory(**{name: getattr(memory, name) for name in ToldMemory.model_fields})


def found(result: SearchResult) -> Found:
    """The result of a search."""
    return Found(
        hits=[_found_thing(hit) for hit in result.hits], answerable=result.answerable, confidence=result.confidence
    )


def known(profile: Profile) -> Known:
    """A profile."""
    return Known(
        slots=[KnownSlot(slot=one.slot, values=_values(one.entries)) for one in profile.slots],
        instructions=_values(profile.instructions),
        preferences=_values(profile.preferences),
        commitments=_values(profile.commitments),
    )


def listed(page: Page[Memory]) -> Listed:
    """A page of a list."""
    return Listed(memories=[told_memory(one) for one in page.items], next_cursor=page.next_cursor)


def forgotten(receipt: ErasureReceipt) -> Forgotten:
    """A receipt."""
    return Forgotten(receipt_id=receipt.receipt_id, counts=receipt.counts)


def _found_thing(hit: Hit) -> FoundThing:
    return FoundThing(
        kind=hit.kind,
        id=hit.id,
        content=hit.content,
        type=hit.type,
        score=hit.score,
        said_at=hit.at,
        said_by=hit.speaker or hit.role or hit.origin,
        valid_from=hit.valid_from,
        valid_to=hit.valid_to,
        was=hit.predecessor.content if hit.predecessor else None,
    )


def _values(entries: list[ProfileEntry]) -> list[KnownValue]:
    return [
        KnownValue(
            memory_id=one.memory_id,
            content=one.content,
            value=one.value,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            was=one.predecessor.content if one.predecessor else None,
        )
        for one in entries
    ]
