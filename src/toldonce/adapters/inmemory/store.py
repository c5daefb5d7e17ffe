"""Conversations, turns and memories with their search index, in dicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from heapq import nlargest
from typing import Literal
from uuid import UUID

from toldonce.adapters.inmemory.arms import NEWEST_TURNS, find_candidates, is_expired
from toldonce.adapters.inmemory.paging import after_number, cursor_behind, page_of
from toldonce.adapters.inmemory.tables import ConversationRow, MemoryRow, ScopeRows, Tables, TurnRow, positive
from toldonce.adapters.inmemory.trigrams import word_similarity
from toldonce.adapters.inmemory.views import item_of
from toldonce.errors import NotFound
from toldonce.model import (
    Conversation,
    ConversationChange,
    ErasureReceipt,
    HitKind,
    Memory,
    MemoryStats,
    MemoryStatus,
    MemoryType,
    Page,
    Scope,
    Turn,
    TurnReference,
    TurnsAdded,
)
from toldonce.ports import ArmsQuery, Candidates, Item, NewMemory, NewTurn

SITTING_PAUSE = timedelta(minutes=60)
TITLE_LIKENESS = 0.6
STANDING_TYPES = ("instruction", "preference", "fact")


class InMemoryStore:
    """`toldonce.ports.Store` in dicts. ``embedding_model`` is only what `stats` names."""

    def __init__(self, tables: Tables | None = None, *, embedding_model: str = "none") -> None:
        self.tables = tables or Tables()
        self.embedding_model = embedding_model

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
        """A new conversation, or the one that is there under a known ``source_key``."""
        rows = self.tables.written(scope)
        for row in rows.conversations.values():
            if source_key is not None and row.source_key == source_key:
                return row.conversation
        if conversation_id in rows.conversations:
            return rows.conversations[conversation_id].conversation
        now = self.tables.clock()
        conversation = Conversation(
            conversation_id=conversation_id,
            title=title,
            pinned=False,
            archived=False,
            turn_count=0,
            last_turn_at=None,
            created_at=created_at or now,
            updated_at=now,
        )
        rows.conversations[conversation_id] = ConversationRow(conversation, source_key)
        return conversation

    async def conversations(
        self, scope: Scope, *, limit: int, cursor: str | None, archived: bool | None
    ) -> Page[Conversation]:
        """Pinned ones first, then the newest."""
        rows = self.tables.of(scope)
        shown = (row.conversation for row in rows.conversations.values())
        return page_of(
            (one for one in shown if archived is None or one.archived == archived),
            limit,
            cursor,
            newest=lambda one: (one.created_at, one.conversation_id),
            pinned=lambda one: one.pinned,
            up_to_seq=rows.last_seq,
        )

    async def conversations_by_id(self, scope: Scope, ids: Sequence[UUID]) -> list[Conversation]:
        """In the order of ``ids``; what is unknown is left out."""
        rows = self.tables.of(scope).conversations
        return [rows[conversation_id].conversation for conversation_id in ids if conversation_id in rows]

    async def change_conversation(
        self, scope: Scope, conversation_id: UUID, change: ConversationChange
    ) -> Conversation:
        """The conversation as changed; raises `NotFound`."""
        row = self.tables.of(scope).conversation(conversation_id)
        changes = change.model_dump(exclude_none=True) | {"updated_at": self.tables.clock()}
        row.conversation = row.conversation.model_copy(update=changes)
        return row.conversation

    async def search_titles(self, scope: Scope, query: str, *, limit: int) -> list[UUID]:
        """Conversations whose title holds the query or words much like it, the newest first."""
        titled = [
            row.conversation
            for row in self.tables.of(scope).conversations.values()
            if row.conversation.title is not None and _is_titled(row.conversation.title, query)
        ]
        titled.sort(key=lambda one: (one.created_at, one.conversation_id), reverse=True)
        return [one.conversation_id for one in titled[:limit]]

    # --- turns ---

    async def add_turns(self, scope: Scope, conversation_id: UUID, turns: Sequence[NewTurn]) -> TurnsAdded:
        """Store turns and their index rows; known ``source_key``s name what is there. Raises `NotFound`."""
        rows = self.tables.of(scope)
        conversation = rows.conversation(conversation_id)
        known = {row.source_key: row.turn for row in rows.turns.values() if row.source_key is not None}
        answer: list[TurnReference] = []
        for new in turns:
            turn = known.get(new.source_key) if new.source_key is not None else None
            if turn is None:
                turn = self._add_turn(rows, conversation, new)
                if new.source_key is not None:
                    known[new.source_key] = turn
            answer.append(TurnReference(turn_id=turn.turn_id, turn_number=turn.turn_number, seq=turn.seq))
        return TurnsAdded(turns=answer, up_to_seq=rows.last_seq)

    def _add_turn(self, rows: ScopeRows, row: ConversationRow, new: NewTurn) -> Turn:
        now, previous = self.tables.clock(), row.conversation.last_turn_at
        if previous is None or abs(new.said_at - previous) > SITTING_PAUSE:
            row.sitting += 1
        row.last_number += 1
        turn = Turn(
            turn_id=new.turn_id,
            conversation_id=row.conversation.conversation_id,
            turn_number=row.last_number,
            seq=rows.next_seq(),
            role=new.role,
            speaker=new.speaker,
            content=new.content,
            at=new.said_at,
            metadata=dict(new.metadata),
            created_at=now,
        )
        stored = TurnRow(
            turn,
            row.sitting,
            new.source_key,
            parts=len(new.chunks),
            length=sum(sum(chunk.terms.values()) for chunk in new.chunks),
            cues=new.cues,
        )
        rows.turns[turn.turn_id] = row.turns[turn.turn_number] = stored
        rows.index(turn.seq, stored, new.chunks)
        changes = {"turn_count": len(row.turns), "last_turn_at": new.said_at, "updated_at": now}
        row.conversation = row.conversation.model_copy(update=changes)
        return turn

    async def turns(self, scope: Scope, conversation_id: UUID, *, limit: int, cursor: str | None) -> Page[Turn]:
        """In the order of their numbers; raises `NotFound`."""
        rows = self.tables.of(scope)
        stored, after = rows.conversation(conversation_id).turns, after_number(cursor)
        numbers = sorted(number for number in stored if number > after)
        return Page[Turn](
            items=[stored[number].turn for number in numbers[:limit]],
            next_cursor=cursor_behind(numbers[limit - 1]) if len(numbers) > limit else None,
            up_to_seq=rows.last_seq,
        )

    async def last_turns(self, scope: Scope, conversation_id: UUID, limit: int) -> list[Turn]:
        """The newest turns of a conversation, oldest first; raises `NotFound`."""
        stored = self.tables.of(scope).conversation(conversation_id).turns
        return [stored[number].turn for number in sorted(sorted(stored, reverse=True)[:limit])]

    async def turns_by_number(self, scope: Scope, conversation_id: UUID, first: int, last: int) -> list[Turn]:
        """The turns ``first``..``last``, both included, that are there; raises `NotFound`."""
        stored = self.tables.of(scope).conversation(conversation_id).turns
        return [stored[number].turn for number in sorted(stored) if first <= number <= last]

    # --- memories ---

    async def add_memories(self, scope: Scope, memories: Sequence[NewMemory]) -> list[Memory]:
        """Store memories and their index rows; known ``source_key``s name what is there. Raises `NotFound`."""
        rows = self.tables.of(scope)
        for new in memories:
            if new.request.conversation_id is not None:
                rows.conversation(new.request.conversation_id)
        rows = self.tables.written(scope)
        known = {row.source_key: row.memory for row in rows.memories.values() if row.source_key is not None}
        added: list[UUID] = []
        for new in memories:
            memory = known.get(new.source_key) if new.source_key is not None else None
            if memory is None:
                memory = self._add_memory(rows, new)
                if new.source_key is not None:
                    known[new.source_key] = memory
            added.append(memory.memory_id)
        up_to_seq = {"up_to_seq": rows.last_seq}
        return [rows.memories[memory_id].memory.model_copy(update=up_to_seq) for memory_id in added]

    def _add_memory(self, rows: ScopeRows, new: NewMemory) -> Memory:
        now, request = self.tables.clock(), new.request
        conversation = None if request.conversation_id is None else rows.conversation(request.conversation_id)
        memory = Memory(
            memory_id=new.memory_id,
            type=request.type,
            content=request.content,
            slot=None,
            status="current",
            confidence=1.0,
            importance=request.importance,
            trust=1.0,
            origin="user",
            conversation_id=request.conversation_id,
            source_turn_ids=[],
            source_turn=conversation.last_number or None if conversation else None,
            valid_from=request.valid_from,
            valid_to=request.valid_to,
            recorded_at=new.recorded_at,
            superseded_at=None,
            superseded_by=None,
            supersedes=None,
            last_used_turn=None,
            metadata=dict(request.metadata),
            expires_at=request.expires_at,
            created_at=now,
            updated_at=now,
            seq=rows.next_seq(),
        )
        stored = MemoryRow(memory, new.source_key)
        rows.memories[memory.memory_id] = stored
        rows.index(memory.seq, stored, new.chunks)
        return memory

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
    ) -> Page[Memory]:
        """Newest first; ``since`` and ``until`` look at ``recorded_at``, ``q`` is a part of the content."""

        def wanted(memory: Memory) -> bool:
            return (
                (type is None or memory.type == type)
                and (status in ("all", memory.status))
                and (since is None or memory.recorded_at >= since)
                and (until is None or memory.recorded_at <= until)
                and (q is None or q.lower() in memory.content.lower())
            )

        rows = self.tables.of(scope)
        return page_of(
            (row.memory for row in rows.memories.values() if wanted(row.memory)),
            limit,
            cursor,
            newest=lambda memory: (memory.created_at, memory.memory_id),
            up_to_seq=rows.last_seq,
        )

    async def memory(self, scope: Scope, memory_id: UUID) -> Memory:
        """Raises `NotFound`."""
        rows = self.tables.of(scope)
        return self._memory(rows, memory_id).memory.model_copy(update={"up_to_seq": rows.last_seq})

    async def standing(self, scope: Scope, limit: int) -> list[Memory]:
        """Current instructions, preferences and facts, the most important first, then the newest."""
        now = self.tables.clock()
        memories = [
            row.memory
            for row in self.tables.of(scope).memories.values()
            if row.memory.type in STANDING_TYPES and row.memory.status == "current" and not is_expired(row.memory, now)
        ]
        return sorted(memories, key=lambda memory: (memory.importance, memory.seq), reverse=True)[:limit]

    # --- search ---

    async def speakers(self, scope: Scope) -> frozenset[str]:
        """Who spoke the newest turns."""
        newest = nlargest(NEWEST_TURNS, self.tables.of(scope).turns.values(), key=lambda row: row.turn.seq)
        return frozenset(row.turn.speaker for row in newest if row.turn.speaker is not None)

    async def candidates(self, scope: Scope, query: ArmsQuery) -> Candidates:
        """What the arms find, with the neighbours of what they found."""
        return find_candidates(self.tables.of(scope), query, self.tables.clock())

    async def items(self, scope: Scope, keys: Sequence[tuple[HitKind, UUID]]) -> list[Item]:
        """In the order of ``keys``; what is gone is left out."""
        rows = self.tables.of(scope)
        found = (rows.turns.get(item_id) if kind == "turn" else rows.memories.get(item_id) for kind, item_id in keys)
        return [item_of(row) for row in found if row is not None]

    async def mark_used(self, scope: Scope, keys: Sequence[tuple[HitKind, UUID]], turn_number: int) -> None:
        """Note the turn that these were last used in; what is gone is left out."""
        rows = self.tables.of(scope)
        for kind, item_id in keys:
            if kind == "turn" and item_id in rows.turns:
                rows.turns[item_id].last_used_turn = turn_number
            elif kind == "memory" and item_id in rows.memories:
                row = rows.memories[item_id]
                row.memory = row.memory.model_copy(update={"last_used_turn": turn_number})

    async def up_to_seq(self, scope: Scope) -> int:
        """The number of the scope's last write; 0 before the first."""
        return self.tables.of(scope).last_seq

    async def stats(self, scope: Scope) -> MemoryStats:
        """What the scope holds; an empty index counts as covered."""
        rows = self.tables.of(scope)
        memories = [row.memory for row in rows.memories.values()]
        times = [row.turn.at for row in rows.turns.values()] + [memory.recorded_at for memory in memories]
        chunks = [chunk for own in rows.chunks.values() for chunk in own]
        embedded = sum(chunk.vector is not None for chunk in chunks)
        return MemoryStats(
            turns=len(rows.turns),
            conversations=len(rows.conversations),
            memories=len(memories),
            by_type=dict(Counter(memory.type for memory in memories)),
            by_status=dict(Counter(memory.status for memory in memories)),
            first_at=min(times, default=None),
            last_at=max(times, default=None),
            chunks=len(chunks),
            embedding_model=self.embedding_model,
            embedding_coverage=embedded / len(chunks) if chunks else 1.0,
            up_to_seq=rows.last_seq,
        )

    async def export(self, scope: Scope) -> AsyncIterator[Conversation | Turn | Memory]:
        """Conversations, turns and memories, each in the order they were stored, as they are when the export begins."""
        rows = self.tables.of(scope)
        everything: list[Conversation | Turn | Memory] = [
            *sorted(
                (row.conversation for row in rows.conversations.values()),
                key=lambda one: (one.created_at, one.conversation_id),
            ),
            *sorted((row.turn for row in rows.turns.values()), key=lambda turn: turn.seq),
            *sorted((row.memory for row in rows.memories.values()), key=lambda memory: memory.seq),
        ]
        for one in everything:
            yield one

    # --- forgetting ---

    async def forget_memory(self, scope: Scope, memory_id: UUID, *, erase_evidence: bool) -> dict[str, int]:
        """Erase a memory and, if asked, the turns it came from; rows by table. Raises `NotFound`."""
        rows = self.tables.of(scope)
        row = self._memory(rows, memory_id)
        gone = rows.erase_memory(row) + rows.erase_answers()
        if erase_evidence:
            evidence = [rows.turns[turn_id] for turn_id in row.memory.source_turn_ids if turn_id in rows.turns]
            gone += rows.erase_turns(evidence, self.tables.clock())
        return positive(gone)

    async def forget_turn(self, scope: Scope, conversation_id: UUID, turn_id: UUID) -> dict[str, int]:
        """Erase one turn; rows by table. Raises `NotFound`."""
        rows = self.tables.of(scope)
        row = rows.turns.get(turn_id)
        if row is None or row.turn.conversation_id != conversation_id:
            raise NotFound("There is no such turn in this conversation.")
        return positive(rows.erase_turns([row], self.tables.clock()) + rows.erase_answers())

    async def forget_conversation(self, scope: Scope, conversation_id: UUID) -> dict[str, int]:
        """Erase a conversation with its turns and memories; rows by table. Raises `NotFound`."""
        rows = self.tables.of(scope)
        turns = list(rows.conversation(conversation_id).turns.values())
        gone = Counter(conversations=1) + rows.erase_answers()
        for memory in [row for row in rows.memories.values() if row.memory.conversation_id == conversation_id]:
            gone += rows.erase_memory(memory)
        gone += rows.erase_turns(turns, self.tables.clock())
        del rows.conversations[conversation_id]
        return positive(gone)

    async def forget_scope(self, scope: Scope) -> dict[str, int]:
        """Erase everything of one subject; rows by table."""
        return self.tables.erase_scope(scope)

    async def keep_receipt(self, user_id: UUID, receipt: ErasureReceipt) -> None:
        """Keep a receipt, which outlives what was erased."""
        self.tables.receipts[receipt.receipt_id] = (user_id, receipt)

    def _memory(self, rows: ScopeRows, memory_id: UUID) -> MemoryRow:
        row = rows.memories.get(memory_id)
        if row is None:
            raise NotFound("There is no such memory in this subject's memory.")
        return row


def _is_titled(title: str, query: str) -> bool:
    return query.lower() in title.lower() or word_similarity(query, title) >= TITLE_LIKENESS
