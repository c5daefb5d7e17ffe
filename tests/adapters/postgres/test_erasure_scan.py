"""The proof of an erasure: nothing is found after the real thing, and whatever is planted is."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import numpy as np
import pytest
from databases import database_url, quiet, run_sql
from redis_server import RedisServer, running_redis
from uuid_utils.compat import uuid7

from tests.support.erasures import SECRET, Bench, now
from tests.support.word_embedder import DIMENSION
from toldonce.accounts.service import AccountService
from toldonce.adapters.cache import RedisQueryVectors
from toldonce.adapters.erasure_proof import prove_erasures
from toldonce.adapters.postgres.accounts import PgAccounts
from toldonce.adapters.postgres.backup_file import BackupFailed
from toldonce.adapters.postgres.erasure_scan import list_receipts, read_receipt_file
from toldonce.adapters.postgres.erasures import write_receipts
from toldonce.adapters.postgres.idempotency import PgIdempotency
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.migrate import ensure_model, migrate
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.role import role_name, url_of
from toldonce.adapters.postgres.store import PgStore
from toldonce.adapters.redis_scan import RedisScan
from toldonce.errors import StoreUnavailable
from toldonce.model import MemoryRequest, Scope

KEY = b"k" * 32
PASSWORD = "correct horse battery staple"
SENTENCE = 'the "Blaue Reiter" hangs in Zürich'


@pytest.fixture
async def bench(owner_url: str, database: Database) -> AsyncIterator[Bench]:
    model_id = await ensure_model(owner_url, "scan", DIMENSION)
    store = PgStore(database, model_id, "scan", DIMENSION)
    accounts = AccountService(
        PgAccounts(database),
        secret=SECRET,
        access_minutes=5,
        refresh_days=5,
        clock=now,
        keep_receipt=store.keep_receipt,
    )
    account = await accounts.register(f"{uuid4().hex}@example.org", PASSWORD)
    scope = Scope(user_id=account.user_id)
    yield Bench(owner_url, store, PgJobs(database), PgIdempotency(database), accounts, scope)
    accounts.close()
    connection = await asyncpg.connect(owner_url)
    tables = "turns, conversations, memories, statements, entity_mentions, memory_changes, postings, embeddings"
    await connection.execute(f"TRUNCATE {tables}, jobs, idempotency, scopes, erasures, users CASCADE")
    await connection.close()


# --- nothing is found after the real thing ----------------------------------------------------------------------------


async def test_a_forgotten_memory_leaves_nothing(bench: Bench) -> None:
    _, turn_ids = await bench.said("the code of shed is swan4711", "the code of barn is wren0815", f"And {SENTENCE}.")
    ids = await bench.memory_ids()
    assert (await bench.prove(text="swan4711")).text
    receipt = await bench.memory.forget_memory(ids["It: swan4711"])
    report = await bench.prove(text="swan4711")
    assert report.is_clean
    assert {one.receipt.target for one in report.erasures} == {f"memory:{ids['It: swan4711']}", f"turn:{turn_ids[0]}"}
    assert all(one.signed and one.kept for one in report.erasures)
    assert report.tables >= 15
    assert receipt.receipt_id in {one.receipt_id for one in await list_receipts(bench.url)}
    assert (await bench.memory_ids()).keys() == {"It: wren0815"}


async def test_a_forgotten_turn_and_conversation_leave_nothing(bench: Bench) -> None:
    conversation_id, turn_ids = await bench.said("the code of shed is swan4711", "the code of barn is wren0815")
    await bench.said("the code of shed is swan4711 again, the code of attic is 77")
    await bench.memory.forget_turn(conversation_id, turn_ids[0])
    assert (await bench.prove()).is_clean
    assert (await bench.prove(text="the code of shed is swan4711.")).is_clean
    await bench.memory.forget_conversation(conversation_id)
    report = await bench.prove(text="wren0815")
    assert report.is_clean
    assert len(report.erasures) == 2
    assert (await bench.memory_ids()).keys() == {"It: swan4711", "It: 77"}


async def test_superseding_and_corrected_memories_leave_nothing(bench: Bench) -> None:
    await bench.said("the code of shed is swan4711", "the code of shed is swan4712", "the code of shed is swan4713")
    ids = await bench.memory_ids()
    await bench.memory.forget_memory(ids["It: swan4712"])
    assert (await bench.prove(text="swan4712")).is_clean
    assert [memory.content for memory in (await bench.memory.memories(limit=9)).items] == ["It: swan4713"]
    await bench.memory.forget_memory(ids["It: swan4713"])
    assert (await bench.prove(text="swan4713")).is_clean
    assert not (await bench.memory.memories(limit=9)).items, "what had been superseded is not current again"


async def test_webhooks_keep_only_that_a_memory_is_gone(bench: Bench) -> None:
    await bench.plant(
        "INSERT INTO webhooks (webhook_id, user_id, job_scope, url, events, secret)"
        " VALUES ($1, $2, $1, 'https://example.com', '{memory.created,memory.superseded,memory.forgotten}', 's')",
        uuid7(),
        bench.scope.user_id,
    )
    await bench.said("the code of shed is swan4711", "the code of shed is swan4712")
    ids = await bench.memory_ids()
    receipt = await bench.memory.forget_memory(ids["It: swan4711"])
    assert receipt.counts["webhook_deliveries"] == 1
    assert (await bench.prove(text="swan4711")).is_clean
    await bench.memory.forget_all()
    assert (await bench.prove()).is_clean


async def test_evidence_may_be_kept(bench: Bench) -> None:
    await bench.said("the code of shed is swan4711")
    receipt = await bench.memory.forget_memory((await bench.memory_ids())["It: swan4711"], evidence="keep")
    report = await bench.prove(text="swan4711")
    assert not await bench.places(receipt)
    assert {one.place for one in report.text or ()} == {"turns.content", "postings.term"}
    assert not report.is_clean


async def test_a_forgotten_subject_leaves_nothing_and_may_begin_again(bench: Bench) -> None:
    await bench.said("the code of shed is swan4711")
    await bench.memory.add_memories([MemoryRequest(content="The well is deep.", metadata={"note": SENTENCE})])
    assert (await bench.prove(text=SENTENCE.upper())).text
    await bench.memory.forget_all()
    assert (await bench.prove(text="swan4711")).is_clean
    await bench.said("the code of barn is wren0815")
    assert (await bench.prove(text=SENTENCE)).is_clean
    assert (await bench.prove(text="wren0815")).text


async def test_an_erased_account_leaves_nothing(bench: Bench) -> None:
    await bench.said("the code of shed is swan4711")
    pupil = Scope(user_id=bench.scope.user_id, subject="pupil")
    await bench.of(pupil).add_memories([MemoryRequest(content="The well is deep.")])
    await bench.accounts.create_key(bench.scope.user_id, "key")
    await bench.accounts.erase(bench.scope.user_id, PASSWORD)
    report = await bench.prove(text="swan4711")
    assert report.is_clean
    assert [one.receipt.target for one in report.erasures] == [f"account:{bench.scope.user_id}"]


async def test_the_answer_of_the_request_that_erased_is_not_taken_for_a_remnant(bench: Bench) -> None:
    await bench.said("the code of shed is swan4711")
    memory_id = (await bench.memory_ids())["It: swan4711"]
    receipt = await bench.memory.forget_memory(memory_id)
    for key, body in (("own", receipt.model_dump_json()), ("other", f'{{"memory_id": "{memory_id}"}}')):
        assert await bench.places(receipt) == set()
        await bench.idempotency.begin(bench.scope, key, b"h", 60.0)
        await bench.idempotency.finish(bench.scope, key, 200, body.encode(), {})
    assert await bench.places(receipt) == {"idempotency.body"}


async def test_a_role_that_rows_are_hidden_from_proves_nothing(bench: Bench, service_url: str) -> None:
    await bench.said("the code of shed is swan4711")
    for scan in (
        prove_erasures(service_url, None, None, "swan4711", secrets=(SECRET,), progress=quiet),
        list_receipts(service_url),
    ):
        with pytest.raises(BackupFailed, match="owner"):
            await scan


async def test_an_ordinary_owner_sees_every_row(embedded_url: str) -> None:
    name = f"p_{uuid4().hex[:8]}"
    await run_sql(embedded_url, f"CREATE ROLE {name} LOGIN CREATEROLE", f"CREATE DATABASE {name} OWNER {name}")
    admin = database_url(embedded_url, name)
    owner = url_of(admin, name, "p@ss/word")
    try:
        await run_sql(
            admin, "CREATE EXTENSION vector", "CREATE EXTENSION pg_trgm", f"ALTER SCHEMA public OWNER TO {name}"
        )
        await migrate(owner, progress=quiet)
        await run_sql(
            admin,
            "INSERT INTO jobs (scope_id, job_id, user_id, subject, kind) SELECT u, u, u, 'the code is swan4711', 'x'"
            " FROM gen_random_uuid() AS u",
        )
        report = await prove_erasures(owner, None, None, "swan4711", secrets=(SECRET,), progress=quiet)
        assert [one.place for one in report.text or ()] == ["jobs.subject"]
    finally:
        await run_sql(
            embedded_url, f"DROP DATABASE {name} WITH (FORCE)", f'DROP ROLE "{role_name(name)}"', f"DROP ROLE {name}"
        )


# --- whatever is planted is found -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "statement"),
    [
        ("jobs.payload", "INSERT INTO jobs (scope_id, job_id, user_id, subject, kind, payload)"
         " VALUES ($2, gen_random_uuid(), $3, 'me', 'x', jsonb_build_object('deep', jsonb_build_array($1::text)))"),
        ("jobs.upload", "INSERT INTO jobs (scope_id, job_id, user_id, subject, kind, upload)"
         " VALUES ($2, gen_random_uuid(), $3, 'me', 'import', convert_to('{\"id\": \"' || $1::text || '\"}', 'UTF8'))"),
        ("memories.source_turn_ids", "UPDATE memories SET source_turn_ids = ARRAY[$1::uuid]"
         " WHERE scope_id = $2 AND user_id = $3"),
        ("memories.superseded_by", "UPDATE memories SET superseded_by = $1 WHERE scope_id = $2 AND user_id = $3"),
        ("statements.replaces", "UPDATE statements SET replaces = $1 WHERE scope_id = $2 AND user_id = $3"),
        ("memory_changes.before", "UPDATE memory_changes SET before = jsonb_build_object('superseded_by', $1::text)"
         " WHERE scope_id = $2 AND user_id = $3 AND action = 'added'"),
    ],
)  # fmt: skip
async def test_an_id_is_found_wherever_it_stands(bench: Bench, place: str, statement: str) -> None:
    conversation_id, turn_ids = await bench.said("the code of shed is swan4711")
    await bench.said("the code of barn is wren0815")
    receipt = await bench.memory.forget_turn(conversation_id, turn_ids[0])
    assert await bench.places(receipt) == set()
    await bench.plant(statement, str(turn_ids[0]) if "::text" in statement else turn_ids[0], *own(bench))
    assert await bench.places(receipt) == {place}


def own(bench: Bench) -> tuple[UUID, UUID]:
    return bench.scope.scope_id, bench.scope.user_id


@pytest.mark.parametrize(
    ("what", "statement"),
    [
        ("Words and vectors", "INSERT INTO postings VALUES ($1, $2, 'shed', 999, 0, 1, 1)"),
        ("Words and vectors", "UPDATE embeddings SET seq = 999 WHERE scope_id = $1 AND user_id = $2 AND seq = 1"),
        ("Statements", "UPDATE statements SET turn_id = gen_random_uuid() WHERE scope_id = $1 AND user_id = $2"),
        ("Names", "UPDATE entity_mentions SET turn_id = gen_random_uuid() WHERE scope_id = $1 AND user_id = $2"),
        (
            "What the log",
            "UPDATE memory_changes SET memory_id = gen_random_uuid() WHERE scope_id = $1 AND user_id = $2",
        ),
    ],
)
async def test_what_belongs_to_nothing_is_found(bench: Bench, what: str, statement: str) -> None:
    await bench.said("the code of shed is swan4711")
    assert (await bench.prove()).is_clean
    await bench.plant(statement, *own(bench))
    (orphans,) = (await bench.prove()).orphans
    assert orphans.place.startswith(what)
    assert orphans.rows >= 1


async def test_rows_of_a_subject_or_account_that_is_gone_are_found(bench: Bench) -> None:
    await bench.said("the code of shed is swan4711")
    subject = await bench.memory.forget_all()
    row = "INSERT INTO jobs (scope_id, job_id, user_id, subject, kind, created_at) VALUES ($1, $2, $3, 'me', 'x', $4)"
    await bench.plant(row, bench.scope.scope_id, uuid7(), bench.scope.user_id, now() - timedelta(days=1))
    assert await bench.places(subject) == {"jobs"}
    await bench.said("the code of barn is wren0815")
    assert await bench.places(subject) == {"jobs"}, "a subject that began again does not hide it"
    account = await bench.accounts.erase(bench.scope.user_id, PASSWORD)
    assert await bench.places(account) == set()
    await bench.plant(row, bench.scope.scope_id, uuid7(), bench.scope.user_id, now())
    assert await bench.places(account) == {"jobs"}


@pytest.mark.parametrize("spelling", [SENTENCE, SENTENCE.upper(), SENTENCE.title()])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE conversations SET title = $1 || '!' WHERE scope_id = $2",
        "UPDATE turns SET metadata = jsonb_build_object('x', 'so: ' || $1) WHERE scope_id = $2",
        "UPDATE turns SET cues = ARRAY[$1::text] WHERE scope_id = $2",
        "UPDATE jobs SET upload = convert_to('\\ ' || $1, 'UTF8') WHERE scope_id = $2",
        "UPDATE jobs SET upload = convert_to(to_json($1::text)::text, 'UTF8') WHERE scope_id = $2",
    ],
)
async def test_a_sentence_is_found_in_every_kind_of_column(bench: Bench, statement: str, spelling: str) -> None:
    await bench.said("the code of shed is swan4711")
    await bench.jobs.enqueue(bench.scope, "x", {})
    assert (await bench.prove(text=SENTENCE)).text == []
    await bench.plant(statement, spelling, bench.scope.scope_id)
    found = (await bench.prove(text=SENTENCE)).text
    table, column = re.findall(r"UPDATE (\w+) SET (\w+)", statement)[0]
    assert [one.place for one in found or ()] == [f"{table}.{column}"]


async def test_a_receipt_that_was_changed_is_not_ours(bench: Bench) -> None:
    await bench.said("the code of shed is swan4711")
    receipt = await bench.memory.forget_all()
    forged = receipt.model_copy(update={"counts": {**receipt.counts, "turns": 7}})
    report = await bench.prove(forged)
    assert not report.is_clean
    assert not report.erasures[0].signed
    assert report.erasures[0].kept


async def test_receipts_are_read_from_files(bench: Bench, tmp_path: Path) -> None:
    await bench.said("the code of shed is swan4711")
    receipt = await bench.memory.forget_all()
    one, many, wrong = tmp_path / "one.json", tmp_path / "many.jsonl", tmp_path / "wrong"
    one.write_text(receipt.model_dump_json(indent=2))
    await write_receipts(bench.url, many)
    for file in (one, many):
        (read,) = read_receipt_file(file)
        assert (read.receipt_id, read.signature) == (receipt.receipt_id, receipt.signature)
        assert (await bench.prove(read)).is_clean
    for content in ("", "hello", "[1]", '{"receipt_id": 1}'):
        wrong.write_text(content)
        if content:
            with pytest.raises(BackupFailed, match="not a receipt"):
                read_receipt_file(wrong)
    with pytest.raises(BackupFailed, match="cannot be read"):
        read_receipt_file(tmp_path / "none")
    unknown = receipt.model_copy(update={"target": "planet:earth"})
    with pytest.raises(BackupFailed, match="planet:earth"):
        await bench.prove(unknown)


# --- Redis ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


async def test_vectors_of_queries_from_before_an_erasure_are_found(bench: Bench, redis_server: RedisServer) -> None:
    vectors = RedisQueryVectors(redis_server.url, key=KEY, ttl=60, seconds=2.0)
    scan = RedisScan(redis_server.url, key=KEY, ttl=60)
    vector = np.eye(1, 8, dtype=np.float32)[0]
    await vectors.put(bench.scope.user_id, "m", "where is the shed?", vector)
    await bench.said("the code of shed is swan4711")
    receipt = await bench.memory.forget_all()
    report = await bench.prove(receipt, redis=scan)
    assert [one.place for one in report.erasures[0].left] == ["Redis: vectors of queries"]
    await vectors.purge(bench.scope.user_id)
    assert (await bench.prove(receipt, redis=scan)).is_clean
    await vectors.put(bench.scope.user_id, "m", "something new", vector)
    assert (await bench.prove(receipt, redis=scan)).is_clean, "asked after the erasure"
    account = await bench.accounts.erase(bench.scope.user_id, PASSWORD)
    assert not (await bench.prove(account, redis=scan)).is_clean, "of an account nothing may be there at all"
    await vectors.purge(bench.scope.user_id)
    assert (await bench.prove(account, redis=scan)).is_clean
    await scan.close()
    await vectors.close()


async def test_a_sentence_is_found_in_any_value_of_redis(bench: Bench, redis_server: RedisServer) -> None:
    scan = RedisScan(redis_server.url, key=KEY, ttl=60)
    plant: Any = scan._redis
    for write in (
        plant.set("a", f"x{SENTENCE.upper()}x"),
        plant.hset("b", "f", SENTENCE),
        plant.hset("c", SENTENCE, "v"),
        plant.rpush("d", SENTENCE),
        plant.sadd("e", SENTENCE),
        plant.zadd("f", {SENTENCE: 1}),
        plant.set(SENTENCE, "g"),
        plant.set("clean", "nothing"),
    ):
        await write
    report = await bench.prove(text=SENTENCE, redis=scan)
    places = [one.place for one in report.text or ()]
    assert places == [f"Redis: {name}" for name in sorted(["a", "b", "c", "d", "e", "f", SENTENCE])]
    assert not report.is_clean
    await plant.flushdb()
    assert (await bench.prove(text=SENTENCE, redis=scan)).is_clean
    await scan.close()


async def test_without_redis_nothing_is_proved(bench: Bench) -> None:
    scan = RedisScan("redis://127.0.0.1:1/0", key=KEY, ttl=60)
    with pytest.raises(StoreUnavailable, match="nothing is proved"):
        await bench.prove(redis=scan)
    await scan.close()
