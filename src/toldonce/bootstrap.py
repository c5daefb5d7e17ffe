"""From the settings to the running service: the only file that names adapters."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import secrets
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import structlog
from pydantic import SecretStr

from toldonce.accounts.service import AccountService
from toldonce.adapters import embedders, embedding_model, host, llms
from toldonce.adapters.cache import RedisQueryVectors
from toldonce.adapters.clock import SteadyClock
from toldonce.adapters.erasure_proof import ErasureReport as ErasureReport
from toldonce.adapters.erasure_proof import prove_erasures
from toldonce.adapters.limiters import FallbackLimiter, LimiterUnavailable, MemoryLimiter
from toldonce.adapters.metered import MeteredLLM
from toldonce.adapters.postgres import migrate as schema
from toldonce.adapters.postgres.accounts import PgAccounts
from toldonce.adapters.postgres.backup import make_backup
from toldonce.adapters.postgres.backup_file import BackupReader, backups_in
from toldonce.adapters.postgres.backup_file import Manifest as Manifest
from toldonce.adapters.postgres.embedded import start_embedded
from toldonce.adapters.postgres.embedding_sets import EmbeddingSet as EmbeddingSet
from toldonce.adapters.postgres.embedding_sets import EmbeddingSets
from toldonce.adapters.postgres.erasure_scan import Remnant as Remnant
from toldonce.adapters.postgres.erasure_scan import list_receipts, read_receipt_file
from toldonce.adapters.postgres.erasures import KeptReceipt as KeptReceipt
from toldonce.adapters.postgres.erasures import Resettling, read_receipts, write_receipts
from toldonce.adapters.postgres.idempotency import PgIdempotency
from toldonce.adapters.postgres.indexes import SECONDS_BETWEEN, Index, Indexes
from toldonce.adapters.postgres.inspection import DatabaseState, inspect_database, refuses_wrong_password
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.lifecycle import PgLifecycle
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.replica import PgReplica, replica_url
from toldonce.adapters.postgres.restore import Restored as Restored
from toldonce.adapters.postgres.restore import apply_receipts, restore_backup
from toldonce.adapters.postgres.store import PgStore
from toldonce.adapters.postgres.subjects import PgSubjects
from toldonce.adapters.postgres.upkeep import Upkeep
from toldonce.adapters.postgres.webhooks import PgWebhooks
from toldonce.adapters.redis_limiter import RedisLimiter, RedisRefused
from toldonce.adapters.redis_scan import RedisScan
from toldonce.adapters.upstream import HttpUpstream
from toldonce.adapters.webhook_sender import HttpSender
from toldonce.chat import Chat, Gateway
from toldonce.errors import ToldonceError
from toldonce.memory.extract.learned.extractor import LearnedExtractor
from toldonce.memory.extract.learned.network import Network
from toldonce.memory.extract.llm import LLMExtractor
from toldonce.memory.extract.merge import MergedExtractor
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.importing import import_handler
from toldonce.memory.ingest import Reader, extract_handler
from toldonce.memory.lifecycle import cleanup_handler, consolidate_handler, decay_handler
from toldonce.memory.prepare import embed_parts, prepare_contents
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.searches import SearchCounts
from toldonce.memory.service import IMPORT_JOB, MemoryService
from toldonce.memory.webhooks import WebhookService, webhook_handler
from toldonce.memory.worker import Worker
from toldonce.model import Scope
from toldonce.ports import (
    EXTRACT_JOB,
    LLM,
    WEBHOOK_JOB,
    Check,
    Chunk,
    Embedder,
    Extractor,
    JobHandler,
    Limiter,
    QueryVectors,
    Upstream,
)
from toldonce.settings import Settings
from toldonce.telemetry import settle_logs
from toldonce.telemetry.exposition import metrics_served
from toldonce.telemetry.sentry import close_sentry, open_sentry, send_probe

MODELS = "models"
METRICS = "metrics"
SECRET_FILE = "jwt_secret"  # noqa: S105 - the name of a file
OPENAI_URL = "https://api.openai.com/v1"
PROBE_SECONDS = 2.0
REMOTE_PROBE_AGE = 60.0
"""Seconds for which a probe of an embedding model behind a network holds; each may cost money."""
WORKER_PAUSE = 5.0
SWITCH_SECONDS = 0.0005
LATE_PARTS = 64
"""Parts of texts that may come between the last look at what has no vector yet and the switch."""
LATE_ROUNDS = 4
TURNS_READ_BY_RULES = 200
TURNS_READ_BY_MODEL = 20
"""Turns that are read between two writes of what they say."""
NO_REDIS_ADDRESS = "REDIS_URL: is no address such as redis://:password@host:6379/0"
LONGEST_POOL_CLOSE = 2.0
"""Seconds that open transactions are waited for when everything that asks for them has ended already."""

Progress = Callable[[str], None]

now = SteadyClock()
"""The time, aware UTC."""

log = structlog.get_logger("toldonce.bootstrap")


class StartFailed(Exception):
    """The service cannot start; ``faults`` has one line for each reason, saying what to change."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


class LiveRuntime:
    """`toldonce.ports.Runtime` on real adapters; made by `open_runtime`."""

    def __init__(
        self,
        settings: Settings,
        secret: str,
        database: Database,
        indexes: Indexes,
        llm: LLM | None,
        upstream: Upstream | None,
        resources: contextlib.AsyncExitStack,
        limiter: MemoryLimiter | FallbackLimiter | None,
        query_vectors: QueryVectors | None,
    ) -> None:
        self._settings = settings
        self._secret = secret
        self._database = database
        self._indexes = indexes
        self._resources = resources
        self._query_vectors = query_vectors
        self._jobs = PgJobs(database)
        self._searches = SearchCounts(indexes.current.store, now)
        self._counting = asyncio.create_task(self._searches.run())
        self._working: asyncio.Task[None] | None = None
        self._upkeep: asyncio.Task[None] | None = None
        self._telling: asyncio.Task[None] | None = None
        self._teller: Worker | None = None
        self._worker: Worker | None = None
        self._following: asyncio.Task[None] | None = None
        self._embedding_probe: tuple[float, Check] | None = None
        self.idempotency = PgIdempotency(database)
        self.limiter: Limiter | None = limiter
        self.subjects = PgSubjects(database)
        self._kept_webhooks = PgWebhooks(database)
        self._sender = HttpSender(allow_private=settings.webhook_allow_private)
        resources.push_async_callback(self._sender.close)
        self.webhooks = WebhookService(self._kept_webhooks, self._sender, now)
        self._redis = limiter if isinstance(limiter, FallbackLimiter) else None
        self.accounts = AccountService(
            PgAccounts(database),
            secret=secret,
            access_minutes=settings.access_token_expire_minutes,
            refresh_days=settings.refresh_token_expire_days,
            clock=now,
            keep_receipt=indexes.current.store.keep_receipt,
            purge=query_vectors.purge if query_vectors is not None else None,
        )
        self._llm = llm
        self._rules = RuleExtractor()
        self.chat = Chat(
            llm,
            clock=now,
            top_k=settings.memory_retrieval_top_k,
            max_context_tokens=settings.max_context_tokens,
            rules=self._rules,
        )
        self.gateway = Gateway(
            upstream,
            indexes.current.store,
            clock=now,
            top_k=settings.memory_retrieval_top_k,
            max_context_tokens=settings.max_context_tokens,
        )

    def memory(self, scope: Scope) -> MemoryService:
        """The verbs on one subject's memory."""
        index = self._indexes.current
        return MemoryService(
            index.store,
            self._jobs,
            index.embedder,
            scope=scope,
            secret=self._secret,
            clock=now,
            rules=self._rules,
            query_vectors=self._query_vectors,
            searches=self._searches,
            wake=self._worker.wake if self._worker is not None else None,
            replica=index.replica,
        )

    def start_worker(self) -> None:
        """Run background jobs and the upkeep of the database in this process."""
        # Reading is at work in a thread: who is answered must get the interpreter back sooner than after 5 ms.
        sys.setswitchinterval(SWITCH_SECONDS)
        handlers = {IMPORT_JOB: import_handler(self.memory, now), **self._by_current_index()}
        name = f"{socket.gethostname()}:{os.getpid()}"
        self._worker = Worker(self._jobs, handlers, name=name)
        self._working = asyncio.create_task(_keep_working(self._worker))
        # An address that is slow to answer must not keep anything else waiting.
        telling = {WEBHOOK_JOB: webhook_handler(self._kept_webhooks, self._sender, self.memory, now)}
        self._teller = Worker(self._jobs, telling, name=f"{name}:webhooks")
        self._telling = asyncio.create_task(_keep_working(self._teller))
        self._upkeep = asyncio.create_task(Upkeep(self._database, self._indexes.current.store, self.idempotency).run())

    def follow_embedding_model(self) -> None:
        """Use the embedding model that the database chooses, while this process has two."""
        self._following = asyncio.create_task(self._indexes.follow())

    def _by_current_index(self) -> dict[str, JobHandler]:
        """The jobs of `_understanding`, each with the embedding model of the moment at which it begins."""
        opened = self._indexes.opened
        embedders = [index.embedder for index in opened]
        extractor = self._rules if self._llm is not None else _with_learned_reader(self._rules, embedders)
        handlers = {index.embedder.model_name: self._understanding(index, extractor) for index in opened}

        def handler(kind: str) -> JobHandler:
            return lambda job, tell: handlers[self._indexes.current.embedder.model_name][kind](job, tell)

        return {kind: handler(kind) for kind in handlers[embedders[0].model_name]}

    def _understanding(self, index: Index, extractor: Extractor) -> dict[str, JobHandler]:
        """The jobs that read turns and look after what they said."""
        settlement, lifecycle = Reconciliation(), PgLifecycle(self._database)
        reader = Reader(index.store, index.embedder, extractor, settlement)
        turns_at_once, thorough = TURNS_READ_BY_RULES, None
        if self._llm is not None:
            both = MergedExtractor(self._rules, LLMExtractor(self._llm))
            turns_at_once, thorough = TURNS_READ_BY_MODEL, Reader(index.store, index.embedder, both, settlement)
        extract = extract_handler(index.store, reader, turns_at_once=turns_at_once, thorough=thorough)
        days = self._settings.memory_decay_days
        return {
            EXTRACT_JOB: extract,
            "consolidate": consolidate_handler(index.store, index.embedder, settlement, extract),
            "decay": decay_handler(lifecycle, now, half_life_days=days),
            "cleanup": cleanup_handler(lifecycle, self.memory, now),
        }

    async def check(self) -> Mapping[str, Check]:
        """Probe database, Redis, embedding model, worker, disk and memory, each within two seconds."""
        database, redis, embedding, disk = await asyncio.gather(
            _probe(self._database.ping),
            self._check_redis(),
            self._check_embedder(),
            self._check_disk(),
        )
        return {
            "database": database,
            "redis": redis,
            "embedding_model": embedding,
            "worker": self._check_worker(),
            "disk": disk,
            "memory": host.check_memory(self._settings.health_max_memory_percent),
        }

    async def drain(self, timeout: float) -> None:
        """Take no more jobs; the current one may finish within ``timeout`` seconds, else it is handed back."""
        workers = [worker for worker in (self._worker, self._teller) if worker is not None]
        await asyncio.gather(*(worker.stop(timeout=timeout) for worker in workers))

    async def close(self, timeout: float | None = None) -> None:
        """Let background work end, then let go of everything, the database last."""
        seconds = self._settings.shutdown_timeout if timeout is None else timeout
        deadline = time.monotonic() + seconds
        try:
            async with asyncio.timeout(seconds):
                await self.drain(seconds / 2)
        except TimeoutError:
            log.error("background_work_cut_short", seconds=seconds)
        for task in filter(None, (self._working, self._upkeep, self._telling, self._following, self._counting)):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        self.accounts.close()
        try:
            async with asyncio.timeout(max(1.0, (deadline - time.monotonic()) / 2)):
                await self._searches.write()
        except (TimeoutError, ToldonceError) as failed:
            log.warning("search_counts_lost", reason=str(failed))
        try:
            async with asyncio.timeout(max(1.0, deadline - time.monotonic())):
                await self._resources.aclose()
        except TimeoutError:
            log.error("shutdown_cut_short", seconds=seconds)
        except Exception as fault:
            log.error("shutdown_failed", exc_info=fault)

    async def _check_disk(self) -> Check:
        folder, least = self._settings.data_dir, self._settings.health_min_free_disk_mb
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                return await asyncio.to_thread(host.check_disk, folder, least)
        except TimeoutError:
            return Check("unhealthy", 1000 * PROBE_SECONDS, f"The disk of {folder} does not answer in time.")

    async def _check_embedder(self) -> Check:
        known = self._embedding_probe
        if self._settings.embedding_provider != "local" and known is not None and time.monotonic() < known[0]:
            return known[1]
        # Never the same text twice: embedders remember their latest queries.
        check = await _probe(lambda: self._indexes.current.embedder.embed_query(f"probe {time.monotonic_ns()}"))
        if self._indexes.missing is not None and check.status == "healthy":
            lost = f"This process has not opened {self._indexes.missing}, which is chosen: restart it with that model."
            check = Check("degraded", check.latency_ms, lost)
        self._embedding_probe = (time.monotonic() + REMOTE_PROBE_AGE, check)
        return check

    async def _check_redis(self) -> Check:
        if self._redis is None:
            return Check("disabled")
        started = time.perf_counter()
        try:
            await self._redis.ping()
        except LimiterUnavailable as failure:
            return Check("degraded", 1000 * (time.perf_counter() - started), f"Redis cannot be asked ({failure}).")
        return Check("healthy", 1000 * (time.perf_counter() - started))

    def _check_worker(self) -> Check:
        if self._working is None:
            return Check("disabled")
        return Check("unhealthy" if self._working.done() else "healthy")


async def open_runtime(settings: Settings, *, progress: Progress) -> LiveRuntime:
    """Start what the settings ask for and give the running service. Raises `StartFailed`.

    Any number of processes with the same settings may do this at once: they share one embedded database, and one of
    them migrates.
    """
    faults: list[str] = []
    try:
        return await _open_or_undo(settings, progress)
    except* (ToldonceError, StartFailed, OSError) as failures:
        for failure in _each(failures):
            faults += _faults_of(failure, settings)
    raise StartFailed(faults)


@contextlib.asynccontextmanager
async def observed(settings: Settings, version: str) -> AsyncIterator[None]:
    """Serve metrics and report faults, as the settings say, until the block ends."""
    async with contextlib.AsyncExitStack() as resources:
        resources.callback(settle_logs)
        if _report_to_sentry(settings, version):
            resources.push_async_callback(asyncio.to_thread, close_sentry)
        if settings.enable_metrics:
            folder, port = settings.data_dir / METRICS, settings.prometheus_port
            serving = metrics_served(folder, settings.metrics_host, port, version)
            await asyncio.to_thread(serving.__enter__)
            resources.push_async_callback(asyncio.to_thread, serving.__exit__, None, None, None)
        yield


def send_test_event(settings: Settings, version: str) -> str | None:
    """Send one event to Sentry; None when it arrived, else why it did not."""
    if settings.sentry_dsn is None:
        return "SENTRY_DSN is not set"
    if not _report_to_sentry(settings, version):
        return "SENTRY_DSN is not a DSN"
    try:
        return send_probe()
    finally:
        close_sentry(0)


def _report_to_sentry(settings: Settings, version: str) -> bool:
    return settings.sentry_dsn is not None and open_sentry(
        settings.sentry_dsn.get_secret_value(),
        environment=settings.environment,
        release=f"toldonce@{version}",
        traces_sample_rate=settings.sentry_traces_sample_rate,
        profiles_sample_rate=settings.sentry_profiles_sample_rate,
    )


async def open_database_url(settings: Settings, resources: contextlib.AsyncExitStack, progress: Progress) -> str:
    """The owner's URL of the database; without a database setting, of the embedded one, which is started."""
    if (url := settings.owner_database_url) is not None:
        return url
    progress("Starting the embedded PostgreSQL.")
    embedded = await start_embedded(settings.data_dir)
    resources.push_async_callback(embedded.stop)
    keeping = asyncio.create_task(embedded.keep_running())
    resources.push_async_callback(_cancelled, keeping)
    return embedded.url


def prepare_model(settings: Settings, *, progress: Progress) -> Path | None:
    """Fetch and convert the local embedding model unless it is there, and give its folder; None when a service embeds.

    Raises `EmbeddingFailed`.
    """
    if settings.embedding_provider != "local":
        return None
    return embedding_model.ensure_model(settings.data_dir / MODELS, model=settings.embedding_model, progress=progress)


def examine_model(settings: Settings) -> str | None:
    """What embeds, in words, or None when the local model is not there yet. Raises `EmbeddingFailed`."""
    if settings.embedding_provider != "local":
        return f"{settings.embedding_model} of {settings.embedding_base_url or settings.llm_base_url or OPENAI_URL}"
    folder = embedding_model.examine_model(settings.data_dir / MODELS, model=settings.embedding_model)
    return f"{embedding_model.read_manifest(folder).name} is whole" if folder else None


async def examine_database(settings: Settings) -> DatabaseState:
    """The state of the database, for which the embedded one is started. Raises `ToldonceError`."""
    async with contextlib.AsyncExitStack() as resources:
        return await inspect_database(await open_database_url(settings, resources, lambda _: None))


async def examine_redis(settings: Settings) -> Check:
    """Whether Redis can be used: "disabled" when none is set, "degraded" when it asks for no password."""
    address = settings.redis_address
    if address is None:
        return Check("disabled")
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
    limiter = RedisLimiter(address, key=bytes(16), seconds=PROBE_SECONDS)
    try:
        await limiter.ping()
    finally:
        await limiter.close()


def jwt_secret(settings: Settings) -> str:
    """The secret that signs tokens: the setting, or outside production a random one kept under ``DATA_DIR``."""
    if settings.jwt_secret_key is not None:
        return settings.jwt_secret_key.get_secret_value()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    path = settings.data_dir / SECRET_FILE
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < 32:
        raise StartFailed(
            [f"JWT_SECRET_KEY: {path} is damaged; delete it (everybody logs in again), or set the variable"]
        )
    return secret


async def back_up(settings: Settings, path: Path, *, progress: Progress) -> Manifest:
    """Write the whole database to one file. Raises `ToldonceError`."""
    async with contextlib.AsyncExitStack() as resources:
        return await make_backup(await open_database_url(settings, resources, progress), path, progress=progress)


async def asks_for_a_password(settings: Settings) -> bool:
    """Whether the database refuses its user with a wrong password. Raises `StoreUnavailable`."""
    async with contextlib.AsyncExitStack() as resources:
        return await refuses_wrong_password(await open_database_url(settings, resources, lambda _: None))


def newest_backup(folder: Path) -> tuple[Path, datetime] | None:
    """The newest backup in ``folder``, verified, and the moment that it belongs to. Raises `BackupFailed`."""
    path = max(backups_in(folder), default=None)
    if path is None:
        return None
    with BackupReader(path) as reader:
        return path, reader.manifest.made_at


async def back_up_in_turn(settings: Settings, folder: Path, *, progress: Progress) -> tuple[Path, Manifest]:
    """Write a backup named after the time into ``folder``, and remove the oldest beyond ``BACKUP_KEEP``."""
    await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
    path = folder / f"toldonce-{now():%Y%m%dT%H%M%SZ}.backup"
    manifest = await back_up(settings, path, progress=progress)
    for old in sorted(backups_in(folder))[: -settings.backup_keep]:
        progress(f"removing {old}")
        old.unlink(missing_ok=True)
    return path, manifest


async def restore(
    settings: Settings, path: Path, *, replace: bool, erasures: Path | None, progress: Progress
) -> Restored:
    """Make the database what a backup holds, less what was erased since. Raises `ToldonceError`."""
    receipts = read_receipts(erasures) if erasures is not None else []
    async with contextlib.AsyncExitStack() as resources:
        url = await open_database_url(settings, resources, progress)
        return await restore_backup(
            url,
            path,
            replace=replace,
            receipts=receipts,
            resettling=_resettling(settings, resources, progress),
            progress=progress,
        )


async def erase_as_receipts_say(settings: Settings, path: Path, *, progress: Progress) -> tuple[Mapping[str, int], int]:
    """Erase again what the receipts of a file name; rows by table, and receipts. Raises `ToldonceError`."""
    receipts = read_receipts(path)
    async with contextlib.AsyncExitStack() as resources:
        url = await open_database_url(settings, resources, progress)
        resettling = _resettling(settings, resources, progress)
        return await apply_receipts(url, receipts, resettling=resettling, progress=progress)


async def kept_receipts(settings: Settings, *, progress: Progress) -> list[KeptReceipt]:
    """Every receipt that the database keeps, oldest first. Raises `ToldonceError`."""
    async with contextlib.AsyncExitStack() as resources:
        return await list_receipts(await open_database_url(settings, resources, progress))


async def verify_erasures(
    settings: Settings, file: Path | None, text: str | None, *, progress: Progress
) -> ErasureReport:
    """Search database and Redis for what receipts (of a file, else all that are kept) say is gone, and for a sentence.

    Raises `ToldonceError`.
    """
    receipts = None if file is None else read_receipt_file(file)
    async with contextlib.AsyncExitStack() as resources:
        url = await open_database_url(settings, resources, progress)
        secret = await asyncio.to_thread(jwt_secret, settings)
        scan = None
        if (address := settings.redis_address) is not None:
            try:
                scan = RedisScan(address, key=_query_vectors_key(secret), ttl=settings.redis_cache_ttl)
            except ValueError as fault:
                raise StartFailed([NO_REDIS_ADDRESS]) from fault
            resources.push_async_callback(scan.close)
        return await prove_erasures(url, scan, receipts, text, secret=secret, progress=progress)


async def list_embedding_sets(settings: Settings, *, progress: Progress) -> list[tuple[EmbeddingSet, int, int]]:
    """Every set of vectors, the one that is searched first, with parts of texts in whole subjects and parts in all.

    Raises `ToldonceError`.
    """
    async with _embedding_sets(settings, progress) as (_, sets):
        return [(one, *await sets.progress(one.name)) for one in await sets.all()]


async def reembed(settings: Settings, *, back: bool, told: Callable[[int, int], None], progress: Progress) -> str:
    """Make the vectors of the next model (``back``: of the configured one) whole, then search those; the model's name.

    ``told`` hears how many parts of texts have vectors of it, and how many there are.

    Raises `ToldonceError` and `StartFailed`.
    """
    async with contextlib.AsyncExitStack() as resources:
        opened = await _open_embedders(settings, resources, progress)
        if len(opened) < 2:
            raise StartFailed(
                ["EMBEDDING_PROVIDER_NEXT: say what embeds next, and name another model in EMBEDDING_MODEL_NEXT"]
            )
        url, sets = await resources.enter_async_context(_embedding_sets(settings, progress))
        for embedder in opened:
            await schema.ensure_model(url, embedder.model_name, embedder.dimension)
        source, target = reversed(opened) if back else opened
        if not {one.name for one in await sets.all() if one.chosen} & {source.model_name, target.model_name}:
            raise StartFailed([f"EMBEDDING_MODEL: must be the model that is searched, {(await sets.chosen()).name}"])
        done, parts = await sets.progress(target.model_name)

        def added(count: int) -> None:
            nonlocal done
            done += count
            told(done, max(parts, done))

        async def fill() -> int:
            return await sets.fill(source.model_name, target.model_name, partial(embed_parts, target), added)

        while await fill() > LATE_PARTS:
            continue
        await sets.choose(target.model_name)
        # Until they have looked, the running processes write vectors of the former model.
        for _ in range(LATE_ROUNDS):
            await asyncio.sleep(SECONDS_BETWEEN)
            await fill()
        return target.model_name


async def drop_embedding_set(settings: Settings, name: str, *, progress: Progress) -> int:
    """Drop the vectors of a model that is not searched any more; how many. Raises `ToldonceError`, `ValueError`."""
    async with _embedding_sets(settings, progress) as (url, sets):
        dropped = await sets.drop(name)
        await schema.forget_model(url, name)
        return dropped


@contextlib.asynccontextmanager
async def _embedding_sets(settings: Settings, progress: Progress) -> AsyncIterator[tuple[str, EmbeddingSets]]:
    """The owner's URL of the database, migrated, and its sets of vectors."""
    async with contextlib.AsyncExitStack() as resources:
        owner_url, url = await _migrated(settings, resources, progress)
        database = await Database.open(url, pool_size=2, application_name="toldonce reembed")
        resources.push_async_callback(database.close, LONGEST_POOL_CLOSE)
        yield owner_url, EmbeddingSets(database)


async def save_receipts(settings: Settings, path: Path, *, progress: Progress) -> int:
    """Write every receipt of an erasure to one file; how many. Raises `ToldonceError`."""
    async with contextlib.AsyncExitStack() as resources:
        return await write_receipts(await open_database_url(settings, resources, progress), path)


async def _open_or_undo(settings: Settings, progress: Progress) -> LiveRuntime:
    resources = contextlib.AsyncExitStack()
    try:
        return await _open(settings, resources, progress)
    except BaseException:
        await resources.aclose()
        raise


async def _open(settings: Settings, resources: contextlib.AsyncExitStack, progress: Progress) -> LiveRuntime:
    async with asyncio.TaskGroup() as group:
        opening_url = group.create_task(_migrated(settings, resources, progress))
        opening_embedders = group.create_task(_open_embedders(settings, resources, progress))
        secret = await asyncio.to_thread(jwt_secret, settings)
    owner_url, url = opening_url.result()
    llm = _open_llm(settings)
    if llm is not None:
        resources.push_async_callback(llm.close)
    upstream = _open_upstream(settings)
    if upstream is not None:
        resources.push_async_callback(upstream.close)
    # One connection of this process is outside the pool: the one that asks how the database is.
    pool_size, statement_cache = settings.connection_pool_size - 1, settings.database_statement_cache
    database = await Database.open(url, pool_size=pool_size, statement_cache=statement_cache)
    resources.push_async_callback(database.close, min(LONGEST_POOL_CLOSE, settings.shutdown_timeout / 3))
    following = None
    if settings.database_replica_url is not None:
        address = replica_url(url, settings.database_replica_url.get_secret_value())
        following = await Database.open(address, pool_size=pool_size, statement_cache=statement_cache, is_replica=True)
        resources.push_async_callback(following.close, min(LONGEST_POOL_CLOSE, settings.shutdown_timeout / 3))
    indexes = await _open_indexes(
        owner_url, database, following, opening_embedders.result(), hot_bytes=settings.search_cache_mb * 1024 * 1024
    )
    limiter = await _open_limiter(settings, secret)
    if limiter is not None:
        resources.push_async_callback(limiter.close)
    query_vectors = _open_query_vectors(settings, secret)
    if query_vectors is not None:
        resources.push_async_callback(query_vectors.close)
    runtime = LiveRuntime(settings, secret, database, indexes, llm, upstream, resources, limiter, query_vectors)
    runtime.follow_embedding_model()
    if settings.embedded_worker:
        runtime.start_worker()
    return runtime


async def _open_indexes(
    owner_url: str,
    database: Database,
    following: Database | None,
    opened: Sequence[Embedder],
    *,
    hot_bytes: int,
) -> Indexes:
    """An index for each embedding model, which ``following`` (a replica) answers too where there is one.

    ``hot_bytes`` is the room that they share for what they keep in the process.

    Raises `DatabaseUnfit`, `StoreUnavailable`.
    """
    found = []
    for embedder in opened:
        model_id = await schema.ensure_model(owner_url, embedder.model_name, embedder.dimension)
        store, *copies = [
            PgStore(one, model_id, embedder.model_name, embedder.dimension, hot_bytes=hot_bytes // len(opened))
            for one in (database, following)
            if one
        ]
        replica = PgReplica(database, following, copies[0]) if following else None
        found.append(Index(store, embedder, replica))
    indexes = Indexes(found, EmbeddingSets(database), lambda embedder: partial(embed_parts, embedder))
    await indexes.begin()
    return indexes


async def _migrated(settings: Settings, resources: contextlib.AsyncExitStack, progress: Progress) -> tuple[str, str]:
    owner_url = await open_database_url(settings, resources, progress)
    return owner_url, await schema.migrate(owner_url, progress=progress)


def _resettling(settings: Settings, resources: contextlib.AsyncExitStack, progress: Progress) -> Resettling:
    """Settles memories as the service does; the embedding model is opened when one of them has to find other words."""

    opened: list[Embedder] = []

    async def chunks_of(contents: Sequence[str]) -> tuple[str, Mapping[str, Sequence[Chunk]]]:
        if not opened:
            opened.append(await _open_embedder(settings, progress))
            resources.push_async_callback(opened[0].close)
        return opened[0].model_name, await prepare_contents(opened[0], contents)

    return Resettling(Reconciliation(), chunks_of)


async def _open_embedders(
    settings: Settings, resources: contextlib.AsyncExitStack, progress: Progress
) -> list[Embedder]:
    """The embedding model of the settings, and the next one when they name it."""
    opened: list[Embedder] = []
    for one in filter(None, (settings, _with_next_model(settings))):
        embedder = await _open_embedder(one, progress)
        resources.push_async_callback(embedder.close)
        if embedder.model_name not in {other.model_name for other in opened}:
            opened.append(embedder)
    return opened


def _with_next_model(settings: Settings) -> Settings | None:
    provider = settings.embedding_provider_next
    if provider is None:
        return None
    following = {
        "embedding_model": settings.embedding_model_next,
        "embedding_base_url": settings.embedding_base_url_next,
    }
    return settings.model_copy(update={"embedding_provider": provider, **following})


async def _open_embedder(settings: Settings, progress: Progress) -> Embedder:
    if settings.embedding_provider == "openai":
        url = settings.embedding_base_url or settings.llm_base_url or OPENAI_URL
        return await embedders.OpenAIEmbedder.open(url, _plain(settings.openai_api_key), settings.embedding_model or "")

    def load() -> Embedder:
        models = settings.data_dir / MODELS
        folder = embedding_model.ensure_model(models, model=settings.embedding_model, progress=progress)
        return embedders.LocalEmbedder(folder)

    return await asyncio.to_thread(load)


def _with_learned_reader(rules: RuleExtractor, opened: Sequence[Embedder]) -> Extractor:
    """The rules with the learned reader behind them, where an embedding model is the one that it learned from."""
    network = Network.shipped()
    for embedder in opened:
        if isinstance(embedder, embedders.LocalEmbedder) and embedder.model_name == network.model_name:
            encoder = embedder.token_encoder()
            if encoder is not None:
                return LearnedExtractor(rules, encoder, network)
    log.info("learned_reader_off", embedding_model=opened[0].model_name, learned_from=network.model_name)
    return rules


def _open_llm(settings: Settings) -> LLM | None:
    model, seconds = settings.llm_model or "", settings.llm_timeout_seconds
    if settings.llm_provider == "openai":
        return MeteredLLM(llms.OpenAILLM(settings.llm_base_url, _plain(settings.openai_api_key), model, seconds))
    if settings.llm_provider == "anthropic":
        return MeteredLLM(llms.AnthropicLLM(settings.llm_base_url, _plain(settings.anthropic_api_key), model, seconds))
    return None


def _open_upstream(settings: Settings) -> Upstream | None:
    provider, url, seconds = settings.llm_provider, settings.llm_base_url, settings.llm_timeout_seconds
    if provider == "none":
        return None
    key = settings.openai_api_key if provider == "openai" else settings.anthropic_api_key
    return HttpUpstream(provider, url, _plain(key), seconds)


async def _open_limiter(settings: Settings, secret: str) -> MemoryLimiter | FallbackLimiter | None:
    if not settings.rate_limit_enabled:
        return None
    local = MemoryLimiter(share=settings.web_concurrency)
    address = settings.redis_address
    if address is None:
        return local
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


def _open_query_vectors(settings: Settings, secret: str) -> RedisQueryVectors | None:
    address = settings.redis_address
    if address is None:
        return None
    try:
        return RedisQueryVectors(address, key=_query_vectors_key(secret), ttl=settings.redis_cache_ttl)
    except ValueError as fault:
        raise StartFailed([NO_REDIS_ADDRESS]) from fault


def _query_vectors_key(secret: str) -> bytes:
    return hashlib.blake2b(secret.encode(), person=b"query vectors").digest()


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _each(failures: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for failure in failures.exceptions:
        if isinstance(failure, BaseExceptionGroup):
            yield from _each(failure)
        else:
            yield failure


def _faults_of(failure: BaseException, settings: Settings) -> list[str]:
    if isinstance(failure, StartFailed):
        return failure.faults
    if isinstance(failure, ToldonceError):
        return [failure.message]
    if isinstance(failure, OSError):
        reason = failure.strerror or type(failure).__name__
        return [f"DATA_DIR: {failure.filename or settings.data_dir} cannot be used ({reason})"]
    raise TypeError(f"{type(failure).__name__} is no fault of the surroundings")


async def _probe(ask: Callable[[], Awaitable[object]]) -> Check:
    started = time.perf_counter()
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            await ask()
    except TimeoutError:
        return Check("unhealthy", 1000 * PROBE_SECONDS, "It did not answer in time.")
    except ToldonceError as error:
        return Check("unhealthy", 1000 * (time.perf_counter() - started), error.message)
    return Check("healthy", 1000 * (time.perf_counter() - started))


async def _keep_working(worker: Worker) -> None:
    while True:
        try:
            await worker.run()
        except Exception as fault:
            log.error("worker_failed", exc_info=fault)
            await asyncio.sleep(WORKER_PAUSE)
        else:
            return


def _write_once(path: Path, content: str) -> None:
    """Write a file that only this user reads, whole or not at all; of several writers at once, the first one wins."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
