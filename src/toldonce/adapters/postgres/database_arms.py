"""The arms of a search in the database: by words (BM25), by meaning (vectors), by spelling and by slot."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from copy import copy
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.asked import Asked, ByMeaning, ByWords, Scores, is_at_present
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.hot import CUSTOM_PLANS
from toldonce.adapters.postgres.kept_search import CENTRAL, STANDING_DEPTH
from toldonce.adapters.postgres.pool import Sessions
from toldonce.adapters.postgres.presumed import SLOT_DEPTH
from toldonce.adapters.postgres.queries import Query, load_queries
from toldonce.adapters.postgres.rows import candidate, half
from toldonce.ports import ArmsQuery, Candidate, Candidates

T = TypeVar("T")

SEARCH = load_queries("search")

FUZZY_DEPTH = 50
FUZZY_THRESHOLD = 0.4
FUZZY_WORDS = 16
FUZZY_NEWEST = 10_000
"""Turns, and memories, whose text is read for resembling words: about a tenth of a second's work."""
PARTS_PER_ITEM = 2
"""Parts read for each item wanted, at first: long items have several among the nearest."""
APPROXIMATE_SEARCH = {
    "hnsw.iterative_scan": "relaxed_order",
    "hnsw.ef_search": "300",
    "hnsw.max_scan_tuples": "40000",
    "enable_sort": "off",
}
"""Only a plan without a sort uses the index. The planner would often rather read everything: it takes the conditions of
row-level security for further filters, and so expects only a fraction of the rows that there are."""


class DatabaseArms:
    """Searches the vectors of one embedding model and the words of the same items in the database.

    Scopes of at most ``exact_limit`` chunks are searched exactly, and so larger ones as long as they have no
    approximate index.
    """

    def __init__(self, database: Sessions, *, model_id: int, dimension: int, exact_limit: int) -> None:
        self._database = database
        self._model_id = model_id
        self._exact_limit = exact_limit
        near = SEARCH.nearest_approximately
        self.approximate_query = Query(
            near.name, near.purpose, near.sql.replace("halfvec(384)", f"halfvec({int(dimension)})"), near.parameters
        )

    def over(self, sessions: Sessions) -> DatabaseArms:
        """The same arms in other sessions of the same database."""
        other = copy(self)
        other._database = sessions
        return other

    async def candidates(self, asked: Asked) -> Candidates:
        """What the arms find, with the neighbours of what they found and what stands for all turns.

        Each arm has its own connection, and the one that ends last goes on with its own: none is held while another is
        waited for, so that searches never wait for each other in a circle.
        """
        if asked.query.vector is None:
            asked.meaning = ByMeaning(0, {})
            result = await self._by_words(asked)
        else:
            result = await _both(self._by_words(asked), self._by_meaning(asked, asked.query.vector))
        if result is None:
            raise AssertionError("the last arm gathers what all have found")
        return result

    async def resembling(self, asked: Asked, words: Sequence[str]) -> Scores:
        """The newest turns and memories that have words which resemble some, by seq."""
        async with self._session(asked) as connection:
            return await self._resembling(connection, words, asked)

    # --- by words ---

    async def _by_words(self, asked: Asked) -> Candidates | None:
        async with self._session(asked) as connection:
            words = await self._bm25(connection, asked)
            wanted = fuzzy_words(asked.query, words.chunk_count, words.document_frequency, found=bool(words.scores))
            if wanted:
                words = replace(words, fuzzy=await self._resembling(connection, wanted, asked))
            asked.in_slots = await self._in_slots(connection, asked)
            asked.words = words
            return await self._gathered(connection, asked)

    async def _bm25(self, connection: Connection, asked: Asked) -> ByWords:
        terms = list(dict.fromkeys(asked.query.terms))
        depth = asked.query.depth
        rows = await SEARCH.lexical.all(
            connection, terms=terms, depth=depth + 1, filtered=asked.filtered, **asked.filters
        )
        found = [row for row in rows if row["seq"] is not None]
        marks = {row["term"]: row["bits"] for row in rows if row["term"] is not None}
        order = [(term, marks[term]) for term in terms if marks.get(term)]
        place = next((row for row in rows if row["seq"] is None and row["term"] is None), None)
        return ByWords(
            up_to_seq=place["bits"] if place else 0,
            chunk_count=place["documents"] if place else 0,
            scores={row["seq"]: row["score"] for row in found[:depth]},
            matched={row["seq"]: [term for term, mark in order if row["bits"] & mark] for row in found[:depth]},
            document_frequency={row["term"]: row["documents"] for row in rows if row["term"] is not None},
            full=len(found) > depth,
        )

    async def _resembling(self, connection: Connection, words: Sequence[str], asked: Asked) -> Scores:
        rows = await SEARCH.fuzzy.all(
            connection,
            words=list(words),
            threshold=FUZZY_THRESHOLD,
            depth=FUZZY_DEPTH,
            newest=FUZZY_NEWEST,
            filtered=asked.filtered,
            **asked.filters,
        )
        return {row["seq"]: row["score"] for row in rows}

    async def _in_slots(self, connection: Connection, asked: Asked) -> frozenset[int]:
        if not asked.query.slots:
            return frozenset()
        rows = await SEARCH.in_slots.all(
            connection,
            subjects=[subject for subject, _ in asked.query.slots],
            attributes=[attribute for _, attribute in asked.query.slots],
            depth=SLOT_DEPTH,
            filtered=asked.filtered,
            **asked.filters,
        )
        return frozenset(row["seq"] for row in rows)

    # --- by meaning ---

    async def _by_meaning(self, asked: Asked, vector: NDArray[np.float32]) -> Candidates | None:
        async with self._session(asked, APPROXIMATE_SEARCH) as connection:
            meaning = await self._exactly(connection, asked, vector)
            if meaning is None:
                meaning = await self._among_many(connection, asked, vector)
            asked.meaning = meaning
            return await self._gathered(connection, asked)

    async def _exactly(self, connection: Connection, asked: Asked, vector: NDArray[np.float32]) -> ByMeaning | None:
        """None when the scope is large, has no vectors, or none passes the filters."""
        return await self._until_deep_enough(
            connection, asked, SEARCH.nearest, vector, filtered=asked.filtered, even_large=False
        )

    async def _until_deep_enough(
        self, connection: Connection, asked: Asked, query: Query, vector: NDArray[np.float32], **values: bool
    ) -> ByMeaning | None:
        parts = asked.query.depth * PARTS_PER_ITEM
        while True:
            rows = await query.all(
                connection, vector=half(vector), model_id=self._model_id, parts=parts, **values, **asked.filters
            )
            scores = _best_parts(rows, asked.query.depth)
            if len(scores) == asked.query.depth or len(rows) < parts:
                return ByMeaning(rows[0]["last_seq"], scores) if rows else None
            parts *= 4

    async def _among_many(self, connection: Connection, asked: Asked, vector: NDArray[np.float32]) -> ByMeaning:
        """Search a scope of which no vector was looked at: it is large, or nothing is there to be found."""
        place = await SEARCH.scope.one(connection, scope_id=asked.scope.scope_id)
        if place is None:
            return ByMeaning(0, {})
        meaning = None
        if place["ann_ready"] and not await self._passes_many(connection, asked):
            meaning = await self._until_deep_enough(connection, asked, SEARCH.nearest_of_few, vector)
        elif place["ann_ready"]:
            meaning = await self._approximately(connection, asked, vector)
            if meaning is None:
                meaning = await self._until_deep_enough(
                    connection, asked, SEARCH.nearest, vector, filtered=asked.filtered, even_large=True
                )
        return meaning or ByMeaning(place["last_seq"], {})

    async def _passes_many(self, connection: Connection, asked: Asked) -> bool:
        """Whether too much passes the filters to look at all of it."""
        if not asked.filtered:
            return True
        passing = await SEARCH.count_passing.value(connection, limit=self._exact_limit + 1, **asked.filters)
        return bool(passing > self._exact_limit)

    async def _approximately(
        self, connection: Connection, asked: Asked, vector: NDArray[np.float32]
    ) -> ByMeaning | None:
        """None when the scan gave up early, as it does after many rows of other large scopes or filtered ones."""
        parts = asked.query.depth * 3 // 2
        rows = await self.approximate_query.all(
            connection,
            vector=half(vector),
            model_id=self._model_id,
            parts=parts,
            filtered=asked.filtered,
            **asked.filters,
        )
        return ByMeaning(rows[0]["last_seq"], _best_parts(rows, asked.query.depth)) if len(rows) == parts else None

    # --- together ---

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

    def _session(
        self, asked: Asked, settings: Mapping[str, str] | None = None
    ) -> AbstractAsyncContextManager[Connection]:
        scope = asked.scope
        return self._database.session(
            user_id=scope.user_id,
            scope_id=scope.scope_id,
            settings={**CUSTOM_PLANS, **(settings or {})},
            reading=True,
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


def _best_parts(rows: Sequence[Mapping[str, Any]], depth: int) -> Scores:
    """The best part of each item; the approximate index gives them only nearly in order."""
    scores: Scores = {}
    for row in rows:
        score = max(-1.0, min(1.0, row["score"]))
        scores[row["seq"]] = max(score, scores.get(row["seq"], -1.0))
    return dict(sorted(scores.items(), key=lambda found: (-found[1], -found[0]))[:depth])


def fuzzy_words(query: ArmsQuery, chunk_count: int, document_frequency: Mapping[str, int], *, found: bool) -> list[str]:
    """Every word when the lexical arm found nothing, else the words in other letters than ASCII that it cannot know."""
    if not chunk_count:
        return []
    wanted = query.words
    if found:
        wanted = [
            word
            for word in query.words
            if not word.isascii() and not any(_may_come_from(term, word) for term in document_frequency)
        ]
    return sorted(wanted, key=len, reverse=True)[:FUZZY_WORDS]


def _may_come_from(term: str, word: str) -> bool:
    """Whether a term is a part or the stem of a word."""
    return term in word or term[:3] == word[:3]
