"""A conversation as the rules read it, turn by turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from uuid import UUID

from toldonce.memory.extract.clauses.mentioned import HE_OR_SHE, mentioned
from toldonce.memory.extract.corrections.reading import TURNS_LOOKED_BACK
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.names import mentions
from toldonce.memory.extract.english.people import Person, speaker, the_user
from toldonce.memory.extract.injected import steering
from toldonce.memory.extract.rules import MAX_READ_CHARACTERS
from toldonce.memory.extract.sentences.splitting import sentences
from toldonce.memory.extract.sentences.wording import plain
from toldonce.memory.extract.stated import not_with_a_firm
from toldonce.memory.extract.turn_reading import (
    MAX_CANDIDATES,
    THE_USER,
    TurnReading,
    nothing_before,
)
from toldonce.memory.prepare import repeats_memory
from toldonce.memory.trust import names_a_person, pasted_spans, without_memory
from toldonce.model import Turn
from toldonce.ports import USER, Extraction, MemoryCandidate

_VISIBLE = re.compile(r"[^\n]")
_TOLD_OF_THE_USER = re.compile(r"\b(?:you|your|the user)\b", re.IGNORECASE)
_SECOND_PERSON = (
    (re.compile(r"\byou are\b", re.IGNORECASE), "I am"),
    (re.compile(r"\byour\b", re.IGNORECASE), "my"),
    (re.compile(r"\byou\b", re.IGNORECASE), "I"),
)
_AS_YOU_SAID = re.compile(
    (
        r"^.{0,40}?\b(?:as you (?:told|said|mentioned)[^,]{0,20},|you (?:told me|mentioned|said)(?: that)?"
        r"|i (?:remember|recall|know|see|noted)(?: that)?|since|as)\s+(?=you\b|your\b)"
    ),
    re.IGNORECASE,
)
_CLAIMABLE = frozenset(
    "name called age birthday home hometown job employer partner allergy condition diet nationality car phone".split()
)


@dataclass(slots=True)
class Thread:
    """A conversation as it is read: earlier turns, and what was found in those that were read."""

    turns: list[Turn]
    found: dict[int, list[MemoryCandidate]] = field(default_factory=dict)
    _mentioned: dict[int, list[Person]] = field(default_factory=dict)

    def read(self, turn: Turn) -> Extraction:
        text = without_memory(turn.content[:MAX_READ_CHARACTERS])
        if turn.role != "user" and not (turn.role == "assistant" and names_a_person(turn.speaker)):
            return Extraction(turn.turn_id, tuple(_distinct(_of_the_user(turn, text))))
        foreign = pasted_spans(text)
        own = _blanked(text, foreign)
        me = the_user() if turn.role == "user" else speaker(turn.speaker or "")
        reading = TurnReading(me, turn.at.astimezone(UTC), self._recent)
        self.found[len(self.turns)] = []  # should this turn not be readable, no later one tries it again
        reading.mentioned = self._spoken_of(me) if turn.role == "user" and HE_OR_SHE.search(own) else []
        question = self._question() if turn.role == "user" else ""
        reading.read(own, question, self._before_the_question() if question else "")
        candidates = reading.candidates
        for first, last in foreign:
            candidates += steering(text[first:last], first, strict=False)
        candidates = not_with_a_firm(list(_distinct(candidates))[:MAX_CANDIDATES])
        self.found[len(self.turns)] = candidates
        self._mentioned[len(self.turns)] = reading.mentioned
        places = [
            one.value
            for one in candidates
            if one.attribute in ("home", "hometown", "birthplace") and one.value and not one.is_exchange
        ]
        firms = [
            one.value
            for one in candidates
            if one.attribute in ("employer", "school") and one.value and not one.is_exchange
        ]
        return Extraction(turn.turn_id, tuple(candidates), tuple(mentions(own, reading.people, places, firms)))

    def _spoken_of(self, me: Person) -> list[Person]:
        """Of whose people the last turns spoke: whom the other side named after it, else whom the user did."""
        latest = len(self.turns) - 1
        if latest < 0:
            return []
        if self.turns[latest].role == "assistant":
            if named := mentioned(plain(self.turns[latest].content[:MAX_READ_CHARACTERS]), me):
                return named
            latest -= 1
        if latest < 0 or self.turns[latest].role != "user":
            return []
        if latest not in self.found:
            self._recent(1)
        return self._mentioned.get(latest, [])

    def _question(self) -> str:
        """What the other side asked just before."""
        if self.turns and self.turns[-1].role == "assistant" and "?" in self.turns[-1].content:
            return self.turns[-1].content
        return ""

    def _before_the_question(self) -> str:
        """What the user said in front of the other side's last turn."""
        if len(self.turns) < 2 or self.turns[-2].role != "user":
            return ""
        return without_memory(self.turns[-2].content[:MAX_READ_CHARACTERS])

    def _recent(self, turns: int) -> list[MemoryCandidate]:
        """What the user stated in the last ``turns``, the newest first."""
        recent: list[MemoryCandidate] = []
        latest = range(len(self.turns) - 1, max(-1, len(self.turns) - 1 - TURNS_LOOKED_BACK), -1)
        for index in [index for index in latest if self.turns[index].role == "user"][:turns]:
            turn = self.turns[index]
            if index not in self.found:
                text = without_memory(turn.content[:MAX_READ_CHARACTERS])
                reading = TurnReading(the_user(), turn.at.astimezone(UTC), nothing_before)
                reading.read(_blanked(text, pasted_spans(text)), "")
                self.found[index] = reading.candidates
                self._mentioned[index] = reading.mentioned
            recent += reversed(
                [one for one in self.found[index] if not (one.quarantined or one.denies or one.is_exchange)]
            )
        return recent


def thread_after(before: Sequence[Turn], understood: Mapping[UUID, Sequence[MemoryCandidate]] | None = None) -> Thread:
    """A conversation of which these turns were said before; those that repeat what is known count for nothing.

    ``understood`` is what is known to be said in some of them, by their ids; the others are read when they are needed.
    """
    turns = [turn for turn in before if not repeats_memory(turn)]
    known = understood or {}
    return Thread(turns, {at: list(known[turn.turn_id]) for at, turn in enumerate(turns) if turn.turn_id in known})


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for first, last in spans:
        text = text[:first] + _VISIBLE.sub(" ", text[first:last]) + text[last:]
    return text


def _distinct(candidates: Sequence[MemoryCandidate] | Iterator[MemoryCandidate]) -> Iterator[MemoryCandidate]:
    seen: set[tuple[object, ...]] = set()
    for one in candidates:
        mark = (one.subject, one.attribute, one.value_key, one.denies, one.type, one.valid_to is None)
        if mark not in seen:
            seen.add(mark)
            yield one


def _of_the_user(turn: Turn, text: str) -> Iterator[MemoryCandidate]:
    """What an assistant, a tool or a document says of the user, or orders; all of it waits for the user's word."""
    yield from steering(text, 0, strict=turn.role == "assistant")
    if not _TOLD_OF_THE_USER.search(text):
        return
    reading = TurnReading(the_user(), turn.at.astimezone(UTC), nothing_before)
    for one in sentences(text):
        if one.asks or not _TOLD_OF_THE_USER.search(one.text) or len(reading.candidates) > MAX_CANDIDATES:
            continue
        words = _AS_YOU_SAID.sub("", plain(one.text))
        if turn.role == "assistant" and not patterns.match(r"(?:the user|you|your)\b", words, re.IGNORECASE):
            continue
        words = patterns.replaced(r"^.{0,40}?:\s(?=the user|user\b)", "", words, flags=re.IGNORECASE)
        words = THE_USER.sub(lambda found: "my" if found["s"] or found["t"] else "I", words)
        for pattern, own in _SECOND_PERSON:
            words = pattern.sub(own, words)
        reading.state(words, one)
    for candidate in reading.candidates:
        if candidate.attribute in _CLAIMABLE and candidate.subject == USER and not candidate.denies:
            yield replace(candidate, quarantined=True, confidence=0.5)
