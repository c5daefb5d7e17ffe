"""Entities: who and what is talked about."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from toldonce.model import Entity, EntityDetail, Page
from toldonce.model import Query as Question
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Reader
from toldonce.server.door import Door
from toldonce.server.parameters import AsOf, Cursor, Id, KnownAt, KnownAtSeq, Limit, MinSeq
from toldonce.server.replies import reply

router = AddressedRouter(prefix="/api/v1/entities", tags=["entities"], route_class=Door)


@router.get("", response_model=Page[Entity])
async def entities(
    caller: Reader,
    q: Annotated[Question | None, Query(description="A part of a name or alias.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    known_at_seq: KnownAtSeq = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    min_seq: MinSeq = None,
) -> Response:
    """People, animals, places, organisations and things that are talked about, the most mentioned first.

    With `as_of` those who had been mentioned by then, or in what is known to have been so then.
    """
    page = await caller.memory.entities(
        q=q, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, limit=limit, cursor=cursor, min_seq=min_seq
    )
    return reply(page)


@router.get("/{entity_id}", response_model=EntityDetail)
async def entity(
    caller: Reader,
    entity_id: Id,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    known_at_seq: KnownAtSeq = None,
    min_seq: MinSeq = None,
) -> Response:
    """One entity and its neighbourhood: the memories about it, who is mentioned with it, and the newest turns."""
    found = await caller.memory.entity(
        entity_id, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, min_seq=min_seq
    )
    return reply(found)
