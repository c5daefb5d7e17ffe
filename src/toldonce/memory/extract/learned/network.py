"""The network that reads a sentence: what it states, and which of its words say so.

The tokens' states after two thirds of the embedding model (`toldonce.ports.TokenStates`) pass upper layers that were
trained for this (`layers`). Four attentions and the maximum over the tokens make one vector of the sentence, which
tells the statements; the tokens, with each statement, tell its marks. ``training/reader`` trains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import groupby
from typing import Any, Self, cast

import numpy as np
from numpy.typing import NDArray

from toldonce.memory.extract.learned.layers import Floats, Weights, sigmoid, softmax, upper_states
from toldonce.ports import TokenStates

_Word = tuple[int, int, Floats]
MARKS = ("", "value", "old", "role", "who", "cadence")
"""What a token may be: nothing, or a part of the value, of the value that is over, of what somebody is to the user (or
the species, or what a favourite is of), of the person who is told of, of how often."""
NOTHING = "none nothing"
ATTENTIONS = 4
SURFACE = 3
"""Numbers beside the states that tell how a token is written; the model folds case."""
LEAST_SEEN = 0.3
"""How probable a statement must be to be told of at all."""
MAY_BE_OF_IT = 0.3
"""How probable it must be of a word beside a marked one that it has the same mark."""
_JOINED = re.compile(r"\w\w|\w-(?=\w)|-\w")
_FILE = "reader.npz"
_STEP = "/step"


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a sentence states: a ``kind`` of fact and its ``relation`` (``state``, ``change`` or ``end``),
    with the probability that it does and the words that say so, by their marks. ``nothing`` is the probability that the
    sentence states nothing, which is of the kind ``none``; then no words are marked."""

    kind: str
    relation: str
    probability: float
    marked: Mapping[str, str]
    nothing: float = 0.0


class Network:
    """A reader of sentences."""

    def __init__(self, model_name: str, statements: Sequence[str], weights: Weights) -> None:
        """``statements`` are what a sentence may state ("home change"), in the order of the last layer."""
        self.model_name = model_name
        """The embedding model whose states it was trained on; those of another say nothing to it."""
        self.statements = [(kind, relation) for kind, _, relation in (one.partition(" ") for one in statements)]
        self._nothing = list(statements).index(NOTHING)
        self.weights = weights

    @classmethod
    def shipped(cls) -> Self:
        """The one in this package."""
        with resources.files(__package__).joinpath(_FILE).open("rb") as file, np.load(file) as kept:
            arrays = {name: kept[name] for name in kept.files}
        model_name, statements = str(arrays.pop("model_name")), [str(one) for one in arrays.pop("statements")]
        return cls(model_name, statements, unpacked(arrays))

    def read(self, text: str, tokens: TokenStates) -> list[Reading]:
        """What the text, one sentence, states, the likeliest first; where that is nothing, nothing else."""
        hidden = hidden_states(self.weights, tokens.states, surface(text, tokens.offsets))
        chances = sigmoid(statement_scores(self.weights, hidden))
        nothing = float(chances[self._nothing])
        read = []
        for statement, chance in self._stated(chances) if int(chances.argmax()) != self._nothing else ():
            marked, certain = _marked(text, tokens.offsets, softmax(mark_scores(self.weights, hidden, statement)))
            read.append(Reading(*self.statements[statement], chance * certain, marked, nothing))
        read.sort(key=lambda one: -one.probability)
        return read or [Reading(*self.statements[self._nothing], nothing, {}, nothing)]

    def _stated(self, chances: Floats) -> Iterator[tuple[int, float]]:
        """What may be stated, of each kind one, with the chance of it; of what is so and what became so it is the
        likelier one, with the chance that it is one of them."""
        by_kind: dict[tuple[str, bool], list[int]] = {}
        for at, (kind, relation) in enumerate(self.statements):
            if at != self._nothing:
                by_kind.setdefault((kind, relation == "end"), []).append(at)
        for of in by_kind.values():
            chance = 1 - float(np.prod([1 - chances[at] for at in of]))
            if chance >= LEAST_SEEN:
                yield max(of, key=lambda at: float(chances[at])), chance


def surface(text: str, offsets: NDArray[np.int64]) -> Floats:
    """Whether each token begins with a capital, with a digit, and stands at the beginning; shape (tokens, 3)."""
    rows = [(text[a : a + 1].isupper(), text[a : a + 1].isdigit(), a == 0) if b > a else (False,) * 3
            for a, b in offsets.tolist()]  # fmt: skip
    return np.array(rows, np.float32).reshape(-1, SURFACE)


def hidden_states(weights: Weights, states: Floats, written: Floats) -> Floats:
    """The tokens after the upper layers, shape (tokens, size); ``written`` is their `surface`."""
    return upper_states(weights, states + written @ weights["surface.w"])


def statement_scores(weights: Weights, hidden: Floats) -> Floats:
    """A score for each statement, shape (statements,)."""
    attention = softmax((hidden @ weights["attend.w"]).T)
    sentence = np.concatenate([(attention @ hidden).reshape(-1), hidden.max(axis=0)])
    thought = np.maximum(sentence @ weights["pool.w"] + weights["pool.b"], 0)
    return cast("Floats", thought @ weights["state.w"] + weights["state.b"])


def mark_scores(weights: Weights, hidden: Floats, statement: int) -> Floats:
    """A score for each of `MARKS`, given what is stated; shape (tokens, marks)."""
    seen = np.maximum(hidden @ weights["mark.w"] + weights["given.w"][statement], 0)
    return cast("Floats", seen @ weights["out.w"] + weights["out.b"])


def packed(weights: Weights) -> dict[str, NDArray[Any]]:
    """The weights as they are kept: matrices as whole numbers of eight bits, of which each column has its step."""
    kept: dict[str, NDArray[Any]] = {}
    for name, weight in weights.items():
        if weight.ndim > 1 and weight.shape[0] > SURFACE:
            step = np.maximum(np.abs(weight).max(axis=0) / 127, 1e-8).astype(np.float32)
            kept[name], kept[f"{name}{_STEP}"] = np.round(weight / step).astype(np.int8), step
        else:
            kept[name] = weight.astype(np.float32)
    return kept


def unpacked(kept: Mapping[str, NDArray[Any]]) -> dict[str, Floats]:
    """The weights out of what `packed` made of them."""
    return {name: array * kept[f"{name}{_STEP}"] if array.dtype == np.int8 else array
            for name, array in kept.items() if not name.endswith(_STEP)}  # fmt: skip


def _marked(text: str, offsets: NDArray[np.int64], chances: Floats) -> tuple[dict[str, str], float]:
    """For each mark the likeliest run of whole words, and how certain all words are of what they are: the root of the
    product of their chances, so that a run which may be a word too short or too long counts less."""
    words = _words(text, offsets, chances)
    best: dict[str, tuple[float, str]] = {}
    at = 0
    for mark, run in groupby([int(word[2].argmax()) for word in words]):
        first, at = at, at + len(list(run))
        if mark == 0:
            continue
        told = sum(float(word[2][mark]) for word in words[first:at])
        begins, ends = _widened(words, mark, first, at)
        found = (told, text[words[begins][0] : words[ends - 1][1]])
        best[MARKS[mark]] = max(found, best.get(MARKS[mark], (0.0, "")))
    certain = float(np.sqrt(np.prod([word[2].max() for word in words])))
    return {mark: words_said.strip(" .,;:!?\"'") for mark, (_, words_said) in best.items()}, certain


def _widened(words: Sequence[_Word], mark: int, first: int, end: int) -> tuple[int, int]:
    """The run with the words beside it that may well be of it: "cluster headaches", of which one word is certain."""
    while first > 0 and words[first - 1][2][mark] >= MAY_BE_OF_IT:
        first -= 1
    while end < len(words) and words[end][2][mark] >= MAY_BE_OF_IT:
        end += 1
    return first, end


def _words(text: str, offsets: NDArray[np.int64], chances: Floats) -> list[_Word]:
    """First and end of each word with the mean of what its tokens are; tokens that touch are one word, and so are
    those on the two sides of a hyphen."""
    words: list[tuple[int, int, list[Any]]] = []
    for (first, end), chance in zip(offsets.tolist(), chances, strict=True):
        if end <= first:
            continue
        if words and words[-1][1] == first and _JOINED.match(text, first - 1):
            words[-1] = (words[-1][0], end, [*words[-1][2], chance])
        else:
            words.append((first, end, [chance]))
    return [(first, end, cast("Floats", np.mean(each, axis=0))) for first, end, each in words]
