"""One suite for every implementation of `toldonce.ports.Jobs`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from toldonce.adapters.inmemory import InMemoryJobs, Tables
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.errors import Conflict, InvalidRequest, NotFound, RateLimited
from toldonce.model import Job, Scope
from toldonce.ports import ClaimedJob, Jobs

LEASE = 600.0
UPLOADS_BYTES = 1_000


@dataclass
class Bench:
    """An implementation, a kind of job of this test alone, and a way to let leases and delays run out."""

    jobs: Jobs
    kind: str
    pass_time: Callable[[UUID], Awaitable[None]]

    async def enqueue(self, scope: Scope, **payload: str) -> Job:
        return await self.jobs.enqueue(scope, self.kind, payload)

    async def claim(self, worker: str = "w1", lease: float = LEASE) -> ClaimedJob | None:
        return await self.jobs.claim(worker, [self.kind], lease)

    async def claimed(self, worker: str = "w1", lease: float = LEASE) -> ClaimedJob:
        job = await self.claim(worker, lease)
        assert job is not None
        return job


@pytest.fixture(params=["inmemory", "postgres"])
def bench(request: pytest.FixtureRequest) -> Bench:
    kind = f"kind-{uuid4()}"
    if request.param == "inmemory":
        late = timedelta(0)

        async def let_pass(_: UUID) -> None:
            nonlocal late
            late += timedelta(hours=1)

        tables = Tables(clock=lambda: datetime.now(UTC) + late)
        return Bench(InMemoryJobs(tables, uploads_bytes=UPLOADS_BYTES), kind, let_pass)
    database = request.getfixturevalue("database")

    async def age(user_id: UUID) -> None:
        async with database.session(user_id=user_id) as connection:
            await connection.execute(
                "UPDATE jobs SET run_at = run_at - interval '1 hour', leased_until = leased_until - interval '1 hour'"
                " WHERE kind = $1",
                kind,
            )

    return Bench(PgJobs(database, uploads_bytes=UPLOADS_BYTES), kind, age)


def someone(subject: str = "me") -> Scope:
    return Scope(user_id=uuid4(), subject=subject)


async def test_uploads_that_wait_are_bounded_for_each_user(bench: Bench) -> None:
    user, other = someone(), someone()
    await bench.jobs.enqueue(user, bench.kind, {}, bytes(600))
    elsewhere = Scope(user_id=user.user_id, subject="another")
    for scope in (user, elsewhere):
        with pytest.raises(RateLimited, match="larger than 1000 bytes together") as refused:
            await bench.jobs.enqueue(scope, bench.kind, {}, bytes(401))
        assert refused.value.retry_after > 1
    assert len((await bench.jobs.jobs(user, limit=9, cursor=None)).items) == 1
    await bench.jobs.enqueue(elsewhere, bench.kind, {}, bytes(400))
    await bench.jobs.enqueue(user, bench.kind, {})
    await bench.jobs.enqueue(other, bench.kind, {}, bytes(5_000))
    for _ in range(2):
        claimed = await bench.claimed()
        while claimed.scope.user_id != user.user_id or claimed.upload is None:
            claimed = await bench.claimed()
        await bench.jobs.finish(claimed, "w1", "done", {})
    await bench.jobs.enqueue(user, bench.kind, {}, bytes(1_000))


async def test_job_runs_once(bench: Bench) -> None:
    scope = someone("müller 日本")
    job = await bench.jobs.enqueue(scope, bench.kind, {"a": [1, {"b": None}]}, b"\x00upload")
    assert (job.kind, job.status, job.attempts, job.progress, job.failures) == (bench.kind, "queued", 0, {}, [])
    assert job.finished_at is None
    assert await bench.jobs.claim("w1", ["another kind"], LEASE) is None

    claimed = await bench.claimed()
    assert (claimed.scope, claimed.job_id, claimed.kind, claimed.attempts) == (scope, job.job_id, bench.kind, 1)
    assert (claimed.payload, claimed.upload, claimed.progress) == ({"a": [1, {"b": None}]}, b"\x00upload", {})
    running = await bench.jobs.job(scope, job.job_id)
    assert (running.status, running.attempts) == ("running", 1)
    assert await bench.claim("w2") is None

    assert await bench.jobs.heartbeat(claimed, "w1", LEASE, {"done": 3})
    assert (await bench.jobs.job(scope, job.job_id)).progress == {"done": 3}
    await bench.jobs.finish(claimed, "w1", "degraded", {"done": 7})
    done = await bench.jobs.job(scope, job.job_id)
    assert (done.status, done.progress) == ("degraded", {"done": 7})
    assert done.finished_at is not None
    assert done.updated_at >= done.created_at
    await bench.pass_time(scope.user_id)
    assert await bench.claim("w2") is None


async def test_claimed_job_tells_how_long_it_had_been_due(bench: Bench) -> None:
    scope = someone()
    await bench.enqueue(scope)
    await bench.pass_time(scope.user_id)
    assert 3600 <= (await bench.claimed()).waited < 7200


async def test_lost_lease_is_taken_over_and_its_old_holder_changes_nothing(bench: Bench) -> None:
    scope = someone()
    job = await bench.enqueue(scope)
    first = await bench.claimed("w1")
    assert await bench.claim("w2") is None
    await bench.pass_time(scope.user_id)
    second = await bench.claimed("w2")
    assert (second.job_id, second.attempts) == (job.job_id, 2)

    assert not await bench.jobs.heartbeat(first, "w1", LEASE, {"by": "w1"})
    await bench.jobs.finish(first, "w1", "done", {"by": "w1"})
    await bench.jobs.retry(first, "w1", "w1 gave up", 0)
    await bench.jobs.bury(first, "w1", "w1 gave up")
    found = await bench.jobs.job(scope, job.job_id)
    assert (found.status, found.progress, found.failures) == ("running", {}, [])
    assert await bench.jobs.heartbeat(second, "w2", LEASE, {"by": "w2"})


async def test_worker_that_takes_its_own_job_over_holds_only_the_new_lease(bench: Bench) -> None:
    scope = someone()
    await bench.enqueue(scope)
    first = await bench.claimed("w1")
    await bench.pass_time(scope.user_id)
    second = await bench.claimed("w1")
    assert not await bench.jobs.heartbeat(first, "w1", LEASE, {})
    assert await bench.jobs.heartbeat(second, "w1", LEASE, {})


async def test_heartbeat_prolongs_the_lease(bench: Bench) -> None:
    scope = someone()
    await bench.enqueue(scope)
    claimed = await bench.claimed("w1", lease=1)
    assert await bench.jobs.heartbeat(claimed, "w1", 3 * 3600, {})
    await bench.pass_time(scope.user_id)
    assert await bench.claim("w2") is None


async def test_retry_waits_and_keeps_reason_and_progress(bench: Bench) -> None:
    scope = someone()
    job = await bench.jobs.enqueue(scope, bench.kind, {}, b"upload")
    claimed = await bench.claimed()
    await bench.jobs.heartbeat(claimed, "w1", LEASE, {"done": 1})
    await bench.jobs.retry(claimed, "w1", "the model did not answer", 60)
    failed = await bench.jobs.job(scope, job.job_id)
    assert (failed.status, failed.progress, failed.finished_at) == ("failed", {"done": 1}, None)
    [failure] = failed.failures
    assert (failure.attempt, failure.reason) == (1, "the model did not answer")
    assert failure.at.utcoffset() is not None
    assert failed.created_at <= failure.at
    assert await bench.claim() is None

    await bench.pass_time(scope.user_id)
    again = await bench.claimed()
    assert (again.attempts, again.progress, again.upload) == (2, {"done": 1}, b"upload")
    await bench.jobs.bury(again, "w1", "and again")
    dead = await bench.jobs.job(scope, job.job_id)
    assert dead.status == "dead"
    assert [(failure.attempt, failure.reason) for failure in dead.failures] == [
        (1, "the model did not answer"),
        (2, "and again"),
    ]
    assert dead.finished_at is not None
    await bench.pass_time(scope.user_id)
    assert await bench.claim() is None


async def test_job_that_nobody_finishes_is_buried_with_its_reason(bench: Bench) -> None:
    scope = someone()
    job = await bench.enqueue(scope)
    for attempt in range(1, 6):
        assert (await bench.claimed()).attempts == attempt
        await bench.pass_time(scope.user_id)
    assert await bench.claim() is None
    dead = await bench.jobs.job(scope, job.job_id)
    assert (dead.status, dead.attempts) == ("dead", 5)
    assert "5 attempts" in dead.failures[-1].reason
    assert dead.finished_at is not None


async def test_only_failed_dead_and_degraded_jobs_are_requeued(bench: Bench) -> None:
    scope = someone()
    job = await bench.jobs.enqueue(scope, bench.kind, {"a": 1}, b"upload")

    async def refused(status: str) -> None:
        with pytest.raises(Conflict, match=status):
            await bench.jobs.requeue(scope, job.job_id)

    await refused("queued")
    claimed = await bench.claimed()
    await refused("running")
    await bench.jobs.retry(claimed, "w1", "first", 3600)
    requeued = await bench.jobs.requeue(scope, job.job_id)
    assert (requeued.status, requeued.attempts, len(requeued.failures)) == ("queued", 0, 1)
    await bench.jobs.bury(await bench.claimed(), "w1", "second")
    requeued = await bench.jobs.requeue(scope, job.job_id)
    assert (requeued.status, requeued.finished_at) == ("queued", None)
    last = await bench.claimed()
    assert (last.attempts, last.payload, last.upload) == (1, {"a": 1}, b"upload")
    await bench.jobs.finish(last, "w1", "degraded", {"failed": ["turn"]})
    requeued = await bench.jobs.requeue(scope, job.job_id)
    assert (requeued.status, requeued.progress) == ("queued", {"failed": ["turn"]})
    last = await bench.claimed()
    assert (last.attempts, last.payload, last.upload) == (1, {"a": 1}, b"upload")
    await bench.jobs.finish(last, "w1", "done", {})
    await refused("done")


async def test_users_take_turns(bench: Bench) -> None:
    busy, quiet = someone(), someone()
    for number in range(4):
        await bench.enqueue(busy, number=str(number))
    await bench.enqueue(quiet, number="only")
    order = []
    for _ in range(5):
        claimed = await bench.claimed()
        order.append((claimed.scope.user_id == quiet.user_id, claimed.payload["number"]))
    assert order == [(False, "0"), (True, "only"), (False, "1"), (False, "2"), (False, "3")]


async def test_user_who_was_served_longest_ago_goes_first(bench: Bench) -> None:
    first, second = someone(), someone()
    for number in range(2):
        await bench.enqueue(first, number=str(number))
    for number in range(2):
        await bench.enqueue(second, number=str(number))
    order = []
    for _ in range(4):
        claimed = await bench.claimed()
        await bench.jobs.finish(claimed, "w1", "done", {})
        order.append(claimed.scope.user_id)
    assert order == [first.user_id, second.user_id, first.user_id, second.user_id]


async def test_subjects_of_one_user_share_its_turn(bench: Bench) -> None:
    other = someone()
    user = someone("a")
    for subject in ("a", "b", "c"):
        await bench.enqueue(Scope(user_id=user.user_id, subject=subject))
    await bench.enqueue(other)
    await bench.claimed()
    assert (await bench.claimed()).scope == other


async def test_concurrent_workers_share_the_work(bench: Bench) -> None:
    jobs = {(await bench.enqueue(scope)).job_id for scope in [someone() for _ in range(3)] for _ in range(4)}
    claimed = await asyncio.gather(*(bench.claim(f"w{number}") for number in range(12)))
    taken = [job.job_id for job in claimed if job is not None]
    while (job := await bench.claim("late")) is not None:
        taken.append(job.job_id)
    assert sorted(taken) == sorted(jobs)


async def test_jobs_are_listed_newest_first_in_pages(bench: Bench) -> None:
    scope, other = someone(), someone()
    made = [(await bench.enqueue(scope)).job_id for _ in range(5)]
    await bench.enqueue(other)
    await bench.enqueue(Scope(user_id=scope.user_id, subject="another"))
    seen: list[UUID] = []
    page = await bench.jobs.jobs(scope, limit=2, cursor=None)
    seen += [job.job_id for job in page.items]
    while page.next_cursor is not None:
        page = await bench.jobs.jobs(scope, limit=2, cursor=page.next_cursor)
        seen += [job.job_id for job in page.items]
    assert seen == made[::-1]
    whole = await bench.jobs.jobs(scope, limit=5, cursor=None)
    assert len(whole.items) == 5
    assert whole.next_cursor is None


@pytest.mark.parametrize("cursor", ["", "x", "bnVsbA", "eyJhIjoxfQ", "Ww", "WzFd"])
async def test_malformed_cursor_is_named(bench: Bench, cursor: str) -> None:
    with pytest.raises(InvalidRequest, match="cursor"):
        await bench.jobs.jobs(someone(), limit=2, cursor=cursor)


async def test_foreign_and_unknown_jobs_are_not_found(bench: Bench) -> None:
    scope = someone()
    job = await bench.enqueue(scope)
    for stranger in (someone(), Scope(user_id=scope.user_id, subject="another")):
        with pytest.raises(NotFound):
            await bench.jobs.job(stranger, job.job_id)
        with pytest.raises(NotFound):
            await bench.jobs.requeue(stranger, job.job_id)
    with pytest.raises(NotFound):
        await bench.jobs.job(scope, uuid4())


async def test_reason_that_cannot_be_stored_is_marked(bench: Bench) -> None:
    scope = someone()
    job = await bench.enqueue(scope)
    await bench.jobs.retry(await bench.claimed(), "w1", "bad \x00 byte and \ud800", 0)
    [failure] = (await bench.jobs.job(scope, job.job_id)).failures
    assert failure.reason.startswith("bad ")
