"""Registration, log-in, the password and the erasure of an account."""

from __future__ import annotations

import asyncio
import logging
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher
from uuid_utils.compat import uuid7

from toldonce.accounts import AccountService
from toldonce.adapters.inmemory import InMemoryAccounts, InMemoryJobs, InMemoryStore, Tables
from toldonce.errors import EmailTaken, NotAuthenticated, NotFound, StoreUnavailable, ValidationFailed, WrongCredentials
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import told
from toldonce.model import ErasureReceipt, MemoryRequest, Scope
from toldonce.ports import Chunk, NewTurn, StatementWrite
from toldonce.receipts import verify_receipt

from .conftest import CHEAP, SECRET, SetClock

EMAIL = "Ada@Example.org"
PASSWORD = "correct horse battery"


async def test_a_new_account_is_answered_without_its_password(
    service: AccountService, accounts: InMemoryAccounts, clock: SetClock
) -> None:
    account = await service.register(f"  {EMAIL} ", PASSWORD, "Ada Lovelace")
    assert (account.email, account.full_name, account.created_at) == (EMAIL, "Ada Lovelace", clock.now)
    assert account.user_id.version == 7
    assert await service.account(account.user_id) == account
    stored = await accounts.account(account.user_id)
    assert stored is not None
    assert stored.password_hash.startswith("$argon2id$")
    assert PASSWORD not in stored.password_hash


@pytest.mark.parametrize("email", [EMAIL, EMAIL.lower(), EMAIL.upper(), f" {EMAIL}\n"])
async def test_an_address_is_taken_whatever_its_case(service: AccountService, email: str) -> None:
    await service.register(EMAIL, PASSWORD)
    with pytest.raises(EmailTaken):
        await service.register(email, "another good password")


async def test_two_registrations_at_once_make_one_account(service: AccountService, tables: Tables) -> None:
    answers = await asyncio.gather(*(service.register(EMAIL, PASSWORD) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(answer, EmailTaken) for answer in answers) == 4
    assert len(tables.accounts) == 1


async def test_a_refused_registration_stores_nothing(service: AccountService, tables: Tables) -> None:
    for email, password, name in [("nonsense", PASSWORD, None), (EMAIL, "short", None), (EMAIL, PASSWORD, " ")]:
        with pytest.raises(ValidationFailed):
            await service.register(email, password, name)
    assert not tables.accounts


@pytest.mark.parametrize("email", [EMAIL, EMAIL.swapcase(), f"\t{EMAIL} "])
async def test_log_in_knows_the_address_whatever_its_case(service: AccountService, email: str) -> None:
    account = await service.register(EMAIL, PASSWORD)
    pair = await service.login(email, PASSWORD)
    assert (pair.token_type, pair.expires_in) == ("bearer", 15 * 60)
    identity = await service.authenticate(pair.access_token)
    assert identity.user_id == account.user_id


async def test_a_password_may_be_composed_another_way(service: AccountService) -> None:
    await service.register(EMAIL, "caf\u00e9 au lait")
    assert await service.login(EMAIL, "cafe\u0301 au lait")


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, PASSWORD.upper()),
        (EMAIL, PASSWORD + " "),
        (EMAIL, ""),
        (EMAIL, "x" * 5000),
        (EMAIL, "nul\x00"),
        (EMAIL, "\ud800"),
        ("bob@example.org", PASSWORD),
        ("", PASSWORD),
        ("nul\x00@example.org", PASSWORD),
        ("\ud800@example.org", PASSWORD),
        ("a" * 5000, PASSWORD),
    ],
)
async def test_a_wrong_log_in_never_tells_what_was_wrong(service: AccountService, email: str, password: str) -> None:
    await service.register(EMAIL, PASSWORD)
    with pytest.raises(WrongCredentials) as refusal:
        await service.login(email, password)
    assert refusal.value.message == "The e-mail address or the password is wrong."


async def test_an_unknown_address_costs_a_hash_too(service: AccountService, monkeypatch: pytest.MonkeyPatch) -> None:
    await service.register(EMAIL, PASSWORD)
    verified: list[str] = []
    real = PasswordHasher.verify

    def counting(hasher: PasswordHasher, password_hash: str, password: str) -> bool:
        verified.append(password_hash)
        return real(hasher, password_hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    for email in (EMAIL, "bob@example.org"):
        with pytest.raises(WrongCredentials):
            await service.login(email, "not the password")
    assert len(verified) == 2
    assert verified[0].rsplit("$", 2)[0] == verified[1].rsplit("$", 2)[0]
    assert not CHEAP.check_needs_rehash(verified[1])


async def test_log_in_renews_a_hash_of_older_parameters_and_keeps_the_sessions(
    service: AccountService, accounts: InMemoryAccounts, clock: SetClock
) -> None:
    user_id = (await service.register(EMAIL, PASSWORD)).user_id
    earlier = await service.login(EMAIL, PASSWORD)
    stronger = AccountService(
        accounts,
        secret=SECRET,
        access_minutes=15,
        refresh_days=30,
        clock=clock,
        hasher=PasswordHasher(time_cost=2, memory_cost=16, parallelism=1),
    )
    with pytest.raises(WrongCredentials):
        await stronger.login(EMAIL, "not the password")
    before = await accounts.account(user_id)
    await stronger.login(EMAIL, PASSWORD)
    after = await accounts.account(user_id)
    assert before is not None
    assert after is not None
    assert "m=8,t=1" in before.password_hash
    assert "m=16,t=2" in after.password_hash
    assert await stronger.login(EMAIL, PASSWORD)
    assert await stronger.authenticate(earlier.access_token)
    stronger.close()


async def test_the_name_may_be_changed_and_taken_away(service: AccountService) -> None:
    account = await service.register(EMAIL, PASSWORD, "Ada")
    changed = await service.change_account(account.user_id, full_name="Ada Lovelace")
    assert changed == account.model_copy(update={"full_name": "Ada Lovelace"})
    assert (await service.change_account(account.user_id, full_name=None)).full_name is None
    with pytest.raises(ValidationFailed):
        await service.change_account(account.user_id, full_name="\x00")


async def test_who_is_not_there_is_not_found(service: AccountService) -> None:
    nobody = uuid4()
    with pytest.raises(NotFound):
        await service.account(nobody)
    with pytest.raises(NotFound):
        await service.change_account(nobody, full_name="Ada")
    with pytest.raises(NotFound):
        await service.erase(nobody, PASSWORD)
    with pytest.raises(NotFound):
        await service.create_key(nobody, "key")


async def test_a_new_password_ends_the_other_sessions(service: AccountService) -> None:
    await service.register(EMAIL, PASSWORD)
    here, elsewhere = await service.login(EMAIL, PASSWORD), await service.login(EMAIL, PASSWORD)
    await service.change_password(await service.authenticate(here.access_token), PASSWORD, "a new good password")
    assert await service.authenticate(here.access_token)
    with pytest.raises(NotAuthenticated):
        await service.authenticate(elsewhere.access_token)
    with pytest.raises(NotAuthenticated):
        await service.refresh(elsewhere.refresh_token)
    assert await service.refresh(here.refresh_token)
    with pytest.raises(WrongCredentials):
        await service.login(EMAIL, PASSWORD)
    assert await service.login(EMAIL, "a new good password")


async def test_a_refused_new_password_changes_nothing(service: AccountService) -> None:
    await service.register(EMAIL, PASSWORD)
    pair = await service.login(EMAIL, PASSWORD)
    identity = await service.authenticate(pair.access_token)
    with pytest.raises(WrongCredentials, match="current password"):
        await service.change_password(identity, "not the password", "a new good password")
    for new in ("short", EMAIL, "password1"):
        with pytest.raises(ValidationFailed) as refusal:
            await service.change_password(identity, PASSWORD, new)
        assert refusal.value.errors[0]["pointer"] == "/new_password"
    assert await service.login(EMAIL, PASSWORD)


async def a_life(store: InMemoryStore, tables: Tables, user_id: UUID, subject: str) -> Scope:
    scope = Scope(user_id=user_id, subject=subject)
    conversation = await store.create_conversation(scope, uuid7(), None)
    turn = NewTurn(uuid7(), "user", None, "hello", tables.clock(), {}, [])
    await store.add_turns(scope, conversation.conversation_id, [turn])
    likes = told(MemoryRequest(content="likes tea"), [], tables.clock(), key=None, last_turn=None)
    chunks = {"likes tea": [Chunk(0, 0, 9, {"tea": 1}, None)]}
    await store.state(scope, StatementWrite(statements=likes), Reconciliation(), chunks)
    await InMemoryJobs(tables).enqueue(scope, "import", {}, b"what was said")
    return scope


async def test_an_erasure_takes_every_subject_and_leaves_other_accounts(
    service: AccountService, store: InMemoryStore, tables: Tables, clock: SetClock
) -> None:
    ada, bob = await service.register(EMAIL, PASSWORD), await service.register("bob@example.org", PASSWORD)
    pair, bobs = await service.login(EMAIL, PASSWORD), await service.login("bob@example.org", PASSWORD)
    key = await service.create_key(ada.user_id, "key")
    for subject in ("me", "a customer"):
        await a_life(store, tables, ada.user_id, subject)
    kept = await a_life(store, tables, bob.user_id, "me")

    with pytest.raises(WrongCredentials):
        await service.erase(ada.user_id, "not the password")
    receipt = await service.erase(ada.user_id, PASSWORD)

    assert receipt.counts == {
        "users": 1,
        "sessions": 1,
        "refresh_tokens": 1,
        "api_keys": 1,
        "scopes": 2,
        "conversations": 2,
        "turns": 2,
        "memories": 2,
        "statements": 2,
        "memory_changes": 2,
        "postings": 2,
        "jobs": 4,
    }
    assert (receipt.target, receipt.erased_at) == (f"account:{ada.user_id}", clock.now)
    assert verify_receipt(SECRET, receipt)
    assert tables.receipts[receipt.receipt_id] == (ada.user_id, receipt)
    for credential in (pair.access_token, key.api_key):
        with pytest.raises(NotAuthenticated):
            await service.authenticate(credential)
    with pytest.raises(NotAuthenticated):
        await service.refresh(pair.refresh_token)
    with pytest.raises(WrongCredentials):
        await service.login(EMAIL, PASSWORD)
    assert await service.authenticate(bobs.access_token)
    assert (await store.stats(kept)).turns == 1
    assert (await service.register(EMAIL, PASSWORD)).user_id != ada.user_id


async def test_a_receipt_that_cannot_be_stored_is_answered_and_logged(
    accounts: InMemoryAccounts, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    async def lost(user_id: UUID, receipt: ErasureReceipt) -> None:
        raise StoreUnavailable

    service = AccountService(
        accounts, secret=SECRET, access_minutes=15, refresh_days=30, clock=clock, keep_receipt=lost, hasher=CHEAP
    )
    user_id = (await service.register(EMAIL, PASSWORD)).user_id
    with caplog.at_level(logging.WARNING):
        receipt = await service.erase(user_id, PASSWORD)
    assert verify_receipt(SECRET, receipt)
    assert str(receipt.receipt_id) in caplog.text
    service.close()


async def test_what_is_cached_of_an_account_is_purged_before_its_receipt(
    accounts: InMemoryAccounts, clock: SetClock
) -> None:
    steps: list[tuple[str, UUID]] = []

    async def purge(user_id: UUID) -> None:
        assert await accounts.account(user_id) is None
        steps.append(("purge", user_id))

    async def keep(user_id: UUID, receipt: ErasureReceipt) -> None:
        steps.append(("keep", user_id))

    service = AccountService(
        accounts,
        secret=SECRET,
        access_minutes=15,
        refresh_days=30,
        clock=clock,
        keep_receipt=keep,
        purge=purge,
        hasher=CHEAP,
    )
    user_id = (await service.register(EMAIL, PASSWORD)).user_id
    with pytest.raises(WrongCredentials):
        await service.erase(user_id, "not the password")
    assert steps == []
    await service.erase(user_id, PASSWORD)
    assert steps == [("purge", user_id), ("keep", user_id)]
    service.close()


async def test_nothing_secret_is_logged(service: AccountService, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        account = await service.register(EMAIL, PASSWORD)
        pair = await service.login(EMAIL, PASSWORD)
        pair = await service.refresh(pair.refresh_token)
        key = await service.create_key(account.user_id, "key")
        with pytest.raises(WrongCredentials):
            await service.login(EMAIL, "not the password")
        await service.erase(account.user_id, PASSWORD)
    for secret in (
        PASSWORD,
        "not the password",
        pair.access_token,
        pair.refresh_token,
        key.api_key,
        SECRET,
        "argon2id$",
    ):
        assert secret not in caplog.text


def test_a_short_secret_is_refused(accounts: InMemoryAccounts, clock: SetClock) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        AccountService(accounts, secret="short", access_minutes=15, refresh_days=30, clock=clock)
