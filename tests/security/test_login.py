"""Guessing and asking at the door: rotating addresses, and how long an answer takes.

Limits of attempts and the answers' words: tests/server/test_rate_limit.py, tests/server/test_accounts.py.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests.server.conftest import PASSWORD, SECRET, Service, make_settings, serving
from toldonce.accounts import AccountService
from toldonce.adapters.inmemory import InMemoryAccounts, Tables
from toldonce.errors import WrongCredentials
from toldonce.settings import Settings

LOGIN = "/api/v1/auth/login"
SAMPLES = int(os.environ.get("TOLDONCE_TIMING_SAMPLES", "15"))


@pytest.fixture(scope="module")
def service_settings(owner_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """With rate limits, and a proxy elsewhere that is believed."""
    folder = tmp_path_factory.mktemp("service")
    limits = {"rate_limit_enabled": True, "rate_limit_per_minute": 10_000, "rate_limit_global_per_minute": 10_000}
    return make_settings(owner_url, models_dir, folder, FORWARDED_ALLOW_IPS="10.0.0.1", **limits)


@pytest.fixture(scope="module")
def service(service_settings: Settings) -> Iterator[Service]:
    """As it is started for production: headers of proxies count from that proxy only."""
    with serving(service_settings, forwarded_allow_ips=service_settings.forwarded_allow_ips) as running:
        yield running


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP"])
def test_a_new_address_for_every_guess_gains_nothing(header: str, service: Service) -> None:
    client = service.client()
    statuses = []
    for number in range(13):
        address = f"203.0.113.{number}"
        value = f"for={address}" if header == "Forwarded" else f"{address}, 198.51.100.{number}"
        body = {"email": f"{header.lower()}@example.org", "password": f"guess number {number}"}
        statuses.append(client.post(LOGIN, json=body, headers={header: value}).status_code)
    assert statuses == [401] * 10 + [429] * 3


async def test_an_unknown_address_costs_as_much_as_a_wrong_password() -> None:
    """In processor time, so that other programs change nothing. Without a hash it would cost next to nothing."""
    hasher = PasswordHasher(time_cost=2, memory_cost=4_096, parallelism=1)
    accounts = AccountService(
        InMemoryAccounts(Tables()),
        secret=SECRET,
        access_minutes=15,
        refresh_days=30,
        clock=lambda: datetime.now(UTC),
        hasher=hasher,
    )
    try:
        await accounts.register("known@example.org", PASSWORD)
        known, unknown = [], []
        for number in range(SAMPLES + 2):
            known.append(await _cpu_seconds(accounts, "known@example.org"))
            unknown.append(await _cpu_seconds(accounts, f"nobody{number}@example.org"))
    finally:
        accounts.close()
    # The first ones warm up.
    assert statistics.median(unknown[2:]) == pytest.approx(statistics.median(known[2:]), rel=0.3)
    assert statistics.median(unknown[2:]) > 0.001


async def _cpu_seconds(accounts: AccountService, email: str) -> float:
    began = time.process_time()
    with pytest.raises(WrongCredentials):
        await accounts.login(email, "not the password")
    return time.process_time() - began
