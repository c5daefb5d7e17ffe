"""Every slot of the user's that ends without a successor, by the ways in which it ends and the styles of saying so.

The rows are the product of what is told, the ways of ending that go with it and the styles. Rows of the second table
sound alike and end nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import pytest
from said import AT, candidates, read, turn

from toldonce.memory.acts import is_meant
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import statements_of


def _typed(text: str) -> str:
    return text.replace("'", "").replace("’", "").lower().rstrip(".")


STYLES: Mapping[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "typed": _typed,
    "with a lead": lambda text: f"Oh, by the way, {text[:1].lower() + text[1:] if not text.startswith('I') else text}",
    "with a reason": lambda text: f"{text.rstrip('.')}, which is a relief.",
}

ALLERGY = (
    "I've outgrown my {} allergy.",
    "I'm not allergic to {} any more.",
    "My {} allergy is cured.",
    "The {} allergy is gone.",
    "I tested negative for {}.",
    "The doctor gave me the all-clear on {}.",
    "I can eat {} again.",
    "I can finally have {} without a reaction, so {} is fine again.",
    "{} doesn't bother me any more.",
    "I no longer react to {}.",
    "The {} allergy turned out to be a false alarm.",
    "I haven't reacted to {} in years.",
)
DIET = (
    "I'm no longer {}.",
    "I gave up being {}.",
    "I fell off the {} wagon.",
    "I quit being {}.",
    "I used to be {} but not any more.",
    "The {} thing is over.",
    "My {} days are behind me.",
    "Being {} didn't work out for me.",
    "I've stopped being {}.",
    "I'm not {} these days.",
    "I'm done with being {}.",
)
EATEN = {
    "vegetarian": ("I eat meat again.", "I'm back on meat.", "I caved and I eat bacon again."),
    "vegan": ("I went back to eating cheese.", "I'm back on dairy.", "I eat eggs again."),
    "gluten-free": ("I eat bread again.", "I'm back to eating pasta."),
    "keto": ("I'm back on carbs.", "I eat bread and rice again."),
}
ACT = (
    "I haven't {done} in months.",
    "I haven't {done} since May.",
    "I gave up {doing}.",
    "I've stopped {doing}.",
    "I no longer {do}.",
    "I don't {do} any more.",
    "These days I don't {do}.",
    "I used to {do}, not any more.",
    "I dropped {doing}.",
    "I quit {doing} last winter.",
    "I've got out of the habit of {doing}.",
    "It's been years since I last {did}.",
    "My {doing} days are over.",
    "I let the {doing} slide.",
)
HABITS = {
    "I go jogging every morning.": ("go jogging", "going jogging", "gone jogging", "went jogging"),
    "I swim every Thursday.": ("swim", "swimming", "swum", "swam"),
    "I meditate every evening.": ("meditate", "meditating", "meditated", "meditated"),
    "I bake bread every Sunday.": ("bake bread", "baking bread", "baked bread", "baked bread"),
}
PASTIME = (
    "{} is no longer my thing.",
    "I gave {} up.",
    "I've lost interest in {}.",
    "I fell out of love with {}.",
    "I'm over my {} phase.",
    "I've retired from {}.",
    "I've gone off {}.",
    "I quit {}.",
    "I don't do {} any more.",
    "I've dropped {}.",
    "{} is history for me.",
    "I'm done with {}.",
    "I haven't done any {} in ages.",
    "I used to do {}, but I stopped.",
)
LIKING = (
    "I've gone off {}.",
    "I don't like {} any more.",
    "{} doesn't do it for me any more.",
    "I fell out of love with {}.",
    "I'm over {}.",
    "I no longer care for {}.",
    "{} has lost its charm.",
    "I used to love {}, not any more.",
    "I'm tired of {}.",
    "These days I can't stand {}.",
)
MEDICINE = (
    "I came off {}.",
    "I stopped taking {}.",
    "I'm off {}.",
    "The doctor took me off {}.",
    "I no longer take {}.",
    "I don't need {} any more.",
    "I quit {}.",
)
PLAN = (
    "I no longer have to go to the {}.",
    "I don't need to go to the {} any more.",
    "The {} is cancelled.",
    "The {} is off.",
    "I cancelled the {}.",
    "There's no need to go to the {} any more.",
)


def _rows() -> Sequence[tuple[str, str, str]]:
    rows = [
        (attribute, told.format(thing), way.format(thing, thing))
        for attribute, told, ways, things in (
            ("allergy", "I'm allergic to {}.", ALLERGY, ("peanuts", "kiwi")),
            ("diet", "I'm {}.", DIET, ("vegan", "vegetarian", "pescatarian")),
            ("hobby", "My hobby is {}.", PASTIME, ("chess", "rock climbing", "knitting")),
            ("taste", "I love {}.", LIKING, ("jazz", "Thai food", "sudoku")),
            ("medication", "I take {}.", MEDICINE, ("sertraline", "metformin")),
            ("commitment", "I have a {} on 3 June.", PLAN, ("dentist appointment", "job interview")),
        )
        for thing in things
        for way in ways
    ]
    rows += [("diet", f"I'm {diet}.", way) for diet, ways in EATEN.items() for way in ways]
    for told, (do, doing, done, did) in HABITS.items():
        rows += [("habit", told, way.format(do=do, doing=doing, done=done, did=did)) for way in ACT]
    return [(attribute, told, way[:1].upper() + way[1:]) for attribute, told, way in rows]


STAYS = [
    ("allergy", "I'm allergic to peanuts.", "I tested negative for covid."),
    ("allergy", "I'm allergic to peanuts.", "I wish I could eat peanuts again."),
    ("diet", "I'm vegan.", "I wish I could eat cheese again."),
    ("diet", "I'm vegan.", "My brother is back on meat."),
    ("diet", "I'm a vegetarian.", "I ate bacon by mistake yesterday."),
    ("diet", "I'm vegetarian.", "I don't eat meat any more."),
    ("habit", "I swim every Thursday.", "I haven't swum yet today."),
    ("habit", "I swim every Thursday.", "I haven't run in months."),
    ("habit", "I bake bread every Sunday.", "I don't bake cakes any more."),
    ("hobby", "My hobby is chess.", "I hung up my racket."),
    ("hobby", "My hobby is chess.", "I haven't lost at chess in years, I still play a lot."),
    ("medication", "I take metformin.", "I came off ibuprofen."),
    ("commitment", "I have a dentist appointment on 3 June.", "I no longer have to go to the vet."),
    ("taste", "I love jazz.", "I'm over my chess phase."),
]


def _is_held(attribute: str, told: str, later: str) -> bool:
    """Whether what was told first is current after what was said later."""
    statements = []
    for number, text in enumerate((told, later), 1):
        said = turn(text).model_copy(update={"at": AT + timedelta(days=number), "seq": number})
        statements += statements_of(said, RuleExtractor().read([said])[0], "rules")
    states = [one for one in Reconciliation().states(statements, {}) if one.slot.startswith(f"user.{attribute}")]
    assert any(one.said_seq == 1 for one in states), told
    return any(one.status == "current" and one.said_seq == 1 for one in states)


@pytest.mark.parametrize("style", STYLES)
def test_what_is_over_is_not_current_in_whatever_words_it_ends(style: str):
    still = [row for row in _rows() if _is_held(row[0], row[1], STYLES[style](row[2]))]
    assert not still, "\n".join(f"{told} > {later}" for _, told, later in still)


@pytest.mark.parametrize(("row", "style"), list(itertools.product(STAYS, ("plain", "typed"))))
def test_what_only_sounds_like_an_end_ends_nothing(row: tuple[str, str, str], style: str):
    attribute, told, later = row
    assert _is_held(attribute, told, STYLES[style](later))


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("After three years of treatment I'm free of my wasp allergy.", "wasps"),
        ("I was wrong about the penicillin allergy, the test came back clean.", "penicillin"),
        ("Good news: no more nut allergy.", "nuts"),
        ("They retested me and I'm not reacting to milk any longer.", "milk"),
        ("I no longer need to avoid gluten.", "gluten"),
        ("My egg allergy is history.", "eggs"),
    ],
)
def test_an_allergy_that_is_over_is_denied_and_not_stated(text: str, ended: str) -> None:
    told = [one for one in candidates(text) if one.attribute == "allergy"]
    assert told
    assert all(one.denies for one in told)
    assert any(is_meant("allergy", one.value_key, ended) for one in told)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("I stopped taking the dog to the beach on Saturdays.", "taste."),
        ("I quit drinking coffee in the morning.", "wine"),
        ("I've retired my Saturday baking.", "job"),
        ("Chess is a thing of the past.", "user.hobby=chess of"),
        ("Climate change is a thing.", "user."),
    ],
)
def test_what_ends_or_is_a_thing_says_nothing_of_what_stands_beside_it(text: str, kept: str) -> None:
    assert not [one for one in read(text) if kept in one]
