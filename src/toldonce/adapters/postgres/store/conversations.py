"""Conversations and their turns in PostgreSQL."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import asyncpg

from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.adapters.planning import NO_CONVERSATION
from toldonce.adapters.postgres import knowledge, write
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.retry import retrying
from toldonce.adapters.postgres.rows import conversation, turn
from toldonce.adapters.postgres.store.base import StoreSessions
from toldonce.adapters.postgres.write import TURNS
from toldonce.errors import NotFound
from toldonce.model import Conversation, ConversationChange, Page, Scope, Turn, TurnsAdded
from toldonce.ports import NewTurn

T = TypeVar("T")

FOLLOWED_TURNS = 8
"""Turns of one write that a subject kept in the process takes in at once; of more, the next search reads them."""
PRESUMED_NEW = 8
"""Turns of one write that are not looked for first: whether they were stored before, their insertion tells. More may be
an import that is repeated."""


class ConversationStore(StoreSessions):
    """The conversations of a scope, and the turns in them."""

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
                row = await TURNS.add_conversation.one(
                    connection,
                    scope_id=scope.scope_id,
                    user_id=scope.user_id,
                    subject=scope.subject,
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

    async def add_turns(self, scope: Scope, conversation_id: UUID, turns: Sequence[NewTurn]) -> TurnsAdded:
        """Store turns and their index rows; a known ``source_key`` names what is there. Raises `NotFound`."""

        async def work(*, presumed_new: bool) -> TurnsAdded:
            async with self._session(scope) as connection:
                return await write.add_turns(
                    connection,
                    scope,
                    conversation_id,
                    turns,
                    model_id=self._model_id,
                    dimension=self._dimension,
                    presumed_new=presumed_new,
                )

        try:
            added = await retrying(lambda: work(presumed_new=len(turns) <= PRESUMED_NEW))
        except asyncpg.UniqueViolationError:
            added = await retrying(lambda: work(presumed_new=False))
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

    async def turns_said_later(
        self, scope: Scope, *, after: datetime, up_to: int, terms: Sequence[str], each: int
    ) -> list[Turn]:
        """What the user said after a time, of the turns up to number ``up_to``: of each of the ``terms`` the newest
        turns in which it occurs."""
        values = {"after": after, "up_to": up_to, "terms": list(terms), "each": each}
        async with self._session(scope) as connection:
            rows = await TURNS.turns_said_later.all(connection, scope_id=scope.scope_id, **values)
        return [turn(row) for row in rows]

    @contextlib.asynccontextmanager
    async def _conversation(self, scope: Scope, conversation_id: UUID) -> AsyncIterator[Connection]:
        """A session in which a conversation was seen. Raises `NotFound`."""
        async with self._session(scope) as connection:
            if not await TURNS.conversation_exists.value(
                connection, scope_id=scope.scope_id, conversation_id=conversation_id
            ):
                raise NotFound(NO_CONVERSATION)
            yield connection


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
