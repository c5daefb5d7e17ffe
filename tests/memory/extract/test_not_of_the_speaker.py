"""What is said of others, of software or in jest is no fact of the speaker; what looks alike and is one, is read."""

import pytest
from said import read

OF_OTHERS = (
    "so ravi has asthma and i cant have a cat",
    "priya has type 2 diabetes and we can't bake",
    "tom is vegan so i cant cook anything",
    "tom's vegan so i cant cook anything",
    "My code is allergic to tests.",
    "The plants are allergic to me.",
    "The beans are allergic to me, I think.",
    "In the fixture the user is called Alice.",
    "In the test, Bob lives in Paris and likes pizza.",
    "My child class is called Dog.",
    "My parent class is called Animal.",
    "My in-laws live in Lübeck.",
)
IN_JEST = (
    "i'm literally allergic to 9ams",
    "I'm allergic to Java.",
    "I'm allergic to Tuesdays.",
    "I'm married to this framework now.",
    "I'm divorced from reality.",
    "I live in VS Code.",
    "I live in meetings.",
    "Python is my daily driver at work.",
    "I hit 100 users.",
    "Anika comes from Siemens.",
    "I joined the Slack channel.",
)


@pytest.mark.parametrize("text", [*OF_OTHERS, *IN_JEST])
def test_it_is_no_fact_of_the_speaker(text: str) -> None:
    assert read(text) == set()


@pytest.mark.parametrize("text", ["I moved to Postgres 16.", "We moved to Kubernetes.", "I've moved to TypeScript."])
def test_what_one_moves_to_is_no_home(text: str) -> None:
    assert not any(".home=" in one for one in read(text))


def test_what_is_split_up_is_no_couple() -> None:
    assert not any(".partner=" in one for one in read("We split up the service."))
    assert "-user.partner=" in read("We split up in May.")


def test_who_is_divorced_from_somebody_is_not_from_there() -> None:
    told = read("I'm divorced from Lena.")
    assert "user.marital_status=divorced" in told
    assert not any(".hometown=" in one for one in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I've got asthma so we can't have a cat.", "user.condition=asthma"),
        ("My body has asthma and hay fever to deal with.", "user.condition=asthma"),
        ("My eyes are bad, it is glaucoma.", "user.condition=glaucoma"),
        ("I'm vegan so I can't cook that.", "user.diet=vegan"),
        ("In my kitchen everything is vegan.", "user.diet=vegan"),
        ("My skin is allergic to nickel.", "user.allergy=nickel"),
        ("I'm allergic to latex.", "user.allergy=latex"),
        ("Hazelnuts are what I'm allergic to.", "user.allergy=Hazelnuts"),
        ("I'm married to a lovely man.", "user.marital_status=married"),
        ("I'm married to Lena.", "user.partner=Lena"),
        ("I moved to Phoenix.", "+user.home=Phoenix"),
        ("I moved to Lyon with my kids.", "+user.home=Lyon"),
        ("I moved to Node Hill.", "+user.home=Node Hill"),
        ("I just hit 50 and my knees know it.", "+user.age=50"),
        ("My child is called Ida.", "user.child=Ida"),
        ("I joined Slack in May.", "+user.employer=Slack"),
        ("Bob lives in Paris.", "bob.home=Paris"),
        ("call me zee, everyone does", "user.called=Zee"),
    ],
)
def test_what_looks_alike_and_is_one(text: str, told: str) -> None:
    assert told in read(text)
