"""Search in PostgreSQL: in the process where a subject is kept there, else in the database."""

from __future__ import annotations

import asyncio
import math
import time
from copy import copy
from dataclasses import replace
from uuid import UUID

import numpy as np

from toldonce.adapters.postgres.asked import Asked
from toldonce.adapters.postgres.beside import Beside
from toldonce.adapters.postgres.database_arms import SEARCH, DatabaseArms, fuzzy_words
from toldonce.adapters.postgres.hot import CAPACITY, NO_ITEMS, HotSubject, HotSubjects, State
from toldonce.adapters.postgres.kept_search import Arms, candidates_of, search_kept
from toldonce.adapters.postgres.pool import Sessions
from toldonce.adapters.postgres.presumed import SLOT_DEPTH, presumed, worked_out
from toldonce.model import Scope
from toldonce.ports import ArmsQuery, Candidates, ComingVector

NEWEST_TURNS = 500
"""Turns that are looked at for who speaks: two tenths of a millisecond's work."""
MOST_ROUNDS = 4
"""How often a search in the process is made because something was written meanwhile; then the database makes it."""
FOLLOWED_SECONDS = 60.0
"""For how long after a search a kept subject is brought up to what is written."""
LULL = 0.03
"""Seconds without another write after which what was written is taken in."""
LONGEST_LULL = 0.5
"""Seconds for which that is put off while more is written."""


class Search:
    """Searches the vectors of one embedding model and the words of the same items.

    Scopes that are searched often are kept in the process, and searched there where no filter narrows the search. All
    else the database does: scopes of at most ``exact_limit`` chunks exactly, and so larger ones as long as they have no
    approximate index.
    """

    def __init__(
        self, database: Sessions, *, model_id: int, dimension: int, exact_limit: int, hot_bytes: int = CAPACITY
    ) -> None:
        self._database = database
        self.arms = DatabaseArms(database, model_id=model_id, dimension=dimension, exact_limit=exact_limit)
        self.hot = HotSubjects(database, model_id, dimension, capacity=hot_bytes)
        self._searched: dict[UUID, float] = {}
        self._following = Beside("subject_not_followed")
        self._written_at: dict[UUID, float] = {}

    def over(self, sessions: Sessions) -> Search:
        """The same search, with the same vectors in the process, in other sessions of the same database."""
        other = copy(self)
        other._database = sessions
        other.arms = self.arms.over(sessions)
        return other

    async def speakers(self, scope: Scope) -> frozenset[str]:
        """Who spoke the newest turns (of a subject that is kept in the process: of those that are)."""
        kept = self.hot.speakers(scope, NEWEST_TURNS)
        if kept is not None:
            return kept
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id, reading=True) as connection:
            rows = await SEARCH.speakers.all(connection, scope_id=scope.scope_id, newest=NEWEST_TURNS)
        return frozenset(row["speaker"] for row in rows)

    async def candidates(
        self, scope: Scope, query: ArmsQuery, *, coming: ComingVector | None = None, presuming: bool = False
    ) -> Candidates:
        """What the arms find, with the neighbours of what they found and what stands for all turns.

        ``coming`` and ``presuming`` are those of `toldonce.ports.Store`.
        """
        asked = Asked.of(scope, query)
        is_kept = not asked.filtered and self._is_kept(scope)
        if is_kept and presuming and not self._following.is_at(scope.scope_id):
            kept = await presumed(self._database, self.hot, scope, query, coming)
            if kept is not None:
                return kept
        if coming is not None:
            asked.query = replace(query, vector=await coming())
        kept = await self._in_process(asked) if is_kept else None
        return kept or await self.arms.candidates(asked)

    def written(self, scope: Scope) -> None:
        """Bring a subject that is kept and was searched lately to what was just written, once nothing more is written
        to it: what is asked next does not wait for it, nor does what is written next."""
        now = time.monotonic()
        searched = self._searched.get(scope.scope_id, -math.inf)
        if scope.scope_id in self._written_at:
            self._written_at[scope.scope_id] = now
        elif not self._following.is_at(scope.scope_id) and now - searched < FOLLOWED_SECONDS:
            self._written_at[scope.scope_id] = now
            self._following.begin(scope.scope_id, self._follow(scope, now + LONGEST_LULL))

    async def _follow(self, scope: Scope, latest: float) -> None:
        rest = LULL
        while rest > 0:
            await asyncio.sleep(rest)
            rest = min(self._written_at[scope.scope_id] + LULL, latest) - time.monotonic()
        del self._written_at[scope.scope_id]
        await self.hot.catch_up(self._database, scope)

    async def followed(self) -> None:
        """Wait until what was written is taken in."""
        await self._following.ended()

    def _note_search(self, scope: Scope) -> None:
        now = time.monotonic()
        self._searched.pop(scope.scope_id, None)
        self._searched[scope.scope_id] = now
        while self._searched[first := next(iter(self._searched))] < now - FOLLOWED_SECONDS:
            del self._searched[first]

    # --- in the process ---

    def _is_kept(self, scope: Scope) -> bool:
        if not self.hot.keeps(scope):
            return False
        self._note_search(scope)
        return True

    async def _in_process(self, asked: Asked) -> Candidates | None:
        """None when the scope is not kept any more, or changes faster than it is searched."""
        hot = self.hot.kept(asked.scope)
        if hot is None:
            return None
        for _ in range(MOST_ROUNDS):
            state = hot.state
            arms = await self._kept_arms(asked, hot, state) if state is not None else None
            now = await self.hot.now(
                self._database,
                asked.scope,
                asked.query.slots,
                SLOT_DEPTH,
                np.unique(hot.items.memory_seqs(arms.found)) if arms is not None else NO_ITEMS,
            )
            if state is not None and arms is not None and now is not None and now.numbers == state.numbers:
                return candidates_of(hot, state, arms, hot.items.places(now.in_slots), now.memories)
            if not await self.hot.follow(self._database, asked.scope, hot, now.numbers if now else None):
                return None
        return None

    async def _kept_arms(self, asked: Asked, hot: HotSubject, state: State) -> Arms:
        """What all arms but that of the slots find, by what was so when the database was asked last."""
        arms = await worked_out(hot, search_kept, hot, state, asked.query)
        wanted = fuzzy_words(
            asked.query, state.numbers.chunk_count, arms.words.document_frequency, found=bool(len(arms.words.items))
        )
        if not wanted:
            return arms
        return arms.with_fuzzy(hot.items, await self.arms.resembling(asked, wanted))
