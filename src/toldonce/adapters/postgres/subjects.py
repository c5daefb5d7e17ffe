"""The subjects of an account in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.queries import load_queries
from toldonce.ports import HeldSubject, Label

QUERIES = load_queries("subjects")


class PgSubjects:
    """`toldonce.ports.Subjects` in PostgreSQL; row-level security keeps it within the account."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def subjects(self, user_id: UUID) -> list[HeldSubject]:
        """Those that hold anything, by name."""
        async with self._database.session(user_id=user_id) as connection:
            rows = await QUERIES.subjects.all(connection, user_id=user_id)
        return [HeldSubject(**row) for row in rows]

    async def labels(self, user_id: UUID, names: Sequence[str]) -> list[Label]:
        """What stands in ``metadata.mem0`` under these names."""
        async with self._database.session(user_id=user_id) as connection:
            rows = await QUERIES.labels.all(connection, user_id=user_id, names=list(names))
        return [Label(**row) for row in rows]

    async def subject_of(self, user_id: UUID, item_id: UUID) -> str | None:
        """The subject that holds a memory or turn of this id."""
        async with self._database.session(user_id=user_id) as connection:
            found: str | None = await QUERIES.subject_of.value(connection, user_id=user_id, item_id=item_id)
        return found
