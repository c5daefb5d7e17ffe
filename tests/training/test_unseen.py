"""That the reader learned from no sentence and no value by which `evals.life` scores it. What fails tells a number for
each file and no sentence: the half that only scores stays unread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from training.reader import values
from training.reader.samples import PHRASINGS
from training.reader.unseen import (
    Unseen,
    bare,
    bringing,
    coinciding,
    held_out,
    held_out_values,
    is_held_out,
    take_out,
    with_words_of_the_lists,
)

TOLD = Unseen({bare("I moved to {value} {when}."), bare("My flat is in {value}, near the old river port.")})


@pytest.fixture(scope="module")
def unseen() -> Unseen:
    return Unseen(held_out())


def test_the_held_out_half_is_there() -> None:
    assert len(held_out()) > 700
    assert len(held_out_values()) > 250


@pytest.mark.parametrize("path", sorted(PHRASINGS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_phrasing_says_what_a_held_out_sentence_says(unseen: Unseen, path: Path) -> None:
    count, values_brought = len(coinciding(unseen, path)), bringing(path)
    assert (count, values_brought) == (0, 0), "take them out: python -m training.reader.unseen --take-out"


def test_no_value_of_the_lists_is_held_out() -> None:
    for name, lists in vars(values).items():
        if name.isupper() and isinstance(lists, Mapping):
            halves = lists.values() if name == "FAVOURITES" else (lists,)
            count = sum(is_held_out(word) for half in halves for words in half.values() for word in words)
            assert count == 0, name


@pytest.mark.parametrize(
    "phrasing",
    [
        "i moved to {value}",
        "By the way, I moved to {value:Leeds}!",
        "The rent was a joke. I moved to {value} {when}.",
    ],
)
def test_punctuation_values_asides_and_other_sentences_make_no_difference(phrasing: str) -> None:
    assert TOLD.coincides(phrasing)


@pytest.mark.parametrize(
    ("phrasing", "same"),
    [
        ("We moved to {value}.", True),
        ("I just moved to {value}.", True),
        ("I moved over to {value}.", True),
        ("I commute to {value}.", False),
        ("My flat is in {value}, near the old river bridge.", True),
        ("My flat is in {value}, near a bridge.", False),
    ],
)
def test_one_function_word_makes_no_other_sentence_and_in_a_long_one_no_word_does(phrasing: str, same: bool) -> None:
    assert not TOLD.coincides(phrasing)
    assert TOLD.nearly_coincides(phrasing) is same


def test_what_is_taken_out_are_these_lines_and_these_values_alone(tmp_path: Path) -> None:
    value = sorted(held_out_values())[0]
    path = tmp_path / "some.txt"
    path.write_text(f"# home change\nI moved to {{value}}.\n\nOff to {{value:{value}}} from {{old:the moon}}\n")
    assert coinciding(TOLD, path) == [1]
    assert bringing(path) == 1
    take_out(path, [1])
    assert path.read_text() == "# home change\n\nOff to {value} from {old:the moon}\n"


def test_a_value_that_bears_a_held_out_name_is_one_too() -> None:
    name = next(one for one in sorted(held_out_values()) if is_held_out(f"my flatmate {one.capitalize()}"))
    assert with_words_of_the_lists(f"{{who:my flatmate {name.capitalize()}}} says hi") == "{who} says hi"
    assert not is_held_out("my flatmate")
