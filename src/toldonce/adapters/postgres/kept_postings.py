"""The postings of one subject, kept in the process: BM25 as the query ``lexical`` computes it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.growing import GrowingArray

SCORED_TERMS = 60
"""The rarest terms of a query, by which a chunk is scored."""
COUNT_BITS = 16
AT_ONCE = 16_384
"""Chunks scored at once: what stays in a processor's cache from one step of the sum to the next."""
SPAN = 32
"""Scores, each as far from the next, of which the highest is looked at first."""
MANY_SPANS = 8
"""Times as many spans as scores are wanted, from which on that is quicker than going through the scores."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best items of the lexical arm, best first, and in how many chunks each term of the query occurs."""

    items: NDArray[np.int64]
    scores: NDArray[np.float64]
    document_frequency: Mapping[str, int]
    scored_terms: Sequence[str]


class KeptPostings:
    """In which rows (chunks) each term stands, and how often. ``lengths`` and ``items`` of the rows are kept beside."""

    def __init__(self) -> None:
        self._by_term: dict[str, GrowingArray] = {}
        self._lengths = GrowingArray(np.uint16)
        self._items = GrowingArray(np.int64)

    @property
    def rows(self) -> int:
        """How many chunks there are."""
        return self._items.count

    @property
    def items(self) -> NDArray[np.int64]:
        """The item of each row."""
        return self._items.values

    def extend(
        self,
        items: NDArray[np.int64],
        lengths: NDArray[np.uint16],
        terms: Mapping[str, tuple[NDArray[np.int64], NDArray[np.int64]]],
    ) -> None:
        """Add rows with their item and number of terms, and for each term the rows it stands in, with its counts."""
        self._items.extend(items)
        self._lengths.extend(lengths)
        for term, (rows, counts) in terms.items():
            known = self._by_term.get(term)
            if known is None:
                known = self._by_term[term] = GrowingArray(np.int64)
            known.extend(rows << COUNT_BITS | counts)

    def best(
        self,
        terms: Sequence[str],
        rows: int,
        left_out: NDArray[np.int64],
        wanted: int,
        chunk_count: int,
        average_length: float,
    ) -> Found:
        """The ``wanted`` best items by BM25 (the best chunk counts; of equals the newer) in the first ``rows``,
        without those left out."""
        entries = {term: self._entries(term, rows) for term in dict.fromkeys(terms)}
        frequency = {term: len(its) for term, its in entries.items() if len(its)}
        scored = sorted(frequency, key=lambda term: (frequency[term], term))[:SCORED_TERMS]
        scores, lengths = np.zeros(rows), self._lengths.values
        for term in scored:
            idf = math.log(1 + (chunk_count - frequency[term] + 0.5) / (frequency[term] + 0.5))
            for first in range(0, frequency[term], AT_ONCE):
                some = entries[term][first : first + AT_ONCE]
                at, counts = some >> COUNT_BITS, some & (1 << COUNT_BITS) - 1
                its_lengths = np.take(lengths, at, mode="clip")
                scores[at] += idf * counts * 2.2 / (counts + 0.3 + 0.9 * its_lengths / average_length)
        scores[left_out] = 0.0
        items, best = self._best_items(scores, wanted)
        return Found(items, best, frequency, scored)

    def holding(self, terms: Sequence[str], items: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which items have which terms in any of their chunks, shape (items, terms)."""
        held = np.zeros((len(items), len(terms)), np.bool_)
        if not len(items):
            return held
        first = np.searchsorted(self._items.values, items) << COUNT_BITS
        behind = np.searchsorted(self._items.values, items, "right") << COUNT_BITS
        for place, term in enumerate(terms):
            entries = self._by_term[term].values
            at = np.searchsorted(entries, first)
            held[:, place] = entries[np.minimum(at, len(entries) - 1)] < behind
            held[:, place] &= at < len(entries)
        return held

    def _entries(self, term: str, rows: int) -> NDArray[np.int64]:
        """The entries of a term in the first rows."""
        known = self._by_term.get(term)
        if known is None:
            return np.empty(0, np.int64)
        entries: NDArray[np.int64] = known.values
        return entries[: np.searchsorted(entries, rows << COUNT_BITS)]

    def _best_items(self, scores: NDArray[np.float64], wanted: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        looked_at = 2 * wanted
        while True:
            hits = _highest(scores, looked_at)
            items, best = best_rows(self._items.values[hits], scores[hits])
            if len(items) >= wanted or len(hits) < looked_at:
                order = np.lexsort((-items, -best))[:wanted]
                return items[order], best[order]
            looked_at *= 4


def _highest(scores: NDArray[np.float64], wanted: int) -> NDArray[np.int64]:
    """The places of the ``wanted`` highest scores above 0 in order, with all that are as high as the last of them, and
    perhaps a few lower ones; fewer where there are no more."""
    hits: NDArray[np.int64]
    count, level = len(scores) // SPAN, 0.0
    if count > MANY_SPANS * wanted:
        # The last of the wanted highest spans is no higher than the last of the wanted highest scores.
        tops = scores[: count * SPAN].reshape(SPAN, count).max(axis=0)
        level = np.partition(tops, -wanted)[-wanted]
    if level > 0:
        hits = np.sort((np.nonzero(tops >= level)[0][:, None] + count * np.arange(SPAN)).ravel())
        hits = np.concatenate([hits, np.arange(count * SPAN, len(scores))])
        hits = hits[scores[hits] >= level]
    else:
        hits = np.nonzero(scores > 0)[0]
        if wanted < len(hits):
            reached = scores[hits]
            hits = hits[reached >= np.partition(reached, -wanted)[-wanted]]
    return hits


def best_rows(items: NDArray[np.int64], scores: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Each item once, with its best score; the rows of an item stand side by side."""
    if not len(items):
        return items, scores
    firsts = np.nonzero(np.diff(items, prepend=-1))[0]
    return items[firsts], np.maximum.reduceat(scores, firsts)
