"""The texts of one subject's turns, kept in the process: one piece of memory instead of an object for each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toldonce.adapters.postgres.growing import GrowingArray


class KeptTexts:
    """Texts in the order in which they came."""

    def __init__(self) -> None:
        self._bytes = GrowingArray(np.uint8)
        self._ends = GrowingArray(np.int64)

    @property
    def size(self) -> int:
        """The bytes of all of them."""
        return self._bytes.count

    def extend(self, texts: Sequence[str]) -> None:
        """Add texts."""
        encoded = [text.encode() for text in texts]
        ends = np.cumsum([len(one) for one in encoded], dtype=np.int64) + self.size
        self._bytes.extend(np.frombuffer(b"".join(encoded), np.uint8))
        self._ends.extend(ends)

    def text(self, place: int) -> str:
        """One text, by its place."""
        start = self._ends.item(place - 1) if place else 0
        return str(self._bytes.values[start : self._ends.item(place)].tobytes(), "utf-8")
