"""How people name days, and which days they mean."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

MONTHS = tuple(calendar.month_name[1:])
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True, slots=True)
class Period:
    """The days that may be meant, both included."""

    first: date
    last: date


def past_period(dice: Random, at: datetime) -> tuple[str, Period]:
    """A time before ``at`` as it is told in passing ("last month"), and the days that may be meant."""
    today = at.date()
    way = dice.randrange(7)
    if way == 0:
        return "yesterday", Period(today - timedelta(1), today - timedelta(1))
    if way == 1:
        return "last week", Period(today - timedelta(13), today - timedelta(1))
    if way == 2:
        return "last month", _month(today, 1)
    if way == 3:
        weeks = dice.randint(2, 5)
        return f"{NUMBERS[weeks]} weeks ago", _around(today - timedelta(7 * weeks), 4)
    if way == 4:
        months = dice.randint(2, 6)
        return f"{NUMBERS[months]} months ago", _around(today - timedelta(30 * months), 20)
    if way == 5:
        month = _month(today, dice.randint(2, 8))
        year = f" {month.first.year}" if dice.random() < 0.5 or month.first.year < today.year else ""
        return f"in {MONTHS[month.first.month - 1]}{year}", month
    day = today - timedelta(dice.randint(8, 60))
    year = f" {day.year}" if day.year < today.year else ""
    return f"on {day.day} {MONTHS[day.month - 1]}{year}", Period(day, day)


def since(dice: Random, at: datetime) -> tuple[str, Period]:
    """A beginning that lies years back ("since 2019", "for three years now")."""
    way = dice.randrange(3)
    year = at.year - dice.randint(2, 6)
    if way == 0:
        return f"since {year}", Period(date(year, 1, 1), date(year, 12, 31))
    if way == 1:
        month = dice.randint(1, 12)
        last = calendar.monthrange(year, month)[1]
        return f"since {MONTHS[month - 1]} {year}", Period(date(year, month, 1), date(year, month, last))
    years = dice.randint(2, 6)
    return f"for {NUMBERS[years]} years now", _around(at.date() - timedelta(365 * years), 200)


def due_date(dice: Random, at: datetime) -> tuple[str, date]:
    """A day after ``at`` by which something is to be done, as it is told."""
    today = at.date()
    way = dice.randrange(6)
    if way == 0:
        return "tomorrow", today + timedelta(1)
    if way == 1:
        day = today + timedelta(dice.randint(2, 6))
        return f"{dice.choice(('on', 'by'))} {calendar.day_name[day.weekday()]}", day
    if way == 2:
        days = dice.randint(3, 6)
        return f"in {NUMBERS[days]} days", today + timedelta(days)
    if way == 3:
        weeks = dice.randint(2, 4)
        return f"in {NUMBERS[weeks]} weeks", today + timedelta(7 * weeks)
    day = today + timedelta(dice.randint(8, 90))
    year = f" {day.year}" if day.year > today.year else ""
    if way == 4:
        return f"{dice.choice(('on', 'by'))} {day.day} {MONTHS[day.month - 1]}{year}", day
    year = f", {day.year}" if year else ""
    return f"{dice.choice(('on', 'by'))} {MONTHS[day.month - 1]} {day.day}{year}", day


def past_day(dice: Random, at: datetime) -> tuple[str, date]:
    """One day before ``at``, as it is told."""
    today = at.date()
    way = dice.randrange(4)
    if way == 0:
        return "yesterday", today - timedelta(1)
    if way == 1:
        days = dice.randint(2, 6)
        return f"{NUMBERS[days]} days ago", today - timedelta(days)
    day = today - timedelta(dice.randint(8, 300))
    if way == 2:
        return f"on {day.day} {MONTHS[day.month - 1]} {day.year}", day
    return f"on {MONTHS[day.month - 1]} {day.day}, {day.year}", day


def _month(today: date, back: int) -> Period:
    months = today.year * 12 + today.month - 1 - back
    year, month = divmod(months, 12)
    return Period(date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1]))


def _around(day: date, margin: int) -> Period:
    return Period(day - timedelta(margin), day + timedelta(margin))
