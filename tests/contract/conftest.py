"""The implementations of `toldonce.ports.Store` under test, and what the tests say to them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest

from toldonce.adapters.inmemory import InMemoryStore, Tables
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.model import ConversationRequest, Memory, MemoryRequest, Scope, SearchFilters, TurnsAdded
from toldonce.ports import ArmsQuery, Candidates, Chunk, NewMemory, NewTurn, Store

DIMENSION = 4
START = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
TABLES = ("scopes", "conversations", "turns", "memories", "postings", "embeddings", "jobs", "idempotency")


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


def fact(
    content: str,
    *,
    days: float = 0,
    vector: Sequence[float] | None = (1, 0, 0, 0),
    source_key: str | None = None,
    **fields: Any,
) -> NewMemory:
    """A memory recorded ``days`` after `START`."""
    return NewMemory(
        memory_id=uuid4(),
        request=MemoryRequest(content=content, **fields),
        recorded_at=START + timedelta(days=days),
        chunks=[chunk(content, vector)],
        source_key=source_key,
    )


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

    async def told(self, *memories: NewMemory) -> list[Memory]:
        return await self.store.add_memories(self.scope, memories)

    async def search(
        self,
        text: str = "",
        vector: Sequence[float] | None = None,
        *,
        depth: int = 50,
        scope: Scope | None = None,
        **filters: Any,
    ) -> Candidates:
        words = list(dict.fromkeys(text.lower().split()))
        query = ArmsQuery(
            vector=None if vector is None else unit(*vector),
            terms=words,
            words=words,
            filters=SearchFilters(**filters),
            depth=depth,
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


@pytest.fixture(params=["inmemory", "postgres"])
def stores(request: pytest.FixtureRequest) -> Bench:
    if request.param == "inmemory":
        return _in_memory()
    return _postgres(request.getfixturevalue("database"), request.getfixturevalue("model_id"))
