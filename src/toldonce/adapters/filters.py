"""Which of the filters of a search one turn or memory passes. Pure, and the same for every store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from toldonce.model import SearchFilters
from toldonce.ports import contains


def passes_each(
    filters: SearchFilters,
    *,
    type: str,
    seq: int,
    at: datetime,
    conversation_id: UUID | None,
    metadata: Mapping[str, Any],
    shown: bool,
    holds: bool,
) -> dict[str, bool]:
    """For each filter that is set whether it lets pass what was said ``at``; ``status``: it may be found at all.

    ``type`` is "turn" for a turn; ``shown``: it is in the search index and not quarantined; ``holds``: it was believed
    to be true at the time that the filters name.
    """
    is_turn = type == "turn"
    answers = {"status": shown and (holds or filters.as_of is not None)}
    if filters.types is not None:
        answers["types"] = type in filters.types
    if not filters.include_turns:
        answers["include_turns"] = not is_turn
    if filters.as_of is not None:
        answers["as_of"] = at <= filters.as_of if is_turn else holds
    if filters.since is not None:
        answers["since"] = at >= filters.since
    if filters.until is not None:
        answers["until"] = at <= filters.until
    if filters.known_at is not None:
        answers["known_at"] = at <= filters.known_at
    if filters.known_at_seq is not None:
        answers["known_at_seq"] = seq <= filters.known_at_seq
    if filters.conversation_id is not None:
        answers["conversation_id"] = conversation_id == filters.conversation_id
    if filters.metadata:
        answers["metadata"] = contains(metadata, filters.metadata)
    return answers
