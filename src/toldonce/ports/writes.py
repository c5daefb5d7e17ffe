"""What a store is given to write, and what a write brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from toldonce.model import Role, Turn
from toldonce.ports.candidates import Cue
from toldonce.ports.statements import Mention, Statement


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a text that fits the embedding model: characters ``starts``..``ends``, its terms with their counts, its
    vector (unit length, shape (dimension,)) or None when the embedder could not be used."""

    part: int
    starts: int
    ends: int
    terms: Mapping[str, int]
    vector: NDArray[np.float32] | None


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn ready to be stored with its search index rows."""

    turn_id: UUID
    role: Role
    speaker: str | None
    content: str
    said_at: datetime
    metadata: Mapping[str, JsonValue]
    chunks: Sequence[Chunk]
    source_key: str | None = None
    cues: frozenset[Cue] = frozenset()


@dataclass(frozen=True, slots=True)
class NewMention:
    """A mention with what holds it: a turn, or the statement of a memory that was told directly.

    It goes when that is erased. A rollback leaves it, as it leaves turns: the name was said all the same.
    """

    mention: Mention
    source_id: UUID
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """Turns that no extractor has read, oldest first, all of one conversation, with those that stand before them.

    ``after_seq`` is the newest number that had been read, ``up_to_seq`` the newest of ``turns``, ``last_seq`` the
    newest that there was to read.
    """

    turns: Sequence[Turn]
    before: Sequence[Turn]
    after_seq: int
    up_to_seq: int
    last_seq: int


@dataclass(frozen=True, slots=True)
class StatementWrite:
    """What is to be stated, in one transaction.

    ``toggled``: statements to take back or put in force again. ``confirmed``: quarantined ones that count from now
    on. ``moved``: statements whose value is the same as another's, with that ``value_key``. ``read``: pending turns
    were read, from ``after_seq`` up to ``up_to_seq``; when they had been read meanwhile, nothing is written.
    ``expected``: memories with the version that the caller saw.
    """

    statements: Sequence[Statement] = ()
    mentions: Sequence[NewMention] = ()
    toggled: Sequence[UUID] = ()
    confirmed: Sequence[UUID] = ()
    confirmed_at: datetime | None = None
    moved: Mapping[UUID, str] = field(default_factory=dict)
    read: tuple[int, int] | None = None
    expected: Mapping[UUID, int] = field(default_factory=dict)
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """What a write brought: the memory of each statement by its key, what was opened and what was closed."""

    memory_ids: Mapping[str, UUID]
    opened: Sequence[UUID]
    closed: Sequence[UUID]
    reopened: Sequence[UUID]
    up_to_seq: int


class ChunksMissing(Exception):
    """A memory has to be opened whose words were not embedded; ``contents`` are those. Nothing was written."""

    def __init__(self, contents: Sequence[str]) -> None:
        super().__init__(f"{len(contents)} contents are not embedded")
        self.contents = list(contents)
