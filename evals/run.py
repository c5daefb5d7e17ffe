"""Import conversations through the public API, ask all their questions, and print recall with evidence.

``python -m evals.run`` starts a service of its own; with ``--url`` the same run goes to any toldonce.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals import environment
from evals.datasets import DEFAULT_FOLDER, DataConversation, load
from evals.metrics import (
    Answered,
    any_at,
    auroc,
    by_kind,
    clustered_interval,
    fraction_at,
    percentile,
    reciprocal_rank,
    summary,
)
from evals.service import Service, service
from toldonce import AsyncClient, ConversationRequest, SearchRequest, TurnRequest

BATCH = 200
LIMIT = 20
TRAPS = {"locomo": "adversarial"}
"""A kind whose evidence is a trap turn: left out of recall, counted as unanswerable."""


@dataclass(slots=True)
class Run:
    """What a run gathers; times in milliseconds."""

    answers: list[Answered] = field(default_factory=list)
    search_ms: list[float] = field(default_factory=list)
    server_ms: list[dict[str, float]] = field(default_factory=list)
    turns: int = 0
    ingest_seconds: float = 0.0


async def measure(
    target: Service, conversations: Sequence[DataConversation], *, by_session: bool, show: Console
) -> Run:
    """One subject for each conversation: store its turns, then ask its questions one after another."""
    run = Run()
    for one in conversations:
        async with target.client(f"{one.dataset}-{one.name}-{time.time_ns()}") as memory:
            started = time.perf_counter()
            stored = await ingest(memory, one, by_session=by_session)
            run.ingest_seconds += time.perf_counter() - started
            run.turns += len(stored)
            await _ask(memory, one, {turn_id: own for own, turn_id in stored.items()}, run)
        show.print(f"{one.dataset} {one.name}: {len(one.turns)} turns, {len(one.questions)} questions")
    return run


async def ingest(memory: AsyncClient, one: DataConversation, *, by_session: bool) -> dict[str, str]:
    """Store every turn; the ids that the service gave, by those of the data set."""
    sessions: dict[str, list[int]] = {}
    for number, turn in enumerate(one.turns):
        sessions.setdefault(turn.session if by_session else "", []).append(number)
    stored: dict[str, str] = {}
    for session, numbers in sessions.items():
        conversation = await memory.create_conversation(ConversationRequest(title=session or one.name))
        for first in range(0, len(numbers), BATCH):
            batch = [one.turns[number] for number in numbers[first : first + BATCH]]
            answer = await memory.add_turns(
                conversation.conversation_id,
                [
                    TurnRequest.model_validate(
                        {"role": turn.role, "content": turn.text, "speaker": turn.speaker, "at": turn.at}
                    )
                    for turn in batch
                ],
            )
            stored |= {turn.turn_id: str(made.turn_id) for turn, made in zip(batch, answer.turns, strict=True)}
    return stored


async def _ask(memory: AsyncClient, one: DataConversation, own_ids: dict[str, str], run: Run) -> None:
    for question in one.questions:
        started = time.perf_counter()
        request = SearchRequest(query=question.text, limit=LIMIT, asked_at=question.asked_at)
        result = await memory.search(request)
        run.search_ms.append((time.perf_counter() - started) * 1000)
        run.server_ms.append(result.timings_ms.model_dump())
        trap = TRAPS.get(one.dataset) == question.kind
        run.answers.append(
            Answered(
                conversation=one.name,
                question_id=question.question_id,
                kind=question.kind,
                evidence=() if trap else question.evidence,
                hits=[{own_ids.get(str(turn), "") for turn in hit.source_turn_ids} for hit in result.hits],
                confidence=result.confidence,
                answerable=question.answerable and not trap,
            )
        )


def report(name: str, run: Run, show: Console) -> dict[str, object]:
    """Print the table of one data set and give its figures."""
    table = Table(title=f"{name}: recall with evidence, turn level")
    for column in ("kind", "n", "fraction@5", "@10", "@20", "any@10", "all@10", "MRR"):
        table.add_column(column, justify="left" if column == "kind" else "right")
    figures: dict[str, object] = {}
    for kind, answers in [*by_kind(run.answers).items(), ("all", run.answers)]:
        line = summary(answers)
        figures[kind] = line
        if line["n"]:
            names = ("fraction@5", "fraction@10", "fraction@20", "any@10", "all@10", "mrr")
            table.add_row(kind, f"{line['n']:.0f}", *(f"{line[figure]:.3f}" for figure in names))
    show.print(table)
    low, high = clustered_interval(run.answers, 10)
    abstention = auroc(
        [one.confidence for one in run.answers if one.answerable],
        [one.confidence for one in run.answers if not one.answerable],
    )
    figures["fraction@10 95% interval"] = [low, high]
    figures["abstention AUROC"] = abstention
    figures["search_ms"] = {share: percentile(run.search_ms, float(share)) for share in ("0.5", "0.95", "0.99")}
    figures["server_ms"] = {
        part: percentile([one[part] for one in run.server_ms], 0.5) for part in run.server_ms[0]
    }  # fmt: skip
    figures["turns_per_second"] = run.turns / run.ingest_seconds
    show.print(
        f"fraction@10 95 % interval (by conversation): {low:.3f} to {high:.3f}"
        f" | abstention AUROC: {'-' if abstention is None else f'{abstention:.3f}'}"
    )
    show.print(
        f"search over HTTP: p50 {percentile(run.search_ms, 0.5):.1f} ms, p95 {percentile(run.search_ms, 0.95):.1f} ms"
        f" | ingest: {run.turns} turns, {run.turns / run.ingest_seconds:.0f} turns/s\n"
    )
    return figures


def questions_of(run: Run) -> list[dict[str, object]]:
    """Every question with its rank of the first evidence, for the record."""
    return [
        {
            "id": one.question_id,
            "kind": one.kind,
            "reciprocal_rank": reciprocal_rank(one),
            "any@10": any_at(one, 10) if one.evidence else None,
            "fraction@10": fraction_at(one, 10) if one.evidence else None,
            "confidence": one.confidence,
            "answerable": one.answerable,
        }
        for one in run.answers
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.run", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with <name>.jsonl.gz")
    parser.add_argument("--sets", default="locomo", help="comma list of data sets: locomo, beam, longmemeval")
    parser.add_argument("--first", type=int, help="only the first N conversations of each set")
    parser.add_argument("--by-session", action="store_true", help="a conversation for each session, not one in all")
    parser.add_argument("--url", help="measure the toldonce at this address")
    parser.add_argument("--api-key", help="a key for it; without one an account is registered")
    parser.add_argument("--out", type=Path, default=Path("evals/out/recall.json"), help="where the figures go")
    given = parser.parse_args()
    show = Console()
    record: dict[str, object] = {"environment": environment.describe(), "by_session": given.by_session}
    with service(given.url, given.api_key) as target:
        for name in given.sets.split(","):
            conversations = load(given.data, name)[: given.first]
            run = asyncio.run(measure(target, conversations, by_session=given.by_session, show=show))
            record[name] = {"figures": report(name, run, show), "questions": questions_of(run)}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(record, indent=1), encoding="utf-8")
    show.print(f"Written to {given.out}.")


if __name__ == "__main__":
    main()
