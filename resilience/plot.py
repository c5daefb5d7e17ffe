"""Pictures of recorded loads: throughput against latency, and a soak over time.

Drawn by matplotlib in the environment that measurements have for themselves, so that the product needs no plotting.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from evals.systems.mem0 import workshop_python

PROGRAM = Path(__file__).with_name("plot_program.py")
DRAWN = ("knee", "soak")


def draw(recorded: Path) -> Path | None:
    """Write ``<recorded>.svg`` for an experiment that has a picture; None for others."""
    if recorded.stem not in DRAWN:
        return None
    picture = recorded.with_suffix(".svg")
    subprocess.run([workshop_python(), "-P", PROGRAM, recorded, picture], check=True)
    return picture
