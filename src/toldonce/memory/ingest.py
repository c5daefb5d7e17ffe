"""WRITE: turns that nobody has read, to statements, to memories. The job that reads them loses and doubles nothing:
what was read is noted in the transaction that writes what it said."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import cast

from pydantic import JsonValue

from toldonce.errors import EmbeddingFailed
from toldonce.memory.extract.doubted import without_doubtful
from toldonce.memory.extract.held.reviewer import Reviewer
from toldonce.memory.overtaken import overtaken
from toldonce.memory.prepare import repeats_memory, with_chunks
from toldonce.memory.stating import mentions_of, statements_of
from toldonce.memory.worker import SECONDS_BETWEEN_RECORDS
from toldonce.model import Scope, Turn
from toldonce.ports import (
    ClaimedJob,
    Embedder,
    Extraction,
    Extractor,
    JobHandler,
    NewMention,
    Pending,
    Settlement,
    Statement,
    StatementWrite,
    Store,
)
from toldonce.telemetry import metrics

TURNS_BEFORE = 6
"""Turns of context before the first that is read."""
BATCHES_AHEAD = 4
"""Of many turns so many transactions' are handed out to be read at once: two processes never wait for more."""
MANY_TURNS = 1_000
"""Fewer are read one transaction's after another: one process has read them when a second could begin."""
MOST_FAILURES = 20
"""Reasons that a job's progress lists."""


@dataclass(slots=True)
class _Tally:
    """What a job has done so far. ``failed`` are ranges of turns that an extractor could not read."""

    turns: int = 0
    memories: int = 0
    reasons: dict[str, None] = field(default_factory=dict)
    failed: list[tuple[int, int]] = field(default_factory=list)

    def add(self, pending: Pending, done: tuple[int, list[str]], *, again: bool) -> None:
        """Count what `Reader.read` did."""
        memories, reasons = done
        self.turns += 0 if again else len(pending.turns)
        self.memories += memories
        self.reasons.update(dict.fromkeys(reasons))
        if reasons:
            self.failed.append((pending.turns[0].seq, pending.turns[-1].seq))

    def progress(self, *, before: Pending | None = None) -> dict[str, JsonValue]:
        """As the job shows it; "degraded" decides how it ends. ``before`` are turns that are about to be read."""
        ahead = [(before.turns[0].seq, before.turns[-1].seq)] if before is not None else []
        return {
            "turns": self.turns,
            "memories": self.memories,
            "degraded": bool(self.failed),
            "reasons": list[JsonValue](list(self.reasons)[:MOST_FAILURES]),
            "failed": [[first, last] for first, last in [*self.failed, *ahead]],
        }


class Reader:
    """Reads turns with one extractor and states what they say."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        extractor: Extractor,
        settlement: Settlement,
        was_read: Callable[[Scope, int], None] = lambda scope, seq: None,
        reviewer: Reviewer | None = None,
    ) -> None:
        """``was_read`` is told up to which turn a subject's turns were read for the first time. The ``reviewer`` tells
        what of that which is held they say is over."""
        self._store = store
        self._embedder = embedder
        self._extractor = extractor
        self._settlement = settlement
        self._was_read = was_read
        self._reviewer = reviewer

    async def read(self, scope: Scope, pending: Pending, *, again: bool = False) -> tuple[int, list[str]]:
        """State what ``pending`` says; memories opened, and what could not be read.

        ``again``: the turns were read before, so that only the statements are written that are new.
        """
        return await self.state(scope, pending, await self.extract(pending), again=again)

    async def extract(self, pending: Pending) -> list[Extraction]:
        """What the extractor finds in ``pending``; nothing is written."""
        readable = [turn for turn in pending.turns if not repeats_memory(turn)]
        before = [turn for turn in pending.before if not repeats_memory(turn)]
        found = await self._extractor.extract(readable, before) if readable else []
        said = {turn.turn_id: turn.content for turn in readable}
        return [without_doubtful(said[one.turn_id], one) for one in found]

    async def state(
        self, scope: Scope, pending: Pending, extractions: Sequence[Extraction], *, again: bool = False
    ) -> tuple[int, list[str]]:
        """`read`, of turns of which it is known what was found in them."""
        statements, mentions, reasons = self._stated(pending.turns, extractions)
        statements += await self._overtaken(scope, pending.turns, extractions, reasons)
        write = StatementWrite(
            statements=statements,
            mentions=mentions,
            read=None if again else (pending.after_seq, pending.up_to_seq),
        )
        stated = await with_chunks(
            self._embedder, lambda chunks: self._store.state(scope, write, self._settlement, chunks)
        )
        if not again:
            self._was_read(scope, pending.up_to_seq)
        metrics.memories_stored(len(stated.opened))
        return len(stated.opened), reasons

    async def _overtaken(
        self, scope: Scope, turns: Sequence[Turn], extractions: Sequence[Extraction], reasons: list[str]
    ) -> list[Statement]:
        """What else is over by what the turns say; why that could not be told is added to ``reasons``."""
        if self._reviewer is None:
            return []
        try:
            readable = [one for one in turns if not repeats_memory(one)]
            return await overtaken(self._store, self._reviewer, scope, readable, extractions)
        except EmbeddingFailed as fault:
            reasons.append(str(fault))
            return []

    def _stated(
        self, turns: Sequence[Turn], extractions: Iterable[Extraction]
    ) -> tuple[list[Statement], list[NewMention], list[str]]:
        by_id = {turn.turn_id: turn for turn in turns}
        statements: list[Statement] = []
        mentions: list[NewMention] = []
        reasons: list[str] = []
        for extraction in extractions:
            turn = by_id[extraction.turn_id]
            statements += statements_of(turn, extraction, self._extractor.name)
            mentions += mentions_of(turn, extraction.mentions)
            reasons += extraction.failures
        return statements, mentions, reasons


def extract_handler(store: Store, reader: Reader, *, turns_at_once: int, thorough: Reader | None = None) -> JobHandler:
    """The handler of the job that reads the turns that are there when it begins, ``turns_at_once`` in one transaction;
    while one is written, the turns of the next ones are read.

    Those that come meanwhile have a job of their own: it reads them together, where this one would read each by itself.

    With a ``thorough`` reader, which takes its time, turns are read twice: what the quick one finds is known at once.
    Progress is ``{turns, memories, degraded, reasons, failed}``. A job that is tried again reads anew what failed, and
    what the thorough reader had not come to.
    """

    async def run(
        job: ClaimedJob, record: Callable[[Mapping[str, JsonValue]], Awaitable[None]]
    ) -> Mapping[str, JsonValue]:
        tally = _Tally()
        for first, last in _failed_before(job):
            for pending in await store.read_again(job.scope, first, last, before=TURNS_BEFORE):
                tally.add(pending, await (thorough or reader).read(job.scope, pending, again=True), again=True)
                await record(tally.progress())
        newest: int | None = None

        async def following(batch: Pending | None) -> Pending | None:
            after = batch.up_to_seq if batch is not None else 0
            more = await store.pending(job.scope, limit=turns_at_once, before=TURNS_BEFORE, after=after)
            return more if more is not None and (newest is None or more.after_seq < newest) else None

        while (more := await following(None)) is not None:
            newest = newest or more.last_seq
            if thorough is not None:
                # Noted before it is done, and written at once: a worker that ends here leaves these turns to the next
                # attempt.
                await asyncio.sleep(SECONDS_BETWEEN_RECORDS)
                await record(tally.progress(before=more))
                tally.add(more, await reader.read(job.scope, more), again=False)
                tally.add(more, await thorough.read(job.scope, more, again=True), again=True)
                await record(tally.progress())
            else:
                async with aclosing(_read_ahead(reader, more, following)) as batches:
                    async for batch, extractions in batches:
                        tally.add(batch, await reader.state(job.scope, batch, extractions), again=False)
                        await record(tally.progress())
            await asyncio.sleep(0)
        return tally.progress()

    return run


async def _read_ahead(
    reader: Reader, first: Pending, following: Callable[[Pending], Awaitable[Pending | None]]
) -> AsyncGenerator[tuple[Pending, list[Extraction]], None]:
    """``first`` and what is ``following``, in their order, each with what was found in it; the next are being read
    while whoever asked writes this one."""
    reading: deque[tuple[Pending, asyncio.Task[list[Extraction]]]] = deque()
    at_once = BATCHES_AHEAD if first.last_seq - first.after_seq >= MANY_TURNS else 1
    batch: Pending | None = first

    async def hand_out() -> None:
        nonlocal batch
        while batch is not None and len(reading) < at_once:
            reading.append((batch, asyncio.create_task(reader.extract(batch))))
            batch = await following(batch)

    try:
        await hand_out()
        while reading:
            done, task = reading[0]
            extractions = await task
            reading.popleft()
            await hand_out()
            yield done, extractions
    finally:
        for _, task in reading:
            task.cancel()
        await asyncio.gather(*(task for _, task in reading), return_exceptions=True)


def _failed_before(job: ClaimedJob) -> list[tuple[int, int]]:
    ranges = cast("list[list[int]]", job.progress.get("failed") or [])
    return [(first, last) for first, last in ranges]
