"""Store conversations, ask all their questions, and print recall with evidence, beside what toldonce has to beat.

``python -m evals.run`` starts a service of its own; with ``--url`` the same run goes to any toldonce.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from evals import environment, precision
from evals.datasets import DEFAULT_FOLDER, DataConversation, drawn, groups, load
from evals.earlier import taken_over
from evals.metrics import Answered, percentile
from evals.plot import draw
from evals.progress import Place, Progress
from evals.report import Measured, by_kind_table, ranks, record, systems_table
from evals.service import Service, service
from evals.systems.dense import Dense, Fused
from evals.systems.embedding import Embedding, open_embedding
from evals.systems.lexical import Lexical
from evals.systems.mem0 import Mem0, open_mem0
from evals.systems.ranking import Answers, Ranking, System, answered
from evals.systems.toldonce import Toldonce

ALL = ("locomo", "beam", "longmemeval", "precisionmembench")
DATASETS = (*ALL, "beam-100K", "beam-500K")
NAMES = {"toldonce": Toldonce.name, "bm25": Lexical.name, "dense": Dense.name, "fusion": Fused.name, "mem0": Mem0.name}
"""The systems as they are chosen, and as they stand in the tables."""
SYSTEMS = tuple(NAMES)


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure: how many conversations of each group (None: all), and how toldonce is asked."""

    data: Path
    datasets: Mapping[str, int | None]
    systems: Sequence[str]
    by_session: bool = False
    contexts: bool = True
    forgetting: bool = True
    so_far: bool = False


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run works with: ``version`` of the service, ``progress`` with what has been measured before."""

    target: Service | None
    embedding: Embedding
    progress: Progress
    version: str
    show: Console

    def place(self, system: str, one: DataConversation) -> Place:
        """Where the answers of a system of this name stand; what they depend on, beside the data, is a part of it."""
        return system, one.dataset, one.name, self.version if system == NAMES["toldonce"] else self.embedding.name


async def run(bench: Bench, options: Options) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Measure every data set with every system; the figures by data set, and every question's ranks behind them."""
    figures: dict[str, Any] = {}
    questions: list[dict[str, Any]] = []
    for name, count in options.datasets.items():
        if name == "precisionmembench":
            figures[name] = await precision.run(bench.target, bench.embedding, options.data / name, bench.show)
            continue
        dataset, _, size = name.partition("-")
        for group, everyone in groups(load(options.data, dataset)).items():
            if size and not group.endswith(f" {size}"):
                continue
            members = everyone if count is None else drawn(everyone, count)
            if options.so_far:
                members = [one for one in members if all(bench.progress.known(bench.place(NAMES[name], one))
                                                         for name in options.systems)]  # fmt: skip
                if not members:
                    raise SystemExit(f"No conversation of {group} has been measured with all of these systems.")
            measured = [await measure(bench, system, members) async for system in opened(bench, options)]
            counted = {group: measured}
            if measured[0].session_answers:
                counted[f"{group}, sessions"] = [one.in_sessions() for one in measured]
            for title, results in counted.items():
                bench.show.print(systems_table(title, results))
                bench.show.print(by_kind_table(title, results[0]))
                figures[title] = record(results, [one.name for one in members])
                questions += ranks(title, results)
    return figures, questions


@dataclass(frozen=True, slots=True)
class MeasuredBefore:
    """A system of which only the name is needed."""

    name: str

    async def answer(self, conversation: DataConversation) -> Answers:
        """Refused."""
        raise SystemExit(f"{self.name} has not been measured on {conversation.name}.")


async def opened(bench: Bench, options: Options) -> AsyncIterator[System]:
    """The systems that were chosen, one after another, each with an empty store."""
    for name in options.systems:
        if options.so_far:
            yield MeasuredBefore(NAMES[name])
            continue
        async with contextlib.AsyncExitStack() as resources:
            if name == "toldonce":
                assert bench.target is not None
                yield Toldonce(bench.target, options.by_session, options.contexts, options.forgetting)
            elif name == "mem0":
                yield await resources.enter_async_context(open_mem0(bench.embedding))
            else:
                baselines: dict[str, System] = {
                    "bm25": Lexical(),
                    "dense": Dense(bench.embedding),
                    "fusion": Fused(bench.embedding),
                }
                yield baselines[name]


async def measure(bench: Bench, system: System, conversations: Sequence[DataConversation]) -> Measured:
    """One system on these conversations; what was measured before is taken over."""
    answers: list[Answered] = []
    in_sessions: list[Answered] = []
    rankings: list[Ranking] = []
    costs: Counter[str] = Counter()
    for one in conversations:
        place = bench.place(system.name, one)
        given = bench.progress.known(place)
        if given is None:
            given = await system.answer(one)
            bench.progress.keep(place, given)
        for question, ranking in zip(one.questions, given.rankings, strict=True):
            answers.append(answered(one, question, ranking))
            if question.evidence_sessions:
                in_sessions.append(answered(one, question, ranking, by_session=True))
        rankings += given.rankings
        costs.update(given.costs)
        bench.show.print(
            f"{system.name}: {one.dataset} {one.name}, {len(one.turns)} turns, {len(one.questions)} questions"
        )
    milliseconds = [ranking.milliseconds for ranking in rankings]
    return Measured(system.name, answers, milliseconds, {**costs, **_server_split(rankings)}, in_sessions)


def _server_split(rankings: Sequence[Ranking]) -> dict[str, float]:
    """The parts of a search as the system tells them, in milliseconds."""
    told = [ranking.server_ms for ranking in rankings if ranking.server_ms]
    return {
        f"server {part} ms {name}": percentile([one[part] for one in told], share)
        for part in (told[0] if told else ())
        for name, share in (("p50", 0.5), ("p95", 0.95))
    }


def command_line() -> argparse.ArgumentParser:
    """What can be chosen."""
    parser = argparse.ArgumentParser(prog="python -m evals.run", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with the data sets")
    parser.add_argument("--dataset", default="locomo,precisionmembench", help=f"comma list of {', '.join(DATASETS)},"
                        " each with :N for N of its conversations, drawn with a fixed seed; or all")  # fmt: skip
    parser.add_argument("--systems", default=",".join(SYSTEMS), help=f"comma list of {', '.join(SYSTEMS)}")
    parser.add_argument("--by-session", action="store_true", help="a conversation for each session, not one in all")
    parser.add_argument("--no-contexts", dest="contexts", action="store_false", help="do not ask for contexts")
    parser.add_argument("--no-forgetting", dest="forgetting", action="store_false",
                        help="do not delete the evidence and ask again")  # fmt: skip
    parser.add_argument("--resume", action="store_true", help="go on with a run to the same --out: the baselines are"
                        " taken over, and the answers of a toldonce with the same code")  # fmt: skip
    parser.add_argument("--so-far", action="store_true", help="measure nothing: a record of the conversations that all"
                        " the systems have answered in runs to the same --out")  # fmt: skip
    parser.add_argument("--beside", type=Path, help="a record: what it holds of other systems on the same conversations"
                        " is taken over")  # fmt: skip
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
        datasets=dict.fromkeys(ALL) if given.dataset == "all" else _datasets(parser, given.dataset),
        systems=_chosen(parser, "--systems", given.systems, SYSTEMS),
        by_session=given.by_session,
        contexts=given.contexts,
        forgetting=given.forgetting,
        so_far=given.so_far,
    )
    if options.so_far and "precisionmembench" in options.datasets:
        parser.error("--so-far: PrecisionMemBench is measured in one go; name other data sets with --dataset")
    show, measured_on = Console(), environment.describe()
    progress = Progress(given.out.with_suffix(".progress.jsonl"), resume=given.resume or given.so_far)
    figures, questions = asyncio.run(_measured(given, options, progress, environment.service_version(), show))
    beside = {"taken_over": taken_over(figures, questions, given.beside)} if given.beside else {}
    chosen = {**vars(given), "data": given.data.name}  # a record is read on other machines
    configuration = {name: str(value) for name, value in chosen.items() if name != "api_key"}
    result = {"environment": measured_on, "configuration": configuration, **beside, "figures": figures}
    given.out.write_text(json.dumps(result, indent=1), encoding="utf-8")
    lines = given.out.with_suffix(".questions.jsonl")
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in questions), encoding="utf-8")
    show.print(f"Written to {given.out}, with every question's ranks in {lines}.")
    draw(given.out, show)


async def _measured(
    given: argparse.Namespace, options: Options, progress: Progress, version: str, show: Console
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The run, with a service where one is needed."""
    needed = not options.so_far and ("toldonce" in options.systems or "precisionmembench" in options.datasets)
    with service(given.url, given.api_key) if needed else contextlib.nullcontext() as target:
        async with open_embedding() as embedding:
            return await run(Bench(target, embedding, progress, version, show), options)


def _chosen(parser: argparse.ArgumentParser, option: str, given: str, known: Sequence[str]) -> list[str]:
    names = [name for name in given.split(",") if name]
    if unknown := sorted(set(names) - set(known)):
        parser.error(f"{option}: there is no {', '.join(unknown)}; choose from {', '.join(known)}")
    return names


def _datasets(parser: argparse.ArgumentParser, given: str) -> dict[str, int | None]:
    """Each data set with how many of its conversations are measured (None: all)."""
    parts = [part.partition(":") for part in given.split(",") if part]
    _chosen(parser, "--dataset", ",".join(name for name, _, _ in parts), DATASETS)
    counts = [count for _, colon, count in parts if colon]
    if wrong := [count for count in counts if not count.isdecimal() or int(count) < 1]:
        parser.error(f"--dataset: {wrong[0]!r} is no number of conversations; write locomo:2 for two")
    return {name: int(count) if colon else None for name, colon, count in parts}


if __name__ == "__main__":
    main()
