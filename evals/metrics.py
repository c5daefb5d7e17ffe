"""Recall with evidence, and how sure its figures are."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

DEPTHS = (5, 10, 20)


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the evidence that each hit stands for, in the order of the hits."""

    conversation: str
    question_id: str
    kind: str
    evidence: Collection[str]
    hits: Sequence[Collection[str]]
    confidence: float
    answerable: bool


def fraction_at(one: Answered, k: int) -> float:
    """The share of the evidence turns among the first ``k`` hits."""
    found = set().union(*one.hits[:k]) if one.hits else set()
    return len(found & set(one.evidence)) / len(set(one.evidence))


def any_at(one: Answered, k: int) -> float:
    """1 when at least one evidence turn is among the first ``k`` hits."""
    return float(fraction_at(one, k) > 0)


def all_at(one: Answered, k: int) -> float:
    """1 when every evidence turn is among the first ``k`` hits."""
    return float(fraction_at(one, k) == 1.0)


def reciprocal_rank(one: Answered) -> float:
    """1 / rank of the first hit that holds evidence, 0 without one."""
    return next((1 / rank for rank, hit in enumerate(one.hits, 1) if set(hit) & set(one.evidence)), 0.0)


def summary(answers: Sequence[Answered]) -> dict[str, float]:
    """The means over questions that have evidence."""
    with_evidence = [one for one in answers if one.evidence]
    if not with_evidence:
        return {"n": 0}
    figures: dict[str, float] = {"n": len(with_evidence)}
    for name, of in (("fraction", fraction_at), ("any", any_at), ("all", all_at)):
        for k in DEPTHS:
            figures[f"{name}@{k}"] = fmean(of(one, k) for one in with_evidence)
    figures["mrr"] = fmean(reciprocal_rank(one) for one in with_evidence)
    return figures


def clustered_interval(answers: Sequence[Answered], k: int, rounds: int = 2_000) -> tuple[float, float]:
    """A 95 % bootstrap interval of fraction@k that draws whole conversations, with a fixed seed."""
    clusters: dict[str, list[float]] = {}
    for one in answers:
        if one.evidence:
            clusters.setdefault(one.conversation, []).append(fraction_at(one, k))
    names = sorted(clusters)
    if not names:
        return 0.0, 0.0
    draw = random.Random(1)
    means = []
    for _ in range(rounds):
        drawn = [value for _ in names for value in clusters[draw.choice(names)]]
        means.append(fmean(drawn))
    means.sort()
    return means[int(0.025 * rounds)], means[int(0.975 * rounds) - 1]


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive stands above a negative (ties count half); None without both."""
    if not positive or not negative:
        return None
    above = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return above / (len(positive) * len(negative))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0..1) of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def by_kind(answers: Sequence[Answered]) -> Mapping[str, list[Answered]]:
    """Answers by the kind of their question, kinds in alphabetical order."""
    kinds: dict[str, list[Answered]] = {}
    for one in sorted(answers, key=lambda answer: answer.kind):
        kinds.setdefault(one.kind, []).append(one)
    return kinds
