"""Lives of a thousand turns are told to the service, which is then asked what is true, was true and was known.

Everything goes through the HTTP API. Without ``--llm`` the rules and the learned reader read alone; with it, the
language model at that base URL reads too. The score is that of the held-out phrasings; those of the development half
stand beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.console import Console

from evals import environment
from evals.life import report
from evals.life.checks import check
from evals.life.door import Door
from evals.life.lived import Lived
from evals.life.report import LifeOutcomes
from evals.life.script import write_life
from evals.life.vocabulary import POOL_NAMES, PoolName
from evals.service import Service, service
from toldonce.settings import SettingsInvalid, load_settings


async def live(target: Service, pool: PoolName, seed: int, turns: int, *, in_order: bool) -> LifeOutcomes:
    """Tell one life and check it."""
    life = write_life(pool, seed, turns=turns, in_order=in_order)
    async with Door.open(target.url, target.api_key, f"life-{pool}-{seed}-{time.time_ns()}") as door:
        started = time.perf_counter()
        stored = await door.store(life)
        jobs = await door.settle()
        took = time.perf_counter() - started
        outcomes = await check(await Lived.look(life, stored, door))
    return LifeOutcomes(pool, seed, in_order, len(life.turns), jobs, len(life.turns) / took, outcomes)


async def live_all(
    target: Service, pools: Sequence[PoolName], numbers: range, turns: int, keep: Callable[[list[LifeOutcomes]], None]
) -> list[LifeOutcomes]:
    """A life of each half for each number; every third one is told out of order. What is known is kept after each."""
    told = []
    for place, seed in enumerate(numbers):
        for pool in pools:
            told.append(await live(target, pool, seed, turns, in_order=place % 3 != 2))
            keep(told)
    return told


def write(out: Path, about: Mapping[str, object], lives: Sequence[LifeOutcomes]) -> Path:
    """Write the figures, and beside them every outcome a line; gives the place of the latter."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({**about, **report.record(lives)}, indent=1), encoding="utf-8")
    lines = out.with_suffix(".outcomes.jsonl")
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in report.outcomes(lives)), encoding="utf-8")
    return lines


def reader_of(given: argparse.Namespace) -> str:
    """Who reads the turns, in words. Ends the program, as the service would, where a setting is wrong."""
    if given.llm:
        return f"with the model {given.llm_model} at {given.llm}"
    if given.url:
        return "as configured there"
    try:
        learned = load_settings().learned_reader
    except SettingsInvalid as invalid:
        raise SystemExit("\n".join(invalid.faults)) from None
    return "rules and learned reader" if learned else "rules alone"


def command_line() -> argparse.ArgumentParser:
    """What can be chosen."""
    parser = argparse.ArgumentParser(prog="python -m evals.life", description=__doc__)
    parser.add_argument("--phrasings", default="development,held_out", help=f"comma list: {', '.join(POOL_NAMES)}")
    parser.add_argument("--lives", type=int, default=3, help="lives of each half; every third is told out of order")
    parser.add_argument("--turns", type=int, default=1_000, help="turns in a life, at least")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first life; the next ones follow")
    parser.add_argument("--llm", metavar="BASE_URL", help="an OpenAI-compatible model at this address reads too")
    parser.add_argument("--llm-model", default="default", help="its name there")
    parser.add_argument("--url", help="measure the toldonce at this address")
    parser.add_argument("--api-key", help="a key for it; without one an account is registered")
    parser.add_argument("--out", type=Path, default=Path("evals/out/life.json"), help="where the figures go")
    return parser


def main() -> None:
    """Run the command."""
    parser = command_line()
    given = parser.parse_args()
    pools = given.phrasings.split(",")
    if unknown := set(pools) - set(POOL_NAMES):
        parser.error(f"--phrasings: there is no {', '.join(sorted(unknown))}; choose of {', '.join(POOL_NAMES)}")
    if given.llm and given.url:
        parser.error("--llm is for a service of its own: the one at --url has its model already")
    if given.llm:
        os.environ |= {"LLM_BASE_URL": given.llm, "LLM_MODEL": given.llm_model}
    show, reader = Console(), reader_of(given)
    about = {"environment": environment.describe(), "read by": reader}

    def keep(told: list[LifeOutcomes]) -> None:
        one = told[-1]
        write(given.out, about, told)
        show.print(f"{one.pool} {one.seed}: {one.turns} turns, {one.turns_per_second:.0f} turns/s stored and read,"
                   f" jobs {dict(one.jobs)}")  # fmt: skip

    numbers = range(given.seed, given.seed + given.lives)
    with service(given.url, given.api_key, llm_provider="openai" if given.llm else "none") as target:
        lives = asyncio.run(live_all(target, pools, numbers, given.turns, keep))
    show.print(report.table(lives, f"Lives of a thousand turns, {reader}"))
    show.print(f"Written to {given.out}, with every single outcome in {write(given.out, about, lives)}.")


if __name__ == "__main__":
    main()
