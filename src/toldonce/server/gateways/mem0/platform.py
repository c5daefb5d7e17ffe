"""The addresses of Mem0's service that its ``MemoryClient`` calls for memories: the unmodified client works here."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from starlette.responses import Response

from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import AnyCaller, Eraser, Reader, Writer
from toldonce.server.door import Door
from toldonce.server.gateways.mem0 import answers, reading, writing
from toldonce.server.gateways.mem0.answers import answer
from toldonce.server.gateways.mem0.filters import read_python
from toldonce.server.gateways.mem0.wire import (
    Mem0AddRequest,
    Mem0BatchRequest,
    Mem0FeedbackRequest,
    Mem0ListRequest,
    Mem0SearchRequest,
    Mem0UpdateRequest,
)

router = AddressedRouter(tags=["gateways"], route_class=Door)

MemoryId = Annotated[str, Path(max_length=100)]
OptionalEntity = Annotated[str | None, Query(min_length=1, max_length=255)]


def named(**entities: str | None) -> dict[str, str]:
    """Those that a request names."""
    return {field: name for field, name in entities.items() if name is not None}


@router.get("/v1/ping/")
async def mem0_ping(caller: AnyCaller) -> Response:
    """Whether the key is good. An account is one organisation with one project, both under its id."""
    account = await caller.runtime.accounts.account(caller.identity.user_id)
    whose = str(account.user_id)
    return answer({"status": "ok", "org_id": whose, "project_id": whose, "user_email": account.email})


@router.post("/v3/memories/add/")
async def mem0_add(caller: Writer, body: Mem0AddRequest) -> Response:
    """Remember messages."""
    return answer(answers.added(await writing.Writer(caller).add(body)))


@router.post("/v3/memories/search/")
async def mem0_search(caller: Reader, body: Mem0SearchRequest) -> Response:
    """Search."""
    return answer(answers.results(await reading.Reader(caller).search(body), body.fields or ()))


@router.post("/v3/memories/")
async def mem0_list(
    caller: Reader,
    body: Mem0ListRequest,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=200)] = 100,
) -> Response:
    """List, the newest first."""
    records = await reading.Reader(caller).get_all(body)
    return answer(answers.page(records, "/v3/memories/", page, page_size, body.fields or ()))


@router.get("/v1/memories/{memory_id}/")
async def mem0_get(caller: Reader, memory_id: MemoryId) -> Response:
    """One memory."""
    return answer((await reading.Reader(caller).get(memory_id)).shown())


@router.put("/v1/memories/{memory_id}/")
async def mem0_update(caller: Writer, memory_id: MemoryId, body: Mem0UpdateRequest) -> Response:
    """Change a memory; what it said before stays in its history."""
    return answer((await writing.Writer(caller).update(memory_id, body)).shown())


@router.delete("/v1/memories/{memory_id}/")
async def mem0_delete(caller: Eraser, memory_id: MemoryId, delete_linked: bool = False) -> Response:
    """Forget a memory in all its versions, for good."""
    count = await writing.Writer(caller).delete(memory_id, linked=delete_linked)
    return answer({"message": "Memory deleted successfully!", "cascade_count": count - 1})


@router.delete("/v1/memories/")
async def mem0_delete_all(
    caller: Eraser,
    user_id: OptionalEntity = None,
    agent_id: OptionalEntity = None,
    app_id: OptionalEntity = None,
    run_id: OptionalEntity = None,
    metadata: Annotated[str | None, Query(max_length=16_384)] = None,
    filters: Annotated[str | None, Query(max_length=16_384)] = None,
) -> Response:
    """Forget everything of a user, agent, app or run; without one of them nothing is forgotten."""
    written: dict[str, Any] = {**named(user_id=user_id, agent_id=agent_id, app_id=app_id, run_id=run_id)}
    if metadata is not None:
        written["metadata"] = read_python(metadata)
    reader = reading.Reader(caller)
    wanted = reader.filter({"AND": [written, read_python(filters)]} if filters is not None else written)
    count = await writing.Writer(caller).delete_where(wanted)
    return answer({"message": "Memories deleted successfully!", "count": count})


@router.get("/v1/memories/{memory_id}/history/")
async def mem0_history(caller: Reader, memory_id: MemoryId) -> Response:
    """What a memory said, version by version."""
    return answer(answers.history(await reading.Reader(caller).history(memory_id)))


@router.put("/v1/batch/")
async def mem0_batch_update(caller: Writer, body: Mem0BatchRequest) -> Response:
    """Change several memories, after all of them were found."""
    reader, writer = reading.Reader(caller), writing.Writer(caller)
    for item in body.memories:
        await reader.newest(item.memory_id)
    for item in body.memories:
        await writer.update(item.memory_id, item)
    return answer({"message": f"Successfully updated {len(body.memories)} memories"})


@router.delete("/v1/batch/")
async def mem0_batch_delete(caller: Eraser, body: Mem0BatchRequest) -> Response:
    """Forget several memories, after all of them were found."""
    reader, writer = reading.Reader(caller), writing.Writer(caller)
    doomed = list(dict.fromkeys(item.memory_id for item in body.memories))
    for memory_id in doomed:
        await reader.newest(memory_id)
    for memory_id in doomed:
        await writer.delete(memory_id)
    return answer({"message": f"Successfully deleted {len(doomed)} memories"})


@router.post("/v1/feedback/")
async def mem0_feedback(caller: Writer, body: Mem0FeedbackRequest) -> Response:
    """Keep what somebody thinks of a memory, as a version of it."""
    said = body.model_dump(include={"feedback", "feedback_reason"})
    record = await writing.Writer(caller).note(body.memory_id, "feedback", said if body.feedback else None)
    return answer({"id": record.id, **said})
