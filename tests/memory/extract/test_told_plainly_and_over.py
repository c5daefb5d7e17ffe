"""Something told plainly, and weeks later in plain words that it is over, is another now, or only sounds so."""

import pytest

from tests.memory.test_understanding import House

OVER = {
    "I drive a Golf.": ["I bought a Tesla.", "I traded the Golf in for a Tesla.", "I don't drive any more.",
                        "I gave my car to my son.", "The Golf was stolen."],
    "I'm allergic to peanuts.": ["I'm not allergic to peanuts after all.", "I outgrew my peanut allergy.",
                                 "I can eat peanuts again.", "It turned out I was never allergic to peanuts."],
    "My dog is called Rex.": ["Rex died last week.", "We had to put Rex down.", "We gave Rex to my brother.",
                              "We had to rehome Rex."],
    "I have a cat called Miso.": ["Miso got run over.", "Miso ran away and never came back.", "My ex kept Miso."],
    "I work at Siemens.": ["I work at Bosch now.", "I got fired.", "Siemens let me go.",
                           "I handed in my notice and my last day was Friday."],
    "I'm married to Tom.": ["Tom and I got divorced.", "My husband died.", "My husband passed away in May.",
                            "I've remarried, his name is Paul.", "I'm single again."],
    "My girlfriend is called Lena.": ["My girlfriend died.", "Lena and I broke up."],
    "I'm vegan.": ["I eat meat again.", "I eat fish now.", "I'm vegetarian now.", "I gave up being vegan."],
    "I live in Leeds.": ["I moved to York.", "We sold our house in Leeds and bought one in York.",
                         "Home is York these days."],
    "I have an iPhone 12.": ["I got a Pixel 8.", "I switched to a Pixel 8.", "I lost my phone."],
    "I play the piano.": ["I gave up the piano.", "I play the cello now instead of the piano."],
    "My boss is Petra.": ["Petra left, my new boss is Karl.", "Petra isn't my boss any more."],
    "I'm a nurse.": ["I retrained as a teacher.", "I left nursing.", "I retired."],
}  # fmt: skip
STILL_SO = {
    "I drive a Golf.": ["I washed the Golf today.", "My neighbour sold his Golf."],
    "I'm allergic to peanuts.": ["My sister isn't allergic to peanuts."],
    "My dog is called Rex.": ["Rex was at the vet today.", "Rex lost a tooth."],
    "I have a cat called Miso.": ["Miso ran away but came back.", "Miso was gone all night. She is back now.",
                                  "Miso went missing, but she always turns up again."],
    "I work at Siemens.": ["Siemens has a new CEO."],
    "I'm married to Tom.": ["Tom and I went on holiday.", "My husband nearly died of laughter."],
    "I'm vegan.": ["My girlfriend is not vegan.", "My brother eats fish now."],
    "I live in Leeds.": ["I visited York.", "I'm looking for a new flat in York."],
    "I have an iPhone 12.": ["I dropped my iPhone 12.", "I dropped the iPhone 12 on the floor again."],
    "I play the piano.": ["I had a piano lesson."],
}  # fmt: skip


def pairs(told: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(said, later) for said, laters in told.items() for later in laters]


async def current(house: House) -> set[str]:
    return {one.content for one in (await house.memory.memories(status="current", limit=200)).items}


@pytest.mark.parametrize(("said", "later"), pairs(OVER))
async def test_it_is_over(said: str, later: str) -> None:
    house = House()
    await house.hear(said)
    told = await current(house)
    assert told
    await house.hear(later, days=10)
    assert not told <= await current(house)


@pytest.mark.parametrize(("said", "later"), pairs(STILL_SO))
async def test_it_goes_on(said: str, later: str) -> None:
    house = House()
    await house.hear(said)
    told = await current(house)
    assert told
    await house.hear(later, days=10)
    assert told <= await current(house)
