import pytest
from said import candidates, contents, read


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("My name is Nora.", "user.name=Nora"),
        ("my name's bob", "user.name=Bob"),
        ("Hi, I'm Katya, nice to meet you!", "user.name=Katya"),
        ("Hello, Felix here.", "user.name=Felix"),
        ("You can save my name: it's Viktor.", "user.name=Viktor"),
        ("I go by Max.", "user.called=Max"),
        ("I'm 34 years old.", "user.age=34"),
        ("im 34 btw", "user.age=34"),
        ("I'm thirty-four.", "user.age=34"),
        ("As a 53-year-old, I need a gentler programme.", "user.age=53"),
        ("Just turned 31 yesterday!", "+user.age=31"),
        ("My birthday is on 3 May.", "user.birthday=3 May"),
        ("March 1 is my birthday.", "user.birthday=1 March"),
        ("It's my birthday on April 28th.", "user.birthday=28 April"),
        ("I was born on the 3rd of May, 1990 in Leeds.", "user.birthday=3 May 1990"),
        ("I was born on the 3rd of May, 1990 in Leeds.", "user.birthplace=Leeds"),
        ("I grew up just outside Seville.", "user.hometown=Seville"),
        ("I'm originally from Lyon.", "user.hometown=Lyon"),
        ("Ghent is my hometown.", "user.hometown=Ghent"),
        ("I'm Danish.", "user.nationality=Danish"),
        ("I live in Berlin.", "user.home=Berlin"),
        ("i live in berlin so the weather is what it is", "user.home=Berlin"),
        ("We currently live in a small village near Lyon, with two cats.", "user.home=Lyon"),
        ("Home for me is Boise.", "user.home=Boise"),
        ("My flat is in New York City.", "user.home=New York City"),
        ("Here in Valencia, where I live, the buses stop at ten.", "user.home=Valencia"),
        ("I've been in Lisbon for the past three years.", "user.home=Lisbon"),
        ("I live at 5 Mill Lane in Leeds.", "user.address=5 Mill Lane"),
        ("I work as a nurse.", "user.job=nurse"),
        ("I'm a software engineer at Tessera Energy.", "user.job=software engineer"),
        ("I'm a software engineer at Tessera Energy.", "user.employer=Tessera Energy"),
        ("By trade I'm a carpenter.", "user.job=carpenter"),
        ("I earn my living as a translator.", "user.job=translator"),
        ("The company I work for is Siemens.", "user.employer=Siemens"),
        ("I'm employed by Corvane Foods.", "user.employer=Corvane Foods"),
        ("I study physics at Leeds University.", "user.school=Leeds University"),
        ("I study physics at Leeds University.", "user.field_of_study=physics"),
        ("I drive a Honda Civic.", "user.car=Honda Civic"),
        ("My car, a Volvo V60, needs new tyres.", "user.car=Volvo V60"),
        ("The phone I use is a Pixel 8.", "user.phone=Pixel 8"),
        ("I own a telescope.", "user.belonging=telescope"),
        ("My shoe size is 42.", "user.shoe_size=42"),
        ("My phone number is 555-123-4567.", "user.phone_number=555-123-4567"),
        ("I'm allergic to peanuts, shellfish and dust.", "user.allergy=shellfish"),
        ("I have a peanut allergy.", "user.allergy=peanut"),
        ("Shellfish gives me hives.", "user.allergy=Shellfish"),
        ("The doctor says I'm allergic to latex.", "user.allergy=latex"),
        ("I'm lactose intolerant.", "user.allergy=lactose"),
        ("I was diagnosed with asthma.", "+user.condition=asthma"),
        ("I've had migraines since I was a kid.", "user.condition=migraines"),
        ("My asthma is acting up again.", "user.condition=asthma"),
        ("I take metformin every day.", "user.medication=metformin"),
        ("I'm vegan, so no need for the usual options.", "user.diet=vegan"),
        ("I'm on a keto diet.", "user.diet=keto"),
        ("I speak Danish and some Greek.", "user.language=Greek"),
        ("I'm fluent in Welsh.", "user.language=Welsh"),
        ("Catalan is one of the languages I speak.", "user.language=Catalan"),
    ],
)
def test_a_fact(text: str, stated: str):
    assert stated in read(text)


def test_several_facts_in_one_sentence():
    assert read("Since May 2019 I live in Berlin and work at Siemens as a nurse, but I grew up in Lyon.") == {
        "user.home=Berlin",
        "user.employer=Siemens",
        "user.job=nurse",
        "user.hometown=Lyon",
    }


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("I live in Berlin.", "The user lives in Berlin."),
        ("I'm a nurse.", "The user works as a nurse."),
        ("I have an allergy to dust.", "The user is allergic to dust."),
        ("My favourite colour is teal.", "The user's favourite colour is teal."),
        ("My sister Nora lives in Oslo.", "The user's sister Nora lives in Oslo."),
        ("I used to live in Lyon.", "The user used to live in Lyon."),
        ("I was born in Leeds.", "The user was born in Leeds."),
        ("I never drink coffee.", "The user never drinks coffee."),
    ],
)
def test_the_sentence_of_a_memory(text: str, content: str):
    assert content in contents(text)


def test_what_a_text_says_of_itself_in_the_third_person():
    assert "user.home=Berlin" in read("The user lives in Berlin.")
    assert "user.favourite.colour=teal" in read("The user's favourite colour is teal.")


def test_the_span_is_the_sentence():
    text = "Thanks! By the way, I live in Berlin. What now?"
    one = candidates(text)[0]
    assert text[one.starts : one.ends] == "By the way, I live in Berlin."
