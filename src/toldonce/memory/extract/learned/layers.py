"""The upper layers of the reader's encoder: transformer layers as in BERT (Devlin et al., 2019), in plain numpy.

They begin with the states that the embedding model gives after two thirds of its own layers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]
HEADS = 12
EPSILON = 1e-12
"""Added to a variance, as the embedding model was trained with."""
PARTS = tuple(f"{part}.{name}" for part in ("attend", "join", "attended", "wide", "narrow", "seen") for name in "wb")
"""The weights of a layer: query, key and value side by side; what joins the heads; a norm; out and back; a norm."""


def upper_states(weights: Weights, states: Floats) -> Floats:
    """The tokens after all layers that ``weights`` hold ("0.wide.w"); both shape (tokens, size)."""
    for number in range(sum(name.endswith("join.w") for name in weights)):
        states = _layer({part: weights[f"{number}.{part}"] for part in PARTS}, states)
    return states


def _layer(weights: Weights, states: Floats) -> Floats:
    tokens, size = states.shape
    of_each = states @ weights["attend.w"] + weights["attend.b"]
    query, key, value = of_each.reshape(tokens, 3, HEADS, size // HEADS).transpose(1, 2, 0, 3)
    attention = softmax(cast("Floats", query @ key.transpose(0, 2, 1) / np.float32(math.sqrt(size // HEADS))))
    joined = (attention @ value).transpose(1, 0, 2).reshape(tokens, size) @ weights["join.w"] + weights["join.b"]
    states = _norm(states + joined, weights["attended.w"], weights["attended.b"])
    narrow = _gelu(states @ weights["wide.w"] + weights["wide.b"]) @ weights["narrow.w"] + weights["narrow.b"]
    return _norm(states + narrow, weights["seen.w"], weights["seen.b"])


def softmax(scores: Floats) -> Floats:
    """Probabilities out of scores, over the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return cast("Floats", powers / powers.sum(axis=-1, keepdims=True))


def sigmoid(scores: Floats) -> Floats:
    """Probabilities out of scores, each for itself."""
    return cast("Floats", 1 / (1 + np.exp(-scores)))


def _norm(states: Floats, scale: Floats, shift: Floats) -> Floats:
    off = states - states.mean(axis=-1, keepdims=True)
    return cast("Floats", off / np.sqrt((off**2).mean(axis=-1, keepdims=True) + np.float32(EPSILON)) * scale + shift)


def _gelu(x: Floats) -> Floats:
    """By its hyperbolic tangent (Hendrycks and Gimpel, 2016), as numpy has no error function."""
    inner = np.float32(math.sqrt(2 / math.pi)) * (x + np.float32(0.044715) * x * x * x)
    return cast("Floats", np.float32(0.5) * x * (1 + np.tanh(inner)))
