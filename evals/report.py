"""From answers to tables and a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rich.table import Table

from evals.metrics import (
    Answered,
    abstention,
    abstention_after_deletion,
    by_kind,
    clustered_interval,
    first_rank,
    metrics,
    percentile,
    summary,
    updates,
)

COLUMNS = ("fraction@5", "fraction@10", "fraction@20", "any@10", "all@5", "all@10", "mrr", "fraction@1000 tokens",
           "fraction@2000 tokens")  # fmt: skip
HEADLINE = "fraction@10"


@dataclass(frozen=True, slots=True)
class Measured:
    """One system on the conversations of a group; ``milliseconds`` of each search, ``costs`` that only it knows.

    ``session_answers``: the same questions counted in sessions, those of which the data names the sessions.
    """

    system: str
    answers: Sequence[Answered]
    milliseconds: Sequence[float]
    costs: Mapping[str, float] = field(default_factory=dict)
    session_answers: Sequence[Answered] = ()

    def in_sessions(self) -> Measured:
        """The same measurement, counted in sessions."""
        return replace(self, answers=self.session_answers, session_answers=())


def figures_of(answers: Sequence[Answered]) -> dict[str, Any]:
    """Every figure of some answers."""
    asked, current_first = updates(answers)
    return {
        **summary(answers),
        "intervals": {name: clustered_interval(answers, of) for name, of in metrics().items() if name in COLUMNS[:7]},
        "sound labels": summary([one for one in answers if one.label_ok]),
        "updates": asked,
        "current first": current_first,
        "abstention auroc": abstention(answers),
        "unanswerable": sum(not one.answerable for one in answers),
        "abstention auroc, evidence deleted": abstention_after_deletion(answers),
    }


def systems_table(group: str, measured: Sequence[Measured]) -> Table:
    """One line a system."""
    table = Table(title=f"{group}: recall with evidence")
    columns = (*COLUMNS, "95 % of @10", "current first", "AUROC", "AUROC, deleted", "ms p50", "p95")
    table.add_column("system")
    for column in columns:
        table.add_column(column, justify="right")
    for one in measured:
        figures = figures_of(one.answers)
        interval = figures["intervals"][HEADLINE]
        table.add_row(
            one.system,
            *(_three(figures.get(name)) for name in COLUMNS),
            f"{interval[0]:.3f}-{interval[1]:.3f}" if interval else "-",
            _three(figures["current first"]),
            _three(figures["abstention auroc"]),
            _three(figures["abstention auroc, evidence deleted"]),
            f"{percentile(one.milliseconds, 0.5):.1f}",
            f"{percentile(one.milliseconds, 0.95):.1f}",
        )
    return table


def by_kind_table(group: str, measured: Measured) -> Table:
    """One line for each kind of question."""
    table = Table(title=f"{group}: {measured.system} by kind of question")
    table.add_column("kind")
    for column in ("n", *COLUMNS):
        table.add_column(column, justify="right")
    for kind, answers in [*by_kind(measured.answers).items(), ("all", measured.answers)]:
        line = summary(answers)
        if line["n"]:
            table.add_row(kind, f"{line['n']:.0f}", *(_three(line.get(name)) for name in COLUMNS))
    return table


def _three(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def record(measured: Sequence[Measured], conversations: Sequence[str]) -> dict[str, Any]:
    """All figures by system and kind."""
    return {
        "conversations": list(conversations),
        "systems": {
            one.system: {
                "all": figures_of(one.answers),
                "kinds": {kind: figures_of(answers) for kind, answers in by_kind(one.answers).items()},
                "milliseconds": {f"p{share * 100:.0f}": percentile(one.milliseconds, share) for share in (0.5, 0.95)},
                "costs": dict(one.costs),
            }
            for one in measured
        },
    }


def ranks(group: str, measured: Sequence[Measured]) -> Iterator[dict[str, Any]]:
    """Every question with its ranks: of each piece of evidence in the order of the data, null where not found."""
    for one in measured:
        for answer in one.answers:
            yield {"data": group, "system": one.system, **_ranks(answer)}


def _ranks(one: Answered) -> dict[str, Any]:
    return {
        "id": one.question_id,
        "kind": one.kind,
        "ranks": [first_rank(one, [wanted]) for wanted in one.evidence],
        **({"current": first_rank(one, one.current), "superseded": first_rank(one, one.superseded)}
           if one.current and one.superseded else {}),
        "confidence": round(one.confidence, 4),
        **({} if one.confidence_without is None else {"confidence without evidence": round(one.confidence_without, 4)}),
        "answerable": one.answerable,
    }  # fmt: skip
