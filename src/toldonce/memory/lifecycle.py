"""Living with a memory: duplicates become one, what nobody uses ranks lower, what has expired goes for good.

Three kinds of jobs, each safe to repeat and to break off. Nothing true is ever dropped by them but what its owner gave
an end (``expires_at``).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

import numpy as np
from pydantic import JsonValue

from toldonce.errors import NotFound
from toldonce.memory.duplicates import possible_duplicates, same_as
from toldonce.memory.prepare import with_chunks
from toldonce.model import ErasureReceipt, Memory, Scope
from toldonce.ports import (
    ClaimedJob,
    Clock,
    Embedder,
    JobHandler,
    Lifecycle,
    MemoryUse,
    Settlement,
    StatementWrite,
    Store,
)

FLOOR = 0.2
"""The strength that nothing falls below: what is true can always be found."""
LEAST_CHANGE = 0.005
"""Smaller changes of a strength are not written."""
AT_ONCE = 1_000
KEEP_DONE = timedelta(days=1)
KEEP_FAILED = timedelta(days=30)

Record = Callable[[Mapping[str, JsonValue]], Awaitable[None]]


class Forgets(Protocol):
    """The verb that forgets one memory and gives a receipt."""

    async def forget_memory(self, memory_id: UUID) -> ErasureReceipt: ...


def strength_at(use: MemoryUse, now: datetime, half_life_days: float) -> float:
    """How near a memory stands, `FLOOR`..1: every half life without being said or used halves what is above the floor.

    Instructions, commitments that are not yet due and what the user confirmed do not fade.
    """
    is_due = use.due_at is None or use.due_at <= now
    if use.confirmed or use.type == "instruction" or (use.type == "commitment" and not is_due):
        return 1.0
    moments = [use.stored_at, use.last_said_at, use.last_used_at]
    if use.type == "commitment":
        moments.append(use.due_at)
    idle = now - max(moment for moment in moments if moment is not None)
    days = max(0.0, idle / timedelta(days=1))
    return float(FLOOR + (1 - FLOOR) * 0.5 ** (days / half_life_days))


def decay_handler(lifecycle: Lifecycle, clock: Clock, *, half_life_days: float) -> JobHandler:
    """The handler of the job that works out anew how near every memory stands. Progress is ``{memories, changed}``."""

    async def run(job: ClaimedJob, record: Record) -> Mapping[str, JsonValue]:
        now, after, seen, changed = clock(), None, 0, 0
        while uses := await lifecycle.uses(job.scope, after=after, limit=AT_ONCE):
            strengths = {use.memory_id: strength_at(use, now, half_life_days) for use in uses}
            moved = {
                use.memory_id: strengths[use.memory_id]
                for use in uses
                if abs(use.strength - strengths[use.memory_id]) > LEAST_CHANGE
            }
            changed += await lifecycle.set_strengths(job.scope, moved) if moved else 0
            seen, after = seen + len(uses), uses[-1].memory_id
            await record({"memories": seen, "changed": changed})
        return {"memories": seen, "changed": changed}

    return run


def cleanup_handler(lifecycle: Lifecycle, memory_for: Callable[[Scope], Forgets], clock: Clock) -> JobHandler:
    """The handler of the job that forgets what has expired and drops old background work.

    Each memory is forgotten as if its owner did it now, with a receipt. Progress is ``{forgotten, jobs}``.
    """

    async def run(job: ClaimedJob, record: Record) -> Mapping[str, JsonValue]:
        now, forgotten = clock(), 0
        memory = memory_for(job.scope)
        tried: set[UUID] = set()
        while expired := set(await lifecycle.expired(job.scope, now, AT_ONCE)) - tried:
            tried |= expired
            for memory_id in expired:
                try:
                    await memory.forget_memory(memory_id)
                except NotFound:  # It went with the evidence of another one.
                    continue
                forgotten += 1
                await record({"forgotten": forgotten, "jobs": 0})
        jobs = await lifecycle.drop_ended_jobs(job.scope, done_before=now - KEEP_DONE, failed_before=now - KEEP_FAILED)
        return {"forgotten": forgotten, "jobs": jobs}

    return run


def consolidate_handler(store: Store, embedder: Embedder, settlement: Settlement, extract: JobHandler) -> JobHandler:
    """The handler of the job that reads what is still unread (by ``extract``) and then makes one of duplicates.

    Memories of one slot that say the same in other words become one, which then counts as said that often.

    Progress is that of ``extract`` with ``{duplicates}``: how many memories went into others. What a memory says is not
    changed by it: the statements of the later one stand beside those of the earlier one from then on.
    """

    async def run(job: ClaimedJob, record: Record) -> Mapping[str, JsonValue]:
        read = await extract(job, record)
        duplicates = 0
        for group in possible_duplicates(await _current(store, job.scope)):
            for place, first in (await _same(embedder, group)).items():
                if await _merge(store, embedder, settlement, job.scope, group[place], group[first]):
                    duplicates += 1
            await record({**read, "duplicates": duplicates})
        return {**read, "duplicates": duplicates}

    return run


async def _current(store: Store, scope: Scope) -> list[Memory]:
    found: list[Memory] = []
    cursor: str | None = None
    while True:
        page = await store.memories(
            scope, type=None, status="current", since=None, until=None, q=None, limit=AT_ONCE, cursor=cursor
        )
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found


async def _same(embedder: Embedder, group: Sequence[Memory]) -> dict[int, int]:
    vectors = await embedder.embed_passages([memory.content for memory in group])
    return same_as(group, lambda one, other: float(np.dot(vectors[one], vectors[other])))


async def _merge(
    store: Store, embedder: Embedder, settlement: Settlement, scope: Scope, later: Memory, earlier: Memory
) -> bool:
    """Let the statements of one memory speak for another; False when either has changed meanwhile."""
    own = await store.statements(scope, memory_id=later.memory_id)
    kept = await store.statements(scope, memory_id=earlier.memory_id)
    keys = {one.candidate.value_key for one in kept if not one.candidate.denies}
    moved = {one.statement_id for one in own if one.candidate.value_key and one.candidate.value_key not in keys}
    if len(keys) != 1 or not moved:
        return False
    (key,) = keys
    write = StatementWrite(
        moved=dict.fromkeys(moved, key),
        expected={later.memory_id: later.version, earlier.memory_id: earlier.version},
    )
    await with_chunks(embedder, lambda chunks: store.state(scope, write, settlement, chunks))
    return True
