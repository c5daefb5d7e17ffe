"""People and things told as a list without a verb, and what is spelled as one types it in a chat."""

from __future__ import annotations

import pytest
from said import candidates, read

from toldonce.memory.extract.enumerated import one_by_one
from toldonce.memory.extract.spelling import respelled

LISTS = [
    ("Kids: Simon (8), Tess (5)", {"user.child=Simon", "user.child=Tess", "simon.age=8", "tess.age=5"}),
    ("kids: simon (8), tess (5)", {"user.child=Simon", "user.child=Tess", "simon.age=8", "tess.age=5"}),
    ("kids - Simon 8, Tess 5", {"user.child=Simon", "user.child=Tess", "simon.age=8", "tess.age=5"}),
    ("My kids' names are Josh and Emily.", {"user.child=Josh", "user.child=Emily"}),
    ("Two kids, Simon and Tess.", {"user.child=Simon", "user.child=Tess"}),
    ("We've got four kids (Ann, Bea, Cal and Dot).", {f"user.child={name}" for name in ("Ann", "Bea", "Cal", "Dot")}),
    ("mum of three here: Ava, Ben and Chloe", {"user.child=Ava", "user.child=Ben", "user.child=Chloe"}),
    ("I'm a proud dad of twins, Leo and Mia.", {"user.child=Leo", "user.child=Mia"}),
    ("I am father to Elsa and Max.", {"user.child=Elsa", "user.child=Max"}),
    ("Got 2 kids, Josh n Emily", {"user.child=Josh", "user.child=Emily"}),
    (
        "Our eldest is Jonah, then comes Ruth, and the baby is called Sam.",
        {"user.child=Jonah", "user.child=Ruth", "user.child=Sam"},
    ),
    ("Three boys in this house: Tom, Jack and Harry.", {"user.son=Tom", "user.son=Jack", "user.son=Harry"}),
    ("Sorry, three sons, I forgot Luke!", {"user.son=Luke"}),
    ("I've got three brothers - Pete, Dave and Mick.", {"user.brother=Pete", "user.brother=Dave", "user.brother=Mick"}),
    ("Sister: Magda. Brother: Piotr.", {"user.sister=Magda", "user.brother=Piotr"}),
    ("Pets: Luna (cat), Bruno (labrador)", {"user.pet=Luna", "user.pet=Bruno"}),
    ("I'm owned by three cats named Salem, Binx and Jiji.", {"user.pet=Salem", "user.pet=Binx", "user.pet=Jiji"}),
    ("allergies: penicillin, cats", {"user.allergy=penicillin", "user.allergy=cats"}),
    ("Languages: French, Italian", {"user.language=French", "user.language=Italian"}),
    ("Hobbies: chess, cycling", {"user.hobby=chess", "user.hobby=cycling"}),
    ("Diet: vegan", {"user.diet=vegan"}),
]
NO_LISTS = [
    "Mum: Hello dear",
    "Mum: I told you so",
    "Brother: Yes.",
    "Two kids: one is 8, the other 5",
    "There are three cats, all black",
    "I saw two dogs, Rex and Max",
    "He is father to Elsa and Max",
    "Allergies: none",
    "Diet: no idea what works",
    "Do you have two kids, Simon and Tess?",
]
LOOSE = [
    ("ive got a dog called rex", "user.pet=Rex"),
    ("im alergic 2 nuts", "user.allergy=nuts"),
    ("moved 2 berlin lol", "+user.home=Berlin"),
    ("my bf is called sam", "user.partner=Sam"),
    ("were vegan", "user.diet=vegan"),
    ("my sisters allergic to latex", "user.sister.allergy=latex"),
    ("luv hiking w/ my dog", "user.taste.hiking=loves"),
]
NOT_LOOSE = [
    "I'm ill and had to stay in bed.",
    "Its colour is green.",
    "We were vegan then.",
    "Were all vegan places closed?",
    "I moved 2 years ago.",
    "I have 2 kids.",
    "I bought vitamins B4 and B6.",
    "The dogs bowl is empty.",
    "Well get over it.",
]


@pytest.mark.parametrize(("text", "stated"), LISTS)
def test_each_entry_of_a_list_is_told(text: str, stated: set[str]):
    assert stated <= read(text)
    assert not {one for one in read(text) - stated if one.startswith("user.") and " " in one}


@pytest.mark.parametrize("text", NO_LISTS)
def test_what_is_no_list_of_the_speakers_stays_as_it_is(text: str):
    assert read(text) == set()


@pytest.mark.parametrize("text", ["My sister has two kids, Simon and Tess.", "They have two dogs, Rex and Max."])
def test_a_list_of_somebody_elses_is_not_the_speakers(text: str):
    assert not {one for one in read(text) if one.startswith(("user.child=", "user.pet="))}


@pytest.mark.parametrize(("text", "stated"), LOOSE)
def test_loose_spelling_is_read(text: str, stated: str):
    assert stated in read(text)


@pytest.mark.parametrize("text", NOT_LOOSE)
def test_words_that_only_look_like_loose_spelling_stay(text: str):
    assert respelled(text) == text


def test_a_memory_cites_the_sentence_as_it_was_written():
    text = "hi there. kids: simon (8), tess (5) lol. bye"
    for one in candidates(text):
        assert text[one.starts : one.ends].startswith("kids: simon (8), tess (5)")


@pytest.mark.timeout(60)
def test_a_long_row_of_entries_is_left_alone():
    text = "Kids: " + ", ".join(f"Name{number} ({number % 90})" for number in range(5_000))
    assert one_by_one(text) == [text]
