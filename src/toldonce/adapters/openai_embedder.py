"""Text to unit vectors with any OpenAI-compatible endpoint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.embedded_queries import CACHED_QUERIES, QueryCache, unit
from toldonce.adapters.model_endpoint import Endpoint, EndpointFailed, KeyHeader
from toldonce.adapters.splitting import split_text
from toldonce.errors import EmbeddingFailed
from toldonce.ports import Vectors


class OpenAIEmbedder:
    """An `Embedder` over any OpenAI-compatible ``/embeddings`` endpoint; made with `open`."""

    def __init__(self, endpoint: Endpoint, model: str, dimension: int, *, shorten: bool, batch_size: int) -> None:
        """``shorten``: ask the endpoint for vectors of ``dimension`` numbers instead of its usual ones."""
        self._endpoint = endpoint
        self._model = model
        self._dimension = dimension
        self._shorten = shorten
        self._batch_size = batch_size
        self._cache = QueryCache(CACHED_QUERIES)

    @classmethod
    async def open(
        cls,
        base_url: str,
        api_key: str | None,
        model: str,
        dimension: int | None = None,
        *,
        timeout: float = 30.0,
        batch_size: int = 64,
    ) -> Self:
        """Ask the endpoint for one vector: it tells whether it works and, without ``dimension``, how long vectors are.

        ``base_url`` ends before ``/embeddings``; ``timeout`` bounds one call with its retries, in seconds. Raises
        `EmbeddingFailed`.
        """
        try:
            endpoint = Endpoint(
                "embedding model",
                base_url,
                key=KeyHeader("authorization", f"Bearer {api_key}") if api_key else None,
                timeout=timeout,
                url_setting="EMBEDDING_BASE_URL",
                key_setting="OPENAI_API_KEY",
            )
        except EndpointFailed as failed:
            raise EmbeddingFailed(failed.sentence) from failed
        embedder = cls(endpoint, model, dimension or 0, shorten=dimension is not None, batch_size=batch_size)
        try:
            first = await embedder._ask(["dimension"])
        except BaseException:
            await endpoint.close()
            raise
        embedder._dimension = int(first.shape[1])
        return embedder

    @property
    def model_name(self) -> str:
        """The model as the endpoint calls it, with the length of its vectors."""
        return f"{self._model}/{self._dimension}"

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._dimension

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """One query, shape (dimension,); the latest ones are remembered. Read-only."""
        vector = self._cache.get(text)
        if vector is None:
            vector = (await self._ask([text]))[0]
            vector = self._cache.put(text, vector)
        return vector

    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (texts, dimension), asked for in batches, one after the other."""
        rows = [
            await self._ask(texts[first : first + self._batch_size]) for first in range(0, len(texts), self._batch_size)
        ]
        return np.concatenate(rows) if rows else np.zeros((0, self._dimension), np.float32)

    def split(self, text: str) -> list[tuple[int, int]]:
        """Ranges of at most 1,200 characters (600 of scripts that take more tokens), cut at paragraph, sentence or word
        ends: the endpoint's tokenizer is not known, and 512 tokens is the smallest usual window."""
        return split_text(text, 1_200, _cautious_ends)

    async def close(self) -> None:
        """Close the connections."""
        await self._endpoint.close()

    async def _ask(self, texts: Sequence[str]) -> Vectors:
        # An endpoint refuses an empty text.
        body: dict[str, Any] = {"model": self._model, "input": [text or " " for text in texts]}
        if self._shorten and self._dimension:
            body["dimensions"] = self._dimension
        try:
            answer = await self._endpoint.post("/embeddings", body)
        except EndpointFailed as failed:
            raise EmbeddingFailed(failed.sentence) from failed
        try:
            rows = sorted(answer["data"], key=lambda row: row["index"])
            vectors = np.asarray([row["embedding"] for row in rows], np.float32)
        except (KeyError, TypeError, ValueError) as fault:
            raise EmbeddingFailed("The embedding model's answer holds no list of vectors.") from fault
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise EmbeddingFailed(f"The embedding model answered {len(rows)} vectors to {len(texts)} texts.")
        if self._dimension and vectors.shape[1] != self._dimension:
            raise EmbeddingFailed(
                f"The embedding model answers vectors of {vectors.shape[1]} numbers instead of {self._dimension}."
            )
        return unit(vectors)


def _cautious_ends(text: str) -> list[int]:
    """As if every character were a token, and two beyond the Latin scripts."""
    return [end for end, character in enumerate(text, 1) for _ in range(1 if character < "\u0300" else 2)]
