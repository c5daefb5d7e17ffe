"""Memories: tell, list, read, search, explain, correct and forget."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Body, Query
from starlette.responses import Response

from toldonce.errors import PreconditionFailed, PreconditionRequired, ValidationFailed
from toldonce.model import (
    ErasureReceipt,
    ExplainRequest,
    Explanation,
    Memory,
    MemoryChange,
    MemoryRequest,
    MemoryStats,
    MemoryType,
    Page,
    SearchRequest,
    SearchResult,
    Turn,
)
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Caller, Eraser, Reader, Writer
from toldonce.server.door import Door
from toldonce.server.etags import IfMatch, IfNoneMatch, etag_of, still_holds, wanted_versions
from toldonce.server.examples import CORRECTION, EXPLAIN, MEMORY, SEARCH
from toldonce.server.moments import refuse_expired, refuse_future
from toldonce.server.parameters import AsOf, Cursor, Id, KnownAt, KnownAtSeq, Limit, MinSeq, Moment, OptionalText
from toldonce.server.replies import reply
from toldonce.server.wire import MemoriesAdded, MemoriesRequest

router = AddressedRouter(prefix="/api/v1/memories", tags=["memories"], route_class=Door)


@router.post("", status_code=201, response_model=Memory)
async def add_memory(caller: Writer, body: Annotated[MemoryRequest, Body(examples=[MEMORY])]) -> Response:
    """Tell one memory directly.

    `at` is when it was said, and may lie at most a day ahead, for clocks that are wrong. `expires_at` lies ahead.
    """
    refuse_future([("/at", body.at)])
    refuse_expired([("/expires_at", body.expires_at)])
    (memory,) = await caller.memory.add_memories([body], write_key=caller.write_key)
    return _with_etag(memory, 201)


@router.post("/batch", status_code=201, response_model=MemoriesAdded)
async def add_memories(
    caller: Writer, body: Annotated[MemoriesRequest, Body(examples=[{"memories": [MEMORY]}])]
) -> Response:
    """Tell up to 1,000 memories, all or none."""
    refuse_future((f"/memories/{number}/at", one.at) for number, one in enumerate(body.memories))
    refuse_expired((f"/memories/{number}/expires_at", one.expires_at) for number, one in enumerate(body.memories))
    memories = await caller.memory.add_memories(body.memories, write_key=caller.write_key)
    newest = max((one.up_to_seq for one in memories if one.up_to_seq is not None), default=None)
    return reply(MemoriesAdded(memories=memories, up_to_seq=newest), 201)


@router.get("", response_model=Page[Memory])
async def memories(
    caller: Reader,
    type: Annotated[MemoryType | None, Query(description="Only memories of this type.")] = None,
    status: Annotated[
        Literal["current", "superseded", "quarantined", "all"], Query(description="Which versions to list.")
    ] = "current",
    since: Moment = None,
    until: Moment = None,
    q: OptionalText = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    known_at_seq: KnownAtSeq = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    min_seq: MinSeq = None,
) -> Response:
    """The memories, the newest first. With `as_of`, `known_at` or `known_at_seq`, those of another time."""
    page = await caller.memory.memories(
        type=type,
        status=status,
        since=since,
        until=until,
        q=q,
        as_of=as_of,
        known_at=known_at,
        known_at_seq=known_at_seq,
        limit=limit,
        cursor=cursor,
        min_seq=min_seq,
    )
    return reply(page)


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
    return reply(await caller.memory.stats(min_seq=min_seq))


@router.post("/search", response_model=SearchResult)
async def search(caller: Reader, body: Annotated[SearchRequest, Body(examples=[SEARCH])]) -> Response:
    """Search memories and turns by words, meaning and time.

    `answerable` says whether the memory holds an answer at all; scores lie in 0..1 and compare between queries.
    """
    return reply(await caller.memory.search(body))


@router.post("/explain", response_model=Explanation)
async def explain(caller: Reader, body: Annotated[ExplainRequest, Body(examples=[EXPLAIN])]) -> Response:
    """Why a memory or turn ranks where it does for a query, or which arm, filter or budget keeps it out."""
    return reply(await caller.memory.explain(body))


@router.get(
    "/{memory_id}",
    response_model=Memory,
    responses={304: {"description": "The memory is still at the version that If-None-Match names."}},
)
async def memory(caller: Reader, memory_id: Id, min_seq: MinSeq = None, if_none_match: IfNoneMatch = None) -> Response:
    """One memory. Its `ETag` is its version, which a correction sends back as `If-Match`."""
    found = await caller.memory.memory(memory_id, min_seq=min_seq)
    if still_holds(if_none_match, etag_of(found)):
        return Response(status_code=304, headers=_headers(found))
    return _with_etag(found)


@router.get("/{memory_id}/history", response_model=Page[Memory])
async def memory_history(caller: Reader, memory_id: Id, min_seq: MinSeq = None) -> Response:
    """Every version of what a memory is about that took another's place, the oldest first; one page holds them all."""
    versions = await caller.memory.memory_history(memory_id, min_seq=min_seq)
    return reply(Page[Memory](items=versions, up_to_seq=versions[0].up_to_seq))


@router.get("/{memory_id}/uses", response_model=Page[Turn])
async def memory_uses(
    caller: Reader, memory_id: Id, limit: Limit = 20, cursor: Cursor = None, min_seq: MinSeq = None
) -> Response:
    """Where a memory was used: the turns in whose prompt it was placed, the newest first."""
    return reply(await caller.memory.memory_uses(memory_id, limit=limit, cursor=cursor, min_seq=min_seq))


@router.patch("/{memory_id}", response_model=Memory)
async def correct_memory(
    caller: Writer,
    memory_id: Id,
    body: Annotated[MemoryChange, Body(examples=[CORRECTION])],
    if_match: IfMatch = None,
) -> Response:
    """Correct a memory: a new version takes the place of this one, which from then on counts as never true.

    What is left out stays. The answer is the new version; `superseded` names the old one. Where only its type,
    importance, metadata or end is changed, it stays what was told then: `recorded_at` and its evidence are kept.
    """
    if if_match is None:
        await caller.memory.memory(memory_id)  # what is not there is not found, whatever else is missing
        raise PreconditionRequired
    version = await _version_to_correct(caller, memory_id, wanted_versions(if_match))
    refuse_expired([("/expires_at", body.expires_at)])
    corrected = await caller.memory.correct_memory(memory_id, body, version=version, write_key=caller.write_key)
    return _with_etag(corrected)


@router.post("/{memory_id}/restore", response_model=Memory)
async def restore_memory(caller: Writer, memory_id: Id) -> Response:
    """Make what a superseded memory says current again, as a new version."""
    return _with_etag(await caller.memory.restore_memory(memory_id, write_key=caller.write_key))


@router.post("/{memory_id}/confirm", response_model=Memory)
async def confirm_memory(caller: Writer, memory_id: Id) -> Response:
    """Let a quarantined memory count, as if the user had said it now."""
    return _with_etag(await caller.memory.confirm_memory(memory_id, write_key=caller.write_key))


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


async def _version_to_correct(caller: Caller, memory_id: UUID, wanted: frozenset[int] | None) -> int | None:
    """The version that a correction is for, None for any. Raises `NotFound` and `PreconditionFailed`."""
    if wanted is None or len(wanted) == 1:
        return next(iter(wanted or ()), None)
    found = await caller.memory.memory(memory_id)
    if found.version not in wanted:
        raise PreconditionFailed
    return found.version


def _with_etag(memory: Memory, status: int = 200) -> Response:
    return reply(memory, status, _headers(memory))


def _headers(memory: Memory) -> dict[str, str]:
    return {"ETag": etag_of(memory), "Cache-Control": "private, no-cache"}
