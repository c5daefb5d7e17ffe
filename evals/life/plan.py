"""What happens in a life: for each slot, what is told about it and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from evals.life import vocabulary
from evals.life.pool import Pool
from evals.life.truth import Act
from evals.life.values import Drawer, Value, age

SINGLE = "name age birthday home hometown job employer partner diet car phone nickname".split()
SEVERAL = {
    "child": 2, "pet": 2, "allergy": 2, "condition": 2, "like": 4, "dislike": 3, "habit": 3, "hobby": 3, "language": 3,
    "commitment": 6, "instruction": 3, "prohibition": 2, "event": 5,
}  # fmt: skip
"""How many of each there are, where there are any."""
CHANGES = {"age": 2, "home": 3, "job": 2, "employer": 2, "partner": 1, "diet": 1, "car": 1, "phone": 2, "favourite": 1,
           "nickname": 1}  # fmt: skip
"""At most so many changes."""
CORRECTED = {"home", "hometown", "birthday", "employer", "job", "car", "phone", "family", "pet", "allergy", "favourite"}
IMPLIED = (("birthday", "age"), ("name", "nickname"))
"""The first is not asked for as never told where the second is told: "I turned 40 yesterday", "call me Doc"."""
NEVER_TOLD = 0.2
CHANCE_OF_CORRECTION = 0.12
CHANCE_OF_REPEAT = 0.3
CHANCE_OF_NEW_START = 0.5


@dataclass(frozen=True, slots=True)
class Move:
    """One thing to tell, in the session of this number; ``follows``: right after the one before."""

    slot: str
    act: Act
    session: int
    value: Value | None
    old: Value | None = None
    follows: bool = False

    @property
    def kind(self) -> str:
        """The kind of fact."""
        return self.slot.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Story:
    """All moves of a life, in the order of their sessions, and the kinds of which nothing is ever told."""

    moves: tuple[Move, ...]
    never_told: tuple[str, ...]


class Planner:
    """Draws a story. ``sessions`` are their times."""

    def __init__(self, phrasings: Pool, drawer: Drawer, sessions: list[datetime], dice: Random) -> None:
        self._pool = phrasings
        self._drawer = drawer
        self._sessions = sessions
        self._dice = dice

    def story(self) -> Story:
        """What is told and what never is; each life lacks about a fifth of the kinds."""
        kinds = [*SINGLE, *SEVERAL, "family", "favourite", "third_home", "third_job"]
        silent = [kind for kind in [*SINGLE, "child", "pet", "allergy", "condition", "language"]
                  if self._dice.random() < NEVER_TOLD]  # fmt: skip
        moves: list[Move] = []
        for kind in kinds:
            if kind not in silent:
                moves += self._of(kind)
        moves = sorted(self._introduced(moves), key=lambda move: move.session)
        told_by_others = {implied for implied, kind in IMPLIED if kind not in silent}
        return Story(tuple(moves), tuple(kind for kind in silent if kind not in told_by_others))

    def _introduced(self, moves: list[Move]) -> list[Move]:
        """The moves, with some first statements brought forward to be told in one breath with another."""
        told = {move.slot: place for place, move in reversed([*enumerate(moves)]) if move.act == "state"}
        corrected = {move.slot for move in moves if move.act == "correct"}
        for (one, other), _ in self._dice.sample(self._pool.together, 4):
            if one in told and other in told and not corrected & {one, other}:
                together = min(moves[told[one]].session, moves[told[other]].session)
                for slot in (one, other):
                    moves[told[slot]] = replace(moves[told[slot]], session=together)
        return moves

    def _of(self, kind: str) -> Iterator[Move]:
        if kind in SEVERAL:
            for number in range(self._dice.randint(max(1, SEVERAL[kind] - 1), SEVERAL[kind])):
                yield from self._one_of_several(kind, may_end=number == 0)
        elif kind == "family":
            for relation in self._dice.sample(sorted(vocabulary.RELATIONS), 3):
                yield from self._single(f"family:{relation}")
        elif kind == "favourite":
            for topic in self._dice.sample(sorted(vocabulary.FAVOURITES), 3):
                yield from self._single(f"favourite:{topic}")
        elif kind in ("third_home", "third_job"):
            for relation in self._dice.sample(half_of_acquaintances(self._pool), 3):
                yield from self._single(f"{kind}:{relation} {self._drawer.take(vocabulary.NAMES)}")
        else:
            yield from self._single(kind)

    def _single(self, slot: str) -> Iterator[Move]:
        """A first statement, changes, perhaps an end and a new start; corrections and repetitions on the way."""
        kind = slot.partition(":")[0]
        changes = self._dice.randint(min(1, CHANGES.get(kind, 0)), CHANGES.get(kind, 0))
        ends = kind in self._pool.end and self._dice.random() < 0.4
        again = ends and kind in self._pool.change and self._dice.random() < CHANCE_OF_NEW_START
        sessions = self._later(changes + 1 + ends + again)
        held = self._fresh(slot, sessions[0])
        yield from self._told(Move(slot, "state", sessions[0], held))
        for number in range(changes):
            session = sessions[number + 1]
            new = age(int(held.key) + 1) if kind == "age" else self._fresh(slot, session)
            if number == 0 and self._dice.random() < CHANCE_OF_REPEAT and sessions[0] + 1 < session:
                yield Move(slot, "state", self._dice.randrange(sessions[0] + 1, session), held)
            yield Move(slot, "change", session, new, held)
            held = new
        if ends:
            yield Move(slot, "end", sessions[changes + 1], None, held)
        if again:
            yield Move(slot, "change", sessions[-1], self._fresh(slot, sessions[-1]))

    def _one_of_several(self, kind: str, *, may_end: bool) -> Iterator[Move]:
        ends = may_end and kind in self._pool.end and self._dice.random() < 0.7
        sessions = self._later(1 + ends)
        value = self._fresh(kind, sessions[0])
        yield from self._told(Move(kind, "state", sessions[0], value))
        if ends:
            yield Move(kind, "end", sessions[1], None, value)

    def _told(self, move: Move) -> Iterator[Move]:
        """The move; sometimes with another value first, which the move then corrects."""
        if move.kind not in CORRECTED or self._dice.random() >= CHANCE_OF_CORRECTION:
            yield move
            return
        assert move.value is not None
        drawn = self._fresh(move.slot, move.session)
        wrong = Value(drawn.key, {**move.value.words, "value": drawn.words["value"],
                                  **{name: drawn.words[name] for name in ("a",) if name in drawn.words}},
                      drawn.marks)  # fmt: skip
        yield replace(move, value=wrong)
        yield replace(move, act="correct", old=wrong, follows=True)

    def _fresh(self, slot: str, session: int) -> Value:
        kind, _, attribute = slot.partition(":")
        if kind == "age":
            attribute = str(self._dice.randint(22, 64))
        return self._drawer.value(kind, self._drawer.take, at=self._sessions[session], attribute=attribute)

    def _later(self, count: int) -> list[int]:
        """Sessions in ascending order, no two the same, the first of them in the first half of the life."""
        first = self._dice.randrange(len(self._sessions) // 2)
        return [first, *sorted(self._dice.sample(range(first + 1, len(self._sessions)), count - 1))]


def half_of_acquaintances(phrasings: Pool) -> list[str]:
    """The relations in which the pool's third persons stand."""
    return list(vocabulary.half(vocabulary.ACQUAINTANCES, phrasings.name))
