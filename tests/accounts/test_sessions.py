"""Refresh tokens and the life of a session."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toldonce.accounts import AccountService
from toldonce.adapters.inmemory import InMemoryAccounts, Tables
from toldonce.errors import NotAllowed, NotAuthenticated, NotFound, RefreshTokenInvalid, TokenExpired, WrongCredentials
from toldonce.model import Account, Identity, TokenPair

from .conftest import CHEAP, SetClock

EMAIL = "ada@example.org"
PASSWORD = "correct horse battery"


@pytest.fixture
async def pair(service: AccountService) -> TokenPair:
    await service.register(EMAIL, PASSWORD)
    return await service.login(EMAIL, PASSWORD)


async def test_a_refresh_token_is_random_recognisable_and_kept_hashed(
    service: AccountService, pair: TokenPair, tables: Tables
) -> None:
    other = await service.login(EMAIL, PASSWORD)
    assert pair.refresh_token.startswith("tor_")
    assert len(pair.refresh_token) == 4 + 43
    assert pair.refresh_token != other.refresh_token
    assert sha256(pair.refresh_token.encode()).digest() in tables.refresh_tokens
    assert pair.refresh_token not in repr(tables)
    assert pair.access_token not in repr(tables)


async def test_a_refresh_brings_a_new_pair_of_the_same_session(
    service: AccountService, pair: TokenPair, clock: SetClock
) -> None:
    clock.move(minutes=14)
    renewed = await service.refresh(pair.refresh_token)
    assert renewed.refresh_token != pair.refresh_token
    assert renewed.access_token != pair.access_token
    before, after = await service.authenticate(pair.access_token), await service.authenticate(renewed.access_token)
    assert before == after
    clock.move(minutes=14)
    with pytest.raises(TokenExpired):
        await service.authenticate(pair.access_token)
    assert await service.authenticate(renewed.access_token)


@pytest.mark.parametrize("seconds", [0, 1, 10])
async def test_a_lost_answer_may_be_asked_for_again(
    service: AccountService, pair: TokenPair, clock: SetClock, seconds: float
) -> None:
    first = await service.refresh(pair.refresh_token)
    clock.move(seconds=seconds)
    second = await service.refresh(pair.refresh_token)
    assert first.refresh_token != second.refresh_token
    assert await service.authenticate(first.access_token) == await service.authenticate(second.access_token)
    assert await service.refresh(second.refresh_token)


async def test_asking_again_does_not_prolong_the_grace(
    service: AccountService, pair: TokenPair, clock: SetClock
) -> None:
    await service.refresh(pair.refresh_token)
    clock.move(seconds=9)
    await service.refresh(pair.refresh_token)
    clock.move(seconds=2)
    with pytest.raises(RefreshTokenInvalid):
        await service.refresh(pair.refresh_token)


async def test_a_token_used_twice_ends_its_session_and_no_other(
    service: AccountService, pair: TokenPair, clock: SetClock
) -> None:
    other = await service.login(EMAIL, PASSWORD)
    renewed = await service.refresh(pair.refresh_token)
    clock.move(seconds=10.001)
    with pytest.raises(RefreshTokenInvalid):
        await service.refresh(pair.refresh_token)
    with pytest.raises(RefreshTokenInvalid):
        await service.refresh(renewed.refresh_token)
    for access in (pair.access_token, renewed.access_token):
        with pytest.raises(NotAuthenticated):
            await service.authenticate(access)
    assert await service.authenticate(other.access_token)
    assert await service.refresh(other.refresh_token)


async def test_a_refresh_token_expires_and_each_refresh_begins_anew(
    service: AccountService, pair: TokenPair, clock: SetClock
) -> None:
    clock.move(days=30, seconds=-1)
    renewed = await service.refresh(pair.refresh_token)
    clock.move(days=30, seconds=-1)
    last = await service.refresh(renewed.refresh_token)
    clock.move(days=30)
    with pytest.raises(RefreshTokenInvalid):
        await service.refresh(last.refresh_token)


async def test_parallel_refreshes_keep_the_session(service: AccountService, pair: TokenPair) -> None:
    pairs = await asyncio.gather(*(service.refresh(pair.refresh_token) for _ in range(8)))
    assert len({one.refresh_token for one in pairs}) == 8
    assert await asyncio.gather(*(service.authenticate(one.access_token) for one in pairs))


async def test_who_loses_the_race_for_a_token_that_was_used_long_ago_ends_the_session(
    accounts: InMemoryAccounts,
    service: AccountService,
    pair: TokenPair,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between the look at the token and its rotation somebody else has used it, and the grace is over."""
    renewed = await service.refresh(pair.refresh_token)

    async def refuse(*_: object) -> bool:
        return False

    monkeypatch.setattr(accounts, "rotate", refuse)
    with pytest.raises(RefreshTokenInvalid):
        await service.refresh(renewed.refresh_token)
    with pytest.raises(NotAuthenticated):
        await service.authenticate(renewed.access_token)


@pytest.mark.parametrize(
    "token", ["", "tor_", "tor_" + "A" * 43, "tor_" + "A" * 42, "tor_" + "Ä" * 43, "\ud800", "tor_\x00", "x" * 10_000]
)
async def test_what_is_not_a_refresh_token_is_refused(service: AccountService, pair: TokenPair, token: str) -> None:
    with pytest.raises(RefreshTokenInvalid):
        await service.refresh(token)


async def test_other_credentials_do_not_refresh(service: AccountService, pair: TokenPair) -> None:
    user_id = (await service.authenticate(pair.access_token)).user_id
    key = await service.create_key(user_id, "key")
    for credential in (pair.access_token, key.api_key):
        with pytest.raises(RefreshTokenInvalid):
            await service.refresh(credential)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=st.integers(0, 46), letter=st.characters())
async def test_any_changed_character_of_a_refresh_token_is_refused(
    service: AccountService, pair: TokenPair, place: int, letter: str
) -> None:
    token = pair.refresh_token
    changed = token[:place] + letter + token[place + 1 :]
    if changed != token:
        with pytest.raises(RefreshTokenInvalid):
            await service.refresh(changed)


# --- log-out ---------------------------------------------------------------------------------------------------------


async def test_log_out_ends_this_session_at_once(service: AccountService, pair: TokenPair) -> None:
    other = await service.login(EMAIL, PASSWORD)
    await service.logout(await service.authenticate(pair.access_token))
    with pytest.raises(NotAuthenticated, match="ended"):
        await service.authenticate(pair.access_token)
    with pytest.raises(RefreshTokenInvalid):
        await service.refresh(pair.refresh_token)
    assert await service.authenticate(other.access_token)


async def test_log_out_everywhere_ends_every_session_of_this_account(service: AccountService, pair: TokenPair) -> None:
    await service.register("bob@example.org", PASSWORD)
    other, bobs = await service.login(EMAIL, PASSWORD), await service.login("bob@example.org", PASSWORD)
    await service.logout_all(await service.authenticate(pair.access_token))
    for ended in (pair, other):
        with pytest.raises(NotAuthenticated):
            await service.authenticate(ended.access_token)
        with pytest.raises(RefreshTokenInvalid):
            await service.refresh(ended.refresh_token)
    assert await service.authenticate(bobs.access_token)
    assert await service.login(EMAIL, PASSWORD)


async def test_an_api_key_logs_nobody_out(service: AccountService, pair: TokenPair) -> None:
    user_id = (await service.authenticate(pair.access_token)).user_id
    key = await service.authenticate((await service.create_key(user_id, "key", ["admin"])).api_key)
    for log_out in (service.logout, service.logout_all):
        with pytest.raises(NotAllowed, match="no session"):
            await log_out(key)
    assert await service.authenticate(pair.access_token)


async def test_log_out_twice_is_harmless(service: AccountService, pair: TokenPair) -> None:
    identity = await service.authenticate(pair.access_token)
    await service.logout(identity)
    await service.logout(identity)
    await service.logout_all(identity)
    await service.logout(Identity(user_id=identity.user_id, scopes=frozenset(), session_id=uuid4()))


async def test_a_password_changed_during_log_in_opens_nothing(
    service: AccountService, accounts: InMemoryAccounts, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await service.register(EMAIL, PASSWORD)
    real = accounts.add_session

    async def changed_first(user_id: UUID, *rest: object) -> None:
        new_hash = CHEAP.hash("a new good password")
        await accounts.change_password(account.user_id, new_hash, None)
        await real(user_id, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(accounts, "add_session", changed_first)
    with pytest.raises(WrongCredentials):
        await service.login(EMAIL, PASSWORD)
    assert all(session.revoked_at is not None for session in tables.sessions.values())
    assert await service.login(EMAIL, "a new good password")


async def test_an_account_erased_during_log_in_is_wrong_credentials(
    service: AccountService, accounts: InMemoryAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    account: Account = await service.register(EMAIL, PASSWORD)
    real = accounts.add_session

    async def erased_first(user_id: UUID, *rest: object) -> None:
        await accounts.erase(account.user_id)
        await real(user_id, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(accounts, "add_session", erased_first)
    with pytest.raises(WrongCredentials):
        await service.login(EMAIL, PASSWORD)
    with pytest.raises(NotFound):
        await service.account(account.user_id)
