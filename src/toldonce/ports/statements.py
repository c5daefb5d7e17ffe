"""What texts say, and what follows from it: candidates of an extractor, statements in the store, states of memories.

A *memory candidate* is what an extractor reads in one text. A *statement* is a candidate with its evidence (who said
it, when, in which turn); statements are the only source of truth. The *state* of every memory of a slot follows from
the statements of that slot alone, whatever the order in which they arrived: that is what a `Settlement` works out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from pydantic import JsonValue

from toldonce.model import MemoryStatus, MemoryType, Origin, Turn

EntityKind = Literal["person", "animal", "place", "organisation", "thing"]
USER = "user"
"""The subject of what is said about the person whose memory this is. A relative without a known name is the subject
``user.sister``; everybody and everything else is its own case-folded name."""


@dataclass(frozen=True, slots=True)
class MemoryCandidate:
    """What one text says of one slot; extracted, not yet reconciled.

    ``subject`` and ``attribute`` name the slot (``user`` and ``home``); ``value`` is what the text says it is, in its
    own spelling, ``value_key`` the same in the form that is compared (case-folded, without articles and punctuation).
    ``content`` is the sentence that a memory of it reads ("The user lives in Berlin."). In a slot of ``many`` values
    each value stands for itself (children, hobbies); else a new value ends the old one.

    ``denies``: it is not, or no longer, so (``value`` empty: whatever it was; of habits, hobbies, instructions and
    ailments all that its words mean). ``corrects``: what was said before was
    wrong from the beginning, not overtaken; ``instead_of`` is then the ``value_key`` that it replaces, empty for the
    current one (in a slot of many: for none); of a change in a slot of one value it is what must stand there for the
    change to count. ``valid_from`` and ``valid_to`` are what the text says of when it is
    true; ``due_at`` is when a commitment falls due. ``changes``: the text tells of a change ("I moved"), so it begins
    to be true when it was said, unless ``valid_from`` says otherwise. ``starts`` and ``ends`` are the characters of the
    text that say so.
    """

    type: MemoryType
    subject: str
    attribute: str
    value: str
    value_key: str
    content: str
    many: bool = False
    denies: bool = False
    corrects: bool = False
    changes: bool = False
    instead_of: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    due_at: datetime | None = None
    confidence: float = 0.9
    importance: float = 0.5
    quarantined: bool = False
    starts: int = 0
    ends: int = 0

    @property
    def slot_and_value(self) -> tuple[str, str, str]:
        """Subject, attribute and compared value: candidates that have these in common speak of the same."""
        return self.subject, self.attribute, self.value_key

    @property
    def is_exchange(self) -> bool:
        """Whether it counts only where the value ``instead_of`` stands: "I swapped Pfizer for Roche"."""
        return bool(self.instead_of) and self.changes and not (self.many or self.corrects or self.denies)


@dataclass(frozen=True, slots=True)
class Mention:
    """A named person, animal, place, organisation or thing in a text; ``entity_key`` is its case-folded name."""

    entity_key: str
    name: str
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor read in one turn; ``failures`` say in a sentence each what could not be read."""

    turn_id: UUID
    candidates: Sequence[MemoryCandidate] = ()
    mentions: Sequence[Mention] = ()
    failures: Sequence[str] = ()


REVIEWED = "held-"
"""How the names of extractors begin whose statements only end what other statements say: without those, they say
nothing."""


class Extractor(Protocol):
    """Reads turns. Never raises for what a text holds; what it could not do stands in ``failures``."""

    @property
    def name(self) -> str:
        """Its name and version, which every statement keeps."""
        ...

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        """What each of ``turns`` says, in their order.

        They are of one conversation; ``before`` are the turns that stand before them, oldest first, for what can only
        be understood from there ("Berlin." after "Where do you live?"). Turns made from memory are never passed.
        """
        ...


@dataclass(frozen=True, slots=True)
class Statement:
    """A candidate with its evidence.

    ``key`` is the same whenever the same text is read again, so that nothing is stated twice. ``turn_id`` is null for
    a memory told directly and for one whose turn was erased. ``toggles`` are the sequence numbers at which it was
    taken back and put in force again, in turns: it is in force when their number is even. ``memory_id`` is the memory
    that it opened or supports; ``replaces`` the memory that it corrects, by its id. A ``quarantined`` one counts from
    ``confirmed_at``.
    """

    statement_id: UUID
    key: str
    candidate: MemoryCandidate
    said_at: datetime
    seq: int
    origin: Origin
    extractor: str
    turn_id: UUID | None = None
    conversation_id: UUID | None = None
    turn_number: int | None = None
    metadata: Mapping[str, JsonValue] = field(default_factory=dict)
    expires_at: datetime | None = None
    toggles: Sequence[int] = ()
    confirmed_at: datetime | None = None
    memory_id: UUID | None = None
    replaces: UUID | None = None

    @property
    def in_force(self) -> bool:
        """Whether it counts: not taken back."""
        return len(self.toggles) % 2 == 0


@dataclass(frozen=True, slots=True)
class MemoryState:
    """A memory as it follows from its statements, the first of which gives it its words.

    ``stated_to`` is the end that the statements themselves name; ``valid_to`` may come from what superseded it.
    ``said_seq`` is the sequence number of what opened it, ``ended_seq`` the smallest of what ended it (null while it
    holds): by then it had been said. ``retracted``: it was never true (corrected, taken back), so that no ``as_of``
    shows it.
    """

    memory_id: UUID
    type: MemoryType
    slot: str
    value: str
    content: str
    status: MemoryStatus
    confidence: float
    importance: float
    trust: float
    origin: Origin
    conversation_id: UUID | None
    source_turn_ids: Sequence[UUID]
    source_turn: int | None
    valid_from: datetime | None
    valid_to: datetime | None
    stated_to: datetime | None
    due_at: datetime | None
    recorded_at: datetime
    superseded_at: datetime | None
    superseded_by: UUID | None
    supersedes: UUID | None
    retracted: bool
    metadata: Mapping[str, JsonValue]
    expires_at: datetime | None
    statement_ids: Sequence[UUID]
    said_seq: int = 0
    ended_seq: int | None = None


@dataclass(frozen=True, slots=True)
class SlotKey:
    """Statements that have to be seen together: those of one slot, of one value in a slot of many, of all slots whose
    attribute begins alike (``attribute`` ends with a dot), or of everything about a subject (``attribute`` null).

    To one value also belongs what speaks of every value (``value_key`` empty) and what stands in place of it
    (``instead_of``).
    """

    subject: str
    attribute: str | None
    value_key: str | None = None

    @property
    def is_of_slots_alike(self) -> bool:
        """Whether ``attribute`` is only the beginning of attributes."""
        return self.attribute is not None and self.attribute.endswith(".")


Relations = Mapping[str, Sequence[str]]
"""The names known of each relative: ``{"user.sister": ["nora"]}``; with exactly one name both are one subject."""


class Settlement(Protocol):
    """From statements to states; pure."""

    def slots(self, statements: Sequence[Statement], relations: Relations) -> list[SlotKey]:
        """What has to be read to settle everything that these (new, changed or gone) statements touch."""
        ...

    def states(self, statements: Sequence[Statement], relations: Relations) -> list[MemoryState]:
        """The memories that the statements of whole slots (or whole values of slots) make.

        A memory that statements name and that no state has is not backed by anything any more: it was taken back, or is
        one with another.
        """
        ...
