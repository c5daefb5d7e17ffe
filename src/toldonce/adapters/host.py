"""How the machine, or the container, is doing: free disk and used memory, against thresholds."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import psutil

from toldonce.ports import Check

MEGABYTE = 1024 * 1024
CGROUP = Path("/sys/fs/cgroup")


def check_disk(folder: Path, min_free_mb: int) -> Check:
    """Degraded when less than ``min_free_mb`` megabytes are free where ``folder`` lies; 0 turns the check off."""
    if not min_free_mb:
        return Check("disabled")
    started = time.perf_counter()
    try:
        free = shutil.disk_usage(_nearest(folder)).free // MEGABYTE
    except OSError as error:
        return Check("unhealthy", _since(started), f"{folder} cannot be looked at ({error.strerror}).")
    return Check(
        "degraded" if free < min_free_mb else "healthy",
        _since(started),
        f"{free} MB are free, at least {min_free_mb} should be.",
    )


def check_memory(max_percent: int, *, cgroup: Path = CGROUP) -> Check:
    """Degraded when more than ``max_percent`` of the memory is in use; 0 turns the check off.

    In a container with a limit, that limit counts, and memory that the kernel can take back at once does not.
    """
    if not max_percent:
        return Check("disabled")
    started = time.perf_counter()
    used = _used_of_limit(cgroup)
    percent = round(psutil.virtual_memory().percent if used is None else used)
    return Check(
        "degraded" if percent > max_percent else "healthy",
        _since(started),
        f"{percent} % are in use, at most {max_percent} % should be.",
    )


def _used_of_limit(cgroup: Path) -> float | None:
    """Percent of the control group's memory limit; None when it has none."""
    try:
        limit = (cgroup / "memory.max").read_text().strip()
        if limit == "max" or int(limit) >= psutil.virtual_memory().total:
            return None
        current = int((cgroup / "memory.current").read_text())
        figures = dict(line.split() for line in (cgroup / "memory.stat").read_text().splitlines())
        return 100 * max(0, current - int(figures.get("inactive_file", "0"))) / int(limit)
    except (OSError, ValueError):
        return None


def _nearest(folder: Path) -> Path:
    """The folder, or the closest one above it that exists."""
    absolute = folder.absolute()
    return next(one for one in (absolute, *absolute.parents) if one.exists())


def _since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)
