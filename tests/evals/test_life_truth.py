"""The truth of a life, and the days and values by which it is known again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from evals.life import dates
from evals.life.dates import Period
from evals.life.truth import MARGIN, Statement, current, dates_to_ask, replay
from evals.life.values import Value

START = datetime(2023, 3, 1, 12, tzinfo=UTC)


def city(name: str) -> Value:
    return Value(name, {"value": name}, ((name,),))


PORTO, LEEDS, GHENT = city("Porto"), city("Leeds"), city("Ghent")


def day(number: int) -> datetime:
    return START + timedelta(days=number)


HOMES = [
    Statement(1, day(0), "state", "home", PORTO),
    Statement(2, day(100), "change", "home", LEEDS, PORTO),
    Statement(3, day(200), "change", "home", GHENT, LEEDS, Period(day(150).date(), day(150).date())),
]


def test_a_change_closes_what_was_true_before() -> None:
    porto, leeds, ghent = replay(HOMES)
    assert (porto.value, porto.ends) == (PORTO, Period(day(100).date(), day(100).date()))
    assert leeds.ends == Period(day(150).date(), day(150).date())
    assert (ghent.value, ghent.ends, ghent.first_heard) == (GHENT, None, day(200))


def test_a_denial_closes_without_replacing() -> None:
    told = [*HOMES, Statement(4, day(300), "end", "home", None, GHENT)]
    assert current(told) == []


def test_a_correction_was_always_true_but_not_always_known() -> None:
    told = [HOMES[0], Statement(2, day(1), "correct", "home", LEEDS, PORTO)]
    assert [span.value for span in replay(told)] == [LEEDS]
    assert replay(told)[0].begins.first == day(0).date()
    assert [span.value for span in current(one for one in told if one.at <= day(0))] == [PORTO]


def test_several_values_of_a_kind_stand_beside_each_other() -> None:
    told = [
        Statement(1, day(0), "state", "hobby", PORTO),
        Statement(2, day(1), "state", "hobby", LEEDS),
        Statement(3, day(2), "end", "hobby", None, PORTO),
    ]
    assert [span.value for span in current(told)] == [LEEDS]


def test_a_date_is_asked_for_only_where_one_value_is_beyond_doubt() -> None:
    asked = dates_to_ask(replay(HOMES), day(400))
    assert [span.value.key for _, span in asked] == ["Porto", "Leeds", "Ghent", "Ghent"]
    for moment, span in asked:
        assert moment.date() > span.begins.last
        assert span.ends is None or moment.date() < span.ends.first
    assert asked[-1][0] < day(200) - MARGIN


def test_a_value_is_known_by_its_marks() -> None:
    swims = Value("swim", {}, (("swim",),))
    assert swims.told_in("Goes swimming every Sunday")
    assert not swims.told_in("Sleeps late")
    assert city("Cork").told_in("The user lives in Cork.")
    assert not city("Cork").told_in("A corkscrew")
    assert not Value("34", {}, (("34",),)).told_in("born 1934")
    maya = Value("Maya", {}, (("Maya",), ("sister",)))
    assert maya.told_in("Maya is the user's sister")
    assert not maya.told_in("Maya")


@pytest.mark.parametrize("seed", range(50))
def test_days_are_told_on_the_right_side_of_today(seed: int) -> None:
    dice, today = Random(seed), START + timedelta(days=seed)
    told, period = dates.past_period(dice, today)
    assert period.first <= period.last < today.date(), told
    assert dates.since(dice, today)[1].last < today.date()
    assert dates.due_date(dice, today)[1] > today.date()
    assert dates.past_day(dice, today)[1] < today.date()


def test_last_month_is_the_calendar_month_before() -> None:
    assert dates._month(date(2024, 3, 31), 1) == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert dates._month(date(2024, 1, 15), 1) == Period(date(2023, 12, 1), date(2023, 12, 31))
