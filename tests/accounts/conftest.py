from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from toldonce.accounts import AccountService
from toldonce.adapters.inmemory import InMemoryAccounts, InMemoryStore, Tables

SECRET = "a secret of this test that is long enough, 0123456789"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class SetClock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 30, 0, 250_000, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: float) -> None:
        self.now += timedelta(**step)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def tables(clock: SetClock) -> Tables:
    return Tables(clock=clock)


@pytest.fixture
def accounts(tables: Tables) -> InMemoryAccounts:
    return InMemoryAccounts(tables)


@pytest.fixture
def store(tables: Tables) -> InMemoryStore:
    return InMemoryStore(tables)


@pytest.fixture
def service(accounts: InMemoryAccounts, store: InMemoryStore, clock: SetClock) -> Iterator[AccountService]:
    service = AccountService(
        accounts,
        secret=SECRET,
        access_minutes=15,
        refresh_days=30,
        clock=clock,
        keep_receipt=store.keep_receipt,
        hasher=CHEAP,
    )
    yield service
    service.close()
