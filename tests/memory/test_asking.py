import pytest
from hypothesis import given
from hypothesis import strategies as st

from toldonce.memory.asking import asked_of
from toldonce.memory.asking_whom import with_names


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Where do I live?", ("user", "home")),
        ("which city do I live in these days?", ("user", "home")),
        ("What's my address?", ("user", "home")),
        ("What is my name?", ("user", "name")),
        ("How old am I?", ("user", "age")),
        ("When's my birthday?", ("user", "birthday")),
        ("What do I do for a living?", ("user", "job")),
        ("Who do I work for?", ("user", "job")),
        ("Am I allergic to anything?", ("user", "allergy")),
        ("What car do I drive?", ("user", "car")),
        ("What's my favourite colour?", ("user", "favourite.colour")),
        ("Do I like green tea?", ("user", "taste.green tea")),
        ("Where does my sister live?", ("user.sister", "home")),
        ("What’s my mother-in-law's name?", ("user", "mother_in_law")),
        ("Who is my boss?", ("user", "boss")),
        ("What are the names of my kids?", ("user", "child")),
        ("Do I have any kids?", ("user", "child")),
        ("How many siblings have I got?", ("user", "sibling")),
        ("Have I got a sister?", ("user", "sister")),
        ("What are my habits?", ("user", "habit")),
        ("What do I usually do on Sundays?", ("user", "habit")),
        ("Which ailments do I suffer from?", ("user", "condition")),
        ("What does my older brother do for work?", ("user.brother", "job")),
        ("Where does Nora work?", ("nora", "job")),
        ("Does Ana Maria have pets?", ("ana maria", "pet")),
        ("Where does the user live?", ("user", "home")),
        ("When is my mum's birthday?", ("user.mother", "birthday")),
        ("Where does my nan live?", ("user.grandmother", "home")),
        ("How old is our little boy?", ("user.son", "age")),
        ("Who is my supervisor?", ("user", "boss")),
        ("Does my hubby work?", ("user.partner", "job")),
        ("What does my wife do?", ("user.wife", "job")),
        ("What does Sarah do?", ("sarah", "job")),
        ("What did I use to play?", ("user", "hobby")),
        ("Do I play an instrument?", ("user", "hobby")),
    ],
)
def test_the_slot_that_a_question_asks_for(question: str, first: tuple[str, str]):
    assert asked_of(question).slots[0] == first


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("What do I like?", ("user", "taste.")),
        ("what do i dislike", ("user", "taste.")),
        ("What can't I stand?", ("user", "taste.")),
        ("What are my dislikes?", ("user", "taste.")),
        ("What are my hobbies?", ("user", "taste.")),
        ("What do I like to do in my spare time?", ("user", "taste.")),
        ("What are my favourites?", ("user", "favourite.")),
        ("What does Nora like?", ("nora", "taste.")),
    ],
)
def test_tastes_and_favourites_are_asked_for_by_their_beginning(question: str, beginning: tuple[str, str]):
    assert beginning in asked_of(question).slots


def test_a_beginning_asks_for_every_slot_that_begins_so():
    asked = asked_of("What do I like?")
    assert asked.asks_for("user", "taste.green tea")
    assert not asked.asks_for("user", "home")
    assert not asked.asks_for("nora", "taste.green tea")
    assert not asked_of("Do I like green tea?").asks_for("user", "taste.beer")


@pytest.mark.parametrize("question", ["What happened at the party?", "Tell me about it", "", "Thanks!", "How are you?"])
def test_a_question_that_names_no_attribute_asks_for_no_slot(question: str):
    assert asked_of(question).slots == ()


@pytest.mark.parametrize(
    ("question", "slot"),
    [
        ("What do I have coming up?", "commitment"),
        ("What are my plans this week?", "commitment"),
        ("how should you format answers?", "instruction"),
        ("How should you answer me?", "instruction"),
        ("What language should you answer in?", "reply_language"),
    ],
)
def test_a_question_about_everything_of_a_kind(question: str, slot: str):
    assert ("user", slot) in asked_of(question).slots


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("What was my dog's name?", False),
        ("What is my boat called?", False),
        ("What is the name of my boat?", False),
        ("What is my name?", True),
        ("What am I called?", True),
    ],
)
def test_the_name_of_a_thing_is_not_the_users(question: str, asks: bool):
    assert (("user", "name") in asked_of(question).slots) == asks


def test_where_is_not_how_old():
    assert ("user", "age") not in asked_of("Where was I born?").slots


@pytest.mark.parametrize(
    "question", ["What are my plans for the Mars project?", "How should you answer a letter of the tax office?"]
)
def test_a_question_about_one_thing_does_not_ask_for_all_of_a_kind(question: str):
    assert not {"commitment", "instruction"} & {attribute for _, attribute in asked_of(question).slots}


def test_a_question_about_somebody_else_does_not_ask_for_the_users_slot():
    for question in ("Where does my sister live?", "Where does Nora live?"):
        assert all(subject != "user" for subject, _ in asked_of(question).slots)


@pytest.mark.parametrize(
    ("question", "past"),
    [
        ("Where did I use to live?", True),
        ("What was my previous job?", True),
        ("What is the name of my old school?", True),
        ("What is the first place I lived in?", True),
        ("What is my first name for the cat?", True),
        ("Where do I live?", False),
        ("How old is my sister?", False),
        ("When is the first sprint to end?", False),
    ],
)
def test_whether_a_question_is_about_what_was(question: str, past: bool):
    assert asked_of(question).past == past


@given(st.text(max_size=400))
def test_any_text_can_be_asked(text: str):
    assert len(asked_of(text).slots) < 2_000


@pytest.mark.parametrize(
    ("question", "attribute", "of_another"),
    [
        ("How old is Leo?", "age", True),
        ("When is my mum's birthday?", "age", True),
        ("Where does Nora work?", "home", False),
        ("How old am I?", "age", False),
        ("Where do Tom and I live?", "home", False),
        ("How old was I when Leo was born?", "age", False),
        ("What is my job?", "job", False),
    ],
)
def test_what_is_asked_of_somebody_else_is_not_asked_of_the_user(question: str, attribute: str, of_another: bool):
    assert asked_of(question).asks_it_of_another(attribute) is of_another


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What does my wife do?", "What does my wife Sarah do?"),
        ("When is my wife’s birthday?", "When is my wife Sarah's birthday?"),
        ("Does my wife Sarah work?", "Does my wife Sarah work?"),
        ("What do my sons like?", "What do my sons like?"),
        ("Where is my son?", "Where is my son?"),
        ("Where is my mum?", "Where is my mum?"),
        ("Where do I live?", "Where do I live?"),
    ],
)
def test_relatives_are_asked_about_by_their_names_where_there_is_one(question: str, named: str):
    known = [("partner", "Sarah"), ("son", "Ben"), ("son", "Joel"), ("home", "York")]
    assert with_names(question, known) == named


def test_a_relative_with_a_name_is_asked_for_by_both():
    slots = asked_of("What does my wife Sarah do?").slots
    assert {("user.wife", "job"), ("sarah", "job")} <= set(slots)


@pytest.mark.parametrize(
    ("question", "slot"),
    [
        ("Which place do I call home?", "home"),
        ("Where did I spend my childhood?", "hometown"),
        ("Where am I from?", "hometown"),
        ("When do I turn a year older?", "birthday"),
        ("How do I make my money?", "job"),
        ("What do I do professionally?", "job"),
        ("Which business employs me?", "employer"),
        ("Who is my other half?", "partner"),
        ("Who am I with?", "partner"),
        ("Which children do I have?", "child"),
        ("What can't I tolerate?", "allergy"),
        ("What are my dietary restrictions?", "diet"),
        ("Which automobile do I own?", "car"),
        ("Which colour do I like best?", "favourite.colour"),
        ("What's the colour I like most?", "favourite.colour"),
        ("What am I into?", "taste."),
        ("What can I not stand?", "taste."),
        ("Tell me something I enjoy.", "taste."),
        ("What's my routine?", "habit"),
        ("What do I do regularly?", "habit"),
        ("Is there something I do routinely?", "habit"),
        ("What do I keep doing week after week?", "habit"),
        ("Do I have any rituals?", "habit"),
        ("What do I always do on Sundays?", "habit"),
        ("How do I usually spend my evenings?", "habit"),
        ("What do I do every week?", "habit"),
        ("What leisure activities do I pursue?", "hobby"),
        ("What is my mother tongue?", "language"),
        ("What's on my to-do list?", "commitment"),
        ("What am I supposed to do?", "commitment"),
        ("Which appointments do I have?", "commitment"),
        ("How should you address me?", "called"),
        ("What do my friends call me?", "called"),
    ],
)
def test_a_slot_is_asked_for_without_its_name(question: str, slot: str):
    assert ("user", slot) in asked_of(question).slots


@pytest.mark.parametrize(
    "question",
    [
        "What are you into when you write poems?",
        "Which tasks would you give to a new colleague in the first week of March?",
        "How do I address a letter to the queen?",
        "What is due diligence?",
        "Can you tell me what a nickname is?",
    ],
)
def test_what_is_asked_of_the_world_asks_for_no_slot_of_the_users(question: str):
    assert not {what for whose, what in asked_of(question).slots if whose == "user"} - {"home", "address"}
