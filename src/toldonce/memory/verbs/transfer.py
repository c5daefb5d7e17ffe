"""Everything out, everything in, and background work."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from uuid_utils.compat import uuid7

from toldonce.memory.importers import ImportedConversation, ImportedMemory
from toldonce.memory.importers.native import export_line
from toldonce.memory.prepare import prepare_turns
from toldonce.memory.stating import Telling, slotted
from toldonce.memory.verbs.memories import MemoryVerbs
from toldonce.model import (
    ConversationChange,
    ImportFormat,
    Job,
    Page,
    TurnRequest,
)
from toldonce.telemetry import metrics

IMPORT_JOB = "import"


class TransferVerbs(MemoryVerbs):
    """Export, import and follow jobs."""

    async def export(self) -> AsyncIterator[bytes]:
        async for thing in self._store.export(self._scope):
            yield export_line(thing)

    async def start_import(self, upload: bytes, format: ImportFormat) -> Job:
        job = await self._jobs.enqueue(self._scope, IMPORT_JOB, {"format": format}, upload)
        self.wake()
        return job

    async def import_conversation(self, conversation: ImportedConversation) -> tuple[int, int]:
        new_id = uuid7()
        stored = await self._store.create_conversation(
            self._scope,
            new_id,
            conversation.title,
            source_key=conversation.source_key,
            created_at=conversation.created_at,
        )
        if stored.conversation_id == new_id and (conversation.pinned or conversation.archived):
            kept = ConversationChange(pinned=conversation.pinned, archived=conversation.archived)
            await self._store.change_conversation(self._scope, new_id, kept)
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
        self.wake()
        return added, len(answer.turns) - added

    async def import_memories(self, memories: Sequence[ImportedMemory]) -> tuple[int, int]:
        stored, added = await self.tell(
            [
                Telling(
                    memory.request.model_copy(update={"at": memory.recorded_at}),
                    memory.source_key,
                    [slotted(memory.request, memory.slot, memory.value, corrects=memory.corrects)]
                    if memory.slot and memory.value
                    else (),
                )
                for memory in memories
            ]
        )
        return added, len(stored) - added

    async def jobs(self, *, limit: int = 20, cursor: str | None = None) -> Page[Job]:
        return await self._jobs.jobs(self._scope, limit=limit, cursor=cursor)

    async def job(self, job_id: UUID) -> Job:
        return await self._jobs.job(self._scope, job_id)

    async def retry_job(self, job_id: UUID) -> Job:
        job = await self._jobs.requeue(self._scope, job_id)
        self.wake()
        return job
