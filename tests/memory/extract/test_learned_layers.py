"""The upper layers in numpy against the same layers of an encoder that runs as an ONNX graph."""

from __future__ import annotations

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from toldonce.adapters.bert_onnx import SentenceEncoder
from toldonce.adapters.bert_outputs import MIDDLE_STATES, TOKEN_OUTPUTS
from toldonce.memory.extract.learned.layers import HEADS, upper_states
from toldonce.memory.extract.learned.network import packed, unpacked

SIZE, WIDE, LAYERS = 4 * HEADS, 96, 3
DENSE = {
    "attention.self.query": (SIZE, SIZE), "attention.self.key": (SIZE, SIZE), "attention.self.value": (SIZE, SIZE),
    "attention.output.dense": (SIZE, SIZE), "intermediate.dense": (WIDE, SIZE), "output.dense": (SIZE, WIDE),
}  # fmt: skip
NORMS = {"attended": "attention.output.LayerNorm", "seen": "output.LayerNorm"}

Weights = dict[str, NDArray[np.float32]]


def checkpoint() -> Weights:
    dice = np.random.default_rng(7)

    def drawn(*shape: int) -> NDArray[np.float32]:
        return dice.normal(0, 0.3, shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": drawn(20, SIZE),
        "embeddings.token_type_embeddings.weight": drawn(2, SIZE),
        "embeddings.position_embeddings.weight": drawn(30, SIZE),
        "embeddings.LayerNorm.weight": 1 + drawn(SIZE),
        "embeddings.LayerNorm.bias": drawn(SIZE),
    }
    for layer in range(LAYERS):
        for name, shape in DENSE.items():
            weights[f"encoder.layer.{layer}.{name}.weight"] = drawn(*shape)
            weights[f"encoder.layer.{layer}.{name}.bias"] = drawn(shape[0])
        for name in NORMS.values():
            weights[f"encoder.layer.{layer}.{name}.weight"] = 1 + drawn(SIZE)
            weights[f"encoder.layer.{layer}.{name}.bias"] = drawn(SIZE)
    return weights


def last_layer(kept: Weights) -> Weights:
    """The last of the layers, as the reader names its weights."""
    of = f"encoder.layer.{LAYERS - 1}"
    parts = [f"{of}.attention.self.{part}" for part in ("query", "key", "value")]
    layer = {"0.attend.w": np.concatenate([kept[f"{one}.weight"].T for one in parts], axis=1),
             "0.attend.b": np.concatenate([kept[f"{one}.bias"] for one in parts])}  # fmt: skip
    for part, name in (("join", "attention.output.dense"), ("wide", "intermediate.dense"), ("narrow", "output.dense")):
        layer |= {f"0.{part}.w": kept[f"{of}.{name}.weight"].T, f"0.{part}.b": kept[f"{of}.{name}.bias"]}
    for part, name in NORMS.items():
        layer |= {f"0.{part}.w": kept[f"{of}.{name}.weight"], f"0.{part}.b": kept[f"{of}.{name}.bias"]}
    return layer


def test_the_layers_are_those_of_the_encoder() -> None:
    kept = checkpoint()
    config = {"hidden_size": SIZE, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "layer_norm_eps": 1e-12,
              "hidden_act": "gelu_new"}  # fmt: skip
    model = SentenceEncoder(config, kept, "mean").build()
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    ids = np.array([[3, 9, 4, 17, 11, 2, 5]], np.int64)
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    middle, high = session.run([MIDDLE_STATES, TOKEN_OUTPUTS[-1]], inputs)
    assert np.allclose(upper_states(last_layer(kept), middle[0]), high[0], atol=1e-4)
    assert not np.allclose(middle, high, atol=0.1)


def test_weights_are_kept_in_eight_bits_and_come_back_nearly_as_they_were() -> None:
    weights = {**last_layer(checkpoint()), "surface.w": np.ones((3, 4), np.float32) / 3}
    kept = packed(weights)
    assert {name for name, array in kept.items() if array.dtype == np.int8} == {
        f"0.{part}.w" for part in ("attend", "join", "wide", "narrow")
    }
    again = unpacked(kept)
    assert again.keys() == weights.keys()
    for name, weight in weights.items():
        assert again[name].dtype == np.float32
        assert np.abs(again[name] - weight).max() <= np.abs(weight).max() / 127 / 2 + 1e-6, name
