"""Codes of vectors, by which those are found in a few milliseconds that are then compared exactly.

Product quantization (Jégou, Douze, Schmid: Product Quantization for Nearest Neighbor Search, 2011): of each four
numbers of a vector, the code says in four bits which of sixteen quadruples they resemble most. A question's products
with these sixteen fit into a processor's register, which looks up 32 codes at once (André, Kermarrec, Le Scouarnec:
Quicker ADC, 2019; FAISS' fast scan).

The numbers are not those of the model: a vector is told along the directions in which the subject's vectors spread most
(their principal components), turned at random, so that each four of them tell about as much as any others.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.blas import keep_products_to_their_threads
from toldonce.adapters.postgres.ordered import is_among

if TYPE_CHECKING:
    import faiss

TOLD = 2 / 3
"""The share of a vector's numbers that is told: where fewer are, more has to be compared exactly."""
NUMBERS = 4
"""Numbers of a vector that share a code."""
BITS = 4
SAMPLE = 4_096
"""Vectors at most of which the sixteen are learned: FAISS looks at no more."""
ROUNDS = 10
"""Of k-means, by which they are learned."""
AT_ONCE = 16_384
"""Vectors that are coded at once."""


@dataclass(frozen=True, slots=True)
class VectorCodes:
    """Codes of the first vectors of a subject, which never change: `with_more` makes others.

    ``learned_of``: how many vectors there were when the sixteen of each four numbers were learned.
    """

    _index: faiss.Index
    _directions: NDArray[np.float32]
    learned_of: int

    @classmethod
    def of(cls, halves: NDArray[np.float16]) -> VectorCodes:
        """Those of some vectors, shape (rows, dimension), sixteen or more: a moment's work for
        ten thousand, seconds' for a million."""
        faiss = _faiss()
        sample = halves[:: -(-len(halves) // SAMPLE)].astype(np.float32)
        directions = _directions(sample)
        width = directions.shape[1]
        index = faiss.IndexPQFastScan(width, width // NUMBERS, BITS, faiss.METRIC_INNER_PRODUCT)
        index.pq.cp.niter = ROUNDS
        index.train(sample @ directions)
        _add(index, halves, directions)
        return cls(index, directions, len(halves))

    @property
    def count(self) -> int:
        """How many vectors are coded."""
        return int(self._index.ntotal)

    def with_more(self, halves: NDArray[np.float16]) -> VectorCodes:
        """The same with vectors added at the end: FAISS may not add to what others search."""
        index = _faiss().clone_index(self._index)
        _add(index, halves, self._directions)
        return VectorCodes(index, self._directions, self.learned_of)

    def nearest(
        self, vector: NDArray[np.float32], count: int, left_out: NDArray[np.int64], wanted: int
    ) -> NDArray[np.int64]:
        """The places, in order, of the ``wanted`` (or of all, if they are fewer) of the first ``count`` whose products
        with the vector seem highest; none of those ``left_out``."""
        there = min(count, self.count)
        asked_for = min(self.count, wanted + self.count - there + len(left_out))
        found = self._index.search(vector[None, :] @ self._directions, asked_for)[1][0]
        found = found[(found >= 0) & (found < there) & ~is_among(found, left_out)][:wanted]
        if len(found) < min(wanted, there - int(np.searchsorted(left_out, there))):
            # FAISS leaves out what has the lowest product that its two bytes can say, which may be that of many.
            others = np.setdiff1d(np.arange(there), np.concatenate([found, left_out]), assume_unique=True)
            found = np.concatenate([found, others[: wanted - len(found)]])
        return np.sort(found)


def _faiss() -> ModuleType:
    """The library, loaded when it is first wanted, at work in the thread that asks alone."""
    import faiss

    keep_products_to_their_threads()
    faiss.omp_set_num_threads(1)
    return faiss


def _directions(sample: NDArray[np.float32]) -> NDArray[np.float32]:
    """Shape (dimension, told numbers), a multiple of `NUMBERS`. Products with a question are to be told apart, not the
    vectors themselves: no mean is taken from them."""
    dimension = sample.shape[1]
    width = -(-round(TOLD * dimension) // NUMBERS) * NUMBERS
    _, spread = np.linalg.eigh(sample.T @ sample)
    turned, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((width, width)))
    return np.ascontiguousarray(spread[:, ::-1][:, :width] @ turned[: min(width, dimension)], np.float32)


def _add(index: faiss.Index, halves: NDArray[np.float16], directions: NDArray[np.float32]) -> None:
    for first in range(0, len(halves), AT_ONCE):
        index.add(halves[first : first + AT_ONCE].astype(np.float32) @ directions)
