"""What was, for a question about what is over: "Do I have a dog?" after the dog's death, "Where did I live in 2020?".
Pure.

A slot whose last value ended without another holds nothing that is so; yet the ended value answers the question better
than silence, as long as it is told as ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from toldonce.memory.asking import Asked, asked_of
from toldonce.memory.kinds import kinds_in
from toldonce.memory.slots import holds_many, split_slot
from toldonce.memory.temporal import intervals
from toldonce.memory.terms import query_terms, terms_of, words
from toldonce.model import Hit, Memory
from toldonce.ports import USER

MOST_ENDED = 2
SURE_SCORE = 0.9
MOST_WORDS = 12
"""Of a question for what is over and for nothing more."""
_DID = re.compile(r"\b(?:did|was|were|had)\b", re.IGNORECASE)
_WHETHER = re.compile(r"\W*(?:(?:so|and|ok|hey),? )?(?:do|does|did|am|is|are|was|were|have|has|had)\b", re.IGNORECASE)
_ANY_OF_THEM = re.compile(
    r"\b(?:pets?|animals?|hobb(?:y|ies)|allerg\w+|languages?|medication|conditions?|illness\w*)\b", re.IGNORECASE
)


def lacks_what_is_asked(question: str, hits: Iterable[Hit]) -> bool:
    """Whether a question is about slots of the user of which no hit holds what is so; a long one is about more."""
    asked = _of_the_user(question) if len(words(question)) <= MOST_WORDS else Asked()
    return bool(asked.slots) and not any(hit.slot and asked.asks_for(*split_slot(hit.slot)) for hit in hits)


def ended_hits(question: str, superseded: Iterable[Memory]) -> list[Hit]:
    """The values of the asked slots of the user's that ended without a successor, the latest end first.

    Of a slot of many values only what the question names, unless it asks for all of them. What was told as past from
    the beginning answers who asks about the past, or whether something is so, but not where or what it is now.
    """
    asked, whole = _of_the_user(question), asked_of(question)
    told_as_past = whole.past or _WHETHER.match(question) is not None
    terms = set(query_terms(question))
    kinds = kinds_in(question)
    ended = [
        memory
        for memory in superseded
        if memory.slot is not None
        and memory.valid_to is not None
        and memory.superseded_by is None
        and not memory.retracted
        and memory.origin == "user"
        and asked.asks_for(*split_slot(memory.slot))
        and (whole.whole is None or whole.is_answered_by(*split_slot(memory.slot), memory.content))
        and (told_as_past or memory.valid_to > memory.recorded_at)
        and (
            not holds_many(split_slot(memory.slot)[1])
            or _ANY_OF_THEM.search(question)
            or _names(memory, terms)
            or not kinds.isdisjoint(kinds_in(memory.content))
        )
    ]
    ended.sort(key=lambda memory: memory.valid_to or memory.recorded_at, reverse=True)
    return [hit_of(memory) for memory in ended[:MOST_ENDED]]


def day_asked_of(question: str, now: datetime) -> datetime | None:
    """The middle of the one past time that a question about a slot of the user's names: "Where did I live in 2020?"."""
    times = intervals(question, now)
    if len(times) != 1 or times[0].yearly or times[0].end > now or not _DID.search(question):
        return None
    return times[0].start + (times[0].end - times[0].start) / 2 if _of_the_user(question).slots else None


def hits_of_that_day(question: str, believed: Iterable[Memory]) -> list[Hit]:
    """The values of the asked slots of the user's, of all that was so on the day."""
    asked = _of_the_user(question)
    return [
        hit_of(memory) for memory in believed if memory.slot is not None and asked.asks_for(*split_slot(memory.slot))
    ]


def not_of_that_day(found: Iterable[Hit], then: Iterable[Hit]) -> list[Hit]:
    """What was found, without what the same slots hold on other days."""
    held = {hit.slot: hit for hit in then}
    return [hit for hit in found if hit.slot not in held]


def _of_the_user(question: str) -> Asked:
    """What a question asks for, of the user's alone."""
    return Asked(tuple((subject, attribute) for subject, attribute in asked_of(question).slots if subject == USER))


def _names(memory: Memory, terms: set[str]) -> bool:
    return any(not terms.isdisjoint(terms_of(word)) for word in words(memory.content))


def hit_of(memory: Memory) -> Hit:
    """A memory that answers by what it is about, however near its words come to the question."""
    return Hit(
        kind="memory",
        id=memory.memory_id,
        content=memory.content,
        type=memory.type,
        score=SURE_SCORE,
        confidence=memory.confidence,
        conversation_id=memory.conversation_id,
        turn_number=memory.source_turn,
        last_used_turn=memory.last_used_turn,
        speaker=None,
        role=None,
        at=memory.recorded_at,
        valid_from=memory.valid_from,
        valid_to=memory.valid_to,
        source_turn_ids=memory.source_turn_ids,
        status=memory.status,
        slot=memory.slot,
        value=memory.value,
        origin=memory.origin,
        predecessor=memory.predecessor,
    )
