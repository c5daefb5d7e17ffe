"""An embedder that needs no model: texts that share words point in similar directions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from toldonce.errors import EmbeddingFailed

DIMENSION = 64


class WordEmbedder:
    """Deterministic; splits at 200 characters; `fail` makes it raise."""

    model_name = "words/1"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.fail = False
        self.embedded: list[str] = []

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        return self._vector(text)

    async def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(len(texts), DIMENSION)

    def split(self, text: str) -> list[tuple[int, int]]:
        return [(first, min(first + 200, len(text))) for first in range(0, len(text), 200)]

    async def close(self) -> None:
        pass

    def _vector(self, text: str) -> NDArray[np.float32]:
        if self.fail:
            raise EmbeddingFailed("The embedding model is away.")
        vector = np.full(DIMENSION, 1e-3, dtype=np.float32)
        for word in text.casefold().split():
            vector[hashlib.sha256(word.encode()).digest()[0] % DIMENSION] += 1
        return vector / np.linalg.norm(vector)
