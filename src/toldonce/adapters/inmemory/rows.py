"""The rows of the in-memory adapters, much as the tables of PostgreSQL have them, and what happens to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue

from toldonce.adapters.erasing import repeats_the_beginning
from toldonce.model import (
    Account,
    ApiKey,
    ChangeAction,
    Conversation,
    Delivery,
    Job,
    Memory,
    MemoryStatus,
    NewWebhook,
    Scope,
    Turn,
    WebhookEvent,
)
from toldonce.ports import Cue, EntityKind, Statement


@dataclass
class ConversationRow:
    """A conversation with the counters that outlive its turns."""

    conversation: Conversation
    source_key: str | None
    last_number: int = 0
    sitting: int = 0
    turns: dict[int, TurnRow] = field(default_factory=dict)

    def recount(self, now: datetime) -> None:
        """Bring the conversation in line with the turns that are left."""
        last = self.turns[max(self.turns)].turn.at if self.turns else None
        changes = {"turn_count": len(self.turns), "last_turn_at": last, "updated_at": now}
        self.conversation = self.conversation.model_copy(update=changes)

    def untitle(self, content: str) -> None:
        """Take away a title that repeats how an erased turn began."""
        if repeats_the_beginning(self.conversation.title, content):
            self.conversation = self.conversation.model_copy(update={"title": None})


@dataclass
class TurnRow:
    """A turn, with the run of turns (sitting) that it belongs to; one of no ``parts`` (chunks) is never found."""

    turn: Turn
    sitting: int
    source_key: str | None
    parts: int
    length: int
    cues: frozenset[Cue]
    last_used_turn: int | None = None


@dataclass
class MemoryRow:
    """A memory; ``stated_to`` is the end that its statements name, ``strength`` fades while nobody uses it.

    ``said_seq`` is the number of what opened it, ``ended_seq`` of what ended it.
    """

    memory: Memory
    stated_to: datetime | None
    said_seq: int
    ended_seq: int | None
    strength: float = 1.0
    last_used_at: datetime | None = None


@dataclass
class StatementRow:
    """A statement, with the number under which it came to be known."""

    statement: Statement
    stated_seq: int


@dataclass
class MentionRow:
    """A name in a turn or a statement, whose number is ``seq``."""

    entity_id: UUID
    entity_key: str
    name: str
    kind: EntityKind
    source_id: UUID
    said_at: datetime
    seq: int


@dataclass
class ChangeRow:
    """One thing that happened to a memory; ``before`` is what was derived of it until then, nothing that was said.

    ``revises``: what was said before counts otherwise from then on.
    """

    seq: int
    memory_id: UUID
    action: ChangeAction
    at: datetime
    before: dict[str, JsonValue] | None
    after: MemoryStatus | None
    revises: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that webhooks are told of; without ``memory_id`` and ``job_id`` it is the end of the whole subject."""

    scope: Scope
    event: WebhookEvent
    memory_id: UUID | None = None
    job_id: UUID | None = None


@dataclass
class WebhookRow:
    """A webhook of an account."""

    user_id: UUID
    webhook: NewWebhook


@dataclass
class DeliveryRow:
    """An event for a webhook; ``about_scope`` goes when the event does not outlive what it tells of."""

    delivery: Delivery
    user_id: UUID
    about_scope: UUID | None
    leased_until: datetime | None = None


@dataclass
class JobRow:
    """A job with its lease."""

    job: Job
    scope: Scope
    payload: dict[str, JsonValue]
    upload: bytes | None
    run_at: datetime
    leased_until: datetime | None = None
    leased_by: str | None = None


@dataclass
class AnswerRow:
    """What an Idempotency-Key brought; ``status`` None while it is being made."""

    request_hash: bytes
    leased_until: datetime
    status: int | None = None
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class SessionRow:
    """One login."""

    user_id: UUID
    expires_at: datetime
    created_at: datetime
    last_used_at: datetime
    revoked_at: datetime | None = None


@dataclass
class RefreshTokenRow:
    """A refresh token by its hash."""

    session_id: UUID
    expires_at: datetime
    used_at: datetime | None = None
    follows: bytes | None = None


@dataclass
class AccountRow:
    """An account."""

    account: Account
    password_hash: str


@dataclass
class KeyRow:
    """An API key."""

    key: ApiKey
    user_id: UUID
    key_hash: bytes
