"""The candidates of what is no claim: orders, duties, events; and a candidate turned into what it also says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toldonce.memory.acts import NOT
from toldonce.memory.extract.clauses.claims import IMPORTANCE
from toldonce.memory.extract.clauses.clause import Clause
from toldonce.memory.extract.commitments.duty import Duty
from toldonce.memory.extract.commitments.events import Happening
from toldonce.memory.extract.english.lexicon import LANGUAGES
from toldonce.memory.extract.english.people import Person
from toldonce.memory.extract.instructions.order import Order
from toldonce.memory.extract.sentences.splitting import Sentence
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.extract.themes.habits import act_key
from toldonce.memory.slots import value_key
from toldonce.ports import USER, MemoryCandidate


def opposite(order: MemoryCandidate) -> MemoryCandidate:
    """That what was ordered before does not hold: who must never use tables need not use them any more."""
    key = order.value_key
    opposite = key.removeprefix(NOT) if key.startswith(NOT) else f"{NOT}{key}"
    return replace(order, value=opposite, value_key=opposite, denies=True, instead_of="",
                   content=sentence(f"No longer: {opposite}"))  # fmt: skip


_IN_A_LANGUAGE = re.compile(r"not (?:answer|reply|respond|write|speak|talk)\b.*\bin (?P<language>\w+)$")


def language_over(order: MemoryCandidate) -> MemoryCandidate | None:
    """ "Stop answering in French" also ends that answers are in French."""
    found = _IN_A_LANGUAGE.match(order.value_key)
    if found is None or found["language"] not in LANGUAGES:
        return None
    name = found["language"].title()
    return replace(order, attribute="reply_language", value=name, value_key=value_key(name), denies=True, many=False,
                   instead_of="", content=f"No longer answer in {name}.")  # fmt: skip


def as_pursuit(over: MemoryCandidate) -> MemoryCandidate:
    """A habit that is over may be kept as a hobby, and a hobby as a habit: "I no longer row" ends the rowing."""
    return replace(over, attribute="hobby" if over.attribute == "habit" else "habit")


def as_hobby_over(over: MemoryCandidate) -> MemoryCandidate:
    """What is no longer liked is no hobby any more: "I do not enjoy fencing any more"."""
    thing = over.attribute.partition(".")[2]
    return replace(over, attribute="hobby", value=thing, value_key=act_key(thing), many=True, instead_of="",
                   content=sentence(f"The user no longer does: {thing}"))  # fmt: skip


def not_with_a_firm(candidates: Sequence[MemoryCandidate]) -> list[MemoryCandidate]:
    """Without the firm that a partner of the same name was taken for: "I met Nora, I'm with Nora now"."""
    partners = {
        one.value_key for one in candidates if one.attribute == "partner" and not (one.denies or one.instead_of)
    }
    return [one for one in candidates if one.attribute != "employer" or one.denies or one.value_key not in partners]


def corrects(candidate: MemoryCandidate, clause: Clause) -> MemoryCandidate:
    """ "Actually, I live in Oslo" puts right what was said before, unless it tells of a change."""
    marked = clause.fillers & {"actually", "correction", "no", "sorry", "oops"}
    if (
        marked
        and candidate.type in ("fact", "entity")
        and not (candidate.many or candidate.denies or candidate.changes or clause.phrases)
    ):
        return replace(candidate, corrects=True)
    return candidate


def order_of(order: Order, at: Sentence) -> MemoryCandidate:
    """The candidate of an order."""
    return MemoryCandidate(
        type="instruction",
        subject=USER,
        attribute=order.attribute,
        value=order.value,
        value_key=order.key,
        content=order.content,
        many=order.many,
        denies=order.over,
        changes=False,
        instead_of=order.instead_of,
        importance=IMPORTANCE["instruction"],
        starts=at.starts,
        ends=at.ends,
    )


_OF_ONESELF = re.compile(r"i (?:am|do not mind) ", re.IGNORECASE)


def only_allows(orders: Sequence[MemoryCandidate], words: str) -> bool:
    """Whether a sentence that lifts a ban may tell a liking as well: "I am fine with early meetings now"."""
    return all(one.denies for one in orders) and _OF_ONESELF.match(words) is not None


def duty_of(duty: Duty, who: Person, at: Sentence) -> MemoryCandidate:
    """The candidate of what somebody has to do."""
    return MemoryCandidate(
        type="commitment",
        subject=who.key,
        attribute="commitment",
        value=duty.value[:200],
        value_key=duty.key,
        content=duty.content,
        many=True,
        denies=duty.over,
        due_at=duty.due_at,
        importance=IMPORTANCE["commitment"],
        starts=at.starts,
        ends=at.ends,
    )


def event_of(event: Happening, clause: Clause, at: Sentence) -> MemoryCandidate:
    """The candidate of what happened on a day."""
    who = clause.who
    return MemoryCandidate(
        type="event",
        subject=USER if who is None else who.key,
        attribute="event",
        value=event.value[:200],
        value_key=value_key(f"{event.value} {event.on:%Y-%m-%d}"),
        content=event.content,
        many=True,
        valid_from=event.on,
        importance=IMPORTANCE["event"],
        starts=at.starts,
        ends=at.ends,
    )
