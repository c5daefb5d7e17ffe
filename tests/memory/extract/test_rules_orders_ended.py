"""Orders and bans that are taken back in any words; what stands is not ended."""

import pytest

from tests.memory.extract.said import read
from tests.memory.test_understanding import House

ALLOWED = [
    "Go ahead and {do} from now on, the ban is off.",
    "{Doing}: back on the menu, no objections.",
    "From today {doing} is OK with me.",
    "I have nothing more against {doing}.",
    "It doesn't disturb me anymore if you {do}.",
    "I take back that you should not {do}.",
    "Before I did not want that you {do}, now it is fine.",
    "My no to {doing} no longer stands.",
    "{Doing} no longer bothers me.",
    "I was too strict about {doing}; do it whenever it fits.",
    "Ban on {doing}: lifted.",
    "Ban on {doing} lifted.",
    "Do feel free to {do} again.",
    "I said never {do}, but it counts no more.",
    "i take it back, {doing} is fine",
    "Forget what I said, you may {do}.",
    "its ok to {do} now",
    "Please remove the rule: never {do}.",
    "I told you not to {do}; that no longer holds.",
    "I withdraw my objection to {doing}.",
    "You needn't refrain from {doing} now.",
    "I once told you not to {do}. I've changed my mind.",
]
NEEDLESS = [
    "We can drop the rule about {doing}.",
    "I used to want you to {do}. I do not any more.",
    "Cancel the rule: {do}.",
    "Remove the instruction: {do}.",
    "You can leave {doing} now.",
    "scrap the thing w {doing}",
    "You need not to {do} anymore.",
    "I take back my wish that you {do}.",
    "I said you should {do}, this does not count anymore.",
    "{Doing}: no longer needed.",
    "I don't care any more whether you {do}.",
    "That thing where you {do}? Leave it.",
    "Always {do} - cancel that rule.",
    "There is no point in {doing} any longer.",
]
FORBIDDEN = [("use emojis", "using emojis"), ("mention calories", "mentioning calories")]
ORDERED = [("use British spelling", "using British spelling"), ("explain abbreviations", "explaining abbreviations")]


async def ended(order: str, said: str) -> bool:
    house = House()
    await house.hear(order)
    await house.hear(said)
    return not (await house.memory.memories(status="current")).items


@pytest.mark.parametrize("frame", ALLOWED)
async def test_a_ban_is_lifted(frame: str) -> None:
    for do, doing in FORBIDDEN:
        said = frame.format(do=do, doing=doing, Doing=doing.capitalize())
        assert await ended(f"Never {do}.", said), said


@pytest.mark.parametrize("frame", NEEDLESS)
async def test_an_order_is_taken_back(frame: str) -> None:
    for do, doing in ORDERED:
        said = frame.format(do=do, doing=doing, Doing=doing.capitalize())
        assert await ended(f"Always {do}.", said), said


@pytest.mark.parametrize(
    "said",
    [
        "Please never use tables again.",
        "I told you not to use tables.",
        "My boss no longer minds if we use tables.",
        "I no longer use tables in my own reports.",
        "I stopped using tables years ago.",
        "It still bothers me when you use tables.",
        "The ban on using tables still stands.",
        "I take it back: never use tables.",
        "Cancel the meeting about using tables.",
        "Would it be fine to use tables again some day?",
        "Tom says you may use tables again.",
        "It is not okay to use tables now.",
        "You may not use tables again.",
        "If I ever change my mind you can use tables again.",
        "I have not changed my mind: never use tables.",
    ],
)
async def test_a_ban_that_stands(said: str) -> None:
    assert not await ended("Never use tables.", said), said


@pytest.mark.parametrize(
    "said",
    [
        "Keep using British spelling, no need to change that.",
        "Never stop using British spelling.",
        "Do not forget to use British spelling.",
        "You forgot to use British spelling again.",
        "I asked you to use British spelling, so why is this off?",
    ],
)
async def test_an_order_that_stands(said: str) -> None:
    assert not await ended("Always use British spelling.", said), said


def test_the_reason_for_an_order_is_no_part_of_it() -> None:
    assert "user.instruction=never suggest ORMs to me" in read("Never suggest ORMs to me, I write raw SQL.")
    assert "user.instruction=never use tables" in read("You must not use tables, and that is final.")


def test_a_convention_is_no_nickname() -> None:
    told = read("Use Celsius instead.")
    assert "user.instruction=always use celsius conventions" in {one.casefold() for one in told}, told
    assert not [one for one in told if "called" in one]


@pytest.mark.parametrize("given", ["In all future replies, avoid using tables.", "Always avoid using tables."])
async def test_what_is_to_be_avoided_is_banned(given: str) -> None:
    assert await ended(given, "You can use tables again.")
    assert not await ended(given, "Always use British spelling.")
