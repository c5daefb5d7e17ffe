"""Recall with evidence, update order, abstention and their intervals, on cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.metrics import (
    Answered,
    abstention,
    abstention_after_deletion,
    all_at,
    any_at,
    auroc,
    clustered_interval,
    current_first,
    fraction_at,
    fraction_within,
    percentile,
    reciprocal_rank,
    summary,
    updates,
)

ONE = Answered(
    conversation="a",
    question_id="1",
    kind="single",
    evidence=["t1", "t2"],
    hits=[{"x"}, {"t1", "y"}, set(), {"z"}, {"w"}, {"t2"}],
    confidence=0.8,
    answerable=True,
    in_context={1_000: {"t1"}, 2_000: {"t1", "t2"}},
)


def test_a_hit_counts_for_every_turn_that_it_stands_for() -> None:
    assert fraction_at(ONE, 5) == 0.5
    assert fraction_at(ONE, 10) == 1.0
    assert (any_at(ONE, 5), all_at(ONE, 5), all_at(ONE, 10)) == (1.0, 0.0, 1.0)
    assert reciprocal_rank(ONE) == 0.5
    assert reciprocal_rank(replace(ONE, hits=[])) == fraction_at(replace(ONE, hits=[]), 5) == 0.0


def test_evidence_in_a_context_is_counted_within_its_budget() -> None:
    assert fraction_within(ONE, 1_000) == 0.5
    assert fraction_within(ONE, 2_000) == 1.0


@pytest.mark.parametrize(
    ("hits", "first"),
    [
        ([{"new"}, {"old"}], 1.0),
        ([{"old"}, {"new"}], 0.0),
        ([{"x"}, {"new"}], 1.0),
        ([{"old"}], 0.0),
        ([{"new", "old"}], 1.0),
        ([], 0.0),
    ],
)
def test_the_current_statement_stands_before_the_superseded_one(hits: list[set[str]], first: float) -> None:
    assert current_first(replace(ONE, hits=hits, current=["new"], superseded=["old"])) == first


def test_only_questions_about_updates_count_for_their_order() -> None:
    update = replace(ONE, current=["t1"], superseded=["t2"])
    assert updates([ONE, update]) == (1, 1.0)
    assert updates([ONE]) == (0, None)


def test_questions_without_evidence_are_left_out_of_recall() -> None:
    assert summary([ONE, replace(ONE, evidence=[])])["n"] == 1
    assert summary([replace(ONE, evidence=[])]) == {"n": 0}
    assert "fraction@1000 tokens" not in summary([replace(ONE, in_context={})])
    assert summary([ONE])["fraction@1000 tokens"] == 0.5


def test_auroc_is_the_chance_to_stand_above() -> None:
    assert auroc([0.9, 0.8], [0.1]) == 1.0
    assert auroc([0.5], [0.5]) == 0.5
    assert auroc([0.1], [0.9]) == 0.0
    assert auroc([], [0.9]) is None


def test_abstention_compares_answerable_with_unanswerable_and_with_itself() -> None:
    cannot = replace(ONE, answerable=False, confidence=0.3)
    assert abstention([ONE, cannot]) == 1.0
    assert abstention_after_deletion([ONE, cannot]) is None
    assert abstention_after_deletion([replace(ONE, confidence_without=0.9)]) == 0.0


def test_intervals_draw_whole_conversations() -> None:
    same = [replace(ONE, conversation=name) for name in "abc"]
    assert clustered_interval(same, lambda one: fraction_at(one, 5)) == (0.5, 0.5)
    apart = [replace(ONE, conversation=name, evidence=["t1"] if name == "a" else ["none"]) for name in "abcd"]
    low, high = clustered_interval(apart, lambda one: fraction_at(one, 5)) or (1.0, 0.0)
    assert low < 0.25 < high
    assert clustered_interval([ONE], reciprocal_rank) is None


def test_percentiles_are_values_that_occurred() -> None:
    values = [float(value) for value in range(1, 101)]
    assert percentile(values, 0.5) == 51.0
    assert percentile(values, 0.99) == 100.0
