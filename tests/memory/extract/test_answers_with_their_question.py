"""Short answers, with what was asked and with what their speaker had said before."""

import pytest
from said import candidates, read, turn


def asked(question: str, answer: str, before: str = "") -> set[str]:
    said = [turn(before)] if before else []
    return read(answer, *said, turn(question, "assistant"))


ANSWERS = (
    ("Callum is your partner?", "brother. he's been staying with me since his divorce", "user.brother=Callum"),
    ("Inês is your partner?", "wife, since last June :)", "user.partner=Inês"),
    ("And who's Nora?", "My sister", "user.sister=Nora"),
    ("Is Nora your sister?", "Yes", "user.sister=Nora"),
    ("How old is your son?", "6. Kofi. he starts swimming lessons on Saturday", "user.son.age=6"),
    ("How old is your son?", "6. Kofi. he starts swimming lessons on Saturday", "user.son=Kofi"),
    ("Oh no. Is Biscuit a dog or a cat?", "cat. 13, ginger, bad kidneys", "user.pet=Biscuit"),
    ("Any food you avoid?", "lactose intolerant. and I can't stand mushrooms", "user.allergy=lactose"),
    ("Any food you avoid?", "pork", "user.preference=no pork"),
    ("Noted. Your name for the signature?", "Ananya Rao, co-founder and CEO.", "user.name=Ananya Rao"),
    ("Any medication?", "started lisinopril ten milligrams every morning", "user.medication=lisinopril"),
    ("What do you do?", "Nurse, nights mostly", "user.job=nurse"),
    ("Are you married?", "divorced since 2019", "user.marital_status=divorced"),
    ("Are you vegan?", "no, vegetarian", "user.diet=vegetarian"),
)
NO_ANSWERS = (
    ("Callum is your partner?", "no", ""),
    ("Is Nora your sister?", "no, why?", ""),
    ("How old is your son?", "6 months", ""),
    ("How old is your son?", "old enough", ""),
    ("Which file?", "Report", "Read a file for me."),
    ("What do you do?", "not telling", ""),
    ("When is it?", "no idea", "I have a dentist appointment."),
)


@pytest.mark.parametrize(("question", "answer", "what"), ANSWERS)
def test_an_answer_is_read_with_its_question(question: str, answer: str, what: str) -> None:
    assert what in asked(question, answer)


@pytest.mark.parametrize(("question", "answer", "before"), NO_ANSWERS)
def test_what_answers_nothing_states_nothing(question: str, answer: str, before: str) -> None:
    assert not asked(question, answer, before)


def test_which_one_and_when_complete_what_was_said_before() -> None:
    assert "user.employer=Lloyds" in asked("Nice! Which bank?", "Lloyds", "I work at a bank in town.")
    appointment = turn("I have a dentist appointment.")
    when = turn("When is it?", "assistant")
    (planned,) = candidates("Thursday at 3", appointment, when)
    assert planned.content == "The user has a dentist appointment on 16 May 2024 at 15:00."


def test_whom_one_is_seeing_is_named_in_the_next_sentence() -> None:
    said = "I've started seeing someone. Her name's Nadia, met her at the pool of all places."
    assert "+user.partner=Nadia" in read(said)
    assert not read("My sister has started seeing someone. Her name's Nadia.") & {"user.partner=Nadia"}
