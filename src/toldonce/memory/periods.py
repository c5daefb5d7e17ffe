"""The story of a slot: the stretches in which its values hold, told by its statements in their order. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from toldonce.memory.concerned import by_value, denies, goes_by
from toldonce.model import Origin
from toldonce.ports import USER, Statement

TRUST: Mapping[Origin, float] = {"user": 1.0, "assistant": 0.5, "tool": 0.5, "document": 0.4}
CONFIRMED_TRUST = 0.9


@dataclass(slots=True)
class Period:
    """A stretch in which a value holds: the statements that say so, and how it ended."""

    statements: list[Statement]
    valid_from: datetime | None
    stated_to: datetime | None
    follows: Period | UUID | None = None
    valid_to: datetime | None = None
    superseded_at: datetime | None = None
    ended_by: Statement | None = None
    past: bool = False
    retracted: bool = False
    quarantined: bool = False
    denials: list[Statement] = field(default_factory=list)
    cause: Statement | None = None
    ended_seq: int | None = None

    @property
    def first(self) -> Statement:
        return self.statements[0]

    @property
    def is_open(self) -> bool:
        return self.superseded_at is None and not self.past and not self.quarantined

    def end(self, cause: Statement, to: datetime | None, by: Statement | None, *, retracted: bool = False) -> None:
        """Close it because of ``cause``: true until ``to``, and ``by`` takes its place."""
        at = when(cause)
        self.superseded_at, self.ended_by, self.retracted, self.cause = at, by, retracted, cause
        end = to or at
        if self.valid_from is not None:
            end = max(end, self.valid_from)
        self.valid_to = min(end, self.stated_to) if self.stated_to is not None else end


def when(one: Statement) -> datetime:
    """When a statement counts from: when it was confirmed, else when it was said."""
    return one.confirmed_at or one.said_at


def _is_quarantined(one: Statement) -> bool:
    """Only what the user said, or confirmed, counts for the user and the user's people."""
    if one.origin == "user" or one.confirmed_at is not None:
        return one.candidate.quarantined and one.confirmed_at is None
    subject = one.candidate.subject
    return one.candidate.quarantined or subject == USER or subject.startswith(f"{USER}.")


def _authority(one: Statement) -> float:
    """Whose word stands above whose: what the user confirmed counts as the user's own."""
    return TRUST["user"] if one.confirmed_at is not None else TRUST[one.origin]


def periods_of(statements: Sequence[Statement]) -> list[Period]:
    """The periods of one slot; ``statements`` are in order."""
    counting = [one for one in statements if not _is_quarantined(one)]
    periods: list[Period] = []
    if any(one.candidate.many for one in statements):
        for key, own in by_value(counting).items():
            periods += _story(own, key)
    else:
        periods += _story(counting, None)
    believed = {period.first.candidate.value_key for period in periods if period.is_open}
    waiting: dict[str, Period] = {}
    for one in statements:
        key = one.candidate.value_key
        if not _is_quarantined(one) or one.candidate.denies or key in believed:
            continue
        if key in waiting:
            waiting[key].statements.append(one)
        else:
            waiting[key] = Period([one], one.candidate.valid_from, one.candidate.valid_to, quarantined=True)
    return [*periods, *waiting.values()]


def _story(statements: Sequence[Statement], key: str | None) -> list[Period]:
    """The periods of a slot of one value or, with ``key``, of one value in a slot of many."""
    periods: list[Period] = []
    current: Period | None = None
    for one in statements:
        said, at = one.candidate, when(one)
        if key is not None and said.value_key != key and not said.denies:  # stands in place of this value
            _replace(_replaced(periods, one) or current, one)
            current = None if current is None or not current.is_open else current
            continue
        if one.replaces is not None and (old := _replaced(periods, one)) is not None:
            current = _corrected(periods, old, current, one)
            continue
        if said.denies:
            if current is not None and (key or denies(said, current.first.candidate.value_key)):
                current.denials.append(one)
                current.end(one, said.valid_to or said.valid_from, None, retracted=said.corrects)
                current = None
            continue
        if said.is_exchange and not (current is not None and goes_by(said.instead_of, current.first.candidate)):
            continue
        if said.valid_to is not None and said.valid_to <= at:
            current = _past(periods, current, one)
            continue
        if current is not None and _says_the_same(current, one):
            _support(current, one)
            continue
        if current is not None and _authority(one) < _authority(current.first):
            periods.append(Period([one], said.valid_from, said.valid_to, quarantined=True))
            continue
        current = _begin(periods, current, one)
    for period in periods:
        if period.cause is not None:
            period.ended_seq = min(_ending_seqs(period, period.cause, statements, key))
    return periods


def _ending_seqs(period: Period, cause: Statement, statements: Sequence[Statement], of: str | None) -> Iterator[int]:
    """The numbers of what ended a value: whichever of them was heard first, from then on it was known to be over.

    ``of``: the value of a slot of many that the statements concern.
    """
    key = period.first.candidate.value_key
    for one in statements[statements.index(cause) :]:
        said = one.candidate
        if one is cause or one.replaces is not None or (said.denies and (of or denies(said, key))):
            yield one.seq
        elif said.value_key == key and not said.denies:
            return
        elif said.is_exchange and not goes_by(said.instead_of, period.first.candidate):
            continue
        elif not said.denies and not (said.valid_to is not None and said.valid_to <= when(one)):
            yield one.seq


def _says_the_same(current: Period, one: Statement) -> bool:
    """Whether it is what holds already; a habit of which how often is told anew is another one."""
    held, said = current.first.candidate, one.candidate
    anew = said.attribute == "habit" and said.changes and said.content != held.content
    return held.value_key == said.value_key and not anew


def _support(period: Period, one: Statement) -> None:
    """It was said again, perhaps with more about when it holds."""
    period.statements.append(one)
    if one.candidate.valid_from is not None and (period.valid_from is None or one.candidate.corrects):
        period.valid_from = one.candidate.valid_from
    if one.candidate.valid_to is not None:
        period.stated_to = period.valid_to = one.candidate.valid_to


def _begin(periods: list[Period], current: Period | None, one: Statement) -> Period:
    """A new value, in place of the current one where there is one."""
    said, at = one.candidate, when(one)
    before = current or next((past for past in reversed(periods) if not (past.retracted or past.quarantined)), None)
    start = said.valid_from
    if current is not None and said.corrects:
        start = start or current.valid_from
        current.end(one, current.valid_from, one, retracted=True)
    elif current is not None:
        start = start or at
        current.end(one, start, one)
    elif start is None and (said.changes or before is not None):
        start = at
    follows = before if one.replaces is None else one.replaces
    period = Period([one], start, said.valid_to, follows=follows, valid_to=said.valid_to)
    periods.append(period)
    return period


def _past(periods: list[Period], current: Period | None, one: Statement) -> Period | None:
    """What is told as over: it ends the current value when it is that one, else it is history; the current one then."""
    said = one.candidate
    if current is not None and _says_the_same(current, one):
        _support_past(current, one)
        current.end(one, said.valid_to, None)
        return None
    known = next((past for past in periods if past.past and _says_the_same(past, one)), None)
    if known is not None:
        _support(known, one)
    else:
        periods.append(Period([one], said.valid_from, said.valid_to, valid_to=said.valid_to, past=True))
    return current


def _support_past(period: Period, one: Statement) -> None:
    period.denials.append(one)
    if one.candidate.valid_from is not None and period.valid_from is None:
        period.valid_from = one.candidate.valid_from


def _replaced(periods: Sequence[Period], one: Statement) -> Period | None:
    """The period that a correction names by its memory."""
    if one.replaces is None:
        return None
    named = (one.replaces,)
    return next(
        (
            period
            for period in periods
            if any(own.memory_id in named or own.statement_id in named for own in period.statements)
        ),
        None,
    )


def _replace(old: Period | None, one: Statement) -> None:
    """End a value of a slot of many that another value takes the place of."""
    if old is not None and not old.retracted:
        corrects = one.candidate.corrects
        to = old.valid_from if corrects else one.candidate.valid_from
        old.end(one, to, one, retracted=corrects)


def _corrected(periods: list[Period], old: Period, current: Period | None, one: Statement) -> Period | None:
    """A correction takes the very place of what it corrects, in the present or in the past; the current period then."""
    said = one.candidate
    was_open, ended = old.is_open, old.valid_to
    old.retracted, old.ended_by, old.cause = True, one, old.cause or one
    old.superseded_at = when(one) if old.superseded_at is None else old.superseded_at
    old.valid_to = old.valid_from or old.valid_to or when(one)
    stated_to = said.valid_to if was_open or said.valid_to is not None else ended
    period = Period([one], said.valid_from or old.valid_from, stated_to, follows=old, valid_to=stated_to)
    period.past = not was_open or (stated_to is not None and stated_to <= when(one))
    periods.append(period)
    if was_open:
        return None if period.past else period
    return current
