"""Memories: what is known, with where it was heard and when it holds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field, JsonValue

from toldonce.model.values import (
    Content,
    Frozen,
    MemoryStatus,
    MemoryType,
    Metadata,
    Origin,
    Request,
    Share,
    Time,
)


class MemoryRequest(Request):
    """A memory told directly."""

    content: Content
    type: MemoryType = "fact"
    conversation_id: UUID | None = None
    at: Time | None = None
    valid_from: Time | None = None
    valid_to: Time | None = None
    importance: Share = 0.5
    expires_at: Time | None = None
    metadata: Metadata = Field(default_factory=dict)


class Memory(Frozen):
    """One retrievable unit of what is known, with where it was heard and when it holds."""

    memory_id: UUID
    type: MemoryType
    content: str
    slot: str | None
    status: MemoryStatus
    confidence: float
    importance: float
    trust: float
    origin: Origin
    conversation_id: UUID | None
    source_turn_ids: list[UUID]
    source_turn: int | None
    valid_from: datetime | None
    valid_to: datetime | None
    recorded_at: datetime
    superseded_at: datetime | None
    superseded_by: UUID | None
    supersedes: UUID | None
    superseded: list[UUID] = Field(default_factory=list, description="The ids that this write closed.")
    last_used_turn: int | None
    metadata: dict[str, JsonValue]
    expires_at: datetime | None
    created_at: datetime
    updated_at: datetime
    seq: int
    up_to_seq: int | None = None


class MemoryStats(Frozen):
    """What the scope holds."""

    turns: int
    conversations: int
    memories: int
    by_type: dict[str, int]
    by_status: dict[str, int]
    first_at: datetime | None
    last_at: datetime | None
    chunks: int
    embedding_model: str
    embedding_coverage: Share
    up_to_seq: int
