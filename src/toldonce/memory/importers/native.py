"""toldonce's own export: JSON Lines, each line one object whose ``kind`` says what it is.

``{"kind": "conversation", ...}`` holds the fields of `model.Conversation`, ``"turn"`` those of `model.Turn`,
``"memory"`` those of `model.Memory`. A conversation comes before its turns, a turn before the memories made of it.
Fields that a reader does not know are ignored, so that a newer export still reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from toldonce.errors import InvalidRequest
from toldonce.memory.importers import lenient
from toldonce.memory.importers.archive import open_members
from toldonce.memory.importers.shapes import Imported, ImportedConversation, ImportedMemory, ImportedTurn, Tally
from toldonce.model import Conversation, Memory, MemoryRequest, Turn, TurnRequest

EXPECTED = "a toldonce export (JSON Lines whose first line has a 'kind')"
LINES = re.compile(r".+\.(jsonl|ndjson)")
TURNS_AT_ONCE = 200
MAX_LINE_BYTES = 16 * 1024 * 1024
KINDS: Mapping[type[Conversation | Turn | Memory], str] = {
    Conversation: "conversation",
    Turn: "turn",
    Memory: "memory",
}
MEMORY_FIELDS = ("content", "type", "valid_from", "valid_to", "importance", "expires_at", "metadata")


def export_line(item: Conversation | Turn | Memory) -> bytes:
    """One line of an export, its newline included."""
    fields = item.model_dump(mode="json", exclude={"up_to_seq", "superseded"})
    return json.dumps({"kind": KINDS[type(item)], **fields}, ensure_ascii=False).encode() + b"\n"


def read(upload: bytes, tally: Tally, now: datetime) -> Iterator[Imported]:
    """The conversations, in pieces of consecutive turns, and the memories of an export; see `importers.read_export`."""
    heads: dict[UUID, ImportedConversation] = {}
    retracted: dict[UUID, str] = {}
    waiting: list[ImportedTurn] = []
    of: UUID | None = None

    def piece() -> Iterator[ImportedConversation]:
        if of is not None and waiting:
            head = heads.get(of) or ImportedConversation(f"toldonce:{of}", None, waiting[0].at, (), of)
            yield replace(head, turns=tuple(waiting))
        waiting.clear()

    for number, record in _records(upload, tally):
        where, kind = f"line {number}", record.get("kind")
        if kind == "conversation" and (conversation_id := _uuid(record.get("conversation_id"))):
            heads[conversation_id] = ImportedConversation(
                f"toldonce:{conversation_id}",
                lenient.name(record.get("title"), lenient.MAX_TITLE),
                lenient.moment(record.get("created_at")),
                (),
                conversation_id,
                pinned=record.get("pinned") is True,
                archived=record.get("archived") is True,
            )
        elif kind == "turn" and (conversation_id := _uuid(record.get("conversation_id"))):
            if conversation_id != of or len(waiting) >= TURNS_AT_ONCE:
                yield from piece()
                of = conversation_id
            if turn := _turn(record, tally, where, now):
                waiting.append(turn)
        elif kind == "memory":
            yield from piece()
            if memory := _memory(record, retracted, tally, where, now):
                yield memory
        else:
            tally.skip("neither a conversation, a turn nor a memory", where)
    yield from piece()


def _records(upload: bytes, tally: Tally) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Numbered lines that are objects. The first one decides whether this is an export of toldonce at all."""
    number, first = 0, True
    for stream in open_members(upload, LINES, "the .jsonl file of a toldonce export"):
        rest = b""
        while True:
            block = stream.read()
            *lines, rest = (rest + block).split(b"\n") if block else ([rest, b""] if rest else [b""])
            if len(rest) > MAX_LINE_BYTES:
                raise InvalidRequest(f"A line is longer than {MAX_LINE_BYTES // 1024**2} MB: {EXPECTED} was expected.")
            for text in lines:
                number += 1
                if not text.strip():
                    continue
                record = _object(text)
                if first and (record is None or not isinstance(record.get("kind"), str)):
                    raise InvalidRequest(f"The file is not what was named: {EXPECTED} was expected.")
                first = False
                if record is None:
                    tally.skip("not a JSON object", f"line {number}")
                else:
                    yield number, record
            if not block:
                break


def _object(text: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _turn(record: Mapping[str, Any], tally: Tally, where: str, now: datetime) -> ImportedTurn | None:
    turn_id = _uuid(record.get("turn_id"))
    if turn_id is None:
        tally.skip("a turn without its id", where)
        return None
    fields = {name: record.get(name) for name in ("role", "content", "speaker", "at")}
    try:
        turn = TurnRequest.model_validate({**fields, "metadata": record.get("metadata") or {}})
    except (ValidationError, RecursionError) as invalid:
        tally.skip(_fault("turn", invalid), where)
        return None
    return ImportedTurn(
        f"toldonce:{turn_id}", turn.role, turn.speaker, turn.content, turn.at or now, turn.metadata, turn_id
    )


def _memory(
    record: Mapping[str, Any], retracted: dict[UUID, str], tally: Tally, where: str, now: datetime
) -> ImportedMemory | None:
    """A memory of an export; ``retracted`` collects what never was true, each with the value that was told first."""
    memory_id = _uuid(record.get("memory_id"))
    if memory_id is None:
        tally.skip("a memory without its id", where)
        return None
    status = record.get("status", "current")
    if status not in ("current", "superseded"):
        tally.skip("a memory in quarantine", where)
        return None
    slot, value = (lenient.name(record.get(name), lenient.MAX_TITLE) for name in ("slot", "value"))
    supersedes = _uuid(record.get("supersedes"))
    corrects = retracted.get(supersedes) if supersedes else None
    if record.get("retracted") is True and (told_first := corrects or value):
        retracted[memory_id] = told_first
    if record.get("retracted") is True or (status == "superseded" and record.get("valid_to") is None):
        tally.skip("a memory that was corrected or taken back, so it never was true", where)
        return None
    if lenient.items(record.get("source_turn_ids")) and corrects is None:
        tally.skip("a memory that is read from its turns again", where)
        return None
    recorded_at = lenient.moment(record.get("recorded_at")) or now
    fields = {name: record[name] for name in MEMORY_FIELDS if record.get(name) is not None}
    try:
        request = MemoryRequest.model_validate({**fields, "at": recorded_at})
    except (ValidationError, RecursionError) as invalid:
        tally.skip(_fault("memory", invalid), where)
        return None
    return ImportedMemory(f"toldonce:{memory_id}", request, recorded_at, memory_id, slot, value, corrects)


def _fault(noun: str, invalid: ValidationError | RecursionError) -> str:
    if isinstance(invalid, RecursionError):
        return f"a {noun} that is nested too deep"
    first = invalid.errors(include_url=False, include_input=False)[0]
    field = str(first["loc"][0]) if first["loc"] else "it"
    return f"a {noun} whose field '{field}' is not valid"
