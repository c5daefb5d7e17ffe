"""A search in a kept subject that presumes that nothing has changed since the database was last asked.

Most often nothing has. So the search asks once, when it knows its hits: it reads them, and finds out in the same round
trip whether what it presumed holds. What depends on the words alone is done while the query is still being embedded.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ParamSpec, TypeVar
from uuid import UUID

import numpy as np

from toldonce.adapters.postgres.hot import HOT, NO_ITEMS, HotSubject, HotSubjects, Numbers, State
from toldonce.adapters.postgres.kept_items import Places
from toldonce.adapters.postgres.kept_memories import KINDS, MEMORY
from toldonce.adapters.postgres.kept_search import by_words, candidates_of, with_meaning
from toldonce.adapters.postgres.pool import Sessions
from toldonce.adapters.postgres.rows import ids, item_shown
from toldonce.model import HitKind, Scope
from toldonce.ports import ArmsQuery, Candidates, ComingVector, Item

P = ParamSpec("P")
T = TypeVar("T")

SLOT_DEPTH = 50
BESIDE_THE_LOOP = 20_000
"""Chunks from which the arithmetic (a few milliseconds) leaves the event loop."""
UNSTEADY_SECONDS = 1.0
"""After a change was found, so long nothing is presumed: where somebody writes all the time, searching twice is dearer
than asking twice."""
NUMBERS = 7
"""Columns of the query ``still`` that stand before those of an item."""


async def presumed(
    sessions: Sessions, subjects: HotSubjects, scope: Scope, query: ArmsQuery, coming: ComingVector | None
) -> Candidates | None:
    """What the arms find by what was so when the database was asked last; `Candidates.confirm` tells whether it is.

    None when too little is known for that: nothing was asked yet, words may have to be found by their spelling, or
    something has changed already or did so lately.
    """
    hot = subjects.kept(scope)
    state = hot.state if hot is not None else None
    if hot is None or state is None or time.monotonic() - hot.changed_at < UNSTEADY_SECONDS:
        return None
    words = await worked_out(hot, by_words, hot, state, query)
    if not len(words.items) or not all(word.isascii() for word in query.words):
        return None
    in_slots = NO_ITEMS
    if query.slots:
        now = await subjects.now(sessions, scope, query.slots, SLOT_DEPTH, NO_ITEMS)
        if now is None or now.numbers != state.numbers:
            return None
        in_slots = hot.items.places(now.in_slots)
        hot.memories.correct(now.memories)
    if coming is not None:
        query = replace(query, vector=await coming())
    arms = await worked_out(hot, with_meaning, hot, state, query, words)
    seqs = np.unique(hot.items.memory_seqs(np.concatenate([arms.found, in_slots])))
    memories = hot.memories.of(seqs)
    if memories is None:
        return None

    async def confirm(keys: Sequence[tuple[HitKind, UUID]]) -> list[Item] | None:
        return await _confirmed(sessions, subjects, scope, hot, state, seqs, memories.tobytes(), keys)

    return candidates_of(hot, state, arms, in_slots, memories, confirm)


async def worked_out(hot: HotSubject, work: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
    """The result of arithmetic over a subject, which leaves the event loop when it takes long."""
    if hot.postings.rows < BESIDE_THE_LOOP:
        return work(*given, **more)
    return await asyncio.to_thread(work, *given, **more)


async def _confirmed(
    sessions: Sessions,
    subjects: HotSubjects,
    scope: Scope,
    hot: HotSubject,
    state: State,
    seqs: Places,
    memories: bytes,
    keys: Sequence[tuple[HitKind, UUID]],
) -> list[Item] | None:
    """The items as they are; None when one is gone, or the numbers or these memories are not what the search went by.
    The next search then goes by what is so now."""
    rows = await HOT.still.of(
        sessions,
        scope,
        found=seqs.tolist(),
        kinds=KINDS,
        turn_ids=ids(keys, "turn"),
        memory_ids=ids(keys, "memory"),
    )
    now = next((row for row in rows if row["last_seq"] is not None), None)
    if now is None or Numbers.of(now) != state.numbers:
        hot.changed_at = time.monotonic()
        await subjects.follow(sessions, scope, hot, Numbers.of(now) if now is not None else None)
        return None
    if (now["memories"] or b"") != memories:
        hot.memories.correct(np.frombuffer(now["memories"] or b"", MEMORY))
        return None
    shown = {(row["kind"], row["item_id"]): item_shown(tuple(row)[NUMBERS:-1]) for row in rows if row["item_id"]}
    return [shown[key] for key in keys] if len(shown) == len(keys) else None
