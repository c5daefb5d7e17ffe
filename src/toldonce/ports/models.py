"""Embedding models and language models."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

Vectors = NDArray[np.float32]
"""Unit vectors, one in a row: shape (texts, dimension)."""


class Embedder(Protocol):
    """Turns text into unit vectors. Raises `EmbeddingFailed`."""

    @property
    def model_name(self) -> str:
        """What the vectors were made by; vectors of two names are never compared."""
        ...

    @property
    def dimension(self) -> int: ...

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """One query, shape (dimension,); goes before passages that wait."""
        ...

    async def embed_passages(self, texts: Sequence[str]) -> Vectors: ...
    def split(self, text: str) -> list[tuple[int, int]]:
        """Character ranges that cover the text, each within the model's window, cut at sentence or word ends."""
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class TokenStates:
    """What a model makes of each token of one text, in its place.

    ``offsets``: its first character and the one after its last, int, shape (tokens, 2), both 0 for tokens that are not
    of the text; ``states``: float32, shape (tokens, size).
    """

    offsets: NDArray[np.int64]
    states: NDArray[np.float32]


class TokenEncoder(Protocol):
    """Looks at texts token by token. Raises `EmbeddingFailed`."""

    async def encode(self, texts: Sequence[str]) -> list[TokenStates]: ...


class QueryVectors(Protocol):
    """Vectors of queries that were embedded before, kept for a while and shared by every process.

    Nothing depends on it: no call raises, and what cannot be reached knows nothing.
    """

    async def get(self, user_id: UUID, model_name: str, text: str) -> NDArray[np.float32] | None:
        """The vector (unit length, shape (dimension,)) of this account's query, or None when it is not known."""
        ...

    async def put(self, user_id: UUID, model_name: str, text: str, vector: NDArray[np.float32]) -> None: ...
    async def purge(self, user_id: UUID) -> None:
        """Forget every query of the account."""
        ...

    async def ping(self) -> bool:
        """Whether what keeps them can be reached."""
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Message:
    """One message for a language model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What a language model answered; token counts where the provider told them."""

    text: str
    input_tokens: int | None = None
    output_tokens: int | None = None


class LLM(Protocol):
    """A language model. Raises `ModelFailed` after its retry budget is used up."""

    @property
    def model_name(self) -> str: ...
    async def complete(
        self, messages: Sequence[Message], *, schema: Mapping[str, JsonValue] | None = None
    ) -> Completion: ...
    def stream(self, messages: Sequence[Message]) -> AsyncIterator[str]: ...
    async def close(self) -> None: ...


Clock = Callable[[], datetime]
"""The time, aware UTC."""
