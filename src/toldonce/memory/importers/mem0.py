"""Mem0's memories, as its clients list them: ``{"results": [...]}``, a bare list, or one of them on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from pydantic import ValidationError

from toldonce.errors import InvalidRequest
from toldonce.memory.importers import lenient
from toldonce.memory.importers.shapes import Imported, ImportedMemory, Tally
from toldonce.model import MemoryRequest

EXPECTED = "the memories of Mem0 as get_all() answers them"
LABELS = ("agent_id", "app_id", "run_id")


def read(upload: bytes, tally: Tally, now: datetime) -> Iterator[Imported]:
    """The memories of a list of Mem0's; see `importers.read_export`.

    A memory belongs to one subject, so a list that holds those of several users is refused.
    """
    records = list(_records(upload))
    if not records or not any(isinstance(one, dict) and isinstance(_content(one), str) for one in records):
        raise InvalidRequest(f"The file is not what was named: {EXPECTED} was expected.")
    users = {one.get("user_id") for one in records if isinstance(one, dict) and one.get("user_id")}
    if len(users) > 1:
        raise InvalidRequest(
            "The file holds memories of several users: list those of one user at a time, and import each list with"
            " that user as the subject."
        )
    for number, record in enumerate(records, start=1):
        memory = _memory(lenient.mapping(record), tally, f"entry {number}", now)
        if memory is not None:
            yield memory


def _records(upload: bytes) -> Iterator[Any]:
    try:
        text = upload.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidRequest(f"The file is not text: {EXPECTED} was expected.") from None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(text)
        return
    held = whole.get("results", whole.get("memories", [whole])) if isinstance(whole, dict) else whole
    yield from held if isinstance(held, list) else []


def _lines(text: str) -> Iterator[Any]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                raise InvalidRequest(f"Line {number} is not valid JSON: {EXPECTED} was expected.") from None


def _content(record: Mapping[str, Any]) -> Any:
    return record.get("memory", record.get("data"))


def _memory(record: Mapping[str, Any], tally: Tally, where: str, now: datetime) -> ImportedMemory | None:
    content = _content(record)
    if not isinstance(content, str) or not content.strip():
        tally.skip("a memory without text", where)
        return None
    content = lenient.storable(content)
    recorded_at = lenient.moment(record.get("created_at")) or now
    labels = {name: value for name in LABELS if (value := lenient.name(record.get(name)))}
    metadata = dict(lenient.mapping(record.get("metadata")))
    fields = {
        "content": content,
        "at": recorded_at,
        "expires_at": _end(record.get("expiration_date")),
        "metadata": {**metadata, "mem0": labels} if labels else metadata,
    }
    try:
        request = MemoryRequest.model_validate(fields)
    except (ValidationError, RecursionError):
        tally.skip("a memory that is too long, or whose metadata is too large", where)
        return None
    return ImportedMemory(f"mem0:{lenient.key(record.get('id')) or lenient.digest(content)}", request, recorded_at)


def _end(expiration_date: Any) -> datetime | None:
    """The end of the day on which a memory expires."""
    day = lenient.moment(expiration_date)
    return datetime.combine(day.date() + timedelta(days=1), time(), UTC) if day else None
