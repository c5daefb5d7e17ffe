"""Measurements at the command line: what they take, and where their figures go."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals import environment
from evals.datasets import DEFAULT_FOLDER


def command_line(program: str, description: str | None, *, turns: int) -> argparse.ArgumentParser:
    """What every such measurement can be told; ``program`` is its module, ``turns`` how many it is made with."""
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=description)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with the data sets")
    parser.add_argument("--turns", type=int, default=turns, help="turns in one subject")
    parser.add_argument(
        "--out", type=Path, default=Path(f"evals/out/{program.rpartition('.')[2]}.json"), help="where the figures go"
    )
    return parser


def keep(out: Path, name: str, measured: Any) -> None:
    """Write the figures with what they were measured on, and show them."""
    out.parent.mkdir(parents=True, exist_ok=True)
    record = {"environment": environment.describe(), name: measured}
    out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measured, indent=1))


def recorded(out: Path, rows: Sequence[Mapping[str, Any]], *told_by: str) -> None:
    """Write the rows, each with what it was measured on, in place of those of an earlier record that are the same in
    ``told_by``."""

    def place(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(row[name] for name in told_by)

    anew = {place(row) for row in rows}
    earlier = json.loads(out.read_text(encoding="utf-8"))["rows"] if out.exists() else []
    kept = [row for row in earlier if place(row) not in anew and "environment" in row]
    here = environment.describe()
    whole = sorted([*kept, *({**row, "environment": here} for row in rows)], key=place)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"environment": here, "rows": whole}, indent=1), encoding="utf-8")
