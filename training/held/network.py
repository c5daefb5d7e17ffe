"""Training of `toldonce.memory.extract.held.network` in JAX: the upper layers of the reader, taught further,
and what tells from the place that names a thing whether it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from toldonce.memory.extract.held.network import ATTENTIONS
from toldonce.memory.extract.learned.network import SURFACE
from training.held.examples import Example
from training.reader.examples import Floats
from training.reader.network import BATCH, HEAD_DROPOUT, WORD_DROPOUT, batched, layer, optimiser_of

LENGTHS = (16, 24, 32, 48, 64, 96, 160)
POOLED = 192
SMOOTHING = 0.02
TOLD_EACH = 100
"""Batches, between what is told of the loss."""
FURTHER = 0.3
"""What the steps are of weights that were trained before."""


def fresh(size: int, kinds: int, dice: np.random.Generator) -> dict[str, Floats]:
    """Random weights for what is new (He et al., 2015)."""

    def drawn(rows: int, columns: int, scale: float = 1.0) -> Floats:
        return (dice.standard_normal((rows, columns)) * np.sqrt(2 / rows) * scale).astype(np.float32)

    return {
        "named.w": drawn(kinds, size, 0.5), "kind.w": drawn(kinds, size, 0.2), "attend.w": drawn(size, ATTENTIONS, 0.1),
        "pool.w": drawn((ATTENTIONS + 2) * size, POOLED), "pool.b": np.zeros(POOLED, np.float32),
        "over.w": drawn(POOLED, 1, 0.5), "over.b": np.zeros(1, np.float32),
    }  # fmt: skip


def train(
    passes: Iterator[Sequence[Example]], count: int, *, seed: int, begun: Mapping[str, Floats], rate: float = 1.0,
    tell: Callable[[int, float], None] = lambda step, loss: None,
) -> Iterator[dict[str, Floats]]:  # fmt: skip
    """The weights after each of the ``passes``, of which ``count`` are taken."""
    dice = np.random.default_rng(seed)
    weights: Any = {name: jnp.asarray(weight, jnp.float32) for name, weight in begun.items()}
    key, taken, running, moving, step = jax.random.key(seed), 0, 0.0, None, None
    for examples in islice(passes, count):
        batches = list(batched([len(one.named) for one in examples], LENGTHS, dice))
        if step is None:
            optimiser = optimiser_of(len(batches) * count, rate)
            moving, step = optimiser.init(weights), _step(optimiser)
        for rows, length in batches:
            key, now = jax.random.split(key)
            weights, moving, loss = step(weights, moving, filled([examples[at] for at in rows], length, dice), now)
            taken += 1
            running += float(loss)
            if taken % TOLD_EACH == 0:
                tell(taken, running / TOLD_EACH)
                running = 0.0
        yield {name: np.asarray(weight) for name, weight in weights.items()}


def _step(optimiser: Any) -> Any:
    def step(weights: Any, moving: Any, batch: Any, key: Any) -> Any:
        loss, gradients = jax.value_and_grad(_loss)(weights, batch, key)
        changes, moving = optimiser.update(gradients, moving, weights)
        return optax.apply_updates(weights, changes), moving, loss

    return jax.jit(step, donate_argnums=(0, 1))


def filled(batch: Sequence[Example], length: int, dice: np.random.Generator, word_dropout: float = WORD_DROPOUT) -> Any:
    """The cases of a batch, each filled up to ``length`` tokens."""
    size = batch[0].states.shape[1]
    states, surface = np.zeros((BATCH, length, size), np.float32), np.zeros((BATCH, length, SURFACE), np.float32)
    there, named = np.zeros((BATCH, length), np.float32), np.zeros((BATCH, length), np.float32)
    kind, over, counts = np.zeros(BATCH, np.int64), np.zeros(BATCH, np.float32), np.zeros(BATCH, np.float32)
    for row, one in enumerate(batch):
        tokens = len(one.named)
        states[row, :tokens], surface[row, :tokens], there[row, :tokens] = one.states, one.surface, 1
        named[row, :tokens], kind[row], over[row], counts[row] = one.named, one.kind, one.over, 1
    there[len(batch) :, 0] = 1
    states *= (dice.random((BATCH, length)) > word_dropout)[:, :, None]
    return {"states": states, "surface": surface, "there": there, "named": named, "kind": kind, "over": over,
            "counts": counts}  # fmt: skip


def _loss(weights: Any, batch: Any, key: Any) -> Any:
    scores = forward(weights, batch, key)
    wanted = batch["over"] * (1 - 2 * SMOOTHING) + SMOOTHING
    off = optax.sigmoid_binary_cross_entropy(scores, wanted)
    return (off * batch["counts"]).sum() / batch["counts"].sum()


def forward(weights: Any, batch: Any, key: Any) -> Any:
    """How sure it is that what is named is over, as a score; without ``key`` nothing is dropped."""
    keys = iter(jax.random.split(key, 48)) if key is not None else None

    def dropped(values: Any, share: float) -> Any:
        if keys is None:
            return values
        return jnp.where(jax.random.bernoulli(next(keys), 1 - share, values.shape), values / (1 - share), 0.0)

    there, named = batch["there"], batch["named"]
    hidden = batch["states"] + batch["surface"] @ weights["surface.w"]
    hidden += named[:, :, None] * weights["named.w"][batch["kind"]][:, None]
    hidden += weights["kind.w"][batch["kind"]][:, None]
    for number in range(sum(name.endswith("join.w") for name in weights)):
        of = {name.split(".", 1)[1]: weight for name, weight in weights.items() if name.startswith(f"{number}.")}
        hidden = layer(of, hidden, there, dropped)
    column = there[:, :, None]
    attention = jax.nn.softmax(jnp.where(column > 0, hidden @ weights["attend.w"], -1e9), axis=1)
    attended = jnp.einsum("btk,bth->bkh", attention, hidden).reshape(len(hidden), -1)
    largest = jnp.where(column > 0, hidden, -1e9).max(axis=1)
    of_it = (hidden * named[:, :, None]).sum(axis=1) / jnp.maximum(named.sum(axis=1), 1)[:, None]
    sentence = dropped(jnp.concatenate([attended, largest, of_it], axis=1), HEAD_DROPOUT)
    thought = dropped(jax.nn.relu(sentence @ weights["pool.w"] + weights["pool.b"]), HEAD_DROPOUT)
    return (thought @ weights["over.w"] + weights["over.b"])[:, 0]
