"""From the words of a time phrase to its days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta

from toldonce.memory.extract.english import patterns
from toldonce.memory.temporal import MONTHS, NUMBERS, SEASONS, WEEKDAYS

_WORD_NUMBERS = NUMBERS | {
    "a couple": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "half a": 0.5, "one and a half": 1.5,
    "two and a half": 2.5, "three and a half": 3.5,
}  # fmt: skip

_ORDINALS = {"first": 1, "second": 2, "third": 3}


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _date(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.casefold()[:3]))


def _month_after(year: int, month: int) -> datetime:
    return _date(year + month // 12, month % 12 + 1)


def _count(text: str) -> float:
    words = " ".join(text.casefold().split())
    return float(words) if words.isdigit() else float(_WORD_NUMBERS.get(words, 1))


def length_of(number: str, unit: str) -> timedelta:
    """How long "three weeks" is; months and years by their mean."""
    days = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14, "month": 30.44, "year": 365.25,
            "decade": 3652.5}  # fmt: skip
    return timedelta(days=_count(number) * days[unit.casefold().removesuffix("s")])


def _moved(at: datetime, number: str, unit: str, sign: int) -> tuple[datetime, datetime]:
    """So many units before or after ``at``; months and years keep the day of the month."""
    name, count = unit.casefold().removesuffix("s"), _count(number)
    if name in ("month", "year", "decade"):
        months = round(count * {"month": 1, "year": 12, "decade": 120}[name]) * sign
        index = at.year * 12 + at.month - 1 + months
        year, month = divmod(index, 12)
        start = _date(year, month + 1, min(at.day, monthrange(year, month + 1)[1]))
        return start, start + timedelta(days=1)
    moment = at + sign * length_of(number, unit)
    if name in ("minute", "hour"):
        return moment, moment + timedelta(minutes=1)
    return _day(moment), _day(moment) + timedelta(days=1)


def days_named(match: re.Match[str], z: str, at: datetime, ahead: bool) -> tuple[datetime, datetime] | None:
    """From when to when (not including) the groups of a match with prefix ``z`` name, counted from ``at``.

    ``ahead`` as in `TimePhrase.interval`. Raises `ValueError` and `OverflowError` for days that do not exist.
    """
    found = match.groupdict()
    span = _span({name.removeprefix(z): text for name, text in found.items() if name.startswith(z)}, at, ahead)
    clock = None if z else found["clock"] or found["short_clock"]
    if span is not None and clock:
        moment = _at_clock(span[0], clock, afternoon=ahead and _is_meant_by_day(match))
        return moment, moment + timedelta(minutes=1)
    return span


def _year(said: str, at: datetime) -> int:
    """ "2027" or "next year"."""
    which = {"last": -1, "this": 0, "next": 1}.get(said.casefold().partition(" ")[0])
    return int(said) if which is None else at.year + which


_IN_THE_MORNING = re.compile(
    r"\b(?:morning|flight|fly|flying|plane|airport|train|ferry|coach|bus|alarm|wake|waking|get(?:ting)? up|dawn|sunrise"
    r"|early|night shift)\b|\b0\d[:.]\d\d",
    re.IGNORECASE,
)
FIRST_IN_THE_MORNING = 7
"""The hour from which on a plan "at 7" may be meant in the morning as well."""


def _is_meant_by_day(match: re.Match[str]) -> bool:
    """Whether a plan "at 3" is one for the afternoon, as almost all are for which nobody has to get up at night."""
    return _IN_THE_MORNING.search(match.string) is None


def _at_clock(day: datetime, clock: str, *, afternoon: bool) -> datetime:
    text = clock.casefold().replace(".", ":", 1) if patterns.match(r"\d+\.\d", clock) else clock.casefold()
    if text in ("noon", "midnight"):
        return day.replace(hour=12 if text == "noon" else 0)
    text = re.sub(r"^[a-z]+", lambda word: str(NUMBERS.get(word[0], word[0])), text)
    hour, minute = patterns.match(r"(\d+)(?::(\d\d))?", text).groups()  # type: ignore[union-attr]
    number = int(hour)
    told = re.search(r"[apm]|h\b", text.replace("o'clock", "")) is not None
    if ("p" in text and number < 12) or (afternoon and not told and 0 < number < FIRST_IN_THE_MORNING):
        number += 12
    elif "a" in text and number == 12:
        number = 0
    return day.replace(hour=number, minute=int(minute or 0))


def _span(found: dict[str, str | None], at: datetime, ahead: bool) -> tuple[datetime, datetime] | None:
    if iso := found["iso"]:
        return _one_day(_date(*(int(part) for part in iso.split("-"))))
    for n in "12":
        if day := found[f"day{n}"]:
            month, year = _month_number(found[f"month{n}"] or ""), found[f"year{n}"]
            number = _ORDINALS.get(day.casefold()) or int(patterns.replaced(r"\D", "", day))
            return _one_day(_date(_year(year, at) if year else _near_year(at, month, number, ahead), month, number))
    if name := found["month3"]:
        return _part(_whole_month(_year(found["year3"] or "", at), _month_number(name)), found["part"])
    if name := found["month4"]:
        month = _month_number(name)
        year_number = _near_year(at, month, monthrange(at.year, month)[1] if ahead else 1, ahead)
        return _part(_whole_month(year_number, month), found["part4"])
    if unit := found["unit"]:
        return _which(at, (found["which"] or "").casefold().split()[-1], unit.casefold().rstrip("."), ahead)
    if edge := found["edge"]:
        return _edge(at, edge.casefold(), (found["of"] or "").casefold(), (found["span"] or "").casefold())
    if ago := found["ago"]:
        return _moved(at, ago, found["ago_unit"] or "", -1)
    if word := found["word"]:
        shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
                 "day after tomorrow": 2}.get(" ".join(word.casefold().split()), 0)  # fmt: skip
        return _one_day(_day(at) + timedelta(days=shift))
    if season := found["season"]:
        first = SEASONS[season.casefold()]
        return _months(int(found["season_year"] or 0), first, 3)
    if weekday := found["weekday"]:
        return _one_day(_near_weekday(at, WEEKDAYS.index(weekday.casefold()), ahead))
    if name := found["bare_month"]:
        month = _month_number(name)
        year_number = _near_year(at, month, monthrange(at.year, month)[1] if ahead else 1, ahead)
        return _whole_month(year_number, month)
    if year := found["bare_year"]:
        return _date(int(year)), _date(int(year) + 1)
    if day := found["bare_day"]:
        return _one_day(_near_day(at, int(patterns.replaced(r"\D", "", day)), ahead))
    if length := found["days_time"]:
        count, _, name = length.rpartition(" ")
        return _moved(at, count, name, 1)
    return None


def _one_day(day: datetime) -> tuple[datetime, datetime]:
    return day, day + timedelta(days=1)


def _whole_month(year: int, month: int) -> tuple[datetime, datetime]:
    return _date(year, month), _month_after(year, month)


def _months(year: int, first: int, count: int) -> tuple[datetime, datetime]:
    last = year * 12 + first - 1 + count
    return _date(year, first), _date(last // 12, last % 12 + 1)


def _part(span: tuple[datetime, datetime], part: str | None) -> tuple[datetime, datetime]:
    if not part:
        return span
    third = (span[1] - span[0]) / 3
    nth = 2 if "late" in part.casefold() or "end" in part.casefold() else 1 if "mid" in part.casefold() else 0
    return span[0] + nth * third, span[0] + (nth + 1) * third


def _near_year(at: datetime, month: int, day: int, ahead: bool) -> int:
    passed = (month, day) < (at.month, at.day)
    if ahead:
        return at.year + 1 if passed else at.year
    return at.year if (month, day) <= (at.month, at.day) else at.year - 1


def _near_weekday(at: datetime, weekday: int, ahead: bool) -> datetime:
    if ahead:
        return _day(at) + timedelta(days=(weekday - at.weekday()) % 7 or 7)
    return _day(at) - timedelta(days=(at.weekday() - weekday) % 7 or 7)


def _near_day(at: datetime, day: int, ahead: bool) -> datetime:
    index = at.year * 12 + at.month - 1
    if ahead and day < at.day:
        index += 1
    if not ahead and day > at.day:
        index -= 1
    return _date(index // 12, index % 12 + 1, day)


def _which(at: datetime, which: str, unit: str, ahead: bool) -> tuple[datetime, datetime]:
    sign = {"last": -1, "past": -1, "previous": -1, "next": 1, "following": 1}.get(which, 0)
    today = _day(at)
    if unit == "night":
        return _one_day(today + timedelta(days=sign))
    if unit in WEEKDAYS:
        return _one_day(_near_weekday(at, WEEKDAYS.index(unit), sign >= 0))
    if unit == "week":
        monday = today - timedelta(days=at.weekday()) + timedelta(days=7 * sign)
        return monday, monday + timedelta(days=7)
    if unit == "weekend":
        saturday = today - timedelta(days=at.weekday() - 5) + timedelta(days=7 * sign)
        if sign < 0 and at.weekday() >= 5:
            saturday = today - timedelta(days=at.weekday() - 5) - timedelta(days=7)
        return saturday, saturday + timedelta(days=2)
    if unit == "month":
        index = at.year * 12 + at.month - 1 + sign
        return _whole_month(index // 12, index % 12 + 1)
    if unit == "year":
        return _date(at.year + sign), _date(at.year + sign + 1)
    first, count = (
        (SEASONS[unit], 3)
        if unit in SEASONS
        else (12, 1)
        if unit == "christmas"
        else (4, 1)
        if unit == "easter"
        else (_month_number(unit), 1)
    )
    span = _months(at.year, first, count)
    if sign < 0 and span[1] > at:
        span = _months(at.year - 1, first, count)
    elif sign > 0 and span[0] <= at:
        span = _months(at.year + 1, first, count)
    return span


def _edge(at: datetime, edge: str, of: str, unit: str) -> tuple[datetime, datetime]:
    start, end = _which(at, "next" if of == "next" else "this", unit, ahead=True)
    if edge == "end":
        return end - timedelta(days=1), end
    middle = start + (end - start) / 2
    return _one_day(_day(middle)) if edge == "middle" else _one_day(start)
