"""What the service keeps in Redis of the queries it answers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
import redis
from redis_server import RedisServer, running_redis

from tests.server.conftest import PASSWORD, Person, make_settings
from toldonce.adapters.cache import PREFIX
from toldonce.settings import Settings

TTL = 1_234


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis"), password="for tests only") as server:
        yield server


@pytest.fixture(scope="module")
def service_settings(
    owner_url: str, models_dir: Path, redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """With Redis, which keeps nothing but vectors here."""
    return make_settings(
        owner_url,
        models_dir,
        tmp_path_factory.mktemp("service"),
        redis_url=redis_server.url,
        redis_cache_ttl=TTL,
        rate_limit_enabled=False,
    )


@pytest.fixture
def inside(redis_server: RedisServer) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_server.url) as client:
        yield client


def kept(inside: redis.Redis) -> list[bytes]:
    return cast("list[bytes]", inside.keys(f"{PREFIX}:*"))


def search(person: Person, query: str) -> list[str]:
    found = person.http.post("/api/v1/memories/search", json={"query": query})
    assert found.status_code == 200, found.text
    return [hit["content"] for hit in found.json()["hits"]]


def search_until_kept(person: Person, inside: redis.Redis) -> set[bytes]:
    """What is new in Redis; a first connection on a busy machine may take longer than a search waits for it."""
    before = set(kept(inside))
    deadline = time.monotonic() + 30
    while not (new := set(kept(inside)) - before):
        assert time.monotonic() < deadline, "no query vector was kept"
        search(person, "What is my boat called?")
        time.sleep(0.02)
    return new


@pytest.mark.requirement("PT-02")
def test_query_vectors_end_with_their_time_and_with_every_deletion(ana: Person, inside: redis.Redis) -> None:
    conversation_id = ana.conversation("My boat is called Marisol.", "I sail on Sundays.")
    turn_id = ana.http.get(f"/api/v1/conversations/{conversation_id}/turns").json()["items"][0]["turn_id"]
    [key] = search_until_kept(ana, inside)
    assert 0 < cast("int", inside.ttl(key)) <= TTL
    assert inside.hlen(key) == 1
    assert search(ana, "What is my boat called?")[0] == "My boat is called Marisol."

    erased = ana.http.delete(f"/api/v1/conversations/{conversation_id}/turns/{turn_id}")
    assert erased.status_code == 200, erased.text
    assert kept(inside) == []
    assert "My boat is called Marisol." not in search(ana, "What is my boat called?")


@pytest.mark.requirement("PT-02")
def test_an_erased_account_leaves_no_query_vectors(ben: Person, inside: redis.Redis) -> None:
    before = set(kept(inside))
    assert len(search_until_kept(ben, inside)) == 1
    erased = ben.http.request("DELETE", "/api/v1/auth/me", json={"password": PASSWORD})
    assert erased.status_code == 200, erased.text
    assert set(kept(inside)) == before


def test_health_looks_at_redis_where_nothing_is_limited(ana: Person) -> None:
    deadline = time.monotonic() + 30
    while (told := ana.http.get("/health").json()["checks"]["redis"])["status"] != "healthy":
        assert told["status"] == "degraded", told  # a busy machine may take longer than the probe waits
        assert time.monotonic() < deadline, told
        time.sleep(0.1)
