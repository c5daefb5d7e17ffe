"""The vectors of one subject, kept in the process; of many, coarser copies find those that are compared exactly.

The sign of each number of a vector makes a code of one bit a number. How many bits two codes differ in tells roughly
how far apart two vectors are, at a tenth of what their product costs. The nearest by code are compared by numbers of
one byte, which tell nearly the order of the nearest; the nearest of those are compared exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import simsimd
from numpy.typing import NDArray

from toldonce.adapters.postgres.growing import GrowingArray
from toldonce.adapters.postgres.ordered import places_in

EXACT = 12_000
"""Subjects of no more vectors are searched exactly."""
BY_BYTES = 120_000
"""Subjects of no more vectors are compared by bytes as a whole, in two milliseconds: what lies side by side is compared
twice as fast as what is fetched from among others."""
PROMISING = 20_000
"""Vectors of a larger subject that are compared by bytes at least: those that are nearest by code."""
PROMISING_SHARE = 0.06
"""The share of a large subject's vectors that is compared by bytes."""
SPARE = 2
"""Times as many as are wanted are compared exactly: of 200 nearest by a mixture of real turns, all were among the 300
nearest by bytes."""
WORD_BITS = 64
BLOCK = 1_024
"""Vectors fetched at once: what stays in a processor's cache until it is multiplied."""

SIDE_BY_SIDE = 16_384
"""Vectors compared at once where none has to be fetched: a quarter of a millisecond's work."""


class KeptVectors:
    """Vectors of one length in the order of their rows. They have unit length, so their product is the cosine."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._rows = GrowingArray(np.int64)
        self._halves = GrowingArray(np.float16, dimension)
        self._words = [GrowingArray(np.uint64) for _ in range(-(-dimension // WORD_BITS))]
        self._bytes = GrowingArray(np.int8, dimension)
        self._scales = GrowingArray(np.float32)
        """What one of its bytes counts in each vector. Both are empty as long as all are compared exactly."""

    def extend(self, rows: NDArray[np.int64], halves: NDArray[np.uint16]) -> None:
        """Add the vectors of some rows, later than all before: the bits of their half-precision numbers, shape (rows,
        dimension)."""
        self._rows.extend(rows)
        self._halves.extend(halves.view(np.float16))
        if self._halves.count > EXACT:
            numbers, scales = _bytes(self._halves.values[self._bytes.count :])
            self._bytes.extend(numbers)
            self._scales.extend(scales)
        for word, values in zip(self._words, _words(halves >> 15 == 0), strict=True):
            word.extend(values)

    def nearest(
        self, vector: NDArray[np.float32], rows: int, left_out: NDArray[np.int64], wanted: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The ``wanted`` rows of the highest cosine with their cosines, in no order.

        The first ``rows`` are looked at, without those ``left_out``, which are few and in order. The vector is compared
        with half precision, as the database does it.
        """
        count = int(np.searchsorted(self._rows.values, rows))
        its_rows = self._rows.values[:count]
        without = places_in(its_rows, left_out)
        if count > EXACT and len(without) < count:
            places = self._promising(vector, count, without, SPARE * wanted)
            cosines = _products_of(self._halves.values, places, vector)
        else:
            places = np.delete(np.arange(count), without)
            cosines = np.delete(_products(self._halves.values[:count], vector), without)
        if len(places) > wanted:
            best = np.argpartition(cosines, -wanted)[-wanted:]
            places, cosines = places[best], cosines[best]
        return its_rows[places], cosines

    def _promising(
        self, vector: NDArray[np.float32], count: int, without: NDArray[np.int64], wanted: int
    ) -> NDArray[np.int64]:
        """Of the first ``count`` the places of the ``wanted`` nearest by bytes, in order."""
        asked, _ = _bytes(vector[None, :])
        left = count - len(without)
        if count > BY_BYTES:
            distances = self._distances(vector, count)
            distances[without] = self._dimension + 1  # farther than any code can be
            places = _lowest(distances, min(left, max(PROMISING, int(PROMISING_SHARE * count))))
            likeness = _of_each_block(self._bytes.values, places, lambda block: _by_bytes(block, asked))
            likeness *= self._scales.values[places]
        else:
            places = np.arange(count)
            likeness = np.empty(count, np.float32)
            # Block by block: SimSIMD keeps the interpreter from others as long as it compares.
            for first in range(0, count, SIDE_BY_SIDE):
                block = self._bytes.values[first : min(first + SIDE_BY_SIDE, count)]
                likeness[first : first + len(block)] = _by_bytes(block, asked)
            likeness *= self._scales.values[:count]
            likeness[without] = -np.inf
        wanted = min(wanted, left, len(places))
        return np.sort(places[np.argpartition(likeness, -wanted)[len(places) - wanted :]])

    def _distances(self, vector: NDArray[np.float32], count: int) -> NDArray[np.uint16]:
        """In how many bits each code differs from the vector's."""
        distances = np.zeros(count, np.uint16)
        for word, (asked,) in zip(self._words, _words(vector[None, :] >= 0), strict=True):
            distances += np.bitwise_count(word.values[:count] ^ asked)
        return distances


def _words(signs: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Signs, shape (rows, dimension), as words of 64 bits, shape (words, rows)."""
    missing = -signs.shape[1] % WORD_BITS
    padded = np.pad(signs, ((0, 0), (0, missing))) if missing else signs
    return np.ascontiguousarray(np.packbits(padded, axis=1).view(np.uint64).T)


def _lowest(distances: NDArray[np.uint16], wanted: int) -> NDArray[np.int64]:
    """The places of at least ``wanted`` (one or more) lowest distances: all that are as low as the last of them."""
    return np.nonzero(distances <= np.partition(distances, wanted - 1)[wanted - 1])[0]


def _products(halves: NDArray[np.float16], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The inner products of rows with a vector of as many numbers, from -1 to 1."""
    if not len(halves):
        return np.empty(0, np.float32)
    asked = vector.astype(np.float16)[None, :]
    products: NDArray[np.float32] = np.asarray(simsimd.cdist(asked, halves, "inner", out_dtype="float32"))[0]
    return np.clip(products, -1.0, 1.0, out=products)


def _products_of(
    halves: NDArray[np.float16], places: NDArray[np.int64], vector: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The same of some rows."""
    return _of_each_block(halves, places, lambda block: _products(block, vector))


def _by_bytes(numbers: NDArray[np.int8], asked: NDArray[np.int8]) -> Any:
    """The products of rows of bytes with those that are asked for."""
    return np.asarray(simsimd.cdist(asked, numbers, "dot", out_dtype="float32"))[0]


def _bytes(vectors: NDArray[Any]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Vectors, shape (rows, dimension), as numbers of one byte, and how much of each vector one is."""
    one = np.abs(vectors).max(axis=1).astype(np.float32) / 127
    return np.rint(vectors / np.maximum(one, np.finfo(np.float32).tiny)[:, None]).astype(np.int8), one


def _of_each_block(
    vectors: NDArray[Any], places: NDArray[np.int64], compare: Callable[[NDArray[Any]], Any]
) -> NDArray[np.float32]:
    """What comparing some rows gives, in blocks into one piece of memory: fresh memory for each takes as long as the
    rest."""
    compared = np.empty(len(places), np.float32)
    fetched = np.empty((BLOCK, vectors.shape[1]), vectors.dtype)
    for first in range(0, len(places), BLOCK):
        wanted = places[first : first + BLOCK]
        block = fetched[: len(wanted)]
        # "clip" is not needed for what it does: with "raise" numpy copies once more.
        np.take(vectors, wanted, axis=0, out=block, mode="clip")
        compared[first : first + BLOCK] = compare(block)
    return compared
