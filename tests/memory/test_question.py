from datetime import UTC, datetime

import pytest

from toldonce.memory.asking import asked_of
from toldonce.memory.question import ASKS_HELP, Question, in_first_person, may_name_someone, read_question


@pytest.mark.parametrize(
    ("query", "reworded"),
    [
        ("What does Ana like about Ana's boat?", "What does I like about my boat?"),
        ("did ana silva and Ben meet?", "did I and I meet?"),
        ("What is James' job?", "What is my job?"),
        ("Banana bread and Anatolia", "Banana bread and Anatolia"),
        ("Where did the user go?", "Where did the user go?"),
        ("Will Ana move?", "Will I move?"),
        ("Who is Ana?", "Who is Ana?"),
    ],
)
def test_speakers_ask_about_themselves(query: str, reworded: str):
    assert in_first_person(query, ["Ana Silva", "Ben", "James", "Will", "user"]) == reworded


def test_without_speakers_a_query_stays_as_it_is():
    assert in_first_person("What does Ana like?", []) == "What does Ana like?"
    assert in_first_person("What does Ana like?", ["user", "Assistant"]) == "What does Ana like?"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Where is Ana?", True),
        ("ana's boat", False),
        ("What did I say?", False),
        ("Мария любит чай?", True),
        ("", False),
    ],
)
def test_only_a_capital_can_begin_a_name(query: str, expected: bool):
    assert may_name_someone(query) is expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Can you help me plan the trip?", True),
        ("How should I store the boat?", True),
        ("I'm looking for a new hobby.", True),
        ("Can you tell me about my boat?", False),
        ("How many boats do I have?", False),
        ("Where did I plan to go?", False),
    ],
)
def test_a_request_for_help_asks_for_nothing_that_was_said(query: str, expected: bool):
    assert bool(ASKS_HELP.search(query)) is expected


@pytest.mark.parametrize(
    "query",
    [
        "Can you give me a summary of how my boat came together?",
        "Please summarise what we said about the harbour.",
        "Give me a quick recap of our trip.",
    ],
)
def test_a_summary_is_of_what_both_sides_said_over_many_conversations(query: str):
    question = read(query)
    assert (question.asks_course, question.asks_assistant) == (True, True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("In what order did I paint the rooms?", True),
        ("List the order in which I brought up the boats.", True),
        ("How many harbours have I named across my conversations?", True),
        ("What came up in our discussions about the boat?", True),
        ("How many boats has Ana sailed?", True),
        ("How many days did the trip take?", False),
        ("What did I order at the harbour?", False),
        ("Which conversation was about boats?", False),
        ("Write an overview of sailing for beginners.", False),
        ("How do I sum up a column?", False),
    ],
)
def test_the_course_of_many_conversations_is_asked_for_in_words(query: str, expected: bool):
    question = read(query)
    assert (question.asks_course, question.asks_assistant) == (expected, False)


def read(query: str) -> Question:
    return read_question(query, datetime(2024, 1, 1, tzinfo=UTC), asked_of(query))
