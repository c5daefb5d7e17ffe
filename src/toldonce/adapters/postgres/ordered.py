"""Numbers that are in order: where some of them stand, and which others are among them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def is_among(values: NDArray[Any], some: NDArray[Any]) -> NDArray[np.bool_]:
    """Which values are among some that are in order: faster than `np.isin`, which sorts all of them."""
    if not len(some):
        return np.zeros(len(values), np.bool_)
    at = np.minimum(np.searchsorted(some, values), len(some) - 1)
    return np.asarray(some[at] == values)


def places_in(some: NDArray[Any], values: NDArray[Any]) -> NDArray[np.int64]:
    """Where values stand among some that are in order, each there once; what is not there is left out."""
    at = np.searchsorted(some, values)
    there = at < len(some)
    there[there] = some[at[there]] == values[there]
    places: NDArray[np.int64] = at[there]
    return places


def rows_of(items: NDArray[np.int64], some: NDArray[np.int64]) -> NDArray[np.int64]:
    """Every row that belongs to some items, in order. ``items`` are those of all rows, in order, each as often as it
    has rows: of millions only those that are looked for are looked at."""
    first = np.searchsorted(items, some)
    counts = np.searchsorted(items, some, "right") - first
    behind = np.cumsum(counts)
    rows: NDArray[np.int64] = np.arange(behind[-1] if len(some) else 0) + np.repeat(first - behind + counts, counts)
    return rows
