"""Vectors of queries in a real Redis: kept for a while, removed at once, unreadable, and missed by nobody."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import cast
from uuid import UUID, uuid4

import numpy as np
import pytest
import redis
from numpy.typing import NDArray
from redis_server import RedisServer, running_redis
from structlog.testing import capture_logs

from toldonce.adapters import cache
from toldonce.adapters.cache import PREFIX, RedisQueryVectors

KEY = b"a key for these tests only"
MODEL = "words/1"
TTL = 600
LONG = 3_600.0


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def inside(redis_server: RedisServer) -> Iterator[redis.Redis]:
    """The bytes in Redis, which is empty at first."""
    with redis.Redis.from_url(redis_server.url) as client:
        client.flushall()
        yield client


@pytest.fixture
async def vectors(redis_server: RedisServer, inside: redis.Redis) -> AsyncIterator[RedisQueryVectors]:
    made = RedisQueryVectors(redis_server.url, key=KEY, ttl=TTL, seconds=10)
    yield made
    await made.close()


@pytest.fixture
def outages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    noted: list[str] = []

    def note(part: str, fault: BaseException) -> None:
        noted.append(part)

    monkeypatch.setattr(cache, "note_outage", note)
    return noted


def unit(seed: int = 1, dimension: int = 384) -> NDArray[np.float32]:
    vector = np.random.default_rng(seed).normal(size=dimension).astype(np.float32)
    return cast("NDArray[np.float32]", vector / np.linalg.norm(vector))


def only_key(inside: redis.Redis) -> bytes:
    [key] = cast("list[bytes]", inside.keys())
    return key


async def test_a_vector_comes_back_for_the_same_account_model_and_text_only(
    vectors: RedisQueryVectors, redis_server: RedisServer
) -> None:
    user_id, vector = uuid4(), unit()
    await vectors.put(user_id, MODEL, "my boat", vector)
    elsewhere = RedisQueryVectors(redis_server.url, key=KEY, ttl=TTL, seconds=10)
    found = await elsewhere.get(user_id, MODEL, "my boat")
    await elsewhere.close()
    assert found is not None
    assert (found.dtype, found.shape) == (np.float32, (384,))
    assert float(found @ vector) > 0.999
    assert float(np.linalg.norm(found)) == pytest.approx(1, abs=1e-6)
    assert await vectors.get(uuid4(), MODEL, "my boat") is None
    assert await vectors.get(user_id, "words/2", "my boat") is None
    assert await vectors.get(user_id, MODEL, "my boats") is None


@pytest.mark.requirement("PT-02")
async def test_a_hash_ends_with_its_time_to_live_however_much_is_added(
    vectors: RedisQueryVectors, inside: redis.Redis
) -> None:
    user_id = uuid4()
    await vectors.put(user_id, MODEL, "one", unit())
    key = only_key(inside)
    assert TTL - 60 < cast("int", inside.ttl(key)) <= TTL
    inside.expire(key, 100)
    await vectors.put(user_id, MODEL, "two", unit())
    await vectors.get(user_id, MODEL, "one")
    assert only_key(inside) == key
    assert inside.hlen(key) == 2
    assert 0 < cast("int", inside.ttl(key)) <= 100


@pytest.mark.requirement("PT-02")
async def test_a_purge_removes_everything_of_one_account(vectors: RedisQueryVectors, inside: redis.Redis) -> None:
    ana, ben = uuid4(), uuid4()
    for user_id in (ana, ben):
        await vectors.put(user_id, MODEL, "one", unit())
        await vectors.put(user_id, MODEL, "two", unit())
    await vectors.purge(ana)
    assert await vectors.get(ana, MODEL, "one") is None
    assert await vectors.get(ben, MODEL, "two") is not None
    assert inside.hlen(only_key(inside)) == 2


async def test_an_account_never_has_more_than_its_share(
    vectors: RedisQueryVectors, inside: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MAX_VECTORS", 3)
    user_id = uuid4()
    for number in range(3):
        await vectors.put(user_id, MODEL, f"query {number}", unit())
    assert inside.hlen(only_key(inside)) == 3
    await vectors.put(user_id, MODEL, "query 2", unit())
    assert inside.hlen(only_key(inside)) == 3
    await vectors.put(user_id, MODEL, "query 3", unit())
    assert inside.keys() == []
    await vectors.put(user_id, MODEL, "query 4", unit())
    assert inside.hlen(only_key(inside)) == 1


async def test_nobody_can_read_accounts_or_queries_in_redis(vectors: RedisQueryVectors, inside: redis.Redis) -> None:
    ana, ben = uuid4(), uuid4()
    for user_id in (ana, ben):
        await vectors.put(user_id, MODEL, "clinic", unit())
    keys = cast("list[bytes]", inside.keys())
    fields = [field for key in keys for field in cast("dict[bytes, bytes]", inside.hgetall(key))]
    assert len(keys) == len(set(fields)) == 2, "what two accounts ask alike must not look alike"
    assert all(key.startswith(f"{PREFIX}:".encode()) for key in keys)
    for told in (ana, ben):
        for form in (told.bytes, told.hex.encode(), str(told).encode(), b"clinic", MODEL.encode()):
            assert not any(form in name for name in keys + fields)


async def test_another_key_knows_nothing(vectors: RedisQueryVectors, redis_server: RedisServer) -> None:
    user_id = uuid4()
    await vectors.put(user_id, MODEL, "one", unit())
    stranger = RedisQueryVectors(redis_server.url, key=b"another key, for strangers", ttl=TTL, seconds=10)
    assert await stranger.get(user_id, MODEL, "one") is None
    await stranger.close()


@pytest.mark.parametrize("damaged", [b"", b"odd", bytes(768), np.full(384, np.nan, "<f2").tobytes()])
async def test_what_is_no_vector_is_not_given(vectors: RedisQueryVectors, inside: redis.Redis, damaged: bytes) -> None:
    user_id = uuid4()
    await vectors.put(user_id, MODEL, "one", unit())
    key = only_key(inside)
    [field] = cast("list[bytes]", inside.hkeys(key))
    inside.hset(key, cast("str", field), cast("str", damaged))
    assert await vectors.get(user_id, MODEL, "one") is None


async def test_a_killed_redis_is_missed_by_nobody_and_found_again(tmp_path: Path, outages: list[str]) -> None:
    user_id = uuid4()
    with running_redis(tmp_path) as server, capture_logs() as lines:
        vectors = RedisQueryVectors(server.url, key=KEY, ttl=TTL, pause=0)
        await put_until_kept(vectors, user_id)
        outages.clear()
        lines.clear()
        server.kill()
        assert await vectors.get(user_id, MODEL, "one") is None
        await vectors.put(user_id, MODEL, "one", unit())
        await vectors.purge(user_id)
        assert outages == ["redis"] * 3
        assert [line["event"] for line in lines] == ["query_vectors_not_shared"]
        server.start()
        await put_until_kept(vectors, user_id)
        assert lines[-1]["event"] == "query_vectors_shared_again"
        await vectors.close()


async def test_in_a_pause_redis_is_asked_to_purge_only(tmp_path: Path, outages: list[str]) -> None:
    user_id = uuid4()
    with running_redis(tmp_path) as server:
        vectors = RedisQueryVectors(server.url, key=KEY, ttl=TTL, seconds=10, pause=LONG)
        await vectors.put(user_id, MODEL, "one", unit())
        server.kill()
        assert await vectors.get(user_id, MODEL, "one") is None
        server.start()
        await vectors.put(user_id, MODEL, "one", unit())
        with server.client() as client:
            assert client.keys() == []
        assert outages == ["redis"]
        await vectors.purge(user_id)
        await vectors.put(user_id, MODEL, "one", unit())
        assert await vectors.get(user_id, MODEL, "one") is not None
        await vectors.close()


async def test_a_redis_that_hangs_is_given_up(tmp_path: Path, outages: list[str]) -> None:
    user_id = uuid4()
    with running_redis(tmp_path) as server:
        vectors = RedisQueryVectors(server.url, key=KEY, ttl=TTL, pause=LONG)
        assert server.process is not None
        server.process.send_signal(signal.SIGSTOP)
        try:
            async with asyncio.timeout(60):
                assert await vectors.get(user_id, MODEL, "one") is None
                assert await vectors.get(user_id, MODEL, "one") is None
        finally:
            os.kill(server.process.pid, signal.SIGCONT)
        assert outages == ["redis"]
        await vectors.close()


@pytest.mark.requirement("SC-05")
async def test_a_refused_password_is_an_outage(tmp_path: Path, outages: list[str]) -> None:
    with running_redis(tmp_path, password="for tests only") as server:
        vectors = RedisQueryVectors(f"redis://127.0.0.1:{server.port}/0", key=KEY, ttl=TTL, seconds=10)
        assert await vectors.get(uuid4(), MODEL, "one") is None
        assert outages == ["redis"]
        await vectors.close()


@pytest.mark.requirement("GS-02")
async def test_connections_are_closed(redis_server: RedisServer) -> None:
    vectors = RedisQueryVectors(redis_server.url, key=KEY, ttl=TTL, seconds=10)
    await vectors.get(uuid4(), MODEL, "one")
    with redis_server.client() as client:

        def ours() -> int:
            return sum(one["name"] == "toldonce" for one in client.client_list())

        assert ours() == 1
        await vectors.close()
        await eventually(lambda: ours() == 0)


async def put_until_kept(vectors: RedisQueryVectors, user_id: UUID) -> None:
    """More than once, because with the short time for an answer a busy machine may miss one."""
    async with asyncio.timeout(60):
        while await vectors.get(user_id, MODEL, "one") is None:
            await vectors.put(user_id, MODEL, "one", unit())


async def eventually(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.02)
