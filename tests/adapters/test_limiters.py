"""Limits, in this process and in a real Redis, against a plain model and against what they promise."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis_server import RedisServer, running_redis
from structlog.testing import capture_logs

from toldonce.adapters.limiters import WARNING, FallbackLimiter, LimiterUnavailable, MemoryLimiter
from toldonce.adapters.redis_limiter import PREFIX, RedisLimiter, RedisRefused
from toldonce.ports import Limiter, LimitRule, Verdict

SECOND = 1_000_000
KEY = b"a key for these tests only"
START = 1_800_000_000 * SECOND
RULE = LimitRule("account", "ana", 100, burst=20)
ALL = LimitRule("global", "", 1_000, burst=20)


class Hands:
    """A clock that is set by hand; epoch microseconds."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += round(seconds * SECOND)


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture(params=["memory", "redis"])
async def limiter(request: pytest.FixtureRequest, hands: Hands, redis_server: RedisServer) -> AsyncIterator[Limiter]:
    made: Limiter
    if request.param == "memory":
        made = MemoryLimiter(clock=hands)
    else:
        made = RedisLimiter(redis_server.url, key=uuid4().bytes, clock=hands, seconds=5)
    yield made
    await made.close()


async def admitted(limiter: Limiter, rules: Sequence[LimitRule], times: int) -> int:
    return [(await limiter.take(rules)).refused is None for _ in range(times)].count(True)


# --- what is promised, of both ---


@pytest.mark.requirement("RL-01", "RL-10", "RL-12")
async def test_the_first_hundred_pass_and_count_down_one_by_one(limiter: Limiter, hands: Hands) -> None:
    for number in range(100):
        verdict = await limiter.take([RULE])
        assert verdict.refused is None
        assert verdict.standings[0].remaining == 99 - number
        assert verdict.standings[0].reset_at * SECOND >= hands.now
        hands.forward(0.05)
    refused = (await limiter.take([RULE])).refused
    assert refused is not None
    assert refused.remaining == 0
    assert 1 <= refused.retry_after <= 60
    hands.forward(refused.retry_after)
    assert (await limiter.take([RULE])).refused is None


@pytest.mark.requirement("RL-03")
async def test_a_full_burst_after_a_minute_of_rest_and_the_rate_forever(limiter: Limiter, hands: Hands) -> None:
    assert await admitted(limiter, [RULE], 130) == 100
    hands.forward(60)
    assert await admitted(limiter, [RULE], 130) == 100
    hands.forward(120)
    for number in range(600):
        assert (await limiter.take([RULE])).refused is None, number
        hands.forward(0.6)


@pytest.mark.requirement("RL-03", "C-2")
async def test_no_sliding_minute_holds_more_than_limit_and_burst(limiter: Limiter, hands: Hands) -> None:
    taken: list[int] = []
    waits: list[int] = []
    while hands.now < START + 200 * SECOND:
        verdict = await limiter.take([RULE])
        if verdict.refused is None:
            taken.append(hands.now)
        else:
            waits.append(verdict.refused.retry_after)
            hands.forward(0.25)
    busiest = max(sum(1 for other in taken if one <= other < one + 60 * SECOND) for one in taken)
    assert busiest == 120
    assert max(waits) > 40, "while the window is full, waiting means nearly a minute"
    assert max(waits) <= 60


@pytest.mark.requirement("RL-02")
async def test_both_limits_are_taken_or_none(limiter: Limiter) -> None:
    every = LimitRule("global", "", 5, burst=0)
    one, other = (LimitRule("account", name, 3, burst=0) for name in ("ana", "ben"))
    assert await admitted(limiter, [one, every], 50) == 3
    verdict = await limiter.take([other, every])
    assert [standing.remaining for standing in verdict.standings] == [2, 1], "what Ana was refused cost nobody"
    assert await admitted(limiter, [other, every], 50) == 1
    refused = await limiter.take([other, every])
    assert refused.refused is not None
    assert refused.refused.rule.name == "global"
    assert refused.standings[0].remaining == 1, "what all together were refused did not cost Ben"


async def test_costs_days_and_looking(limiter: Limiter, hands: Hands) -> None:
    dear = replace(RULE, cost=30)
    assert await admitted(limiter, [dear], 5) == 3
    looked = await limiter.take([replace(RULE, cost=0)])
    assert (looked.refused, looked.standings[0].remaining) == (None, 10)
    day = LimitRule("day", "ana", 4, window=86_400, daily=True)
    assert await admitted(limiter, [day], 9) == 4
    refused = (await limiter.take([day])).refused
    assert refused is not None
    assert refused.reset_at % 86_400 == 0
    assert refused.retry_after == refused.reset_at - hands.now // SECOND
    hands.forward(refused.retry_after)
    assert await admitted(limiter, [day], 9) == 4


@pytest.mark.requirement("RL-19")
async def test_what_is_given_back_can_be_taken_again(limiter: Limiter, hands: Hands) -> None:
    rule = LimitRule("attempts", "ana", 10, window=300)
    for _ in range(50):
        assert (await limiter.take([rule])).refused is None
        await limiter.give_back([rule])
    assert await admitted(limiter, [rule], 50) == 10
    refused = (await limiter.take([rule])).refused
    assert refused is not None
    assert refused.retry_after == 30
    hands.forward(30)
    assert await admitted(limiter, [rule], 50) == 1


@pytest.mark.requirement("RL-04")
async def test_of_a_hundred_at_once_the_last_token_goes_to_one(limiter: Limiter) -> None:
    assert await admitted(limiter, [RULE, ALL], 99) == 99
    verdicts = await asyncio.gather(*(limiter.take([RULE, ALL]) for _ in range(100)))
    assert sum(verdict.refused is None for verdict in verdicts) == 1


@pytest.mark.requirement("RL-15")
async def test_limits_that_were_changed_while_buckets_exist(limiter: Limiter, hands: Hands) -> None:
    assert await admitted(limiter, [RULE], 100) == 100
    small = replace(RULE, limit=10, burst=0)
    refused = (await limiter.take([small])).refused
    assert refused is not None
    hands.forward(refused.retry_after)
    assert await admitted(limiter, [small], 10) >= 1
    hands.forward(120)
    assert await admitted(limiter, [replace(RULE, limit=200)], 300) == 200


# --- a plain model ---


class Model:
    """The same promises kept in the plainest way: all admissions in a list, tokens as fractions."""

    def __init__(self, rule: LimitRule) -> None:
        self.rule = rule
        self.tokens = Fraction(rule.limit)
        self.earned = Fraction(0)
        self.at = self.handed_at = self.taken_at = 0
        self.taken: list[int] = []

    def take(self, now: int, cost: int) -> bool:
        window = self.rule.window * SECOND
        per_token = Fraction(max(1, window // self.rule.limit))
        self.earned += (now - self.at) / per_token
        self.at = now
        if now >= min(self.taken_at + 3 * SECOND, self.handed_at + window // 2):
            self.tokens = min(Fraction(self.rule.limit), self.tokens + self.earned)
            self.earned, self.handed_at = Fraction(0), now
        in_window = sum(1 for one in self.taken if one > now - window)
        if self.tokens < cost or in_window + cost > self.rule.limit + (self.rule.burst or 0):
            return False
        self.tokens -= cost
        self.taken_at = now
        self.taken += [now] * cost
        return True


STEPS = st.lists(
    st.tuples(
        st.one_of(st.just(0), st.integers(0, SECOND), st.integers(0, 20 * SECOND), st.sampled_from([59, 60, 61]).map(
            lambda seconds: seconds * SECOND
        )),
        st.integers(1, 3),
        st.integers(1, 8),
    ),
    max_size=60,
)  # fmt: skip
RULES = st.builds(
    LimitRule,
    st.just("account"),
    st.just("ana"),
    st.one_of(st.integers(3, 12), st.just(100)),
    burst=st.one_of(st.just(0), st.integers(0, 20)),
)


@pytest.mark.requirement("RL-03", "RL-10", "RL-12")
@given(rule=RULES, steps=STEPS)
@settings(max_examples=150, deadline=None)
def test_the_bucket_does_what_a_plain_model_does(rule: LimitRule, steps: list[tuple[int, int, int]]) -> None:
    hands, model = Hands(), Model(rule)
    limiter = MemoryLimiter(clock=hands)
    taken: list[int] = []

    async def run() -> None:
        for pause, cost, times in steps:
            hands.now += pause
            for _ in range(times):
                verdict = await limiter.take([replace(rule, cost=cost)])
                assert (verdict.refused is None) == model.take(hands.now, cost)
                assert 0 <= verdict.standings[0].remaining <= rule.limit
                assert verdict.standings[0].reset_at * SECOND >= hands.now
                if verdict.refused is None:
                    taken.extend([hands.now] * cost)
                else:
                    assert 1 <= verdict.refused.retry_after <= 60
        wait = (await limiter.take([replace(rule, cost=3)])).standings[0].retry_after
        hands.now += wait * SECOND
        if wait:
            assert (await limiter.take([replace(rule, cost=3)])).refused is None, "a retry after Retry-After succeeds"

    asyncio.run(run())
    window = rule.window * SECOND
    for one in taken:
        assert sum(1 for other in taken if one <= other < one + window) <= rule.limit + (rule.burst or 0)


@pytest.mark.requirement("RL-04")
@given(rule=RULES, steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_redis_and_memory_say_the_same(
    rule: LimitRule, steps: list[tuple[int, int, int]], redis_server: RedisServer
) -> None:
    async def run() -> None:
        hands = Hands()
        memory = MemoryLimiter(clock=hands)
        shared = RedisLimiter(redis_server.url, key=uuid4().bytes, clock=hands, seconds=5)
        day = LimitRule("day", "ana", 40, window=86_400, daily=True)
        try:
            for pause, cost, times in steps:
                hands.now += pause
                for _ in range(times):
                    rules = [replace(rule, cost=cost), replace(day, cost=cost), replace(ALL, limit=50)]
                    assert await shared.take(rules) == _with_rules(await memory.take(rules), rules)
        finally:
            await shared.close()

    asyncio.run(run())


def _with_rules(verdict: Verdict, rules: Sequence[LimitRule]) -> Verdict:
    """Standings after a take are looked at with cost 0 in memory."""
    standings = tuple(replace(one, rule=rule) for one, rule in zip(verdict.standings, rules, strict=True))
    places = [one is verdict.refused for one in verdict.standings]
    return replace(verdict, standings=standings, refused=standings[places.index(True)] if any(places) else None)


@pytest.mark.requirement("RL-05")
async def test_memory_stays_small_however_many_ask() -> None:
    limiter = MemoryLimiter(max_buckets=50)
    for number in range(500):
        await limiter.take([replace(RULE, key=str(number)), ALL])
    assert len(limiter) == 50
    assert (await limiter.take([ALL])).standings[0].remaining == 499, "what is used is kept"


@pytest.mark.requirement("RL-08")
async def test_processes_that_share_nothing_hold_a_part_each() -> None:
    hands = Hands()
    workers = [MemoryLimiter(clock=hands, share=4) for _ in range(4)]
    assert sum([await admitted(worker, [RULE], 100) for worker in workers]) == 100


# --- Redis itself ---


@pytest.mark.requirement("RL-04")
async def test_two_clients_of_one_redis_share_the_limit_by_its_clock(redis_server: RedisServer) -> None:
    key = uuid4().bytes
    one, other = (RedisLimiter(redis_server.url, key=key, seconds=5) for _ in range(2))
    verdicts = await asyncio.gather(*(limiter.take([RULE, ALL]) for limiter in (one, other) * 90))
    assert sum(verdict.refused is None for verdict in verdicts) == 100
    assert abs(verdicts[0].at - time.time()) < 5
    await one.close()
    await other.close()


@pytest.mark.requirement("RL-20")
async def test_redis_keeps_no_names_and_nothing_forever(redis_server: RedisServer) -> None:
    with redis_server.client() as inside:
        inside.flushall()
        limiter = RedisLimiter(redis_server.url, key=KEY, seconds=5)
        day = LimitRule("day", "ana@example.org", 10, window=86_400, daily=True)
        await limiter.take([replace(RULE, key="ana@example.org"), day, replace(ALL, key="203.0.113.9")])
        names = inside.keys("*")
        assert len(names) == 5
        for name in names:
            assert name.startswith(PREFIX)
            assert "ana" not in name
            assert "203.0" not in name
            kind = inside.type(name)
            content = inside.hgetall(name) if kind == "hash" else inside.lrange(name, 0, -1)
            assert "ana" not in str(content)
            assert 0 < inside.pttl(name) <= (86_400_000 if kind == "hash" else 120_000)
        await limiter.close()


@pytest.mark.requirement("SC-05")
async def test_a_password_is_asked_for_and_used(tmp_path: Path) -> None:
    with running_redis(tmp_path, password="correct-horse/battery@staple") as server:
        right = RedisLimiter(server.url, key=KEY, seconds=5)
        assert (await right.take([RULE])).refused is None
        await right.close()
        for url in (f"redis://127.0.0.1:{server.port}/0", f"redis://:wrong@127.0.0.1:{server.port}/0"):
            limiter = RedisLimiter(url, key=KEY, seconds=5)
            with pytest.raises(RedisRefused):
                await limiter.ping()
            await limiter.close()


# --- while Redis is away ---


class Scripted:
    """A shared limiter whose failures are scripted."""

    def __init__(self, inner: MemoryLimiter) -> None:
        self.inner = inner
        self.failure: LimiterUnavailable | None = None
        self.calls = 0

    async def take(self, rules: Sequence[LimitRule]) -> Verdict:
        self.calls += 1
        if self.failure is not None:
            raise self.failure
        return await self.inner.take(rules)

    async def give_back(self, rules: Sequence[LimitRule]) -> None:
        await self.take([])
        await self.inner.give_back(rules)

    async def ping(self) -> None:
        await self.take([])

    async def close(self) -> None:
        await self.inner.close()


async def until(condition: object) -> None:
    for _ in range(6_000):
        if condition():  # type: ignore[operator]
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


@pytest.mark.requirement("RL-05", "RL-06", "RL-07")
async def test_an_outage_is_warned_of_once_hands_out_nothing_and_ends_by_itself() -> None:
    hands = Hands()
    shared = Scripted(MemoryLimiter(clock=hands))
    limiter = FallbackLimiter(shared, MemoryLimiter(clock=hands), first_pause=0.05)
    with capture_logs() as lines:
        assert await admitted(limiter, [RULE, ALL], 60) == 60
        shared.failure = LimiterUnavailable("ConnectionError")
        verdicts = await asyncio.gather(*(limiter.take([RULE, ALL]) for _ in range(100)))
        assert sum(verdict.refused is None for verdict in verdicts) == 40
        assert [line["event"] for line in lines] == [WARNING]
        assert lines[0]["log_level"] == "warning"
        assert not limiter.is_shared
        calls = shared.calls
        assert await admitted(limiter, [RULE], 20) == 0
        assert shared.calls == calls, "while Redis is away no request asks it"
        shared.failure = None
        await until(lambda: limiter.is_shared)
        assert await admitted(limiter, [RULE, ALL], 60) == 40, "what Redis knows counts again"
        shared.failure = LimiterUnavailable("ConnectionError")
        await limiter.take([RULE])
        assert limiter.outages == 2
    assert WARNING == "Redis rate limit check failed. Falling back to in-memory."
    assert [line["event"] for line in lines].count(WARNING) == 2
    await limiter.close()


@pytest.mark.requirement("RL-05")
async def test_one_late_answer_is_no_outage() -> None:
    shared = Scripted(MemoryLimiter())
    limiter = FallbackLimiter(shared, MemoryLimiter(), first_pause=60)
    shared.failure = LimiterUnavailable("TimeoutError", slow=True)
    await limiter.take([RULE])
    assert limiter.is_shared
    shared.failure = None
    await limiter.take([RULE])
    shared.failure = LimiterUnavailable("TimeoutError", slow=True)
    for expected in (True, False):
        await limiter.take([RULE])
        assert limiter.is_shared is expected
    await limiter.close()


@pytest.mark.requirement("RL-05", "RL-07")
async def test_a_killed_redis_is_noticed_at_once_and_found_again(tmp_path: Path) -> None:
    with running_redis(tmp_path) as server:
        limiter = FallbackLimiter(RedisLimiter(server.url, key=KEY, seconds=30), MemoryLimiter(), first_pause=0.1)
        assert await admitted(limiter, [RULE, ALL], 50) == 50
        server.kill()
        with capture_logs() as lines:
            assert await admitted(limiter, [RULE, ALL], 100) == 50
            assert not limiter.is_shared
            server.start()
            await until(lambda: limiter.is_shared)
        assert [line["event"] for line in lines][:1] == [WARNING]
        with server.client() as inside:
            inside.flushall()
            await limiter.take([RULE, ALL])
            assert inside.dbsize() == 4, "limits are in Redis again"
        await limiter.close()


@pytest.mark.requirement("RL-05")
async def test_connections_that_ended_while_nobody_asked_are_no_outage(redis_server: RedisServer) -> None:
    limiter = FallbackLimiter(RedisLimiter(redis_server.url, key=uuid4().bytes, seconds=30), MemoryLimiter())
    await asyncio.gather(*(limiter.take([RULE]) for _ in range(5)))
    with redis_server.client() as inside:
        inside.client_kill_filter(_type="normal", skipme=True)
    verdicts = await asyncio.gather(*(limiter.take([RULE]) for _ in range(5)))
    assert sorted(verdict.standings[0].remaining for verdict in verdicts) == [90, 91, 92, 93, 94]
    assert limiter.outages == 0
    await limiter.close()


@pytest.mark.requirement("RL-05")
async def test_a_redis_that_hangs_is_left_alone_after_two_requests(tmp_path: Path) -> None:
    with running_redis(tmp_path) as server:
        limiter = FallbackLimiter(RedisLimiter(server.url, key=KEY, seconds=1), MemoryLimiter(), first_pause=0.1)
        assert await admitted(limiter, [RULE], 10) == 10
        assert server.process is not None
        server.process.send_signal(signal.SIGSTOP)
        try:
            started = time.monotonic()
            through = await admitted(limiter, [RULE], 200)
            waited = time.monotonic() - started
            assert 90 <= through <= 91 + waited * RULE.limit / 60, "what came back while two waited"
            assert waited < 60, "a naive client waits seconds for each"
            assert limiter.outages == 1
        finally:
            server.process.send_signal(signal.SIGCONT)
        await until(lambda: limiter.is_shared)
        await limiter.close()
