"""A turn by its id alone, as hits name it."""

from __future__ import annotations

from starlette.responses import Response

from toldonce.model import Turn
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Reader
from toldonce.server.door import Door
from toldonce.server.parameters import Id
from toldonce.server.replies import reply

router = AddressedRouter(prefix="/api/v1/turns", tags=["conversations"], route_class=Door)


@router.get("/{turn_id}", response_model=Turn)
async def turn(caller: Reader, turn_id: Id) -> Response:
    """One turn, wherever it was said."""
    return reply(await caller.memory.turn(turn_id))
