"""The arms of a search: by words (BM25), by meaning (vectors, exact or approximate), by spelling and by slot."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from copy import copy
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.kept_search import gathered, search_kept, table_of
from toldonce.adapters.postgres.pool import Connection, Sessions
from toldonce.adapters.postgres.rows import candidate
from toldonce.adapters.postgres.search.asked import Asked, ByMeaning, filter_values, is_at_present, is_filtered
from toldonce.adapters.postgres.search.by_meaning import MeaningArm
from toldonce.adapters.postgres.search.by_words import WordArms, fuzzy_words
from toldonce.adapters.postgres.search.following import Following
from toldonce.adapters.postgres.search.sessions import CUSTOM_PLANS, SEARCH
from toldonce.model import Scope
from toldonce.ports import ArmsQuery, Candidate, Candidates

T = TypeVar("T")
STANDING_DEPTH = 50
NEWEST_TURNS = 500
"""Turns that are looked at for who speaks: two tenths of a millisecond's work."""
CENTRAL = 40
"""The best of each arm, whose neighbours are looked at."""
APPROXIMATE_SEARCH = {
    "hnsw.iterative_scan": "relaxed_order",
    "hnsw.ef_search": "300",
    "hnsw.max_scan_tuples": "40000",
    "enable_sort": "off",
}
"""Only a plan without a sort uses the index. The planner would often rather read everything: it takes the conditions of
row-level security for further filters, and so expects only a fraction of the rows that there are."""
BESIDE_THE_LOOP = 20_000
"""Chunks from which the arithmetic (a few milliseconds) leaves the event loop."""


class Search(WordArms, MeaningArm, Following):
    """Searches the vectors of one embedding model and the words of the same items.

    Scopes that are searched often are kept in the process, and searched there where no filter narrows the search. All
    else the database does: scopes of at most ``exact_limit`` chunks exactly, and so larger ones as long as they have no
    approximate index.
    """

    def over(self, sessions: Sessions) -> Search:
        """The same search, with the same vectors in the process, in other sessions of the same database."""
        other = copy(self)
        other._database = sessions
        return other

    async def speakers(self, scope: Scope) -> frozenset[str]:
        """Who spoke the newest turns (of a subject that is kept in the process: of those that are)."""
        kept = self.hot.speakers(scope, NEWEST_TURNS)
        if kept is not None:
            return kept
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id, reading=True) as connection:
            rows = await SEARCH.speakers.all(connection, scope_id=scope.scope_id, newest=NEWEST_TURNS)
        return frozenset(row["speaker"] for row in rows)

    async def candidates(self, scope: Scope, query: ArmsQuery) -> Candidates:
        """What the arms find, with the neighbours of what they found and what stands for all turns.

        Each arm has its own connection, and the one that ends last goes on with its own: none is held while another is
        waited for, so that searches never wait for each other in a circle.
        """
        asked = Asked(scope, query, filter_values(scope, query.filters), is_filtered(query.filters))
        if not asked.filtered:
            kept = await self._in_process(asked)
            if kept is not None:
                return kept
        if query.vector is None:
            asked.meaning = ByMeaning(0, {})
            result = await self._by_words(asked)
        else:
            result = await _both(self._by_words(asked), self._by_meaning(asked, query.vector))
        if result is None:
            raise AssertionError("the last arm gathers what all have found")
        return result

    async def _in_process(self, asked: Asked) -> Candidates | None:
        """None when the scope is not kept."""
        if not self.hot.keeps(asked.scope):
            return None
        self._note_search(asked.scope)
        async with self._session(asked) as connection:
            current = await self.hot.current(connection, asked.scope)
            if current is None:
                return None
            hot, place = current
            if hot.postings.rows < BESIDE_THE_LOOP:
                arms = search_kept(hot, place, asked.query)
            else:
                arms = await asyncio.to_thread(search_kept, hot, place, asked.query)
            wanted = fuzzy_words(
                asked.query, place["chunk_count"], arms.words.document_frequency, found=bool(len(arms.words.items))
            )
            fuzzy_by_seq = await self._resembling(connection, wanted, asked) if wanted else {}
            in_slots = hot.items.places(sorted(await self._in_slots(connection, asked), reverse=True))
            fuzzy = {place: score for seq, score in fuzzy_by_seq.items() for place in hot.items.places([seq]).tolist()}
            lexical = arms.words.items[: asked.query.depth]
            found = list(dict.fromkeys([*lexical.tolist(), *arms.meaning.tolist(), *fuzzy, *in_slots.tolist()]))
            central = [*lexical[:CENTRAL].tolist(), *arms.meaning[:CENTRAL].tolist(), *fuzzy]
            items = gathered(hot.items, _places(found), _places(central), in_slots, STANDING_DEPTH)
            is_memory = hot.items.is_memory.values[items.found]
            memory_seqs = hot.items.seq.values[items.found[is_memory]].tolist()
            memories = await self.hot.memories(connection, asked.scope, memory_seqs)
            overtaken = await self.hot.overtaken(connection, asked.scope, hot, place)
        table, found_count = table_of(hot, items, arms, fuzzy, memories, overtaken, asked.query.depth)
        beside = found_count + len(items.beside)
        return Candidates(
            found=table.span(0, found_count),
            neighbours=table.span(found_count, beside),
            standing=table.span(beside, len(table)),
            lexical_full=len(arms.words.items) > asked.query.depth,
            document_frequency=arms.words.document_frequency,
            chunk_count=place["chunk_count"],
            up_to_seq=place["last_seq"],
            table=table,
        )

    async def _by_words(self, asked: Asked) -> Candidates | None:
        async with self._session(asked) as connection:
            words = await self._bm25(connection, asked)
            wanted = fuzzy_words(asked.query, words.chunk_count, words.document_frequency, found=bool(words.scores))
            if wanted:
                words = replace(words, fuzzy=await self._resembling(connection, wanted, asked))
            asked.in_slots = await self._in_slots(connection, asked)
            asked.words = words
            return await self._gathered(connection, asked)

    async def _by_meaning(self, asked: Asked, vector: NDArray[np.float32]) -> Candidates | None:
        async with self._session(asked, APPROXIMATE_SEARCH) as connection:
            meaning = await self._exactly(connection, asked, vector)
            if meaning is None:
                meaning = await self._among_many(connection, asked, vector)
            asked.meaning = meaning
            return await self._gathered(connection, asked)

    async def _gathered(self, connection: Connection, asked: Asked) -> Candidates | None:
        """What all arms have found with its surroundings; None as long as an arm is at work."""
        words, meaning = asked.words, asked.meaning
        if words is None or meaning is None:
            return None
        seqs = list(dict.fromkeys([*words.scores, *meaning.scores, *words.fuzzy, *asked.in_slots]))
        rows = await SEARCH.surroundings.all(
            connection,
            seqs=seqs,
            central=[*list(words.scores)[:CENTRAL], *list(meaning.scores)[:CENTRAL], *words.fuzzy],
            unmatched=[seq for seq in seqs if seq not in words.matched] if words.full else [],
            terms=list(words.document_frequency),
            standing_depth=STANDING_DEPTH,
            at_present=is_at_present(asked.query.filters),
            filtered=asked.filtered,
            **asked.filters,
        )
        found: dict[int, Candidate] = {}
        beside: list[Candidate] = []
        standing: list[Candidate] = []
        for row in rows:
            place, seq = row["place"], row["seq"]
            if place == "beside":
                beside.append(candidate(row))
            elif place == "standing":
                standing.append(candidate(row))
            else:
                found[seq] = candidate(
                    row,
                    words.scores.get(seq),
                    meaning.scores.get(seq),
                    words.fuzzy.get(seq),
                    words.matched.get(seq, ()),
                    asked=seq in asked.in_slots,
                )
        return Candidates(
            found=[found[seq] for seq in seqs if seq in found],
            neighbours=beside,
            standing=standing,
            lexical_full=words.full,
            document_frequency=words.document_frequency,
            chunk_count=words.chunk_count,
            up_to_seq=words.up_to_seq if asked.query.vector is None else min(words.up_to_seq, meaning.up_to_seq),
        )


async def _both(words: Coroutine[Any, Any, T | None], meaning: Coroutine[Any, Any, T | None]) -> T | None:
    """Both at once, and what the last of them gives; when one fails the other is ended, and its error is told."""
    beside = asyncio.create_task(words)
    try:
        found = await meaning
        return await beside or found
    except BaseException:
        beside.cancel()
        await asyncio.gather(beside, return_exceptions=True)
        raise


def _places(numbers: Sequence[int]) -> NDArray[np.int64]:
    return np.array(numbers, np.int64)


__all__ = ["APPROXIMATE_SEARCH", "CUSTOM_PLANS", "SEARCH", "Search", "filter_values"]
