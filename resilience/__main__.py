"""``python -m resilience``: run experiments, print their figures, and keep them."""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from resilience import page, plot, quotes
from resilience.experiment import Experiment, Report, Trial, carry_out, experiments, figures_of

OUT = Path(__file__).parent / "out"


def table_of(report: Report) -> Table:
    """The figures of a run, one a line."""
    table = Table(title=f"{report.experiment}: {report.promise}", title_justify="left")
    for column in ("figure", "value", "unit", "promised", ""):
        table.add_column(column, justify="right" if column == "value" else "left")
    for one in report.figures:
        verdict = "" if one.bound is None else "kept" if one.kept else "BROKEN"
        table.add_row(one.name, f"{one.value:,g}", one.unit, one.bound or "", verdict)
    return table


def run(
    name: str,
    experiment: Experiment,
    *,
    short: bool,
    chosen: Mapping[str, float],
    before: Mapping[str, float],
    show: Console,
) -> Report:
    """One experiment in a folder of its own, which is kept when its promise was broken."""
    folder = Path(tempfile.mkdtemp(prefix=f"toldonce-{name}-"))
    folder.chmod(0o755)  # PostgreSQL under a user of its own passes through it.
    trial = Trial(folder, short, chosen, say=lambda line: show.print(f"  {line}", highlight=False), before=before)
    try:
        report = asyncio.run(carry_out(name, experiment, trial))
    except BaseException:
        show.print(f"{name} did not end; its logs are in {folder}.")
        raise
    if report.kept:
        shutil.rmtree(folder, ignore_errors=True)
    else:
        show.print(f"{name}: a promise was broken; its logs are in {folder}.")
    return report


def main() -> int:
    """The command line; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m resilience", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="EXPERIMENT", help="which to run; without a name, all of them")
    parser.add_argument("--list", action="store_true", help="what there is, and how many minutes the full form takes")
    parser.add_argument("--short", action="store_true", help="as little of it as shows anything, as the tests do")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER", help="a size, such as kills=50")
    parser.add_argument("--out", type=Path, help="where figures go: resilience/results, or resilience/out when short")
    parser.add_argument("--page", action="store_true", help="run nothing, write the last figures into the pages")
    given = parser.parse_args()
    known, show = experiments(), Console()
    if given.list:
        for name, experiment in known.items():
            show.print(f"{name:<24}{experiment.minutes:>5g} min  {experiment.promise}", highlight=False)
        return 0
    if given.page:
        page.write()
        quotes.write()
        return 0
    if unknown := [name for name in given.names if name not in known]:
        parser.error(f"there is no experiment {unknown[0]!r}; there are: {', '.join(known)}")
    try:
        chosen = {name: float(number) for name, _, number in (one.partition("=") for one in given.set)}
    except ValueError:
        parser.error("--set takes NAME=NUMBER, such as --set kills=50")
    # Whoever ends this also ends what it has started.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    folder = given.out or (OUT if given.short else page.RESULTS)
    folder.mkdir(parents=True, exist_ok=True)
    broken = []
    for name in given.names or known:
        show.print(f"{name}: {known[name].promise}", highlight=False)
        before = figures_of(page.RESULTS / f"{name}.json")
        report = run(name, known[name], short=given.short, chosen=chosen, before=before, show=show)
        show.print(table_of(report))
        (folder / f"{name}.json").write_text(json.dumps(report.as_json(), indent=1) + "\n", encoding="utf-8")
        if not report.kept:
            broken.append(name)
        if not given.short:
            plot.draw(folder / f"{name}.json")
    if folder == page.RESULTS:
        page.write()
        quotes.write()
    show.print(f"Broken: {', '.join(broken)}." if broken else "Every promise was kept.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
