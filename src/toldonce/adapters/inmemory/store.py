"""Conversations, turns and memories with their search index, in dicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from heapq import nlargest
from typing import Literal
from uuid import UUID

from toldonce.adapters.cursors import decode_cursor, encode_cursor
from toldonce.adapters.entities import entity_page
from toldonce.adapters.erasing import plan_erasure
from toldonce.adapters.inmemory import activity, statements
from toldonce.adapters.inmemory.arms import NEWEST_TURNS, filters_passed, find_candidates
from toldonce.adapters.inmemory.entities import entities_known, entity_detail
from toldonce.adapters.inmemory.jobs import new_job
from toldonce.adapters.inmemory.known import history, memories_known, memory_known, with_predecessor
from toldonce.adapters.inmemory.paging import after_number, cursor_behind, page_of
from toldonce.adapters.inmemory.statements import InMemoryLedger
from toldonce.adapters.inmemory.tables import ChangeRow, ConversationRow, ScopeRows, Tables, TurnRow, positive
from toldonce.adapters.inmemory.trigrams import word_similarity
from toldonce.adapters.inmemory.views import change_of, item_of
from toldonce.adapters.planning import NO_MEMORY, plan_write
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
    TurnReference,
    TurnsAdded,
)
from toldonce.ports import (
    EXTRACT_JOB,
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

SITTING_PAUSE = timedelta(minutes=60)
TITLE_LIKENESS = 0.6
NO_ID = UUID(int=0)


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

    # --- statements ---

    async def pending(self, scope: Scope, *, limit: int, before: int) -> Pending | None:
        """Turns to be read next; None when all are read."""
        return statements.pending(self.tables.of(scope), limit=limit, before=before)

    async def read_again(self, scope: Scope, first_seq: int, last_seq: int, *, before: int) -> list[Pending]:
        """The turns from one number to another, by conversation."""
        return statements.read_again(self.tables.of(scope), first_seq, last_seq, before=before)

    async def state(
        self, scope: Scope, write: StatementWrite, settlement: Settlement, chunks: Mapping[str, Sequence[Chunk]]
    ) -> Stated:
        """Write statements and settle their slots. Raises `PreconditionFailed`, `NotFound` and `ChunksMissing`."""
        rows, now = self.tables.of(scope), self.tables.clock()
        if write.read is not None and rows.read_seq != write.read[0]:
            return Stated({}, [], [], [], rows.last_seq)
        plan = await plan_write(InMemoryLedger(rows), write, settlement, last_seq=rows.last_seq, now=now)
        if write.dry_run:
            return plan.stated
        plan.require_chunks(chunks)
        rows = self.tables.written(scope)
        statements.carry_out(rows, plan, chunks, now)
        if write.read is not None:
            rows.read_seq = write.read[1]
        return plan.stated

    async def statements(
        self, scope: Scope, *, memory_id: UUID | None = None, slots: Sequence[SlotKey] | None = None
    ) -> list[Statement]:
        """Those behind one memory, of some slots, or all, in the order in which they were said."""
        rows = self.tables.of(scope)
        everything = [row.statement for row in rows.statements.values()]
        found = statements.of_slots(rows, slots) if slots is not None else statements.as_said(everything)
        return [one for one in found if memory_id is None or one.memory_id == memory_id]

    async def toggles_since(self, scope: Scope, seq: int) -> list[UUID]:
        """The statements that were in force after ``seq`` and are not now, or the other way round."""
        return statements.toggles_since(self.tables.of(scope), seq)

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
        rows, now = self.tables.of(scope), self.tables.clock()
        timeless = known_at is None and known_at_seq is None

        def wanted(memory: Memory, holds: bool) -> bool:
            if as_of is not None:
                right = holds and status in ("all", "current")
            elif status == "current" and not timeless:
                right = holds
            else:
                right = status in ("all", memory.status)
            return (
                right
                and (type is None or memory.type == type)
                and (since is None or memory.recorded_at >= since)
                and (until is None or memory.recorded_at <= until)
                and (q is None or q.lower() in memory.content.lower())
            )

        found = memories_known(rows, now, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq)
        page = page_of(
            (memory for memory, holds in found if wanted(memory, holds)),
            limit,
            cursor,
            newest=lambda memory: (memory.created_at, memory.memory_id),
            up_to_seq=rows.last_seq,
        )
        items = [
            with_predecessor(rows, memory, now, known_at=known_at, known_at_seq=known_at_seq) for memory in page.items
        ]
        return page.model_copy(update={"items": items})

    async def memory(self, scope: Scope, memory_id: UUID) -> Memory:
        """Raises `NotFound`."""
        rows = self.tables.of(scope)
        found = await self.memories_by_id(scope, [memory_id])
        if not found:
            raise NotFound(NO_MEMORY)
        return found[0].model_copy(update={"up_to_seq": rows.last_seq})

    async def memories_by_id(self, scope: Scope, ids: Sequence[UUID]) -> list[Memory]:
        """In the order of ``ids``; what is gone is left out."""
        rows, now = self.tables.of(scope), self.tables.clock()
        return [with_predecessor(rows, rows.memories[one].memory, now) for one in ids if one in rows.memories]

    async def history(self, scope: Scope, memory_id: UUID) -> list[Memory]:
        """The memories that took each other's place, the oldest first. Raises `NotFound`."""
        rows, now = self.tables.of(scope), self.tables.clock()
        if memory_id not in rows.memories:
            raise NotFound(NO_MEMORY)
        return [with_predecessor(rows, memory, now) for memory in history(rows, memory_id)]

    async def profile(
        self, scope: Scope, *, as_of: datetime | None, known_at: datetime | None, known_at_seq: int | None, limit: int
    ) -> tuple[list[Memory], int]:
        """What is (or was) believed to be true, the newest first, and how many memories are quarantined."""
        rows, now = self.tables.of(scope), self.tables.clock()
        found = list(memories_known(rows, now, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq))
        believed = sorted(
            (memory for memory, holds in found if holds), key=lambda one: (one.recorded_at, one.seq), reverse=True
        )[:limit]
        quarantined = sum(memory.status == "quarantined" for memory, _ in found)
        return [
            with_predecessor(rows, memory, now, known_at=known_at, known_at_seq=known_at_seq) for memory in believed
        ], quarantined

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
        rows = self.tables.of(scope)
        found = entities_known(rows, known_at, known_at_seq)
        return entity_page(found.called(q), limit, cursor, rows.last_seq)

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
        return entity_detail(
            self.tables.of(scope),
            entity_id,
            self.tables.clock(),
            as_of=as_of,
            known_at=known_at,
            known_at_seq=known_at_seq,
        )

    async def changes(
        self, scope: Scope, *, from_seq: int, to_seq: int | None, limit: int, cursor: str | None
    ) -> Page[Change]:
        """What happened to memories after ``from_seq`` up to ``to_seq``, the oldest first."""
        rows = self.tables.of(scope)
        after = decode_cursor(cursor, int, UUID) if cursor is not None else (from_seq, NO_ID)
        found = sorted((row for row in rows.changes if row.seq > from_seq), key=lambda row: (row.seq, row.memory_id))
        listed = [
            row
            for row in found
            if (to_seq is None or row.seq <= to_seq) and (cursor is None or (row.seq, row.memory_id) > after)
        ]
        shown = listed[:limit]
        by_id = {one.memory_id: one for one in await self.memories_by_id(scope, [row.memory_id for row in shown])}
        return Page[Change](
            items=[change_of(row, by_id.get(row.memory_id)) for row in shown],
            next_cursor=encode_cursor([shown[-1].seq, shown[-1].memory_id]) if len(listed) > limit else None,
            up_to_seq=rows.last_seq,
        )

    async def passes(
        self, scope: Scope, filters: SearchFilters, kind: HitKind, item_id: UUID
    ) -> Mapping[str, bool] | None:
        """For each filter that is set (and ``status``) whether the item passes it; None when it is not there."""
        rows = self.tables.of(scope)
        row = rows.turns.get(item_id) if kind == "turn" else rows.memories.get(item_id)
        return None if row is None else filters_passed(rows, row, filters, self.tables.clock())

    # --- search ---

    async def speakers(self, scope: Scope) -> frozenset[str]:
        """Who spoke the newest turns."""
        newest = nlargest(NEWEST_TURNS, self.tables.of(scope).turns.values(), key=lambda row: row.turn.seq)
        return frozenset(row.turn.speaker for row in newest if row.turn.speaker is not None)

    async def candidates(self, scope: Scope, query: ArmsQuery) -> Candidates:
        """What the arms find, with the neighbours of what they found."""
        return find_candidates(self.tables.of(scope), query, self.tables.clock())

    async def items(
        self,
        scope: Scope,
        keys: Sequence[tuple[HitKind, UUID]],
        *,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
    ) -> list[Item]:
        """In the order of ``keys``; what is gone is left out. Memories are as they were known then."""
        rows, now = self.tables.of(scope), self.tables.clock()
        found: list[Item] = []
        for kind, item_id in keys:
            if kind == "turn" and item_id in rows.turns:
                found.append(item_of(rows.turns[item_id]))
            elif kind == "memory" and item_id in rows.memories:
                then = memory_known(rows, rows.memories[item_id], now, known_at=known_at, known_at_seq=known_at_seq)
                if then is not None:
                    memory = with_predecessor(rows, then[0], now, known_at=known_at, known_at_seq=known_at_seq)
                    found.append(item_of(memory))
        return found

    async def mark_used(
        self, scope: Scope, keys: Sequence[tuple[HitKind, UUID]], turn_number: int, *, turn_id: UUID | None = None
    ) -> None:
        """Note the turn that these were used in; what is gone is left out."""
        rows = self.tables.of(scope)
        for kind, item_id in keys:
            if kind == "turn" and item_id in rows.turns:
                rows.turns[item_id].last_used_turn = turn_number
            elif kind == "memory" and item_id in rows.memories:
                row = rows.memories[item_id]
                row.memory = row.memory.model_copy(update={"last_used_turn": turn_number})
                row.last_used_at, row.strength = self.tables.clock(), 1.0
                if turn_id in rows.turns:
                    rows.uses.add((item_id, turn_id))

    async def uses(self, scope: Scope, memory_id: UUID, *, limit: int, cursor: str | None) -> Page[Turn]:
        """The turns in whose prompt a memory was placed, the newest first."""
        return activity.uses(self.tables.of(scope), memory_id, limit, cursor)

    async def add_searches(self, scope: Scope, day: date, counted: SearchDay) -> None:
        """Count searches of a day (UTC)."""
        activity.add_searches(self.tables.of(scope), day, counted)

    async def activity(self, scope: Scope, *, first: date | None, last: date | None) -> Activity:
        """The days (UTC) from ``first`` to ``last`` on which anything happened."""
        return activity.activity(self.tables.of(scope), first, last)

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

    async def forget_memory(
        self,
        scope: Scope,
        memory_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
        *,
        erase_evidence: bool,
    ) -> dict[str, int]:
        """Erase a memory and, if asked, the turns it came from; rows by table. Raises `NotFound`, `ChunksMissing`."""
        rows = self.tables.of(scope)
        row = rows.memories.get(memory_id)
        if row is None:
            raise NotFound(NO_MEMORY)
        doomed = [one.statement for one in rows.statements.values() if one.statement.memory_id == memory_id]
        turns: list[TurnRow] = []
        detached: list[Statement] = []
        if erase_evidence:
            turn_ids = {*row.memory.source_turn_ids, *(one.turn_id for one in doomed if one.turn_id is not None)}
            turns = [rows.turns[turn_id] for turn_id in turn_ids if turn_id in rows.turns]
            beside = [one.statement for one in rows.statements.values() if one.statement.turn_id in turn_ids]
            doomed += [one for one in beside if one.memory_id is None]
            detached = [one for one in beside if one.memory_id not in (None, memory_id)]
        return await self._erase(
            rows, settlement, chunks, turns, doomed, detached, memory_ids=[memory_id], keep_keys=not erase_evidence
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
        rows = self.tables.of(scope)
        row = rows.turns.get(turn_id)
        if row is None or row.turn.conversation_id != conversation_id:
            raise NotFound("There is no such turn in this conversation.")
        doomed = [one.statement for one in rows.statements.values() if one.statement.turn_id == turn_id]
        return await self._erase(rows, settlement, chunks, [row], doomed)

    async def forget_conversation(
        self,
        scope: Scope,
        conversation_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
    ) -> dict[str, int]:
        """Erase a conversation with what only it spoke for; rows by table. Raises `NotFound`, `ChunksMissing`."""
        rows = self.tables.of(scope)
        turns = list(rows.conversation(conversation_id).turns.values())
        doomed = [one.statement for one in rows.statements.values() if one.statement.conversation_id == conversation_id]
        gone = await self._erase(rows, settlement, chunks, turns, doomed)
        del rows.conversations[conversation_id]
        return {"conversations": 1, **gone}

    async def _erase(
        self,
        rows: ScopeRows,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
        turns: Sequence[TurnRow],
        doomed: Sequence[Statement],
        detached: Sequence[Statement] = (),
        *,
        memory_ids: Sequence[UUID] = (),
        keep_keys: bool = False,
    ) -> dict[str, int]:
        now = self.tables.clock()
        plan = await plan_erasure(
            InMemoryLedger(rows),
            settlement,
            doomed=doomed,
            detached=detached,
            memory_ids=memory_ids,
            keep_keys=keep_keys,
            last_seq=rows.last_seq,
            now=now,
        )
        plan.require_chunks(chunks)
        gone = rows.erase_answers() + rows.erase_kept_uploads() + Counter(statements=len(plan.erased))
        for statement_id in plan.erased:
            del rows.statements[statement_id]
        for memory_id in plan.gone:
            gone += rows.erase_memory(rows.memories[memory_id])
        gone += rows.erase_turns(turns, now)
        statements.carry_out(rows, plan, chunks, now)
        rows.erase_from_changes({row.turn.turn_id for row in turns}, set(plan.gone))
        for one in plan.gone:
            rows.log(ChangeRow(plan.last_seq, one, "forgotten", now, None, None))
        return positive(gone)

    async def forget_scope(self, scope: Scope) -> dict[str, int]:
        """Erase everything of one subject; rows by table."""
        return self.tables.erase_scope(scope)

    async def keep_receipt(self, user_id: UUID, receipt: ErasureReceipt) -> None:
        """Keep a receipt, which outlives what was erased."""
        self.tables.receipts[receipt.receipt_id] = (user_id, receipt)


def _is_titled(title: str, query: str) -> bool:
    return query.lower() in title.lower() or word_similarity(query, title) >= TITLE_LIKENESS


def _tail_of(turn: Turn) -> object:
    marks = turn.metadata.get("toldonce")
    return marks.get("tail") if isinstance(marks, dict) else None
