"""Runs where matplotlib is: reads a record of `evals.run`, writes an SVG."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "toldonce"  # the same figures give the same file
from matplotlib import pyplot as plt  # noqa: E402 - the backend is chosen first

DEPTHS = (5, 10, 20)


def main(recorded: str, picture: str) -> None:
    """One panel for each group of data."""
    figures = json.loads(Path(recorded).read_text(encoding="utf-8"))["figures"]
    groups = {name: group["systems"] for name, group in figures.items() if "systems" in group}
    if not groups:
        return
    figure, panels = plt.subplots(1, len(groups), figsize=(4.2 * len(groups), 3.6), sharey=True, squeeze=False)
    for panel, (name, systems) in zip(panels[0], groups.items(), strict=True):
        _draw(panel, name, systems)
    panels[0][0].set_ylabel("share of the evidence among the first k hits")
    panels[0][-1].legend(frameon=False, fontsize=8)
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})


def _draw(panel: Any, name: str, systems: dict[str, Any]) -> None:
    for system, measured in systems.items():
        line = [measured["all"].get(f"fraction@{k}", 0.0) for k in DEPTHS]
        own = system == "toldonce"
        panel.plot(DEPTHS, line, marker="o", label=system, linewidth=2.2 if own else 1.2,
                   color=None if not own else "#b3471d")  # fmt: skip
        interval = measured["all"]["intervals"].get("fraction@10")
        if interval and own:
            panel.errorbar([10], [line[1]], yerr=[[line[1] - interval[0]], [interval[1] - line[1]]],
                           color="#b3471d", capsize=3)  # fmt: skip
    panel.set_title(name)
    panel.set_xlabel("k")
    panel.set_xticks(DEPTHS)
    panel.set_ylim(0, 1)
    panel.grid(alpha=0.25)
    panel.spines[["top", "right"]].set_visible(False)


if __name__ == "__main__":
    main(*sys.argv[1:])
