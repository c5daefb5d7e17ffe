"""The threads that run the embedding model: queries first, passages in small batches between them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from toldonce.errors import EmbeddingFailed
from toldonce.ports import Vectors

BATCH_TOKENS = 256
"""Padded tokens in one run: about 35 ms on one core, the longest that a query waits; more tokens do not run faster."""
BATCH_TEXTS = 32

T = TypeVar("T")
Encode = Callable[[str], list[int]]
Run = Callable[[Sequence[Sequence[int]]], Vectors]


class _Query:
    def __init__(self, text: str) -> None:
        self.text = text
        self.vector: Future[NDArray[np.float32]] = Future()


class _Passages:
    """Texts of one call, worked off from the shortest to the longest; ``encoded`` wait for their run.

    One thread at a time takes a batch out of it; ``missing`` counts the rows whose runs have not ended.
    """

    def __init__(self, texts: Sequence[str], dimension: int) -> None:
        self.texts = list(texts)
        self.waiting = deque(sorted(range(len(texts)), key=lambda index: len(texts[index])))
        self.encoded: deque[tuple[int, list[int]]] = deque()
        self.rows = np.zeros((len(texts), dimension), np.float32)
        self.missing = len(texts)
        self.vectors: Future[Vectors] = Future()

    @property
    def unfinished(self) -> bool:
        return bool(self.waiting or self.encoded) and not self.vectors.done()


class InferenceThreads:
    """Owns the threads; every method may be called from any thread and returns at once."""

    def __init__(self, encode: Encode, run: Run, dimension: int, *, threads: int = 1) -> None:
        """``encode`` gives the token ids of a text, ``run`` the unit vectors of a batch; they are called from
        ``threads`` threads at the same time, and from no other."""
        self._encode = encode
        self._run = run
        self._dimension = dimension
        self._queries: deque[_Query] = deque()
        self._passages: deque[_Passages] = deque()
        self._shared: deque[_Passages] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"embedding-{number}", daemon=True) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def embed_query(self, text: str) -> Future[NDArray[np.float32]]:
        """Its vector, shape (dimension,); a query that is cancelled while it waits is never run."""
        query = _Query(text)
        self._put(self._queries, query)
        return query.vector

    def embed_passages(self, texts: Sequence[str]) -> Future[Vectors]:
        """Their vectors in the order of ``texts``; calls that wait together take turns."""
        passages = _Passages(texts, self._dimension)
        self._put(self._passages, passages)
        return passages.vectors

    def close(self) -> None:
        """End each thread after the batch it is at; what still waits fails with `EmbeddingFailed`."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        closed = EmbeddingFailed("The embedding model was closed before it could answer.")
        unanswered: list[Future[Any]] = [one.vector for one in self._queries]
        unanswered += [one.vectors for one in (*self._passages, *self._shared)]
        for future in unanswered:
            if not future.done() and future.set_running_or_notify_cancel():
                future.set_exception(closed)

    def _put(self, queue: deque[T], work: T) -> None:
        with self._changed:
            if self._closed:
                raise EmbeddingFailed("The embedding model has been closed.")
            queue.append(work)
            self._changed.notify()

    def _work(self) -> None:
        while True:
            with self._changed:
                while not (self._queries or self._passages or self._shared or self._closed):
                    self._changed.wait()
                if self._closed:
                    break
                queries = list(self._queries)
                self._queries.clear()
                passages = None if queries else (self._passages or self._shared).popleft()
            if passages is None:
                self._answer(queries)
            elif passages.unfinished:
                self._advance(passages)

    def _answer(self, queries: Sequence[_Query]) -> None:
        alive = [query for query in queries if query.vector.set_running_or_notify_cancel()]
        encoded: deque[tuple[int, list[int]]] = deque()
        for number, query in enumerate(alive):
            try:
                encoded.append((number, self._encode(query.text)))
            except Exception as fault:
                query.vector.set_exception(_failure(fault))
        encoded = deque(sorted(encoded, key=lambda item: len(item[1])))
        while encoded:
            batch = _next_batch(encoded)
            try:
                vectors = self._run([tokens for _, tokens in batch])
            except Exception as fault:
                for number, _ in batch:
                    alive[number].vector.set_exception(_failure(fault))
            else:
                for (number, _), vector in zip(batch, vectors, strict=True):
                    alive[number].vector.set_result(vector)

    def _advance(self, passages: _Passages) -> None:
        """Run one batch; then the passages go behind the others that wait. A thread for which nothing waits goes on
        with them meanwhile."""
        try:
            if not passages.encoded:
                indices = [passages.waiting.popleft() for _ in range(min(BATCH_TEXTS, len(passages.waiting)))]
                encoded = [(index, self._encode(passages.texts[index])) for index in indices]
                passages.encoded.extend(sorted(encoded, key=lambda item: len(item[1])))
            batch = _next_batch(passages.encoded)
            if passages.unfinished:
                self._put(self._shared, passages)
            vectors = self._run([tokens for _, tokens in batch])
        except Exception as fault:
            self._end(passages, _failure(fault))
            return
        with self._changed:
            passages.rows[[index for index, _ in batch]] = vectors
            passages.missing -= len(batch)
            last = passages.missing == 0
            if passages in self._shared:
                self._shared.remove(passages)
                self._passages.append(passages)
        if last:
            self._end(passages)

    def _end(self, passages: _Passages, failure: EmbeddingFailed | None = None) -> None:
        """Answer once; of several batches that fail, the first tells."""
        with self._changed:
            if passages.vectors.done() or not passages.vectors.set_running_or_notify_cancel():
                return
            if failure is not None:
                passages.vectors.set_exception(failure)
            else:
                passages.vectors.set_result(passages.rows)


def _next_batch(encoded: deque[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """Take texts from the left, in order of growing length, as long as they fit one run when padded; at least one."""
    batch = [encoded.popleft()]
    while encoded and len(batch) < BATCH_TEXTS and (len(batch) + 1) * len(encoded[0][1]) <= BATCH_TOKENS:
        batch.append(encoded.popleft())
    return batch


def _failure(fault: Exception) -> EmbeddingFailed:
    failure = EmbeddingFailed(f"The embedding model could not work ({type(fault).__name__}): try again shortly.")
    failure.__cause__ = fault
    return failure
