"""What is held and what a turn says of it: the ends that nobody can read without knowing what there is to end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from toldonce.memory.acts import MEANT_BY_WORDS, is_meant
from toldonce.memory.extract.held.kinds import Held, held_of
from toldonce.memory.extract.held.mentions import Said, terms_naming
from toldonce.memory.extract.held.reviewer import Answer, Question, Reviewer
from toldonce.memory.extract.rules import MAX_READ_CHARACTERS
from toldonce.memory.extract.sentences.modality import without_quotations
from toldonce.memory.prepare import repeats_memory
from toldonce.memory.slots import holds_many, split_slot, value_key
from toldonce.memory.stating import opening_of, statements_of
from toldonce.model import Memory, Scope, Turn
from toldonce.ports import USER, Extraction, MemoryCandidate, Statement, Store

MOST_HELD = 2_000
"""Memories that are looked at; of more something of everything (`Store.believed`)."""
MOST_QUESTIONS = 12
"""Of one turn: more are named only by a list."""
MOST_LATER = 50
"""Turns looked at for each word that may name something, where they were said later than it and read earlier."""
CONFIDENCE = 0.75
"""Of what is read to be over for certain; the rules' is 0.9."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """Something held of the user, since when, and where it stands: in a memory, or in what a turn just said."""

    attribute: str
    key: str
    held: Held
    since: datetime
    seq: int
    memory_id: UUID | None = None
    candidate: MemoryCandidate | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    turn: Turn
    standing: _Standing
    question: Question


async def overtaken(
    store: Store, reviewer: Reviewer, scope: Scope, turns: Sequence[Turn], extractions: Sequence[Extraction]
) -> list[Statement]:
    """Statements that something is over: by the turns, what was held before them or one of them said before; by what
    was said later and heard earlier, what the turns say.

    ``extractions`` are what was found in the turns: of what a turn speaks of there nothing more is asked.
    Raises `EmbeddingFailed`.
    """
    readable = [one for one in turns if one.role == "user" and one.content.strip()]
    if not readable:
        return []
    believed = await store.believed(scope, as_of=None, known_at=None, known_at_seq=None, limit=MOST_HELD)
    told = {one.turn_id: _told(one.candidates) for one in extractions}
    stating = [one for turn in readable for one in _stated(turn, told)]
    asked = [
        *_asked(readable, told, _held_in(believed)),
        *_asked_later(stating, await _later(store, scope, turns, stating)),
    ]
    answers = await reviewer.over([one.question for one in asked])
    made = []
    for one, answer in zip(asked, answers, strict=True):
        if answer is not None and (ended := await _opening(store, scope, one.standing)) is not None:
            over = Extraction(one.turn.turn_id, [_denial(ended, answer)])
            made += statements_of(one.turn, over, reviewer.name)
    return made


async def _later(store: Store, scope: Scope, turns: Sequence[Turn], stating: Sequence[_Standing]) -> list[Turn]:
    """Turns that were said later than what these ``turns`` state, and read earlier, which may name it."""
    if not stating:
        return []
    terms = frozenset[str]().union(*(terms_naming(one.held) for one in stating))
    earlier = await store.turns_said_later(
        scope, after=min(one.since for one in stating), up_to=turns[0].seq - 1, terms=sorted(terms), each=MOST_LATER
    )
    return [*(one for one in earlier if not repeats_memory(one)), *turns]


def _told(candidates: Sequence[MemoryCandidate]) -> list[MemoryCandidate]:
    return [one for one in candidates if one.subject == USER and not one.quarantined]


def _stated(turn: Turn, told: Mapping[UUID, Sequence[MemoryCandidate]]) -> Iterator[_Standing]:
    """What a turn says is so."""
    for one in told.get(turn.turn_id, ()):
        held = None if one.denies else held_of(one.attribute, one.value, one.content)
        if held is not None:
            yield _Standing(one.attribute, one.value_key, held, turn.at, turn.seq, candidate=one)


def _said_in(turn: Turn) -> Said:
    return Said(without_quotations(turn.content[:MAX_READ_CHARACTERS]))


def _asked_later(stating: Sequence[_Standing], turns: Sequence[Turn]) -> Iterator[_Asked]:
    """What is to be asked of turns that were heard before what they may end."""
    for turn in turns:
        before = [one for one in stating if one.since < turn.at and turn.seq < one.seq]
        if not before or turn.role != "user":
            continue
        said = _said_in(turn)
        for one in before:
            mention = said.mention(one.held)
            if mention is not None and mention.by_name:
                yield _Asked(turn, one, Question(said.text, one.held, mention))


def _held_in(memories: Sequence[Memory]) -> Iterator[_Standing]:
    for memory in memories:
        subject, attribute = split_slot(memory.slot or "")
        if subject == USER and memory.status == "current" and memory.value is not None:
            held = held_of(attribute, memory.value, memory.content)
            if held is not None:
                yield _Standing(
                    attribute, value_key(memory.value), held, memory.recorded_at, memory.seq, memory.memory_id
                )


def _asked(
    turns: Sequence[Turn], told: Mapping[UUID, Sequence[MemoryCandidate]], held: Iterable[_Standing]
) -> Iterator[_Asked]:
    """What is to be asked of each turn, in their order; what one says is held when the next is read."""
    standing = {(one.attribute, one.key): one for one in held}
    for turn in turns:
        own = told.get(turn.turn_id, ())
        said = _said_in(turn)
        asked = []
        for one in standing.values():
            mention = said.mention(one.held) if one.since <= turn.at and not _speaks_of(own, one) else None
            if mention is not None and (mention.by_name or _is_the_only(one, standing.values())):
                asked.append(_Asked(turn, one, Question(said.text, one.held, mention)))
        if len(asked) <= MOST_QUESTIONS:
            yield from asked
        for one in _stated(turn, told):
            standing.setdefault((one.attribute, one.key), one)


def _is_the_only(one: _Standing, standing: Iterable[_Standing]) -> bool:
    """Whether nothing else of its kind is held, so that "the dog" can mean nothing else."""
    return all(other.held.kind != one.held.kind or other.key == one.key for other in standing)


def _speaks_of(own: Sequence[MemoryCandidate], standing: _Standing) -> bool:
    """Whether a turn itself says what became of something: its slot of one value, or this value of many."""
    attribute, key = standing.attribute, standing.key
    for one in own:
        if one.attribute != attribute:
            continue
        if not holds_many(attribute) or key in (one.value_key, one.instead_of):
            return True
        if one.denies and (
            not one.value_key or (attribute in MEANT_BY_WORDS and is_meant(attribute, one.value_key, key))
        ):
            return True
    return False


async def _opening(store: Store, scope: Scope, standing: _Standing) -> MemoryCandidate | None:
    if standing.memory_id is None:
        return standing.candidate
    own = await store.statements(scope, memory_id=standing.memory_id)
    return opening_of(standing.memory_id, own).candidate if own else None


def _denial(ended: MemoryCandidate, answer: Answer) -> MemoryCandidate:
    """That it is over, without its words: they are another turn's, and go with that."""
    return replace(
        ended,
        value="",
        content="",
        denies=True,
        corrects=False,
        changes=False,
        instead_of="",
        valid_from=None,
        valid_to=None,
        due_at=None,
        confidence=round(CONFIDENCE * answer.probability, 2),
        starts=answer.starts,
        ends=answer.ends,
    )
