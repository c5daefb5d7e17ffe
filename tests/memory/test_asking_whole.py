"""Questions for one thing and for nothing else: what answers them, and how sure the answer is."""

import pytest

from tests.memory.test_understanding import DAY, House
from toldonce.memory.abstain import is_answerable
from toldonce.memory.asking import asked_of
from toldonce.memory.asking_whole import whole_topic

WHOLE = [
    ("age", "My age?", "Can you tell me how old I am?", "What age did I say I was?"),
    ("birthday", "My birthday?", "On what day was I born?", "What's my date of birth again?"),
    ("home", "Which town am I living in at present?", "Where's my flat?", "Do you know my address?"),
    ("hometown", "Where was I raised?", "Which village did I grow up in?", "Where are my roots?"),
    ("job", "My occupation?", "How do I earn my money?", "Remind me what I do for a living"),
    ("employer", "Who am I employed by?", "Which firm employs me?", "Who pays my salary?"),
    ("partner", "Am I in a relationship?", "Who is my significant other?", "Who am I married to?"),
    ("child", "What are my kids' names?", "Do I have any children?"),
    ("pet", "Do I own any pets?", "List my animals"),
    ("allergy", "Any allergies of mine?", "Remind me of my allergies"),
    ("condition", "What illness was I diagnosed with?", "Which diseases do I have?"),
    ("diet", "Do I have any dietary restrictions?", "My diet?"),
    ("car", "Which vehicle is mine?", "What brand is my car?"),
    ("phone", "Which handset do I use?", "What model is my phone?"),
    ("name", "My full name?", "Do you remember my name?"),
    ("called", "What nickname did I give you?", "How should you address me?"),
    ("habit", "My daily routine?", "Which habits do I have?"),
    ("hobby", "My hobbies?", "How do I spend my spare time?"),
    ("commitment", "My to-do list?", "Which deadlines do I have?"),
    ("taste.", "What do I dislike?", "Which things am I fond of?"),
    ("language", "Which languages am I fluent in?",),
    # the long way round, with fillers, or with what it is for
    ("age", "How many years do I have?", "um how old am I", "How old am I, per your notes?"),
    ("birthday", "On which day do I grow a year older?", "When should people congratulate me?"),
    ("hometown", "Which place do I come from?", "Which town am I from?"),
    ("partner", "What is the name of the one I love?"),
    ("pet", "Which animals live with me?"),
    ("condition", "What did the doctors find with me?"),
    ("called", "What do I like to be called?"),
    ("hobby", "Hobbies for my bio?", "What sport do I do?"),
    ("commitment", "What must I still do?", "What is still hanging over me?"),
    ("language", "Besides English, what do I speak?"),
]  # fmt: skip


@pytest.mark.parametrize("asked", WHOLE, ids=lambda one: one[1])
def test_what_answers_a_question_for_one_thing(asked: tuple[str, ...]) -> None:
    answers, *questions = asked
    for question in questions:
        topic = whole_topic(question)
        assert topic is not None, question
        assert topic.answers[0] == answers, question


@pytest.mark.parametrize(
    "question",
    [
        "What car did I rent in Porto?",
        "Can you call me on the phone?",
        "What people come from Porto?",
        "What do I need for the trip?",
        "What did the doctor find in the car?",
        "What name did I choose for the boat?",
        "How old is the bridge near my house?",
        "Which city did I visit with Tom last spring?",
        "What did the doctor say about my knee?",
        "Where did I buy the phone case?",
        "What is the job market like?",
        "Do I have a dog?",
        "When did I start my new job at Canva?",
        "Which book about birds do I own?",
        "What do pets eat?",
        "How do I get a mortgage for a house?",
    ],
)
def test_a_question_for_more_asks_for_no_one_thing(question: str) -> None:
    assert asked_of(question).whole is None


def test_a_question_about_somebody_who_is_named() -> None:
    asked = asked_of("How old is Rui?")
    assert asked.is_answered_by("rui", "age")
    assert not asked.is_answered_by("user", "age")
    assert not asked.is_answered_by("rui", "diet")


NEAR = [
    ("How old am I?", "My birthday is 3 May."),
    ("When is my birthday?", "I am 34 years old."),
    ("What is my job?", "I work at Corvane Textiles."),
    ("Where do I work?", "I work as a welder."),
    ("What is my job?", "My neighbour Paul works as a barista."),
    ("What is my hometown?", "I live in Oslo."),
    ("What is my nickname?", "My name is Dana."),
    ("What am I allergic to?", "My friend Maya is allergic to peanuts."),
    ("What conditions do I have?", "I'm allergic to latex."),
    ("Which car do I drive?", "Should I buy a Kia Niro?"),
    ("Do I have any pets?", "If I had a dog, I would call it Pepper."),
    ("How old is Rui?", "My boyfriend Rui is lactose intolerant."),
]
TOLD = [
    ("How old am I?", "I am 34 years old."),
    ("What is my job?", "I work as a welder."),
    ("What should you call me?", "My name is Dana."),
    ("What's my name?", "Call me Jen, nobody calls me Jennifer."),
    ("what's my name?", "call me jen, nobody calls me jennifer"),
    ("Who am I?", "Call me Jen, nobody calls me Jennifer."),
    ("What must I not bake for Nora?", "My sister Nora is allergic to hazelnuts."),
    ("What are my habits?", "I go swimming every morning."),
    ("Which deadlines do I have?", "I have to renew my passport by Friday."),
    ("What do I dislike?", "I hate olives."),
    ("Where was I raised?", "The village where I was raised, Brae, had one shop."),
]


@pytest.mark.parametrize(("question", "near"), NEAR)
async def test_what_is_near_does_not_answer(question: str, near: str) -> None:
    house = House()
    await house.hear(near, "What shall I cook tonight?", "The weather is fine.")
    house.now += DAY
    found = await house.memory.search(question)
    assert not found.answerable
    assert not is_answerable(found.confidence)
    assert not (await house.memory.context(question)).answerable


@pytest.mark.parametrize(("question", "told"), TOLD)
async def test_what_was_told_answers(question: str, told: str) -> None:
    house = House()
    await house.hear(told, "What shall I cook tonight?", "The weather is fine.")
    house.now += DAY
    found = await house.memory.search(question)
    assert found.answerable
    assert is_answerable(found.confidence)
