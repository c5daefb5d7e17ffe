"""Runs where matplotlib is: reads the record of an experiment, writes an SVG."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "toldonce"  # the same figures give the same file
from matplotlib import pyplot as plt  # noqa: E402 - the backend is chosen first

SHARES = (("p50_ms", "#4c78a8"), ("p95_ms", "#e9a23b"), ("p99_ms", "#b3471d"))


def main(recorded: str, picture: str) -> None:
    """A panel for each kind of request, or for each thing that may grow."""
    report = json.loads(Path(recorded).read_text(encoding="utf-8"))
    if report["experiment"] == "soak":
        figure = _soak(report["series"]["soak"])
    else:
        kinds = {name: rows for name, rows in report["series"].items() if not name.startswith("profile")}
        figure = _knees(kinds)
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})


def _knees(kinds: dict[str, list[dict[str, Any]]]) -> Any:
    figure, panels = plt.subplots(1, len(kinds), figsize=(3.6 * len(kinds), 3.4), squeeze=False)
    for panel, (name, rows) in zip(panels[0], kinds.items(), strict=True):
        for share, colour in SHARES:
            known = [row for row in rows if row[share] is not None]
            panel.plot([row["answers_per_second"] for row in known], [row[share] for row in known], marker="o",
                       color=colour, label=share.removesuffix("_ms"))  # fmt: skip
        panel.set_title(name)
        panel.set_xlabel("good answers a second")
        panel.set_yscale("log")
        _plain(panel)
    panels[0][0].set_ylabel("latency, ms")
    panels[0][-1].legend(frameon=False, fontsize=8)
    return figure


def _soak(rows: list[dict[str, Any]]) -> Any:
    things = ("resident_mb", "open_files", "connections")
    figure, panels = plt.subplots(1, len(things), figsize=(3.6 * len(things), 3.0), squeeze=False)
    for panel, name in zip(panels[0], things, strict=True):
        panel.plot([row["seconds"] / 60 for row in rows], [row[name] for row in rows], color="#4c78a8")
        panel.set_title(name)
        panel.set_xlabel("minutes")
        panel.set_ylim(bottom=0)
        _plain(panel)
    return figure


def _plain(panel: Any) -> None:
    panel.grid(alpha=0.25)
    panel.spines[["top", "right"]].set_visible(False)


if __name__ == "__main__":
    main(*sys.argv[1:])
