"""The vectors of several embedding models side by side: which are searched, and how a second set is made.

A search and a write use one model from beginning to end, so vectors of two models never meet. A set is filled from the
parts of texts that the other set has, in the order of their seq, and is resumed where it stopped: each scope notes how
far it has come.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.queries import load_queries
from toldonce.adapters.postgres.retry import retrying
from toldonce.adapters.postgres.rows import half
from toldonce.errors import NotFound
from toldonce.model import Scope

QUERIES = load_queries("embedding_sets")
SCOPES_AT_ONCE = 500
PARTS_AT_ONCE = 128
"""Parts of texts that are embedded between two writes: less than a second's work."""
FIRST_SCOPE = UUID(int=0)

EmbedParts = Callable[[Sequence[tuple[str, str | None]]], Awaitable[NDArray[np.float32]]]
"""Texts, each with who speaks, to unit vectors (shape (texts, dimension))."""


@dataclass(frozen=True, slots=True)
class EmbeddingSet:
    """The vectors of one model; ``chosen``: those that are searched; ``was_chosen``: they are, or were before."""

    model_id: int
    name: str
    dimension: int
    chosen: bool
    was_chosen: bool


class EmbeddingSets:
    """The sets of vectors of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[EmbeddingSet]:
        """Every set, the chosen one first."""
        async with self._database.session(purpose="work") as connection:
            rows = await QUERIES.models.all(connection)
        return [
            EmbeddingSet(row["model_id"], row["name"], row["dimension"], number == 0, row["was_chosen"])
            for number, row in enumerate(rows)
        ]

    async def named(self, name: str) -> EmbeddingSet:
        """One set. Raises `NotFound`."""
        for one in await self.all():
            if one.name == name:
                return one
        raise NotFound(f"There are no vectors of a model named {name!r}.")

    async def chosen(self) -> EmbeddingSet:
        """The set that is searched. Raises `NotFound` in a database without any."""
        for one in await self.all():
            return one
        raise NotFound("There are no vectors yet.")

    async def choose(self, name: str) -> None:
        """Search the vectors of this model from now on, in every process that has it open. Raises `NotFound`."""
        async with self._database.session(purpose="work") as connection:
            if await QUERIES.choose.value(connection, name=name) is None:
                raise NotFound(f"There are no vectors of a model named {name!r}.")

    async def progress(self, name: str) -> tuple[int, int]:
        """Parts of texts in subjects whose set is whole, and parts in all."""
        model_id = (await self.named(name)).model_id
        async with self._database.session(purpose="work") as connection:
            row = await QUERIES.progress.one(connection, model_id=model_id)
        return (row["done"], row["parts"]) if row else (0, 0)

    async def fill(self, source: str, target: str, embed: EmbedParts, told: Callable[[int], None] | None = None) -> int:
        """Give everything that has a vector of ``source`` one of ``target``; how many were added.

        ``told`` hears of each batch. May be stopped at any time and called again, and by several processes at once.
        Raises `NotFound`, `EmbeddingFailed`, `StoreUnavailable`.
        """
        made_from, made = await self.named(source), await self.named(target)
        added = 0
        seen: set[UUID] = set()
        while True:
            async with self._database.session(purpose="work") as connection:
                rows = await QUERIES.behind.all(connection, model_id=made.model_id, limit=SCOPES_AT_ONCE)
            scopes = [Scope(user_id=row["user_id"], subject=row["subject"]) for row in rows]
            fresh = [scope for scope in scopes if scope.scope_id not in seen]
            if not fresh:
                return added
            for scope in fresh:
                # A scope that is written to all the time must not keep the others waiting.
                seen.add(scope.scope_id)
                added += await self._fill_scope(scope, made_from.model_id, made.model_id, embed, told)

    async def drop(self, name: str) -> int:
        """Drop the vectors of a model that is not chosen; how many. Raises `NotFound`, `ValueError`."""
        gone = await self.named(name)
        if gone.chosen:
            raise ValueError(f"the vectors of {name!r} are the ones that are searched: choose another model first")
        after, dropped = FIRST_SCOPE, 0
        while True:
            async with self._database.session(purpose="work") as connection:
                rows = await QUERIES.scopes_after.all(connection, after=after, limit=SCOPES_AT_ONCE)
            if not rows:
                return dropped
            for row in rows:
                after = row["scope_id"]
                async with self._database.session(user_id=row["user_id"], scope_id=after) as connection:
                    dropped += await QUERIES.drop_vectors.value(connection, scope_id=after, model_id=gone.model_id)

    async def _fill_scope(
        self, scope: Scope, source: int, target: int, embed: EmbedParts, told: Callable[[int], None] | None
    ) -> int:
        place = await self._place(scope)
        if place is None:
            return 0
        last_seq, erasures = place
        added, after = 0, (0, -1)
        while True:
            async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
                # What was written since is left to the next filling, or steady writes would keep this from ending.
                rows = await QUERIES.chunks_without.all(
                    connection,
                    scope_id=scope.scope_id,
                    source=source,
                    target=target,
                    seq=after[0],
                    part=after[1],
                    last_seq=last_seq,
                    limit=PARTS_AT_ONCE,
                )
            if not rows:
                await self._mark(scope, target, last_seq, erasures, look_again=added > 0)
                return added
            vectors = await embed([(row["text"], row["speaker"]) for row in rows])
            keys = [(row["seq"], row["part"]) for row in rows]
            count = await self._add(scope, source, target, keys, vectors, erasures)
            if count is None:
                # Something was erased meanwhile: what was read may be gone, or say something else now.
                return added
            added += count
            after = keys[-1]
            if told is not None:
                told(count)

    async def _place(self, scope: Scope) -> tuple[int, int] | None:
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            row = await QUERIES.place.one(connection, scope_id=scope.scope_id)
        return (row["last_seq"], row["erasures"]) if row else None

    async def _add(
        self,
        scope: Scope,
        source: int,
        target: int,
        keys: Sequence[tuple[int, int]],
        vectors: NDArray[np.float32],
        erasures: int,
    ) -> int | None:
        """How many rows were added; None when the scope has had an erasure since."""

        async def work() -> int | None:
            async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
                if await QUERIES.hold.value(connection, scope_id=scope.scope_id) != erasures:
                    return None
                return await QUERIES.add_vectors.run(
                    connection,
                    scope_id=scope.scope_id,
                    source=source,
                    target=target,
                    seqs=[seq for seq, _ in keys],
                    parts=[part for _, part in keys],
                    vectors=[half(vector) for vector in vectors],
                )

        return await retrying(work)

    async def _mark(self, scope: Scope, target: int, last_seq: int, erasures: int, *, look_again: bool) -> None:
        async with self._database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
            if await QUERIES.hold.value(connection, scope_id=scope.scope_id) != erasures:
                return
            if look_again:
                await QUERIES.look_again.run(connection, scope_id=scope.scope_id, target=target)
            await QUERIES.mark.run(connection, scope_id=scope.scope_id, model_id=target, last_seq=last_seq)
