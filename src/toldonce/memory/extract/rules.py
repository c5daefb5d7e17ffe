"""The extractor that needs no language model."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from toldonce.memory.prepare import repeats_memory
from toldonce.model import Turn
from toldonce.ports import Extraction, MemoryCandidate

if TYPE_CHECKING:
    from toldonce.memory.extract.thread import Thread

MAX_READ_CHARACTERS = 20_000
"""What of a turn is read; the turn itself is always findable whole."""


class RuleExtractor:
    """`toldonce.ports.Extractor` by rules of English grammar. Keeps nothing between calls."""

    name = "rules-1"

    @staticmethod
    def prepare() -> None:
        """Compile the grammar, two thousand patterns, which takes most of a second; else the first reading does."""
        _after(())

    async def extract(self, turns: Sequence[Turn], before: Sequence[Turn]) -> list[Extraction]:
        """What each turn says; the turns before it tell what short answers and corrections are about.

        A long turn may take a fifth of a second, so each is read in a thread; whoever cancels this waits for one turn.
        """
        thread = await asyncio.to_thread(_after, before)
        return [await asyncio.to_thread(self._next, thread, turn) for turn in turns]

    def read(self, turns: Sequence[Turn], before: Sequence[Turn] = ()) -> list[Extraction]:
        """`extract`, in the thread of the caller."""
        thread = _after(before)
        return [self._next(thread, turn) for turn in turns]

    def read_after(
        self, turn: Turn, before: Sequence[Turn], understood: Mapping[UUID, Sequence[MemoryCandidate]]
    ) -> Extraction:
        """What a turn says behind turns of which more is ``understood`` (by their ids) than the rules read in them."""
        return self._next(_after(before, understood), turn)

    def _next(self, thread: Thread, turn: Turn) -> Extraction:
        if repeats_memory(turn):
            return Extraction(turn.turn_id)
        found = self._safely(thread, turn)
        thread.turns.append(turn)
        return found

    def _safely(self, thread: Thread, turn: Turn) -> Extraction:
        """A turn that the rules stumble over is told of, and does not stop the others."""
        try:
            return thread.read(turn)
        except Exception as fault:
            return Extraction(turn.turn_id, failures=(f"The rules could not read this turn: {type(fault).__name__}.",))


def _after(before: Sequence[Turn], understood: Mapping[UUID, Sequence[MemoryCandidate]] | None = None) -> Thread:
    # Not with this module: what reads nothing, such as most commands, need not wait until the grammar is compiled.
    from toldonce.memory.extract.thread import thread_after

    return thread_after(before, understood)
