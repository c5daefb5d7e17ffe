"""The vectors of one subject, kept in the process; of many, codes find those that are compared exactly."""

from __future__ import annotations

import numpy as np
import simsimd
from numpy.typing import NDArray

from toldonce.adapters.postgres.growing import GrowingArray
from toldonce.adapters.postgres.ordered import places_in
from toldonce.adapters.postgres.vector_codes import VectorCodes

EXACT = 5_000
"""Subjects of no more vectors are searched exactly."""
UNCODED = 4_096
"""Vectors beside those with codes, which are compared exactly until they are more."""
OUTGROWN = 4
"""Times as many vectors as there were when the codes were learned: then they are learned anew."""
PROMISING = (1_500, 3_000)
"""Vectors that are compared exactly, those that are nearest by their codes: a tenth of a subject's, within these
bounds."""
PROMISING_OF_MANY = 0.006
"""The share of a very large subject's vectors that is compared exactly."""
BLOCK = 1_024
"""Vectors fetched at once: what stays in a processor's cache until it is multiplied."""


class KeptVectors:
    """Vectors of one length in the order of their rows. They have unit length, so their product is the cosine."""

    def __init__(self, dimension: int) -> None:
        self._rows = GrowingArray(np.int64)
        self._halves = GrowingArray(np.float16, dimension)
        self._codes: VectorCodes | None = None

    def extend(self, rows: NDArray[np.int64], halves: NDArray[np.uint16]) -> None:
        """Add the vectors of some rows, later than all before: the bits of their half-precision numbers, shape (rows,
        dimension)."""
        self._rows.extend(rows)
        self._halves.extend(halves.view(np.float16))

    @property
    def are_codes_wanted(self) -> bool:
        """Whether `codes` should be made and taken: many vectors have none, or theirs were learned of far fewer."""
        count = self._halves.count
        return count > EXACT and (
            self._codes is None or count - self._codes.count > UNCODED or count >= OUTGROWN * self._codes.learned_of
        )

    def codes(self) -> VectorCodes:
        """Codes of what is there now. Any thread may make them."""
        halves, codes = self._halves.values, self._codes
        if codes is None or len(halves) >= OUTGROWN * codes.learned_of:
            return VectorCodes.of(halves)
        return codes.with_more(halves[codes.count :])

    def take(self, codes: VectorCodes) -> None:
        """Go by these from now on."""
        self._codes = codes

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
        codes = self._codes
        if codes is not None and count > EXACT:
            fewest, most = PROMISING
            promising = max(wanted, fewest, min(most, count // 10), int(PROMISING_OF_MANY * count))
            uncoded = np.setdiff1d(np.arange(codes.count, count), without, assume_unique=True)
            places = np.concatenate([codes.nearest(vector, count, without, promising), uncoded])
            cosines = _products_of(self._halves.values, places, vector)
        else:
            places = np.delete(np.arange(count), without)
            cosines = np.delete(_products(self._halves.values[:count], vector), without)
        if len(places) > wanted:
            best = np.argpartition(cosines, -wanted)[-wanted:]
            places, cosines = places[best], cosines[best]
        return its_rows[places], cosines


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
    fetched = np.empty((BLOCK, halves.shape[1]), halves.dtype)
    for first in range(0, len(places), BLOCK):
        wanted = places[first : first + BLOCK]
        block = fetched[: len(wanted)]
        # "clip" is not needed for what it does: with "raise" numpy copies once more.
        np.take(halves, wanted, axis=0, out=block, mode="clip")
        products[first : first + BLOCK] = _products(block, vector)
    return products
