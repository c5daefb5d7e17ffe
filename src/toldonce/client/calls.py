"""The verbs on conversations, jobs and chat as requests. Those on memories are in `memory_calls`.

These modules are the one place that knows paths, parameters and answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from toldonce.client.call import Call, Id, checked, delete, get, path_id, plain, send_change, write
from toldonce.model import (
    ChatReply,
    ChatRequest,
    Conversation,
    ConversationChange,
    ConversationRequest,
    ErasureReceipt,
    ImportFormat,
    Job,
    Page,
    Turn,
    TurnRequest,
    TurnsAdded,
    TurnsRequest,
)

# --- conversations and turns ----------------------------------------------------------------------------------------


def create_conversation(
    request: ConversationRequest | str | None = None, *, write_key: str | None = None
) -> Call[Conversation]:
    """Begin a conversation; a text alone is its title."""
    made = checked(ConversationRequest, {"title": request} if isinstance(request, str) else request or {})
    return write("/conversations", made, Conversation, write_key)


def conversations(
    *, limit: int = 20, cursor: str | None = None, archived: bool | None = None, min_seq: int | None = None
) -> Call[Page[Conversation]]:
    """The conversations, pinned ones first, then the newest."""
    return get("/conversations", Page[Conversation], limit=limit, cursor=cursor, archived=archived, min_seq=min_seq)


def search_conversations(
    query: str, *, limit: int = 20, cursor: str | None = None, min_seq: int | None = None
) -> Call[Page[Conversation]]:
    """Conversations whose title or turns match, the best first."""
    return get("/conversations/search", Page[Conversation], q=query, limit=limit, cursor=cursor, min_seq=min_seq)


def conversation(conversation_id: Id, *, min_seq: int | None = None) -> Call[Conversation]:
    """One conversation."""
    return get(f"/conversations/{path_id(conversation_id)}", Conversation, min_seq=min_seq)


def change_conversation(conversation_id: Id, change: ConversationChange | Mapping[str, Any]) -> Call[Conversation]:
    """Rename, pin or archive a conversation; what is left out stays."""
    made = checked(ConversationChange, change)
    return send_change(f"/conversations/{path_id(conversation_id)}", made, Conversation)


def forget_conversation(conversation_id: Id) -> Call[ErasureReceipt]:
    """Erase a conversation, its turns and the memories that came from them, for good."""
    return delete(f"/conversations/{path_id(conversation_id)}")


def add_turns(
    conversation_id: Id, turns: Sequence[TurnRequest | Mapping[str, Any]], *, write_key: str | None = None
) -> Call[TurnsAdded]:
    """Store turns (at most 1,000), all or none; when it returns they are durable and can be found."""
    made = checked(TurnsRequest, {"turns": [plain(turn) for turn in turns]})
    return write(f"/conversations/{path_id(conversation_id)}/turns", made, TurnsAdded, write_key)


def turns(
    conversation_id: Id,
    *,
    limit: int = 20,
    cursor: str | None = None,
    min_seq: int | None = None,
    newest: bool = False,
) -> Call[Page[Turn]]:
    """The turns of a conversation, oldest first; with ``newest`` the last ``limit`` of them."""
    path = f"/conversations/{path_id(conversation_id)}/turns"
    return get(path, Page[Turn], limit=limit, cursor=cursor, min_seq=min_seq, newest=newest or None)


def turn(turn_id: Id) -> Call[Turn]:
    """One turn, wherever it was said."""
    return get(f"/turns/{path_id(turn_id)}", Turn)


def forget_turn(conversation_id: Id, turn_id: Id) -> Call[ErasureReceipt]:
    """Erase one turn for good."""
    return delete(f"/conversations/{path_id(conversation_id)}/turns/{path_id(turn_id)}")


# --- in, out and background work ------------------------------------------------------------------------------------


def export() -> Call[None]:
    """Everything of this subject as JSON Lines."""
    return Call("POST", "/export", None)


def start_import(upload: bytes, format: ImportFormat) -> Call[Job]:
    """Import a file in the background; repeating an import adds nothing."""
    return Call(
        "POST",
        "/import",
        Job,
        "write",
        params={"format": format},
        body=upload,
        content_type="application/octet-stream",
    )


def jobs(*, limit: int = 20, cursor: str | None = None) -> Call[Page[Job]]:
    """The jobs of this subject, the newest first."""
    return get("/jobs", Page[Job], limit=limit, cursor=cursor)


def job(job_id: Id) -> Call[Job]:
    """One job, with its progress and the reason of every failure."""
    return get(f"/jobs/{path_id(job_id)}", Job)


def retry_job(job_id: Id) -> Call[Job]:
    """Run a failed, dead or degraded job again."""
    return Call("POST", f"/jobs/{path_id(job_id)}/retry", Job, "write")


# --- one conversation turn ------------------------------------------------------------------------------------------


def chat(
    message: str | ChatRequest,
    *,
    conversation_id: Id | None = None,
    include_memories: bool = True,
    remember: bool = True,
    max_context_tokens: int | None = None,
    metadata: Mapping[str, Any] | None = None,
    write_key: str | None = None,
) -> Call[ChatReply]:
    """Answer a message with what the memory holds, and remember both."""
    if isinstance(message, ChatRequest):
        made = message.model_copy(update={"stream": False})
    else:
        made = checked(
            ChatRequest,
            {
                "message": message,
                "conversation_id": conversation_id,
                "include_memories": include_memories,
                "remember": remember,
                "max_context_tokens": max_context_tokens,
                "metadata": dict(metadata or {}),
            },
        )
    return write("/conversation", made, ChatReply, write_key)


def streamed(call: Call[ChatReply]) -> Call[None]:
    """The same message, answered by events. A stream that has begun is not repeated; its start may be."""
    body = json.dumps({**json.loads(call.body or b"{}"), "stream": True}).encode()
    return replace(call, answer=None, body=body)  # type: ignore[return-value]
