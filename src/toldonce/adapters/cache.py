"""Vectors of queries in Redis, so that no process embeds what another one has embedded already."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast
from uuid import UUID

import numpy as np
import structlog
from numpy.typing import NDArray
from redis.exceptions import ConnectionError, RedisError

from toldonce.adapters.redis_limiter import SECONDS, redis_client
from toldonce.telemetry.outages import note_outage

PREFIX = "toldonce:vectors"
MAX_VECTORS = 1_000
"""Of one account; one more and they all go, which bounds memory without keeping a record of their use."""
PAUSE = 5.0
"""Seconds for which Redis is not asked after a failure."""
_HALF = np.dtype("<f2")

T = TypeVar("T")

log = structlog.get_logger("toldonce.cache")


class RedisQueryVectors:
    """`toldonce.ports.QueryVectors` in Redis 7 or newer.

    One hash for each account, named and filled by HMACs with ``key`` (processes that share vectors have the same one),
    so that no account and no query can be read in Redis. A hash ends ``ttl`` seconds after its first vector, whatever
    is added later. Every call ends within ``seconds``.
    """

    def __init__(self, url: str, *, key: bytes, ttl: int, seconds: float = SECONDS, pause: float = PAUSE) -> None:
        self._redis = redis_client(url, seconds, decode_responses=False)
        self._key = key
        self._ttl = ttl
        self._seconds = seconds
        self._pause = pause
        self._away_until: float | None = None

    async def get(self, user_id: UUID, model_name: str, text: str) -> NDArray[np.float32] | None:
        """The vector, rounded to half precision and again of unit length; None when it or Redis is not there."""
        if self._is_paused():
            return None
        name, place = self._name(user_id), self._place(user_id, model_name, text)
        stored = await self._ask(lambda: cast("Awaitable[bytes | None]", self._redis.hget(name, cast("str", place))))
        return None if stored is None else _vector(stored)

    async def put(self, user_id: UUID, model_name: str, text: str, vector: NDArray[np.float32]) -> None:
        """Keep a vector of unit length; while Redis is away nothing is kept."""
        if self._is_paused():
            return
        name, place = self._name(user_id), self._place(user_id, model_name, text)

        async def add() -> None:
            async with self._redis.pipeline(transaction=True) as pipeline:
                pipeline.hset(name, mapping={place: vector.astype(_HALF).tobytes()})
                pipeline.expire(name, self._ttl, nx=True)
                pipeline.hlen(name)
                answers: list[Any] = await pipeline.execute()
            if answers[-1] > MAX_VECTORS:
                await self._redis.unlink(name)

        await self._ask(add)

    async def purge(self, user_id: UUID) -> None:
        """Remove the account's hash. Redis is asked even in a pause; if it is away, the hash ends with its ``ttl``."""
        name = self._name(user_id)
        await self._ask(lambda: self._redis.unlink(name))

    async def ping(self) -> bool:
        """Whether Redis answers; it is asked even in a pause."""
        return await self._ask(self._redis.ping) is not None

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    def _is_paused(self) -> bool:
        return self._away_until is not None and time.monotonic() < self._away_until

    async def _ask(self, question: Callable[[], Awaitable[T]]) -> T | None:
        try:
            async with asyncio.timeout(self._seconds):
                try:
                    answer = await question()
                except ConnectionError:
                    # An old connection may have ended.
                    answer = await question()
        except (RedisError, OSError) as failure:
            self._failed(failure)
            return None
        if self._away_until is not None:
            self._away_until = None
            log.info("query_vectors_shared_again")
        return answer

    def _failed(self, failure: Exception) -> None:
        if self._away_until is None:
            log.warning("query_vectors_not_shared", reason=type(failure).__name__, effect="every query is embedded")
        self._away_until = time.monotonic() + self._pause
        note_outage("redis", failure)

    def _name(self, user_id: UUID) -> str:
        return hash_name(self._key, user_id)

    def _place(self, user_id: UUID, model_name: str, text: str) -> bytes:
        # With the account, so that nobody sees in Redis that two accounts have asked the same.
        asked = user_id.bytes + f"{model_name}\0{text}".encode(errors="surrogatepass")
        return hmac.digest(self._key, asked, "sha256")[:16]


def hash_name(key: bytes, user_id: UUID) -> str:
    """The name of an account's hash, which tells nothing of the account to who has not got ``key``."""
    return f"{PREFIX}:{hmac.digest(key, user_id.bytes, 'sha256').hex()}"


def _vector(stored: bytes) -> NDArray[np.float32] | None:
    """None for what is no vector."""
    if len(stored) % _HALF.itemsize:
        return None
    vector = np.frombuffer(stored, _HALF).astype(np.float32)
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if 0 < length < np.inf else None
