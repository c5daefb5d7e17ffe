"""The network that tells whether a text says of something it names that it is over.

The tokens' states after two thirds of the embedding model (`toldonce.ports.TokenStates`) pass upper layers that were
trained for this (`toldonce.memory.extract.learned.layers`), with a mark on the tokens that name the thing and its kind
on all. Attentions and the maximum over the tokens, and the mean of those that name it, make one vector, which tells
whether it is over. ``training/held`` trains it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import IO, Self

import numpy as np

from toldonce.memory.extract.held.mentions import Span
from toldonce.memory.extract.learned.layers import Floats, Weights, sigmoid, softmax, upper_states
from toldonce.memory.extract.learned.network import surface, unpacked
from toldonce.ports import TokenStates

ATTENTIONS = 4
_FILE = "held.npz"


class Network:
    """A judge of what is held."""

    def __init__(self, model_name: str, kinds: Sequence[str], weights: Weights) -> None:
        """``kinds`` are of what it was taught, in the order of its weights."""
        self.model_name = model_name
        """The embedding model whose states it was trained on; those of another say nothing to it."""
        self.kinds = list(kinds)
        self.weights = weights

    @classmethod
    def shipped(cls) -> Self:
        """The one in this package."""
        with resources.files(__package__).joinpath(_FILE).open("rb") as file:
            return cls.kept_in(file)

    @classmethod
    def kept_in(cls, file: IO[bytes]) -> Self:
        """The one whose weights a file holds."""
        with np.load(file) as kept:
            arrays = {name: kept[name] for name in kept.files}
        model_name, kinds = str(arrays.pop("model_name")), [str(one) for one in arrays.pop("kinds")]
        return cls(model_name, kinds, unpacked(arrays))

    def over(self, text: str, tokens: TokenStates, kind: str, spans: Sequence[Span]) -> float:
        """How probable it is that ``text`` says of what it names at ``spans``, something of this ``kind``, that it is
        over."""
        weights, at = self.weights, self.kinds.index(kind)
        named = named_tokens(tokens, spans)
        states = tokens.states + surface(text, tokens.offsets) @ weights["surface.w"]
        states = states + named[:, None] * weights["named.w"][at] + weights["kind.w"][at]
        hidden = upper_states(weights, states)
        attention = softmax((hidden @ weights["attend.w"]).T)
        of_it = named @ hidden / max(float(named.sum()), 1.0)
        seen = np.concatenate([(attention @ hidden).reshape(-1), hidden.max(axis=0), of_it])
        thought = np.maximum(seen @ weights["pool.w"] + weights["pool.b"], 0)
        return float(sigmoid(thought @ weights["over.w"] + weights["over.b"])[0])


def named_tokens(tokens: TokenStates, spans: Sequence[Span]) -> Floats:
    """1 for each token of the ``spans``, 0 for all others; shape (tokens,)."""
    named = [end > first and any(first < last and begin < end for begin, last in spans)
             for first, end in tokens.offsets.tolist()]  # fmt: skip
    return np.array(named, np.float32)
