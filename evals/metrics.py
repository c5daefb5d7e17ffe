"""Recall with evidence, order of updates, abstention, and how sure these figures are."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

DEPTHS = (5, 10, 20)
BUDGETS = (1_000, 2_000)
"""Context tokens; a token is four characters."""
CHARACTERS_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the evidence that each hit stands for, in the order of the hits.

    ``evidence`` and the hits are turns, or sessions (each once, at its first hit). ``in_context`` is what stood in a
    context of so many tokens. ``confidence_without`` is the confidence when the evidence had been deleted; None when
    that was not tried. Not ``label_ok``: the evidence is known to be wrong.
    """

    conversation: str
    question_id: str
    kind: str
    evidence: Collection[str]
    hits: Sequence[Collection[str]]
    confidence: float
    answerable: bool
    in_context: Mapping[int, Collection[str]] = field(default_factory=dict)
    current: Collection[str] = ()
    superseded: Collection[str] = ()
    confidence_without: float | None = None
    label_ok: bool = True


Metric = Callable[[Answered], float]


def fraction_at(one: Answered, k: int) -> float:
    """The share of the evidence among the first ``k`` hits."""
    found = set().union(*one.hits[:k]) if one.hits else set()
    return len(found & set(one.evidence)) / len(set(one.evidence))


def any_at(one: Answered, k: int) -> float:
    """1 when at least one piece of evidence is among the first ``k`` hits."""
    return float(fraction_at(one, k) > 0)


def all_at(one: Answered, k: int) -> float:
    """1 when every piece of evidence is among the first ``k`` hits."""
    return float(fraction_at(one, k) == 1.0)


def reciprocal_rank(one: Answered) -> float:
    """1 / rank of the first hit that holds evidence, 0 without one."""
    rank = first_rank(one, one.evidence)
    return 1 / rank if rank else 0.0


def first_rank(one: Answered, wanted: Collection[str]) -> int | None:
    """The rank (from 1) of the first hit that stands for one of ``wanted``."""
    return next((rank for rank, hit in enumerate(one.hits, 1) if set(hit) & set(wanted)), None)


def fraction_within(one: Answered, tokens: int) -> float:
    """The share of the evidence in a context of this size."""
    return len(set(one.in_context[tokens]) & set(one.evidence)) / len(set(one.evidence))


def current_first(one: Answered) -> float:
    """1 when what is current now is found and stands above what it superseded.

    A memory that cites both turns stands for the current one: a superseded memory is not among the hits.
    """
    current, superseded = first_rank(one, one.current), first_rank(one, one.superseded)
    return float(current is not None and (superseded is None or current <= superseded))


def metrics() -> dict[str, Metric]:
    """Every figure of a question with evidence, by its name."""
    by_name: dict[str, Metric] = {}
    for name, of in (("fraction", fraction_at), ("any", any_at), ("all", all_at)):
        for k in DEPTHS:
            by_name[f"{name}@{k}"] = lambda one, of=of, k=k: of(one, k)  # type: ignore[misc]
    by_name["mrr"] = reciprocal_rank
    for tokens in BUDGETS:
        by_name[f"fraction@{tokens} tokens"] = lambda one, tokens=tokens: fraction_within(one, tokens)  # type: ignore[misc]
    return by_name


def summary(answers: Sequence[Answered]) -> dict[str, float]:
    """The means over questions that have evidence; figures that were not measured are left out."""
    with_evidence = [one for one in answers if one.evidence]
    figures: dict[str, float] = {"n": len(with_evidence)}
    for name, of in metrics().items():
        if with_evidence and (not name.endswith("tokens") or all(one.in_context for one in with_evidence)):
            figures[name] = fmean(of(one) for one in with_evidence)
    return figures


def updates(answers: Sequence[Answered]) -> tuple[int, float | None]:
    """How many questions are about an update, and in which share of them the current statement ranks first."""
    asked = [one for one in answers if one.current and one.superseded]
    return len(asked), fmean(current_first(one) for one in asked) if asked else None


def clustered_interval(answers: Sequence[Answered], metric: Metric, rounds: int = 2_000) -> tuple[float, float] | None:
    """A 95 % bootstrap interval that draws whole conversations, with a fixed seed; None without two of them."""
    clusters: dict[str, list[float]] = {}
    for one in answers:
        if one.evidence:
            clusters.setdefault(one.conversation, []).append(metric(one))
    names = sorted(clusters)
    if len(names) < 2:
        return None
    draw = random.Random(1)
    means = sorted(fmean(value for _ in names for value in clusters[draw.choice(names)]) for _ in range(rounds))
    return means[int(0.025 * rounds)], means[int(0.975 * rounds) - 1]


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive stands above a negative (ties count half); None without both."""
    if not positive or not negative:
        return None
    above = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return above / (len(positive) * len(negative))


def abstention(answers: Sequence[Answered]) -> float | None:
    """The AUROC of confidence, answerable questions against unanswerable ones."""
    return auroc(
        [one.confidence for one in answers if one.answerable],
        [one.confidence for one in answers if not one.answerable],
    )


def abstention_after_deletion(answers: Sequence[Answered]) -> float | None:
    """The AUROC of confidence, questions with their evidence against the same without it."""
    tried = [one for one in answers if one.answerable and one.confidence_without is not None]
    without = [one.confidence_without for one in tried if one.confidence_without is not None]
    return auroc([one.confidence for one in tried], without)


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
