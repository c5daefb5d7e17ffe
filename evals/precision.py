"""PrecisionMemBench: does a search bring what belongs, and nothing else?

Scored by the rules of the benchmark for outside systems. Every belief is stored with its names, content and reason as
one text, its scope as metadata. What is pinned is put in the prompt by the benchmark itself, from the fixture, and
counted against the budget; the system under test only searches, within the first scope of the case. An *active* pass is
a case that expects beliefs and gets exactly these; a pass of a case that expects none is listed apart.
"""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from evals.service import Service
from evals.systems.embedding import Embedding
from evals.systems.lexical import LexicalIndex
from evals.systems.toldonce import settle
from toldonce import SearchRequest

USER = "test-user"
BUDGET = 20
WAYS: Mapping[str, Mapping[str, float]] = {
    "toldonce": {},
    "toldonce, half of the best score and more": {"min_relative_score": 0.5},
    "toldonce, also score 0.25 and more": {"min_relative_score": 0.5, "min_score": 0.25},
}
"""How the service is asked: for all that was ranked, and by two callers who want only what belongs."""
Search = Callable[[str, str, str, int], Awaitable[Sequence[str]]]
"""(user, query, scope, limit) -> ids of beliefs, best first."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: the faults found, and precision and recall where beliefs are expected or found."""

    case: str
    category: str
    faults: Sequence[str]
    precision: float | None
    recall: float | None

    @property
    def passed(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


def text_of(belief: Mapping[str, Any]) -> str:
    """A belief as outside systems get it."""
    parts = [belief["canonical_name"], *belief.get("aliases", ()), belief["content"], belief.get("why_it_matters", "")]
    return " ".join(part for part in parts if part)


def pinned(beliefs: Sequence[Mapping[str, Any]], user: str, scope: Sequence[str]) -> list[str]:
    """The ids of the facts that stand in every prompt of the scope."""
    return [
        belief["_id"]
        for belief in beliefs
        if belief["user_id"] == user and belief["pinned"] and belief["type"] != "open_question"
        and not belief["superseded_by"] and not belief["resolved_at"] and set(belief["scope"]) & set(scope)
    ]  # fmt: skip


def expanded(found: Sequence[str], beliefs: Sequence[Mapping[str, Any]], user: str, scope: Sequence[str]) -> list[str]:
    """What was found, then what the relations among it tie together, as the benchmark adds it."""
    by_id = {belief["_id"]: belief for belief in beliefs}
    tied = [other for one in found for other in by_id[one].get("participants", ()) if other in by_id]
    return [*found, *(one for one in tied if by_id[one]["user_id"] == user and set(by_id[one]["scope"]) & set(scope))]


def score(case: Mapping[str, Any], facts: Sequence[str], found: Sequence[str]) -> CaseResult:
    """Judge one case: ``facts`` are the pinned ones in the prompt, ``found`` what the search added."""
    expected = case["expect"].get("relevantBeliefs", {})
    wanted = set(expected.get("shouldOnlyInclude", ()))
    faults = [f"shows {one}" for one in expected.get("mustExclude", ()) if one in {*facts, *found}]
    if "shouldOnlyInclude" in expected:
        faults += [f"adds {one}" for one in found if one not in wanted]
        faults += [f"misses {one}" for one in sorted(wanted) if one not in found]
    hits = len(wanted & set(found))
    precision = hits / len(found) if found else (0.0 if wanted else None)
    return CaseResult(case["caseId"], case["category"], faults, precision, hits / len(wanted) if wanted else None)


async def judge(
    cases: Sequence[Mapping[str, Any]], beliefs: Sequence[Mapping[str, Any]], search: Search
) -> list[CaseResult]:
    """Every case of the benchmark with one search."""
    results = []
    for case in cases:
        user, budget = case.get("userId", USER), case.get("budget", {}).get("maxBeliefs", BUDGET)
        facts = pinned(beliefs, user, case["scope"])[:budget]
        found: Sequence[str] = []
        if case["query"].strip() and budget > 0:
            found = await search(user, case["query"], case["scope"][0], budget)
        found = [one for one in dict.fromkeys(expanded(found, beliefs, user, case["scope"])) if one not in facts]
        found = found[: max(0, budget - len(facts))]
        results.append(score(case, facts, found))
    return results


async def run(target: Service | None, embedding: Embedding, folder: Path, show: Console) -> dict[str, Any]:
    """The service in all `WAYS`, BM25 and dense, in one table."""
    beliefs = json.loads((folder / "beliefs.seed.json").read_text(encoding="utf-8"))
    cases = json.loads((folder / "retrieval.cases.json").read_text(encoding="utf-8"))
    systems: dict[str, Search] = {}
    if target is not None:
        subjects = await _stored(target, beliefs, cases)
        systems |= {name: _toldonce(target, subjects, options) for name, options in WAYS.items()}
    systems |= {"BM25": _lexical(beliefs), "dense, exact": await _dense(beliefs, embedding)}
    table = Table(title=f"PrecisionMemBench, {len(cases)} cases")
    for column in ("system", "active passes", "passes", "mean precision", "mean recall"):
        table.add_column(column, justify="left" if column == "system" else "right")
    figures: dict[str, Any] = {}
    for name, search in systems.items():
        results = await judge(cases, beliefs, search)
        line = summarised(results)
        table.add_row(name, f"{line['active passes']}/{line['active']}", f"{line['passes']}/{len(results)}",
                      f"{line['mean precision']:.2f}", f"{line['mean recall']:.2f}")  # fmt: skip
        figures[name] = {**line, "cases": [{"case": one.case, "faults": list(one.faults), "precision": one.precision,
                                            "recall": one.recall} for one in results]}  # fmt: skip
    show.print(table)
    return figures


def summarised(results: Sequence[CaseResult]) -> dict[str, float]:
    """Counts and means; a case without a precision or recall does not count for it."""
    active = [one for one in results if one.recall is not None]
    return {
        "active": len(active),
        "active passes": sum(one.passed for one in active),
        "passes": sum(one.passed for one in results),
        "mean precision": fmean(one.precision for one in results if one.precision is not None),
        "mean recall": fmean(one.recall for one in active if one.recall is not None),
    }


async def _stored(
    target: Service, beliefs: Sequence[Mapping[str, Any]], cases: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    """Store the beliefs of every user under a subject of their own; a case may ask for a user who has none."""
    users = {belief["user_id"] for belief in beliefs} | {case.get("userId", USER) for case in cases}
    subjects = {user: f"precision-{user}-{time.time_ns()}" for user in users}
    for user, subject in subjects.items():
        async with target.client(subject) as memory:
            own = [
                {"content": text_of(one), "at": one["created_at"],
                 "metadata": {"belief": one["_id"], "scope": one["scope"][0]}}
                for one in beliefs if one["user_id"] == user
            ]  # fmt: skip
            if own:
                await memory.add_memories(own)
            await settle(memory)
    return subjects


def _toldonce(target: Service, subjects: Mapping[str, str], options: Mapping[str, float]) -> Search:
    async def search(user: str, query: str, scope: str, limit: int) -> list[str]:
        async with target.client(subjects[user]) as memory:
            asked = {"query": query, "limit": limit, "metadata": {"scope": scope}, "include_turns": False, **options}
            request = SearchRequest.model_validate(asked)
            found = await memory.search(request)
            return [str((await memory.memory(hit.id)).metadata["belief"]) for hit in found.hits]

    return search


def _lexical(beliefs: Sequence[Mapping[str, Any]]) -> Search:
    index = LexicalIndex([text_of(belief) for belief in beliefs])

    async def search(user: str, query: str, scope: str, limit: int) -> list[str]:
        scores = index.scores(query)
        return [one for one in _ordered(beliefs, scores, user, scope) if scores[_place(beliefs, one)] > 0][:limit]

    return search


async def _dense(beliefs: Sequence[Mapping[str, Any]], embedding: Embedding) -> Search:
    vectors = await embedding.passages([text_of(belief) for belief in beliefs])

    async def search(user: str, query: str, scope: str, limit: int) -> list[str]:
        return _ordered(beliefs, vectors @ await embedding.query(query), user, scope)[:limit]

    return search


def _ordered(beliefs: Sequence[Mapping[str, Any]], scores: Any, user: str, scope: str) -> list[str]:
    return [
        beliefs[place]["_id"]
        for place in np.argsort(-scores, kind="stable")
        if beliefs[place]["user_id"] == user and beliefs[place]["scope"][0] == scope
    ]


def _place(beliefs: Sequence[Mapping[str, Any]], belief_id: str) -> int:
    return next(place for place, belief in enumerate(beliefs) if belief["_id"] == belief_id)
