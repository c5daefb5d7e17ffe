"""Waits until a service has nothing to do."""

from __future__ import annotations

import asyncio
import time

import psutil

QUIET_SECONDS = 3.0
PATIENCE_SECONDS = 400.0


async def until_quiet(pid: int | None) -> None:
    """Until the worker does next to nothing."""
    if pid is None:
        return
    worker, begun = psutil.Process(pid), time.perf_counter()
    while time.perf_counter() - begun < PATIENCE_SECONDS:
        before = sum(worker.cpu_times()[:2])
        await asyncio.sleep(QUIET_SECONDS)
        if sum(worker.cpu_times()[:2]) - before < 0.03 * QUIET_SECONDS:
            return
