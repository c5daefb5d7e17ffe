"""The verbs of one subject's memory, each a few lines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Literal, Unpack
from uuid import UUID

from uuid_utils.compat import uuid7

from toldonce.errors import NotFound
from toldonce.memory.context import build_context
from toldonce.memory.importers import ImportedConversation, ImportedMemory
from toldonce.memory.importers.native import export_line
from toldonce.memory.prepare import prepare_memories, prepare_turns
from toldonce.memory.rank import Weights
from toldonce.memory.retrieve import retrieve, wait_for_seq
from toldonce.memory.terms import query_terms
from toldonce.model import (
    Context,
    ContextOptions,
    ContextRequest,
    Conversation,
    ConversationChange,
    ConversationRequest,
    ErasureReceipt,
    ImportFormat,
    Job,
    Memory,
    MemoryRequest,
    MemoryStats,
    MemoryStatus,
    MemoryType,
    Page,
    Scope,
    SearchFilters,
    SearchOptions,
    SearchRequest,
    SearchResult,
    Turn,
    TurnRequest,
    TurnsAdded,
)
from toldonce.ports import Clock, Embedder, Jobs, MemoryAPI, QueryVectors, Store
from toldonce.receipts import make_receipt
from toldonce.telemetry import metrics

STANDING_LIMIT = 50
CONVERSATION_SEARCH_DEPTH = 100
IMPORT_JOB = "import"


class MemoryService(MemoryAPI):
    """`MemoryAPI` on a store; cheap to make, one for each subject and request."""

    def __init__(
        self,
        store: Store,
        jobs: Jobs,
        embedder: Embedder,
        *,
        scope: Scope,
        secret: str,
        clock: Clock,
        weights: Weights | None = None,
        query_vectors: QueryVectors | None = None,
    ) -> None:
        """``secret`` signs erasure receipts; ``query_vectors`` spares queries that were embedded before.

        Whatever forgets something also purges the account's query vectors, before the receipt is made. Where they
        cannot be reached then, they end by themselves within their time to live.
        """
        self._store = store
        self._jobs = jobs
        self._embedder = embedder
        self._scope = scope
        self._secret = secret
        self._clock = clock
        self._weights = weights or Weights()
        self._query_vectors = query_vectors

    # --- conversations and turns

    async def create_conversation(self, request: ConversationRequest, *, write_key: str | None = None) -> Conversation:
        return await self._store.create_conversation(
            self._scope, uuid7(), request.title, source_key=_source_key(write_key, "conversation")
        )

    async def conversations(
        self, *, limit: int = 20, cursor: str | None = None, archived: bool | None = None
    ) -> Page[Conversation]:
        return await self._store.conversations(self._scope, limit=limit, cursor=cursor, archived=archived)

    async def search_conversations(
        self, query: str, *, limit: int = 20, cursor: str | None = None
    ) -> Page[Conversation]:
        """Conversations whose title or turns answer the query, best first; one page holds them all."""
        titled = await self._store.search_titles(self._scope, query, limit=limit)
        found = await self.search(query, limit=CONVERSATION_SEARCH_DEPTH)
        said = [hit.conversation_id for hit in found.hits if hit.conversation_id is not None]
        ids = list(dict.fromkeys([*titled, *said]))[:limit]
        by_id = {one.conversation_id: one for one in await self._store.conversations_by_id(self._scope, ids)}
        return Page(items=[by_id[one] for one in ids if one in by_id])

    async def conversation(self, conversation_id: UUID) -> Conversation:
        found = await self._store.conversations_by_id(self._scope, [conversation_id])
        if not found:
            raise NotFound("There is no such conversation.")
        return found[0]

    async def change_conversation(self, conversation_id: UUID, change: ConversationChange) -> Conversation:
        return await self._store.change_conversation(self._scope, conversation_id, change)

    async def forget_conversation(self, conversation_id: UUID) -> ErasureReceipt:
        counts = await self._store.forget_conversation(self._scope, conversation_id)
        return await self._receipt(f"conversation:{conversation_id}", counts)

    async def add_turns(
        self, conversation_id: UUID, turns: Sequence[TurnRequest], *, write_key: str | None = None
    ) -> TurnsAdded:
        await self.conversation(conversation_id)
        keys = [f"write:{write_key}:{number}" for number in range(len(turns))] if write_key else None
        prepared = await prepare_turns(self._embedder, turns, self._clock(), keys)
        answer = await self._store.add_turns(self._scope, conversation_id, prepared)
        metrics.turns_stored(len(answer.turns))
        return answer

    async def turns(
        self,
        conversation_id: UUID,
        *,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
        newest: bool = False,
    ) -> Page[Turn]:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        await self.conversation(conversation_id)
        if newest:
            return Page(items=await self._store.last_turns(self._scope, conversation_id, limit), up_to_seq=reached)
        page = await self._store.turns(self._scope, conversation_id, limit=limit, cursor=cursor)
        return page.model_copy(update={"up_to_seq": reached})

    async def forget_turn(self, conversation_id: UUID, turn_id: UUID) -> ErasureReceipt:
        counts = await self._store.forget_turn(self._scope, conversation_id, turn_id)
        return await self._receipt(f"turn:{turn_id}", counts)

    # --- memories

    async def add_memories(self, requests: Sequence[MemoryRequest], *, write_key: str | None = None) -> list[Memory]:
        keys = [f"write:{write_key}:{number}" for number in range(len(requests))] if write_key else None
        prepared = await prepare_memories(self._embedder, requests, self._clock(), keys)
        memories = await self._store.add_memories(self._scope, prepared)
        metrics.memories_stored(len(memories))
        return memories

    async def memories(
        self,
        *,
        type: MemoryType | None = None,
        status: MemoryStatus | Literal["all"] = "current",
        since: datetime | None = None,
        until: datetime | None = None,
        q: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
    ) -> Page[Memory]:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        page = await self._store.memories(
            self._scope, type=type, status=status, since=since, until=until, q=q, limit=limit, cursor=cursor
        )
        return page.model_copy(update={"up_to_seq": reached})

    async def memory(self, memory_id: UUID) -> Memory:
        return await self._store.memory(self._scope, memory_id)

    async def forget_memory(self, memory_id: UUID, *, evidence: Literal["erase", "keep"] = "erase") -> ErasureReceipt:
        counts = await self._store.forget_memory(self._scope, memory_id, erase_evidence=evidence == "erase")
        return await self._receipt(f"memory:{memory_id}", counts)

    async def forget_all(self) -> ErasureReceipt:
        counts = await self._store.forget_scope(self._scope)
        return await self._receipt(f"subject:{self._scope.scope_id}", counts)

    async def note_use(self, turn_ids: Sequence[UUID], memory_ids: Sequence[UUID], turn_number: int) -> None:
        keys: list[tuple[Literal["memory", "turn"], UUID]] = [
            *(("turn", turn_id) for turn_id in turn_ids),
            *(("memory", memory_id) for memory_id in memory_ids),
        ]
        await self._store.mark_used(self._scope, keys, turn_number)

    async def stats(self) -> MemoryStats:
        return await self._store.stats(self._scope)

    # --- search and context

    async def search(self, query: str | SearchRequest, **options: Unpack[SearchOptions]) -> SearchResult:
        request = (
            query if isinstance(query, SearchRequest) else SearchRequest.model_validate({"query": query, **options})
        )
        return await retrieve(
            self._store, self._embedder, self._scope, request, self._clock(), self._weights, self._query_vectors
        )

    async def context(self, query: str | ContextRequest | None = None, **options: Unpack[ContextOptions]) -> Context:
        request = (
            query if isinstance(query, ContextRequest) else ContextRequest.model_validate({"query": query, **options})
        )
        standing = await self._store.standing(self._scope, STANDING_LIMIT)
        if request.query is None:
            reached = await wait_for_seq(self._store, self._scope, request.min_seq)
            return build_context(standing, [], (), request.max_tokens, reached)
        filters = {name: getattr(request, name) for name in SearchFilters.model_fields}
        result = await self.search(SearchRequest(query=request.query, limit=request.limit, **filters))
        return build_context(
            standing,
            result.hits,
            query_terms(request.query).keys(),
            request.max_tokens,
            result.up_to_seq,
            answerable=result.answerable,
            confidence=result.confidence,
        )

    # --- in and out

    async def export(self) -> AsyncIterator[bytes]:
        async for thing in self._store.export(self._scope):
            yield export_line(thing)

    async def start_import(self, upload: bytes, format: ImportFormat) -> Job:
        return await self._jobs.enqueue(self._scope, IMPORT_JOB, {"format": format}, upload)

    async def import_conversation(self, conversation: ImportedConversation) -> tuple[int, int]:
        stored = await self._store.create_conversation(
            self._scope,
            uuid7(),
            conversation.title,
            source_key=conversation.source_key,
            created_at=conversation.created_at,
        )
        if not conversation.turns:
            return 0, 0
        requests = [
            TurnRequest(
                role=turn.role, content=turn.content, speaker=turn.speaker, at=turn.at, metadata=dict(turn.metadata)
            )
            for turn in conversation.turns
        ]
        keys = [turn.source_key for turn in conversation.turns]
        prepared = await prepare_turns(self._embedder, requests, self._clock(), keys)
        answer = await self._store.add_turns(self._scope, stored.conversation_id, prepared)
        made = {turn.turn_id for turn in prepared}
        added = sum(turn.turn_id in made for turn in answer.turns)
        metrics.turns_stored(added)
        return added, len(answer.turns) - added

    async def import_memories(self, memories: Sequence[ImportedMemory]) -> tuple[int, int]:
        requests = [memory.request.model_copy(update={"at": memory.recorded_at}) for memory in memories]
        keys = [memory.source_key for memory in memories]
        prepared = await prepare_memories(self._embedder, requests, self._clock(), keys)
        stored = await self._store.add_memories(self._scope, prepared)
        made = {memory.memory_id for memory in prepared}
        added = sum(memory.memory_id in made for memory in stored)
        metrics.memories_stored(added)
        return added, len(stored) - added

    async def jobs(self, *, limit: int = 20, cursor: str | None = None) -> Page[Job]:
        return await self._jobs.jobs(self._scope, limit=limit, cursor=cursor)

    async def job(self, job_id: UUID) -> Job:
        return await self._jobs.job(self._scope, job_id)

    async def retry_job(self, job_id: UUID) -> Job:
        return await self._jobs.requeue(self._scope, job_id)

    async def _receipt(self, target: str, counts: dict[str, int]) -> ErasureReceipt:
        """Of what the store has just erased; what is derived from the account's queries goes before it is made."""
        if self._query_vectors is not None:
            await self._query_vectors.purge(self._scope.user_id)
        receipt = make_receipt(self._secret, target, counts, self._clock())
        await self._store.keep_receipt(self._scope.user_id, receipt)
        return receipt


def _source_key(write_key: str | None, what: str) -> str | None:
    return f"write:{write_key}:{what}" if write_key else None
