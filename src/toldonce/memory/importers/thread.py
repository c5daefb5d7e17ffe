"""A conversation of a foreign export while it is read: messages in, turns with times and keys out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from pydantic import JsonValue

from toldonce.errors import InvalidRequest
from toldonce.memory.importers import lenient
from toldonce.memory.importers.shapes import Imported, ImportedConversation, ImportedTurn, Tally
from toldonce.model import Role

NodeId = TypeVar("NodeId", bound=Hashable)
REPEATED = "appears twice in the conversation"
REPLACED = "characters that cannot be stored (NUL, lone surrogates) were replaced"


def path_from(leaf: NodeId, parents: Mapping[NodeId, NodeId | None]) -> list[NodeId]:
    """The way from the root of a tree to ``leaf``; a circle or a missing parent ends it."""
    way: list[NodeId] = []
    seen: set[NodeId] = set()
    node: NodeId | None = leaf
    while node is not None and node in parents and node not in seen:
        seen.add(node)
        way.append(node)
        node = parents[node]
    return way[::-1]


@dataclass(slots=True)
class Thread:
    """Collects the turns of one conversation. ``source_key`` begins every turn's key."""

    source_key: str
    title: str | None
    created_at: datetime | None
    tally: Tally
    _messages: list[tuple[str, Role, str, datetime | None, Mapping[str, JsonValue]]] = field(default_factory=list)
    _keys: set[str] = field(default_factory=set)

    def where(self, message: str) -> str:
        """Names a message for a person."""
        return f"{self.title or 'untitled conversation'}: {message}"

    def say(self, message_id: str, role: Role, text: str, at: datetime | None, metadata: Mapping[str, Any]) -> None:
        """Add a message, in as many turns as its length asks for; one that is there already is skipped."""
        if message_id in self._keys:
            self.tally.skip(REPEATED, self.where(message_id))
            return
        self._keys.add(message_id)
        clean = lenient.storable(text)
        if clean != text:
            self.tally.skip(REPLACED, self.where(message_id))
        for number, piece in enumerate(lenient.split(clean), start=1):
            suffix = "" if number == 1 else f"#{number}"
            self._messages.append((f"{self.source_key}:{message_id}{suffix}", role, piece, at, dict(metadata)))

    def conversation(self, now: datetime) -> ImportedConversation:
        """What was collected. A message without a time takes that of the one before it, the first ones that of the
        conversation or of the first message that has one; ``now`` when there is none at all."""
        known = [at for _, _, _, at, _ in self._messages if at is not None]
        latest = self.created_at or (known[0] if known else now)
        turns: list[ImportedTurn] = []
        for source_key, role, content, at, metadata in self._messages:
            latest = at or latest
            turns.append(ImportedTurn(source_key, role, None, content, latest, metadata))
        return ImportedConversation(
            self.source_key, self.title, self.created_at or (turns[0].at if turns else now), turns
        )


def names(values: Sequence[Any]) -> list[JsonValue]:
    """Up to twenty file names."""
    found = [lenient.name(value) for value in values[:20]]
    return [value for value in found if value]


def conversations(
    records: Iterator[Any],
    thread: Callable[[Mapping[str, Any]], Thread | None],
    tally: Tally,
    now: datetime,
    expected: str,
) -> Iterator[Imported]:
    """The conversations that have a message; ``thread`` makes that of a record, or None where it is no conversation.

    Raises `InvalidRequest`, which names what was ``expected``, when there are records and none is a conversation.
    """
    seen = understood = 0
    for number, value in enumerate(records, start=1):
        seen += 1
        found = thread(lenient.mapping(value))
        if found is None:
            tally.skip("not a conversation", f"entry {number}")
            continue
        understood += 1
        conversation = found.conversation(now)
        if conversation.turns:
            yield conversation
        else:
            tally.skip("conversation without a message to import", conversation.title or f"entry {number}")
    if seen and not understood:
        raise InvalidRequest(f"The file holds no conversation of {expected} was expected.")
