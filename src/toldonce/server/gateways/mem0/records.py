"""Memories and turns as Mem0 shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from toldonce.model import Memory, Turn
from toldonce.server.gateways.mem0.filters import ENTITY_FIELDS, LABELS, TIME_FIELDS
from toldonce.server.replies import http_time

OWN_METADATA = frozenset({LABELS, "evidence_erased"})


@dataclass(frozen=True, slots=True)
class Record:
    """One memory or turn in Mem0's words. ``item_id`` is toldonce's own id of it, ``id`` the one that Mem0's clients
    know: it stays the same when the memory is updated, while each update is a version with an id of its own."""

    id: str
    item_id: UUID
    memory: str
    entities: Mapping[str, str]
    metadata: Mapping[str, Any]
    categories: list[str]
    created_at: datetime
    updated_at: datetime
    expires_at: datetime | None = None
    replaced_by: str | None = None
    conversation_id: UUID | None = None
    score: float | None = None

    @property
    def is_turn(self) -> bool:
        """Whether this is a turn: something that was said and that nobody told as a memory."""
        return self.categories == ["turn"]

    def is_expired(self, now: datetime) -> bool:
        """Whether its expiration date is over."""
        return self.expires_at is not None and self.expires_at <= now

    def value(self, field: str) -> Any:
        """A field for filters to look at."""
        if field in ENTITY_FIELDS:
            return self.entities.get(field)
        if field.startswith("metadata."):
            return self.metadata.get(field.removeprefix("metadata."))
        if field in TIME_FIELDS:
            times = {"updated_at": self.updated_at, "expiration_date": _last_day(self.expires_at)}
            return times.get(field, self.created_at)
        return {"categories": self.categories, "memory_ids": self.id}.get(field, self.memory)

    def scored(self, score: float) -> Record:
        """The same with the score of a search."""
        return replace(self, score=score)

    def shown(self, fields: Collection[str] = ()) -> dict[str, Any]:
        """As JSON, all of it or only some fields; the id is always there."""
        last_day = _last_day(self.expires_at)
        whole: dict[str, Any] = {
            "id": self.id,
            "memory": self.memory,
            **{name: self.entities.get(name) for name in ENTITY_FIELDS},
            "metadata": dict(self.metadata) or None,
            "categories": self.categories,
            "created_at": http_time(self.created_at),
            "updated_at": http_time(self.updated_at),
            "expiration_date": last_day.date().isoformat() if last_day else None,
            "replaced_by": self.replaced_by,
        }
        if self.score is not None:
            whole["score"] = self.score
        return {name: value for name, value in whole.items() if not fields or name in fields or name == "id"}


def of_memory(subject: str, memory: Memory) -> Record:
    """A memory of a subject."""
    labels = labels_of(memory.metadata)
    created_at = labels.get("created_at")
    return Record(
        id=str(labels.get("id") or memory.memory_id),
        item_id=memory.memory_id,
        memory=memory.content,
        entities=entities_of(subject, memory.metadata),
        metadata=_told(memory.metadata),
        categories=[memory.type],
        created_at=datetime.fromisoformat(created_at) if created_at else memory.recorded_at,
        updated_at=memory.updated_at,
        expires_at=memory.expires_at,
        replaced_by=str(memory.superseded_by) if memory.superseded_by else None,
        conversation_id=memory.conversation_id,
    )


def of_turn(subject: str, turn: Turn) -> Record:
    """A turn of a subject, in its own words."""
    return Record(
        id=str(turn.turn_id),
        item_id=turn.turn_id,
        memory=turn.content,
        entities=entities_of(subject, turn.metadata),
        metadata=_told(turn.metadata),
        categories=["turn"],
        created_at=turn.at,
        updated_at=turn.created_at,
        conversation_id=turn.conversation_id,
    )


def labels_of(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    """What Mem0 knows of a memory beyond its user."""
    labels = metadata.get(LABELS)
    return labels if isinstance(labels, dict) else {}


def entities_of(subject: str, metadata: Mapping[str, Any]) -> dict[str, str]:
    """The user, agent, app and run that something belongs to."""
    labels = labels_of(metadata)
    found = {name: labels[name] for name in ENTITY_FIELDS if isinstance(labels.get(name), str)}
    return found if subject == subject_of_entities(found) else {"user_id": subject, **found}


def subject_of_entities(entities: Mapping[str, str]) -> str | None:
    """Whose memory it is: the user's; what has no user belongs to its agent, app or run, as ``agent_id:name``."""
    if "user_id" in entities:
        return entities["user_id"]
    return next((f"{name}:{entities[name]}" for name in ENTITY_FIELDS if name in entities), None)


def end_of(day: date) -> datetime:
    """The moment when a memory with this expiration date expires: the end of that day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def _last_day(expires_at: datetime | None) -> datetime | None:
    if expires_at is None:
        return None
    return datetime.combine((expires_at - timedelta(microseconds=1)).date(), time(), UTC)


def _told(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in metadata.items() if name not in OWN_METADATA}
