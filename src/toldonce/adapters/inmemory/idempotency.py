"""Answers by Idempotency-Key in a dict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from toldonce.adapters.inmemory.rows import AnswerRow
from toldonce.adapters.inmemory.tables import Tables
from toldonce.errors import IdempotencyKeyReused
from toldonce.model import Scope
from toldonce.ports import StoredAnswer


class InMemoryIdempotency:
    """`toldonce.ports.Idempotency` in a dict."""

    def __init__(self, tables: Tables | None = None) -> None:
        self.tables = tables or Tables()

    async def begin(self, scope: Scope, key: str, request_hash: bytes, lease: float) -> StoredAnswer | None:
        """None: go on and hold the key for ``lease`` seconds; else what it brought. Raises `IdempotencyKeyReused`."""
        now = self.tables.clock()
        answers = self.tables.begun(scope).answers
        known = answers.get(key)
        if known is not None and known.request_hash != request_hash:
            raise IdempotencyKeyReused
        if known is None or (known.status is None and known.leased_until <= now):
            answers[key] = AnswerRow(request_hash, leased_until=now + timedelta(seconds=lease))
            return None
        return StoredAnswer(known.request_hash, known.status, known.body, dict(known.headers))

    async def renew(self, scope: Scope, key: str, lease: float) -> None:
        """Hold a key that has no answer yet for another ``lease`` seconds from now."""
        row = self.tables.of(scope).answers.get(key)
        if row is not None and row.status is None:
            row.leased_until = self.tables.clock() + timedelta(seconds=lease)

    async def finish(self, scope: Scope, key: str, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """Keep the answer of a key that is held."""
        row = self.tables.of(scope).answers.get(key)
        if row is not None and row.status is None:
            row.status, row.body, row.headers = status, body, dict(headers)

    async def release(self, scope: Scope, key: str) -> None:
        """Let go of a key that has no answer, so that the request may be repeated at once."""
        answers = self.tables.of(scope).answers
        if key in answers and answers[key].status is None:
            del answers[key]
