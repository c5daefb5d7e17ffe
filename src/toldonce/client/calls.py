"""The verbs of a memory as requests: the one place that knows their paths, parameters and answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal, Unpack

from pydantic import BaseModel

from toldonce.client.call import Call, Id, body_of, checked, delete, get, path_id, plain, write
from toldonce.errors import ValidationFailed
from toldonce.model import (
    ChatReply,
    ChatRequest,
    Context,
    ContextOptions,
    ContextRequest,
    Conversation,
    ConversationChange,
    ConversationRequest,
    ErasureReceipt,
    ImportFormat,
    Job,
    Memory,
    MemoryRequest,
    MemoryStats,
    MemoryStatus,
    MemoryType,
    Page,
    SearchOptions,
    SearchRequest,
    SearchResult,
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
    *, limit: int = 20, cursor: str | None = None, archived: bool | None = None
) -> Call[Page[Conversation]]:
    """The conversations, pinned ones first, then the newest."""
    return get("/conversations", Page[Conversation], limit=limit, cursor=cursor, archived=archived)


def search_conversations(query: str, *, limit: int = 20, cursor: str | None = None) -> Call[Page[Conversation]]:
    """Conversations whose title or turns match, the best first."""
    return get("/conversations/search", Page[Conversation], q=query, limit=limit, cursor=cursor)


def conversation(conversation_id: Id) -> Call[Conversation]:
    """One conversation."""
    return get(f"/conversations/{path_id(conversation_id)}", Conversation)


def change_conversation(conversation_id: Id, change: ConversationChange | Mapping[str, Any]) -> Call[Conversation]:
    """Rename, pin or archive a conversation; what is left out stays."""
    body = body_of(checked(ConversationChange, change))
    return Call("PATCH", f"/conversations/{path_id(conversation_id)}", Conversation, "write", body=body)


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


# --- memories -------------------------------------------------------------------------------------------------------


class MemoriesAdded(BaseModel):
    """The answer to a write of memories."""

    memories: list[Memory]


def add_memories(
    requests: Sequence[MemoryRequest | Mapping[str, Any] | str], *, write_key: str | None = None
) -> Call[list[Memory]]:
    """Tell memories, all or none; a text alone is a fact."""
    if isinstance(requests, str):
        raise ValidationFailed("Give a list of memories, even for one.")
    made = [
        checked(MemoryRequest, {"content": request} if isinstance(request, str) else request) for request in requests
    ]
    body = b'{"memories":[' + b",".join(body_of(one) for one in made) + b"]}"
    return Call("POST", "/memories/batch", MemoriesAdded, "write", body=body, write_key=write_key, within="memories")


def memories(
    *,
    type: MemoryType | None = None,
    status: MemoryStatus | Literal["all"] = "current",
    since: datetime | None = None,
    until: datetime | None = None,
    q: str | None = None,
    limit: int = 20,
    cursor: str | None = None,
    min_seq: int | None = None,
) -> Call[Page[Memory]]:
    """The memories, the newest first."""
    return get(
        "/memories",
        Page[Memory],
        type=type,
        status=status,
        since=since,
        until=until,
        q=q,
        limit=limit,
        cursor=cursor,
        min_seq=min_seq,
    )


def memory(memory_id: Id) -> Call[Memory]:
    """One memory."""
    return get(f"/memories/{path_id(memory_id)}", Memory)


def forget_memory(memory_id: Id, *, evidence: Literal["erase", "keep"] = "erase") -> Call[ErasureReceipt]:
    """Erase one memory for good, and by default the text of the turns that it came from."""
    return delete(f"/memories/{path_id(memory_id)}", evidence=evidence)


def forget_all() -> Call[ErasureReceipt]:
    """Erase everything in this subject's memory, for good."""
    return delete("/memories", confirm="all")


def stats() -> Call[MemoryStats]:
    """What the memory holds, in numbers."""
    return get("/memories/stats", MemoryStats)


def search(query: str | SearchRequest, **options: Unpack[SearchOptions]) -> Call[SearchResult]:
    """Search memories and turns by words, meaning and time; the best hit first."""
    made = query if isinstance(query, SearchRequest) else checked(SearchRequest, {"query": query, **options})
    return Call("POST", "/memories/search", SearchResult, body=body_of(made))


def context(query: str | ContextRequest | None = None, **options: Unpack[ContextOptions]) -> Call[Context]:
    """Text for a prompt: what a language model should know for a query, within a budget of tokens."""
    made = query if isinstance(query, ContextRequest) else checked(ContextRequest, {"query": query, **options})
    return Call("POST", "/context", Context, body=body_of(made))


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
    """Run a failed or dead job again."""
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
