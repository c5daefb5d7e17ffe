"""People and things told as a list without a verb, and what is spelled as one types it in a chat."""

from __future__ import annotations

import pytest
from said import candidates, read

from toldonce.memory.extract.sentences.enumerated import one_by_one
from toldonce.memory.extract.sentences.spelling import respelled

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
    text = "hi there. ive got 2 kids: simon (8), tess (5). bye"
    found = candidates(text)
    assert {one.value for one in found} >= {"Simon", "Tess"}
    for one in found:
        assert text[one.starts : one.ends] == "ive got 2 kids: simon (8), tess (5)."


@pytest.mark.timeout(60)
def test_a_long_row_of_entries_is_left_alone():
    text = "Kids: " + ", ".join(f"Name{number} ({number % 90})" for number in range(5_000))
    assert one_by_one(text) == [text]


TOLD_ROUND = [
    ("I've got a wee boy, Callum, and another on the way.", {"user.son=Callum"}),
    ("I'm a single dad to a four-year-old called Alfie.", {"user.child=Alfie"}),
    ("My two are Bella and Charlie.", {"user.child=Bella", "user.child=Charlie"}),
    ("Both my boys, Liam and Connor, play rugby.", {"user.child=Liam", "user.child=Connor"}),
    (
        "I have one sister (Amy) and two brothers (Jack & Luke).",
        {"user.sister=Amy", "user.brother=Jack", "user.brother=Luke"},
    ),
    ("My daughter - Sophie - turns ten next week.", {"user.daughter=Sophie"}),
    ("My older brother's Marek, he lives in Gdansk.", {"user.brother=Marek"}),
    ("My wife and I have a daughter together, Nora.", {"user.daughter=Nora"}),
    ("I have 3 kids. The oldest is Max.", {"user.child=Max"}),
    ("I have two kids, a boy called Ray and a girl called Fay.", {"user.son=Ray", "user.daughter=Fay"}),
    ("my mum (Carol) and dad (Steve) are visiting", {"user.mother=Carol", "user.father=Steve"}),
    ("We live in Ghent with our two kids, Maya (7) and Leo (4), and a cat named Miso.",
     {"user.home=Ghent", "user.child=Maya", "user.child=Leo", "user.pet=Miso"}),
    ("We have three children: Ben, Ida and Joel. Ben is the oldest, he's 12.", {"user.child=Ida", "ben.age=12"}),
    ("The doctor switched me to insulin.", {"user.medication=insulin"}),
    ("My mum Anita turns 65 on 12 December.", {"user.mother=Anita", "anita.birthday=12 December"}),
]  # fmt: skip
ERRANDS = [
    "I need to book a restaurant.",
    "I must call the plumber.",
    "Gotta pick up the kids' costumes.",
    "I still have to pay the gas bill",
]
NO_ERRANDS = [
    "I have to pay the rent every month.",
    "I had to call the plumber.",
    "You need to book a table.",
    "I must pay more attention.",
    "I should fix my sleep.",
    "I need to buy a house to be happy.",
]


@pytest.mark.parametrize(("text", "stated"), TOLD_ROUND)
def test_family_is_read_from_the_long_way_round(text: str, stated: set[str]):
    assert stated <= read(text)


def test_who_has_a_child_with_the_speaker_is_not_the_child():
    assert not {one for one in read("My wife and I have a daughter together, Nora.") if "partner" in one}


@pytest.mark.parametrize("text", ["I live next to a couple with two kids, Maya and Leo.", "Cats: better", "My colleague"
                                  " has two cats, Yin and Yang."])  # fmt: skip
def test_whose_children_and_pets_they_are_is_not_guessed(text: str):
    assert not {one for one in read(text) if one.startswith(("user.child=", "user.pet="))}


@pytest.mark.parametrize("text", ERRANDS)
def test_an_errand_needs_no_day(text: str):
    assert {one.partition("=")[0] for one in read(text)} == {"user.commitment"}


@pytest.mark.parametrize("text", NO_ERRANDS)
def test_what_has_to_be_done_again_and_again_or_by_others_is_no_errand(text: str):
    assert not {one for one in read(text) if one.startswith("user.commitment")}


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Remind me to renew my passport before the end of March.", "2025-03-31"),
        ("I have to pay the tax by end of June.", "2024-06-30"),
        ("I have to file it by the end of March 2025.", "2025-03-31"),
    ],
)
def test_the_end_of_a_month_is_its_last_day(text: str, due: str):
    assert [f"{one.due_at:%Y-%m-%d}" for one in candidates(text) if one.due_at] == [due]


@pytest.mark.parametrize("when", ["these days", "right now", "currently", "of all time", "lately", "at the moment"])
def test_a_word_of_time_is_no_part_of_what_is_a_favourite(when: str):
    told = read(f"My favourite band {when} is Muse.")
    assert {one.lstrip("+") for one in told if "favourite" in one} == {"user.favourite.band=Muse"}


MORE = [
    ("Dad of four: Kit, Nell, Roz and Wes", {"user.child=Kit", "user.child=Wes"}),
    ("The kids (Ana, 10, and Leo, 7) are at camp.", {"user.child=Ana", "user.child=Leo"}),
    ("I'm one of three sisters: me, Holly and Fern.", {"user.sister=Holly", "user.sister=Fern"}),
    ("My sister's name is Paula and my brother's is Diego.", {"user.sister=Paula", "user.brother=Diego"}),
    ("his name is Ozzy and he's my parrot", {"user.pet=Ozzy"}),
    ("hobbies include sailing, cooking & reading", {"user.hobby=sailing", "user.hobby=cooking", "user.hobby=reading"}),
    ("Heads up: severe nut allergy here.", {"user.allergy=nut"}),
    ("I can't eat eggs, they give me hives.", {"user.allergy=eggs"}),
    ("not into sushi at all", {"user.taste.sushi=dislikes"}),
    ("fave colour = green", {"user.favourite.colour=green"}),
]


@pytest.mark.parametrize(("text", "stated"), MORE)
def test_notes_and_forms_are_read_like_sentences(text: str, stated: set[str]):
    assert stated <= read(text)


def test_a_pronoun_is_no_allergen_and_a_proposal_no_errand():
    assert "user.allergy=they" not in read("I can't eat eggs, they give me hives.")
    assert not {one for one in read("We should order a pizza.") if "commitment" in one}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("My partner Jo and I are raising two boys, Sam and Eli.", {"user.partner=Jo", "user.son=Sam", "user.son=Eli"}),
        ("We're raising two boys, Sam and Eli.", {"user.son=Sam", "user.son=Eli"}),
        ("We're raising money for charity.", set()),
        ("My sister Ana and I have two cats, Tom and Kit.", {"user.sister=Ana", "user.pet=Tom", "user.pet=Kit"}),
        ("I've got a little one at home, she's called Wren.", {"user.child=Wren"}),
        ("Our baby Theo arrived on Tuesday.", {"user.child=Theo"}),
        ("Their baby girl Ida was born in May.", set()),
        ("I'm aunt to a little girl named Zoe.", {"user.niece=Zoe"}),
        ("I went back to being a barista.", {"+user.job=barista"}),
        ("I became a stay-at-home mum.", {"+user.job=stay-at-home mum"}),
    ],
)
def test_families_and_posts_told_in_passing(text: str, told: set[str]) -> None:
    assert read(text) == told
