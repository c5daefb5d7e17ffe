"""One search on its way: what it asks for, as ``search.sql`` takes it, and what its arms have found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from toldonce.model import Scope, SearchFilters
from toldonce.ports import ArmsQuery

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

    up_to_seq: int
    scores: Scores


@dataclass(slots=True)
class Asked:
    """One search on its way: what its arms have found so far."""

    scope: Scope
    query: ArmsQuery
    filters: dict[str, Any]
    filtered: bool
    words: ByWords | None = None
    meaning: ByMeaning | None = None
    in_slots: frozenset[int] = frozenset()

    @classmethod
    def of(cls, scope: Scope, query: ArmsQuery) -> Asked:
        """A search that has found nothing yet."""
        return cls(scope, query, filter_values(scope, query.filters), is_filtered(query.filters))


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


def is_at_present(filters: SearchFilters) -> bool:
    """Whether a search asks for what holds now, so that what was overtaken since may be told from it."""
    return filters.as_of is None and filters.known_at is None and filters.known_at_seq is None


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
