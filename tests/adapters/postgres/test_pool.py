"""The pool: one transaction a session, and a lost database is `StoreUnavailable` until it is back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import numpy as np
import pytest
from pgvector import HalfVector

from toldonce.adapters.postgres import pool, watcher
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.embedded import EmbeddedPostgres, start_embedded
from toldonce.adapters.postgres.pool import Database
from toldonce.errors import StoreUnavailable

STUBBORN = """
DO $$ BEGIN
    PERFORM pg_sleep(30);
EXCEPTION WHEN query_canceled THEN
    PERFORM pg_sleep(30);
END $$
"""


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Path, EmbeddedPostgres]]:
    """A server of this module's own, which its tests stop and start."""
    data_dir = tmp_path_factory.mktemp("own")
    embedded = await start_embedded(data_dir)
    yield data_dir, embedded
    await embedded.stop()


@pytest.fixture
async def own(server: tuple[Path, EmbeddedPostgres]) -> AsyncIterator[Database]:
    opened = await Database.open(server[1].url, pool_size=3)
    yield opened
    await opened.close(1)


async def until_begun(begun: asyncio.Event, task: asyncio.Task[None]) -> None:
    """Wait until a task has begun its long statement; when it ends before, end with its error."""
    waiting = asyncio.create_task(begun.wait())
    await asyncio.wait([waiting, task], return_when=asyncio.FIRST_COMPLETED, timeout=60)
    waiting.cancel()
    if task.done():
        await task
    assert begun.is_set()


async def until_asleep(database: Database) -> None:
    """Wait until a session sleeps in the database: only from then on does a cancellation reach the statement."""
    asleep = "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query = 'SELECT pg_sleep(60)'"
    async with asyncio.timeout(60):
        while True:
            async with database.session() as connection:
                if await connection.fetchval(asleep):
                    return
            await asyncio.sleep(0.01)


async def stop_server(data_dir: Path) -> None:
    await asyncio.to_thread(watcher.stop_server, data_dir / "postgres" / "cluster")


async def test_session_commits(database: Database) -> None:
    user_id = uuid4()
    async with database.session(user_id=user_id) as connection:
        await add_user(connection, user_id)
    async with database.session(user_id=user_id) as connection:
        assert await connection.fetchval("SELECT count(*) FROM users") == 1


async def test_session_rolls_back_when_its_block_raises(database: Database) -> None:
    user_id = uuid4()
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with database.session(user_id=user_id) as connection:
            await add_user(connection, user_id)
            raise ZeroDivisionError
    async with database.session(user_id=user_id) as connection:
        assert await connection.fetchval("SELECT count(*) FROM users") == 0


async def test_reading_sees_what_was_committed_and_can_write_nothing(database: Database) -> None:
    user_id = uuid4()
    async with database.session(user_id=user_id) as connection:
        await add_user(connection, user_id)
    for _ in range(40):  # more often than the pool has connections
        async with database.session(user_id=user_id, reading=True) as connection:
            assert await connection.fetchval("SELECT count(*) FROM users") == 1
    with pytest.raises(StoreUnavailable):
        async with database.session(user_id=uuid4(), reading=True) as connection:
            await connection.execute("DELETE FROM users")


async def test_the_end_of_reading_on_a_lost_connection_disturbs_nobody(own: Database) -> None:
    async with own.session(user_id=uuid4(), reading=True) as connection:
        connection.terminate()
    async with own.session(user_id=uuid4(), reading=True) as connection:
        assert await connection.fetchval("SELECT 1") == 1


async def test_a_single_statement_sees_as_its_caller_and_leaves_nothing_behind(service_url: str) -> None:
    opened = await Database.open(service_url, pool_size=1)
    user_id, scope_id = uuid4(), uuid4()
    settings = (
        "current_setting('toldonce.user_id', true) AS caller, current_setting('toldonce.scope_id', true) AS scope,"
        " current_setting('enable_seqscan') AS seqscan, current_setting('plan_cache_mode') AS plans"
    )
    (row,) = await opened.ask(user_id, scope_id, f"SELECT {settings} FROM see_as($1, $2)")
    assert tuple(row) == (str(user_id), str(scope_id), "off", "force_generic_plan")
    async with opened.session() as connection:
        await connection.execute("COMMIT; BEGIN")  # what the session itself has set is gone
        left = await connection.fetchrow(f"SELECT {settings}")
    assert [value or "" for value in left] == ["", "", "on", "auto"]
    await opened.close(5)


async def test_a_single_statement_does_not_notice_a_connection_killed_while_idle(own: Database) -> None:
    async with own.session() as connection:
        pid = await connection.fetchval("SELECT pg_backend_pid()")
    killer = await asyncpg.connect(own._url)
    await killer.execute("SELECT pg_terminate_backend($1, 5000)", pid)
    await killer.close()
    for _ in range(3):
        assert [
            tuple(row) for row in await own.ask(uuid4(), uuid4(), "SELECT 1 FROM (SELECT $1::uuid, $2::uuid) AS who")
        ]
    with pytest.raises(asyncpg.DivisionByZeroError):
        await own.ask(uuid4(), uuid4(), "SELECT 1 / 0 FROM (SELECT $1::uuid, $2::uuid) AS who")
    assert own._pool.get_idle_size() == own._pool.get_size()


async def test_a_crowd_of_single_statements_waits_for_few_connections(server: tuple[Path, EmbeddedPostgres]) -> None:
    crowded = await Database.open(server[1].url, pool_size=20)
    try:
        asking = "SELECT pg_backend_pid(), pg_sleep(0.02) FROM (SELECT $1::uuid, $2::uuid) AS who"
        for _ in range(2):
            told = await asyncio.gather(*(crowded.ask(uuid4(), uuid4(), asking) for _ in range(24)))
            assert 1 < len({row[0] for (row,) in told}) <= pool.ASKED_AT_ONCE
    finally:
        await crowded.close(5)


async def test_who_waits_too_long_to_ask_is_told_so(own: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeping = "SELECT pg_sleep(60) FROM (SELECT $1::uuid, $2::uuid) AS who"
    monkeypatch.setattr(own, "_asking", asyncio.Semaphore(1))
    first = asyncio.create_task(own.ask(uuid4(), uuid4(), sleeping))
    await asyncio.sleep(0)
    monkeypatch.setattr(pool, "ACQUIRE_SECONDS", 0.05)
    with pytest.raises(StoreUnavailable, match="no free connection"):
        await own.ask(uuid4(), uuid4(), sleeping)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    monkeypatch.setattr(pool, "ACQUIRE_SECONDS", 5.0)
    (row,) = await own.ask(uuid4(), uuid4(), "SELECT 1 FROM (SELECT $1::uuid, $2::uuid) AS who")
    assert tuple(row) == (1,)


async def test_cancelled_session_rolls_back_and_gives_its_connection_back(database: Database) -> None:
    user_id, begun = uuid4(), asyncio.Event()

    async def work() -> None:
        async with database.session(user_id=user_id) as connection:
            await add_user(connection, user_id)
            begun.set()
            await connection.execute("SELECT pg_sleep(60)")

    for _ in range(12):
        begun.clear()
        task = asyncio.create_task(work())
        await until_begun(begun, task)
        await until_asleep(database)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with database.session(user_id=user_id) as connection:
        assert await connection.fetchval("SELECT count(*) FROM users") == 0


async def test_a_statement_that_will_not_be_cancelled_costs_its_connection_but_holds_nobody_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "ROLLBACK_SECONDS", 1.0)
    user_id, begun = uuid4(), asyncio.Event()

    async def work() -> None:
        async with database.session(user_id=user_id) as connection:
            await add_user(connection, user_id)
            begun.set()
            await connection.execute(STUBBORN)

    task = asyncio.create_task(work())
    await until_begun(begun, task)
    await asyncio.sleep(0.3)
    task.cancel()
    asked = time.monotonic()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - asked < 15
    async with database.session(user_id=user_id) as connection:
        assert await connection.fetchval("SELECT count(*) FROM users") == 0


async def test_errors_of_statements_pass(database: Database) -> None:
    with pytest.raises(asyncpg.UndefinedTableError):
        async with database.session() as connection:
            await connection.execute("SELECT * FROM nothing")
    user_id = uuid4()
    with pytest.raises(asyncpg.UniqueViolationError):  # noqa: PT012
        async with database.session(user_id=user_id) as connection:
            await add_user(connection, user_id)
            await add_user(connection, user_id)


async def test_savepoints_and_cursors_work(database: Database) -> None:
    user_id = uuid4()
    async with database.session(user_id=user_id) as connection:
        await add_user(connection, user_id)
        await connection.execute("SAVEPOINT one")
        with pytest.raises(asyncpg.UniqueViolationError):
            await add_user(connection, user_id)
        await connection.execute("ROLLBACK TO one")
        await connection.execute("DECLARE three CURSOR FOR SELECT generate_series(1, 3) AS n")
        seen = [
            row["n"] for row in [*await connection.fetch("FETCH 2 three"), *await connection.fetch("FETCH 2 three")]
        ]
        assert seen == [1, 2, 3]
        assert await connection.fetchval("SELECT count(*) FROM users") == 1


async def test_json_and_vectors_go_both_ways_and_through_copy(database: Database) -> None:
    value = {"a": [1, None, "é\n日本"], "id": uuid4()}
    vector = np.array([0.5, -0.25, 1.0], dtype=np.float32)
    async with database.session() as connection:
        assert await connection.fetchval("SELECT $1::jsonb", value) == value | {"id": str(value["id"])}
        assert await connection.fetchval("SELECT $1::json", [True]) == [True]
        given = await connection.fetchval("SELECT $1::halfvec", vector)
        assert given.to_list() == [0.5, -0.25, 1.0]
        many = await connection.fetchval("SELECT array_length($1::halfvec[], 1)", [HalfVector(vector)] * 2)
        assert many == 2
    async with database.session(user_id=uuid4()) as connection:
        with pytest.raises(asyncpg.FeatureNotSupportedError):
            # COPY FROM into a table with row-level security is refused by PostgreSQL; unnest is the way.
            await connection.copy_records_to_table("idempotency", records=[], columns=["scope_id"])


async def test_crowded_pool_is_unavailable(
    server: tuple[Path, EmbeddedPostgres], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = await Database.open(server[1].url, pool_size=1)
    try:
        async with small.session():
            with monkeypatch.context() as impatient:
                impatient.setattr("toldonce.adapters.postgres.pool.ACQUIRE_SECONDS", 0.05)
                with pytest.raises(StoreUnavailable, match="no free connection"):
                    async with small.session():
                        pass
        async with small.session() as connection:
            assert await connection.fetchval("SELECT 1") == 1
    finally:
        await small.close(1)


async def test_too_many_connections_and_wrong_names_are_unavailable(server: tuple[Path, EmbeddedPostgres]) -> None:
    url = server[1].url
    with pytest.raises(StoreUnavailable, match="no_such_database"):
        await Database.open(url.replace("/toldonce?", "/no_such_database?"), pool_size=1)
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        await Database.open("postgresql://u:s3cret@127.0.0.1:1/db", pool_size=1)


async def test_slow_statement_is_unavailable(own: Database) -> None:
    with pytest.raises(StoreUnavailable):
        async with own.session() as connection:
            await connection.execute("SELECT pg_sleep(60)", timeout=0.05)
    async with own.session() as connection:
        assert await connection.fetchval("SELECT 1") == 1


async def test_connection_killed_in_a_session_is_unavailable(own: Database) -> None:
    with pytest.raises(StoreUnavailable):
        async with own.session() as connection:
            await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    async with own.session() as connection:
        assert await connection.fetchval("SELECT 1") == 1


async def test_connection_killed_between_statements_is_unavailable(own: Database) -> None:
    with pytest.raises(StoreUnavailable, match="may be stored or not"):  # noqa: PT012
        async with own.session() as victim:
            pid = await victim.fetchval("SELECT pg_backend_pid()")
            async with own.session() as killer:
                await killer.execute("SELECT pg_terminate_backend($1, 5000)", pid)
    await own.ping()


async def test_a_connection_that_lost_its_place_is_unavailable_and_not_used_again(own: Database) -> None:
    """What asyncpg raises when the server's farewell comes between two statements."""
    with pytest.raises(StoreUnavailable):  # noqa: PT012
        async with own.session() as connection:
            backend = await connection.fetchval("SELECT pg_backend_pid()")
            raise asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress")
    async with own.session() as connection:
        assert await connection.fetchval("SELECT pg_backend_pid()") != backend


async def test_connections_killed_while_idle_are_not_noticed(own: Database) -> None:
    pids: list[int] = []
    async with own.session() as one, own.session() as two:
        pids += [await one.fetchval("SELECT pg_backend_pid()"), await two.fetchval("SELECT pg_backend_pid()")]
    killer = await asyncpg.connect(own._url)
    await killer.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest($1::int[]) AS pid", pids)
    await killer.close()
    for _ in range(3):
        async with own.session() as connection:
            assert await connection.fetchval("SELECT 1") == 1


async def test_stopped_server_is_unavailable_and_then_serves_again(
    server: tuple[Path, EmbeddedPostgres], own: Database
) -> None:
    data_dir, _ = server
    await own.ping()
    with pytest.raises(StoreUnavailable):  # noqa: PT012
        async with own.session() as connection:
            await stop_server(data_dir)
            await connection.fetchval("SELECT 1")
    for _ in range(3):
        with pytest.raises(StoreUnavailable):
            async with own.session():
                pass
        with pytest.raises(StoreUnavailable):
            await own.ping()
    again = await start_embedded(data_dir)
    try:
        await own.ping()
        for _ in range(5):
            async with own.session() as connection:
                assert await connection.fetchval("SELECT 1") == 1
    finally:
        await again.stop()


async def test_closed_database_is_unavailable(server: tuple[Path, EmbeddedPostgres]) -> None:
    opened = await Database.open(server[1].url, pool_size=2)
    await opened.ping()
    await opened.close(1)
    with pytest.raises(StoreUnavailable):
        async with opened.session():
            pass


async def test_close_cuts_off_what_does_not_end(server: tuple[Path, EmbeddedPostgres]) -> None:
    opened = await Database.open(server[1].url, pool_size=2)
    begun = asyncio.Event()

    async def work() -> None:
        async with opened.session() as connection:
            begun.set()
            await connection.execute("SELECT pg_sleep(60)")

    task = asyncio.create_task(work())
    await until_begun(begun, task)
    await opened.close(0.05)
    with pytest.raises(StoreUnavailable):
        await task


async def add_user(connection: Connection, user_id: UUID) -> None:
    await connection.execute(
        "INSERT INTO users (user_id, email, password_hash) VALUES ($1, $1::uuid::text, 'x')", user_id
    )
