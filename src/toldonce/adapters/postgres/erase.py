"""Forgetting: rows are erased for good, with everything that was made from them. Each verb is one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from toldonce.adapters.postgres.pool import Connection
from toldonce.adapters.postgres.queries import load_queries
from toldonce.errors import NotFound
from toldonce.model import Scope

ERASE = load_queries("erase")

LONG_SECONDS = 600.0
"""How long one statement over everything of a scope may take."""
NO_MEMORY = "There is no such memory in this subject's memory."
NO_TURN = "There is no such turn in this conversation."
NO_CONVERSATION = "There is no such conversation in this subject's memory."


async def forget_memory(
    connection: Connection, scope: Scope, memory_id: UUID, *, erase_evidence: bool
) -> dict[str, int]:
    """Erase a memory and, when asked, the turns that it came from."""
    await _hold(connection, scope, NO_MEMORY)
    row = await ERASE.memory_evidence.one(connection, scope_id=scope.scope_id, memory_id=memory_id)
    if row is None:
        raise NotFound(NO_MEMORY)
    erased = await ERASE.erase_memories.all(connection, scope_id=scope.scope_id, memory_ids=[memory_id])
    turns: Sequence[Any] = ()
    if erase_evidence and row["source_turn_ids"]:
        turns = await ERASE.erase_turns.all(connection, scope_id=scope.scope_id, turn_ids=row["source_turn_ids"])
    return await _clean_up(connection, scope, erased, turns)


async def forget_turn(connection: Connection, scope: Scope, conversation_id: UUID, turn_id: UUID) -> dict[str, int]:
    """Erase one turn."""
    await _hold(connection, scope, NO_TURN)
    turns = await ERASE.erase_turn_of.all(
        connection, scope_id=scope.scope_id, conversation_id=conversation_id, turn_id=turn_id
    )
    if not turns:
        raise NotFound(NO_TURN)
    return await _clean_up(connection, scope, (), turns)


async def forget_conversation(connection: Connection, scope: Scope, conversation_id: UUID) -> dict[str, int]:
    """Erase a conversation with its turns and the memories told in it."""
    await _hold(connection, scope, NO_CONVERSATION)
    named = {"scope_id": scope.scope_id, "conversation_id": conversation_id}
    turns = await ERASE.erase_turns_of.all(connection, **named)
    memories = await ERASE.erase_memories_of.all(connection, **named)
    if not await ERASE.erase_conversation.run(connection, **named):
        raise NotFound(NO_CONVERSATION)
    return {"conversations": 1, **await _clean_up(connection, scope, memories, turns)}


async def forget_scope(connection: Connection, scope: Scope) -> dict[str, int]:
    """Erase everything of a subject, its own row included."""
    await ERASE.hold_scope.one(connection, scope_id=scope.scope_id)
    counts: Counter[str] = Counter()
    for table, query in (
        ("turns", ERASE.erase_scope_turns),
        ("conversations", ERASE.erase_scope_conversations),
        ("memories", ERASE.erase_scope_memories),
        ("postings", ERASE.erase_scope_postings),
        ("embeddings", ERASE.erase_scope_embeddings),
        ("jobs", ERASE.erase_scope_jobs),
        ("idempotency", ERASE.erase_answers),
        ("scopes", ERASE.erase_scope),
    ):
        status: str = await connection.execute(query.sql, scope.scope_id, timeout=LONG_SECONDS)
        counts[table] = int(status.rpartition(" ")[2])
    return _positive(counts)


async def _hold(connection: Connection, scope: Scope, missing: str) -> None:
    """Wait for the scope's running write; later ones wait for this one."""
    if await ERASE.hold_scope.one(connection, scope_id=scope.scope_id) is None:
        raise NotFound(missing)


async def _clean_up(
    connection: Connection, scope: Scope, memories: Sequence[Any], turns: Sequence[Any]
) -> dict[str, int]:
    """Erase what was made from erased memories and turns; rows by table."""
    seqs = [row["seq"] for row in (*memories, *turns)]
    index = await ERASE.erase_index.one(connection, scope_id=scope.scope_id, seqs=seqs)
    if turns:
        turn_ids = [row["turn_id"] for row in turns]
        await ERASE.mark_evidence_erased.run(connection, scope_id=scope.scope_id, turn_ids=turn_ids)
        conversation_ids = list({row["conversation_id"] for row in turns})
        await ERASE.recount_conversations.run(connection, scope_id=scope.scope_id, conversation_ids=conversation_ids)
    answers = await ERASE.erase_answers.run(connection, scope_id=scope.scope_id)
    counts = Counter(memories=len(memories), turns=len(turns), idempotency=answers)
    counts.update({"postings": index["postings"], "embeddings": index["embeddings"]} if index else {})
    return _positive(counts)


def _positive(counts: Counter[str]) -> dict[str, int]:
    return {table: count for table, count in counts.items() if count}
