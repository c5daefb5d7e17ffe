"""The stores of a process, one for each embedding model that it has open, and which of them is used now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from toldonce.adapters.postgres.embedding_sets import EmbeddingSets, EmbedParts
from toldonce.adapters.postgres.migrate import DatabaseUnfit
from toldonce.adapters.postgres.replica import PgReplica
from toldonce.adapters.postgres.store import PgStore
from toldonce.errors import EmbeddingFailed, NotFound, StoreUnavailable
from toldonce.ports import Embedder

SECONDS_BETWEEN = 0.5
"""How long after another model was chosen a process goes on with the former, whose vectors are whole too."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Index:
    """A store whose vectors one embedding model makes, and the replica that answers for it, if there is one."""

    store: PgStore
    embedder: Embedder
    replica: PgReplica | None = None


class Indexes:
    """Searches and writes go by the index that is `current` when they begin, from beginning to end.

    A process that has not opened the model that is chosen refuses them until it is started anew: what it would find and
    write by another one's vectors is not what the others do.
    """

    def __init__(
        self, opened: Sequence[Index], sets: EmbeddingSets, embed_parts: Callable[[Embedder], EmbedParts]
    ) -> None:
        self._opened = {index.embedder.model_name: index for index in opened}
        self._sets = sets
        self._embed_parts = embed_parts
        self._current = opened[0]
        self.missing: str | None = None
        """The chosen model, when this process has not opened it."""

    @property
    def current(self) -> Index:
        """What is used now. Raises `EmbeddingFailed` when the chosen model is not open here."""
        if self.missing is not None:
            raise EmbeddingFailed(
                f"What is stored is searched by vectors of {self.missing!r} now, which this process has not opened: set"
                " EMBEDDING_MODEL to it and restart the process."
            )
        return self._current

    @property
    def opened(self) -> list[Index]:
        """What is open, the current one first."""
        return [self._current, *(index for index in self._opened.values() if index is not self._current)]

    async def begin(self) -> None:
        """Use the model whose vectors the database has chosen; one without any vectors gives way to the configured one.

        Raises `DatabaseUnfit` when that model is not open here.
        """
        chosen = await self._sets.chosen()
        if chosen.name not in self._opened:
            if (await self._sets.progress(chosen.name))[1]:
                raise DatabaseUnfit(
                    f"EMBEDDING_MODEL: what is stored is searched by vectors of {chosen.name!r}, but"
                    f" {self._current.embedder.model_name!r} is configured: set it back, or move over with 'toldonce"
                    " reembed' (docs/operations/embedding-models.md)."
                )
            await self._sets.choose(self._current.embedder.model_name)
            return
        self._current = self._opened[chosen.name]

    async def follow(self) -> None:
        """Use what the database chooses and keep the other set whole, until cancelled."""
        while True:
            try:
                await self.follow_once()
            except (StoreUnavailable, EmbeddingFailed, NotFound) as failure:
                log.warning("embedding_sets_postponed", reason=failure.message)
            await asyncio.sleep(SECONDS_BETWEEN)

    async def follow_once(self) -> None:
        """Look once which model is chosen, and give what came since a vector of each."""
        sets = await self._sets.all()
        chosen = sets[0].name
        if chosen in self._opened and self._opened[chosen] is not self._current:
            self._current = self._opened[chosen]
            log.info("embedding_model_switched", embedding_model=chosen)
        if chosen not in self._opened and self.missing != chosen:
            log.error("embedding_model_not_open", embedding_model=chosen)
        self.missing = None if chosen in self._opened else chosen
        # A set that was never chosen is still being filled by the command that then chooses it.
        whole = {one.name for one in sets if one.was_chosen}
        embedders = [index.embedder for index in self.opened]
        for target in embedders:
            for source in embedders:
                if source is not target and {source.model_name, target.model_name} <= whole:
                    await self._sets.fill(source.model_name, target.model_name, self._embed_parts(target))
