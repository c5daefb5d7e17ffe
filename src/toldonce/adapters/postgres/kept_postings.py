"""The postings of one subject, kept in the process: BM25 as the query ``lexical`` computes it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.growing import GrowingArray

SCORED_TERMS = 60
"""The rarest terms of a query, by which a chunk is scored."""
ROW_SHIFT = 16
COUNTS, LENGTHS = 16, 256
"""An entry of a term holds the row and, in its 16 lowest bits, how often the term stands there and how long the chunk
is. Where either is not below these, the bits are 0, and another entry holds how often."""
MANY = 8_192
"""Entries of a term from which on what it adds to a score is worked out once for each count and length."""
AT_ONCE = 32_768
"""Entries added at once: what stays in a processor's cache from one step to the next."""
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
        self._by_term = defaultdict[str, GrowingArray](_entries)
        self._unusual = defaultdict[str, GrowingArray](_entries)
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
        first = self._items.count
        self._items.extend(items)
        self._lengths.extend(lengths)
        if not terms:
            return
        at, counts = (np.concatenate(column) for column in zip(*terms.values(), strict=True))
        its_lengths = lengths[at - first].astype(np.int64)
        is_usual = (counts < COUNTS) & (its_lengths < LENGTHS)
        entries = at << ROW_SHIFT | np.where(is_usual, counts * LENGTHS + its_lengths, 0)
        start = 0
        for term, (rows, _) in terms.items():
            its = slice(start, start + len(rows))
            self._by_term[term].extend(entries[its])
            if not is_usual[its].all():
                unusual = (at[its] << ROW_SHIFT | counts[its])[~is_usual[its]]
                self._unusual[term].extend(unusual)
            start = its.stop

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
        known = dict.fromkeys(term for term in terms if term in self._by_term)
        entries = {term: _first(self._by_term[term], rows) for term in known}
        frequency = {term: len(its) for term, its in entries.items() if len(its)}
        scored = sorted(frequency, key=lambda term: (frequency[term], term))[:SCORED_TERMS]
        scores = np.zeros(rows)
        for term in scored:
            idf = math.log(1 + (chunk_count - frequency[term] + 0.5) / (frequency[term] + 0.5))
            _add(scores, entries[term], idf, average_length)
            if term in self._unusual:
                unusual = _first(self._unusual[term], rows)
                at, counts = unusual >> ROW_SHIFT, unusual & (1 << ROW_SHIFT) - 1
                scores[at] += _bm25(idf, counts, self._lengths.values[at], average_length)
        scores[left_out] = 0.0
        items, best = self._best_items(scores, wanted)
        return Found(items, best, frequency, scored)

    def holding(self, terms: Sequence[str], items: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which items have which terms in any of their chunks, shape (items, terms)."""
        held = np.zeros((len(items), len(terms)), np.bool_)
        if not len(items):
            return held
        first = np.searchsorted(self._items.values, items) << ROW_SHIFT
        behind = np.searchsorted(self._items.values, items, "right") << ROW_SHIFT
        for place, term in enumerate(terms):
            entries = self._by_term[term].values
            at = np.searchsorted(entries, first)
            held[:, place] = entries[np.minimum(at, len(entries) - 1)] < behind
            held[:, place] &= at < len(entries)
        return held

    def _best_items(self, scores: NDArray[np.float64], wanted: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        looked_at = 2 * wanted
        while True:
            hits = _highest(scores, looked_at)
            items, best = best_rows(self._items.values[hits], scores[hits])
            if len(items) >= wanted or len(hits) < looked_at:
                order = np.lexsort((-items, -best))[:wanted]
                return items[order], best[order]
            looked_at *= 4


def _entries() -> GrowingArray:
    """Room for those of a term."""
    return GrowingArray(np.int64)


def _first(entries: GrowingArray, rows: int) -> NDArray[np.int64]:
    """Those of the first rows."""
    values: NDArray[np.int64] = entries.values
    return values[: np.searchsorted(values, rows << ROW_SHIFT)]


def _bm25(
    idf: float, counts: NDArray[np.int64], lengths: NDArray[np.integer], average_length: float
) -> NDArray[np.float64]:
    """What a term adds to the scores of chunks of these lengths in which it stands so often (Robertson, Zaragoza: The
    Probabilistic Relevance Framework, 2009; with k1 = 1.2 and b = 0.75)."""
    added: NDArray[np.float64] = idf * counts * 2.2 / (counts + 0.3 + 0.9 * lengths / average_length)
    return added


def _add(scores: NDArray[np.float64], entries: NDArray[np.int64], idf: float, average_length: float) -> None:
    """Add what a term adds, from entries that say how often it stands where."""
    if len(entries) < MANY:
        counts, lengths = entries // LENGTHS & COUNTS - 1, entries & LENGTHS - 1
        scores[entries >> ROW_SHIFT] += _bm25(idf, counts, lengths, average_length)
        return
    added = _bm25(idf, np.arange(COUNTS)[:, None], np.arange(LENGTHS), average_length).ravel()
    for first in range(0, len(entries), AT_ONCE):
        some = entries[first : first + AT_ONCE]
        np.add.at(scores, some >> ROW_SHIFT, np.take(added, some & COUNTS * LENGTHS - 1, mode="clip"))


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
