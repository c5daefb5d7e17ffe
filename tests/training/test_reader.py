"""Learning the reader behind the rules: what it learns from, and that it learns."""

from __future__ import annotations

import numpy as np
import pytest

from tests.memory.extract.said import turn
from toldonce.memory.extract.learned.network import MARKS, Network, Reading
from toldonce.memory.extract.learned.restated import fits, restated
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.ports import TokenStates
from training.reader import values
from training.reader.__main__ import _scaled, _unscaled, begun_with
from training.reader.network import Example, train
from training.reader.report import is_right
from training.reader.samples import Sample, phrasings, samples

WORDS = {"i": 0, "like": 1, "hate": 2, "jam": 3, "mud": 4, "was": 5, "there": 6}
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
        words = restated(
            Reading(one.kind, one.relation, 1.0, {mark: one.text[first:end] for mark, first, end in one.marks}),
            one.text,
        )
        found = rules.read([turn(words)])[0].candidates if words else ()
        read += any(fits(one.kind, each.attribute) and each.denies == (one.relation == "end") for each in found)
    assert read / stated > 0.95


def tokens(text: str) -> TokenStates:
    """A word is a token, and its state says which."""
    offsets, at = [], 0
    for word in text.split():
        offsets.append((at, at + len(word)))
        at += len(word) + 1
    states = np.eye(len(WORDS), dtype=np.float32)[[WORDS[word] for word in text.split()]]
    return TokenStates(np.array(offsets, np.int64), states)


def example(text: str, statement: str) -> Example:
    marks = [MARKS.index("value") if word in ("jam", "mud") and statement != "none nothing" else 0
             for word in text.split()]  # fmt: skip
    inputs = np.concatenate([tokens(text).states, np.zeros((len(marks), 3), np.float32)], axis=1)
    return Example(inputs, STATEMENTS.index(statement), np.array(marks))


def test_weights_for_inputs_as_they_are_and_for_scaled_ones_are_one_network() -> None:
    dice = np.random.default_rng(1)
    mean, spread = dice.random(3, np.float32), dice.random(3, np.float32) + 1
    weights = {"in.w": dice.random((3, 4), np.float32), "in.b": dice.random(4, np.float32)}
    for scaled in (_scaled(weights, mean, spread), weights):
        inputs = dice.random((5, 3), np.float32)
        unscaled = _unscaled(scaled, mean, spread)
        seen = inputs @ unscaled["in.w"] + unscaled["in.b"]
        assert np.allclose(seen, (inputs - mean) / spread @ scaled["in.w"] + scaled["in.b"], atol=1e-5)
    again = _unscaled(_scaled(weights, mean, spread), mean, spread)
    assert all(np.allclose(again[name], weights[name], atol=1e-5) for name in weights)


def test_weights_that_know_other_statements_are_not_taught_further() -> None:
    with pytest.raises(SystemExit, match="without --further"):
        begun_with(Network("any", ["home state", "none nothing"], [{}]), STATEMENTS)
    assert begun_with(Network("any", STATEMENTS, [{}]), STATEMENTS) == [{}]


def test_it_learns_what_is_stated_and_by_which_words() -> None:
    said = [
        ("i like jam", "like state"),
        ("i hate jam", "dislike state"),
        ("i hate mud", "dislike state"),
        ("i was there", "none nothing"),
        ("jam was there", "none nothing"),
    ]
    examples = [example(*one) for one in said] * 8
    weights = train(examples, len(STATEMENTS), STATEMENTS.index("none nothing"), seed=1, epochs=25)
    again = train(examples, len(STATEMENTS), STATEMENTS.index("none nothing"), seed=1, epochs=25)
    assert all((weights[name] == again[name]).all() for name in weights)
    further = train(examples, len(STATEMENTS), STATEMENTS.index("none nothing"), seed=1, epochs=1, begun=weights)
    assert 0 < max(abs(further[name] - weights[name]).max() for name in weights) < 0.1, "it goes on from where it was"
    network = Network("words", STATEMENTS, [weights])
    read = network.read("i like mud", tokens("i like mud"))
    assert (read.kind, read.relation, dict(read.marked)) == ("like", "state", {"value": "mud"})
    assert network.read("mud was there", tokens("mud was there")).kind == "none"


def test_right_is_the_statement_with_every_word_of_it() -> None:
    sample = Sample("I left Lidl for a Jaguar.", "employer", "change", (("value", 16, 24), ("old", 7, 11)), "")
    assert is_right(sample, Reading("employer", "change", 1.0, {"value": "Jaguar"}))
    assert is_right(sample, Reading("employer", "state", 1.0, {"value": "a Jaguar"}))
    assert not is_right(sample, Reading("employer", "end", 1.0, {"old": "Lidl"}))
    assert not is_right(sample, Reading("employer", "change", 1.0, {"value": "Jag"}))
    assert not is_right(sample, Reading("car", "change", 1.0, {"value": "Jaguar"}))
