"""Runs where matplotlib is: reads a record of `evals.bench`, writes an SVG."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "toldonce"  # the same figures give the same file
from matplotlib import pyplot as plt  # noqa: E402 - the backend is chosen first


def main(recorded: str, picture: str) -> None:
    """One line each: the whole search, what it adds to the embedding, and numpy's exact scan."""
    rows = [row for row in json.loads(Path(recorded).read_text(encoding="utf-8"))["rows"] if row["subjects"] == 1]
    if not rows:
        return
    lines = {
        "toldonce, p50": [(row["turns"], row["search_ms"]["p50"]) for row in rows],
        "toldonce, p95": [(row["turns"], row["search_ms"]["p95"]) for row in rows],
        "toldonce without the embedding, p50": [(row["turns"], row["beside_embedding_ms"]["p50"]) for row in rows],
        "numpy, exact scan alone": [(row["turns"], row["floor_ms"]["scan"]) for row in rows if "floor_ms" in row],
    }  # fmt: skip
    figure, panel = plt.subplots(figsize=(6.4, 4))
    for name, points in lines.items():
        if points:
            panel.plot(
                *zip(*points, strict=True), marker="o", label=name, linewidth=2.2 if name.endswith("p50") else 1.2
            )
    panel.set(xscale="log", yscale="log", xlabel="turns in one subject", ylabel="milliseconds")
    panel.grid(alpha=0.25)
    panel.legend(frameon=False, fontsize=8)
    panel.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})


if __name__ == "__main__":
    main(*sys.argv[1:])
