"""What stands in a slot after a statement of the rules, and after what is said next, through the real settling."""

from __future__ import annotations

from tests.memory.extract.said import candidates
from tests.memory.test_understanding import House


async def values_of(said: str, later: str) -> tuple[str, list[str], list[str]]:
    """The value that the first statement states, and those in its slot after it and after the later words."""
    house, (told,) = House(), candidates(said)
    slot = f"{told.subject}.{told.attribute}"
    await house.hear(said)
    before = await house.values(slot)
    await house.hear(later)
    return told.value, before, await house.values(slot)
