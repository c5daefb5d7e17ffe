"""Background work and what became of it."""

from __future__ import annotations

from starlette.responses import Response

from toldonce.model import Job, Page
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Reader, Writer
from toldonce.server.door import Door
from toldonce.server.parameters import Cursor, Id, Limit
from toldonce.server.replies import reply

router = AddressedRouter(prefix="/api/v1/jobs", tags=["jobs"], route_class=Door)


@router.get("", response_model=Page[Job])
async def jobs(caller: Reader, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """The jobs of this subject, the newest first."""
    return reply(await caller.memory.jobs(limit=limit, cursor=cursor))


@router.get("/{job_id}", response_model=Job)
async def job(caller: Reader, job_id: Id) -> Response:
    """One job, with its progress and the reason of every failure."""
    return reply(await caller.memory.job(job_id))


@router.post("/{job_id}/retry", response_model=Job)
async def retry_job(caller: Writer, job_id: Id) -> Response:
    """Run a failed, dead or degraded job again."""
    return reply(await caller.memory.retry_job(job_id))
