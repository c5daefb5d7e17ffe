"""One suite for every implementation of `toldonce.ports.Accounts`."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from uuid_utils.compat import uuid7

from toldonce.adapters.inmemory import InMemoryAccounts
from toldonce.adapters.postgres.accounts import PgAccounts
from toldonce.errors import EmailTaken, InvalidRequest, NotFound
from toldonce.model import Account, ApiKey
from toldonce.ports import Accounts

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


@pytest.fixture(params=["inmemory", "postgres"])
def accounts(request: pytest.FixtureRequest) -> Accounts:
    if request.param == "inmemory":
        return InMemoryAccounts()
    return PgAccounts(request.getfixturevalue("database"))


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


async def someone(accounts: Accounts, email: str | None = None) -> Account:
    account = Account(
        user_id=uuid7(), email=email or f"{uuid4().hex}@Example.org", full_name="Ada Müller 日本", created_at=NOW
    )
    await accounts.add_account(account, "$argon2id$first")
    return account


def make_key(name: str, *, at: datetime = NOW, expires_at: datetime | None = None) -> ApiKey:
    return ApiKey(
        key_id=uuid7(),
        key_prefix="to_abc",
        name=name,
        scopes=["memories:read", "chat"],
        created_at=at,
        expires_at=expires_at,
    )


async def test_account_is_found_by_id_and_by_address_in_any_case(accounts: Accounts) -> None:
    account = await someone(accounts)
    for found in (
        await accounts.account(account.user_id),
        await accounts.account_by_email(account.email.upper()),
        await accounts.account_by_email(account.email.lower()),
    ):
        assert found is not None
        assert found.account == account
        assert found.password_hash == "$argon2id$first"


async def test_unknown_account_is_none(accounts: Accounts) -> None:
    assert await accounts.account(uuid4()) is None
    assert await accounts.account_by_email("nobody@example.org") is None
    assert await accounts.change_account(uuid4(), "Nobody") is None


async def test_address_is_taken_in_any_case(accounts: Accounts) -> None:
    account = await someone(accounts)
    with pytest.raises(EmailTaken):
        await someone(accounts, account.email.swapcase())


async def test_name_is_changed_and_removed(accounts: Accounts) -> None:
    account = await someone(accounts)
    changed = await accounts.change_account(account.user_id, "Grace")
    assert changed == account.model_copy(update={"full_name": "Grace"})
    removed = await accounts.change_account(account.user_id, None)
    assert removed is not None
    assert removed.full_name is None
    found = await accounts.account(account.user_id)
    assert found is not None
    assert found.account.full_name is None


async def test_new_password_ends_other_sessions(accounts: Accounts) -> None:
    account = await someone(accounts)
    kept, ended = uuid4(), uuid4()
    for session in (kept, ended):
        await accounts.add_session(account.user_id, session, digest(str(session)), LATER, NOW)
    await accounts.change_password(account.user_id, "$argon2id$second", kept)
    found = await accounts.account(account.user_id)
    assert found is not None
    assert found.password_hash == "$argon2id$second"
    assert await accounts.session_alive(account.user_id, kept, NOW)
    assert not await accounts.session_alive(account.user_id, ended, NOW)
    await accounts.change_password(account.user_id, "$argon2id$third", None)
    assert not await accounts.session_alive(account.user_id, kept, NOW)


async def test_rehash_keeps_sessions_and_yields_to_a_newer_password(accounts: Accounts) -> None:
    account, session = await someone(accounts), uuid4()
    await accounts.add_session(account.user_id, session, digest(str(session)), LATER, NOW)
    await accounts.rehash(account.user_id, "$argon2id$first", "$argon2id$stronger")
    await accounts.rehash(account.user_id, "$argon2id$first", "$argon2id$too-late")
    found = await accounts.account(account.user_id)
    assert found is not None
    assert found.password_hash == "$argon2id$stronger"
    assert await accounts.session_alive(account.user_id, session, NOW)


async def test_session_lives_until_it_expires_or_is_revoked(accounts: Accounts) -> None:
    account, session = await someone(accounts), uuid4()
    await accounts.add_session(account.user_id, session, digest("lives"), NOW + seconds(60), NOW)
    assert await accounts.session_alive(account.user_id, session, NOW + seconds(59))
    assert not await accounts.session_alive(account.user_id, session, NOW + seconds(60))
    assert not await accounts.session_alive(uuid4(), session, NOW)
    assert not await accounts.session_alive(account.user_id, uuid4(), NOW)
    await accounts.revoke_session(session, NOW)
    assert not await accounts.session_alive(account.user_id, session, NOW)


async def test_sessions_that_are_alive_are_listed_the_latest_used_first(accounts: Accounts) -> None:
    user_id, stranger = (await someone(accounts)).user_id, (await someone(accounts)).user_id
    first, second, ended, old, foreign = (uuid7() for _ in range(5))
    for place, (owner, one) in enumerate(
        [(user_id, first), (user_id, second), (user_id, ended), (user_id, old), (stranger, foreign)]
    ):
        lives = seconds(5) if one == old else seconds(100)
        await accounts.add_session(owner, one, digest(str(one)), NOW + lives, NOW + seconds(place))
    await accounts.revoke_session(ended, NOW)
    await accounts.rotate(digest(str(first)), digest("next"), NOW + seconds(200), NOW + seconds(10), 10.0)
    alive = await accounts.sessions(user_id, NOW + seconds(50))
    assert [(one.session_id, one.created_at, one.last_used_at, one.expires_at) for one in alive] == [
        (first, NOW, NOW + seconds(10), NOW + seconds(200)),
        (second, NOW + seconds(1), NOW + seconds(1), NOW + seconds(100)),
    ]


async def test_session_of_nobody_is_refused(accounts: Accounts) -> None:
    with pytest.raises(NotFound):
        await accounts.add_session(uuid4(), uuid4(), digest("nobody"), LATER, NOW)


async def test_refresh_token_tells_its_session(accounts: Accounts) -> None:
    account, session = await someone(accounts), uuid4()
    token = digest(f"token {session}")
    await accounts.add_session(account.user_id, session, token, LATER, NOW)
    stored = await accounts.refresh_token(token)
    assert stored is not None
    assert (stored.user_id, stored.session_id, stored.expires_at) == (account.user_id, session, LATER)
    assert stored.used_at is None
    assert not stored.session_revoked
    assert await accounts.refresh_token(digest("unknown")) is None


async def test_rotation_uses_the_old_token_and_prolongs_the_session(accounts: Accounts) -> None:
    account, session = await someone(accounts), uuid4()
    old, new = digest(f"old {session}"), digest(f"new {session}")
    await accounts.add_session(account.user_id, session, old, NOW + seconds(60), NOW)
    assert await accounts.rotate(old, new, LATER, NOW, grace=10)
    used, fresh = await accounts.refresh_token(old), await accounts.refresh_token(new)
    assert used is not None
    assert used.used_at == NOW
    assert fresh is not None
    assert (fresh.used_at, fresh.session_id, fresh.user_id) == (None, session, account.user_id)
    assert fresh.expires_at == LATER
    assert await accounts.session_alive(account.user_id, session, NOW + timedelta(days=29))


async def test_used_token_works_again_only_within_the_grace(accounts: Accounts) -> None:
    account, session = await someone(accounts), uuid4()
    old = digest(f"old {session}")
    await accounts.add_session(account.user_id, session, old, LATER, NOW)
    assert await accounts.rotate(old, digest(f"1 {session}"), LATER, NOW, grace=10)
    assert await accounts.rotate(old, digest(f"2 {session}"), LATER, NOW + seconds(9), grace=10)
    # The grace counts from the first use, whatever came in between.
    assert not await accounts.rotate(old, digest(f"3 {session}"), LATER, NOW + seconds(11), grace=10)
    assert await accounts.refresh_token(digest(f"3 {session}")) is None


async def test_used_token_does_not_work_again_once_its_successor_was_used(accounts: Accounts) -> None:
    account, session = await someone(accounts), uuid4()
    first, second, third = (digest(f"{number} {session}") for number in range(3))
    await accounts.add_session(account.user_id, session, first, LATER, NOW)
    assert await accounts.rotate(first, second, LATER, NOW, grace=10)
    assert await accounts.rotate(second, third, LATER, NOW + seconds(1), grace=10)
    assert not await accounts.rotate(first, digest(f"again {session}"), LATER, NOW + seconds(2), grace=10)
    assert await accounts.rotate(third, digest(f"4 {session}"), LATER, NOW + seconds(3), grace=10)


async def test_token_of_a_revoked_session_and_an_unknown_one_do_not_rotate(accounts: Accounts) -> None:
    account, session = await someone(accounts), uuid4()
    old, new = digest(f"old {session}"), digest(f"new {session}")
    await accounts.add_session(account.user_id, session, old, LATER, NOW)
    await accounts.revoke_sessions(account.user_id, NOW)
    assert not await accounts.rotate(old, new, LATER, NOW, grace=10)
    assert not await accounts.rotate(digest("unknown"), new, LATER, NOW, grace=10)
    assert await accounts.refresh_token(new) is None
    stored = await accounts.refresh_token(old)
    assert stored is not None
    assert stored.session_revoked
    assert stored.used_at is None


async def test_key_is_found_by_its_hash_until_it_expires(accounts: Accounts) -> None:
    account, token = await someone(accounts), digest(f"key {uuid4()}")
    key = make_key("laptop", expires_at=NOW + seconds(60))
    await accounts.add_key(account.user_id, key, token)
    stored = await accounts.key_by_hash(token, NOW)
    assert stored is not None
    assert stored.user_id == account.user_id
    assert stored.key == key.model_copy(update={"last_used_at": NOW})
    assert await accounts.key_by_hash(token, NOW + seconds(60)) is None
    assert await accounts.key_by_hash(digest("unknown"), NOW) is None


async def test_last_use_of_a_key_is_noted_once_a_minute(accounts: Accounts) -> None:
    account, token = await someone(accounts), digest(f"key {uuid4()}")
    await accounts.add_key(account.user_id, make_key("laptop"), token)
    noted = []
    for at in (NOW, NOW + seconds(59), NOW + seconds(60)):
        stored = await accounts.key_by_hash(token, at)
        assert stored is not None
        noted.append(stored.key.last_used_at)
    assert noted == [NOW, NOW, NOW + seconds(60)]
    [listed] = (await accounts.keys(account.user_id, limit=20, cursor=None)).items
    assert listed.last_used_at == NOW + seconds(60)


async def test_keys_are_listed_newest_first_in_pages(accounts: Accounts) -> None:
    account, other = await someone(accounts), await someone(accounts)
    names = []
    for number in range(5):
        # Two of them at the same moment: the id decides.
        key = make_key(f"key {number}", at=NOW + seconds(number // 2))
        await accounts.add_key(account.user_id, key, digest(f"{key.key_id}"))
        names.append(key.name)
    await accounts.add_key(other.user_id, make_key("foreign"), digest(f"foreign {other.user_id}"))
    seen: list[str] = []
    cursor: str | None = None
    pages = 0
    while pages == 0 or cursor is not None:
        page = await accounts.keys(account.user_id, limit=2, cursor=cursor)
        seen += [key.name for key in page.items]
        cursor = page.next_cursor
        pages += 1
    assert seen == names[::-1]
    assert pages == 3


@pytest.mark.parametrize("cursor", ["", "x", "!!!", "bnVsbA", "W10", "WyIyMDI2IiwiYWJjIl0", "a" * 5000, "é"])
async def test_malformed_cursor_is_named(accounts: Accounts, cursor: str) -> None:
    account = await someone(accounts)
    with pytest.raises(InvalidRequest, match="cursor"):
        await accounts.keys(account.user_id, limit=2, cursor=cursor)


async def test_only_ones_own_key_is_deleted(accounts: Accounts) -> None:
    account, other = await someone(accounts), await someone(accounts)
    key, token = make_key("laptop"), digest(f"key {uuid4()}")
    await accounts.add_key(account.user_id, key, token)
    assert not await accounts.delete_key(other.user_id, key.key_id)
    assert await accounts.delete_key(account.user_id, key.key_id)
    assert not await accounts.delete_key(account.user_id, key.key_id)
    assert await accounts.key_by_hash(token, NOW) is None


async def test_key_of_nobody_is_refused(accounts: Accounts) -> None:
    with pytest.raises(NotFound):
        await accounts.add_key(uuid4(), make_key("laptop"), digest(f"key {uuid4()}"))


async def test_erasure_takes_the_account_and_leaves_others(accounts: Accounts) -> None:
    gone, stays = await someone(accounts), await someone(accounts)

    def tokens_of(user_id: UUID) -> tuple[bytes, bytes]:
        return digest(f"session {user_id}"), digest(f"key {user_id}")

    for account in (gone, stays):
        session_token, key_token = tokens_of(account.user_id)
        await accounts.add_session(account.user_id, uuid4(), session_token, LATER, NOW)
        await accounts.add_key(account.user_id, make_key("laptop"), key_token)
    assert await accounts.erase(gone.user_id) == {"users": 1, "sessions": 1, "refresh_tokens": 1, "api_keys": 1}
    assert await accounts.account(gone.user_id) is None
    assert await accounts.account_by_email(gone.email) is None
    for found in (
        accounts.refresh_token(tokens_of(gone.user_id)[0]),
        accounts.key_by_hash(tokens_of(gone.user_id)[1], NOW),
    ):
        assert await found is None
    assert await accounts.erase(gone.user_id) == {}
    assert await accounts.account(stays.user_id) is not None
    assert await accounts.refresh_token(tokens_of(stays.user_id)[0]) is not None
    assert await accounts.key_by_hash(tokens_of(stays.user_id)[1], NOW) is not None
    # The address is free again.
    await someone(accounts, gone.email)
