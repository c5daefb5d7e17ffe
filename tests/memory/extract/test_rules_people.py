import pytest
from said import AT, candidates, extraction, read, turn


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("My sister Nora is visiting.", "user.sister=Nora"),
        ("My sister's name is Nora.", "user.sister=Nora"),
        ("my brother is called tom", "user.brother=Tom"),
        ("Nora, my older sister, called.", "user.sister=Nora"),
        ("Ezra is my son.", "user.son=Ezra"),
        ("I have two daughters, Mia and Zoe.", "user.daughter=Zoe"),
        ("We named our son Max.", "user.son=Max"),
        ("I have a sister. Her name is Nora.", "user.sister=Nora"),
        ("My mum's called Rosalind.", "user.mother=Rosalind"),
        ("My wife, Greta, is the better cook.", "user.partner=Greta"),
        ("I'm together with Hugo.", "user.partner=Hugo"),
        ("I'm dating a guy named Hugo.", "user.partner=Hugo"),
        ("I married Tobias in 2015.", "+user.partner=Tobias"),
        ("We have a dog called Rex.", "user.pet=Rex"),
        ("We adopted two kittens, Salt and Pepper.", "user.pet=Pepper"),
        ("I adopted a rabbit and named it Ziggy.", "+user.pet=Ziggy"),
        ("My dog Rex ate my sandwich.", "user.pet=Rex"),
    ],
)
def test_who_somebody_is(text: str, stated: str):
    assert stated in read(text)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("My sister lives in Oslo.", "user.sister.home=Oslo"),
        ("My sister Nora, who lives in Oslo, got a new job at IKEA.", "nora.home=Oslo"),
        ("My sister Nora, who lives in Oslo, got a new job at IKEA.", "+nora.employer=IKEA"),
        ("Nora got a new job at IKEA.", "+nora.employer=IKEA"),
        ("I visited my brother Gideon, who is a nurse.", "gideon.job=nurse"),
        ("My brother moved to Rome. He works at Fiat.", "user.brother.employer=Fiat"),
        ("My sister's birthday is on 5 June.", "user.sister.birthday=5 June"),
        ("My friend Tom is allergic to nuts.", "tom.allergy=nuts"),
    ],
)
def test_what_is_said_of_others_is_theirs(text: str, stated: str):
    found = read(text)
    assert stated in found
    assert not any(one.endswith(stated.partition("=")[2]) and one.lstrip("+").startswith("user.home") for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "My sister and my mother are here. She lives in Oslo.",
        "Sounds like fun!",
        "Looks like a blast.",
        "They live in Oslo.",
    ],
)
def test_who_is_not_clear_states_nothing_of_anybody(text: str):
    assert not any(".home" in one or ".taste" in one for one in read(text))


def test_people_who_talk_under_their_names():
    assert read("I live in Boston and I love jazz.", role="assistant", speaker="Melanie") == {
        "melanie.home=Boston",
        "melanie.taste.jazz=loves",
    }
    assert read("I live in Boston.", speaker="Caroline") == {"user.home=Boston"}
    assert candidates("I live in Boston.", role="assistant", speaker="Melanie")[0].content == "Melanie lives in Boston."


def test_an_assistant_says_nothing_of_itself():
    assert read("I live in the cloud and I love helping.", role="assistant") == set()


@pytest.mark.parametrize(
    ("question", "answer", "stated"),
    [
        ("Where do you live?", "Berlin.", "user.home=Berlin"),
        ("Nice! And where are you based?", "in Porto", "user.home=Porto"),
        ("What's your name?", "Bob", "user.name=Bob"),
        ("How old are you?", "34", "user.age=34"),
        ("What do you do for a living?", "I'm a nurse", "user.job=nurse"),
        ("Where do you work?", "At Siemens.", "user.employer=Siemens"),
        ("Do you have any pets?", "Yes, a dog called Rex.", "user.pet=Rex"),
        ("What are you allergic to?", "peanuts and soy", "user.allergy=soy"),
        ("Are you vegan?", "Yes.", "user.diet=vegan"),
        ("Do you still live in Rome?", "Not any more.", "-user.home=Rome"),
        ("What's your favourite colour?", "Teal", "user.favourite.colour=Teal"),
        ("What should I call you?", "Max", "user.called=Max"),
    ],
)
def test_answers(question: str, answer: str, stated: str):
    assert stated in read(answer, turn(question, "assistant"))


@pytest.mark.parametrize("answer", ["No idea.", "Why do you ask?", "Not telling.", "Thanks!"])
def test_no_answer(answer: str):
    assert read(answer, turn("Where do you live?", "assistant")) == set()


def test_mentions():
    found = {(one.name, one.kind) for one in extraction("I met my sister Nora and her friend Tom in Oslo.").mentions}
    assert ("Nora", "person") in found
    assert ("Oslo", "place") in found
    assert {one.entity_key for one in extraction("We have a dog called Rex.").mentions} <= {"rex"}
    assert AT.weekday() == 2
