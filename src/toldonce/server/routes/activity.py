"""What went on, day by day."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator
from starlette.responses import Response

from toldonce.model import Activity
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Reader
from toldonce.server.door import Door
from toldonce.server.parameters import MinSeq
from toldonce.server.replies import reply


def _written(day: object) -> object:
    if not isinstance(day, str) or not DAY.fullmatch(day):
        raise ValueError("must be a day in ISO 8601, such as 2026-03-01")
    return day


DAY = re.compile(r"\d{4}-\d\d-\d\d")
Day = Annotated[date, BeforeValidator(_written)]
"""A day as people write it: a bare number would be taken for seconds."""

router = AddressedRouter(prefix="/api/v1", tags=["memories"], route_class=Door)


@router.get("/activity", response_model=Activity)
async def activity(
    caller: Reader,
    since: Annotated[Day | None, Query(description="Only days from this one on (UTC).")] = None,
    until: Annotated[Day | None, Query(description="Only days up to and including this one (UTC).")] = None,
    min_seq: MinSeq = None,
) -> Response:
    """Turns, memories and searches by the day (UTC) on which they happened, and how long the searches took.

    Days on which nothing happened are left out. Searches are counted for all doors, chat included; those of other
    processes of the service are added within a minute.
    """
    return reply(await caller.memory.activity(since=since, until=until, min_seq=min_seq))
