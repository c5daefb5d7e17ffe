"""API keys."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest

from toldonce.accounts import AccountService
from toldonce.accounts.remembered import RememberedKeys
from toldonce.adapters.inmemory import InMemoryAccounts, Tables
from toldonce.errors import InvalidRequest, NotAuthenticated, NotFound, ValidationFailed
from toldonce.model import ALL_KEY_SCOPES, Identity

from .conftest import SetClock

PASSWORD = "correct horse battery"


@pytest.fixture
async def user_id(service: AccountService) -> UUID:
    return (await service.register("ada@example.org", PASSWORD)).user_id


async def test_a_key_is_shown_once_and_kept_hashed(
    service: AccountService, user_id: UUID, tables: Tables, clock: SetClock
) -> None:
    key = await service.create_key(user_id, "the robot")
    assert key.api_key.startswith("tok_")
    assert len(key.api_key) == 4 + 43
    assert key.key_prefix == key.api_key[:12]
    assert (key.name, key.created_at, key.expires_at, key.last_used_at) == ("the robot", clock.now, None, None)
    assert key.scopes == ["memories:read", "memories:write", "memories:delete", "chat"]
    assert [row.key_hash for row in tables.keys.values()] == [sha256(key.api_key.encode()).digest()]
    assert key.api_key not in repr(tables)
    listed = (await service.keys(user_id)).items
    assert [one.model_dump() for one in listed] == [key.model_dump(exclude={"api_key"})]


async def test_a_key_opens_what_its_scopes_say(service: AccountService, user_id: UUID) -> None:
    key = await service.create_key(user_id, "reader", ["memories:read"])
    identity = await service.authenticate(key.api_key)
    assert (identity.user_id, identity.key_id, identity.session_id) == (user_id, key.key_id, None)
    assert identity.scopes == {"memories:read"}
    pair = await service.login("ada@example.org", PASSWORD)
    assert (await service.authenticate(pair.access_token)).scopes == set(ALL_KEY_SCOPES)


async def test_a_key_expires(service: AccountService, user_id: UUID, clock: SetClock) -> None:
    key = await service.create_key(user_id, "short", expires_days=1)
    assert key.expires_at is not None
    clock.move(days=1, seconds=-1)
    assert await service.authenticate(key.api_key)
    clock.move(seconds=1)
    with pytest.raises(NotAuthenticated, match="API key"):
        await service.authenticate(key.api_key)
    assert [one.key_id for one in (await service.keys(user_id)).items] == [key.key_id]


async def test_use_is_noted_once_a_minute(service: AccountService, user_id: UUID, clock: SetClock) -> None:
    key = await service.create_key(user_id, "key")
    seen = []
    for step in (0, 59, 1, 30):
        clock.move(seconds=step)
        await service.authenticate(key.api_key)
        seen.append(((await service.keys(user_id)).items[0].last_used_at or key.created_at) - key.created_at)
    assert [step.total_seconds() for step in seen] == [0, 0, 60, 60]


async def test_a_deleted_key_opens_nothing_at_once(service: AccountService, user_id: UUID) -> None:
    key, other = await service.create_key(user_id, "key"), await service.create_key(user_id, "other")
    await service.delete_key(user_id, key.key_id)
    with pytest.raises(NotAuthenticated):
        await service.authenticate(key.api_key)
    assert await service.authenticate(other.api_key)
    with pytest.raises(NotFound, match="API key"):
        await service.delete_key(user_id, key.key_id)


async def test_a_key_is_looked_up_once_a_second_and_never_after_it_was_deleted(
    service: AccountService, user_id: UUID, clock: SetClock, tables: Tables
) -> None:
    key = await service.create_key(user_id, "key")
    elsewhere = AccountService(InMemoryAccounts(tables), secret="s" * 32, access_minutes=5, refresh_days=1, clock=clock)
    for each in (service, elsewhere):
        assert await each.authenticate(key.api_key) == await each.authenticate(key.api_key)
    await service.delete_key(user_id, key.key_id)
    with pytest.raises(NotAuthenticated):
        await service.authenticate(key.api_key)
    assert await elsewhere.authenticate(key.api_key), "another process has not heard of it yet"
    clock.move(seconds=1)
    with pytest.raises(NotAuthenticated):
        await elsewhere.authenticate(key.api_key)
    elsewhere.close()


async def test_what_was_looked_up_before_a_deletion_is_not_remembered_after_it(clock: SetClock) -> None:
    remembered, identity = RememberedKeys(), Identity(user_id=uuid4(), scopes=frozenset(["chat"]))
    generation = remembered.generation
    remembered.forget_all()
    remembered.remember(b"key", identity, clock.now, None, generation)
    assert remembered.get(b"key", clock.now) is None
    remembered.remember(b"key", identity, clock.now, clock.now + timedelta(seconds=0.5), remembered.generation)
    assert remembered.get(b"key", clock.now) == identity
    assert remembered.get(b"key", clock.now + timedelta(seconds=0.5)) is None


async def test_a_foreign_key_cannot_be_seen_or_deleted(service: AccountService, user_id: UUID) -> None:
    stranger = (await service.register("bob@example.org", PASSWORD)).user_id
    key = await service.create_key(user_id, "key")
    assert (await service.keys(stranger)).items == []
    for key_id in (key.key_id, uuid4()):
        with pytest.raises(NotFound):
            await service.delete_key(stranger, key_id)
    assert await service.authenticate(key.api_key)


async def test_keys_are_listed_newest_first_in_pages(service: AccountService, user_id: UUID, clock: SetClock) -> None:
    made = []
    for number in range(5):
        made.append((await service.create_key(user_id, f"key {number}")).key_id)
        clock.move(seconds=number % 2)
    seen: list[UUID] = []
    cursor: str | None = None
    while True:
        page = await service.keys(user_id, limit=2, cursor=cursor)
        seen += [one.key_id for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == made[::-1]
    for wrong in ("", "nonsense", "W10", "WzFd"):
        with pytest.raises(InvalidRequest, match="cursor"):
            await service.keys(user_id, cursor=wrong)


async def test_a_refused_key_is_not_stored(service: AccountService, user_id: UUID, tables: Tables) -> None:
    for name, scopes, days in [(" ", None, None), ("key", [], None), ("key", None, 0), ("key", None, 3651)]:
        with pytest.raises(ValidationFailed) as refusal:
            await service.create_key(user_id, name, scopes, days)
        assert refusal.value.errors[0]["pointer"] in ("/name", "/scopes", "/expires_days")
    assert not tables.keys


@pytest.mark.parametrize("credential", ["tok_", "tok_" + "A" * 43, "tok_" + "é" * 43, "tok_\x00", "tok_\ud800"])
async def test_unknown_keys_are_refused(service: AccountService, user_id: UUID, credential: str) -> None:
    with pytest.raises(NotAuthenticated, match="API key"):
        await service.authenticate(credential)
