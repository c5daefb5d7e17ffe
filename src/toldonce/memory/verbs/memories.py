"""Memories: told, listed, corrected, restored, confirmed, forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from toldonce.errors import Conflict, ValidationFailed
from toldonce.memory.prepare import with_chunks
from toldonce.memory.retrieve import wait_for_seq
from toldonce.memory.stating import Telling, corrected, mentions_of, opening_of, restored, told
from toldonce.memory.verbs.base import Verbs, source_key
from toldonce.model import (
    ErasureReceipt,
    Memory,
    MemoryChange,
    MemoryRequest,
    MemoryStatus,
    MemoryType,
    Page,
    Turn,
)
from toldonce.ports import Extraction, NewMention, Stated, Statement, StatementWrite
from toldonce.telemetry import metrics

NO_ID = UUID(int=0)


class MemoryVerbs(Verbs):
    """Tell memories and live with them."""

    async def add_memories(self, requests: Sequence[MemoryRequest], *, write_key: str | None = None) -> list[Memory]:
        memories, _ = await self.tell(
            [Telling(one, source_key(write_key, str(number))) for number, one in enumerate(requests)]
        )
        return memories

    async def memories(
        self,
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
    ) -> Page[Memory]:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        page = await self.read(
            min_seq,
            lambda store: store.memories(
                self._scope,
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
            ),
        )
        return page.model_copy(update={"up_to_seq": reached})

    async def memory(self, memory_id: UUID, *, min_seq: int | None = None) -> Memory:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        memory = await self._store.memory(self._scope, memory_id)
        return memory.model_copy(update={"up_to_seq": reached})

    async def memory_history(self, memory_id: UUID, *, min_seq: int | None = None) -> list[Memory]:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        versions = await self._store.history(self._scope, memory_id)
        return [one.model_copy(update={"up_to_seq": reached}) for one in versions]

    async def memory_uses(
        self, memory_id: UUID, *, limit: int = 20, cursor: str | None = None, min_seq: int | None = None
    ) -> Page[Turn]:
        await wait_for_seq(self._store, self._scope, min_seq)
        await self._store.memory(self._scope, memory_id)  # a foreign or unknown one is not found
        return await self._store.uses(self._scope, memory_id, limit=limit, cursor=cursor)

    async def correct_memory(
        self, memory_id: UUID, change: MemoryChange, *, version: int | None = None, write_key: str | None = None
    ) -> Memory:
        memory = await self._store.memory(self._scope, memory_id)
        if not change.names_something:
            message = f"must hold at least one of {', '.join(MemoryChange.model_fields)}"
            raise ValidationFailed(f"The correction {message}.", errors=[{"pointer": "", "message": message}])
        if memory.retracted and version in (None, memory.version):
            raise Conflict(_is_not_to_be_corrected(memory))
        opening = opening_of(memory_id, await self._store.statements(self._scope, memory_id=memory_id))
        says_anew = change.content is not None and change.content != memory.content
        said = await self._read(change.content or "", self._clock()) if says_anew else Extraction(NO_ID)
        key = source_key(write_key, "correct")
        statement = corrected(memory, opening, change, said.candidates, self._clock(), key)
        begins, ends = statement.candidate.valid_from, statement.candidate.valid_to
        if begins is not None and ends is not None and ends < begins:
            raise ValidationFailed(
                f"valid_to: must not lie before valid_from, which is {begins:%Y-%m-%dT%H:%M:%SZ}",
                errors=[{"pointer": "/valid_to", "message": "must not lie before valid_from"}],
            )
        expected = {} if version is None else {memory_id: version}
        return await self._state_one(statement, mentions_of(statement, said.mentions), expected=expected)

    async def restore_memory(self, memory_id: UUID, *, write_key: str | None = None) -> Memory:
        memory = await self._store.memory(self._scope, memory_id)
        if memory.status == "current":
            return memory
        if memory.status == "quarantined":
            raise Conflict("A quarantined memory is confirmed (POST .../confirm), not restored.")
        versions = await self._store.history(self._scope, memory_id)
        after = max([self._clock(), *(one.recorded_at for one in versions)])
        opening = opening_of(memory_id, await self._store.statements(self._scope, memory_id=memory_id))
        return await self._state_one(restored(memory, opening, after, source_key(write_key, "restore")))

    async def confirm_memory(self, memory_id: UUID, *, write_key: str | None = None) -> Memory:
        memory = await self._store.memory(self._scope, memory_id)
        if memory.status != "quarantined":
            raise Conflict(f"Only a quarantined memory can be confirmed; this one is {memory.status}.")
        statements = await self._store.statements(self._scope, memory_id=memory_id)
        write = StatementWrite(
            confirmed=[one.statement_id for one in statements],
            confirmed_at=max([self._clock(), *(one.said_at for one in statements)]),
        )
        stated = await self.state(write)
        return await self._with_closed(memory_id, stated)

    async def forget_memory(self, memory_id: UUID, *, evidence: Literal["erase", "keep"] = "erase") -> ErasureReceipt:
        turn_ids = await self._evidence_of(memory_id) if evidence == "erase" else []
        counts = await with_chunks(
            self._embedder,
            lambda chunks: self._store.forget_memory(
                self._scope, memory_id, self._settlement, chunks, erase_evidence=evidence == "erase"
            ),
        )
        for turn_id in turn_ids:
            # A backup from before the memory was read knows only the turns: put back, it must lose these too.
            await self.receipt(f"turn:{turn_id}", {})
        return await self.receipt(f"memory:{memory_id}", counts)

    async def _evidence_of(self, memory_id: UUID) -> list[UUID]:
        """The turns that a memory came from."""
        memory = await self._store.memory(self._scope, memory_id)
        statements = await self._store.statements(self._scope, memory_id=memory_id)
        stated = [one.turn_id for one in statements if one.turn_id is not None]
        return list(dict.fromkeys([*memory.source_turn_ids, *stated]))

    async def forget_all(self) -> ErasureReceipt:
        counts = await self._store.forget_scope(self._scope)
        return await self.receipt(f"subject:{self._scope.scope_id}", counts)

    async def _read(self, content: str, at: datetime) -> Extraction:
        """What the rules read in words that the user tells, at a moment that relative times count from."""
        turn = Turn(
            turn_id=NO_ID,
            conversation_id=NO_ID,
            turn_number=1,
            seq=0,
            role="user",
            speaker=None,
            content=content,
            at=at,
            metadata={},
            created_at=self._clock(),
        )
        (extraction,) = await self._rules.extract([turn], [])
        return extraction

    async def tell(self, tellings: Sequence[Telling]) -> tuple[list[Memory], int]:
        """The memories that were told, in the order of the requests, and how many of them are new."""
        firsts: list[Statement] = []
        statements: list[Statement] = []
        mentions: list[NewMention] = []
        now = self._clock()
        for one in tellings:
            last_turn = await self._last_turn(one.request.conversation_id)
            said = await self._read(one.request.content, one.request.at or now)
            own = told(one.request, one.known or said.candidates, now, key=one.key, last_turn=last_turn)
            firsts.append(own[0])
            statements += own
            mentions += mentions_of(own[0], said.mentions)
        stated = await self.state(StatementWrite(statements=statements, mentions=mentions))
        ids = [stated.memory_ids[one.key] for one in firsts]
        by_id = {one.memory_id: one for one in await self._store.memories_by_id(self._scope, list(dict.fromkeys(ids)))}
        closed = await self._closed_by(stated)
        answer = [
            by_id[memory_id].model_copy(
                update={
                    "up_to_seq": stated.up_to_seq,
                    "superseded": list(stated.closed) if len(ids) == 1 else closed.get(memory_id, []),
                }
            )
            for memory_id in ids
        ]
        added = len(set(ids) & set(stated.opened))
        metrics.memories_stored(added)
        return answer, added

    async def _last_turn(self, conversation_id: UUID | None) -> int | None:
        if conversation_id is None:
            return None
        last = await self._store.last_turns(self._scope, conversation_id, 1)
        return last[-1].turn_number if last else None

    async def _state_one(
        self,
        statement: Statement,
        mentions: Sequence[NewMention] = (),
        *,
        expected: Mapping[UUID, int] | None = None,
    ) -> Memory:
        write = StatementWrite(statements=[statement], mentions=mentions, expected=expected or {})
        stated = await self.state(write)
        return await self._with_closed(stated.memory_ids[statement.key], stated)

    async def _with_closed(self, memory_id: UUID, stated: Stated) -> Memory:
        memory = await self._store.memory(self._scope, memory_id)
        return memory.model_copy(update={"superseded": list(stated.closed), "up_to_seq": stated.up_to_seq})

    async def _closed_by(self, stated: Stated) -> dict[UUID, list[UUID]]:
        """The memories that a write closed, by what took their place."""
        closed: dict[UUID, list[UUID]] = {}
        if stated.closed:
            for one in await self._store.memories_by_id(self._scope, stated.closed):
                if one.superseded_by is not None:
                    closed.setdefault(one.superseded_by, []).append(one.memory_id)
        return closed


def _is_not_to_be_corrected(memory: Memory) -> str:
    """A version that never was true has no time for which another one could take its place."""
    if memory.superseded_by is None:
        return "This memory was taken back: restore it, or tell a new one."
    return f"This memory was corrected before: correct {memory.superseded_by}, which took its place."
