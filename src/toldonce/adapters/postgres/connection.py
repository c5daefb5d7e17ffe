"""A connection to PostgreSQL: what it understands, and how it is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import orjson
from pgvector.asyncpg import register_vector

from toldonce.errors import StoreUnavailable

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

CONNECT_SECONDS = 10.0
LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.DatabaseDroppedError,
    asyncpg.IdleSessionTimeoutError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.QueryCanceledError,
    asyncpg.DiskFullError,
    asyncpg.OutOfMemoryError,
    asyncpg.TransactionRollbackError,
    asyncpg.InvalidCachedStatementError,
    asyncpg.OutdatedSchemaCacheError,
    ConnectionError,
    TimeoutError,
)
"""What may happen to any statement because of the server or the way to it, not because of the statement."""
REFUSED = (
    *LOST,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.ObjectNotInPrerequisiteStateError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
)
"""What may happen besides while a connection is made."""


@contextlib.contextmanager
def connecting() -> Iterator[None]:
    """Turn every failure to reach the database into a `StoreUnavailable` that says why."""
    try:
        yield
    except REFUSED as refusal:
        raise StoreUnavailable(f"The database cannot be reached: {reason_of(refusal)}.") from refusal


async def prepare_connection(connection: Connection) -> None:
    """Teach a connection json, jsonb, vector and halfvec, all of them in binary so that COPY can carry them.

    In a transaction, because a pooler such as PgBouncer may give every statement outside of one to another server.
    """
    async with connection.transaction():
        await connection.set_type_codec(
            "json", schema="pg_catalog", encoder=_encode_json, decoder=orjson.loads, format="binary"
        )
        await connection.set_type_codec(
            "jsonb", schema="pg_catalog", encoder=_encode_jsonb, decoder=_decode_jsonb, format="binary"
        )
        schema = await connection.fetchval(
            "SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace"
            " WHERE extname = 'vector'"
        )
        if schema is not None:
            await register_vector(connection, schema=schema)


def is_gone(connection: Connection) -> bool:
    """Whether it is closed."""
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:  # The pool has taken a lost connection back already.
        return True


def reason_of(failure: BaseException) -> str:
    """What went wrong, in words that carry no secret and fit after a colon."""
    if isinstance(failure, TimeoutError):
        return "it did not answer in time"
    if isinstance(failure, asyncpg.InvalidPasswordError):
        return "it refused the password"
    text = str(failure).strip() or type(failure).__name__
    return text.splitlines()[0].rstrip(".")


def _encode_json(value: Any) -> bytes:
    return orjson.dumps(value, default=_as_json)


def _encode_jsonb(value: Any) -> bytes:
    return b"\x01" + _encode_json(value)


def _as_json(value: Any) -> str:
    """asyncpg's own kind of UUID, which orjson does not know."""
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def _decode_jsonb(value: bytes) -> Any:
    return orjson.loads(value[1:])
