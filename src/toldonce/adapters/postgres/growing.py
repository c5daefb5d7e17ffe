"""An array to which values are only ever added, so that a reader may go on with what it had while others come."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


class GrowingArray:
    """Values of one type, or rows of one width; room for a quarter as many again is kept, so that adding is cheap."""

    __slots__ = ("_room", "count")

    def __init__(self, dtype: DTypeLike, *width: int) -> None:
        self._room: NDArray[Any] = np.empty((0, *width), dtype)
        self.count = 0

    def extend(self, values: NDArray[Any]) -> None:
        """Add values at the end."""
        needed = self.count + len(values)
        if needed > len(self._room):
            # Exactly as many at first, which may be all that ever come.
            size = needed + needed // 4 if self.count else needed
            room = np.empty((size, *self._room.shape[1:]), self._room.dtype)
            room[: self.count] = self._room[: self.count]
            self._room = room
        self._room[self.count : needed] = values
        self.count = needed

    def item(self, place: int) -> Any:
        """One value, as Python has it: ten times as fast as reading it from `values`."""
        return self._room.item(place)

    @property
    def values(self) -> NDArray[Any]:
        """What is in it now; later additions do not change it."""
        return self._room[: self.count]
