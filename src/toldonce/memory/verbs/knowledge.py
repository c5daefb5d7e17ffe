"""What is known: profile, entities, changes, and how to take them back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from toldonce.errors import ValidationFailed
from toldonce.memory.profile import profile_of, summary_of
from toldonce.memory.retrieve import wait_for_seq
from toldonce.memory.verbs.base import Verbs
from toldonce.model import (
    Activity,
    Change,
    Entity,
    EntityDetail,
    Job,
    MemoryStats,
    Page,
    Profile,
    ProfileSummary,
    Rollback,
    RollbackRequest,
    UpkeepKind,
)
from toldonce.ports import StatementWrite

PROFILE_LIMIT = 500


class KnowledgeVerbs(Verbs):
    """Look at what is known."""

    async def stats(self, *, min_seq: int | None = None) -> MemoryStats:
        await wait_for_seq(self._store, self._scope, min_seq)
        return await self.read(min_seq, lambda store: store.stats(self._scope))

    async def activity(
        self, *, since: date | None = None, until: date | None = None, min_seq: int | None = None
    ) -> Activity:
        await wait_for_seq(self._store, self._scope, min_seq)
        if self._searches is not None:
            await self._searches.write(self._scope)
        return await self._store.activity(self._scope, first=since, last=until)

    async def profile(
        self,
        *,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
        min_seq: int | None = None,
    ) -> Profile:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        memories, quarantined = await self.read(
            min_seq,
            lambda store: store.profile(
                self._scope, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, limit=PROFILE_LIMIT + 1
            ),
        )
        more = len(memories) > PROFILE_LIMIT
        return profile_of(memories[:PROFILE_LIMIT], quarantined, reached, truncated=more)

    async def profile_summary(
        self,
        *,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
        min_seq: int | None = None,
    ) -> ProfileSummary:
        return summary_of(
            await self.profile(as_of=as_of, known_at=known_at, known_at_seq=known_at_seq, min_seq=min_seq)
        )

    async def entities(
        self,
        *,
        q: str | None = None,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
    ) -> Page[Entity]:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        page = await self.read(
            min_seq,
            lambda store: store.entities(
                self._scope,
                q=q,
                as_of=as_of,
                known_at=known_at,
                known_at_seq=known_at_seq,
                limit=limit,
                cursor=cursor,
            ),
        )
        return page.model_copy(update={"up_to_seq": reached})

    async def entity(
        self,
        entity_id: UUID,
        *,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        known_at_seq: int | None = None,
        min_seq: int | None = None,
    ) -> EntityDetail:
        await wait_for_seq(self._store, self._scope, min_seq)
        return await self.read(
            min_seq,
            lambda store: store.entity(
                self._scope, entity_id, as_of=as_of, known_at=known_at, known_at_seq=known_at_seq
            ),
        )

    async def changes(
        self,
        *,
        from_seq: int = 0,
        to_seq: int | None = None,
        limit: int = 20,
        cursor: str | None = None,
        min_seq: int | None = None,
    ) -> Page[Change]:
        reached = await wait_for_seq(self._store, self._scope, min_seq)
        page = await self.read(
            min_seq,
            lambda store: store.changes(self._scope, from_seq=from_seq, to_seq=to_seq, limit=limit, cursor=cursor),
        )
        return page.model_copy(update={"up_to_seq": reached})

    async def rollback(self, request: RollbackRequest) -> Rollback:
        reached = await self._store.up_to_seq(self._scope)
        if request.to_seq > reached:
            message = f"must be at most {reached}, the newest number"
            raise ValidationFailed(f"to_seq: {message}", errors=[{"pointer": "/to_seq", "message": message}])
        toggled = await self._store.toggles_since(self._scope, request.to_seq)
        stated = await self.state(StatementWrite(toggled=toggled, dry_run=request.dry_run))
        return Rollback(
            to_seq=request.to_seq,
            dry_run=request.dry_run,
            closed=list(stated.closed),
            reopened=list(stated.reopened),
            up_to_seq=stated.up_to_seq,
        )

    async def start_upkeep(self, kind: UpkeepKind) -> Job:
        job = await self._jobs.enqueue(self._scope, kind, {})
        self.wake()
        return job
