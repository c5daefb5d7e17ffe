"""Asked at once: turns that this process has stored and nobody has read yet, and whoever waits for that reading."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from toldonce.memory.asking import Asked, asked_of
from toldonce.model import Hit, Scope, SearchResult, Turn
from toldonce.ports import Extractor, MemoryCandidate

LONGEST_WAIT = 0.3
"""Seconds that a question waits for what was told just before it."""
MOST_AHEAD = 8
"""Subjects with unread turns beyond which waiting is in vain: others are read first."""
MOST_READ = 5
"""Of the hits those that are read at once when nobody has read them."""
SURELY_SAID = 0.75
"""The confidence that a turn answers which says what the very slot that is asked for holds."""
FORGOTTEN_AFTER = 30.0
"""Seconds after which turns were surely read, by another process where not by this one."""


@dataclass(slots=True)
class _Newest:
    """The newest unread turn of a subject."""

    seq: int
    stored_at: float
    was_read: asyncio.Event = field(default_factory=asyncio.Event)


class Unread:
    """The subjects whose newest turns are in this process's hands.

    ``hurry`` asks the worker of this process to look for work now.
    """

    def __init__(self, hurry: Callable[[], None]) -> None:
        self._hurry = hurry
        self._newest: OrderedDict[Scope, _Newest] = OrderedDict()

    def stored(self, scope: Scope, seq: int) -> None:
        """The turns of a subject up to ``seq`` were stored."""
        now = time.monotonic()
        before = self._newest.pop(scope, None)
        self._newest[scope] = _Newest(seq, now, before.was_read if before is not None else asyncio.Event())
        oldest = next(iter(self._newest.values()), None)
        while oldest is not None and now - oldest.stored_at > FORGOTTEN_AFTER:
            self._newest.popitem(last=False)
            oldest = next(iter(self._newest.values()), None)

    def read(self, scope: Scope, seq: int) -> None:
        """The turns of a subject up to ``seq`` were read."""
        newest = self._newest.get(scope)
        if newest is not None and newest.seq <= seq:
            del self._newest[scope]
            newest.was_read.set()

    async def until_read(self, scope: Scope) -> bool:
        """Wait, for `LONGEST_WAIT` at most, until what was stored of a subject is read; whether it is."""
        newest = self._newest.get(scope)
        if newest is None:
            return True
        if len(self._newest) <= MOST_AHEAD:
            self._hurry()
            with suppress(TimeoutError):
                await asyncio.wait_for(newest.was_read.wait(), LONGEST_WAIT)
        return newest.was_read.is_set()


async def answered_by_turns(rules: Extractor, query: str, result: SearchResult) -> SearchResult:
    """What a search found, where the user's turns may not have been read: the newest turn that says what the question
    asks for stands first, and for the memory that it overtakes."""
    asked = asked_of(query)
    said = [hit for hit in result.hits if hit.kind == "turn" and hit.role == "user"][:MOST_READ] if asked.slots else []
    extractions = await rules.extract([turn for hit in said if (turn := _turn(hit)) is not None], [])
    told = {one.turn_id: [c for c in one.candidates if _answers(c, asked)] for one in extractions}
    newest = max((hit for hit in said if told.get(hit.id)), key=lambda hit: hit.at, default=None)
    if newest is None:
        return result
    overtaken = {f"{one.subject}.{one.attribute}" for one in told[newest.id] if not one.many}
    others = [
        hit
        for hit in result.hits
        if hit.id != newest.id and not (hit.kind == "memory" and hit.slot in overtaken and hit.at <= newest.at)
    ]
    first = newest.model_copy(update={"score": result.hits[0].score})
    confidence = max(result.confidence, SURELY_SAID)
    return result.model_copy(update={"hits": [first, *others], "answerable": True, "confidence": confidence})


def _answers(candidate: MemoryCandidate, asked: Asked) -> bool:
    return asked.asks_for(candidate.subject, candidate.attribute) and not (
        candidate.quarantined or candidate.is_exchange
    )


def _turn(hit: Hit) -> Turn | None:
    """The turn that a hit shows, as extractors read it."""
    if hit.conversation_id is None or hit.turn_number is None:
        return None
    return Turn(
        turn_id=hit.id,
        conversation_id=hit.conversation_id,
        turn_number=hit.turn_number,
        seq=0,
        role="user",
        speaker=hit.speaker,
        content=hit.content,
        at=hit.at,
        metadata={},
        created_at=hit.at,
    )
