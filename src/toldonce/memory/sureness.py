"""How sure a result is, moved by what its hits tell of the thing that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from toldonce.memory.abstain import is_answerable
from toldonce.model import Hit, SearchResult

KNOWN = 0.75
"""The least confidence where a memory holds the very thing that is asked for."""

TOLD = 0.6
"""The least where a turn tells of the thing that was not understood as it."""

UNTOLD_SHARE = 0.4
"""What is left of the confidence where nothing that was found tells of it."""


def as_sure_as_nothing_is_told(result: SearchResult) -> SearchResult:
    """The result with what is left of its confidence where nothing that was found tells of the thing."""
    return _with(result, round(result.confidence * UNTOLD_SHARE, 4))


def at_least(result: SearchResult, confidence: float) -> SearchResult:
    """The result with this confidence, unless it has more."""
    return _with(result, max(result.confidence, confidence))


def _with(result: SearchResult, confidence: float) -> SearchResult:
    return result.model_copy(update={"confidence": confidence, "answerable": is_answerable(confidence)})


def first(telling: Sequence[Hit], result: SearchResult) -> SearchResult:
    """The result with what tells of the thing before the rest."""
    told = {hit.id for hit in telling}
    best = max((hit.score for hit in result.hits), default=0.0)
    before = [hit.model_copy(update={"score": best}) for hit in telling]
    return result.model_copy(update={"hits": [*before, *(hit for hit in result.hits if hit.id not in told)]})
