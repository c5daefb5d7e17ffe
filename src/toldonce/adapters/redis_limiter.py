"""Limits in Redis, shared by every process that uses it: each request is one script, run there in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, ConnectionError, NoPermissionError, RedisError, TimeoutError

from toldonce.adapters.limiters import LimiterUnavailable, MicrosecondClock, verdict_of
from toldonce.adapters.token_bucket import Weighed, step_of
from toldonce.ports import LimitRule, Verdict

SECONDS = 0.1
"""For connecting and for every answer; a request asks at most twice."""
PREFIX = "{toldonce:limit}"
"""In braces, so that a Redis Cluster keeps all limits of a request, which one script must reach, in one place."""
SENTINEL = "redis+sentinel"
SENTINEL_PORT = 26_379
SENTINELS_ASKED = 3
"""How many of them may be asked, one after the other, in the time that one answer may take."""
PROBE = LimitRule("probe", "probe", limit=1_000)
_SCRIPTS = Path(__file__).parent


class RedisRefused(LimiterUnavailable):
    """Redis is there but wants another password, or gives its user too few rights."""


class RedisLimiter:
    """`toldonce.ports.Limiter` in Redis; its calls raise `LimiterUnavailable`, or `RedisRefused` which is one.

    ``key`` (16 to 64 bytes) hashes what names a bucket, so that no address or account can be read in Redis; processes
    that share limits have the same one. Time is that of the Redis server unless a ``clock`` is given.
    """

    def __init__(
        self, url: str, *, key: bytes, clock: MicrosecondClock | None = None, seconds: float = SECONDS
    ) -> None:
        self._redis = redis_client(url, seconds, decode_responses=True)
        self._key = key
        self._clock = clock
        self._take = self._redis.register_script((_SCRIPTS / "take.lua").read_text(encoding="utf-8"))
        self._give_back = self._redis.register_script((_SCRIPTS / "give_back.lua").read_text(encoding="utf-8"))

    async def take(self, rules: Sequence[LimitRule]) -> Verdict:
        """Take from all limits or, when one refuses, from none."""
        keys: list[str] = []
        arguments: list[int] = [self._clock() if self._clock else 0]
        for rule in rules:
            state = self._name(rule)
            keys += [state, f"{state}:log"]
            burst = -1 if rule.burst is None else rule.burst
            arguments += [int(rule.daily), rule.limit, rule.window, burst, rule.cost]
        refused, now, *numbers = cast("list[int]", await self._run(self._take, keys, arguments))
        weighed = [
            Weighed(wait == 0, remaining, reset_at, wait)
            for remaining, reset_at, wait in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        ]
        return verdict_of(rules, weighed, now, refused - 1 if refused else None)

    async def give_back(self, rules: Sequence[LimitRule]) -> None:
        """Undo a take from token buckets without ``burst``."""
        keys = [self._name(rule) for rule in rules]
        await self._run(self._give_back, keys, [rule.cost * step_of(rule) for rule in rules])

    async def ping(self) -> None:
        """Take from a limit of nobody: a Redis that answers but takes no writes would not do."""
        await self.take((PROBE,))

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    def _name(self, rule: LimitRule) -> str:
        digest = blake2b(f"{rule.name}\0{rule.key}".encode(), key=self._key, digest_size=16).hexdigest()
        return f"{PREFIX}:{digest}"

    async def _run(self, script: Any, keys: Sequence[str], arguments: Sequence[int]) -> object:
        try:
            try:
                return await script(keys=keys, args=arguments)
            except (ConnectionError, TimeoutError):
                # An old connection may have ended, or this process may itself have been too busy to read the answer.
                return await script(keys=keys, args=arguments)
        except (RedisError, OSError) as error:
            raise _unavailable(error) from error


def redis_client(url: str, seconds: float, *, decode_responses: bool) -> Redis:
    """A client that gives up after ``seconds`` and never asks again by itself. Raises `ValueError` for a wrong URL.

    Besides what redis-py takes, ``url`` may be ``redis+sentinel://:password@host:26379,host:26379/name/0``: the client
    then talks to the master that the sentinels (which must ask for no password) know under this name.
    """
    options: dict[str, Any] = {
        "socket_timeout": seconds,
        "socket_connect_timeout": seconds,
        "retry": Retry(NoBackoff(), 0),
        "decode_responses": decode_responses,
        "client_name": "toldonce",
    }
    if url.startswith(f"{SENTINEL}://"):
        return _master(url, seconds, options)
    return Redis.from_url(url, **options)


class _Master(Redis):
    """The master that the sentinels name, asked for again with each connection; closing it lets go of them too."""

    async def aclose(self, close_connection_pool: bool | None = None) -> None:
        await super().aclose(close_connection_pool)
        await cast("SentinelConnectionPool", self.connection_pool).sentinel_manager.aclose()


def _master(url: str, seconds: float, options: Mapping[str, Any]) -> Redis:
    parts = urlsplit(url)
    login, _, hosts = parts.netloc.rpartition("@")
    user, _, password = (unquote(part) for part in login.partition(":"))
    service, _, number = parts.path.strip("/").partition("/")
    addresses = [host.rpartition(":") if ":" in host else (host, "", str(SENTINEL_PORT)) for host in hosts.split(",")]
    if not service or not all(host for host, _, _ in addresses):
        raise ValueError(f"{SENTINEL}:// needs hosts and the name of a master")
    sentinels = Sentinel(  # type: ignore[no-untyped-call]
        [(host, int(port)) for host, _, port in addresses],
        sentinel_kwargs={
            "socket_timeout": seconds / SENTINELS_ASKED,
            "socket_connect_timeout": seconds / SENTINELS_ASKED,
            "retry": Retry(NoBackoff(), 0),
        },
    )
    options = {**options, "username": user or None, "password": password or None, "db": int(number or 0)}
    return cast("Redis", sentinels.master_for(service, redis_class=_Master, **options))


def _unavailable(error: Exception) -> LimiterUnavailable:
    # redis-py has no class for NOAUTH in an answer to a command.
    if isinstance(error, AuthenticationError | NoPermissionError) or str(error).startswith("NOAUTH"):
        return RedisRefused(type(error).__name__)
    return LimiterUnavailable(type(error).__name__, slow=isinstance(error, TimeoutError))
