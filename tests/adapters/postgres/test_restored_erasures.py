"""A backup that is put back does not bring back what was forgotten since: no memory, no turn, no statement."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from databases import database_url, quiet, run_sql

from tests.support.erasures import SECRET, Bench, now
from tests.support.word_embedder import DIMENSION, WordEmbedder
from toldonce.accounts.service import AccountService
from toldonce.adapters.postgres.accounts import PgAccounts
from toldonce.adapters.postgres.backup import make_backup
from toldonce.adapters.postgres.erasures import Resettling, read_receipts, write_receipts
from toldonce.adapters.postgres.idempotency import PgIdempotency
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.migrate import ensure_model, migrate
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.restore import restore_backup
from toldonce.adapters.postgres.role import role_name
from toldonce.adapters.postgres.store import PgStore
from toldonce.memory.prepare import prepare_contents
from toldonce.memory.reconcile import Reconciliation
from toldonce.model import Scope
from toldonce.ports import Chunk

MODEL = WordEmbedder.model_name
Serve = Callable[[str, Scope], Awaitable[Bench]]
Empty = Callable[[], Awaitable[str]]


@pytest.fixture
async def empty(embedded_url: str) -> AsyncIterator[Empty]:
    made: list[str] = []

    async def make() -> str:
        made.append(f"e_{uuid4().hex[:12]}")
        await run_sql(embedded_url, f"CREATE DATABASE {made[-1]}")
        return database_url(embedded_url, made[-1])

    yield make
    for name in made:
        await run_sql(embedded_url, f"DROP DATABASE {name} WITH (FORCE)", f'DROP ROLE IF EXISTS "{role_name(name)}"')


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Serves a database, for one subject."""
    async with AsyncExitStack() as resources:

        async def start(url: str, scope: Scope) -> Bench:
            database = await Database.open(await migrate(url, progress=quiet), pool_size=4)
            resources.push_async_callback(database.close, 5.0)
            store = PgStore(database, await ensure_model(url, MODEL, DIMENSION), MODEL, DIMENSION)
            accounts = AccountService(PgAccounts(database), secret=SECRET, access_minutes=5, refresh_days=5, clock=now)
            resources.callback(accounts.close)
            return Bench(url, store, PgJobs(database), PgIdempotency(database), accounts, scope)

        yield start


async def put_back(empty: Empty, file: Path, receipts: Path) -> str:
    """The URL of another database that a backup was restored into, with what was erased since."""

    async def chunks_of(contents: Sequence[str]) -> tuple[str, Mapping[str, Sequence[Chunk]]]:
        return MODEL, await prepare_contents(WordEmbedder(), contents)

    url = await empty()
    await restore_backup(
        url,
        file,
        replace=False,
        receipts=read_receipts(receipts),
        resettling=Resettling(Reconciliation(), chunks_of),
        progress=quiet,
    )
    return url


async def keep(bench: Bench, folder: Path) -> Path:
    await make_backup(bench.url, folder / "backup", progress=quiet)
    return folder / "backup"


async def contents(bench: Bench) -> set[str]:
    page = await bench.memory.memories(limit=99)
    return {memory.content for memory in page.items}


async def turn_ids(bench: Bench, conversation_id: UUID) -> list[UUID]:
    page = await bench.memory.turns(conversation_id, limit=99)
    return [turn.turn_id for turn in page.items]


async def test_a_memory_that_the_backup_had_not_read_yet_is_not_read_again(
    empty: Empty, serve: Serve, tmp_path: Path
) -> None:
    bench = await serve(await empty(), Scope(user_id=uuid4()))
    conversation_id, (gone, stays) = await bench.said(
        "the code of shed is swan4711", "the code of barn is wren0815", read=False
    )
    file, receipts = await keep(bench, tmp_path), tmp_path / "receipts"
    await bench.read()
    await bench.memory.forget_memory((await bench.memory_ids())["It: swan4711"])
    await write_receipts(bench.url, receipts)

    again = await serve(await put_back(empty, file, receipts), bench.scope)
    assert await turn_ids(again, conversation_id) == [stays]
    await again.read()
    assert await contents(again) == {"It: wren0815"}
    report = await again.prove(text="swan4711")
    assert report.is_clean, report
    assert f"turn:{gone}" in {one.receipt.target for one in report.erasures}


async def test_a_memory_with_its_statements_and_evidence_is_gone(empty: Empty, serve: Serve, tmp_path: Path) -> None:
    bench = await serve(await empty(), Scope(user_id=uuid4()))
    await bench.said("the code of shed is swan4711", "the code of shed is swan4712", "the code of barn is wren0815")
    file, receipts = await keep(bench, tmp_path), tmp_path / "receipts"
    await bench.memory.forget_memory((await bench.memory_ids())["It: swan4712"])
    await write_receipts(bench.url, receipts)

    again = await serve(await put_back(empty, file, receipts), bench.scope)
    assert await contents(again) == {"It: wren0815"}, "what had been superseded is not current again"
    assert {one.candidate.value for one in await again.store.statements(again.scope)} == {"swan4711", "wren0815", ""}
    assert (await again.prove(text="swan4712")).is_clean


async def test_a_turn_goes_and_a_memory_with_other_evidence_stays(empty: Empty, serve: Serve, tmp_path: Path) -> None:
    bench = await serve(await empty(), Scope(user_id=uuid4()))
    conversation_id, (first, second) = await bench.said(
        "the code of shed is swan4711", "yes, the code of shed is swan4711!"
    )
    file, receipts = await keep(bench, tmp_path), tmp_path / "receipts"
    await bench.memory.forget_turn(conversation_id, first)
    await write_receipts(bench.url, receipts)

    again = await serve(await put_back(empty, file, receipts), bench.scope)
    (memory,) = (await again.memory.memories(limit=9)).items
    assert (memory.content, memory.source_turn_ids, memory.evidence_count) == ("It: swan4711", [second], 1)
    assert [one.turn_id for one in await again.store.statements(again.scope)] == [second]
    assert (await again.prove()).is_clean


async def test_a_conversation_and_a_subject_are_gone(empty: Empty, serve: Serve, tmp_path: Path) -> None:
    bench = await serve(await empty(), Scope(user_id=uuid4()))
    other = Scope(user_id=bench.scope.user_id, subject="other")
    gone, _ = await bench.said("the code of shed is swan4711")
    await bench.said("the code of barn is wren0815")
    file, receipts = await keep(bench, tmp_path), tmp_path / "receipts"
    await bench.memory.forget_conversation(gone)
    await write_receipts(bench.url, receipts)
    url = await put_back(empty, file, receipts)
    again = await serve(url, bench.scope)
    assert await contents(again) == {"It: wren0815"}
    assert (await again.prove(text="swan4711")).is_clean
    assert await contents(await serve(url, other)) == set()

    await bench.memory.forget_all()
    await write_receipts(bench.url, receipts)
    again = await serve(await put_back(empty, file, receipts), bench.scope)
    assert await contents(again) == set()
    assert (await again.prove(text="wren0815")).is_clean
