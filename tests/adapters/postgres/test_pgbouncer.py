"""The service behind PgBouncer in transaction mode, as deploy/ha/pgbouncer.ini says."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from live import free_port

from resilience.postgres import PostgresServer
from resilience.processes import Process
from tests.support.word_embedder import DIMENSION, WordEmbedder
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.migrate import ensure_model, migrate
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.role import make_role, role_name, role_password, url_of
from toldonce.adapters.postgres.store import PgStore
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.service import MemoryService
from toldonce.model import ConversationRequest, Scope, TurnRequest

DEPLOY = Path(__file__).parents[3] / "deploy" / "ha"
PASSWORD = "only-for-this-test"
SERVERS = 3
"""Connections of PgBouncer to the database: fewer than there are clients, so that they are mixed up."""


def configuration(folder: Path, port: int, database_port: int) -> str:
    """The file as it is deployed, with the places of a test."""
    text = (DEPLOY / "pgbouncer.ini").read_text(encoding="utf-8")
    for deployed, here in (
        ("port=5000 ", f"port={database_port} "),
        ("listen_port = 6432", f"listen_port = {port}\nunix_socket_dir ="),
        ("/etc/pgbouncer/userlist.txt", str(folder / "userlist.txt")),
        ("default_pool_size = 40", f"default_pool_size = {SERVERS}"),
    ):
        assert deployed in text
        text = text.replace(deployed, here)
    return text


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PostgresServer]:
    made = PostgresServer(tmp_path_factory.mktemp("pooled"), {"fsync": "off"})
    try:
        await made.make()
        yield made
    finally:
        made.kill()


@pytest.fixture(scope="module")
async def pooled_url(server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The restricted role's URL by way of PgBouncer."""
    folder = tmp_path_factory.mktemp("pgbouncer")
    folder.chmod(0o777)
    await migrate(server.url, progress=lambda _: None)
    await ensure_model(server.url, "words/1", DIMENSION)
    connection = await asyncpg.connect(server.url)
    await connection.execute((DEPLOY / "pgbouncer.sql").read_text(encoding="utf-8"))
    await connection.execute(f"ALTER ROLE pgbouncer PASSWORD '{PASSWORD}'")
    role = role_name("toldonce")
    await make_role(connection, server.url, role)
    password = await role_password(connection, server.url, role)
    await connection.close()
    (folder / "userlist.txt").write_text(f'"pgbouncer" "{PASSWORD}"\n')
    port = free_port()
    (folder / "pgbouncer.ini").write_text(configuration(folder, port, server.port))
    program = shutil.which("pgbouncer")
    assert program, "pgbouncer is missing: run scripts/debian-packages.sh"
    process = Process(
        "pgbouncer",
        [program, str(folder / "pgbouncer.ini")],
        folder,
        {},
        user=server.process._user,
        group=server.process._group,
    )
    process.start()
    url = url_of(server.url.replace(f":{server.port}", f":{port}"), role, password)
    try:
        async with asyncio.timeout(60):
            while True:
                assert process.runs, process.said
                try:
                    await (await asyncpg.connect(url, statement_cache_size=0)).close()
                    break
                except OSError:
                    await asyncio.sleep(0.05)
        yield url
    finally:
        process.kill()


async def test_the_service_works_behind_it(pooled_url: str) -> None:
    assert await migrate(pooled_url, progress=lambda _: None) == pooled_url
    model_id = await ensure_model(pooled_url, "words/1", DIMENSION)
    database = await Database.open(pooled_url, pool_size=8, statement_cache=0)
    store = PgStore(database, model_id, "words/1", DIMENSION)

    async def live(number: int) -> None:
        service = MemoryService(
            store,
            PgJobs(database),
            WordEmbedder(),
            scope=Scope(user_id=uuid4()),
            secret="a secret that is long enough for signing",
            clock=lambda: datetime.now(UTC),
            rules=RuleExtractor(),
        )
        made = await service.create_conversation(ConversationRequest(title="a talk"))
        for turn in range(3):
            said = TurnRequest(role="user", content=f"The parcel {number} lies in room {turn}")
            added = await service.add_turns(made.conversation_id, [said])
            found = await service.search("parcel room", min_seq=added.up_to_seq)
            assert {hit.content for hit in found.hits} == {
                f"The parcel {number} lies in room {one}" for one in range(turn + 1)
            }

    try:
        await asyncio.gather(*(live(number) for number in range(24)))
    finally:
        await database.close(5.0)
