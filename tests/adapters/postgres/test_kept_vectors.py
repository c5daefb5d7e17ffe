"""Vectors and postings in the process against a plain reading."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toldonce.adapters.postgres.growing import GrowingArray
from toldonce.adapters.postgres.kept_vectors import KeptVectors


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def kept(vectors: np.ndarray, rows: np.ndarray | None = None) -> KeptVectors:
    made = KeptVectors(vectors.shape[1])
    rows = np.arange(len(vectors)) if rows is None else rows
    for start in range(0, len(vectors), 7):
        made.extend(rows[start : start + 7], vectors[start : start + 7].astype(np.float16).view(np.uint16))
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


def test_nothing_is_near_where_nothing_is_left() -> None:
    asked, none = unit(np.ones(64)), np.empty(0, np.int64)
    found, cosines = KeptVectors(64).nearest(asked, 0, none, 10)
    assert len(found) == len(cosines) == 0
    found, cosines = kept(unit(np.ones((3, 64)))).nearest(asked, 3, np.arange(3), 10)
    assert len(found) == len(cosines) == 0


def test_of_many_vectors_the_nearest_by_code_are_compared() -> None:
    rng = np.random.default_rng(1)
    topics = rng.standard_normal((10, 384))
    vectors = unit(topics[rng.integers(0, 10, 8_000)] + rng.standard_normal((8_000, 384)))
    made, left_out = kept(vectors), np.zeros(len(vectors), np.bool_)
    left_out[::10] = True
    halves = vectors.astype(np.float16).astype(np.float32)
    recalls = []
    for asked in unit(topics + 0.5 * rng.standard_normal((10, 384))):
        exact = np.where(left_out, -np.inf, halves @ asked)
        nearest = set(np.argpartition(exact, -200)[-200:].tolist())
        found, _ = made.nearest(asked, len(left_out), np.nonzero(left_out)[0], 200, compared=2_000)
        assert not left_out[found].any()
        recalls.append(len(nearest & set(found.tolist())) / 200)
    assert np.mean(recalls) >= 0.99
    hurried, _ = made.nearest(asked, len(left_out), np.nonzero(left_out)[0], 200, compared=250)
    assert len(nearest & set(hurried.tolist())) / 200 < 0.99


def test_an_array_keeps_what_a_reader_holds() -> None:
    array = GrowingArray(np.int64)
    array.extend(np.arange(3))
    held = array.values
    array.extend(np.arange(1_000))
    assert held.tolist() == [0, 1, 2]
    assert array.values[:5].tolist() == [0, 1, 2, 0, 1]
