"""Text to unit vectors with a local ONNX model."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer
from tokenizers.pre_tokenizers import Sequence as PreTokenizers
from tokenizers.pre_tokenizers import Split

from toldonce.adapters.bert_outputs import TOKEN_OUTPUTS
from toldonce.adapters.embedded_queries import CACHED_QUERIES, QueryCache, unit
from toldonce.adapters.embedding_model import ModelManifest, read_manifest
from toldonce.adapters.inference import InferenceThreads
from toldonce.adapters.splitting import split_text
from toldonce.adapters.token_states import LocalTokenEncoder
from toldonce.errors import EmbeddingFailed
from toldonce.ports import Vectors

MOST_THREADS = 2
"""Many passages come in one request, which waits for them; more threads would take the cores of everybody else."""
KNOWN_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
SPEAKER_TOKENS = 14
"""Room that a part of a text leaves in the window, because the speaker's name is put in front of it."""
LONGEST_WORD = 50
"""A longer run of word characters is cut, because WordPiece makes one unknown token of a word beyond 100."""
SLOW_FUSIONS = ("SkipLayerNormFusion",)
"""What onnxruntime must not put together: the sum and the normalisation that follows it are quicker one by one."""


class LocalEmbedder:
    """An `Embedder` that runs a model of `ensure_model` on threads of its own.

    Each run has one thread: two of them share one run badly, but do two at the same time.
    """

    def __init__(self, model_dir: Path, *, cached_queries: int = CACHED_QUERIES, threads: int | None = None) -> None:
        """Load the model (about 0.1 s). ``threads``: without a number two, where there are so many cores.

        Raises `EmbeddingFailed` when its files cannot be used.
        """
        self._model_dir = model_dir
        self._manifest = read_manifest(model_dir)
        self._tokenizer = _tokenizer(model_dir)
        self._session = _session(model_dir)
        self._inputs = [node.name for node in self._session.get_inputs()]
        self._output = _output(self._session)
        self._window = self._manifest.max_tokens - self._tokenizer.num_special_tokens_to_add(False)
        prefixed = len(self._tokenizer.encode(self._manifest.passage_prefix, add_special_tokens=False).ids)
        self._passage_window = max(1, self._window - prefixed - min(SPEAKER_TOKENS, self._window // 8))
        self._dimension = int(self._run([self._encode("dimension")]).shape[1])
        threads = threads or usual_threads()
        self._threads = InferenceThreads(self._encode, self._run, self._dimension, threads=threads)
        self._cache = QueryCache(cached_queries)

    @property
    def model_dir(self) -> Path:
        """The folder of its files."""
        return self._model_dir

    @property
    def model_name(self) -> str:
        """Such as ``all-MiniLM-L6-v2/int8/1``."""
        return self._manifest.name

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._dimension

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """One query, shape (dimension,); the latest ones are remembered. Read-only."""
        vector = self._cache.get(text)
        if vector is None:
            vector = await asyncio.wrap_future(self._threads.embed_query(self._manifest.query_prefix + text))
            vector = self._cache.put(text, vector)
        return vector

    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Texts as `split` cuts them, shape (texts, dimension); what goes beyond the model's window is not seen."""
        if not texts:
            return np.zeros((0, self._dimension), np.float32)
        prefix = self._manifest.passage_prefix
        return await asyncio.wrap_future(self._threads.embed_passages([prefix + text for text in texts]))

    def split(self, text: str) -> list[tuple[int, int]]:
        """Character ranges that cover the text, each within the model's window, cut where paragraphs, sentences or
        words end."""
        certain = self._passage_window if text.isascii() else self._passage_window // 4
        if 0 < len(text) <= certain:
            return [(0, len(text))]
        return split_text(text, self._passage_window, self._token_ends)

    def token_encoder(self, threads: int = 1) -> LocalTokenEncoder | None:
        """The same model looking at tokens; None when it was not made to tell what it makes of them."""
        if not set(TOKEN_OUTPUTS) <= {node.name for node in self._session.get_outputs()}:
            return None
        return LocalTokenEncoder(self._tokenizer, self._session, threads=threads)

    async def close(self) -> None:
        """End the threads; what still waits fails with `EmbeddingFailed`."""
        await asyncio.to_thread(self._threads.close)

    def _token_ends(self, text: str) -> list[int]:
        return [end for _, end in self._tokenizer.encode(text, add_special_tokens=False).offsets]

    def _encode(self, text: str) -> list[int]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        encoding.truncate(self._window)
        return list(self._tokenizer.post_process(encoding).ids)

    def _run(self, batch: Sequence[Sequence[int]]) -> Vectors:
        shape = (len(batch), max(len(tokens) for tokens in batch))
        ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        known = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (output,) = self._session.run([self._output], {name: known[name] for name in self._inputs})
        return unit(_pooled(np.asarray(output, np.float32), mask, self._manifest))


def usual_threads() -> int:
    """How many runs of a model go on at the same time."""
    return min(MOST_THREADS, os.cpu_count() or 1)


def _tokenizer(model_dir: Path) -> Tokenizer:
    path = model_dir / "tokenizer.json"
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as fault:  # the library raises bare Exception
        raise EmbeddingFailed(f"The embedding model's {str(path)!r} cannot be read: {fault}") from fault
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if type(tokenizer.model).__name__ == "WordPiece" and tokenizer.pre_tokenizer is not None:
        long_words = Split(Regex(rf"\w{{{LONGEST_WORD}}}"), behavior="isolated")
        tokenizer.pre_tokenizer = PreTokenizers([long_words, tokenizer.pre_tokenizer])
    return tokenizer


def _session(model_dir: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Every batch has another shape: both would keep memory for each of them.
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    path = str(model_dir / "model.onnx")
    try:
        return onnxruntime.InferenceSession(
            path, options, providers=["CPUExecutionProvider"], disabled_optimizers=list(SLOW_FUSIONS)
        )
    except Exception as fault:  # the library's errors have no common parent
        raise EmbeddingFailed(f"The embedding model {path!r} cannot be loaded: {fault}") from fault


def _output(session: Any) -> str:
    """The output that holds one vector for each text or, when it has none, one for each token."""
    inputs = [node.name for node in session.get_inputs()]
    ranks = {node.name: len(node.shape) for node in session.get_outputs()}
    name: str
    for name in ("sentence_embedding", "last_hidden_state", *ranks):
        if ranks.get(name) in (2, 3) and set(inputs) <= set(KNOWN_INPUTS):
            return name
    raise EmbeddingFailed(
        f"The embedding model takes {', '.join(inputs)} and gives {', '.join(ranks)}: it must take no more than"
        f" {', '.join(KNOWN_INPUTS)} and give vectors"
    )


def _pooled(output: Vectors, mask: NDArray[np.int64], manifest: ModelManifest) -> Vectors:
    if output.ndim == 2:
        return output
    if manifest.pooling == "cls":
        return output[:, 0]
    weights = mask[:, :, None].astype(np.float32)
    mean: Vectors = (output * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    return mean
