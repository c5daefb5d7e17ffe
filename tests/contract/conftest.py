"""The implementations of `toldonce.ports.Store` under test, and what the tests say to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from uuid_utils.compat import uuid7

from toldonce.adapters.inmemory import InMemoryStore, Tables
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.slots import split_slot
from toldonce.model import ConversationRequest, Memory, MemoryType, Scope, SearchFilters, TurnsAdded
from toldonce.ports import (
    ArmsQuery,
    Candidates,
    Chunk,
    ChunksMissing,
    MemoryCandidate,
    NewTurn,
    Stated,
    Statement,
    StatementWrite,
    Store,
)

DIMENSION = 4
SETTLEMENT = Reconciliation()
CANDIDATE_FIELDS = {one.name for one in dataclasses.fields(MemoryCandidate)}
START = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
TABLES = (
    "scopes",
    "conversations",
    "turns",
    "memories",
    "statements",
    "entity_mentions",
    "memory_changes",
    "memory_uses",
    "search_days",
    "postings",
    "embeddings",
    "jobs",
    "idempotency",
)


def unit(*numbers: float) -> np.ndarray[Any, np.dtype[np.float32]]:
    vector = np.array(numbers, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def chunk(text: str, vector: Sequence[float] | None = None, part: int = 0) -> Chunk:
    """A chunk whose terms are the plain words of a text."""
    terms: dict[str, int] = {}
    for word in text.lower().split():
        terms[word] = terms.get(word, 0) + 1
    return Chunk(part, 0, len(text), terms, None if vector is None else unit(*vector))


def turn(content: str, minutes: float = 0, vector: Sequence[float] | None = (1, 0, 0, 0), **fields: Any) -> NewTurn:
    """A turn said ``minutes`` after `START`."""
    values: dict[str, Any] = {"role": "user", "speaker": None, "metadata": {}, "chunks": [chunk(content, vector)]}
    return NewTurn(turn_id=uuid4(), content=content, said_at=START + timedelta(minutes=minutes), **{**values, **fields})


def statement(
    value: str,
    *,
    days: float = 0,
    minutes: float = 0,
    content: str | None = None,
    slot: str = "user.home",
    key: str | None = None,
    said_in: NewTurn | None = None,
    seq: int = 0,
    **fields: Any,
) -> Statement:
    """What was said ``days`` and ``minutes`` after `START` of a slot: that its value is this."""
    subject, attribute = split_slot(slot)
    own = {field: fields.pop(field) for field in list(fields) if field in CANDIDATE_FIELDS}
    said = {"type": "fact", "content": f"{slot} is {value}" if content is None else content, "confidence": 1.0}
    return Statement(
        statement_id=uuid7(),
        key=key or uuid4().hex,
        candidate=MemoryCandidate(
            subject=subject, attribute=attribute, value=value, value_key=value.lower(), **{**said, **own}
        ),
        said_at=START + timedelta(days=days, minutes=minutes),
        seq=seq,
        turn_id=said_in and said_in.turn_id,
        **{"origin": "user", "extractor": "contract", **fields},
    )


def fact(
    content: str,
    *,
    days: float = 0,
    vector: Sequence[float] | None = (1, 0, 0, 0),
    source_key: str | None = None,
    type: MemoryType = "fact",
    **fields: Any,
) -> Fact:
    """A memory told ``days`` after `START`, which stands for itself."""
    told = statement(
        content, days=days, content=content, slot=f"user.{type}", type=type, key=source_key, many=True, **fields
    )
    return Fact(told, [chunk(content, vector)])


@dataclass(frozen=True)
class Fact:
    """A statement with the chunks of the memory that it opens."""

    statement: Statement
    chunks: list[Chunk]

    @property
    def memory_id(self) -> UUID:
        return self.statement.statement_id


def chunks_of(*contents: str) -> dict[str, list[Chunk]]:
    """Chunks of words, which all mean the same."""
    return {content: [chunk(content, (1, 0, 0, 0))] for content in contents}


@dataclass
class Bench:
    """One implementation, with what no verb of a store lets a test do."""

    store: Store
    scope: Scope
    rows: Callable[[Scope], Awaitable[Mapping[str, int]]]
    alter: Callable[..., Awaitable[None]]

    async def conversation(self, title: str | None = None) -> UUID:
        made = await self.store.create_conversation(self.scope, uuid4(), ConversationRequest(title=title).title)
        return made.conversation_id

    async def said(self, *turns: NewTurn, conversation_id: UUID | None = None) -> TurnsAdded:
        return await self.store.add_turns(self.scope, conversation_id or await self.conversation(), turns)

    async def told(self, *facts: Fact) -> list[Memory]:
        """Tell memories; those that are there now, in the order given."""
        write = StatementWrite(statements=[one.statement for one in facts])
        chunks = {one.statement.candidate.content: one.chunks for one in facts}
        stated = await self.store.state(self.scope, write, SETTLEMENT, chunks)
        ids = [stated.memory_ids[one.statement.key] for one in facts]
        found = {one.memory_id: one for one in await self.store.memories_by_id(self.scope, ids)}
        return [found[one].model_copy(update={"up_to_seq": stated.up_to_seq}) for one in ids]

    async def stated(self, *statements: Statement, **write: Any) -> Stated:
        """Write statements, with whatever chunks that takes."""
        chunks: dict[str, list[Chunk]] = {}
        while True:
            try:
                return await self.store.state(
                    self.scope, StatementWrite(statements=statements, **write), SETTLEMENT, chunks
                )
            except ChunksMissing as missing:
                chunks |= chunks_of(*missing.contents)

    async def listed(self, status: str = "all", **wanted: Any) -> list[Memory]:
        """The memories of a list, the oldest first."""
        options = {"type": None, "since": None, "until": None, "q": None, "limit": 200, "cursor": None}
        page = await self.store.memories(self.scope, status=status, **{**options, **wanted})  # type: ignore[arg-type]
        return sorted(page.items, key=lambda memory: memory.seq)

    async def forget_memory(
        self, memory_id: UUID, *, erase_evidence: bool, chunks: Mapping[str, list[Chunk]] | None = None
    ) -> dict[str, int]:
        return await self.store.forget_memory(
            self.scope, memory_id, SETTLEMENT, chunks or {}, erase_evidence=erase_evidence
        )

    async def forget_turn(
        self, conversation_id: UUID, turn_id: UUID, chunks: Mapping[str, list[Chunk]] | None = None
    ) -> dict[str, int]:
        return await self.store.forget_turn(self.scope, conversation_id, turn_id, SETTLEMENT, chunks or {})

    async def forget_conversation(
        self, conversation_id: UUID, chunks: Mapping[str, list[Chunk]] | None = None
    ) -> dict[str, int]:
        return await self.store.forget_conversation(self.scope, conversation_id, SETTLEMENT, chunks or {})

    async def search(
        self,
        text: str = "",
        vector: Sequence[float] | None = None,
        *,
        depth: int = 50,
        scope: Scope | None = None,
        slots: Sequence[tuple[str, str]] = (),
        **filters: Any,
    ) -> Candidates:
        words = list(dict.fromkeys(text.lower().split()))
        query = ArmsQuery(
            vector=None if vector is None else unit(*vector),
            terms=words,
            words=words,
            filters=SearchFilters(**filters),
            depth=depth,
            slots=slots,
        )
        return await self.store.candidates(scope or self.scope, query)


def somebody(subject: str = "me") -> Scope:
    return Scope(user_id=uuid4(), subject=subject)


def _in_memory() -> Bench:
    tables = Tables()
    store = InMemoryStore(tables, embedding_model="contract")

    async def rows(scope: Scope) -> dict[str, int]:
        held = tables.scopes.get(scope.scope_id)
        return dict(held.erase_everything()) if held else {}

    async def alter(scope: Scope, memory_id: UUID, **fields: Any) -> None:
        row = tables.scopes[scope.scope_id].memories[memory_id]
        row.memory = row.memory.model_copy(update=fields)

    return Bench(store, somebody(), rows, alter)


@pytest.fixture(scope="module")
async def model_id(owner_url: str) -> int:
    return await ensure_model(owner_url, "contract", DIMENSION)


def _postgres(database: Database, model_id: int) -> Bench:
    async def rows(scope: Scope) -> dict[str, int]:
        async with database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            return {
                table: await connection.fetchval(
                    f"SELECT count(*) FROM {table} WHERE scope_id = $1 OR user_id = $2", scope.scope_id, scope.user_id
                )
                for table in TABLES
            }

    async def alter(scope: Scope, memory_id: UUID, **fields: Any) -> None:
        async with database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            for column, value in fields.items():
                await connection.execute(
                    f"UPDATE memories SET {column} = $1 WHERE scope_id = $2 AND memory_id = $3",
                    value,
                    scope.scope_id,
                    memory_id,
                )

    return Bench(PgStore(database, model_id, "contract", DIMENSION), somebody(), rows, alter)


@dataclass
class Kept(Bench):
    """PostgreSQL whose subjects are kept in the process from the first write on."""

    async def search(self, *args: Any, scope: Scope | None = None, **options: Any) -> Candidates:
        assert isinstance(self.store, PgStore)
        await self.store.search_index.hot.settled()
        if not self.store.search_index.hot.keeps(scope or self.scope):
            await self.store.search_index.hot.read(scope or self.scope)
        return await super().search(*args, scope=scope, **options)


@pytest.fixture(params=["inmemory", "postgres", "kept"])
def stores(request: pytest.FixtureRequest) -> Bench:
    if request.param == "inmemory":
        return _in_memory()
    bench = _postgres(request.getfixturevalue("database"), request.getfixturevalue("model_id"))
    return bench if request.param == "postgres" else Kept(**vars(bench))
