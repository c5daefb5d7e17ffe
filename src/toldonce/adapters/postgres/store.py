"""`toldonce.ports.Store` on PostgreSQL."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from copy import copy
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar
from uuid import UUID

from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.adapters.planning import NO_CONVERSATION, NO_MEMORY
from toldonce.adapters.postgres import activity, entities, erase, knowledge, statements, write
from toldonce.adapters.postgres.hot import CAPACITY
from toldonce.adapters.postgres.knowledge import MEMORIES
from toldonce.adapters.postgres.pool import Connection, Sessions
from toldonce.adapters.postgres.queries import Query
from toldonce.adapters.postgres.retry import retrying
from toldonce.adapters.postgres.rows import conversation, memory, turn
from toldonce.adapters.postgres.search import Search
from toldonce.adapters.postgres.write import TURNS
from toldonce.errors import NotFound
from toldonce.model import (
    Activity,
    Change,
    Conversation,
    ConversationChange,
    Entity,
    EntityDetail,
    ErasureReceipt,
    HitKind,
    Memory,
    MemoryStats,
    MemoryStatus,
    MemoryType,
    Page,
    Scope,
    SearchFilters,
    Turn,
    TurnsAdded,
)
from toldonce.ports import (
    ArmsQuery,
    Candidates,
    Chunk,
    Item,
    NewTurn,
    Pending,
    SearchDay,
    Settlement,
    SlotKey,
    Stated,
    Statement,
    StatementWrite,
)

T = TypeVar("T")

EXPORT_PAGE = 500
FOLLOWED_TURNS = 8
"""Turns of one write that a subject kept in the process takes in at once; of more, the next search reads them."""
ANN_BATCH = 500
"""Rows put into the approximate index in one transaction: less than a second's work."""
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
NO_ID = UUID(int=0)


class PgStore:
    """Turns, memories and their search index in PostgreSQL.

    ``model_id`` is what `migrate.ensure_model` gave for the embedding model ``model_name``, whose vectors have
    ``dimension`` numbers. Scopes of more than ``exact_limit`` chunks should be given an approximate index by
    `build_ann`. Subjects that are searched often are kept in the process, in at most ``hot_bytes``.
    """

    def __init__(
        self,
        database: Sessions,
        model_id: int,
        model_name: str,
        dimension: int,
        *,
        exact_limit: int = 20_000,
        hot_bytes: int = CAPACITY,
    ) -> None:
        self._database = database
        self._model_id = model_id
        self._model_name = model_name
        self._dimension = dimension
        self.exact_limit = exact_limit
        self.search_index = Search(
            database, model_id=model_id, dimension=dimension, exact_limit=exact_limit, hot_bytes=hot_bytes
        )

    def over(self, sessions: Sessions) -> PgStore:
        """The same store in other sessions of the same database."""
        other = copy(self)
        other._database = sessions
        other.search_index = self.search_index.over(sessions)
        return other

    # --- conversations ---

    async def create_conversation(
        self,
        scope: Scope,
        conversation_id: UUID,
        title: str | None,
        *,
        source_key: str | None = None,
        created_at: datetime | None = None,
    ) -> Conversation:
        """A new conversation, or the one that has this ``source_key`` or id already."""

        async def work() -> Conversation:
            async with self._session(scope) as connection:
                await write.lock_scope(connection, scope)
                row = await TURNS.add_conversation.one(
                    connection,
                    scope_id=scope.scope_id,
                    user_id=scope.user_id,
                    conversation_id=conversation_id,
                    title=title,
                    source_key=source_key,
                    created_at=created_at,
                )
                if row is None:
                    row = await TURNS.known_conversation.one(
                        connection, scope_id=scope.scope_id, source_key=source_key, conversation_id=conversation_id
                    )
                if row is None:
                    raise NotFound(NO_CONVERSATION)
                return conversation(row)

        return await retrying(work)

    async def conversations(
        self, scope: Scope, *, limit: int, cursor: str | None, archived: bool | None
    ) -> Page[Conversation]:
        """Pinned ones first, then the newest."""
        after = decode_cursor(cursor, bool, datetime, UUID) if cursor is not None else None
        wanted = {"scope_id": scope.scope_id, "archived": archived, "limit": limit + 1}
        async with self._session(scope) as connection:
            up_to_seq = await knowledge.up_to_seq(connection, scope)
            if after is None:
                rows = await TURNS.conversations.all(connection, **wanted)
            else:
                rows = await TURNS.conversations_after.all(
                    connection, pinned=after[0], created_at=after[1], conversation_id=after[2], **wanted
                )
        return _page(rows, limit, up_to_seq, conversation, "pinned", "created_at", "conversation_id")

    async def conversations_by_id(self, scope: Scope, ids: Sequence[UUID]) -> list[Conversation]:
        """In the order of ``ids``; what is unknown is left out."""
        async with self._session(scope, reading=True) as connection:
            rows = await TURNS.conversations_by_id.all(connection, scope_id=scope.scope_id, ids=list(ids))
        return [conversation(row) for row in rows]

    async def change_conversation(
        self, scope: Scope, conversation_id: UUID, change: ConversationChange
    ) -> Conversation:
        """The conversation as changed. Raises `NotFound`."""
        async with self._session(scope) as connection:
            row = await TURNS.change_conversation.one(
                connection,
                scope_id=scope.scope_id,
                conversation_id=conversation_id,
                title=change.title,
                pinned=change.pinned,
                archived=change.archived,
            )
        if row is None:
            raise NotFound(NO_CONVERSATION)
        return conversation(row)

    async def search_titles(self, scope: Scope, query: str, *, limit: int) -> list[UUID]:
        """Conversations whose title holds the query or something much like it, the newest first."""
        async with self._session(scope) as connection:
            rows = await TURNS.search_titles.all(connection, scope_id=scope.scope_id, query=query, limit=limit)
        return [row["conversation_id"] for row in rows]

    # --- turns ---

    async def add_turns(self, scope: Scope, conversation_id: UUID, turns: Sequence[NewTurn]) -> TurnsAdded:
        """Store turns and their index rows; a known ``source_key`` names what is there. Raises `NotFound`."""

        async def work() -> TurnsAdded:
            async with self._session(scope) as connection:
                return await write.add_turns(
                    connection,
                    scope,
                    conversation_id,
                    turns,
                    model_id=self._model_id,
                    dimension=self._dimension,
                )

        added = await retrying(work)
        if 0 < len(turns) <= FOLLOWED_TURNS and turns[-1].role == "assistant":
            # An exchange is over: it is taken in while somebody thinks, before the next question.
            self.search_index.written(scope)
        return added

    async def turns(self, scope: Scope, conversation_id: UUID, *, limit: int, cursor: str | None) -> Page[Turn]:
        """In the order of their numbers. Raises `NotFound`."""
        after = decode_cursor(cursor, int)[0] if cursor is not None else 0
        async with self._conversation(scope, conversation_id) as connection:
            up_to_seq = await knowledge.up_to_seq(connection, scope)
            rows = await TURNS.turns_after.all(
                connection,
                scope_id=scope.scope_id,
                conversation_id=conversation_id,
                after=min(max(after, 0), 2**31 - 1),
                limit=limit + 1,
            )
        return _page(rows, limit, up_to_seq, turn, "turn_number")

    async def last_turns(self, scope: Scope, conversation_id: UUID, limit: int) -> list[Turn]:
        """The newest turns of a conversation, oldest first. Raises `NotFound`."""
        async with self._conversation(scope, conversation_id) as connection:
            rows = await TURNS.last_turns.all(
                connection, scope_id=scope.scope_id, conversation_id=conversation_id, limit=limit
            )
        return [turn(row) for row in reversed(rows)]

    async def turns_by_number(self, scope: Scope, conversation_id: UUID, first: int, last: int) -> list[Turn]:
        """The turns ``first``..``last``, both included, that are there. Raises `NotFound`."""
        async with self._conversation(scope, conversation_id) as connection:
            rows = await TURNS.turns_between.all(
                connection, scope_id=scope.scope_id, conversation_id=conversation_id, first=first, last=last
            )
        return [turn(row) for row in rows]

    async def turns_by_tail(self, scope: Scope, tails: Sequence[str], limit: int) -> list[Turn]:
        """Turns whose metadata holds one of these as ``toldonce.tail``, the newest first."""
        async with self._session(scope, reading=True) as connection:
            rows = await TURNS.turns_by_tail.all(connection, scope_id=scope.scope_id, tails=list(tails), limit=limit)
        return [turn(row) for row in rows]

    # --- statements ---

    async def pending(self, scope: Scope, *, limit: int, before: int) -> Pending | None:
        """Turns to be read next; None when all are read."""

        async def work() -> Pending | None:
            async with self._session(scope) as connection:
                return await statements.pending(connection, scope, limit=limit, before=before)

        return await retrying(work)

    async def read_again(self, scope: Scope, first_seq: int, last_seq: int, *, before: int) -> list[Pending]:
        """The turns from one number to another, by conversation."""
        async with self._session(scope) as connection:
            return await statements.read_again(connection, scope, first_seq, last_seq, before=before)

    async def state(
        self, scope: Scope, write: StatementWrite, settlement: Settlement, chunks: Mapping[str, Sequence[Chunk]]
    ) -> Stated:
        """Write statements and settle their slots. Raises `PreconditionFailed`, `NotFound` and `ChunksMissing`."""

        async def work() -> Stated:
            async with self._session(scope) as connection:
                return await statements.state(
                    connection,
                    scope,
                    write,
                    settlement,
                    chunks,
                    model_id=self._model_id,
                    dimension=self._dimension,
                )

        return await retrying(work)

    async def statements(
        self, scope: Scope, *, memory_id: UUID | None = None, slots: Sequence[SlotKey] | None = None
    ) -> list[Statement]:
        """Those behind one memory, of some slots, or all, in the order in which they were said."""
        async with self._session(scope) as connection:
            return await statements.read(connection, scope, memory_id=memory_id, slots=slots)

    async def toggles_since(self, scope: Scope, seq: int) -> list[UUID]:
        """The statements that were in force after ``seq`` and are not now, or the other way round."""
        async with self._session(scope) as connection:
            return await statements.toggles_since(connection, scope, seq)

    # --- memories ---

    async def memories(
        self,
        scope: Scope,
        *,
        type: MemoryType | None,
        status: MemoryStatus | Literal["all"],
        since: datetime | None,
        until: datetime | None,
        q: str | None,
        limit: int,
        cursor: str | None,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
    ) -> Page[Memory]:
        """Newest first; ``since`` and ``until`` look at ``recorded_at``, ``q`` is a part of the content."""
        async with self._session(scope) as connection:
            return await knowledge.memories(
                connection,
                scope,
                type=type,
                status=status,
                since=since,
                until=until,
                q=q,
                limit=limit,
                cursor=cursor,
                as_of=as_of,
                known_at=known_at,
                known_at_seq=known_at_seq,
            )

    async def memory(self, scope: Scope, memory_id: UUID) -> Memory:
        """Raises `NotFound`."""
        async with self._session(scope) as connection:
            reached = await knowledge.up_to_seq(connection, scope)
            found = await knowledge.memories_by_id(connection, scope, [memory_id])
        if not found:
            raise NotFound(NO_MEMORY)
        return found[0].model_copy(update={"up_to_seq": reached})

    async def memories_by_id(self, scope: Scope, ids: Sequence[UUID]) -> list[Memory]:
        """In the order of ``ids``; what is gone is left out."""
        async with self._session(scope) as connection:
            return await knowledge.memories_by_id(connection, scope, ids)

    async def history(self, scope: Scope, memory_id: UUID) -> list[Memory]:
        """The memories that took each other's place, the oldest first. Raises `NotFound`."""
        async with self._session(scope) as connection:
            return await knowledge.history(connection, scope, memory_id)

    async def profile(
        self, scope: Scope, *, as_of: datetime | None, known_at: datetime | None, known_at_seq: int | None, limit: int
    ) -> tuple[list[Memory], int]:
        """What is (or was) believed to be true, the newest first, and how many memories are quarantined."""
        async with self._session(scope, reading=True) as connection:
            return await knowledge.profile(
                connection, scope, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, limit=limit
            )

    async def entities(
        self,
        scope: Scope,
        *,
        q: str | None,
        known_at: datetime | None,
        known_at_seq: int | None,
        limit: int,
        cursor: str | None,
    ) -> Page[Entity]:
        """The most mentioned first; ``q`` is a part of a name."""
        async with self._session(scope) as connection:
            return await entities.entities(
                connection, scope, q=q, known_at=known_at, known_at_seq=known_at_seq, limit=limit, cursor=cursor
            )

    async def entity(
        self,
        scope: Scope,
        entity_id: UUID,
        *,
        as_of: datetime | None,
        known_at: datetime | None,
        known_at_seq: int | None,
    ) -> EntityDetail:
        """One entity and its neighbourhood. Raises `NotFound`."""
        async with self._session(scope) as connection:
            return await entities.entity(
                connection, scope, entity_id, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq
            )

    async def changes(
        self, scope: Scope, *, from_seq: int, to_seq: int | None, limit: int, cursor: str | None
    ) -> Page[Change]:
        """What happened to memories after ``from_seq`` up to ``to_seq``, the oldest first."""
        async with self._session(scope) as connection:
            return await knowledge.changes(
                connection, scope, from_seq=from_seq, to_seq=to_seq, limit=limit, cursor=cursor
            )

    async def passes(
        self, scope: Scope, filters: SearchFilters, kind: HitKind, item_id: UUID
    ) -> Mapping[str, bool] | None:
        """For each filter that is set (and ``status``) whether the item passes it; None when it is not there."""
        async with self._session(scope) as connection:
            return await knowledge.passes(connection, scope, filters, kind, item_id)

    # --- search ---

    async def speakers(self, scope: Scope) -> frozenset[str]:
        """Who spoke the newest turns."""
        return await self.search_index.speakers(scope)

    async def candidates(self, scope: Scope, query: ArmsQuery) -> Candidates:
        """What the arms find, with the neighbours of what they found."""
        return await self.search_index.candidates(scope, query)

    async def items(
        self,
        scope: Scope,
        keys: Sequence[tuple[HitKind, UUID]],
        *,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
    ) -> list[Item]:
        """In the order of ``keys``; what is gone is left out. Memories are as they were known then."""
        async with self._session(scope, reading=True) as connection:
            return await knowledge.items(connection, scope, keys, known_at=known_at, known_at_seq=known_at_seq)

    async def mark_used(
        self, scope: Scope, keys: Sequence[tuple[HitKind, UUID]], turn_number: int, *, turn_id: UUID | None = None
    ) -> None:
        """Note the turn that these were used in; what is gone is left out."""

        async def work() -> None:
            async with self._session(scope) as connection:
                await activity.note_uses(connection, scope, keys, turn_number, turn_id)

        await retrying(work)

    async def uses(self, scope: Scope, memory_id: UUID, *, limit: int, cursor: str | None) -> Page[Turn]:
        """The turns in whose prompt a memory was placed, the newest first."""
        async with self._session(scope) as connection:
            return await activity.uses(connection, scope, memory_id, limit=limit, cursor=cursor)

    async def add_searches(self, scope: Scope, day: date, counted: SearchDay) -> None:
        """Count searches of a day (UTC)."""
        async with self._session(scope) as connection:
            await activity.add_searches(connection, scope, day, counted)

    async def activity(self, scope: Scope, *, first: date | None, last: date | None) -> Activity:
        """The days (UTC) from ``first`` to ``last`` on which anything happened."""
        async with self._session(scope) as connection:
            return await activity.activity(connection, scope, first, last)

    async def up_to_seq(self, scope: Scope) -> int:
        """The number of the scope's last write; 0 before the first."""
        async with self._session(scope, reading=True) as connection:
            return await knowledge.up_to_seq(connection, scope)

    async def stats(self, scope: Scope) -> MemoryStats:
        """What the scope holds; an empty index counts as covered."""
        async with self._session(scope) as connection:
            row = await MEMORIES.stats.one(connection, scope_id=scope.scope_id, model_id=self._model_id)
            counts = await MEMORIES.memory_counts.all(connection, scope_id=scope.scope_id)
        if row is None:
            raise AssertionError("a SELECT of counts always has a row")
        by_type: dict[str, int] = {}
        by_status: dict[str, int] = {}
        for count in counts:
            by_type[count["kind"]] = by_type.get(count["kind"], 0) + count["count"]
            by_status[count["status"]] = by_status.get(count["status"], 0) + count["count"]
        return MemoryStats(
            turns=row["turns"],
            conversations=row["conversations"],
            memories=sum(by_type.values()),
            by_type=by_type,
            by_status=by_status,
            first_at=row["first_at"],
            last_at=row["last_at"],
            chunks=row["chunks"],
            embedding_model=self._model_name,
            embedding_coverage=min(1.0, row["embedded"] / row["chunks"]) if row["chunks"] else 1.0,
            up_to_seq=row["up_to_seq"],
        )

    async def export(self, scope: Scope) -> AsyncIterator[Conversation | Turn | Memory]:
        """Conversations, the oldest first, then turns and memories in the order of their seq.

        Each page is a transaction of its own, so that a slow reader holds nothing up; what is written or forgotten
        meanwhile may or may not be in it.
        """
        created_at, conversation_id = BEGINNING, NO_ID
        while rows := await self._exported(
            scope, TURNS.conversations_by_age, created_at=created_at, conversation_id=conversation_id
        ):
            created_at, conversation_id = rows[-1]["created_at"], rows[-1]["conversation_id"]
            for row in rows:
                yield conversation(row)
        for query, noun in ((TURNS.turns_by_seq, turn), (MEMORIES.memories_by_seq, memory)):
            after = 0
            while rows := await self._exported(scope, query, after=after):
                after = rows[-1]["seq"]
                for row in rows:
                    yield noun(row)

    async def build_ann(self, scope: Scope) -> bool:
        """Give a scope of more than ``exact_limit`` chunks its approximate index; whether it has one now.

        Works in short transactions, between which writes go on. It may be stopped at any time and called again. Until
        it has ended the scope is searched exactly.
        """
        from_seq = 0
        while True:
            async with self._session(scope) as connection:
                place = await erase.ERASE.hold_scope.one(connection, scope_id=scope.scope_id)
                if place is None or place["chunk_count"] <= self.exact_limit or place["ann_ready"]:
                    return bool(place and place["ann_ready"])
                rows = await MEMORIES.add_to_ann.all(
                    connection,
                    scope_id=scope.scope_id,
                    from_seq=from_seq,
                    limit=ANN_BATCH,
                )
                if len(rows) < ANN_BATCH:
                    await MEMORIES.ann_ready.run(connection, scope_id=scope.scope_id)
                    return True
                from_seq = max(row["seq"] for row in rows)

    # --- forgetting ---

    async def forget_memory(
        self,
        scope: Scope,
        memory_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
        *,
        erase_evidence: bool,
    ) -> dict[str, int]:
        """Erase a memory and, when asked, the turns it came from; rows by table. Raises `NotFound`, `ChunksMissing`."""
        return await self._erasing(
            scope, settlement, chunks, lambda erasure: erasure.memory(memory_id, erase_evidence=erase_evidence)
        )

    async def forget_turn(
        self,
        scope: Scope,
        conversation_id: UUID,
        turn_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
    ) -> dict[str, int]:
        """Erase one turn and what only it spoke for; rows by table. Raises `NotFound`, `ChunksMissing`."""
        return await self._erasing(scope, settlement, chunks, lambda erasure: erasure.turn(conversation_id, turn_id))

    async def forget_conversation(
        self,
        scope: Scope,
        conversation_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
    ) -> dict[str, int]:
        """Erase a conversation with what only it spoke for; rows by table. Raises `NotFound`, `ChunksMissing`."""
        return await self._erasing(scope, settlement, chunks, lambda erasure: erasure.conversation(conversation_id))

    async def forget_scope(self, scope: Scope) -> dict[str, int]:
        """Erase everything of one subject; rows by table."""

        async def work() -> dict[str, int]:
            async with self._session(scope) as connection:
                return await erase.forget_scope(connection, scope)

        return await retrying(work)

    async def keep_receipt(self, user_id: UUID, receipt: ErasureReceipt) -> None:
        """Keep a receipt, which outlives what was erased."""
        async with self._database.session(user_id=user_id) as connection:
            await MEMORIES.keep_receipt.run(connection, user_id=user_id, **receipt.model_dump(exclude={"up_to_seq"}))

    # --- within ---

    def _session(self, scope: Scope, *, reading: bool = False) -> contextlib.AbstractAsyncContextManager[Connection]:
        return self._database.session(user_id=scope.user_id, scope_id=scope.scope_id, reading=reading)

    @contextlib.asynccontextmanager
    async def _conversation(self, scope: Scope, conversation_id: UUID) -> AsyncIterator[Connection]:
        """A session in which a conversation was seen. Raises `NotFound`."""
        async with self._session(scope) as connection:
            if not await TURNS.conversation_exists.value(
                connection, scope_id=scope.scope_id, conversation_id=conversation_id
            ):
                raise NotFound(NO_CONVERSATION)
            yield connection

    async def _erasing(
        self,
        scope: Scope,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
        verb: Callable[[erase.Erasure], Awaitable[dict[str, int]]],
    ) -> dict[str, int]:
        async def work() -> dict[str, int]:
            async with self._session(scope) as connection:
                index = erase.Index(self._model_id, self._dimension, chunks)
                return await verb(erase.Erasure(connection, scope, settlement, index))

        return await retrying(work)

    async def _exported(self, scope: Scope, query: Query, **after: Any) -> list[Any]:
        async with self._session(scope) as connection:
            return await query.all(connection, scope_id=scope.scope_id, limit=EXPORT_PAGE, **after)


def _page(
    rows: Sequence[Mapping[str, Any]], limit: int, up_to_seq: int, noun: Callable[[Any], T], *key: str
) -> Page[T]:
    """A page of ``limit`` of the rows, of which one more was asked for; its cursor is the ``key`` of its last row."""
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(
        items=[noun(row) for row in shown],
        next_cursor=encode_cursor([shown[-1][column] for column in key]) if more else None,
        up_to_seq=up_to_seq,
    )
