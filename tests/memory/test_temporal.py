from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toldonce.memory.temporal import intervals

ASKED = datetime(2024, 5, 15, 12, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("What did I do last spring?", "2023-03-01", "2023-06-01"),
        ("Where did Ana go in March 2023?", "2023-03-01", "2023-04-01"),
        ("What happened on 5 March?", "2024-03-05", "2024-03-06"),
        ("what happened on March 5th, 2023", "2023-03-05", "2023-03-06"),
        ("the 7th of May 2023", "2023-05-07", "2023-05-08"),
        ("on 2023-02-28", "2023-02-28", "2023-03-01"),
        ("two weeks ago", "2024-04-28", "2024-05-05"),
        ("3 days ago", "2024-05-12", "2024-05-13"),
        ("last Tuesday", "2024-05-14", "2024-05-15"),
        ("yesterday", "2024-05-14", "2024-05-15"),
        ("the day before yesterday", "2024-05-13", "2024-05-14"),
        ("last week", "2024-05-06", "2024-05-13"),
        ("last weekend", "2024-05-04", "2024-05-06"),
        ("last month", "2024-04-01", "2024-05-01"),
        ("last year", "2023-01-01", "2024-01-01"),
        ("last May", "2023-05-01", "2023-06-01"),
        ("the summer of 2022", "2022-06-01", "2022-09-01"),
        ("Q1 2024", "2024-01-01", "2024-04-01"),
        ("between May and July", "2023-05-01", "2023-08-01"),
        ("from March 2023 to May 2023", "2023-03-01", "2023-06-01"),
        ("May 2022 - July 2022", "2022-05-01", "2022-06-01"),
        ("before June 2023", "0001-01-01", "2023-06-01"),
        ("what did I say in 2022", "2022-01-01", "2023-01-01"),
    ],
)
def test_reads(query: str, start: str, end: str):
    first = intervals(query, ASKED)[0]
    assert (first.start.date().isoformat(), first.end.date().isoformat()) == (start, end)


def test_since_and_after_run_up_to_now():
    assert intervals("since January", ASKED)[0].contains(ASKED.replace(hour=0))
    after = intervals("after 12 January 2024", ASKED)[0]
    assert not after.contains(datetime(2024, 1, 12, 12, tzinfo=UTC))
    assert after.contains(datetime(2024, 1, 13, tzinfo=UTC))


def test_a_month_without_a_year_means_any_year():
    july = intervals("what did we do in July?", ASKED)[0]
    assert july.contains(datetime(2021, 7, 9, tzinfo=UTC))
    assert not july.contains(datetime(2021, 8, 9, tzinfo=UTC))
    assert not intervals("what did we do in July 2023?", ASKED)[0].contains(datetime(2021, 7, 9, tzinfo=UTC))


def test_slack_reaches_beyond_the_end():
    july = intervals("in July 2023", ASKED)[0]
    assert july.contains(datetime(2023, 8, 3, tzinfo=UTC), timedelta(days=7))
    assert not july.contains(datetime(2023, 8, 8, tzinfo=UTC), timedelta(days=7))


def test_two_times_are_two_intervals():
    assert [one.start.year for one in intervals("What did I say in 2022 and in 2023?", ASKED)] == [2022, 2023]


@pytest.mark.parametrize(
    "query",
    [
        "I may go and march on",
        "What is my sister's name?",
        "order 2023 items",
        "on 2023-02-30",
        "the fall of Rome",
        "second place",
    ],
)
def test_leaves_alone_what_is_no_time(query: str):
    assert intervals(query, ASKED) == []


def test_counts_from_the_moment_of_asking():
    later = datetime(2031, 1, 2, tzinfo=UTC)
    assert intervals("yesterday", later)[0].start == datetime(2031, 1, 1, tzinfo=UTC)


@given(st.text(max_size=200), st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9990, 1, 1)))
def test_any_text_at_any_time_gives_ordered_intervals(text: str, moment: datetime):
    found = intervals(f"last month. {text} three years ago", moment.replace(tzinfo=UTC))
    assert found
    for one in found:
        assert one.start < one.end
