"""A change of home or of work that lies ahead is something planned, and no fact yet."""

import pytest
from said import AT, candidates, read

PLANNED = (
    ("We're moving to Porto in February.", "move to Porto", "2025-02-01"),
    ("moving to Porto in February", "move to Porto", "2025-02-01"),
    ("I'll be moving to Bath next year.", "move to Bath", "2025-01-01"),
    ("We move to Bath in July.", "move to Bath", "2024-07-01"),
    ("I'm moving to Oslo.", "move to Oslo", None),
    ("moving to Lyon soon", "move to Lyon", None),
    ("I start at Canva on 7 January.", "start at Canva", "2025-01-07"),
    ("I start at Figma on 7 January, so Canva is nearly history.", "start at Figma", "2025-01-07"),
    ("I'm starting at Roche next month.", "start at Roche", "2024-06-01"),
    ("starting as a nurse on 3 June", "start as a nurse", "2024-06-03"),
    ("joining Roche next week", "join Roche", "2024-05-20"),
    ("I'm switching to Roche in June.", "switch to Roche", "2024-06-01"),
    ("My first day at Roche is on 3 June.", "start at Roche", "2024-06-03"),
    ("My last day at Pfizer is 30 June.", "leave Pfizer", "2024-06-30"),
    ("From June I will be working for Roche.", "work for Roche", "2024-06-01"),
    ("As of 1 July I live in Ghent.", "live in Ghent", "2024-07-01"),
)
NOTHING_PLANNED = (
    "I start work at nine on Mondays.",
    "I always start at Roche in the morning.",
    "Moving to Bath was the best thing I ever did.",
    "I might be moving to Porto in February.",
    "My sister is moving to Porto in February.",
    "I'm not moving to Porto in February.",
    "If we move to Bath in July, I want a garden.",
    "Are we moving to Porto in February?",
    "He is starting at Roche next month.",
    "I dreamt that we move to Bath in July.",
    "The office is moving to Porto in February.",
    "Moving is exhausting.",
)


@pytest.mark.parametrize(("text", "act", "day"), PLANNED)
def test_a_change_ahead_is_planned(text: str, act: str, day: str | None) -> None:
    found = [one for one in candidates(text) if one.type == "commitment" and not one.denies]
    assert [one.value for one in found] == [act]
    assert (f"{found[0].due_at:%Y-%m-%d}" if found[0].due_at else None) == day


@pytest.mark.parametrize("text", [text for text, _, _ in PLANNED])
def test_a_change_ahead_is_no_fact_yet(text: str) -> None:
    assert not [one for one in candidates(text) if one.attribute in ("home", "employer", "job")]


@pytest.mark.parametrize("text", NOTHING_PLANNED)
def test_no_change_is_planned(text: str) -> None:
    assert not [one for one in read(text) if one.partition("=")[0] in ("user.commitment", "user.home", "+user.home")]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("I worked at Google until last year.", "2024-01-01"),
        ("I lived in Leeds until last month.", "2024-05-01"),
        ("I lived in Leeds until 2020.", "2020-01-01"),
        ("I lived in Leeds until 3 May 2021.", "2021-05-03"),
    ],
)
def test_until_last_year_ends_with_that_year(text: str, last: str) -> None:
    (found,) = [one for one in candidates(text) if one.attribute in ("home", "employer")]
    assert found.valid_to is not None
    assert found.valid_to <= AT
    assert f"{found.valid_to:%Y-%m-%d}" == last
