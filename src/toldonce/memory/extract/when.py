"""Times in a statement: "since May 2019", "for three years", "until last year", "by Friday at 3pm", "two weeks ago".

A phrase is found first (`mark_times` takes it out of the sentence) and understood later, when the clause in which it
stands shows which way it points: what happened lies in the past, what has to be done lies ahead. All times are UTC.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from toldonce.memory.extract import patterns
from toldonce.memory.temporal import MONTHS, NUMBERS, SEASONS, WEEKDAYS

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})\b(?!s)"
_NUMBER = (
    r"(?:\d{1,3}|a couple(?: of)?|a few|several|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fifteen|twenty|thirty|half a|(?:one|two|three) and a half)"
)
_WORD_NUMBERS = NUMBERS | {
    "a couple": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "half a": 0.5, "one and a half": 1.5,
    "two and a half": 2.5, "three and a half": 3.5,
}  # fmt: skip
_UNIT = r"(?:minute|hour|day|week|fortnight|month|year|decade)s?"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_CORE = rf"""(?:
    (?P<iso>{_YEAR}-\d\d-\d\d)
  | (?:the\ )?(?P<day1>{_DAY})\ (?:of\ )?(?P<month1>{_MONTH})(?:,?\ (?P<year1>{_YEAR}))?
  | (?P<month2>{_MONTH})\ (?:the\ )?(?P<day2>{_DAY})(?!\d|:|\ ?(?:am|pm))(?:(?:,\ ?|\ )(?P<year2>{_YEAR}))?
  | (?:(?P<part>early|mid|late|the\ (?:beginning|start|middle
        |end)\ of)[ -])?(?P<month3>{_MONTH}),?\ (?:of\ )?(?P<year3>{_YEAR})
  | (?P<which>last|this|next|this\ coming|this\ past|the\ (?:following|previous))\ (?P<unit>week|weekend|month
        |year|night|{_WEEKDAY}|{_MONTH}|spring|summer|autumn|fall|winter|christmas|easter)\b
  | the\ (?P<edge>end|beginning|start|middle)\ of\ (?P<of>the|this|next)\ (?P<span>week|month|year)
  | (?P<ago>{_NUMBER})\ (?P<ago_unit>{_UNIT})\ (?:ago|back|earlier)\b
  | (?P<word>the\ day\ before\ yesterday|the\ day\ after\ tomorrow|day\ after\ tomorrow|yesterday|today|tonight
        |tomorrow|this\ morning|this\ afternoon|this\ evening)\b
  | (?P<season>spring|summer|autumn|fall|winter)\ (?:of\ )?(?P<season_year>{_YEAR})
  | (?P<weekday>{_WEEKDAY})(?:\ (?:morning|afternoon|evening|night)\b)?
  | (?P<bare_month>{_MONTH})
  | (?P<bare_year>{_YEAR})
  | the\ (?P<bare_day>[0-3]?\d(?:st|nd|rd|th))
  | (?P<days_time>(?:{_NUMBER})\ (?:{_UNIT}))
)"""
_NAMED = _CORE.replace("?P<", "?P<z_")
_CLOCK = (
    r"(?:\ (?:at|around|by)\ (?P<clock>noon|midnight|[0-2]?\d(?:[:.][0-5]\d)?\ ?(?:am|pm"
    r"|a\.m\.|p\.m\.|o'clock|h\b)?))?(?!\w)"
)
_PREPOSITION = (
    r"(?P<prep>(?:(?:ever\ )?since|until|till|up\ to|by|before|after|on|back\ in|in|at|from|as\ of|as\ from"
    r"|starting(?:\ (?:on|from|in))?|beginning|around|about|over|during|no\ later\ than|effective)\ (?:the\ )?)?"
)
_TIME = re.compile(
    rf"""(?<![\w-])(?:
    (?:(?:for|over)\ (?:the\ (?:last|past)\ )?(?:about\ |almost\ |nearly\ |around\ |over\ |more\ than\ |roughly[ ]
        |at\ least\ )?
       (?P<length>{_NUMBER})\ (?P<length_unit>{_UNIT})(?!\ (?:from|before|after|course|trip|old))(?:\ (?:now
        |already|or\ so))?)
  | {_PREPOSITION}{_CORE}(?:\ (?:to|until|till|through|-|–)\ {_NAMED})?{_CLOCK}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_HINT = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|day|last"
    r"|next|this|ago|to(?:day|night|morrow)"
    r"|yester|spring|summer|autumn|fall|winter|week|month|year|hour|minute|decade|end|beginning|start|middle)",
    re.IGNORECASE,
)
_NEEDS_PREPOSITION = ("bare_month", "bare_year", "bare_day", "weekday", "days_time")
_RECURRING = re.compile(r"\b(?:every|each|every other|all)\s$", re.IGNORECASE)
_NAMED_DAYS = ("Black ", "Good ", "Cyber ", "Easter ", "Palm ", "Ash ", "Boxing ")
_ATTRIBUTE = re.compile(
    r"\s(?!(?:and|at|to|in|for|with|but|so|because|when|before|after|or|if|i|we|my|our|he|she|they|it"
    r"|on|by|from|until|this|last|next|then|also|instead|please|"
    r"that|which|where|who|while|though|too|as|since|around|about|via|through|now|already|finally"
    r"|together|again|because|with|without|the|a|an)\b)[a-z]+"
)
"""What follows a weekday that only says which: "Sunday mass"."""
_FIRST_MARK = 0xE000


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A phrase that names a time; what it means is worked out by `interval` when its clause is known."""

    text: str
    match: re.Match[str]

    @property
    def preposition(self) -> str:
        """``since``, ``until``, ``by``, ``on`` ..., or nothing; ``for`` with a length."""
        if self.match["length"]:
            return "for"
        words = (self.match["prep"] or "").casefold().replace("ever ", "").split()
        return words[0] if words else ""

    def interval(self, at: datetime, *, ahead: bool = False) -> tuple[datetime, datetime] | None:
        """From and up to (not including), counted from ``at``; None when no such day exists.

        ``ahead``: what names no year, or only a weekday, is the next one and not the last.
        """
        try:
            return _interval(self.match, "", at.astimezone(UTC), ahead)
        except (ValueError, OverflowError):
            return None

    def last(self, at: datetime, *, ahead: bool = False) -> datetime | None:
        """Where "from X to Y" ends; None when there is no Y."""
        try:
            end = _interval(self.match, "z_", at.astimezone(UTC), ahead)
        except (ValueError, OverflowError):
            return None
        return None if end is None else end[0]

    @property
    def names_a_day(self) -> bool:
        """Whether it is as exact as a day."""
        found = self.match
        unit, span = (found["unit"] or "").casefold(), (found["days_time"] or "").casefold().rstrip("s")
        return (
            any(found[name] for name in ("iso", "day1", "day2", "word", "weekday", "bare_day", "clock", "edge"))
            or unit in (*WEEKDAYS, "night")
            or span.endswith(("hour", "day", "week", "fortnight"))
        )


@dataclass(frozen=True, slots=True)
class Times:
    """What the time phrases of a clause come to."""

    since: datetime | None = None
    until: datetime | None = None
    on: tuple[datetime, datetime] | None = None
    by: datetime | None = None
    lasting: timedelta | None = None
    text: str = ""
    exact: bool = False


def mark_times(sentence: str) -> tuple[str, list[TimePhrase]]:
    """The sentence with every time phrase replaced by one private character, and the phrases."""
    if not _HINT.search(sentence):
        return sentence, []
    phrases: list[TimePhrase] = []

    def mark(match: re.Match[str]) -> str:
        if len(phrases) >= 64 or not _is_time(match, sentence):
            return match.group(0)
        phrases.append(TimePhrase(match.group(0), match))
        return f"{chr(_FIRST_MARK + len(phrases) - 1)}"

    return _TIME.sub(mark, sentence), phrases


def is_mark(token: str) -> bool:
    """Whether a token stands for a time phrase."""
    return len(token) == 1 and _FIRST_MARK <= ord(token) < _FIRST_MARK + 64


def phrase_of(token: str, phrases: Sequence[TimePhrase]) -> TimePhrase:
    """The phrase that a mark stands for."""
    return phrases[ord(token) - _FIRST_MARK]


def unmark(text: str, phrases: Sequence[TimePhrase]) -> str:
    """The text with the phrases put back."""
    for number, phrase in enumerate(phrases):
        text = text.replace(chr(_FIRST_MARK + number), phrase.text)
    return text


def _is_time(match: re.Match[str], sentence: str) -> bool:
    if match["length"]:
        return True
    before = sentence[: match.start()]
    if _RECURRING.search(before[-12:]):
        return False
    prep = (match["prep"] or "").strip().casefold()
    if match["weekday"] and sentence[: match.start("weekday")].endswith(_NAMED_DAYS):
        return False
    if match["weekday"] and _ATTRIBUTE.match(sentence, match.end()):
        return False
    if match["days_time"]:  # "in two weeks", "in the last two weeks"; not "a day"
        return prep in ("in", "after", "since") and not match["days_time"].casefold().startswith(("a few", "an hour"))
    if any(match[name] for name in _NEEDS_PREPOSITION) and not prep:
        return match["weekday"] is not None
    if match["bare_month"] and prep not in (
        "in", "since", "ever since", "until", "till", "by", "before", "after", "from", "back in", "as of", "during",
        "starting", "starting in", "starting from", "around", "in the",
    ):  # fmt: skip
        return False
    return not (match["bare_year"] and prep in ("at", "on", "over", "up to", "about"))


def times_of(phrases: Sequence[TimePhrase], at: datetime, *, ahead: bool = False) -> Times:
    """What they say together; ``ahead`` as in `TimePhrase.interval`."""
    since = until = by = None
    on: tuple[datetime, datetime] | None = None
    lasting: timedelta | None = None
    exact = False
    for phrase in phrases:
        prep = phrase.preposition
        if prep == "for":
            lasting = _length(phrase.match["length"], phrase.match["length_unit"])
            continue
        pointing = ahead or prep in ("until", "till", "by", "as", "starting", "effective", "no")
        span = phrase.interval(at, ahead=pointing and prep not in ("since",))
        if span is None:
            continue
        last = phrase.last(at, ahead=ahead)
        if prep == "since":
            since = span[0] if span[0] <= at else None
        elif prep in ("until", "till", "up"):
            until = phrase.interval(at, ahead=ahead)[0] if not ahead else span[0]  # type: ignore[index]
        elif prep in ("by", "before", "no"):
            by, exact = span[0], exact or phrase.names_a_day
        elif last is not None:
            since, until = span[0], last
        elif prep == "from" and on is None:
            since = span[0]
        else:
            on = span if on is None or (phrase.names_a_day and not exact) else on
            exact = exact or phrase.names_a_day
    return Times(since, until, on, by, lasting, " ".join(phrase.text for phrase in phrases), exact)


# --- from a phrase to its days ---------------------------------------------------------------------------------------


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


def _length(number: str, unit: str) -> timedelta:
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
    moment = at + sign * _length(number, unit)
    if name in ("minute", "hour"):
        return moment, moment + timedelta(minutes=1)
    return _day(moment), _day(moment) + timedelta(days=1)


def _interval(match: re.Match[str], z: str, at: datetime, ahead: bool) -> tuple[datetime, datetime] | None:
    found = match.groupdict()
    span = _span({name.removeprefix(z): text for name, text in found.items() if name.startswith(z)}, at, ahead)
    clock = None if z else found["clock"]
    if span is not None and clock:
        moment = _at_clock(span[0], clock)
        return moment, moment + timedelta(minutes=1)
    return span


def _at_clock(day: datetime, clock: str) -> datetime:
    text = clock.casefold().replace(".", ":", 1) if patterns.match(r"\d+\.\d", clock) else clock.casefold()
    if text in ("noon", "midnight"):
        return day.replace(hour=12 if text == "noon" else 0)
    hour, minute = patterns.match(r"(\d+)(?::(\d\d))?", text).groups()  # type: ignore[union-attr]
    number = int(hour)
    if "p" in text and number < 12:
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
            number = int(patterns.replaced(r"\D", "", day))
            return _one_day(_date(int(year) if year else _near_year(at, month, number, ahead), month, number))
    if name := found["month3"]:
        return _part(_whole_month(int(found["year3"] or 0), _month_number(name)), found["part"])
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
