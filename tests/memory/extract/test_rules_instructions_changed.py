"""Instructions that are lifted in passing, narrowed or turned round: what stands afterwards."""

import pytest

from tests.memory.test_understanding import House

CHANGED = [
    ("Keep your answers short please.", "You can give me longer answers now.", ["Your answers may be longer."]),
    (
        "Don't use bullet points when you answer me.",
        "Bullet points are fine for lists, otherwise keep it prose.",
        ["Bullet points are fine for lists, otherwise keep it prose."],
    ),
    ("Always answer in French.", "English is fine from here on.", ["Answer in English."]),
    ("Please always answer me in Portuguese.", "English is fine again by the way.", ["Answer in English."]),
    (
        "Keep your answers short please.",
        "You can give me longer answers now, I've got my new glasses.",
        ["Your answers may be longer."],
    ),
    ("Never use emojis.", "A few emojis are OK.", []),
    ("No spoilers please.", "I've finished the show, spoilers are fine.", []),
    (
        "Could you keep your answers short please?",
        "I'd like more detail from now on.",
        ["Give more detail in your answers."],
    ),
    (
        "Please use metric units.",
        "Switch to imperial for recipes, metric for everything else.",
        ["Switch to imperial for recipes, metric for everything else."],
    ),
    ("Always give me sources.", "Don't bother with sources any more.", []),
    ("Always be formal with me.", "You can be casual with me.", ["Your answers may be casual."]),
    ("Use British spelling please.", "American spelling from now on.", ["Always use American spelling."]),
    ("Never use emojis.", "The tomatoes are fine for salad.", ["Never use emojis."]),
    ("Never use emojis.", "My friends use emojis all the time now.", ["Never use emojis."]),
    ("Keep your answers short please.", "Are longer answers ok?", ["Always keep your answers short."]),
    ("Always use bullet points.", "Tables are fine for numbers.", ["Always use bullet points.",
                                                                    "Tables are fine for numbers."]),
]  # fmt: skip


@pytest.mark.parametrize(("order", "change", "stands"), CHANGED)
async def test_what_stands_after_a_change(order: str, change: str, stands: list[str]) -> None:
    house = House()
    await house.hear(order)
    await house.hear(change, days=1)
    memories = await house.memory.memories(type="instruction", limit=50)
    assert sorted(one.content for one in memories.items) == stands


async def test_a_reminder_that_is_called_off() -> None:
    house = House()
    await house.hear("Remind me to stretch every morning.")
    await house.hear("You can stop reminding me to stretch.", days=1)
    assert not (await house.memory.memories(type="commitment", limit=50)).items
