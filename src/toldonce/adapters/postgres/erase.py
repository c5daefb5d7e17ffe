"""Forgetting: rows are erased for good, with everything that was made from them. Each verb is one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from toldonce.adapters.erasing import plan_erasure, repeats_the_beginning
from toldonce.adapters.planning import NO_CONVERSATION, NO_MEMORY, Plan
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.queries import Query, load_queries
from toldonce.adapters.postgres.rows import statement
from toldonce.adapters.postgres.statements import STATEMENTS, PgLedger, carry_out
from toldonce.errors import NotFound
from toldonce.model import Scope
from toldonce.ports import Chunk, Settlement, Statement

ERASE = load_queries("erase")

LONG_SECONDS = 600.0
"""How long one statement over everything of a scope may take."""
NO_TURN = "There is no such turn in this conversation."


@dataclass(frozen=True, slots=True)
class Index:
    """How memories that find new words are indexed: the model of their vectors, and the chunks of those words."""

    model_id: int
    dimension: int
    chunks: Mapping[str, Sequence[Chunk]]


class Erasure:
    """Erases within the caller's transaction. Every verb gives rows by table, and raises `NotFound` for what is not
    there and `ChunksMissing`, with nothing changed, when a memory has to find new words."""

    def __init__(self, connection: Connection, scope: Scope, settlement: Settlement, index: Index) -> None:
        self._connection = connection
        self._scope = scope
        self._settlement = settlement
        self._index = index

    async def memory(self, memory_id: UUID, *, erase_evidence: bool) -> dict[str, int]:
        """A memory and, when asked, the turns that it came from and the replies that quote it."""
        place = await self._hold(NO_MEMORY)
        row = await ERASE.memory_evidence.one(self._connection, scope_id=self._scope.scope_id, memory_id=memory_id)
        if row is None:
            raise NotFound(NO_MEMORY)
        doomed = await self._statements(STATEMENTS.statements_of_memory, memory_ids=[memory_id])
        turn_ids: list[UUID] = []
        detached: list[Statement] = []
        if erase_evidence:
            turn_ids = list({*row["source_turn_ids"], *(one.turn_id for one in doomed if one.turn_id is not None)})
            beside = await self._statements(STATEMENTS.statements_of_turns, turn_ids=turn_ids)
            doomed += [one for one in beside if one.memory_id is None]
            detached = [one for one in beside if one.memory_id not in (None, memory_id)]
        plan = await self._plan(place, doomed, detached, [memory_id], keep_keys=not erase_evidence)
        turns = await self._rows(ERASE.erase_turns, turn_ids=turn_ids) if turn_ids else []
        return await self._carry_out(place, plan, turns, erase_quotes=erase_evidence)

    async def turn(self, conversation_id: UUID, turn_id: UUID) -> dict[str, int]:
        """One turn, with the memories that only it spoke for."""
        place = await self._hold(NO_TURN)
        named = {"conversation_id": conversation_id, "turn_id": turn_id}
        if not await ERASE.turn_is_there.value(self._connection, scope_id=self._scope.scope_id, **named):
            raise NotFound(NO_TURN)
        doomed = await self._statements(STATEMENTS.statements_of_turns, turn_ids=[turn_id])
        plan = await self._plan(place, doomed, (), (), keep_keys=False)
        return await self._carry_out(place, plan, await self._rows(ERASE.erase_turns, turn_ids=[turn_id]))

    async def conversation(self, conversation_id: UUID) -> dict[str, int]:
        """A conversation with its turns, what was told in it, and the memories that only these spoke for."""
        place = await self._hold(NO_CONVERSATION)
        if not await STATEMENTS.known_conversation_ids.all(
            self._connection, scope_id=self._scope.scope_id, ids=[conversation_id]
        ):
            raise NotFound(NO_CONVERSATION)
        doomed = await self._statements(STATEMENTS.statements_of_conversation, conversation_id=conversation_id)
        plan = await self._plan(place, doomed, (), (), keep_keys=False)
        turns = await self._rows(ERASE.erase_turns_of, conversation_id=conversation_id)
        counts = await self._carry_out(place, plan, turns)
        await ERASE.erase_conversation.run(
            self._connection, scope_id=self._scope.scope_id, conversation_id=conversation_id
        )
        return {"conversations": 1, **counts}

    async def _hold(self, missing: str) -> Any:
        """Wait for the scope's running write; later ones wait for this one."""
        place = await ERASE.hold_scope.one(self._connection, scope_id=self._scope.scope_id)
        if place is None:
            raise NotFound(missing)
        return place

    async def _plan(
        self,
        place: Any,
        doomed: Sequence[Statement],
        detached: Sequence[Statement],
        memory_ids: Sequence[UUID],
        *,
        keep_keys: bool,
    ) -> Plan:
        plan = await plan_erasure(
            PgLedger(self._connection, self._scope),
            self._settlement,
            doomed=doomed,
            detached=detached,
            memory_ids=memory_ids,
            keep_keys=keep_keys,
            last_seq=place["last_seq"],
            now=place["now"],
        )
        plan.require_chunks(self._index.chunks)
        return plan

    async def _carry_out(
        self, place: Any, plan: Plan, turns: Sequence[Any], *, erase_quotes: bool = True
    ) -> dict[str, int]:
        """Do what a plan says, and erase what was made from the erased memories and turns."""
        turns = [*turns, *await self._erase_quotes([*plan.gone, *(row["turn_id"] for row in turns)], erase_quotes)]
        memories = await self._rows(ERASE.erase_memories, memory_ids=list(plan.gone)) if plan.gone else []
        counts = Counter(memories=len(memories), turns=len(turns))
        if plan.erased:
            counts["statements"] = await self._run(ERASE.erase_statements, statement_ids=list(plan.erased))
        counts += await self._erase_index([row["seq"] for row in (*memories, *turns)])
        if sources := [*plan.erased, *(row["turn_id"] for row in turns)]:
            counts["entity_mentions"] = await self._run(ERASE.erase_mentions, source_ids=sources)
        if turns:
            await self._erase_titles(turns)
            conversation_ids = list({row["conversation_id"] for row in turns})
            await self._run(ERASE.recount_conversations, conversation_ids=conversation_ids)
        await carry_out(
            self._connection,
            self._scope,
            plan,
            self._index.chunks,
            ann=place["ann_ready"],
            model_id=self._index.model_id,
            dimension=self._index.dimension,
        )
        if plan.gone:
            await self._run(ERASE.unname_replaced, memory_ids=list(plan.gone))
            counts["memory_changes"] = await self._forget_changes(plan)
            counts["webhook_deliveries"] = await self._run(ERASE.erase_deliveries, memory_ids=list(plan.gone))
        await self._run(
            ERASE.erase_from_changes,
            turn_ids=[str(row["turn_id"]) for row in turns],
            memory_ids=[str(memory_id) for memory_id in plan.gone],
        )
        counts["memory_uses"] = await self._run(
            ERASE.erase_uses, memory_ids=list(plan.gone), turn_ids=[row["turn_id"] for row in turns]
        )
        counts["jobs"] = await self._run(ERASE.erase_kept_uploads)
        counts["idempotency"] = await self._run(ERASE.erase_answers)
        return _positive(counts)

    async def _erase_quotes(self, gone: Sequence[UUID], erase: bool) -> list[Any]:
        """Erase the replies that repeat what is gone; or only take its ids out of them. The erased turns."""
        quoted = [str(one) for one in gone]
        if erase:
            return await self._rows(ERASE.erase_quoting_turns, quoted=quoted)
        await self._run(ERASE.unname_quoted, quoted=quoted)
        return []

    async def _erase_titles(self, turns: Sequence[Any]) -> None:
        """Take away the titles that repeat how erased turns began."""
        ids = list({row["conversation_id"] for row in turns})
        titled = await self._rows(ERASE.titles_of, conversation_ids=ids)
        title_of = {row["conversation_id"]: row["title"] for row in titled}
        repeating = [
            row["conversation_id"]
            for row in turns
            if repeats_the_beginning(title_of.get(row["conversation_id"]), row["content"])
        ]
        if repeating:
            await self._run(ERASE.erase_titles, conversation_ids=repeating)

    async def _erase_index(self, seqs: Sequence[int]) -> Counter[str]:
        row = await ERASE.erase_index.one(self._connection, scope_id=self._scope.scope_id, seqs=list(seqs))
        return Counter(postings=row["postings"], embeddings=row["embeddings"]) if row else Counter()

    async def _forget_changes(self, plan: Plan) -> int:
        """Of a forgotten memory the log keeps that it is gone, and nothing else."""
        erased = await self._run(ERASE.erase_changes, memory_ids=list(plan.gone))
        await self._run(ERASE.log_forgotten, user_id=self._scope.user_id, seq=plan.last_seq, memory_ids=list(plan.gone))
        return erased

    async def _rows(self, query: Query, **values: Any) -> list[Any]:
        return await query.all(self._connection, scope_id=self._scope.scope_id, **values)

    async def _run(self, query: Query, **values: Any) -> int:
        return await query.run(self._connection, scope_id=self._scope.scope_id, **values)

    async def _statements(self, query: Query, **values: Any) -> list[Statement]:
        return [statement(row) for row in await self._rows(query, **values)]


async def forget_scope(connection: Connection, scope: Scope) -> dict[str, int]:
    """Erase everything of a subject, its own row included."""
    await ERASE.hold_scope.one(connection, scope_id=scope.scope_id)
    counts: Counter[str] = Counter()
    for table, query in (
        ("turns", ERASE.erase_scope_turns),
        ("conversations", ERASE.erase_scope_conversations),
        ("statements", ERASE.erase_scope_statements),
        ("entity_mentions", ERASE.erase_scope_mentions),
        ("memories", ERASE.erase_scope_memories),
        ("memory_changes", ERASE.erase_scope_changes),
        ("memory_uses", ERASE.erase_scope_uses),
        ("search_days", ERASE.erase_scope_searches),
        ("postings", ERASE.erase_scope_postings),
        ("embeddings", ERASE.erase_scope_embeddings),
        ("jobs", ERASE.erase_scope_jobs),
        ("idempotency", ERASE.erase_answers),
        ("scopes", ERASE.erase_scope),
    ):
        status: str = await connection.execute(query.sql, scope.scope_id, timeout=LONG_SECONDS)
        counts[table] = int(status.rpartition(" ")[2])
    return _positive(counts)


def _positive(counts: Mapping[str, int]) -> dict[str, int]:
    return {table: count for table, count in counts.items() if count}
