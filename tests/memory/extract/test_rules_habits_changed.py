"""Habits that are narrowed, moved or cut down: what stands afterwards."""

import pytest

from tests.memory.test_understanding import House

CHANGED = [
    ("I go swimming every morning.", "I only swim on Sundays now.", ["The user swims on Sundays."]),
    ("I go running every day.", "Cut back to three runs a week.", ["The user is down to three runs a week."]),
    ("I go running every day.", "My knee's been dodgy so I've dropped down to 3 runs a week.",
     ["The user is down to 3 runs a week."]),
    ("I go to the tea dance every Thursday.", "The tea dance has been cancelled for the winter.", []),
    ("I play five-a-side every Tuesday.", "We moved five-a-side to Wednesdays.",
     ["The user's five-a-side is on Wednesdays."]),
    ("I go to the gym before work.", "These days I go to the gym after work.",
     ["The user goes to the gym after work."]),
    ("I call my mum every Sunday.", "I call Mum on Saturdays now instead.", ["The user calls Mum on Saturdays."]),
    ("I walk to work every day.", "I take the bus to work these days instead of walking.", []),
    ("I read before bed every night.", "I haven't read the paper today.", ["The user reads before bed."]),
    ("I walk to work every day.", "Now I walk the dog every evening.",
     ["The user walks the dog every evening.", "The user walks to work every day."]),
    ("I play five-a-side every Tuesday.", "We moved the sofa to the window.",
     ["The user plays five-a-side every Tuesday."]),
    ("I go to the tea dance every Thursday.", "The tea dance was cancelled today.",
     ["The user goes to the tea dance every Thursday."]),
]  # fmt: skip


@pytest.mark.parametrize(("habit", "change", "stands"), CHANGED)
async def test_what_stands_after_a_change(habit: str, change: str, stands: list[str]) -> None:
    house = House()
    await house.hear(habit)
    await house.hear(change, days=1)
    memories = await house.memory.memories(limit=50)
    assert sorted(one.content for one in memories.items if one.slot == "user.habit") == stands


async def test_what_somebody_goes_over_to_is_not_over() -> None:
    house = House()
    await house.hear("I love coffee.")
    await house.hear("I've switched to coffee.", days=1)
    assert await house.values("user.taste.coffee") == ["loves"]
