"""What is told: a value with the words that phrase it and the marks by which it is known again.

Words by kind, beside ``value``: job ``a``; partner ``bond``; family ``relation``; child ``child``; pet ``species``;
favourite ``topic``; habit ``do doing cadence``; commitment ``do done thing due``; instruction and prohibition
``do doing``; event ``did date``; third_home and third_job ``who`` (and ``a``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from evals.life import vocabulary as words
from evals.life.dates import MONTHS, due_date, past_day
from evals.life.vocabulary import PoolName, half

Pick = Callable[[Sequence[Any]], Any]
MANY = frozenset(
    "child pet allergy condition like dislike habit hobby language commitment instruction prohibition event".split()
)
"""Kinds of which a person has several at once."""


@dataclass(frozen=True, slots=True)
class Value:
    """``marks``: of each group at least one form stands in a text that tells this value. ``day``: its date, if any."""

    key: str
    words: Mapping[str, str] = field(hash=False)
    marks: tuple[tuple[str, ...], ...]
    day: date | None = None

    def told_in(self, text: str) -> bool:
        """Whether the text tells this value."""
        return all(any(_stands(form, text) for form in group) for group in self.marks)


def _stands(form: str, text: str) -> bool:
    # A lower-case word of four letters and more may go on ("meditat", "swim"); names and numbers stand alone.
    tail = "" if form.islower() and len(form) >= 4 else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(form)}{tail}", text, re.IGNORECASE) is not None


def article(noun: str) -> str:
    """The noun with its indefinite article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


class Drawer:
    """Draws values without repetition from the pool's half of the vocabulary."""

    def __init__(self, pool: PoolName, dice: Random) -> None:
        self.pool = pool
        self.dice = dice
        self._used: set[object] = set()

    def take(self, choices: Sequence[Any]) -> Any:
        """One that was not drawn before, kept from later draws. Raises `IndexError` when all are gone."""
        chosen = self.spare(choices)
        self._used.add(chosen)
        return chosen

    def spare(self, choices: Sequence[Any]) -> Any:
        """One that was not taken; it may be drawn again."""
        return self.dice.choice([one for one in half(choices, self.pool) if one not in self._used])

    def value(self, kind: str, pick: Pick, *, at: datetime, attribute: str = "") -> Value:
        """A value of this kind, told ``at``; ``pick``: `take` or `spare`; ``attribute``: relation, topic or person."""
        made = _MAKERS.get(kind)
        if made is None:
            return _plain(pick(_PLAIN[kind]))
        return made(self, pick, at, attribute)


def _plain(word: str) -> Value:
    return Value(word, {"value": word}, ((word,),))


def _age(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    return age(int(attribute))


def age(years: int) -> Value:
    """An age in years."""
    return Value(str(years), {"value": str(years)}, ((str(years),),))


def _birthday(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    month, day = drawer.dice.randint(1, 12), drawer.dice.randint(1, 28)
    name, ordinal = MONTHS[month - 1], f"{day}{_suffix(day)}"
    ways = (f"{name} {day}", f"{day} {name}", f"{name} {ordinal}", f"{ordinal} {name}", f"the {ordinal} of {name}")
    forms = (*ways, f"{ordinal} of {name}", f"{month:02}-{day:02}")
    return Value(f"{month:02}-{day:02}", {"value": drawer.dice.choice(ways[:4])}, (forms,))


def _suffix(day: int) -> str:
    return {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th")


def _job(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    job = str(pick(words.JOBS))
    return Value(job, {"value": job, "a": article(job)}, ((job,),))


def _partner(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    name = str(pick(words.NAMES))
    return Value(name, {"value": name, "bond": drawer.dice.choice(words.BONDS)}, ((name,),))


def _family(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    name = str(pick(words.NAMES))
    return Value(name, {"value": name, "relation": attribute}, ((name,), tuple(words.RELATIONS[attribute])))


def _child(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    name = str(pick(words.NAMES))
    return Value(name, {"value": name, "child": drawer.dice.choice(words.CHILDREN)}, ((name,),))


def _pet(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    name, species = str(pick(words.PET_NAMES)), drawer.dice.choice(words.SPECIES)
    return Value(name, {"value": name, "species": species}, ((name,),))


def _favourite(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    word = str(pick(words.FAVOURITES[attribute]))
    return Value(word, {"value": word, "topic": attribute}, ((word,),))


def _habit(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    do, doing, mark = pick(words.HABITS)
    cadence = drawer.dice.choice(words.CADENCES)
    return Value(mark, {"value": do, "do": do, "doing": doing, "cadence": cadence}, ((mark,),))


def _commitment(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    do, done, thing, mark = pick(words.ERRANDS)
    due, day = due_date(drawer.dice, at)
    return Value(mark, {"value": do, "do": do, "done": done, "thing": thing, "due": due}, ((mark,),), day)


def _instruction(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    do, doing, mark = pick(words.INSTRUCTIONS)
    return Value(mark, {"value": do, "do": do, "doing": doing}, ((mark,),))


def _prohibition(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    do, doing, mark = pick(words.PROHIBITIONS)
    return Value(mark, {"value": do, "do": do, "doing": doing}, ((mark,),))


def _event(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    did, mark = pick(words.EVENTS)
    told, day = past_day(drawer.dice, at)
    return Value(mark, {"value": did, "did": did, "date": told}, ((mark,),), day)


def _third_home(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    city = str(pick(words.CITIES))
    return Value(city, {"value": city, "who": attribute}, ((city,), who_forms(attribute)))


def _third_job(drawer: Drawer, pick: Pick, at: datetime, attribute: str) -> Value:
    job = str(pick(words.JOBS))
    return Value(job, {"value": job, "a": article(job), "who": attribute}, ((job,), who_forms(attribute)))


def who_forms(who: str) -> tuple[str, ...]:
    """The words by which "my old roommate Maya" is known again: the name and the relation."""
    *relation, name = who.removeprefix("my ").split()
    return name, relation[-1]


_PLAIN: Mapping[str, Sequence[str]] = {
    "name": words.NAMES,
    "home": words.CITIES,
    "hometown": words.CITIES,
    "employer": words.COMPANIES,
    "allergy": words.ALLERGENS,
    "condition": words.CONDITIONS,
    "diet": words.DIETS,
    "car": words.CARS,
    "phone": words.PHONES,
    "like": words.LIKES,
    "dislike": words.DISLIKES,
    "hobby": words.HOBBIES,
    "language": words.LANGUAGES,
    "nickname": words.NICKNAMES,
}
_MAKERS: Mapping[str, Callable[[Drawer, Pick, datetime, str], Value]] = {
    "age": _age,
    "birthday": _birthday,
    "job": _job,
    "partner": _partner,
    "family": _family,
    "child": _child,
    "pet": _pet,
    "favourite": _favourite,
    "habit": _habit,
    "commitment": _commitment,
    "instruction": _instruction,
    "prohibition": _prohibition,
    "event": _event,
    "third_home": _third_home,
    "third_job": _third_job,
}
