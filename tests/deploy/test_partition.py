"""deploy/partition.sql on real rows: only where they lie changes, and one subject's work stays in its partition."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from databases import quiet

from tests.support.word_embedder import DIMENSION, WordEmbedder
from toldonce.adapters.postgres.backup import make_backup
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.migrate import ensure_model, migrate
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.service import MemoryService
from toldonce.model import ConversationRequest, MemoryRequest, Scope, TurnRequest

SCRIPT = Path(__file__).parents[2] / "deploy" / "partition.sql"
TABLES = (
    "conversations",
    "turns",
    "memories",
    "statements",
    "entity_mentions",
    "memory_changes",
    "postings",
    "embeddings",
)
PARTITIONS = 4
SCHEMA = """
SELECT c.relname,
       array(SELECT indexrelid::regclass::text || ' ' || replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
             FROM pg_index WHERE indrelid = c.oid ORDER BY 1) AS indexes,
       array(SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
             WHERE conrelid = c.oid AND conparentid = 0 ORDER BY 1) AS constraints,
       array(SELECT policyname || ' ' || cmd || ' ' || roles::text || ' ' || qual FROM pg_policies
             WHERE tablename = c.relname ORDER BY 1) AS policies,
       array(SELECT attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attstorage::text || attnotnull::text
             FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY 1) AS columns,
       array(SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal) AS triggers,
       array(SELECT a.privilege_type || ' ' || a.grantee::regrole FROM aclexplode(c.relacl) a ORDER BY 1) AS grants,
       c.relrowsecurity, c.relforcerowsecurity
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1::text[]) ORDER BY 1
"""


def service_of(database: Database, model_id: int, scope: Scope) -> MemoryService:
    return MemoryService(
        PgStore(database, model_id, "words/1", DIMENSION),
        PgJobs(database),
        WordEmbedder(),
        scope=scope,
        secret="a secret that is long enough for signing",
        clock=lambda: datetime.now(UTC),
        rules=RuleExtractor(),
    )


async def contents(owner: asyncpg.Connection[Any]) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of them all."""
    found = {}
    for table in TABLES:
        rows = sorted(row[0] for row in await owner.fetch(f"SELECT t::text FROM {table} t"))
        found[table] = len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


async def live(service: MemoryService, number: int) -> UUID:
    """What a subject does."""
    made = await service.create_conversation(ConversationRequest(title="a talk"))
    said = [TurnRequest(role="user", content=f"The parcel {number} lies in room {room}") for room in range(4)]
    added = await service.add_turns(made.conversation_id, said)
    await service.add_memories([MemoryRequest(content=f"I live in Town{number}")])
    await service.add_memories([MemoryRequest(content=f"I live in Village{number}")])
    found = await service.search("parcel room")
    assert len([hit for hit in found.hits if hit.kind == "turn"]) == len(said)
    return added.turns[0].turn_id


@pytest.fixture(scope="module")
async def owner(owner_url: str) -> AsyncIterator[asyncpg.Connection[Any]]:
    connection = await asyncpg.connect(owner_url)
    yield connection
    await connection.close()


async def test_nothing_changes_but_where_rows_lie(
    owner: asyncpg.Connection[Any], owner_url: str, database: Database, tmp_path: Path
) -> None:
    model_id = await ensure_model(owner_url, "words/1", DIMENSION)
    scopes = [Scope(user_id=uuid4()) for _ in range(8)]
    for number, scope in enumerate(scopes):
        await live(service_of(database, model_id, scope), number)
    rows, schema = await contents(owner), await owner.fetch(SCHEMA, TABLES)
    assert all(count for table, (count, _) in rows.items() if table != "entity_mentions")

    await owner.execute(f"SET toldonce.partitions = {PARTITIONS}")
    await owner.execute(SCRIPT.read_text(encoding="utf-8"))

    assert await contents(owner) == rows
    for before, after in zip(schema, await owner.fetch(SCHEMA, TABLES), strict=True):
        assert dict(before) == dict(after)
    spread = await owner.fetch("SELECT tableoid, count(DISTINCT scope_id) FROM turns GROUP BY 1")
    assert len(spread) > 1

    # What is partitioned already is left alone, and the service finds nothing to do.
    await owner.execute(SCRIPT.read_text(encoding="utf-8"))
    assert await contents(owner) == rows
    told: list[str] = []
    service_url = await migrate(owner_url, progress=told.append)
    assert told == []

    # The service may not pass by row-level security: no row without a name, no way into a partition.
    stranger = await asyncpg.connect(service_url)
    assert await stranger.fetchval("SELECT count(*) FROM turns") == 0
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await stranger.fetchval("SELECT count(*) FROM toldonce_partitions.turns_0")
    await stranger.close()

    assert await ensure_model(owner_url, "words/2", DIMENSION) != model_id
    manifest = await make_backup(owner_url, tmp_path / "whole.backup", progress=quiet)
    assert {table.name: table.rows for table in manifest.tables if table.name in TABLES} == {
        table: count for table, (count, _) in rows.items()
    }


async def test_one_subject_touches_one_partition(
    owner: asyncpg.Connection[Any], owner_url: str, service_url: str
) -> None:
    if await owner.fetchval("SELECT relkind <> 'p' FROM pg_class WHERE oid = 'turns'::regclass"):
        pytest.skip("the tables are partitioned by the test before")
    model_id = await ensure_model(owner_url, "words/1", DIMENSION)
    database = await Database.open(service_url, pool_size=2)
    service = service_of(database, model_id, Scope(user_id=uuid4()))
    await owner.fetch("SELECT pg_stat_reset()")
    turn_id = await live(service, 77)
    listed = await service.conversations()
    await service.turns(listed.items[0].conversation_id)
    memory = (await service.memories()).items[0]
    for read in (service.profile, service.entities, service.changes, service.stats):
        await read()
    await service.context("Where is the parcel?")
    await service.memory_history(memory.memory_id)
    await service.forget_turn(listed.items[0].conversation_id, turn_id)
    await service.forget_memory(memory.memory_id)
    await service.forget_all()
    await database.close(5.0)
    touched = await owner.fetch(
        "SELECT i.inhparent::regclass::text AS name, count(*) AS partitions"
        " FROM pg_stat_all_tables s JOIN pg_inherits i ON i.inhrelid = s.relid"
        " WHERE s.schemaname = 'toldonce_partitions' AND s.seq_scan + coalesce(s.idx_scan, 0) > 0 GROUP BY 1"
    )
    assert {row["name"]: row["partitions"] for row in touched} == dict.fromkeys(TABLES, 1)
