"""Conversations and their turns."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from toldonce.model.values import (
    MAX_TURNS_PER_WRITE,
    AnyMetadata,
    Content,
    Flag,
    Frozen,
    Name,
    Request,
    Time,
    Title,
)
from toldonce.vocabulary import Role


class ConversationRequest(Request):
    """A new conversation."""

    title: Title | None = None


class ConversationChange(Request):
    """What may be changed about a conversation; what is left out stays."""

    title: Title | None = None
    pinned: Flag | None = None
    archived: Flag | None = None


class Conversation(Frozen):
    """A sequence of turns. ``up_to_seq`` is null within a list, whose page has one."""

    conversation_id: UUID
    title: str | None
    pinned: bool
    archived: bool
    turn_count: int
    last_turn_at: datetime | None
    created_at: datetime
    updated_at: datetime
    up_to_seq: int | None = None


class TurnRequest(Request):
    """One message to store. ``at`` is when it was said; without it, now."""

    role: Role
    content: Content
    speaker: Name | None = None
    at: Time | None = None
    metadata: AnyMetadata = Field(default_factory=dict)


class TurnsRequest(Request):
    """Turns to store in the order given, all or none."""

    turns: Annotated[list[TurnRequest], Field(min_length=1, max_length=MAX_TURNS_PER_WRITE)]


class Turn(Frozen):
    """One message by one speaker; immutable evidence.

    ``turn_number`` counts from 1 within the conversation, ``seq`` grows within the scope over every write.
    """

    turn_id: UUID
    conversation_id: UUID
    turn_number: int
    seq: int
    role: Role
    speaker: str | None
    content: str
    at: datetime
    metadata: dict[str, JsonValue]
    created_at: datetime


class TurnReference(Frozen):
    """Where a stored turn is found."""

    turn_id: UUID
    turn_number: int
    seq: int


class TurnsAdded(Frozen):
    """The answer to a write of turns, in the order given. All of it is durable and findable."""

    turns: list[TurnReference]
    up_to_seq: int
