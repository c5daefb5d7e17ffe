"""Orders in frames of the words for wishing, allowing and forbidding; what merely uses these words orders nothing."""

import pytest

from tests.memory.extract.said import read
from tests.memory.test_understanding import House

ALWAYS = [
    "I should be glad if you would {do} from now on.",
    "You would oblige me by {doing} in all your answers.",
    "Please get into the habit of {doing}.",
    "I have one request for all your replies: please {do}.",
    "My instruction stands: kindly {do} whenever you reply.",
    "As my sight is poor, please always {do}.",
]
NEVER = [
    "I should be glad if you did not {do}.",
    "I would beg you never to {do}.",
    "It annoys me when you keep {doing}, so please do not.",
    "You will oblige me by not {doing}.",
    "I'd rather you stopped {doing} for good.",
    "There is one rule for you: no {doing}, ever.",
    "It is not okay to {do}.",
]
ALLOWED = [
    "I have no objection to your {doing} any longer.",
    "It no longer annoys me if you {do}.",
    "You are permitted to {do} again.",
    "I asked you not to {do}. Forget that, please.",
    "I once told you not to {do}; I take that back.",
]
FREED = [
    "I release you from {doing}.",
    "I no longer wish you to {do}.",
    "My eyes are better, so there is no need to {do} any more.",
    "It helped for a while, but please don't {do} any longer.",
    "I asked you to {do}. That is no longer necessary.",
]
ACTS = [("use tables", "using tables"), ("quote proverbs", "quoting proverbs"), ("give sources", "giving sources")]


@pytest.mark.parametrize(("do", "doing"), ACTS)
def test_orders_in_frames(do: str, doing: str) -> None:
    for frame in ALWAYS:
        said = frame.format(do=do, doing=doing)
        assert f"user.instruction=always {do}" in read(said), said
    for frame in NEVER:
        said = frame.format(do=do, doing=doing)
        assert f"user.instruction=never {do}" in read(said), said


@pytest.mark.parametrize(("first", "frames"), [("Never {do}.", ALLOWED), ("Always {do}.", FREED)])
async def test_orders_taken_back_in_frames(first: str, frames: list[str]) -> None:
    for frame in frames:
        house = House()
        await house.hear(first.format(do="use tables"))
        assert await house.values("user.instruction")
        await house.hear(frame.format(do="use tables", doing="using tables"), days=1)
        left = await house.values("user.instruction")
        assert not [one for one in left if one == first.format(do="use tables").casefold().rstrip(".")], frame


@pytest.mark.parametrize(
    "said",
    [
        "I should be grateful if you would give me a recipe.",
        "I never use tables.",
        "I stopped using tables.",
        "I avoid giving talks.",
        "We were asked not to use phones.",
        "My boss asked me to always give sources.",
        "It annoys me when my colleague quotes proverbs.",
        "I asked my son to stop giving the dog chocolate.",
        "The rules forbid using the lift.",
        "Could you show me how to use tables in Word?",
        "Kindly send the letter to Tom.",
        "I would rather write it myself.",
        "The teacher told us to use bullet points.",
        "Please keep an eye on the oven.",
    ],
)
def test_what_only_uses_these_words_orders_nothing(said: str) -> None:
    assert not [one for one in read(said) if "instruction" in one]
