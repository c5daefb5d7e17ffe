"""The beginning of a life, read by the rules alone, and by the rules with a real language model beside them.

The model is the one of `evals.small_model`, with half a billion weights: about the weakest that anybody would point
toldonce at. A call of it takes a minute on two cores, so that the life is a short one. The checks are those of
`evals.life`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals import record
from evals.life import report
from evals.life.checks import check
from evals.life.door import Door
from evals.life.lived import Lived
from evals.life.report import LifeOutcomes
from evals.life.script import Life, begun, write_life
from evals.service import Service, service
from evals.small_model import LOADER, NAME, model_file, python_of_the_model, serving

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


def readers(life: Life, threads: int) -> Iterator[tuple[str, Read]]:
    """The life as each reader understands it, each in a service of its own."""
    with service() as target:
        yield "rules alone", asyncio.run(read(target, life))
    python = python_of_the_model()
    with serving(python, model_file(python), threads) as url:
        os.environ |= {"LLM_BASE_URL": url, "LLM_MODEL": NAME, "LLM_TIMEOUT_SECONDS": str(CALL_SECONDS)}
        with service(llm_provider="openai") as target:
            yield f"rules and {NAME}", asyncio.run(read(target, life))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m evals.small_model_life", description=__doc__)
    parser.add_argument("--turns", type=int, default=40, help="turns of the life that are told, at least")
    parser.add_argument("--seed", type=int, default=1, help="which life")
    parser.add_argument("--threads", type=int, default=2, help="for the model; more than free cores make it slow")
    parser.add_argument("--out", type=Path, default=Path("evals/out/small_model_life.json"), help="where it goes")
    given = parser.parse_args()
    life = begun(write_life("held_out", given.seed, turns=given.turns), given.turns)
    told = {"phrasings": life.pool, "seed": life.seed, "turns": len(life.turns), "statements": len(life.statements)}
    figures = {}
    for name, one in readers(life, given.threads):
        figures[name] = one.figures()
        record.keep(given.out, "lives", {"life": told, "loader": LOADER, "readers": figures})


if __name__ == "__main__":
    main()
