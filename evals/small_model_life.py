"""The beginnings of lives, read by the rules alone, and by the rules with a real language model beside them.

The model is the one of `evals.small_model`, with half a billion weights: about the weakest that anybody would point
toldonce at. A call of it takes a minute on a busy machine, so that the lives are short ones. The checks are those of
`evals.life`. A life that the record holds already is not told again, so that a run goes on where another ended.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import httpx

from evals import environment, record
from evals.life import report
from evals.life.checks import check
from evals.life.door import Door
from evals.life.lived import Lived
from evals.life.report import LifeOutcomes
from evals.life.script import Life, begun, write_life
from evals.life.vocabulary import PoolName
from evals.service import Service, service
from evals.small_model import LOADER, NAME, model_file, python_of_the_model, serving

READERS = ("rules alone", "rules and the model")
PATIENCE = 3_600.0
CALL_SECONDS = 600
"""The longest that `LLM_TIMEOUT_SECONDS` may be."""


@dataclass(frozen=True, slots=True)
class Read:
    """A life as one reader understood it: the outcomes of the checks, the number of current memories, and what its
    jobs tell that could not be read."""

    outcomes: LifeOutcomes
    memories: int
    failures: Sequence[str]

    def figures(self) -> dict[str, Any]:
        """What stands in the record: no words of the life, which is told in held-out phrasings."""
        return {
            "checks": report.shares([self.outcomes]),
            "memories": self.memories,
            "jobs": dict(self.outcomes.jobs),
            "failures": dict(Counter(reason.partition(":")[0] for reason in self.failures)),
            "seconds": round(self.outcomes.turns / self.outcomes.turns_per_second, 1),
        }


async def read(target: Service, life: Life) -> Read:
    """Tell the life to a service, and check what it made of it."""
    async with Door.open(target.url, target.api_key, f"life-{life.pool}-{life.seed}-{time.time_ns()}") as door:
        started = time.perf_counter()
        stored = await door.store(life)
        jobs = await door.settle(PATIENCE)
        speed = len(life.turns) / (time.perf_counter() - started)
        lived, failures = await Lived.look(life, stored, door), await door.failures()
        outcomes = LifeOutcomes(life.pool, life.seed, life.in_order, len(life.turns), jobs, speed, await check(lived))
    return Read(outcomes, len(lived.memories), failures)


def by_rules(life: Life) -> dict[str, Any]:
    """The life as the rules alone understand it, in a service of its own."""
    with service() as target:
        return asyncio.run(read(target, life)).figures()


def with_model(life: Life, threads: int) -> dict[str, Any]:
    """The life as the rules and the model understand it, in a service of its own, with what the model spent on it."""
    python = python_of_the_model()
    with serving(python, model_file(python), threads) as url:
        os.environ |= {"LLM_BASE_URL": url, "LLM_MODEL": NAME, "LLM_TIMEOUT_SECONDS": str(CALL_SECONDS)}
        with service(llm_provider="openai") as target:
            figures = asyncio.run(read(target, life)).figures()
        return {**figures, "model": httpx.get(f"{url}/spent").json()}


def recorded(out: Path) -> list[dict[str, Any]]:
    """The lives that a record holds."""
    return list(json.loads(out.read_text(encoding="utf-8"))["lives"]) if out.exists() else []


def in_all(lives: Sequence[Mapping[str, Any]], reader: str) -> dict[str, tuple[int, float]]:
    """Of each check: how many things were checked in all lives, and the share that was right."""
    counted: dict[str, tuple[int, float]] = {}
    for life in lives:
        for check_name, figures in life["readers"][reader]["checks"].items():
            n, right = counted.get(check_name, (0, 0.0))
            counted[check_name] = n + figures["n"], right + figures["n"] * figures["right"]
    return {name: (n, right / n) for name, (n, right) in counted.items()}


def table(lives: Sequence[Mapping[str, Any]]) -> str:
    """The checks as Markdown, a line each; for each half of the phrasings both readers, each with its n: what the
    checks ask depends on what was read."""
    pools = [pool for pool in get_args(PoolName) if any(one["life"]["phrasings"] == pool for one in lives)]
    columns = [
        (
            f"{pool.replace('_', ' ')}, {reader}",
            in_all([one for one in lives if one["life"]["phrasings"] == pool], reader),
        )
        for pool in pools
        for reader in READERS
    ]
    lines = [f"| check | {' | '.join(f'n | {name}' for name, _ in columns)} |", "|---|" + "---|---|" * len(columns)]
    for name in dict.fromkeys(name for _, checks in columns for name in checks):
        cells = [f"{checks[name][0]} | {checks[name][1]:.0%}" if name in checks else "0 | -" for _, checks in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def command_line() -> argparse.ArgumentParser:
    """What can be chosen."""
    parser = argparse.ArgumentParser(prog="python -m evals.small_model_life", description=__doc__)
    parser.add_argument("--phrasings", default="development,held_out", help="comma list: development, held_out")
    parser.add_argument("--lives", type=int, default=1, help="lives of each half")
    parser.add_argument("--turns", type=int, default=40, help="turns of each life that are told, at least")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first life; the next ones follow")
    parser.add_argument("--threads", type=int, default=1, help="for the model; more than free cores make it slow")
    parser.add_argument("--out", type=Path, default=Path("evals/out/small_model_life.json"), help="where it goes")
    return parser


def main() -> None:
    """Run the command."""
    parser = command_line()
    given = parser.parse_args()
    pools = given.phrasings.split(",")
    if unknown := set(pools) - set(get_args(PoolName)):
        parser.error(f"--phrasings: there is no {', '.join(sorted(unknown))}; choose development, held_out or both")
    told = recorded(given.out)
    for seed in range(given.seed, given.seed + given.lives):
        for pool in pools:
            life = begun(write_life(pool, seed, turns=given.turns), given.turns)
            about = {"phrasings": pool, "seed": seed, "turns": len(life.turns), "statements": len(life.statements)}
            if all(one["life"] != about for one in told):
                figures = {READERS[0]: by_rules(life), READERS[1]: with_model(life, given.threads)}
                told.append(
                    {"life": about, "loader": LOADER, "commit": environment.describe()["commit"], "readers": figures}
                )
                record.keep(given.out, "lives", told)
    print(table(told))


if __name__ == "__main__":
    main()
