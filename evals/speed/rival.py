"""mem0 on the same turns and questions, one after another: its default local store, no language model.

Only the last turns are written one by one, as an application writes them: its store is filled with the others at once.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from evals.metrics import percentile
from evals.systems.embedding import Embedding
from evals.systems.mem0 import open_mem0

SINGLE_WRITES = 100
AT_ONCE = 500
PATIENCE_SECONDS = 300.0
"""So long its store is filled; a size that it does not reach by then is left out, and how far it came is told."""


async def mem0_ms(embedding: Embedding, texts: Sequence[str], questions: Sequence[str]) -> dict[str, Any]:
    """Fill it, write the last `SINGLE_WRITES` texts, then search."""
    messages = [{"role": "user", "content": text, "turn": number} for number, text in enumerate(texts)]
    before, last = messages[:-SINGLE_WRITES], messages[-SINGLE_WRITES:]
    async with open_mem0(embedding) as mem0:
        filled, begun = 0, time.perf_counter()
        while filled < len(before) and time.perf_counter() - begun <= PATIENCE_SECONDS:
            more = before[filled : filled + AT_ONCE]
            await mem0.call({"fill": more, "user": "bench"})
            filled += len(more)
        writes, searches = [], []
        for each in last:
            started = time.perf_counter()
            await mem0.call({"add": each["content"], "role": each["role"], "user": "bench", "turn": each["turn"]})
            writes.append((time.perf_counter() - started) * 1000)
        for question in questions:
            started = time.perf_counter()
            await mem0.call({"search": question, "user": "bench", "depth": 10})
            searches.append((time.perf_counter() - started) * 1000)
    return {
        "turns": filled + len(writes),
        "write_ms": {"p50": round(percentile(writes, 0.5), 2), "p99": round(percentile(writes, 0.99), 2)},
        "search_ms": {"p50": round(percentile(searches, 0.5), 2), "p95": round(percentile(searches, 0.95), 2)},
    }
