"""A subject whose turns say codes, on a PostgreSQL of the test: for what is erased, proved and put back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from tests.support.word_embedder import WordEmbedder
from toldonce.accounts.service import AccountService
from toldonce.adapters.erasure_proof import ErasureReport, prove_erasures
from toldonce.adapters.postgres.idempotency import PgIdempotency
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.store import PgStore
from toldonce.adapters.redis_scan import RedisScan
from toldonce.memory.ingest import Reader, extract_handler
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.service import MemoryService
from toldonce.model import ConversationRequest, ErasureReceipt, Scope, Turn, TurnRequest
from toldonce.ports import ClaimedJob, Extraction, MemoryCandidate, Mention

SECRET = "a-key-for-tests-only-Zq3vT8mWn2Lr5YxK"
CODE = re.compile(r"the code of (?P<thing>\w+) is (?P<code>\w+)")


def now() -> datetime:
    return datetime.now(UTC)


def quiet(_: str) -> None:
    """Progress that nobody reads."""


class Codes:
    """Reads "the code of the shed is 4711"."""

    name = "codes-1"

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        return [self._read(turn) for turn in turns]

    def _read(self, turn: Turn) -> Extraction:
        candidates = [
            MemoryCandidate("fact", "user", f"code_{said['thing']}", said["code"], said["code"], f"It: {said['code']}")
            for said in CODE.finditer(turn.content)
        ]
        names = [Mention(said["thing"], said["thing"], "thing") for said in CODE.finditer(turn.content)]
        return Extraction(turn.turn_id, candidates, names)


@dataclass
class Bench:
    url: str
    store: PgStore
    jobs: PgJobs
    idempotency: PgIdempotency
    accounts: AccountService
    scope: Scope

    @property
    def memory(self) -> MemoryService:
        return self.of(self.scope)

    def of(self, scope: Scope) -> MemoryService:
        return MemoryService(
            self.store, self.jobs, WordEmbedder(), scope=scope, secret=SECRET, clock=now, rules=Codes()
        )  # fmt: skip

    async def said(self, *contents: str, read: bool = True) -> tuple[UUID, list[UUID]]:
        """A conversation of turns that were ``read``, and the ids of both."""
        conversation = await self.memory.create_conversation(ConversationRequest(title="Codes"))
        turns = [TurnRequest(role="user", content=content) for content in contents]
        added = await self.memory.add_turns(conversation.conversation_id, turns)
        if read:
            await self.read()
        return conversation.conversation_id, [turn.turn_id for turn in added.turns]

    async def read(self) -> None:
        handler = extract_handler(
            self.store, Reader(self.store, WordEmbedder(), Codes(), Reconciliation()), turns_at_once=100
        )

        async def record(_: Any) -> None:
            return None

        await handler(ClaimedJob(self.scope, uuid7(), "extract", {}, None, 1, {}), record)

    async def memory_ids(self, scope: Scope | None = None) -> dict[str, UUID]:
        page = await self.of(scope or self.scope).memories(limit=200, status="all")
        return {memory.content: memory.memory_id for memory in page.items}

    async def prove(
        self, *receipts: ErasureReceipt, text: str | None = None, redis: RedisScan | None = None
    ) -> ErasureReport:
        return await prove_erasures(self.url, redis, receipts or None, text, secrets=(SECRET,), progress=quiet)

    async def places(self, receipt: ErasureReceipt) -> set[str]:
        (proved,) = (await self.prove(receipt)).erasures
        return {one.place for one in proved.left}

    async def plant(self, statement: str, *values: Any) -> None:
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(statement, *values)
        finally:
            await connection.close()
