"""What is true when, and what has been heard when: a naive replay of what was told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from evals.life.dates import Period
from evals.life.values import MANY, Value

Act = Literal["state", "change", "end", "correct"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Something told about the user or about a third person.

    ``slot`` is the kind, with what tells it apart from others of its kind ("favourite:colour", "family:sister").
    ``value`` is what holds from now on (None: an end), ``old`` what it replaces, ends or corrects; ``when`` the days
    that were named for it. ``turn`` is the number of the turn in the life.
    """

    turn: int
    at: datetime
    act: Act
    slot: str
    value: Value | None
    old: Value | None = None
    when: Period | None = None

    @property
    def kind(self) -> str:
        """The kind of fact."""
        return self.slot.partition(":")[0]

    @property
    def start(self) -> Period:
        """The days on which it may have begun to hold: those that were named, or that of the telling."""
        return self.when or Period(self.at.date(), self.at.date())


@dataclass(frozen=True, slots=True)
class Span:
    """A value and how long it was true; ``ends`` None: it still is. ``told`` are the turns that tell it."""

    value: Value
    begins: Period
    told: tuple[int, ...]
    first_heard: datetime
    ends: Period | None = None


def replay(statements: Iterable[Statement]) -> list[Span]:
    """The spans of one slot, oldest first. The order of ``statements`` does not matter: they count by their time."""
    spans: list[Span] = []
    for one in sorted(statements, key=lambda told: (told.at, told.turn)):
        if one.act == "correct":
            spans = [_corrected(span, one) if _same(span, one.old) else span for span in spans]
        elif one.act == "end":
            spans = [_ended(span, one) if span.ends is None and _same(span, one.old) else span for span in spans]
        else:
            spans = _stated(spans, one)
    return spans


def _stated(spans: Sequence[Span], one: Statement) -> list[Span]:
    assert one.value is not None
    still = [span for span in spans if span.ends is None and _same(span, one.value)]
    if still:
        return [replace(span, told=(*span.told, one.turn)) if span in still else span for span in spans]
    if one.kind not in MANY:
        spans = [_ended(span, one) if span.ends is None else span for span in spans]
    return [*spans, Span(one.value, one.start, (one.turn,), one.at)]


def _ended(span: Span, one: Statement) -> Span:
    return replace(span, ends=one.start)


def _corrected(span: Span, one: Statement) -> Span:
    assert one.value is not None
    return replace(span, value=one.value, told=(*span.told, one.turn))


def _same(span: Span, value: Value | None) -> bool:
    return value is not None and span.value.key == value.key


def current(statements: Iterable[Statement]) -> list[Span]:
    """What is true after all of them."""
    return [span for span in replay(statements) if span.ends is None]


MARGIN = timedelta(days=2)
"""A date that is asked for keeps this distance from every change: a day that was told may be meant loosely."""


def dates_to_ask(spans: Sequence[Span], until: datetime) -> list[tuple[datetime, Span]]:
    """Days on which exactly one span of a single-valued slot was true beyond doubt, with that span.

    The middle of each span; and, where a beginning was told later than it was, a day before the telling.
    """
    asked: list[tuple[datetime, Span]] = []
    for span in spans:
        sure_from = _noon(span.begins.last) + MARGIN
        sure_to = (_noon(span.ends.first) if span.ends else until) - MARGIN
        if sure_from >= sure_to:
            continue
        asked.append((sure_from + (sure_to - sure_from) / 2, span))
        before_telling = min(sure_to, span.first_heard - MARGIN)
        if sure_from < before_telling:
            asked.append((sure_from + (before_telling - sure_from) / 2, span))
    return asked


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
