from __future__ import annotations

import asyncio
import threading

import pytest
from argon2 import PasswordHasher

from toldonce.accounts.passwords import THREADS, Passwords
from toldonce.errors import Unavailable

from .conftest import CHEAP


class Held(PasswordHasher):
    """A hasher that hashes when it is let go, and counts how many hash at a time."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        with LOCK:
            RUNNING.append(1)
            MOST.append(len(RUNNING))
        assert GO.wait(60)
        with LOCK:
            RUNNING.pop()
        return super().hash(password, salt=salt)


LOCK, GO = threading.Lock(), threading.Event()
RUNNING: list[int] = []
MOST: list[int] = []


@pytest.fixture
def held() -> Passwords:
    GO.clear()
    RUNNING.clear()
    MOST.clear()
    return Passwords(Held(), max_waiting=3)


async def test_a_hash_is_salted_argon2id_of_the_library_defaults() -> None:
    passwords = Passwords()
    first, second = await passwords.hash("correct horse"), await passwords.hash("correct horse")
    assert first != second
    assert not PasswordHasher().check_needs_rehash(first)
    assert first.startswith("$argon2id$v=19$")
    assert await passwords.verify(first, "correct horse")
    assert not await passwords.verify(first, "correct hors")
    passwords.close()


async def test_nobody_has_no_password() -> None:
    passwords = Passwords(CHEAP)
    assert not await passwords.verify(None, "")
    assert not await passwords.verify(None, "correct horse")
    passwords.close()


async def test_few_hash_at_a_time_few_wait_and_the_rest_is_sent_away(held: Passwords) -> None:
    room = THREADS + 3
    tasks = [asyncio.create_task(held.hash("x")) for _ in range(room + 4)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    sent_away = [task for task in tasks if task.done()]
    assert len(sent_away) == 4
    for task in sent_away:
        failure = task.exception()
        assert isinstance(failure, Unavailable)
        assert int(failure.headers["Retry-After"]) > 0
    GO.set()
    answers = await asyncio.gather(*(task for task in tasks if task not in sent_away))
    assert len(answers) == room
    assert max(MOST) <= THREADS
    assert await held.hash("there is room again")
    held.close()


async def test_callers_who_leave_give_their_places_back(held: Passwords) -> None:
    tasks = [asyncio.create_task(held.hash("x")) for _ in range(THREADS + 3)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    GO.set()
    for _ in range(3 * (THREADS + 3)):
        assert await held.hash("x")
    held.close()
