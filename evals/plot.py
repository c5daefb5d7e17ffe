"""A picture of a recorded run: recall at each depth, one panel a group of data, one line a system.

Drawn by matplotlib in the environment that the baselines have for themselves, so that the product needs no plotting.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from rich.console import Console

from evals.systems.mem0 import workshop_python

PROGRAM = Path(__file__).with_name("plot_program.py")


def draw(recorded: Path, show: Console) -> None:
    """Write ``<recorded>.svg``; without matplotlib say so, the figures stand in the record in any case."""
    picture = recorded.with_suffix(".svg")
    try:
        subprocess.run([workshop_python(), "-P", PROGRAM, recorded, picture], check=True)
    except (subprocess.CalledProcessError, OSError) as failed:
        show.print(f"No picture was drawn: {failed}")
    else:
        if picture.exists():
            show.print(f"Drawn in {picture}.")
