"""Upkeep of memories, the same in PostgreSQL and in dicts: what is used, what fades, what has expired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from uuid_utils.compat import uuid7

from tests.support.word_embedder import DIMENSION, WordEmbedder
from toldonce.adapters.inmemory import InMemoryJobs, InMemoryLifecycle, InMemoryStore, Tables
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.lifecycle import PgLifecycle
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.memory.lifecycle import FLOOR, cleanup_handler, consolidate_handler, decay_handler
from toldonce.memory.prepare import with_chunks
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.service import MemoryService
from toldonce.memory.slots import holds_many, value_key
from toldonce.model import Memory, Scope
from toldonce.ports import (
    ClaimedJob,
    Embedder,
    Extraction,
    Jobs,
    Lifecycle,
    MemoryCandidate,
    Statement,
    StatementWrite,
    Store,
)

NOW = datetime.now(UTC)
SETTLEMENT = Reconciliation()


class ReadsNothing:
    """Rules that find nothing."""

    name = "nothing"

    async def extract(self, turns: Any, before: Any) -> list[Extraction]:
        return [Extraction(turn.turn_id) for turn in turns]


@dataclass
class Bench:
    store: Store
    lifecycle: Lifecycle
    jobs: Jobs
    embedder: Embedder
    scope: Scope

    async def state(self, *statements: Statement, **write: Any) -> list[UUID]:
        stated = await with_chunks(
            self.embedder,
            lambda chunks: self.store.state(
                self.scope, StatementWrite(statements=statements, **write), SETTLEMENT, chunks
            ),
        )
        return [stated.memory_ids[one.key] for one in statements]

    async def run(self, handler: Any) -> Mapping[str, Any]:
        recorded: list[Mapping[str, Any]] = []

        async def record(progress: Mapping[str, Any]) -> None:
            recorded.append(progress)

        done: Mapping[str, Any] = await handler(ClaimedJob(self.scope, uuid7(), "upkeep", {}, None, 1, {}), record)
        return done

    async def current(self) -> list[Memory]:
        page = await self.store.memories(
            self.scope, type=None, status="current", since=None, until=None, q=None, limit=200, cursor=None
        )
        return sorted(page.items, key=lambda one: one.recorded_at)

    async def strengths(self) -> list[float]:
        uses = await self.lifecycle.uses(self.scope, after=None, limit=200)
        return [round(one.strength, 3) for one in uses]

    def service(self, scope: Scope) -> MemoryService:
        return MemoryService(
            self.store,
            self.jobs,
            self.embedder,
            scope=scope,
            secret="s" * 40,
            clock=lambda: NOW,
            rules=ReadsNothing(),
        )


@pytest.fixture(scope="module")
async def model_id(owner_url: str) -> int:
    return await ensure_model(owner_url, "lifecycle", DIMENSION)


@pytest.fixture(params=["inmemory", "postgres"])
def bench(request: pytest.FixtureRequest) -> Bench:
    scope, embedder = Scope(user_id=uuid4()), WordEmbedder()
    if request.param == "inmemory":
        tables = Tables()
        return Bench(InMemoryStore(tables), InMemoryLifecycle(tables), InMemoryJobs(tables), embedder, scope)
    database: Database = request.getfixturevalue("database")
    store = PgStore(database, request.getfixturevalue("model_id"), "lifecycle", DIMENSION)
    return Bench(store, PgLifecycle(database), PgJobs(database), embedder, scope)


def says(content: str, *, days: float = 0, attribute: str = "hobby", **fields: Any) -> Statement:
    """A statement said ``days`` before now."""
    own = {name: fields.pop(name) for name in list(fields) if name in Statement.__dataclass_fields__}
    values: dict[str, Any] = {
        "type": "fact", "subject": "user", "attribute": attribute, "value": content, "value_key": value_key(content),
        "content": content, "many": holds_many(attribute),
    }  # fmt: skip
    candidate = MemoryCandidate(**{**values, **fields})
    statement = Statement(
        statement_id=uuid7(),
        key=str(uuid4()),
        candidate=candidate,
        said_at=NOW - timedelta(days=days),
        seq=0,
        origin="user",
        extractor="told",
    )
    return replace(statement, **own)


# --- decay ------------------------------------------------------------------------------------------------------------


async def test_what_nobody_uses_fades_and_what_is_used_stays(bench: Bench) -> None:
    used, unused = await bench.state(says("The user plays chess."), says("The user plays go."))
    in_a_year = decay_handler(bench.lifecycle, lambda: datetime.now(UTC) + timedelta(days=365), half_life_days=365)
    assert await bench.run(in_a_year) == {"memories": 2, "changed": 2}
    assert await bench.strengths() == [0.6, 0.6]
    assert await bench.run(in_a_year) == {"memories": 2, "changed": 0}, "done twice is done once"
    await bench.store.mark_used(bench.scope, [("memory", used)], 3)
    by_id = {one.memory_id: one for one in await bench.lifecycle.uses(bench.scope, after=None, limit=9)}
    assert by_id[used].strength == 1.0
    assert by_id[used].last_used_at is not None
    assert by_id[unused].last_used_at is None
    await bench.run(decay_handler(bench.lifecycle, lambda: datetime.now(UTC), half_life_days=365))
    assert await bench.strengths() == [1.0, 1.0]


async def test_decay_only_touches_the_strength(bench: Bench) -> None:
    await bench.state(says("The user plays chess."))
    (before,) = await bench.current()
    await bench.run(decay_handler(bench.lifecycle, lambda: NOW + timedelta(days=9_999), half_life_days=1))
    assert await bench.strengths() == [FLOOR]
    assert await bench.current() == [before]


async def test_what_was_confirmed_does_not_fade(bench: Bench) -> None:
    (waiting,) = await bench.state(says("The user plays chess.", origin="document", quarantined=True))
    assert await bench.lifecycle.uses(bench.scope, after=None, limit=9) == []
    (statement,) = await bench.store.statements(bench.scope, memory_id=waiting)
    await bench.state(confirmed=[statement.statement_id], confirmed_at=NOW)
    await bench.run(decay_handler(bench.lifecycle, lambda: NOW + timedelta(days=999), half_life_days=1))
    assert await bench.strengths() == [1.0]


async def test_uses_come_in_pages_and_know_what_was_said_last(bench: Bench) -> None:
    first = says("The user plays chess.", days=9)
    await bench.state(first, *(says(f"The user plays {game}.") for game in ("go", "whist", "bridge")))
    await bench.state(says("The user plays chess.", days=2))
    page = await bench.lifecycle.uses(bench.scope, after=None, limit=3)
    rest = await bench.lifecycle.uses(bench.scope, after=page[-1].memory_id, limit=3)
    assert len({one.memory_id for one in (*page, *rest)}) == 4
    said = {one.last_said_at for one in (*page, *rest)}
    assert NOW - timedelta(days=2) in said
    assert NOW - timedelta(days=9) not in said
    assert await bench.lifecycle.uses(Scope(user_id=uuid4()), after=None, limit=3) == []


# --- cleanup ----------------------------------------------------------------------------------------------------------


async def test_what_has_expired_is_forgotten_with_a_receipt(bench: Bench) -> None:
    past, future = NOW - timedelta(minutes=1), NOW + timedelta(days=1)
    gone, _, _ = await bench.state(
        says("The code is 1234.", days=1, expires_at=past),
        says("The code was 99.", days=2, expires_at=future),
        says("The user plays chess.", days=1),
    )
    assert await bench.lifecycle.expired(bench.scope, NOW, 9) == [gone]
    cleanup = cleanup_handler(bench.lifecycle, bench.service, lambda: NOW)
    assert await bench.run(cleanup) == {"forgotten": 1, "jobs": 0}
    assert [one.content for one in await bench.current()] == ["The code was 99.", "The user plays chess."]
    assert not [one for one in await bench.store.statements(bench.scope) if "1234" in one.candidate.content]
    assert await bench.run(cleanup) == {"forgotten": 0, "jobs": 0}


async def test_background_work_that_ended_long_ago_is_dropped(bench: Bench) -> None:
    for kind, ends in (("extract", "done"), ("extract", "degraded"), ("import", "done"), ("decay", None)):
        await bench.jobs.enqueue(bench.scope, kind, {})
        if ends is not None:
            claimed = await bench.jobs.claim("w", [kind], 60.0)
            assert claimed is not None
            await bench.jobs.finish(claimed, "w", ends, {})  # type: ignore[arg-type]
    now = datetime.now(UTC)

    async def left() -> list[tuple[str, str]]:
        page = await bench.jobs.jobs(bench.scope, limit=9, cursor=None)
        return sorted((one.kind, one.status) for one in page.items)

    for days, dropped in ((0.5, 0), (2, 1), (31, 1)):
        cleanup = cleanup_handler(bench.lifecycle, bench.service, lambda days=days: now + timedelta(days=days))  # type: ignore[misc]
        assert (await bench.run(cleanup))["jobs"] == dropped
    assert await left() == [("decay", "queued"), ("import", "done")]


# --- consolidation ----------------------------------------------------------------------------------------------------


async def reads(job: ClaimedJob, record: Any) -> Mapping[str, Any]:
    return {"turns": 0, "degraded": False}


async def test_duplicates_become_one_that_was_said_twice(bench: Bench) -> None:
    kept, gone, other = await bench.state(
        says("The user plays the guitar on Sundays.", days=3),
        says("The user plays guitar on Sundays.", days=2),
        says("The user plays the piano on Sundays.", days=1),
    )
    consolidate = consolidate_handler(bench.store, bench.embedder, SETTLEMENT, reads)
    assert await bench.run(consolidate) == {"turns": 0, "degraded": False, "duplicates": 1}
    one, two = await bench.current()
    assert (one.memory_id, one.content, one.evidence_count) == (kept, "The user plays the guitar on Sundays.", 2)
    assert two.memory_id == other
    assert (await bench.store.memory(bench.scope, gone)).status == "superseded"
    assert (await bench.run(consolidate))["duplicates"] == 0
    (again,) = await bench.state(says("The user plays guitar on Sundays.", days=0))
    assert again != kept
    assert (await bench.run(consolidate))["duplicates"] == 1
    assert (await bench.current())[0].evidence_count == 3


async def test_what_differs_or_was_closed_meanwhile_is_left_alone(bench: Bench) -> None:
    await bench.state(
        says("The user plays the guitar with Nora.", days=3),
        says("The user plays the guitar with Clara.", days=2),
        says("The user has two cats.", days=1, attribute="pet"),
        says("The user has three cats.", attribute="pet"),
    )
    before = await bench.current()
    assert (await bench.run(consolidate_handler(bench.store, bench.embedder, SETTLEMENT, reads)))["duplicates"] == 0
    assert await bench.current() == before
