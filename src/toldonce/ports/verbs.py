"""The verbs that every door speaks, implemented by the service in the process and by the client over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from typing import Literal, Protocol, Unpack
from uuid import UUID

from toldonce.model import (
    Account,
    Activity,
    ApiKey,
    Change,
    ChatEvent,
    ChatReply,
    ChatRequest,
    Context,
    ContextOptions,
    ContextRequest,
    Conversation,
    ConversationChange,
    ConversationRequest,
    Entity,
    EntityDetail,
    ErasureReceipt,
    ExplainRequest,
    Explanation,
    Identity,
    ImportFormat,
    Job,
    KeyScope,
    Memory,
    MemoryChange,
    MemoryRequest,
    MemoryStats,
    MemoryStatus,
    MemoryType,
    NewApiKey,
    Page,
    Profile,
    ProfileSummary,
    Rollback,
    RollbackRequest,
    SearchOptions,
    SearchRequest,
    SearchResult,
    Session,
    TokenPair,
    Turn,
    TurnRequest,
    TurnsAdded,
    UpkeepKind,
)


class MemoryAPI(Protocol):
    """One subject's memory. Foreign and unknown ids raise `NotFound`; ``write_key`` makes a repeated write harmless.

    A read with ``min_seq`` includes the write that answered it as ``up_to_seq``, or raises `SequenceNotReached`.
    """

    async def create_conversation(
        self, request: ConversationRequest, *, write_key: str | None = None
    ) -> Conversation: ...
    async def conversations(
        self,
        *,
        limit: int = 20,
        cursor: str | None = None,
        archived: bool | None = None,
        min_seq: int | None = None,
    ) -> Page[Conversation]: ...
    async def search_conversations(
        self, query: str, *, limit: int = 20, cursor: str | None = None, min_seq: int | None = None
    ) -> Page[Conversation]: ...
    async def conversation(self, conversation_id: UUID, *, min_seq: int | None = None) -> Conversation: ...
    async def change_conversation(self, conversation_id: UUID, change: ConversationChange) -> Conversation: ...
    async def forget_conversation(self, conversation_id: UUID) -> ErasureReceipt: ...

    async def add_turns(
        self, conversation_id: UUID, turns: Sequence[TurnRequest], *, write_key: str | None = None
    ) -> TurnsAdded: ...
    async def turns(
        self,
        conversation_id: UUID,
        *,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
        newest: bool = False,
    ) -> Page[Turn]:
        """Oldest first; with ``newest`` the last ``limit`` turns, still oldest first and without a next page."""
        ...

    async def turn(self, turn_id: UUID) -> Turn: ...
    async def note_use(
        self,
        turn_ids: Sequence[UUID],
        memory_ids: Sequence[UUID],
        turn_number: int,
        *,
        turn_id: UUID | None = None,
    ) -> None:
        """Record that these were placed in the prompt of turn ``turn_number``; ids that are gone are left out.

        With its ``turn_id``, `memory_uses` lists the turn.
        """
        ...

    async def add_memories(
        self, requests: Sequence[MemoryRequest], *, write_key: str | None = None
    ) -> list[Memory]: ...
    async def memories(
        self,
        *,
        type: MemoryType | None = None,
        status: MemoryStatus | Literal["all"] = "current",
        since: datetime | None = None,
        until: datetime | None = None,
        q: str | None = None,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
    ) -> Page[Memory]:
        """Newest first. With a time of validity or knowledge ``status`` is what it was then."""
        ...

    async def memory(self, memory_id: UUID, *, min_seq: int | None = None) -> Memory: ...
    async def memory_history(self, memory_id: UUID, *, min_seq: int | None = None) -> list[Memory]:
        """Every version of what this memory is about that took another's place, the oldest first."""
        ...

    async def memory_uses(
        self, memory_id: UUID, *, limit: int = 20, cursor: str | None = None, min_seq: int | None = None
    ) -> Page[Turn]:
        """The turns in whose prompt this memory was placed, the newest first."""
        ...

    async def correct_memory(
        self, memory_id: UUID, change: MemoryChange, *, version: int | None = None, write_key: str | None = None
    ) -> Memory:
        """A new version that takes the place of this one, which counts as never true.

        Raises `PreconditionFailed` when the memory is not at ``version`` any more.
        """
        ...

    async def restore_memory(self, memory_id: UUID, *, write_key: str | None = None) -> Memory:
        """Make what a superseded memory says current again, as a new version."""
        ...

    async def confirm_memory(self, memory_id: UUID, *, write_key: str | None = None) -> Memory:
        """Let a quarantined memory count, as if the user had said it now. Raises `Conflict` for another."""
        ...

    async def forget_memory(
        self, memory_id: UUID, *, evidence: Literal["erase", "keep"] = "erase"
    ) -> ErasureReceipt: ...
    async def forget_turn(self, conversation_id: UUID, turn_id: UUID) -> ErasureReceipt: ...
    async def forget_all(self) -> ErasureReceipt: ...
    async def stats(self, *, min_seq: int | None = None) -> MemoryStats: ...
    async def activity(
        self, *, since: date | None = None, until: date | None = None, min_seq: int | None = None
    ) -> Activity:
        """The days (UTC) on which something was said, heard of or searched, from ``since`` to ``until``."""
        ...

    async def profile(
        self,
        *,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
        min_seq: int | None = None,
    ) -> Profile: ...
    async def profile_summary(
        self,
        *,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
        min_seq: int | None = None,
    ) -> ProfileSummary: ...
    async def entities(
        self,
        *,
        q: str | None = None,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
    ) -> Page[Entity]:
        """The most mentioned first; ``q`` is a part of a name.

        With ``as_of`` those who had been mentioned by then, or in what is known to have been so then.
        """
        ...

    async def entity(
        self,
        entity_id: UUID,
        *,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
        min_seq: int | None = None,
    ) -> EntityDetail: ...
    async def changes(
        self,
        *,
        from_seq: int = 0,
        to_seq: int | None = None,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
    ) -> Page[Change]:
        """What happened to memories after ``from_seq`` up to and including ``to_seq``, the oldest first."""
        ...

    async def rollback(self, request: RollbackRequest) -> Rollback: ...
    async def start_upkeep(self, kind: UpkeepKind) -> Job:
        """Start the job that merges duplicates, lets what is not used rank lower, or removes what has expired."""
        ...

    async def search(self, query: str | SearchRequest, **options: Unpack[SearchOptions]) -> SearchResult: ...
    async def explain(self, request: ExplainRequest) -> Explanation: ...
    async def context(
        self, query: str | ContextRequest | None = None, **options: Unpack[ContextOptions]
    ) -> Context: ...

    def export(self) -> AsyncIterator[bytes]:
        """Everything of the subject as JSON Lines, one line at a time, in a form that `start_import` reads back."""
        ...

    async def start_import(self, upload: bytes, format: ImportFormat) -> Job: ...
    async def jobs(self, *, limit: int = 20, cursor: str | None = None) -> Page[Job]: ...
    async def job(self, job_id: UUID) -> Job: ...
    async def retry_job(self, job_id: UUID) -> Job: ...


class ChatAPI(Protocol):
    """One conversation turn on top of a memory."""

    async def reply(
        self, memory: MemoryAPI, user_id: UUID, request: ChatRequest, *, write_key: str | None = None
    ) -> ChatReply: ...
    def stream(
        self, memory: MemoryAPI, user_id: UUID, request: ChatRequest, *, write_key: str | None = None
    ) -> AsyncIterator[ChatEvent]: ...


class AccountsAPI(Protocol):
    """Who people are. Secrets are only ever stored hashed."""

    async def register(self, email: str, password: str, full_name: str | None = None) -> Account: ...
    async def login(self, email: str, password: str) -> TokenPair: ...
    async def refresh(self, refresh_token: str) -> TokenPair: ...
    async def logout(self, identity: Identity) -> None: ...
    async def logout_all(self, identity: Identity) -> None: ...
    async def sessions(self, identity: Identity) -> list[Session]: ...
    async def end_session(self, identity: Identity, session_id: UUID) -> None:
        """Raises `NotFound` when the account has no such session that is alive."""
        ...

    def csrf_token(self, identity: Identity) -> str:
        """What a web page of this session sends along when it changes something. Raises `NotAllowed` for an API key."""
        ...

    async def authenticate(self, credential: str) -> Identity:
        """The bearer of an access token or API key; raises `NotAuthenticated` or `TokenExpired`."""
        ...

    async def account(self, user_id: UUID) -> Account: ...
    async def change_account(self, user_id: UUID, *, full_name: str | None) -> Account: ...
    async def change_password(self, identity: Identity, current: str, new: str) -> None: ...
    async def erase(self, user_id: UUID, password: str) -> ErasureReceipt: ...
    async def create_key(
        self, user_id: UUID, name: str, scopes: Sequence[KeyScope] | None = None, expires_days: int | None = None
    ) -> NewApiKey: ...
    async def keys(self, user_id: UUID, *, limit: int = 20, cursor: str | None = None) -> Page[ApiKey]: ...
    async def delete_key(self, user_id: UUID, key_id: UUID) -> None: ...
