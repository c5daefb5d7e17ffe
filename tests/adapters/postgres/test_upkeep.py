import asyncio
from datetime import UTC, datetime
from uuid import uuid4

import numpy as np
from uuid_utils.compat import uuid7

from toldonce.adapters.postgres.idempotency import PgIdempotency
from toldonce.adapters.postgres.jobs import PgJobs
from toldonce.adapters.postgres.migrate import ensure_model
from toldonce.adapters.postgres.pool import Database
from toldonce.adapters.postgres.store import PgStore
from toldonce.adapters.postgres.upkeep import Upkeep
from toldonce.model import Scope
from toldonce.ports import Chunk, NewTurn

LIMIT = 5


def told(number: int) -> NewTurn:
    vector = np.zeros(384, dtype=np.float32)
    vector[number] = 1
    chunk = Chunk(part=0, starts=0, ends=4, terms={"told": 1}, vector=vector)
    return NewTurn(uuid7(), "user", None, "told", datetime.now(UTC), {}, [chunk])


async def chunks_in_index(database: Database, scope: Scope) -> tuple[int, bool]:
    async with database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
        flagged = await connection.fetchval("SELECT count(*) FROM embeddings WHERE ann")
        return flagged, await connection.fetchval("SELECT ann_ready FROM scopes")


async def test_only_large_scopes_get_an_approximate_index(owner_url: str, database: Database) -> None:
    model_id = await ensure_model(owner_url, "upkeep", 384)
    store = PgStore(database, model_id, "upkeep", 384, exact_limit=LIMIT)
    small, large = Scope(user_id=uuid4()), Scope(user_id=uuid4(), subject="large")
    for scope, count in ((small, LIMIT), (large, LIMIT + 1)):
        conversation = await store.create_conversation(scope, uuid7(), None)
        await store.add_turns(scope, conversation.conversation_id, [told(number) for number in range(count)])
    upkeep = Upkeep(database, store, PgIdempotency(database))
    await upkeep.run_once()
    assert await chunks_in_index(database, small) == (0, False)
    assert await chunks_in_index(database, large) == (LIMIT + 1, True)
    await upkeep.run_once()
    assert await chunks_in_index(database, large) == (LIMIT + 1, True)


async def test_every_subject_is_looked_after_once_a_day_by_one_process(owner_url: str, database: Database) -> None:
    store = PgStore(database, await ensure_model(owner_url, "daily", 384), "daily", 384)
    due, young = Scope(user_id=uuid4()), Scope(user_id=uuid4())
    for scope in (due, young):
        await store.create_conversation(scope, uuid7(), None)

    async def age(hours: int) -> None:
        async with database.session(user_id=due.user_id, scope_id=due.scope_id) as connection:
            await connection.execute("UPDATE scopes SET upkeep_at = now() - make_interval(hours => $1)", hours)

    async def queued(scope: Scope) -> list[str]:
        page = await PgJobs(database).jobs(scope, limit=20, cursor=None)
        return sorted(job.kind for job in page.items)

    processes = [Upkeep(database, store, PgIdempotency(database)) for _ in range(4)]
    await age(23)
    await asyncio.gather(*(one.run_once() for one in processes))
    assert await queued(due) == []
    await age(25)
    await asyncio.gather(*(one.run_once() for one in processes))
    assert (await queued(due), await queued(young)) == (["cleanup", "decay"], [])
    await processes[0].run_once()
    assert await queued(due) == ["cleanup", "decay"]
    await age(25)
    await processes[0].run_once()
    assert await queued(due) == ["cleanup", "decay"], "jobs that still wait are not doubled"
