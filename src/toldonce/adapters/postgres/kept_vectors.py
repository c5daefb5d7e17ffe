"""The vectors of one subject, kept in the process: a bit for each number finds many, half-precision numbers judge them.

The sign of each number of a vector makes a code of one bit a number. How many bits two codes differ in tells roughly
how far apart two vectors are, at a tenth of what their product costs; the nearest by code are then compared exactly.
"""

from __future__ import annotations

import numpy as np
import simsimd
from numpy.typing import NDArray

from toldonce.adapters.postgres.growing import GrowingArray
from toldonce.adapters.postgres.ordered import places_in

EXACT = 12_000
"""Subjects of no more vectors are searched exactly: what lies side by side is compared three times as fast as what is
fetched from among others."""
COMPARED = 5_000
"""Vectors of a larger subject that are compared exactly at least: a millisecond's work."""
COMPARED_SHARE = 0.03
"""The share of a large subject's vectors that is compared exactly."""
WORD_BITS = 64
BLOCK = 1_024
"""Vectors fetched at once: what stays in a processor's cache until it is multiplied."""


class KeptVectors:
    """Vectors of one length in the order of their rows. They have unit length, so their product is the cosine."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._rows = GrowingArray(np.int64)
        self._halves = GrowingArray(np.float16, dimension)
        self._words = [GrowingArray(np.uint64) for _ in range(-(-dimension // WORD_BITS))]

    def extend(self, rows: NDArray[np.int64], halves: NDArray[np.uint16]) -> None:
        """Add the vectors of some rows, later than all before: the bits of their half-precision numbers, shape (rows,
        dimension)."""
        self._rows.extend(rows)
        self._halves.extend(halves.view(np.float16))
        for word, values in zip(self._words, _words(halves >> 15 == 0), strict=True):
            word.extend(values)

    def nearest(
        self,
        vector: NDArray[np.float32],
        rows: int,
        left_out: NDArray[np.int64],
        wanted: int,
        compared: int | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The ``wanted`` rows of the highest cosine with their cosines, in no order.

        The first ``rows`` are looked at, without those ``left_out``, which are few and in order. ``compared`` vectors
        are compared exactly (by default as many as promise practically all of the nearest), and the vector with half
        precision, as the database does it.
        """
        count = int(np.searchsorted(self._rows.values, rows))
        its_rows = self._rows.values[:count]
        without = places_in(its_rows, left_out)
        few = compared or EXACT
        compared = compared or max(COMPARED, 4 * wanted, int(COMPARED_SHARE * count))
        if count - len(without) > max(few, compared):
            distances = self._distances(vector, count)
            distances[without] = self._dimension + 1  # farther than any code can be
            places = _lowest(distances, compared)
            cosines = _products_of(self._halves.values, places, vector)
        else:
            places = np.delete(np.arange(count), without)
            cosines = np.delete(_products(self._halves.values[:count], vector), without)
        if len(places) > wanted:
            best = np.argpartition(cosines, -wanted)[-wanted:]
            places, cosines = places[best], cosines[best]
        return its_rows[places], cosines

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
    """The places of at least ``wanted`` lowest distances: all that are as low as the last of them."""
    reached = np.searchsorted(np.cumsum(np.bincount(distances)), wanted)
    return np.nonzero(distances <= reached)[0]


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
    """The same of some rows, in blocks into one piece of memory: fresh memory for each takes as long as the rest."""
    products = np.empty(len(places), np.float32)
    fetched = np.empty((BLOCK, len(vector)), np.float16)
    for first in range(0, len(places), BLOCK):
        wanted = places[first : first + BLOCK]
        block = fetched[: len(wanted)]
        # "clip" is not needed for what it does: with "raise" numpy copies once more.
        np.take(halves, wanted, axis=0, out=block, mode="clip")
        products[first : first + BLOCK] = _products(block, vector)
    return products
