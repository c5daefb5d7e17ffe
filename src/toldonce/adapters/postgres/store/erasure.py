"""Forgetting for good in PostgreSQL."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

from toldonce.adapters.postgres import erase
from toldonce.adapters.postgres.knowledge import MEMORIES
from toldonce.adapters.postgres.retry import retrying
from toldonce.adapters.postgres.store.base import StoreSessions
from toldonce.model import ErasureReceipt, Scope
from toldonce.ports import Chunk, Settlement


class ErasureStore(StoreSessions):
    """Each verb erases in one transaction."""

    async def forget_memory(
        self,
        scope: Scope,
        memory_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
        *,
        erase_evidence: bool,
    ) -> dict[str, int]:
        """Erase a memory and, when asked, the turns it came from; rows by table. Raises `NotFound`, `ChunksMissing`."""
        return await self._erasing(
            scope, settlement, chunks, lambda erasure: erasure.memory(memory_id, erase_evidence=erase_evidence)
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
        return await self._erasing(scope, settlement, chunks, lambda erasure: erasure.turn(conversation_id, turn_id))

    async def forget_conversation(
        self,
        scope: Scope,
        conversation_id: UUID,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
    ) -> dict[str, int]:
        """Erase a conversation with what only it spoke for; rows by table. Raises `NotFound`, `ChunksMissing`."""
        return await self._erasing(scope, settlement, chunks, lambda erasure: erasure.conversation(conversation_id))

    async def forget_scope(self, scope: Scope) -> dict[str, int]:
        """Erase everything of one subject; rows by table."""

        async def work() -> dict[str, int]:
            async with self._session(scope) as connection:
                return await erase.forget_scope(connection, scope)

        counts = await retrying(work)
        self.search_index.hot.drop(scope)
        return counts

    async def keep_receipt(self, user_id: UUID, receipt: ErasureReceipt) -> None:
        """Keep a receipt, which outlives what was erased."""
        async with self._database.session(user_id=user_id) as connection:
            await MEMORIES.keep_receipt.run(connection, user_id=user_id, **receipt.model_dump(exclude={"up_to_seq"}))

    async def _erasing(
        self,
        scope: Scope,
        settlement: Settlement,
        chunks: Mapping[str, Sequence[Chunk]],
        verb: Callable[[erase.Erasure], Awaitable[dict[str, int]]],
    ) -> dict[str, int]:
        async def work() -> dict[str, int]:
            async with self._session(scope) as connection:
                index = erase.Index(self._model_id, self._dimension, chunks)
                return await verb(erase.Erasure(connection, scope, settlement, index))

        counts = await retrying(work)
        self.search_index.hot.drop(scope)
        return counts
