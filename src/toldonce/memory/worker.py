"""Background work: claim a job, run it, then finish it, try it again later, or bury it with its reason."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Literal

import structlog
from pydantic import JsonValue

from toldonce.errors import DeliveryFailed, StoreUnavailable, ToldonceError
from toldonce.ports import ClaimedJob, Clock, JobHandler, Jobs
from toldonce.telemetry import REQUEST_KEY, metrics, request_id
from toldonce.telemetry.metrics import JobOutcome
from toldonce.telemetry.outages import note_outage
from toldonce.telemetry.sentry import watched_job

MAX_ATTEMPTS = 5
FIRST_DELAY = 5.0
LONGEST_DELAY = 15 * 60.0
LONGEST_PAUSE = 30.0
SECONDS_BETWEEN_RECORDS = 0.5
LULL = 0.1
"""Seconds without another write after which nobody is writing."""
LONGEST_LULL = 1.0
"""Seconds for which work is put off while somebody writes."""
LONGEST_STORING = 30.0
"""Seconds for which work is put off while many turns are being stored: they need every core for their vectors."""
LATE = 2.0
"""Seconds that a job has waited when nothing is put off any more."""
PASSING_STATUSES = frozenset({408, 409, 429})
"""Of the 4xx errors those that go away by themselves."""

logger = structlog.get_logger(__name__)


class LeaseLost(Exception):
    """Another worker holds the job now; what this one still does for it must stop."""


class Worker:
    """Runs jobs one at a time until it is stopped.

    ``lease`` is for how many seconds a job belongs to this worker between heartbeats; ``poll`` the seconds between two
    looks for work when there is none. A job that fails is tried `MAX_ATTEMPTS` times with growing delays.
    """

    def __init__(
        self,
        jobs: Jobs,
        handlers: Mapping[str, JobHandler],
        *,
        name: str,
        lease: float = 60.0,
        poll: float = 1.0,
        clock: Clock = lambda: datetime.now(UTC),
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """``handlers`` by kind of job; kinds without one are left to other workers. ``jitter`` gives 0..1."""
        self._jobs = jobs
        self._handlers = dict(handlers)
        self._name = name
        self._lease = lease
        self._poll = poll
        self._clock = clock
        self._jitter = jitter
        self._stopping = asyncio.Event()
        self._woken = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()
        self._running: asyncio.Task[Mapping[str, JsonValue]] | None = None
        self._woken_at = (-LULL, -LULL)
        self._hurried = asyncio.Event()
        self._late = False
        self._storing = 0
        self._stored_at = -LULL
        self.looked_at: datetime | None = None
        """When it last reached the store; for health checks."""

    async def run(self) -> None:
        """Work until `stop`. A store that cannot be reached is waited for."""
        metrics.jobs_expected(self._handlers)
        self._ended.clear()
        outages = 0
        try:
            while not self._stopping.is_set():
                try:
                    worked = await self.run_once()
                    outages = 0
                except StoreUnavailable as outage:
                    outages += 1
                    note_outage("database", outage)
                    logger.warning("The worker cannot reach the database and waits for it.", worker=self._name)
                    await self._rest(min(self._poll * 2.0 ** min(outages, 10), LONGEST_PAUSE))
                    continue
                except Exception:
                    # A fault of ours must not end all background work; the lease gives the job back.
                    logger.exception("The worker met an unforeseen error and goes on.", worker=self._name)
                    await self._rest(LONGEST_PAUSE)
                    continue
                if not worked:
                    await self._idle()
                await self._lull()
        finally:
            self._ended.set()

    async def run_once(self) -> bool:
        """Run one job if one is due; whether there was one."""
        job = await self._jobs.claim(self._name, list(self._handlers), self._lease)
        self.looked_at = self._clock()
        self._late = job is not None and job.waited >= LATE
        if job is None:
            return False
        if self._stopping.is_set():
            await self._jobs.retry(job, self._name, "The worker was stopped before it began.", 0.0)
            return True
        asked_by = str(job.payload.get(REQUEST_KEY) or job.job_id)
        token = request_id.set(asked_by)
        try:
            with watched_job(job.kind, asked_by, str(job.job_id)):
                await self._work(job)
        finally:
            request_id.reset(token)
        return True

    def wake(self) -> None:
        """Look for work now rather than at the next poll: this process has just enqueued some."""
        self._woken_at = self._woken_at[1], time.monotonic()
        self._woken.set()

    @contextmanager
    def storing(self) -> Iterator[None]:
        """While the block stores many turns, and for `LULL` after it, what is not yet begun is put off."""
        self._storing += 1
        try:
            yield
        finally:
            self._storing -= 1
            self._stored_at = time.monotonic()

    def hurry(self) -> None:
        """Put nothing off now: somebody asks about what was just written."""
        self._hurried.set()
        self._woken.set()

    async def stop(self, timeout: float = 10.0) -> None:
        """Take no more jobs; the current one may finish within ``timeout`` seconds, else it is handed back."""
        self._stopping.set()
        self._woken.set()
        self._hurried.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), timeout)
            return
        if self._running is not None:
            self._running.cancel()
        await self._ended.wait()

    async def _work(self, job: ClaimedJob) -> None:
        started = time.perf_counter()
        outcome: JobOutcome = "handed_back"
        metrics.job_began()
        try:
            outcome = await self._attempt(job)
        finally:
            metrics.job_ended(job.kind, outcome, time.perf_counter() - started)

    async def _attempt(self, job: ClaimedJob) -> JobOutcome:
        """Run the job once; how that ended."""
        log = logger.bind(worker=self._name, job_id=str(job.job_id), kind=job.kind, attempt=job.attempts)
        held = _Held(self._jobs, job, self._name, self._lease)
        self._running = asyncio.ensure_future(self._handlers[job.kind](job, held.record))
        beats = asyncio.create_task(self._beat(held, self._running))
        try:
            progress = await self._running
        except asyncio.CancelledError:
            if held.lost:
                log.warning("The lease of a job ran out; another worker has it.")
                return "handed_back"
            await self._jobs.retry(job, self._name, "The worker was stopped.", 0.0)
            if not self._stopping.is_set():
                self._running.cancel()
                raise
        except LeaseLost:
            log.warning("The lease of a job ran out; another worker has it.")
        except StoreUnavailable as outage:
            # Handed back when the store is there again; if it stays away, the lease runs out and does the same.
            note_outage("database", outage)
            await self._give_back(job, outage.message)
        except ToldonceError as error:
            lasting = 400 <= error.status < 500 and error.status not in PASSING_STATUSES
            # Neither what was sent to us nor who refuses what we send is a fault of ours: nobody has to be woken.
            tell = logger.warning if lasting or isinstance(error, DeliveryFailed) else logger.error
            return await self._fail(job, error.message, lasting=lasting, tell=tell)
        except Exception as error:
            log.exception("A job failed in an unforeseen way.")
            reason = f"An unforeseen error ({type(error).__name__}); the log has more."
            return await self._fail(job, reason, lasting=False, tell=logger.error)
        else:
            status: Literal["done", "degraded"] = "degraded" if progress.get("degraded") else "done"
            await self._persist(lambda: self._jobs.finish(job, self._name, status, progress))
            log.info("A job ended.", status=status)
            return status
        finally:
            self._running = None
            beats.cancel()
            with suppress(asyncio.CancelledError):
                await beats
        return "handed_back"

    async def _fail(self, job: ClaimedJob, reason: str, *, lasting: bool, tell: Callable[..., None]) -> JobOutcome:
        if lasting or job.attempts >= MAX_ATTEMPTS:
            await self._persist(lambda: self._jobs.bury(job, self._name, reason))
            tell("A job failed for good.", job_id=str(job.job_id), kind=job.kind, attempt=job.attempts)
            return "dead"
        await self._give_back(job, reason)
        return "retried"

    async def _give_back(self, job: ClaimedJob, reason: str) -> None:
        delay = min(FIRST_DELAY * 2.0 ** (max(job.attempts, 1) - 1), LONGEST_DELAY) * (0.5 + self._jitter() / 2)
        await self._persist(lambda: self._jobs.retry(job, self._name, reason, delay))

    async def _persist(self, write: Callable[[], Awaitable[None]]) -> None:
        """The end of a job must not be lost to a short outage: try as long as the lease may last."""
        waited, pause = 0.0, 0.2
        while True:
            try:
                await write()
                return
            except StoreUnavailable:
                if waited >= self._lease or self._stopping.is_set():
                    raise
            await self._rest(pause)
            waited, pause = waited + pause, min(pause * 2, 5.0)

    async def _beat(self, held: _Held, running: asyncio.Task[Mapping[str, JsonValue]]) -> None:
        while True:
            await asyncio.sleep(self._lease / 3)
            try:
                await held.beat()
            except LeaseLost:
                running.cancel()
                return
            except StoreUnavailable:
                continue

    async def _idle(self) -> None:
        """Until there may be work."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), self._poll)
        self._woken.clear()

    async def _lull(self) -> None:
        """While somebody writes one turn after another, or many at once, let them: what they write is then read
        together, and an acknowledgement does not wait for reading. After a single write, when jobs have waited, and
        when somebody asks about what was written, this is no time."""
        begun = time.monotonic()
        while not (self._late or self._hurried.is_set()):
            now = time.monotonic()
            ends = self._lull_ends(begun, now)
            if now >= ends:
                break
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurried.wait(), ends - now)
        if not self._stopping.is_set():
            self._hurried.clear()

    def _lull_ends(self, begun: float, now: float) -> float:
        """When to look again whether somebody still writes; not after ``now`` when nobody does, or for too long."""
        before, last = self._woken_at
        one_by_one = min(last + LULL, begun + LONGEST_LULL) if last - before < LULL else now
        many = min((now if self._storing else self._stored_at) + LULL, begun + LONGEST_STORING)
        return max(one_by_one, many)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)


class _Held:
    """A job in this worker's hands, with the progress that its handler last recorded."""

    def __init__(self, jobs: Jobs, job: ClaimedJob, worker: str, lease: float) -> None:
        self._jobs = jobs
        self._job = job
        self._worker = worker
        self._lease = lease
        self._progress: Mapping[str, JsonValue] = dict(job.progress)
        self._recorded = -SECONDS_BETWEEN_RECORDS
        self.lost = False

    async def record(self, progress: Mapping[str, JsonValue]) -> None:
        """What handlers call; written at most twice a second, the newest always with the next heartbeat."""
        self._progress = dict(progress)
        now = asyncio.get_running_loop().time()
        if self.lost:
            raise LeaseLost
        if now - self._recorded >= SECONDS_BETWEEN_RECORDS:
            self._recorded = now
            with suppress(StoreUnavailable):
                await self.beat()

    async def beat(self) -> None:
        """Prolong the lease; raises `LeaseLost`."""
        if not await self._jobs.heartbeat(self._job, self._worker, self._lease, self._progress):
            self.lost = True
            raise LeaseLost
