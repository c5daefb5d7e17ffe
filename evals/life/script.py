"""A life as a conversation: what is told, between a great deal of small talk, over some two years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

from evals.life.dates import Period, past_period, since
from evals.life.distractions import Claim, Distraction, distractions
from evals.life.phrasing import phrased
from evals.life.plan import Move, Planner, half_of_acquaintances
from evals.life.pool import Pool, pool
from evals.life.truth import Statement
from evals.life.values import MANY, Drawer, article
from evals.life.vocabulary import PoolName

Purpose = Literal["statement", "filler", "reply", "incidental", "hypothetical", "other", "pasted", "poison"]
DAYS = 700
TURNS_IN_A_SESSION = 16
CHANCE_OF_ASIDE = 0.4
CHANCE_OF_REPLY = 0.9
CHANCE_OF_INCIDENTAL = 0.07
CHANCE_OF_TOGETHER = 0.8


@dataclass(frozen=True, slots=True)
class LifeTurn:
    """One message. ``claims`` are what a distraction would be misread for."""

    number: int
    session: int
    role: Literal["user", "assistant", "tool"]
    text: str
    at: datetime
    purpose: Purpose
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Life:
    """Turns in the order of their time, everything that they tell, and the kinds that they never touch.

    ``order`` are the numbers of the turns as they are to be stored: by time, or with the sessions shuffled.
    """

    pool: PoolName
    seed: int
    turns: tuple[LifeTurn, ...]
    statements: tuple[Statement, ...]
    never_told: tuple[str, ...]
    order: tuple[int, ...]
    in_order: bool

    def slots(self) -> Mapping[str, list[Statement]]:
        """The statements by slot."""
        by_slot: dict[str, list[Statement]] = {}
        for one in self.statements:
            by_slot.setdefault(one.slot, []).append(one)
        return by_slot

    @property
    def ends_at(self) -> datetime:
        """The time of the last turn."""
        return self.turns[-1].at


def write_life(name: PoolName, seed: int, *, turns: int = 1_000, in_order: bool = True) -> Life:
    """A life of at least ``turns`` turns, the same for the same arguments."""
    dice = Random(f"{name} {seed}")
    sessions = _session_times(dice, max(12, turns // TURNS_IN_A_SESSION))
    writer = _Writer(pool(name), dice, sessions)
    return writer.write(seed, turns, in_order)


def begun(life: Life, turns: int) -> Life:
    """Its first sessions, as many as hold at least ``turns`` turns. What is told later is not asked for."""
    last = life.turns[min(turns, len(life.turns)) - 1].session
    kept = tuple(turn for turn in life.turns if turn.session <= last)
    return replace(
        life,
        turns=kept,
        statements=tuple(one for one in life.statements if one.turn < len(kept)),
        order=tuple(number for number in life.order if number < len(kept)),
    )


def _session_times(dice: Random, count: int) -> list[datetime]:
    start = datetime(2022, dice.randint(1, 12), dice.randint(1, 28), tzinfo=UTC)
    days = sorted(dice.sample(range(DAYS), count))
    return [start + timedelta(days=day, hours=dice.randint(7, 21), minutes=dice.randint(0, 59)) for day in days]


@dataclass(slots=True)
class _Writer:
    pool: Pool
    dice: Random
    sessions: list[datetime]
    turns: list[LifeTurn] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    last_change: dict[str, datetime] = field(default_factory=dict)

    def write(self, seed: int, least: int, in_order: bool) -> Life:
        drawer = Drawer(self.pool.name, self.dice)
        story = Planner(self.pool, drawer, self.sessions, self.dice).story()
        traps = list(distractions(self.pool, drawer, self.dice, half_of_acquaintances(self.pool)))
        places = [self.dice.randrange(len(self.sessions)) for _ in traps]
        for number in range(len(self.sessions)):
            moves = [move for move in story.moves if move.session == number]
            here = [trap for trap, place in zip(traps, places, strict=True) if place == number]
            remaining = len(self.sessions) - number
            self._session(number, moves, here, -(-(least - len(self.turns)) // remaining))
        while len(self.turns) < least:
            self._small_talk(len(self.sessions) - 1, self.turns[-1].at + timedelta(minutes=2))
        return Life(
            pool=self.pool.name,
            seed=seed,
            turns=tuple(self.turns),
            statements=tuple(self.statements),
            never_told=story.never_told,
            order=self._order(in_order),
            in_order=in_order,
        )

    def _session(self, number: int, moves: Sequence[Move], traps: Sequence[Distraction], length: int) -> None:
        """The moves in their order, with distractions and filler between them, until the session is long enough."""
        beats: list[Sequence[Move] | Distraction | None] = [*self._grouped(moves)]
        for trap in traps:
            beats.insert(self.dice.randint(0, len(beats)), trap)
        for _ in range(max(2, length // 2 - len(beats))):
            beats.insert(self.dice.randint(0, len(beats)), None)
        clock = self.sessions[number]
        for beat in beats:
            clock += timedelta(minutes=self.dice.randint(1, 4))
            if beat is None:
                self._small_talk(number, clock)
            elif isinstance(beat, Distraction):
                self._distract(number, clock, beat)
            else:
                clock = self._tell(number, clock, beat)
            if self.turns[-1].role == "user" and self.dice.random() < CHANCE_OF_REPLY:
                clock += timedelta(seconds=20)
                self._say(number, "assistant", self._between(self.pool.replies), clock, "reply")

    def _grouped(self, moves: Sequence[Move]) -> Iterator[list[Move]]:
        """Moves that are told in one breath: a statement and its correction; two first statements with a sentence for
        both."""
        waiting = list(moves)
        while waiting:
            first = waiting.pop(0)
            group = [first]
            while waiting and waiting[0].follows:
                group.append(waiting.pop(0))
            partner = next((move for move in waiting if self._fit(first, move)), None)
            told_apart = len(group) > 1 or partner is None or self._corrected(waiting, partner)
            if partner and not told_apart and self.dice.random() < CHANCE_OF_TOGETHER:
                waiting.remove(partner)
                group.append(partner)
            yield group

    def _fit(self, one: Move, other: Move) -> bool:
        return bool(self._template_for(one, other)) and one.act == other.act == "state" and not other.follows

    def _template_for(self, one: Move, other: Move) -> str | None:
        kinds = {one.slot, other.slot}
        return next((text for both, text in self.pool.together if set(both) == kinds), None)

    @staticmethod
    def _corrected(waiting: Sequence[Move], move: Move) -> bool:
        place = waiting.index(move)
        return place + 1 < len(waiting) and waiting[place + 1].follows

    def _tell(self, session: int, clock: datetime, moves: Sequence[Move]) -> datetime:
        if len(moves) == 2 and not moves[1].follows:
            template = self._template_for(moves[0], moves[1])
            assert template is not None
            words = {
                f"{move.slot}{suffix}": word
                for move in moves
                if move.value
                for suffix, word in [("", move.value.words["value"]),
                                     *((f"_{name}", text) for name, text in move.value.words.items())]
            }  # fmt: skip
            self._say(session, "user", self._with_asides(phrased(template, words)), clock, "statement")
            for move in moves:
                self._note(move, clock, None)
            return clock
        for place, move in enumerate(moves):
            if place:
                clock += timedelta(minutes=1)
                if self.dice.random() < 0.5:
                    self._say(session, "assistant", self._between(self.pool.replies), clock - timedelta(seconds=30),
                              "reply")  # fmt: skip
            text, when = self._phrase(move, clock)
            self._say(session, "user", text if place else self._with_asides(text), clock, "statement")
            self._note(move, clock, when)
        return clock

    def _phrase(self, move: Move, clock: datetime) -> tuple[str, Period | None]:
        """A sentence for the move, and the period that it names for it."""
        templates = list({
            "state": self.pool.state.get(move.kind, ()),
            "change": self.pool.change.get(move.kind, ()),
            "end": self.pool.end.get(move.kind, ()),
            "correct": self.pool.correct,
        }[move.act])  # fmt: skip
        if move.old is None:
            templates = [text for text in templates if "{old" not in text]
        repeated = move.act == "state" and move.slot in self.last_change
        if repeated:
            templates = [text for text in templates if "{since}" not in text]
        text = self.dice.choice(templates)
        words = _words(move)
        when: Period | None = None
        if "{since}" in text:
            words["since"], when = since(self.dice, clock)
        if "{when}" in text or "{When}" in text:
            named = self._past_period(move, clock)
            if named is None:
                text = self.dice.choice([one for one in templates if "{when}" not in one and "{When}" not in one])
            else:
                words["when"], when = named
        return phrased(text, words), when

    def _past_period(self, move: Move, clock: datetime) -> tuple[str, Period] | None:
        """A time since the last change of the slot; None when it was too short ago for one."""
        earliest = self.last_change.get(_thread(move))
        for _ in range(12):
            text, period = past_period(self.dice, clock)
            if earliest is None or period.first > earliest.date():
                return text, period
        return None

    def _note(self, move: Move, clock: datetime, when: Period | None) -> None:
        self.statements.append(Statement(self.turns[-1].number, clock, move.act, move.slot, move.value, move.old, when))
        self.last_change[_thread(move)] = clock

    def _small_talk(self, session: int, clock: datetime) -> None:
        if self.dice.random() < CHANCE_OF_INCIDENTAL:
            self._say(session, "user", self._between(self.pool.incidental), clock, "incidental")
        else:
            self._say(session, "user", self._between(self.pool.filler), clock, "filler")

    def _distract(self, session: int, clock: datetime, trap: Distraction) -> None:
        if trap.role != "user":
            self._say(session, "user", self._between(self.pool.filler), clock, "filler")
            clock += timedelta(seconds=15)
        self._say(session, trap.role, trap.text, clock, trap.purpose, trap.claims)

    def _say(self, session: int, role: Literal["user", "assistant", "tool"], text: str, at: datetime,
             purpose: Purpose, claims: tuple[Claim, ...] = ()) -> None:  # fmt: skip
        self.turns.append(LifeTurn(len(self.turns), session, role, text, at, purpose, claims))

    def _between(self, templates: Sequence[str]) -> str:
        thing, other = self.dice.sample(self.pool.things, 2)
        topic, second = self.dice.sample(self.pool.topics, 2)
        words = {"thing": thing, "thing2": other, "topic": topic, "topic2": second}
        return phrased(self.dice.choice(templates), words)

    def _with_asides(self, text: str) -> str:
        if self.dice.random() >= CHANCE_OF_ASIDE:
            return text
        aside = self._between(self.pool.asides)
        return f"{aside} {text}" if self.dice.random() < 0.5 else f"{_closed(text)} {aside}"

    def _order(self, in_order: bool) -> tuple[int, ...]:
        sessions = list(range(len(self.sessions)))
        if not in_order:
            self.dice.shuffle(sessions)
        place = {session: number for number, session in enumerate(sessions)}
        return tuple(turn.number for turn in sorted(self.turns, key=lambda turn: (place[turn.session], turn.number)))


def _thread(move: Move) -> str:
    """What must not be told to have changed before it was told: the slot, or one value of several."""
    held = move.value or move.old
    assert held is not None
    return f"{move.slot}={held.key}" if move.kind in MANY else move.slot


def _words(move: Move) -> dict[str, str]:
    held = move.value or move.old
    assert held is not None
    words = dict(held.words)
    if move.old is not None:
        words["old"] = move.old.words["value"]
        words["old_a"] = article(move.old.words["value"])
    return words


def _closed(text: str) -> str:
    return text if text[-1] in ".!?" else f"{text}."
