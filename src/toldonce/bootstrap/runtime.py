"""The running service on real adapters."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Mapping

import structlog
from pydantic import JsonValue

from toldonce.accounts.service import AccountService
from toldonce.adapters.limiters import FallbackLimiter, MemoryLimiter
from toldonce.adapters.metered import MeteredLLM
from toldonce.adapters.postgres.accounts import PgAccounts
from toldonce.adapters.postgres.idempotency import PgIdempotency
from toldonce.adapters.postgres.indexes import Index, Indexes
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.lifecycle import PgLifecycle
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.subjects import PgSubjects
from toldonce.adapters.postgres.upkeep import Upkeep
from toldonce.adapters.postgres.webhooks import PgWebhooks
from toldonce.adapters.webhook_sender import HttpSender
from toldonce.bootstrap.extractor import open_extractors, open_reviewer
from toldonce.bootstrap.health import Health
from toldonce.bootstrap.started import now
from toldonce.chat import Chat, Gateway
from toldonce.errors import ToldonceError
from toldonce.fleeting import let_go_in_time
from toldonce.memory.extract.held.reviewer import Reviewer
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.importing import import_handler
from toldonce.memory.ingest import Reader, extract_handler
from toldonce.memory.lifecycle import cleanup_handler, consolidate_handler, decay_handler
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.searches import SearchCounts
from toldonce.memory.service import IMPORT_JOB, MemoryService
from toldonce.memory.unread import Unread
from toldonce.memory.webhooks import WebhookService, webhook_handler
from toldonce.memory.worker import Worker
from toldonce.model import Scope
from toldonce.ports import (
    EXTRACT_JOB,
    WEBHOOK_JOB,
    Check,
    ClaimedJob,
    Extractor,
    JobHandler,
    Limiter,
    QueryVectors,
    Upstream,
)
from toldonce.settings import Settings

log = structlog.get_logger("toldonce.bootstrap")


WORKER_PAUSE = 5.0
SWITCH_SECONDS = 0.0005
TURNS_READ_BY_RULES = 100
TURNS_READ_BY_MODEL = 20
"""Turns that are read between two writes of what they say."""


class LiveRuntime:
    """`toldonce.ports.Runtime` on real adapters; made by `open_runtime`."""

    def __init__(
        self,
        settings: Settings,
        secret: str,
        database: Database,
        indexes: Indexes,
        llm: MeteredLLM | None,
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
        self._jobs = PgJobs(database, uploads_bytes=settings.max_bodies_bytes)
        self._searches = SearchCounts(indexes.current.store, now)
        self._counting = asyncio.create_task(self._searches.run())
        self._letting_go = asyncio.create_task(let_go_in_time())
        self._working: asyncio.Task[None] | None = None
        self._upkeep: asyncio.Task[None] | None = None
        self._telling: asyncio.Task[None] | None = None
        self._teller: Worker | None = None
        self._worker: Worker | None = None
        self._unread = Unread(self._hurry)
        self._following: asyncio.Task[None] | None = None
        self.idempotency = PgIdempotency(database)
        self.limiter: Limiter | None = limiter
        self.subjects = PgSubjects(database)
        self._kept_webhooks = PgWebhooks(database)
        self._sender = HttpSender(allow_private=settings.webhook_allow_private)
        resources.push_async_callback(self._sender.close)
        self.webhooks = WebhookService(self._kept_webhooks, self._sender, now)
        shared = limiter if isinstance(limiter, FallbackLimiter) else None
        self._health = Health(settings, database, indexes, shared, query_vectors)
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
        """The verbs on one subject's memory. Raises `EmbeddingFailed` when the chosen model is not open here."""
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
            storing=self._worker.storing if self._worker is not None else contextlib.nullcontext,
            replica=index.replica,
            unread=self._unread if self._worker is not None else None,
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

    def _hurry(self) -> None:
        if self._worker is not None:
            self._worker.hurry()

    def follow_embedding_model(self) -> None:
        """Use the embedding model that the database chooses, or nothing when this process has not opened it."""
        self._following = asyncio.create_task(self._indexes.follow())

    def _by_current_index(self) -> dict[str, JobHandler]:
        """The jobs of `_understanding`, each with the embedding model of the moment at which it begins."""
        opened = self._indexes.opened
        embedders = [index.embedder for index in opened]
        learned_from = embedders if self._settings.learned_reader else []
        extractors = open_extractors(self._rules, learned_from, self._resources, self._llm)
        reviewer = open_reviewer(learned_from)
        handlers = {index.embedder.model_name: self._understanding(index, *extractors, reviewer) for index in opened}

        def handler(kind: str) -> JobHandler:
            async def run(
                job: ClaimedJob, tell: Callable[[Mapping[str, JsonValue]], Awaitable[None]]
            ) -> Mapping[str, JsonValue]:
                return await handlers[self._indexes.current.embedder.model_name][kind](job, tell)

            return run

        return {kind: handler(kind) for kind in handlers[embedders[0].model_name]}

    def _understanding(
        self, index: Index, quick: Extractor, with_model: Extractor | None, reviewer: Reviewer | None
    ) -> dict[str, JobHandler]:
        """The jobs that read turns and look after what they said."""
        settlement, lifecycle = Reconciliation(), PgLifecycle(self._database)
        reader = Reader(index.store, index.embedder, quick, settlement, self._unread.read, reviewer)
        turns_at_once, thorough = TURNS_READ_BY_RULES, None
        if with_model is not None:
            turns_at_once, thorough = TURNS_READ_BY_MODEL, Reader(index.store, index.embedder, with_model, settlement)
        extract = extract_handler(index.store, reader, turns_at_once=turns_at_once, thorough=thorough)
        days = self._settings.memory_decay_days
        return {
            EXTRACT_JOB: extract,
            "consolidate": consolidate_handler(index.store, index.embedder, settlement, extract),
            "decay": decay_handler(lifecycle, now, half_life_days=days),
            "cleanup": cleanup_handler(lifecycle, self.memory, now),
        }

    async def check(self) -> Mapping[str, Check]:
        """Probe database, Redis, embedding model, worker, disk and memory, each within two seconds; where a language
        model is set, how its latest calls went."""
        model = {} if self._llm is None else {"language_model": self._llm.check()}
        return {**await self._health.check(), "worker": self._check_worker(), **model}

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
        running = (self._working, self._upkeep, self._telling, self._following, self._counting, self._letting_go)
        for task in filter(None, running):
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

    def _check_worker(self) -> Check:
        if self._working is None:
            return Check("disabled")
        return Check("unhealthy" if self._working.done() else "healthy")


async def _keep_working(worker: Worker) -> None:
    while True:
        try:
            await worker.run()
        except Exception as fault:
            log.error("worker_failed", exc_info=fault)
            await asyncio.sleep(WORKER_PAUSE)
        else:
            return
