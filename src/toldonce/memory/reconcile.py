"""From statements to memories: what is true now, what was, and since when we know. Pure.

The statements of a slot, in the order in which they were said, tell its story: a value begins, is said again, ends
because another takes its place, because it is denied, or because it was wrong all along. Nothing but the statements
counts, so whatever order they arrive in, the story ends the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from toldonce.memory.acts import MEANT_BY_WORDS, is_same_feeling
from toldonce.memory.periods import CONFIRMED_TRUST, TRUST, Period, periods_of, when
from toldonce.memory.slots import FAVOURITE, RELATIVES, TASTE
from toldonce.model import MemoryStatus
from toldonce.ports import USER, MemoryState, Relations, Settlement, SlotKey, Statement

MOST_CONFIDENCE = 0.99


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
                if said.attribute.startswith(TASTE):
                    keys[SlotKey(subject, FAVOURITE)] = None
                elif said.attribute.startswith(FAVOURITE):
                    keys[SlotKey(subject, f"{TASTE}{said.value_key}")] = None
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
        for (subject, attribute), own in slots.items():
            if attribute.startswith(FAVOURITE):
                own[:] = sorted([*own, *_disliked(own, slots, subject)], key=_order)
        periods = [
            (f"{subject}.{attribute}", period)
            for (subject, attribute), own in slots.items()
            for period in periods_of(own)
        ]
        names = _identities([period for _, period in periods])
        return [_state(slot, period, names) for slot, period in periods]


def _disliked(
    favourites: Sequence[Statement], slots: Mapping[tuple[str, str], Sequence[Statement]], subject: str
) -> Iterator[Statement]:
    """The ends of favourites that are not liked any more."""
    for key in {one.candidate.value_key for one in favourites}:
        for one in slots.get((subject, f"{TASTE}{key}"), ()):
            said = one.candidate
            is_over = said.denies or (said.valid_to is not None and said.valid_to <= when(one))
            if is_over != is_same_feeling(said.value_key, "dislikes"):
                yield replace(one, candidate=replace(said, value_key=key, denies=True))


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


def _order(one: Statement) -> tuple[datetime, int, UUID]:
    return when(one), one.seq, one.statement_id


def _trust(one: Statement) -> float:
    return CONFIRMED_TRUST if one.confirmed_at is not None and one.origin != "user" else TRUST[one.origin]


def _identities(periods: Sequence[Period]) -> dict[UUID, UUID]:
    """The memory of every statement: the one that its period's statements name first, each only once."""
    taken: set[UUID] = set()
    names: dict[UUID, UUID] = {}
    for period in periods:
        known = (one.memory_id for one in period.statements if one.memory_id is not None)
        name = next((one for one in known if one not in taken), period.first.statement_id)
        taken.add(name)
        names.update((one.statement_id, name) for one in (*period.statements, *period.denials))
    return names


def _state(slot: str, period: Period, names: Mapping[UUID, UUID]) -> MemoryState:
    first, said = period.first, period.first.candidate
    ended_by = period.ended_by
    follows = names[period.follows.first.statement_id] if isinstance(period.follows, Period) else period.follows
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
        recorded_at=when(first),
        superseded_at=period.superseded_at,
        superseded_by=names.get(ended_by.statement_id, ended_by.memory_id or ended_by.statement_id)
        if ended_by is not None
        else None,
        supersedes=follows,
        retracted=period.retracted,
        metadata={key: value for one in period.statements for key, value in one.metadata.items()},
        expires_at=None if None in expiries else max(at for at in expiries if at is not None),
        statement_ids=[
            one.statement_id
            for one in (*period.statements, *period.denials)
            if one.candidate.attribute == said.attribute
        ],
        said_seq=min(one.seq for one in period.statements),
        ended_seq=period.ended_seq,
    )


def _status(period: Period) -> MemoryStatus:
    if period.quarantined:
        return "quarantined"
    return "current" if period.is_open else "superseded"
