"""Limits in a Redis that sentinels look after: the client follows its master."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from resilience.availability.sentinels import Sentinels
from toldonce.adapters.cache import RedisQueryVectors
from toldonce.adapters.limiters import LimiterUnavailable
from toldonce.adapters.redis_limiter import RedisLimiter
from toldonce.ports import LimitRule

KEY = b"a key for these tests only"
RULE = LimitRule("account", "ana", 100, burst=20)
SECONDS = 60.0


@pytest.fixture(scope="module")
async def redis(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sentinels]:
    made = Sentinels(tmp_path_factory.mktemp("sentinels"), servers=2)
    try:
        await made.start()
        yield made
    finally:
        made.kill_all()


async def test_limits_follow_the_master(redis: Sentinels) -> None:
    limiter = RedisLimiter(redis.url, key=KEY, seconds=5)
    try:
        before = (await limiter.take((RULE,))).standings[0].remaining
        assert (await limiter.take((RULE,))).standings[0].remaining == before - 1
        old = redis.master()
        assert old is not None
        redis.kill(old)
        with pytest.raises(LimiterUnavailable):
            await limiter.take((RULE,))
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                await limiter.take((RULE,))
                break
            except LimiterUnavailable:
                assert time.monotonic() < deadline, "the client does not find the new master"
                await asyncio.sleep(0.1)
        assert redis.master() != old
    finally:
        await limiter.close()


@pytest.mark.parametrize(
    "url",
    [
        "redis+sentinel://127.0.0.1:26379",
        "redis+sentinel:///name",
        "redis+sentinel://host:no/name",
        "redis+sentinel://",
    ],
)
def test_an_address_without_hosts_or_name_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"sentinel|invalid literal"):
        RedisQueryVectors(url, key=KEY, ttl=60)
