"""Reads on a streaming replica: as fresh as on the primary, also while the replica lags, and when it is gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from resilience.availability.standby import Standby
from resilience.postgres import PostgresServer
from tests.support.word_embedder import DIMENSION, WordEmbedder
from toldonce.adapters.postgres import replica as replicas
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.migrate import ensure_model, migrate
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.replica import PgReplica, ReplicaBehind, replica_url
from toldonce.adapters.postgres.store import PgStore
from toldonce.errors import SequenceNotReached, StoreUnavailable
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.service import MemoryService
from toldonce.model import ConversationRequest, MemoryRequest, Scope, TurnRequest


@dataclass
class Pair:
    """A primary with its replica, and how often each outcome of a read was counted."""

    standby: Standby
    jobs: PgJobs
    store: PgStore
    replica: PgReplica
    reads: list[str]

    def service(self, scope: Scope | None = None) -> MemoryService:
        return MemoryService(
            self.store,
            self.jobs,
            WordEmbedder(),
            scope=scope or Scope(user_id=uuid4()),
            secret="a secret that is long enough for signing",
            clock=lambda: datetime.now(UTC),
            rules=RuleExtractor(),
            replica=self.replica,
        )


@pytest.fixture(scope="module")
async def servers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[PostgresServer, Standby]]:
    folder: Path = tmp_path_factory.mktemp("replicated")
    primary = PostgresServer(folder / "primary", {"fsync": "off"})
    standby = Standby(folder / "standby", primary)
    try:
        await primary.make()
        await standby.make()
        yield primary, standby
    finally:
        standby.kill()
        primary.kill()


@pytest.fixture(scope="module")
async def databases(servers: tuple[PostgresServer, Standby]) -> AsyncIterator[tuple[Database, Database, int]]:
    primary, standby = servers
    url = await migrate(primary.url, progress=lambda _: None)
    model_id = await ensure_model(primary.url, "words/1", DIMENSION)
    leading = await Database.open(url, pool_size=5)
    following = await Database.open(replica_url(url, standby.url), pool_size=5, is_replica=True)
    await standby.caught_up()
    yield leading, following, model_id
    await following.close(5.0)
    await leading.close(5.0)


@pytest.fixture
async def pair(
    servers: tuple[PostgresServer, Standby],
    databases: tuple[Database, Database, int],
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Pair]:
    leading, following, model_id = databases
    reads: list[str] = []
    monkeypatch.setattr(replicas.metrics, "replica_read", reads.append)
    store, copy = (PgStore(one, model_id, "words/1", DIMENSION) for one in (leading, following))
    yield Pair(servers[1], PgJobs(leading), store, PgReplica(leading, following, copy, pause=0.0), reads)
    await servers[1].resume_replay()


async def told(service: MemoryService, *contents: str) -> int:
    """Store turns; the number of the last one."""
    made = await service.create_conversation(ConversationRequest(title="a talk"))
    turns = [TurnRequest(role="user", content=content) for content in contents]
    return (await service.add_turns(made.conversation_id, turns)).up_to_seq


async def found(service: MemoryService, query: str, min_seq: int | None = None) -> list[str]:
    return [hit.content for hit in (await service.search(query, min_seq=min_seq)).hits]


async def test_a_replica_that_is_level_answers(pair: Pair) -> None:
    service = pair.service()
    seq = await told(service, "My boat is called Marisol")
    await pair.standby.caught_up()
    assert await found(service, "boat", seq) == ["My boat is called Marisol"]
    assert set(pair.reads) == {"level"}


async def test_a_replica_that_lags_is_not_believed(pair: Pair) -> None:
    service = pair.service()
    await told(service, "My boat is called Marisol")
    await pair.standby.caught_up()
    await pair.standby.pause_replay()
    seq = await told(service, "My boat has a red sail")
    # Without min_seq as well: what was acknowledged is found, whoever asks.
    assert "My boat has a red sail" in await found(service, "boat sail")
    assert "My boat has a red sail" in await found(service, "boat sail", seq)
    assert set(pair.reads) == {"behind"}
    pair.reads.clear()
    await pair.standby.resume_replay()
    await pair.standby.caught_up()
    assert "My boat has a red sail" in await found(service, "boat sail", seq)
    assert set(pair.reads) == {"level"}


async def test_another_subject_is_read_there_meanwhile(pair: Pair) -> None:
    quiet, busy = pair.service(), pair.service()
    await told(quiet, "The key lies under the mat")
    await pair.standby.caught_up()
    await pair.standby.pause_replay()
    await told(busy, "It rains again")
    assert await found(quiet, "key") == ["The key lies under the mat"]
    assert set(pair.reads) == {"level"}


async def test_what_was_forgotten_is_not_read_from_a_replica_that_has_it_still(pair: Pair) -> None:
    service = pair.service()
    made = await service.create_conversation(ConversationRequest(title="a talk"))
    turns = [TurnRequest(role="user", content=one) for one in ("The safe opens with zebra", "The safe is green")]
    added = await service.add_turns(made.conversation_id, turns)
    await service.add_memories([MemoryRequest(content="I live in Lisbon")])
    await pair.standby.caught_up()
    await pair.standby.pause_replay()
    await service.forget_turn(made.conversation_id, added.turns[0].turn_id)
    assert not any("zebra" in content for content in await found(service, "safe zebra"))
    await service.forget_all()
    assert await found(service, "safe Lisbon", 0) == []
    assert (await service.memories()).items == []
    assert (await service.stats()).turns == 0


async def test_a_subject_begun_again_is_not_taken_for_the_forgotten_one(pair: Pair) -> None:
    service = pair.service()
    await told(service, "The safe opens with zebra", "It is green", "It is heavy")
    await pair.standby.caught_up()
    await pair.standby.pause_replay()
    await service.forget_all()
    await told(service, "The safe is sold")
    assert await found(service, "safe") == ["The safe is sold"]


async def test_every_read_goes_there(pair: Pair) -> None:
    service = pair.service()
    [memory] = await service.add_memories([MemoryRequest(content="I live in Lisbon")])
    await pair.standby.caught_up()
    for read in (
        lambda: service.context("Where do I live?"),
        service.profile,
        service.entities,
        service.memories,
        service.changes,
        service.stats,
    ):
        pair.reads.clear()
        await read()
        assert pair.reads, read
        assert set(pair.reads) == {"level"}
    assert (await service.memories()).items[0].memory_id == memory.memory_id


async def test_a_seq_that_is_nowhere_is_refused_as_before(pair: Pair) -> None:
    service = pair.service()
    seq = await told(service, "It rains")
    with pytest.raises(SequenceNotReached):
        await service.search("rain", min_seq=seq + 1_000)
    assert pair.reads == []


async def test_the_replica_takes_no_writes(pair: Pair) -> None:
    scope = Scope(user_id=uuid4())
    service = pair.service(scope)
    await told(service, "It rains")
    await pair.standby.caught_up()
    copy = await pair.replica.level(scope, None)
    assert copy is not None
    with pytest.raises(StoreUnavailable):
        await copy.create_conversation(scope, uuid4(), "not here")


async def test_a_copy_that_falls_behind_says_so(pair: Pair) -> None:
    scope = Scope(user_id=uuid4())
    service = pair.service(scope)
    await told(service, "It rains")
    await pair.standby.caught_up()
    await pair.standby.pause_replay()
    await told(service, "It snows")
    copy = await pair.replica.level(scope, None)
    assert copy is not None
    with pytest.raises(ReplicaBehind):
        await copy.up_to_seq(scope)


async def test_a_lost_replica_costs_no_read_and_comes_back(
    pair: Pair, databases: tuple[Database, Database, int]
) -> None:
    leading, following, model_id = databases
    store = PgStore(following, model_id, "words/1", DIMENSION)
    pair.replica = PgReplica(leading, following, store, pause=60.0)
    service = pair.service()
    await told(service, "The key lies under the mat")
    await pair.standby.caught_up()
    await pair.standby.stop()
    assert await found(service, "key") == ["The key lies under the mat"]
    assert pair.reads.count("lost") >= 1
    pair.reads.clear()
    assert await found(service, "key") == ["The key lies under the mat"]
    assert pair.reads == []  # It is not asked again before its pause is over.
    await pair.standby.start()
    await pair.standby.caught_up()
    pair.replica = PgReplica(leading, following, store)
    assert await found(pair.service(service._scope), "key") == ["The key lies under the mat"]
    assert set(pair.reads) == {"level"}
