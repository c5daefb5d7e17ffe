"""The arms that look at words: BM25, spelling and slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toldonce.adapters.postgres.pool import Connection
from toldonce.adapters.postgres.search.asked import Asked, ByWords, Scores
from toldonce.adapters.postgres.search.sessions import SEARCH, SearchSessions
from toldonce.ports import ArmsQuery

SLOT_DEPTH = 50
FUZZY_DEPTH = 50
FUZZY_THRESHOLD = 0.4
FUZZY_WORDS = 16
FUZZY_NEWEST = 10_000
"""Turns, and memories, whose text is read for resembling words: about a tenth of a second's work."""


class WordArms(SearchSessions):
    """What the words of a query find."""

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
