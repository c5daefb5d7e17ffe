"""Time phrases in a question, as intervals: "last spring", "in March 2023", "two weeks ago", "between May and July".

Relative phrases count from the moment that the caller gives. A phrase that could also be something else ("may", "march
on") is only read as a time when a preposition, a day or a year stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``start`` up to but not including ``end``; ``phrase`` is what was read.

    ``yearly``: the phrase named no year ("in July"). The last such time is given, but any year's is meant.
    """

    start: datetime
    end: datetime
    phrase: str
    yearly: bool = False

    def contains(self, moment: datetime, slack: timedelta = timedelta(0)) -> bool:
        """Whether a moment lies inside, or within ``slack`` after the end."""
        return any(start <= moment < end for start, end in self.windows(moment.year, slack))

    def windows(self, year: int, slack: timedelta = timedelta(0)) -> list[tuple[datetime, datetime]]:
        """From when to when (not included) a moment of a year lies inside, or within ``slack`` after the end."""
        years = (year - self.start.year, year - 1 - self.start.year) if self.yearly else (0,)
        return [(_shifted(self.start, by), _shifted(self.end, by) + slack) for by in years]


MONTHS = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each season on the northern hemisphere (meteorological seasons)."""
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 4,
}  # fmt: skip
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}

MONTH_NAMES = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
"""A pattern of every month, whole or cut short."""
_MONTH = rf"(?P<month>{MONTH_NAMES})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_NUMBER = r"(?P<number>\d{1,3}|a couple of|couple of|a few|few|several|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"  # noqa: E501
_UNIT = r"(?P<unit>day|week|fortnight|month|year)s?"
_PART = r"(?:(?P<part>early|mid|middle of|late|the beginning of|the start of|the end of)[\s-]+)?"

Reader = Callable[[re.Match[str], datetime], tuple[datetime, datetime]]


def intervals(text: str, now: datetime) -> list[Interval]:
    """The times that a question names, in the order they stand in it; ``now`` is when it is asked."""
    found: list[tuple[int, int, Interval]] = []
    for match, (start, end) in _matches(text, now.astimezone(UTC)):
        if not any(match.start() < last and first < match.end() for first, last, _ in found):
            found.append(
                (match.start(), match.end(), Interval(start, end, match.group(0).strip(), _names_no_year(match)))
            )
    found.sort(key=lambda one: one[0])
    return _joined(text, found, now)


def _matches(text: str, now: datetime) -> Iterator[tuple[re.Match[str], tuple[datetime, datetime]]]:
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            try:
                span = read(match, now)
            except (ValueError, OverflowError):
                continue
            yield match, span


def _names_no_year(match: re.Match[str]) -> bool:
    named = match.groupdict()
    return "month" in named and named.get("year") is None and "which" not in named


def _shifted(moment: datetime, years: int) -> datetime:
    """The same day of another year; 29 February becomes 1 March where it has to."""
    year = min(9999, max(1, moment.year + years))
    try:
        return moment.replace(year=year)
    except ValueError:
        return moment.replace(year=year, month=3, day=1)


def _joined(text: str, found: list[tuple[int, int, Interval]], now: datetime) -> list[Interval]:
    """Read what stands before each time: since, before, after, and between (or from) ... and (or to) ..."""
    joined: list[Interval] = []
    range_open = False
    for first, _, interval in found:
        before = text[max(0, first - 14) : first].casefold()
        if range_open and re.search(r"(?:\b(?:and|to|until|till|through)|[-–])\s*(?:the\s*)?$", before):
            joined[-1] = _spanned(joined[-1], interval)
            range_open = False
            continue
        range_open = bool(re.search(r"\b(?:between|from)\s*(?:the\s*)?$", before))
        if re.search(r"\bsince\s*$", before):
            joined.append(Interval(interval.start, max(now, interval.end), interval.phrase))
        elif re.search(r"\b(?:before|until|till|prior to)\s*$", before):
            joined.append(Interval(datetime.min.replace(tzinfo=UTC), interval.start, interval.phrase))
        elif re.search(r"\bafter\s*$", before):
            joined.append(Interval(interval.end, max(now, interval.end), interval.phrase))
        else:
            joined.append(interval)
    return [interval for interval in joined if interval.start < interval.end]


def _spanned(first: Interval, last: Interval) -> Interval:
    """From the one to the other; a first month that names no year lies before the last one."""
    start = first.start if first.start < last.end else first.start.replace(year=first.start.year - 1)
    return Interval(start, last.end, f"{first.phrase} to {last.phrase}")


# --- readers ---------------------------------------------------------------------------------------------------------


def _date(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def _day_of(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _month_span(year: int, month: int, months: int = 1) -> tuple[datetime, datetime]:
    last = year * 12 + month - 1 + months
    return _date(year, month), _date(last // 12, last % 12 + 1)


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.casefold()[:3]))


def _latest_year(month: int, now: datetime) -> int:
    """The year of the last such month that has begun."""
    return now.year if month <= now.month else now.year - 1


def _third(span: tuple[datetime, datetime], part: str | None) -> tuple[datetime, datetime]:
    """Early, mid or late narrows a span to its third."""
    if not part:
        return span
    start, length = span[0], (span[1] - span[0]) / 3
    word = part.casefold()
    nth = 0 if word in ("early", "the beginning of", "the start of") else 1 if word.startswith("mid") else 2
    return start + nth * length, start + (nth + 1) * length


def _iso(match: re.Match[str], _: datetime) -> tuple[datetime, datetime]:
    start = _date(int(match["year"]), int(match["number"]), int(match["day"]))
    return start, start + timedelta(days=1)


def _full_date(match: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    month = _month_number(match["month"])
    year = int(match["year"]) if match["year"] else _latest_year(month, now)
    start = _date(year, month, int(match["day"]))
    return start, start + timedelta(days=1)


def _month_of_year(match: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    month = _month_number(match["month"])
    year = int(match["year"]) if match["year"] else _latest_year(month, now)
    return _third(_month_span(year, month), match["part"])


def _relative_month(match: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    month = _month_number(match["month"])
    year = _latest_year(month, now)
    if match["which"].casefold() in ("last", "past", "previous") and month == now.month:
        year -= 1
    return _month_span(year, month)


def _season(match: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    month = SEASONS[match["season"].casefold()]
    which = (match["which"] or "").casefold()
    if match["year"]:
        year = int(match["year"])
    elif which == "this":
        year = now.year
    else:
        year = now.year if _month_span(now.year, month, 3)[1] <= now else now.year - 1
    return _third(_month_span(year, month, 3), match["part"])


def _quarter(match: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    year = int(match["year"]) if match["year"] else now.year
    return _month_span(year, int(match["number"]) * 3 - 2, 3)


def _year(match: re.Match[str], _: datetime) -> tuple[datetime, datetime]:
    return _third((_date(int(match["year"])), _date(int(match["year"]) + 1)), match["part"])


def _day_word(match: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    back = {"today": 0, "tonight": 0, "this morning": 0, "yesterday": 1, "last night": 1, "the day before yesterday": 2}
    start = _day_of(now) - timedelta(days=back[" ".join(match.group(0).casefold().split())])
    return start, start + timedelta(days=1)


def _unit_around(match: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    unit, which, day = match["unit"].casefold(), match["which"].casefold(), _day_of(now)
    if unit == "weekend":
        start = day - timedelta(days=(now.weekday() - 5) % 7)
        span = (start, start + timedelta(days=2))
        length = timedelta(days=7)
    elif unit == "week":
        start = day - timedelta(days=now.weekday())
        span, length = (start, start + timedelta(days=7)), timedelta(days=7)
    elif unit == "month":
        if which == "this":
            return _month_span(now.year, now.month)
        before = _date(now.year, now.month) - timedelta(days=1)
        return _month_span(before.year, before.month)
    else:
        year = now.year if which == "this" else now.year - 1
        return _date(year), _date(year + 1)
    return span if which == "this" else (span[0] - length, span[1] - length)


def _last_weekday(match: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    back = (now.weekday() - WEEKDAYS.index(match["weekday"].casefold())) % 7 or 7
    start = _day_of(now) - timedelta(days=back)
    return start, start + timedelta(days=1)


def _ago(match: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    number, unit = _number(match["number"]), match["unit"].casefold()
    days = number * UNIT_DAYS[unit]
    middle = _day_of(now) - timedelta(days=days)
    # The coarser the unit, the vaguer the speaker: a day is meant exactly, "two months ago" within a fortnight.
    slack = {"day": 0, "week": 3, "fortnight": 7, "month": 15, "year": 183}[unit]
    return middle - timedelta(days=slack), middle + timedelta(days=slack + 1)


def _past_span(match: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    days = _number(match["number"]) * UNIT_DAYS[match["unit"].casefold()]
    return now - timedelta(days=days), now + timedelta(days=1)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[" ".join(text.casefold().split())]


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(rf"\b{source}\b", re.IGNORECASE)


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_pattern(rf"{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)"), _iso),
    (_pattern(rf"{_MONTH}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}"), _full_date),
    (_pattern(rf"{_DAY}\s+(?:of\s+)?{_MONTH}\s*,?\s+{_YEAR}"), _full_date),
    (_pattern(rf"{_PART}{_MONTH}\s*,?\s+(?:of\s+)?{_YEAR}"), _month_of_year),
    (_pattern(rf"(?P<which>last|past|previous|this)\s+{_MONTH}"), _relative_month),
    (_pattern(rf"(?<!\w){_MONTH}\s+{_DAY}(?P<year>(?!))?(?!\d|\s*(?:%|am|pm))"), _full_date),
    (_pattern(rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?P<year>(?!))?"), _full_date),
    (_pattern(rf"(?<=\bin )(?P<part>early|mid|late)?[\s-]*{_MONTH}(?P<year>(?!))?"), _month_of_year),
    (_pattern(rf"(?<=\bsince )(?P<part>(?!))?{_MONTH}(?P<year>(?!))?"), _month_of_year),
    (_pattern(rf"(?:(?<=\bof )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil )|(?<=\bduring )|(?<=\bbetween )|(?<=\bfrom ))(?P<part>(?!))?{_MONTH}(?P<year>(?!))?(?=\W|$)"), _month_of_year),  # noqa: E501
    (_pattern(rf"(?<=\band )(?P<part>(?!))?{_MONTH}(?P<year>(?!))?(?=\s*(?:\?|$|,|\.))"), _month_of_year),
    (_pattern(rf"{_PART}(?:(?P<which>last|past|previous|this)\s+)(?P<season>spring|summer|autumn|fall|winter)(?P<year>(?!))?"), _season),  # noqa: E501
    (_pattern(rf"{_PART}(?P<which>(?!))?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?{_YEAR}"), _season),
    (_pattern(rf"q(?P<number>[1-4])(?:\s+(?:of\s+)?{_YEAR})?"), _quarter),
    (_pattern(rf"(?:(?<=\bin )|(?<=\bsince )|(?<=\bof )|(?<=\bduring )|(?<=\bbefore )|(?<=\bafter )|(?<=\bfrom )|(?<=\bto )|(?<=\band )|(?<=\bbetween )|(?<=\buntil )|(?<=\bback in ))(?:the year\s+)?{_PART}{_YEAR}"), _year),  # noqa: E501
    (_pattern(r"the day before yesterday|yesterday|today|tonight|this morning|last night"), _day_word),
    (_pattern(r"(?P<which>last|past|previous|this)\s+(?P<unit>weekend|week|month|year)"), _unit_around),
    (_pattern(rf"(?:last|past|this|on)\s+(?P<weekday>{'|'.join(WEEKDAYS)})"), _last_weekday),
    (_pattern(rf"{_NUMBER}\s+{_UNIT}\s+(?:ago|back|earlier)"), _ago),
    (_pattern(rf"(?:in|over|during|within)\s+the\s+(?:last|past)\s+{_NUMBER}\s+{_UNIT}"), _past_span),
)  # fmt: skip
