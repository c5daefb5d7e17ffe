import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said import candidates, extraction, read, turn

from toldonce.memory.extract.rules import RuleExtractor

WORDS = (
    "i my we our you the a an am is are was were have had do does did not never always please call me"
    " live lives living in at "
    "Berlin Oslo Nora Siemens sister dog Rex work works as nurse moved to from since until May 2019 l"
    "ast week and but because "
    "if would might will going no longer any more like love hate favourite colour teal stop using emo"
    "jis remind by Friday , . ? ! \" '"
).split(" ")
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)
QUESTIONS = st.sampled_from(["Do", "Where do", "Should", "Would", "Did", "Why do", "When did"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(SENTENCES, st.text(max_size=300)), st.sampled_from(["user", "assistant", "tool", "system"]))
def test_any_text_is_read_the_same_twice_within_its_bounds(text: str, role: str):
    first, second = candidates(text, role=role), candidates(text, role=role)
    assert first == second
    assert extraction(text, role=role).failures == ()
    for one in first:
        assert 0 <= one.starts <= one.ends <= len(text)
        assert 0 < len(one.content) <= 301
        assert one.valid_from is None or one.valid_to is None or one.valid_from <= one.valid_to
        assert one.quarantined or role == "user"


@settings(max_examples=150, deadline=None)
@given(QUESTIONS, st.lists(st.sampled_from([word for word in WORDS if word.isalpha()]), min_size=1, max_size=12))
def test_questions_state_nothing(begin: str, words: list[str]):
    joined = " ".join(word for word in words if word not in ("and", "but", "because", "please", "remind", "if"))
    assert read(f"{begin} I {joined}?") == set()


@pytest.mark.parametrize(
    "text",
    [
        "I live in Berlin. " * 11_000,
        "a" * 200_000,
        "my sister " * 20_000,
        "I , " * 50_000,
        "," * 200_000,
        '"' * 200_000,
        "2019 " * 40_000,
        "I like " + "very " * 40_000,
        "not " * 50_000,
        "(" * 100_000 + ")" * 100_000,
        "if " * 66_000,
        "My My My My " * 16_000,
    ],
)
def test_a_long_text_takes_no_longer_than_a_second(text: str):
    began = time.process_time()
    found = extraction(text[:200_000])
    assert found.failures == ()
    assert time.process_time() - began < 1.0


async def test_the_port_answers_in_the_order_of_the_turns():
    turns = [turn("I live in Berlin."), turn("Hello!"), turn("I'm 34.")]
    found = await RuleExtractor().extract(turns, [])
    assert [one.turn_id for one in found] == [one.turn_id for one in turns]
    assert [len(one.candidates) for one in found] == [1, 0, 1]
    assert RuleExtractor().name


def test_a_turn_that_cannot_be_read_is_told_of(monkeypatch: pytest.MonkeyPatch):
    def stumble(*_: object) -> None:
        raise ValueError("secret words")

    monkeypatch.setattr("toldonce.memory.extract.sentence_reading.claims", stumble)
    found = RuleExtractor().read([turn("I live in Berlin."), turn("Hello!")])
    assert found[0].failures == ("The rules could not read this turn: ValueError.",)
    assert found[1].failures == ()
