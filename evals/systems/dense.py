"""Exact search by the product's own embedding model, and its rank fusion with BM25."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.datasets import DataConversation
from evals.systems.corpus import best_by_turn, chunks_of, ranking_of, ranking_of_turns
from evals.systems.embedding import Embedding
from evals.systems.lexical import LexicalIndex
from evals.systems.ranking import BASELINE_DEPTH, Answers

CACHE = Path("evals/out/vectors")
FUSION_K = 60
"""The constant of reciprocal-rank fusion in Cormack, Clarke and Buettcher (SIGIR 2009)."""


class Dense:
    """Cosine with every chunk, exactly."""

    name = "dense, exact"

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding

    async def answer(self, conversation: DataConversation) -> Answers:
        """Embed the chunks (cached), rank turns by their best chunk."""
        chunks = chunks_of(conversation)
        vectors = await _cached(self._embedding, [chunk.text for chunk in chunks])
        rankings = []
        for question in conversation.questions:
            started = time.perf_counter()
            scores = vectors @ await self._embedding.query(question.text)
            took = (time.perf_counter() - started) * 1000
            rankings.append(ranking_of(conversation, chunks, scores, BASELINE_DEPTH, took))
        return Answers(rankings)


class Fused:
    """Reciprocal-rank fusion of BM25 and dense, equally weighted."""

    name = "BM25 + dense, rank fusion"

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding

    async def answer(self, conversation: DataConversation) -> Answers:
        """Rank the turns by both, then by the sum of the reciprocal ranks."""
        chunks = chunks_of(conversation)
        texts = [chunk.text for chunk in chunks]
        index, vectors = LexicalIndex(texts), await _cached(self._embedding, texts)
        count = len(conversation.turns)
        rankings = []
        for question in conversation.questions:
            started = time.perf_counter()
            lexical = best_by_turn(chunks, index.scores(question.text), count)
            dense = best_by_turn(chunks, vectors @ await self._embedding.query(question.text), count)
            fused = reciprocal_ranks(lexical, least=1e-9) + reciprocal_ranks(dense)
            took = (time.perf_counter() - started) * 1000
            rankings.append(ranking_of_turns(conversation, fused, BASELINE_DEPTH, took))
        return Answers(rankings)


def reciprocal_ranks(scores: NDArray[np.floating], least: float = -np.inf) -> NDArray[np.float64]:
    """1 / (60 + rank) of each, 0 for those below ``least``."""
    ranks = np.empty(len(scores), np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return np.where(scores >= least, 1.0 / (FUSION_K + ranks), 0.0)


async def _cached(embedding: Embedding, texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors of the texts, from the cache when the same model has embedded the same texts before."""
    digest = hashlib.sha256("\0".join([embedding.name, *texts]).encode()).hexdigest()[:32]
    path = CACHE / f"{digest}.npy"
    if path.exists():
        stored: NDArray[np.float32] = np.load(path)
        return stored
    vectors = await embedding.passages(texts)
    await asyncio.to_thread(_keep, path, vectors)
    return vectors


def _keep(path: Path, vectors: NDArray[np.float32]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, vectors)
