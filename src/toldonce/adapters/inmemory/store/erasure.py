"""Forgetting for good in dicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from toldonce.adapters.erasing import plan_erasure
from toldonce.adapters.inmemory import statements
from toldonce.adapters.inmemory.rows import ChangeRow, TurnRow
from toldonce.adapters.inmemory.statements import InMemoryLedger
from toldonce.adapters.inmemory.store.base import StoreTables
from toldonce.adapters.inmemory.tables import ScopeRows, positive
from toldonce.adapters.planning import NO_MEMORY
from toldonce.errors import NotFound
from toldonce.model import ErasureReceipt, Scope
from toldonce.ports import Chunk, Settlement, Statement


class ErasureStore(StoreTables):
    """Each verb erases at once, or raises and erases nothing."""

    async def forget_memory(
        self,
        scope: Scope,
        memory_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
        *,
        erase_evidence: bool,
    ) -> dict[str, int]:
        """Erase a memory and, if asked, the turns it came from and the replies that quote it; rows by table.

        Raises `NotFound`, `ChunksMissing`."""
        rows = self.tables.of(scope)
        row = rows.memories.get(memory_id)
        if row is None:
            raise NotFound(NO_MEMORY)
        doomed = [one.statement for one in rows.statements.values() if one.statement.memory_id == memory_id]
        turns: list[TurnRow] = []
        detached: list[Statement] = []
        if erase_evidence:
            turn_ids = {*row.memory.source_turn_ids, *(one.turn_id for one in doomed if one.turn_id is not None)}
            turns = [rows.turns[turn_id] for turn_id in turn_ids if turn_id in rows.turns]
            beside = [one.statement for one in rows.statements.values() if one.statement.turn_id in turn_ids]
            doomed += [one for one in beside if one.memory_id is None]
            detached = [one for one in beside if one.memory_id not in (None, memory_id)]
        return await self._erase(
            rows, settlement, chunks, turns, doomed, detached, memory_ids=[memory_id], erase_evidence=erase_evidence
        )

    async def forget_turn(
        self,
        scope: Scope,
        conversation_id: UUID,
        turn_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
    ) -> dict[str, int]:
        """Erase one turn and what only it spoke for; rows by table. Raises `NotFound`, `ChunksMissing`."""
        rows = self.tables.of(scope)
        row = rows.turns.get(turn_id)
        if row is None or row.turn.conversation_id != conversation_id:
            raise NotFound("There is no such turn in this conversation.")
        doomed = [one.statement for one in rows.statements.values() if one.statement.turn_id == turn_id]
        return await self._erase(rows, settlement, chunks, [row], doomed)

    async def forget_conversation(
        self,
        scope: Scope,
        conversation_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
    ) -> dict[str, int]:
        """Erase a conversation with what only it spoke for; rows by table. Raises `NotFound`, `ChunksMissing`."""
        rows = self.tables.of(scope)
        turns = list(rows.conversation(conversation_id).turns.values())
        doomed = [one.statement for one in rows.statements.values() if one.statement.conversation_id == conversation_id]
        gone = await self._erase(rows, settlement, chunks, turns, doomed)
        del rows.conversations[conversation_id]
        return {"conversations": 1, **gone}

    async def _erase(
        self,
        rows: ScopeRows,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
        turns: Sequence[TurnRow],
        doomed: Sequence[Statement],
        detached: Sequence[Statement] = (),
        *,
        memory_ids: Sequence[UUID] = (),
        erase_evidence: bool = True,
    ) -> dict[str, int]:
        now = self.tables.clock()
        plan = await plan_erasure(
            InMemoryLedger(rows),
            settlement,
            doomed=doomed,
            detached=detached,
            memory_ids=memory_ids,
            keep_keys=not erase_evidence,
            last_seq=rows.last_seq,
            now=now,
        )
        plan.require_chunks(chunks)
        quoted = {*plan.gone, *(row.turn.turn_id for row in turns)}
        if erase_evidence:
            turns = [*turns, *(row for row in rows.quoting(quoted) if row.turn.turn_id not in quoted)]
        rows.unname_quoted(quoted)
        gone = rows.erase_answers() + rows.erase_kept_uploads() + rows.erase_statements(plan.erased)
        for memory_id in plan.gone:
            gone += rows.erase_memory(rows.memories[memory_id])
        gone += rows.erase_turns(turns, now)
        statements.carry_out(rows, plan, chunks, now)
        rows.unname_replaced(set(plan.gone))
        rows.erase_from_changes({row.turn.turn_id for row in turns}, set(plan.gone))
        for one in plan.gone:
            rows.log(ChangeRow(plan.last_seq, one, "forgotten", now, None, None))
        return positive(gone)

    async def forget_scope(self, scope: Scope) -> dict[str, int]:
        """Erase everything of one subject; rows by table."""
        return self.tables.erase_scope(scope)

    async def keep_receipt(self, user_id: UUID, receipt: ErasureReceipt) -> None:
        """Keep a receipt, which outlives what was erased."""
        self.tables.receipts[receipt.receipt_id] = (user_id, receipt)
