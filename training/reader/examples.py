"""What the network is trained with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: states (tokens, size) and surface (tokens, `SURFACE`), one thing that it states, the mark of each
    token for it, and what it states besides."""

    states: NDArray[np.float16]
    surface: Floats
    statement: int
    marks: Ints
    besides: tuple[int, ...] = ()
