"""Migrating: once, whoever starts at the same time; never over a changed history; never under the wrong role."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import asyncpg
import pytest
from databases import database_url, quiet, run_sql

from toldonce.adapters.postgres.embedded import OWNER, start_embedded
from toldonce.adapters.postgres.migrate import LOCK, DatabaseUnfit, ensure_model, migrate, read_migrations
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.role import can_log_in, role_name, url_of
from toldonce.errors import StoreUnavailable


@pytest.fixture
async def empty_url(embedded_url: str) -> AsyncIterator[str]:
    """A superuser's URL of a database that has not been migrated."""
    name = f'm "{uuid4().hex[:8]}" é'
    quoted = '"{}"'.format(name.replace('"', '""'))
    await run_sql(embedded_url, f"CREATE DATABASE {quoted}")
    yield database_url(embedded_url, quote(name))
    role = role_name(name).replace('"', '""')
    await run_sql(embedded_url, f"DROP DATABASE {quoted} WITH (FORCE)", f'DROP ROLE IF EXISTS "{role}"')


async def value(url: str, query: str, *arguments: object) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query, *arguments)
    finally:
        await connection.close()


@pytest.mark.requirement("DP-04")
async def test_concurrent_starts_migrate_once(empty_url: str) -> None:
    said: list[str] = []
    urls = await asyncio.gather(*(migrate(empty_url, progress=said.append) for _ in range(4)))
    assert len(set(urls)) == 1
    names = [migration.name for migration in read_migrations()]
    assert [line for line in said if line.startswith("migrating")] == [f"migrating the database: {n}" for n in names]
    assert len([line for line in said if line.startswith("preparing")]) == 1
    assert await value(empty_url, "SELECT count(*) FROM schema_migrations") == len(names)


@pytest.mark.requirement("DP-04")
async def test_second_migration_does_nothing_and_waits_for_nobody(empty_url: str) -> None:
    url = await migrate(empty_url, progress=quiet)
    blocker = await asyncpg.connect(empty_url)
    try:
        # Whoever is migrating right now holds this; a worker that has nothing to do must not wait for it.
        await blocker.execute("SELECT pg_advisory_lock($1)", LOCK)
        said: list[str] = []
        assert await asyncio.wait_for(migrate(empty_url, progress=said.append), 60) == url
        assert said == []
    finally:
        await blocker.close()


async def test_restricted_url_is_used_as_it_is(empty_url: str) -> None:
    url = await migrate(empty_url, progress=quiet)
    assert await migrate(url, progress=quiet) == url


async def test_restricted_role_cannot_serve_an_outdated_schema(empty_url: str, tmp_path: Path) -> None:
    url = await migrate(empty_url, progress=quiet)
    for migration in read_migrations():
        (tmp_path / migration.name).write_text(migration.sql)
    (tmp_path / "9999_more.sql").write_text("CREATE TABLE more (a int);")
    with pytest.raises(DatabaseUnfit, match="toldonce migrate"):
        await migrate(url, progress=quiet, folder=tmp_path)


async def test_restricted_role_cannot_serve_an_empty_database(empty_url: str, embedded_url: str) -> None:
    role = f"nobody_{uuid4().hex[:8]}"
    await run_sql(embedded_url, f"CREATE ROLE {role} LOGIN")
    try:
        with pytest.raises(DatabaseUnfit, match="toldonce migrate"):
            await migrate(url_of(empty_url, role, "x"), progress=quiet)
    finally:
        await run_sql(embedded_url, f"DROP ROLE {role}")


async def test_changed_migration_is_refused(empty_url: str, tmp_path: Path) -> None:
    (tmp_path / "0001_a.sql").write_text("CREATE EXTENSION pg_trgm; CREATE TABLE a (a int);")
    await migrate(empty_url, progress=quiet, folder=tmp_path)
    (tmp_path / "0001_a.sql").write_text("CREATE EXTENSION pg_trgm; CREATE TABLE a (a text);")
    with pytest.raises(DatabaseUnfit, match=r"0001_a\.sql was changed"):
        await migrate(empty_url, progress=quiet, folder=tmp_path)


async def test_database_of_a_newer_version_is_refused(empty_url: str, tmp_path: Path) -> None:
    (tmp_path / "0001_a.sql").write_text("CREATE EXTENSION pg_trgm;")
    (tmp_path / "0002_b.sql").write_text("CREATE TABLE b (b int);")
    await migrate(empty_url, progress=quiet, folder=tmp_path)
    (tmp_path / "0002_b.sql").unlink()
    with pytest.raises(DatabaseUnfit, match=r"newer toldonce .*0002_b"):
        await migrate(empty_url, progress=quiet, folder=tmp_path)


async def test_failed_migration_leaves_nothing_and_can_be_repeated(empty_url: str, tmp_path: Path) -> None:
    (tmp_path / "0001_a.sql").write_text("CREATE EXTENSION pg_trgm; CREATE TABLE a (a int);")
    (tmp_path / "0002_b.sql").write_text("CREATE TABLE b (b int); SELECT 1 / 0;")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(empty_url, progress=quiet, folder=tmp_path)
    assert await value(empty_url, "SELECT array_agg(name) FROM schema_migrations") == ["0001_a.sql"]
    assert await value(empty_url, "SELECT to_regclass('b')") is None
    (tmp_path / "0002_b.sql").write_text("CREATE TABLE b (b int);")
    url = await migrate(empty_url, progress=quiet, folder=tmp_path)
    # The table that came later is granted too.
    assert await value(url, "SELECT count(*) FROM b") == 0


@pytest.mark.requirement("DP-04")
async def test_migration_does_not_wait_for_ever_for_a_busy_table(
    empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "0001_a.sql").write_text("CREATE EXTENSION pg_trgm; CREATE TABLE a (a int);")
    await migrate(empty_url, progress=quiet, folder=tmp_path)
    (tmp_path / "0002_b.sql").write_text("ALTER TABLE a ADD b int;")
    monkeypatch.setattr("toldonce.adapters.postgres.migrate.LOCK_SECONDS", 1)
    busy = await asyncpg.connect(empty_url)
    try:
        async with busy.transaction():
            await busy.execute("LOCK TABLE a")
            with pytest.raises(DatabaseUnfit, match="a table that others use"):
                await migrate(empty_url, progress=quiet, folder=tmp_path)
    finally:
        await busy.close()
    await migrate(empty_url, progress=quiet, folder=tmp_path)
    assert await value(empty_url, "SELECT array_agg(name ORDER BY name) FROM schema_migrations") == [
        "0001_a.sql",
        "0002_b.sql",
    ]


async def test_lost_grant_and_too_strong_role_are_put_right(empty_url: str) -> None:
    url = await migrate(empty_url, progress=quiet)
    role = await value(url, "SELECT current_user")
    assert isinstance(role, str)
    quoted = '"{}"'.format(role.replace('"', '""'))
    await run_sql(empty_url, f"REVOKE INSERT ON turns FROM {quoted}", f"ALTER ROLE {quoted} BYPASSRLS CREATEDB")
    assert await migrate(empty_url, progress=quiet) == url
    assert await value(url, "SELECT has_table_privilege('turns', 'INSERT')") is True
    assert await value(url, "SELECT rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname = current_user") is False


async def test_role_that_passes_by_security_is_refused(empty_url: str) -> None:
    url = await migrate(empty_url, progress=quiet)
    role = await value(url, "SELECT quote_ident(current_user)")
    await run_sql(empty_url, f"ALTER ROLE {role} BYPASSRLS")
    with pytest.raises(DatabaseUnfit, match="BYPASSRLS"):
        await migrate(url, progress=quiet)


async def test_ordinary_owner_with_createrole_is_enough(embedded_url: str) -> None:
    name = f"o_{uuid4().hex[:8]}"
    await run_sql(embedded_url, f"CREATE ROLE {name} LOGIN CREATEROLE", f"CREATE DATABASE {name} OWNER {name}")
    admin, owner = database_url(embedded_url, name), url_of(database_url(embedded_url, name), name, "p@ss/word")
    try:
        await run_sql(
            admin, "CREATE EXTENSION vector", "CREATE EXTENSION pg_trgm", f"ALTER SCHEMA public OWNER TO {name}"
        )
        url = await migrate(owner, progress=quiet)
        assert await migrate(owner, progress=quiet) == url
        assert await value(url, "SELECT current_user") == role_name(name)
        assert await value(url, "SELECT to_regclass('service_secret')") is None
        assert await ensure_model(owner, "model", 8) == 1
    finally:
        await run_sql(
            embedded_url, f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {role_name(name)}", f"DROP ROLE {name}"
        )


async def test_owner_without_createrole_is_told(embedded_url: str) -> None:
    name = f"o_{uuid4().hex[:8]}"
    await run_sql(embedded_url, f"CREATE ROLE {name} LOGIN", f"CREATE DATABASE {name} OWNER {name}")
    admin = database_url(embedded_url, name)
    try:
        await run_sql(
            admin, "CREATE EXTENSION vector", "CREATE EXTENSION pg_trgm", f"ALTER SCHEMA public OWNER TO {name}"
        )
        with pytest.raises(DatabaseUnfit, match="CREATEROLE"):
            await migrate(url_of(admin, name, "x"), progress=quiet)
    finally:
        await run_sql(embedded_url, f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {name}")


async def test_role_has_a_password_that_follows_the_owners(tmp_path: Path) -> None:
    embedded = await start_embedded(tmp_path)
    try:
        await run_sql(embedded.url, "CREATE ROLE boss SUPERUSER LOGIN PASSWORD 'first'")
        allowed = Path(str(await value(embedded.url, "SHOW hba_file")))
        await asyncio.to_thread(allowed.write_text, f"local all {OWNER} trust\nlocal all all scram-sha-256\n")
        await run_sql(embedded.url, "SELECT pg_reload_conf()")
        first = await migrate(url_of(embedded.url, "boss", "first"), progress=quiet)
        assert await value(first, "SELECT current_user") == role_name("toldonce")
        assert not await can_log_in(url_of(first, role_name("toldonce"), "guessed"))
        assert await migrate(url_of(embedded.url, "boss", "first"), progress=quiet) == first
        with pytest.raises(StoreUnavailable, match="refused the password"):
            await migrate(url_of(embedded.url, "boss", "wrong"), progress=quiet)

        await run_sql(embedded.url, "ALTER ROLE boss PASSWORD 'second'")
        second = await migrate(url_of(embedded.url, "boss", "second"), progress=quiet)
        assert await can_log_in(second)
        assert not await can_log_in(first)
    finally:
        await embedded.stop()


def test_url_takes_another_user_and_keeps_the_rest() -> None:
    assert (
        url_of("postgresql://me:a%40b@h1:1,h2:2/d%20b?sslmode=require&password=x&user=y", "ro le", "p/w")
        == "postgresql://ro%20le:p%2Fw@h1:1,h2:2/d%20b?sslmode=require"
    )
    assert url_of("postgresql:///db?host=/run/p g", "r", "p") == "postgresql://r:p@/db?host=%2Frun%2Fp%20g"


def test_role_name_fits_and_stays_unique() -> None:
    assert role_name("toldonce") == "toldonce_toldonce_app"
    long = [role_name("é" * 60 + end) for end in ("a", "b")]
    assert long[0] != long[1]
    assert all(len(name.encode()) <= 63 for name in long)


async def test_unreachable_database_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached") as caught:
        await migrate("postgresql://me:s3cret@127.0.0.1:1/db", progress=quiet)
    assert "s3cret" not in str(caught.value)


async def test_model_is_registered_once_with_its_index(owner_url: str, service_url: str) -> None:
    ids = await asyncio.gather(*(ensure_model(owner_url, "mini", 4) for _ in range(4)))
    assert len(set(ids)) == 1
    definition = await value(
        owner_url, "SELECT indexdef FROM pg_indexes WHERE indexname = $1", f"idx_embeddings_hnsw_{ids[0]}"
    )
    assert isinstance(definition, str)
    assert "hnsw (((embedding)::halfvec(4)) halfvec_cosine_ops)" in definition
    assert f"(model_id = {ids[0]}) AND ann" in definition
    other = await ensure_model(owner_url, "another", 4)
    assert other not in ids
    assert await ensure_model(service_url, "mini", 4) == ids[0]


async def test_restricted_role_cannot_register_a_model(service_url: str) -> None:
    with pytest.raises(DatabaseUnfit, match="toldonce migrate"):
        await ensure_model(service_url, "never seen", 4)


async def test_model_cannot_change_its_dimension(owner_url: str, service_url: str) -> None:
    await ensure_model(owner_url, "fixed", 4)
    with pytest.raises(DatabaseUnfit, match="4 dimensions but now makes 5"):
        await ensure_model(owner_url, "fixed", 5)
    with pytest.raises(DatabaseUnfit, match="at most 4000"):
        await ensure_model(owner_url, "huge", 5000)


async def test_interrupted_index_is_built_again(owner_url: str, service_url: str) -> None:
    model_id = await ensure_model(owner_url, "interrupted", 4)
    index = f"idx_embeddings_hnsw_{model_id}"
    await run_sql(owner_url, f"UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{index}'::regclass")
    assert await ensure_model(owner_url, "interrupted", 4) == model_id
    assert (
        await value(owner_url, "SELECT indisvalid FROM pg_index WHERE indexrelid = $1::text::regclass", index) is True
    )


async def test_database_opens_under_the_restricted_role(service_url: str) -> None:
    database = await Database.open(service_url, pool_size=2, application_name="a test")
    try:
        async with database.session() as connection:
            assert await connection.fetchval("SHOW application_name") == "a test"
            assert await connection.fetchval("SHOW jit") == "off"
    finally:
        await database.close(5)
