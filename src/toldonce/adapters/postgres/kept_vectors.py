"""The vectors of one subject, kept in the process: a bit for each number finds many, half-precision numbers judge them.

The sign of each number of a vector makes a code of one bit a number. How many bits two codes differ in tells roughly
how far apart two vectors are, at a hundredth of what their product costs; the nearest by code are then compared
exactly.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.growing import GrowingArray
from toldonce.adapters.postgres.ordered import places_in

COMPARED = 2_000
"""Vectors compared exactly at least: a millisecond's work. Subjects of no more are searched exactly."""
COMPARED_SHARE = 0.015
"""The share of a large subject's vectors that is compared exactly."""
WORD_BITS = 64
BLOCK = 256
FRACTION_BITS_MORE = 13
SIGN_EXPONENT_FRACTION = np.int32(-0x70000001)
"""Bits 31 (the sign) and 27 to 0: between them stand copies of the sign."""
EXPONENT_LACKING = np.float32(2.0**112)


class KeptVectors:
    """Vectors of one length in the order of their rows. They have unit length, so their product is the cosine."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._rows = GrowingArray(np.int64)
        self._halves = GrowingArray(np.uint16, dimension)
        self._words = [GrowingArray(np.uint64) for _ in range(-(-dimension // WORD_BITS))]

    def extend(self, rows: NDArray[np.int64], halves: NDArray[np.uint16]) -> None:
        """Add the vectors of some rows, later than all before: the bits of their half-precision numbers, shape (rows,
        dimension)."""
        self._rows.extend(rows)
        self._halves.extend(halves)
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
        are compared exactly (by default as many as promise practically all of the nearest).
        """
        count = int(np.searchsorted(self._rows.values, rows))
        its_rows = self._rows.values[:count]
        without = places_in(its_rows, left_out)
        compared = compared or max(COMPARED, 4 * wanted, int(COMPARED_SHARE * count))
        if count - len(without) > compared:
            distances = self._distances(vector, count)
            distances[without] = self._dimension + 1  # farther than any code can be
            places = _lowest(distances, compared)
        else:
            places = np.delete(np.arange(count), without)
        cosines = np.clip(_products(self._halves.values, places, vector), -1.0, 1.0)
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


def _products(
    halves: NDArray[np.uint16], places: NDArray[np.int64], vector: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The inner products of some rows with a vector, in blocks that stay in the processor's cache.

    The sign, exponent and fraction of a half-precision number are moved to where a single-precision one has them; what
    is lacking to its exponent then, the vector makes up for. numpy's own conversion takes ten times as long, and fresh
    memory for each block twice as long as the arithmetic.
    """
    signed, raised = halves.view(np.int16), vector * EXPONENT_LACKING
    products = np.empty(len(places), np.float32)
    sent = np.empty((BLOCK, len(vector)), np.int16)
    moved = np.empty((BLOCK, len(vector)), np.int32)
    for first in range(0, len(places), BLOCK):
        wanted = places[first : first + BLOCK]
        block = moved[: len(wanted)]
        # "clip" is not needed for what it does: with "raise" numpy copies once more.
        np.take(signed, wanted, axis=0, out=sent[: len(wanted)], mode="clip")
        np.left_shift(sent[: len(wanted)], FRACTION_BITS_MORE, out=block, dtype=np.int32)
        block &= SIGN_EXPONENT_FRACTION
        np.dot(block.view(np.float32), raised, out=products[first : first + BLOCK])
    return products
