"""The flat addresses of Mem0's open server."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from toldonce.errors import InvalidRequest
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import AnyCaller, Eraser, Owner, Reader, Writer
from toldonce.server.door import Door
from toldonce.server.gateways.mem0 import answers, reading, writing
from toldonce.server.gateways.mem0.answers import answer
from toldonce.server.gateways.mem0.entities import EntityType, entities_of, forget_entity
from toldonce.server.gateways.mem0.platform import MemoryId, OptionalEntity, named
from toldonce.server.gateways.mem0.reading import NO_OWNER
from toldonce.server.gateways.mem0.wire import Mem0AddRequest, Mem0ListRequest, Mem0SearchRequest, Mem0UpdateRequest

router = AddressedRouter(tags=["gateways"], route_class=Door)

SEPARATE = "The settings of toldonce are its environment: see docs/reference/settings.md."


@router.post("/memories")
async def mem0_flat_add(caller: Writer, body: Mem0AddRequest) -> Response:
    """Remember messages."""
    return answer(answers.added(await writing.Writer(caller).add(body)))


@router.get("/memories")
async def mem0_flat_list(
    caller: Reader,
    user_id: OptionalEntity = None,
    agent_id: OptionalEntity = None,
    run_id: OptionalEntity = None,
    top_k: Annotated[int, Query(ge=1, le=1_000)] = 20,
    show_expired: bool = False,
) -> Response:
    """List, the newest first."""
    wanted = named(user_id=user_id, agent_id=agent_id, run_id=run_id)
    records = await reading.Reader(caller).get_all(Mem0ListRequest(filters=wanted, show_expired=show_expired))
    return answer(answers.results(records[:top_k]))


@router.delete("/memories")
async def mem0_flat_delete_all(
    caller: Eraser, user_id: OptionalEntity = None, agent_id: OptionalEntity = None, run_id: OptionalEntity = None
) -> Response:
    """Forget everything of a user, agent or run; without one of them nothing is forgotten."""
    wanted = named(user_id=user_id, agent_id=agent_id, run_id=run_id)
    if not wanted:
        raise InvalidRequest(NO_OWNER)
    await writing.Writer(caller).delete_where(reading.Reader(caller).filter(wanted))
    return answer({"message": "All relevant memories deleted"})


@router.get("/memories/{memory_id}")
async def mem0_flat_get(caller: Reader, memory_id: MemoryId) -> Response:
    """One memory."""
    return answer((await reading.Reader(caller).get(memory_id)).shown())


@router.put("/memories/{memory_id}")
async def mem0_flat_update(caller: Writer, memory_id: MemoryId, body: Mem0UpdateRequest) -> Response:
    """Change a memory; what it said before stays in its history."""
    record = await writing.Writer(caller).update(memory_id, body)
    return answer({"message": "Memory updated successfully!", **record.shown()})


@router.delete("/memories/{memory_id}")
async def mem0_flat_delete(caller: Eraser, memory_id: MemoryId) -> Response:
    """Forget a memory in all its versions, for good."""
    await writing.Writer(caller).delete(memory_id)
    return answer({"message": "Memory deleted successfully"})


@router.get("/memories/{memory_id}/history")
async def mem0_flat_history(caller: Reader, memory_id: MemoryId) -> Response:
    """What a memory said, version by version."""
    return answer(answers.history(await reading.Reader(caller).history(memory_id)))


@router.post("/search")
async def mem0_flat_search(caller: Reader, body: Mem0SearchRequest) -> Response:
    """Search; fields of a filter that Mem0 does not know are metadata."""
    return answer(answers.results(await reading.Reader(caller, others_are_metadata=True).search(body)))


@router.post("/reset")
async def mem0_flat_reset(caller: Owner) -> Response:
    """Forget everything that the account remembers; only a key with the scope admin may."""
    writer = writing.Writer(caller)
    await writer.delete_where(reading.Reader(caller).filter({"user_id": "*"}))
    return answer({"message": "All memories reset"})


@router.get("/entities")
async def mem0_flat_entities(caller: Reader) -> Response:
    """Who and what has memories."""
    kept = ("name", "type", "total_memories", "created_at", "updated_at")
    return answer([{"id": one["name"], **{name: one[name] for name in kept}} for one in await entities_of(caller)])


@router.delete("/entities/{kind}/{name:path}")
async def mem0_flat_forget_entity(
    caller: Eraser, kind: EntityType, name: Annotated[str, Path(min_length=1, max_length=255)]
) -> Response:
    """Forget everything of one of them, for good."""
    await forget_entity(caller, kind, name)
    return answer({"message": "Entity deleted successfully"})


@router.get("/configure")
async def mem0_flat_settings(caller: AnyCaller) -> Response:
    """What the service is, in the terms of Mem0's open server."""
    return answer({"version": "v1.1", "vector_store": {"provider": "toldonce"}})


@router.post("/configure")
async def mem0_flat_configure(caller: Owner) -> Response:
    """Refused: a running service is not reconfigured by its callers."""
    raise InvalidRequest(SEPARATE)
