"""The embedders: the real local model, and an endpoint over HTTP."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.scripted_llm import ScriptedLLM, Step, scripted_llm
from toldonce.adapters.embedders import LocalEmbedder
from toldonce.adapters.embedding_model import ensure_model
from toldonce.adapters.inference import InferenceThreads
from toldonce.adapters.openai_embedder import OpenAIEmbedder
from toldonce.adapters.splitting import split_text
from toldonce.errors import EmbeddingFailed

MODELS = Path(__file__).parents[2] / "data" / "models"
ENGLISH = "On Monday we walked along the river. It rained, and nobody had an umbrella!\n\nThen we went home. " * 60


@pytest.fixture(scope="module")
def model_dir() -> Path:
    return ensure_model(MODELS, progress=lambda sentence: None)


@pytest.fixture(scope="module")
async def embedder(model_dir: Path) -> AsyncIterator[LocalEmbedder]:
    embedder = LocalEmbedder(model_dir)
    yield embedder
    await embedder.close()


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[ScriptedLLM]:
    async with scripted_llm() as server:
        yield server


@pytest.fixture(autouse=True)
def _forget(server: ScriptedLLM) -> Iterator[None]:
    yield
    server.reset()


def tokens(embedder: LocalEmbedder, text: str) -> int:
    return len(embedder._encode(text)) if len(text) < 3 else len(embedder._token_ends(text)) + 2


# --- the local model


async def test_a_vector_tells_what_is_alike(embedder: LocalEmbedder) -> None:
    passages = await embedder.embed_passages(["I adopted a dog named Rex", "The shares fell on Friday"])
    query = await embedder.embed_query("what pet do I have?")
    assert embedder.model_name == "all-MiniLM-L6-v2/int8/1"
    assert passages.shape == (2, 384)
    assert embedder.dimension == 384
    assert passages.dtype == query.dtype == np.float32
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)
    assert passages[0] @ query > passages[1] @ query + 0.2


async def test_vectors_come_in_the_order_of_their_texts(embedder: LocalEmbedder) -> None:
    texts = [f"{'very ' * (number % 37)}different text number {number}" for number in range(90)]
    together = await embedder.embed_passages(texts)
    alone = np.stack([(await embedder.embed_passages([text]))[0] for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.97
    assert (await embedder.embed_passages([])).shape == (0, 384)


async def test_empty_and_strange_texts_have_vectors(embedder: LocalEmbedder) -> None:
    vectors = await embedder.embed_passages(["", " \n", "😀", "\ufeff\u200d", "a" * 5_000, "我喜欢爬山", "\x07"])
    assert np.isfinite(vectors).all()
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


async def test_a_repeated_query_is_not_computed_again(model_dir: Path) -> None:
    embedder = LocalEmbedder(model_dir, cached_queries=2)
    first = await embedder.embed_query("one")
    assert await embedder.embed_query("one") is first
    assert not first.flags.writeable
    await embedder.embed_query("two")
    await embedder.embed_query("three")
    assert await embedder.embed_query("one") is not first
    await embedder.close()


async def test_the_event_loop_goes_on_while_the_model_works(embedder: LocalEmbedder) -> None:
    working = asyncio.create_task(embedder.embed_passages([ENGLISH[:900]] * 40))
    steps = 0
    while not working.done():
        await asyncio.sleep(0.001)
        steps += 1
    assert steps > 10


async def test_what_waits_fails_when_the_embedder_closes(model_dir: Path) -> None:
    embedder = LocalEmbedder(model_dir)
    waiting = [asyncio.create_task(embedder.embed_passages([ENGLISH[:1_000]] * 50)) for _ in range(3)]
    await asyncio.sleep(0.01)
    await embedder.close()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(outcome, EmbeddingFailed) for outcome in outcomes)
    with pytest.raises(EmbeddingFailed, match="closed"):
        await embedder.embed_query("too late")
    await embedder.close()


# --- the parts of a long text


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.replace(" ", ""),
        "我们在星期一沿着河散步。下雨了！" * 300,
        "한국어문장입니다" * 200,
        "a1b2c3d4" * 600,
        "!" * 3_000,
        " " * 3_000 + "word" + "\n" * 3_000,
        "e\u0301" * 1_500,
        "😀" * 2_000,
        "short",
    ],
    ids=["english", "joined", "chinese", "korean", "code", "signs", "blank", "accents", "emoji", "short"],
)
def test_parts_cover_the_text_and_fit_the_window(embedder: LocalEmbedder, text: str) -> None:
    ranges = embedder.split(text)
    assert "".join(text[starts:ends] for starts, ends in ranges) == text
    assert all(starts < ends for starts, ends in ranges)
    assert max(tokens(embedder, text[starts:ends]) for starts, ends in ranges) <= 256


def test_parts_end_where_sentences_end(embedder: LocalEmbedder) -> None:
    ranges = embedder.split(ENGLISH)
    assert len(ranges) > 3
    assert all(ENGLISH[:ends].rstrip().endswith((".", "!")) for _, ends in ranges)
    assert ENGLISH[: ranges[0][1]].endswith("\n\n")


def test_the_last_two_parts_are_about_equally_long(embedder: LocalEmbedder) -> None:
    text = ("word " * 260).strip()
    (_, first), (_, second) = embedder.split(text)
    assert 0.5 < (second - first) / first < 2


def test_a_long_run_without_spaces_is_no_unknown_word(embedder: LocalEmbedder) -> None:
    assert len(embedder._token_ends("abcdefghij" * 30)) > 30


async def test_the_end_of_a_long_text_is_found(embedder: LocalEmbedder) -> None:
    text = ENGLISH[:4_000] + " The key to the cellar hangs behind the clock."
    parts = [text[starts:ends] for starts, ends in embedder.split(text)]
    scores = (await embedder.embed_passages(parts)) @ await embedder.embed_query("Where is the cellar key?")
    assert "cellar" in parts[int(scores.argmax())]


@given(st.text(alphabet="ab .\n。", max_size=300), st.integers(2, 20))
@settings(max_examples=200, deadline=None)
def test_parts_are_whole_whatever_the_text(text: str, limit: int) -> None:
    def ends(part: str) -> list[int]:
        return [number for number, character in enumerate(part, 1) if not character.isspace()]

    ranges = split_text(text, limit, ends)
    assert "".join(text[first:last] for first, last in ranges) == text
    assert all(first < last and len(ends(text[first:last])) <= limit for first, last in ranges)


# --- the thread: order, cancelling, errors


class SlowModel:
    """Runs batches one by one as `step` allows, and keeps them."""

    def __init__(self, threads: int = 1) -> None:
        self.batches: list[list[str]] = []
        self.allowed = threading.Semaphore(0)
        self.started = threading.Semaphore(0)
        self.texts: dict[int, str] = {}
        self.fails = False
        self.thread = InferenceThreads(self.encode, self.run, 1, threads=threads)

    def encode(self, text: str) -> list[int]:
        if text == "unencodable":
            raise ValueError(text)
        self.texts[id(text)] = text
        return [id(text)] * 100

    def run(self, batch: Sequence[Sequence[int]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        self.batches.append([self.texts[tokens[0]] for tokens in batch])
        self.started.release()
        self.allowed.acquire()
        if self.fails:
            raise RuntimeError("no memory")
        return np.ones((len(batch), 1), np.float32)

    def step(self, times: int = 1) -> None:
        for _ in range(times):
            self.allowed.release()


def test_queries_go_before_passages_and_calls_take_turns() -> None:
    model = SlowModel()
    bulk = model.thread.embed_passages(["bulk1", "bulk2", "bulk3", "bulk4"])
    assert model.started.acquire(timeout=30)
    single = model.thread.embed_passages(["single"])
    query = model.thread.embed_query("query")
    model.step(10)
    bulk.result(30)
    single.result(30)
    query.result(30)
    assert model.batches == [["bulk1", "bulk2"], ["query"], ["single"], ["bulk3", "bulk4"]]
    model.thread.close()


def test_queries_that_wait_together_run_together() -> None:
    model = SlowModel()
    first = model.thread.embed_query("first")
    assert model.started.acquire(timeout=30)
    later = [model.thread.embed_query(text) for text in ("a", "b", "c")]
    model.step(10)
    for query in (first, *later):
        assert query.result(30).shape == (1,)
    assert model.batches == [["first"], ["a", "b"], ["c"]]
    model.thread.close()


def test_what_nobody_waits_for_is_not_run() -> None:
    model = SlowModel()
    running = model.thread.embed_query("running")
    assert model.started.acquire(timeout=30)
    query, passages = model.thread.embed_query("gone"), model.thread.embed_passages(["gone too"])
    assert query.cancel()
    assert passages.cancel()
    last = model.thread.embed_passages(["last"])
    model.step(10)
    running.result(30)
    last.result(30)
    assert model.batches == [["running"], ["last"]]
    model.thread.close()


def test_a_call_cancelled_between_its_batches_stops() -> None:
    model = SlowModel()
    passages = model.thread.embed_passages(["1", "2", "3", "4", "5", "6"])
    assert model.started.acquire(timeout=30)
    passages.cancel()
    last = model.thread.embed_query("last")
    model.step(10)
    last.result(30)
    model.thread.close()
    assert model.batches == [["1", "2"], ["last"]]


def test_two_threads_share_the_passages_of_one_call() -> None:
    model = SlowModel(threads=2)
    passages = model.thread.embed_passages(["1", "2", "3", "4", "5"])
    for _ in range(2):
        assert model.started.acquire(timeout=30)
    assert sorted(model.batches) == [["1", "2"], ["3", "4"]]
    model.step(10)
    assert passages.result(30).tolist() == [[1.0]] * 5
    model.thread.close()


def test_a_call_whose_batches_both_fail_fails_once() -> None:
    model = SlowModel(threads=2)
    model.fails = True
    passages = model.thread.embed_passages(["1", "2", "3", "4", "5"])
    for _ in range(2):
        assert model.started.acquire(timeout=30)
    model.step(10)
    with pytest.raises(EmbeddingFailed, match="RuntimeError"):
        passages.result(30)
    model.fails = False
    assert model.thread.embed_query("fine").result(30).shape == (1,)
    model.thread.close()


def test_a_failing_model_fails_the_call_and_works_again() -> None:
    model = SlowModel()
    model.step(10)
    model.fails = True
    for future in (model.thread.embed_query("query"), model.thread.embed_passages(["passage"])):
        with pytest.raises(EmbeddingFailed, match="RuntimeError"):
            future.result(30)
    model.fails = False
    for future in (model.thread.embed_query("unencodable"), model.thread.embed_passages(["unencodable"])):
        with pytest.raises(EmbeddingFailed, match="ValueError"):
            future.result(30)
    assert model.thread.embed_query("fine").result(30).shape == (1,)
    model.thread.close()


def test_a_folder_that_holds_no_model_is_refused_in_a_sentence(tmp_path: Path, model_dir: Path) -> None:
    with pytest.raises(EmbeddingFailed, match="cannot be read"):
        LocalEmbedder(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"nonsense")
    with pytest.raises(EmbeddingFailed, match=r"tokenizer\.json"):
        LocalEmbedder(tmp_path)
    shutil.copy(model_dir / "tokenizer.json", tmp_path)
    with pytest.raises(EmbeddingFailed, match="cannot be loaded"):
        LocalEmbedder(tmp_path)


async def test_a_foreign_onnx_model_is_pooled_here(tmp_path: Path, model_dir: Path) -> None:
    """Its output has a vector for each token; there are no token types."""
    from onnx import TensorProto, helper, numpy_helper, save_model

    table = np.random.default_rng(7).normal(size=(30_522, 6)).astype(np.float32)
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "tokens",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in ("input_ids", "attention_mask")
        ],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", 6])],
        [numpy_helper.from_array(table, "table")],
    )
    folder = tmp_path / "my-model"
    folder.mkdir()
    save_model(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), folder / "model.onnx"
    )
    shutil.copy(model_dir / "tokenizer.json", folder)
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 16}')
    (folder / "config_sentence_transformers.json").write_text('{"prompts": {"query": "query: ", "passage": "word: "}}')
    assert ensure_model(tmp_path / "unused", model=str(folder), progress=print) == folder
    embedder = LocalEmbedder(folder)
    assert embedder.model_name.startswith("my-model/onnx/")
    assert embedder.dimension == 6
    one, padded = (
        (await embedder.embed_passages(["river"]))[0],
        await embedder.embed_passages(["river", "by the river"]),
    )
    assert np.allclose(one, padded[0], atol=1e-6)
    expected = table[embedder._encode("word: river")].mean(axis=0)
    assert np.allclose(one, expected / np.linalg.norm(expected), atol=1e-5)
    assert max(len(embedder._encode("word: " + ENGLISH[a:b])) for a, b in embedder.split(ENGLISH)) <= 16
    await embedder.close()


def test_serving_loads_nothing_that_only_converting_needs() -> None:
    import subprocess
    import sys

    code = "import sys, toldonce.adapters.embedders; print({'onnx', 'safetensors', 'torch'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"


# --- an endpoint


async def test_the_endpoint_tells_the_dimension(server: ScriptedLLM) -> None:
    embedder = await OpenAIEmbedder.open(server.url, "key-1", "small")
    assert embedder.dimension == 8
    assert embedder.model_name == "small/8"
    texts = [f"text {number}" for number in range(150)]
    vectors = await embedder.embed_passages(texts)
    assert vectors.shape == (150, 8)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(vectors[149], await embedder.embed_query("text 149"))
    assert [len(call.body["input"]) for call in server.requests] == [1, 64, 64, 22, 1]
    assert server.requests[0].headers["authorization"] == "Bearer key-1"
    assert "dimensions" not in server.requests[0].body
    await embedder.embed_query("text 149")
    assert len(server.requests) == 5
    assert "key-1" not in repr(embedder.__dict__)
    await embedder.close()


async def test_a_wanted_dimension_is_asked_for(server: ScriptedLLM) -> None:
    embedder = await OpenAIEmbedder.open(server.url, None, "small", 4)
    assert embedder.dimension == 4
    assert server.requests[0].body["dimensions"] == 4
    assert "authorization" not in server.requests[0].headers
    await embedder.close()


async def test_an_endpoint_is_asked_again_only_when_it_may_help(server: ScriptedLLM) -> None:
    embedder = await OpenAIEmbedder.open(server.url, "key-1", "small")
    server.plan(Step(status=503, headers={"retry-after": "0"}), Step(status=429, headers={"retry-after": "0"}))
    assert (await embedder.embed_query("again")).shape == (8,)
    assert len(server.requests) == 4
    server.plan(Step(status=401))
    with pytest.raises(EmbeddingFailed, match="credentials") as failed:
        await embedder.embed_query("refused")
    assert "sk-secret" not in failed.value.message
    server.plan(Step(fault="empty"))
    with pytest.raises(EmbeddingFailed, match="0 vectors to 1 texts"):
        await embedder.embed_query("short answer")
    server.plan(Step(fault="html"))
    with pytest.raises(EmbeddingFailed, match="not a JSON object"):
        await embedder.embed_query("html")
    server.dimension = 5
    with pytest.raises(EmbeddingFailed, match="5 numbers instead of 8"):
        await embedder.embed_query("other dimension")
    server.dimension = 8
    await embedder.close()


async def test_the_endpoint_gets_parts_of_cautious_length(server: ScriptedLLM) -> None:
    embedder = await OpenAIEmbedder.open(server.url, None, "small")
    for text, longest in ((ENGLISH, 1_200), ("我们在星期一散步。" * 300, 600)):
        ranges = embedder.split(text)
        assert "".join(text[starts:ends] for starts, ends in ranges) == text
        assert max(len(text[starts:ends].rstrip()) for starts, ends in ranges) <= longest
    await embedder.close()


async def test_an_endpoint_that_is_not_there_is_named() -> None:
    with pytest.raises(EmbeddingFailed, match=r"127\.0\.0\.1:9 cannot be reached"):
        await OpenAIEmbedder.open("http://127.0.0.1:9/v1", None, "small", timeout=1)
    with pytest.raises(EmbeddingFailed, match="must be a URL"):
        await OpenAIEmbedder.open("ftp://nowhere", None, "small")
