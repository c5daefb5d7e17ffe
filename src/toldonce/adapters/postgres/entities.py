"""Who and what is talked about, out of the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from toldonce.adapters.entities import Entities, Named, entity_page
from toldonce.adapters.postgres.connection import Connection
from toldonce.adapters.postgres.knowledge import up_to_seq, with_predecessors
from toldonce.adapters.postgres.queries import load_queries
from toldonce.adapters.postgres.rows import statement
from toldonce.adapters.settling import relations_of
from toldonce.model import Entity, EntityDetail, Page, Scope

QUERIES = load_queries("entities")

MOST_MEMORIES = 100
MOST_TURNS = 50


async def entities(
    connection: Connection,
    scope: Scope,
    *,
    q: str | None,
    as_of: datetime | None,
    known_at: datetime | None,
    known_at_seq: int | None,
    limit: int,
    cursor: str | None,
) -> Page[Entity]:
    """The most mentioned first; ``q`` is a part of a name."""
    reached = await up_to_seq(connection, scope)
    found = await _known(connection, scope, as_of, known_at, known_at_seq)
    return entity_page(found.called(q), limit, cursor, reached)


async def entity(
    connection: Connection,
    scope: Scope,
    entity_id: UUID,
    *,
    as_of: datetime | None,
    known_at: datetime | None,
    known_at_seq: int | None,
) -> EntityDetail:
    """One entity and its neighbourhood. Raises `NotFound`."""
    reached = await up_to_seq(connection, scope)
    found = await _known(connection, scope, None, known_at, known_at_seq)
    key = found.key_of(entity_id)
    own: dict[str, Any] = {"scope_id": scope.scope_id, "keys": found.keys_of(key)}
    known = {"known_at": known_at, "known_at_seq": known_at_seq}
    memories = await QUERIES.memories_about.all(connection, as_of=as_of, limit=MOST_MEMORIES, **own, **known)
    beside = await QUERIES.mentioned_with.all(connection, **own, **known)
    turns = await QUERIES.newest_mentions.all(connection, limit=MOST_TURNS, **own, **known)
    return EntityDetail(
        entity=found.by_key[key],
        memories=await with_predecessors(connection, scope, memories, known_at=known_at, known_at_seq=known_at_seq),
        neighbours=found.neighbours({row["entity_key"]: row["together"] for row in beside}),
        turn_ids=[row["turn_id"] for row in turns],
        up_to_seq=reached,
    )


async def _known(
    connection: Connection,
    scope: Scope,
    as_of: datetime | None,
    known_at: datetime | None,
    known_at_seq: int | None,
) -> Entities:
    known = {"scope_id": scope.scope_id, "known_at": known_at, "known_at_seq": known_at_seq}
    naming = [statement(row) for row in await QUERIES.naming_statements_known.all(connection, **known)]
    named = [Named(**row) for row in await QUERIES.named.all(connection, as_of=as_of, **known)]
    return Entities(scope.scope_id, named, relations_of(naming))
