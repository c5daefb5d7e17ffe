"""Mem0's answers, written as JSON."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.responses import Response

from toldonce.server.gateways.mem0.records import Record
from toldonce.server.replies import http_time


def answer(content: Any, status: int = 200) -> Response:
    """Anything as JSON."""
    return Response(orjson.dumps(content), status, media_type="application/json")


def added(records: Sequence[Record]) -> dict[str, Any]:
    """What an add brought. It is done when it is answered, so there is no event to wait for."""
    return {
        "message": "Stored, and searchable from now on.",
        "status": "SUCCEEDED",
        "event_id": records[0].id,
        "results": [
            {"id": one.id, "memory": one.memory, "data": {"memory": one.memory}, "event": "ADD"} for one in records
        ],
    }


def results(records: Sequence[Record], fields: Collection[str] = ()) -> dict[str, Any]:
    """Records under the name that clients read."""
    return {"results": [record.shown(fields) for record in records]}


def page(records: Sequence[Record], path: str, number: int, size: int, fields: Collection[str] = ()) -> dict[str, Any]:
    """One page of records, with the addresses of those before and after it."""
    start = (number - 1) * size

    def address(other: int) -> str:
        return f"{path}?{urlencode({'page': other, 'page_size': size})}"

    return {
        "count": len(records),
        "next": address(number + 1) if start + size < len(records) else None,
        "previous": address(number - 1) if number > 1 else None,
        **results(records[start : start + size], fields),
    }


def history(versions: Sequence[Record]) -> list[dict[str, Any]]:
    """Versions as the changes between them."""
    return [
        {
            "id": str(version.item_id),
            "memory_id": version.id,
            "input": [{"role": "user", "content": version.memory}],
            "old_memory": versions[place - 1].memory if place else None,
            "new_memory": version.memory,
            "event": "UPDATE" if place else "ADD",
            "user_id": version.entities.get("user_id"),
            "metadata": dict(version.metadata) or None,
            "categories": version.categories,
            "created_at": http_time(version.created_at),
            "updated_at": http_time(version.updated_at),
            "is_deleted": False,
        }
        for place, version in enumerate(versions)
    ]
