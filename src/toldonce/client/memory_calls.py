"""The verbs on memories as requests: tell, list, correct, forget, profile, entities, changes, search and context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal, Unpack

from pydantic import BaseModel

from toldonce.client.call import Call, Id, body_of, checked, delete, get, path_id, send_change, write
from toldonce.errors import ValidationFailed
from toldonce.model import (
    Activity,
    Change,
    Context,
    ContextOptions,
    ContextRequest,
    Entity,
    EntityDetail,
    ErasureReceipt,
    ExplainRequest,
    Explanation,
    Job,
    Memory,
    MemoryChange,
    MemoryRequest,
    MemoryStats,
    MemoryStatus,
    MemoryType,
    Page,
    Profile,
    ProfileSummary,
    Rollback,
    RollbackRequest,
    SearchOptions,
    SearchRequest,
    SearchResult,
    Turn,
    UpkeepKind,
)

# --- memories -------------------------------------------------------------------------------------------------------


class MemoriesAdded(BaseModel):
    """The answer to a write of memories."""

    memories: list[Memory]


def add_memories(
    requests: Sequence[MemoryRequest | Mapping[str, Any] | str], *, write_key: str | None = None
) -> Call[list[Memory]]:
    """Tell memories, all or none; a text alone is what its words say."""
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
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    known_at_seq: int | None = None,
    limit: int = 20,
    cursor: str | None = None,
    min_seq: int | None = None,
) -> Call[Page[Memory]]:
    """The memories, the newest first; with ``as_of``, ``known_at`` or ``known_at_seq`` those of another time."""
    return get(
        "/memories",
        Page[Memory],
        type=type,
        status=status,
        since=since,
        until=until,
        q=q,
        as_of=as_of,
        known_at=known_at,
        known_at_seq=known_at_seq,
        limit=limit,
        cursor=cursor,
        min_seq=min_seq,
    )


def memory(memory_id: Id, *, min_seq: int | None = None) -> Call[Memory]:
    """One memory."""
    return get(f"/memories/{path_id(memory_id)}", Memory, min_seq=min_seq)


def memory_history(memory_id: Id, *, min_seq: int | None = None) -> Call[list[Memory]]:
    """Every version of what a memory is about that took another's place, the oldest first."""
    return replace(get(f"/memories/{path_id(memory_id)}/history", Page[Memory], min_seq=min_seq), within="items")


def correct_memory(
    memory_id: Id,
    change: MemoryChange | Mapping[str, Any] | str,
    *,
    version: int | None = None,
    write_key: str | None = None,
) -> Call[Memory]:
    """Correct a memory; a text alone is its new content. With ``version`` only when it is still at that one."""
    made = checked(MemoryChange, {"content": change} if isinstance(change, str) else change)
    path = f"/memories/{path_id(memory_id)}"
    return send_change(path, made, Memory, write_key, if_match="*" if version is None else f'"{version}"')


def memory_uses(
    memory_id: Id, *, limit: int = 20, cursor: str | None = None, min_seq: int | None = None
) -> Call[Page[Turn]]:
    """The turns in whose prompt a memory was placed, the newest first."""
    return get(f"/memories/{path_id(memory_id)}/uses", Page[Turn], limit=limit, cursor=cursor, min_seq=min_seq)


def restore_memory(memory_id: Id, *, write_key: str | None = None) -> Call[Memory]:
    """Make what a superseded memory says current again, as a new version."""
    return Call("POST", f"/memories/{path_id(memory_id)}/restore", Memory, "write", write_key=write_key)


def confirm_memory(memory_id: Id, *, write_key: str | None = None) -> Call[Memory]:
    """Let a quarantined memory count, as if the user had said it now."""
    return Call("POST", f"/memories/{path_id(memory_id)}/confirm", Memory, "write", write_key=write_key)


def forget_memory(memory_id: Id, *, evidence: Literal["erase", "keep"] = "erase") -> Call[ErasureReceipt]:
    """Erase one memory for good, and by default the text of the turns that it came from."""
    return delete(f"/memories/{path_id(memory_id)}", evidence=evidence)


def forget_all() -> Call[ErasureReceipt]:
    """Erase everything in this subject's memory, for good."""
    return delete("/memories", confirm="all")


def stats(*, min_seq: int | None = None) -> Call[MemoryStats]:
    """What the memory holds, in numbers."""
    return get("/memories/stats", MemoryStats, min_seq=min_seq)


def activity(*, since: date | None = None, until: date | None = None, min_seq: int | None = None) -> Call[Activity]:
    """The days (UTC) from ``since`` to ``until`` on which something was said, heard of or searched."""
    return get("/activity", Activity, since=since, until=until, min_seq=min_seq)


# --- what is known --------------------------------------------------------------------------------------------------


def profile(
    *,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    known_at_seq: int | None = None,
    min_seq: int | None = None,
) -> Call[Profile]:
    """What is known, by slot, with the evidence and the predecessor of every value."""
    return get("/profile", Profile, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, min_seq=min_seq)


def profile_summary(
    *,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    known_at_seq: int | None = None,
    min_seq: int | None = None,
) -> Call[ProfileSummary]:
    """The profile as a few lines of text."""
    return get(
        "/profile/summary", ProfileSummary, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, min_seq=min_seq
    )


def entities(
    *,
    q: str | None = None,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    known_at_seq: int | None = None,
    limit: int = 20,
    cursor: str | None = None,
    min_seq: int | None = None,
) -> Call[Page[Entity]]:
    """Who and what is talked about, the most mentioned first; ``q`` is a part of a name."""
    return get(
        "/entities",
        Page[Entity],
        q=q,
        as_of=as_of,
        known_at=known_at,
        known_at_seq=known_at_seq,
        limit=limit,
        cursor=cursor,
        min_seq=min_seq,
    )


def entity(
    entity_id: Id,
    *,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    known_at_seq: int | None = None,
    min_seq: int | None = None,
) -> Call[EntityDetail]:
    """One entity and its neighbourhood."""
    path = f"/entities/{path_id(entity_id)}"
    return get(path, EntityDetail, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, min_seq=min_seq)


def changes(
    *,
    from_seq: int = 0,
    to_seq: int | None = None,
    limit: int = 20,
    cursor: str | None = None,
    min_seq: int | None = None,
) -> Call[Page[Change]]:
    """What happened to memories after ``from_seq`` up to and including ``to_seq``, the oldest first."""
    path = "/changes"
    return get(path, Page[Change], from_seq=from_seq, to_seq=to_seq, limit=limit, cursor=cursor, min_seq=min_seq)


def rollback(request: RollbackRequest | Mapping[str, Any]) -> Call[Rollback]:
    """Undo every change of memories after ``to_seq``; without ``dry_run: false`` only tell what would be undone."""
    return write("/rollback", checked(RollbackRequest, request), Rollback, None)


def start_upkeep(kind: UpkeepKind) -> Call[Job]:
    """Start the job that merges duplicates, lets what is not used rank lower, or removes what has expired."""
    return Call("POST", f"/memories/{path_id(kind)}", Job, "write")


# --- search and context ---------------------------------------------------------------------------------------------


def search(query: str | SearchRequest, **options: Unpack[SearchOptions]) -> Call[SearchResult]:
    """Search memories and turns by words, meaning and time; the best hit first."""
    made = query if isinstance(query, SearchRequest) else checked(SearchRequest, {"query": query, **options})
    return Call("POST", "/memories/search", SearchResult, body=body_of(made))


def explain(request: ExplainRequest | Mapping[str, Any]) -> Call[Explanation]:
    """Why a memory or turn ranks where it does for a query, or what keeps it out."""
    return Call("POST", "/memories/explain", Explanation, body=body_of(checked(ExplainRequest, request)))


def context(query: str | ContextRequest | None = None, **options: Unpack[ContextOptions]) -> Call[Context]:
    """Text for a prompt: what a language model should know for a query, within a budget of tokens."""
    made = query if isinstance(query, ContextRequest) else checked(ContextRequest, {"query": query, **options})
    return Call("POST", "/context", Context, body=body_of(made))
