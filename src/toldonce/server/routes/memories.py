"""Memories: tell, list, read, search and forget."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query
from starlette.responses import Response

from toldonce.errors import ValidationFailed
from toldonce.model import (
    ErasureReceipt,
    Memory,
    MemoryRequest,
    MemoryStats,
    MemoryStatus,
    MemoryType,
    Page,
    SearchRequest,
    SearchResult,
)
from toldonce.server.callers import Eraser, Reader, Writer
from toldonce.server.door import Door
from toldonce.server.examples import MEMORY, SEARCH
from toldonce.server.parameters import Cursor, Id, Limit, MinSeq, Moment, OptionalText
from toldonce.server.replies import page_reply, reply, require_seq
from toldonce.server.wire import MemoriesAdded, MemoriesRequest

router = APIRouter(prefix="/api/v1/memories", tags=["memories"], route_class=Door)


@router.post("", status_code=201, response_model=Memory)
async def add_memory(caller: Writer, body: Annotated[MemoryRequest, Body(examples=[MEMORY])]) -> Response:
    """Tell one memory directly."""
    (memory,) = await caller.memory.add_memories([body], write_key=caller.write_key)
    return reply(memory, 201)


@router.post("/batch", status_code=201, response_model=MemoriesAdded)
async def add_memories(
    caller: Writer, body: Annotated[MemoriesRequest, Body(examples=[{"memories": [MEMORY]}])]
) -> Response:
    """Tell up to 1,000 memories, all or none."""
    memories = await caller.memory.add_memories(body.memories, write_key=caller.write_key)
    newest = max((one.up_to_seq for one in memories if one.up_to_seq is not None), default=None)
    return reply(MemoriesAdded(memories=memories, up_to_seq=newest), 201)


@router.get("", response_model=Page[Memory])
async def memories(
    caller: Reader,
    type: Annotated[MemoryType | None, Query(description="Only memories of this type.")] = None,
    status: Annotated[MemoryStatus | Literal["all"], Query(description="Which versions to list.")] = "current",
    since: Moment = None,
    until: Moment = None,
    q: OptionalText = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    min_seq: MinSeq = None,
) -> Response:
    """The memories, the newest first."""
    page = await caller.memory.memories(
        type=type, status=status, since=since, until=until, q=q, limit=limit, cursor=cursor, min_seq=min_seq
    )
    return page_reply(page, min_seq)


@router.delete("", response_model=ErasureReceipt)
async def forget_all(
    caller: Eraser, confirm: Annotated[str | None, Query(description="Must be `all`.", max_length=16)] = None
) -> Response:
    """Erase everything in this subject's memory, for good."""
    if confirm != "all":
        message = "must be 'all', to say that everything is to be erased"
        raise ValidationFailed(
            f"confirm: {message}", errors=[{"pointer": "/confirm", "message": message, "in": "query"}]
        )
    return reply(await caller.memory.forget_all())


@router.get("/stats", response_model=MemoryStats)
async def stats(caller: Reader, min_seq: MinSeq = None) -> Response:
    """What the memory holds, in numbers."""
    counted = await caller.memory.stats()
    require_seq(counted.up_to_seq, min_seq)
    return reply(counted)


@router.post("/search", response_model=SearchResult)
async def search(caller: Reader, body: Annotated[SearchRequest, Body(examples=[SEARCH])]) -> Response:
    """Search memories and turns by words, meaning and time.

    `answerable` says whether the memory holds an answer at all; scores lie in 0..1 and compare between queries.
    """
    return reply(await caller.memory.search(body))


@router.get("/{memory_id}", response_model=Memory)
async def memory(caller: Reader, memory_id: Id) -> Response:
    """One memory."""
    return reply(await caller.memory.memory(memory_id))


@router.delete("/{memory_id}", response_model=ErasureReceipt)
async def forget_memory(
    caller: Eraser,
    memory_id: Id,
    evidence: Annotated[
        Literal["erase", "keep"], Query(description="Whether the turns that it came from are erased too.")
    ] = "erase",
) -> Response:
    """Erase one memory for good, and by default the text of the turns that it came from."""
    return reply(await caller.memory.forget_memory(memory_id, evidence=evidence))
