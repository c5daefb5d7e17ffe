"""Times in a statement: "since May 2019", "for three years", "until last year", "by Friday at 3pm", "two weeks ago".

A phrase is found first (`mark_times` takes it out of the sentence) and understood later, when the clause in which it
stands shows which way it points: what happened lies in the past, what has to be done lies ahead. All times are UTC.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from toldonce.fleeting import kept_briefly
from toldonce.memory.extract.english.days import days_named, length_of
from toldonce.memory.temporal import MONTH_NAMES, WEEKDAYS

_MONTH = rf"(?:{MONTH_NAMES})\b\.?"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})\b(?!s)"
_ON_A_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
""" "Monday" of "Monday 7 December", which says no more than the date."""
_NUMBER = (
    r"(?:\d{1,3}|a couple(?: of)?|a few|several|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fifteen|twenty|thirty|half a|(?:one|two|three) and a half)"
)
_UNIT = r"(?:minute|hour|day|week|fortnight|month|year|decade)s?"
_DAY = r"(?:(?:[0-3]?\d)(?:st|nd|rd|th)?|first(?=\ of)|second(?=\ of)|third(?=\ of))"
_YEAR = r"(?:19|20)\d\d"
_OF_YEAR = rf"(?:{_YEAR}|(?:next|this|last)\ year)"
_CORE = rf"""(?:
    (?P<iso>{_YEAR}-\d\d-\d\d)
  | (?:(?:{_ON_A_WEEKDAY},?\ )?(?:the\ )?)?(?P<day1>{_DAY})\ (?:of\ )?(?P<month1>{_MONTH})(?:,?\ (?P<year1>{_OF_YEAR}))?
  | (?:{_ON_A_WEEKDAY},?\ )?(?P<month2>{_MONTH})\ (?:the\ )?(?P<day2>{_DAY})(?!\d|:|\ ?(?:am|pm))
        (?:(?:,\ ?|\ )(?P<year2>{_OF_YEAR}))?
  | (?:(?P<part>early|mid|late|(?:the\ )?(?:beginning|start|middle
        |end)\ of)[ -])?(?P<month3>{_MONTH}),?\ (?:of\ )?(?P<year3>{_OF_YEAR})
  | (?:the\ )?(?P<part4>early|mid|late|(?:very\ )?(?:beginning|start|middle|end)\ of)[ -](?P<month4>{_MONTH})
        (?!,?\ (?:of\ )?{_OF_YEAR})
  | (?P<which>last|this|next|this\ coming|this\ past|the\ (?:following|previous))\ (?P<unit>week|weekend|month
        |year|night|{_WEEKDAY}|{_MONTH}|spring|summer|autumn|fall|winter|christmas|easter)\b
  | the\ (?P<edge>end|beginning|start|middle)\ of\ (?P<of>the|this|next)\ (?P<span>week|month|year)
  | (?P<ago>{_NUMBER})\ (?P<ago_unit>{_UNIT})\ (?:ago|back|earlier)\b
  | (?P<word>the\ day\ before\ yesterday|the\ day\ after\ tomorrow|day\ after\ tomorrow|yesterday|today|tonight
        |tomorrow|this\ morning|this\ afternoon|this\ evening)\b
  | (?P<season>spring|summer|autumn|fall|winter)\ (?:of\ )?(?P<season_year>{_YEAR})
  | (?P<weekday>{_WEEKDAY})(?!,?\ the\ [0-3]?\d(?:st|nd|rd|th))(?:\ (?:morning|afternoon|evening|night)\b)?
  | (?P<bare_month>{_MONTH})
  | (?P<bare_year>{_YEAR})
  | (?:{_ON_A_WEEKDAY},?\ )?the\ (?P<bare_day>[0-3]?\d(?:st|nd|rd|th))
  | (?P<days_time>(?:{_NUMBER})\ (?:{_UNIT}))
)"""
_NAMED = _CORE.replace("?P<", "?P<z_")
_CLOCK = (
    r"(?:\ (?P<short_clock>\d{1,2}(?:[:.][0-5]\d)?\ ?(?:am|pm))"
    r"|\ (?:at|around|by)\ (?P<clock>noon|midnight|[0-2]?\d(?:[:.][0-5]\d)?\ ?(?:am|pm|a\.m\.|p\.m\.|o'clock|h\b)?"
    r"|one\ o'clock|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:\ o'clock|\ ?(?:am|pm))?"
    r"(?=\s*(?:[,.;:!?)]|$|\b(?:and|but|with|in\ the|so|sharp)\b))))?(?!\w)"
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
_CLOCK_APART = re.compile(
    rf"(?P<before>^|[,;]\s)(?P<day>(?:(?:on|this|next)\s)?(?:{_WEEKDAY}|tomorrow|today|tonight|the\s[0-3]?\d(?:st|nd|rd|th)"
    rf"|[0-3]?\d(?:st|nd|rd|th)?\s{_MONTH}|{_MONTH}\s[0-3]?\d(?:st|nd|rd|th)?))(?P<rest>\s(?:i|we|my|our|there)\b[^,;.!?]*?)"
    r"(?P<clock>\sat\s(?:noon|[0-2]?\d(?:[:.][0-5]\d)?\s?(?:am|pm)?))(?=\s*(?:[,;.!?]|$))",
    re.IGNORECASE,
)
""" "On Friday I see the dentist at 3": the hour stands apart from its day."""
_HINT = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|day|last"
    r"|next|this|ago|to(?:day|night|morrow)"
    r"|yester|spring|summer|autumn|fall|winter|week|month|year|hour|minute|decade|end|beginning|start|middle)",
    re.IGNORECASE,
)
_NEEDS_PREPOSITION = ("bare_month", "bare_year", "bare_day", "weekday", "days_time")
_RECURRING = re.compile(rf"\b(?:every|each|every other|all)\s(?:{_WEEKDAY}(?:\s?,|\sand|\s&)\s)*$", re.IGNORECASE)
_NAMED_DAYS = ("Black ", "Good ", "Cyber ", "Easter ", "Palm ", "Ash ", "Boxing ")
_ATTRIBUTE = re.compile(
    r"\s(?!(?:and|at|to|in|for|with|but|so|because|when|before|after|or|if|i|we|my|our|he|she|they|it"
    r"|on|by|from|until|this|last|next|then|also|instead|please|"
    r"that|which|where|who|while|though|too|as|since|around|about|via|through|now|already|finally"
    r"|together|again|because|with|without|the|a|an|is|was|are|were|has|have|had)\b)[a-z]+"
)
"""What follows a weekday that only says which: "Sunday mass"."""
_TO_A_DAY = re.compile(
    r"\b(?:mov|push|put|postpon|reschedul|shift|bump|chang|delay|rebook|rearrang|bring|brought|switch)\w*\b[^,;]{0,40}"
    r"\sto\s$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[.,;:!?)]|$|\b(?:and|but|so|instead|now|because|as)\b)", re.IGNORECASE)
""" "Moved to the 21st", and not to the 21st floor."""
_OF_A_DAY = ("iso", "day1", "day2", "word", "weekday", "bare_day", "clock", "edge")
_FIRST_MARK = 0xE000
_MOST_MARKS = 64
_MARKS = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + _MOST_MARKS - 1)}]")
_FROM = frozenset("from as starting effective".split())
"""Prepositions of a beginning, which may have come or lie ahead: "as of 1 May"."""


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
            return days_named(self.match, "", at.astimezone(UTC), ahead)
        except (ValueError, OverflowError):
            return None

    def nearest(self, at: datetime) -> tuple[datetime, datetime] | None:
        """`interval`, of the last and the next such day the one that is less far from ``at``."""
        before, after = self.interval(at), self.interval(at, ahead=True)
        if self.match["weekday"] and self.preposition == "starting":
            return after  # "starting Monday"
        if before is None or after is None:
            return before or after
        return before if abs(at - before[0]) <= abs(after[0] - at) else after

    def last(self, at: datetime, *, ahead: bool = False) -> datetime | None:
        """Where "from X to Y" ends; None when there is no Y."""
        try:
            end = days_named(self.match, "z_", at.astimezone(UTC), ahead)
        except (ValueError, OverflowError):
            return None
        return None if end is None else end[0]

    def end(self, at: datetime) -> datetime | None:
        """When what was so until then ended: "until 2020" names the first day on which it was over, while "until last
        year" tells that it was still so in that year, so that it ended with it."""
        span = self.interval(at)
        if span is None:
            return None
        whole = (self.match["which"] or "").casefold() in ("last", "this past", "the previous")
        return span[1] if whole and (self.match["unit"] or "").casefold() in ("week", "month", "year") else span[0]

    @property
    def names_a_day(self) -> bool:
        """Whether it is as exact as a day."""
        found = self.match
        unit, span = (found["unit"] or "").casefold(), (found["days_time"] or "").casefold().rstrip("s")
        return (
            any(found[name] for name in _OF_A_DAY)
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
    from_ahead: bool = False
    """Whether it begins on a day that lies ahead: "as of 1 July"."""


def mark_times(sentence: str) -> tuple[str, list[TimePhrase]]:
    """The sentence with every time phrase replaced by one private character, and the phrases."""
    marked, phrases = _marked(sentence)
    return marked, list(phrases)


@kept_briefly(256)
def _marked(sentence: str) -> tuple[str, tuple[TimePhrase, ...]]:
    if not _HINT.search(sentence):
        return sentence, ()
    sentence = _CLOCK_APART.sub(r"\g<before>\g<day>\g<clock>\g<rest>", sentence)
    phrases: list[TimePhrase] = []

    def mark(match: re.Match[str]) -> str:
        if len(phrases) >= _MOST_MARKS or not _is_time(match, sentence):
            return match.group(0)
        phrases.append(TimePhrase(match.group(0), match))
        return f"{chr(_FIRST_MARK + len(phrases) - 1)}"

    return _TIME.sub(mark, sentence), tuple(phrases)


def is_mark(token: str) -> bool:
    """Whether a token stands for a time phrase."""
    return len(token) == 1 and _FIRST_MARK <= ord(token) < _FIRST_MARK + _MOST_MARKS


def without_marks(marked: str) -> str:
    """A text without the characters that stand for time phrases."""
    return _MARKS.sub("", marked)


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
    if _RECURRING.search(before[-40:]):
        return False
    prep = (match["prep"] or "").strip().casefold()
    if match["weekday"] and sentence[: match.start("weekday")].endswith(_NAMED_DAYS):
        return False
    if match["weekday"] and _ATTRIBUTE.match(sentence, match.end()):
        return False
    if match["days_time"]:  # "in two weeks", "in the last two weeks"; not "a day"
        return prep in ("in", "after", "since") and not match["days_time"].casefold().startswith(("a few", "an hour"))
    if match["bare_day"] and not prep and _TO_A_DAY.search(before):
        return _ENDS.match(sentence, match.end()) is not None
    if any(match[name] for name in _NEEDS_PREPOSITION) and not prep:
        return match["weekday"] is not None
    if match["bare_month"] and prep not in (
        "in", "since", "ever since", "until", "till", "by", "before", "after", "from", "back in", "as of", "during",
        "starting", "starting in", "starting from", "around", "in the",
    ):  # fmt: skip
        return False
    return not (match["bare_year"] and prep in ("at", "on", "over", "up to", "about"))


def _is_years_ago(phrase: TimePhrase) -> bool:
    return (phrase.match["ago_unit"] or "").casefold().startswith("year")


def _years_ago(phrases: Sequence[TimePhrase], at: datetime) -> int | None:
    """In which year it was, where a month is told beside how many years ago: "two years ago in March"."""
    spans = (phrase.interval(at) for phrase in phrases if _is_years_ago(phrase))
    return next((span[0].year for span in spans if span is not None), None)


def _in_a_month(first: datetime) -> datetime:
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)


def times_of(phrases: Sequence[TimePhrase], at: datetime, *, ahead: bool = False) -> Times:
    """What they say together; ``ahead`` as in `TimePhrase.interval`."""
    since = until = by = None
    on: tuple[datetime, datetime] | None = None
    lasting: timedelta | None = None
    exact = from_ahead = False
    for phrase in phrases:
        prep = phrase.preposition
        if prep == "for":
            lasting = length_of(phrase.match["length"], phrase.match["length_unit"])
            continue
        pointing = ahead or prep in ("until", "till", "by", "no")
        span = phrase.interval(at, ahead=pointing) if ahead or prep not in _FROM else phrase.nearest(at)
        if phrase.match["bare_month"] and (year := _years_ago(phrases, at)) and span is not None:
            span = span[0].replace(year=year), _in_a_month(span[0].replace(year=year))
            on = None
        elif _is_years_ago(phrase) and any(other.match["bare_month"] for other in phrases):
            continue
        if span is None or (prep == "after" and phrase.match["days_time"] and not ahead):
            continue
        last = phrase.last(at, ahead=ahead)
        from_ahead = from_ahead or (prep in _FROM and span[0] > at)
        if prep == "since":
            since = span[0] if span[0] <= at else None
        elif prep in ("until", "till", "up"):
            until = span[0] if ahead else phrase.end(at)
        elif prep in ("by", "before", "no"):
            at_end = (phrase.match["part"] or phrase.match["part4"] or "").casefold().endswith("end of")
            by, exact = (span[1] - timedelta(days=1) if at_end else span[0]), exact or phrase.names_a_day
        elif last is not None:
            since, until = span[0], last
        elif prep in _FROM and on is None and span[0] <= at:
            since = span[0]
        else:
            on = span if on is None or (phrase.names_a_day and not exact) else on
            exact = exact or phrase.names_a_day
    return Times(since, until, on, by, lasting, " ".join(phrase.text for phrase in phrases), exact, from_ahead)
