"""Everything out, and everything in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Query
from starlette.responses import Response, StreamingResponse

from toldonce.model import ImportFormat, Job
from toldonce.server.addresses import AddressedRouter
from toldonce.server.body import UPLOAD_TYPES
from toldonce.server.callers import Reader, Writer
from toldonce.server.door import Door, Upload
from toldonce.server.replies import reply

IMPORT_PATH = "/api/v1/import"
_FILE = {"schema": {"type": "string", "format": "binary"}}
_FORM = {"schema": {"type": "object", "properties": {"file": _FILE["schema"]}, "required": ["file"]}}
_UPLOADS = {kind: _FORM if kind.startswith("multipart") else _FILE for kind in UPLOAD_TYPES}

router = AddressedRouter(prefix="/api/v1", tags=["import and export"], route_class=Door)


@router.post(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}},
)
async def export(caller: Reader) -> Response:
    """Everything of this subject as JSON Lines, in the form that the import reads back."""
    lines = caller.memory.export()
    first = await anext(lines, b"")  # so that a failure at the start is still an error and not a cut stream

    async def all_lines() -> AsyncIterator[bytes]:
        yield first
        async for line in lines:
            yield line

    headers = {"Content-Disposition": 'attachment; filename="toldonce.jsonl"'}
    return StreamingResponse(all_lines(), headers=headers, media_type="application/x-ndjson")


@router.post(
    "/import",
    status_code=202,
    response_model=Job,
    openapi_extra={"requestBody": {"required": True, "content": _UPLOADS}},
)
async def start_import(
    caller: Writer,
    upload: Upload,
    format: Annotated[ImportFormat, Query(description="Whose export the file is.")],
) -> Response:
    """Import a file in the background: an export of toldonce, ChatGPT, Claude or Mem0, as it was downloaded.

    The answer is the job, whose progress can be followed. Repeating an import adds nothing.
    """
    job = await caller.memory.start_import(upload, format)
    return reply(job, 202, {"Location": f"/api/v1/jobs/{job.job_id}"})
