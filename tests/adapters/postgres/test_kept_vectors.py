"""Vectors and postings in the process against a plain reading."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toldonce.adapters.postgres import kept_vectors
from toldonce.adapters.postgres.growing import GrowingArray
from toldonce.adapters.postgres.kept_vectors import KeptVectors


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def kept(vectors: np.ndarray, rows: np.ndarray | None = None, step: int = 7) -> KeptVectors:
    made = KeptVectors(vectors.shape[1])
    rows = np.arange(len(vectors)) if rows is None else rows
    for start in range(0, len(vectors), step):
        made.extend(rows[start : start + step], vectors[start : start + step].astype(np.float16).view(np.uint16))
    return made


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(1, 12), st.integers(0, 2**32 - 1), st.sampled_from([3, 64, 70]))
def test_few_vectors_are_compared_exactly(count: int, wanted: int, seed: int, dimension: int) -> None:
    rng = np.random.default_rng(seed)
    vectors, asked = unit(rng.standard_normal((count, dimension))), unit(rng.standard_normal(dimension))
    rows = np.sort(rng.choice(3 * count, count, replace=False))
    left_out = rng.random(3 * count) < 0.2
    found, cosines = kept(vectors, rows).nearest(asked, len(left_out), np.nonzero(left_out)[0], wanted)
    exact = vectors.astype(np.float16).astype(np.float32) @ asked.astype(np.float16).astype(np.float32)
    expected = sorted((row for row in range(count) if not left_out[rows[row]]), key=lambda row: -exact[row])[:wanted]
    assert sorted(found.tolist()) == sorted(rows[expected].tolist())
    assert sorted(cosines.tolist()) == pytest.approx(sorted(np.clip(exact[expected], -1, 1).tolist()), abs=1e-6)


def test_nothing_is_near_where_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, none = unit(np.ones(64)), np.empty(0, np.int64)
    found, cosines = KeptVectors(64).nearest(asked, 0, none, 10)
    assert len(found) == len(cosines) == 0
    for exact, by_bytes in ((3, 3), (2, 3), (2, 2)):
        monkeypatch.setattr(kept_vectors, "EXACT", exact)
        monkeypatch.setattr(kept_vectors, "BY_BYTES", by_bytes)
        made = kept(unit(np.ones((3, 64))))
        for left in range(4):
            found, cosines = made.nearest(asked, 3, np.arange(left, 3), 10)
            assert found.tolist() == list(range(left))
            assert len(cosines) == left


def recalls_of(vectors: np.ndarray, questions: np.ndarray) -> list[float]:
    """The shares of the 200 nearest that are found, where each tenth vector is left out."""
    made, left_out = kept(vectors, step=1_000), np.zeros(len(vectors), np.bool_)
    left_out[::10] = True
    halves = vectors.astype(np.float16).astype(np.float32)
    recalls = []
    for asked in questions:
        exact = np.where(left_out, -np.inf, halves @ asked)
        nearest = set(np.argpartition(exact, -200)[-200:].tolist())
        found, cosines = made.nearest(asked, len(left_out), np.nonzero(left_out)[0], 200)
        assert len(found) == 200
        assert not left_out[found].any()
        assert cosines == pytest.approx(exact[found], abs=1e-3)
        recalls.append(len(nearest & set(found.tolist())) / 200)
    return recalls


def test_of_many_vectors_those_that_coarser_copies_find_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    topics = rng.standard_normal((10, 384))
    vectors = unit(topics[rng.integers(0, 10, 8_000)] + rng.standard_normal((8_000, 384)))
    questions = unit(topics + 0.5 * rng.standard_normal((10, 384)))
    monkeypatch.setattr(kept_vectors, "EXACT", 4_500)
    monkeypatch.setattr(kept_vectors, "BY_BYTES", 6_000)
    monkeypatch.setattr(kept_vectors, "PROMISING", 2_000)
    assert np.mean(recalls_of(vectors, questions)) >= 0.99
    monkeypatch.setattr(kept_vectors, "PROMISING", 250)
    monkeypatch.setattr(kept_vectors, "PROMISING_SHARE", 0.0)
    assert np.mean(recalls_of(vectors, questions)) < 0.99


def test_numbers_of_one_byte_tell_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    vectors, questions = unit(rng.standard_normal((6_000, 70))), unit(rng.standard_normal((5, 70)))
    vectors[:, 3] *= 40  # a model may have a number that is far larger than the others
    vectors = unit(vectors)
    monkeypatch.setattr(kept_vectors, "EXACT", 4_500)
    monkeypatch.setattr(kept_vectors, "SIDE_BY_SIDE", 1_000)
    assert np.mean(recalls_of(vectors, questions)) == 1.0, "all are compared by bytes"


def test_an_array_keeps_what_a_reader_holds() -> None:
    array = GrowingArray(np.int64)
    array.extend(np.arange(3))
    held = array.values
    array.extend(np.arange(1_000))
    assert held.tolist() == [0, 1, 2]
    assert array.values[:5].tolist() == [0, 1, 2, 0, 1]
