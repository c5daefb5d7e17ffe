"""Mem0's reads, as the verbs of a memory: search, list and read, over the subjects that a filter allows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from toldonce.errors import InvalidRequest, NotFound
from toldonce.model import Hit, Memory, Scope, SearchOptions, Turn
from toldonce.ports import MemoryAPI
from toldonce.server.callers import MAX_SUBJECT, Caller
from toldonce.server.gateways.mem0.filters import (
    ANY,
    ENTITY_FIELDS,
    All,
    Condition,
    Filter,
    read_filter,
    read_time,
)
from toldonce.server.gateways.mem0.records import Record, labels_of, of_memory, of_turn
from toldonce.server.gateways.mem0.unsupported import WHEN_SEARCHING, refuse
from toldonce.server.gateways.mem0.wire import Mem0ListRequest, Mem0SearchRequest

PAGE = 200
MOST_HITS = 200
DEFAULT_HITS = 10
LEAST_SCORE = 0.1
SUBJECTS_AT_ONCE = 8
READS_AT_ONCE = 16
NO_OWNER = "Name at least one of user_id, agent_id, app_id and run_id."


class Reader:
    """Reads what an account remembers, for clients of Mem0.

    ``others_are_metadata``: filters as Mem0's open server understands them.
    """

    def __init__(self, caller: Caller, *, others_are_metadata: bool = False) -> None:
        self._caller = caller
        self._others_are_metadata = others_are_metadata
        self._now = datetime.now(UTC)

    def _memory(self, subject: str) -> MemoryAPI:
        return self._caller.runtime.memory(Scope(user_id=self._caller.identity.user_id, subject=subject))

    def filter(self, written: Any, entities: dict[str, str] | None = None, *more: Filter) -> Filter:
        """The filter of a request, together with the ids that it names beside it."""
        read = read_filter(written, others_are_metadata=self._others_are_metadata)
        return All([read, *(Condition(name, "eq", value) for name, value in (entities or {}).items()), *more])

    # --- whose

    async def subjects(self, wanted: Filter) -> list[str]:
        """The subjects that a filter allows, in the order of their names.

        Raises `InvalidRequest` for a filter that names nobody: it would mean everybody.
        """
        users = wanted.names("user_id")
        if users is not None:
            return sorted(user for user in users if user.strip() and len(user) <= MAX_SUBJECT)
        named = [(name, wanted.names(name)) for name in ENTITY_FIELDS[1:]]
        bound = next(((name, values) for name, values in named if values is not None), None)
        everybody = self._caller.runtime.subjects
        user_id = self._caller.identity.user_id
        if bound is not None:
            name, values = bound
            labelled = [one.subject for one in await everybody.labels(user_id, [name]) if one.value in values]
            return sorted(set(labelled))
        if not _asks_for_any(wanted):
            raise InvalidRequest(NO_OWNER)
        return [one.subject for one in await everybody.subjects(user_id)]

    # --- search

    async def search(self, request: Mem0SearchRequest) -> list[Record]:
        """The records that answer a query, best first; what a hit took the place of comes right behind it."""
        refuse(request, WHEN_SEARCHING)
        wanted = self.filter(
            request.filters,
            request.entities,
            *(Condition(f"metadata.{name}", "eq", value) for name, value in (request.metadata or {}).items()),
            *([Condition("categories", "in", request.categories)] if request.categories else []),
        )
        subjects = await self.subjects(wanted)
        asked = request.top_k or request.limit or DEFAULT_HITS
        pushed = wanted.contained()
        options: SearchOptions = {"limit": min(asked, MOST_HITS) if pushed is not None else MOST_HITS}
        if pushed:
            options["metadata"] = pushed
        if request.reference_date is not None:
            options["asked_at"] = read_time(request.reference_date, "reference_date")
        if request.show_expired:
            options["known_at"] = self._now  # what is asked of a moment does not leave out what ends after it was said
        least = LEAST_SCORE if request.threshold is None else request.threshold
        limited = asyncio.Semaphore(SUBJECTS_AT_ONCE)

        async def ask(subject: str) -> list[Record]:
            async with limited:
                result = await self._memory(subject).search(request.query, **options)
                hits = [hit for hit in result.hits if hit.score >= least]
                return await self._of_hits(subject, hits, with_older=not request.latest_only)

        answers = await asyncio.gather(*(ask(subject) for subject in subjects))
        found = [record for answer in answers for record in answer if wanted.holds(record)]
        found = [record for record in found if request.show_expired or not record.is_expired(self._now)]
        return sorted(found, key=lambda record: -(record.score or 0.0))[:asked]

    async def _of_hits(self, subject: str, hits: Sequence[Hit], *, with_older: bool) -> list[Record]:
        memory = self._memory(subject)
        limited = asyncio.Semaphore(READS_AT_ONCE)

        async def read(hit: Hit) -> list[Record]:
            async with limited:
                try:
                    if hit.kind == "turn":
                        return [of_turn(subject, await memory.turn(hit.id)).scored(hit.score)]
                    found = [of_memory(subject, await memory.memory(hit.id)).scored(hit.score)]
                    if with_older and hit.predecessor is not None:
                        older = await memory.memory(hit.predecessor.memory_id)
                        if not older.retracted:
                            found.append(of_memory(subject, older).scored(hit.score))
                except NotFound:
                    return []  # forgotten since the search
                return found

        records = [record for found in await asyncio.gather(*map(read, hits)) for record in found]
        return list({record.item_id: record for record in reversed(records)}.values())[::-1]

    # --- lists

    async def get_all(self, request: Mem0ListRequest) -> list[Record]:
        """The memories that fit, the newest first."""
        bounds = [
            Condition("created_at", operator, read_time(moment, name))
            for name, operator, moment in (
                ("start_date", "gte", request.start_date),
                ("end_date", "lte", request.end_date),
            )
            if moment is not None
        ]
        categories = [Condition("categories", "in", request.categories)] if request.categories else []
        wanted = self.filter(request.filters, None, *bounds, *categories)
        found = [record for subject in await self.subjects(wanted) for record in await self.listed(subject, wanted)]
        found = [
            record
            for record in found
            if (request.show_expired or not record.is_expired(self._now))
            and not (request.latest_only and record.replaced_by)
        ]
        return sorted(found, key=lambda record: record.created_at, reverse=True)

    async def listed(self, subject: str, wanted: Filter, *, every_version: bool = False) -> list[Record]:
        """The memories of a subject that fit, the newest first; without ``every_version`` none that was corrected."""
        found: list[Record] = []
        async for memory in self._memories(subject):
            if memory.status == "quarantined" or (memory.retracted and not every_version):
                continue
            record = of_memory(subject, memory)
            if wanted.holds(record):
                found.append(record)
        return found

    async def turns(self, subject: str, wanted: Filter) -> list[Record]:
        """The turns of a subject that fit."""
        memory = self._memory(subject)
        found: list[Record] = []
        conversations: str | None = None
        while True:
            page = await memory.conversations(limit=PAGE, cursor=conversations)
            for conversation in page.items:
                cursor: str | None = None
                while True:
                    turns = await memory.turns(conversation.conversation_id, limit=PAGE, cursor=cursor)
                    found += [one for turn in turns.items if wanted.holds(one := of_turn(subject, turn))]
                    if (cursor := turns.next_cursor) is None:
                        break
            if (conversations := page.next_cursor) is None:
                return found

    async def _memories(self, subject: str) -> AsyncIterator[Memory]:
        cursor: str | None = None
        while True:
            page = await self._memory(subject).memories(status="all", limit=PAGE, cursor=cursor)
            for memory in page.items:
                yield memory
            if (cursor := page.next_cursor) is None:
                return

    async def kin(self, subject: str, memory: Memory) -> list[Memory]:
        """What was told in one message, in every version: the message itself first, then what its words say besides."""
        said = labels_of(memory.metadata).get("said")
        return [one async for one in self._memories(subject) if said and labels_of(one.metadata).get("said") == said]

    # --- one

    async def newest(self, memory_id: str) -> tuple[str, Memory | Turn]:
        """The newest version of a memory that clients know by this id, or the turn, with its subject.

        Raises `NotFound`.
        """
        item_id = _id(memory_id)
        subject = await self._caller.runtime.subjects.subject_of(self._caller.identity.user_id, item_id)
        if subject is None:
            raise NotFound("Memory not found!")
        memory = self._memory(subject)
        try:
            found = await memory.memory(item_id)
        except NotFound:
            return subject, await memory.turn(item_id)
        while found.retracted and found.superseded_by is not None:
            found = await memory.memory(found.superseded_by)
        return subject, found

    async def get(self, memory_id: str) -> Record:
        """One memory or turn. Raises `NotFound`."""
        subject, found = await self.newest(memory_id)
        return of_memory(subject, found) if isinstance(found, Memory) else of_turn(subject, found)

    async def history(self, memory_id: str) -> list[Record]:
        """The versions of one memory, the oldest first. Raises `NotFound`."""
        subject, found = await self.newest(memory_id)
        if not isinstance(found, Memory):
            return [of_turn(subject, found)]
        own = of_memory(subject, found)
        versions = await self._memory(subject).memory_history(found.memory_id)
        return [record for one in versions if (record := of_memory(subject, one)).id == own.id]


def _asks_for_any(wanted: Filter) -> bool:
    """Whether a filter says in so many words that it means everybody: ``{"user_id": "*"}``."""
    if isinstance(wanted, Condition):
        return wanted.field in ENTITY_FIELDS and wanted.operand == ANY
    parts = getattr(wanted, "parts", ())
    return any(_asks_for_any(part) for part in parts)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("Memory not found!") from None
