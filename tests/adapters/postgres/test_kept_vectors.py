"""Vectors and postings in the process against a plain reading."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toldonce.adapters.postgres import kept_postings, kept_vectors, vector_codes
from toldonce.adapters.postgres.growing import GrowingArray
from toldonce.adapters.postgres.kept_postings import KeptPostings
from toldonce.adapters.postgres.kept_vectors import KeptVectors
from toldonce.adapters.postgres.vector_codes import VectorCodes


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def kept(vectors: np.ndarray, rows: np.ndarray | None = None, step: int = 7) -> KeptVectors:
    made = KeptVectors(vectors.shape[1])
    rows = np.arange(len(vectors)) if rows is None else rows
    for start in range(0, len(vectors), step):
        made.extend(rows[start : start + step], vectors[start : start + step].astype(np.float16).view(np.uint16))
        if made.are_codes_wanted:
            made.take(made.codes())
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
    for exact in (20, 16):
        monkeypatch.setattr(kept_vectors, "EXACT", exact)
        made = kept(unit(np.ones((20, 64))))
        for left in range(21):
            found, cosines = made.nearest(asked, 20, np.arange(left, 20), 30)
            assert sorted(found.tolist()) == list(range(left))
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


def test_of_many_vectors_those_that_seem_nearest_by_their_codes_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, questions = around_topics(8_000)
    monkeypatch.setattr(kept_vectors, "EXACT", 2_500)
    monkeypatch.setattr(kept_vectors, "UNCODED", 500)
    monkeypatch.setattr(kept_vectors, "PROMISING", (600, 600))
    assert np.mean(recalls_of(vectors, questions)) >= 0.99
    # One code for 32 numbers tells too little.
    monkeypatch.setattr(vector_codes, "NUMBERS", 32)
    assert np.mean(recalls_of(vectors, questions)) < 0.9


def test_codes_are_learned_anew_when_a_subject_has_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes later need not be as what was there first: a subject that begins with one thing, told often."""
    vectors, questions = around_topics(8_000)
    first = unit(vectors[0] + 0.03 * np.random.default_rng(2).standard_normal((2_000, vectors.shape[1])))
    monkeypatch.setattr(kept_vectors, "EXACT", 1_500)
    monkeypatch.setattr(kept_vectors, "PROMISING", (600, 600))
    assert np.mean(recalls_of(np.concatenate([first, vectors]), questions)) >= 0.99
    monkeypatch.setattr(kept_vectors, "OUTGROWN", 100)
    monkeypatch.setattr(kept_vectors, "UNCODED", 500)
    assert np.mean(recalls_of(np.concatenate([first, vectors]), questions)) < 0.9


@settings(max_examples=40, deadline=None)
@given(st.integers(16, 300), st.integers(1, 60), st.integers(0, 2**32 - 1), st.sampled_from([2, 3, 64, 70]))
def test_codes_find_as_many_as_there_are(count: int, wanted: int, seed: int, dimension: int) -> None:
    """Of the first of them, however many more are coded, and of those that are not left out."""
    rng = np.random.default_rng(seed)
    halves, asked = unit(rng.standard_normal((count, dimension))).astype(np.float16), unit(rng.random(dimension))
    first = int(rng.integers(16, count + 1))
    codes = VectorCodes.of(halves[:first])
    more = codes.with_more(halves[first:])
    assert (codes.count, more.count, more.learned_of) == (first, count, first)
    looked_at = int(rng.integers(1, count + 1))
    left_out = np.sort(rng.choice(looked_at, int(rng.integers(0, looked_at)), replace=False))
    for made, there in ((codes, min(first, looked_at)), (more, looked_at)):
        places = made.nearest(asked, looked_at, left_out, wanted)
        assert (np.diff(places) > 0).all()
        assert not np.isin(places, left_out).any()
        assert len(places) == min(wanted, there - int((left_out < there).sum()))
        assert not len(places) or places[-1] < there


def test_what_is_not_coded_yet_is_compared_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, questions = around_topics(4_000)
    monkeypatch.setattr(kept_vectors, "EXACT", 1_500)
    monkeypatch.setattr(kept_vectors, "PROMISING", (1, 1))
    made = kept(vectors[:2_000], step=2_000)
    made.extend(np.arange(2_000, 4_000), vectors[2_000:].astype(np.float16).view(np.uint16))
    assert not made.are_codes_wanted
    halves = vectors.astype(np.float16).astype(np.float32)
    for asked in questions:
        found, _ = made.nearest(asked, 3_900, np.arange(2_000, 3_900, 10), 20)
        late = np.setdiff1d(np.arange(2_000, 3_900), np.arange(2_000, 3_900, 10))
        best = late[np.argsort(-(halves[late] @ asked))][: (found >= 2_000).sum()]
        assert set(best) == set(found[found >= 2_000])
        assert len(best), "some of the later half are among the nearest"


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


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 8), st.integers(0, 2**32 - 1), st.sampled_from([1, 8_192]))
def test_postings_are_scored_as_bm25_says(chunks: int, wanted: int, seed: int, many: int) -> None:
    """Words that stand in a chunk very often and very long chunks, too, however many are scored at once."""
    rng = np.random.default_rng(seed)
    counts = {
        term: {row: int(rng.choice([1, 2, 15, 16, 40])) for row in range(chunks) if rng.random() < 0.4}
        for term in "abcd"
    }
    lengths = np.array(
        [sum(its.get(row, 0) for its in counts.values()) + int(rng.choice([1, 80, 300])) for row in range(chunks)]
    )
    postings = KeptPostings()
    for start in range(0, chunks, 7):
        rows = range(start, min(start + 7, chunks))
        its = {term: [row for row in rows if row in counts[term]] for term in counts}
        terms = {
            term: (np.array(there), np.array([counts[term][row] for row in there]))
            for term, there in its.items()
            if there
        }
        postings.extend(np.array(rows) // 2, lengths[rows.start : rows.stop].astype(np.uint16), terms)
    looked_at = int(rng.integers(1, chunks + 1))
    left_out = rng.random(looked_at) < 0.1
    frequency = {term: sum(row < looked_at for row in its) for term, its in counts.items()}
    average = float(lengths.mean())
    best: dict[int, float] = {}
    for row in range(looked_at):
        score = 0.0
        for term in sorted(counts, key=lambda term: (frequency[term], term)):
            if count := counts[term].get(row):
                idf = math.log(1 + (chunks - frequency[term] + 0.5) / (frequency[term] + 0.5))
                score += idf * count * 2.2 / (count + 0.3 + 0.9 * lengths[row] / average)
        if score > 0 and not left_out[row]:
            best[row // 2] = max(best.get(row // 2, 0.0), score)
    expected = sorted(best, key=lambda item: (-best[item], -item))[:wanted]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept_postings, "MANY", many)
        found = postings.best([*"dcbax"], looked_at, np.nonzero(left_out)[0], wanted, chunks, average)
    assert found.items.tolist() == expected
    assert found.scores.tolist() == [best[item] for item in expected]
    assert found.document_frequency == {term: count for term, count in frequency.items() if count}


def test_an_array_keeps_what_a_reader_holds() -> None:
    array = GrowingArray(np.int64)
    array.extend(np.arange(3))
    held = array.values
    array.extend(np.arange(1_000))
    assert held.tolist() == [0, 1, 2]
    assert array.values[:5].tolist() == [0, 1, 2, 0, 1]
