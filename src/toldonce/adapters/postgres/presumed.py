"""A search in a kept subject that asks the database but once, while its query is being embedded.

It asks for the numbers of the subject, and what has come since it was last asked is fetched; meanwhile the words are
looked for in what was known, and once more only if something has come. From then on the search
goes by how the subject is at that moment, and what it shows is kept here: turns with their texts, and memories that
were shown before. What is not, or may have been used since, it reads in the end, and finds out in the same round trip
whether what it went by still holds.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ParamSpec, TypeVar
from uuid import UUID

import numpy as np

from toldonce.adapters.postgres.hot import HOT, NO_ITEMS, HotSubject, HotSubjects, Numbers, State
from toldonce.adapters.postgres.kept_items import Places
from toldonce.adapters.postgres.kept_memories import KINDS, MEMORY
from toldonce.adapters.postgres.kept_search import Scores, arms_of, by_meaning, by_words, candidates_of
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
    """What the arms find by what is so now; `Candidates.confirm` reads what is shown of it.

    None when too little is known for that: nothing was asked yet, words may have to be found by their spelling, or what
    was found had changed when it was to be shown, a moment ago.
    """
    hot = subjects.kept(scope)
    state = hot.state if hot is not None else None
    if hot is None or state is None or time.monotonic() - hot.changed_at < UNSTEADY_SECONDS:
        return None
    if not all(word.isascii() for word in query.words):
        return None
    words_found = asyncio.ensure_future(worked_out(hot, by_words, hot, state, query))
    try:
        now = await subjects.now(sessions, scope, query.slots, SLOT_DEPTH, NO_ITEMS)
        if now is None:
            return None
        if now.numbers != state.numbers:
            if not await subjects.follow(sessions, scope, hot, now.numbers):
                return None
            state = hot.state
            if state is None or now.numbers != state.numbers:
                return None
            words_found.cancel()
            words_found = asyncio.ensure_future(worked_out(hot, by_words, hot, state, query))
        is_known = now.uses == hot.uses
        in_slots = hot.items.places(now.in_slots)
        hot.memories.correct(now.memories)
        # The words of a very large subject take longer than the embedding, whose end the other arm waits for alone.
        meaning = await _nearest_when_embedded(hot, state, query, coming)
        words = await words_found
    finally:
        words_found.cancel()
    if not len(words.items):
        return None
    arms = arms_of(query, words, meaning)
    seqs = np.unique(hot.items.memory_seqs(np.concatenate([arms.found, in_slots])))
    memories = hot.memories.of(seqs)
    if memories is None:
        return None

    named: dict[UUID, int] = {}

    async def confirm(keys: Sequence[tuple[HitKind, UUID]]) -> list[Item] | None:
        kept = _kept(hot, state, named, keys) if is_known else None
        if kept is not None:
            return kept
        return await _confirmed(sessions, subjects, scope, hot, state, seqs, memories.tobytes(), keys)

    return candidates_of(hot, state, arms, in_slots, memories, confirm, named)


async def _nearest_when_embedded(
    hot: HotSubject, state: State, query: ArmsQuery, coming: ComingVector | None
) -> tuple[Places, Scores]:
    if coming is not None:
        query = replace(query, vector=await coming())
    return await worked_out(hot, by_meaning, hot, state, query)


async def worked_out(hot: HotSubject, work: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
    """The result of arithmetic over a subject, which leaves the event loop when it takes long."""
    if hot.postings.rows < BESIDE_THE_LOOP:
        return work(*given, **more)
    return await asyncio.to_thread(work, *given, **more)


def _kept(
    hot: HotSubject, state: State, named: Mapping[UUID, int], keys: Sequence[tuple[HitKind, UUID]]
) -> list[Item] | None:
    """The items as they are kept, the turns by their places; None when one of them is not."""
    items = []
    for kind, item_id in keys:
        if kind == "turn" and item_id in named:
            items.append(hot.items.shown(named[item_id]))
        elif kind == "memory" and item_id in state.shown:
            items.append(state.shown[item_id])
        else:
            return None
    return items


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
    uses = hot.uses
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
    if hot.uses == uses:
        state.shown.update({item_id: item for (kind, item_id), item in shown.items() if kind == "memory"})
    return [shown[key] for key in keys] if len(shown) == len(keys) else None
