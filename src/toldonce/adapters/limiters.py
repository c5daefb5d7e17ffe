"""Limits counted in this process, and limits in Redis that go on in this process while Redis is away."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import structlog

from toldonce.adapters import token_bucket as arithmetic
from toldonce.adapters.token_bucket import Bucket, DayCount, Weighed
from toldonce.ports import Limiter, LimitRule, Standing, Verdict
from toldonce.telemetry import metrics
from toldonce.telemetry.outages import note_outage

MAX_BUCKETS = 10_000
SLOW_ANSWERS = 2
"""So many answers in a row that come too late count as a failure of Redis; one may be this process's own fault."""
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0
WARNING = "Redis rate limit check failed. Falling back to in-memory."

MicrosecondClock = Callable[[], int]

log = structlog.get_logger("toldonce.limits")


class LimiterUnavailable(Exception):
    """The shared limiter cannot be asked; ``slow``: it is there but did not answer in time."""

    def __init__(self, reason: str, *, slow: bool = False) -> None:
        super().__init__(reason)
        self.slow = slow


class SharedLimiter(Limiter, Protocol):
    """A limiter behind a network; its calls raise `LimiterUnavailable`."""

    async def ping(self) -> None: ...


def microseconds() -> Callable[[], int]:
    """A clock of epoch microseconds that never goes back."""
    offset = time.time_ns() - time.monotonic_ns()
    return lambda: (time.monotonic_ns() + offset) // 1000


def verdict_of(rules: Sequence[LimitRule], weighed: Sequence[Weighed], now: int, refusing: int | None) -> Verdict:
    """Whole seconds from microseconds, rounded so that a retry is never too early."""
    standings = tuple(
        Standing(rule, one.remaining, _seconds(one.reset_at), _seconds(one.wait))
        for rule, one in zip(rules, weighed, strict=True)
    )
    return Verdict(standings, now // arithmetic.SECOND, None if refusing is None else standings[refusing])


class MemoryLimiter:
    """`toldonce.ports.Limiter` in this process.

    It holds at most ``max_buckets`` buckets; the one that was not used for the longest time goes first. ``share``
    processes that each hold one are given a part of every limit, so that together they keep it.
    """

    def __init__(
        self, *, clock: MicrosecondClock | None = None, share: int = 1, max_buckets: int = MAX_BUCKETS
    ) -> None:
        self._clock = clock or microseconds()
        self._share = share
        self._max_buckets = max_buckets
        self._buckets: OrderedDict[tuple[str, str], Bucket | DayCount] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    async def take(self, rules: Sequence[LimitRule]) -> Verdict:
        """Take from all limits or, when one refuses, from none."""
        now = self._clock()
        parts = [self._part(rule) for rule in rules]
        weighed = [_weigh(self._bucket(part), part, now) for part in parts]
        refusing = next((place for place, one in enumerate(weighed) if not one.fits), None)
        if refusing is None:
            for part in parts:
                _take(self._bucket(part), part, now)
            after = [replace(part, cost=0) for part in parts]
            weighed = [_weigh(self._bucket(part), part, now) for part in after]
        return verdict_of(rules, weighed, now, refusing)

    def note(self, rules: Sequence[LimitRule]) -> None:
        """Count a request that was admitted elsewhere."""
        now = self._clock()
        for part in map(self._part, rules):
            bucket = self._bucket(part)
            _weigh(bucket, part, now)
            _take(bucket, part, now)

    async def give_back(self, rules: Sequence[LimitRule]) -> None:
        """Undo a take from token buckets without ``burst``."""
        for part in map(self._part, rules):
            bucket = self._bucket(part)
            if not isinstance(bucket, Bucket) or part.burst is not None:
                raise ValueError(f"{part.name}: only a token bucket without burst can be given back to")
            arithmetic.give_back_to_bucket(bucket, part)

    async def close(self) -> None:
        """Forget everything."""
        self._buckets.clear()

    def _part(self, rule: LimitRule) -> LimitRule:
        if self._share == 1:
            return rule
        limit = -(-rule.limit // self._share)
        burst = None if rule.burst is None else -(-rule.burst // self._share)
        return replace(rule, limit=limit, burst=burst, cost=min(rule.cost, limit))

    def _bucket(self, rule: LimitRule) -> Bucket | DayCount:
        name = (rule.name, rule.key)
        bucket = self._buckets.get(name)
        if bucket is None:
            bucket = self._buckets[name] = DayCount() if rule.daily else Bucket()
            while len(self._buckets) > self._max_buckets:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(name)
        return bucket


class FallbackLimiter:
    """A shared limiter, and one in this process while the shared one is away.

    The one in this process hears of everything that is admitted, so that an outage hands out no fresh allowance. After
    a failure no request waits for the shared one again: a task asks for it and goes back to it when it answers.
    """

    def __init__(self, shared: SharedLimiter, local: MemoryLimiter, *, first_pause: float = FIRST_PAUSE) -> None:
        self._shared = shared
        self._local = local
        self._first_pause = first_pause
        self._slow = 0
        self._recovering: asyncio.Task[None] | None = None
        self.outages = 0
        """How often the shared limiter was lost."""

    @property
    def is_shared(self) -> bool:
        """Whether limits are counted together with the other processes just now."""
        return self._recovering is None

    async def take(self, rules: Sequence[LimitRule]) -> Verdict:
        """Take from all limits or, when one refuses, from none."""
        if self._recovering is None:
            try:
                verdict = await self._shared.take(rules)
            except LimiterUnavailable as failure:
                self._failed(failure)
            else:
                self._slow = 0
                if verdict.refused is None:
                    self._local.note(rules)
                return verdict
        return await self._local.take(rules)

    async def give_back(self, rules: Sequence[LimitRule]) -> None:
        """Undo a take from token buckets without ``burst``."""
        await self._local.give_back(rules)
        if self._recovering is None:
            try:
                await self._shared.give_back(rules)
            except LimiterUnavailable as failure:
                self._failed(failure)

    async def ping(self) -> None:
        """Ask the shared limiter; raises `LimiterUnavailable`."""
        await self._shared.ping()

    async def close(self) -> None:
        """Let go of both."""
        if self._recovering is not None:
            self._recovering.cancel()
            await asyncio.gather(self._recovering, return_exceptions=True)
        await self._shared.close()
        await self._local.close()

    def _failed(self, failure: LimiterUnavailable) -> None:
        self._slow += 1
        if self._recovering is not None or (failure.slow and self._slow < SLOW_ANSWERS):
            return
        self.outages += 1
        log.warning(WARNING, reason=str(failure))
        note_outage("redis", failure)
        metrics.limiter_fell_back(True)
        self._recovering = asyncio.create_task(self._recover())

    async def _recover(self) -> None:
        pause = self._first_pause
        while True:
            await asyncio.sleep(pause)
            with contextlib.suppress(LimiterUnavailable):
                await self._shared.ping()
                break
            pause = min(2 * pause, LONGEST_PAUSE)
        self._slow = 0
        self._recovering = None
        metrics.limiter_fell_back(False)
        log.info("Redis answers again. Rate limits are shared.")


def _weigh(bucket: Bucket | DayCount, rule: LimitRule, now: int) -> Weighed:
    if isinstance(bucket, DayCount):
        return arithmetic.weigh_day(bucket, rule, now)
    return arithmetic.weigh_bucket(bucket, rule, now)


def _take(bucket: Bucket | DayCount, rule: LimitRule, now: int) -> None:
    if isinstance(bucket, DayCount):
        arithmetic.take_from_day(bucket, rule, now)
    else:
        arithmetic.take_from_bucket(bucket, rule, now)


def _seconds(microseconds: int) -> int:
    return -(-microseconds // arithmetic.SECOND)
