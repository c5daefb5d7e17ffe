"""docs/promises.md, written from the recorded results: what is promised, how it is tested, the last figures."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from resilience.experiment import Experiment, number

LONGEST_TABLE = 20
"""Rows; longer series are for pictures."""
RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).parents[1] / "docs" / "promises.md"
HEAD = """\
# Promises

What the service promises when something breaks or comes in masses, how each promise is tested, and the last figures.
This page is written by `make resilience`, which starts the real processes, breaks them, and judges them by what their
clients saw: nothing stands here that no experiment has shown. How the experiments work is told in
[resilience/README.md](../resilience/README.md).

| promise | experiment | last run |
|---|---|---|
"""


def recorded() -> dict[str, dict[str, Any]]:
    """The recorded full runs by experiment."""
    reports = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json")))
    return {
        report["experiment"]: report for report in reports if report.get("form") == "full" and "experiment" in report
    }


def render(reports: Mapping[str, Mapping[str, Any]], known: Mapping[str, Experiment]) -> str:
    """The page. A record of an experiment that is no more is left out."""
    shown = {name: report for name, report in reports.items() if name in known}
    rows = [
        f"| {known[name].promise} | [{name}](#{name}) | {'kept' if report['kept'] else '**broken**'},"
        f" {report['environment']['measured_at'][:10]} |\n"
        for name, report in shown.items()
    ]
    return HEAD + "".join(rows) + "".join(_section(name, report, known[name]) for name, report in shown.items())


def write() -> None:
    """Write the page anew."""
    from resilience.experiment import experiments

    PAGE.write_text(render(recorded(), experiments()), encoding="utf-8")


def _section(name: str, report: Mapping[str, Any], experiment: Experiment) -> str:
    module = sys.modules[experiment.run.__module__]
    how = " ".join(" ".join(part.split()) for part in (module.__doc__ or "", experiment.run.__doc__ or "") if part)
    surroundings = report["environment"]
    when = surroundings["measured_at"][:16].replace("T", " ")
    sizes = "".join(f", {key} {number(value)}" for key, value in report["parameters"].items())
    lines = [
        f"\n## {name}\n\n{experiment.promise}\n\n{how}\n\n",
        f"Run of {when} UTC, commit {surroundings['commit']}, {surroundings['cores']} cores under a load of",
        f" {surroundings['load']}, {report['seconds']:.0f} seconds{sizes}.\n\n",
        "| figure | value | promised |\n|---|---:|---|\n",
    ]
    for figure in report["figures"]:
        value = f"{number(figure['value'])} {figure['unit']}".strip()
        bound = "" if figure["bound"] is None else f"{figure['bound']} {figure['unit']}".strip()
        bound += "" if figure["kept"] else " (**broken**)"
        lines.append(f"| {figure['name']} | {value} | {bound} |\n")
    for series, rows in report["series"].items():
        if 0 < len(rows) <= LONGEST_TABLE:
            lines.append(f"\n{series}:\n\n{_table(rows)}")
    if (RESULTS / f"{name}.svg").exists():
        lines.append(f"\n![{name}](../resilience/results/{name}.svg)\n")
    return "".join(lines)


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    columns = list(rows[0])
    head = f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
    return head + "".join(f"| {' | '.join(_cell(row.get(name)) for name in columns)} |\n" for row in rows)


def _cell(value: object) -> str:
    return "" if value is None else number(value) if isinstance(value, int | float) else str(value).replace("|", "/")
