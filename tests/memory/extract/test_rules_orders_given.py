"""Standing orders and bans given in passing; what is asked once, or of somebody else, is none."""

import pytest

from tests.memory.extract.said import candidates, read

ALWAYS = [
    "For the future: {do}.",
    "In all your answers to me, {do}.",
    "I noticed how much I prefer it when you {do}; keep doing so.",
    "House rule for our chats: {do}.",
    "Set as default: {do}.",
    "Default for all replies: {do}.",
    "I find it easier to read when you {do}, so do that every time.",
    "I want from you that you {do} from now on.",
    "What I'd like in every answer is that you {do}.",
    "From this message forward, {do}.",
    "Standard for my chats: {do}.",
    "My eyes are bad, so {do} whenever you reply.",
]
NEVER = [
    "I don't want that you {do}.",
    "{Doing} is a no-go for me.",
    "{Doing} is for me not okay, so do not.",
    "Zero tolerance for {doing}.",
    "For me it's a red line when you {do}.",
    "Whatever we talk about, don't {do}.",
]
ACTS = [("use bullet points", "using bullet points"), ("explain abbreviations", "explaining abbreviations")]


@pytest.mark.parametrize(("do", "doing"), ACTS)
@pytest.mark.parametrize("frame", ALWAYS)
def test_an_order_in_passing(frame: str, do: str, doing: str) -> None:
    assert f"user.instruction=always {do}" in read(frame.format(do=do, doing=doing)), frame


@pytest.mark.parametrize(("do", "doing"), ACTS)
@pytest.mark.parametrize("frame", NEVER)
def test_a_ban_in_passing(frame: str, do: str, doing: str) -> None:
    said = frame.format(do=do, doing=doing, Doing=doing.capitalize())
    assert f"user.instruction=never {do}" in read(said), said


@pytest.mark.parametrize(
    "said",
    [
        "For next time: use less salt.",
        "New rule at work: use the back door.",
        "The recipe note: use fresh yeast.",
        "I wish that you explain this code.",
        "I want that you summarise this text.",
        "My eyes are bad, so use large letters on the poster.",
        "Smoking is a no-go for me.",
        "Can we agree on no shouting?",
        "Let us agree that you send me the file.",
        "My request: suggest a name for my cat.",
        "In all answers to the quiz, give the year.",
        "Since I use bullet points at work, I know them.",
        "What would help you if you write code in Rust?",
    ],
)
def test_what_is_no_standing_order(said: str) -> None:
    assert not [one for one in read(said) if "instruction" in one], read(said)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Please give weights in grams, never cups.", "Always give weights in grams, not cups."),
        ("Use kilometres, never miles.", "Always use kilometres, not miles."),
    ],
)
def test_of_two_ways_one_is_asked_for(said: str, told: str) -> None:
    assert told in [one.content for one in candidates(said) if not one.denies]


def test_what_is_never_done_by_oneself_is_no_order() -> None:
    assert not [one for one in candidates("I use butter, never margarine.") if one.attribute == "instruction"]
