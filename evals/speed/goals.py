"""Which goals of speed a record reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evals.speed.cells import Row, embedded_alone, ingested, number, turns_of, under_load
from evals.speed.rival import STORES
from evals.speed.side_by_side import NAME

GOALS_BESIDE_EMBEDDING = {10_000: 5, 100_000: 12, 1_000_000: 25}
GOAL_INGEST, GOAL_SUSTAINED, GOAL_WORKER, GOAL_GATEWAY = 300, 100, 200, 30
LARGEST = 1_000_000
"""Turns at which mem0 should be measured too."""
GOAL_AS_EXACT, GOAL_TIMES_ONE_SUBJECT = 0.99, 1.5

Goal = tuple[str, str, str]
"""What is to be reached, what was measured, and whether that is enough."""


def goals(rows: Sequence[Row], worker: Mapping[str, Any] | None, gateway: Mapping[str, Any] | None) -> Iterable[Goal]:
    """Those of toldonce alone."""
    for row in rows:
        turns, goal, ingest = turns_of(row), GOALS_BESIDE_EMBEDDING.get(row["turns"]), ingested(row)
        if row["subjects"] == 1 and goal is not None:
            found = row["beside_embedding_ms"]["p50"]
            yield f"a search at {turns} turns takes {goal} ms beside embedding", number(found), _reached(found <= goal)
        if ingest is not None:
            yield _bulk(f"turns/s, up to {turns}", ingest, embedded_alone(row, "turns"))
        if (everyday := row.get("everyday_per_second")) is not None:
            yield _bulk(f"everyday messages/s, beside {turns} turns", everyday, embedded_alone(row, "everyday"))
        where = f"{turns} turns" if row["subjects"] == 1 else f"{row['subjects']:,} subjects of {turns} turns"
        exact = row["hits_as_exact"]
        yield (
            f"a search at {where} finds {GOAL_AS_EXACT} of the exact hits",
            f"{exact:.3f}",
            _reached(exact >= GOAL_AS_EXACT),
        )
        if (times := _times_one_subject(row, rows)) is not None:
            yield (
                f"a search among {where} takes {GOAL_TIMES_ONE_SUBJECT} times as long as in one (p95)",
                f"{times:.1f}",
                _reached(times <= GOAL_TIMES_ONE_SUBJECT),
            )
        sustained = row["sustained"]
        found = sustained["search_ms"]["p99"]
        held = found <= GOAL_SUSTAINED and not sustained["failed"]
        told = under_load(sustained, number(found))
        yield f"60 searches a second at {where}, p99 {GOAL_SUSTAINED} ms", told, _reached(held)
    if all(row["subjects"] == 1 for row in rows):
        among = f"a search among 1,000 subjects takes {GOAL_TIMES_ONE_SUBJECT} times as long as in one (p95)"
        yield among, "not measured", "-"
    if worker is not None:
        found = worker["worker"]["readers"]["rules"]["turns_per_second"]
        yield f"a worker reads {GOAL_WORKER} turns/s by rules", number(found), _reached(found >= GOAL_WORKER)
    if gateway is not None:
        found = gateway["gateway"]["overhead_ms"]["p95"]
        yield f"the gateway adds {GOAL_GATEWAY} ms (p95)", number(found), _reached(found <= GOAL_GATEWAY)


def faster(rows: Sequence[Row]) -> Iterable[Goal]:
    """Whether a search and a write take less than mem0's, on each store of it that was filled."""
    for row in rows:
        for kind, what in (("search_ms", "a search"), ("write_ms", "a write")):
            own = row[NAME][kind]["median"]
            for store, name in STORES.items():
                if (other := row.get(store, {}).get(kind)) is not None:
                    yield (
                        f"{what} at {turns_of(row)} turns takes less than with {name}",
                        f"{number(own)} ({name}: {number(other['median'])})",
                        _reached(own < other["median"]),
                    )
    for store, name in STORES.items():
        if rows and not any(row["turns"] == LARGEST and store in row for row in rows):
            yield f"a search and a write at {LARGEST:,} turns take less than with {name}", "not measured", "-"


def _times_one_subject(row: Row, rows: Sequence[Row]) -> float | None:
    """How many times as long as in a single subject of as many turns; None for a single one, and where none was
    measured."""
    alone = [one for one in rows if one["subjects"] == 1 and one["turns"] == row["turns"]]
    if row["subjects"] == 1 or not alone:
        return None
    times: float = row["search_ms"]["p95"] / alone[0]["search_ms"]["p95"]
    return times


def _bulk(what: str, found: float, alone: float | None) -> Goal:
    """A goal of bulk ingest, with what the embedding model alone reaches on the machine."""
    ceiling = f" (embedding alone: {number(alone)})" if alone is not None else ""
    return f"bulk ingest of {GOAL_INGEST} {what}", f"{number(found)}{ceiling}", _reached(found >= GOAL_INGEST)


def _reached(is_so: bool) -> str:
    return "yes" if is_so else "no"
