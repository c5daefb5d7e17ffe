"""The cells of the tables of speed: what stands in a row of a record, in a few figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MOSTLY_ANSWERED = 0.1
"""The share that may fail for times to be shown."""

Row = Mapping[str, Any]


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def turns_of(row: Row) -> str:
    """Turns in a subject."""
    return f"{row['turns']:,}"


def size_of(row: Row) -> tuple[str, str]:
    """Subjects, and turns in each."""
    return f"{row['subjects']:,}", f"{row['turns']:,}"


def percentiles(values: Mapping[str, float] | None) -> str:
    """Three times; records of earlier versions do not tell all of them."""
    return "-" if values is None else " / ".join(number(values.get(share)) for share in ("p50", "p95", "p99"))


def under_load(held: Mapping[str, Any], times: str) -> str:
    """Times under load with what failed; where that is much, the times of the others tell nothing."""
    if not held["failed"]:
        return times
    if held["failed"] > MOSTLY_ANSWERED * held["searches"]:
        return f"{held['failed']} of {held['searches']} failed"
    return f"{times} ({held['failed']} failed)"


def number(value: float | None) -> str:
    """Three figures at most: the machine does not repeat itself to more."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def spread(of: Mapping[str, float] | None) -> str:
    """A median, with the least and the most."""
    return "-" if of is None else f"{number(of['median'])} ({number(of['least'])} to {number(of['most'])})"


def ingested(row: Row) -> float | None:
    """Turns a second through the API; None where a subject was grown to its size in the database."""
    figure: float | None = None if "grown_from_turns" in row else row["ingest_turns_per_second"]
    return figure


def embedded_alone(row: Row, kind: str) -> float | None:
    """What the embedding model alone did; records of earlier versions do not tell."""
    figure: float | None = row.get("embedding_alone", {}).get(kind)
    return figure
