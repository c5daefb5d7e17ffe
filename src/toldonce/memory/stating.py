"""What a text says, a memory told, a correction: each becomes statements with their evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from toldonce.memory.slots import attribute_of_type, holds_many, split_slot, value_key
from toldonce.memory.trust import judge
from toldonce.model import Memory, MemoryChange, MemoryRequest, Turn
from toldonce.ports import USER, Extraction, MemoryCandidate, Mention, NewMention, Statement

TOLD = "told"
"""The extractor of what was told directly."""
MAX_VALUE_CHARACTERS = 200
RIGHT_AFTER = timedelta(microseconds=1)
"""What is changed about a memory, and not said anew, follows it in its story and precedes whatever came later."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A memory to be told: ``key`` makes a repeated one harmless; ``known`` is what it says, where that need not be
    read from its words."""

    request: MemoryRequest
    key: str | None = None
    known: Sequence[MemoryCandidate] = ()


def statements_of(turn: Turn, extraction: Extraction, extractor: str) -> list[Statement]:
    """What an extractor read in a turn, with the turn as its evidence."""
    return [
        Statement(
            statement_id=uuid7(),
            key=f"{turn.turn_id}:{_digest(candidate)}",
            candidate=candidate,
            said_at=turn.at,
            seq=turn.seq,
            origin=origin,
            extractor=extractor,
            turn_id=turn.turn_id,
            conversation_id=turn.conversation_id,
            turn_number=turn.turn_number,
        )
        for candidate, origin in (judge(turn, one) for one in extraction.candidates)
    ]


def mentions_of(source: Turn | Statement, mentions: Iterable[Mention]) -> list[NewMention]:
    """Whom and what a turn names, or the statement of a memory that was told directly."""
    if isinstance(source, Turn):
        return [NewMention(one, source.turn_id, source.at) for one in mentions]
    return [NewMention(one, source.statement_id, source.said_at) for one in mentions]


def told(
    request: MemoryRequest,
    candidates: Sequence[MemoryCandidate],
    now: datetime,
    *,
    key: str | None,
    last_turn: int | None,
) -> list[Statement]:
    """The statements of a memory told directly; the first is the memory itself, in the words of the request.

    ``candidates`` are what the rules read in those words. The first that states something gives the slot, so that the
    memory takes the place of what it contradicts; the others, and what it denies, are stated beside it.
    """
    asserted = [one for one in candidates if not (one.denies or one.quarantined)]
    fitting = next((one for one in asserted if request.type in (None, one.type)), None)
    others = [one for one in candidates if one is not fitting and not one.quarantined]
    candidate = fitting or _unslotted(request)
    candidate = replace(
        candidate,
        content=request.content,
        valid_from=request.valid_from or candidate.valid_from,
        valid_to=request.valid_to or candidate.valid_to,
        importance=request.importance,
        confidence=1.0,
    )
    own_key = key or f"{TOLD}:{uuid7()}"
    first = Statement(
        statement_id=uuid7(),
        key=own_key,
        candidate=candidate,
        said_at=request.at or now,
        seq=0,
        origin="user",
        extractor=TOLD,
        conversation_id=request.conversation_id,
        turn_number=last_turn,
        metadata=request.metadata,
        expires_at=request.expires_at,
    )
    beside = [
        replace(
            first,
            statement_id=uuid7(),
            key=f"{own_key}:{number}",
            candidate=one,
            expires_at=request.expires_at,
        )
        for number, one in enumerate(others)
    ]
    return [first, *beside]


def corrected(
    memory: Memory,
    opening: Statement,
    change: MemoryChange,
    candidates: Sequence[MemoryCandidate],
    now: datetime,
    key: str | None,
) -> Statement:
    """The statement that takes the place of ``memory``, which ``opening`` gave its words; what is not named stays.

    The slot stays as well; a new value is what the rules read in the new words, for that slot, else the words. Where
    neither the words nor their times change, nothing is said anew: it stays what was told then, by that turn.
    """
    given = change.model_fields_set
    content = change.content if change.content is not None else memory.content
    anew = content != memory.content or not given.isdisjoint(("valid_from", "valid_to"))
    candidate = replace(
        opening.candidate,
        content=content,
        type=change.type or memory.type,
        denies=False,
        corrects=True,
        changes=False,
        quarantined=False,
        confidence=1.0,
        importance=memory.importance if change.importance is None else change.importance,
        valid_from=change.valid_from if "valid_from" in given else memory.valid_from,
        valid_to=change.valid_to if "valid_to" in given else memory.valid_to,
        instead_of=opening.candidate.value_key if opening.candidate.many else "",
        starts=0 if anew else opening.candidate.starts,
        ends=0 if anew else opening.candidate.ends,
    )
    if content != memory.content:
        value, own_key = _value_of(content, candidate, candidates)
        candidate = replace(candidate, value=value, value_key=own_key)
    return Statement(
        statement_id=uuid7(),
        key=key or f"{TOLD}:{uuid7()}",
        candidate=candidate,
        said_at=max(now, memory.recorded_at) if anew else memory.recorded_at + RIGHT_AFTER,
        seq=0,
        origin="user",
        extractor=TOLD,
        turn_id=None if anew else opening.turn_id,
        conversation_id=memory.conversation_id,
        turn_number=memory.source_turn,
        metadata=memory.metadata if change.metadata is None else change.metadata,
        expires_at=change.expires_at if "expires_at" in given else memory.expires_at,
        replaces=memory.memory_id,
    )


def restored(memory: Memory, opening: Statement, after: datetime, key: str | None) -> Statement:
    """The statement that says again, at ``after``, what a superseded memory says."""
    candidate = replace(
        opening.candidate, valid_from=None, valid_to=None, changes=True, denies=False, corrects=False, instead_of=""
    )
    return Statement(
        statement_id=uuid7(),
        key=key or f"{TOLD}:{uuid7()}",
        candidate=candidate,
        said_at=after,
        seq=0,
        origin="user",
        extractor=TOLD,
        conversation_id=memory.conversation_id,
        turn_number=memory.source_turn,
        metadata=memory.metadata,
        expires_at=memory.expires_at,
    )


def slotted(request: MemoryRequest, slot: str, value: str, *, corrects: str | None = None) -> MemoryCandidate:
    """What a memory says whose slot and value are known, and the value that it puts right."""
    subject, attribute = split_slot(slot)
    many = holds_many(attribute)
    return MemoryCandidate(
        type=request.type or "fact",
        subject=subject,
        attribute=attribute,
        value=value,
        value_key=value_key(value),
        content=request.content,
        many=many,
        corrects=corrects is not None,
        instead_of=value_key(corrects) if many and corrects else "",
    )


def _unslotted(request: MemoryRequest) -> MemoryCandidate:
    """A memory that names no slot stands for itself: the same words again are the same memory."""
    type = request.type or "fact"
    return MemoryCandidate(
        type=type,
        subject=USER,
        attribute=attribute_of_type(type),
        value=_shortened(request.content),
        value_key=value_key(request.content),
        content=request.content,
        many=True,
    )


def _value_of(content: str, slot: MemoryCandidate, candidates: Sequence[MemoryCandidate]) -> tuple[str, str]:
    for one in candidates:
        if (one.subject, one.attribute) == (slot.subject, slot.attribute) and not one.denies:
            return one.value, one.value_key
    return _shortened(content), value_key(content)


def _shortened(content: str) -> str:
    return content if len(content) <= MAX_VALUE_CHARACTERS else f"{content[: MAX_VALUE_CHARACTERS - 1]}…"


def _digest(candidate: MemoryCandidate) -> str:
    said = (
        candidate.subject,
        candidate.attribute,
        candidate.value_key,
        candidate.instead_of,
        str(candidate.denies),
        str(candidate.valid_from),
        str(candidate.valid_to),
    )
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:24]


def opening_of(memory_id: UUID, statements: Sequence[Statement]) -> Statement:
    """The statement that gave a memory its words: the first in force that is no denial, else the first."""
    own = [one for one in statements if one.memory_id == memory_id and not one.candidate.denies]
    return next((one for one in own if one.in_force), own[0] if own else statements[0])
