"""mem0 on the same turns and questions, one after another: its default local store, no language model."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from evals.metrics import percentile
from evals.systems.embedding import Embedding
from evals.systems.mem0 import open_mem0

PATIENCE_SECONDS = 120.0
"""So long turns are written; a size that it does not reach by then is left out, and how far it came is told."""


async def mem0_ms(embedding: Embedding, texts: Sequence[str], questions: Sequence[str]) -> dict[str, Any]:
    """Write all texts, then search."""
    async with open_mem0(embedding) as mem0:
        writes: list[float] = []
        begun = time.perf_counter()
        for number, text in enumerate(texts):
            if time.perf_counter() - begun > PATIENCE_SECONDS:
                break
            started = time.perf_counter()
            await mem0.call({"add": text, "role": "user", "user": "bench", "turn": number})
            writes.append((time.perf_counter() - started) * 1000)
        searches = []
        for question in questions:
            started = time.perf_counter()
            await mem0.call({"search": question, "user": "bench", "depth": 10})
            searches.append((time.perf_counter() - started) * 1000)
    return {
        "turns": len(writes),
        "write_ms": {"p50": round(percentile(writes, 0.5), 2), "p99": round(percentile(writes, 0.99), 2)},
        "search_ms": {"p50": round(percentile(searches, 0.5), 2), "p95": round(percentile(searches, 0.95), 2)},
    }
