"""Upkeep of memories, each a job in the background."""

from __future__ import annotations

from starlette.responses import Response

from toldonce.model import Job, UpkeepKind
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Caller, Eraser, Writer
from toldonce.server.door import Door
from toldonce.server.replies import reply

router = AddressedRouter(prefix="/api/v1/memories", tags=["memories"], route_class=Door)


@router.post("/consolidate", status_code=202, response_model=Job)
async def consolidate(caller: Writer) -> Response:
    """Merge memories that say the same into one that was said more often."""
    return await _started(caller, "consolidate")


@router.post("/decay", status_code=202, response_model=Job)
async def decay(caller: Writer) -> Response:
    """Let what has not been used for long rank lower. Nothing is dropped."""
    return await _started(caller, "decay")


@router.post("/cleanup", status_code=202, response_model=Job)
async def cleanup(caller: Eraser) -> Response:
    """Erase what has expired, for good."""
    return await _started(caller, "cleanup")


async def _started(caller: Caller, kind: UpkeepKind) -> Response:
    job = await caller.memory.start_upkeep(kind)
    return reply(job, 202, {"Location": f"/api/v1/jobs/{job.job_id}"})
