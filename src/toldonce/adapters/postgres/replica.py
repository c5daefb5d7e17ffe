"""Reads on a streaming replica, as fresh as on the primary: only a replica that has the scope's last write is read."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

import asyncpg

from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.pool import Database, Purpose, Sessions
from toldonce.adapters.postgres.queries import load_queries
from toldonce.adapters.postgres.role import url_of
from toldonce.adapters.postgres.store import PgStore
from toldonce.errors import StoreUnavailable
from toldonce.model import Scope
from toldonce.telemetry import metrics
from toldonce.telemetry.outages import note_outage

QUERIES = load_queries("replica")

PAUSE_SECONDS = 5.0
"""For so long a replica that was lost is not asked again; finding out takes seconds when its machine is gone."""


class ReplicaBehind(StoreUnavailable):
    """The replica has not got the last write yet."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a scope is, as the primary says; see the query ``place``."""

    last_seq: int
    erasures: int
    created_at: datetime


class PgReplica:
    """`toldonce.ports.Replica`: the primary tells how far a scope is, the replica is read when it is as far.

    ``store`` reads in sessions of ``replica``. Every session asks anew whether its server is as far, so that
    ``replica`` may as well lead to several servers, by way of a load balancer.
    """

    def __init__(self, primary: Sessions, replica: Database, store: PgStore, *, pause: float = PAUSE_SECONDS) -> None:
        self._primary = primary
        self._replica = replica
        self._store = store
        self._pause = pause
        self._away_until = 0.0

    async def level(self, scope: Scope, min_seq: int | None) -> PgStore | None:
        """A store to read a scope from; its calls raise `StoreUnavailable` when the replica is behind or lost.

        None where only the primary can answer: the replica was lost just now, nothing is there, or ``min_seq`` is not
        reached yet.
        """
        if time.monotonic() < self._away_until:
            return None
        async with self._primary.session(user_id=scope.user_id, scope_id=scope.scope_id, reading=True) as connection:
            row = await QUERIES.place.one(connection, scope_id=scope.scope_id)
        if row is None or (min_seq is not None and row["last_seq"] < min_seq):
            return None
        return self._store.over(_LevelSessions(self, Place(**row)))

    @contextlib.asynccontextmanager
    async def session(
        self,
        place: Place,
        user_id: UUID | None,
        scope_id: UUID | None,
        purpose: Purpose | None,
        settings: Mapping[str, str] | None,
        reading: bool,
    ) -> AsyncIterator[Connection]:
        """A transaction on a server that is as far as ``place``. Raises `ReplicaBehind`, `StoreUnavailable`."""
        try:
            async with self._replica.session(
                user_id=user_id, scope_id=scope_id, purpose=purpose, settings=settings, reading=reading
            ) as connection:
                if not await QUERIES.is_level.value(
                    connection,
                    scope_id=scope_id,
                    created_at=place.created_at,
                    erasures=place.erasures,
                    last_seq=place.last_seq,
                ):
                    metrics.replica_read("behind")
                    raise ReplicaBehind
                yield connection
                metrics.replica_read("level")
        except ReplicaBehind:
            raise
        except StoreUnavailable as loss:
            self._away_until = time.monotonic() + self._pause
            metrics.replica_read("lost")
            note_outage("replica", loss)
            raise


@dataclass(frozen=True, slots=True)
class _LevelSessions:
    """Sessions of a replica that is as far as ``place``."""

    replica: PgReplica
    place: Place

    def session(
        self,
        *,
        user_id: UUID | None = None,
        scope_id: UUID | None = None,
        purpose: Purpose | None = None,
        settings: Mapping[str, str] | None = None,
        reading: bool = False,
    ) -> contextlib.AbstractAsyncContextManager[Connection]:
        """See `PgReplica.session`."""
        return self.replica.session(self.place, user_id, scope_id, purpose, settings, reading)

    async def ask(self, user_id: UUID, scope_id: UUID, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        """See `Database.ask`; here it takes a session, which sees to it that the server is as far."""
        async with self.session(user_id=user_id, scope_id=scope_id, reading=True) as connection:
            rows: list[asyncpg.Record] = await connection.fetch(sql, user_id, scope_id, *arguments)
        return rows


def replica_url(primary_url: str, address: str) -> str:
    """``address`` with the user and password of ``primary_url``: a replica knows the same roles."""
    login = urlsplit(primary_url).netloc.rpartition("@")[0]
    role, _, password = login.partition(":")
    return url_of(address, unquote(role), unquote(password))
