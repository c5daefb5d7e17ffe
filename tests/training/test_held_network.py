"""That what is trained is what judges; with the packages of training/requirements.txt, which only training needs."""

from __future__ import annotations

from itertools import repeat

import numpy as np
import pytest

pytest.importorskip("jax")
pytest.importorskip("optax")

from tests.training.test_reader_learning import SIZE, fresh, tokens
from toldonce.memory.extract.held.network import Network, named_tokens
from toldonce.memory.extract.learned.network import SURFACE, surface
from training.held import network as training
from training.held.examples import Example
from training.reader.examples import Floats

KINDS = ["dislike", "like"]
CASES = [
    ("i like jam", "like", "jam", False),
    ("i hate jam", "like", "jam", True),
    ("i like mud", "dislike", "mud", True),
    ("i hate mud", "dislike", "mud", False),
]


def example(text: str, kind: str, thing: str, over: bool) -> Example:
    states = tokens(text)
    at = text.index(thing)
    named = named_tokens(states, [(at, at + len(thing))])
    return Example(states.states.astype(np.float16), surface(text, states.offsets), named, KINDS.index(kind), over)


def begun() -> dict[str, Floats]:
    layers = {name: weight for name, weight in fresh().items() if name[0].isdigit()}
    layers["surface.w"] = np.zeros((SURFACE, SIZE), np.float32)
    return layers | training.fresh(SIZE, len(KINDS), np.random.default_rng(2))


def test_it_learns_what_is_over_of_which_kind_and_judges_the_same_without_jax() -> None:
    examples = [example(*case) for case in CASES] * 16
    *_, weights = training.train(repeat(examples), 40, seed=1, begun=begun())
    network = Network("any", KINDS, weights)
    judged = []
    for text, kind, thing, _ in CASES:
        at = text.index(thing)
        judged.append(network.over(text, tokens(text), kind, [(at, at + len(thing))]))
    assert [chance > 0.8 for chance in judged] == [over for *_, over in CASES]
    assert [chance < 0.2 for chance in judged] == [not over for *_, over in CASES]
    batch = training.filled([example(*case) for case in CASES], 16, np.random.default_rng(1), 0.0)
    scores = np.asarray(training.forward(weights, batch, None))[: len(CASES)]
    assert np.allclose(1 / (1 + np.exp(-scores)), judged, atol=0.01)
