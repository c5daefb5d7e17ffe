"""The picture of what each step of ranking adds, drawn from the table that says so.

``python -m evals.ablations`` writes ``evals/results/ablations.svg`` from ``ablations.md`` beside it.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.systems.mem0 import workshop_python

PAGE = Path(__file__).with_name("results") / "ablations.md"
PROGRAM = Path(__file__).with_name("ablations_program.py")
_TABLE = re.compile(r"^## Steps kept\n\n\| step \|(?P<sets>.*)\| cost \|\n\|[-|]+\n(?P<rows>(?:\|.*\n)+)", re.MULTILINE)
_GAIN = re.compile(r"(?P<gain>[+-]\.\d+) \((?P<low>-?\.\d+) to (?P<high>-?\.\d+)\)")


@dataclass(frozen=True, slots=True)
class Gain:
    """What a step adds to fraction@10 of a data set, with its 95 % interval."""

    step: str
    dataset: str
    gain: float
    low: float
    high: float


def gains(page: str) -> Iterator[Gain]:
    """The gains of the steps that were kept, in the order of the table; a cell without an interval has none."""
    table = _TABLE.search(page)
    if table is None:
        raise SystemExit(f"{PAGE.name} has no table under 'Steps kept' that begins with step and ends with cost.")
    datasets = [name.strip() for name in table["sets"].split("|")]
    for row in table["rows"].splitlines():
        step, *cells = (cell.strip() for cell in row.strip("|").split("|"))
        for dataset, cell in zip(datasets, cells, strict=False):
            if match := _GAIN.match(cell):
                yield Gain(step, dataset, float(match["gain"]), float(match["low"]), float(match["high"]))


def main() -> None:
    """Draw the picture."""
    rows = json.dumps([asdict(one) for one in gains(PAGE.read_text(encoding="utf-8"))])
    picture = PAGE.with_suffix(".svg")
    subprocess.run([workshop_python(), "-P", PROGRAM, picture], input=rows, text=True, check=True)
    print(f"Drawn in {picture}.")


if __name__ == "__main__":
    main()
