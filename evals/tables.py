"""The tables of the pages from recorded runs: ``python -m evals.tables evals/results/recall.json`` prints Markdown.

``python -m evals.tables --write docs/recall.md README.md`` makes those tables of these pages anew that stand between
two marks. The first mark names a record, a data set in it, and what has a line: its systems, or the kinds of questions;
of lives every check, or the main ones.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

COLUMNS = {
    "n": "n",
    "fraction@5": "fraction@5",
    "fraction@10": "@10",
    "fraction@20": "@20",
    "any@10": "any@10",
    "mrr": "MRR",
    "fraction@1000 tokens": "1,000 tokens",
    "fraction@2000 tokens": "2,000 tokens",
    "current first": "current first",
    "abstention auroc": "AUROC",
}
"""Figures of a set of answers, with their headings."""
RESULTS = Path("evals/results")
MARKED = re.compile(
    r"(?P<begin><!-- table: (?P<record>\S+) \| (?P<group>[^|\n]+) \| (?P<lines>systems|kinds|checks|main checks) -->\n)"
    r".*?(?P<end><!-- end of table -->)",
    re.DOTALL,
)
HALVES = {"development": "development", "held_out": "held out"}
"""Of the phrasings of lives, with their headings."""
MAIN_CHECKS = (
    "current value",
    "superseded not shown as current",
    "each of several values",
    "events",
    "value on a date",
    "commitments with their day",
    "current memories that were said and are true",
    "poison not a fact about the user",
    "never said: says so",
)
KIND_COLUMNS = ("n", "fraction@5", "fraction@10", "fraction@20", "any@10", "mrr")


def tables(record: Mapping[str, Any]) -> Iterator[str]:
    """The lines of all tables: each data set by system, then toldonce by the kind of question."""
    if HALVES.keys() <= record["figures"].keys():
        yield from by_check(record["figures"])
        return
    for group, figures in record["figures"].items():
        yield f"**{group}**"
        yield ""
        yield from _of_group(figures, "systems")
        yield from _of_group(figures, "kinds")


def written(page: str, results: Path = RESULTS) -> str:
    """A page with its marked tables made anew. Raises `KeyError` when a record holds no such data set."""

    def anew(marked: re.Match[str]) -> str:
        record = json.loads((results / marked["record"]).read_text(encoding="utf-8"))
        figures = record["figures"] if marked["group"] == "lives" else record["figures"][marked["group"]]
        lines = "\n".join(_of_group(figures, marked["lines"]))
        return f"{marked['begin']}\n{lines}\n{marked['end']}"

    return MARKED.sub(anew, page)


def _of_group(figures: Mapping[str, Any], lines: str) -> Iterator[str]:
    if lines.endswith("checks"):
        yield from by_check(figures, MAIN_CHECKS if lines == "main checks" else ())
    elif lines == "kinds":
        yield from by_kind(figures.get("systems", {}).get("toldonce", {}))
    elif "systems" in figures:
        yield from by_system(figures["systems"])
    else:
        yield from exact_sets(figures)


def by_system(systems: Mapping[str, Any]) -> Iterator[str]:
    """A line a system; columns that nobody has a figure for are left out."""
    shown = [name for name in COLUMNS if any(one["all"].get(name) is not None for one in systems.values())]
    yield from _head("system", [COLUMNS[name] for name in shown])
    for system, one in systems.items():
        yield _row(system, [_number(one["all"].get(name)) for name in shown])
    yield ""


def by_kind(answers: Mapping[str, Any]) -> Iterator[str]:
    """A line for each kind of question that has evidence, and one for all of them."""
    if not answers.get("kinds"):
        return
    yield from _head("kind of question", [COLUMNS[name] for name in KIND_COLUMNS])
    for kind, figures in (*answers["kinds"].items(), ("all", answers["all"])):
        if figures["n"]:
            yield _row(kind, [_number(figures[name]) for name in KIND_COLUMNS])
    yield ""


def exact_sets(systems: Mapping[str, Any]) -> Iterator[str]:
    """PrecisionMemBench: a line a system."""
    yield from _head("system", ["active passes", "all passes", "mean precision", "mean recall"])
    for system, one in systems.items():
        passes = [f"{one['active passes']} of {one['active']}", f"{one['passes']} of {len(one['cases'])}"]
        yield _row(system, [*passes, _number(one["mean precision"]), _number(one["mean recall"])])
    yield ""


def by_check(figures: Mapping[str, Any], only: Sequence[str] = ()) -> Iterator[str]:
    """Lives: a line a check, ``only`` these; a half of the phrasings that was not told is left out."""
    told = {heading: figures[half]["in all"] for half, heading in HALVES.items() if figures.get(half, {}).get("in all")}
    yield from _head("check", [cell for heading in told for cell in ("n", heading)])
    for name in only or next(iter(told.values())):
        checks = [of_half[name] for of_half in told.values()]
        yield _row(name, [cell for one in checks for cell in (f"{one['n']:,}", _share(one["right"]))])
    yield ""


def _head(first: str, columns: list[str]) -> Iterator[str]:
    yield _row(first, columns)
    yield "|---|" + "---|" * len(columns)


def _row(first: str, cells: list[str]) -> str:
    return f"| {' | '.join([first, *cells])} |"


def _share(right: float) -> str:
    percent = f"{100 * right:.0f}"
    return f"{percent} %" if percent != "100" or right == 1 else f"{100 * right:.1f} %"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return str(int(value)) if value > 1 and value == int(value) else f"{value:.3f}"


def command_line() -> argparse.ArgumentParser:
    """What can be chosen."""
    parser = argparse.ArgumentParser(prog="python -m evals.tables", description=__doc__)
    parser.add_argument("record", type=Path, nargs="*", help="what `evals.run` or `evals.life` has written")
    parser.add_argument("--write", type=Path, nargs="+", default=[], help="pages whose marked tables are made anew")
    return parser


def main() -> None:
    """Run the command."""
    given = command_line().parse_args()
    for page in given.write:
        page.write_text(written(page.read_text(encoding="utf-8")), encoding="utf-8")
    for path in given.record:
        record = json.loads(path.read_text(encoding="utf-8"))
        print(f"{path}, measured at commit {record['environment']['commit']}\n")
        print("\n".join(tables(record)))


if __name__ == "__main__":
    main()
