"""Mem0's exports: memories in the shape of a JSON schema, filled from what is known, without a language model."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from starlette.responses import Response

from toldonce.errors import InvalidRequest, NotFound
from toldonce.model import Scope
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import Reader
from toldonce.server.door import Door
from toldonce.server.gateways.mem0 import reading
from toldonce.server.gateways.mem0.answers import answer
from toldonce.server.gateways.mem0.unsupported import WHEN_EXPORTING, refuse
from toldonce.server.gateways.mem0.wire import Mem0ExportChoice, Mem0ExportRequest, Mem0ListRequest

MAX_DEPTH = 6
PLAIN = {"properties": {"memories": {"type": "array", "items": {"type": "object"}}}}
"""The shape of an export that nobody described."""

router = AddressedRouter(tags=["gateways"], route_class=Door)


@router.post("/v1/exports/", status_code=201)
async def mem0_make_export(caller: Reader, body: Mem0ExportRequest) -> Response:
    """An id that says what is wanted: what is exported is read when it is fetched."""
    refuse(body, WHEN_EXPORTING)
    wanted = {"schema": _schema(body.wanted), "filters": _filters(body.filters, body.entities)}
    reader = reading.Reader(caller)
    await reader.subjects(reader.filter(wanted["filters"]))
    export_id = base64.urlsafe_b64encode(orjson.dumps(wanted)).decode("ascii")
    return answer({"message": "The export can be fetched.", "id": export_id}, 201)


@router.post("/v1/exports/get/")
async def mem0_export(caller: Reader, body: Mem0ExportChoice) -> Response:
    """The memories that fit, in the shape that was asked for. Raises `NotFound` for an id that none is."""
    schema, filters = PLAIN, _filters(body.filters, body.entities)
    if body.memory_export_id is not None:
        try:
            wanted = orjson.loads(base64.urlsafe_b64decode(body.memory_export_id))
            schema, filters = wanted["schema"], wanted["filters"]
        except (binascii.Error, ValueError, LookupError, TypeError):
            raise NotFound("No memory export request found") from None
    reader = reading.Reader(caller)
    records = await reader.get_all(Mem0ListRequest(filters=filters, latest_only=True))
    known: dict[str, list[str]] = {}
    for subject in await reader.subjects(reader.filter(filters)):
        profile = await caller.runtime.memory(Scope(user_id=caller.identity.user_id, subject=subject)).profile()
        for slot in profile.slots:
            known.setdefault(slot.attribute, []).extend(entry.value or entry.content for entry in slot.entries)
    return answer(shaped(schema, [record.shown() for record in records], known))


def shaped(schema: Mapping[str, Any], memories: Sequence[Mapping[str, Any]], known: Mapping[str, list[str]]) -> Any:
    """An object after a JSON schema.

    A property takes what is known under its name (``home``, ``job``); a list of objects, or a list called memories,
    takes the memories; what nothing is known for is null or empty.
    """
    return _object(schema, memories, known, _definitions(schema), 0)


def _object(
    schema: Mapping[str, Any],
    memories: Sequence[Mapping[str, Any]],
    known: Mapping[str, list[str]],
    definitions: Mapping[str, Any],
    depth: int,
) -> dict[str, Any]:
    properties = schema.get("properties")
    if not isinstance(properties, dict) or depth > MAX_DEPTH:
        return {}
    made: dict[str, Any] = {}
    for name, described in properties.items():
        shape = _resolved(described, definitions)
        values = known.get(name.lower(), [])
        if shape.get("type") == "array":
            items = _resolved(shape.get("items"), definitions)
            if items.get("type") == "object":
                made[name] = [_picked(items, memory) for memory in memories]
            else:
                made[name] = values or ([memory["memory"] for memory in memories] if name == "memories" else [])
        elif shape.get("type") == "object":
            made[name] = _object(shape, memories, known, definitions, depth + 1)
        else:
            made[name] = values[0] if values and shape.get("type", "string") == "string" else None
    return made


def _picked(shape: Mapping[str, Any], memory: Mapping[str, Any]) -> dict[str, Any]:
    properties = shape.get("properties")
    return {name: memory.get(name) for name in properties} if isinstance(properties, dict) else dict(memory)


def _resolved(described: Any, definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """A part of a schema, behind its reference and without the null that it may be."""
    for _ in range(MAX_DEPTH):
        if not isinstance(described, dict):
            return {}
        if isinstance(reference := described.get("$ref"), str):
            described = definitions.get(reference.rsplit("/", 1)[-1])
        elif isinstance(choices := described.get("anyOf"), list):
            described = next((one for one in choices if isinstance(one, dict) and one.get("type") != "null"), {})
        else:
            return described
    return {}


def _definitions(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    found = schema.get("$defs") or schema.get("definitions")
    return found if isinstance(found, dict) else {}


def _schema(wanted: dict[str, Any] | str) -> dict[str, Any]:
    if isinstance(wanted, str):
        try:
            wanted = orjson.loads(wanted)
        except orjson.JSONDecodeError:
            raise InvalidRequest("schema: must be a JSON schema.") from None
    if not isinstance(wanted, dict):
        raise InvalidRequest("schema: must be a JSON schema.")
    return wanted


def _filters(written: Mapping[str, Any] | None, entities: Mapping[str, str]) -> dict[str, Any]:
    named = dict(entities)
    return {"AND": [dict(written), named]} if written and named else dict(written or named)
