"""The memories of one subject, kept in the process as they were when the database was last asked.

What changes of them without a new seq (above all how far they have faded) is counted by the uses of the subject.
"""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.growing import GrowingArray
from toldonce.adapters.postgres.ordered import places_in
from toldonce.model import MemoryType

KINDS = get_args(MemoryType)
MEMORY = np.dtype(
    [
        ("seq", ">i8"),
        ("memory_id", "V16"),
        ("conversation_id", "V16"),
        ("recorded_at", ">i8"),
        ("importance", ">f4"),
        ("confidence", ">f4"),
        ("strength", ">f4"),
        ("kind", ">i2"),
    ]
)
"""A memory as the database's function ``kept_now`` writes it."""


class KeptMemories:
    """Memories in the order of their seq."""

    def __init__(self) -> None:
        self._seqs = GrowingArray(np.int64)
        self._memories = GrowingArray(MEMORY)

    def extend(self, memories: NDArray[Any]) -> None:
        """Add memories, all later than those before."""
        self._seqs.extend(memories["seq"].astype(np.int64))
        self._memories.extend(memories)

    def of(self, seqs: NDArray[np.int64]) -> NDArray[Any] | None:
        """Those of some seqs that are in order; None when one of them is not known."""
        at = np.searchsorted(self._seqs.values, seqs)
        if len(at) and (at[-1] == self._seqs.count or (self._seqs.values[at] != seqs).any()):
            return None
        memories: NDArray[Any] = self._memories.values[at]
        return memories

    def correct(self, memories: NDArray[Any]) -> None:
        """Some of them are so now."""
        seqs = memories["seq"].astype(np.int64)
        at = np.searchsorted(self._seqs.values, seqs)
        there = at < self._seqs.count
        there[there] = self._seqs.values[at[there]] == seqs[there]
        self._memories.values[at[there]] = memories[there]

    def use(self, seqs: NDArray[np.int64]) -> None:
        """Those of them that are among these are used, and near again."""
        self._memories.values["strength"][places_in(self._seqs.values, seqs)] = 1.0
