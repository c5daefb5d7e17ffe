"""Why a memory or turn ranks where it does for a query, or what keeps it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from toldonce.memory.tokens import estimate_tokens
from toldonce.model import ExplainRequest, Explanation, Hit, Memory, SearchResult

FILTERS: Mapping[str, str] = {
    "types": "its type is not among the types asked for",
    "include_turns": "turns are left out (include_turns=false)",
    "since": "it was said before `since`",
    "until": "it was said after `until`",
    "as_of": "it was not true at `as_of`",
    "known_at": "it had not been said, or was no longer believed, at `known_at`",
    "known_at_seq": "it was not known, or no longer believed, at `known_at_seq`",
    "conversation_id": "it belongs to another conversation",
    "metadata": "its metadata does not hold what is asked for",
    "min_confidence": "its confidence is below `min_confidence`",
}


def explanation(
    request: ExplainRequest, passed: Mapping[str, bool], result: SearchResult, memory: Memory | None, now: datetime
) -> Explanation:
    """Say it from what was found.

    ``passed`` tells for each filter whether the item passes it, ``result`` is the search with its reasons and all its
    room, ``memory`` what is asked about, None for a turn.
    """
    item_id = request.memory_id or request.turn_id
    place = next((number for number, hit in enumerate(result.hits, 1) if hit.id == item_id), None)
    shown = _shown(result.hits, request)
    last = shown[-1].score if shown else None
    hit = result.hits[place - 1] if place is not None else None

    def answer(kept_out: str | None, reason: str) -> Explanation:
        return Explanation.model_validate(
            {
                "found": place is not None,
                "place": place,
                "score": hit.score if hit else None,
                "needed_score": last,
                "kept_out": kept_out,
                "reason": reason,
                "why": hit.why if hit else None,
                "up_to_seq": result.up_to_seq,
            }
        )

    failed = [name for name, passes in passed.items() if not passes]
    if failed and failed != ["status"]:
        reasons = [FILTERS[name] for name in failed if name in FILTERS]
        return answer("filter", f"It is kept out by a filter: {'; '.join(reasons)}.")
    if failed and memory is not None:
        return answer("status", f"It is kept out because the memory {_out_of_force(memory, now)}.")
    if hit is None or place is None:
        return answer(
            "arms", "No arm found it: it shares no words with the query and other texts are nearer in meaning."
        )
    if place <= len(shown):
        return answer(None, f"It is hit number {place}.")
    if place <= request.limit:
        return answer("tokens", f"It is in place {place}, but the texts before it use up max_tokens.")
    return answer("limit", f"It is in place {place} of those that were ranked, behind the limit of {request.limit}.")


def _out_of_force(memory: Memory, now: datetime) -> str:
    if memory.status != "current":
        return f"is {memory.status}"
    if memory.expires_at is not None and memory.expires_at <= now:
        return "has expired"
    return "is no longer true: its valid_to has passed"


def _shown(hits: list[Hit], request: ExplainRequest) -> list[Hit]:
    """The hits of the search as it was asked: within the limit of hits and of tokens."""
    shown: list[Hit] = []
    tokens = 0
    for hit in hits[: request.limit]:
        tokens += estimate_tokens(hit.content)
        if request.max_tokens is not None and tokens > request.max_tokens:
            break
        shown.append(hit)
    return shown
