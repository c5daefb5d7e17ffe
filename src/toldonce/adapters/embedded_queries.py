"""What every embedder does with its vectors: they have length one, and those of the latest queries are remembered."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from toldonce.errors import EmbeddingFailed
from toldonce.ports import Vectors

CACHED_QUERIES = 1_024


class QueryCache:
    """The latest queries with their vectors, which become read-only; used from one event loop."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def get(self, text: str) -> NDArray[np.float32] | None:
        """Its vector, if it is among the latest."""
        vector = self._vectors.get(text)
        if vector is not None:
            self._vectors.move_to_end(text)
        return vector

    def put(self, text: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Remember a query; the vector as it is kept, read-only."""
        vector = vector.copy()  # not a row that keeps its whole batch
        vector.flags.writeable = False
        self._vectors[text] = vector
        self._vectors.move_to_end(text)
        if len(self._vectors) > self._size:
            self._vectors.popitem(last=False)
        return vector


def unit(vectors: Vectors) -> Vectors:
    """Vectors of length one, a row each. Raises `EmbeddingFailed` for numbers that are not finite."""
    if not np.isfinite(vectors).all():
        raise EmbeddingFailed("The embedding model answered numbers that are not finite.")
    scaled: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return scaled.astype(np.float32, copy=False)
