"""Something is told, and later it is over, seldom in the same words: is it still taken for true?

Each row is a conversation of two turns, read and reconciled; the words of the second never repeat the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from said import AT, read, turn

from toldonce.memory.acts import means
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import statements_of
from toldonce.ports import Statement


@dataclass(frozen=True)
class Later:
    """What is said later: that it is over, or what only sounds like it."""

    ends: Sequence[str] = ()
    stays: Sequence[str] = ()


LATER = {
    "I love dark roast coffee.": Later(
        ends=[
            "Dark roast coffee used to be my thing but it's lost its shine.",
            "I no longer like dark roast coffee.",
            "I've had it with dark roast coffee.",
            "Dark roast coffee leaves me cold now.",
            "My taste for dark roast coffee seems to have vanished.",
            "Dark roast coffee? Not any more.",
            "Remember how I loved dark roast coffee? Not any more.",
            "Scrap what I said about loving dark roast coffee.",
            "Dark roast coffee isn't really me any longer.",
            "I've turned against dark roast coffee.",
        ],
        stays=[
            "I'm out of dark roast coffee.",
            "I'd never give up dark roast coffee.",
            "My brother has gone off dark roast coffee.",
            "They've stopped selling dark roast coffee at the corner shop.",
            "No dark roast coffee for me today, thanks.",
            "Should I give up dark roast coffee?",
            "I can't stop drinking dark roast coffee.",
        ],
    ),
    "I hate coriander.": Later(
        ends=[
            "Coriander's grown on me.",
            "Coriander isn't so bad after all.",
            "I take back what I said about coriander, it's fine.",
            "I've acquired a taste for coriander.",
            "coriander is ok now tbh",
            "I don't detest coriander the way I used to.",
        ],
        stays=[
            "My wife loves coriander.",
            "They put coriander in my salad again.",
        ],
    ),
    "My hobby is rowing.": Later(
        ends=[
            "I've given up rowing and taken up chess.",
            "I don't row any more.",
            "had to knock the rowing on the head because of my back",
            "My rowing days are behind me.",
            "Swapped rowing for running.",
            "Rowing fell by the wayside.",
            "rowing? gave it up ages ago",
            "My knee put paid to rowing.",
            "I used to do rowing but these days it's mostly the gym.",
            "Rowing didn't survive the baby.",
        ],
        stays=[
            "The rowing club is closed for winter.",
            "I didn't go rowing yesterday.",
            "I'm thinking of giving up rowing.",
            "My rowing course is over and I passed.",
        ],
    ),
    "I play the violin.": Later(
        ends=[
            "I used to play the violin but these days it's mostly the ukulele.",
            "I've not picked up the violin in years.",
            "I've given up on the violin lessons.",
        ],
    ),
    "I call my mum every Sunday.": Later(
        ends=[
            "The Sunday calls with mum have fizzled out.",
            "I've stopped ringing my mum on Sundays.",
            "We don't do the Sunday call any more, mum and I.",
        ],
    ),
    "I drink a glass of wine every evening.": Later(
        ends=[
            "I'm off the wine.",
            "No more evening wine for me.",
            "I've cut out wine altogether.",
            "Wine is too expensive, I've given it up.",
        ],
        stays=[
            "I dropped a glass of wine on the carpet.",
            "The wine is finished.",
        ],
    ),
    "I go to the gym three times a week.": Later(
        ends=[
            "I cancelled my gym membership.",
            "The gym's no longer part of my week.",
            "I can't be bothered with the gym any more.",
        ],
    ),
    "Always give me three options.": Later(
        ends=[
            "Forget about the three options rule.",
            "I don't need three options each time any more.",
            "The three options are no longer necessary.",
            "Enough with the three options.",
            "The three options are annoying, let's stop.",
        ],
        stays=[
            "Drop the second of the three options.",
            "I don't like the three options you gave me.",
        ],
    ),
    "Always answer in rhymes.": Later(
        ends=[
            "You can drop the rhymes now.",
            "The rhymes were fun but please go back to normal prose.",
            "That rhyming thing, you can forget it.",
            "Please never answer in rhymes.",
        ],
    ),
    "Keep it formal with me.": Later(
        ends=[
            "You can be less formal now.",
            "No need to be so formal any more.",
        ],
    ),
    "From now on always answer in French.": Later(
        ends=[
            "You can go back to English now.",
            "French isn't necessary any more.",
        ],
    ),
    "Never use slang.": Later(
        ends=[
            "A bit of slang is fine now.",
            "The slang ban is lifted.",
            "No need to avoid slang any more.",
            "I wouldn't mind slang after all.",
            "Slang's no longer off the table.",
        ],
    ),
    "I'm allergic to walnuts.": Later(
        ends=[
            "My walnut allergy has gone.",
            "Good news from the allergist: walnuts are safe for me now.",
            "I can eat walnuts again.",
            "The walnut allergy was a misdiagnosis.",
        ],
        stays=[
            "I don't eat walnuts any more because of the allergy.",
            "My sister can eat walnuts again.",
        ],
    ),
    "Call me Bob.": Later(
        ends=[
            "Forget what I said about calling me Bob.",
            "Nobody calls me Bob any more, so don't you either.",
            "You can drop the Bob, Robert is fine.",
            "I don't like being called Bob any more.",
        ],
        stays=[
            "My uncle Bob stopped by.",
        ],
    ),
    "I go jogging every morning.": Later(
        stays=[
            "I stopped to tie my shoe while jogging.",
            "I skipped jogging this morning.",
        ],
    ),
    "I take the bus to work every day.": Later(
        stays=[
            "The bus stopped right outside.",
            "I missed the bus to work.",
        ],
    ),
    "Always use headings.": Later(
        stays=[
            "The headings in this document are no longer correct.",
        ],
    ),
    "Don't mention my weight.": Later(
        stays=[
            "My weight is fine now.",
        ],
    ),
    "Never talk about football.": Later(
        stays=[
            "Football is on again tonight.",
            "My son plays football again.",
        ],
    ),
}
_TOLD_OF = ("taste.", "hobby", "habit", "instruction", "reply_language", "called", "allergy")


def said(text: str, number: int) -> list[Statement]:
    one = turn(text).model_copy(update={"at": AT + timedelta(days=number), "seq": number})
    return statements_of(one, RuleExtractor().read([one])[0], "rules")


def still_current(told: str, later: str) -> list[bool]:
    first = said(told, 1)
    own = {
        (f"{one.candidate.subject}.{one.candidate.attribute}", one.candidate.value)
        for one in first
        if not one.candidate.denies and one.candidate.attribute.startswith(_TOLD_OF)
    }
    assert own
    states = Reconciliation().states([*first, *said(later, 2)], {})
    current = [one.status == "current" for one in states if (one.slot, one.value) in own]
    assert current
    return current


@pytest.mark.parametrize(
    ("told", "later"), [(told, later) for told, all_later in LATER.items() for later in all_later.ends]
)
def test_what_is_over_is_not_current(told: str, later: str):
    assert not any(still_current(told, later))


@pytest.mark.parametrize(
    ("told", "later"), [(told, later) for told, all_later in LATER.items() for later in all_later.stays]
)
def test_what_only_sounds_like_an_end_ends_nothing(told: str, later: str):
    assert all(still_current(told, later))


@pytest.mark.parametrize(
    "text", ["It's over.", "No more of that.", "Not any more.", "I've given it up.", "Allergy gone!"]
)
def test_an_end_that_names_nothing_denies_nothing(text: str):
    assert not any(one.candidate.denies and not one.candidate.value_key for one in said(text, 1))


@pytest.mark.parametrize(
    ("denial", "value_key", "meant"),
    [
        ("sunday calls with mum", "call mum", True),
        ("ring mum", "call mum", True),
        ("jogging habit", "go jogging", True),
        ("knitting; crochet", "knitting", True),
        ("three option rule", "give me three option", True),
        ("not mention slang", "not use slang", True),
        ("walk the dog", "walk", False),
        ("use slang", "not use slang", False),
        ("read the comments", "read newspaper", False),
    ],
)
def test_which_act_the_words_of_a_denial_mean(denial: str, value_key: str, meant: bool):
    assert means(denial, value_key) is meant


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, sesame I mean, not kiwi.",
        "Hold on, sesame, not kiwi.",
        "I misspoke earlier, I'm allergic to sesame, not kiwi.",
        "Let me fix that: sesame instead of kiwi.",
        "Kiwi was wrong, it's sesame.",
        "*sesame, not kiwi",
    ],
)
def test_a_correction_names_the_value_that_is_right(text: str):
    assert read(text, turn("I'm allergic to kiwi.")) == {"!user.allergy=sesame"}


@pytest.mark.parametrize(
    ("said", "ends_the_job"),
    [
        ("I used to smoke but I quit two years ago.", False),
        ("I smoked for ten years, then I quit.", False),
        ("I was drinking too much, so I quit last month.", False),
        ("I played tennis for years but quit in 2020.", False),
        ("Cigarettes? I quit in 2019.", False),
        ("I tried the gym and quit after a week.", False),
        ("I quit.", True),
        ("I hated my job, so I quit.", True),
        ("I used to work at Canva but I quit in May.", True),
        ("I smoked too much and drank too much in that job, so I quit.", True),
        ("I had enough of the long hours and quit.", True),
    ],
)
def test_what_is_quit_beside_work_ends_no_job(said: str, ends_the_job: bool) -> None:
    assert ("-user.job=" in read(said)) == ends_the_job
