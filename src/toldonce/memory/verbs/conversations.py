"""Conversations and their turns."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from uuid_utils.compat import uuid7

from toldonce.errors import NotFound
from toldonce.memory.meanwhile import meanwhile
from toldonce.memory.prepare import prepare_turns, with_chunks
from toldonce.memory.retrieve import wait_for_seq
from toldonce.memory.verbs.base import Verbs, source_key
from toldonce.model import (
    Conversation,
    ConversationChange,
    ConversationRequest,
    ErasureReceipt,
    Page,
    Turn,
    TurnRequest,
    TurnsAdded,
)
from toldonce.telemetry import metrics

FEW_TURNS = 8
"""The write itself finds out that their conversation is not there; more are not embedded in vain."""


class ConversationVerbs(Verbs):
    """Store turns, read them, forget them."""

    async def create_conversation(self, request: ConversationRequest, *, write_key: str | None = None) -> Conversation:
        return await self._store.create_conversation(
            self._scope, uuid7(), request.title, source_key=source_key(write_key, "conversation")
        )

    async def conversations(
        self,
        *,
        limit: int = 20,
        cursor: str | None = None,
        archived: bool | None = None,
        min_seq: int | None = None,
    ) -> Page[Conversation]:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        page = await self._store.conversations(self._scope, limit=limit, cursor=cursor, archived=archived)
        return page.model_copy(update={"up_to_seq": reached})

    async def conversation(self, conversation_id: UUID, *, min_seq: int | None = None) -> Conversation:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        found = await self._store.conversations_by_id(self._scope, [conversation_id])
        if not found:
            raise NotFound("There is no such conversation.")
        return found[0].model_copy(update={"up_to_seq": reached})

    async def change_conversation(self, conversation_id: UUID, change: ConversationChange) -> Conversation:
        return await self._store.change_conversation(self._scope, conversation_id, change)

    async def forget_conversation(self, conversation_id: UUID) -> ErasureReceipt:
        counts = await with_chunks(
            self._embedder,
            lambda chunks: self._store.forget_conversation(self._scope, conversation_id, self._settlement, chunks),
        )
        return await self.receipt(f"conversation:{conversation_id}", counts)

    async def add_turns(
        self, conversation_id: UUID, turns: Sequence[TurnRequest], *, write_key: str | None = None
    ) -> TurnsAdded:
        keys = [f"write:{write_key}:{number}" for number in range(len(turns))] if write_key else None
        many = len(turns) > FEW_TURNS
        with self._storing_many() if many else contextlib.nullcontext():
            async with meanwhile(prepare_turns(self._embedder, turns, self._clock(), keys)) as preparing:
                if many:
                    await self.conversation(conversation_id)
                prepared = await preparing
            answer = await self._store.add_turns(self._scope, conversation_id, prepared)
        metrics.turns_stored(len(answer.turns))
        if self._unread is not None and answer.turns[-1].turn_id == prepared[-1].turn_id:
            self._unread.stored(self._scope, answer.turns[-1].seq)
        self.wake()
        return answer

    async def turns(
        self,
        conversation_id: UUID,
        *,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
        newest: bool = False,
    ) -> Page[Turn]:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        await self.conversation(conversation_id)
        if newest:
            return Page(items=await self._store.last_turns(self._scope, conversation_id, limit), up_to_seq=reached)
        page = await self._store.turns(self._scope, conversation_id, limit=limit, cursor=cursor)
        return page.model_copy(update={"up_to_seq": reached})

    async def turn(self, turn_id: UUID) -> Turn:
        """One turn, wherever it was said. Raises `NotFound`."""
        found = await self._store.items(self._scope, [("turn", turn_id)])
        if found and found[0].conversation_id is not None and (number := found[0].turn_number) is not None:
            for turn in await self._store.turns_by_number(self._scope, found[0].conversation_id, number, number):
                return turn
        raise NotFound("There is no such turn.")

    async def forget_turn(self, conversation_id: UUID, turn_id: UUID) -> ErasureReceipt:
        counts = await with_chunks(
            self._embedder,
            lambda chunks: self._store.forget_turn(self._scope, conversation_id, turn_id, self._settlement, chunks),
        )
        return await self.receipt(f"turn:{turn_id}", counts)

    async def note_use(
        self,
        turn_ids: Sequence[UUID],
        memory_ids: Sequence[UUID],
        turn_number: int,
        *,
        turn_id: UUID | None = None,
    ) -> None:
        keys: list[tuple[Literal["memory", "turn"], UUID]] = [
            *(("turn", used) for used in turn_ids),
            *(("memory", used) for used in memory_ids),
        ]
        await self._store.mark_used(self._scope, keys, turn_number, turn_id=turn_id)
