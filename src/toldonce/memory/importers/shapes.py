"""What an export becomes when it is read, whatever wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from pydantic import JsonValue

from toldonce.model import MemoryRequest, Role
from toldonce.ports import MemoryAPI

EXAMPLES_PER_REASON = 3
EXAMPLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class ImportedTurn:
    """One message of an export, fit to be stored (see `model.TurnRequest` for its bounds).

    ``source_key`` is the same whenever the same message is read again; ``turn_id`` is its id in toldonce's own export.
    """

    source_key: str
    role: Role
    speaker: str | None
    content: str
    at: datetime
    metadata: Mapping[str, JsonValue] = field(default_factory=dict)
    turn_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ImportedConversation:
    """A conversation of an export with its turns in order; it may be handed over in several pieces of the same key."""

    source_key: str
    title: str | None
    created_at: datetime | None
    turns: Sequence[ImportedTurn]
    conversation_id: UUID | None = None
    pinned: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class ImportedMemory:
    """A memory of toldonce's own export that was told directly: what its turns said is read from them again.

    ``memory_id`` is its id in that export; ``slot`` and ``value`` are what it is about, where it says so.
    ``corrects`` is the value that it put right: turns that say it are read again, and it never was true.
    """

    source_key: str
    request: MemoryRequest
    recorded_at: datetime
    memory_id: UUID | None = None
    slot: str | None = None
    value: str | None = None
    corrects: str | None = None


Imported = ImportedConversation | ImportedMemory


class ImportAPI(MemoryAPI, Protocol):
    """What an import asks of a memory beside `ports.MemoryAPI`. Both verbs give (added, repeated)."""

    async def import_conversation(self, conversation: ImportedConversation) -> tuple[int, int]:
        """Make the conversation unless its ``source_key`` is known, add the turns whose ``source_key`` is not."""
        ...

    async def import_memories(self, memories: Sequence[ImportedMemory]) -> tuple[int, int]:
        """Add the memories whose ``source_key`` is not known."""
        ...


class Tally:
    """What was left out of an import: how often for each reason, with a few examples of where."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}

    def skip(self, reason: str, where: str) -> None:
        """Count one thing that was left out; ``where`` names it for a person."""
        self._counts[reason] = self._counts.get(reason, 0) + 1
        examples = self._examples.setdefault(reason, [])
        if len(examples) < EXAMPLES_PER_REASON:
            examples.append(where[:EXAMPLE_LENGTH])

    def listed(self) -> list[JsonValue]:
        """``[{"reason", "count", "examples"}]``, the most frequent reason first."""
        ranked = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return [
            {"reason": reason, "count": count, "examples": list[JsonValue](self._examples[reason])}
            for reason, count in ranked
        ]
