"""Training of `toldonce.memory.extract.learned.network`: the same layers over a batch, with dropout, and their
gradients; Adam with decoupled weight decay (Loshchilov and Hutter, 2019)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from toldonce.memory.extract.learned.network import MARKS

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
WIDTH, HEADS, POOLED, MARKING = 128, 4, 128, 64
DROPOUT = 0.35
WORD_DROPOUT = 0.08
SMOOTHING = 0.05
BATCH = 32
LEARNING_RATE = 1.5e-3
FURTHER_RATE = 6e-4
"""For weights that were trained before."""
DECAY = 1e-3
MARKS_COUNT_FOR = 0.25
UNSTATED_COUNT_FOR = 0.2
"""What the marks of a sentence that states nothing count, against one that states something."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: inputs (tokens, size), what it states, and the mark of each token."""

    inputs: Floats
    statement: int
    marks: Ints


@dataclass(slots=True)
class _Pass:
    """What the way back needs of the way there."""

    first: Floats
    beside: Floats
    hidden: Floats
    attention: Floats
    largest: Ints
    pooled: Floats
    thought: Floats
    seen: Floats
    kept: dict[str, Floats] = field(default_factory=dict)


def fresh_weights(size: int, statements: int, dice: np.random.Generator) -> dict[str, Floats]:
    """Random weights (He et al., 2015), smaller where no rectifier follows."""

    def drawn(rows: int, columns: int, scale: float = 1.0) -> Floats:
        return (dice.standard_normal((rows, columns)) * np.sqrt(2 / rows) * scale).astype(np.float32)

    def zeros(columns: int) -> Floats:
        return np.zeros(columns, np.float32)

    return {
        "in.w": drawn(size, WIDTH), "in.b": zeros(WIDTH), "near.w": drawn(3 * WIDTH, WIDTH), "near.b": zeros(WIDTH),
        "attend.w": drawn(WIDTH, HEADS, 0.5), "pool.w": drawn((HEADS + 1) * WIDTH, POOLED), "pool.b": zeros(POOLED),
        "state.w": drawn(POOLED, statements, 0.5), "state.b": zeros(statements),
        "mark.w": drawn(WIDTH, MARKING), "given.w": drawn(statements, MARKING, 0.1),
        "out.w": drawn(MARKING, len(MARKS), 0.5), "out.b": zeros(len(MARKS)),
    }  # fmt: skip


@threadpool_limits.wrap(limits=1, user_api="blas")
def train(
    examples: Sequence[Example], statements: int, nothing: int, *, seed: int, epochs: int,
    begun: Mapping[str, Floats] | None = None,
) -> dict[str, Floats]:  # fmt: skip
    """Weights after ``epochs`` passes; ``nothing`` is the statement that states nothing. Those ``begun`` with were
    trained before: they are only taught further, in smaller steps."""
    dice = np.random.default_rng(seed)
    weights = {name: weight.copy() for name, weight in begun.items()} if begun is not None else (
        fresh_weights(examples[0].inputs.shape[1], statements, dice)
    )  # fmt: skip
    highest = LEARNING_RATE if begun is None else FURTHER_RATE
    moving = {name: (np.zeros_like(weight), np.zeros_like(weight)) for name, weight in weights.items()}
    steps = epochs * -(-len(examples) // BATCH)
    step = 0
    for _ in range(epochs):
        for batch in _batches(examples, dice):
            step += 1
            rate = highest * min(1, step / min(100, steps / 10), 0.02 + 0.98 * (1 - step / steps))
            for name, gradient in _gradients(weights, batch, nothing, dice).items():
                _step(weights[name], gradient, moving[name], rate, step)
    return weights


def _batches(examples: Sequence[Example], dice: np.random.Generator) -> list[list[Example]]:
    """In random order, each of sentences of about one length."""
    order = sorted(dice.permutation(len(examples)).tolist(), key=lambda at: len(examples[at].inputs) // 4)
    batches = [[examples[at] for at in order[first : first + BATCH]] for first in range(0, len(order), BATCH)]
    dice.shuffle(batches)  # type: ignore[arg-type]
    return batches


def _step(weight: Floats, gradient: Floats, moving: tuple[Floats, Floats], rate: float, step: int) -> None:
    mean, square = moving
    mean *= 0.9
    mean += 0.1 * gradient
    square *= 0.999
    square += 0.001 * gradient**2
    change = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    if weight.ndim > 1:
        change = change + DECAY * weight
    weight -= (rate * change).astype(np.float32)


def _gradients(
    weights: dict[str, Floats], batch: Sequence[Example], nothing: int, dice: np.random.Generator
) -> dict[str, Floats]:
    shape = (len(batch), max(len(one.inputs) for one in batch))
    inputs = np.zeros((*shape, batch[0].inputs.shape[1]), np.float32)
    there, marks = np.zeros(shape, np.float32), np.zeros(shape, np.int64)
    for row, one in enumerate(batch):
        inputs[row, : len(one.inputs)], there[row, : len(one.inputs)] = one.inputs, 1
        marks[row, : len(one.marks)] = one.marks
    inputs *= (dice.random(shape) > WORD_DROPOUT)[:, :, None]
    stated = np.array([one.statement for one in batch])
    scores, mark_scores, seen = _forward(weights, inputs, there, stated, dice)
    wanted = np.full(scores.shape, SMOOTHING / scores.shape[1], np.float32)
    wanted[np.arange(len(batch)), stated] += 1 - SMOOTHING
    wanted_marks = np.eye(len(MARKS), dtype=np.float32)[marks]
    counts = there * np.where(stated == nothing, UNSTATED_COUNT_FOR, 1).astype(np.float32)[:, None]
    off = (softmax(scores) - wanted) / len(batch)
    marks_off = (softmax(mark_scores) - wanted_marks) * counts[:, :, None] * (MARKS_COUNT_FOR / len(batch))
    return _backward(weights, inputs, stated, seen, off, marks_off.astype(np.float32))


def softmax(scores: Floats, axis: int = -1) -> Floats:
    """Probabilities out of scores."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True), np.float32)


def _forward(
    weights: dict[str, Floats], inputs: Floats, there: Floats, stated: Ints, dice: np.random.Generator
) -> tuple[Floats, Floats, _Pass]:
    kept: dict[str, Floats] = {}

    def dropped(values: Any, name: str, share: float) -> Floats:
        kept[name] = (dice.random(values.shape, dtype=np.float32) > share).astype(np.float32) / (1 - share)
        return np.asarray(values * kept[name], np.float32)

    column = there[:, :, None]
    first = dropped(np.maximum(inputs @ weights["in.w"] + weights["in.b"], 0) * column, "first", DROPOUT * 0.7)
    left, right = np.zeros_like(first), np.zeros_like(first)
    left[:, 1:], right[:, :-1] = first[:, :-1], first[:, 1:]
    beside = np.concatenate([left, first, right], axis=2)
    hidden = dropped(np.maximum(beside @ weights["near.w"] + weights["near.b"], 0) * column, "hidden", DROPOUT * 0.5)
    attention = softmax(np.where(column > 0, hidden @ weights["attend.w"], np.float32(-1e9)), axis=1)
    attended = np.einsum("btk,bth->bkh", attention, hidden).reshape(len(inputs), -1)
    pooled = dropped(np.concatenate([attended, hidden.max(axis=1)], axis=1), "pooled", DROPOUT)
    thought = dropped(np.maximum(pooled @ weights["pool.w"] + weights["pool.b"], 0), "thought", DROPOUT)
    scores = thought @ weights["state.w"] + weights["state.b"]
    seen = np.maximum(hidden @ weights["mark.w"] + weights["given.w"][stated][:, None, :], 0)
    mark_scores = seen @ weights["out.w"] + weights["out.b"]
    largest = hidden.argmax(axis=1)
    return scores, mark_scores, _Pass(first, beside, hidden, attention, largest, pooled, thought, seen, kept)


def _backward(
    weights: dict[str, Floats], inputs: Floats, stated: Ints, way: _Pass, off: Floats, marks_off: Floats
) -> dict[str, Floats]:
    rows, _, width = way.hidden.shape
    hidden, attention, kept = way.hidden, way.attention, way.kept
    to_seen = (marks_off @ weights["out.w"].T) * (way.seen > 0)
    to_given = np.zeros_like(weights["given.w"])
    np.add.at(to_given, stated, to_seen.sum(axis=1))
    to_thought = (off @ weights["state.w"].T) * kept["thought"] * (way.thought > 0)
    to_pooled = (to_thought @ weights["pool.w"].T) * kept["pooled"]
    to_attended = to_pooled[:, : HEADS * width].reshape(rows, HEADS, width)
    to_hidden = to_seen @ weights["mark.w"].T
    np.add.at(to_hidden, (np.arange(rows)[:, None], way.largest, np.arange(width)[None, :]),
              to_pooled[:, HEADS * width :])  # fmt: skip
    to_attention = np.einsum("bkh,bth->btk", to_attended, hidden)
    to_hidden += np.einsum("bkh,btk->bth", to_attended, attention)
    to_scores = attention * (to_attention - (to_attention * attention).sum(axis=1, keepdims=True))
    to_hidden += to_scores @ weights["attend.w"].T
    to_hidden = to_hidden * kept["hidden"] * (hidden > 0)
    to_beside = to_hidden @ weights["near.w"].T
    to_first = to_beside[:, :, width : 2 * width].copy()
    to_first[:, :-1] += to_beside[:, 1:, :width]
    to_first[:, 1:] += to_beside[:, :-1, 2 * width :]
    to_first = to_first * kept["first"] * (way.first > 0)
    return {
        "in.w": _flat(inputs).T @ _flat(to_first), "in.b": _flat(to_first).sum(axis=0),
        "near.w": _flat(way.beside).T @ _flat(to_hidden), "near.b": _flat(to_hidden).sum(axis=0),
        "attend.w": _flat(hidden).T @ _flat(to_scores),
        "pool.w": way.pooled.T @ to_thought, "pool.b": to_thought.sum(axis=0),
        "state.w": way.thought.T @ off, "state.b": off.sum(axis=0),
        "mark.w": _flat(hidden).T @ _flat(to_seen), "given.w": to_given,
        "out.w": _flat(way.seen).T @ _flat(marks_off), "out.b": _flat(marks_off).sum(axis=0),
    }  # fmt: skip


def _flat(values: Floats) -> Floats:
    return values.reshape(-1, values.shape[-1])
