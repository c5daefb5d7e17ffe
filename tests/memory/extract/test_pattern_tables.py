"""Patterns that begin with ``^`` are tried only there, so all of their alternatives have to begin with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as elements  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

from toldonce.memory.extract.changes import retold
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.cued import first_words
from toldonce.memory.extract.implied import reading as implied
from toldonce.memory.extract.instructions import reworded as instructions_reworded
from toldonce.memory.extract.paraphrases import reading as paraphrases
from toldonce.memory.extract.persons import reading as persons
from toldonce.memory.extract.sentences import spelling, unwrapped, wording


def tables() -> Iterator[str]:
    for table in (paraphrases._RULES, *persons._TABLES.values(), *implied._TABLES):
        yield from (source for _, source in table._rules)
    yield from (turn.pattern.pattern for turn in retold._ALL_TURNS)
    yield from (pattern.pattern for pattern, _ in (*unwrapped._LAYERS, *instructions_reworded._REWORDED))
    yield from (pattern.pattern for _, pattern, _ in (*wording._rewordings(), *spelling._COMPILED))


def begins_everywhere(source: str) -> bool:
    return parser.parse(source, re.IGNORECASE)[0] == (elements.AT, elements.AT_BEGINNING)


def test_what_begins_with_the_beginning_of_a_text_does_so_in_all_alternatives() -> None:
    anchored = [source for source in tables() if source.startswith("^")]
    assert len(anchored) > 500
    assert [source for source in anchored if not begins_everywhere(source)] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("^my (?:old )?car", {"my"}),
        (r"^(?:i|we)\s(?:have )?moved", {"i", "we"}),
        ("^(?P<who>i|we) moved", {"i", "we"}),
        ("^(?:my )?car", set()),
        ("^(?:i|my mother) left", set()),
        ("^i ?moved", set()),
        ("^i left|^we left", set()),
        (r"\bmy car", set()),
        ("^car", set()),
    ],
)
def test_the_words_with_which_a_pattern_begins(source: str, words: set[str]) -> None:
    assert first_words(source) == words


def test_an_alternative_that_may_stand_anywhere_is_seen() -> None:
    assert begins_everywhere("^one|^two")
    assert not begins_everywhere("^one|two")


@pytest.mark.parametrize("source", ["^a(?P<x>.)", "(?P<x>b)", "^(?P<x>q)|^z", "(?P<x>a)(?P<y>z)?"])
@pytest.mark.parametrize("new", [r"<\g<x>>", "-", lambda found: found[0] * 2])
def test_the_first_place_is_rewritten_as_re_does(source: str, new: str) -> None:
    pattern = re.compile(source)
    for text in ("abab", "b", "", "zz", "ba"):
        assert patterns.rewritten(pattern, new, text) == pattern.sub(new, text, count=1)
