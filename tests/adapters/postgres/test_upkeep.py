from datetime import UTC, datetime
from uuid import uuid4

import numpy as np
from uuid_utils.compat import uuid7

from toldonce.adapters.postgres.idempotency import PgIdempotency
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
