"""The subjects of an account, on rows in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from toldonce.adapters.inmemory.tables import ScopeRows, Tables
from toldonce.ports import HeldSubject, Label


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A memory or turn with what a gateway has written on it; ``counts``: a memory that is current."""

    labels: Mapping[str, Any]
    first_at: datetime
    last_at: datetime
    counts: bool


class InMemorySubjects:
    """`toldonce.ports.Subjects` in dicts."""

    def __init__(self, tables: Tables | None = None) -> None:
        self.tables = tables or Tables()

    async def subjects(self, user_id: UUID) -> list[HeldSubject]:
        """Those that hold anything, by name."""
        return [_held(rows) for rows in self._own(user_id) if rows.memories or rows.conversations]

    async def labels(self, user_id: UUID, names: Sequence[str]) -> list[Label]:
        """What stands in ``metadata.mem0`` under these names."""
        found: defaultdict[tuple[str, str, str], list[_Labelled]] = defaultdict(list)
        for rows in self._own(user_id):
            for one in _labelled(rows):
                for name in names:
                    if name in one.labels:
                        found[name, one.labels[name], rows.scope.subject].append(one)
        return [
            Label(
                subject=subject,
                name=name,
                value=value,
                memories=sum(one.counts for one in own),
                first_at=min(one.first_at for one in own),
                last_at=max(one.last_at for one in own),
            )
            for (name, value, subject), own in sorted(found.items())
        ]

    async def subject_of(self, user_id: UUID, item_id: UUID) -> str | None:
        """The subject that holds a memory or turn of this id."""
        return next(
            (rows.scope.subject for rows in self._own(user_id) if item_id in rows.memories or item_id in rows.turns),
            None,
        )

    def _own(self, user_id: UUID) -> list[ScopeRows]:
        own = [rows for rows in self.tables.scopes.values() if rows.scope.user_id == user_id and rows.is_written]
        return sorted(own, key=lambda rows: rows.scope.subject)


def _held(rows: ScopeRows) -> HeldSubject:
    memories = [row.memory for row in rows.memories.values()]
    conversations = [row.conversation for row in rows.conversations.values()]
    begun = [one.created_at for one in memories] + [one.created_at for one in conversations]
    written = [one.updated_at for one in memories] + [one.updated_at for one in conversations]
    return HeldSubject(
        subject=rows.scope.subject,
        memories=sum(one.status == "current" for one in memories),
        first_at=min(begun),
        last_at=max(written),
    )


def _labelled(rows: ScopeRows) -> Iterator[_Labelled]:
    for memory in (row.memory for row in rows.memories.values()):
        labels = memory.metadata.get("mem0")
        if isinstance(labels, dict):
            yield _Labelled(labels, memory.created_at, memory.updated_at, memory.status == "current")
    for turn in (row.turn for row in rows.turns.values()):
        labels = turn.metadata.get("mem0")
        if isinstance(labels, dict):
            yield _Labelled(labels, turn.created_at, turn.created_at, False)
