"""The import job: an upload is read, counted and written in batches; repeating it adds nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import get_args
from uuid import UUID

from pydantic import JsonValue

from toldonce.errors import InvalidRequest, NotFound
from toldonce.memory.importers import (
    ImportAPI,
    Imported,
    ImportedConversation,
    ImportedMemory,
    ImportedTurn,
    Tally,
    read_export,
)
from toldonce.model import ImportFormat, Scope
from toldonce.ports import ClaimedJob, Clock, JobHandler

TURNS_AT_ONCE = 200
CHARACTERS_AT_ONCE = 400_000


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is written in one step: a piece of a conversation, or some memories."""

    conversation: ImportedConversation | None
    memories: tuple[ImportedMemory, ...] = ()

    @property
    def size(self) -> int:
        return len(self.conversation.turns) if self.conversation else len(self.memories)


def import_handler(memory_for: Callable[[Scope], ImportAPI], clock: Clock) -> JobHandler:
    """The handler of import jobs, whose payload names the ``format`` of the upload.

    Progress is ``{done, total, added, repeated, skipped: [{reason, count, examples}]}``; turns and memories count.
    The whole file is read once before anything is written, so that a file that is no export changes nothing: it raises
    `InvalidRequest`.
    """

    async def run(
        job: ClaimedJob, record: Callable[[Mapping[str, JsonValue]], Awaitable[None]]
    ) -> Mapping[str, JsonValue]:
        upload, format = job.upload, _format(job)
        if upload is None:
            raise InvalidRequest("The upload of this import is gone: send the file again.")
        now, memory = clock(), memory_for(job.scope)
        total = await asyncio.to_thread(_count, upload, format, clock)
        tally, added, repeated, done = Tally(), 0, 0, 0
        await record({"done": 0, "total": total, "added": 0, "repeated": 0, "skipped": []})
        batches, here = _batches(read_export(upload, format, tally, now)), _Here(memory)
        while (batch := await asyncio.to_thread(next, batches, None)) is not None:
            new, known = await _write(memory, batch, here)
            added, repeated, done = added + new, repeated + known, done + batch.size
            await record(
                {"done": done, "total": total, "added": added, "repeated": repeated, "skipped": tally.listed()}
            )
        return {"done": done, "total": total, "added": added, "repeated": repeated, "skipped": tally.listed()}

    return run


class _Here:
    """What of toldonce's own export is in this very memory, because it was exported from it."""

    def __init__(self, memory: ImportAPI) -> None:
        self._memory = memory
        self._conversation_id: UUID | None = None
        self._turn_ids: set[UUID] = set()

    async def has_memory(self, memory_id: UUID | None) -> bool:
        if memory_id is None:
            return False
        try:
            await self._memory.memory(memory_id)
        except NotFound:
            return False
        return True

    async def turn_ids(self, conversation_id: UUID | None) -> set[UUID]:
        """The turns that the conversation has here; those of the latest conversation are kept."""
        if conversation_id != self._conversation_id:
            self._conversation_id, self._turn_ids = conversation_id, set()
            if conversation_id is not None:
                self._turn_ids = {turn_id async for turn_id in self._read(conversation_id)}
        return self._turn_ids

    async def _read(self, conversation_id: UUID) -> AsyncIterator[UUID]:
        cursor: str | None = None
        while True:
            try:
                page = await self._memory.turns(conversation_id, limit=TURNS_AT_ONCE, cursor=cursor)
            except NotFound:
                return
            for turn in page.items:
                yield turn.turn_id
            cursor = page.next_cursor
            if cursor is None:
                return


async def _write(memory: ImportAPI, batch: _Batch, here: _Here) -> tuple[int, int]:
    if batch.conversation is None:
        fresh = [one for one in batch.memories if not await here.has_memory(one.memory_id)]
        added, repeated = await memory.import_memories(fresh) if fresh else (0, 0)
        return added, repeated + len(batch.memories) - len(fresh)
    known = await here.turn_ids(batch.conversation.conversation_id)
    turns = tuple(turn for turn in batch.conversation.turns if turn.turn_id not in known)
    if not turns:
        return 0, batch.size
    added, repeated = await memory.import_conversation(replace(batch.conversation, turns=turns))
    return added, repeated + batch.size - len(turns)


def _format(job: ClaimedJob) -> ImportFormat:
    named = job.payload.get("format")
    for format in get_args(ImportFormat):
        if format == named:
            known: ImportFormat = format
            return known
    raise InvalidRequest(f"The format must be one of {', '.join(get_args(ImportFormat))}.")


def _count(upload: bytes, format: ImportFormat, clock: Clock) -> int:
    things = read_export(upload, format, Tally(), clock())
    return sum(len(thing.turns) if isinstance(thing, ImportedConversation) else 1 for thing in things)


def _batches(things: Iterator[Imported]) -> Iterator[_Batch]:
    waiting: list[ImportedMemory] = []
    for thing in things:
        if isinstance(thing, ImportedMemory):
            waiting.append(thing)
            if len(waiting) == TURNS_AT_ONCE:
                yield _Batch(None, tuple(waiting))
                waiting.clear()
            continue
        for turns in _pieces(thing):
            yield _Batch(replace(thing, turns=turns))
    if waiting:
        yield _Batch(None, tuple(waiting))


def _pieces(conversation: ImportedConversation) -> Iterator[tuple[ImportedTurn, ...]]:
    piece: list[ImportedTurn] = []
    characters = 0
    for turn in conversation.turns:
        if piece and (len(piece) == TURNS_AT_ONCE or characters + len(turn.content) > CHARACTERS_AT_ONCE):
            yield tuple(piece)
            piece, characters = [], 0
        piece.append(turn)
        characters += len(turn.content)
    if piece:
        yield tuple(piece)
