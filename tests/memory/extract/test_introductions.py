"""People who introduce themselves in one breath, and sentences that only look like it."""

import pytest

from tests.memory.extract.said import read
from toldonce.memory.extract.sentences.introductions import presented


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Hey! I'm Dana, 34, product designer at Canva, living in Lisbon with my boyfriend Rui and our cat Pixel.",
            "name=Dana age=34 job=product designer employer=Canva home=Lisbon partner=Rui pet=Pixel",
        ),
        ("I'm a 34-year-old product designer from Lisbon.", "age=34 job=product designer hometown=Lisbon"),
        ("Rosa here, night-shift nurse on a stroke ward in Leeds.", "name=Rosa job=night-shift nurse home=Leeds"),
        ("I'm Ola, 41, nurse on a children's ward in Leeds.", "name=Ola age=41 job=nurse home=Leeds"),
        ("Quick intro: Marek, 38, Ghent originally, Bath these days.", "name=Marek age=38 hometown=Ghent home=Bath"),
        ("About me: 33, she/her, paediatric nurse, Belfast.", "age=33 job=paediatric nurse home=Belfast"),
        (
            "I'm a 29 year old nurse living in Leeds with my wife Anna and two kids.",
            "age=29 job=nurse home=Leeds partner=Anna",
        ),
        (
            "Hi, I'm Tom, a plumber from Bristol, 45, married to Kate.",
            "name=Tom job=plumber hometown=Bristol age=45 partner=Kate marital_status=married",
        ),
        (
            "My name is Priya, I'm 27, a data scientist at Spotify in Stockholm.",
            "name=Priya age=27 job=data scientist employer=Spotify",
        ),
        ("Quick intro: Marco, 38, chef, Turin.", "name=Marco age=38 job=chef home=Turin"),
        ("About me: 41, teacher, living in Ghent, allergic to nuts.", "age=41 job=teacher home=Ghent allergy=nuts"),
        (
            "A bit about me: I'm a freelance translator based in Vienna, I speak German, and I have a dog called Rex.",
            "job=freelance translator home=Vienna language=German pet=Rex",
        ),
        (
            "Hello, this is Omar. 52, dentist, father of three, based in Cairo.",
            "name=Omar age=52 job=dentist home=Cairo",
        ),
        (
            "I'm 23, studying medicine in Krakow, originally from Lviv.",
            "age=23 field_of_study=medicine hometown=Lviv",
        ),
        (
            "Software engineer here, 31, living in Berlin, working at Zalando.",
            "job=Software engineer age=31 home=Berlin employer=Zalando",
        ),
        ("As a 60-year-old retired teacher from Cork I have time.", "age=60 job=retired teacher hometown=Cork"),
        (
            "Married, two kids (Ella and Finn), live in Utrecht, 45, work for ASML as an engineer.",
            "marital_status=married child=Ella child=Finn home=Utrecht employer=ASML job=engineer age=45",
        ),
        (
            "I'm Nadia, originally from Tunis but living in Paris, where I work as a pharmacist for Sanofi.",
            "name=Nadia hometown=Tunis home=Paris job=pharmacist employer=Sanofi",
        ),
        (
            "I'm Ben (36), a paramedic in Perth, with a wife, Chloe, and a labrador named Max.",
            "name=Ben age=36 job=paramedic home=Perth partner=Chloe pet=Max",
        ),
        ("34M, software dev, Berlin, married.", "age=34 job=software dev home=Berlin marital_status=married"),
        (
            "I'm Ana, 30 y/o, marketing manager @ Nestlé, Barcelona based, celiac.",
            "name=Ana age=30 job=marketing manager employer=Nestlé home=Barcelona condition=celiac",
        ),
        ("Dana here — designer, mother of one, Lisbon.", "name=Dana job=designer home=Lisbon"),
        ("I'm Kim, a Korean-born, London-based photographer.", "name=Kim home=London job=photographer"),
        (
            "My name's Joe and I'm a 50-year-old truck driver out of Tulsa with type 2 diabetes.",
            "name=Joe age=50 job=truck driver home=Tulsa condition=type 2 diabetes",
        ),
        (
            "I'm 34, a mother of two: Ella and Finn, married to Jonas, and we live in Malmö.",
            "age=34 child=Ella child=Finn partner=Jonas marital_status=married home=Malmö",
        ),
        ("I'm German, 30, and I work for Bosch.", "nationality=German age=30 employer=Bosch"),
        ("I'm Sam and I'm 19.", "name=Sam age=19"),
        (
            "I'm Priyanka (everyone says Pri), 41, two kids - Arjun who is 9 and Meera, 6",
            "name=Priyanka called=Pri age=41 child=Arjun child=Meera",
        ),
        (
            "ok so quick background: software dev, 29, remote for a Berlin startup (Finleap), based in Tallinn",
            "job=software dev age=29 employer=Finleap home=Tallinn",
        ),
        (
            "Alexandra here, Alex for short, 52, divorced, mother of three",
            "name=Alexandra called=Alex age=52 marital_status=divorced",
        ),
        (
            "About me: 27, nurse at St Mary's Hospital in London, vegan, one dog called Biscuit",
            "age=27 job=nurse employer=St Mary's Hospital diet=vegan pet=Biscuit",
        ),
        (
            "some context: I'm a PhD student in Edinburgh, 26, type 1 diabetic, originally from Chennai",
            "job=PhD student home=Edinburgh age=26 hometown=Chennai",
        ),
        (
            "Context: freelance illustrator, two daughters (Ella 5, Max 8), husband Dan works away",
            "job=freelance illustrator daughter=Ella daughter=Max partner=Dan ella.age=5 max.age=8",
        ),
        ("Just so you know who I am: Ines, 30, midwife, Porto", "name=Ines age=30 job=midwife home=Porto"),
        (
            "I'm Yusuf, married to Leyla, father of twins (Deniz and Ada, both 4), working as a pharmacist in Izmir",
            "name=Yusuf partner=Leyla child=Deniz child=Ada deniz.age=4 ada.age=4 job=pharmacist",
        ),
        (
            "we're a family of four in Utrecht: me, my husband Jeroen, and the kids Lotte (7) and Bram (4)",
            "partner=Jeroen child=Lotte child=Bram lotte.age=7 bram.age=4",
        ),
        (
            "I'm Kat, short for Katarzyna, 29, product manager at Zalando (Berlin)",
            "name=Kat age=29 job=product manager employer=Zalando home=Berlin",
        ),
        (
            "data scientist, 31, London, working at Monzo, partner Sam, no kids",
            "job=data scientist age=31 home=London employer=Monzo partner=Sam",
        ),
        ("I'm Ben and I'm 36, software engineer, moved to Oslo two years ago", "name=Ben age=36 job=software engineer"),
        (
            "I'm Sofia, mum of three girls (Nora and Ida), nurse, Gothenburg",
            "name=Sofia daughter=Nora daughter=Ida job=nurse home=Gothenburg",
        ),
    ],
)
def test_every_entry_of_an_introduction_is_a_fact(said: str, told: str) -> None:
    facts = {one.removeprefix("user.") for one in read(said) if not one.startswith("-")}
    for entry in _entries(told):
        assert entry in facts, (entry, facts)


def _entries(told: str) -> list[str]:
    entries: list[str] = []
    for word in told.split(" "):
        if "=" in word:
            entries.append(word)
        else:
            entries[-1] += f" {word}"
    return entries


@pytest.mark.parametrize(
    "said",
    [
        "I'm tired, hungry and in Paris.",
        "I am happy, 34 people came.",
        "I'm Dana from accounting, can you fix the printer.",
        "Tom, 34, chef, came by yesterday.",
        "Teacher, 34, wins the county award.",
        "My name is Anna and I love hiking.",
        "I'm a doctor, not a lawyer.",
        "I'm a teacher at a school in Leeds, 15 pupils in my class.",
        "I'm a fan of Leeds, from the very beginning.",
        "It is Monday, 20 degrees and sunny.",
        "I'm on holiday in Spain, living in a tent.",
        "I am using a Flask server with a custom health check endpoint.",
        "Imagine I am Dana, 34, a chef in Turin.",
        "I'm from Leeds, and my wife is from York.",
        "I'm Leo, writing a story about Ada, 29, a nurse from Leeds",
        "I'm with Tom, 34, and Ann, 29",
        "Context: error, 29, timeout, London",
        "For context: the patient is 45, a teacher, allergic to nuts",
        "two kids, 3 dogs, no time - what should I cook?",
    ],
)
def test_other_sentences_stay_whole(said: str) -> None:
    assert presented(said) == [said]


def test_a_job_titled_like_somebody_elses_is_none() -> None:
    assert {one for one in read("I'm Jonas, your new manager.") if "job" in one} == set()


@pytest.mark.parametrize(
    ("said", "job"),
    [
        ("I'm a truck driver.", {"user.job=truck driver"}),
        ("I'm a car mechanic.", {"user.job=car mechanic"}),
        ("I'm a phone engineer.", {"user.job=phone engineer"}),
        ("I'm a Subaru driver.", set()),
        ("I'm an iPhone user.", set()),
    ],
)
def test_who_works_with_cars_or_phones_is_no_owner(said: str, job: set[str]) -> None:
    assert {one for one in read(said) if one.startswith("user.job")} == job
