"""One measurement at the command line: what it takes, and where its figures go."""

from __future__ import annotations

import argparse
import json
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
