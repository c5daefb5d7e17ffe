"""The connection pool: every use of it is one transaction that has said whose rows it may see."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from typing import Any, Literal, Protocol
from uuid import UUID

import asyncpg

from toldonce.adapters.postgres.connection import (
    CONNECT_SECONDS,
    LOST,
    REFUSED,
    Connection,
    connecting,
    is_gone,
    prepare_connection,
    reason_of,
)
from toldonce.errors import StoreUnavailable
from toldonce.telemetry import metrics

Purpose = Literal["authenticate", "work"]

ACQUIRE_SECONDS = 5.0
COMMAND_SECONDS = 30.0
PROBE_SECONDS = 1.0
NO_FREE_CONNECTION = "The database has no free connection: try again shortly."
ROLLBACK_SECONDS = 5.0
"""How long a transaction may take to roll back before its connection is dropped: a server that was busy elsewhere
overhears the request to cancel a statement, and ROLLBACK would wait until that statement ends."""

DURABLE_SOON = {"synchronous_commit": "off"}
"""Settings of a session: everybody sees what it writes at once; to be safe on disk that waits for the next write that
others wait for, or for a moment."""
ASKED_AT_ONCE = 4
"""Statements of `Database.ask` at the same time: to wait for one of them takes a millisecond; a new connection, with
its plans, takes more than twenty, and a moment's crowd would make all that the pool may have."""


class Sessions(Protocol):
    """Where transactions come from: `Database`, or a part of it that sees to something first."""

    def session(
        self,
        *,
        user_id: UUID | None = None,
        scope_id: UUID | None = None,
        purpose: Purpose | None = None,
        settings: Mapping[str, str] | None = None,
        reading: bool = False,
    ) -> contextlib.AbstractAsyncContextManager[Connection]: ...

    async def ask(self, user_id: UUID, scope_id: UUID, sql: str, *arguments: Any) -> list[asyncpg.Record]: ...


class Database:
    """A pool of connections of the service's restricted role."""

    def __init__(self, url: str, pool: asyncpg.Pool[asyncpg.Record], *, is_replica: bool = False) -> None:
        self._url = url
        self._pool = pool
        self._probe: Connection | None = None
        self._probing = asyncio.Lock()
        self._ending: set[asyncio.Task[None]] = set()
        self._asking = asyncio.Semaphore(ASKED_AT_ONCE)
        self._used = 0
        self._is_replica = is_replica

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        pool_size: int,
        application_name: str = "toldonce",
        statement_cache: int = 250,
        is_replica: bool = False,
    ) -> Database:
        """Connect to ``url`` with at most ``pool_size`` connections. Raises `StoreUnavailable`.

        ``statement_cache`` statements stay prepared in each connection; 0 behind a pooler that mixes connections up.
        A replica need not be there: nothing is connected before the first session.
        """
        with connecting():
            pool = await asyncpg.create_pool(
                url,
                min_size=0 if is_replica else min(2, pool_size),
                max_size=pool_size,
                max_queries=1_000_000,
                timeout=CONNECT_SECONDS,
                command_timeout=COMMAND_SECONDS,
                statement_cache_size=statement_cache,
                max_cached_statement_lifetime=3_600,
                init=prepare_connection,
                reset=_keep_as_it_is,
                server_settings={"application_name": application_name, "standard_conforming_strings": "on"},
            )
        return cls(url, pool, is_replica=is_replica)

    @contextlib.asynccontextmanager
    async def session(
        self,
        *,
        user_id: UUID | None = None,
        scope_id: UUID | None = None,
        purpose: Purpose | None = None,
        settings: Mapping[str, str] | None = None,
        reading: bool = False,
    ) -> AsyncIterator[Connection]:
        """One transaction that sees the rows of ``user_id`` (and, when given, only of ``scope_id``).

        ``settings`` are further PostgreSQL settings for this transaction. It commits when the block ends and rolls back
        when the block raises. Nobody waits for the end of one that is only ``reading``, which can write nothing. Raises
        `StoreUnavailable` when the database is lost; its other errors pass unchanged.
        """
        identity = {
            "toldonce.user_id": str(user_id or ""),
            "toldonce.scope_id": str(scope_id or ""),
            "toldonce.purpose": purpose or "",
        }
        connection = await self._begin({**identity, **(settings or {})}, reading)
        ends_beside = False
        try:
            try:
                yield connection
            except BaseException:
                await self._roll_back(connection)
                raise
            if reading:
                ends_beside = True
            else:
                await self._commit(connection)
        except LOST as loss:
            raise StoreUnavailable from loss
        except asyncpg.InternalClientError as confusion:
            # The server said farewell between two statements: asyncpg is no longer where it believes to be.
            self._give_up(connection)
            raise StoreUnavailable from confusion
        except asyncpg.InterfaceError as misuse:
            if is_gone(connection):
                raise StoreUnavailable from misuse
            raise
        finally:
            if ends_beside:
                self._end_beside(connection)
            else:
                await self._release(connection)

    async def ask(self, user_id: UUID, scope_id: UUID, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        """The rows of a statement that reads and that says by itself whose rows it may see: a transaction of one round
        trip. ``user_id`` and ``scope_id`` come before its other arguments. Raises `StoreUnavailable`.
        """
        rows: list[asyncpg.Record] = []

        async def read(connection: Connection) -> None:
            rows[:] = await connection.fetch(sql, user_id, scope_id, *arguments)

        await self._may_ask()
        try:
            connection = await self._first(read)
        except BaseException:
            self._asking.release()
            raise
        self._beside(self._asked(connection))
        return rows

    async def _may_ask(self) -> None:
        """Wait until fewer than `ASKED_AT_ONCE` are being asked. Raises `StoreUnavailable`."""
        try:
            async with asyncio.timeout(ACQUIRE_SECONDS):
                await self._asking.acquire()
        except TimeoutError as crowd:
            raise StoreUnavailable(NO_FREE_CONNECTION) from crowd

    async def _asked(self, connection: Connection) -> None:
        try:
            await self._release(connection)
        finally:
            self._asking.release()

    async def ping(self) -> None:
        """Ask the database for a sign of life, on a connection outside the pool. Raises `StoreUnavailable`."""
        async with self._probing:
            try:
                async with asyncio.timeout(2 * PROBE_SECONDS):
                    if self._probe is None or self._probe.is_closed():
                        self._probe = await asyncpg.connect(
                            self._url, timeout=PROBE_SECONDS, command_timeout=PROBE_SECONDS, statement_cache_size=0
                        )
                    await self._probe.execute("SELECT 1")
            except (*REFUSED, asyncpg.PostgresError) as failure:
                if self._probe is not None:
                    self._probe.terminate()
                    self._probe = None
                raise StoreUnavailable(f"The database does not answer: {reason_of(failure)}.") from failure

    async def close(self, timeout: float) -> None:
        """Let running sessions end for at most ``timeout`` seconds, then cut them off."""
        probe, self._probe = self._probe, None
        try:
            async with asyncio.timeout(timeout):
                if probe is not None:
                    await probe.close()
                await self._pool.close()
        except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            if probe is not None:
                probe.terminate()
            self._pool.terminate()

    async def _begin(self, settings: Mapping[str, str], reading: bool) -> Connection:
        """A connection in a transaction that has named its user, which takes one round trip."""
        beginning = _beginning(settings, reading)
        return await self._first(lambda connection: connection.execute(beginning))

    async def _first(self, ask: Callable[[Connection], Awaitable[object]]) -> Connection:
        """A connection that has been asked something.

        A pooled connection may have died unnoticed while it was idle: nothing has been asked of it yet, so another one
        is tried, once.
        """
        for last_attempt in (False, True):
            asked = time.perf_counter()
            try:
                # The pool's own timeout would make a task of it, and a turn of the event loop.
                async with asyncio.timeout(ACQUIRE_SECONDS):
                    connection: Connection = await self._pool.acquire()
            except TimeoutError as crowd:
                raise StoreUnavailable(NO_FREE_CONNECTION) from crowd
            except REFUSED as refusal:
                raise StoreUnavailable from refusal
            finally:
                if not self._is_replica:
                    metrics.pool_waited(time.perf_counter() - asked)
            self._count(1)
            try:
                await ask(connection)
            except (*LOST, asyncpg.InterfaceError, asyncpg.InternalClientError) as loss:
                self._give_up(connection)
                await self._release(connection)
                if last_attempt:
                    raise StoreUnavailable from loss
            except BaseException:
                await self._release(connection)
                raise
            else:
                return connection
        raise AssertionError("the second attempt returns or raises")

    async def _commit(self, connection: Connection) -> None:
        try:
            await connection.execute("COMMIT")
        except (*LOST, asyncpg.InterfaceError, asyncpg.InternalClientError) as loss:
            if isinstance(loss, asyncpg.InterfaceError) and not is_gone(connection):
                raise
            raise StoreUnavailable(
                "The database was lost while it confirmed the change, which may be stored or not: look, or repeat it"
                " with the same Idempotency-Key."
            ) from loss

    def _end_beside(self, connection: Connection) -> None:
        """End a transaction whose end nobody waits for: whether that works concerns nobody who has what was read."""

        async def end() -> None:
            with contextlib.suppress(StoreUnavailable, asyncpg.PostgresError, asyncpg.InterfaceError):
                await self._commit(connection)
            await self._release(connection)

        self._beside(end())

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what nobody waits for."""
        ending = asyncio.create_task(work)
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)

    async def _roll_back(self, connection: Connection) -> None:
        if is_gone(connection):
            return
        # A failed ROLLBACK leaves a broken connection, which the pool replaces; the block's own error tells the cause.
        with contextlib.suppress(*LOST, asyncpg.InterfaceError, asyncpg.InternalClientError):
            await connection.execute("ROLLBACK", timeout=ROLLBACK_SECONDS)

    @staticmethod
    def _give_up(connection: Connection) -> None:
        # The pool may have taken a broken connection back already, and then its proxy refuses every call.
        with contextlib.suppress(asyncpg.InterfaceError):
            connection.terminate()

    def _count(self, change: int) -> None:
        self._used += change
        if not self._is_replica:
            metrics.pool_used(self._used, self._pool.get_max_size())

    async def _release(self, connection: Connection) -> None:
        self._count(-1)
        # Giving back a broken connection fails too; the pool has dropped it by then.
        with contextlib.suppress(*REFUSED):
            await self._pool.release(connection, timeout=ACQUIRE_SECONDS)


def _beginning(settings: Mapping[str, str], reading: bool) -> str:
    """Begin a transaction with some settings, which end with it. Parameters would take a round trip of their own."""
    values = (f"set_config({_quoted(name)}, {_quoted(value)}, true)" for name, value in settings.items())
    return f"BEGIN{' READ ONLY' if reading else ''}; SELECT {', '.join(values)}"


def _quoted(text: str) -> str:
    """A string constant of SQL; a backslash counts as itself (``standard_conforming_strings``)."""
    return "'" + text.replace("'", "''") + "'"


async def _keep_as_it_is(connection: Connection) -> None:
    """Everything that a session sets ends with its transaction, so there is nothing to reset."""
