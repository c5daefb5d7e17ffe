"""From outcomes to a table and a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.table import Table

from evals.life.lived import Outcome
from evals.life.vocabulary import POOL_NAMES, WRITERS, PoolName
from evals.metrics import auroc

ABSTENTION = ("said: says that it knows", "never said: says so")


@dataclass(frozen=True, slots=True)
class LifeOutcomes:
    """The outcomes of one life; ``jobs`` counts its background jobs by how they ended."""

    pool: PoolName
    seed: int
    in_order: bool
    turns: int
    jobs: Mapping[str, int]
    turns_per_second: float
    outcomes: Sequence[Outcome]


def shares(lives: Iterable[LifeOutcomes]) -> dict[str, dict[str, Any]]:
    """By check: how many, and the share that was right, in all and by kind of fact."""
    by_check: dict[str, list[Outcome]] = {}
    for life in lives:
        for one in life.outcomes:
            by_check.setdefault(one.check, []).append(one)
    return {check: {**_share(outcomes), "by_kind": _by_kind(outcomes)} for check, outcomes in by_check.items()}


def _share(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {"n": len(outcomes), "right": sum(one.right for one in outcomes) / len(outcomes)}


def _by_kind(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Any]]:
    return {
        kind: _share([one for one in outcomes if one.about == kind]) for kind in sorted({o.about for o in outcomes})
    }


def abstention(lives: Iterable[LifeOutcomes]) -> float | None:
    """The chance that a question about what was said has more confidence than one about what never was."""
    scores: dict[str, list[float]] = {check: [] for check in ABSTENTION}
    for life in lives:
        for one in life.outcomes:
            if one.check in scores and one.score is not None:
                scores[one.check].append(one.score)
    said, never = (scores[check] for check in ABSTENTION)
    return auroc(said, never)


def table(lives: Sequence[LifeOutcomes], title: str) -> Table:
    """One line a check; each half of the phrasings, told in order and out of order, has its columns."""
    groups = [
        (f"{pool.replace('_', ' ')}{'' if in_order else ', shuffled'}", chosen)
        for pool in POOL_NAMES
        for in_order in (True, False)
        if (chosen := [life for life in lives if (life.pool, life.in_order) == (pool, in_order)])
    ]
    made = Table(title=title)
    made.add_column("check")
    for name, _ in groups:
        made.add_column("n", justify="right")
        made.add_column(name, justify="right")
    figures = [shares(chosen) for _, chosen in groups]
    for check in dict.fromkeys(check for group in figures for check in group):
        cells = [
            cell
            for group in figures
            for cell in ((str(group[check]["n"]), f"{group[check]['right']:.1%}") if check in group else ("0", "-"))
        ]
        made.add_row(check, *cells)
    aurocs = [abstention(chosen) for _, chosen in groups]
    made.add_row("confidence: AUROC said / never said",
                 *(cell for value in aurocs for cell in ("", "-" if value is None else f"{value:.3f}")))  # fmt: skip
    return made


def record(lives: Sequence[LifeOutcomes]) -> dict[str, Any]:
    """All figures, in all and by the order of telling."""
    return {
        "figures": {
            pool: {
                "in all": shares([life for life in lives if life.pool == pool]),
                "told in order": shares([life for life in lives if life.pool == pool and life.in_order]),
                "told out of order": shares([life for life in lives if life.pool == pool and not life.in_order]),
                "abstention auroc": abstention([life for life in lives if life.pool == pool]),
            }
            for pool in POOL_NAMES
            if pool not in WRITERS or any(life.pool == pool for life in lives)
        },
        "lives": [
            {name: value for name, value in asdict(life).items() if name != "outcomes"} for life in lives
        ],
    }  # fmt: skip


def outcomes(lives: Sequence[LifeOutcomes]) -> Iterator[dict[str, Any]]:
    """Every single outcome."""
    for life in lives:
        for one in life.outcomes:
            yield {"pool": life.pool, "seed": life.seed, **asdict(one)}
