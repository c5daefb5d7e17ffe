"""What is wrapped around a statement (a cry, a label, a feeling, a question behind) does not hide it."""

import pytest

from tests.memory.extract.said import candidates, read

EVENTS = [
    "omg I climbed Ben Nevis {when}!!",
    "I'm still so proud that I climbed Ben Nevis {when}.",
    "Did I mention that I climbed Ben Nevis {when}?",
    "The reason I'm limping is that I climbed Ben Nevis {when}.",
    "After much training, I climbed Ben Nevis {when}.",
    "When I climbed Ben Nevis {when}, it rained.",
    "Having climbed Ben Nevis {when}, I am tired.",
    "Finally I climbed Ben Nevis, it was {when}.",
    "I climbed Ben Nevis. That was {when}.",
    "For the newsletter: I climbed Ben Nevis {when}.",
    "I climbed Ben Nevis {when}, so what should I do next?",
    "Log entry, {when}: climbed Ben Nevis.",
]
DUTIES = [
    "To do: renew my passport {due}.",
    "Todo {due}: renew my passport",
    "Pending: renew my passport {due}.",
    "I promised that I will renew my passport {due}.",
    "I am to renew my passport {due}, and dare not forget.",
    "I intend to renew my passport {due}, without fail.",
    "Kindly remind me to renew my passport {due}.",
    "Don't plan anything for me then, I have to renew my passport {due}.",
]
DONE = [
    "The workshop slides: done, you can remove them.",
    "As for the workshop slides, I got that over with.",
    "Completed the workshop slides.",
    "I took care of the workshop slides, cross it off.",
    "One thing less! The workshop slides are done.",
]


@pytest.mark.parametrize("when", ["yesterday", "on 14 May 2024"])
def test_events_in_their_wrapping(when: str) -> None:
    for frame in EVENTS:
        said = frame.format(when=when)
        found = [one for one in candidates(said) if one.type == "event"]
        assert [f"{one.valid_from:%Y-%m-%d}" for one in found] == ["2024-05-14"], said


@pytest.mark.parametrize("due", ["by Friday", "on 17 May"])
def test_duties_in_their_wrapping(due: str) -> None:
    for frame in DUTIES:
        said = frame.format(due=due)
        found = [one for one in candidates(said) if one.type == "commitment" and not one.denies]
        assert [f"{one.due_at:%Y-%m-%d}" for one in found] == ["2024-05-17"], said


def test_what_is_done_in_its_wrapping() -> None:
    for said in DONE:
        assert "finish slide" in {one.value_key for one in candidates(said) if one.denies}, said


@pytest.mark.parametrize(
    "said",
    [
        "Note: the shop closes on Friday.",
        "Update: it rained yesterday.",
        "For the story: Anna lived in Oslo in 2019.",
        "As for the weather, I got used to it.",
        "If only I had climbed Ben Nevis last year.",
        "Did I mention the weather?",
        "Guess what the capital of Peru is.",
        "Reminder: water boils at 100 degrees.",
        "Deadline: none.",
        "Title: saw the northern lights.",
        "When my boss came on 3 May 2024, it rained.",
        "What should I cook, what do you think?",
        "Kindly translate this.",
        "Open: Monday to Friday.",
        "I've never read Deep Work by Cal Newport, but I'm thinking of getting it, do you think it's worth it?",
        "I'm worried about the living costs in Kingston, Jamaica, where rent is high, what can I do?",
    ],
)
def test_a_wrapping_around_nothing_states_nothing(said: str) -> None:
    assert not [one for one in read(said) if not one.startswith("-")]


def test_only_a_day_labels_a_deed() -> None:
    assert not {one for one in read("Callum met the boys on Sunday, went great.") if "went great" in one}
