"""What Redis holds when the settings name one, and what stands in for it. Its client is loaded only then."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import structlog

from toldonce.adapters.limiters import FallbackLimiter, LimiterUnavailable, MemoryLimiter
from toldonce.bootstrap.health import PROBE_SECONDS
from toldonce.bootstrap.started import StartFailed
from toldonce.ports import Check
from toldonce.settings import Settings

if TYPE_CHECKING:
    from toldonce.adapters.cache import RedisQueryVectors

log = structlog.get_logger("toldonce.bootstrap")


NO_REDIS_ADDRESS = "REDIS_URL: is no address such as redis://:password@host:6379/0"


async def open_limiter(settings: Settings, secret: str) -> MemoryLimiter | FallbackLimiter | None:
    """What counts requests: Redis with this process as its stand-in, or this process; None when nothing is limited.

    Raises `StartFailed`.
    """
    if not settings.rate_limit_enabled:
        return None
    local = MemoryLimiter(share=settings.web_concurrency)
    address = settings.redis_address
    if address is None:
        return local
    from toldonce.adapters.redis_limiter import RedisLimiter, RedisRefused

    try:
        shared = RedisLimiter(address, key=hashlib.blake2b(secret.encode(), person=b"limit keys").digest())
    except ValueError as fault:
        raise StartFailed([NO_REDIS_ADDRESS]) from fault
    try:
        await shared.ping()
    except RedisRefused as refused:
        await shared.close()
        reason = f"REDIS_PASSWORD: Redis refuses it, or its user may do too little ({refused})"
        raise StartFailed([f"{reason}; when REDIS_URL is set, it holds the password"]) from refused
    except LimiterUnavailable as failure:
        log.warning("redis_not_reachable", reason=str(failure), effect="limits are counted in this process")
    return FallbackLimiter(shared, local)


def open_query_vectors(settings: Settings, secret: str) -> RedisQueryVectors | None:
    """Vectors of queries that the processes share; None without Redis. Raises `StartFailed`."""
    address = settings.redis_address
    if address is None:
        return None
    from toldonce.adapters.cache import RedisQueryVectors

    try:
        return RedisQueryVectors(address, key=query_vectors_key(secret), ttl=settings.redis_cache_ttl)
    except ValueError as fault:
        raise StartFailed([NO_REDIS_ADDRESS]) from fault


def query_vectors_key(secret: str) -> bytes:
    """The key under which texts of queries are hashed; made from the secret that signs tokens."""
    return hashlib.blake2b(secret.encode(), person=b"query vectors").digest()


async def examine_redis(settings: Settings) -> Check:
    """Whether Redis can be used: "disabled" when none is set, "degraded" when it asks for no password."""
    address = settings.redis_address
    if address is None:
        return Check("disabled")
    from toldonce.adapters.redis_limiter import RedisRefused

    parts = urlsplit(address)
    anonymous = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    started = time.perf_counter()
    try:
        await _ask_redis(address)
    except (LimiterUnavailable, ValueError) as failure:
        return Check("unhealthy", None, str(failure))
    latency = 1000 * (time.perf_counter() - started)
    try:
        await _ask_redis(anonymous)
    except RedisRefused:
        return Check("healthy", latency)
    except LimiterUnavailable as failure:
        return Check("unhealthy", None, str(failure))
    return Check("degraded", latency, "it asks for no password")


async def _ask_redis(address: str) -> None:
    from toldonce.adapters.redis_limiter import RedisLimiter

    limiter = RedisLimiter(address, key=bytes(16), seconds=PROBE_SECONDS)
    try:
        await limiter.ping()
    finally:
        await limiter.close()
