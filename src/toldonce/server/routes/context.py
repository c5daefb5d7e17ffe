"""Text for a prompt."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Body
from starlette.responses import Response

from toldonce.model import Context, ContextRequest
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Reader
from toldonce.server.door import Door
from toldonce.server.etags import IfNoneMatch, still_holds
from toldonce.server.examples import CONTEXT
from toldonce.server.replies import reply

router = AddressedRouter(prefix="/api/v1", tags=["context"], route_class=Door)


@router.post(
    "/context",
    response_model=Context,
    responses={304: {"description": "The text is the one that the ETag in If-None-Match names."}},
)
async def context(
    caller: Reader,
    body: Annotated[ContextRequest | None, Body(examples=[CONTEXT])] = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """What a language model should know for a query, within a budget of tokens, with the ids of what is in it.

    The stable part stays byte-identical until a memory in it changes, so that a provider's prompt cache keeps working.
    """
    made = await caller.memory.context(body or ContextRequest())
    shown = "\n".join([made.text, *map(str, made.memory_ids), *map(str, made.turn_ids)])
    etag = f'"{hashlib.sha256(shown.encode()).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if still_holds(if_none_match, etag):
        return Response(status_code=304, headers=headers)
    return reply(made, headers=headers)
