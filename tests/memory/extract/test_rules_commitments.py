from datetime import UTC, datetime

import pytest
from said import candidates, read


@pytest.mark.parametrize(
    ("text", "value", "due"),
    [
        ("I have to renew my passport by 3 June.", "renew the passport", "2024-06-03"),
        ("I need to submit the grant application by Friday.", "submit the grant application", "2024-05-17"),
        ("Remind me to call Nora on Sunday.", "call Nora", "2024-05-19"),
        ("Can you remind me to water the plants tomorrow?", "water the plants", "2024-05-16"),
        ("Don't let me forget to pay the rent by the 1st.", "pay the rent", "2024-06-01"),
        ("I promised Nora to call her on Sunday.", "call Nora", "2024-05-19"),
        ("I said I'd order the cake in two weeks.", "order the cake", "2024-05-29"),
        ("I'm going to see the dentist in 5 days.", "see the dentist", "2024-05-20"),
        ("I'm flying to Oslo on 3 June.", "fly to Oslo", "2024-06-03"),
        ("Tomorrow I have to see the dentist.", "see the dentist", "2024-05-16"),
        ("My tax return is due on Friday.", "tax return", "2024-05-17"),
        ("My dentist appointment is on Tuesday at 3pm.", "dentist appointment", "2024-05-21"),
        ("The dentist appointment got moved to Friday.", "dentist appointment", "2024-05-17"),
        ("Reminder: visa appointment on December 9 at 10:30", "visa appointment", "2024-12-09"),
        ("wedding's planned for 12 June next year", "wedding", "2025-06-12"),
        ("Our wedding will be on 12 June.", "wedding", "2024-06-12"),
        ("I'm going to Madrid for a month in February", "go to Madrid", "2025-02-01"),
        ("I'm off to Japan in August for two weeks", "go to Japan", "2024-08-01"),
        ("Mum's surgery is scheduled for next Monday", "mum's surgery", "2024-05-20"),
        ("My driving test is booked for June 15", "driving test", "2024-06-15"),
        ("Kid's parent-teacher meeting Thursday 17:00", "Kid's parent-teacher meeting", "2024-05-16"),
        ("Lotte's birthday party is on Saturday", "Lotte's birthday party", "2024-05-18"),
        ("deadline for the grant: 15 June", "deadline for the grant", "2024-06-15"),
        ("I start chemo on Monday", "start chemo", "2024-05-20"),
        ("My lease ends in August", "lease", "2024-08-01"),
        ("The baby is due on 4 August", "due date", "2024-08-04"),
    ],
)
def test_a_commitment(text: str, value: str, due: str):
    (one,) = [one for one in candidates(text) if one.type == "commitment" and not one.denies]
    assert (one.value, one.due_at and f"{one.due_at:%Y-%m-%d}") == (value, due)


def test_the_time_of_day_counts():
    one = candidates("I have a dentist appointment on Thursday at 3pm.")[0]
    assert one.due_at == datetime(2024, 5, 16, 15, tzinfo=UTC)
    assert one.content == "The user has a dentist appointment on 16 May 2024 at 15:00."


@pytest.mark.parametrize(
    "text",
    [
        "I go to Madrid every February.",
        "I went to Madrid in February.",
        "The wedding was on 12 June last year.",
        "My course ended in August.",
        "Is the baby due in August?",
        "If the wedding is planned for June, what should I wear?",
        "The series ends in August.",
        "Note: the meeting room is on the second floor.",
    ],
)
def test_no_commitment(text: str):
    assert [one.value for one in candidates(text) if one.type == "commitment" and not one.denies] == []


@pytest.mark.parametrize(
    ("task", "end"),
    [
        ("I have to renew my passport by 3 June.", "I've renewed my passport."),
        ("I have to renew my passport by 3 June.", "Done: I've renewed my passport."),
        ("I have to renew my passport by 3 June.", "I don't have to renew my passport any more."),
        ("I have to renew my passport by 3 June.", "The passport renewal is cancelled."),
        ("I need to see the dentist tomorrow.", "I've been to the dentist."),
        ("I need to pay the electricity bill tomorrow.", "The electricity bill is done."),
        ("My dentist appointment is on Tuesday.", "I cancelled my dentist appointment."),
        ("I promised Nora to call her on Sunday.", "I called Nora already."),
    ],
)
def test_its_end_names_it(task: str, end: str):
    keys = {one.value_key for one in candidates(task) if one.type == "commitment"}
    assert any(one.denies and one.value_key in keys for one in candidates(end))


@pytest.mark.parametrize(
    ("text", "content", "day"),
    [
        ("Yesterday I ran the harbour marathon.", "The user ran the harbour marathon on 14 May 2024.", "2024-05-14"),
        (
            "I passed my driving test on July 21, 2023.",
            "The user passed their driving test on 21 July 2023.",
            "2023-07-21",
        ),
        ("We got married on 4 June 2019.", "The user got married on 4 June 2019.", "2019-06-04"),
        ("Last weekend we went to the zoo.", "The user went to the zoo on the weekend of 11 May 2024.", "2024-05-11"),
        ("I broke my arm in 2018.", "The user broke their arm in 2018.", "2018-01-01"),
        (
            "So three days ago I won the pub quiz, can you believe it?",
            "The user won the pub quiz on 12 May 2024.",
            "2024-05-12",
        ),
    ],
)
def test_an_event(text: str, content: str, day: str):
    one = next(one for one in candidates(text) if one.type == "event")
    assert (one.content, f"{one.valid_from:%Y-%m-%d}", one.valid_to) == (content, day, None)


def test_a_plan_is_not_a_fact():
    assert not any(".home" in one for one in read("I'm moving to Oslo next month."))
    assert not any(".employer" in one for one in read("I start at Siemens on Monday."))
