"""Answers by Idempotency-Key in PostgreSQL."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.pool import DURABLE_SOON, Database
from toldonce.adapters.postgres.queries import load_queries
from toldonce.errors import IdempotencyKeyReused, WriteInProgress
from toldonce.model import Scope
from toldonce.ports import StoredAnswer

QUERIES = load_queries("idempotency")
KEEP_HOURS = 24
_TRIES = 5


class PgIdempotency:
    """`toldonce.ports.Idempotency` in PostgreSQL, whose clock counts for leases.

    Only what is written under a key waits for the disk: its commit makes the hold durable, and an answer that a crash
    of the database within a second takes away is made again from what was written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, scope: Scope, key: str, request_hash: bytes, lease: float) -> StoredAnswer | None:
        """None: go on and hold the key for ``lease`` seconds; else what it brought. Raises `IdempotencyKeyReused`."""
        for _ in range(_TRIES):
            asked = {"key": key, "request_hash": request_hash, "lease": lease}
            if await QUERIES.begin.of(self._database, scope, **asked):
                return None
            async with self._session(scope) as connection:
                row = await QUERIES.answer.one(connection, scope_id=scope.scope_id, key=key)
            # Between the two statements the key may have been released: then it is free to be taken.
            if row is not None:
                if row["request_hash"] != request_hash:
                    raise IdempotencyKeyReused
                return StoredAnswer(request_hash, row["status"], row["body"] or b"", row["headers"])
        raise WriteInProgress

    async def renew(self, scope: Scope, key: str, lease: float) -> None:
        """Hold a key that has no answer yet for another ``lease`` seconds from now."""
        async with self._session(scope) as connection:
            await QUERIES.renew.run(connection, scope_id=scope.scope_id, key=key, lease=lease)

    async def finish(self, scope: Scope, key: str, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """Keep the answer of a key that is held."""
        await QUERIES.finish.of(self._database, scope, key=key, status=status, body=body, headers=dict(headers))

    async def release(self, scope: Scope, key: str) -> None:
        """Let go of a key that has no answer, so that the request may be repeated at once."""
        async with self._session(scope) as connection:
            await QUERIES.release.run(connection, scope_id=scope.scope_id, key=key)

    async def sweep(self) -> int:
        """Delete the answers of every account that are older than `KEEP_HOURS`; how many they were."""
        async with self._database.session(purpose="work") as connection:
            return await QUERIES.sweep.run(connection, hours=KEEP_HOURS)

    def _session(self, scope: Scope) -> contextlib.AbstractAsyncContextManager[Connection]:
        return self._database.session(user_id=scope.user_id, scope_id=scope.scope_id, settings=DURABLE_SOON)
