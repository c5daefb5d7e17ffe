"""Claude's data export: ``conversations.json``, bare or in its zip."""

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

EXPECTED = "the conversations.json of a Claude export"
SENDERS: Mapping[str, Role] = {
    "human": "user",
    "user": "user",
    "assistant": "assistant",
    "system": "system",
    "tool": "tool",
}
UNREAD_BLOCKS = {
    "thinking": "the model's own reasoning",
    "redacted_thinking": "the model's own reasoning",
    "tool_use": "tool call or its result",
    "tool_result": "tool call or its result",
    "image": "image in a message",
}


def read(upload: bytes, tally: Tally, now: datetime) -> Iterator[Imported]:
    """The conversations of a Claude export; see `importers.read_export`."""

    def thread(record: Mapping[str, Any]) -> Thread | None:
        if isinstance(record.get("mapping"), dict):
            raise InvalidRequest("This is a ChatGPT export: import it with the format chatgpt.")
        return _thread(record, tally) if isinstance(record.get("chat_messages"), list) else None

    return conversations(json_objects(upload, EXPECTED), thread, tally, now, f"Claude: {EXPECTED}")


def _thread(record: Mapping[str, Any], tally: Tally) -> Thread:
    messages = lenient.items(record["chat_messages"])
    conversation_key = lenient.key(record.get("uuid"))
    if conversation_key is None:
        first = lenient.mapping(messages[0]).get("uuid") if messages else None
        named = [str(record.get(field)) for field in ("name", "created_at")]
        conversation_key = lenient.digest(json.dumps([*named, str(first)]))
    thread = Thread(
        source_key=f"claude:{conversation_key}",
        title=lenient.name(record.get("name"), lenient.MAX_TITLE),
        created_at=lenient.moment(record.get("created_at")),
        tally=tally,
    )
    way = _way(record, messages)
    for position, message in enumerate(messages):
        where = thread.where(f"message {position + 1}")
        if not isinstance(message, dict):
            tally.skip("not a message", where)
        elif position not in way:
            tally.skip("on another branch (edited or generated again)", where)
        else:
            _add(thread, position, message)
    return thread


def _way(record: Mapping[str, Any], messages: list[Any]) -> set[int]:
    """The positions of the messages on the branch in use; all of them when the export does not tell."""
    everything = set(range(len(messages)))
    ids = [lenient.mapping(message).get("uuid") for message in messages]
    positions = {message_id: position for position, message_id in enumerate(ids) if isinstance(message_id, str)}
    leaf = record.get("current_leaf_message_uuid")
    if not isinstance(leaf, str) or leaf not in positions:
        return everything
    links = {
        message_id: lenient.mapping(messages[position]).get("parent_message_uuid")
        for message_id, position in positions.items()
    }
    if not any(isinstance(parent, str) and parent in positions for parent in links.values()):
        return everything
    parents = {message_id: parent if isinstance(parent, str) else None for message_id, parent in links.items()}
    return {positions[message_id] for message_id in path_from(leaf, parents)}


def _add(thread: Thread, position: int, message: Mapping[str, Any]) -> None:
    message_id = lenient.key(message.get("uuid")) or f"position-{position + 1}"
    where = thread.where(f"message {position + 1}")
    sender = message.get("sender")
    if not isinstance(sender, str) or sender not in SENDERS:
        thread.tally.skip("neither human nor assistant said it", where)
        return
    role, at = SENDERS[sender], lenient.moment(message.get("created_at"))
    attached = _attachments(thread, message_id, role, at, message)
    notes: dict[str, Any] = {"source": "claude"}
    files = [lenient.mapping(file).get("file_name") for file in lenient.items(message.get("files"))]
    if listed := names([*attached, *files]):
        notes["attachments"] = listed
    text = _text(thread, where, message)
    if text.strip():
        thread.say(message_id, role, text, at, notes)
    elif not attached:
        thread.tally.skip("message without text", where)


def _attachments(
    thread: Thread, message_id: str, role: Role, at: datetime | None, message: Mapping[str, Any]
) -> list[Any]:
    """Say what attached files contain, each as its own message before the one that it came with; their names."""
    attached: list[Any] = []
    for number, value in enumerate(lenient.items(message.get("attachments")), start=1):
        attachment = lenient.mapping(value)
        file_name, content = lenient.name(attachment.get("file_name")), attachment.get("extracted_content")
        attached.append(file_name or f"attachment {number}")
        if isinstance(content, str) and content.strip():
            notes = {"source": "claude", "attachment": attached[-1]}
            thread.say(f"{message_id}:attachment-{number}", role, content, at, notes)
        else:
            thread.tally.skip("attachment without text", thread.where(attached[-1]))
    return attached


def _text(thread: Thread, where: str, message: Mapping[str, Any]) -> str:
    found: list[str] = []
    for value in lenient.items(message.get("content")):
        block = lenient.mapping(value)
        kind, text = block.get("type"), block.get("text")
        if isinstance(kind, str) and kind in UNREAD_BLOCKS:
            thread.tally.skip(UNREAD_BLOCKS[kind], where)
        elif isinstance(text, str):
            found.append(text)
        elif isinstance(value, str):
            found.append(value)
    whole = "\n\n".join(text for text in found if text.strip())
    plain = message.get("text")
    return whole or (plain if isinstance(plain, str) else "")
