"""Password hashing with argon2id in a few threads, so that log-ins can neither block the service nor exhaust memory."""

from __future__ import annotations

import asyncio
import base64
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from toldonce.errors import Unavailable

THREADS = 2
"""Hashes at a time; one takes a fifth of a second and 64 MB."""
MAX_WAITING = 16

T = TypeVar("T")


class Passwords:
    """Hashes and verifies passwords. ``close`` it in the end."""

    def __init__(self, hasher: PasswordHasher | None = None, *, max_waiting: int = MAX_WAITING) -> None:
        self._hasher = hasher or PasswordHasher()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._places = threading.BoundedSemaphore(THREADS + max_waiting)
        self._nobodys = _hash_of_nothing(self._hasher)

    async def hash(self, password: str) -> str:
        """The encoded argon2id hash. Raises `Unavailable` when too many wait already."""
        return await self._run(lambda: self._hasher.hash(password))

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is right; without a hash it is wrong, at the same cost. Raises `Unavailable`."""
        return await self._run(lambda: self._is_right(password_hash or self._nobodys, password))

    def is_outdated(self, password_hash: str) -> bool:
        """Whether a new hash of the same password would be made with other parameters."""
        return self._hasher.check_needs_rehash(password_hash)

    def close(self) -> None:
        """Stop the threads; whoever waits is cancelled."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _is_right(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except VerifyMismatchError:
            return False

    async def _run(self, work: Callable[[], T]) -> T:
        if not self._places.acquire(blocking=False):
            raise Unavailable(
                "Too many people are logging in just now: try again in a few seconds.", headers={"Retry-After": "2"}
            )
        try:
            future = self._pool.submit(work)
        except BaseException:
            self._places.release()
            raise
        # The place is free when the work ends, not when the caller stops waiting for it.
        future.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(future)


def _hash_of_nothing(hasher: PasswordHasher) -> str:
    """A hash with the hasher's parameters that no password has."""

    def some(length: int) -> str:
        return base64.b64encode(secrets.token_bytes(length)).rstrip(b"=").decode()

    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${cost}${some(hasher.salt_len)}${some(hasher.hash_len)}"
