"""Plans that are moved, called off or done in other words than they were made in: what stands afterwards."""

import pytest

from tests.memory.test_understanding import House

MOVED = [
    ("I'm seeing the optician on Tuesday at half ten.", "Oh, the optician rang, they've moved me to Friday.", "05-17"),
    ("I've got a dentist appointment on Monday.", "The dentist is on Thursday now.", "05-23"),
    ("My flight to Oslo is on 3 June.", "Flight got bumped to the 5th of June.", "06-05"),
    ("I have a job interview on Wednesday at 2pm.", "They've pushed my interview to next Monday.", "05-20"),
    ("I'm meeting Carla for coffee on Saturday.", "Carla can't make Saturday so we're doing Sunday instead.", "05-19"),
    ("I need to hand in my essay by Friday.", "I got an extension on the essay, it's due Monday now.", "05-20"),
    ("I'm having dinner with my parents on Friday.", "Dinner with my parents is Sunday now, not Friday.", "05-19"),
    ("I have an appointment with Dr Shah on Tuesday.", "Dr Shah's appointment has been moved to Monday.", "05-20"),
]
OVER = [
    ("I have a job interview on Wednesday.", "The interview's off, they filled the role."),
    ("We're going to Rome on 3 June.", "We had to cancel the Rome trip."),
    ("I have a dentist appointment on Monday.", "I cancelled the dentist."),
    ("I have to pick up the keys by Friday.", "To pick up the keys is not anymore necessary."),
    ("I must order the wedding cake by Friday.", "The cake order I've made already."),
    ("I have to finish the slides for the workshop by Friday.", "I took care of the workshop slides."),
    (
        "I have to finish the slides for the workshop by Friday.",
        "Somebody else took care of the workshop slides, phew.",
    ),
    ("I have to call the insurance company on Friday.", "cross off the insurance call please it's done"),
    (
        "I have to order the wedding cake by Friday.",
        "I've changed my plans and won't order the wedding cake after all.",
    ),
    ("I have to order the wedding cake by Friday.", "I've decided not to order the wedding cake after all."),
    ("I have to book the train tickets by Friday.", "No need to book the train tickets any more."),
    ("I'm meeting Carla for coffee on Saturday.", "Coffee with Carla isn't happening."),
    ("I have to renew my passport by June.", "New passport arrived today!"),
    ("I've got to pay the gas bill by Friday.", "Gas bill's paid."),
    ("I must send Nora the contract tomorrow.", "Sent Nora the contract last night."),
    ("I need to collect the suit by Friday.", "Collected the suit already."),
    ("I'm supposed to go to Tom's wedding on 5 July.", "We're not going to Tom's wedding after all."),
    ("I have a concert on Friday.", "The concert got cancelled."),
    ("I need to finish the report by Friday.", "Got the report out of the way."),
]
STANDING = [
    ("I have a dentist appointment on Monday.", "My sister's appointment was cancelled."),
    ("I have a dentist appointment on Monday.", "Has the dentist been cancelled?"),
    ("I have a dentist appointment on Monday.", "If the dentist gets moved to Friday I can come."),
    ("I have a dentist appointment on Monday.", "The concert got cancelled."),
    ("I need to wash the car by Friday.", "I took the car to work."),
    ("We're going to Rome on 3 June.", "We booked the Oslo trip."),
    ("I have an appointment with Dr Shah on Tuesday.", "I have an appointment with the bank on Friday."),
]


async def _planned(house: House) -> list[str]:
    memories = await house.memory.memories(type="commitment", limit=50)
    return [f"{one.content} {one.due_at:%m-%d}" for one in memories.items if one.due_at is not None]


@pytest.mark.parametrize(("planned", "moved", "to"), MOVED)
async def test_a_plan_is_moved(planned: str, moved: str, to: str) -> None:
    house = House()
    await house.hear(planned)
    await house.hear(moved, days=1)
    assert [one[-5:] for one in await _planned(house)] == [to]


@pytest.mark.parametrize(("planned", "over"), OVER)
async def test_a_plan_is_over(planned: str, over: str) -> None:
    house = House()
    await house.hear(planned)
    assert len(await _planned(house)) == 1
    await house.hear(over, days=1)
    assert await _planned(house) == []


@pytest.mark.parametrize(("planned", "said"), STANDING)
async def test_a_plan_stands(planned: str, said: str) -> None:
    house = House()
    await house.hear(planned)
    (before,) = await _planned(house)
    await house.hear(said, days=1)
    assert before in await _planned(house)
