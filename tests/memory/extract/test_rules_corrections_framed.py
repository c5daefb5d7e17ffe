"""What was just told is put right, in whatever order the values stand; small talk puts nothing right."""

import pytest

from tests.memory.extract.said import read, turn

TOLD = [
    ("I live in Oslo.", "home", "Oslo", "Bergen"),
    ("I work at Corvane Textiles.", "employer", "Corvane Textiles", "Merrow Foods"),
    ("I work as a welder.", "job", "welder", "tax adviser"),
    ("My birthday is 3 May.", "birthday", "May 3", "5 June"),
    ("I drive a Kia Niro.", "car", "Kia Niro", "Seat Leon"),
    ("I'm allergic to soy.", "allergy", "soy", "bee stings"),
    ("I have a dog named Pepper.", "pet", "Pepper", "Waffles"),
]
BOTH = [
    "Please swap {old} for {new} in my profile.",
    "Where I wrote {old}, read {new}.",
    "Sorry, that ought to be {new} rather than {old}.",
    "I said {old} by accident, I was thinking of {new}.",
    "{old} was a slip of the tongue, the right answer is {new}.",
    "By {old} I really meant {new}, silly me.",
    "Not {old}. {new}.",
    "It should say {new}. Not {old}.",
    "You have {old} in your notes, please make it {new}.",
    "*{new}, not {old}",
    "Cross out {old}, it should read {new}.",
    "{old} is false, {new} is true.",
    "No, no {old}. {new}!",
    "Not {old}; I was half asleep. It is {new}.",
    "I told you nonsense before: {new}, not {old}.",
    "You have noted {old}, but it is {new}.",
    "Typing too fast: {new}, not {old}.",
    "Rub out {old}. {new} belongs there.",
    "I said {old} without thinking. {new} is right.",
    "uh scratch that it's not {old} it's {new}",
    "yeah no it's {new} I don't know why I said {old}",
    "{old} no sorry {new}.",
    "In case I said {old}: it's {new}.",
    "Ignore the {old} bit, it's {new}.",
    "Do forgive an old fool: where I put {old}, I meant {new}.",
    "hang on that came out wrong {new} is right not {old}",
    "my phone wrote {old} but I said {new}",
    "Reading it over, I see that I put {old} where I meant {new}.",
]
ALONE = [
    "Oops, that should be {new}.",
    "Wait, no, it is {new}.",
    "Correction to my last message: {new}.",
    "I mistyped that, it is {new}.",
    "Apologies, I gave you the wrong one: {new}.",
    "Typo! I meant {new}.",
    "Scratch that: {new}.",
]


@pytest.mark.parametrize(("told", "attribute", "old", "new"), TOLD)
def test_a_correction_of_what_was_just_told(told: str, attribute: str, old: str, new: str) -> None:
    for frame in (*BOTH, *ALONE):
        said = frame.format(old=old, new=new)
        assert f"!user.{attribute}={new}" in read(said, turn(told)), said


def test_a_value_is_put_right_within_one_message() -> None:
    assert "!user.home=Bergen" in read("I live in Oslo. Wait, no, Bergen.")
    assert "!user.job=nurse" in read("I work as a welder. Sorry, my mistake: nurse.")


@pytest.mark.parametrize("told", [told for told, *_ in TOLD])
@pytest.mark.parametrize(
    "said",
    [
        "Sorry, Tom.",
        "No wait, let me think.",
        "I meant the other recipe.",
        "That should be Monday.",
        "It should be easy.",
        "I mean business.",
        "I made a mistake yesterday.",
        "Wait, I forgot the salt.",
        "Oops, wrong window.",
        "My sister is in Leipzig, not Oslo.",
        "Please correct my German.",
        "I was wrong about the train to Lyon.",
        "No, make it Tuesday.",
        "Actually, Tom called.",
        "I meant that as a joke.",
    ],
)
def test_small_talk_puts_nothing_right(told: str, said: str) -> None:
    assert not any(one.startswith("!") for one in read(said, turn(told)))


def test_who_repeats_the_right_value_changes_nothing() -> None:
    for said in ("I said Oslo, not Bergen.", "It is Oslo, not Bergen.", "Oslo is right, not Bergen."):
        assert not any("Bergen" in one and not one.startswith("-") for one in read(said, turn("I live in Oslo."))), said


def test_a_bare_value_puts_right_only_what_the_message_before_told() -> None:
    before = [turn("I live in Oslo."), turn("How do I bake bread?")]
    assert read("Oops, that should be Bergen.", *before) == set()


@pytest.mark.parametrize(
    "said",
    [
        "No, I never wrote to Oslo council about Bergen.",
        "Bergen is wrong for me, Oslo is right.",
        "I crossed Oslo on the way to Bergen.",
        "Not Bergen, Oslo!",
        "Erase Bergen from the list, I stay in Oslo.",
        "I must say Oslo beats Bergen.",
        "Please use Bergen as an example instead of Oslo in the story.",
        "I keep saying Oslo is better than Bergen.",
        "Sorry, no, Oslo is not near Bergen.",
        "No, wait, Oslo beat Bergen in the final.",
        "In my story, replace Oslo with Bergen.",
        "Cross Oslo off the list of cities for the Bergen article.",
        "Did you hear Oslo lost to Bergen? I was wrong.",
    ],
)
def test_two_values_in_a_sentence_about_something_else(said: str) -> None:
    assert not [one for one in read(said, turn("I live in Oslo.")) if "user.home=" in one], said


@pytest.mark.parametrize(
    "told", ["I switched from Pfizer to Roche.", "My native language is Catalan.", "I live in Oslo."]
)
@pytest.mark.parametrize("said", ["Never a dull moment.", "Not a cloud in the sky.", "No rest for the wicked."])
def test_what_is_said_next_denies_nothing(told: str, said: str) -> None:
    assert not any(one.startswith("!") for one in read(f"{told} {said}"))
