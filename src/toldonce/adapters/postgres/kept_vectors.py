"""The vectors of one subject, kept in the process; of many, short copies find those that are compared exactly.

A short copy is what of a vector lies along the directions in which the subject's vectors spread most (its principal
components), numbers of one byte. A quarter as many numbers tell nearly the order of the nearest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np
import simsimd
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from toldonce.adapters.postgres.growing import GrowingArray, GrowingColumns
from toldonce.adapters.postgres.ordered import places_in

EXACT = 5_000
"""Subjects of no more vectors are searched exactly."""
DIRECTIONS = 96
"""Numbers of a short copy at most."""
SAMPLE = 12_000
"""Vectors at most that show in which directions a subject's vectors spread."""
OUTGROWN = 4
"""Times as many vectors as there were when the directions were found: then they are found anew."""
PROMISING = (1_000, 3_000)
"""Vectors that are compared exactly, those that are nearest by their short copies: a tenth of a subject's, within these
bounds."""
PROMISING_OF_MANY = 0.003
"""The share of a very large subject's vectors that is compared exactly."""
PROBED = 31
"""One likeness in so many tells how high the best are, when there are far more: a prime, lest what comes again in a
rhythm be met always at the same beat."""
BLOCK = 1_024
"""Vectors fetched at once: what stays in a processor's cache until it is multiplied."""
SIDE_BY_SIDE = 16_384
"""Short copies compared at once, a tenth of a millisecond's work: SimSIMD keeps the interpreter from others so long."""
LARGE = 100_000
"""Of more short copies only the first `LEADING` numbers are compared, along which the vectors spread most, and all
numbers of the share `LOOKED_AT` that is nearest by these."""
LEADING = 32
LOOKED_AT = 0.06


@dataclass(slots=True)
class ShortCopies:
    """Vectors as bytes along a few ``directions``, shape (dimension, numbers); ``unit`` is what one counts.

    ``found_of``: how many vectors there were when the directions were found.
    """

    directions: NDArray[np.float32]
    unit: float
    found_of: int
    numbers: GrowingArray = field(init=False)
    _leading: GrowingColumns = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = GrowingArray(np.int8, self.directions.shape[1])
        self._leading = GrowingColumns(np.float32, min(LEADING, self.directions.shape[1]))

    @classmethod
    def of(cls, halves: NDArray[np.float16]) -> ShortCopies:
        """Those of some vectors, shape (rows, dimension)."""
        sample = halves[:: -(-len(halves) // SAMPLE)].astype(np.float32)
        # Their products with a question are to be told apart, not they themselves: no mean is taken from them.
        _, directions = np.linalg.eigh(sample.T @ sample)
        along = np.ascontiguousarray(directions[:, ::-1][:, :DIRECTIONS], np.float32)
        copies = cls(along, float(np.abs(sample @ along).max()) / 127 or 1.0, len(halves))
        copies.extend(halves)
        return copies

    def extend(self, halves: NDArray[np.float16]) -> None:
        """Add vectors."""
        for first in range(0, len(halves), SIDE_BY_SIDE):
            along = halves[first : first + SIDE_BY_SIDE].astype(np.float32) @ self.directions
            self.numbers.extend(np.clip(np.rint(along / self.unit), -127, 127).astype(np.int8))
        if self.numbers.count > LARGE:
            self._leading.extend(self.numbers.values[self._leading.count :, :LEADING])

    def nearest(
        self, vector: NDArray[np.float32], count: int, left_out: NDArray[np.int64], wanted: int
    ) -> NDArray[np.int64]:
        """The places, in order, of the ``wanted`` (one or more) of the first ``count`` that seem nearest, or of some
        more; none of those ``left_out``, beside which there are as many."""
        along = vector @ self.directions
        asked = np.rint(along * (127 / (np.abs(along).max() or 1.0))).astype(np.int8)
        numbers = self.numbers.values[:count]
        looked_at = int(LOOKED_AT * count)
        if count <= LARGE or looked_at <= wanted:
            likeness = _dot_products(numbers, asked)
            likeness[left_out] = -np.inf
            return _highest(likeness, wanted)
        leading = self._leading.first(count)
        # A second thread takes a third of the time away and as much again from everybody else.
        with _libraries().limit(limits=1, user_api="blas"):
            likeness = asked[: len(leading)].astype(np.float32) @ leading
        likeness[left_out] = -np.inf
        places = _highest(likeness, min(looked_at, count - len(left_out)))
        return places[_highest(_dot_products(np.take(numbers, places, axis=0), asked), wanted)]


class KeptVectors:
    """Vectors of one length in the order of their rows. They have unit length, so their product is the cosine."""

    def __init__(self, dimension: int) -> None:
        self._rows = GrowingArray(np.int64)
        self._halves = GrowingArray(np.float16, dimension)
        self._copies: ShortCopies | None = None

    def extend(self, rows: NDArray[np.int64], halves: NDArray[np.uint16]) -> None:
        """Add the vectors of some rows, later than all before: the bits of their half-precision numbers, shape (rows,
        dimension)."""
        self._rows.extend(rows)
        self._halves.extend(halves.view(np.float16))
        if self._copies is not None:
            self.take(self._copies)

    @property
    def is_outgrown(self) -> bool:
        """Whether `short_copies` should be taken: there are none of many vectors, or theirs are of far fewer."""
        count = self._halves.count
        return count > EXACT and (self._copies is None or count >= OUTGROWN * self._copies.found_of)

    def short_copies(self) -> ShortCopies:
        """Fresh short copies of what is there now: a second's work for a million vectors. Any thread may make them."""
        return ShortCopies.of(self._halves.values)

    def take(self, copies: ShortCopies) -> None:
        """Go by these from now on; those of vectors that came since they were made are added."""
        copies.extend(self._halves.values[copies.numbers.count :])
        self._copies = copies

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
        copies = self._copies
        if copies is not None and count > EXACT and len(without) < count:
            fewest, most = PROMISING
            promising = max(wanted, fewest, min(most, count // 10), int(PROMISING_OF_MANY * count))
            places = copies.nearest(vector, count, without, min(count - len(without), promising))
            cosines = _products_of(self._halves.values, places, vector)
        else:
            places = np.delete(np.arange(count), without)
            cosines = np.delete(_products(self._halves.values[:count], vector), without)
        if len(places) > wanted:
            best = np.argpartition(cosines, -wanted)[-wanted:]
            places, cosines = places[best], cosines[best]
        return its_rows[places], cosines


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


def _highest(likeness: NDArray[np.float32], wanted: int) -> NDArray[np.int64]:
    """The places of the ``wanted`` (one or more) highest, in order, or of some more: up to twice as many."""
    probed = likeness[::PROBED]
    enough = wanted // PROBED * 9 // 8 + PROBED
    if enough < len(probed) // 2:
        level = np.partition(probed, -enough)[-enough]
        places = np.nonzero(likeness >= level)[0]
        if wanted <= len(places) <= 2 * wanted and level > -np.inf:
            return places
    return np.sort(np.argpartition(likeness, -wanted)[-wanted:])


def _dot_products(numbers: NDArray[np.int8], asked: NDArray[np.int8]) -> NDArray[np.float32]:
    """Of each row with the numbers ``asked``."""
    products = np.empty(len(numbers), np.float32)
    for first in range(0, len(numbers), SIDE_BY_SIDE):
        block = numbers[first : first + SIDE_BY_SIDE]
        found = simsimd.cdist(asked[None, :], block, "dot", out_dtype="float32")
        products[first : first + len(block)] = np.asarray(found)[0]
    return products


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
