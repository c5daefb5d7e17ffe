"""Named queries: SQL stays in ``sql/*.sql``, each query with a name, a one-line purpose and ``:named`` parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import aiosql
import asyncpg

from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.pool import Sessions
from toldonce.model import Scope
from toldonce.telemetry.sentry import watched_query

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True, slots=True)
class Query:
    """One named query; ``sql`` has the positional parameters of PostgreSQL, in the order of ``parameters``."""

    name: str
    purpose: str
    sql: str
    parameters: tuple[str, ...]

    async def all(self, connection: Connection, **values: Any) -> list[asyncpg.Record]:
        """Every row."""
        with watched_query(self.name):
            rows: list[asyncpg.Record] = await connection.fetch(self.sql, *self.arguments(values))
        return rows

    async def one(self, connection: Connection, **values: Any) -> asyncpg.Record | None:
        """The first row, or None."""
        with watched_query(self.name):
            return await connection.fetchrow(self.sql, *self.arguments(values))

    async def of(self, sessions: Sessions, scope: Scope, **values: Any) -> list[asyncpg.Record]:
        """Every row, in a transaction of its own: the first parameters of the statement say whose rows it sees."""
        arguments = self.arguments({"user_id": scope.user_id, "scope_id": scope.scope_id, **values})
        with watched_query(self.name):
            return await sessions.ask(*arguments[:2], self.sql, *arguments[2:])

    async def value(self, connection: Connection, **values: Any) -> Any:
        """The first column of the first row, or None."""
        with watched_query(self.name):
            return await connection.fetchval(self.sql, *self.arguments(values))

    async def run(self, connection: Connection, **values: Any) -> int:
        """Run a statement that returns nothing; how many rows it touched."""
        with watched_query(self.name):
            status: str = await connection.execute(self.sql, *self.arguments(values))
        return int(status.rpartition(" ")[2])

    async def run_long(self, connection: Connection, seconds: float, /, **values: Any) -> int:
        """`run` for at most ``seconds`` instead of the usual limit."""
        with watched_query(self.name):
            status: str = await connection.execute(self.sql, *self.arguments(values), timeout=seconds)
        return int(status.rpartition(" ")[2])

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        """``values`` in the order of the statement; a missing or surplus one is a `TypeError`."""
        if values.keys() != set(self.parameters):
            raise TypeError(f"{self.name} takes {sorted(self.parameters)}, not {sorted(values)}")
        return [values[parameter] for parameter in self.parameters]


class Queries:
    """The queries of one file, each an attribute under its name."""

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._queries = queries

    def __getattr__(self, name: str) -> Query:
        try:
            return self._queries[name]
        except KeyError:
            raise AttributeError(f"there is no query named {name}") from None

    def __getitem__(self, name: str) -> Query:
        return self._queries[name]

    def __iter__(self) -> Iterator[Query]:
        return iter(self._queries.values())


@cache
def load_queries(name: str) -> Queries:
    """The queries of ``sql/<name>.sql``.

    aiosql reads the file and numbers the parameters; running them is left to `Query`, which tells types and skips the
    wrapping that aiosql does around every call and row.
    """
    loaded = aiosql.from_path(
        SQL / f"{name}.sql", "asyncpg", mandatory_parameters=False, attribute=None, encoding="utf-8"
    )
    order: Mapping[str, list[str]] = loaded.driver_adapter.var_sorted
    functions = {query: getattr(loaded, query) for query in loaded.available_queries if not query.endswith("_cursor")}
    return Queries(
        {
            query: Query(
                query, (function.__doc__ or "").strip(), function.sql.rstrip("; \n"), tuple(order.get(query, ()))
            )
            for query, function in functions.items()
        }
    )
