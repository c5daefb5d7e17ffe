"""ChatGPT's data export: ``conversations.json`` (or ``conversations-000.json``...), bare or in its zip.

A conversation is a tree of messages; the branch that ends in ``current_node`` is the one its owner sees.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from toldonce.errors import InvalidRequest
from toldonce.memory.importers import lenient
from toldonce.memory.importers.archive import json_objects
from toldonce.memory.importers.shapes import Imported, Tally
from toldonce.memory.importers.thread import Thread, conversations, names, path_from
from toldonce.model import Role

EXPECTED = "the conversations.json of a ChatGPT export"
ROLES: Mapping[str, Role] = {"user": "user", "assistant": "assistant", "system": "system", "tool": "tool"}
THINKING = ("thoughts", "reasoning_recap", "model_editable_context")
PART_NAMES = {
    "image_asset_pointer": "image",
    "audio_asset_pointer": "audio",
    "real_time_user_audio_video_asset_pointer": "audio or video",
    "video_container_asset_pointer": "video",
}


def read(upload: bytes, tally: Tally, now: datetime) -> Iterator[Imported]:
    """The conversations of a ChatGPT export; see `importers.read_export`."""

    def thread(record: Mapping[str, Any]) -> Thread | None:
        if "chat_messages" in record:
            raise InvalidRequest("This is a Claude export: import it with the format claude.")
        return _thread(record, tally) if isinstance(record.get("mapping"), dict) else None

    return conversations(json_objects(upload, EXPECTED), thread, tally, now, f"ChatGPT: {EXPECTED}")


def _thread(record: Mapping[str, Any], tally: Tally) -> Thread:
    nodes = lenient.mapping(record["mapping"])
    conversation_key = lenient.key(record.get("conversation_id")) or lenient.key(record.get("id"))
    if conversation_key is None:
        conversation_key = lenient.digest(json.dumps([str(record.get("title")), sorted(nodes)[:50]]))
    thread = Thread(
        source_key=f"chatgpt:{conversation_key}",
        title=lenient.name(record.get("title"), lenient.MAX_TITLE),
        created_at=lenient.moment(record.get("create_time")),
        tally=tally,
    )
    way = _way(record, nodes)
    for node_id in way:
        message = lenient.mapping(nodes[node_id]).get("message")
        if isinstance(message, dict):
            _add(thread, node_id, message)
    beside = set(nodes) - set(way)
    for node_id in beside:
        if lenient.mapping(lenient.mapping(nodes[node_id]).get("message")).get("content"):
            tally.skip("on another branch (edited or generated again)", thread.where(node_id))
    return thread


def _way(record: Mapping[str, Any], nodes: Mapping[str, Any]) -> list[str]:
    parents = {node_id: lenient.mapping(node).get("parent") for node_id, node in nodes.items()}
    known = {node_id: parent if isinstance(parent, str) else None for node_id, parent in parents.items()}
    current = record.get("current_node")
    if isinstance(current, str) and current in nodes:
        return path_from(current, known)
    leaves = set(nodes) - {parent for parent in known.values() if parent is not None}
    if not leaves:
        return list(nodes)
    return path_from(max(leaves, key=lambda node_id: _said_at(nodes[node_id])), known)


def _said_at(node: Any) -> tuple[float, bool]:
    message = lenient.mapping(node).get("message")
    at = lenient.moment(lenient.mapping(message).get("create_time"))
    return (at.timestamp() if at else 0.0, isinstance(message, dict))


def _add(thread: Thread, node_id: str, message: Mapping[str, Any]) -> None:
    message_id = lenient.key(message.get("id")) or lenient.key(node_id) or lenient.digest(node_id)
    author, content = lenient.mapping(message.get("author")), lenient.mapping(message.get("content"))
    metadata = lenient.mapping(message.get("metadata"))
    said_by, kind = author.get("role"), content.get("content_type")
    role = ROLES.get(said_by) if isinstance(said_by, str) else None
    skip = thread.tally.skip
    if metadata.get("is_visually_hidden_from_conversation") is True:
        if _text(content, []):
            skip("hidden by ChatGPT", thread.where(message_id))
        return
    if kind in THINKING:
        skip("the model's own reasoning", thread.where(message_id))
        return
    left_out: list[str] = []
    text = _text(content, left_out)
    for part in left_out:
        skip(f"{part} in a message", thread.where(message_id))
    if role is None:
        skip("neither user, assistant, system nor tool said it", thread.where(message_id))
        return
    if not text.strip():
        if role != "system" and not left_out:
            skip("message without text", thread.where(message_id))
        return
    notes: dict[str, Any] = {"source": "chatgpt"}
    if model := lenient.name(metadata.get("model_slug")):
        notes["model"] = model
    if isinstance(kind, str) and kind not in ("text", "multimodal_text"):
        notes["content_type"] = lenient.name(kind)
    if role == "tool" and (tool := lenient.name(author.get("name"))):
        notes["tool"] = tool
    if files := names([lenient.mapping(item).get("name") for item in lenient.items(metadata.get("attachments"))]):
        notes["attachments"] = files
    thread.say(message_id, role, text, lenient.moment(message.get("create_time")), notes)


def _text(content: Mapping[str, Any], left_out: list[str]) -> str:
    """The readable text of a message; the kinds of parts that are no text are appended to ``left_out``."""
    found = [_part(part, left_out) for part in lenient.items(content.get("parts"))]
    for field in ("title", "text", "result", "user_profile", "user_instructions"):
        value = content.get(field)
        if isinstance(value, str):
            found.append(value)
    return "\n\n".join(text for text in found if text.strip())


def _part(part: Any, left_out: list[str]) -> str:
    if isinstance(part, str):
        return part
    text = lenient.mapping(part).get("text")
    if isinstance(text, str):
        return text
    if part is not None:
        left_out.append(_kind(part))
    return ""


def _kind(part: Any) -> str:
    kind = lenient.mapping(part).get("content_type")
    return PART_NAMES.get(kind, "a part without text") if isinstance(kind, str) else "a part without text"
