"""One token bucket and one daily count as arithmetic, in whole microseconds; `redis_limiter` says the same in Lua.

A bucket that is full at ``full_at`` lacks (full_at - now) / step tokens, where step is the time one token takes to come
back. Refill is earned continuously and handed out when requests pause for `PAUSE` or when half a window has passed, so
that a run of requests counts down by exactly one each and the bucket never lags behind its rate by more than half.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from toldonce.ports import LimitRule

SECOND = 1_000_000
DAY = 86_400 * SECOND
PAUSE = 3 * SECOND


@dataclass(slots=True)
class Bucket:
    """``log`` holds when each token of the last window was taken, oldest first; only rules with a burst keep it."""

    full_at: int = 0
    handed_at: int = 0
    taken_at: int = 0
    log: deque[int] = field(default_factory=deque)


@dataclass(slots=True)
class DayCount:
    """What was taken on one UTC day, counted from the epoch."""

    day: int = -1
    count: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a request meets: whether it fits, and else how long until it does; times in microseconds."""

    fits: bool
    remaining: int
    reset_at: int
    wait: int


def step_of(rule: LimitRule) -> int:
    """The time in which one token comes back."""
    return max(1, rule.window * SECOND // rule.limit)


def weigh_bucket(bucket: Bucket, rule: LimitRule, now: int) -> Weighed:
    """Look at a bucket; of its log, what is older than the window is dropped."""
    window, step = rule.window * SECOND, step_of(rule)
    release_at = min(bucket.taken_at + PAUSE, bucket.handed_at + window // 2)
    handed_at = now if now >= release_at else bucket.handed_at
    full_at = max(bucket.full_at, handed_at)
    capacity = rule.limit * step
    remaining = (capacity - (full_at - handed_at)) // step
    allowed_at = max(full_at + rule.cost * step - capacity, release_at)
    reset_at = now if full_at == handed_at else max(full_at, release_at)
    fits = rule.cost <= remaining
    wait = 0 if fits else allowed_at - now
    if rule.burst is not None:
        log, most = bucket.log, rule.limit + rule.burst
        while log and log[0] <= now - window:
            log.popleft()
        over = len(log) + rule.cost - most
        if over > 0:
            fits = False
            wait = max(wait, log[min(over, len(log)) - 1] + window - now)
        remaining = min(remaining, most - len(log))
        if len(log) > rule.burst:
            reset_at = max(reset_at, log[len(log) - 1 - rule.burst] + window)
    fits = fits or rule.cost == 0
    return Weighed(fits, max(0, remaining), max(now, reset_at), 0 if fits else min(max(1, wait), window))


def take_from_bucket(bucket: Bucket, rule: LimitRule, now: int) -> None:
    """Take the cost, whether it fits or not; a bucket does not go below empty."""
    if rule.cost == 0:
        return
    window, step = rule.window * SECOND, step_of(rule)
    if now >= min(bucket.taken_at + PAUSE, bucket.handed_at + window // 2):
        bucket.handed_at = now
    full_at = max(bucket.full_at, bucket.handed_at) + rule.cost * step
    bucket.full_at = min(full_at, bucket.handed_at + rule.limit * step)
    bucket.taken_at = now
    if rule.burst is not None:
        bucket.log.extend([now] * rule.cost)
        while len(bucket.log) > rule.limit + rule.burst:
            bucket.log.popleft()


def give_back_to_bucket(bucket: Bucket, rule: LimitRule) -> None:
    """Undo one `take_from_bucket`."""
    bucket.full_at -= rule.cost * step_of(rule)


def weigh_day(count: DayCount, rule: LimitRule, now: int) -> Weighed:
    """Look at a daily count."""
    today = now // DAY
    taken = count.count if count.day == today else 0
    fits = rule.cost == 0 or taken + rule.cost <= rule.limit
    midnight = (today + 1) * DAY
    return Weighed(fits, max(0, rule.limit - taken), midnight, 0 if fits else midnight - now)


def take_from_day(count: DayCount, rule: LimitRule, now: int) -> None:
    """Add the cost to the count of today."""
    today = now // DAY
    if count.day != today:
        count.day, count.count = today, 0
    count.count += rule.cost
