"""Every named query is valid against the schema as it is migrated, and says what it is for."""

from __future__ import annotations

import pytest

from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.queries import SQL, Query, load_queries

FILES = sorted(path.stem for path in SQL.glob("*.sql"))
QUERIES = [(file, query) for file in FILES for query in load_queries(file)]


def test_there_are_queries() -> None:
    assert {"accounts", "jobs", "idempotency"} <= set(FILES)


@pytest.mark.parametrize(("file", "query"), QUERIES, ids=[f"{file}.{query.name}" for file, query in QUERIES])
async def test_query_prepares_as_the_restricted_role(file: str, query: Query, database: Database) -> None:
    async with database.session() as connection:
        statement = await connection.prepare(query.sql)
        assert len(statement.get_parameters()) == len(query.parameters), f"{file}.sql: {query.name}"
    assert query.purpose, f"{file}.sql: {query.name} does not say what it is for"


async def test_missing_and_surplus_values_are_refused(database: Database) -> None:
    query = load_queries("accounts").account
    async with database.session() as connection:
        with pytest.raises(TypeError, match="user_id"):
            await query.one(connection)
        with pytest.raises(TypeError, match="surplus"):
            await query.one(connection, user_id=None, surplus=1)


def test_unknown_query_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_query"):
        _ = load_queries("accounts").no_such_query
