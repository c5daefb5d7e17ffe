"""One suite for every implementation of `toldonce.ports.Idempotency`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from toldonce.adapters.inmemory import InMemoryIdempotency, Tables
from toldonce.adapters.postgres.idempotency import PgIdempotency
from toldonce.adapters.postgres.pool import Database
from toldonce.errors import IdempotencyKeyReused
from toldonce.model import Scope
from toldonce.ports import Idempotency, StoredAnswer

HASH, OTHER_HASH = b"\x00" * 32, b"\xff" * 32
LEASE = 600.0


@dataclass
class Bench:
    """An implementation and a way to let the leases of a scope run out."""

    answers: Idempotency
    pass_time: Callable[[Scope], Awaitable[None]]


@pytest.fixture(params=["inmemory", "postgres"])
def bench(request: pytest.FixtureRequest) -> Bench:
    if request.param == "inmemory":
        late = timedelta(0)

        async def let_pass(_: Scope) -> None:
            nonlocal late
            late += timedelta(hours=1)

        return Bench(InMemoryIdempotency(Tables(clock=lambda: datetime.now(UTC) + late)), let_pass)
    database: Database = request.getfixturevalue("database")

    async def age(scope: Scope) -> None:
        async with database.session(user_id=scope.user_id) as connection:
            await connection.execute("UPDATE idempotency SET leased_until = leased_until - interval '1 hour'")

    return Bench(PgIdempotency(database), age)


def someone() -> Scope:
    return Scope(user_id=uuid4())


async def test_first_request_goes_on_and_a_repetition_gets_its_answer(bench: Bench) -> None:
    scope = someone()
    assert await bench.answers.begin(scope, "key é", HASH, LEASE) is None
    await bench.answers.finish(scope, "key é", 201, b'{"a": "\xc3\xa9"}', {"ETag": '"1"'})
    for _ in range(2):
        stored = await bench.answers.begin(scope, "key é", HASH, LEASE)
        assert stored == StoredAnswer(HASH, 201, b'{"a": "\xc3\xa9"}', {"ETag": '"1"'})


async def test_unfinished_request_is_in_progress(bench: Bench) -> None:
    scope = someone()
    assert await bench.answers.begin(scope, "key", HASH, LEASE) is None
    stored = await bench.answers.begin(scope, "key", HASH, LEASE)
    assert stored is not None
    assert stored.status is None


async def test_same_key_with_another_request_is_refused(bench: Bench) -> None:
    scope = someone()
    assert await bench.answers.begin(scope, "key", HASH, LEASE) is None
    with pytest.raises(IdempotencyKeyReused):
        await bench.answers.begin(scope, "key", OTHER_HASH, LEASE)
    await bench.pass_time(scope)
    with pytest.raises(IdempotencyKeyReused):
        await bench.answers.begin(scope, "key", OTHER_HASH, LEASE)
    await bench.answers.finish(scope, "key", 200, b"", {})
    with pytest.raises(IdempotencyKeyReused):
        await bench.answers.begin(scope, "key", OTHER_HASH, LEASE)


async def test_lease_that_ran_out_is_taken_over(bench: Bench) -> None:
    scope = someone()
    assert await bench.answers.begin(scope, "key", HASH, LEASE) is None
    await bench.pass_time(scope)
    assert await bench.answers.begin(scope, "key", HASH, LEASE) is None
    assert await bench.answers.begin(scope, "key", HASH, LEASE) is not None


async def test_renewed_lease_is_not_taken_over(bench: Bench) -> None:
    scope = someone()
    assert await bench.answers.begin(scope, "key", HASH, LEASE) is None
    await bench.pass_time(scope)
    await bench.answers.renew(scope, "key", LEASE)
    stored = await bench.answers.begin(scope, "key", HASH, LEASE)
    assert stored is not None
    assert stored.status is None


async def test_answer_outlives_its_lease(bench: Bench) -> None:
    scope = someone()
    assert await bench.answers.begin(scope, "key", HASH, LEASE) is None
    await bench.answers.finish(scope, "key", 204, b"", {})
    await bench.pass_time(scope)
    stored = await bench.answers.begin(scope, "key", HASH, LEASE)
    assert stored is not None
    assert stored.status == 204


async def test_first_answer_stays(bench: Bench) -> None:
    scope = someone()
    await bench.answers.begin(scope, "key", HASH, LEASE)
    await bench.answers.finish(scope, "key", 201, b"first", {})
    await bench.answers.finish(scope, "key", 500, b"second", {})
    await bench.answers.release(scope, "key")
    stored = await bench.answers.begin(scope, "key", HASH, LEASE)
    assert stored is not None
    assert (stored.status, stored.body) == (201, b"first")


async def test_released_key_is_free(bench: Bench) -> None:
    scope = someone()
    assert await bench.answers.begin(scope, "key", HASH, LEASE) is None
    await bench.answers.release(scope, "key")
    assert await bench.answers.begin(scope, "key", OTHER_HASH, LEASE) is None


async def test_keys_of_subjects_and_users_are_apart(bench: Bench) -> None:
    scope = someone()
    for other in (scope, Scope(user_id=scope.user_id, subject="another"), someone()):
        assert await bench.answers.begin(other, "key", HASH, LEASE) is None


async def test_one_of_many_concurrent_requests_goes_on(bench: Bench) -> None:
    scope = someone()
    stored = await asyncio.gather(*(bench.answers.begin(scope, "key", HASH, LEASE) for _ in range(10)))
    assert [answer for answer in stored if answer is None] == [None]


async def test_sweep_deletes_what_is_older_than_a_day_of_every_account(database: Database) -> None:
    answers = PgIdempotency(database)
    old, young = [someone(), someone()], someone()
    for scope in (*old, young):
        await answers.begin(scope, "key", HASH, LEASE)
        await answers.finish(scope, "key", 200, b"", {})
    for scope, age in ((old[0], "24 hours 1 minute"), (old[1], "3 days"), (young, "23 hours 59 minutes")):
        async with database.session(user_id=scope.user_id) as connection:
            await connection.execute(f"UPDATE idempotency SET created_at = created_at - interval '{age}'")
    assert await answers.sweep() == 2
    assert await answers.begin(old[0], "key", OTHER_HASH, LEASE) is None
    assert await answers.begin(young, "key", HASH, LEASE) is not None


async def test_a_record_waits_for_no_disk_and_whoever_writes_next_does(database: Database) -> None:
    scope = someone()
    set_here = "SELECT setting = 'off' AND source = 'session' FROM pg_settings WHERE name = 'synchronous_commit'"
    async with PgIdempotency(database)._session(scope) as connection:
        assert await connection.fetchval(set_here)
        process = connection.get_server_pid()
    async with database.session(user_id=scope.user_id, scope_id=scope.scope_id) as connection:
        assert connection.get_server_pid() == process
        assert not await connection.fetchval(set_here)
