"""The rows of a scope and of everything, and how they are put in and taken out together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import cast
from uuid import UUID

from pydantic import JsonValue

from toldonce.adapters.inmemory.rows import (
    AccountRow,
    AnswerRow,
    ChangeRow,
    ConversationRow,
    DeliveryRow,
    Happening,
    JobRow,
    KeyRow,
    MemoryRow,
    MentionRow,
    RefreshTokenRow,
    SessionRow,
    StatementRow,
    TurnRow,
    WebhookRow,
)
from toldonce.errors import NotFound
from toldonce.model import Conversation, ErasureReceipt, Scope, Turn, WebhookEvent
from toldonce.ports import Chunk, Clock, SearchDay


def utc_now() -> datetime:
    """The time of this machine, aware UTC."""
    return datetime.now(UTC)


@dataclass
class ScopeRows:
    """Everything of one subject, with its search index: chunks by the seq of their turn or memory."""

    scope: Scope
    tell: Callable[[Happening], None] = lambda _: None
    is_written: bool = False
    last_seq: int = 0
    read_seq: int = 0
    conversations: dict[UUID, ConversationRow] = field(default_factory=dict)
    turns: dict[UUID, TurnRow] = field(default_factory=dict)
    memories: dict[UUID, MemoryRow] = field(default_factory=dict)
    statements: dict[UUID, StatementRow] = field(default_factory=dict)
    mentions: dict[tuple[UUID, UUID, str], MentionRow] = field(default_factory=dict)
    changes: list[ChangeRow] = field(default_factory=list)
    uses: set[tuple[UUID, UUID]] = field(default_factory=set)
    searches: dict[date, SearchDay] = field(default_factory=dict)
    jobs: dict[UUID, JobRow] = field(default_factory=dict)
    answers: dict[str, AnswerRow] = field(default_factory=dict)
    items: dict[int, TurnRow | MemoryRow] = field(default_factory=dict)
    chunks: dict[int, tuple[Chunk, ...]] = field(default_factory=dict)
    postings: defaultdict[str, dict[tuple[int, int], int]] = field(default_factory=lambda: defaultdict(dict))
    lengths: dict[tuple[int, int], int] = field(default_factory=dict)
    term_count: int = 0

    def next_seq(self) -> int:
        """The number of the next write; never given twice."""
        self.last_seq += 1
        return self.last_seq

    def log(self, change: ChangeRow) -> None:
        """Write down what happened to a memory, and tell those who listen."""
        self.changes.append(change)
        event = _event_of(change)
        if event is not None:
            self.tell(Happening(self.scope, event, memory_id=change.memory_id))

    def conversation(self, conversation_id: UUID) -> ConversationRow:
        """Raises `NotFound`."""
        row = self.conversations.get(conversation_id)
        if row is None:
            raise NotFound("There is no such conversation in this subject's memory.")
        return row

    def index(self, seq: int, item: TurnRow | MemoryRow, chunks: Sequence[Chunk]) -> None:
        """Make an item findable by its chunks; one without terms and vector does not count."""
        self.items[seq] = item
        self.chunks[seq] = tuple(chunk for chunk in chunks if chunk.terms or chunk.vector is not None)
        for chunk in self.chunks[seq]:
            place = (seq, chunk.part)
            self.lengths[place] = sum(chunk.terms.values())
            self.term_count += self.lengths[place]
            for term, count in chunk.terms.items():
                self.postings[term][place] = count

    def unindex(self, seq: int) -> Counter[str]:
        """Take an item out of the search index; the rows that went, by table."""
        gone: Counter[str] = Counter()
        del self.items[seq]
        for chunk in self.chunks.pop(seq):
            place = (seq, chunk.part)
            self.term_count -= self.lengths.pop(place)
            for term in chunk.terms:
                del self.postings[term][place]
                if not self.postings[term]:
                    del self.postings[term]
            gone["postings"] += len(chunk.terms)
            gone["embeddings"] += chunk.vector is not None
        return gone

    def erase_turns(self, turns: Sequence[TurnRow], now: datetime) -> Counter[str]:
        """Erase turns with their index rows and mentions; their numbers are never used again."""
        erased = {row.turn.turn_id for row in turns}
        gone = Counter(turns=len(turns))
        for row in turns:
            gone += self.unindex(row.turn.seq)
            del self.turns[row.turn.turn_id]
            del self.conversations[row.turn.conversation_id].turns[row.turn.turn_number]
        for row in turns:
            self.conversations[row.turn.conversation_id].untitle(row.turn.content)
        for conversation_id in {row.turn.conversation_id for row in turns}:
            self.conversations[conversation_id].recount(now)
        return gone + self._erase_mentions(erased) + self._erase_uses(lambda _, turn_id: turn_id in erased)

    def erase_statements(self, statement_ids: Sequence[UUID]) -> Counter[str]:
        """Erase statements with the mentions that they hold."""
        for statement_id in statement_ids:
            del self.statements[statement_id]
        return Counter(statements=len(statement_ids)) + self._erase_mentions(set(statement_ids))

    def _erase_mentions(self, sources: Collection[UUID]) -> Counter[str]:
        places = [place for place, mention in self.mentions.items() if mention.source_id in sources]
        for place in places:
            del self.mentions[place]
        return Counter(entity_mentions=len(places))

    def up_to_now(self, conversation: Conversation) -> Conversation:
        """A conversation with the number of the scope's last write."""
        return conversation.model_copy(update={"up_to_seq": self.last_seq})

    def quoting(self, gone: Collection[UUID]) -> list[TurnRow]:
        """The replies that say that they repeat one of these memories or turns."""
        ids = {str(one) for one in gone}
        return [row for row in self.turns.values() if not ids.isdisjoint(_quotes(row.turn))]

    def unname_quoted(self, gone: Collection[UUID]) -> None:
        """Take what is gone out of what replies say they quote."""
        ids = {str(one) for one in gone}
        for row in self.quoting(gone):
            marks = {**cast(dict[str, JsonValue], row.turn.metadata["toldonce"])}
            marks["quotes"] = [one for one in _quotes(row.turn) if one not in ids]
            row.turn = row.turn.model_copy(update={"metadata": {**row.turn.metadata, "toldonce": marks}})

    def _erase_uses(self, is_gone: Callable[[UUID, UUID], bool]) -> Counter[str]:
        gone = {(memory_id, turn_id) for memory_id, turn_id in self.uses if is_gone(memory_id, turn_id)}
        self.uses -= gone
        return Counter(memory_uses=len(gone))

    def erase_from_changes(self, turn_ids: Collection[UUID], memory_ids: Collection[UUID]) -> None:
        """Take erased turns and memories out of what the log keeps of other memories as they were."""
        turns, memories = {str(one) for one in turn_ids}, {str(one) for one in memory_ids}
        for change in self.changes:
            if change.before is None:
                continue
            sources = change.before.get("source_turn_ids")
            if isinstance(sources, list):
                change.before["source_turn_ids"] = [one for one in sources if one not in turns]
            for name in ("superseded_by", "supersedes"):
                if change.before.get(name) in memories:
                    change.before[name] = None

    def unname_replaced(self, gone: Collection[UUID]) -> None:
        """Take erased memories out of what corrects them under another slot."""
        for said in self.statements.values():
            if said.statement.replaces in gone:
                said.statement = replace(said.statement, replaces=None)
        for row in self.memories.values():
            if row.memory.supersedes in gone:
                row.memory = row.memory.model_copy(update={"supersedes": None})

    def erase_memory(self, row: MemoryRow) -> Counter[str]:
        """Erase one memory, its index rows and its changes."""
        memory_id = row.memory.memory_id
        del self.memories[memory_id]
        kept = [change for change in self.changes if change.memory_id != memory_id]
        gone = self.unindex(row.memory.seq) + Counter(memories=1, memory_changes=len(self.changes) - len(kept))
        self.changes = kept
        return gone + self._erase_uses(lambda used, _: used == memory_id)

    def erase_kept_uploads(self) -> Counter[str]:
        """Erase failed imports that nobody repeats by himself: what they hold may quote what was erased."""
        dead = [job_id for job_id, row in self.jobs.items() if row.job.status == "dead" and row.upload is not None]
        for job_id in dead:
            del self.jobs[job_id]
        return Counter(jobs=len(dead))

    def erase_answers(self) -> Counter[str]:
        """Erase stored answers to repeated writes, which may quote what was erased."""
        gone = Counter(idempotency=len(self.answers))
        self.answers.clear()
        return gone

    def erase_everything(self) -> Counter[str]:
        """The rows of this subject by table, all of which are gone when its entry in `Tables.scopes` is dropped."""
        gone = Counter(
            scopes=int(self.is_written),
            conversations=len(self.conversations),
            turns=len(self.turns),
            memories=len(self.memories),
            statements=len(self.statements),
            entity_mentions=len(self.mentions),
            memory_changes=len(self.changes),
            memory_uses=len(self.uses),
            search_days=len(self.searches),
            jobs=len(self.jobs),
            idempotency=len(self.answers),
        )
        for chunks in self.chunks.values():
            gone["postings"] += sum(len(chunk.terms) for chunk in chunks)
            gone["embeddings"] += sum(chunk.vector is not None for chunk in chunks)
        return gone


@dataclass
class Tables:
    """All rows of one in-memory installation. ``clock`` stands for the database's own time."""

    clock: Clock = utc_now
    scopes: dict[UUID, ScopeRows] = field(default_factory=dict)
    accounts: dict[UUID, AccountRow] = field(default_factory=dict)
    sessions: dict[UUID, SessionRow] = field(default_factory=dict)
    refresh_tokens: dict[bytes, RefreshTokenRow] = field(default_factory=dict)
    keys: dict[UUID, KeyRow] = field(default_factory=dict)
    receipts: dict[UUID, tuple[UUID, ErasureReceipt]] = field(default_factory=dict)
    served: dict[UUID, int] = field(default_factory=dict)
    webhooks: dict[UUID, WebhookRow] = field(default_factory=dict)
    deliveries: dict[UUID, DeliveryRow] = field(default_factory=dict)
    listeners: list[Callable[[Happening], None]] = field(default_factory=list)

    def tell(self, happening: Happening) -> None:
        """Let those who listen hear of it."""
        for listener in self.listeners:
            listener(happening)

    def drop_deliveries(self, doomed: Callable[[DeliveryRow], bool]) -> int:
        """Drop deliveries; how many."""
        gone = [delivery_id for delivery_id, row in self.deliveries.items() if doomed(row)]
        for delivery_id in gone:
            del self.deliveries[delivery_id]
        return len(gone)

    def of(self, scope: Scope) -> ScopeRows:
        """The rows of a scope for reading; a scope that nobody has written to is empty."""
        return self.scopes.get(scope.scope_id) or ScopeRows(scope)

    def begun(self, scope: Scope) -> ScopeRows:
        """The rows of a scope for adding to; the first use makes its entry."""
        return self.scopes.setdefault(scope.scope_id, ScopeRows(scope, self.tell))

    def written(self, scope: Scope) -> ScopeRows:
        """The rows of a scope that a conversation or memory is added to: from then on it counts as a scope."""
        rows = self.begun(scope)
        rows.is_written = True
        return rows

    def erase_scope(self, scope: Scope) -> dict[str, int]:
        """Erase everything of one subject; rows by table, without tables that had none."""
        rows = self.scopes.pop(scope.scope_id, None)
        if rows is not None and rows.is_written:
            self.tell(Happening(scope, "memory.forgotten"))
        return positive(rows.erase_everything()) if rows else {}


def _event_of(change: ChangeRow) -> WebhookEvent | None:
    if change.action == "forgotten":
        return "memory.forgotten"
    if change.before is None:
        return "memory.created"
    overtaken = change.after == "superseded" and change.before.get("status") == "current"
    return "memory.superseded" if overtaken else None


def positive(counts: Counter[str]) -> dict[str, int]:
    """Counts without those that are zero."""
    return {table: count for table, count in counts.items() if count}


def _quotes(turn: Turn) -> list[str]:
    """The ids of what a reply without a language model repeats."""
    marks = turn.metadata.get("toldonce")
    if turn.speaker != "toldonce" or not isinstance(marks, dict) or not isinstance(marks.get("quotes"), list):
        return []
    return [one for one in cast(list[JsonValue], marks["quotes"]) if isinstance(one, str)]
