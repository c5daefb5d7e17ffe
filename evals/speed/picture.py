"""A picture of a recorded run: how long a search takes as a subject grows."""

from __future__ import annotations

import subprocess
from pathlib import Path

from rich.console import Console

from evals.systems.mem0 import workshop_python

PROGRAM = Path(__file__).with_name("picture_program.py")


def draw(recorded: Path, show: Console) -> None:
    """Write ``<recorded>.svg``; without matplotlib say so, the figures stand in the record in any case."""
    picture = recorded.with_suffix(".svg")
    try:
        subprocess.run([workshop_python(), "-P", PROGRAM, recorded, picture], check=True)
    except (subprocess.CalledProcessError, OSError) as failed:
        show.print(f"No picture was drawn: {failed}")
    else:
        show.print(f"Drawn in {picture}.")
