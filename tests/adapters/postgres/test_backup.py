"""The restore drill: what comes back is what was there, less what was erased since; a refusal changes nothing."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from databases import database_url, quiet, run_sql

from toldonce import bootstrap
from toldonce.adapters.embedding_model import ensure_model
from toldonce.adapters.postgres import backup_file
from toldonce.adapters.postgres.backup import make_backup
from toldonce.adapters.postgres.backup_file import BackupFailed
from toldonce.adapters.postgres.erasures import Resettling, read_receipts, write_receipts
from toldonce.adapters.postgres.inspection import inspect_database
from toldonce.adapters.postgres.migrate import DatabaseUnfit, migrate, read_migrations
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.restore import Restored, apply_receipts, restore_backup
from toldonce.adapters.postgres.role import role_name, url_of
from toldonce.adapters.postgres.tables import made_by
from toldonce.bootstrap import LiveRuntime
from toldonce.memory.reconcile import Reconciliation
from toldonce.model import ConversationRequest, MemoryRequest, Scope, TurnRequest
from toldonce.ports import Chunk
from toldonce.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "correct horse battery staple"
SECRET = "a-key-for-tests-only-Zq3vT8mWn2Lr5YxK"
QUERIES = ("Where does Nora live?", "What is the code of the shed?", "boathouse", "Which tea does she like?")


async def no_chunks(contents: Sequence[str]) -> tuple[str, Mapping[str, Sequence[Chunk]]]:
    raise AssertionError(f"nothing here has to find other words: {contents}")


RESETTLING = Resettling(Reconciliation(), no_chunks)


@dataclass(frozen=True)
class Told:
    """What the drill wrote: whom it belongs to, and what is erased after the backup."""

    ana: Scope
    pupil: Scope
    ben: Scope
    kept: UUID
    gone: UUID
    turn: UUID
    memory: UUID


@asynccontextmanager
async def running(url: str, folder: Path) -> AsyncIterator[LiveRuntime]:
    models = folder / "models"
    if not models.exists():
        ensure_model(ROOT / "data" / "models", progress=quiet)
        models.symlink_to(ROOT / "data" / "models")
    settings = Settings(
        _env_file=None,
        database_url=url,
        data_dir=folder,
        jwt_secret_key=SECRET,
        connection_pool_size=4,
        WORKER_IN_PROCESS=False,
    )
    runtime = await bootstrap.open_runtime(settings, progress=quiet)
    try:
        yield runtime
    finally:
        await runtime.close()


async def tell(runtime: LiveRuntime) -> Told:
    people = [await runtime.accounts.register(f"{uuid4().hex}@example.org", PASSWORD) for _ in range(2)]
    ana, ben = (Scope(user_id=one.user_id) for one in people)
    pupil = Scope(user_id=ana.user_id, subject="pupil é")
    memory = runtime.memory(ana)
    kept = (await memory.create_conversation(ConversationRequest(title="Kept"))).conversation_id
    gone = (await memory.create_conversation(ConversationRequest(title="Gone"))).conversation_id
    written = await memory.add_turns(
        kept,
        [
            TurnRequest(role="user", content="Nora lives in Porto, by the river.\twith a tab, a \\ and\na line."),
            TurnRequest(role="user", content="The code of the shed is 4711."),
            TurnRequest(role="user", content="She likes smoky tea.", metadata={"π": [1, None, "\u2028"]}),
        ],
    )
    await memory.add_turns(gone, [TurnRequest(role="user", content="The boathouse key hangs behind the blue door.")])
    (told, _) = await memory.add_memories(
        [MemoryRequest(content=one) for one in ("Nora is allergic to hazelnuts.", "Nora has a sister.")]
    )
    for scope in (pupil, ben):
        other = runtime.memory(scope)
        conversation = await other.create_conversation(ConversationRequest(title="Other"))
        await other.add_turns(
            conversation.conversation_id, [TurnRequest(role="user", content=f"I am {scope.subject}.")]
        )
    return Told(ana, pupil, ben, kept, gone, written.turns[1].turn_id, told.memory_id)


async def counts(url: str) -> dict[str, int]:
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute("SELECT set_config('toldonce.purpose', 'backup', true)")
            names = made_by(read_migrations(), "TABLE")
            return {name: await connection.fetchval(f"SELECT count(*) FROM {name}") for name in names}
    finally:
        await connection.close()


async def found(runtime: LiveRuntime, scope: Scope) -> list[Any]:
    """What the searches of the drill find, without the time that they took."""
    results = [await runtime.memory(scope).search(query) for query in QUERIES]
    return [(one.hits, one.answerable, one.confidence, one.up_to_seq) for one in results]


@pytest.fixture(scope="module")
async def empty(embedded_url: str) -> AsyncIterator[Any]:
    """Makes empty databases; gives their superuser's URL."""
    made: list[str] = []

    async def make() -> str:
        name = f"r_{uuid4().hex[:12]}"
        await run_sql(embedded_url, f"CREATE DATABASE {name}")
        made.append(name)
        return database_url(embedded_url, name)

    yield make
    for name in made:
        await run_sql(embedded_url, f"DROP DATABASE {name} WITH (FORCE)", f'DROP ROLE IF EXISTS "{role_name(name)}"')


@dataclass(frozen=True)
class Drill:
    """A database that was backed up, and what it held at that moment."""

    url: str
    told: Told
    file: Path
    receipts: Path
    rows: Mapping[str, int]
    hits: Mapping[str, list[Any]]


@pytest.fixture(scope="module")
async def drill(empty: Any, tmp_path_factory: pytest.TempPathFactory) -> Drill:
    """A backup of a running service, after which some of it was erased."""
    folder = tmp_path_factory.mktemp("drill")
    url = await empty()
    async with running(url, folder) as runtime:
        told = await tell(runtime)
        hits = {scope.subject: await found(runtime, scope) for scope in (told.ana, told.pupil)}
        for scope in (told.ana, told.pupil):
            assert (await runtime.memory(scope).activity()).days, "what was searched is written before it is counted"
        rows = await counts(url)
        manifest = await make_backup(url, folder / "backup", progress=quiet)
        assert {table.name: table.rows for table in manifest.tables} == rows
        memory = runtime.memory(told.ana)
        await memory.forget_conversation(told.gone)
        await memory.forget_turn(told.kept, told.turn)
        await memory.forget_memory(told.memory)
        await runtime.memory(told.pupil).forget_all()
        await runtime.accounts.erase(told.ben.user_id, PASSWORD)
        assert await write_receipts(url, folder / "receipts") == 5
    return Drill(url, told, folder / "backup", folder / "receipts", rows, hits)


async def restored(drill: Drill, url: str, *, erasures: bool = False, replace: bool = False) -> Restored:
    receipts = read_receipts(drill.receipts) if erasures else []
    return await restore_backup(
        url, drill.file, replace=replace, receipts=receipts, resettling=RESETTLING, progress=quiet
    )


@pytest.mark.requirement("SC-10", "DP-05")
async def test_counts_searches_and_security_are_as_they_were(drill: Drill, empty: Any, tmp_path: Path) -> None:
    url = await empty()
    done = await restored(drill, url)
    assert (done.erased_again, done.receipts) == ({}, 0)
    assert await counts(url) == drill.rows
    state = await inspect_database(url)
    assert (state.missing, state.role_in_order, state.unforced) == ((), True, ())
    async with running(url, tmp_path) as runtime:
        for scope in (drill.told.ana, drill.told.pupil):
            assert await found(runtime, scope) == drill.hits[scope.subject]
        stranger = Scope(user_id=uuid4())
        assert all(not hits for hits, *_ in await found(runtime, stranger))
        # The rows that come next do not collide with those that came back.
        added = await runtime.memory(drill.told.ana).add_turns(
            drill.told.kept, [TurnRequest(role="user", content="A new one.")]
        )
        assert added.up_to_seq > max(one[3] or 0 for one in drill.hits["me"])
    database = await Database.open(await migrate(url, progress=quiet), pool_size=2)
    try:
        for scope, turns in ((drill.told.ana, 5), (drill.told.pupil, 1), (drill.told.ben, 1)):
            async with database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
                assert await connection.fetchval("SELECT count(*) FROM turns") == turns
        async with database.session() as connection:
            assert await connection.fetchval("SELECT count(*) FROM turns") == 0
            await connection.execute("SELECT set_config('toldonce.purpose', 'backup', true)")
            assert await connection.fetchval("SELECT count(*) FROM turns") == 0, "only the owner may make backups"
    finally:
        await database.close(5)


@pytest.mark.requirement("SC-10", "DP-05")
async def test_what_was_erased_after_the_backup_is_erased_again(drill: Drill, empty: Any, tmp_path: Path) -> None:
    url = await empty()
    await restored(drill, url)
    done = await restored(drill, url, erasures=True, replace=True)
    assert done.receipts == 5
    assert await counts(url) == await counts(drill.url)
    async with running(url, tmp_path) as runtime:
        assert await found(runtime, drill.told.ana) != drill.hits["me"]
        words = repr(await found(runtime, drill.told.ana))
        assert "smoky tea" in words
        for erased in ("4711", "blue door", "hazelnuts"):
            assert erased not in words
    # What the receipts of the replaced database name stays erased without the file, however often.
    again = await restored(drill, url, replace=True)
    assert again.receipts == 5
    assert await counts(url) == await counts(drill.url)


@pytest.mark.requirement("DP-05")
async def test_erasures_are_done_again_after_recovery_by_other_means(drill: Drill, empty: Any) -> None:
    url = await empty()
    await restored(drill, url)
    receipts = read_receipts(drill.receipts)
    rows, count = await apply_receipts(url, receipts, resettling=RESETTLING, progress=quiet)
    assert (rows["users"], rows["conversations"] >= 3, count) == (1, True, 5)
    assert await counts(url) == await counts(drill.url)
    assert (await inspect_database(url)).unforced == ()
    assert await apply_receipts(url, receipts, resettling=RESETTLING, progress=quiet) == ({}, 0)


@pytest.mark.requirement("DP-05")
async def test_an_ordinary_owner_can_do_both(drill: Drill, embedded_url: str, tmp_path: Path) -> None:
    name = f"o_{uuid4().hex[:8]}"
    await run_sql(embedded_url, f"CREATE ROLE {name} LOGIN CREATEROLE", f"CREATE DATABASE {name} OWNER {name}")
    admin = database_url(embedded_url, name)
    owner = url_of(admin, name, "p@ss/word")
    try:
        await run_sql(
            admin, "CREATE EXTENSION vector", "CREATE EXTENSION pg_trgm", f"ALTER SCHEMA public OWNER TO {name}"
        )
        await restored(drill, owner)
        assert await counts(owner) == drill.rows
        manifest = await make_backup(owner, tmp_path / "again", progress=quiet)
        assert {table.name: table.rows for table in manifest.tables} == drill.rows
        with pytest.raises(BackupFailed, match="not empty"):
            await restored(drill, owner)
        with pytest.raises(BackupFailed, match="owner"):
            await make_backup(await migrate(owner, progress=quiet), tmp_path / "refused", progress=quiet)
        assert not (tmp_path / "refused").exists()
    finally:
        await run_sql(
            embedded_url, f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {role_name(name)}", f"DROP ROLE {name}"
        )


async def test_every_table_of_users_can_be_read_for_a_backup(owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url)
    try:
        without = await connection.fetch(
            "SELECT relname FROM pg_class c WHERE relforcerowsecurity AND relkind IN ('r', 'p') AND NOT EXISTS"
            " (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'backup')"
        )
        assert not without, "give these tables the policy 'backup' as 0002_backup.sql does"
        ours = await connection.fetch(
            "SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND relname NOT IN ('schema_migrations', 'service_secret') ORDER BY 1"
        )
        assert [row["relname"] for row in ours] == made_by(read_migrations(), "TABLE")
    finally:
        await connection.close()


async def test_a_database_that_serves_is_refused(drill: Drill, empty: Any, tmp_path: Path) -> None:
    url = await empty()
    async with running(url, tmp_path):
        with pytest.raises(BackupFailed, match="stop it"):
            await restored(drill, url, replace=True)
    await restored(drill, url)
    assert await counts(url) == drill.rows


async def test_a_full_database_is_refused_and_stays_as_it_is(drill: Drill) -> None:
    before = await counts(drill.url)
    with pytest.raises(BackupFailed, match=r"not empty .*turns.*--replace"):
        await restored(drill, drill.url)
    assert await counts(drill.url) == before
    assert (await inspect_database(drill.url)).unforced == ()


async def test_every_damaged_byte_is_noticed_before_anything_changes(drill: Drill, empty: Any, tmp_path: Path) -> None:
    url = await empty()
    whole = drill.file.read_bytes()
    damaged = tmp_path / "damaged"
    for position in range(60, len(whole), len(whole) // 300):
        damaged.write_bytes(whole[:position] + bytes([whole[position] ^ 0x55]) + whole[position + 1 :])
        try:
            with backup_file.BackupReader(damaged):
                pass
        except BackupFailed:
            continue
        # The zip's own tables hold dates and attributes that mean nothing here; the contents were verified.
        assert zipfile.ZipFile(damaged).testzip() is None
    for content, words in (
        (whole[: len(whole) // 2], "damaged"),
        (whole[:-3], "damaged"),
        (b"", "not a backup"),
        (b"hello", "not a backup"),
    ):
        damaged.write_bytes(content)
        with pytest.raises(BackupFailed, match=words):
            await restore_backup(url, damaged, replace=True, receipts=[], resettling=RESETTLING, progress=quiet)
    with pytest.raises(BackupFailed, match="There is no file"):
        await restore_backup(
            url, tmp_path / "nowhere", replace=True, receipts=[], resettling=RESETTLING, progress=quiet
        )
    state = await inspect_database(url)
    assert len(state.missing) == len(read_migrations()), "nothing was made"


async def test_a_forged_table_is_noticed(drill: Drill, tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    with zipfile.ZipFile(drill.file) as old, zipfile.ZipFile(forged, "w") as new:
        new.comment = old.comment
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Porto", b"Lagos"))
    with pytest.raises(BackupFailed, match="damaged"):
        backup_file.BackupReader(forged)


async def test_an_older_backup_is_brought_up_to_date(drill: Drill, empty: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    later = [*read_migrations(), migration("9999_later.sql", "ALTER TABLE turns ADD mood text DEFAULT 'fine';")]
    for module in ("restore", "migrate", "backup"):
        monkeypatch.setattr(f"toldonce.adapters.postgres.{module}.read_migrations", lambda *_: later)
    url = await empty()
    await restored(drill, url)
    connection = await asyncpg.connect(url)
    try:
        assert await connection.fetchval("SELECT count(*) FROM turns WHERE mood = 'fine'") == drill.rows["turns"]
        assert await connection.fetchval("SELECT count(*) FROM schema_migrations") == len(later)
    finally:
        await connection.close()


async def test_a_newer_backup_is_refused(drill: Drill, empty: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toldonce.adapters.postgres.restore.read_migrations", lambda: read_migrations()[:-1])
    with pytest.raises(BackupFailed, match="newer"):
        await restored(drill, await empty())


def test_a_backup_is_for_its_owner_only(drill: Drill) -> None:
    for file in (drill.file, drill.receipts):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in drill.file.parent.glob(".*")] == []


async def test_a_file_that_cannot_be_written_is_named(drill: Drill, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="cannot be written"):
        await make_backup(drill.url, tmp_path / "nowhere" / "file", progress=quiet)


async def test_a_database_that_was_never_migrated_has_no_backup(empty: Any, tmp_path: Path) -> None:
    with pytest.raises((BackupFailed, DatabaseUnfit), match="toldonce migrate"):
        await make_backup(await empty(), tmp_path / "file", progress=quiet)
    assert not (tmp_path / "file").exists()


def test_a_line_that_is_no_receipt_is_named(drill: Drill, tmp_path: Path) -> None:
    file = tmp_path / "receipts"
    file.write_bytes(drill.receipts.read_bytes() + b'{"target": "x"}\n')
    with pytest.raises(BackupFailed, match="line 6"):
        read_receipts(file)


def migration(name: str, sql: str) -> Any:
    from toldonce.adapters.postgres.migrate import Migration

    return Migration(name, sql, "0" * 64)
