"""Conversations and their turns in dicts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from toldonce.adapters.inmemory.jobs import new_job
from toldonce.adapters.inmemory.paging import after_number, cursor_behind, page_of
from toldonce.adapters.inmemory.rows import ConversationRow, TurnRow
from toldonce.adapters.inmemory.store.base import StoreTables
from toldonce.adapters.inmemory.tables import ScopeRows
from toldonce.adapters.inmemory.trigrams import word_similarity
from toldonce.model import Conversation, ConversationChange, Page, Scope, Turn, TurnReference, TurnsAdded
from toldonce.ports import EXTRACT_JOB, NewTurn

SITTING_PAUSE = timedelta(minutes=60)
TITLE_LIKENESS = 0.6


class ConversationStore(StoreTables):
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
        """A new conversation, or the one that is there under a known ``source_key``."""
        rows = self.tables.written(scope)
        for row in rows.conversations.values():
            if source_key is not None and row.source_key == source_key:
                return rows.up_to_now(row.conversation)
        if conversation_id in rows.conversations:
            return rows.up_to_now(rows.conversations[conversation_id].conversation)
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
        return rows.up_to_now(conversation)

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
        rows = self.tables.of(scope)
        row = rows.conversation(conversation_id)
        changes = change.model_dump(exclude_none=True) | {"updated_at": self.tables.clock()}
        row.conversation = row.conversation.model_copy(update=changes)
        return rows.up_to_now(row.conversation)

    async def search_titles(self, scope: Scope, query: str, *, limit: int) -> list[UUID]:
        """Conversations whose title holds the query or words much like it, the newest first."""
        titled = [
            row.conversation
            for row in self.tables.of(scope).conversations.values()
            if row.conversation.title is not None and _is_titled(row.conversation.title, query)
        ]
        titled.sort(key=lambda one: (one.created_at, one.conversation_id), reverse=True)
        return [one.conversation_id for one in titled[:limit]]

    async def add_turns(self, scope: Scope, conversation_id: UUID, turns: Sequence[NewTurn]) -> TurnsAdded:
        """Store turns and their index rows; known ``source_key``s name what is there. Raises `NotFound`."""
        rows = self.tables.of(scope)
        conversation = rows.conversation(conversation_id)
        known = {row.source_key: row.turn for row in rows.turns.values() if row.source_key is not None}
        answer: list[TurnReference] = []
        before = rows.last_seq
        for new in turns:
            turn = known.get(new.source_key) if new.source_key is not None else None
            if turn is None:
                turn = self._add_turn(rows, conversation, new)
                if new.source_key is not None:
                    known[new.source_key] = turn
            answer.append(TurnReference(turn_id=turn.turn_id, turn_number=turn.turn_number, seq=turn.seq))
        if rows.last_seq > before:
            self._enqueue_reading(rows)
        return TurnsAdded(turns=answer, up_to_seq=rows.last_seq)

    def _enqueue_reading(self, rows: ScopeRows) -> None:
        """See to it that a job reads what was written, unless one waits already."""
        if any(row.job.kind == EXTRACT_JOB and row.job.status == "queued" for row in rows.jobs.values()):
            return
        row = new_job(rows.scope, EXTRACT_JOB, {}, None, self.tables.clock())
        rows.jobs[row.job.job_id] = row

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

    async def turns_by_tail(self, scope: Scope, tails: Sequence[str], limit: int) -> list[Turn]:
        """Turns whose metadata holds one of these as ``toldonce.tail``, the newest first."""
        rows = sorted(self.tables.of(scope).turns.values(), key=lambda row: row.turn.seq, reverse=True)
        return [row.turn for row in rows if _tail_of(row.turn) in tails][:limit]

    async def turns_said_later(
        self, scope: Scope, *, after: datetime, up_to: int, terms: Sequence[str], each: int
    ) -> list[Turn]:
        """What the user said after a time, of the turns up to number ``up_to``: of each of the ``terms`` the newest
        turns in which it occurs."""
        rows = self.tables.of(scope)
        named: set[int] = set()
        for term in terms:
            seqs = {seq for seq, _ in rows.postings.get(term, ()) if seq <= up_to}
            named.update(sorted(seqs, reverse=True)[:each])
        said = [row.turn for row in rows.turns.values() if row.turn.seq in named and row.turn.role == "user"]
        return sorted((one for one in said if one.at > after), key=lambda one: one.seq)


def _is_titled(title: str, query: str) -> bool:
    return query.lower() in title.lower() or word_similarity(query, title) >= TITLE_LIKENESS


def _tail_of(turn: Turn) -> object:
    marks = turn.metadata.get("toldonce")
    return marks.get("tail") if isinstance(marks, dict) else None
