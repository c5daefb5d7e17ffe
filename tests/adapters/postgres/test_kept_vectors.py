"""Vectors and postings in the process against a plain reading."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toldonce.adapters.postgres import kept_postings, kept_vectors
from toldonce.adapters.postgres.growing import GrowingArray
from toldonce.adapters.postgres.kept_vectors import KeptVectors


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def kept(vectors: np.ndarray, rows: np.ndarray | None = None, step: int = 7) -> KeptVectors:
    made = KeptVectors(vectors.shape[1])
    rows = np.arange(len(vectors)) if rows is None else rows
    for start in range(0, len(vectors), step):
        made.extend(rows[start : start + step], vectors[start : start + step].astype(np.float16).view(np.uint16))
        if made.is_outgrown:
            made.take(made.short_copies())
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
    for exact in (3, 2):
        monkeypatch.setattr(kept_vectors, "EXACT", exact)
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


def around_topics(count: int, dimension: int = 128) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of forty topics that differ most along a few directions, as those of texts do, and questions."""
    rng = np.random.default_rng(1)
    turned = np.linalg.qr(rng.standard_normal((dimension, dimension)))[0] * (0.94 ** np.arange(dimension))[:, None]
    topics = rng.standard_normal((40, dimension))
    vectors = topics[rng.integers(0, 40, count)] + rng.standard_normal((count, dimension))
    return unit(vectors @ turned), unit((topics[:10] + 0.5 * rng.standard_normal((10, dimension))) @ turned)


def test_of_many_vectors_those_that_short_copies_find_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, questions = around_topics(8_000)
    monkeypatch.setattr(kept_vectors, "EXACT", 2_500)
    monkeypatch.setattr(kept_vectors, "DIRECTIONS", 32)
    monkeypatch.setattr(kept_vectors, "PROMISING", (600, 600))
    assert np.mean(recalls_of(vectors, questions)) >= 0.99
    monkeypatch.setattr(kept_vectors, "DIRECTIONS", 2)
    assert np.mean(recalls_of(vectors, questions)) < 0.9


def test_of_very_many_those_are_looked_at_that_seem_near_by_few_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, questions = around_topics(8_000)
    monkeypatch.setattr(kept_vectors, "EXACT", 2_500)
    monkeypatch.setattr(kept_vectors, "PROMISING", (600, 600))
    monkeypatch.setattr(kept_vectors, "LARGE", 2_500)
    monkeypatch.setattr(kept_vectors, "LOOKED_AT", 0.25)
    assert np.mean(recalls_of(vectors, questions)) >= 0.99
    # The nearest by two numbers of a vector are not the nearest.
    monkeypatch.setattr(kept_vectors, "LEADING", 2)
    monkeypatch.setattr(kept_vectors, "LOOKED_AT", 0.1)
    assert np.mean(recalls_of(vectors, questions)) < 0.9


def test_directions_are_found_anew_when_a_subject_has_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes later need not spread as what was there first did: a subject that begins with one word, said often."""
    vectors, questions = around_topics(8_000)
    first = np.repeat(vectors[:1], 2_000, axis=0)
    monkeypatch.setattr(kept_vectors, "EXACT", 1_500)
    monkeypatch.setattr(kept_vectors, "DIRECTIONS", 32)
    monkeypatch.setattr(kept_vectors, "PROMISING", (600, 600))
    assert np.mean(recalls_of(np.concatenate([first, vectors]), questions)) >= 0.99
    monkeypatch.setattr(kept_vectors, "OUTGROWN", 100)
    assert np.mean(recalls_of(np.concatenate([first, vectors]), questions)) < 0.9


def test_the_highest_are_never_fewer_than_wanted() -> None:
    rng = np.random.default_rng(3)
    for count, wanted in ((1, 1), (50, 50), (5_000, 20), (100_000, 3_000), (100_000, 60_000)):
        for likeness in (
            rng.standard_normal(count),
            np.repeat(rng.standard_normal(-(-count // 8)), 8)[:count],
            np.ones(count),
        ):
            likeness = likeness.astype(np.float32)
            places = kept_vectors._highest(likeness, wanted)
            assert wanted <= len(places) <= 2 * wanted
            assert (np.diff(places) > 0).all()
            assert likeness[places].min() >= np.sort(likeness)[-len(places)]


def test_the_best_scores_of_many_are_found_by_the_best_of_each_span() -> None:
    rng = np.random.default_rng(4)
    for count, share, wanted in (
        (9, 0.5, 3),
        (40_000, 0.3, 50),
        (40_007, 1.0, 50),
        (40_000, 0.001, 100),
        (40_000, 0.0, 1),
    ):
        scores = np.where(rng.random(count) < share, rng.integers(1, 90, count) / 7, 0.0)
        hits = kept_postings._highest(scores, wanted)
        expected = np.sort(scores[scores > 0])[::-1][:wanted]
        assert (np.diff(hits) > 0).all()
        assert np.sort(scores[hits])[::-1][:wanted].tolist() == expected.tolist()
        if len(expected):
            assert set(np.nonzero(scores >= expected[-1])[0]) <= set(hits), "equals of the last are there too"


def test_an_array_keeps_what_a_reader_holds() -> None:
    array = GrowingArray(np.int64)
    array.extend(np.arange(3))
    held = array.values
    array.extend(np.arange(1_000))
    assert held.tolist() == [0, 1, 2]
    assert array.values[:5].tolist() == [0, 1, 2, 0, 1]
