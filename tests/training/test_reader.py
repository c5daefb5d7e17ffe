"""Learning the reader behind the rules: what it learns from, and what counts as right."""

from __future__ import annotations

import pytest

from tests.memory.extract.said import turn
from toldonce.memory.extract.learned.network import Network, Reading
from toldonce.memory.extract.learned.restated import fits, restated
from toldonce.memory.extract.rules import RuleExtractor
from training.reader import values
from training.reader.__main__ import begun_with
from training.reader.draws import TIMES, drawn_once
from training.reader.report import is_right
from training.reader.samples import Sample, phrasings, samples, words_brought

STATEMENTS = ["dislike state", "like state", "none nothing"]


def test_no_phrasing_and_no_value_is_learned_from_and_tested_with() -> None:
    learned, tested = {one for *_, one in phrasings("train")}, {one for *_, one in phrasings("test")}
    assert learned.isdisjoint(tested)
    assert len(tested) > 500
    for name in ("NAMES", "PLACES", "JOBS", "COMPANIES", "ALLERGENS", "CONDITIONS", "HOBBIES", "THINGS", "CARS"):
        lists = getattr(values, name)
        assert set(lists["train"]).isdisjoint(lists["test"]), name


def test_the_same_seed_draws_the_same_sentences_and_marks_their_words() -> None:
    drawn = samples("test", 3, 1)
    assert drawn == samples("test", 3, 1)
    assert drawn != samples("test", 4, 1)
    assert all(0 <= first < end <= len(one.text) for one in drawn for _, first, end in one.marks)


def test_nearly_everything_that_is_marked_can_be_put_plainly_for_the_rules() -> None:
    rules, stated, read = RuleExtractor(), 0, 0
    for one in samples("test", 5, 1):
        if one.kind == "none":
            continue
        stated += 1
        marked = {mark: one.text[first:end] for mark, first, end in one.marks}
        ways = restated(Reading(one.kind, one.relation, 1.0, marked), one.text)
        found = [each for words in ways for each in rules.read([turn(words)])[0].candidates]
        read += any(fits(one.kind, each.attribute) and each.denies == (one.relation == "end") for each in found)
    assert read / stated > 0.95


def test_weights_that_know_other_statements_are_not_taught_further() -> None:
    with pytest.raises(SystemExit, match="without --further"):
        begun_with(Network("any", ["home state", "none nothing"], {}), STATEMENTS)
    assert begun_with(Network("any", STATEMENTS, {}), STATEMENTS) == {}


def test_right_is_the_statement_with_every_word_of_it() -> None:
    sample = Sample("I left Lidl for a Jaguar.", "employer", "change", (("value", 16, 24), ("old", 7, 11)), "")
    assert is_right(sample, Reading("employer", "change", 1.0, {"value": "Jaguar"}))
    assert is_right(sample, Reading("employer", "state", 1.0, {"value": "a Jaguar"}))
    assert not is_right(sample, Reading("employer", "end", 1.0, {"old": "Lidl"}))
    assert not is_right(sample, Reading("employer", "change", 1.0, {"value": "Jag"}))
    assert not is_right(sample, Reading("car", "change", 1.0, {"value": "Jaguar"}))


def test_words_that_a_phrasing_brings_are_learned_in_other_phrasings_too() -> None:
    brought = set(words_brought("like", "value")) - {*values.THINGS["train"], *values.THINGS["test"]}
    assert len(brought) > 30
    drawn = [one for one in samples("train", 1, 1) if one.kind == "like" and "{value}" in one.phrasing]
    assert any(one.text[first:end] in brought for one in drawn for _, first, end in one.marks)
    tested = [one for one in samples("test", 1, 1) if one.kind == "like" and "{value}" in one.phrasing]
    assert not any(one.text[first:end] in brought for one in tested for _, first, end in one.marks)


def test_more_is_drawn_of_the_phrasings_that_are_dwelt_on_and_less_of_the_others() -> None:
    newest = {phrasing for *_, phrasing in phrasings("test", "gone_cold")}
    usual, dwelt = samples("test", 3, 1), drawn_once("test", 3, ["gone_cold"])
    assert dwelt == drawn_once("test", 3, ["gone_cold"])
    alone = [one for one in dwelt if not one.besides]
    for one in newest:
        assert sum(each.phrasing == one for each in alone) >= TIMES
    others = {one.phrasing for one in alone} - newest
    assert 0.45 < len(others) / len(usual) < 0.65
    assert len({one.text for one in alone if one.phrasing in newest}) > 1.5 * len(newest)
    assert {one.phrasing for one in drawn_once("test", 3)} == {one.phrasing for one in usual}
