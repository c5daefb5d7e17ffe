"""Reading an answer never fails, whatever a model says; what it believes always stands in the turn."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.support.llm_answers import answer, stated, turn
from toldonce.memory.extract.llm.answer import SCHEMA, Passage, read_answer
from toldonce.memory.extract.llm.quotes import find_quote, foreign_names_and_numbers, unsupported_words

TEXT = "Since May I live in Berlin with Nora. I have two cats."
PASSAGES = [Passage(turn(TEXT), 0, TEXT)]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        name: JSON | st.sampled_from([*TEXT.split(), "user", "Nora", "home", "", "2024-05-01"]) for name in stated("x")
    },
)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    reading = read_answer(text, PASSAGES)
    assert reading.readable or reading.faults


@given(st.lists(FIELDS | JSON, max_size=4), st.lists(JSON, max_size=3))
def test_any_items_are_read_and_every_one_is_taken_or_told(statements: list[object], mentions: list[object]) -> None:
    items = [stated("I live in Berlin") | one if isinstance(one, dict) else one for one in statements]
    reading = read_answer(json.dumps({"statements": items, "mentions": mentions}), PASSAGES)
    assert len(reading.candidates) + len(reading.mentions) + len(reading.faults) == len(items) + len(mentions)
    for _, candidate in reading.candidates:
        assert TEXT[candidate.starts : candidate.ends].strip()


def test_too_many_statements_of_one_turn_are_refused() -> None:
    answer = {"statements": [stated("I live in Berlin")] * 60, "mentions": []}
    reading = read_answer(json.dumps(answer), PASSAGES)
    assert (len(reading.candidates), len(reading.faults)) == (40, 20)


def test_the_schema_is_closed_and_asks_for_every_field() -> None:
    definitions = SCHEMA["$defs"]
    assert isinstance(definitions, dict)
    for form in (SCHEMA, *definitions.values()):
        assert isinstance(form, dict)
        assert form["additionalProperties"] is False
        assert form["required"] == list(form["properties"])  # type: ignore[arg-type]


def test_quotes_are_found_whatever_their_spelling() -> None:
    text = "She said “I can’t\n  come — really”…  ＯＫ"
    for quote in ('"I can\'t come - really"', "i can't come", "REALLY”", "ok"):
        found = find_quote(text, quote)
        assert found is not None
        assert text[found[0] : found[1]].strip()
    assert find_quote(text, "I can come") is None
    assert find_quote(text, " .") is None


def test_words_and_numbers_are_held_in_any_form() -> None:
    assert unsupported_words("running, 2 cats", "I ran... I run with two cats") == []
    assert unsupported_words("1990-05-04", "on the 4th of May 1990") == []
    assert unsupported_words("three dogs", "two dogs") == ["three"]
    assert foreign_names_and_numbers("The user met Bob in 2019.", "I met bob") == ["2019"]


def test_what_asks_or_supposes_states_nothing() -> None:
    for text, quote in (
        ("Should I move to Berlin?", "Should I move to Berlin?"),
        ("Hm. I live in Berlin?", "I live in Berlin"),
        ("If I lived in Berlin I would cycle.", "I lived in Berlin"),
        ("I wish I was in Berlin.", "I was in Berlin"),
    ):
        reading = read_answer(answer(stated(quote)), [Passage(turn(text), 0, text)])
        assert [fault for _, fault in reading.faults] == [
            "statements[0]: quote: these words ask, wish or suppose, and state nothing"
        ]
    for text in ("What is there to see? I live in Berlin.", "I live in Berlin, if that matters.",
                 "I live in Berlin, what should I see?", "Is it late? Now I live in Berlin"):  # fmt: skip
        assert read_answer(answer(stated("I live in Berlin")), [Passage(turn(text), 0, text)]).candidates
    short = "Was in Berlin today."
    event = stated("Was in Berlin today", type="event", attribute="event", value="in Berlin")
    assert read_answer(answer(event), [Passage(turn(short), 0, short)]).candidates


def test_what_says_nothing_may_be_left_out() -> None:
    short = {name: stated("I live in Berlin")[name] for name in
             ("turn", "quote", "type", "subject", "attribute", "value", "sentence")}  # fmt: skip
    ((_, candidate),) = read_answer(answer(short), PASSAGES).candidates
    assert (candidate.denies, candidate.valid_from, candidate.confidence) == (False, None, 0.7)


def test_of_an_answer_that_broke_off_the_whole_entries_count() -> None:
    whole = answer(stated("I live in Berlin"), stated("I have two cats", attribute="pet", value="cats"))
    reading = read_answer(f"```json\n{whole[: whole.rindex('confidence')]}", PASSAGES)
    assert [candidate.value for _, candidate in reading.candidates] == ["Berlin"]
    assert [fault for _, fault in reading.faults] == [
        "the answer is no whole JSON: it breaks off, or other text stands around it"
    ]
    assert not read_answer(whole[:60], PASSAGES).readable
