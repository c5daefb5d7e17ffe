"""Conversations and their turns."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import Body, Query
from starlette.responses import Response, StreamingResponse

from toldonce.model import (
    Conversation,
    ConversationChange,
    ConversationRequest,
    ErasureReceipt,
    Page,
    Turn,
    TurnsAdded,
    TurnsRequest,
)
from toldonce.ports import MemoryAPI
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Eraser, Reader, Writer
from toldonce.server.door import Door
from toldonce.server.examples import TURNS
from toldonce.server.moments import refuse_future
from toldonce.server.parameters import Cursor, Id, Limit, MinSeq, SearchText
from toldonce.server.replies import reply
from toldonce.server.wire import ConversationExport

EXPORT_PAGE = 200

router = AddressedRouter(prefix="/api/v1/conversations", tags=["conversations"], route_class=Door)


@router.post("", status_code=201, response_model=Conversation)
async def create_conversation(
    caller: Writer, body: Annotated[ConversationRequest | None, Body(examples=[{"title": "Moving house"}])] = None
) -> Response:
    """Begin a conversation."""
    request = body or ConversationRequest()
    return reply(await caller.memory.create_conversation(request, write_key=caller.write_key), 201)


@router.get("", response_model=Page[Conversation])
async def conversations(
    caller: Reader,
    limit: Limit = 20,
    cursor: Cursor = None,
    archived: Annotated[bool | None, Query(description="Only archived ones, or only the others.")] = None,
    min_seq: MinSeq = None,
) -> Response:
    """The conversations, pinned ones first, then the newest."""
    page = await caller.memory.conversations(limit=limit, cursor=cursor, archived=archived, min_seq=min_seq)
    return reply(page)


@router.get("/search", response_model=Page[Conversation])
async def search_conversations(
    caller: Reader, q: SearchText, limit: Limit = 20, cursor: Cursor = None, min_seq: MinSeq = None
) -> Response:
    """Conversations whose title or turns match, the best first."""
    return reply(await caller.memory.search_conversations(q, limit=limit, cursor=cursor, min_seq=min_seq))


@router.get("/{conversation_id}", response_model=Conversation)
async def conversation(caller: Reader, conversation_id: Id, min_seq: MinSeq = None) -> Response:
    """One conversation."""
    return reply(await caller.memory.conversation(conversation_id, min_seq=min_seq))


@router.patch("/{conversation_id}", response_model=Conversation)
async def change_conversation(
    caller: Writer,
    conversation_id: Id,
    body: Annotated[ConversationChange, Body(examples=[{"title": "Moving to Porto", "pinned": True}])],
) -> Response:
    """Rename, pin or archive a conversation; what is left out stays."""
    return reply(await caller.memory.change_conversation(conversation_id, body))


@router.delete("/{conversation_id}", response_model=ErasureReceipt)
async def forget_conversation(caller: Eraser, conversation_id: Id) -> Response:
    """Erase a conversation for good, with its turns and the memories that only they speak for."""
    return reply(await caller.memory.forget_conversation(conversation_id))


@router.post("/{conversation_id}/turns", status_code=201, response_model=TurnsAdded)
async def add_turns(
    caller: Writer, conversation_id: Id, body: Annotated[TurnsRequest, Body(examples=[TURNS])]
) -> Response:
    """Store up to 1,000 turns, all or none, without a reply.

    When the answer is there, the turns are durable and can be found by their words and by their meaning. `at` is when
    something was said, and may lie at most a day ahead, for clocks that are wrong.
    """
    refuse_future((f"/turns/{number}/at", turn.at) for number, turn in enumerate(body.turns))
    return reply(await caller.memory.add_turns(conversation_id, body.turns, write_key=caller.write_key), 201)


@router.get("/{conversation_id}/turns", response_model=Page[Turn])
async def turns(
    caller: Reader,
    conversation_id: Id,
    limit: Limit = 20,
    cursor: Cursor = None,
    min_seq: MinSeq = None,
    newest: Annotated[bool, Query(description="Only the last `limit` turns.")] = False,
) -> Response:
    """The turns of a conversation, in the order in which they were said."""
    page = await caller.memory.turns(conversation_id, limit=limit, cursor=cursor, min_seq=min_seq, newest=newest)
    return reply(page)


@router.delete("/{conversation_id}/turns/{turn_id}", response_model=ErasureReceipt)
async def forget_turn(caller: Eraser, conversation_id: Id, turn_id: Id) -> Response:
    """Erase one turn for good."""
    return reply(await caller.memory.forget_turn(conversation_id, turn_id))


@router.get(
    "/{conversation_id}/export",
    response_class=StreamingResponse,
    responses={200: {"model": ConversationExport, "content": {"text/markdown": {"schema": {"type": "string"}}}}},
)
async def export_conversation(
    caller: Reader,
    conversation_id: Id,
    format: Annotated[
        Literal["json", "markdown"], Query(description="JSON for programs, Markdown for people.")
    ] = "json",
) -> Response:
    """One conversation with all its turns, as a file."""
    found = await caller.memory.conversation(conversation_id)
    written = _as_json(caller.memory, found) if format == "json" else _as_markdown(caller.memory, found)
    kind, ending = ("application/json", "json") if format == "json" else ("text/markdown; charset=utf-8", "md")
    headers = {"Content-Disposition": f'attachment; filename="conversation-{conversation_id}.{ending}"'}
    return StreamingResponse(written, headers=headers, media_type=kind)


async def _all_turns(memory: MemoryAPI, conversation: Conversation) -> AsyncIterator[Turn]:
    cursor: str | None = None
    while True:
        page = await memory.turns(conversation.conversation_id, limit=EXPORT_PAGE, cursor=cursor)
        for turn in page.items:
            yield turn
        cursor = page.next_cursor
        if cursor is None:
            return


async def _as_json(memory: MemoryAPI, conversation: Conversation) -> AsyncIterator[str]:
    yield conversation.model_dump_json()[:-1] + ',"turns":['
    between = ""
    async for turn in _all_turns(memory, conversation):
        yield between + turn.model_dump_json()
        between = ","
    yield "]}"


async def _as_markdown(memory: MemoryAPI, conversation: Conversation) -> AsyncIterator[str]:
    yield f"# {conversation.title or 'Conversation'}\n"
    async for turn in _all_turns(memory, conversation):
        said_at = turn.at.strftime("%Y-%m-%d %H:%M UTC")
        yield f"\n**{turn.speaker or turn.role}** ({said_at}, turn {turn.turn_number})\n\n{turn.content}\n"
