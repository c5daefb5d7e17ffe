"""What a message is: question or statement, its title."""

from __future__ import annotations

import pytest

from toldonce.chat.wording import (
    addressed,
    asks_about_the_user,
    clipped,
    is_question,
    only_asks,
    title_of,
)


@pytest.mark.parametrize(
    "message",
    [
        "What is my dog's name?",
        "what is my dog's name",
        "My dog is old. How old is he?",
        "Where do I live",
        "Do you remember my birthday",
        "Tell me what I said about Paris.",
        "Remind me what I bought",
        "Wie heißt mein Hund?",
        "我住在哪里？",
        "أين أعيش؟",
        'She asked "really?"',
        "Hey, when did Caroline leave",
        "Did Caroline leave",
        "List all my hobbies",
    ],
)
def test_questions(message: str) -> None:
    assert is_question(message)


@pytest.mark.parametrize(
    "message",
    [
        "My dog's name is Rex.",
        "When I was young, I lived in Paris.",
        "What a day! I got promoted.",
        "Where I live, it rains.",
        "Do not forget that I am allergic to nuts.",
        "Don't call me Bob.",
        "Remind me to buy milk",
        "How are you? I moved to Berlin.",
        "Have a nice day",
        "!!!",
        "😀",
    ],
)
def test_statements(message: str) -> None:
    assert not is_question(message)


@pytest.mark.parametrize(
    "message",
    [
        "What do you know about me?",
        "what do you remember about me so far",
        "What have I told you?",
        "Tell me everything you know about me, please.",
        "How much do you know about me?",
        "Do you know anything about me?",
        "Hi! What have you learned about me already?",
    ],
)
def test_questions_for_all_that_is_known_of_the_speaker(message: str) -> None:
    assert asks_about_the_user(message)
    assert is_question(message)


@pytest.mark.parametrize(
    "message",
    [
        "What do you know about Mexico?",
        "What do you know about my sister?",
        "What have I told you about Rome?",
        "What did Ann say about me?",
        "What do you know about me and my sister?",
        "Do you know about medicine?",
        "Who am I?",
    ],
)
def test_questions_for_something_in_particular(message: str) -> None:
    assert not asks_about_the_user(message)


def test_a_turn_only_asks_when_it_tells_nothing() -> None:
    assert only_asks("What is my dog's name? And his age?")
    assert not only_asks("I adopted a dog named Rex! How are you?")


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("My name is Ann and I sail.  More follows.", "My name is Ann and I sail."),
        ("Hi!\nI am looking for a flat", "Hi! I am looking for a flat"),
        ("  word   and\tword here, \nnext", "word and word here,"),
        ("a" * 100, "a" * 59 + "…"),
        ("The quick brown fox jumps over the lazy dog and runs away from the hunter", None),
        ("???", "???"),
    ],
)
def test_titles(message: str, title: str | None) -> None:
    made = title_of(message)
    assert 0 < len(made) <= 60
    if title is None:
        assert made == "The quick brown fox jumps over the lazy dog and runs away…"
    else:
        assert made == title


def test_clipping_keeps_short_texts() -> None:
    assert clipped("short", 10) == "short"
    assert clipped("12345678901", 10) == "123456789…"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("The user lives in Berlin.", "You live in Berlin."),
        ("The user is allergic to nuts.", "You are allergic to nuts."),
        ("The user's sister Nora lives in Oslo.", "Your sister Nora lives in Oslo."),
        ("The user has to renew their passport.", "You have to renew your passport."),
        ("The user studies law.", "You study law."),
        ("The user watches birds.", "You watch birds."),
        ("The user goes running.", "You go running."),
        ("The user no longer works at Acme.", "You no longer work at Acme."),
        ("The user promised Nora to call.", "You promised Nora to call."),
        ("The user discusses art.", "You discuss art."),
        ("Nora lives in Oslo.", None),
        ("I live in Berlin.", None),
    ],
)
def test_a_sentence_about_the_user_is_said_to_the_user(content: str, said: str | None) -> None:
    assert addressed(content) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("The user has a dog named Rex.", "You had a dog named Rex."),
        ("The user lives in Rome with the user's sister.", "You lived in Rome with your sister."),
        ("The user no longer studies law.", "You no longer studied law."),
        ("The user is allergic to nuts.", "You were allergic to nuts."),
        ("The user plays chess.", "You played chess."),
        ("The user's sister is Nora, who is a nurse.", "Your sister was Nora, who is a nurse."),
        ("Nora is a nurse.", None),
    ],
)
def test_what_is_over_is_said_in_the_past(content: str, said: str | None) -> None:
    assert addressed(content, over=True) == said
