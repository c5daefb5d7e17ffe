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
    "I'm single.": ["I have a boyfriend now.", "I'm dating Tom.", "I got married in May."],
    "Always answer in French.": ["Stop answering in French.", "You can answer in English again."],
    "I have a dentist appointment on Monday.": ["The dentist cancelled.", "I've been to the dentist."],
    "I speak French.": ["I've forgotten all my French."],
    "I take ibuprofen every day.": ["My doctor took me off ibuprofen.", "I stopped taking ibuprofen."],
    "I work nights.": ["I'm on days now.", "I work days now.", "I don't work nights any more."],
    "I live with my parents.": ["I moved out of my parents' house.", "I have my own place now."],
    "I subscribe to Netflix.": ["I cancelled Netflix.", "I got rid of Netflix.", "I unsubscribed from Netflix."],
    "I subscribe to the Economist.": ["I cancelled the Economist.", "I got rid of the Economist."],
    "I have a broken arm.": ["The cast is off.", "The cast came off on Friday.", "My arm is fine again."],
    "I'm on maternity leave.": ["I'm back at work.", "I went back to work on Monday.", "My leave ended last week."],
    "I'm doing a course in welding.": ["I finished the course.", "I passed the welding course."],
    "I love snooker.": ["Snooker bores me rigid now.", "Snooker leaves me stone cold.", "Snooker grates on me.",
                        "I've no love left for snooker.", "I've lost patience with snooker.",
                        "I've come to detest snooker.", "I don't enjoy snooker one bit now.",
                        "Snooker just makes me yawn now.", "I am bored to tears by snooker."],
    "My gym is PureGym.": ["I cancelled my gym membership.", "I left PureGym."],
    "My bank is Monzo.": ["I moved my account to Starling.", "I closed my Monzo account."],
    "I wear glasses.": ["I wear contacts now.", "I don't wear glasses any more."],
    "I'm a smoker.": ["I'm a non-smoker now.", "I stopped smoking."],
    "I drink four coffees a day.": ["I drink two coffees a day now.", "I gave up coffee."],
    "My favourite colour is teal.": ["I've gone off teal.", "I don't like teal any more.", "I hate teal now.",
                                     "I can't stand teal any more.", "I used to like teal."],
    "My favourite band is Wilco.": ["I'm not a fan of Wilco any more.", "I no longer like Wilco."],
}  # fmt: skip
STILL_SO = {
    "My favourite colour is teal.": ["I've gone off green.", "My sister doesn't like teal any more."],
    "My favourite band is Wilco.": ["I don't like the new Wilco album."],
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
    "I'm single.": ["My sister has a boyfriend now."],
    "Always answer in French.": ["How do you say cheese in French?"],
    "I have a dentist appointment on Monday.": ["The dentist is nice."],
    "I work nights.": ["I worked late last night."],
    "I live with my parents.": ["My parents visited my brother.", "My brother has his own place now."],
    "I subscribe to Netflix.": ["Netflix raised its prices."],
    "I have a broken arm.": ["My arm still hurts."],
    "I'm on maternity leave.": ["I called work today.", "My husband is back at work."],
    "I'm doing a course in welding.": ["The course is hard."],
    "My gym is PureGym.": ["PureGym was packed today."],
    "My bank is Monzo.": ["Monzo sent me a card."],
    "I wear glasses.": ["I lost my glasses."],
    "I drink four coffees a day.": ["I had a coffee with Ana."],
    "Call me Nita.": ["My mum calls me Nita too."],
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
