"""One conversation turn: a message, answered with memory."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body
from starlette.responses import Response

from toldonce.model import ChatReply, ChatRequest
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Chatter
from toldonce.server.door import Door
from toldonce.server.events import EventStream, begun
from toldonce.server.examples import MESSAGE
from toldonce.server.replies import reply

EVENT: dict[str, Any] = {
    "type": "object",
    "description": "Each event; `data` is JSON.",
    "properties": {
        "event": {"type": "string", "enum": ["memories", "token", "done", "error", "shutdown"]},
        "data": {"type": "string"},
    },
}

router = AddressedRouter(prefix="/api/v1", tags=["chat"], route_class=Door)


@router.post(
    "/conversation",
    response_model=ChatReply,
    responses={200: {"content": {"text/event-stream": {"schema": EVENT}}}},
)
async def converse(caller: Chatter, body: Annotated[ChatRequest, Body(examples=[MESSAGE])]) -> Response:
    """Answer a message with what the memory holds, and remember both.

    With `stream: true` the answer comes as server-sent events: `memories` (what was placed in the prompt), `token` (a
    piece of the reply), `done` (the whole answer), `error`, or `shutdown` when the service stops before the end.
    """
    chat, user_id = caller.runtime.chat, caller.identity.user_id
    if body.stream:
        return EventStream(await begun(chat.stream(caller.memory, user_id, body, write_key=caller.write_key)))
    return reply(await chat.reply(caller.memory, user_id, body, write_key=caller.write_key))
