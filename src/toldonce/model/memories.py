"""Memories: what is known, with where it was heard and when it holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from toldonce.model.values import (
    AnyMetadata,
    Content,
    EndTime,
    Flag,
    Frozen,
    Metadata,
    Request,
    Seq,
    Share,
    Time,
)
from toldonce.vocabulary import MemoryStatus, MemoryType, Origin


class MemoryRequest(Request):
    """A memory told directly. Without ``type`` it is what its words say: "Always ..." is an instruction."""

    content: Content
    type: MemoryType | None = None
    conversation_id: UUID | None = None
    at: Time | None = None
    valid_from: Time | None = None
    valid_to: EndTime | None = None
    importance: Share = 0.5
    expires_at: Time | None = None
    metadata: AnyMetadata = Field(default_factory=dict)


class MemoryChange(Request):
    """What a correction changes, at least one thing; what is left out stays, null takes an end away."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    content: Content | None = None
    type: MemoryType | None = None
    valid_from: Time | None = None
    valid_to: EndTime | None = None
    importance: Share | None = None
    expires_at: Time | None = None
    metadata: Metadata | None = None

    @property
    def names_something(self) -> bool:
        """Whether anything would change: a null where nothing can be taken away is as good as left out."""
        removable = {"valid_from", "valid_to", "expires_at"}
        return any(name in removable or getattr(self, name) is not None for name in self.model_fields_set)


class Predecessor(Frozen):
    """What a memory took the place of: it was ``content`` until ``valid_to``."""

    memory_id: UUID
    content: str
    value: str | None
    valid_from: datetime | None
    valid_to: datetime | None


class Memory(Frozen):
    """One retrievable unit of what is known, with where it was heard and when it holds.

    ``slot`` is what it is about (``user.home``) and ``value`` what it says of it (``Berlin``). ``retracted``: it was
    corrected or taken back, so it never was true. ``evidence_count`` is how often it was said.
    """

    memory_id: UUID
    type: MemoryType
    content: str
    slot: str | None
    value: str | None = None
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
    predecessor: Predecessor | None = None
    retracted: bool = False
    due_at: datetime | None = None
    evidence_count: int = 1
    version: int = Field(default=1, description="Grows with every change; its ETag.")
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


class ActivityDay(Frozen):
    """What happened on one day (UTC): turns said, memories heard of, searches made, and how long these took."""

    day: date
    turns: int
    memories: int
    searches: int
    search_ms_mean: float | None
    search_ms_max: float | None


class Activity(Frozen):
    """The days on which something happened, the oldest first."""

    days: list[ActivityDay]
    up_to_seq: int


class ProfileEntry(Frozen):
    """One value of a slot, with the memory and turns behind it and what it took the place of."""

    memory_id: UUID
    type: MemoryType
    content: str
    value: str | None
    confidence: float
    valid_from: datetime | None
    valid_to: datetime | None
    due_at: datetime | None
    recorded_at: datetime
    evidence_count: int
    source_turn_ids: list[UUID]
    predecessor: Predecessor | None = None


class ProfileSlot(Frozen):
    """What is known of one slot; a slot of many values has several entries, the newest first."""

    slot: str
    subject: str
    attribute: str
    entries: list[ProfileEntry]


class Profile(Frozen):
    """What is known, by slot: first of the user, then of everybody else; instructions and commitments stand apart."""

    slots: list[ProfileSlot]
    instructions: list[ProfileEntry]
    preferences: list[ProfileEntry]
    commitments: list[ProfileEntry]
    quarantined: int = Field(description="How many memories wait to be confirmed.")
    up_to_seq: int
    truncated: bool = Field(default=False, description="Whether more is known than is listed here.")


class ProfileSummary(Frozen):
    """The profile as a few lines of text, in an order that does not depend on anything but the profile."""

    text: str
    memory_ids: list[UUID]
    up_to_seq: int


class Entity(Frozen):
    """A person, animal, place, organisation or thing that is talked about; ``aliases`` are its other names."""

    entity_id: UUID
    name: str
    kind: Literal["person", "animal", "place", "organisation", "thing"]
    relation: str | None = Field(description="What it is to the user, such as sister.")
    aliases: list[str]
    mention_count: int
    first_at: datetime
    last_at: datetime


class Neighbour(Frozen):
    """An entity that is mentioned together with another, in ``together`` turns and memories told directly."""

    entity: Entity
    together: int


class EntityDetail(Frozen):
    """One entity and its neighbourhood: the memories about it, who is mentioned with it, and the newest turns."""

    entity: Entity
    memories: list[Memory]
    neighbours: list[Neighbour]
    turn_ids: list[UUID]
    up_to_seq: int


ChangeAction = Literal[
    "added", "superseded", "reinforced", "corrected", "restored", "confirmed", "changed", "forgotten"
]


class Change(Frozen):
    """One thing that happened to one memory. ``memory`` is what it is now, null when it was forgotten."""

    seq: int
    at: datetime
    action: ChangeAction
    memory_id: UUID
    before: MemoryStatus | None
    after: MemoryStatus | None
    memory: Memory | None


class RollbackRequest(Request):
    """Undo every change of memories after ``to_seq``; turns stay. Without ``dry_run: false`` it only tells."""

    to_seq: Seq
    dry_run: Flag = True


class Rollback(Frozen):
    """What a rollback did, or would do: these memories are closed, these are current again."""

    to_seq: int
    dry_run: bool
    closed: list[UUID]
    reopened: list[UUID]
    up_to_seq: int
