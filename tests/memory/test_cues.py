import pytest

from toldonce.memory.cues import cues_of
from toldonce.memory.tokens import estimate_tokens


@pytest.mark.parametrize(
    ("said", "cue"),
    [
        ("Always use metric units when you answer me, please.", "instruction"),
        ("From now on keep the answers short and to the point.", "instruction"),
        ("Whenever I ask about recipes, leave the nuts out.", "instruction"),
        ("Please call me Sam, nobody uses my full name here.", "instruction"),
        ("I'd rather take the train than fly anywhere.", "preference"),
        ("My favourite colour has been green for years.", "preference"),
        ("I don't like mushrooms on anything that I eat.", "preference"),
        ("The meeting was moved to Thursday afternoon after all.", "change"),
        ("We no longer live in that house by the river.", "change"),
        ("I went to the dentist two weeks ago with my son.", "time"),
        ("There were three hundred people at the wedding party.", "number"),
    ],
)
def test_a_user_gives_cues(said: str, cue: str):
    assert cue in cues_of("user", said)


@pytest.mark.parametrize(
    "said", ["I have always been happy there with them all.", "Never mind the broken window in the garden shed."]
)
def test_what_lays_nothing_down_is_no_instruction(said: str):
    assert "instruction" not in cues_of("user", said)


def test_only_users_lay_something_down():
    assert not cues_of("assistant", "Always use metric units. I prefer tea to coffee.") & {"instruction", "preference"}


@pytest.mark.parametrize(
    "said", ["What is the name of my boat?", "Really? Where was that?", "我的船叫什么名字？", "Why?!"]
)
def test_a_turn_that_only_asks_is_known(said: str):
    assert "question" in cues_of("user", said)


@pytest.mark.parametrize(
    "said", ["My boat is called Marisol. Nice, right? Yes.", "The boat sank.", "I sold it. Why do you ask?", "No", ""]
)
def test_a_turn_that_tells_something_is_no_question(said: str):
    assert "question" not in cues_of("user", said)


def test_typographic_apostrophes_do_not_hide_a_cue():
    assert "preference" in cues_of("user", "I don’t like mushrooms on anything.")


def test_tokens_are_estimated_by_script():
    assert estimate_tokens("") == 0
    assert estimate_tokens("a") == 1
    assert estimate_tokens("hello world, this is English") == 7
    assert estimate_tokens("我住在上海市") == 4
