"""The most that a bulk can reach: the embedding model alone with the same turns, nothing stored."""

from __future__ import annotations

import time
from collections.abc import Sequence

from evals.systems.embedding import Embedding
from toldonce import TurnRequest


async def embedded_per_second(embedding: Embedding, turns: Sequence[TurnRequest], at_once: int) -> float:
    """Turns a second, ``at_once`` in one call as in one request, on all the threads that the service would use."""
    texts = [f"{turn.speaker}: {turn.content}" for turn in turns]
    started = time.perf_counter()
    for first in range(0, len(texts), at_once):
        await embedding.passages(texts[first : first + at_once], at_once=at_once)
    return round(len(texts) / (time.perf_counter() - started), 1)
