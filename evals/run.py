"""Store conversations, ask all their questions, and print recall with evidence, beside what toldonce has to beat.

``python -m evals.run`` starts a service of its own; with ``--url`` the same run goes to any toldonce.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from evals import environment, precision
from evals.datasets import DEFAULT_FOLDER, DataConversation, load
from evals.metrics import Answered
from evals.plot import draw
from evals.report import Measured, by_kind_table, ranks, record, systems_table
from evals.service import Service, service
from evals.systems.dense import Dense, Fused
from evals.systems.embedding import Embedding, open_embedding
from evals.systems.lexical import Lexical
from evals.systems.mem0 import open_mem0
from evals.systems.ranking import System, answered
from evals.systems.toldonce import Toldonce

CONVERSATIONS = ("locomo", "beam", "longmemeval")
DATASETS = (*CONVERSATIONS, "precisionmembench")
SYSTEMS = ("toldonce", "bm25", "dense", "fusion", "mem0")


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure: how many conversations of each data set (None: all), and how toldonce is asked."""

    data: Path
    datasets: Sequence[str]
    systems: Sequence[str]
    conversations: int | None = None
    by_session: bool = False
    contexts: bool = True
    forgetting: bool = True


async def run(target: Service | None, options: Options, show: Console) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Measure every data set with every system; the figures by data set, and every question's ranks behind them."""
    figures: dict[str, Any] = {}
    questions: list[dict[str, Any]] = []
    async with open_embedding() as embedding:
        for name in options.datasets:
            if name == "precisionmembench":
                figures[name] = await precision.run(target, embedding, options.data / name, show)
                continue
            conversations = load(options.data, name)[: options.conversations]
            for group, members in groups_of(conversations).items():
                measured = [
                    await measure(system, members, show)
                    async for system in opened(target, embedding, options)
                ]  # fmt: skip
                counted = {group: measured}
                if measured[0].session_answers:
                    counted[f"{group}, sessions"] = [one.in_sessions() for one in measured]
                for title, results in counted.items():
                    show.print(systems_table(title, results))
                    show.print(by_kind_table(title, results[0]))
                    figures[title] = record(results, [one.name for one in members])
                    questions += ranks(title, results)
    return figures, questions


def groups_of(conversations: Sequence[DataConversation]) -> dict[str, list[DataConversation]]:
    """Conversations that are reported together: those of a data set, BEAM's by their length."""
    groups: dict[str, list[DataConversation]] = {}
    for one in conversations:
        size = one.name.partition("-")[0] if one.dataset == "beam" else ""
        groups.setdefault(f"{one.dataset} {size}".strip(), []).append(one)
    return groups


async def opened(target: Service | None, embedding: Embedding, options: Options) -> AsyncIterator[System]:
    """The systems that were chosen, one after another, each with an empty store."""
    for name in options.systems:
        async with contextlib.AsyncExitStack() as resources:
            if name == "toldonce":
                assert target is not None
                yield Toldonce(target, options.by_session, options.contexts, options.forgetting)
            elif name == "mem0":
                yield await resources.enter_async_context(open_mem0(embedding))
            else:
                baselines: dict[str, System] = {
                    "bm25": Lexical(),
                    "dense": Dense(embedding),
                    "fusion": Fused(embedding),
                }
                yield baselines[name]


async def measure(system: System, conversations: Sequence[DataConversation], show: Console) -> Measured:
    """One system on these conversations."""
    answers: list[Answered] = []
    in_sessions: list[Answered] = []
    milliseconds: list[float] = []
    for one in conversations:
        rankings = await system.answer(one)
        for question, ranking in zip(one.questions, rankings, strict=True):
            answers.append(answered(one, question, ranking))
            if question.evidence_sessions:
                in_sessions.append(answered(one, question, ranking, by_session=True))
            milliseconds.append(ranking.milliseconds)
        show.print(f"{system.name}: {one.dataset} {one.name}, {len(one.turns)} turns, {len(one.questions)} questions")
    own = system.costs() if isinstance(system, Toldonce) else {}
    return Measured(system.name, answers, milliseconds, own, in_sessions)


def command_line() -> argparse.ArgumentParser:
    """What can be chosen."""
    parser = argparse.ArgumentParser(prog="python -m evals.run", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with the data sets")
    parser.add_argument(
        "--dataset", default="locomo,precisionmembench", help=f"comma list of {', '.join(DATASETS)}; or all"
    )
    parser.add_argument("--systems", default=",".join(SYSTEMS), help=f"comma list of {', '.join(SYSTEMS)}")
    parser.add_argument("--conversations", type=int, metavar="N", help="only the first N of each data set")
    parser.add_argument("--by-session", action="store_true", help="a conversation for each session, not one in all")
    parser.add_argument("--no-contexts", dest="contexts", action="store_false", help="do not ask for contexts")
    parser.add_argument("--no-forgetting", dest="forgetting", action="store_false",
                        help="do not delete the evidence and ask again")  # fmt: skip
    parser.add_argument("--url", help="measure the toldonce at this address")
    parser.add_argument("--api-key", help="a key for it; without one an account is registered")
    parser.add_argument("--out", type=Path, default=Path("evals/out/recall.json"), help="where the figures go")
    return parser


def main() -> None:
    """Run the command."""
    parser = command_line()
    given = parser.parse_args()
    options = Options(
        data=given.data,
        datasets=DATASETS if given.dataset == "all" else _chosen(parser, "--dataset", given.dataset, DATASETS),
        systems=_chosen(parser, "--systems", given.systems, SYSTEMS),
        conversations=given.conversations,
        by_session=given.by_session,
        contexts=given.contexts,
        forgetting=given.forgetting,
    )
    show, measured_on = Console(), environment.describe()
    needed = "toldonce" in options.systems or "precisionmembench" in options.datasets
    with service(given.url, given.api_key) if needed else contextlib.nullcontext() as target:
        figures, questions = asyncio.run(run(target, options, show))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    configuration = {name: str(value) for name, value in vars(given).items() if name != "api_key"}
    result = {"environment": measured_on, "configuration": configuration, "figures": figures}
    given.out.write_text(json.dumps(result, indent=1), encoding="utf-8")
    lines = given.out.with_suffix(".questions.jsonl")
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in questions), encoding="utf-8")
    show.print(f"Written to {given.out}, with every question's ranks in {lines}.")
    draw(given.out, show)


def _chosen(parser: argparse.ArgumentParser, option: str, given: str, known: Sequence[str]) -> list[str]:
    names = [name for name in given.split(",") if name]
    if unknown := sorted(set(names) - set(known)):
        parser.error(f"{option}: there is no {', '.join(unknown)}; choose from {', '.join(known)}")
    return names


if __name__ == "__main__":
    main()
