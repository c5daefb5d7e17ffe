"""A BERT sentence encoder as an ONNX graph: from ``model.safetensors`` and ``config.json``, without torch.

Run as a program of its own (``python -m toldonce.adapters.bert_onnx SOURCE TARGET POOLING``), so that the memory that
the conversion takes goes back to the system and the service never loads the libraries it needs.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from toldonce.adapters.bert_outputs import SENTENCE_OUTPUT, TOKEN_OUTPUTS

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
MASKED = -10_000.0
OPSET, IR_VERSION = 20, 10
GELU = {"gelu": "none", "gelu_new": "tanh", "gelu_pytorch_tanh": "tanh"}


class NotConvertible(Exception):
    """The weights are not those of a BERT encoder that this graph describes."""


class SentenceEncoder:
    """Builds the graph: token ids, mask and type ids, int64 (batch, tokens), to unit vectors (batch, hidden).

    The states of the tokens, (batch, tokens, hidden), can be asked for beside them.
    """

    def __init__(self, config: dict[str, Any], weights: dict[str, NDArray[Any]], pooling: str) -> None:
        """``weights`` by their names in the checkpoint; ``pooling`` is ``mean`` or ``cls``."""
        _check(config)
        self._config = config
        self._weights = {name.removeprefix("bert."): weight for name, weight in weights.items()}
        self._pooling = pooling
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def build(self) -> onnx.ModelProto:
        """The whole model, checked. Raises `NotConvertible` when a weight is missing."""
        mask = self._node("Cast", "attention_mask", to=TensorProto.FLOAT)
        hidden = self._embed()
        bias = self._attention_bias(mask)
        layers = self._config["num_hidden_layers"]
        taken_out = {-(-layers * third // 3): name for third, name in enumerate(TOKEN_OUTPUTS, 1)}
        for number in range(layers):
            hidden = self._layer(hidden, bias, f"encoder.layer.{number}", taken_out.get(number + 1))
        pooled = self._mean(hidden, mask) if self._pooling == "mean" else self._first(hidden)
        norm = self._node("ReduceL2", pooled, self._whole("last_axis", [1]), keepdims=1)
        self._node("Div", pooled, self._node("Max", norm, self._number("least_norm", 1e-12)), output=SENTENCE_OUTPUT)
        tokens = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in INPUTS]
        size = self._config["hidden_size"]
        outputs = [helper.make_tensor_value_info(SENTENCE_OUTPUT, TensorProto.FLOAT, ["batch", size])]
        for name in taken_out.values():
            outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "tokens", size]))
        graph = helper.make_graph(self._nodes, "sentence_encoder", tokens, outputs, list(self._constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return model

    def _embed(self) -> str:
        words = self._node("Gather", self._weight("embeddings.word_embeddings.weight"), "input_ids")
        types = self._node("Gather", self._weight("embeddings.token_type_embeddings.weight"), "token_type_ids")
        shape = self._node("Shape", "input_ids", start=1, end=2)
        positions = self._node(
            "Slice",
            self._weight("embeddings.position_embeddings.weight"),
            self._whole("first", [0]),
            shape,
            self._whole("rows", [0]),
        )
        summed = self._node("Add", self._node("Add", words, types), positions)
        return self._layer_norm(summed, "embeddings.LayerNorm")

    def _attention_bias(self, mask: str) -> str:
        """Zero where a token is, strongly negative on padding; shape (batch, 1, 1, tokens)."""
        absent = self._node("Sub", self._number("one", 1.0), mask)
        spread = self._node("Unsqueeze", absent, self._whole("head_and_query", [1, 2]))
        return self._node("Mul", spread, self._number("masked", MASKED))

    def _layer(self, hidden: str, bias: str, name: str, output: str | None) -> str:
        attended = self._dense(self._attention(hidden, bias, name), f"{name}.attention.output.dense")
        hidden = self._layer_norm(self._node("Add", attended, hidden), f"{name}.attention.output.LayerNorm")
        wide = self._dense(hidden, f"{name}.intermediate.dense")
        wide = self._node("Gelu", wide, approximate=GELU[self._config["hidden_act"]])
        narrow = self._dense(wide, f"{name}.output.dense")
        return self._layer_norm(self._node("Add", narrow, hidden), f"{name}.output.LayerNorm", output)

    def _attention(self, hidden: str, bias: str, name: str) -> str:
        size, heads = self._config["hidden_size"], self._config["num_attention_heads"]
        by_head = self._whole("by_head", [0, 0, heads, size // heads])

        def project(part: str, axes: Sequence[int]) -> str:
            projected = self._dense(hidden, f"{name}.attention.self.{part}")
            return self._node("Transpose", self._node("Reshape", projected, by_head), perm=list(axes))

        query = project("query", (0, 2, 1, 3))
        key = project("key", (0, 2, 3, 1))
        value = project("value", (0, 2, 1, 3))
        scores = self._node("Div", self._node("MatMul", query, key), self._number("scale", math.sqrt(size // heads)))
        weights = self._node("Softmax", self._node("Add", scores, bias), axis=-1)
        joined = self._node("Transpose", self._node("MatMul", weights, value), perm=[0, 2, 1, 3])
        return self._node("Reshape", joined, self._whole("joined", [0, 0, size]))

    def _mean(self, hidden: str, mask: str) -> str:
        column = self._node("Unsqueeze", mask, self._whole("each_value", [2]))
        axis = self._whole("over_tokens", [1])
        total = self._node("ReduceSum", self._node("Mul", hidden, column), axis, keepdims=0)
        count = self._node("ReduceSum", column, axis, keepdims=0)
        return self._node("Div", total, self._node("Max", count, self._number("least_count", 1e-9)))

    def _first(self, hidden: str) -> str:
        return self._node("Gather", hidden, self._whole("first_token", 0), axis=1)

    def _dense(self, x: str, name: str) -> str:
        product = self._node("MatMul", x, self._weight(f"{name}.weight", transposed=True))
        return self._node("Add", product, self._weight(f"{name}.bias"))

    def _layer_norm(self, x: str, name: str, output: str | None = None) -> str:
        scale, shift = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        epsilon = self._config["layer_norm_eps"]
        return self._node("LayerNormalization", x, scale, shift, output=output, epsilon=epsilon, axis=-1)

    def _weight(self, name: str, *, transposed: bool = False) -> str:
        weight = self._weights.get(name)
        if weight is None:
            raise NotConvertible(f"model.safetensors holds no weight {name!r}: only encoders of the BERT family fit")
        return self._constant(name, (weight.T if transposed else weight).astype(np.float32))

    def _number(self, name: str, value: float) -> str:
        return self._constant(name, np.array(value, np.float32))

    def _whole(self, name: str, value: int | list[int]) -> str:
        return self._constant(name, np.array(value, np.int64))

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.array(value, order="C"), name)
        return name

    def _node(self, kind: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        name = output or f"{kind.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name


def _check(config: dict[str, Any]) -> None:
    needed = ("hidden_size", "num_hidden_layers", "num_attention_heads", "layer_norm_eps", "hidden_act")
    missing = [name for name in needed if name not in config]
    if missing:
        raise NotConvertible(f"config.json names no {missing[0]!r}: only encoders of the BERT family fit")
    if config["hidden_act"] not in GELU:
        raise NotConvertible(f"config.json: hidden_act {config['hidden_act']!r} is not one of {', '.join(GELU)}")
    if config.get("position_embedding_type", "absolute") != "absolute":
        raise NotConvertible("config.json: only absolute position embeddings fit")
    if config.get("model_type", "bert") != "bert":
        raise NotConvertible(
            f"config.json: model_type {config['model_type']!r} is not 'bert': put a model.onnx beside tokenizer.json"
        )


def convert(source: Path, target: Path, pooling: str) -> None:
    """Write ``target`` (int8 weights of the MatMul and Gather nodes, per channel) from the checkpoint in ``source``."""
    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    model = SentenceEncoder(config, load_file(source / "model.safetensors"), pooling).build()
    quantize_dynamic(
        model, target, op_types_to_quantize=["MatMul", "Gather"], per_channel=True, weight_type=QuantType.QInt8
    )


if __name__ == "__main__":
    try:
        convert(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    except NotConvertible as fault:
        sys.exit(str(fault))
