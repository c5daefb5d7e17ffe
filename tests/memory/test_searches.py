"""Searches are counted in the process and written together; what could not be written is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from toldonce.adapters.inmemory import InMemoryStore
from toldonce.errors import StoreUnavailable
from toldonce.memory.searches import SearchCounts
from toldonce.model import Scope
from toldonce.ports import SearchDay

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


class _Store(InMemoryStore):
    """A store that takes down what it is told, unless it is out."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[Scope, date, SearchDay]] = []
        self.is_out = False

    async def add_searches(self, scope: Scope, day: date, counted: SearchDay) -> None:
        if self.is_out:
            raise StoreUnavailable
        self.told.append((scope, day, counted))


async def test_counts_of_a_subject_are_written_once_and_survive_an_outage() -> None:
    store = _Store()
    counts = SearchCounts(store, lambda: NOW)
    ana, ben = (Scope(user_id=uuid4(), subject="me") for _ in range(2))
    for milliseconds in (2.0, 6.0):
        counts.note(ana, milliseconds)
    counts.note(ben, 1.0)
    store.is_out = True
    with pytest.raises(StoreUnavailable):
        await counts.write()
    store.is_out = False
    await counts.write(ana)
    assert store.told == [(ana, NOW.date(), SearchDay(2, 8.0, 6.0))]
    await counts.write()
    await counts.write()
    assert store.told[1:] == [(ben, NOW.date(), SearchDay(1, 1.0, 1.0))]
