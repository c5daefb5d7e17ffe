"""The network that reads a sentence: what it states, and which of its words say so.

Each token's states (`toldonce.ports.TokenStates`) pass two layers, the second seeing the neighbours too. Four
attentions and the maximum over the tokens make one vector of the sentence, which tells the statement; the tokens, with
the statement, tell the marks. Several networks, trained from different beginnings, vote. ``training/reader`` trains
them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import groupby
from typing import Any, Self, cast

import numpy as np
from numpy.typing import NDArray

from toldonce.ports import TokenStates

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]
_Word = tuple[int, int, Floats]
MARKS = ("", "value", "old", "role", "who", "cadence")
"""What a token may be: nothing, or a part of the value, of the value that is over, of what somebody is to the user (or
the species, or what a favourite is of), of the person who is told of, of how often."""
NOTHING = "none nothing"
SURFACE = 3
"""Numbers beside the states that tell how a token is written; the model folds case."""
MAY_BE_OF_IT = 0.3
"""How probable it must be of a word beside a marked one that it has the same mark."""
_JOINED = re.compile(r"\w\w|\w-(?=\w)|-\w")
_FILE = "reader.npz"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence states: a ``kind`` of fact and its ``relation`` (``state``, ``change`` or ``end``), with the
    probability that it does and the words that say so, by their marks. ``nothing`` is the probability of the kind
    ``none``; of a sentence that states nothing no words are marked."""

    kind: str
    relation: str
    probability: float
    marked: Mapping[str, str]
    nothing: float = 0.0


class Network:
    """Networks of one shape that read together."""

    def __init__(self, model_name: str, statements: Sequence[str], networks: Sequence[Weights]) -> None:
        """``statements`` are what a sentence may state ("home change"), in the order of the last layer."""
        self.model_name = model_name
        """The embedding model whose states they were trained on; those of another say nothing to them."""
        self.statements = [(kind, relation) for kind, _, relation in (one.partition(" ") for one in statements)]
        self._nothing = list(statements).index(NOTHING)
        self.weights = networks

    @classmethod
    def shipped(cls) -> Self:
        """The one in this package."""
        with resources.files(__package__).joinpath(_FILE).open("rb") as file, np.load(file) as kept:
            arrays = {name: kept[name] for name in kept.files}
        networks: dict[str, dict[str, Floats]] = {}
        for name, array in arrays.items():
            number, _, weight = name.partition("/")
            if weight:
                networks.setdefault(number, {})[weight] = array.astype(np.float32)
        return cls(str(arrays["model_name"]), [str(one) for one in arrays["statements"]], list(networks.values()))

    def read(self, text: str, tokens: TokenStates) -> Reading:
        """What the text, one sentence, states."""
        inputs = np.concatenate([tokens.states, surface(text, tokens.offsets)], axis=1)
        hidden = [hidden_states(weights, inputs) for weights in self.weights]
        each = [_softmax(statement_scores(weights, one)) for weights, one in zip(self.weights, hidden, strict=True)]
        chances = cast("Floats", np.mean(each, axis=0))
        best = int(chances.argmax())
        kind, relation = self.statements[best]
        nothing = float(chances[self._nothing])
        if best == self._nothing:
            return Reading(kind, relation, nothing, {}, nothing)
        each = [_softmax(mark_scores(weights, one, best)) for weights, one in zip(self.weights, hidden, strict=True)]
        marked, certain = _marked(text, tokens.offsets, cast("Floats", np.mean(each, axis=0)))
        return Reading(kind, relation, self._chance(chances, kind, relation) * certain, marked, nothing)

    def _chance(self, chances: Floats, kind: str, relation: str) -> float:
        """That it states this; whether it is so or became so is not doubted twice."""
        alike = {relation} if relation == "end" else {"state", "change"}
        return float(sum(chance for chance, (other, how) in zip(chances, self.statements, strict=True)
                         if (other == kind and how in alike) or (other, how) == (kind, relation)))  # fmt: skip


def surface(text: str, offsets: NDArray[np.int64]) -> Floats:
    """Whether each token begins with a capital, with a digit, and stands at the beginning; shape (tokens, 3)."""
    rows = [(text[a : a + 1].isupper(), text[a : a + 1].isdigit(), a == 0) if b > a else (False,) * 3
            for a, b in offsets.tolist()]  # fmt: skip
    return np.array(rows, np.float32).reshape(-1, SURFACE)


def hidden_states(weights: Weights, inputs: Floats) -> Floats:
    """The tokens after two layers, shape (tokens, width)."""
    first = np.maximum(inputs @ weights["in.w"] + weights["in.b"], 0)
    edge = np.zeros_like(first[:1])
    beside = np.concatenate([np.concatenate([edge, first[:-1]]), first, np.concatenate([first[1:], edge])], axis=1)
    return cast("Floats", np.maximum(beside @ weights["near.w"] + weights["near.b"], 0))


def statement_scores(weights: Weights, hidden: Floats) -> Floats:
    """A score for each statement, shape (statements,)."""
    attention = _softmax((hidden @ weights["attend.w"]).T)
    sentence = np.concatenate([(attention @ hidden).reshape(-1), hidden.max(axis=0)])
    thought = np.maximum(sentence @ weights["pool.w"] + weights["pool.b"], 0)
    return cast("Floats", thought @ weights["state.w"] + weights["state.b"])


def mark_scores(weights: Weights, hidden: Floats, statement: int) -> Floats:
    """A score for each of `MARKS`, given what is stated; shape (tokens, marks)."""
    seen = np.maximum(hidden @ weights["mark.w"] + weights["given.w"][statement], 0)
    return cast("Floats", seen @ weights["out.w"] + weights["out.b"])


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return cast("Floats", powers / powers.sum(axis=-1, keepdims=True))


def _marked(text: str, offsets: NDArray[np.int64], chances: Floats) -> tuple[dict[str, str], float]:
    """For each mark the likeliest run of whole words, and how certain the least certain of these runs is."""
    words = _words(text, offsets, chances)
    best: dict[str, tuple[float, float, str]] = {}
    at = 0
    for mark, run in groupby([int(word[2].argmax()) for word in words]):
        first, at = at, at + len(list(run))
        if mark == 0:
            continue
        told = [float(word[2][mark]) for word in words[first:at]]
        begins, ends = _widened(words, mark, first, at)
        found = (sum(told), sum(told) / len(told), text[words[begins][0] : words[ends - 1][1]])
        best[MARKS[mark]] = max(found, best.get(MARKS[mark], (0.0, 1.0, "")))
    certain = min((mean for _, mean, _ in best.values()), default=1.0)
    return {mark: words_said.strip(" .,;:!?\"'") for mark, (_, _, words_said) in best.items()}, certain


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
