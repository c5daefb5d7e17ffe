"""From statements to memories: what is true now, what was, and since when we know. Pure.

The statements of a slot, in the order in which they were said, tell its story: a value begins, is said again, ends
because another takes its place, because it is denied, or because it was wrong all along. Nothing but the statements
counts, so whatever order they arrive in, the story ends the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from toldonce.memory.acts import MEANT_BY_WORDS, is_meant, is_same_act, is_same_feeling
from toldonce.memory.kinds import kinds_in
from toldonce.memory.slots import RELATIVES
from toldonce.memory.terms import words
from toldonce.model import MemoryStatus, Origin
from toldonce.ports import USER, MemoryCandidate, MemoryState, Relations, Settlement, SlotKey, Statement

TRUST: Mapping[Origin, float] = {"user": 1.0, "assistant": 0.5, "tool": 0.5, "document": 0.4}
CONFIRMED_TRUST = 0.9
MOST_CONFIDENCE = 0.99
_NAMED_IN_PART = frozenset("job employer school car phone computer bike partner".split())
"""What is often called by a part of its name when it is over: "sold the Polo", "no longer a teacher"."""


@dataclass(slots=True)
class _Period:
    """A stretch in which a value holds: the statements that say so, and how it ended."""

    statements: list[Statement]
    valid_from: datetime | None
    stated_to: datetime | None
    follows: _Period | UUID | None = None
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
        at = _when(cause)
        self.superseded_at, self.ended_by, self.retracted, self.cause = at, by, retracted, cause
        end = to or at
        if self.valid_from is not None:
            end = max(end, self.valid_from)
        self.valid_to = min(end, self.stated_to) if self.stated_to is not None else end


class Reconciliation(Settlement):
    """`toldonce.ports.Settlement` by the rules of this module."""

    def slots(self, statements: Sequence[Statement], relations: Relations) -> list[SlotKey]:
        """What has to be read to settle everything that these statements touch."""
        keys: dict[SlotKey, None] = {}
        for one in statements:
            said = one.candidate
            for subject in _same(said.subject, relations):
                for value in _values(one):
                    keys[SlotKey(subject, said.attribute, value)] = None
            if _names_relative(one):
                relative = f"{USER}.{said.attribute}"
                for subject in (relative, said.value_key, *relations.get(relative, ())):
                    keys[SlotKey(subject, None)] = None
        return list(keys)

    def states(self, statements: Sequence[Statement], relations: Relations) -> list[MemoryState]:
        """The memories that the statements of whole slots (or whole values of slots) make."""
        slots: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
        for one in sorted(statements, key=_order):
            if one.in_force:
                slots[canonical(one.candidate.subject, relations), one.candidate.attribute].append(one)
        periods = [
            (f"{subject}.{attribute}", period)
            for (subject, attribute), own in slots.items()
            for period in _periods(own)
        ]
        names = _identities([period for _, period in periods])
        return [_state(slot, period, names) for slot, period in periods]


def canonical(subject: str, relations: Relations) -> str:
    """The name of a relative where exactly one is known, else the subject itself."""
    names = relations.get(subject, ())
    return names[0] if len(names) == 1 else subject


def _same(subject: str, relations: Relations) -> list[str]:
    """A subject with everything else that means the same."""
    name = canonical(subject, relations)
    return [name, *(relative for relative, names in relations.items() if list(names) == [name])]


def _values(one: Statement) -> Iterator[str | None]:
    """The values of a slot that a statement speaks of; null: of all, as a denial by words may be of any."""
    said = one.candidate
    if not said.many or not said.value_key or said.attribute in MEANT_BY_WORDS or said.attribute == "pet":
        yield None
        return
    yield said.value_key
    if said.instead_of:
        yield said.instead_of


def _names_relative(one: Statement) -> bool:
    return one.candidate.subject == USER and one.candidate.attribute in RELATIVES


def _when(one: Statement) -> datetime:
    return one.confirmed_at or one.said_at


def _order(one: Statement) -> tuple[datetime, int, UUID]:
    return _when(one), one.seq, one.statement_id


def _is_quarantined(one: Statement) -> bool:
    """Only what the user said, or confirmed, counts for the user and the user's people."""
    if one.origin == "user" or one.confirmed_at is not None:
        return one.candidate.quarantined and one.confirmed_at is None
    subject = one.candidate.subject
    return one.candidate.quarantined or subject == USER or subject.startswith(f"{USER}.")


def _authority(one: Statement) -> float:
    """Whose word stands above whose: what the user confirmed counts as the user's own."""
    return TRUST["user"] if one.confirmed_at is not None else TRUST[one.origin]


def _trust(one: Statement) -> float:
    return CONFIRMED_TRUST if one.confirmed_at is not None and one.origin != "user" else TRUST[one.origin]


# --- the story of a slot ---------------------------------------------------------------------------------------------


def _periods(statements: Sequence[Statement]) -> list[_Period]:
    """The periods of one slot; ``statements`` are in order."""
    counting = [one for one in statements if not _is_quarantined(one)]
    periods: list[_Period] = []
    if any(one.candidate.many for one in statements):
        for key, own in _by_value(counting).items():
            periods += _story(own, key)
    else:
        periods += _story(counting, None)
    believed = {period.first.candidate.value_key for period in periods if period.is_open}
    waiting: dict[str, _Period] = {}
    for one in statements:
        key = one.candidate.value_key
        if not _is_quarantined(one) or one.candidate.denies or key in believed:
            continue
        if key in waiting:
            waiting[key].statements.append(one)
        else:
            waiting[key] = _Period([one], one.candidate.valid_from, one.candidate.valid_to, quarantined=True)
    return [*periods, *waiting.values()]


def _by_value(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """The statements that concern each value of a slot of many, in their order."""
    concerned: dict[str, list[Statement]] = {one.candidate.value_key: [] for one in statements
                                             if not one.candidate.denies}  # fmt: skip
    for one in statements:
        for key in _concerned(one.candidate, concerned) or _of_this_kind(one, concerned):
            concerned[key].append(one)
    return concerned


def _of_this_kind(denial: Statement, concerned: Mapping[str, Sequence[Statement]]) -> list[str]:
    """The pet that "my dog died" is of, or the habit that "Mondays are free again" is of: the only one that was told as
    of this kind or day, and not by its name alone."""
    said = denial.candidate
    tells = _TELLS_OF.get(said.attribute)
    if tells is None or not said.denies:
        return []
    told = [
        key
        for key, own in concerned.items()
        if any(not one.candidate.denies and tells(said.value_key, one.candidate.content) for one in own)
    ]
    return told if len(told) == 1 else []


def _is_kind(kind: str, content: str) -> bool:
    return kind in kinds_in(content) or kind in words(content)


def _is_on(day: str, content: str) -> bool:
    return day in _DAYS and not {day, day.removesuffix("s")}.isdisjoint(words(content))


_TELLS_OF: Mapping[str, Callable[[str, str], bool]] = {"pet": _is_kind, "habit": _is_on}
_DAYS = frozenset(f"{day}days" for day in "mon tues wednes thurs fri satur sun".split())


def _concerned(said: MemoryCandidate, keys: Collection[str]) -> list[str]:
    """Which of the values of a slot a statement is about: its own, the one it stands in place of, those it denies."""
    if said.denies and said.attribute in MEANT_BY_WORDS:
        return [key for key in keys if not said.value_key or is_meant(said.attribute, said.value_key, key)]
    if said.denies and not said.value_key:
        return list(keys)
    if said.attribute == "habit" and said.changes and not said.denies:  # what is done otherwise by now
        return [key for key in keys if key == said.value_key or is_same_act(said.value_key, key)]
    own = (said.value_key,) if said.denies else dict.fromkeys((said.value_key, said.instead_of))
    return [key for key in own if key in keys]


def _story(statements: Sequence[Statement], key: str | None) -> list[_Period]:
    """The periods of a slot of one value or, with ``key``, of one value in a slot of many."""
    periods: list[_Period] = []
    current: _Period | None = None
    for one in statements:
        said, at = one.candidate, _when(one)
        if key is not None and said.value_key != key and not said.denies:  # stands in place of this value
            _replace(_replaced(periods, one) or current, one)
            current = None if current is None or not current.is_open else current
            continue
        if one.replaces is not None and (old := _replaced(periods, one)) is not None:
            current = _corrected(periods, old, current, one)
            continue
        if said.denies:
            if current is not None and (key or _denies(said, current.first.candidate.value_key)):
                current.denials.append(one)
                current.end(one, said.valid_to or said.valid_from, None, retracted=said.corrects)
                current = None
            continue
        if said.is_exchange and not (current is not None and _goes_by(said.instead_of, current.first.candidate)):
            continue
        if said.valid_to is not None and said.valid_to <= at:
            current = _past(periods, current, one)
            continue
        if current is not None and _says_the_same(current, one):
            _support(current, one)
            continue
        if current is not None and _authority(one) < _authority(current.first):
            periods.append(_Period([one], said.valid_from, said.valid_to, quarantined=True))
            continue
        current = _begin(periods, current, one)
    for period in periods:
        if period.cause is not None:
            period.ended_seq = min(_ending_seqs(period, period.cause, statements, key))
    return periods


def _ending_seqs(period: _Period, cause: Statement, statements: Sequence[Statement], of: str | None) -> Iterator[int]:
    """The numbers of what ended a value: whichever of them was heard first, from then on it was known to be over.

    ``of``: the value of a slot of many that the statements concern.
    """
    key = period.first.candidate.value_key
    for one in statements[statements.index(cause) :]:
        said = one.candidate
        if one is cause or one.replaces is not None or (said.denies and (of or _denies(said, key))):
            yield one.seq
        elif said.value_key == key and not said.denies:
            return
        elif said.is_exchange and not _goes_by(said.instead_of, period.first.candidate):
            continue
        elif not said.denies and not (said.valid_to is not None and said.valid_to <= _when(one)):
            yield one.seq


def _goes_by(key: str, held: MemoryCandidate) -> bool:
    """Whether a name, whole or in part, is that of what is held."""
    return key == held.value_key or (
        held.attribute in _NAMED_IN_PART and set(key.split()) <= set(held.value_key.split())
    )


def _denies(said: MemoryCandidate, key: str) -> bool:
    """Whether a denial in a slot of one value is of the value with this key: of every value ("I have no car"), of this
    one, of the same feeling in other words, or of a part of its name."""
    if said.value_key in ("", key, said.attribute) or is_same_feeling(said.value_key, key):
        return True
    return said.attribute in _NAMED_IN_PART and set(said.value_key.split()) <= set(key.split())


def _says_the_same(current: _Period, one: Statement) -> bool:
    """Whether it is what holds already; a habit of which how often is told anew is another one."""
    held, said = current.first.candidate, one.candidate
    anew = said.attribute == "habit" and said.changes and said.content != held.content
    return held.value_key == said.value_key and not anew


def _support(period: _Period, one: Statement) -> None:
    """It was said again, perhaps with more about when it holds."""
    period.statements.append(one)
    if one.candidate.valid_from is not None and (period.valid_from is None or one.candidate.corrects):
        period.valid_from = one.candidate.valid_from
    if one.candidate.valid_to is not None:
        period.stated_to = period.valid_to = one.candidate.valid_to


def _begin(periods: list[_Period], current: _Period | None, one: Statement) -> _Period:
    """A new value, in place of the current one where there is one."""
    said, at = one.candidate, _when(one)
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
    period = _Period([one], start, said.valid_to, follows=follows, valid_to=said.valid_to)
    periods.append(period)
    return period


def _past(periods: list[_Period], current: _Period | None, one: Statement) -> _Period | None:
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
        periods.append(_Period([one], said.valid_from, said.valid_to, valid_to=said.valid_to, past=True))
    return current


def _support_past(period: _Period, one: Statement) -> None:
    period.denials.append(one)
    if one.candidate.valid_from is not None and period.valid_from is None:
        period.valid_from = one.candidate.valid_from


def _replaced(periods: Sequence[_Period], one: Statement) -> _Period | None:
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


def _replace(old: _Period | None, one: Statement) -> None:
    """End a value of a slot of many that another value takes the place of."""
    if old is not None and not old.retracted:
        corrects = one.candidate.corrects
        to = old.valid_from if corrects else one.candidate.valid_from
        old.end(one, to, one, retracted=corrects)


def _corrected(periods: list[_Period], old: _Period, current: _Period | None, one: Statement) -> _Period | None:
    """A correction takes the very place of what it corrects, in the present or in the past; the current period then."""
    said = one.candidate
    was_open, ended = old.is_open, old.valid_to
    old.retracted, old.ended_by, old.cause = True, one, old.cause or one
    old.superseded_at = _when(one) if old.superseded_at is None else old.superseded_at
    old.valid_to = old.valid_from or old.valid_to or _when(one)
    stated_to = said.valid_to if was_open or said.valid_to is not None else ended
    period = _Period([one], said.valid_from or old.valid_from, stated_to, follows=old, valid_to=stated_to)
    period.past = not was_open or (stated_to is not None and stated_to <= _when(one))
    periods.append(period)
    if was_open:
        return None if period.past else period
    return current


# --- periods to states -----------------------------------------------------------------------------------------------


def _identities(periods: Sequence[_Period]) -> dict[UUID, UUID]:
    """The memory of every statement: the one that its period's statements name first, each only once."""
    taken: set[UUID] = set()
    names: dict[UUID, UUID] = {}
    for period in periods:
        known = (one.memory_id for one in period.statements if one.memory_id is not None)
        name = next((one for one in known if one not in taken), period.first.statement_id)
        taken.add(name)
        names.update((one.statement_id, name) for one in (*period.statements, *period.denials))
    return names


def _state(slot: str, period: _Period, names: Mapping[UUID, UUID]) -> MemoryState:
    first, said = period.first, period.first.candidate
    ended_by = period.ended_by
    follows = names[period.follows.first.statement_id] if isinstance(period.follows, _Period) else period.follows
    doubt = 1.0
    for one in {own.turn_id or own.statement_id: own for own in period.statements}.values():
        doubt *= 1 - one.candidate.confidence
    expiries = [one.expires_at for one in period.statements]
    return MemoryState(
        memory_id=names[first.statement_id],
        type=said.type,
        slot=slot,
        value=said.value,
        content=said.content,
        status=_status(period),
        confidence=round(min(MOST_CONFIDENCE if said.confidence < 1 else 1.0, 1 - doubt), 4),
        importance=max(one.candidate.importance for one in period.statements),
        trust=max(_trust(one) for one in period.statements),
        origin=first.origin,
        conversation_id=first.conversation_id,
        source_turn_ids=list(dict.fromkeys(one.turn_id for one in period.statements if one.turn_id is not None)),
        source_turn=first.turn_number,
        valid_from=period.valid_from,
        valid_to=period.valid_to,
        stated_to=period.stated_to,
        due_at=next((one.candidate.due_at for one in reversed(period.statements) if one.candidate.due_at), None),
        recorded_at=_when(first),
        superseded_at=period.superseded_at,
        superseded_by=names.get(ended_by.statement_id, ended_by.memory_id or ended_by.statement_id)
        if ended_by is not None
        else None,
        supersedes=follows,
        retracted=period.retracted,
        metadata={key: value for one in period.statements for key, value in one.metadata.items()},
        expires_at=None if None in expiries else max(at for at in expiries if at is not None),
        statement_ids=[one.statement_id for one in (*period.statements, *period.denials)],
        said_seq=min(one.seq for one in period.statements),
        ended_seq=period.ended_seq,
    )


def _status(period: _Period) -> MemoryStatus:
    if period.quarantined:
        return "quarantined"
    return "current" if period.is_open else "superseded"
