"""That the reader learns; with the packages of training/requirements.txt, which only training needs."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("jax")
pytest.importorskip("optax")

from toldonce.memory.extract.learned.layers import HEADS
from toldonce.memory.extract.learned.network import (
    MARKS,
    SURFACE,
    Network,
    hidden_states,
    mark_scores,
    statement_scores,
)
from toldonce.ports import TokenStates
from training.reader import network as training
from training.reader.examples import Example, Floats

SIZE = 4 * HEADS
WORDS = ("i", "like", "hate", "jam", "mud", "was", "there")
STATEMENTS = ["dislike state", "like state", "none nothing"]
STATES = np.random.default_rng(5).standard_normal((len(WORDS), SIZE)).astype(np.float32)


def tokens(text: str) -> TokenStates:
    """A word is a token, and its state says which."""
    offsets, at = [], 0
    for word in text.split():
        offsets.append((at, at + len(word)))
        at += len(word) + 1
    return TokenStates(np.array(offsets, np.int64), STATES[[WORDS.index(word) for word in text.split()]])


def example(text: str, statement: str, *besides: str) -> Example:
    """What stands behind "like" is liked, behind "hate" disliked."""
    verb = statement.split()[0].replace("dislike", "hate")
    words = text.split()
    marks = [MARKS.index("value") if before == verb else 0 for before in ("", *words[:-1])]
    states = tokens(text).states.astype(np.float16)
    written = np.zeros((len(marks), SURFACE), np.float32)
    others = tuple(map(STATEMENTS.index, besides))
    return Example(states, written, STATEMENTS.index(statement), np.array(marks), others)


def fresh() -> dict[str, Floats]:
    dice = np.random.default_rng(1)
    shapes = {"attend": (SIZE, 3 * SIZE), "join": (SIZE, SIZE), "wide": (SIZE, 96), "narrow": (96, SIZE)}
    layer = {f"0.{part}.w": dice.normal(0, 0.1, shape).astype(np.float32) for part, shape in shapes.items()}
    layer |= {f"0.{part}.b": np.zeros(shape[1], np.float32) for part, shape in shapes.items()}
    for norm in ("attended", "seen"):
        layer |= {f"0.{norm}.w": np.ones(SIZE, np.float32), f"0.{norm}.b": np.zeros(SIZE, np.float32)}
    return layer | training.fresh_heads(SIZE, len(STATEMENTS), dice)


def test_it_learns_what_is_stated_and_by_which_words() -> None:
    said = [("i like jam", "like state"), ("i hate jam", "dislike state"), ("i hate mud", "dislike state"),
            ("i was there", "none nothing"), ("jam was there", "none nothing")]  # fmt: skip
    joined = [example("i like jam i hate mud", one, *others) for one, others in
              (("like state", ("dislike state",)), ("dislike state", ("like state",)))]  # fmt: skip
    passes = [[example(*one) for one in said] * 20 + joined * 10] * 20
    *_, weights = training.train(passes, 20, len(STATEMENTS), 2, seed=1, begun=fresh())
    *_, again = training.train(passes, 20, len(STATEMENTS), 2, seed=1, begun=fresh())
    assert all((weights[name] == again[name]).all() for name in weights)
    network = Network("words", STATEMENTS, weights)
    read, *_ = network.read("i like mud", tokens("i like mud"))
    assert (read.kind, read.relation, dict(read.marked)) == ("like", "state", {"value": "mud"})
    assert [one.kind for one in network.read("mud was there", tokens("mud was there"))] == ["none"]
    both = network.read("i like jam i hate mud", tokens("i like jam i hate mud"))
    assert {one.kind for one in both} == {"like", "dislike"}


def test_what_is_trained_is_what_reads() -> None:
    weights, one = fresh(), example("i hate mud", "dislike state")
    batch = training.filled([one], len(STATEMENTS), 5, np.random.default_rng(1), word_dropout=0.0)
    scores, marks = training.forward(weights, batch, None)
    hidden = hidden_states(weights, one.states.astype(np.float32), one.surface)
    assert np.allclose(scores[0], statement_scores(weights, hidden), atol=1e-4)
    assert np.allclose(marks[0, :3], mark_scores(weights, hidden, 0), atol=1e-4)
