"""Everyday talk and talk of work that looks like a fact about the user and is none."""

import pytest
from said import read

GREETED = (
    "Thanks, Maria!",
    "Hey Nate, great to chat again! How was the weekend?",
    "Hi Claude, hello! What shall we cook?",
    "Congrats, Gina! That is awesome.",
    "Same here! So what have you been up to?",
    "Sure thing, Otto. Thanks for the support!",
    "Nate, nice to see you again.",
    "Otto, lovely to talk to you.",
)
COUNTED = (
    "I'm using Python 3.10 and the latest version of Selenium.",
    "I am using Node.js 18-alpine as my base image.",
    "My cache has a TTL of 60 seconds and I am lost.",
    "I'm still weathering my B-29 bomber.",
    "I am at 50 concurrent users.",
    "I'm running 25 requests per second.",
)
ABOUT_WORK = (
    ("I need to add a column to my table.", "condition"),
    ("I'm trying to add unit tests to my API.", "condition"),
    ("My timeout is 20 ms, I think.", "condition"),
    ("This film gives me anxiety.", "condition"),
    ("I'm making an effort to cook at home more often and pack my lunch for work.", "job"),
    ("I've heard good things about Eheim, but I'm not familiar with Hydor.", "partner"),
    ("I'm working on setting up a pipeline to push images to AWS ECR.", "employer"),
    ("I'm working on a piece with my group called Finding Home.", "employer"),
    ("I want to use Python's logging module.", "called"),
    ("I'm using a Python script called migrate_features.py to do this.", "pet"),
    ("Sure, here are a couple of my outline paragraphs.", "partner"),
)


@pytest.mark.parametrize("text", GREETED)
def test_whoever_is_greeted_is_not_the_user(text: str) -> None:
    assert not {one for one in read(text) if "user.name=" in one}


@pytest.mark.parametrize("text", COUNTED)
def test_a_number_is_no_age(text: str) -> None:
    assert not {one for one in read(text) if ".age=" in one}


@pytest.mark.parametrize(("text", "attribute"), ABOUT_WORK)
def test_words_of_work_are_no_facts_of_life(text: str, attribute: str) -> None:
    assert not {one for one in read(text) if f".{attribute}=" in one}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Hi, Nora here!", "user.name=Nora"),
        ("Hey Max, I moved to Ghent.", "+user.home=Ghent"),
        ("Thanks, Lena! My name is Otto.", "user.name=Otto"),
        ("Nora, nice to meet you.", "user.name=Nora"),
        ("I have ADD, by the way.", "user.condition=ADD"),
        ("I was promoted to cook at work.", "+user.job=cook"),
        ("My colleagues at Dorset Textiles are lovely.", "user.employer=Dorset Textiles"),
        ("I blew out 62 candles.", "user.age=62"),
    ],
)
def test_what_is_said_beside_a_greeting_or_a_number_is_read(text: str, fact: str) -> None:
    assert fact in read(text)
