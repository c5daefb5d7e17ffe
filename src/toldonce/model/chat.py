"""One conversation turn."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue

from toldonce.model.values import (
    AnyMetadata,
    Content,
    Flag,
    Frozen,
    Request,
    Whole,
)


class ChatRequest(Request):
    """One message to answer with memory. Without ``conversation_id`` a new conversation begins."""

    message: Content
    conversation_id: UUID | None = None
    include_memories: Flag = True
    remember: Flag = True
    stream: Flag = False
    max_context_tokens: Annotated[Whole, Field(ge=16, le=1_000_000)] | None = None
    metadata: AnyMetadata = Field(default_factory=dict)


class ActiveMemory(Frozen):
    """A memory or turn that was placed in the prompt."""

    memory_id: UUID
    content: str
    type: str
    origin_turn: int | None
    last_used_turn: int | None
    confidence: float
    relevance_score: float


class ChatReply(Frozen):
    """The answer to a message. ``response_generated`` is false when no language model wrote it; ``notice`` says why."""

    turn_id: UUID | None
    conversation_id: UUID | None
    user_id: UUID
    turn_number: int | None
    response: str
    active_memories: list[ActiveMemory]
    response_generated: bool
    memories_extracted: int
    processing_time_ms: float
    retrieval_time_ms: float
    injection_time_ms: float
    up_to_seq: int
    notice: str | None = None


class ChatEvent(Frozen):
    """One event of a streamed reply."""

    event: Literal["memories", "token", "done", "error"]
    data: JsonValue
