"""What an erasure should have removed from Redis and did not.

What toldonce keeps in Redis is named and filled by keyed hashes, so a sentence or an id cannot be looked up there. What
can be: the one hash of an account that holds vectors of its queries. It lives for a set time from its first vector on,
which tells when it was begun: one begun after an erasure holds nothing from before.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from redis.exceptions import RedisError

from toldonce.adapters.cache import hash_name
from toldonce.adapters.limiters import LimiterUnavailable
from toldonce.adapters.redis_limiter import redis_client

SECONDS = 10.0
KEYS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Erased:
    """An account of which something was erased, and when; ``whole``: the account itself."""

    user_id: UUID
    at: datetime
    whole: bool


class RedisScan:
    """Reads a Redis; changes nothing. Every call raises `LimiterUnavailable` when it cannot be reached."""

    def __init__(self, url: str, *, key: bytes, ttl: int) -> None:
        """``key`` and ``ttl`` are those of `RedisQueryVectors`. Raises `ValueError` for a URL that is none."""
        self._redis = redis_client(url, SECONDS, decode_responses=False)
        self._key = key
        self._ttl = timedelta(seconds=ttl)

    async def older_vectors(self, erased: Sequence[Erased]) -> list[Erased]:
        """The accounts whose query vectors are from before the erasure."""
        try:
            seconds, microseconds = await self._redis.time()
            now = datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=microseconds)
            begun = {one.user_id: await self._begun(one.user_id, now) for one in erased}
        except (RedisError, OSError) as failure:
            raise LimiterUnavailable(type(failure).__name__) from failure
        return [one for one in erased if (at := begun[one.user_id]) is not None and (one.whole or at <= one.at)]

    async def holding(self, spellings: Sequence[str]) -> tuple[list[str], int]:
        """Names of keys that hold a sentence in one of its spellings (`spellings_of`), and how many were searched."""
        wanted = [one.encode() for one in spellings]
        found: list[str] = []
        count = 0
        try:
            async for name in self._redis.scan_iter(count=KEYS_AT_ONCE):
                count += 1
                async for value in self._values(name):
                    if any(one in value.lower() for one in wanted):
                        found.append(name.decode(errors="replace"))
                        break
        except (RedisError, OSError) as failure:
            raise LimiterUnavailable(type(failure).__name__) from failure
        return sorted(found), count

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def _begun(self, user_id: UUID, now: datetime) -> datetime | None:
        """When the account's hash got its first vector, None when there is no hash; one without an end is of old."""
        left = await self._redis.pttl(hash_name(self._key, user_id))
        if left == -2:
            return None
        return datetime.min.replace(tzinfo=UTC) if left == -1 else now - self._ttl + timedelta(milliseconds=left)

    async def _values(self, name: bytes) -> AsyncIterator[bytes]:
        """The name and everything in a key."""
        yield name
        redis: Any = self._redis
        kind = await redis.type(name)
        if kind == b"string":
            yield await redis.get(name) or b""
        elif kind == b"hash":
            async for field, value in redis.hscan_iter(name, count=KEYS_AT_ONCE):
                yield field
                yield value
        elif kind == b"list":
            for value in await redis.lrange(name, 0, -1):
                yield value
        elif kind == b"set":
            async for value in redis.sscan_iter(name, count=KEYS_AT_ONCE):
                yield value
        elif kind == b"zset":
            async for value, _ in redis.zscan_iter(name, count=KEYS_AT_ONCE):
                yield value
