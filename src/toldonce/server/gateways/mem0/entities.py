"""Mem0's users, agents, apps and runs, with their profiles and summaries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import NAMESPACE_URL, uuid5

from fastapi import Path
from pydantic import BeforeValidator
from starlette.responses import Response

from toldonce.errors import InvalidRequest, NotFound
from toldonce.model import Scope
from toldonce.ports import MemoryAPI
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Caller, Eraser, Reader, Writer
from toldonce.server.door import Door
from toldonce.server.gateways.mem0 import reading, writing
from toldonce.server.gateways.mem0.answers import answer
from toldonce.server.gateways.mem0.filters import ENTITY_FIELDS
from toldonce.server.gateways.mem0.wire import Mem0ProfileJobRequest, Mem0ProfileSettings, Mem0SummaryRequest
from toldonce.server.replies import http_time


def _known(kind: object) -> object:
    # What is none of them names nothing.
    if kind not in ("user", "agent", "app", "run"):
        raise NotFound("There are only users, agents, apps and runs.")
    return kind


EntityType = Annotated[Literal["user", "agent", "app", "run"], BeforeValidator(_known)]
Entity = Annotated[str, Path(min_length=1, max_length=255)]

router = AddressedRouter(tags=["gateways"], route_class=Door)


async def entities_of(caller: Caller) -> list[dict[str, Any]]:
    """Everybody and everything that memories of the account belong to."""
    directory, user_id = caller.runtime.subjects, caller.identity.user_id
    labels = await directory.labels(user_id, ENTITY_FIELDS[1:])
    own = {f"{one.name}:{one.value}" for one in labels}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    users = [one for one in await directory.subjects(user_id) if one.subject not in own]
    for kind, name, count, first, last in [
        *(("user", one.subject, one.memories, one.first_at, one.last_at) for one in users),
        *((one.name.removesuffix("_id"), one.value, one.memories, one.first_at, one.last_at) for one in labels),
    ]:
        known = found.setdefault((kind, name), {"count": 0, "first": first, "last": last})
        known["count"] += count
        known["first"], known["last"] = min(known["first"], first), max(known["last"], last)
    return [
        {
            "id": str(uuid5(NAMESPACE_URL, f"{user_id}/{kind}/{name}")),
            "name": name,
            "type": kind,
            "owner": str(user_id),
            "metadata": None,
            "total_memories": numbers["count"],
            "created_at": http_time(numbers["first"]),
            "updated_at": http_time(numbers["last"]),
        }
        for (kind, name), numbers in sorted(found.items())
    ]


async def forget_entity(caller: Caller, kind: EntityType, name: str) -> None:
    """Forget everything of a user, agent, app or run. Raises `NotFound` when there is nothing."""
    wanted = reading.Reader(caller).filter({f"{kind}_id": name})
    if not any(one["type"] == kind and one["name"] == name for one in await entities_of(caller)):
        raise NotFound(f"There is no {kind} of this name.")
    await writing.Writer(caller).delete_where(wanted)


@router.get("/v1/entities/")
async def mem0_entities(caller: Reader) -> Response:
    """Who and what has memories."""
    found = await entities_of(caller)
    totals = {f"total_{kind}s": sum(one["type"] == kind for one in found) for kind in ("user", "agent", "app", "run")}
    return answer({"count": len(found), "next": None, "previous": None, "results": found, **totals})


@router.delete("/v2/entities/{kind}/{name:path}/")
async def mem0_forget_entity(caller: Eraser, kind: EntityType, name: Entity) -> Response:
    """Forget everything of one of them, for good."""
    await forget_entity(caller, kind, name)
    return answer({"message": "Entity deleted successfully!"})


@router.post("/v1/summary/")
async def mem0_summary(caller: Reader, body: Mem0SummaryRequest) -> Response:
    """What is known of somebody, in a few lines."""
    reader = reading.Reader(caller)
    texts = [
        (await _memory(caller, subject).profile_summary()).text
        for subject in await reader.subjects(reader.filter(body.filters, body.entities))
    ]
    return answer({"summary": "\n\n".join(text for text in texts if text)})


@router.get("/v2/entities/user/{name:path}/profile/")
async def mem0_profile(caller: Reader, name: Entity) -> Response:
    """What is known of a user. A profile is never out of date, so nobody has to ask for it to be made."""
    memory = _memory(caller, name)
    profile, summary = await memory.profile(), await memory.profile_summary()
    known = {
        slot.slot: [entry.value or entry.content for entry in slot.entries] for slot in profile.slots if slot.entries
    }
    return answer(
        {
            "profile": summary.text or None,
            "attributes": known,
            "status": "succeeded" if summary.text else "insufficient_data",
            "entity_type": "user",
            "entity_id": name,
            "updated_at": http_time(datetime.now(UTC)),
            "generation_count": 1 if summary.text else 0,
        }
    )


@router.post("/v2/profiles/jobs/")
async def mem0_make_profiles(caller: Writer, body: Mem0ProfileJobRequest) -> Response:
    """A profile that somebody asks for is there already; a sample is of users that are there."""
    if body.operation == "trigger":
        if body.entity_id is None:
            raise InvalidRequest("entity_id: is required.")
        return answer(_job(f"user:{body.entity_id}"))
    users = [one["name"] for one in await entities_of(caller) if one["type"] == "user"][: body.limit or 10]
    return answer({**_job("sample"), "entity_ids": users})


@router.get("/v2/profiles/jobs/{job:path}/")
async def mem0_profile_job(caller: Reader, job: Annotated[str, Path(max_length=300)]) -> Response:
    """Done, as profiles always are. Raises `NotFound` for a user whom nobody knows."""
    users = {f"user:{one['name']}" for one in await entities_of(caller) if one["type"] == "user"}
    if job != "sample" and job not in users:
        raise NotFound
    return answer(_job(job))


@router.get("/v2/profiles/settings/")
async def mem0_profile_settings(caller: Reader) -> Response:
    """Profiles are always on."""
    return answer({"enabled": True})


@router.post("/v2/profiles/settings/")
async def mem0_change_profile_settings(caller: Writer, body: Mem0ProfileSettings) -> Response:
    """Accepts what is so already. Raises `InvalidRequest` for anything else."""
    if body.enabled is False:
        raise InvalidRequest("enabled: profiles are made of what is remembered and cannot be switched off.")
    return answer({"enabled": True})


def _memory(caller: Caller, subject: str) -> MemoryAPI:
    return caller.runtime.memory(Scope(user_id=caller.identity.user_id, subject=subject))


def _job(job_id: str) -> Mapping[str, Any]:
    return {"job_id": job_id, "status": "succeeded", "status_url": f"/v2/profiles/jobs/{job_id}/"}
