"""What the network is trained with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.reader.examples import Floats


@dataclass(frozen=True, slots=True)
class Example:
    """A case: states (tokens, size) and surface (tokens, `SURFACE`), which tokens name the thing (tokens,), the
    place of its kind, and whether it is over."""

    states: NDArray[np.float16]
    surface: Floats
    named: Floats
    kind: int
    over: bool
