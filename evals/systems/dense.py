"""Exact search by the product's own embedding model, and its rank fusion with BM25."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
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
KNOWN = "SELECT vector FROM vectors WHERE digest = ?"
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
    """The vectors of the texts. What the same model has embedded before, in any conversation, comes from the cache:
    the haystacks of LongMemEval are made of the same sessions."""
    digests = [hashlib.sha256(f"{embedding.name}\0{text}".encode()).digest() for text in texts]
    with contextlib.closing(_cache()) as kept:
        known = {digest: row[0] for digest in digests if (row := kept.execute(KNOWN, [digest]).fetchone())}
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        if new:
            vectors = await embedding.passages(list(new.values()))
            known |= {digest: vector.tobytes() for digest, vector in zip(new, vectors, strict=True)}
            kept.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", [(digest, known[digest]) for digest in new])
            kept.commit()
    return np.stack([np.frombuffer(known[digest], np.float32) for digest in digests])


def _cache() -> sqlite3.Connection:
    CACHE.mkdir(parents=True, exist_ok=True)
    kept = sqlite3.connect(CACHE / "vectors.sqlite")
    kept.execute("CREATE TABLE IF NOT EXISTS vectors (digest BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
    return kept
