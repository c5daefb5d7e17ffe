"""How near a memory stands after a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toldonce.errors import NotFound
from toldonce.memory.lifecycle import FLOOR, cleanup_handler, strength_at
from toldonce.model import Scope
from toldonce.ports import ClaimedJob, MemoryUse

NOW = datetime(2024, 5, 1, tzinfo=UTC)
DAYS = st.floats(0, 10_000)


def use(days: float = 0, **fields: Any) -> MemoryUse:
    """A memory stored ``days`` ago."""
    values: dict[str, Any] = {
        "memory_id": UUID(int=1), "type": "fact", "stored_at": NOW - timedelta(days=days), "last_said_at": None,
        "last_used_at": None, "due_at": None, "confirmed": False, "strength": 1.0,
    }  # fmt: skip
    return MemoryUse(**{**values, **fields})


@pytest.mark.parametrize(("days", "strength"), [(0, 1.0), (90, 0.6), (180, 0.4), (36_500, 0.2)])
def test_every_half_life_halves_what_is_above_the_floor(days: float, strength: float) -> None:
    assert strength_at(use(days), NOW, 90) == pytest.approx(strength)


@given(DAYS, DAYS, st.floats(0.1, 1_000))
def test_it_never_rises_with_time_and_never_falls_below_the_floor(one: float, more: float, half_life: float) -> None:
    earlier, later = strength_at(use(one), NOW, half_life), strength_at(use(one + more), NOW, half_life)
    assert FLOOR <= later <= earlier <= 1.0


def test_saying_or_using_it_brings_it_back() -> None:
    assert strength_at(use(900, last_said_at=NOW), NOW, 90) == 1.0
    assert strength_at(use(900, last_used_at=NOW - timedelta(days=90)), NOW, 90) == pytest.approx(0.6)
    imported = use(0, last_said_at=NOW - timedelta(days=3_000))
    assert strength_at(imported, NOW, 90) == 1.0, "an imported past begins to fade when it is stored"


def test_what_must_be_kept_in_mind_does_not_fade() -> None:
    assert strength_at(use(900, type="instruction"), NOW, 90) == 1.0
    assert strength_at(use(900, confirmed=True), NOW, 90) == 1.0
    assert strength_at(use(900, type="commitment", due_at=NOW + timedelta(days=1)), NOW, 90) == 1.0
    assert strength_at(use(900, type="commitment", due_at=NOW - timedelta(days=90)), NOW, 90) == pytest.approx(0.6)
    assert strength_at(use(900, type="commitment"), NOW, 90) < 0.3


async def test_cleanup_ends_when_something_cannot_be_forgotten() -> None:
    class Stuck:
        async def expired(self, *_: Any) -> list[UUID]:
            return [UUID(int=1)]

        async def drop_ended_jobs(self, *_: Any, **__: Any) -> int:
            return 0

        async def forget_memory(self, memory_id: UUID) -> Any:
            raise NotFound

    async def record(_: Any) -> None:
        return None

    stuck: Any = Stuck()
    job = ClaimedJob(Scope(user_id=UUID(int=2)), UUID(int=3), "cleanup", {}, None, 1, {})
    assert await cleanup_handler(stuck, lambda _: stuck, lambda: NOW)(job, record) == {"forgotten": 0, "jobs": 0}
