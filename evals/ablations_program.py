"""Runs where matplotlib is: reads gains of `evals.ablations` from standard input, writes an SVG."""

from __future__ import annotations

import json
import sys

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "toldonce"  # the same figures give the same file
from matplotlib import pyplot as plt  # noqa: E402 - the backend is chosen first

WORDS = 44


def main(picture: str) -> None:
    """A panel for each data set, a line for each step: its gain and the interval of 95 %."""
    rows = json.load(sys.stdin)
    steps = list(dict.fromkeys(row["step"] for row in rows))[::-1]
    datasets = list(dict.fromkeys(row["dataset"] for row in rows))
    figure, panels = plt.subplots(1, len(datasets), figsize=(8.4, 4.2), sharex=True, sharey=True)
    for panel, dataset in zip(panels, datasets, strict=True):
        own = [row for row in rows if row["dataset"] == dataset]
        panel.errorbar(
            [row["gain"] for row in own],
            [steps.index(row["step"]) for row in own],
            xerr=[[row["gain"] - row["low"] for row in own], [row["high"] - row["gain"] for row in own]],
            fmt="o",
            capsize=2.5,
        )
        panel.axvline(0, color="0.6", linewidth=1)
        panel.set(title=dataset, xlabel="fraction@10 that the step adds", ylim=(-0.6, len(steps) - 0.4))
        panel.set_yticks(range(len(steps)), [f"{step[:WORDS]}..." if len(step) > WORDS else step for step in steps])
        panel.tick_params(axis="y", labelsize=8)
        panel.grid(axis="x", alpha=0.25)
        panel.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})


if __name__ == "__main__":
    main(*sys.argv[1:])
