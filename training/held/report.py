"""How well it is judged what is over."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from toldonce.memory.extract.held.kinds import KINDS
from training.held.cases import Case

THRESHOLDS = (0.5, 0.7, 0.8, 0.9)


def table(title: str, cases: Sequence[Case], judged: Sequence[float]) -> Table:
    """For each kind, and each of `THRESHOLDS`, the share found of what is over, and how many are wrong."""
    made = Table(title=title)
    made.add_column("kind")
    made.add_column("over / not", justify="right")
    for threshold in THRESHOLDS:
        made.add_column(f"found, wrong at {threshold}", justify="right")
    for kind in ("all", *KINDS):
        rows = [(one, chance) for one, chance in zip(cases, judged, strict=True) if kind in ("all", one.kind)]
        over = [chance for one, chance in rows if one.over]
        not_over = [chance for one, chance in rows if not one.over]
        if not rows:
            continue
        found = [
            f"{sum(chance >= threshold for chance in over) / max(len(over), 1):.3f},"
            f" {sum(chance >= threshold for chance in not_over)}"
            for threshold in THRESHOLDS
        ]
        made.add_row(kind, f"{len(over)} / {len(not_over)}", *found)
    return made
