"""PrecisionMemBench's rules for outside systems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from evals.precision import CaseResult, expanded, judge, pinned, score, summarised, text_of


def belief(name: str, **changes: Any) -> dict[str, Any]:
    return {"_id": name, "user_id": "test-user", "type": "entity", "canonical_name": name, "aliases": ["alias"],
            "content": "content", "why_it_matters": "why", "scope": ["code"], "pinned": False, "superseded_by": None,
            "resolved_at": None} | changes  # fmt: skip


BELIEFS = [
    belief("a"),
    belief("b", participants=["a", "w", "other"], type="relation"),
    belief("w", scope=["writing"]),
    belief("other", user_id="other-user"),
    belief("pin", pinned=True),
    belief("pin-resolved", pinned=True, resolved_at="2026-01-01"),
    belief("pin-question", pinned=True, type="open_question"),
]


def case(only: Sequence[str], **changes: Any) -> dict[str, Any]:
    return {"caseId": "c", "category": "k", "scope": ["code"], "query": "what?",
            "expect": {"relevantBeliefs": {"shouldOnlyInclude": only}}} | changes  # fmt: skip


def test_a_belief_is_told_with_all_its_names() -> None:
    assert text_of(BELIEFS[0]) == "a alias content why"


def test_pinned_facts_are_current_and_of_the_scope() -> None:
    assert pinned(BELIEFS, "test-user", ["code"]) == ["pin"]
    assert pinned(BELIEFS, "test-user", ["writing"]) == []


def test_relations_bring_what_they_tie_together_within_user_and_scope() -> None:
    assert expanded(["b"], BELIEFS, "test-user", ["code"]) == ["b", "a"]


@pytest.mark.parametrize(
    ("found", "passed", "precision", "recall"),
    [
        (["a"], True, 1.0, 1.0),
        (["a", "w"], False, 0.5, 1.0),
        ([], False, 0.0, 0.0),
        (["w"], False, 0.0, 0.0),
    ],
)
def test_a_case_passes_with_exactly_what_is_expected(
    found: list[str], passed: bool, precision: float, recall: float
) -> None:
    result = score(case(["a"]), [], found)
    assert (result.passed, result.precision, result.recall) == (passed, precision, recall)


def test_a_case_that_expects_nothing_has_no_recall() -> None:
    assert score(case([]), [], []) == CaseResult("c", "k", [], None, None)
    assert score(case([]), [], ["a"]).precision == 0.0
    forbidden = case([], expect={"relevantBeliefs": {"mustExclude": ["pin"]}})
    assert not score(forbidden, ["pin"], []).passed


async def test_the_budget_counts_pinned_facts_and_an_empty_query_searches_nothing() -> None:
    asked: list[int] = []

    async def search(user: str, query: str, scope: str, limit: int) -> list[str]:
        asked.append(limit)
        return ["pin", "a", "w"]

    cases = [
        case(["a"], budget={"maxBeliefs": 2}),
        case([], query=" "),
        case([], budget={"maxBeliefs": 0}),
    ]
    results = await judge(cases, BELIEFS, search)
    assert [one.passed for one in results] == [True, True, True]
    assert asked == [2]
    assert summarised(results) == {
        "active": 1, "active passes": 1, "passes": 3, "mean precision": 1.0, "mean recall": 1.0
    }  # fmt: skip
