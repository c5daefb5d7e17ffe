"""The least that a search can take: one embedding of the question, and one exact scan of all vectors in numpy."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from evals.metrics import percentile
from evals.systems.embedding import Embedding

DEPTH = 10
AT_ONCE = 100_000


async def floor_ms(embedding: Embedding, questions: Sequence[str], size: int) -> dict[str, float]:
    """Medians for random vectors of the model's length: how long a scan takes does not depend on what they mean."""
    rng = np.random.default_rng(1)
    vectors = np.concatenate(
        [rng.standard_normal((min(AT_ONCE, size - first), 384), dtype=np.float32) for first in range(0, size, AT_ONCE)]
    )
    embedding_took, scan_took = [], []
    for question in questions:
        started = time.perf_counter()
        vector = await embedding.query(question)
        embedded = time.perf_counter()
        products = vectors @ vector
        np.argpartition(products, -DEPTH)
        embedding_took.append((embedded - started) * 1000)
        scan_took.append((time.perf_counter() - embedded) * 1000)
    return {"embed": round(percentile(embedding_took, 0.5), 2), "scan": round(percentile(scan_took, 0.5), 2)}
