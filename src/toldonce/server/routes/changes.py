"""What changed, and how it is undone."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, Query
from starlette.responses import Response

from toldonce.model import MAX_SEQ, Change, Page, Rollback, RollbackRequest
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Reader, Writer
from toldonce.server.door import Door
from toldonce.server.examples import ROLLBACK
from toldonce.server.parameters import Cursor, Limit, MinSeq
from toldonce.server.replies import reply

router = AddressedRouter(prefix="/api/v1", tags=["changes"], route_class=Door)


@router.get("/changes", response_model=Page[Change])
async def changes(
    caller: Reader,
    from_seq: Annotated[int, Query(ge=0, le=MAX_SEQ, description="Only what happened after this `seq`.")] = 0,
    to_seq: Annotated[
        int | None, Query(ge=0, le=MAX_SEQ, description="Only what happened up to and including this `seq`.")
    ] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    min_seq: MinSeq = None,
) -> Response:
    """What happened to memories, the oldest first."""
    page = await caller.memory.changes(from_seq=from_seq, to_seq=to_seq, limit=limit, cursor=cursor, min_seq=min_seq)
    return reply(page)


@router.post("/rollback", response_model=Rollback)
async def rollback(caller: Writer, body: Annotated[RollbackRequest, Body(examples=[ROLLBACK])]) -> Response:
    """Undo every change of memories after `to_seq`; turns stay, and the undoing is a change of its own.

    Without `dry_run: false` nothing is changed: the answer tells what would be.
    """
    return reply(await caller.memory.rollback(body))
