import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from toldonce.adapters.inmemory import InMemoryJobs, Tables
from toldonce.errors import Conflict, DeliveryFailed, InvalidRequest, ModelFailed, StoreUnavailable
from toldonce.memory import worker as worker_module
from toldonce.memory.worker import FIRST_DELAY, LATE, LONGEST_DELAY, MAX_ATTEMPTS, Worker
from toldonce.model import Job, Scope

SCOPE = Scope(user_id=uuid4())


class MovingClock:
    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class FlakyJobs(InMemoryJobs):
    """The real thing, with a database that can be taken away for a number of calls."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self.outages: dict[str, int] = {}
        self.called: list[str] = []

    def _maybe_away(self, name: str) -> None:
        self.called.append(name)
        if self.outages.get(name, 0) > 0:
            self.outages[name] -= 1
            raise StoreUnavailable

    async def claim(self, *args: Any) -> Any:
        self._maybe_away("claim")
        return await super().claim(*args)

    async def finish(self, *args: Any) -> None:
        self._maybe_away("finish")
        await super().finish(*args)

    async def heartbeat(self, *args: Any) -> bool:
        self._maybe_away("heartbeat")
        return await super().heartbeat(*args)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def jobs(clock: MovingClock) -> FlakyJobs:
    return FlakyJobs(Tables(clock))


def worker_for(jobs: InMemoryJobs, handler: Any, clock: Any, **options: Any) -> Worker:
    return Worker(
        jobs, {"try": handler}, name="w1", clock=clock, jitter=lambda: 1.0, **{"poll": 0.001, "lease": 30.0} | options
    )


@dataclass
class Patient:
    """A worker that waits for the end of a lull that never comes, and the jobs that it ran all the same."""

    worker: Worker
    ran: list[Any]


@pytest.fixture
def patient(jobs: FlakyJobs, clock: MovingClock, monkeypatch: pytest.MonkeyPatch) -> Patient:
    monkeypatch.setattr(worker_module, "LULL", 3600.0)
    monkeypatch.setattr(worker_module, "LONGEST_LULL", 3600.0)
    ran: list[Any] = []

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        ran.append(job)
        return {}

    return Patient(worker_for(jobs, handler, clock, poll=3600.0), ran)


@asynccontextmanager
async def at_work(worker: Worker) -> AsyncIterator[None]:
    running = asyncio.create_task(worker.run())
    yield
    await worker.stop()
    await running


async def after(jobs: InMemoryJobs, job: Job) -> Job:
    return await jobs.job(SCOPE, job.job_id)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.001)


async def raising(error: Exception) -> Mapping[str, Any]:
    raise error


async def test_a_job_is_run_with_its_payload_and_finished_with_its_progress(jobs: FlakyJobs, clock: MovingClock):
    seen = []

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        seen.append((dict(job.payload), job.upload, job.scope))
        await record({"done": 1})
        return {"done": 2}

    job = await jobs.enqueue(SCOPE, "try", {"a": 1}, b"upload")
    other = await jobs.enqueue(SCOPE, "unknown kind", {})
    worker = worker_for(jobs, handler, clock)
    assert await worker.run_once()
    assert not await worker.run_once()
    assert seen == [({"a": 1}, b"upload", SCOPE)]
    ended = await after(jobs, job)
    assert (ended.status, ended.progress, ended.failures) == ("done", {"done": 2}, [])
    assert (await after(jobs, other)).status == "queued"
    assert worker.looked_at == clock.now


async def test_a_degraded_result_is_kept_apart(jobs: FlakyJobs, clock: MovingClock):
    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        return {"degraded": ["no model"]}

    job = await jobs.enqueue(SCOPE, "try", {})
    await worker_for(jobs, handler, clock).run_once()
    assert (await after(jobs, job)).status == "degraded"


async def test_a_job_that_can_never_work_is_buried_at_once_with_its_reason(jobs: FlakyJobs, clock: MovingClock):
    job = await jobs.enqueue(SCOPE, "try", {})
    refusal = InvalidRequest("The zip does not contain conversations.json.")
    await worker_for(jobs, lambda job, record: raising(refusal), clock).run_once()
    dead = await after(jobs, job)
    assert (dead.status, dead.attempts) == ("dead", 1)
    assert dead.failures[0].reason == refusal.message


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ModelFailed("The model is busy."), "The model is busy."),
        (Conflict("Somebody else writes."), "Somebody else writes."),
        (ZeroDivisionError("a secret"), "An unforeseen error (ZeroDivisionError); the log has more."),
    ],
)
async def test_other_failures_are_tried_again_with_growing_delays_and_then_buried(
    jobs: FlakyJobs, clock: MovingClock, error: Exception, reason: str
):
    job = await jobs.enqueue(SCOPE, "try", {})
    worker = worker_for(jobs, lambda job, record: raising(error), clock)
    for attempt in range(1, MAX_ATTEMPTS):
        assert await worker.run_once()
        waiting = await after(jobs, job)
        assert (waiting.status, waiting.attempts) == ("failed", attempt)
        delay = min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY)
        clock.pass_seconds(delay - 0.1)
        assert not await worker.run_once()
        clock.pass_seconds(0.2)
    await worker.run_once()
    dead = await after(jobs, job)
    assert (dead.status, [failure.reason for failure in dead.failures]) == ("dead", [reason] * MAX_ATTEMPTS)


@pytest.mark.parametrize(
    ("error", "attempts", "level"),
    [
        (InvalidRequest("The zip is empty."), 1, "warning"),
        (DeliveryFailed("The address answered 500."), MAX_ATTEMPTS, "warning"),
        (ModelFailed("The model is busy."), MAX_ATTEMPTS, "error"),
        (ZeroDivisionError("a secret"), MAX_ATTEMPTS, "error"),
    ],
)
async def test_only_a_fault_of_the_service_is_an_error_of_its_log(
    jobs: FlakyJobs, clock: MovingClock, error: Exception, attempts: int, level: str
):
    await jobs.enqueue(SCOPE, "try", {})
    worker = worker_for(jobs, lambda job, record: raising(error), clock)
    with capture_logs() as lines:
        for _ in range(attempts):
            assert await worker.run_once()
            clock.pass_seconds(LONGEST_DELAY)
    assert [line["log_level"] for line in lines if line["event"] == "A job failed for good."] == [level]


async def test_the_lease_is_prolonged_and_progress_recorded_while_a_job_runs(jobs: FlakyJobs, clock: MovingClock):
    beaten = asyncio.Event()

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        await record({"done": 1})
        await record({"done": 2})
        jobs.outages["heartbeat"] = 1
        await until(lambda: jobs.called.count("heartbeat") >= 4)
        middle.append((await after(jobs, enqueued)).progress)
        beaten.set()
        return {"done": 3}

    middle: list[Any] = []
    enqueued = await jobs.enqueue(SCOPE, "try", {})
    await worker_for(jobs, handler, clock, lease=0.01).run_once()
    assert beaten.is_set()
    assert middle == [{"done": 2}]
    assert (await after(jobs, enqueued)).progress == {"done": 3}


async def test_a_worker_that_lost_its_lease_stops_and_leaves_the_job_alone(jobs: FlakyJobs, clock: MovingClock):
    stopped = asyncio.Event()

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        clock.pass_seconds(3600)
        assert (await jobs.claim("w2", ["try"], 60.0)) is not None
        try:
            await asyncio.sleep(3600)
        finally:
            stopped.set()
        return {}

    job = await jobs.enqueue(SCOPE, "try", {})
    await worker_for(jobs, handler, clock, lease=0.01).run_once()
    assert stopped.is_set()
    held = await after(jobs, job)
    assert (held.status, held.attempts, held.failures) == ("running", 2, [])


async def test_an_outage_of_the_store_is_waited_out(jobs: FlakyJobs, clock: MovingClock):
    finished = asyncio.Event()

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        jobs.outages["finish"] = 1
        finished.set()
        return {"done": 1}

    jobs.outages["claim"] = 2
    job = await jobs.enqueue(SCOPE, "try", {})
    worker = worker_for(jobs, handler, clock)
    running = asyncio.create_task(worker.run())
    await asyncio.wait_for(finished.wait(), 30)
    await until(lambda: jobs.tables.of(SCOPE).jobs[job.job_id].job.status == "done")
    assert not running.done()
    await worker.stop()
    await running


async def test_a_store_that_goes_away_while_a_job_runs_gives_it_back(jobs: FlakyJobs, clock: MovingClock):
    job = await jobs.enqueue(SCOPE, "try", {})
    await worker_for(jobs, lambda job, record: raising(StoreUnavailable()), clock).run_once()
    assert (await after(jobs, job)).status == "failed"


async def test_a_woken_worker_does_not_wait_for_its_next_poll(jobs: FlakyJobs, clock: MovingClock):
    ran = asyncio.Event()

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        ran.set()
        return {}

    worker = worker_for(jobs, handler, clock, poll=3600.0)
    running = asyncio.create_task(worker.run())
    await until(lambda: "claim" in jobs.called)
    await jobs.enqueue(SCOPE, "try", {})
    worker.wake()
    await asyncio.wait_for(ran.wait(), 30)
    await worker.stop()
    await running


async def test_work_is_put_off_while_somebody_writes(jobs: FlakyJobs, patient: Patient):
    async with at_work(patient.worker):
        await until(lambda: "claim" in jobs.called)
        await jobs.enqueue(SCOPE, "try", {})
        patient.worker.wake()
        await until(lambda: len(patient.ran) == 1)
        await jobs.enqueue(SCOPE, "try", {})
        patient.worker.wake()
        claims = jobs.called.count("claim")
        for _ in range(20):
            await asyncio.sleep(0.001)
        assert jobs.called.count("claim") <= claims + 1  # the one that was under way
        assert len(patient.ran) == 1


async def test_work_is_put_off_while_many_turns_are_stored(
    jobs: FlakyJobs, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(worker_module, "LONGEST_STORING", 3600.0)
    ran: list[Any] = []

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        ran.append(job)
        return {}

    worker = worker_for(jobs, handler, clock)
    with worker.storing():
        await jobs.enqueue(SCOPE, "try", {})
        async with at_work(worker):
            await until(lambda: "claim" in jobs.called)
            await until(lambda: len(ran) == 1)  # Claimed before it looked whether somebody writes.
            await jobs.enqueue(SCOPE, "try", {})
            for _ in range(200):
                await asyncio.sleep(0.001)
            assert len(ran) == 1
            worker.hurry()
            await until(lambda: len(ran) == 2)
    await jobs.enqueue(SCOPE, "try", {})
    again = worker_for(jobs, handler, clock)
    with again.storing():
        pass
    async with at_work(again):
        await until(lambda: len(ran) == 3)


async def test_work_is_not_put_off_for_ever(jobs: FlakyJobs, clock: MovingClock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker_module, "LONGEST_STORING", 0.05)
    ran: list[Any] = []

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        ran.append(job)
        return {}

    worker = worker_for(jobs, handler, clock)
    for _ in range(2):
        await jobs.enqueue(SCOPE, "try", {})
    with worker.storing():
        async with at_work(worker):
            await until(lambda: len(ran) == 2)


async def test_nothing_is_put_off_when_somebody_asks_about_it(jobs: FlakyJobs, patient: Patient):
    async with at_work(patient.worker):
        await until(lambda: "claim" in jobs.called)
        for read in (1, 2):
            await jobs.enqueue(SCOPE, "try", {})
            patient.worker.wake()
            patient.worker.wake()
            patient.worker.hurry()
            await until(lambda read=read: len(patient.ran) == read)  # type: ignore[misc]


async def test_nothing_is_put_off_any_more_once_jobs_have_waited(jobs: FlakyJobs, clock: MovingClock, patient: Patient):
    for _ in range(2):
        await jobs.enqueue(SCOPE, "try", {})
    clock.pass_seconds(LATE)
    patient.worker.wake()
    patient.worker.wake()
    async with at_work(patient.worker):
        await until(lambda: len(patient.ran) == 2)


async def test_stopping_lets_the_current_job_finish(jobs: FlakyJobs, clock: MovingClock):
    started, go_on = asyncio.Event(), asyncio.Event()

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        started.set()
        await go_on.wait()
        return {"done": 1}

    first, second = await jobs.enqueue(SCOPE, "try", {}), await jobs.enqueue(SCOPE, "try", {})
    worker = worker_for(jobs, handler, clock)
    running = asyncio.create_task(worker.run())
    await asyncio.wait_for(started.wait(), 30)
    stopping = asyncio.create_task(worker.stop(timeout=60))
    await asyncio.sleep(0)
    go_on.set()
    await stopping
    await running
    assert [(await after(jobs, job)).status for job in (first, second)] == ["done", "queued"]


async def test_a_job_that_does_not_end_in_time_is_handed_back(jobs: FlakyJobs, clock: MovingClock):
    started = asyncio.Event()

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        started.set()
        await asyncio.sleep(3600)
        return {}

    job = await jobs.enqueue(SCOPE, "try", {})
    worker = worker_for(jobs, handler, clock)
    running = asyncio.create_task(worker.run())
    await asyncio.wait_for(started.wait(), 30)
    await worker.stop(timeout=0.01)
    await running
    waiting = await after(jobs, job)
    assert (waiting.status, waiting.failures[0].reason) == ("failed", "The worker was stopped.")
    assert await jobs.claim("w2", ["try"], 60.0) is not None


async def test_cancelling_the_worker_hands_the_job_back_too(jobs: FlakyJobs, clock: MovingClock):
    started = asyncio.Event()

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        started.set()
        await asyncio.sleep(3600)
        return {}

    job = await jobs.enqueue(SCOPE, "try", {})
    running = asyncio.create_task(worker_for(jobs, handler, clock).run())
    await asyncio.wait_for(started.wait(), 30)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (await after(jobs, job)).status == "failed"


async def test_a_stopped_worker_takes_nothing(jobs: FlakyJobs, clock: MovingClock):
    job = await jobs.enqueue(SCOPE, "try", {})
    worker = worker_for(jobs, lambda job, record: raising(InvalidRequest()), clock)
    await worker.stop()
    await worker.run()
    assert (await after(jobs, job)).status == "queued"


async def test_a_fault_in_the_store_does_not_end_the_worker(clock: MovingClock, monkeypatch: pytest.MonkeyPatch):
    class Faulty(FlakyJobs):
        async def claim(self, *args: Any) -> Any:
            if "claim" not in self.called:
                self.called.append("claim")
                raise RuntimeError("a bug")
            return await super().claim(*args)

    async def handler(job: Any, record: Any) -> Mapping[str, Any]:
        return {}

    monkeypatch.setattr("toldonce.memory.worker.LONGEST_PAUSE", 0.001)
    jobs = Faulty(Tables(clock))
    job = await jobs.enqueue(SCOPE, "try", {})
    worker = worker_for(jobs, handler, clock)
    running = asyncio.create_task(worker.run())
    await until(lambda: jobs.tables.of(SCOPE).jobs[job.job_id].job.status == "done")
    await worker.stop()
    await running


def test_delays_never_exceed_the_longest(clock: MovingClock):
    delays: list[float] = []

    class Recording(InMemoryJobs):
        async def retry(self, job: Any, worker: str, reason: str, delay: float) -> None:
            delays.append(delay)

    async def all_attempts(jitter: Callable[[], float]) -> None:
        worker = Worker(Recording(Tables(clock)), {}, name="w", jitter=jitter)
        for attempt in (1, 2, 50):
            job: Any = type("Held", (), {"attempts": attempt})()
            await worker._give_back(job, "why")

    asyncio.run(all_attempts(lambda: 0.0))
    asyncio.run(all_attempts(lambda: 1.0))
    assert delays == [FIRST_DELAY / 2, FIRST_DELAY, LONGEST_DELAY / 2, FIRST_DELAY, FIRST_DELAY * 2, LONGEST_DELAY]
