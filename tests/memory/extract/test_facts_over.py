"""A fact is told, and later its end, which names the thing but never the kind of fact: does it still stand?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from said import AT, turn

from toldonce.memory.extract.endings.facts import posts_of
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import statements_of

OVER = [
    ("job", "I'm a carpenter.", "I had to give up carpentry because of my back."),
    ("job", "I work as a barista.", "My barista days are behind me."),
    ("job", "I work as a plumber.", "Hung up the wrench for good in March, my knees thanked me."),
    ("job", "I work as a bus driver.", "They made all of us drivers redundant."),
    ("job", "I work as a teacher.", "Left teaching after the summer, haven't looked back."),
    ("job", "I work as a civil engineer.", "Currently between jobs, btw."),
    ("job", "I work as a mechanic.", "The garage closed down and we all lost our jobs."),
    ("job", "I work as a cook.", "I don't cook professionally any more."),
    ("employer", "I work for Zalando.", "I handed back my Zalando laptop, today was my last day."),
    ("employer", "I work for Deloitte.", "Deloitte is history."),
    ("employer", "I work at Nokia.", "I've gone freelance, so no more Nokia badge."),
    ("home", "I live in Toronto.", "Turned in the keys to my Toronto flat this morning."),
    ("home", "I live in Boston.", "I sold my place in Boston."),
    ("home", "I live in Dublin.", "Not in Dublin any longer."),
    ("partner", "My boyfriend's name is Dan.", "Dan? We're history."),
    ("partner", "My wife is called Olga.", "Olga passed away in spring."),
    ("best_friend", "My best friend is Zoe.", "Zoe isn't my best friend any more."),
    ("best_friend", "My best friend is Ana.", "Ana and I don't talk any more."),
    ("friend", "My friend is called Amir.", "Amir and I are no longer friends."),
    ("roommate", "My roommate is called Kim.", "Kim moved out."),
    ("boss", "My boss is called Martin.", "I have a new boss, her name is Sylvia."),
    ("pet", "I have a parrot called Kiwi.", "Kiwi flew out of the window and never came back."),
    ("pet", "I have a hamster called Nibbles.", "rip nibbles"),
    ("pet", "I have a budgie called Pip.", "Found Pip dead in the cage this morning."),
    ("car", "I drive a Skoda Octavia.", "My Octavia got stolen."),
    ("car", "I drive a Nissan Leaf.", "I totalled the Leaf."),
    ("diet", "I'm vegan.", "Being vegan didn't work out for me."),
    ("diet", "I'm a vegetarian.", "I caved, I eat meat again."),
    ("allergy", "I'm allergic to peanuts.", "Doc says I've grown out of the peanut thing."),
    ("allergy", "I'm allergic to dogs.", "Dogs no longer make me sneeze."),
    ("allergy", "I'm allergic to eggs.", "Eggs are back on the menu, the allergist gave me the all clear."),
    ("allergy", "I'm allergic to nickel.", "My skin has stopped reacting to nickel."),
    ("condition", "I have eczema.", "The eczema cleared up completely."),
    ("condition", "I have insomnia.", "I sleep like a baby now, insomnia's beaten."),
    ("habit", "I drink coffee every morning.", "I only have coffee on weekends these days."),
    ("habit", "I cycle to work every day.", "I take the bus to work now instead of cycling."),
    ("hobby", "My hobby is origami.", "Origami was fun for a while but I've dropped it."),
    ("instruction", "Please keep your answers short.", "Feel free to go into detail again."),
    ("instruction", "Always end with a joke.", "The jokes can go."),
]
STAYS = [
    ("hobby", "My hobby is chess.", "I won't give up chess."),
    ("hobby", "My hobby is chess.", "I'm not giving up chess."),
    ("habit", "I go for a run every morning.", "I won't quit running every morning."),
    ("habit", "I swim every Thursday.", "I almost stopped swimming on Thursdays but I couldn't."),
    ("employer", "I work at Google.", "I won't leave Google."),
    ("home", "I live in Leeds.", "I'm not moving away from Leeds."),
    ("home", "I live in London.", "I'm sick of London."),
    ("partner", "My boyfriend is called Ben.", "Ben left me a voicemail."),
    ("pet", "I have a dog called Rex.", "I'd be heartbroken if Rex died."),
    ("car", "I drive a Volvo.", "The Volvo's in the garage for repairs."),
    ("allergy", "I'm allergic to peanuts.", "I can eat almonds now."),
    ("allergy", "I'm allergic to peanuts.", "I hope to outgrow my peanut allergy."),
    (
        "allergy",
        "I'm lactose intolerant.",
        "Since I'm lactose intolerant I'm trying dairy-free options like coconut milk now.",
    ),
]


def is_held(attribute: str, told: str, later: str) -> bool:
    """Whether what was told first is current after what was said later."""
    statements = []
    for number, text in enumerate((told, later), 1):
        one = turn(text).model_copy(update={"at": AT + timedelta(days=number), "seq": number})
        statements.append(statements_of(one, RuleExtractor().read([one])[0], "rules"))
    slot = f"user.{attribute}"
    first = {one.value for one in Reconciliation().states(statements[0], {}) if one.slot == slot}
    assert first
    states = Reconciliation().states([one for of_turn in statements for one in of_turn], {})
    return all(any(one.slot == slot and one.value == value and one.status == "current" for one in states
                   if one.said_seq == 1) for value in first)  # fmt: skip


@pytest.mark.parametrize(("attribute", "told", "later"), OVER)
def test_a_fact_is_over_by_the_predicate_of_its_end(attribute: str, told: str, later: str):
    assert not is_held(attribute, told, later)


@pytest.mark.parametrize(("attribute", "told", "later"), STAYS)
def test_what_is_no_end_leaves_a_fact_as_it_is(attribute: str, told: str, later: str):
    assert is_held(attribute, told, later)


@pytest.mark.parametrize(
    ("act", "posts"),
    [
        ("carpentry", ["carpenter"]),
        ("teaching", ["teacher"]),
        ("nursing", ["nurse"]),
        ("dentistry", ["dentist"]),
        ("waiting tables", ["table waiter", "waiter"]),
        ("smoking", []),
    ],
)
def test_whoever_does_it_for_a_living(act: str, posts: list[str]):
    assert posts_of(act) == posts
