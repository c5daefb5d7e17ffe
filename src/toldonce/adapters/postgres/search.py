"""The arms of a search: by words (BM25), by meaning (vectors, exactly or approximately) and by resembling words."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.pool import Connection, Database
from toldonce.adapters.postgres.queries import Query, load_queries
from toldonce.adapters.postgres.rows import candidate, half
from toldonce.model import Scope, SearchFilters
from toldonce.ports import ArmsQuery, Candidate, Candidates

T = TypeVar("T")

SEARCH = load_queries("search")

FUZZY_DEPTH = 50
FUZZY_THRESHOLD = 0.4
FUZZY_WORDS = 16
FUZZY_NEWEST = 10_000
"""Turns, and memories, whose text is read for resembling words: about a tenth of a second's work."""
STANDING_DEPTH = 50
PARTS_PER_ITEM = 2
"""Parts read for each item wanted, at first: long items have several among the nearest."""
APPROXIMATE_SEARCH = {
    "hnsw.iterative_scan": "relaxed_order",
    "hnsw.ef_search": "300",
    "hnsw.max_scan_tuples": "40000",
}
CUSTOM_PLANS = {"plan_cache_mode": "force_custom_plan", "max_parallel_workers_per_gather": "0", "jit": "off"}
"""A plan that fits one scope and one set of filters is wrong for another, and planning takes a tenth of a millisecond.
Starting a parallel worker takes longer than an arm."""

Scores = dict[int, float]
"""The score of an item by its seq, best first."""


@dataclass(frozen=True, slots=True)
class ByWords:
    """What the lexical arm found. ``full``: there was more than it was asked for."""

    up_to_seq: int = 0
    chunk_count: int = 0
    scores: Scores = field(default_factory=dict)
    matched: dict[int, list[str]] = field(default_factory=dict)
    document_frequency: dict[str, int] = field(default_factory=dict)
    fuzzy: Scores = field(default_factory=dict)
    full: bool = False


@dataclass(frozen=True, slots=True)
class ByMeaning:
    """What the dense arm found."""

    up_to_seq: int = 0
    chunk_count: int = 0
    scores: Scores = field(default_factory=dict)


class Search:
    """Searches the vectors of one embedding model and the words of the same items.

    Scopes of at most ``exact_limit`` chunks are searched exactly, and so are larger ones as long as they have no
    approximate index.
    """

    def __init__(self, database: Database, *, model_id: int, dimension: int, exact_limit: int) -> None:
        self._database = database
        self._model_id = model_id
        self._exact_limit = exact_limit
        near = SEARCH.nearest_approximately
        self._nearest_approximately = Query(
            near.name, near.purpose, near.sql.replace("halfvec(384)", f"halfvec({int(dimension)})"), near.parameters
        )

    async def candidates(self, scope: Scope, query: ArmsQuery) -> Candidates:
        """What the arms find, with the neighbours of what they found and what stands for all turns.

        Each arm has its own connection and gives it back before anything else is asked for, so that searches never wait
        for each other in a circle.
        """
        filters = filter_values(scope, query.filters)
        words, meaning = await _both(self._by_words(scope, query, filters), self._by_meaning(scope, query, filters))
        async with self._session(scope) as connection:
            return await self._gathered(connection, scope, query, filters, words, meaning)

    # --- by words ---

    async def _by_words(self, scope: Scope, query: ArmsQuery, filters: Mapping[str, Any]) -> ByWords:
        async with self._session(scope) as connection:
            place = await SEARCH.scope.one(connection, scope_id=scope.scope_id)
            if place is None:
                return ByWords()
            words = await self._bm25(connection, place, query, filters)
            wanted = _fuzzy_words(query, words)
            if wanted:
                words.fuzzy.update(await self._resembling(connection, wanted, query, filters))
            return words

    async def _bm25(
        self, connection: Connection, place: Mapping[str, Any], query: ArmsQuery, filters: Mapping[str, Any]
    ) -> ByWords:
        words = ByWords(place["last_seq"], place["chunk_count"])
        if not query.terms or not place["chunk_count"]:
            return words
        rows = await SEARCH.lexical.all(
            connection,
            terms=list(dict.fromkeys(query.terms)),
            chunk_count=float(place["chunk_count"]),
            average_length=max(place["term_count"], 1) / place["chunk_count"],
            depth=query.depth + 1,
            filtered=is_filtered(query.filters),
            **filters,
        )
        marks = {row["term"]: row["bits"] for row in rows if row["term"] is not None}
        order = [(term, marks[term]) for term in dict.fromkeys(query.terms) if marks.get(term)]
        found = [row for row in rows if row["seq"] is not None]
        return ByWords(
            place["last_seq"],
            place["chunk_count"],
            scores={row["seq"]: row["score"] for row in found[: query.depth]},
            matched={row["seq"]: [term for term, mark in order if row["bits"] & mark] for row in found[: query.depth]},
            document_frequency={row["term"]: row["documents"] for row in rows if row["term"] is not None},
            full=len(found) > query.depth,
        )

    async def _resembling(
        self, connection: Connection, words: Sequence[str], query: ArmsQuery, filters: Mapping[str, Any]
    ) -> Scores:
        rows = await SEARCH.fuzzy.all(
            connection,
            words=list(words),
            threshold=FUZZY_THRESHOLD,
            depth=FUZZY_DEPTH,
            newest=FUZZY_NEWEST,
            filtered=is_filtered(query.filters),
            **filters,
        )
        return {row["seq"]: row["score"] for row in rows}

    # --- by meaning ---

    async def _by_meaning(self, scope: Scope, query: ArmsQuery, filters: Mapping[str, Any]) -> ByMeaning:
        if query.vector is None:
            return ByMeaning()
        async with self._session(scope, APPROXIMATE_SEARCH) as connection:
            place = await SEARCH.scope.one(connection, scope_id=scope.scope_id)
            if place is None:
                return ByMeaning()
            scores: Scores = {}
            if place["ann_ready"] and await self._is_large(connection, query, filters):
                scores = await self._approximately(connection, query, query.vector, filters)
            if not scores:
                scores = await self._exactly(connection, query, query.vector, filters)
            return ByMeaning(place["last_seq"], place["chunk_count"], scores)

    async def _is_large(self, connection: Connection, query: ArmsQuery, filters: Mapping[str, Any]) -> bool:
        """Whether too much passes the filters to look at all of it."""
        if not is_filtered(query.filters):
            return True
        passing = await SEARCH.count_passing.value(connection, limit=self._exact_limit + 1, **filters)
        return bool(passing > self._exact_limit)

    async def _exactly(
        self, connection: Connection, query: ArmsQuery, vector: NDArray[np.float32], filters: Mapping[str, Any]
    ) -> Scores:
        filtered = is_filtered(query.filters)
        nearest = SEARCH.nearest_passing if filtered else SEARCH.nearest
        parts = query.depth * PARTS_PER_ITEM
        while True:
            rows = await nearest.all(
                connection,
                vector=half(vector),
                model_id=self._model_id,
                parts=parts,
                **(filters if filtered else {"scope_id": filters["scope_id"]}),
            )
            scores = _best_parts(rows, query.depth)
            if len(scores) == query.depth or len(rows) < parts:
                return scores
            parts *= 4

    async def _approximately(
        self, connection: Connection, query: ArmsQuery, vector: NDArray[np.float32], filters: Mapping[str, Any]
    ) -> Scores:
        """Nothing when the scan gave up early, which it does after many rows of other large scopes or filtered ones."""
        parts = query.depth * 3 // 2
        rows = await self._nearest_approximately.all(
            connection,
            vector=half(vector),
            model_id=self._model_id,
            parts=parts,
            filtered=is_filtered(query.filters),
            **filters,
        )
        return _best_parts(rows, query.depth) if len(rows) == parts else {}

    # --- together ---

    async def _gathered(
        self,
        connection: Connection,
        scope: Scope,
        query: ArmsQuery,
        filters: Mapping[str, Any],
        words: ByWords,
        meaning: ByMeaning,
    ) -> Candidates:
        seqs = list(dict.fromkeys([*words.scores, *meaning.scores, *words.fuzzy]))
        rows = await SEARCH.surroundings.all(
            connection,
            seqs=seqs,
            standing_depth=STANDING_DEPTH,
            filtered=is_filtered(query.filters),
            **filters,
        )
        matched = dict(words.matched)
        unmatched = [seq for seq in seqs if seq not in matched]
        if words.full and unmatched:
            matched |= await _terms_of(connection, scope, unmatched, list(words.document_frequency), query)

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
                    row, words.scores.get(seq), meaning.scores.get(seq), words.fuzzy.get(seq), matched.get(seq, ())
                )
        return Candidates(
            found=[found[seq] for seq in seqs if seq in found],
            neighbours=beside,
            standing=standing,
            lexical_full=words.full,
            document_frequency=words.document_frequency,
            chunk_count=words.chunk_count,
            up_to_seq=words.up_to_seq if query.vector is None else min(words.up_to_seq, meaning.up_to_seq),
        )

    def _session(
        self, scope: Scope, settings: Mapping[str, str] | None = None
    ) -> AbstractAsyncContextManager[Connection]:
        return self._database.session(
            user_id=scope.user_id, scope_id=scope.scope_id, settings={**CUSTOM_PLANS, **(settings or {})}
        )


def is_filtered(filters: SearchFilters) -> bool:
    """Whether anything narrows the search that the arms must look up."""
    return not filters.include_turns or any(
        value is not None
        for value in (
            filters.types,
            filters.since,
            filters.until,
            filters.as_of,
            filters.known_at,
            filters.known_at_seq,
            filters.conversation_id,
            filters.metadata or None,
        )
    )


def filter_values(scope: Scope, filters: SearchFilters) -> dict[str, Any]:
    """The arguments of the database's function ``passing``."""
    return {
        "scope_id": scope.scope_id,
        "with_turns": filters.include_turns,
        "types": filters.types,
        "since": filters.since,
        "until": filters.until,
        "as_of": filters.as_of,
        "known_at": filters.known_at,
        "known_at_seq": filters.known_at_seq,
        "conversation_id": filters.conversation_id,
        "metadata": filters.metadata or None,
    }


async def _both(
    words: Coroutine[Any, Any, ByWords], meaning: Coroutine[Any, Any, ByMeaning]
) -> tuple[ByWords, ByMeaning]:
    """Both at once; when one fails the other is ended, and its error is the one that is told."""
    beside = asyncio.create_task(words)
    try:
        found = await meaning
        return await beside, found
    except BaseException:
        beside.cancel()
        await asyncio.gather(beside, return_exceptions=True)
        raise


async def _terms_of(
    connection: Connection, scope: Scope, seqs: Sequence[int], terms: Sequence[str], query: ArmsQuery
) -> dict[int, list[str]]:
    """The query's terms that items have which the lexical arm had no room for."""
    rows = await SEARCH.terms_of.all(connection, scope_id=scope.scope_id, seqs=seqs, terms=terms)
    order = list(dict.fromkeys(query.terms))
    return {row["seq"]: sorted(row["terms"], key=order.index) for row in rows}


def _best_parts(rows: Sequence[Mapping[str, Any]], depth: int) -> Scores:
    """The best part of each item; the approximate index gives them only nearly in order."""
    scores: Scores = {}
    for row in rows:
        score = max(-1.0, min(1.0, row["score"]))
        scores[row["seq"]] = max(score, scores.get(row["seq"], -1.0))
    return dict(sorted(scores.items(), key=lambda found: (-found[1], -found[0]))[:depth])


def _fuzzy_words(query: ArmsQuery, words: ByWords) -> list[str]:
    """Every word when the lexical arm found nothing, else the words in other letters than ASCII that it cannot know."""
    if not words.chunk_count:
        return []
    wanted = query.words
    if words.scores:
        wanted = [
            word
            for word in query.words
            if not word.isascii() and not any(_may_come_from(term, word) for term in words.document_frequency)
        ]
    return sorted(wanted, key=len, reverse=True)[:FUZZY_WORDS]


def _may_come_from(term: str, word: str) -> bool:
    """Whether a term is a part or the stem of a word."""
    return term in word or term[:3] == word[:3]
